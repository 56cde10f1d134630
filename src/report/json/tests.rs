//! The JSON reports, field by field, against the shapes that programs rely on.

use std::boxed::Box;
use std::string::String;
use std::vec;

use serde_json::{Value, json};

use super::*;
use crate::proof::{Outcome, Strings, Verdict};
use crate::report::sample::{EXPECTED, answer, finding, lowercased, name, proof, row, text};
use crate::wire::RecordType;

fn check(proof: &Proof) -> Value {
    serde_json::to_value(CheckReport::from(proof)).unwrap()
}

#[test]
fn a_check_is_told_with_every_field_of_its_schema() {
    let found = EXPECTED.to_ascii_lowercase();
    let mut proof = lowercased();
    proof.servers.truncate(1);
    proof.findings.truncate(1);
    proof.findings[0].message = "So.".into();
    proof.findings[0].fix = String::new();
    let expected = json!({
        "schema": "txtproof.check.v1",
        "domain": "example.com", "zone": "example.com", "provider": "ses",
        "verdict": "refuted",
        "name_servers": { "listed": 3, "answered": 2, "held": 0 },
        "records": [{ "name": "_amazonses.example.com", "type": "TXT", "zone": "example.com", "expected": EXPECTED,
                      "verdict": "refuted" }],
        "servers": [{ "names": ["ns1.example.net"], "address": "192.0.2.1", "port": 53, "listed_by": "both",
                      "name_asked": "_amazonses.example.com", "type_asked": "TXT",
                      "outcome": "mismatch", "detail": null, "transport": "udp", "rtt_ms": 11.8, "attempts": 1,
                      "rcode": "NOERROR", "authoritative": true, "serial": null,
                      "answers": [{ "name": "_amazonses.example.com", "type": "TXT", "ttl": 300,
                                    "strings": [found], "value": found, "hex": hexadecimal(found.as_bytes()) }] }],
        "resolvers": [],
        "findings": [{ "code": "value-lowercased", "severity": "error", "name": "_amazonses.example.com",
                       "servers": ["192.0.2.1", "192.0.2.2"], "expected": EXPECTED, "found": found,
                       "message": "So.", "fix": null }],
        "queries_sent": 9, "elapsed_ms": 48.2
    });
    assert_eq!(check(&proof), expected);
}

#[test]
fn absent_facts_are_null_and_never_left_out() {
    let mut proof = proof(Verdict::Inconclusive, vec![row(1, Outcome::Timeout, &[])], vec![]);
    (proof.zone, proof.provider, proof.records[0].zone) = (None, None, None);
    let report = check(&proof);
    for pointer in ["/zone", "/provider", "/records/0/zone"] {
        assert_eq!(report.pointer(pointer), Some(&Value::Null), "{pointer}");
    }
    for field in ["transport", "rtt_ms", "rcode", "authoritative", "serial", "detail"] {
        assert_eq!(report["servers"][0].get(field), Some(&Value::Null), "{field}");
    }
}

#[test]
fn any_octets_make_valid_json_and_hex_gives_them_back() {
    let octets: Vec<u8> = (0..=255).collect();
    let report = check(&proof(Verdict::Refuted, vec![row(1, Outcome::Mismatch, &[&octets])], vec![]));
    let answer = &report["servers"][0]["answers"][0];
    assert!(answer["value"].as_str().unwrap().bytes().all(|octet| matches!(octet, 0x20..=0x7e)));
    assert!(answer["value"].as_str().unwrap().starts_with(r"\000\001"));
    assert_eq!(answer["hex"], hexadecimal(&octets));
}

#[test]
fn the_strings_of_a_record_are_kept_apart_and_put_together() {
    let strings = Strings::from_iter([&b"one"[..], b"", b"t\"o"]);
    let mut row = row(1, Outcome::Mismatch, &[]);
    row.answers = vec![answer(RecordType::TXT, AnswerData::Strings(strings))].into();
    let report = check(&proof(Verdict::Refuted, vec![row], vec![]));
    let answer = &report["servers"][0]["answers"][0];
    assert_eq!(answer["strings"], json!(["one", "", "t\\\"o"]));
    assert_eq!(answer["value"], "onet\\\"o");
    assert_eq!(answer["hex"], "6f6e6574226f");
}

#[test]
fn an_alias_is_told_by_its_target_without_strings_and_hex() {
    let mut row = row(1, Outcome::Alias, &[]);
    row.answers = vec![answer(RecordType::CNAME, AnswerData::Target(Box::new(name("Target.Example"))))].into();
    let report = check(&proof(Verdict::Inconclusive, vec![row], vec![]));
    let expected = json!({ "name": "_amazonses.example.com", "type": "CNAME", "ttl": 300,
                           "strings": null, "value": "target.example", "hex": null });
    assert_eq!(report["servers"][0]["answers"][0], expected);
}

#[test]
fn a_ttl_is_told_as_a_week_at_most() {
    let mut row = row(1, Outcome::Mismatch, &[b"x"]);
    row.answers.to_mut()[0].ttl = 0x8000_0001;
    let report = check(&proof(Verdict::Refuted, vec![row], vec![]));
    assert_eq!(report["servers"][0]["answers"][0]["ttl"], 604_800);
}

#[test]
fn ns_tells_who_lists_each_server() {
    let report = serde_json::to_value(NsReport::from(&lowercased())).unwrap();
    let first = json!({ "name": "ns1.example.net", "addresses": ["192.0.2.1"], "listed_by": "both" });
    assert_eq!(report["schema"], "txtproof.ns.v1");
    assert_eq!((&report["domain"], &report["parent"]), (&json!("example.com"), &json!("com")));
    assert_eq!(report["servers"][0], first);
    assert_eq!(report["findings"][0]["code"], "value-lowercased");
}

#[test]
fn txt_tells_the_rows_under_the_name_that_was_asked_for() {
    let mut proof = proof(Verdict::Inconclusive, vec![row(1, Outcome::Answered, &[b"x"])], vec![]);
    proof.findings.push(finding(crate::proof::Code::ServerNoEdns, crate::proof::Severity::Note, None));
    let report = serde_json::to_value(TxtReport::new(&name("_X.Example"), &proof)).unwrap();
    assert_eq!((&report["schema"], &report["name"]), (&json!("txtproof.txt.v1"), &json!("_x.example")));
    assert_eq!(report["servers"][0]["outcome"], "answered");
    assert_eq!(report["servers"][0]["answers"][0], serde_json::to_value(Answer::from(&text(b"x"))).unwrap());
}
