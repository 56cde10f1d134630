//! What a query asks, and the plain refusals of one that cannot be read.

use crate::wire::{Edns, EdnsOption, Encoder, Flags, Header, Message, NoSpace, Opcode, Question, Rcode};

/// What a response repeats of its query's flags: the opcode and RD (RFC 1035 §4.1.1).
const REPEATED_FLAGS: u16 = 0x7900;

/// A client cookie's length, in octets.
const CLIENT_COOKIE_OCTETS: usize = 8; // RFC 7873 §4

/// A standard query that could be read.
#[derive(Debug)]
pub(super) struct Request<'q> {
    pub(super) id: u16,
    pub(super) flags: Flags,
    /// CD: whoever asks does not want the answer validated.
    pub(super) is_checking_disabled: bool,
    /// The question; its name in the case that it came in.
    pub(super) question: Question,
    pub(super) edns: Option<Edns<'q>>,
    pub(super) client_cookie: Option<[u8; CLIENT_COOKIE_OCTETS]>,
}

impl<'q> Request<'q> {
    /// Reads a query; the code is why it is answered with a bare header.
    pub(super) fn read(message: &Message<'q>) -> Result<Self, Rcode> {
        if message.opcode() != Opcode::QUERY {
            return Err(Rcode::NOTIMP);
        }
        message.validate().map_err(|_| Rcode::FORMERR)?;
        let question = message.question().ok().flatten().ok_or(Rcode::FORMERR)?;
        let (record_type, class) = (question.record_type, question.class);
        let question = Question { name: question.name.to_name(), record_type, class };
        let edns = message.edns().map_err(|_| Rcode::FORMERR)?;
        let client_cookie = edns.as_ref().map_or(Ok(None), client_cookie)?;
        let Header { id, flags, .. } = *message.header();
        let is_checking_disabled = flags.is_checking_disabled();
        Ok(Self { id, flags: repeated(flags), is_checking_disabled, question, edns, client_cookie })
    }

    pub(super) fn has_unknown_edns_version(&self) -> bool {
        self.edns.is_some_and(|edns| edns.version > 0)
    }
}

/// The flags of a response that repeats what `query` had.
const fn repeated(query: Flags) -> Flags {
    Flags(query.0 & REPEATED_FLAGS).with(Flags::RESPONSE)
}

/// A client's cookie; FORMERR where the option has a length that no cookie has (RFC 7873 §5.2.2).
fn client_cookie(edns: &Edns<'_>) -> Result<Option<[u8; CLIENT_COOKIE_OCTETS]>, Rcode> {
    let Some(option) = edns.options.iter().find(|option| option.code == EdnsOption::COOKIE) else { return Ok(None) };
    match option.octets.len() {
        CLIENT_COOKIE_OCTETS | 16..=40 => Ok(option.octets.first_chunk().copied()),
        _ => Err(Rcode::FORMERR),
    }
}

/// A response of a header alone, as NSD gives it to what it cannot read.
#[derive(Debug)]
pub(super) struct Refusal {
    id: u16,
    flags: Flags,
}

impl Refusal {
    pub(super) fn of(message: &Message<'_>, rcode: Rcode) -> Self {
        let header = message.header();
        Self { id: header.id, flags: repeated(header.flags).with_rcode(rcode) }
    }

    pub(super) fn write(&self, buffer: &mut [u8]) -> Result<usize, NoSpace> {
        Encoder::new(buffer, self.id, self.flags).map(|encoder| encoder.finish().len())
    }
}
