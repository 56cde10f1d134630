//! The report of `txt`: each record as nslookup prints it, servers that agree told together.

use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, vec, writeln};

use super::findings::write_findings;
use super::rows::{questions, reason, who};
use super::{FAINT, Title};
use crate::proof::{Answer, AnswerData, Outcome, Proof, Row};
use crate::report::names::{told, told_rdata};
use crate::report::text::{Printable, WIDTH, wrap};
use crate::wire::presentation::Quoted;

/// Writes the report of `txt`: what each address says of the name, the findings.
pub fn write_txt(out: &mut dyn Write, title: Title<'_>, proof: &Proof) -> io::Result<()> {
    if title.unicode.is_some() {
        writeln!(out, "{FAINT}{}{FAINT:#}", title.told())?;
    }
    for (index, rows) in questions(&proof.servers, &[(title.name, None)]).into_iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_question(out, &rows)?;
    }
    if proof.servers.is_empty() && proof.findings.is_empty() {
        writeln!(out, "No server could be asked for {}.", title.told())?;
    }
    write_findings(out, &proof.findings)
}

/// What the addresses say that were asked one question.
fn write_question(out: &mut dyn Write, rows: &[&Row]) -> io::Result<()> {
    for (index, group) in groups(rows).iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_heading(out, group, rows.len())?;
        group.lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

/// Addresses that say the same.
struct Group<'a> {
    lines: Vec<String>,
    rows: Vec<&'a Row>,
}

fn groups<'r>(rows: &[&'r Row]) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for row in rows {
        let lines = lines(row);
        match groups.iter_mut().find(|group| group.lines == lines) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { lines, rows: vec![row] }),
        }
    }
    groups
}

fn write_heading(out: &mut dyn Write, group: &Group<'_>, asked: usize) -> io::Result<()> {
    let servers = group.rows.iter().map(|row| who(row)).collect::<Vec<_>>().join(", ");
    let is_cached = group.rows.iter().any(|row| !row.answers.is_empty() && row.authoritative == Some(false));
    let heading = match group.rows.len() {
        1 if asked == 1 && is_cached => format!("Non-authoritative answer of {servers}:"),
        1 if asked == 1 => return Ok(()),
        all if all == asked => format!("All {asked} agree: {servers}"),
        some => format!("{some} of {asked}: {servers}"),
    };
    wrap(&heading, WIDTH).iter().try_for_each(|line| writeln!(out, "{FAINT}{line}{FAINT:#}"))
}

/// What one address says: aliases in the order of the chain, then the texts sorted, since an RRset has no order.
fn lines(row: &Row) -> Vec<String> {
    let name = told(&row.name_asked);
    match row.outcome {
        Outcome::NoData => vec![format!("{name} has no {} record (NODATA)", row.type_asked)],
        Outcome::NxDomain => vec![format!("{name} does not exist (NXDOMAIN)")],
        _ if row.answers.is_empty() => vec![format!("{name}: no answer ({}: {})", row.outcome.as_str(), reason(row))],
        _ => {
            let is_text = |answer: &&Answer| matches!(answer.data, AnswerData::Strings(_));
            let (texts, others): (Vec<_>, Vec<_>) = row.answers.iter().partition(is_text);
            let mut texts: Vec<_> = texts.into_iter().map(line).collect();
            texts.sort_unstable();
            others.into_iter().map(line).chain(texts).collect()
        }
    }
}

fn line(answer: &Answer) -> String {
    let name = told(&answer.name);
    match &answer.data {
        AnswerData::Strings(strings) => {
            let strings: Vec<_> = strings.iter().map(|string| Quoted(string).to_string()).collect();
            format!("{name} text = {}", strings.join(" "))
        }
        // nslookup's words.
        AnswerData::Target(target) => format!("{name} canonical name = {}", told(target)),
        AnswerData::Exchange(exchange) => format!("{name} {} = {exchange}", answer.record_type),
        AnswerData::Presentation(text) => {
            format!("{name} {} = {}", answer.record_type, Printable(&told_rdata(answer.record_type, text)))
        }
    }
}
