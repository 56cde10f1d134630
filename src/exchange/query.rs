//! Writing the query: one question, and EDNS with a cookie where the rung wants it.

use super::state::{ClientCookie, MAX_COOKIE_OPTION_OCTETS, ServerCookie};
use super::{MAX_TRANSMIT_OCTETS, Random, Recursion, Transport};
use crate::wire::{
    Edns, EdnsOption, EdnsOptions, Encoder, Flags, HEADER_OCTETS, LENGTH_PREFIX_OCTETS, MAX_NAME_OCTETS, Name, NoSpace,
    Question,
};

/// The largest response over UDP that is asked for: what passes every path without fragments (RFC 9715).
const UDP_PAYLOAD_OCTETS: u16 = 1232;

/// Type and class behind a question's name; owner, type, class, TTL and RDLENGTH of an OPT record.
const QUESTION_TAIL_OCTETS: usize = 4;
const OPT_OCTETS: usize = 11;

// Every query fits.
const _: () = assert!(
    LENGTH_PREFIX_OCTETS
        + HEADER_OCTETS
        + MAX_NAME_OCTETS
        + QUESTION_TAIL_OCTETS
        + OPT_OCTETS
        + MAX_COOKIE_OPTION_OCTETS
        <= MAX_TRANSMIT_OCTETS
);

/// One bit for the case of each letter.
const COIN_OCTETS: usize = 32;
const _: () = assert!(COIN_OCTETS * 8 >= MAX_NAME_OCTETS);

/// What is random in a transmission, drawn anew for each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draw {
    pub(super) id: u16,
    coins: [u8; COIN_OCTETS],
}

impl Draw {
    pub(super) fn new(random: &mut impl Random) -> Self {
        let mut octets = [0; 2 + COIN_OCTETS];
        random.fill(&mut octets);
        let [high, low, coins @ ..] = octets;
        Self { id: u16::from_be_bytes([high, low]), coins }
    }

    /// The name with the case of each letter tossed (draft-vixie-dnsext-dns0x20).
    pub(super) fn toss_case(&self, name: &Name) -> Name {
        let bits = |octet: u8| (0..8_u8).map(move |bit| octet >> bit & 1 == 1);
        name.with_case(self.coins.into_iter().flat_map(bits))
    }
}

/// A query as one rung sends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Query<'q> {
    pub(super) id: u16,
    pub(super) recursion: Recursion,
    pub(super) question: &'q Question,
    pub(super) form: Form,
    pub(super) server_cookie: Option<ServerCookie>,
    pub(super) transport: Transport,
}

/// With EDNS or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// With our cookie for this address, and the server's where it has given one.
    Edns(ClientCookie),
}

impl Form {
    /// The client cookie that it carries.
    pub(super) const fn cookie(self) -> Option<ClientCookie> {
        match self {
            Self::Plain => None,
            Self::Edns(client) => Some(client),
        }
    }
}

impl Query<'_> {
    /// Writes the query, over TCP behind its length; gives how many octets there are. They always fit.
    pub(super) fn write(&self, buffer: &mut [u8; MAX_TRANSMIT_OCTETS]) -> Result<usize, NoSpace> {
        match self.transport {
            Transport::Udp => self.encode(buffer),
            Transport::Tcp => {
                let (prefix, room) = buffer.split_first_chunk_mut::<LENGTH_PREFIX_OCTETS>().ok_or(NoSpace)?;
                let len = self.encode(room)?;
                *prefix = u16::try_from(len).map_err(|_| NoSpace)?.to_be_bytes();
                Ok(len.saturating_add(LENGTH_PREFIX_OCTETS))
            }
        }
    }

    fn encode(&self, room: &mut [u8]) -> Result<usize, NoSpace> {
        let flags = match self.recursion {
            Recursion::NotDesired => Flags::default(),
            Recursion::Desired => Flags::default().with(Flags::RECURSION_DESIRED | Flags::AUTHENTIC_DATA),
            Recursion::DesiredUnchecked => Flags::default().with(Flags::RECURSION_DESIRED | Flags::CHECKING_DISABLED),
        };
        let mut encoder = Encoder::new(room, self.id, flags)?;
        encoder.question(self.question.name.to_ref(), self.question.record_type, self.question.class)?;
        if let Form::Edns(client) = self.form {
            let mut option = [0; MAX_COOKIE_OPTION_OCTETS];
            let option = cookie_option(&mut option, client, self.server_cookie.as_ref())?;
            let options = EdnsOptions::from_octets(option).map_err(|_| NoSpace)?;
            encoder.edns(&Edns { udp_octets: UDP_PAYLOAD_OCTETS, extended_rcode: 0, version: 0, flags: 0, options })?;
        }
        Ok(encoder.finish().len())
    }
}

/// Writes the COOKIE option (RFC 7873 §4).
fn cookie_option<'b>(
    buffer: &'b mut [u8; MAX_COOKIE_OPTION_OCTETS],
    client: ClientCookie,
    server: Option<&ServerCookie>,
) -> Result<&'b [u8], NoSpace> {
    let server = server.map_or(&[][..], ServerCookie::octets);
    let length = u16::try_from(client.len().saturating_add(server.len())).map_err(|_| NoSpace)?;
    let mut len = 0_usize;
    for part in [&EdnsOption::COOKIE.to_be_bytes(), &length.to_be_bytes(), &client[..], server] {
        let end = len.saturating_add(part.len());
        buffer.get_mut(len..end).ok_or(NoSpace)?.copy_from_slice(part);
        len = end;
    }
    buffer.get(..len).ok_or(NoSpace)
}
