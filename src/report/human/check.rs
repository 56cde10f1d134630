//! The report of `check`: the verdict in one sentence, each server, what to do.

use std::io::{self, Write};
use std::string::String;
use std::vec::Vec;
use std::{format, vec, write, writeln};

use anstyle::Style;

use super::findings::write_findings;
use super::rows::{held, table};
use super::{BAD, FAINT, GOOD, Title, UNSURE};
use crate::proof::{Outcome, Proof, Row, Verdict};
use crate::report::names::told;
use crate::report::text::counted;

/// Writes the report of a check.
pub fn write_check(out: &mut dyn Write, proof: &Proof, unicode: Option<&str>) -> io::Result<()> {
    let (style, word) = headline(proof.verdict);
    let title = Title { name: &proof.domain, unicode };
    writeln!(out, "{style}{word}{style:#}: {}", sentence(proof, &title.told()))?;
    write_servers(out, proof)?;
    write_findings(out, &proof.findings)?;
    let queries = if proof.queries_sent == 1 { "query" } else { "queries" };
    writeln!(out, "\n{FAINT}As seen from here, by {} {queries} in {:.1?}.{FAINT:#}", proof.queries_sent, proof.elapsed)
}

const fn headline(verdict: Verdict) -> (Style, &'static str) {
    match verdict {
        Verdict::Proven => (GOOD, "PROVEN"),
        Verdict::Refuted => (BAD, "REFUTED"),
        Verdict::Inconclusive => (UNSURE, "INCONCLUSIVE"),
    }
}

fn sentence(proof: &Proof, domain: &str) -> String {
    let record = match proof.records.len() {
        0 | 1 => format!("the verification record of {domain}"),
        several => format!("the {several} verification records of {domain}"),
    };
    let is = if proof.records.len() > 1 { "are" } else { "is" };
    let count = proof.name_servers;
    let of_all = |some: usize| format!("{some} of {}", counted(count.listed, "name server"));
    match proof.verdict {
        Verdict::Proven => format!("{record} {is} on {}, exactly as expected.", of_all(count.held)),
        Verdict::Refuted if count.listed == 0 => format!("{domain} has no name server that could hold its record."),
        Verdict::Refuted => format!("{record} {is} on {} as expected.", of_all(count.held)),
        Verdict::Inconclusive if count.listed == 0 => {
            format!("the name servers of {domain} could not be found out, so nothing is proven or refuted.")
        }
        Verdict::Inconclusive => {
            format!("{} gave evidence: not enough to prove or refute {record}.", of_all(count.answered))
        }
    }
}

/// One table for each question, in the order in which the questions first appear.
fn write_servers(out: &mut dyn Write, proof: &Proof) -> io::Result<()> {
    let mut asked = Vec::new();
    for row in &proof.servers {
        let question = (&row.name_asked, row.type_asked);
        if !asked.contains(&question) {
            asked.push(question);
        }
    }
    for (name, record_type) in asked {
        writeln!(out, "\n{} {record_type}", told(name))?;
        let is_of_question = |row: &&Row| row.name_asked == *name && row.type_asked == record_type;
        let rows: Vec<&Row> = proof.servers.iter().filter(is_of_question).collect();
        write!(out, "{}", table(&rows, |row, width| holds(row, proof, width)))?;
    }
    Ok(())
}

/// What an address holds; what is as expected is not repeated.
fn holds(row: &Row, proof: &Proof, width: usize) -> Vec<String> {
    if row.outcome != Outcome::Match {
        return held(row, width);
    }
    let is_expected =
        |octets: &[u8]| proof.records.iter().any(|record| record.name == row.name_asked && record.expected == octets);
    let answers = row.answers.iter().filter(|answer| answer.record_type == row.type_asked);
    match answers.filter(|answer| !is_expected(&answer.octets())).count() {
        0 => vec!["as expected".into()],
        others => vec![format!("as expected, and {}", counted(others, "other value"))],
    }
}
