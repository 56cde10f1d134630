//! Truncation, and what a stream may hold.

use super::*;

/// A server that truncates over UDP.
fn over_tcp(stream: impl Fn(&Query) -> Vec<Happening>) -> Course {
    run(policy(), |query| match query.transport {
        Transport::Udp => vec![query.answer().truncated().soon()],
        Transport::Tcp => stream(query),
    })
}

#[test]
fn a_truncated_response_is_asked_again_over_tcp() {
    // S050
    let course = over_tcp(|query| vec![query.answer().soon()]);
    course.expect(Step::Answered, ms(20), (1, 1));
    assert_eq!(course.answer, course.sent[1].answer().octets());
}

#[test]
fn garbage_behind_a_truncated_response_s_question_is_not_looked_at() {
    // S051
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => {
            let mut octets = query.reply(Rcode::NOERROR).truncated().octets();
            octets[7] = 9;
            octets.extend([0xff; 40]);
            vec![query.octets(octets)]
        }
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(20), (1, 1));
}

#[test]
fn a_truncation_without_tcp_is_told_as_such() {
    // S052
    let truncated = Course::failure(Failure::Truncated);
    over_tcp(|query| vec![query.fails(TransportFailure::Refused)]).expect(truncated, ms(20), (1, 1));
    over_tcp(|query| vec![query.fails(TransportFailure::Unreachable)]).expect(truncated, ms(20), (1, 1));
    over_tcp(|query| vec![query.fails(TransportFailure::Silent).after(CONNECT_LIMIT)]).expect(
        truncated,
        ms(2010),
        (1, 1),
    );
    over_tcp(|_| vec![]).expect(truncated, ms(5000), (1, 1));
    over_tcp(|query| vec![query.fails(TransportFailure::Closed)]).expect(truncated, ms(30), (1, 2));
}

#[test]
fn a_truncation_at_the_last_try_is_told_as_such() {
    let course = run(Policy { tries: 1, ..policy() }, |query| vec![query.answer().truncated().soon()]);
    course.expect(Course::failure(Failure::Truncated), ms(10), (1, 0));
}

#[test]
fn a_truncation_over_tcp_is_malformed() {
    // S053
    let course = over_tcp(|query| vec![query.answer().truncated().soon()]);
    course.expect(Course::failure(Failure::Malformed), ms(20), (1, 1));
}

#[test]
fn a_stream_that_ends_early_is_opened_once_more() {
    // S054, S055, S061, S067: before any octet, in the middle, or reset: whoever owns the socket tells it alike.
    let closing = |query: &Query| vec![query.fails(TransportFailure::Closed)];
    run(tcp_only(), closing).expect(Course::failure(Failure::Malformed), ms(20), (0, 2));
    let once = run(tcp_only(), |query| if query.attempt == 1 { closing(query) } else { vec![query.answer().soon()] });
    once.expect(Step::Answered, ms(20), (0, 2));
    run(Policy { tries: 1, ..tcp_only() }, closing).expect(Course::failure(Failure::Malformed), ms(10), (0, 1));
}

#[test]
fn a_stream_that_drips_has_one_absolute_deadline() {
    // S056, S057: octets that are no whole message are not even handed in.
    let course = run(policy(), |query| if query.is_udp() { vec![] } else { vec![query.answer().after(ms(2499))] });
    course.expect(Step::Answered, ms(4999), (2, 1));
    let course = run(policy(), |query| if query.is_udp() { vec![] } else { vec![query.answer().after(ms(2501))] });
    course.expect(Course::failure(Failure::Timeout), ms(5000), (2, 1));
}

#[test]
fn a_stream_of_what_is_no_message_is_malformed_at_once() {
    // S059, S060, S062: a length of 0, of less than a header, of less than the message.
    for len in [0, 1, 11, 40] {
        let course = run(tcp_only(), |query| vec![query.octets(&query.answer().octets()[..len])]);
        course.expect(Course::failure(Failure::Malformed), ms(10), (0, 1));
    }
}

#[test]
fn a_spoilt_answer_over_tcp_is_malformed_at_once() {
    let course = run(tcp_only(), |query| vec![Reply { txt: vec![vec![]], ..query.answer() }.soon()]);
    course.expect(Course::failure(Failure::Malformed), ms(10), (0, 1));
}

#[test]
fn a_bare_header_over_tcp_ends_the_exchange() {
    // S029: nobody else writes into the stream, so nothing else is to be waited for.
    let course = run(tcp_only(), |query| vec![query.bare(Rcode::REFUSED).soon()]);
    course.expect(Course::failure(Failure::BareRcode(Rcode::REFUSED)), ms(10), (0, 1));
    let course = run(tcp_only(), |query| vec![query.bare(Rcode::NOERROR).soon()]);
    course.expect(Course::failure(Failure::Malformed), ms(10), (0, 1));
}

#[test]
fn eight_foreign_messages_of_a_stream_are_skipped() {
    // S063
    let course = run(tcp_only(), |query| {
        let foreign = [query.answer().misguessed(), query.answer().named("other.test"), query.answer()];
        let mut stream: Vec<_> = foreign.iter().cycle().map(Reply::soon).take(8).collect();
        stream[2] = query.octets(&query.octets[..]);
        stream[5] = query.answer().misguessed().soon();
        [stream, vec![query.answer().soon()]].concat()
    });
    course.expect(Step::Answered, ms(10), (0, 1));
}

#[test]
fn an_endless_stream_of_foreign_messages_is_malformed() {
    // S065
    let course = run(tcp_only(), |query| (1..100).map(|at| query.answer().misguessed().after(ms(at))).collect());
    course.expect(Course::failure(Failure::Malformed), ms(9), (0, 1));
}

#[test]
fn the_largest_answer_is_taken() {
    // S064
    let course = run(tcp_only(), |query| {
        let txt = vec![[&[255][..], &[b'x'; 255]].concat(); 240];
        let octets = Reply { txt, ..query.answer() }.octets();
        vec![query.octets([&octets[..], &vec![0; 65_535 - octets.len()]].concat())]
    });
    course.expect(Step::Answered, ms(10), (0, 1));
    assert_eq!(course.answer.len(), 65_535);
}

#[test]
fn codes_are_answers_over_tcp() {
    for code in [1, 3, 4, 5, 23] {
        let course = run(tcp_only(), |query| vec![query.reply(Rcode(code)).soon()]);
        course.expect(Step::Answered, ms(10), (0, 1));
    }
}
