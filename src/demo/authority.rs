//! The embedded authority: queries in, responses out, pure.

use std::vec::Vec;

use super::lookup::look_up;
use super::reply::Reply;
use super::request::{Refusal, Request};
use super::zone::Zone;
use crate::exchange::Transport;
use crate::wire::{Class, Flags, Message, Rcode, RecordType};

/// The largest UDP payload that the authority sends, and asks for, in octets.
pub(super) const MAX_UDP_OCTETS: u16 = 1232; // RFC 9715 §3.1

/// An authoritative name server without sockets: what it serves, and how it behaves.
///
/// ```
/// use txtproof::demo::{Authority, Manner, Zone};
/// use txtproof::exchange::Transport;
/// use txtproof::wire::{Class, Encoder, Flags, Message, Name, RecordType};
///
/// let zone = Zone::parse("shop.example", "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n_x TXT token")?;
/// let authority = Authority { zones: vec![zone], manner: Manner::Honest };
///
/// let name: Name = "_x.shop.example".parse()?;
/// let mut buffer = [0; 512];
/// let mut query = Encoder::new(&mut buffer, 7, Flags::default())?;
/// query.question(name.to_ref(), RecordType::TXT, Class::IN)?;
/// let mut buffer = [0; 512];
/// let response = authority.respond(query.finish(), Transport::Udp, &mut buffer).unwrap();
/// assert!(Message::read(response)?.header().flags.is_authoritative());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Authority {
    /// The zones, in any order. A question goes to the one that encloses it most closely; of several with one origin, to
    /// the first.
    pub zones: Vec<Zone>,
    /// What it does with what it knows.
    pub manner: Manner,
}

/// How a name server behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// As the RFCs say.
    #[default]
    Honest,
    /// It never answers, over UDP or TCP; nothing refuses either.
    Silent,
    /// It answers as a cache does: the right records, RA instead of AA.
    NotAuthoritative,
    /// It refers every question to the root.
    RefersUpward,
    /// REFUSED to every question.
    RefusesAll,
    /// SERVFAIL to every question.
    Fails,
    /// Every response lacks its last octet.
    CutsResponses,
    /// FORMERR, without the question, to every query with EDNS.
    RejectsEdns,
    /// The question comes back in lower case.
    FoldsCase,
    /// Nobody listens on its TCP port.
    WithoutTcp,
    /// Nobody listens at all: its machine refuses UDP and TCP.
    Absent,
    /// Several machines share its address, each with a copy of the zone of its own: of several zones with one origin, the
    /// query's id says which answers, as a source port says it where packets are spread.
    TakesTurns,
    /// It is a resolver that holds every signature for bogus: SERVFAIL, and what a cache says where the query has CD.
    FailsToValidate,
}

impl Authority {
    /// The response to `query`, written into `buffer`; `None`: there is none, because the query is none (shorter than a
    /// header, or itself a response), because of the manner, or because `buffer` cannot hold even the question.
    pub fn respond<'b>(&self, query: &[u8], transport: Transport, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        let message = Message::read(query).ok().filter(|message| !message.header().flags.is_response())?;
        if self.is_mute_over(transport) {
            return None;
        }
        let written = match self.read(&message) {
            Ok(request) => self.reply(&request).write(&request, transport, buffer),
            Err(rcode) => Refusal::of(&message, rcode).write(buffer),
        };
        let cut = usize::from(self.manner == Manner::CutsResponses);
        let len = written.ok()?.saturating_sub(cut);
        buffer.get(..len)
    }

    fn is_mute_over(&self, transport: Transport) -> bool {
        match self.manner {
            Manner::Silent | Manner::Absent => true,
            Manner::WithoutTcp => transport == Transport::Tcp,
            _ => false,
        }
    }

    /// The query as this server understands it; the code is why it does not.
    fn read<'q>(&self, message: &Message<'q>) -> Result<Request<'q>, Rcode> {
        let mut request = Request::read(message)?;
        match self.manner {
            Manner::RejectsEdns if request.edns.is_some() => return Err(Rcode::FORMERR),
            Manner::FoldsCase => request.question.name = request.question.name.to_lower_case(),
            _ => {}
        }
        Ok(request)
    }

    fn reply(&self, request: &Request<'_>) -> Reply {
        if request.has_unknown_edns_version() {
            return Reply::code(Rcode::BADVERS);
        }
        match self.manner {
            Manner::RefusesAll => Reply::code(Rcode::REFUSED),
            Manner::Fails => Reply::code(Rcode::SERVFAIL),
            Manner::RefersUpward => Reply::upward_referral(),
            Manner::FailsToValidate if !request.is_checking_disabled => {
                Reply::code(Rcode::SERVFAIL).with_flags(Flags::RECURSION_AVAILABLE)
            }
            Manner::NotAuthoritative | Manner::FailsToValidate => {
                self.answer(request).with_flags(Flags::RECURSION_AVAILABLE)
            }
            _ => self.answer(request),
        }
    }

    fn answer(&self, request: &Request<'_>) -> Reply {
        let question = &request.question;
        if is_meta_type(question.record_type) {
            return Reply::code(Rcode::NOTIMP);
        }
        let zone = self.closest_zone(request).filter(|_| question.class == Class::IN);
        zone.map_or(Reply::code(Rcode::REFUSED), |zone| look_up(zone, &question.name, question.record_type))
    }

    /// The zone that encloses the name most closely; for DS, the one on the parent's side of a cut (RFC 4035 §3.1.4.1).
    fn closest_zone(&self, request: &Request<'_>) -> Option<&Zone> {
        let name = &request.question.name;
        let enclosing = || self.zones.iter().filter(|zone| name.is_at_or_below(zone.origin()));
        let depth = |zone: &&Zone| zone.origin().label_count();
        let parent = enclosing().filter(|zone| zone.origin() != name).max_by_key(depth);
        let is_parents = request.question.record_type == RecordType::DS;
        let closest = parent.filter(|_| is_parents).or_else(|| enclosing().max_by_key(depth))?;
        let copies = || enclosing().filter(|zone| zone.origin() == closest.origin());
        let turn = if self.manner == Manner::TakesTurns { usize::from(request.id) } else { 0 };
        copies().nth(turn.checked_rem(copies().count())?)
    }
}

/// Types that only make sense in questions and transactions, `ANY` aside (RFC 6895 §3.1): zone transfers, TSIG, TKEY.
const fn is_meta_type(record_type: RecordType) -> bool {
    matches!(record_type.0, 41 | 128..=254)
}

#[cfg(test)]
mod tests;
