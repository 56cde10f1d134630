//! Expected values that are no values of their provider: copied wrongly before anything was published.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::finding;
use crate::check::{Observations, Sought};
use crate::proof::{Code, Finding, Severity, Verdict};
use crate::provider::Misfit;

pub(super) fn diagnose(observations: &Observations, findings: &mut Vec<Finding>) {
    for index in observations.stations_of_records() {
        let origin = observations.expectation(index).and_then(|expectation| expectation.origin.as_ref());
        for (value, misfit) in origin.map_or(&[][..], |origin| &origin.misfits) {
            findings.extend(malformed(observations, index, *value, *misfit));
        }
    }
}

fn malformed(observations: &Observations, index: usize, value: usize, misfit: Misfit) -> Option<Finding> {
    let provider = observations.task.provider?;
    let given = provider.given.as_ref()?;
    let expected = observations.expectation(index)?.wanted.value(value)?;
    let severity = match observations.proven(index, Sought::Value(value)) {
        Verdict::Refuted => Severity::Error,
        Verdict::Proven | Verdict::Inconclusive => Severity::Warning,
    };
    let (key, title, shape) = (given.key, provider.title, given.shape);
    let message =
        format!("The expected {key} is none of {title}: {misfit}. What {title} hands out looks like {shape}.");
    let fix = format!(
        "Copy the {key} again from {title}, whole and with nothing around it (such as {}), and check with that one.",
        shown_example(given.example)
    );
    let name = observations.stations.get(index).map(|station| station.name.clone());
    let mut finding = finding(Code::ValueMalformed, severity, name, message, fix);
    finding.expected = Some(expected);
    Some(finding)
}

/// Keys are long, and their beginning is enough to know one by.
fn shown_example(example: &str) -> String {
    const SHOWN_OCTETS: usize = 100;
    match example.get(..SHOWN_OCTETS) {
        Some(front) if front.len() < example.len() => format!("{front}..."),
        _ => example.to_string(),
    }
}
