//! What comes next, and when: loss, silence, refusal.

use super::*;

#[test]
fn an_answer_within_the_first_second_costs_one_packet() {
    // S005
    let course = run(policy(), |query| vec![query.answer().after(ms(900))]);
    course.expect(Step::Answered, ms(900), (1, 0));
    assert_eq!(course.answer, course.sent[0].answer().octets());
    let expected = Facts { rtt: Some(ms(900)), attempts: 1, transport: Some(Transport::Udp), ..Facts::default() };
    assert_eq!(course.exchange.facts(), expected);
}

#[test]
fn a_lost_query_is_asked_again_after_a_second() {
    // S001
    let course = run(policy(), |query| if query.attempt == 1 { vec![] } else { vec![query.answer().soon()] });
    course.expect(Step::Answered, ms(1010), (2, 0));
    assert_eq!(course.exchange.facts().rtt, Some(ms(10)));
}

#[test]
fn every_transmission_has_an_id_a_case_and_a_number_of_its_own() {
    // S001, S019: the port is the socket's; the path says that it is a new one.
    let course = run(policy(), |_| vec![]);
    let [first, second, third] = &course.sent[..] else { panic!("{:?}", course.sent) };
    assert!(first.id() != second.id() && second.id() != third.id() && first.id() != third.id());
    assert!(!first.name().is_identical(second.name().to_ref()));
    assert!(!second.name().is_identical(third.name().to_ref()));
    assert_eq!([first.attempt, second.attempt, third.attempt], [1, 2, 3]);
}

#[test]
fn silence_over_udp_leads_to_tcp() {
    // S002
    let course = run(policy(), |query| if query.is_udp() { vec![] } else { vec![query.answer().soon()] });
    course.expect(Step::Answered, ms(2510), (2, 1));
    assert_eq!(course.sent.iter().map(|query| query.sent).collect::<Vec<_>>(), [ms(0), ms(1000), ms(2500)]);
    assert_eq!(course.exchange.facts().transport, Some(Transport::Tcp));
}

#[test]
fn only_the_first_query_has_edns() {
    // S042, S043: such a server or firewall drops what it does not know.
    let course = run(policy(), |query| if query.has_edns() { vec![] } else { vec![query.answer().soon()] });
    course.expect(Step::Answered, ms(1010), (2, 0));
    assert!(!course.exchange.facts().no_edns, "a lost packet looks the same");
    let silent = run(policy(), |_| vec![]);
    assert_eq!(silent.sent.iter().map(Query::has_edns).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn silence_everywhere_is_a_timeout_after_five_seconds() {
    // S003, S058
    run(policy(), |_| vec![]).expect(Course::failure(Failure::Timeout), ms(5000), (2, 1));
}

#[test]
fn no_connection_ends_the_exchange_at_the_connect_limit() {
    // S066: whoever owns the socket tells it.
    let silent = |query: &Query| match query.transport {
        Transport::Udp => vec![],
        Transport::Tcp => vec![query.fails(TransportFailure::Silent).after(CONNECT_LIMIT)],
    };
    run(policy(), silent).expect(Course::failure(Failure::Timeout), ms(4500), (2, 1));
    run(tcp_only(), silent).expect(Course::failure(Failure::Timeout), ms(2000), (0, 1));
}

#[test]
fn an_answer_to_an_earlier_try_is_not_taken() {
    // S004: its socket is closed, and were it heard all the same, its number tells it.
    let course = run(policy(), |query| match query.attempt {
        1 => vec![query.answer().after(ms(1100))],
        _ => vec![query.answer().after(ms(300))],
    });
    course.expect(Step::Answered, ms(1300), (2, 0));
    assert_eq!(course.answer, course.sent[1].answer().octets());
}

#[test]
fn the_failure_of_an_earlier_try_means_nothing() {
    let course = run(policy(), |query| match query.attempt {
        1 => vec![query.fails(TransportFailure::Unreachable).after(ms(1100))],
        _ => vec![query.answer().after(ms(300))],
    });
    course.expect(Step::Answered, ms(1300), (2, 0));
}

#[test]
fn a_duplicate_answer_is_not_read() {
    // S006
    let course = run(policy(), |query| vec![query.answer().soon(), query.answer().soon()]);
    course.expect(Step::Answered, ms(10), (1, 0));
}

#[test]
fn the_first_of_two_valid_answers_wins() {
    // S007
    let course = run(policy(), |query| {
        let other = Reply { txt: vec![b"\x01w".to_vec()], ..query.answer() };
        vec![query.answer().soon(), other.after(ms(11))]
    });
    course.expect(Step::Answered, ms(10), (1, 0));
    assert_eq!(course.answer, course.sent[0].answer().octets());
}

#[test]
fn a_dead_port_is_left_for_tcp_at_once() {
    // S008
    let refused = |query: &Query| vec![query.fails(TransportFailure::Refused)];
    run(policy(), refused).expect(Course::failure(Failure::Refused), ms(20), (1, 1));
    let udp_dead = |query: &Query| match query.transport {
        Transport::Udp => refused(query),
        Transport::Tcp => vec![query.answer().soon()],
    };
    run(policy(), udp_dead).expect(Step::Answered, ms(20), (1, 1));
}

#[test]
fn a_dead_udp_port_with_a_silent_tcp_port_is_a_timeout() {
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => vec![query.fails(TransportFailure::Refused)],
        Transport::Tcp => vec![],
    });
    course.expect(Course::failure(Failure::Timeout), ms(5000), (1, 1));
}

#[test]
fn a_silent_udp_port_with_a_dead_tcp_port_is_a_timeout() {
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => vec![],
        Transport::Tcp => vec![query.fails(TransportFailure::Refused)],
    });
    course.expect(Course::failure(Failure::Timeout), ms(2510), (2, 1));
}

#[test]
fn a_port_dead_at_the_last_try_is_refused() {
    let course = run(Policy { tries: 1, ..policy() }, |query| vec![query.fails(TransportFailure::Refused)]);
    course.expect(Course::failure(Failure::Refused), ms(10), (1, 0));
}

#[test]
fn an_unreachable_host_ends_the_exchange_at_once() {
    // S009, S010
    let kinds = [
        (TransportFailure::Unreachable, Failure::Unreachable),
        (TransportFailure::NoRoute, Failure::NoRoute),
        (TransportFailure::Local, Failure::Local),
    ];
    for (kind, failure) in kinds {
        let course = run(policy(), |query| vec![query.fails(kind)]);
        course.expect(Course::failure(failure), ms(10), (1, 0));
        let over_tcp = run(tcp_only(), |query| vec![query.fails(kind)]);
        over_tcp.expect(Course::failure(failure), ms(10), (0, 1));
    }
}

#[test]
fn what_concerns_streams_alone_is_no_news_of_a_udp_socket() {
    for kind in [TransportFailure::Closed, TransportFailure::Silent] {
        let course = run(policy(), |query| vec![query.fails(kind), query.answer().after(ms(20))]);
        course.expect(Step::Answered, ms(20), (1, 0));
    }
}

#[test]
fn tries_cap_the_transmissions() {
    let silent = |tries| run(Policy { tries, ..policy() }, |_| vec![]);
    silent(0).expect(Course::failure(Failure::Timeout), ms(1000), (1, 0));
    silent(1).expect(Course::failure(Failure::Timeout), ms(1000), (1, 0));
    silent(2).expect(Course::failure(Failure::Timeout), ms(2500), (2, 0));
    silent(255).expect(Course::failure(Failure::Timeout), ms(5000), (2, 1));
}

#[test]
fn tcp_alone_is_asked_at_once_and_has_five_seconds() {
    run(tcp_only(), |query| vec![query.answer().soon()]).expect(Step::Answered, ms(10), (0, 1));
    run(tcp_only(), |_| vec![]).expect(Course::failure(Failure::Timeout), ms(5000), (0, 1));
    let refused = run(tcp_only(), |query| vec![query.fails(TransportFailure::Refused)]);
    refused.expect(Course::failure(Failure::Refused), ms(10), (0, 1));
}

#[test]
fn an_answer_larger_than_was_asked_for_is_taken() {
    // S011, S049
    let course = run(policy(), |query| {
        let txt = vec![[&[255][..], &[b'x'; 255]].concat(); 15];
        vec![Reply { txt, ..query.answer() }.soon()]
    });
    course.expect(Step::Answered, ms(10), (1, 0));
    assert!(course.answer.len() > 4000);
}

#[test]
fn a_timeout_before_its_time_changes_nothing() {
    let mut exchange = Exchange::new(txt_question(), ([192, 0, 2, 1], 53).into(), policy(), ServerState::default());
    assert_eq!(exchange.poll_timeout(), None);
    assert_eq!(exchange.handle_input(Instant::ZERO, Input::Timeout), Step::Wait);
    let mut buffer = [0; MAX_TRANSMIT_OCTETS];
    exchange.poll_transmit(Instant::ZERO, &mut SplitMix64(1), &mut buffer).unwrap();
    assert_eq!(exchange.handle_input(Instant::ZERO + ms(999), Input::Timeout), Step::Wait);
    assert_eq!(exchange.handle_input(Instant::ZERO + ms(1000), Input::Timeout), Step::Transmit);
    assert_eq!(exchange.handle_input(Instant::ZERO + ms(1000), Input::Timeout), Step::Wait, "nothing was sent yet");
}

#[test]
fn whoever_fetches_too_late_gets_nothing_to_send() {
    let mut exchange = Exchange::new(txt_question(), ([192, 0, 2, 1], 53).into(), policy(), ServerState::default());
    let mut buffer = [0; MAX_TRANSMIT_OCTETS];
    exchange.poll_transmit(Instant::ZERO, &mut SplitMix64(1), &mut buffer).unwrap();
    assert_eq!(exchange.handle_input(Instant::ZERO + ms(1000), Input::Timeout), Step::Transmit);
    let end = Instant::ZERO + EXCHANGE_LIMIT;
    assert_eq!(exchange.poll_timeout(), Some(end));
    assert_eq!(exchange.poll_transmit(end, &mut SplitMix64(2), &mut buffer), None);
    assert_eq!(exchange.handle_input(end, Input::Timeout), Step::Failed(Failure::Timeout));
}
