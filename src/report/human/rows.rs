//! Rows of servers: who, where, what came of it, what it holds.

use core::fmt::Write;

use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, vec, writeln};

use crate::proof::{Answer, AnswerData, Outcome, Row};
use crate::report::names::{told, told_rdata};
use crate::report::text::{Printable, WIDTH, counted, quoted_within};
use crate::wire::{Name, Rcode, RecordType};

/// Records of one address that are shown; the others are counted.
const SHOWN_RECORDS: usize = 4;

/// The narrowest column that a value is ever cut to.
const MIN_VALUE_WIDTH: usize = 24;

/// The rows of each question: those for `first` first, in their order, the others in that in which they appear.
pub(super) fn questions<'r>(rows: &'r [Row], first: &[(&Name, Option<RecordType>)]) -> Vec<Vec<&'r Row>> {
    let mut questions: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        let is_same = |other: &&Row| other.name_asked == row.name_asked && other.type_asked == row.type_asked;
        match questions.iter_mut().find(|rows| rows.first().is_some_and(is_same)) {
            Some(rows) => rows.push(row),
            None => questions.push(vec![row]),
        }
    }
    let is_it = |row: &Row, (name, record_type): &(&Name, Option<RecordType>)| {
        row.name_asked == **name && record_type.is_none_or(|record_type| row.type_asked == record_type)
    };
    questions.sort_by_key(|rows| {
        let row = rows.first();
        first.iter().position(|wanted| row.is_some_and(|row| is_it(row, wanted))).unwrap_or(first.len())
    });
    questions
}

/// Lines of columns: name, address, outcome, and what `holds` says in so many columns, item below item.
pub(super) fn table(rows: &[&Row], holds: impl Fn(&Row, usize) -> Vec<String>) -> String {
    let cells: Vec<[String; 3]> = rows.iter().map(|row| cells(row)).collect();
    let widest = |column: usize| cells.iter().map(|cells| cells[column].len()).max().unwrap_or_default();
    let columns = [0, 1, 2].map(widest);
    let indent = lead(&[const { String::new() }; 3], columns).len();
    let width = WIDTH.saturating_sub(indent).max(MIN_VALUE_WIDTH);
    let mut text = String::new();
    let mut above = Vec::new();
    for (row, cells) in rows.iter().zip(&cells) {
        let held = holds(row, width);
        let is_repeated = held.len() > 1 && held == above;
        let shown = if is_repeated { &vec!["the same".into()] } else { &held };
        for (index, item) in shown.iter().enumerate() {
            let lead = if index == 0 { lead(cells, columns) } else { " ".repeat(indent) };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", format!("{lead}{item}").trim_end());
        }
        above = held;
    }
    text
}

/// A server that was given by its address has no name beside it.
fn cells(row: &Row) -> [String; 3] {
    let (names, endpoint) = (names(row), endpoint(row));
    let is_name = names != row.address.to_string();
    [if is_name { names } else { String::new() }, endpoint, row.outcome.as_str().into()]
}

/// The cells, each as wide as its column; a column without text takes no room.
fn lead(cells: &[String; 3], columns: [usize; 3]) -> String {
    let columns = cells.iter().zip(columns).filter(|(_, width)| *width > 0);
    columns.fold(String::from("  "), |lead, (cell, width)| lead + &format!("{cell:width$}  "))
}

/// `ns1.example.net (192.0.2.1)`; an address that is its own name stands alone.
pub(super) fn who(row: &Row) -> String {
    match cells(row) {
        [name, endpoint, _] if name.is_empty() => endpoint,
        [name, endpoint, _] => format!("{name} ({endpoint})"),
    }
}

fn names(row: &Row) -> String {
    row.names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The address, and the port where it is not the usual one.
fn endpoint(row: &Row) -> String {
    const DOMAIN_PORT: u16 = 53;
    match row.port {
        DOMAIN_PORT => row.address.to_string(),
        port => core::net::SocketAddr::new(row.address, port).to_string(),
    }
}

/// What an address holds, in items of at most `width` columns.
pub(super) fn held(row: &Row, width: usize) -> Vec<String> {
    if row.answers.is_empty() {
        return vec![reason(row)];
    }
    let mut items: Vec<_> = row.answers.iter().take(SHOWN_RECORDS).map(|answer| item(answer, width)).collect();
    let more = row.answers.len().saturating_sub(SHOWN_RECORDS);
    if more > 0 {
        items.push(format!("and {}", counted(more, "other record")));
    }
    items
}

fn item(answer: &Answer, width: usize) -> String {
    match &answer.data {
        AnswerData::Strings(_) => quoted_within(&answer.octets(), width),
        AnswerData::Target(name) => format!("alias of {}", told(name)),
        AnswerData::Exchange(exchange) => format!("{} {exchange}", answer.record_type),
        AnswerData::Presentation(text) => {
            format!("{} {}", answer.record_type, Printable(&told_rdata(answer.record_type, text)))
        }
    }
}

/// Why there is nothing to show, in a few words.
pub(super) fn reason(row: &Row) -> String {
    row.detail.as_deref().map_or_else(|| usual_reason(row), |detail| Printable(detail).to_string())
}

fn usual_reason(row: &Row) -> String {
    match row.outcome {
        Outcome::Match | Outcome::Mismatch | Outcome::Answered => String::new(),
        Outcome::Alias => "an alias".into(),
        Outcome::NoData => format!("the name is there, a {} record is not", row.type_asked),
        Outcome::NxDomain => "no such name".into(),
        Outcome::Refused => "refuses to answer".into(),
        Outcome::ServFail => "fails to answer (SERVFAIL)".into(),
        Outcome::NotAuthoritative => "does not serve the zone".into(),
        Outcome::UpwardReferral => "points to a zone above".into(),
        Outcome::Malformed => "sends damaged messages".into(),
        Outcome::Timeout => {
            let tries = if row.attempts == 1 { "try" } else { "tries" };
            format!("no answer in {} {tries}", row.attempts)
        }
        Outcome::Unreachable => "cannot be reached".into(),
        Outcome::Truncated => "the answer needs TCP, which is not to be had".into(),
        Outcome::Skipped => "not asked".into(),
        Outcome::Error => format!("answers {}", row.rcode.unwrap_or(Rcode::SERVFAIL)),
    }
}
