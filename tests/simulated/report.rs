//! The JSON of a simulated check, held against what the contract promises of every check.

use serde_json::Value;

use txtproof::proof::{AnswerData, Proof};
use txtproof::report::json::CheckReport;

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
