//! The bounds of asking for the record, from both sides.

use txtproof::check::limits::{MAX_ALIASES, MAX_NAMES, MAX_QUESTIONS, MAX_RECORDS, MAX_SEARCH_QUERIES};
use txtproof::check::{Expectation, Goal, Wanted};
use txtproof::exchange::Transport;
use txtproof::proof::{Code, Verdict};
use txtproof::wire::RecordType;

use super::{assert_at, assert_over, assert_told, seeded};
use crate::simulated::run::Run;
use crate::simulated::world::{World, name, txt_line};

/// A domain where so many records stand, at the names of the records that are expected there.
fn expect_many(world: &mut World, count: usize) {
    let (domain, token) = (world.domain.clone(), world.token.clone());
    let owner = |number: usize| format!("_x{number}");
    let lines: String = (0..count).map(|number| txt_line(&owner(number), token.as_bytes())).collect();
    world.publish(&lines);
    let wanted = Wanted::Octets(vec![token.into()]);
    let record = |number| Expectation::new(name(&format!("{}.{domain}", owner(number))), wanted.clone());
    world.task.goal = Goal::Prove((0..count).map(record).collect());
    world.task.provider = None;
}

/// The record among so many at its name, or at the domain itself, which counts for this provider.
fn with_records(owner: &str, count: usize) -> Run {
    let (mut world, _seed) = seeded(2);
    let line = |number: usize| txt_line(owner, number.to_string().as_bytes());
    let others: String = (1..count).map(line).collect();
    let token = txt_line(owner, world.token.as_bytes());
    world.publish(&(others + &token));
    world.prove()
}

#[test]
fn a_thousand_records_at_a_name_are_kept_and_one_more_forbids_a_proof() {
    for owner in ["_amazonses", "@"] {
        assert_at(&with_records(owner, MAX_RECORDS));
        assert_over(&with_records(owner, MAX_RECORDS + 1), "1000 records at one name");
    }
}

/// So many records at a domain with 13 × 8 addresses.
fn with_questions(records: usize) -> Run {
    let (mut world, _seed) = seeded(13);
    for number in 0..13 {
        let more: Vec<_> = (1..8).map(|_| world.address()).collect();
        world.domain_servers()[number].addresses.extend(more);
    }
    expect_many(&mut world, records);
    world.prove()
}

#[test]
fn four_hundred_and_sixteen_questions_for_evidence_are_asked_and_no_more() {
    let records = MAX_QUESTIONS / (13 * 8);
    assert_at(&with_questions(records));
    let run = with_questions(records + 1);
    assert_over(&run, "416 questions for evidence");
    assert_eq!(run.proof.servers.len(), MAX_QUESTIONS);
}

/// So many names.
fn with_names(count: usize) -> Run {
    let (mut world, _seed) = seeded(1);
    expect_many(&mut world, count);
    world.prove()
}

#[test]
fn forty_eight_names_are_looked_at_and_no_more() {
    assert_at(&with_names(MAX_NAMES));
    assert_over(&with_names(MAX_NAMES + 1), "48 names of records and aliases");
}

#[test]
fn aliases_of_many_records_count_among_the_names() {
    let (mut world, _seed) = seeded(1);
    let records = MAX_NAMES / MAX_ALIASES + 1;
    expect_many(&mut world, records);
    let alias = |record: usize, number: usize| {
        let owner = if number == 0 { format!("_x{record}") } else { format!("a{record}-{number}") };
        format!("{owner} CNAME a{record}-{}\n", number + 1)
    };
    let chain = |record: usize| (0..MAX_ALIASES).map(move |number| alias(record, number));
    let end = |record: usize| txt_line(&format!("a{record}-{MAX_ALIASES}"), world.token.as_bytes());
    let lines: String = (0..records).flat_map(|record| chain(record).chain([end(record)])).collect();
    world.publish(&lines);
    assert_over(&world.prove(), "48 names of records and aliases");
}

/// So many records that are nowhere.
fn with_search(records: usize) -> (Run, usize) {
    let (mut world, _seed) = seeded(1);
    expect_many(&mut world, records);
    world.publish("");
    let address = world.domain_addresses()[0];
    let run = world.prove();
    let is_evidence = |row: &txtproof::proof::Row| row.address == address;
    let evidence = run.proof.servers.iter().filter(|row| is_evidence(row)).count();
    let is_serial = |kind| kind == RecordType::SOA;
    let asked = run.sent_to(address).filter(|sent| !is_discovery(sent.question.record_type));
    let serials = run.sent_to(address).filter(|sent| is_serial(sent.question.record_type)).count();
    let search = asked.count() - evidence - serials;
    (run, search)
}

fn is_discovery(kind: RecordType) -> bool {
    [RecordType::NS, RecordType::A, RecordType::AAAA, RecordType::DS, RecordType::DNSKEY].contains(&kind)
}

#[test]
fn sixty_questions_look_for_misplaced_records_and_no_more() {
    for records in 1..=32 {
        let (run, search) = with_search(records);
        assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
        if search < MAX_SEARCH_QUERIES {
            assert!(!run.has(Code::LimitReached), "{search} questions: {}", run.findings());
        } else {
            assert_eq!(search, MAX_SEARCH_QUERIES, "{records} records");
            assert!(records > 3, "a few records are looked for everywhere");
            assert_told(&run, "60 questions for records that stand in the wrong place");
            return;
        }
    }
    panic!("there is no bound");
}

/// Addresses, records, rounds, and what a question may take at most.
#[test]
fn evidence_takes_no_more_queries_than_can_be_worked_out_before_it_starts() {
    let (mut world, _seed) = seeded(4);
    expect_many(&mut world, 3);
    world.task.rounds = 5;
    for server in world.domain_servers() {
        server.link.udp = crate::simulated::link::Udp::Dropped;
    }
    let run = world.prove();
    let evidence = run.sent.iter().filter(|sent| sent.question.record_type == RecordType::TXT).count();
    assert!(evidence <= 4 * 3 * 5 * 4, "{evidence} queries");
    assert!(run.sent_over(Transport::Tcp) > 0);
}
