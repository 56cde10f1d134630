//! The JSON of a simulated check, held against what the contract promises of every check.

use serde_json::Value;

use txtproof::proof::{AnswerData, Finding, Proof, Severity, Verdict};
use txtproof::report::human::{write_check, write_mail};
use txtproof::report::json::{CheckReport, MailReport};
use txtproof::report::mail::MailCheck;

use super::run::Run;
use crate::real::shape;

/// Panics where the JSON of a proof is not the contract's, or loses an octet.
pub(crate) fn assert_report(run: &Run) {
    let text = serde_json::to_string(&CheckReport::from(&run.proof)).expect("JSON");
    let report: Value = serde_json::from_str(&text).expect("what was written can be read");
    shape::assert_check(&report);
    assert_octets(&report, &run.proof);
    assert_findings(&report, &run.proof);
}

/// As [`assert_report`], of a check that asks where mail goes; and what is read is held against the findings, too.
pub(crate) fn assert_mail_report(run: &Run) {
    let address = format!("somebody@{}", run.proof.domain);
    let mail = MailCheck::new(address, "somebody".into(), run.proof.clone(), None);
    let text = serde_json::to_string(&MailReport::from(&mail)).expect("JSON");
    let report: Value = serde_json::from_str(&text).expect("what was written can be read");
    shape::assert_mail(&report);
    assert_octets(&report, &run.proof);
    assert_findings(&report, &run.proof);
    assert_verdict_is_explained(&run.proof);
    let mut text = Vec::new();
    write_mail(&mut text, &mail).expect("a report is written to memory");
    assert_visible(text);
}

/// What arrives has no fault that keeps it from arriving; all else has one. Nothing is told twice.
fn assert_verdict_is_explained(proof: &Proof) {
    let has_error = proof.findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(has_error, proof.verdict != Verdict::Proven, "{:?}: {:#?}", proof.verdict, proof.findings);
    for (number, finding) in proof.findings.iter().enumerate() {
        let is_same = |other: &Finding| {
            (other.code, &other.name, &other.message) == (finding.code, &finding.name, &finding.message)
        };
        assert!(!proof.findings[..number].iter().any(is_same), "told twice: {finding:#?}");
    }
}

/// Panics where the human report holds anything but lines of visible characters, and the styles that this program gives.
pub(crate) fn assert_printable(run: &Run) {
    let mut report = Vec::new();
    write_check(&mut report, &run.proof, None).expect("a report is written to memory");
    assert_visible(report);
}

fn assert_visible(report: Vec<u8>) {
    let text = without_styles(&String::from_utf8(report).expect("a report is text"));
    let hidden = |symbol: &char| (symbol.is_control() && *symbol != '\n') || ('\u{202a}'..='\u{202e}').contains(symbol);
    assert_eq!(text.chars().find(hidden), None, "{text}");
}

/// The text without SGR sequences of one or two numbers.
fn without_styles(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let end = part.find(|symbol: char| !symbol.is_ascii_digit()).filter(|end| part[*end..].starts_with('m'));
        let end = end.unwrap_or_else(|| panic!("a sequence of somebody else's: {part:?}"));
        plain + &part[end + 1..]
    })
}

/// `hex` is the published octets, whatever they are.
fn assert_octets(report: &Value, proof: &Proof) {
    for (told, row) in rows(report).iter().zip(&proof.servers) {
        for (number, answer) in row.answers.iter().enumerate() {
            let hex = &told["answers"][number]["hex"];
            match &answer.data {
                AnswerData::Strings(strings) => assert_eq!(octets(hex), strings.concat(), "{told}"),
                _ => assert!(hex.is_null(), "{told}"),
            }
        }
    }
    assert_eq!(rows(report).len(), proof.servers.len());
}

fn assert_findings(report: &Value, proof: &Proof) {
    let told = report["findings"].as_array().expect("a list").iter().map(|finding| finding["code"].as_str());
    assert!(told.eq(proof.findings.iter().map(|finding| Some(finding.code.as_str()))), "{report}");
}

fn rows(report: &Value) -> &[Value] {
    report["servers"].as_array().expect("a list")
}

fn octets(hex: &Value) -> Vec<u8> {
    let digits = hex.as_str().expect("hex of a TXT record");
    let octet = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).expect("digits"), 16).expect("digits");
    digits.as_bytes().chunks(2).map(octet).collect()
}
