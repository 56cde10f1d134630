//! Zone-file lines: `NAME [TTL] [CLASS] TYPE VALUE`.

use std::borrow::ToOwned;
use std::string::String;
use std::vec;
use std::vec::Vec;

use bytes::Bytes;

use super::{NotARecord, NotRecords, Printed};
use crate::check::Wanted;
use crate::cli::domain::parse_name;
use crate::proof::Exchange;
use crate::wire::presentation::{TextError, Token, Tokens, parse_rdata};
use crate::wire::{Class, Name, Rdata, RecordType};

/// The most RDATA that a record holds.
const MAX_RDATA_OCTETS: usize = 65_535;

/// Reads one record.
pub(in crate::cli) fn read_record(text: &str, domain: &Name) -> Result<Printed, NotARecord> {
    let mut line = Line::default();
    line.add(text)?;
    if line.depth > 0 {
        return Err(NotARecord::Parenthesis);
    }
    let mut owner = None;
    line.read(domain, &mut owner)
}

/// Reads every line; a record may go over several inside parentheses.
pub(super) fn read_lines(octets: &[u8], domain: &Name) -> Result<Vec<(u64, Printed)>, NotRecords> {
    let mut records = Vec::new();
    let mut owner = None;
    let mut open: Option<(u64, Line)> = None;
    for (number, octets) in (1..).zip(octets.split(|octet| *octet == b'\n')) {
        let at = |line: u64| move |problem: NotARecord| NotRecords::Line { line, problem };
        let text = core::str::from_utf8(octets).map_err(|_| at(number)(NotARecord::NotUtf8))?;
        let (first, mut line) = open.take().unwrap_or_default();
        let first = if first == 0 { number } else { first };
        line.add(text).map_err(at(number))?;
        if line.depth > 0 {
            open = Some((first, line));
        } else if !line.is_blank() && !line.is_directive(domain).map_err(at(first))? {
            records.push((first, line.read(domain, &mut owner).map_err(at(first))?));
        }
    }
    match open {
        Some((line, _)) => Err(NotRecords::Line { line, problem: NotARecord::Parenthesis }),
        None => Ok(records),
    }
}

/// A record's text without comments and parentheses, which mean something only outside quotes.
#[derive(Default)]
struct Line {
    text: String,
    /// Parentheses that are open.
    depth: usize,
}

impl Line {
    /// Takes one line of the file.
    fn add(&mut self, text: &str) -> Result<(), NotARecord> {
        let mut is_quoted = false;
        let mut is_escaped = false;
        for character in text.trim_end_matches('\r').chars() {
            match character {
                _ if is_escaped => {}
                '"' => is_quoted = !is_quoted,
                _ if is_quoted => {}
                ';' if self.text.ends_with(|last: char| !last.is_whitespace()) => return Err(NotARecord::Comment),
                ';' => break,
                '(' => self.depth = self.depth.saturating_add(1),
                ')' => self.depth = self.depth.checked_sub(1).ok_or(NotARecord::Parenthesis)?,
                _ => {}
            }
            let is_parenthesis = !is_quoted && !is_escaped && matches!(character, '(' | ')');
            self.text.push(if is_parenthesis { ' ' } else { character });
            is_escaped = !is_escaped && character == '\\';
        }
        self.text.push(' ');
        Ok(())
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// `$TTL` says nothing here, and `$ORIGIN` may only say what is so in any case.
    fn is_directive(&self, domain: &Name) -> Result<bool, NotARecord> {
        let mut words = self.text.split_whitespace();
        match (words.next(), words.next()) {
            (Some("$TTL"), _) => Ok(true),
            (Some("$ORIGIN"), Some(origin)) if origin.parse().as_ref() == Ok(domain) => Ok(true),
            (Some(word), _) if word.starts_with('$') => Err(NotARecord::Directive(word.to_owned())),
            _ => Ok(false),
        }
    }

    /// Reads the record; a line that begins with a blank has the owner of the one above.
    fn read(&self, domain: &Name, owner: &mut Option<Name>) -> Result<Printed, NotARecord> {
        let mut fields = Tokens::new(&self.text);
        if !self.text.starts_with(char::is_whitespace) {
            let token = fields.next().ok_or(NotARecord::NoName)??;
            *owner = Some(read_owner(token.text, domain)?);
        }
        let name = owner.clone().ok_or(NotARecord::NoName)?;
        let wanted = match read_type(&mut fields)? {
            RecordType::CNAME => Wanted::Targets(vec![read_target(next(&mut fields, "target")?.text, domain)?]),
            RecordType::MX => {
                let preference = next(&mut fields, "preference")?.text.parse().map_err(|_| NotARecord::Preference)?;
                let host = read_target(next(&mut fields, "exchange")?.text, domain)?;
                Wanted::Exchanges(vec![Exchange { preference, host }])
            }
            _ => return Ok(Printed { name, wanted: Wanted::Octets(vec![read_text(fields)?]) }),
        };
        match fields.next() {
            None => Ok(Printed { name, wanted }),
            Some(_) => Err(TextError::Surplus.into()),
        }
    }
}

fn next<'t>(fields: &mut Tokens<'t>, what: &'static str) -> Result<Token<'t>, NotARecord> {
    Ok(fields.next().ok_or(TextError::Missing(what))??)
}

/// A name without a final dot is absolute if it ends in the domain, else below it.
pub(super) fn read_owner(text: &str, domain: &Name) -> Result<Name, NotARecord> {
    if text == "@" {
        return Ok(domain.clone());
    }
    let name = read_name(text)?;
    if is_dotted(text) || name.is_at_or_below(domain) {
        return Ok(name);
    }
    name.before(domain).map_err(|problem| NotARecord::TooLong { name: text.to_owned(), problem })
}

/// Providers print targets in full, with a final dot or without.
pub(super) fn read_target(text: &str, domain: &Name) -> Result<Name, NotARecord> {
    if text == "@" {
        return Ok(domain.clone());
    }
    let name = read_name(text)?;
    if name.label_count() == 1 && !is_dotted(text) {
        return Err(NotARecord::OneLabel(text.to_owned()));
    }
    Ok(name)
}

fn read_name(text: &str) -> Result<Name, NotARecord> {
    let typed = parse_name(text).map_err(|problem| NotARecord::Name { text: text.to_owned(), problem })?;
    Ok(typed.name)
}

/// Whether the final dot is one, and no part of a label.
fn is_dotted(text: &str) -> bool {
    let backslashes = |body: &str| body.bytes().rev().take_while(|octet| *octet == b'\\').count();
    text.strip_suffix('.').is_some_and(|body| backslashes(body) % 2 == 0)
}

/// TTL and class, in either order or left out, stand in front of the type.
fn read_type(fields: &mut Tokens<'_>) -> Result<RecordType, NotARecord> {
    loop {
        let word = fields.next().ok_or(NotARecord::NoType)??.text;
        let is_ttl = word.bytes().all(|octet| octet.is_ascii_digit());
        if !is_ttl && !word.eq_ignore_ascii_case("IN") {
            return provable_type(word);
        }
    }
}

/// The type, if records of it can be proven.
pub(super) fn provable_type(word: &str) -> Result<RecordType, NotARecord> {
    match RecordType::from_mnemonic(word) {
        Some(known @ (RecordType::TXT | RecordType::CNAME | RecordType::MX)) => Ok(known),
        _ => Err(NotARecord::Type(word.to_owned())),
    }
}

/// The character-strings, put together. Blanks without quotes would be lost between them, so that is refused.
pub(super) fn read_text(fields: Tokens<'_>) -> Result<Bytes, NotARecord> {
    let has_bare = fields.clone().flatten().any(|token| !token.is_quoted && token.text != "\\#");
    let is_generic = fields.clone().next() == Some(Ok(Token { text: "\\#", is_quoted: false }));
    if has_bare && !is_generic && fields.clone().count() > 1 {
        return Err(NotARecord::NoQuotes);
    }
    let mut rdata = vec![0; MAX_RDATA_OCTETS];
    let length = parse_rdata(RecordType::TXT, fields, &Name::root(), &mut rdata)?;
    let rdata = rdata.get(..length).unwrap_or_default();
    match Rdata::from_octets(RecordType::TXT, Class::IN, rdata) {
        Ok(Rdata::Txt(txt)) if txt.octet_count() > 0 => Ok(txt.octets().collect()),
        Ok(_) => Err(NotARecord::Empty),
        Err(_) => Err(TextError::Unreadable("text").into()),
    }
}

/// Reads `PREFERENCE HOST`.
pub(in crate::cli) fn parse_exchange(text: &str) -> Result<Exchange, NotARecord> {
    let mut words = text.split_whitespace();
    let preference = words.next().unwrap_or_default().parse().map_err(|_| NotARecord::Preference)?;
    let host = words.next().ok_or(TextError::Missing("host"))?;
    match words.next() {
        None => Ok(Exchange { preference, host: read_name(host)? }),
        Some(_) => Err(TextError::Surplus.into()),
    }
}
