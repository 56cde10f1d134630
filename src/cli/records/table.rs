//! CSV as consoles let it be downloaded: columns for name, type and value, in any order, with or without a header.

use std::string::{String, ToString};
use std::vec;
use std::vec::Vec;

use bytes::Bytes;
use csv::{ByteRecord, Position, ReaderBuilder};

use super::zone::{parse_exchange, provable_type, read_owner, read_target, read_text};
use super::{NotARecord, NotRecords, Printed};
use crate::check::Wanted;
use crate::proof::Exchange;
use crate::wire::presentation::Tokens;
use crate::wire::{Name, RecordType};

/// What parts fields, the usual one first; spreadsheets of some countries write semicolons.
const DELIMITERS: [u8; 3] = *b",;\t";

/// What headers call the columns, once blanks, marks and a `Record` in front are gone.
const NAME_WORDS: &[&str] = &["name", "host", "hostname", "owner"];
const TYPE_WORDS: &[&str] = &["type"];
const VALUE_WORDS: &[&str] = &["value", "data", "content", "target", "pointsto", "answer", "rdata"];
const PREFERENCE_WORDS: &[&str] = &["preference", "priority", "prio"];

/// Which field is what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    delimiter: u8,
    has_header: bool,
    name: usize,
    record_type: usize,
    value: usize,
    /// A column of its own for the preference of MX records.
    preference: Option<usize>,
}

impl Layout {
    /// The layout of a file; `None` if it is no CSV but zone-file lines.
    pub(super) fn of(octets: &[u8], domain: &Name) -> Option<Self> {
        let with_header = DELIMITERS.into_iter().find_map(|delimiter| {
            let first = first_record(octets, delimiter)?;
            Self::of_header(&first, delimiter)
        });
        with_header.or_else(|| DELIMITERS.into_iter().find_map(|delimiter| Self::of_body(octets, delimiter, domain)))
    }

    fn of_header(header: &ByteRecord, delimiter: u8) -> Option<Self> {
        let names: Vec<String> = header.iter().map(column_name).collect();
        let column = |words: &[&str]| names.iter().position(|name| words.contains(&name.as_str()));
        Some(Self {
            delimiter,
            has_header: true,
            name: column(NAME_WORDS)?,
            record_type: column(TYPE_WORDS)?,
            value: column(VALUE_WORDS)?,
            preference: column(PREFERENCE_WORDS),
        })
    }

    /// Without a header there are three fields, one of them a type. Of the others the name is the one that ends in the
    /// domain more often, or else the first.
    fn of_body(octets: &[u8], delimiter: u8, domain: &Name) -> Option<Self> {
        let first = first_record(octets, delimiter)?;
        if first.len() != 3 || is_zone_line(octets, delimiter) {
            return None;
        }
        let count = |column: usize, is_it: &dyn Fn(&[u8]) -> bool| {
            let records = reader(octets, delimiter).into_byte_records().map_while(Result::ok);
            records.filter(|record| record.get(column).is_some_and(is_it)).count()
        };
        // A name may read as a type (`a`), but hardly as one of these, and in every line.
        let is_provable = |field: &[u8]| text(field).is_ok_and(|word| provable_type(word).is_ok());
        let busiest = |is_it: &dyn Fn(&[u8]) -> bool| {
            let counts: Vec<usize> = (0..3).map(|column| count(column, is_it)).collect();
            let most = counts.iter().max().filter(|most| **most > 0)?;
            counts.iter().position(|count| count == most)
        };
        let record_type = busiest(&is_provable).or_else(|| busiest(&is_type))?;
        let mut others = (0..3).filter(|column| *column != record_type);
        let (one, other) = (others.next()?, others.next()?);
        let names_in = |column| count(column, &|field| is_below(field, domain));
        let (name, value) = if names_in(other) > names_in(one) { (other, one) } else { (one, other) };
        Some(Self { delimiter, has_header: false, name, record_type, value, preference: None })
    }

    /// Every record, with its line.
    pub(super) fn read(self, octets: &[u8], domain: &Name) -> Result<Vec<(u64, Printed)>, NotRecords> {
        let mut records = Vec::new();
        let mut place = Place { octets, line: 1 };
        for (index, record) in reader(octets, self.delimiter).into_byte_records().enumerate() {
            let begin = |position: Option<&Position>| position.map_or(0, Position::byte);
            let (line, record) = match record {
                Ok(record) => (place.line_at(begin(record.position()), octets.len()), record),
                Err(error) => {
                    let line = place.line_at(begin(error.position()), octets.len());
                    return Err(NotRecords::Line { line, problem: NotARecord::Csv });
                }
            };
            let is_header = index == 0 && self.has_header;
            if is_header || record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            let printed = self.read_record(&record, domain);
            records.push((line, printed.map_err(|problem| NotRecords::Line { line, problem })?));
        }
        Ok(records)
    }

    fn read_record(self, record: &ByteRecord, domain: &Name) -> Result<Printed, NotARecord> {
        let field = |index: usize, column| {
            let missing = NotARecord::Fields { column, wanted: index.saturating_add(1), found: record.len() };
            record.get(index).ok_or(missing)
        };
        let name = text(field(self.name, "name")?)?;
        if name.is_empty() {
            return Err(NotARecord::NoName);
        }
        let name = read_owner(name, domain)?;
        let value = field(self.value, "value")?;
        let wanted = match provable_type(text(field(self.record_type, "type")?)?)? {
            RecordType::CNAME => Wanted::Targets(vec![read_target(text(value)?, domain)?]),
            RecordType::MX => Wanted::Exchanges(vec![self.read_exchange(record, text(value)?, domain)?]),
            _ => Wanted::Octets(vec![read_value(value)?]),
        };
        Ok(Printed { name, wanted })
    }

    /// The preference stands in front of the host, or in a column of its own.
    fn read_exchange(self, record: &ByteRecord, value: &str, domain: &Name) -> Result<Exchange, NotARecord> {
        let preference = self.preference.and_then(|column| record.get(column)).filter(|field| !field.is_empty());
        match preference.filter(|_| !value.contains(char::is_whitespace)) {
            None => parse_exchange(value),
            Some(field) => {
                let preference = text(field)?.parse().map_err(|_| NotARecord::Preference)?;
                Ok(Exchange { preference, host: read_target(value, domain)? })
            }
        }
    }
}

/// Counts lines, since the reader's own count is one behind where lines end in CR and LF.
struct Place<'o> {
    /// What is behind the lines that are counted.
    octets: &'o [u8],
    line: u64,
}

impl Place<'_> {
    /// The line of the record at or behind octet `begin` of `total`; asked for in order.
    fn line_at(&mut self, begin: u64, total: usize) -> u64 {
        let here = total.saturating_sub(self.octets.len());
        let skipped = usize::try_from(begin).unwrap_or(total).saturating_sub(here);
        let blank = |octets: &[u8]| octets.iter().take_while(|octet| matches!(octet, b'\r' | b'\n')).count();
        let end = skipped.saturating_add(blank(self.octets.get(skipped..).unwrap_or_default()));
        let (before, behind) = self.octets.split_at_checked(end).unwrap_or((self.octets, &[]));
        let lines = before.split(|octet| *octet == b'\n').count().saturating_sub(1);
        self.line = self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
        self.octets = behind;
        self.line
    }
}

/// Quoted fields may hold delimiters and line breaks, and lines may differ in length.
fn reader(octets: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(octets)
}

fn first_record(octets: &[u8], delimiter: u8) -> Option<ByteRecord> {
    reader(octets, delimiter).into_byte_records().next()?.ok()
}

/// A column's name as the words above have it: `Record Name` is `name`.
fn column_name(field: &[u8]) -> String {
    let letters = field.iter().filter(|octet| octet.is_ascii_alphabetic()).map(u8::to_ascii_lowercase);
    let name: String = letters.map(char::from).collect();
    name.strip_prefix("record").filter(|rest| !rest.is_empty()).map_or(name.clone(), ToString::to_string)
}

fn is_type(field: &[u8]) -> bool {
    text(field).is_ok_and(|word| RecordType::from_mnemonic(word).is_some())
}

fn is_below(field: &[u8], domain: &Name) -> bool {
    text(field).ok().and_then(|name| name.parse::<Name>().ok()).is_some_and(|name| name.is_at_or_below(domain))
}

/// A comma inside a value makes no CSV of a line whose name stands alone and has its type behind it.
fn is_zone_line(octets: &[u8], delimiter: u8) -> bool {
    const TYPE_AT_MOST: usize = 4;
    let lines = octets.split(|octet| *octet == b'\n');
    let Some(line) = lines.map(<[u8]>::trim_ascii).find(|line| !line.is_empty()) else { return false };
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_alone = words.next().is_some_and(|name| !name.contains(&delimiter));
    is_alone && words.take(TYPE_AT_MOST - 1).any(is_type)
}

/// The text of a name or type.
fn text(field: &[u8]) -> Result<&str, NotARecord> {
    core::str::from_utf8(field.trim_ascii()).map_err(|_| NotARecord::NotUtf8)
}

/// A TXT value octet for octet; one that stands in quotes of its own is written as in a zone file.
fn read_value(field: &[u8]) -> Result<Bytes, NotARecord> {
    match field {
        [] => Err(NotARecord::Empty),
        [b'"', .., b'"'] => read_text(Tokens::new(text(field)?)),
        octets => Ok(Bytes::copy_from_slice(octets)),
    }
}
