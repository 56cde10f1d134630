//! Root hints in the format of named.root: the root's NS records and the addresses of its servers.

use core::net::IpAddr;

use std::string::String;
use std::vec::Vec;

use crate::check::Hint;
use crate::wire::presentation::{TextError, Token, Tokens, parse_name, parse_rdata};
use crate::wire::{Class, Name, Rdata, RecordType};

/// Why a line, or the file as a whole, is no root hints.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotHints {
    #[error("line {line}: {problem}")]
    Line { line: usize, problem: LineProblem },
    #[error("no NS record of the root (.) stands in it")]
    NoServer,
    #[error("line {line}: no A or AAAA record in the file gives an address of {name}")]
    NoAddress { line: usize, name: String },
}

/// What is wrong with one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum LineProblem {
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error("$ directives other than $TTL are not read")]
    Directive,
    #[error("the owner is missing")]
    NoOwner,
    #[error("the record type is missing")]
    NoType,
    #[error("{0} records do not belong into root hints, only NS, A and AAAA do")]
    Type(String),
    #[error("its NS record is not the root's (.)")]
    NotTheRoot,
    #[error("{0}")]
    Text(#[from] TextError),
}

/// Reads a hints file. Records of servers that no NS record lists are left out.
pub(super) fn parse_hints(octets: &[u8]) -> Result<Vec<Hint>, NotHints> {
    let mut file = HintsFile::default();
    for (index, line) in octets.split(|octet| *octet == b'\n').enumerate() {
        let line_number = index + 1;
        let read =
            core::str::from_utf8(line).map_err(|_| LineProblem::NotUtf8).and_then(|text| file.read(text, line_number));
        read.map_err(|problem| NotHints::Line { line: line_number, problem })?;
    }
    file.hints()
}

#[derive(Default)]
struct HintsFile {
    /// The owner of the line above: a line that begins with a blank has the same.
    owner: Option<Name>,
    servers: Vec<(usize, Name)>,
    addresses: Vec<(Name, IpAddr)>,
}

impl HintsFile {
    fn read(&mut self, line: &str, line_number: usize) -> Result<(), LineProblem> {
        let mut fields = Tokens::new(line);
        if fields.clone().next().is_none() || line.starts_with("$TTL") {
            return Ok(());
        }
        if line.starts_with('$') {
            return Err(LineProblem::Directive);
        }
        if !line.starts_with([' ', '\t']) {
            let owner = next(&mut fields)?.map(|token| parse_name(token.text).map_err(TextError::Name)).transpose()?;
            self.owner = owner;
        }
        let owner = self.owner.clone().ok_or(LineProblem::NoOwner)?;
        let record_type = read_type(&mut fields)?;
        self.add(owner, record_type, fields, line_number)
    }

    fn add(
        &mut self,
        owner: Name,
        record_type: RecordType,
        fields: Tokens<'_>,
        line: usize,
    ) -> Result<(), LineProblem> {
        let mut rdata = [0; 256];
        let length = parse_rdata(record_type, fields, &Name::root(), &mut rdata)?;
        match Rdata::from_octets(record_type, Class::IN, rdata.get(..length).unwrap_or_default()) {
            Ok(Rdata::Ns(_)) if !owner.is_root() => return Err(LineProblem::NotTheRoot),
            Ok(Rdata::Ns(server)) => self.servers.push((line, server.to_name())),
            Ok(Rdata::A(address)) => self.addresses.push((owner, address.into())),
            Ok(Rdata::Aaaa(address)) => self.addresses.push((owner, address.into())),
            _ => return Err(LineProblem::Text(TextError::Unreadable("record"))),
        }
        Ok(())
    }

    fn hints(self) -> Result<Vec<Hint>, NotHints> {
        if self.servers.is_empty() {
            return Err(NotHints::NoServer);
        }
        let addresses_of = |name: &Name| -> Vec<IpAddr> {
            self.addresses.iter().filter(|(owner, _)| owner == name).map(|(_, address)| *address).collect()
        };
        let hint = |(line, name): &(usize, Name)| match addresses_of(name) {
            none if none.is_empty() => Err(NotHints::NoAddress { line: *line, name: std::format!("{name}") }),
            addresses => Ok(Hint { name: name.clone(), addresses }),
        };
        self.servers.iter().map(hint).collect()
    }
}

fn next<'t>(fields: &mut Tokens<'t>) -> Result<Option<Token<'t>>, LineProblem> {
    Ok(fields.next().transpose()?)
}

/// TTL and class, in either order or left out, stand in front of the type.
fn read_type(fields: &mut Tokens<'_>) -> Result<RecordType, LineProblem> {
    loop {
        let word = next(fields)?.ok_or(LineProblem::NoType)?.text;
        let is_ttl = word.bytes().all(|octet| octet.is_ascii_digit());
        if is_ttl || word.eq_ignore_ascii_case("IN") {
            continue;
        }
        return match RecordType::from_mnemonic(word) {
            Some(known @ (RecordType::NS | RecordType::A | RecordType::AAAA)) => Ok(known),
            _ => Err(LineProblem::Type(word.into())),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::damaged::{damaged, has_line};
    use crate::cli::usage::UsageError;

    const NAMED_ROOT: &[u8] = b"; formerly NS.INTERNIC.NET\n;\n\
        .                        3600000      NS    A.ROOT-SERVERS.NET.\r\n\
        A.ROOT-SERVERS.NET.      3600000      A     198.41.0.4\r\n\
        A.ROOT-SERVERS.NET.      3600000      AAAA  2001:503:ba3e::2:30\r\n\
        .  IN 3600000 NS b.root-servers.test. ; another\n\
        b.root-servers.test. 60 IN A 192.0.2.1\n\
        \t\tA 192.0.2.2\n";

    fn told(text: &[u8]) -> String {
        parse_hints(text).unwrap_err().to_string()
    }

    #[test]
    fn the_format_of_named_root_is_read() {
        let hints = parse_hints(NAMED_ROOT).unwrap();
        let names: Vec<_> = hints.iter().map(|hint| hint.name.to_string()).collect();
        assert_eq!(names, ["A.ROOT-SERVERS.NET", "b.root-servers.test"]);
        let addresses: [IpAddr; 2] = ["198.41.0.4".parse().unwrap(), "2001:503:ba3e::2:30".parse().unwrap()];
        assert_eq!(hints[0].addresses, addresses);
        assert_eq!(hints[1].addresses.len(), 2);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_by_its_number() {
        let with = |line: &str| [NAMED_ROOT, line.as_bytes()].concat();
        let cases = [
            ("x.test. A 192.0.2", "line 9: the IPv4 address cannot be read"),
            ("x.test. A", "line 9: the IPv4 address is missing"),
            ("x.test. 60", "line 9: the record type is missing"),
            ("x.test. TXT hello", "line 9: TXT records do not belong into root hints, only NS, A and AAAA do"),
            ("test. NS a.test.", "line 9: its NS record is not the root's (.)"),
            ("$ORIGIN test.", "line 9: $ directives other than $TTL are not read"),
            ("a..test. A 192.0.2.1", "line 9: label 2 is empty (two dots in a row, or a dot in front)"),
            (". NS c.test.", "line 9: no A or AAAA record in the file gives an address of c.test"),
        ];
        for (line, expected) in cases {
            assert_eq!(told(&with(line)), expected);
        }
        assert_eq!(told(b"\xff"), "line 1: it is not UTF-8");
        assert_eq!(told(b" A 192.0.2.1"), "line 1: the owner is missing");
        assert_eq!(told(b"; nothing\n"), "no NS record of the root (.) stands in it");
    }

    #[test]
    fn hints_damaged_anywhere_are_read_or_refused_by_a_line_of_them_in_visible_words() {
        for octets in damaged(NAMED_ROOT) {
            let Err(problem) = parse_hints(&octets) else { continue };
            if let NotHints::Line { line, .. } | NotHints::NoAddress { line, .. } = problem {
                assert!(has_line(&octets, line as u64), "{problem}: {octets:?}");
            }
            let told = UsageError::new("--root-hints", "hints", &problem).to_string();
            assert!(!told.contains(char::is_control), "{told:?}");
        }
    }
}
