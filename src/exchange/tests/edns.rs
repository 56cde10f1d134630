//! Servers that do not know EDNS, or half.

use super::*;

const REFUSALS: [Rcode; 3] = [Rcode::FORMERR, Rcode::NOTIMP, Rcode::BADVERS];

fn unless_plain(query: &Query, refusal: &Reply) -> Vec<Happening> {
    if query.has_edns() { vec![refusal.soon()] } else { vec![query.answer().soon()] }
}

#[test]
fn a_refusal_of_edns_moves_to_a_plain_query_at_once() {
    // S036, S038, S040
    for rcode in REFUSALS {
        let course = run(policy(), |query| unless_plain(query, &query.reply(rcode)));
        course.expect(Step::Answered, ms(20), (2, 0));
        assert!(course.exchange.facts().no_edns && course.exchange.state().is_edns_refused());
    }
}

#[test]
fn a_refusal_of_edns_may_be_a_bare_header() {
    for rcode in REFUSALS {
        let course = run(policy(), |query| unless_plain(query, &query.bare(rcode)));
        course.expect(Step::Answered, ms(20), (2, 0));
        assert!(course.exchange.facts().no_edns);
    }
}

#[test]
fn a_refusal_with_another_question_is_none() {
    let course = run(policy(), |query| {
        vec![query.reply(Rcode::FORMERR).named("other.test").soon(), query.answer().after(ms(20))]
    });
    course.expect(Step::Answered, ms(20), (1, 0));
}

#[test]
fn a_refusal_of_a_plain_query_is_final() {
    // S041
    for rcode in [Rcode::FORMERR, Rcode::NOTIMP] {
        let course = run(policy(), |query| vec![Reply { options: Some(vec![]), ..query.reply(rcode) }.soon()]);
        course.expect(Step::Answered, ms(20), (2, 0));
        assert!(!course.exchange.facts().no_edns, "EDNS was not what it refused");
    }
}

#[test]
fn a_bare_refusal_of_a_plain_query_is_the_reason_at_the_deadline() {
    let course = run(policy(), |query| if query.is_udp() { vec![query.bare(Rcode::FORMERR).soon()] } else { vec![] });
    course.expect(Course::failure(Failure::BareRcode(Rcode::FORMERR)), ms(5000), (2, 1));
    assert_eq!(course.sent[2].sent, ms(1510), "the plain query had its whole time");
}

#[test]
fn a_refusal_of_edns_at_the_last_try_is_the_answer() {
    let once = Policy { tries: 1, ..policy() };
    run(once, |query| vec![query.reply(Rcode::FORMERR).soon()]).expect(Step::Answered, ms(10), (1, 0));
    run(once, |query| vec![query.bare(Rcode::FORMERR).soon()]).expect(
        Course::failure(Failure::BareRcode(Rcode::FORMERR)),
        ms(1000),
        (1, 0),
    );
}

#[test]
fn a_server_known_to_refuse_edns_is_asked_plainly_at_once() {
    let state = run(policy(), |query| unless_plain(query, &query.reply(Rcode::FORMERR))).exchange.state();
    let course = run_with(state, |query| unless_plain(query, &query.reply(Rcode::FORMERR)));
    course.expect(Step::Answered, ms(10), (1, 0));
    assert!(course.exchange.facts().no_edns);
    let silent = run_with(state, |_| vec![]);
    silent.expect(Course::failure(Failure::Timeout), ms(5000), (2, 1));
    assert_eq!(silent.sent[1].sent, ms(1000));
    assert!(silent.sent.iter().all(|query| !query.has_edns()));
}

#[test]
fn a_refusal_that_no_plain_answer_followed_is_not_remembered() {
    let course = run(policy(), |query| if query.has_edns() { vec![query.bare(Rcode::FORMERR).soon()] } else { vec![] });
    assert!(!course.exchange.state().is_edns_refused());
}

#[test]
fn damaged_edns_is_dropped() {
    // S044, S045, S046
    let opt = |owner: &[u8]| [owner, &[0, 41, 4, 208, 0, 0, 0, 0, 0, 0]].concat();
    let root_opt = opt(&[0]);
    let cut_option = [&root_opt[..10], &[4, 0, 10, 0, 8]].concat();
    let cases: [(usize, Vec<u8>); 4] =
        [(11, [&root_opt[..], &root_opt].concat()), (7, root_opt.clone()), (11, opt(&[0xc0, 12])), (11, cut_option)];
    for (index, (count_at, records)) in cases.into_iter().enumerate() {
        let course = run(policy(), |query| {
            let mut octets = query.reply(Rcode::NOERROR).octets();
            octets[count_at] = if index == 0 { 2 } else { 1 };
            vec![query.octets([octets, records.clone()].concat())]
        });
        course.expect(Course::failure(Failure::Malformed), ms(2510), (2, 1));
    }
}

#[test]
fn whatever_an_opt_record_says_of_versions_sizes_and_flags_is_borne() {
    // S047
    for size in [0, 65_535_u16] {
        let course = run(policy(), |query| {
            let mut octets = query.answer().octets();
            octets[11] = 1;
            let opt = [&[0, 0, 41], &size.to_be_bytes()[..], &[0, 255, 0xff, 0xff, 0, 0]].concat();
            vec![query.octets([octets, opt].concat())]
        });
        course.expect(Step::Answered, ms(10), (1, 0));
    }
}

#[test]
fn an_answer_without_edns_is_taken() {
    // S048
    let course = run(policy(), |query| vec![query.answer().soon()]);
    course.expect(Step::Answered, ms(10), (1, 0));
    assert!(!course.exchange.facts().no_edns);
}
