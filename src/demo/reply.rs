//! A response before it is octets, and its way into a buffer.

use std::vec::Vec;

use super::authority::MAX_UDP_OCTETS;
use super::request::Request;
use super::zone::RecordSet;
use crate::exchange::Transport;
use crate::wire::{Class, Edns, EdnsOption, Encoder, Flags, MAX_MESSAGE_OCTETS, Name, NoSpace};
use crate::wire::{Rcode, Rdata, RecordType, Section};

/// What a client without EDNS takes over UDP, in octets.
const PLAIN_UDP_OCTETS: u16 = 512; // RFC 1035 §2.3.4

/// DO: the one EDNS flag, which a response repeats (RFC 3225 §3).
const DNSSEC_OK: u16 = 0x8000;

/// The three sections, the code and the flags of a response.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    rcode: Rcode,
    flags: u16,
    records: Vec<(Section, Name, RecordSet)>,
}

impl Reply {
    /// A response without records.
    pub(super) const fn code(rcode: Rcode) -> Self {
        Self { rcode, flags: 0, records: Vec::new() }
    }

    /// A response with AA whose records are still to come.
    pub(super) const fn authoritative() -> Self {
        Self { rcode: Rcode::NOERROR, flags: Flags::AUTHORITATIVE, records: Vec::new() }
    }

    /// What a server that knows nothing of a zone gave in older days: the way to the root.
    pub(super) fn upward_referral() -> Self {
        let labels: [&[u8]; 3] = [b"a", b"root-servers", b"net"];
        let server = Name::from_labels(labels).unwrap_or(Name::root());
        let rdata = Vec::from([server.octets().to_vec()]);
        let mut reply = Self::code(Rcode::NOERROR);
        reply.add(Section::Authority, &Name::root(), RecordSet { record_type: RecordType::NS, ttl: 518_400, rdata });
        reply
    }

    pub(super) const fn with_rcode(mut self, rcode: Rcode) -> Self {
        self.rcode = rcode;
        self
    }

    /// These flags in place of AA.
    pub(super) const fn with_flags(mut self, flags: u16) -> Self {
        self.flags = flags;
        self
    }

    /// Adds an `RRset`. Sections come in their order.
    pub(super) fn add(&mut self, section: Section, owner: &Name, set: RecordSet) {
        self.records.push((section, owner.clone(), set));
    }

    pub(super) fn has_answer(&self) -> bool {
        self.records.iter().any(|(section, ..)| *section == Section::Answer)
    }

    /// Whether an alias at `name` is in the answer already.
    pub(super) fn has_alias(&self, name: &Name) -> bool {
        self.records.iter().any(|(_, owner, set)| owner == name && set.record_type == RecordType::CNAME)
    }

    /// Writes the response; over UDP, what exceeds the client's limit goes out with TC and empty sections (RFC 2181 §9).
    pub(super) fn write(
        &self,
        request: &Request<'_>,
        transport: Transport,
        buffer: &mut [u8],
    ) -> Result<usize, NoSpace> {
        let limit = limit(request, transport).min(buffer.len());
        let buffer = buffer.get_mut(..limit).ok_or(NoSpace)?;
        self.write_with(0, &self.records, request, buffer)
            .or_else(|_| self.write_with(Flags::TRUNCATED, &[], request, buffer))
    }

    fn write_with(
        &self,
        flags: u16,
        records: &[(Section, Name, RecordSet)],
        request: &Request<'_>,
        buffer: &mut [u8],
    ) -> Result<usize, NoSpace> {
        let flags = request.flags.with(self.flags | flags).with_rcode(self.rcode);
        let mut encoder = Encoder::new(buffer, request.id, flags)?;
        let question = &request.question;
        encoder.question(question.name.to_ref(), question.record_type, question.class)?;
        for (section, owner, set) in records {
            for rdata in set.records() {
                encoder.record(*section, owner.to_ref(), set.record_type, Class::IN, set.ttl, &rdata)?;
            }
        }
        self.write_edns(request, &mut encoder)?;
        Ok(encoder.finish().len())
    }

    /// An OPT record answers one, never comes unasked (RFC 6891 §7), and carries the cookies where the client sent one.
    fn write_edns(&self, request: &Request<'_>, encoder: &mut Encoder<'_>) -> Result<(), NoSpace> {
        let Some(asked) = request.edns else { return Ok(()) };
        let cookie = request.client_cookie.map(cookie_option);
        let octets = cookie.as_ref().map_or(&[][..], |octets| octets);
        let Ok(Rdata::Opt(options)) = Rdata::from_octets(RecordType::OPT, Class::IN, octets) else {
            return Ok(());
        };
        let [_, extended_rcode] = (self.rcode.0 >> 4).to_be_bytes();
        let flags = asked.flags & DNSSEC_OK;
        encoder.edns(&Edns { udp_octets: MAX_UDP_OCTETS, extended_rcode, version: 0, flags, options })
    }
}

/// How many octets the response may have.
fn limit(request: &Request<'_>, transport: Transport) -> usize {
    let offered = request.edns.map_or(PLAIN_UDP_OCTETS, |edns| edns.udp_octets);
    match transport {
        Transport::Udp => usize::from(offered.clamp(PLAIN_UDP_OCTETS, MAX_UDP_OCTETS)),
        Transport::Tcp => MAX_MESSAGE_OCTETS,
    }
}

/// A COOKIE option: the client's cookie, then the server's, which is a hash of it alone. That proves nothing to a real
/// server; here it keeps the authority pure.
fn cookie_option(client: [u8; 8]) -> [u8; 20] {
    let fnv = |hash: u64, octet: &u8| (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3);
    let server = client.iter().fold(0xcbf2_9ce4_8422_2325, fnv).to_be_bytes();
    let mut option = [0; 20];
    let parts = [&EdnsOption::COOKIE.to_be_bytes()[..], &16_u16.to_be_bytes(), &client, &server];
    for (place, octet) in option.iter_mut().zip(parts.into_iter().flatten()) {
        *place = *octet;
    }
    option
}
