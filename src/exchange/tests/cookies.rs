//! DNS cookies (RFC 7873): ours shows that the sender saw our query, the server's that we saw its response.

use super::*;

/// A response with our cookie and the server's.
fn baked(query: &Query, reply: &Reply, server: &[u8]) -> Happening {
    reply.clone().with_cookie(&[&query.cookie().unwrap()[..8], server].concat()).soon()
}

/// A server that wants `server` as its cookie.
fn demands(query: &Query, server: &[u8]) -> Vec<Happening> {
    let is_shown = query.cookie().is_some_and(|cookie| &cookie[8..] == server);
    let reply = if is_shown { query.answer() } else { query.reply(Rcode::BADCOOKIE) };
    vec![baked(query, &reply, server)]
}

#[test]
fn another_client_s_cookie_is_dropped() {
    // S025
    let course = run(policy(), |query| {
        let forged = query.answer().with_cookie(b"another!server-1").soon();
        vec![forged, query.answer().after(ms(20))]
    });
    course.expect(Step::Answered, ms(20), (1, 0));
}

#[test]
fn a_cookie_of_a_bad_length_is_dropped() {
    for len in [0, 7, 9, 15, 41] {
        let course = run(policy(), |query| {
            let cookie = [&query.cookie().unwrap()[..], &[7; 40]].concat();
            vec![query.answer().with_cookie(&cookie[..len]).soon(), query.answer().after(ms(20))]
        });
        course.expect(Step::Answered, ms(20), (1, 0));
    }
}

#[test]
fn a_bare_refusal_with_another_client_s_cookie_is_dropped() {
    let course = run(policy(), |query| {
        vec![query.bare(Rcode::FORMERR).with_cookie(b"another!").soon(), query.answer().after(ms(20))]
    });
    course.expect(Step::Answered, ms(20), (1, 0));
}

#[test]
fn a_server_s_cookie_is_shown_from_then_on() {
    let first = run(policy(), |query| vec![baked(query, &query.answer(), b"server-1")]);
    let client = first.sent[0].cookie().unwrap();
    assert_eq!(client.len(), 8);
    let second = run_with(first.exchange.state(), |query| vec![query.answer().soon()]);
    assert_eq!(second.sent[0].cookie().unwrap(), [&client[..], b"server-1"].concat());
}

#[test]
fn a_server_s_cookie_is_learnt_from_an_error_too() {
    let first = run(policy(), |query| vec![baked(query, &query.reply(Rcode::REFUSED), &[5; 32])]);
    let second = run_with(first.exchange.state(), |query| vec![query.answer().soon()]);
    assert_eq!(second.sent[0].cookie().unwrap()[8..], [5; 32]);
}

#[test]
fn the_client_cookie_is_drawn_once_for_an_address() {
    let first = run(policy(), |_| vec![]);
    let address = ([192, 0, 2, 1], 53).into();
    let mut second = Exchange::new(txt_question(), address, policy(), first.exchange.state());
    let query = fetch(&mut second, Instant::ZERO, Instant::ZERO, &mut SplitMix64(99)).unwrap();
    assert_eq!(query.cookie(), first.sent[0].cookie());
}

#[test]
fn another_address_has_another_client_cookie() {
    let cookie = |seed| {
        let address = ([192, 0, 2, 1], 53).into();
        let mut exchange = Exchange::new(txt_question(), address, policy(), ServerState::default());
        fetch(&mut exchange, Instant::ZERO, Instant::ZERO, &mut SplitMix64(seed)).unwrap().cookie()
    };
    assert_ne!(cookie(1), cookie(2));
}

#[test]
fn badcookie_is_asked_again_with_the_fresh_cookie_at_once() {
    let course = run(policy(), |query| demands(query, b"server-1"));
    course.expect(Step::Answered, ms(20), (2, 0));
    assert!(!course.exchange.facts().no_edns);
}

#[test]
fn badcookie_with_a_stale_cookie_is_asked_again_with_the_fresh_one() {
    let state = run(policy(), |query| demands(query, b"server-1")).exchange.state();
    let course = run_with(state, |query| demands(query, b"server-2-is-longer"));
    course.expect(Step::Answered, ms(20), (2, 0));
}

#[test]
fn badcookie_twice_goes_to_tcp() {
    // S026
    let mut count = 0;
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => {
            count += 1;
            vec![baked(query, &query.reply(Rcode::BADCOOKIE), &[count; 8])]
        }
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(30), (2, 1));
}

#[test]
fn badcookie_for_the_very_cookie_it_gave_goes_to_tcp() {
    let state = run(policy(), |query| demands(query, b"server-1")).exchange.state();
    let course = run_with(state, |query| match query.transport {
        Transport::Udp => vec![baked(query, &query.reply(Rcode::BADCOOKIE), b"server-1")],
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(20), (1, 1));
}

#[test]
fn badcookie_without_a_cookie_is_asked_again_without_edns() {
    // S039
    let course = run(policy(), |query| {
        if query.has_edns() { vec![query.reply(Rcode::BADCOOKIE).soon()] } else { vec![query.answer().soon()] }
    });
    course.expect(Step::Answered, ms(20), (2, 0));
    assert!(course.exchange.facts().no_edns);
}

#[test]
fn badcookie_for_a_query_without_cookie_is_final() {
    let course = run(policy(), |query| vec![query.reply(Rcode::BADCOOKIE).soon()]);
    course.expect(Step::Answered, ms(20), (2, 0));
    assert!(!course.exchange.facts().no_edns);
}

#[test]
fn a_server_that_gave_a_cookie_and_falls_silent_is_asked_over_tcp() {
    let course = run(policy(), |query| match query.attempt {
        1 => demands(query, b"server-1"),
        2 => vec![],
        _ => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(1020), (2, 1));
}
