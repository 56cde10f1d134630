//! Octets to DNS and back (RFC 1035 §4): zero-copy reading, in-place writing, presentation format both ways.
//!
//! Nothing here allocates, and nothing here panics, whatever the octets are. [`Message`] reads, [`Encoder`] writes;
//! [`Name`] owns a name, [`NameRef`] is one inside a message, its compression undone only as far as it is looked at.
//!
//! What is damaged is told by [`Malformed`]: the kind and the offset. Damage in the framing (header, owner names,
//! counts, RDLENGTH) spoils the message; damage inside RDATA spoils that record, which [`Record::rdata`] then refuses.

mod cursor;
mod encode;
mod fold;
mod frame;
mod header;
mod message;
mod name;
mod numbers;
mod pointers;
pub mod presentation;
mod rdata;
mod walk;

pub use encode::{Encoder, NoSpace};
pub use frame::{Frame, LENGTH_PREFIX_OCTETS};
pub use header::{Flags, HEADER_OCTETS, Header, MAX_MESSAGE_OCTETS};
pub use message::{LetterCase, Message, Question, QuestionRef, Questions, Record, Records, Section};
pub use name::{Labels, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, Name, NameError, NameRef};
pub use numbers::{Class, Opcode, Rcode, RecordType};
pub use rdata::{CharacterStrings, Edns, EdnsOption, EdnsOptions, Rdata, Soa, Txt};

/// Why octets are no DNS message, or no RDATA of their type, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{kind} at octet {offset}")]
pub struct Malformed {
    /// What is wrong.
    pub kind: MalformedKind,
    /// Octets from the start of the message to where it is wrong.
    pub offset: usize,
}

/// The kinds of damage, by the rule that each breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum MalformedKind {
    /// Fewer than 12 octets (RFC 1035 §4.1.1).
    #[error("the message is shorter than a header")]
    ShortHeader,
    /// A question that the header counts is not there, or cut.
    #[error("the question section ends too early")]
    QuestionTruncated,
    /// A record that the header counts is not there, or cut before its RDATA.
    #[error("a record is missing or cut")]
    RecordTruncated,
    /// RDLENGTH goes past the end of the message (RFC 9267 §5).
    #[error("RDATA goes past the end of the message")]
    RdataTruncated,
    /// A name without its final zero octet (RFC 9267 §4).
    #[error("a name has no end")]
    NameTruncated,
    /// A label goes past the end of the message.
    #[error("a label goes past the end of the message")]
    LabelTruncated,
    /// A compression pointer of one octet.
    #[error("a compression pointer is cut")]
    PointerTruncated,
    /// A label of the types 01 or 10 (RFC 6891 §5).
    #[error("a label has a reserved type")]
    LabelType,
    /// A compression pointer aims at the header.
    #[error("a compression pointer aims into the header")]
    PointerIntoHeader,
    /// A compression pointer aims forward (RFC 1035 §4.1.4 wants a prior occurrence).
    #[error("a compression pointer aims forward")]
    PointerForward,
    /// A compression pointer aims into the labels that it ends, or at itself (RFC 9267 §2).
    #[error("a compression pointer runs in a loop")]
    CompressionLoop,
    /// More compression pointers than any honest message needs (RFC 9267 §2).
    #[error("there are too many compression pointers")]
    TooManyPointers,
    /// A name of more than 255 octets (RFC 1035 §2.3.4).
    #[error("a name is longer than 255 octets")]
    NameTooLong,
    /// RDATA has not the length that its type requires, or a name in it ends elsewhere than RDLENGTH says.
    #[error("RDATA has not the length of its type")]
    RdataLength,
    /// A character-string goes past the end of its RDATA.
    #[error("a character-string goes past its RDATA")]
    StringTruncated,
    /// A TXT record without a single character-string (RFC 1035 §3.3.14).
    #[error("a TXT record has no character-string")]
    TxtEmpty,
    /// A second OPT record (RFC 6891 §6.1.1).
    #[error("there is more than one OPT record")]
    OptDuplicate,
    /// An OPT record outside the additional section, or owned by another name than the root.
    #[error("an OPT record is in the wrong place")]
    OptMisplaced,
    /// An option that goes past the OPT record.
    #[error("an EDNS option goes past its record")]
    OptOptionTruncated,
}

impl MalformedKind {
    pub(crate) const fn at(self, offset: usize) -> Malformed {
        Malformed { kind: self, offset }
    }

    /// The kind as one stable word, for programs: `compression-loop`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ShortHeader => "short-header",
            Self::QuestionTruncated => "question-truncated",
            Self::RecordTruncated => "record-truncated",
            Self::RdataTruncated => "rdata-truncated",
            Self::NameTruncated => "name-truncated",
            Self::LabelTruncated => "label-truncated",
            Self::PointerTruncated => "pointer-truncated",
            Self::LabelType => "label-type",
            Self::PointerIntoHeader => "pointer-into-header",
            Self::PointerForward => "pointer-forward",
            Self::CompressionLoop => "compression-loop",
            Self::TooManyPointers => "too-many-pointers",
            Self::NameTooLong => "name-too-long",
            Self::RdataLength => "rdata-length",
            Self::StringTruncated => "string-truncated",
            Self::TxtEmpty => "txt-empty",
            Self::OptDuplicate => "opt-duplicate",
            Self::OptMisplaced => "opt-misplaced",
            Self::OptOptionTruncated => "opt-option-truncated",
        }
    }
}
