//! What changes from one proof to the next while a record is waited for, and since when each server says what it says.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};
use std::vec::Vec;

use crate::proof::{Code, Finding, Outcome, Proof, Row, Severity, Verdict};
use crate::wire::{Name, RecordType};

/// What is known of a record that is waited for, from proof to proof of the same task.
///
/// Times are told by the caller, as the time since waiting began.
#[derive(Debug, Default)]
pub struct Watch {
    verdict: Option<Verdict>,
    rows: BTreeMap<RowKey, Standing>,
    /// The worst that was told of each.
    findings: BTreeMap<(Code, Option<Name>), Prospect>,
}

/// Something that is not as it was in the proof before.
#[derive(Debug)]
pub enum Change<'p> {
    /// An address says something else, or is asked for the first time.
    Row {
        /// What it says now.
        row: &'p Row,
        /// What it said before.
        before: Option<Row>,
    },
    /// An address is not asked any more: it does not belong to the name servers that were found. What it said last.
    Gone(Row),
    /// Something is wrong, or worth knowing, that rows do not show; told once.
    Finding {
        /// What.
        finding: &'p Finding,
        /// What waiting will do about it.
        prospect: Prospect,
    },
    /// Another verdict, or the first.
    Verdict(Verdict),
}

/// What waiting will do about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prospect {
    /// It may go away by itself, or it does not forbid a proof.
    Open,
    /// Somebody has to edit something.
    Hopeless,
}

type RowKey = (SocketAddr, Name, RecordType);

#[derive(Debug)]
struct Standing {
    row: Row,
    since: Duration,
}

impl Watch {
    /// Takes the next proof, `at` so long after the beginning, and tells what changed: rows, findings, the verdict.
    pub fn note<'p>(&mut self, proof: &'p Proof, at: Duration) -> Vec<Change<'p>> {
        let mut changes = self.note_rows(proof, at);
        changes.extend(self.note_gone(proof));
        changes.extend(self.note_findings(proof));
        if self.verdict.replace(proof.verdict) != Some(proof.verdict) {
            changes.push(Change::Verdict(proof.verdict));
        }
        changes
    }

    /// When this row's outcome was first seen without another one since.
    pub fn since(&self, row: &Row) -> Option<Duration> {
        self.rows.get(&key(row)).filter(|standing| standing.row.outcome == row.outcome).map(|standing| standing.since)
    }

    fn note_rows<'p>(&mut self, proof: &'p Proof, at: Duration) -> Vec<Change<'p>> {
        let mut changes = Vec::new();
        for row in &proof.servers {
            let known = self.rows.get(&key(row));
            let is_news = known.map_or_else(|| is_telling(row, proof), |known| !is_same(&known.row, row));
            if !is_news {
                continue;
            }
            let since = self.since(row).unwrap_or(at);
            let before = self.rows.insert(key(row), Standing { row: row.clone(), since }).map(|known| known.row);
            changes.push(Change::Row { row, before });
        }
        changes
    }

    /// Where discovery failed nothing is known of any row, and a finding says so.
    fn note_gone<'p>(&mut self, proof: &Proof) -> Vec<Change<'p>> {
        if proof.servers.is_empty() {
            return Vec::new();
        }
        let asked: BTreeSet<RowKey> = proof.servers.iter().map(key).collect();
        let (asked, gone) = core::mem::take(&mut self.rows).into_iter().partition(|(key, _)| asked.contains(key));
        self.rows = asked;
        let gone: BTreeMap<RowKey, Standing> = gone;
        // That an alias's target or the domain itself is not asked any more says nothing of the name servers.
        gone.into_values().map(|known| known.row).filter(|row| is_record(row, proof)).map(Change::Gone).collect()
    }

    fn note_findings<'p>(&mut self, proof: &'p Proof) -> Vec<Change<'p>> {
        let mut changes = Vec::new();
        for (finding, prospect) in news(proof) {
            let key = (finding.code, finding.name.clone());
            if self.findings.get(&key) < Some(&prospect) {
                self.findings.insert(key, prospect);
                changes.push(Change::Finding { finding, prospect });
            }
        }
        changes
    }
}

/// The findings that rows do not show, each with what waiting will do about it.
pub fn news(proof: &Proof) -> impl Iterator<Item = (&Finding, Prospect)> {
    let findings = proof.findings.iter().filter(|finding| !TOLD_BY_ROWS.contains(&finding.code));
    findings.map(|finding| (finding, prospect(finding, proof)))
}

/// Whether a row says something of the record: it is the record's own, or that of an alias's target, or holds the record.
/// The domain itself, which is asked as well (`ses`), mostly holds nothing, or what belongs to others.
pub fn is_telling(row: &Row, proof: &Proof) -> bool {
    let has_alias = || proof.servers.iter().any(|row| row.outcome == Outcome::Alias);
    is_record(row, proof) || row.outcome == Outcome::Match || has_alias()
}

fn is_record(row: &Row, proof: &Proof) -> bool {
    proof.records.iter().any(|record| record.name == row.name_asked && record.record_type == row.type_asked)
}

/// What waiting will do about a finding. Where one server holds the record already, the others may be about to.
fn prospect(finding: &Finding, proof: &Proof) -> Prospect {
    let is_held = proof.servers.iter().any(|row| row.outcome == Outcome::Match);
    let may_pass = finding.severity != Severity::Error || is_held || PASSING.contains(&finding.code);
    if may_pass { Prospect::Open } else { Prospect::Hopeless }
}

fn key(row: &Row) -> RowKey {
    (SocketAddr::new(row.address, row.port), row.name_asked.clone(), row.type_asked)
}

/// Whether two rows say the same. TTLs, serials, round trips and the order of an RRset do not count.
fn is_same(one: &Row, other: &Row) -> bool {
    one.outcome == other.outcome && said(one) == said(other)
}

fn said(row: &Row) -> BTreeSet<(RecordType, Vec<u8>)> {
    row.answers.iter().map(|answer| (answer.record_type, answer.octets())).collect()
}

/// What a row's outcome and values say already.
const TOLD_BY_ROWS: &[Code] = &[
    Code::ServersDisagree,
    Code::ValueOther,
    Code::RecordMissing,
    Code::NameMissing,
    Code::ServerTimeout,
    Code::ServerUnreachable,
    Code::ServerRefused,
    Code::ServerFailure,
    Code::ServerMalformed,
    Code::ServerNotAuthoritative,
    Code::ServerTcpUnavailable,
    Code::ServerNoEdns,
    Code::ServerCaseFolded,
    Code::ExtraValue,
];

/// Errors that may pass without another edit: a record on its way, a registration under way, a server that is down. Of
/// every other error (a damaged value, a record in the wrong place) it is said that waiting will not mend it.
const PASSING: &[Code] = &[
    Code::DomainMissing,
    Code::DomainNotDelegated,
    Code::DiscoveryFailed,
    Code::LimitReached,
    Code::ServerAnswersVary,
    Code::ServersDisagree,
    // Perhaps the old token, and the new one on its way.
    Code::ValueOther,
    Code::RecordMissing,
    Code::NameMissing,
    Code::ServerTimeout,
    Code::ServerUnreachable,
    Code::ServerRefused,
    Code::ServerFailure,
    Code::ServerMalformed,
    Code::ServerNotAuthoritative,
    Code::ServerTcpUnavailable,
    Code::ServerBehind,
    Code::DelegationMismatch,
];

#[cfg(test)]
mod tests;
