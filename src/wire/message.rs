//! Reading a message: one cursor over the three sections, nothing copied.

#![expect(
    clippy::inline_always,
    reason = "a record that is not inlined where it is read is copied twice; benches/ counts it"
)]

use super::fold::is_same_but_for_case;
use super::pointers::Pointers;
use super::rdata::{check_names, holds_names};
use super::walk::{SPOILT, behind_plain, walk_name, walk_owner, walk_question};
use super::{Class, Edns, EdnsOptions, Header, Malformed, MalformedKind, Name, NameRef, Rcode, Rdata, RecordType};
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
    #[inline]
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
    #[inline]
    pub fn questions(&self) -> Questions<'a> {
        let Header { questions, answers, authorities, additionals, .. } = self.header;
        let records = [answers, authorities, additionals].map(u32::from).into_iter().sum();
        Questions { at: HEADER_OCTETS, left: questions, pointers: Pointers::for_records(self.octets, records) }
    }

    /// The question, where there is exactly one (RFC 9619).
    #[inline]
    pub fn question(&self) -> Result<Option<QuestionRef<'a>>, Malformed> {
        if self.header.questions != 1 {
            return Ok(None);
        }
        // A first name with a pointer is spoilt: it could aim into the header alone.
        let rest = self.octets.get(HEADER_OCTETS..).unwrap_or_default();
        let numbers = behind_plain(rest).and_then(|behind| behind.first_chunk());
        match numbers {
            Some(numbers) => Ok(Some(QuestionRef::new(NameRef::again(self.octets, HEADER_OCTETS), *numbers))),
            None => self.questions().next().transpose(),
        }
    }

    /// Whether the one question is `question`, and what became of the case of its letters. `None`: it is another one or
    /// spoilt, or there is not exactly one.
    #[inline]
    pub fn echo(&self, question: &Question) -> Option<LetterCase> {
        let name = question.name.octets();
        let rest = self.octets.get(HEADER_OCTETS..).filter(|_| self.header.questions == 1)?;
        // A first name with a pointer is spoilt, so these are the octets of a name without one or no question at all.
        let (received, numbers) = rest.split_at_checked(name.len())?;
        let ([t0, t1], [c0, c1]) = (question.record_type.0.to_be_bytes(), question.class.0.to_be_bytes());
        match numbers.first_chunk::<4>() {
            Some(numbers) if *numbers == [t0, t1, c0, c1] => LetterCase::between(name, received),
            _ => None,
        }
    }

    /// The records of the three sections, in order.
    #[inline]
    pub fn records(&self) -> Records<'a> {
        let Header { answers, authorities, additionals, .. } = self.header;
        let [answers, authorities, additionals] = [answers, authorities, additionals].map(u32::from);
        let behind_answers = authorities + additionals;
        let left = answers + behind_answers;
        let pointers = Pointers::for_records(self.octets, left);
        Records { at: Records::BEFORE_QUESTIONS, left, behind_answers, additionals, pointers, has_opt: false }
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

/// Where the questions end. `None`: one is spoilt, and `pointers` knows how.
fn questions_end(count: u16, pointers: &mut Pointers<'_>) -> Option<usize> {
    let octets = pointers.message.len();
    let mut at = HEADER_OCTETS;
    for number in 0..count {
        let end = if number == 0 { walk_question(pointers) } else { walk_name(at, pointers) };
        at = match end.map(|end| end + QUESTION_NUMBERS_OCTETS) {
            Some(end) if end <= octets => end,
            None if at < octets => return None,
            _ => return pointers.refuse(MalformedKind::QuestionTruncated.at(at)),
        };
    }
    Some(at)
}

/// A question's type and class.
const QUESTION_NUMBERS_OCTETS: usize = 4;

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

/// What became of the case of a question's letters on their way to the server and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterCase {
    /// Each is as it was sent.
    Echoed,
    /// Some are not; nothing else is different (RFC 4343 allows it).
    Folded,
}

impl LetterCase {
    #[inline]
    fn between(sent: &[u8], received: &[u8]) -> Option<Self> {
        let is_same = is_same_but_for_case(sent, received);
        is_same.then(|| if sent == received { Self::Echoed } else { Self::Folded })
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

impl<'a> QuestionRef<'a> {
    /// Reads the question that begins at `start`; gives it and where it ends.
    fn read(start: usize, pointers: &mut Pointers<'a>) -> Result<(Self, usize), Malformed> {
        let truncated = MalformedKind::QuestionTruncated.at(start);
        if start >= pointers.message.len() {
            return Err(truncated);
        }
        let (name, end) = NameRef::read(start, pointers)?;
        let numbers = pointers.message.get(end..).and_then(<[u8]>::first_chunk).ok_or(truncated)?;
        Ok((Self::new(name, *numbers), end + QUESTION_NUMBERS_OCTETS))
    }

    const fn new(name: NameRef<'a>, [t0, t1, c0, c1]: [u8; QUESTION_NUMBERS_OCTETS]) -> Self {
        let record_type = RecordType(u16::from_be_bytes([t0, t1]));
        Self { name, record_type, class: Class(u16::from_be_bytes([c0, c1])) }
    }
}

/// The questions of a message. After an error it yields nothing more.
#[derive(Clone, Debug)]
pub struct Questions<'a> {
    /// Where the next question begins.
    at: usize,
    left: u16,
    pointers: Pointers<'a>,
}

impl<'a> Questions<'a> {
    fn read(&mut self) -> Result<QuestionRef<'a>, Malformed> {
        let (question, end) = QuestionRef::read(self.at, &mut self.pointers)?;
        self.at = end;
        Ok(question)
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
    rdata_offset: usize,
    /// What is wrong with the names in the RDATA: they draw on the message's pointers, and so are read with the record.
    spoilt: Option<Malformed>,
}

impl<'a> Record<'a> {
    /// What the record says, or how its RDATA is spoilt.
    #[inline(always)]
    pub fn rdata(&self) -> Result<Rdata<'a>, Malformed> {
        let Self { record_type, class, rdata, rdata_offset, .. } = *self;
        match self.spoilt {
            _ if record_type == RecordType::TXT => Rdata::read_txt(class, rdata, rdata_offset),
            Some(spoilt) => Err(spoilt),
            None => Rdata::read(record_type, class, self.owner.message(), rdata_offset, rdata),
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
    /// Where the next record begins, or [`Self::BEFORE_QUESTIONS`].
    at: usize,
    /// Records still to come; records behind the answer section, and those in the additional section.
    left: u32,
    behind_answers: u32,
    additionals: u32,
    pointers: Pointers<'a>,
    has_opt: bool,
}

impl<'a> Records<'a> {
    /// Past the end of every message, so that a record pays nothing to find out: the questions are walked when the first
    /// record is asked for, in whose place it is told where one is spoilt.
    const BEFORE_QUESTIONS: usize = usize::MAX;

    /// Octets behind the last record; to be asked when the walk is over.
    pub const fn trailing_octets(&self) -> usize {
        self.pointers.message.len().saturating_sub(self.at)
    }

    /// Goes behind the questions, if that is still to be done; else no octet is left for a record.
    #[inline(never)]
    fn begin(&mut self) -> Result<(), Malformed> {
        if self.at != Self::BEFORE_QUESTIONS {
            return Err(MalformedKind::RecordTruncated.at(self.at));
        }
        let octets = self.pointers.message;
        let count = Header::read(octets).map_or(0, |header| header.questions);
        let end = questions_end(count, &mut self.pointers);
        self.at = end.unwrap_or(octets.len());
        if end.is_some() { Ok(()) } else { Err(self.pointers.refusal()) }
    }

    /// The section of the record in front of those that are left.
    #[inline(always)]
    const fn section(&self) -> Section {
        match self.left {
            left if left < self.additionals => Section::Additional,
            left if left < self.behind_answers => Section::Authority,
            _ => Section::Answer,
        }
    }

    #[inline(always)]
    fn read(&mut self) -> Result<Record<'a>, Malformed> {
        // Ends: where there is no octet, the second time is an error.
        let (message, offset, rest) = loop {
            let (message, offset) = (self.pointers.message, self.at);
            match message.get(offset..) {
                Some(rest @ [_, ..]) => break (message, offset, rest),
                _ => self.begin()?,
            }
        };
        let end = walk_owner(offset, rest, &mut self.pointers);
        let Some((fixed, behind)) = message.get(end..).and_then(<[u8]>::split_first_chunk::<FIXED_OCTETS>) else {
            let truncated = MalformedKind::RecordTruncated.at(offset);
            return Err(if end == SPOILT { self.pointers.refusal() } else { truncated });
        };
        let [t0, t1, c0, c1, ttl @ .., l0, l1] = *fixed;
        let ttl = u32::from_be_bytes(ttl);
        let (record_type, class) = (RecordType(u16::from_be_bytes([t0, t1])), Class(u16::from_be_bytes([c0, c1])));
        let rdata_offset = end + FIXED_OCTETS;
        let octets = usize::from(u16::from_be_bytes([l0, l1]));
        let rdata = behind.get(..octets).ok_or(MalformedKind::RdataTruncated.at(rdata_offset))?;
        let (owner, section) = (NameRef::again(message, offset), self.section());
        let mut spoilt = None;
        if record_type == RecordType::OPT {
            self.check_opt(end, rdata)?;
        } else if holds_names(record_type) {
            // Names in RDATA draw on the message's pointers too. Other damage there spoils the record alone.
            spoilt = match check_names(record_type, class, rdata_offset, rdata, &mut self.pointers) {
                Ok(()) => None,
                Err(error) if error.kind == MalformedKind::TooManyPointers => return Err(error),
                Err(error) => {
                    self.pointers.forget();
                    Some(error)
                }
            };
        }
        self.at = rdata_offset + octets;
        Ok(Record { section, owner, record_type, class, ttl, rdata, rdata_offset, spoilt })
    }

    /// RFC 6891 §6.1.1: at most one OPT record, in the additional section, owned by the root. Its owner ends at `end`.
    #[inline(never)]
    fn check_opt(&mut self, end: usize, rdata: &[u8]) -> Result<(), Malformed> {
        let is_second = core::mem::replace(&mut self.has_opt, true);
        let is_additional = self.section() == Section::Additional;
        let is_root = end == self.at + 1 || NameRef::again(self.pointers.message, self.at).is_root();
        match (is_additional && is_root, is_second) {
            (true, false) => EdnsOptions::read(rdata, end + FIXED_OCTETS).map(|_| ()),
            (true, true) => Err(MalformedKind::OptDuplicate.at(self.at)),
            _ => Err(MalformedKind::OptMisplaced.at(self.at)),
        }
    }
}

/// Type, class, TTL and RDLENGTH.
const FIXED_OCTETS: usize = 10;

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Malformed>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let Some(left) = self.left.checked_sub(1) else {
            let is_begun = self.at != Self::BEFORE_QUESTIONS;
            return if is_begun { None } else { self.begin().err().map(Err) };
        };
        self.left = left;
        let read = self.read();
        if read.is_err() {
            self.left = 0;
        }
        Some(read)
    }
}
