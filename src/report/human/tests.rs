//! The reports as a user reads them.

use std::boxed::Box;
use std::io::Write;
use std::string::String;
use std::vec;
use std::vec::Vec;

use bytes::Bytes;

use super::*;
use crate::proof::{
    AnswerData, Code, ListedBy, NameServer, Outcome, Proof, Row, ServerName, Severity, Strings, Value, Verdict,
};
use crate::report::sample::{EXPECTED, address, answer, finding, lowercased, name, proof, row};
use crate::wire::RecordType;

/// The text without its colours.
fn plain(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    write(&mut out).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

fn check(proof: &Proof) -> String {
    plain(|out| write_check(out, proof, None))
}

fn txt(proof: &Proof) -> String {
    plain(|out| write_txt(out, Title { name: &name("_amazonses.example.com"), unicode: None }, proof))
}

#[test]
fn a_refutation_tells_the_verdict_the_servers_the_cause_and_the_edit() {
    let expected = r#"REFUTED: 0 of 3 name servers hold the expected verification record of example.com.

_amazonses.example.com TXT
  ns1.example.net  192.0.2.1  mismatch  "fmxqxt/icoyx4aa/beurdpmeax9/s3frbls+niixmqk="
  ns2.example.net  192.0.2.2  mismatch  "fmxqxt/icoyx4aa/beurdpmeax9/s3frbls+niixmqk="
  ns3.example.net  192.0.2.3  timeout   no answer in 3 tries

error: value-lowercased
  The value at _amazonses.example.com is in lower case, and the provider compares it octet for
  octet.
    expected "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk="
    found    "fmxqxt/icoyx4aa/beurdpmeax9/s3frbls+niixmqk="
                   ^ octet 5: expected T (0x54), found t (0x74)
  fix: Enter the value again exactly as the provider shows it; if it is lowered again, ask your DNS
  provider to keep capital letters.

warning: server-timeout
  ns3.example.net (192.0.2.3) gave no answer in 3 tries.
  fix: Look whether it is up.

As seen from here, by 9 queries in 48.2 ms.
"#;
    assert_eq!(check(&lowercased()), expected);
}

#[test]
fn a_proof_is_short_and_does_not_repeat_the_value() {
    let rows = vec![
        row(1, Outcome::Match, &[EXPECTED.as_bytes()]),
        row(2, Outcome::Match, &[b"another", EXPECTED.as_bytes()]),
    ];
    let expected = "PROVEN: 2 of 2 name servers hold the expected verification record of example.com.

_amazonses.example.com TXT
  ns1.example.net  192.0.2.1  match  as expected
  ns2.example.net  192.0.2.2  match  as expected, and 1 other value

As seen from here, by 9 queries in 48.2 ms.
";
    assert_eq!(check(&proof(Verdict::Proven, rows, vec![])), expected);
}

#[test]
fn a_verdict_is_one_sentence_whatever_is_missing() {
    let first_line = |proof: &Proof| check(proof).lines().next().unwrap_or_default().to_owned();
    let mut unknown = proof(Verdict::Inconclusive, vec![], vec![]);
    let sentence = "the name servers of example.com could not be found out, so nothing is proven or";
    assert_eq!(first_line(&unknown), std::format!("INCONCLUSIVE: {sentence}"));
    unknown.verdict = Verdict::Refuted;
    unknown.findings = vec![finding(Code::DomainMissing, Severity::Error, None)];
    assert_eq!(first_line(&unknown), "REFUTED: the domain example.com does not exist.");
    let silent = proof(Verdict::Inconclusive, vec![row(1, Outcome::Timeout, &[])], vec![]);
    let expected = "INCONCLUSIVE: 0 of 1 name server gave evidence, too little to prove or refute the expected
verification record of example.com.\n";
    assert!(check(&silent).starts_with(expected), "{}", check(&silent));
    let mut several = proof(Verdict::Refuted, vec![row(1, Outcome::Match, &[]), row(2, Outcome::NoData, &[])], vec![]);
    several.records.extend(several.records.clone());
    let sentence = "1 of 2 name servers holds the 2 expected verification records of example.com.";
    assert_eq!(first_line(&several), std::format!("REFUTED: {sentence}"));
    several.verdict = Verdict::Proven;
    let sentence = "1 of 2 name servers holds one of the 2 expected verification records of example.com.";
    assert_eq!(first_line(&several), std::format!("PROVEN: {sentence}"));
}

#[test]
fn another_place_that_holds_nothing_takes_one_line_and_comes_after_the_record_itself() {
    let elsewhere = |outcome| Row { name_asked: name("a.example"), ..row(1, outcome, &[]) };
    let told =
        check(&proof(Verdict::Refuted, vec![elsewhere(Outcome::NoData), row(1, Outcome::NxDomain, &[])], vec![]));
    let (record, other) =
        (told.find("\n_amazonses.example.com TXT\n"), told.find("\na.example TXT: nothing there either\n"));
    assert!(record.is_some() && other > record, "{told}");
    let told = check(&proof(Verdict::Refuted, vec![elsewhere(Outcome::Timeout)], vec![]));
    assert!(told.contains("\na.example TXT\n  ns1.example.net"), "{told}");
}

#[test]
fn a_server_that_was_given_by_its_address_has_no_second_column_for_it() {
    let row = Row { names: vec![ServerName::Address(address(1))], port: 5300, ..row(1, Outcome::NxDomain, &[]) };
    let told = check(&proof(Verdict::Refuted, vec![row], vec![]));
    assert!(told.contains("\n  192.0.2.1:5300  nxdomain  no such name\n"), "{told}");
}

#[test]
fn what_is_no_fault_is_not_compared_with_what_is_expected() {
    let note = finding(Code::ExtraValue, Severity::Note, Some(b"other"));
    let told = check(&proof(Verdict::Proven, vec![], vec![note]));
    assert!(told.contains("    found    \"other\"\n") && !told.contains('^'), "{told}");
}

#[test]
fn a_unicode_domain_is_shown_beside_its_a_labels() {
    let told = plain(|out| write_check(out, &lowercased(), Some("bücher.example")));
    let lead = "REFUTED: 0 of 3 name servers hold the expected verification record of example.com (bücher.example).\n";
    assert!(told.starts_with(lead), "{told}");
}

#[test]
fn whatever_a_server_sends_only_printable_ascii_reaches_the_terminal() {
    let hostile: Vec<u8> = (0..=255).collect();
    let mut proof = lowercased();
    proof.servers[0].answers = vec![
        answer(RecordType::TXT, AnswerData::Strings(hostile.chunks(255).collect())),
        answer(RecordType::CNAME, AnswerData::Presentation("\x1b]0;x\x07\u{202e}".into())),
    ]
    .into();
    proof.servers[1].detail = Some("\x1b[2J\u{9b}".into());
    proof.servers[2].names = vec![ServerName::Name(Name::from_labels([&b"\x1b[2J\n"[..]]).unwrap())];
    proof.findings[0].found = Some(Value::Octets(Bytes::from(hostile)));
    proof.findings[0].message = "\x1b[2J\r\u{9b}".into();
    for told in [check(&proof), txt(&proof), plain(|out| write_ns(out, &proof, None))] {
        assert!(told.bytes().all(|octet| matches!(octet, b'\n' | 0x20..=0x7e)), "{told:?}");
    }
}

#[test]
fn many_records_are_counted_and_a_long_value_is_cut() {
    let long = [b'x'; 300];
    let values: Vec<&[u8]> = vec![&long, b"1", b"2", b"3", b"4", b"5"];
    let rows = vec![row(1, Outcome::Mismatch, &values), row(2, Outcome::Mismatch, &values)];
    let told = check(&proof(Verdict::Refuted, rows, vec![]));
    assert!(told.contains("\"...\n"), "{told}");
    assert!(told.contains("                                        and 2 other records\n"), "{told}");
    assert!(told.contains("  ns2.example.net  192.0.2.2  mismatch  the same\n"), "{told}");
    assert!(told.lines().all(|line| line.len() <= 100), "{told}");
}

#[test]
fn txt_of_one_server_is_one_line_a_record_with_its_strings_in_quotes() {
    let strings = Strings::from_iter([&b"one"[..], b"t\"o"]);
    let mut row = row(1, Outcome::Answered, &[b"three"]);
    row.answers.to_mut().push(answer(RecordType::TXT, AnswerData::Strings(strings)));
    let expected = "_amazonses.example.com text = \"one\" \"t\\\"o\"\n_amazonses.example.com text = \"three\"\n";
    assert_eq!(txt(&proof(Verdict::Inconclusive, vec![row], vec![])), expected);
}

#[test]
fn txt_of_a_cache_says_that_it_has_no_authority() {
    let mut row = row(1, Outcome::Answered, &[b"x"]);
    row.authoritative = Some(false);
    let expected = "Non-authoritative answer of ns1.example.net (192.0.2.1):\n_amazonses.example.com text = \"x\"\n";
    assert_eq!(txt(&proof(Verdict::Inconclusive, vec![row], vec![])), expected);
}

#[test]
fn txt_tells_servers_that_agree_together_and_the_others_apart() {
    let rows = vec![
        row(1, Outcome::Answered, &[b"a", b"b"]),
        row(2, Outcome::Answered, &[b"b", b"a"]),
        row(3, Outcome::NxDomain, &[]),
        row(4, Outcome::Timeout, &[]),
    ];
    let expected = r#"2 of 4: ns1.example.net (192.0.2.1), ns2.example.net (192.0.2.2)
_amazonses.example.com text = "a"
_amazonses.example.com text = "b"

1 of 4: ns3.example.net (192.0.2.3)
_amazonses.example.com does not exist (NXDOMAIN)

1 of 4: ns4.example.net (192.0.2.4)
_amazonses.example.com: no answer (timeout: no answer in 3 tries)
"#;
    assert_eq!(txt(&proof(Verdict::Inconclusive, rows, vec![])), expected);
    let all = vec![row(1, Outcome::NoData, &[]), row(2, Outcome::NoData, &[])];
    let expected = "All 2 agree: ns1.example.net (192.0.2.1), ns2.example.net (192.0.2.2)
_amazonses.example.com has no TXT record (NODATA)\n";
    assert_eq!(txt(&proof(Verdict::Inconclusive, all, vec![])), expected);
}

#[test]
fn txt_tells_what_stands_at_the_name_before_what_its_alias_leads_to() {
    let target = AnswerData::Target(Box::new(name("T.Example")));
    let alias = Row { answers: vec![answer(RecordType::CNAME, target)].into(), ..row(2, Outcome::Alias, &[]) };
    let mut rows = vec![row(1, Outcome::Answered, &[b"v"]), alias];
    rows[0].name_asked = name("t.example");
    rows[0].answers.to_mut()[0].name = name("t.example");
    let expected = "_amazonses.example.com canonical name = t.example\n\nt.example text = \"v\"\n";
    assert_eq!(txt(&proof(Verdict::Inconclusive, rows, vec![])), expected);
}

#[test]
fn ns_prints_each_server_as_nslookup_does_with_its_addresses_and_who_lists_it() {
    let mut proof = proof(Verdict::Inconclusive, vec![row(1, Outcome::Match, &[])], vec![]);
    proof.delegation.push(NameServer {
        name: ServerName::Name(name("b.ns.example")),
        addresses: vec![address(7), "2001:db8::7".parse().unwrap()],
        listed_by: ListedBy::Parent,
    });
    let expected = "example.com nameserver = ns1.example.net  192.0.2.1               listed by the parent and the zone
example.com nameserver = b.ns.example     192.0.2.7, 2001:db8::7  listed by the parent alone\n";
    assert_eq!(plain(|out| write_ns(out, &proof, None)), expected);
    proof.domain = name("www.example.com");
    let told = plain(|out| write_ns(out, &proof, None));
    assert!(told.starts_with("www.example.com lies in the zone example.com.\nexample.com nameserver = "), "{told}");
}

#[test]
fn ns_of_a_domain_that_is_missing_does_not_show_the_parent_s_servers() {
    let missing = vec![finding(Code::DomainMissing, Severity::Error, None)];
    let told =
        plain(|out| write_ns(out, &proof(Verdict::Refuted, vec![row(1, Outcome::NxDomain, &[])], missing), None));
    assert_eq!(
        told,
        "The domain example.com does not exist.\n\nerror: domain-missing\n  What is so.\n  fix: What to do.\n"
    );
}
