//! One DNS message, told: `txtproof.message.v1` and, for people, lines much like those of dig.

use core::fmt;

use std::string::{String, ToString};
use std::vec::Vec;

use serde::Serialize;

use super::json::hexadecimal;
use super::shown_ttl;
use crate::wire::presentation::Escaped;
use crate::wire::{Edns, Flags, MAX_MESSAGE_OCTETS, Malformed, Message, QuestionRef, Rdata, Record, Section};

/// A message that was read strictly: its framing is sound, and so is all RDATA of the types that this program reads.
///
/// Its `Display` is the text for people. Names keep the case that they came with.
///
/// ```
/// use txtproof::report::message::MessageReport;
///
/// let report = MessageReport::read(&[0, 7, 0x84, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
/// assert!(report.to_string().starts_with(";; id 7, QUERY, NOERROR, flags: qr aa"));
/// # Ok::<(), txtproof::report::message::DecodeError>(())
/// ```
#[derive(Debug, Serialize)]
pub struct MessageReport {
    schema: &'static str,
    id: u16,
    flags: FlagsReport,
    rcode: String,
    edns: Option<EdnsReport>,
    question: Vec<QuestionReport>,
    answer: Vec<RecordReport>,
    authority: Vec<RecordReport>,
    additional: Vec<RecordReport>,
    trailing_octets: usize,
}

/// Why there is no message to tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The octets are no message.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// More octets than any message has.
    #[error("the input is longer than the {MAX_MESSAGE_OCTETS} octets of the longest message")]
    TooLong,
    /// Hex text with half an octet at its end.
    #[error("the hex text ends in the middle of octet {offset}")]
    HalfOctet {
        /// The octet, counted from 0.
        offset: usize,
    },
}

impl DecodeError {
    /// One stable word, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed(malformed) => malformed.kind.code(),
            Self::TooLong => "message-too-long",
            Self::HalfOctet { .. } => "hex-incomplete",
        }
    }

    /// Octets from the start of the message to where it is wrong.
    pub const fn offset(self) -> usize {
        match self {
            Self::Malformed(malformed) => malformed.offset,
            Self::TooLong => MAX_MESSAGE_OCTETS,
            Self::HalfOctet { offset } => offset,
        }
    }
}

impl MessageReport {
    /// Reads a whole message. The error is the first damage, in the framing or in RDATA, or more octets than a message
    /// has.
    pub fn read(octets: &[u8]) -> Result<Self, DecodeError> {
        if octets.len() > MAX_MESSAGE_OCTETS {
            return Err(DecodeError::TooLong);
        }
        let message = Message::read(octets)?;
        let mut report = Self::of_header(&message)?;
        let mut records = message.records();
        for record in records.by_ref() {
            report.add(&record?)?;
        }
        report.rcode = message.rcode()?.to_string();
        report.trailing_octets = records.trailing_octets();
        Ok(report)
    }

    fn of_header(message: &Message<'_>) -> Result<Self, Malformed> {
        let header = message.header();
        let question = message.questions().map(|question| question.map(Into::into)).collect::<Result<_, _>>()?;
        Ok(Self {
            schema: "txtproof.message.v1",
            id: header.id,
            flags: header.flags.into(),
            rcode: header.flags.rcode().to_string(),
            edns: None,
            question,
            answer: Vec::new(),
            authority: Vec::new(),
            additional: Vec::new(),
            trailing_octets: 0,
        })
    }

    fn add(&mut self, record: &Record<'_>) -> Result<(), Malformed> {
        if let Some(edns) = record.edns() {
            self.edns = Some(edns.into());
            return Ok(());
        }
        let section = match record.section {
            Section::Answer => &mut self.answer,
            Section::Authority => &mut self.authority,
            Section::Additional => &mut self.additional,
        };
        section.push(RecordReport::new(record)?);
        Ok(())
    }
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the header's flags are so many bits")]
struct FlagsReport {
    qr: bool,
    opcode: String,
    aa: bool,
    tc: bool,
    rd: bool,
    ra: bool,
    ad: bool,
    cd: bool,
}

impl From<Flags> for FlagsReport {
    fn from(flags: Flags) -> Self {
        Self {
            qr: flags.is_response(),
            opcode: flags.opcode().to_string(),
            aa: flags.is_authoritative(),
            tc: flags.is_truncated(),
            rd: flags.is_recursion_desired(),
            ra: flags.is_recursion_available(),
            ad: flags.is_authentic_data(),
            cd: flags.is_checking_disabled(),
        }
    }
}

impl FlagsReport {
    fn words(&self) -> impl Iterator<Item = &'static str> {
        let Self { qr, aa, tc, rd, ra, ad, cd, .. } = *self;
        let flags = [(qr, "qr"), (aa, "aa"), (tc, "tc"), (rd, "rd"), (ra, "ra"), (ad, "ad"), (cd, "cd")];
        flags.into_iter().filter_map(|(is_set, word)| is_set.then_some(word))
    }
}

#[derive(Debug, Serialize)]
struct EdnsReport {
    version: u8,
    udp_octets: u16,
    extended_rcode: u8,
    /// DO: the sender takes DNSSEC records (RFC 3225).
    #[serde(rename = "do")]
    dnssec_ok: bool,
    flags: u16,
    options: Vec<OptionReport>,
}

#[derive(Debug, Serialize)]
struct OptionReport {
    code: u16,
    hex: String,
}

impl From<Edns<'_>> for EdnsReport {
    fn from(edns: Edns<'_>) -> Self {
        const DNSSEC_OK: u16 = 0x8000;
        Self {
            version: edns.version,
            udp_octets: edns.udp_octets,
            extended_rcode: edns.extended_rcode,
            dnssec_ok: edns.flags & DNSSEC_OK != 0,
            flags: edns.flags,
            options: edns
                .options
                .iter()
                .map(|option| OptionReport { code: option.code, hex: hexadecimal(option.octets) })
                .collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct QuestionReport {
    name: String,
    #[serde(rename = "type")]
    record_type: String,
    class: String,
}

impl From<QuestionRef<'_>> for QuestionReport {
    fn from(question: QuestionRef<'_>) -> Self {
        Self {
            name: question.name.to_string(),
            record_type: question.record_type.to_string(),
            class: question.class.to_string(),
        }
    }
}

#[derive(Debug, Serialize)]
struct RecordReport {
    name: String,
    #[serde(rename = "type")]
    record_type: String,
    class: String,
    ttl: u32,
    rdata: String,
    #[serde(flatten)]
    text: Option<TextReport>,
}

/// What a TXT record has beside the others.
#[derive(Debug, Serialize)]
struct TextReport {
    strings: Vec<String>,
    value: String,
    hex: String,
}

impl RecordReport {
    fn new(record: &Record<'_>) -> Result<Self, Malformed> {
        let rdata = record.rdata()?;
        let text = if let Rdata::Txt(txt) = rdata {
            let octets: Vec<u8> = txt.octets().collect();
            let strings = txt.strings().map(|string| Escaped(string).to_string()).collect();
            Some(TextReport { strings, value: Escaped(&octets).to_string(), hex: hexadecimal(&octets) })
        } else {
            None
        };
        Ok(Self {
            name: record.owner.to_string(),
            record_type: record.record_type.to_string(),
            class: record.class.to_string(),
            ttl: shown_ttl(record.ttl),
            rdata: rdata.to_string(),
            text,
        })
    }
}

impl fmt::Display for MessageReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, flags, rcode, .. } = self;
        write!(formatter, ";; id {id}, {}, {rcode}, flags:", flags.opcode)?;
        flags.words().try_for_each(|word| write!(formatter, " {word}"))?;
        if let Some(edns) = &self.edns {
            write!(formatter, "\n{edns}")?;
        }
        if !self.question.is_empty() {
            formatter.write_str("\n\n;; question")?;
        }
        for QuestionReport { name, record_type, class } in &self.question {
            write!(formatter, "\n;{} {class} {record_type}", absolute(name))?;
        }
        let sections = [("answer", &self.answer), ("authority", &self.authority), ("additional", &self.additional)];
        for (title, records) in sections.into_iter().filter(|(_, records)| !records.is_empty()) {
            write!(formatter, "\n\n;; {title}")?;
            records.iter().try_for_each(|record| write!(formatter, "\n{record}"))?;
        }
        if self.trailing_octets > 0 {
            write!(formatter, "\n\n;; octets behind the last record: {}", self.trailing_octets)?;
        }
        Ok(())
    }
}

impl fmt::Display for EdnsReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, ";; EDNS: version {}, UDP size {} octets, flags:", self.version, self.udp_octets)?;
        if self.dnssec_ok {
            formatter.write_str(" do")?;
        }
        self.options
            .iter()
            .try_for_each(|option| write!(formatter, "\n;; EDNS option {}: \"{}\"", option.code, option.hex))
    }
}

impl fmt::Display for RecordReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, record_type, class, ttl, rdata, .. } = self;
        write!(formatter, "{} {ttl} {class} {record_type} {rdata}", absolute(name))
    }
}

/// A name with its final dot, as zone files have it.
fn absolute(name: &str) -> String {
    if name == "." { name.into() } else { [name, "."].concat() }
}

/// What `decode --json` prints of octets that are no message.
#[derive(Debug, Serialize)]
pub struct ErrorReport {
    error: ErrorDetail,
}

#[derive(Debug, Serialize)]
struct ErrorDetail {
    kind: &'static str,
    offset: usize,
    message: String,
}

impl From<DecodeError> for ErrorReport {
    fn from(error: DecodeError) -> Self {
        Self { error: ErrorDetail { kind: error.code(), offset: error.offset(), message: error.to_string() } }
    }
}
