//! Whatever comes, in whatever order: an end in time, no panic, no more than was allowed, no belief in what does not fit.

use super::*;

const RUNS: u64 = 4_000;

#[test]
fn whatever_comes_an_exchange_ends_in_time_within_its_tries_and_believes_only_what_fits() {
    for seed in 0..RUNS {
        let _seed = SeedOfFailure(seed);
        let mut rng = SplitMix64(seed);
        let (policy, state) = (any_policy(&mut rng), any_state(&mut rng));
        let exchange = Exchange::new(txt_question(), ([192, 0, 2, 1], 53).into(), policy, state);
        let course = run_exchange(exchange, |query| any_happenings(&mut rng, query));
        expect_invariants(policy, &course);
    }
}

fn expect_invariants(policy: Policy, course: &Course) {
    assert!(course.at <= EXCHANGE_LIMIT, "{course:?}");
    assert!(course.sent.len() <= usize::from(policy.tries.max(1)), "{course:?}");
    assert_eq!(usize::from(course.exchange.facts().attempts), course.sent.len());
    assert!(policy.transports == Transports::UdpThenTcp || course.packets().0 == 0);
    if course.step == Step::Answered {
        expect_fit(course.sent.last().unwrap(), &course.answer);
    } else {
        assert!(matches!(course.step, Step::Failed(_)));
    }
}

/// A second opinion, by plain comparison.
fn expect_fit(query: &Query, answer: &[u8]) {
    let message = Message::read(answer).unwrap();
    assert!(message.header().flags.is_response() && !message.header().flags.is_truncated());
    assert_eq!((message.header().id, message.opcode().0), (query.id(), 0));
    assert!(message.validate().is_ok());
    let question = query.message().question().unwrap();
    assert_eq!(message.question().unwrap(), question);
    if query.is_udp() {
        assert!(query.name().is_identical(message.question().unwrap().unwrap().name));
    }
    let answers = message.records().map(Result::unwrap).filter(|record| record.section == Section::Answer);
    let mut asked = answers.filter(|record| record.record_type == RecordType::TXT && record.class == Class::IN);
    assert!(asked.all(|record| record.rdata().is_ok()));
}

fn any_policy(rng: &mut SplitMix64) -> Policy {
    let transports = if rng.below(4) == 0 { Transports::TcpOnly } else { Transports::UdpThenTcp };
    let path = match rng.below(3) {
        0 => Path::Pool(u16::try_from(rng.below(100)).unwrap()),
        _ => Path::Fresh,
    };
    let tries = if rng.below(10) == 0 { 255 } else { u8::try_from(rng.below(7)).unwrap() };
    Policy { recursion: Recursion::NotDesired, transports, tries, path }
}

/// What an earlier exchange may have left behind.
fn any_state(rng: &mut SplitMix64) -> ServerState {
    let mut state = ServerState::default();
    if rng.below(4) == 0 {
        state.refuse_edns();
    }
    if rng.below(2) == 0 {
        state.client_cookie(rng);
    }
    state
}

fn any_happenings(rng: &mut SplitMix64, query: &Query) -> Vec<Happening> {
    let count = rng.below(7);
    (0..count).map(|_| any_happening(rng, query)).collect()
}

fn any_happening(rng: &mut SplitMix64, query: &Query) -> Happening {
    let happening = if rng.below(8) == 0 { query.fails(any_failure(rng)) } else { any_message(rng, query) };
    // Of another try, now and then.
    let attempt = if rng.below(8) == 0 { u8::try_from(rng.below(5)).unwrap() } else { happening.attempt };
    Happening { attempt, after: Duration::from_micros(rng.below(3_000_000)), ..happening }
}

fn any_failure(rng: &mut SplitMix64) -> TransportFailure {
    let kinds = [
        TransportFailure::Refused,
        TransportFailure::Silent,
        TransportFailure::Closed,
        TransportFailure::Unreachable,
        TransportFailure::NoRoute,
        TransportFailure::Local,
    ];
    kinds[usize::try_from(rng.below(6)).unwrap()]
}

fn any_message(rng: &mut SplitMix64, query: &Query) -> Happening {
    let mut octets = any_reply(rng, query).octets();
    for _ in 0..[0, 0, 1, 2, 8][usize::try_from(rng.below(5)).unwrap()] {
        let at = usize::try_from(rng.below(octets.len() as u64)).unwrap();
        octets[at] = rng.next().to_le_bytes()[0];
    }
    match rng.below(10) {
        0 => octets.truncate(usize::try_from(rng.below(octets.len() as u64)).unwrap()),
        1 => rng.fill(&mut octets),
        _ => {}
    }
    query.octets(octets)
}

fn any_reply(rng: &mut SplitMix64, query: &Query) -> Reply {
    let rcodes = [0, 0, 1, 2, 3, 4, 5, 16, 23];
    let rcode = Rcode(rcodes[usize::try_from(rng.below(9)).unwrap()]);
    let reply = match rng.below(6) {
        0 => query.bare(rcode),
        1 => query.answer().folded(),
        2 => query.answer().misguessed(),
        3 => query.reply(rcode).truncated(),
        4 => query.reply(rcode),
        _ => query.answer(),
    };
    let mut server = [0; 16];
    rng.fill(&mut server);
    match (rng.below(3), query.cookie()) {
        (0, Some(cookie)) => reply.with_cookie(&[&cookie[..8], &server].concat()),
        (1, _) => reply.with_cookie(&server),
        _ => reply,
    }
}
