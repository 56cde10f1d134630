//! `fixtures/scenarios.tsv`: what each misbehaving server does, and what is expected of the client.

use std::fs;
use std::path::Path;

use super::{Figures, Played};

const FIXTURE: &str = "fixtures/scenarios.tsv";

/// One line of the list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) group: String,
    pub(super) outcome: String,
    pub(super) verdict: String,
    pub(super) findings: String,
    pub(super) milliseconds: Bound<u128>,
    /// Over UDP, over TCP.
    pub(super) packets: (Bound<usize>, usize),
}

/// How a figure is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound<T> {
    Exactly(T),
    /// Chance, or what is asked first, decides how many there are.
    AtMost(T),
}

pub(super) fn list() -> Vec<Entry> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE);
    let text = fs::read_to_string(path).expect("the list is there");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| Entry::read(line).unwrap_or_else(|| panic!("cannot be read: {line}"))).collect()
}

impl Entry {
    fn read(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, group, _what, outcome, verdict, findings, milliseconds, packets, _departure] = fields[..] else {
            return None;
        };
        Some(Self {
            id: id.to_owned(),
            group: group.to_owned(),
            outcome: outcome.to_owned(),
            verdict: verdict.to_owned(),
            findings: if findings == "-" { String::new() } else { findings.to_owned() },
            milliseconds: bound(milliseconds)?,
            packets: read_packets(packets)?,
        })
    }
}

/// `20`, or `<=20`.
fn bound<T: core::str::FromStr>(text: &str) -> Option<Bound<T>> {
    match text.strip_prefix("<=") {
        Some(most) => most.parse().ok().map(Bound::AtMost),
        None => text.parse().ok().map(Bound::Exactly),
    }
}

/// `2u+1t`, or `<=80u+2t`.
fn read_packets(text: &str) -> Option<(Bound<usize>, usize)> {
    let (udp, tcp) = text.split_once("u+")?;
    Some((bound(udp)?, tcp.strip_suffix('t')?.parse().ok()?))
}

/// As the list says it: outcome, verdict, findings, milliseconds, packets.
pub(super) fn told(played: &Played) -> String {
    let Played { outcome, verdict, findings, figures: Figures { milliseconds, udp, tcp } } = played;
    let findings = if findings.is_empty() { "-" } else { findings };
    format!("{outcome}\t{verdict}\t{findings}\t{milliseconds}\t{udp}u+{tcp}t")
}
