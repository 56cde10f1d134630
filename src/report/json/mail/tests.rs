//! `mail --json`, field by field.

use std::vec;

use serde_json::{Value, json};

use super::*;
use crate::proof::{Code, MailExchange, Severity, Verdict};
use crate::report::sample::{exchange, finding, mail};

fn report(mail: &MailCheck) -> Value {
    serde_json::to_value(MailReport::from(mail)).unwrap()
}

#[test]
fn mail_is_told_with_every_field_of_its_schema() {
    let hosts = vec![exchange(10, "MX1.Example.net", &["198.51.100.25", "2001:db8::25"])];
    let mail = mail(Verdict::Refuted, 1, hosts, vec![finding(Code::MailExchangePrivate, Severity::Error, None)]);
    let address = "J\u{f6}rg@Example.com";
    let steps = [
        std::format!("Look into the spam or junk mail folder of {address}."),
        std::format!(
            "From another address, such as a personal one, send a test mail to {address}, and see whether it arrives."
        ),
        std::format!(
            "In the list of verified addresses in the service's console, compare the address letter by letter with \
             {address}; if it differs, enter it anew."
        ),
    ];
    let expected = json!({
        "schema": "txtproof.mail.v1",
        "address": address, "local_part": "J\u{f6}rg", "domain": "example.com",
        "verdict": "cannot-receive",
        "exchanges": [{ "preference": 10, "name": "mx1.example.net", "addresses": ["198.51.100.25", "2001:db8::25"],
                        "implicit": false }],
        "servers": [{ "names": ["ns1.example.net"], "address": "192.0.2.1", "port": 53, "listed_by": "both",
                      "name_asked": "example.com", "type_asked": "MX",
                      "outcome": "answered", "detail": null, "transport": "udp", "rtt_ms": 11.8, "attempts": 1,
                      "rcode": "NOERROR", "authoritative": true, "serial": null,
                      "answers": [{ "name": "example.com", "type": "MX", "ttl": 300, "strings": null,
                                    "value": "10 mx1.example.net", "hex": null }] }],
        "findings": [{ "code": "mail-exchange-private", "severity": "error", "name": "_amazonses.example.com",
                       "servers": ["192.0.2.1"], "expected": null, "found": null,
                       "message": "What is so.", "fix": "What to do." }],
        "next_steps": steps,
    });
    assert_eq!(report(&mail), expected);
}

#[test]
fn each_verdict_has_its_word_of_mail() {
    let words = [
        (Verdict::Proven, "can-receive"),
        (Verdict::Refuted, "cannot-receive"),
        (Verdict::Inconclusive, "not-found-out"),
    ];
    for (verdict, word) in words {
        assert_eq!(report(&mail(verdict, 1, vec![], vec![]))["verdict"], word);
    }
}

#[test]
fn of_what_is_no_address_absent_facts_are_null_and_lists_are_empty() {
    let why = finding(Code::MailAddressMalformed, Severity::Error, None);
    let report = report(&MailCheck::unasked("x".into(), None, Verdict::Refuted, why));
    for field in ["local_part", "domain"] {
        assert_eq!(report.get(field), Some(&Value::Null), "{field}");
    }
    for field in ["exchanges", "servers", "next_steps"] {
        assert_eq!(report[field], json!([]), "{field}");
    }
    assert_eq!((&report["address"], &report["verdict"]), (&json!("x"), &json!("cannot-receive")));
    assert_eq!(report["findings"][0]["code"], "mail-address-malformed");
}

#[test]
fn a_host_without_an_address_has_an_empty_list_and_one_without_an_mx_record_says_so() {
    let implicit = MailExchange { is_implicit: true, ..exchange(0, "example.com", &[]) };
    let report = report(&mail(Verdict::Inconclusive, 0, vec![implicit], vec![]));
    let expected = json!([{ "preference": 0, "name": "example.com", "addresses": [], "implicit": true }]);
    assert_eq!(report["exchanges"], expected);
}
