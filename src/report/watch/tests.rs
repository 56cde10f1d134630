//! Proofs that follow one another, and what is told of each.

use std::format;
use std::string::String;
use std::vec;

use super::*;
use crate::proof::AnswerData;
use crate::report::sample::{EXPECTED, answer, finding, name, proof, row, text};

const START: Duration = Duration::ZERO;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn held(number: u8) -> Row {
    row(number, Outcome::Match, &[EXPECTED.as_bytes()])
}

fn missing(number: u8) -> Row {
    row(number, Outcome::NxDomain, &[])
}

fn refuted(rows: Vec<Row>) -> Proof {
    proof(Verdict::Refuted, rows, vec![])
}

/// Each change in a word or two.
fn told(changes: &[Change<'_>]) -> Vec<String> {
    let told = |change: &Change<'_>| match change {
        Change::Row { row, before } => {
            let before = before.as_ref().map_or("new", |row| row.outcome.as_str());
            format!("{} {before} -> {}", row.address, row.outcome.as_str())
        }
        Change::Gone(row) => format!("{} gone", row.address),
        Change::Finding { finding, prospect } => format!("{} {prospect:?}", finding.code.as_str()),
        Change::Verdict(verdict) => verdict.as_str().into(),
    };
    changes.iter().map(told).collect()
}

#[test]
fn everything_is_new_at_first_and_told_once() {
    let mut watch = Watch::default();
    let proof = refuted(vec![missing(1), missing(2)]);
    let first = ["192.0.2.1 new -> nxdomain", "192.0.2.2 new -> nxdomain", "refuted"];
    assert_eq!(told(&watch.note(&proof, START)), first);
    assert_eq!(told(&watch.note(&proof, seconds(5))), [""; 0]);
}

#[test]
fn one_server_that_catches_up_is_one_change_and_the_verdict_another() {
    let mut watch = Watch::default();
    watch.note(&refuted(vec![missing(1), missing(2)]), START);
    let one = refuted(vec![held(1), missing(2)]);
    assert_eq!(told(&watch.note(&one, seconds(5))), ["192.0.2.1 nxdomain -> match"]);
    let both = proof(Verdict::Proven, vec![held(1), held(2)], vec![]);
    assert_eq!(told(&watch.note(&both, seconds(12))), ["192.0.2.2 nxdomain -> match", "proven"]);
    assert_eq!(
        both.servers.iter().map(|row| watch.since(row)).collect::<Vec<_>>(),
        [Some(seconds(5)), Some(seconds(12))]
    );
}

#[test]
fn ttls_serials_round_trips_and_the_order_of_records_are_no_change() {
    let mut watch = Watch::default();
    let mut row = row(1, Outcome::Mismatch, &[b"one", b"two"]);
    watch.note(&refuted(vec![row.clone()]), START);
    row.answers.to_mut().reverse();
    row.answers.to_mut()[0].ttl = 7;
    (row.serial, row.rtt, row.attempts) = (Some(9), None, 2);
    assert_eq!(told(&watch.note(&refuted(vec![row]), seconds(1))), [""; 0]);
}

#[test]
fn another_value_is_a_change_and_does_not_begin_the_match_anew() {
    let mut watch = Watch::default();
    watch.note(&refuted(vec![held(1)]), seconds(3));
    let mut row = held(1);
    row.answers.to_mut().push(text(b"another"));
    let proof = refuted(vec![row]);
    assert_eq!(told(&watch.note(&proof, seconds(9))), ["192.0.2.1 match -> match"]);
    assert_eq!(watch.since(&proof.servers[0]), Some(seconds(3)));
}

#[test]
fn a_record_that_comes_back_is_there_since_it_came_back() {
    let mut watch = Watch::default();
    for (rows, at) in [(held(1), 1), (missing(1), 2), (held(1), 3)] {
        watch.note(&refuted(vec![rows]), seconds(at));
    }
    assert_eq!(watch.since(&held(1)), Some(seconds(3)));
    assert_eq!(watch.since(&missing(1)), None);
}

#[test]
fn a_server_that_left_is_told_and_forgotten() {
    let mut watch = Watch::default();
    watch.note(&refuted(vec![missing(1), missing(2)]), START);
    let left = refuted(vec![missing(1)]);
    assert_eq!(told(&watch.note(&left, seconds(1))), ["192.0.2.2 gone"]);
    assert_eq!(told(&watch.note(&left, seconds(2))), [""; 0]);
}

#[test]
fn a_round_that_finds_no_name_server_leaves_the_rows_as_they_were() {
    let mut watch = Watch::default();
    let proof_before = refuted(vec![held(1), missing(2)]);
    watch.note(&proof_before, START);
    let failed = vec![finding(Code::DiscoveryFailed, Severity::Error, None)];
    let lost = proof(Verdict::Inconclusive, vec![], failed);
    assert_eq!(told(&watch.note(&lost, seconds(1))), ["discovery-failed Open", "inconclusive"]);
    assert_eq!(told(&watch.note(&proof_before, seconds(2))), ["refuted"]);
    assert_eq!(watch.since(&held(1)), Some(START));
}

fn at_the_domain(row: Row) -> Row {
    Row { name_asked: name("example.com"), ..row }
}

#[test]
fn what_others_keep_at_the_domain_itself_is_no_news_but_the_record_there_is() {
    let mut watch = Watch::default();
    let spf = at_the_domain(row(1, Outcome::Mismatch, &[b"v=spf1 -all"]));
    let first = ["192.0.2.1 new -> nxdomain", "refuted"];
    assert_eq!(told(&watch.note(&refuted(vec![missing(1), spf.clone()]), START)), first);
    let apex = refuted(vec![missing(1), at_the_domain(held(1))]);
    assert_eq!(told(&watch.note(&apex, seconds(1))), ["192.0.2.1 new -> match"]);
    assert_eq!(told(&watch.note(&refuted(vec![missing(1), spf]), seconds(2))), ["192.0.2.1 match -> mismatch"]);
    // Once the record stands where it belongs the domain itself is not asked.
    assert_eq!(told(&watch.note(&refuted(vec![held(1)]), seconds(3))), ["192.0.2.1 nxdomain -> match"]);
}

#[test]
fn the_target_of_an_alias_is_followed() {
    let mut watch = Watch::default();
    let cname = answer(RecordType::CNAME, AnswerData::Presentation("t.example.".into()));
    let alias = Row { answers: vec![cname].into(), ..row(1, Outcome::Alias, &[]) };
    let target = Row { name_asked: name("t.example"), ..missing(7) };
    let changes = ["192.0.2.1 new -> alias", "192.0.2.7 new -> nxdomain", "refuted"];
    assert_eq!(told(&watch.note(&refuted(vec![alias, target]), START)), changes);
    assert_eq!(told(&watch.note(&refuted(vec![held(1)]), seconds(1))), ["192.0.2.1 alias -> match"]);
}

#[test]
fn what_waiting_cannot_mend_is_said_once() {
    let mut watch = Watch::default();
    let lowered = EXPECTED.to_ascii_lowercase();
    let lowercased = || {
        let finding = finding(Code::ValueLowercased, Severity::Error, Some(lowered.as_bytes()));
        proof(Verdict::Refuted, vec![row(1, Outcome::Mismatch, &[lowered.as_bytes()])], vec![finding])
    };
    let first = ["192.0.2.1 new -> mismatch", "value-lowercased Hopeless", "refuted"];
    assert_eq!(told(&watch.note(&lowercased(), START)), first);
    for round in 1..5 {
        assert_eq!(told(&watch.note(&lowercased(), seconds(round))), [""; 0]);
    }
}

#[test]
fn a_damaged_value_on_one_server_may_be_the_old_one_where_another_holds_the_record() {
    let mut watch = Watch::default();
    let findings = vec![
        finding(Code::ServersDisagree, Severity::Error, None),
        finding(Code::ValueLowercased, Severity::Error, None),
    ];
    let proof = proof(Verdict::Refuted, vec![held(1), row(2, Outcome::Mismatch, &[b"x"])], findings);
    assert!(told(&watch.note(&proof, START)).contains(&"value-lowercased Open".into()));
}

#[test]
fn a_finding_is_told_again_only_where_it_has_become_hopeless() {
    let mut watch = Watch::default();
    let damaged = |row| {
        let findings = vec![finding(Code::ValueLowercased, Severity::Error, None)];
        proof(Verdict::Refuted, vec![row, damaged_row(2)], findings)
    };
    let codes =
        |changes: &[Change<'_>]| told(changes).into_iter().filter(|told| told.starts_with("value")).collect::<Vec<_>>();
    assert_eq!(codes(&watch.note(&damaged(held(1)), START)), ["value-lowercased Open"]);
    assert_eq!(codes(&watch.note(&damaged(missing(1)), START)), ["value-lowercased Hopeless"]);
    assert_eq!(codes(&watch.note(&damaged(held(1)), START)), [""; 0]);
}

fn damaged_row(number: u8) -> Row {
    row(number, Outcome::Mismatch, &[b"x"])
}

#[test]
fn findings_that_rows_show_are_not_told_again_and_notes_are_never_hopeless() {
    let mut watch = Watch::default();
    let findings = vec![
        finding(Code::NameMissing, Severity::Error, None),
        finding(Code::NameAlias, Severity::Note, None),
        finding(Code::NameAlias, Severity::Error, None),
    ];
    let changes = told(&watch.note(&proof(Verdict::Refuted, vec![missing(1)], findings), START));
    assert_eq!(changes[1..], ["name-alias Open", "name-alias Hopeless", "refuted"]);
}
