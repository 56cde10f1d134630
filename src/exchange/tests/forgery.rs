//! What does not fit is dropped on the same deadline, and costs next to nothing.

use super::*;

/// A server that sends something before its answer, 100 ms later.
fn preceded(by: impl Fn(&Query) -> Vec<Happening>) -> Course {
    run(policy(), |query| {
        let mut happenings = by(query);
        happenings.push(query.answer().after(ms(110)));
        happenings
    })
}

#[track_caller]
fn expect_dropped(by: impl Fn(&Query) -> Vec<Happening>) {
    let course = preceded(by);
    course.expect(Step::Answered, ms(110), (1, 0));
    assert_eq!(course.answer, course.sent[0].answer().octets());
}

/// What a server says in place of an answer, each time.
#[track_caller]
fn expect_malformed(says: impl Fn(&Query) -> Vec<u8>) {
    let course = run(policy(), |query| vec![query.octets(says(query))]);
    // Two rungs of silence, and TCP, which nobody else writes to.
    course.expect(Course::failure(Failure::Malformed), ms(2510), (2, 1));
    expect_dropped(|query| vec![query.octets(says(query))]);
}

#[test]
fn a_wrong_id_is_dropped_and_the_deadline_stays() {
    // S012
    expect_dropped(|query| vec![query.answer().misguessed().soon()]);
    let course = run(policy(), |query| match query.attempt {
        1 => vec![query.answer().misguessed().after(ms(990))],
        _ => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(1010), (2, 0));
}

#[test]
fn a_wrong_question_is_dropped() {
    // S014, S015
    expect_dropped(|query| vec![query.answer().named("_amazonses.example.net").soon()]);
    for (record_type, class) in [(RecordType::A, Class::IN), (RecordType::TXT, Class::CH)] {
        expect_dropped(|query| {
            let question = Question { name: query.name(), record_type, class };
            vec![Reply { questions: vec![question], ..query.answer() }.soon()]
        });
    }
}

#[test]
fn the_third_near_miss_leaves_udp_for_tcp() {
    // S013
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => (1..=3).map(|miss| query.answer().misguessed().after(ms(miss))).collect(),
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(13), (1, 1));
}

#[test]
fn two_near_misses_are_borne() {
    expect_dropped(|query| vec![query.answer().misguessed().soon(), query.answer().named("other.test").soon()]);
}

#[test]
fn near_misses_are_counted_over_all_tries() {
    let course = run(policy(), |query| match query.attempt {
        1 => vec![query.answer().misguessed().soon(), query.answer().misguessed().soon()],
        2 => vec![query.answer().misguessed().soon(), query.answer().after(ms(20))],
        _ => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(1020), (2, 1));
}

#[test]
fn near_misses_at_the_last_try_end_the_exchange() {
    let course = run(Policy { tries: 1, ..policy() }, |query| vec![query.answer().misguessed().soon(); 3]);
    course.expect(Course::failure(Failure::Malformed), ms(10), (1, 0));
}

#[test]
fn by_a_pool_an_unknown_id_is_a_late_answer() {
    let pool = Policy { path: Path::Pool(64), ..policy() };
    let late = |query: &Query| vec![query.answer().misguessed().soon(); 20];
    let course = run(pool, |query| [late(query), vec![query.answer().after(ms(50))]].concat());
    course.expect(Step::Answered, ms(50), (1, 0));
    run(pool, |query| if query.is_udp() { late(query) } else { vec![] }).expect(
        Course::failure(Failure::Timeout),
        ms(5000),
        (2, 1),
    );
}

#[test]
fn by_a_pool_a_known_id_with_a_wrong_question_is_a_near_miss() {
    let course = run(Policy { path: Path::Pool(64), ..policy() }, |query| match query.transport {
        Transport::Udp => vec![query.answer().named("other.test").soon(); 3],
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(20), (1, 1));
}

#[test]
fn a_flood_of_forgeries_costs_one_transmission_and_no_belief() {
    // S018
    let mut exchange = Exchange::new(txt_question(), ([192, 0, 2, 1], 53).into(), policy(), ServerState::default());
    let query = fetch(&mut exchange, Instant::ZERO, Instant::ZERO, &mut SplitMix64(5)).unwrap();
    let forged = query.answer().folded();
    let wrong_ids = (0..=u16::MAX).filter(|id| *id != query.id());
    let steps: Vec<_> = wrong_ids
        .map(|id| {
            let octets = Reply { id, ..forged.clone() }.octets();
            exchange.handle_input(Instant::ZERO + ms(1), Input::Message { attempt: 1, octets: &octets })
        })
        .collect();
    assert_eq!(steps.iter().position(|step| *step != Step::Wait), Some(2));
    assert_eq!(steps[2], Step::Transmit);
    assert!(steps[3..].iter().all(|step| *step == Step::Wait));
}

#[test]
fn short_garbage_is_dropped() {
    // S020
    for len in [0, 1, 11] {
        expect_malformed(|query| query.octets[..len].to_vec());
    }
}

#[test]
fn garbage_is_no_near_miss() {
    expect_dropped(|query| vec![query.octets(*b"short"); 50]);
}

#[test]
fn every_truncation_of_the_answer_is_dropped() {
    let course = preceded(|query| {
        let octets = query.answer().octets();
        (0..octets.len()).map(|len| query.octets(&octets[..len])).collect()
    });
    course.expect(Step::Answered, ms(110), (1, 0));
}

#[test]
fn a_query_is_no_response() {
    // S027
    expect_dropped(|query| vec![query.octets(&query.octets[..]); 5]);
    let course = run(policy(), |query| if query.is_udp() { vec![query.octets(&query.octets[..])] } else { vec![] });
    course.expect(Course::failure(Failure::Malformed), ms(5000), (2, 1));
}

#[test]
fn another_opcode_is_no_response() {
    // S028
    for opcode in [4, 5, 15] {
        expect_dropped(|query| vec![query.answer().with_flags(opcode << 11).soon(); 5]);
    }
}

#[test]
fn noerror_without_a_question_answers_nothing() {
    // S029
    expect_malformed(|query| query.bare(Rcode::NOERROR).octets());
    expect_malformed(|query| Reply { questions: vec![], ..query.answer() }.octets());
}

#[test]
fn two_questions_are_malformed() {
    // S030
    expect_malformed(|query| {
        let mut reply = query.answer();
        reply.questions.push(reply.questions[0].clone());
        reply.octets()
    });
}

#[test]
fn flags_that_say_nothing_to_an_exchange_are_borne() {
    // S031, S032, S033: what AA and RA mean is for the layers above.
    let flags = 0x0070 | Flags::RECURSION_AVAILABLE;
    let course =
        run(policy(), |query| vec![Reply { flags: Flags::RESPONSE, ..query.answer() }.with_flags(flags).soon()]);
    course.expect(Step::Answered, ms(10), (1, 0));
}

#[test]
fn a_refusal_without_a_question_is_only_the_reason_at_the_deadline() {
    // S021
    for rcode in [Rcode::REFUSED, Rcode::SERVFAIL] {
        expect_dropped(|query| vec![query.bare(rcode).soon(); 5]);
        let course = run(policy(), |query| if query.is_udp() { vec![query.bare(rcode).soon()] } else { vec![] });
        course.expect(Course::failure(Failure::BareRcode(rcode)), ms(5000), (2, 1));
    }
}

#[test]
fn damage_is_a_weightier_reason_than_a_bare_code() {
    let course = run(policy(), |query| match query.attempt {
        1 => vec![query.octets(*b"short")],
        2 => vec![query.bare(Rcode::REFUSED).soon()],
        _ => vec![],
    });
    course.expect(Course::failure(Failure::Malformed), ms(5000), (2, 1));
}

#[test]
fn a_forged_truncation_costs_one_connection() {
    // S022
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => vec![query.reply(Rcode::NOERROR).truncated().soon()],
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(20), (1, 1));
    assert_eq!(course.answer, course.sent[1].answer().octets());
}

#[test]
fn a_folded_case_is_confirmed_over_tcp() {
    // S024
    let course = run(policy(), |query| match query.transport {
        Transport::Udp => vec![query.answer().folded().soon()],
        Transport::Tcp => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(20), (1, 1));
    assert!(course.exchange.facts().case_folded);
    assert_eq!(course.answer, course.sent[1].answer().octets());
}

#[test]
fn a_case_folded_over_tcp_is_only_noted() {
    let course = run(tcp_only(), |query| vec![query.answer().folded().soon()]);
    course.expect(Step::Answered, ms(10), (0, 1));
    assert!(course.exchange.facts().case_folded);
}

#[test]
fn what_cannot_be_confirmed_is_not_believed() {
    let course = run(Policy { tries: 1, ..policy() }, |query| vec![query.answer().folded().soon()]);
    course.expect(Course::failure(Failure::Truncated), ms(10), (1, 0));
    let no_tcp = run(policy(), |query| match query.transport {
        Transport::Udp => vec![query.answer().folded().soon()],
        Transport::Tcp => vec![query.fails(TransportFailure::Refused)],
    });
    no_tcp.expect(Course::failure(Failure::Truncated), ms(20), (1, 1));
}

fn about(text: &str, path: Path) -> Exchange {
    let question = Question::new(name(text), RecordType::TXT);
    Exchange::new(question, ([192, 0, 2, 1], 53).into(), Policy { path, ..policy() }, ServerState::default())
}

#[test]
fn an_answer_that_is_easy_to_guess_is_confirmed_over_tcp() {
    // Id 16 bits, and: a port 14, or one of n sockets log2 n; a letter 1.
    let packets = |text, path| run_exchange(about(text, path), |query| vec![query.answer().soon()]).packets();
    assert_eq!(packets("ab", Path::Fresh), (1, 0));
    assert_eq!(packets("a1", Path::Fresh), (1, 1));
    assert_eq!(packets("a.example.com", Path::Pool(32)), (1, 0));
    assert_eq!(packets("a.example.com", Path::Pool(31)), (1, 1));
    assert_eq!(packets("example.com", Path::Pool(64)), (1, 0));
    assert_eq!(packets("example.com", Path::Pool(63)), (1, 1));
    assert_eq!(packets("x.example.com", Path::Pool(0)), (1, 1));
}

#[test]
fn an_answer_with_our_cookie_is_hard_to_guess() {
    let course = run_exchange(about("7", Path::Pool(1)), |query| {
        vec![query.answer().with_cookie(&query.cookie().unwrap()).soon()]
    });
    course.expect(Step::Answered, ms(10), (1, 0));
}

#[test]
fn a_spoilt_record_of_the_type_asked_spoils_the_answer() {
    // S073; W8a
    expect_malformed(|query| Reply { txt: vec![b"\x01v".to_vec(), b"\x09v".to_vec()], ..query.answer() }.octets());
    expect_malformed(|query| Reply { txt: vec![vec![]], ..query.answer() }.octets());
}

#[test]
fn a_spoilt_alias_spoils_the_answer() {
    expect_malformed(|query| with_answer(query, RecordType::CNAME, Class::IN, b"\x01v"));
}

#[test]
fn a_spoilt_record_of_another_type_or_class_spoils_nothing_else() {
    // S075, S076
    for (record_type, class) in
        [(RecordType::A, Class::IN), (RecordType::TXT, Class::CH), (RecordType(65280), Class::IN)]
    {
        let course = run(policy(), |query| vec![query.octets(with_answer(query, record_type, class, b"\x09v"))]);
        course.expect(Step::Answered, ms(10), (1, 0));
    }
}

/// An answer that holds one record, whatever its RDATA.
fn with_answer(query: &Query, record_type: RecordType, class: Class, rdata: &[u8]) -> Vec<u8> {
    let mut octets = query.reply(Rcode::NOERROR).octets();
    octets[7] = 1;
    let length = u16::try_from(rdata.len()).unwrap();
    octets.extend([0xc0, 12]);
    octets.extend([record_type.0, class.0, 0, 60, length].map(u16::to_be_bytes).as_flattened());
    octets.extend(rdata);
    octets
}

#[test]
fn damage_in_the_framing_is_dropped() {
    // S074, S141, S143: RDLENGTH and counts that promise too much.
    expect_malformed(|query| {
        let mut octets = query.answer().octets();
        let rdlength = octets.len() - 3;
        octets[rdlength] = 200;
        octets
    });
    expect_malformed(|query| [&query.answer().octets()[..4], &[0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat());
    expect_malformed(|query| {
        let mut octets = query.answer().octets();
        octets[11] = 1;
        octets
    });
}

#[test]
fn octets_behind_the_last_record_are_borne() {
    // S142
    let course = run(policy(), |query| vec![query.octets([&query.answer().octets()[..], b"more"].concat())]);
    course.expect(Step::Answered, ms(10), (1, 0));
}

#[test]
fn refused_is_final() {
    // S035, S037
    for code in [3, 5, 6, 9, 12, 15] {
        let course = run(policy(), |query| vec![query.reply(Rcode(code)).soon()]);
        course.expect(Step::Answered, ms(10), (1, 0));
    }
}

#[test]
fn a_server_failure_gets_one_more_try() {
    // S034
    let failing = |query: &Query| vec![query.reply(Rcode::SERVFAIL).soon()];
    let course = run(policy(), failing);
    course.expect(Step::Answered, ms(20), (2, 0));
    assert!(!course.sent[1].has_edns());
    run(tcp_only(), failing).expect(Step::Answered, ms(20), (0, 2));
    run(Policy { tries: 1, ..policy() }, failing).expect(Step::Answered, ms(10), (1, 0));
    run(Policy { tries: 1, ..tcp_only() }, failing).expect(Step::Answered, ms(10), (0, 1));
    let healed = run(policy(), |query| if query.attempt == 1 { failing(query) } else { vec![query.answer().soon()] });
    healed.expect(Step::Answered, ms(20), (2, 0));
    assert!(!healed.exchange.facts().no_edns);
}

#[test]
fn a_server_failure_late_on_the_ladder_gets_one_more_try_too() {
    let course = run(policy(), |query| match query.attempt {
        1 => vec![],
        2 => vec![query.reply(Rcode::SERVFAIL).soon()],
        _ => vec![query.answer().soon()],
    });
    course.expect(Step::Answered, ms(1020), (3, 0));
}

#[test]
fn a_server_that_fails_and_falls_silent_has_failed() {
    let course =
        run(policy(), |query| if query.attempt == 1 { vec![query.reply(Rcode::SERVFAIL).soon()] } else { vec![] });
    course.expect(Course::failure(Failure::BareRcode(Rcode::SERVFAIL)), ms(5000), (2, 1));
}
