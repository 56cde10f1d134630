//! Reading a message: one cursor over the three sections, nothing copied.

use super::pointers::Pointers;
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
        let pointers = Pointers::for_records(records);
        Questions { message: self.octets, at: HEADER_OCTETS, left: questions, pointers }
    }

    /// The question, where there is exactly one (RFC 9619).
    pub fn question(&self) -> Result<Option<QuestionRef<'a>>, Malformed> {
        if self.header.questions == 1 { self.questions().next().transpose() } else { Ok(None) }
    }

    /// The records of the three sections, in order.
    pub fn records(&self) -> Records<'a> {
        let mut questions = self.questions();
        let skipped = questions.by_ref().try_for_each(|question| question.map(|_| ()));
        if let Err(failure) = skipped {
            let (section, at) = (Section::Additional, questions.at);
            let (later, pointers) = ([0; 2], questions.pointers);
            let message = self.octets;
            return Records { message, at, section, left: 0, later, pointers, has_opt: false, failure: Some(failure) };
        }
        Records {
            message: self.octets,
            at: questions.at,
            section: Section::Answer,
            left: self.header.answers,
            later: [self.header.authorities, self.header.additionals],
            pointers: questions.pointers,
            has_opt: false,
            failure: None,
        }
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
    message: &'a [u8],
    at: usize,
    left: u16,
    pointers: Pointers,
}

impl<'a> Questions<'a> {
    fn read(&mut self) -> Result<QuestionRef<'a>, Malformed> {
        let truncated = MalformedKind::QuestionTruncated.at(self.at);
        if self.at >= self.message.len() {
            return Err(truncated);
        }
        let (name, behind) = NameRef::read(self.message, self.at, &mut self.pointers)?;
        let ([t0, t1, c0, c1], behind) = behind.split_first_chunk::<4>().ok_or(truncated)?;
        self.at = self.message.len().saturating_sub(behind.len());
        let record_type = RecordType(u16::from_be_bytes([*t0, *t1]));
        Ok(QuestionRef { name, record_type, class: Class(u16::from_be_bytes([*c0, *c1])) })
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
    rdata: &'a [u8],
    place: RdataPlace<'a>,
}

/// RDATA that holds names was read where it stands, since names draw on the message's pointers; the rest is read when it is
/// asked for.
#[derive(Clone, Copy, Debug)]
enum RdataPlace<'a> {
    /// Not read yet; it begins so far into the message.
    Unread(usize),
    /// Read.
    Read(Result<Rdata<'a>, Malformed>),
}

impl<'a> Record<'a> {
    /// What the record says, or how its RDATA is spoilt.
    #[inline]
    pub fn rdata(&self) -> Result<Rdata<'a>, Malformed> {
        match self.place {
            RdataPlace::Read(read) => read,
            // Without names, it stands alone but for the offset that an error tells.
            RdataPlace::Unread(start) if self.record_type == RecordType::TXT => {
                Rdata::read_txt(self.class, self.rdata, start)
            }
            RdataPlace::Unread(start) => {
                Rdata::read(self.record_type, self.class, self.rdata, start, self.rdata, &mut Pointers::for_rdata())
            }
        }
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
    message: &'a [u8],
    at: usize,
    section: Section,
    /// Records still to come in this section.
    left: u16,
    /// Records in the sections behind it: authority, additional.
    later: [u16; 2],
    pointers: Pointers,
    has_opt: bool,
    /// What is wrong with the questions, to be told first.
    failure: Option<Malformed>,
}

impl<'a> Records<'a> {
    /// Octets behind the last record; to be asked when the walk is over.
    pub const fn trailing_octets(&self) -> usize {
        self.message.len().saturating_sub(self.at)
    }

    /// Whether a record is still to come; moves on to its section.
    fn is_more_to_come(&mut self) -> bool {
        while self.left == 0 {
            let [next, last] = self.later;
            self.section = match self.section {
                Section::Answer => Section::Authority,
                Section::Authority => Section::Additional,
                Section::Additional => return false,
            };
            (self.left, self.later) = (next, [last, 0]);
        }
        true
    }

    #[inline]
    fn read(&mut self) -> Result<Record<'a>, Malformed> {
        let truncated = MalformedKind::RecordTruncated.at(self.at);
        if self.at >= self.message.len() {
            return Err(truncated);
        }
        let (owner, behind) = NameRef::read(self.message, self.at, &mut self.pointers)?;
        let (fixed, behind) = behind.split_first_chunk::<10>().ok_or(truncated)?;
        let [t0, t1, c0, c1, ttl @ .., _, _] = fixed;
        let [.., l0, l1] = fixed;
        let (record_type, class) = (RecordType(u16::from_be_bytes([*t0, *t1])), Class(u16::from_be_bytes([*c0, *c1])));
        let start = self.message.len().saturating_sub(behind.len());
        let split = behind.split_at_checked(usize::from(u16::from_be_bytes([*l0, *l1])));
        let (rdata, _) = split.ok_or(MalformedKind::RdataTruncated.at(start))?;
        self.at = start.saturating_add(rdata.len());
        self.left = self.left.saturating_sub(1);
        let place = if holds_names(record_type) {
            let read = Rdata::read(record_type, class, self.message, start, rdata, &mut self.pointers);
            RdataPlace::Read(spend_pointers(read)?)
        } else {
            RdataPlace::Unread(start)
        };
        let ttl = u32::from_be_bytes(*ttl);
        let record = Record { section: self.section, owner, record_type, class, ttl, rdata, place };
        if record_type == RecordType::OPT { self.check_opt(record) } else { Ok(record) }
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
const fn spend_pointers(read: Result<Rdata<'_>, Malformed>) -> Result<Result<Rdata<'_>, Malformed>, Malformed> {
    match read {
        Err(error) if matches!(error.kind, MalformedKind::TooManyPointers) => Err(error),
        _ => Ok(read),
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Malformed>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 && !self.is_more_to_come() {
            return self.failure.take().map(Err);
        }
        match self.read() {
            Ok(record) => Some(Ok(record)),
            Err(error) => {
                (self.section, self.left) = (Section::Additional, 0);
                Some(Err(error))
            }
        }
    }
}
