//! Records as providers print them: one in zone-file syntax, or a file of such lines, or a CSV.

mod table;
mod zone;

use core::fmt;

use std::string::String;
use std::vec::Vec;

use super::domain::NotAName;
use crate::check::Wanted;
use crate::wire::presentation::TextError;
use crate::wire::{Name, NameError};

pub(super) use zone::{parse_exchange, read_record};

/// One record: where it belongs, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) name: Name,
    pub(super) wanted: Wanted,
}

/// Why text is no record that can be proven.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotARecord {
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error("the name is missing")]
    NoName,
    #[error("the record type is missing")]
    NoType,
    #[error("{0} is no record type that a verification record has (TXT, CNAME, MX)")]
    Type(String),
    #[error("the value is empty")]
    Empty,
    #[error("'{text}' {problem}")]
    Name { text: String, problem: NotAName },
    #[error("the name {name} cannot stand below the domain: {problem}")]
    TooLong { name: String, problem: NameError },
    #[error("the target '{0}' is one label; write it in full")]
    OneLabel(String),
    #[error("the preference is no number from 0 to 65535")]
    Preference,
    #[error("a value with blanks stands in quotes")]
    NoQuotes,
    #[error("a ; begins a comment here; a value with ; in it stands in quotes")]
    Comment,
    #[error("a parenthesis is not closed")]
    Parenthesis,
    #[error("{0} is not read; names without a final dot are below the domain")]
    Directive(String),
    #[error("it has {found} fields, and the {column} is field {wanted}")]
    Fields { column: &'static str, wanted: usize, found: usize },
    #[error("it cannot be read as CSV")]
    Csv,
    #[error("{0}")]
    Text(#[from] TextError),
}

/// Why a file is no list of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotRecords {
    /// A line that is wrong, from 1.
    Line { line: u64, problem: NotARecord },
    /// Nothing in it.
    Nothing,
}

impl fmt::Display for NotRecords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, problem } => write!(formatter, "line {line}: {problem}"),
            Self::Nothing => formatter.write_str("no record stands in it"),
        }
    }
}

/// Reads a file of records, with the line of each.
pub(super) fn read_records(octets: &[u8], domain: &Name) -> Result<Vec<(u64, Printed)>, NotRecords> {
    // Spreadsheets put a byte order mark in front.
    let octets = octets.strip_prefix("\u{feff}".as_bytes()).unwrap_or(octets);
    let records = match table::Layout::of(octets, domain) {
        Some(layout) => layout.read(octets, domain),
        None => zone::read_lines(octets, domain),
    }?;
    if records.is_empty() { Err(NotRecords::Nothing) } else { Ok(records) }
}

#[cfg(test)]
mod tests;
