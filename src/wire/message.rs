//! Reading a message: one cursor over the three sections, nothing copied.

use super::cursor::Cursor;
use super::name::Pointers;
use super::rdata::holds_names;
use super::{Class, Edns, Header, Malformed, MalformedKind, Name, NameRef, Rcode, Rdata, RecordType};
use super::{HEADER_OCTETS, Opcode};

/// A message's octets behind a header that could be read.
///
/// The sections are read as they are walked: [`records`](Self::records) yields an error where the framing breaks, and
/// [`validate`](Self::validate) walks everything at once.
///
/// ```
/// use txtproof::wire::{Message, Rdata};
///
/// // _x.test TXT "ab" "c", authoritative
/// let octets = [
///     0, 7, 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0, 2, b'_', b'x', 4, b't', b'e', b's', b't', 0, 0, 16, 0, 1,
///     0xc0, 12, 0, 16, 0, 1, 0, 0, 1, 44, 0, 5, 2, b'a', b'b', 1, b'c',
/// ];
/// let message = Message::read(&octets)?;
/// for record in message.records() {
///     if let Rdata::Txt(txt) = record?.rdata()? {
///         assert!(txt.octets().eq(*b"abc"));
///     }
/// }
/// # Ok::<(), txtproof::wire::Malformed>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    octets: &'a [u8],
    header: Header,
}

impl<'a> Message<'a> {
    /// Reads the header; the rest is read when it is looked at.
    pub fn read(octets: &'a [u8]) -> Result<Self, Malformed> {
        Ok(Self { octets, header: Header::read(octets)? })
    }

    /// The first twelve octets.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The whole message.
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// The questions, in order.
    pub fn questions(&self) -> Questions<'a> {
        let Header { questions, answers, authorities, additionals, .. } = self.header;
        let records = [answers, authorities, additionals].map(u32::from).into_iter().sum();
        let cursor = Cursor::at(self.octets, HEADER_OCTETS);
        Questions { cursor, left: questions, pointers: Pointers::for_records(records) }
    }

    /// The question, where there is exactly one (RFC 9619).
    pub fn question(&self) -> Result<Option<QuestionRef<'a>>, Malformed> {
        if self.header.questions == 1 { self.questions().next().transpose() } else { Ok(None) }
    }

    /// The records of the three sections, in order.
    pub fn records(&self) -> Records<'a> {
        Records { header: self.header, cursor: None, questions: self.questions(), yielded: 0, has_opt: false }
    }

    /// Walks the whole message: `Ok` means that the framing is sound and no walk over it will fail.
    ///
    /// Gives the octets behind the last record.
    pub fn validate(&self) -> Result<usize, Malformed> {
        let mut records = self.records();
        records.by_ref().try_for_each(|record| record.map(|_| ()))?;
        Ok(records.trailing_octets())
    }

    /// What the OPT record says, where there is one.
    pub fn edns(&self) -> Result<Option<Edns<'a>>, Malformed> {
        for record in self.records() {
            if let Some(edns) = record?.edns() {
                return Ok(Some(edns));
            }
        }
        Ok(None)
    }

    /// The response code, all twelve bits.
    pub fn rcode(&self) -> Result<Rcode, Malformed> {
        let high = self.edns()?.map_or(0, |edns| u16::from(edns.extended_rcode));
        Ok(Rcode(self.header.flags.rcode().0 | (high << 4)))
    }

    /// What the message is about.
    pub const fn opcode(&self) -> Opcode {
        self.header.flags.opcode()
    }
}

/// A question that is owned: what is asked, of whom it may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// QNAME.
    pub name: Name,
    /// QTYPE.
    pub record_type: RecordType,
    /// QCLASS.
    pub class: Class,
}

impl Question {
    /// A question in class IN.
    pub const fn new(name: Name, record_type: RecordType) -> Self {
        Self { name, record_type, class: Class::IN }
    }
}

/// A question inside a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionRef<'a> {
    /// QNAME.
    pub name: NameRef<'a>,
    /// QTYPE.
    pub record_type: RecordType,
    /// QCLASS.
    pub class: Class,
}

/// The questions of a message. After an error it yields nothing more.
#[derive(Clone, Debug)]
pub struct Questions<'a> {
    cursor: Cursor<'a>,
    left: u16,
    pointers: Pointers,
}

impl<'a> Questions<'a> {
    fn read(&mut self) -> Result<QuestionRef<'a>, Malformed> {
        let truncated = MalformedKind::QuestionTruncated.at(self.cursor.position());
        if self.cursor.remaining() == 0 {
            return Err(truncated);
        }
        let name = NameRef::read(&mut self.cursor, &mut self.pointers)?;
        let record_type = RecordType(self.cursor.u16().ok_or(truncated)?);
        let class = Class(self.cursor.u16().ok_or(truncated)?);
        Ok(QuestionRef { name, record_type, class })
    }
}

impl<'a> Iterator for Questions<'a> {
    type Item = Result<QuestionRef<'a>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let read = self.read();
        if read.is_err() {
            self.left = 0;
        }
        Some(read)
    }
}

/// Where in a message a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What answers the question.
    Answer,
    /// Who has authority: a referral's name servers, a negative answer's SOA.
    Authority,
    /// What may help: glue, OPT.
    Additional,
}

/// A record inside a message. Its RDATA is read when it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The section.
    pub section: Section,
    /// The owner name.
    pub owner: NameRef<'a>,
    /// The type.
    pub record_type: RecordType,
    /// The class; of an OPT record, the UDP payload size.
    pub class: Class,
    /// The TTL in seconds, as sent; of an OPT record, extended code, version and flags.
    pub ttl: u32,
    rdata_at: Cursor<'a>,
    rdata: &'a [u8],
}

impl<'a> Record<'a> {
    /// What the record says, or how its RDATA is spoilt.
    pub fn rdata(&self) -> Result<Rdata<'a>, Malformed> {
        Rdata::read(self.record_type, self.class, self.rdata_at, self.rdata, &mut Pointers::for_rdata())
    }

    /// The RDATA as it is, compression and all.
    pub const fn rdata_octets(&self) -> &'a [u8] {
        self.rdata
    }

    /// What an OPT record says; `None` for every other.
    pub fn edns(&self) -> Option<Edns<'a>> {
        let Ok(Rdata::Opt(options)) = self.rdata() else { return None };
        let [extended_rcode, version, flags_high, flags_low] = self.ttl.to_be_bytes();
        let flags = u16::from_be_bytes([flags_high, flags_low]);
        Some(Edns { udp_octets: self.class.0, extended_rcode, version, flags, options })
    }
}

/// The records of a message, section by section. After an error it yields nothing more.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    header: Header,
    /// `None`: the questions have not been skipped yet.
    cursor: Option<Cursor<'a>>,
    questions: Questions<'a>,
    yielded: u32,
    has_opt: bool,
}

impl<'a> Records<'a> {
    /// Octets behind the last record; to be asked when the walk is over.
    pub fn trailing_octets(&self) -> usize {
        self.cursor.unwrap_or(self.questions.cursor).remaining()
    }

    fn section(&self) -> Option<Section> {
        let Header { answers, authorities, additionals, .. } = self.header;
        let authority_from = u32::from(answers);
        let additional_from = authority_from.saturating_add(u32::from(authorities));
        let end = additional_from.saturating_add(u32::from(additionals));
        match self.yielded {
            index if index < authority_from => Some(Section::Answer),
            index if index < additional_from => Some(Section::Authority),
            index if index < end => Some(Section::Additional),
            _ => None,
        }
    }

    fn read(&mut self, section: Section) -> Result<Record<'a>, Malformed> {
        let mut cursor = match self.cursor {
            Some(cursor) => cursor,
            None => self.skip_questions()?,
        };
        let truncated = MalformedKind::RecordTruncated.at(cursor.position());
        if cursor.remaining() == 0 {
            return Err(truncated);
        }
        let pointers = &mut self.questions.pointers;
        let owner = NameRef::read(&mut cursor, pointers)?;
        let record_type = RecordType(cursor.u16().ok_or(truncated)?);
        let class = Class(cursor.u16().ok_or(truncated)?);
        let ttl = cursor.u32().ok_or(truncated)?;
        let rdata_octets = usize::from(cursor.u16().ok_or(truncated)?);
        let rdata_at = cursor;
        let rdata = cursor.take(rdata_octets).ok_or(MalformedKind::RdataTruncated.at(rdata_at.position()))?;
        self.cursor = Some(cursor);
        if holds_names(record_type) {
            spend_pointers(Rdata::read(record_type, class, rdata_at, rdata, pointers))?;
        }
        let record = Record { section, owner, record_type, class, ttl, rdata_at, rdata };
        if record_type == RecordType::OPT { self.check_opt(record) } else { Ok(record) }
    }

    fn skip_questions(&mut self) -> Result<Cursor<'a>, Malformed> {
        self.questions.by_ref().try_for_each(|question| question.map(|_| ()))?;
        Ok(self.questions.cursor)
    }

    /// RFC 6891 §6.1.1: at most one, in the additional section, owned by the root.
    fn check_opt(&mut self, record: Record<'a>) -> Result<Record<'a>, Malformed> {
        let offset = record.owner.offset();
        if record.section != Section::Additional || !record.owner.is_root() {
            return Err(MalformedKind::OptMisplaced.at(offset));
        }
        if core::mem::replace(&mut self.has_opt, true) {
            return Err(MalformedKind::OptDuplicate.at(offset));
        }
        record.rdata().map(|_| record)
    }
}

/// Names in RDATA draw on the message's pointers too. Other damage there spoils the record alone, and `rdata` tells it.
fn spend_pointers(read: Result<Rdata<'_>, Malformed>) -> Result<(), Malformed> {
    match read {
        Err(error) if error.kind == MalformedKind::TooManyPointers => Err(error),
        _ => Ok(()),
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(section) = self.section() else {
            // A message without records still has its questions to be found sound.
            return (self.cursor.is_none() && self.yielded == 0).then(|| self.skip_questions()).and_then(|skipped| {
                self.yielded = u32::MAX;
                skipped.map(|cursor| self.cursor = Some(cursor)).err().map(Err)
            });
        };
        let read = self.read(section);
        self.yielded = if read.is_ok() { self.yielded.saturating_add(1) } else { u32::MAX };
        Some(read)
    }
}
