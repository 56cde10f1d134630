//! The report of `check`: the verdict in one sentence, each server, what to do.

use std::io::{self, Write};
use std::string::String;
use std::vec::Vec;
use std::{format, vec, write, writeln};

use anstyle::Style;

use super::findings::write_findings;
use super::rows::{held, questions, table};
use super::{BAD, GOOD, Title, UNSURE, write_effort};
use crate::proof::{Code, Outcome, Proof, RecordVerdict, Row, Verdict};
use crate::report::names::told;
use crate::report::shown_ttl;
use crate::report::text::{WIDTH, counted, wrap};
use crate::wire::{Name, RecordType};

/// Writes the report of a check: the verdict, what each address says of each record, the findings with their fixes.
pub fn write_check(out: &mut dyn Write, proof: &Proof, unicode: Option<&str>) -> io::Result<()> {
    let (style, word) = headline(proof.verdict);
    let sentence = format!("{word}: {}", sentence(proof, unicode));
    let lines = wrap(&sentence, WIDTH).join("\n");
    writeln!(out, "{style}{word}{style:#}{}", lines.strip_prefix(word).unwrap_or(&lines))?;
    write_servers(out, proof)?;
    write_resolvers(out, proof)?;
    write_findings(out, &proof.findings)?;
    write_effort(out, proof.queries_sent, proof.elapsed)
}

/// What resolvers see, beside the verdict.
fn write_resolvers(out: &mut dyn Write, proof: &Proof) -> io::Result<()> {
    if proof.resolvers.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nas resolvers see it (no part of the verdict)")?;
    for row in &proof.resolvers {
        let left = row.ttl_left.map_or_else(String::new, |ttl| format!("  for {} s more", shown_ttl(ttl)));
        let authentic = if row.authenticated == Some(true) { "  validated (AD)" } else { "" };
        writeln!(out, "  {}  {}{left}{authentic}", row.address.ip(), row.outcome.as_str())?;
    }
    Ok(())
}

pub(super) const fn headline(verdict: Verdict) -> (Style, &'static str) {
    match verdict {
        Verdict::Proven => (GOOD, "PROVEN"),
        Verdict::Refuted => (BAD, "REFUTED"),
        Verdict::Inconclusive => (UNSURE, "INCONCLUSIVE"),
    }
}

/// The verdict in a sentence, without its word.
pub(super) fn sentence(proof: &Proof, unicode: Option<&str>) -> String {
    let domain = Title { name: &proof.domain, unicode }.told();
    let count = proof.name_servers;
    let of_all = |some: usize| format!("{some} of {}", counted(count.listed, "name server"));
    let hold = if count.held == 1 || count.listed == 1 { "holds" } else { "hold" };
    let is_found = |code: Code| proof.findings.iter().any(|finding| finding.code == code);
    let records = match proof.records.len() {
        0 | 1 => "the expected verification record".into(),
        // Proven with one of them missing: one was enough (`--any`).
        several if proof.verdict == Verdict::Proven && proof.records.iter().any(is_missing) => {
            format!("one of the {several} expected verification records")
        }
        several => format!("the {several} expected verification records"),
    };
    match proof.verdict {
        Verdict::Refuted if is_found(Code::DomainMissing) => format!("the domain {domain} does not exist."),
        Verdict::Refuted if is_found(Code::DomainNotDelegated) => {
            format!("the domain {domain} has no name servers of its own.")
        }
        Verdict::Proven | Verdict::Refuted => format!("{} {hold} {records} of {domain}.", of_all(count.held)),
        Verdict::Inconclusive if count.listed == 0 => {
            format!("the name servers of {domain} could not be found out, so nothing is proven or refuted.")
        }
        Verdict::Inconclusive => {
            format!("{} gave evidence, too little to prove or refute {records} of {domain}.", of_all(count.answered))
        }
    }
}

fn is_missing(record: &RecordVerdict) -> bool {
    record.verdict != Verdict::Proven
}

/// `48.2 ms`, `2.7 s`.
/// One table for each question, those for the records themselves first.
fn write_servers(out: &mut dyn Write, proof: &Proof) -> io::Result<()> {
    let records = record_questions(proof);
    for rows in questions(&proof.servers, &records) {
        let Some(Row { name_asked, type_asked, .. }) = rows.first() else { continue };
        let is_nothing = |row: &&Row| matches!(row.outcome, Outcome::NoData | Outcome::NxDomain);
        let is_record = records.contains(&(name_asked, Some(*type_asked)));
        if !is_record && rows.iter().all(is_nothing) {
            writeln!(out, "\n{} {type_asked}: nothing there either", told(name_asked))?;
            continue;
        }
        writeln!(out, "\n{} {type_asked}", told(name_asked))?;
        write!(out, "{}", table(&rows, holds))?;
    }
    Ok(())
}

/// What is asked for the records themselves.
pub(super) fn record_questions(proof: &Proof) -> Vec<(&Name, Option<RecordType>)> {
    proof.records.iter().map(|record| (&record.name, Some(record.record_type))).collect()
}

/// What an address holds; what is as expected is not repeated.
pub(super) fn holds(row: &Row, width: usize) -> Vec<String> {
    if row.outcome != Outcome::Match {
        return held(row, width);
    }
    let answers = row.answers.iter().filter(|answer| answer.record_type == row.type_asked);
    match answers.filter(|answer| !answer.is_expected).count() {
        0 => vec!["as expected".into()],
        others => vec![format!("as expected, and {}", counted(others, "other value"))],
    }
}
