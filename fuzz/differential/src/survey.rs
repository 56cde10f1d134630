//! A message gone over octet by octet, by the book and without memory: what is odd about it, and where what stands.
//!
//! It looks at octets and at nothing that a reader said of them.

mod name;
mod rdata;

use crate::classes::Ruling;
use crate::reader::OPT;
use crate::reading::{Outcome, Place};

/// Something that not every reader takes for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    ShortHeader,
    ItemMissing,
    RdlengthPastEnd,
    NameCut,
    LabelType,
    PointerIntoHeader,
    PointerIntoOwnLabels,
    PointerNotBackward,
    PointerRunsOn,
    NameOver255,
    PointersOver16,
    PointersOver128,
    PointersOver255,
    PointersOfMessage,
    LabelsOfMessage,
    OptSecond,
    OptMisplaced,
    OptOwner,
    OptOptionOverrun,
    OptClientSubnet,
    TxtEmpty,
    StringPastRdata,
    RdataEmpty,
    RdataLength,
    DnameUnread,
    EmptyInUpdate,
    NothingInClass,
    ClassNotIn,
    OtherTypeEmpty,
    OtherType,
    PrivateType,
    MetaType,
    TrailingOctets,
}

/// What an oddity may spoil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// What all of the message hangs on: header, owners, counts, RDLENGTH.
    Framing,
    /// The RDATA of one record.
    Rdata,
}

/// An oddity, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub oddity: Oddity,
    pub place: Place,
    pub site: Site,
}

impl Found {
    /// What becomes of the place by the rules.
    pub fn outcome(&self) -> Outcome {
        match (self.oddity.class().ruling, self.site) {
            (Ruling::Sound | Ruling::Limit, _) => Outcome::Reads,
            (Ruling::Damage, Site::Rdata) => Outcome::Spoils,
            _ => Outcome::Refuses,
        }
    }

    /// The same, where a limit is taken for reached.
    pub fn worst(&self) -> Outcome {
        if self.oddity.class().ruling == Ruling::Limit { Outcome::Refuses } else { self.outcome() }
    }
}

/// What octets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Count,
    Label,
    Root,
    Pointer,
    Type,
    Class,
    Ttl,
    Rdlength,
    /// RDATA, all of it.
    Rdata,
    /// A character-string's length octet.
    String,
    /// A record, all of it.
    Record,
}

/// A run of octets whose meaning is known.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What there is to a message, as far as its framing holds.
#[derive(Debug)]
pub struct Survey<'a> {
    octets: &'a [u8],
    place: Place,
    site: Site,
    /// Records that the header promises, pointers met, and octets of labels behind pointers.
    records: usize,
    pointers: usize,
    labels: usize,
    has_opt: bool,
    /// In the order of the message.
    pub found: Vec<Found>,
    pub marks: Vec<Mark>,
}

impl<'a> Survey<'a> {
    /// Goes over a message.
    pub fn of(octets: &'a [u8]) -> Self {
        let (found, marks) = (vec![], vec![]);
        let (place, site) = (Place::Header, Site::Framing);
        let mut survey = Self { octets, place, site, records: 0, pointers: 0, labels: 0, has_opt: false, found, marks };
        survey.message();
        survey
    }

    /// What is odd about a place.
    pub fn at(&self, place: Place) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.place == place)
    }

    fn note(&mut self, oddity: Oddity) {
        let found = Found { oddity, place: self.place, site: self.site };
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    fn mark(&mut self, kind: Kind, start: usize, end: usize) {
        self.marks.push(Mark { kind, start, end });
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.octets.get(at..)?.first_chunk().copied().map(u16::from_be_bytes)
    }

    /// `None`: the framing broke.
    fn message(&mut self) -> Option<()> {
        if self.octets.len() < 12 {
            self.note(Oddity::ShortHeader);
            return None;
        }
        (4..12).step_by(2).for_each(|at| self.mark(Kind::Count, at, at + 2));
        let counts = [4, 6, 8, 10].map(|at| usize::from(self.u16(at).unwrap_or_default()));
        let [questions, answers, authorities, additionals] = counts;
        self.records = answers + authorities + additionals;
        let mut at = 12;
        for index in 0..questions + self.records {
            self.place = Place::Item(index);
            self.site = Site::Framing;
            at = match index.checked_sub(questions) {
                None => self.question(at)?,
                Some(record) => self.record(at, record >= answers + authorities)?,
            };
        }
        (self.place, self.site) = (Place::End, Site::Framing);
        if at < self.octets.len() {
            self.note(Oddity::TrailingOctets);
        }
        Some(())
    }

    /// The end of a part of an item that begins at `at`.
    fn part(&mut self, at: usize, octets: usize) -> Option<usize> {
        let end = at + octets;
        if end > self.octets.len() {
            self.note(Oddity::ItemMissing);
            return None;
        }
        Some(end)
    }

    fn question(&mut self, at: usize) -> Option<usize> {
        self.part(at, 1)?;
        let at = self.name(at)?;
        let end = self.part(at, 4)?;
        self.mark(Kind::Type, at, at + 2);
        self.mark(Kind::Class, at + 2, end);
        self.is_framed().then_some(end)
    }

    fn record(&mut self, start: usize, is_additional: bool) -> Option<usize> {
        self.part(start, 1)?;
        let at = self.name(start)?;
        let rdata = self.part(at, 10)?;
        for (kind, from, to) in [(Kind::Type, 0, 2), (Kind::Class, 2, 4), (Kind::Ttl, 4, 8), (Kind::Rdlength, 8, 10)] {
            self.mark(kind, at + from, at + to);
        }
        let end = rdata + usize::from(self.u16(at + 8)?);
        if end > self.octets.len() {
            self.note(Oddity::RdlengthPastEnd);
            return None;
        }
        self.mark(Kind::Rdata, rdata, end);
        self.mark(Kind::Record, start, end);
        let (record_type, class) = (self.u16(at)?, self.u16(at + 2)?);
        if record_type == OPT {
            self.opt(start, is_additional);
        }
        self.site = Site::Rdata;
        self.rdata(record_type, class, rdata, end);
        self.is_framed().then_some(end)
    }

    /// Whether nothing in the item spoils the message.
    fn is_framed(&self) -> bool {
        self.at(self.place).all(|found| found.outcome() < Outcome::Refuses)
    }

    /// RFC 6891 §6.1.1.
    fn opt(&mut self, start: usize, is_additional: bool) {
        if std::mem::replace(&mut self.has_opt, true) {
            self.note(Oddity::OptSecond);
        }
        if !is_additional {
            self.note(Oddity::OptMisplaced);
        }
        if self.labels_at(start).is_none_or(|labels| !labels.is_empty()) {
            self.note(Oddity::OptOwner);
        }
    }
}
