//! One zone's data: read from zone-file text, searched as RFC 1034 §4.3.2 says.

use std::borrow::ToOwned;
use std::collections::BTreeMap;
use std::string::{String, ToString};
use std::vec::Vec;

use crate::wire::presentation::{TextError, Tokens, parse_rdata};
use crate::wire::{Class, Malformed, Name, NameError, Rdata, RecordType};

/// The TTL of records before any `$TTL` that give none of their own, in seconds.
const DEFAULT_TTL: u32 = 300;

/// The most octets of RDATA: what RDLENGTH can say.
const MAX_RDATA_OCTETS: usize = 65_535; // RFC 1035 §3.2.1

/// A zone as its authoritative servers hold it: every name at or below the origin, delegations and their glue included.
///
/// ```
/// use txtproof::demo::Zone;
///
/// let text = "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n_x 60 IN TXT \"two words\" ; why";
/// assert!(Zone::parse("shop.example", text).is_ok());
/// let error = Zone::parse("shop.example", "@ SOA ns1\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 1: the name is missing");
/// ```
#[derive(Clone, Debug)]
pub struct Zone {
    origin: Name,
    /// INVARIANT: the origin has a node with an SOA record, and so has every name between an owner and the origin a
    /// node (an empty non-terminal exists, RFC 4592 §2.2.2).
    nodes: BTreeMap<Name, Node>,
}

/// The `RRsets` at one name; none: an empty non-terminal.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) sets: Vec<RecordSet>,
}

/// The records of one type at one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RecordSet {
    pub(super) record_type: RecordType,
    pub(super) ttl: u32,
    /// INVARIANT: each is sound RDATA of the type in wire form, without compression; none is there twice.
    pub(super) rdata: Vec<Vec<u8>>,
}

/// What a zone has for a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found<'z> {
    /// The name exists, or a wildcard stands for it.
    Node(&'z Node),
    /// A zone cut lies at or above the name.
    Delegation { cut: &'z Name, servers: &'z RecordSet },
    /// A DNAME stands above the name (RFC 6672).
    Redirection { owner: &'z Name, dname: &'z RecordSet },
    /// The name does not exist.
    Missing,
}

/// Why text is no zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// The origin is no name.
    #[error("the origin cannot be read: {0}")]
    Origin(NameError),
    /// One line is wrong.
    #[error("line {line}: {problem}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        problem: LineProblem,
    },
    /// There is no SOA record at the origin.
    #[error("the zone has no SOA record")]
    NoSoa,
}

/// What is wrong with a line of zone-file text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// A field that is no such field.
    #[error(transparent)]
    Text(#[from] TextError),
    /// RDATA that its type does not allow.
    #[error("the record's data is wrong: {0}")]
    Rdata(#[from] Malformed),
    /// The line leaves out the owner, and no line before it has one.
    #[error("there is no owner name, here or above")]
    NoOwner,
    /// An owner outside the zone.
    #[error("{0} is not in the zone")]
    OutOfZone(String),
    /// A word where the type should be.
    #[error("\"{0}\" is no record type")]
    UnknownType(String),
    /// A directive other than `$TTL`.
    #[error("the directive {0} is not known")]
    UnknownDirective(String),
    /// A CNAME beside other records, or a second one (RFC 2181 §10.1).
    #[error("a CNAME stands alone at its name")]
    CnameNotAlone,
    /// An SOA below the origin, or a second one.
    #[error("a zone has one SOA record, at its origin")]
    MisplacedSoa,
}

impl From<NameError> for LineProblem {
    fn from(error: NameError) -> Self {
        Self::Text(error.into())
    }
}

impl Zone {
    /// Reads zone-file text: one record a line, `OWNER [TTL] [IN] TYPE RDATA`; `@` and names without a final dot are
    /// relative to `origin`, a line that begins with a blank keeps the owner above it, `;` begins a comment, and `$TTL`
    /// is the one directive (RFC 1035 §5.1, RFC 2308 §4). The zone has one SOA record, at its origin.
    pub fn parse(origin: &str, text: &str) -> Result<Self, ZoneError> {
        let origin: Name = origin.parse().map_err(ZoneError::Origin)?;
        let room = std::vec![0; MAX_RDATA_OCTETS];
        let mut reader = ZoneReader { nodes: BTreeMap::new(), ttl: DEFAULT_TTL, owner: None, room, origin };
        for (index, line) in text.lines().enumerate() {
            reader.line(line).map_err(|problem| ZoneError::Line { line: index.saturating_add(1), problem })?;
        }
        reader.finish()
    }

    /// The zone's own name.
    pub const fn origin(&self) -> &Name {
        &self.origin
    }

    /// What there is for `name`, which is at or below the origin; delegations and DNAMEs above it come first.
    pub(super) fn find(&self, name: &Name, record_type: RecordType) -> Found<'_> {
        let (first, last) = (self.origin.label_count(), name.label_count());
        let mut encloser = None;
        for count in first..=last {
            let Some((owner, node)) = self.nodes.get_key_value(&name.suffix(count)) else {
                return encloser.map_or(Found::Missing, |encloser| self.wildcard(encloser));
            };
            // DS belongs to the parent's side of the cut (RFC 4035 §3.1.4.1).
            let is_cut = count > first && !(count == last && record_type == RecordType::DS);
            if let Some(servers) = node.set(RecordType::NS).filter(|_| is_cut) {
                return Found::Delegation { cut: owner, servers };
            }
            if let Some(dname) = node.set(RecordType::DNAME).filter(|_| count < last) {
                return Found::Redirection { owner, dname };
            }
            if count == last {
                return Found::Node(node);
            }
            encloser = Some(owner);
        }
        Found::Missing
    }

    /// What stands for a name that does not exist: `*` right below its closest encloser (RFC 4592 §3.3.1).
    fn wildcard(&self, encloser: &Name) -> Found<'_> {
        let wildcard = encloser.child(b"*").ok();
        wildcard.and_then(|wildcard| self.nodes.get(&wildcard)).map_or(Found::Missing, Found::Node)
    }

    /// The SOA record as a negative answer shows it: its TTL is how long the absence may be remembered (RFC 2308 §3).
    pub(super) fn negative_soa(&self) -> Option<RecordSet> {
        let mut soa = self.nodes.get(&self.origin)?.set(RecordType::SOA)?.clone();
        let minimum = soa.rdata.first().and_then(|octets| octets.last_chunk::<4>());
        soa.ttl = soa.ttl.min(minimum.map_or(0, |octets| u32::from_be_bytes(*octets)));
        Some(soa)
    }

    /// The addresses at `name`, glue included.
    pub(super) fn addresses(&self, name: &Name) -> impl Iterator<Item = &RecordSet> {
        let sets = self.nodes.get(name).map_or(&[][..], |node| &node.sets);
        sets.iter().filter(|set| matches!(set.record_type, RecordType::A | RecordType::AAAA))
    }
}

impl Node {
    pub(super) fn set(&self, record_type: RecordType) -> Option<&RecordSet> {
        self.sets.iter().find(|set| set.record_type == record_type)
    }

    fn add(&mut self, record_type: RecordType, ttl: u32, rdata: Vec<u8>) -> Result<(), LineProblem> {
        let is_alias = |record_type: RecordType| record_type == RecordType::CNAME;
        if self.sets.iter().any(|set| is_alias(set.record_type) || is_alias(record_type)) {
            return Err(LineProblem::CnameNotAlone);
        }
        match self.sets.iter_mut().find(|set| set.record_type == record_type) {
            Some(_) if record_type == RecordType::SOA => return Err(LineProblem::MisplacedSoa),
            Some(set) if set.rdata.contains(&rdata) => {}
            Some(set) => set.rdata.push(rdata),
            None => self.sets.push(RecordSet { record_type, ttl, rdata: Vec::from([rdata]) }),
        }
        Ok(())
    }
}

impl RecordSet {
    /// What each record says.
    pub(super) fn records(&self) -> impl Iterator<Item = Rdata<'_>> {
        self.rdata
            .iter()
            .map(|octets| Rdata::from_octets(self.record_type, Class::IN, octets).unwrap_or(Rdata::Opaque(octets)))
    }

    /// The names that the records point to: name servers, mail exchanges, an alias's target.
    pub(super) fn targets(&self) -> impl Iterator<Item = Name> {
        self.records().filter_map(|rdata| match rdata {
            Rdata::Ns(name) | Rdata::Cname(name) | Rdata::Dname(name) | Rdata::Mx { exchange: name, .. } => {
                Some(name.to_name())
            }
            _ => None,
        })
    }
}

/// A zone while its lines are read.
struct ZoneReader {
    origin: Name,
    nodes: BTreeMap<Name, Node>,
    ttl: u32,
    /// The owner of the line above.
    owner: Option<Name>,
    /// Where one record's RDATA is written. A record keeps as much as it needs.
    room: Vec<u8>,
}

impl ZoneReader {
    fn line(&mut self, line: &str) -> Result<(), LineProblem> {
        let mut fields = Tokens::new(line);
        let Some(first) = fields.clone().next().transpose()? else { return Ok(()) };
        if first.text.starts_with('$') {
            return self.directive(fields);
        }
        if !line.starts_with(char::is_whitespace) {
            self.owner = Some(self.name(first.text)?);
            fields.next();
        }
        let owner = self.owner.clone().ok_or(LineProblem::NoOwner)?;
        if !owner.is_at_or_below(&self.origin) {
            return Err(LineProblem::OutOfZone(owner.to_string()));
        }
        let (ttl, record_type) = self.ttl_and_type(&mut fields)?;
        if record_type == RecordType::SOA && owner != self.origin {
            return Err(LineProblem::MisplacedSoa);
        }
        let rdata = self.rdata(record_type, fields)?;
        self.nodes.entry(owner).or_default().add(record_type, ttl, rdata)
    }

    fn directive(&mut self, mut fields: Tokens<'_>) -> Result<(), LineProblem> {
        let directive = fields.next().transpose()?.map_or("", |field| field.text);
        if !directive.eq_ignore_ascii_case("$TTL") {
            return Err(LineProblem::UnknownDirective(directive.to_owned()));
        }
        let seconds = fields.next().ok_or(TextError::Missing("TTL"))??;
        self.ttl = seconds.text.parse().map_err(|_| TextError::Unreadable("TTL"))?;
        Ok(())
    }

    /// TTL and class may stand in either order, or not at all (RFC 1035 §5.1).
    fn ttl_and_type(&self, fields: &mut Tokens<'_>) -> Result<(u32, RecordType), LineProblem> {
        let mut ttl = self.ttl;
        // Ends: each turn takes a field.
        loop {
            let field = fields.next().ok_or(TextError::Missing("record type"))??.text;
            if let Ok(seconds) = field.parse() {
                ttl = seconds;
            } else if !field.eq_ignore_ascii_case("IN") {
                let record_type = RecordType::from_mnemonic(field);
                return record_type.map(|known| (ttl, known)).ok_or_else(|| LineProblem::UnknownType(field.to_owned()));
            }
        }
    }

    fn rdata(&mut self, record_type: RecordType, fields: Tokens<'_>) -> Result<Vec<u8>, LineProblem> {
        let length = parse_rdata(record_type, fields, &self.origin, &mut self.room)?;
        let octets = self.room.get(..length).unwrap_or_default();
        Rdata::from_octets(record_type, Class::IN, octets)?;
        Ok(octets.to_vec())
    }

    fn name(&self, text: &str) -> Result<Name, NameError> {
        if text == "@" {
            return Ok(self.origin.clone());
        }
        let name: Name = text.parse()?;
        let is_absolute = text.ends_with('.') && !text.ends_with("\\.");
        if is_absolute { Ok(name) } else { name.before(&self.origin) }
    }

    fn finish(mut self) -> Result<Zone, ZoneError> {
        let soa = self.nodes.get(&self.origin).and_then(|node| node.set(RecordType::SOA));
        soa.ok_or(ZoneError::NoSoa)?;
        let owners: Vec<Name> = self.nodes.keys().cloned().collect();
        for owner in owners {
            for count in self.origin.label_count()..owner.label_count() {
                self.nodes.entry(owner.suffix(count)).or_default();
            }
        }
        Ok(Zone { origin: self.origin, nodes: self.nodes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOA: &str = "@ SOA ns1 hostmaster 1 7200 900 1209600 60\n";

    fn problem(line: &str) -> LineProblem {
        match Zone::parse("shop.example", &format!("{SOA}{line}\n")) {
            Err(ZoneError::Line { line: 2, problem }) => problem,
            other => panic!("{other:?}"),
        }
    }

    fn found(zone: &Zone, name: &str, record_type: RecordType) -> Option<RecordSet> {
        match zone.find(&name.parse().unwrap(), record_type) {
            Found::Node(node) => node.set(record_type).cloned(),
            _ => None,
        }
    }

    #[test]
    fn a_line_that_begins_with_a_blank_keeps_the_owner_above() {
        let zone = Zone::parse("shop.example", &format!("{SOA}a 60 IN TXT one\n  IN 60 TXT two ; why\n\n; no\n"));
        let texts = found(&zone.unwrap(), "a.shop.example", RecordType::TXT).unwrap();
        assert_eq!(texts.rdata, [b"\x03one".to_vec(), b"\x03two".to_vec()]);
        assert_eq!(texts.ttl, 60);
    }

    #[test]
    fn the_ttl_directive_holds_for_the_lines_behind_it() {
        let zone = Zone::parse("shop.example", &format!("{SOA}a TXT x\n$TTL 7\nb TXT x\n")).unwrap();
        let ttl = |name| found(&zone, name, RecordType::TXT).unwrap().ttl;
        assert_eq!([ttl("a.shop.example"), ttl("b.shop.example")], [DEFAULT_TTL, 7]);
    }

    #[test]
    fn a_name_without_a_final_dot_has_the_origin_appended() {
        let zone = Zone::parse("shop.example", &format!("{SOA}_x.shop.example TXT v\n_x.shop.example. TXT w\n"));
        let zone = zone.unwrap();
        let octets = |name| found(&zone, name, RecordType::TXT).unwrap().rdata.concat();
        assert_eq!(octets("_x.shop.example.shop.example"), b"\x01v");
        assert_eq!(octets("_x.shop.example"), b"\x01w");
    }

    #[test]
    fn a_record_that_is_there_twice_counts_once() {
        let zone = Zone::parse("shop.example", &format!("{SOA}a TXT x\na TXT x\n")).unwrap();
        assert_eq!(found(&zone, "a.shop.example", RecordType::TXT).unwrap().rdata.len(), 1);
    }

    #[test]
    fn a_negative_answers_ttl_is_the_lesser_of_the_soas_two() {
        let zone = Zone::parse("shop.example", SOA).unwrap();
        assert_eq!(zone.negative_soa().unwrap().ttl, 60);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        assert_eq!(problem("a A 192.0.2"), LineProblem::Text(TextError::Unreadable("IPv4 address")));
        assert_eq!(problem("a NOTYPE x"), LineProblem::UnknownType("NOTYPE".into()));
        assert_eq!(problem("$INCLUDE x"), LineProblem::UnknownDirective("$INCLUDE".into()));
        assert_eq!(problem("b.example. A 192.0.2.1"), LineProblem::OutOfZone("b.example".into()));
        assert_eq!(problem("@ CNAME a"), LineProblem::CnameNotAlone);
        assert_eq!(problem("a SOA ns1 hostmaster 1 1 1 1 1"), LineProblem::MisplacedSoa);
        assert_eq!(problem("@ SOA ns2 hostmaster 1 1 1 1 1"), LineProblem::MisplacedSoa);
        assert_eq!(problem("a..b TXT x"), LineProblem::Text(NameError::EmptyLabel { label: 2 }.into()));
        assert!(matches!(problem("a A \\# 1 0a"), LineProblem::Rdata(_)));
    }

    #[test]
    fn a_first_line_without_an_owner_is_refused() {
        let error = Zone::parse("shop.example", " TXT x").unwrap_err();
        assert_eq!(error, ZoneError::Line { line: 1, problem: LineProblem::NoOwner });
    }

    #[test]
    fn a_zone_without_an_soa_is_refused() {
        assert_eq!(Zone::parse("shop.example", "@ NS ns1").unwrap_err(), ZoneError::NoSoa);
    }
}
