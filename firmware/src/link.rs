//! A link that keeps to a script: what comes back after each transmission, and when. Much is lost, late, doubled or forged.

use core::time::Duration;

use txtproof::exchange::{Transmit, Transport, TransportFailure};
use txtproof::time::Instant;
use txtproof::wire::LENGTH_PREFIX_OCTETS;

use crate::reply::{HEAD_OCTETS, Reply};

/// The one buffer for packets: a query, then what comes back. The exchange asks for no more than 1,232 octets over UDP; over
/// TCP they stand behind their length, and this firmware takes no more there.
pub const PACKET_OCTETS: usize = 1232 + LENGTH_PREFIX_OCTETS;

/// Something that comes back.
#[derive(Debug)]
pub(crate) struct Event {
    /// The transmission that it belongs to, the first being 1. If that is never sent, neither does this come.
    pub(crate) attempt: u8,
    /// How long after it.
    pub(crate) after: Duration,
    pub(crate) what: What,
}

/// What comes back.
#[derive(Debug)]
pub(crate) enum What {
    /// A reply with the transmission's id and question.
    Reply(&'static Reply),
    /// A reply of somebody who has not seen the transmission: its id has these bits flipped.
    Forged(&'static Reply, u16),
    /// The network's word that the socket can do no more.
    Failure(TransportFailure),
}

/// Something that has come: the octets stand in the packet.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// When.
    pub at: Instant,
    /// The transmission that it belongs to.
    pub attempt: u8,
    /// What it is.
    pub what: Arrived,
}

/// What has come, and how many octets of it.
#[derive(Clone, Copy, Debug)]
pub enum Arrived {
    /// A datagram.
    Datagram(usize),
    /// A message of a stream, behind its length.
    Stream(usize),
    /// The network's word that the socket can do no more.
    Failure(TransportFailure),
}

const MAX_TRANSMISSIONS: usize = 4;

/// The link, and what has gone out over it.
#[derive(Debug)]
pub struct Link {
    events: &'static [Event],
    /// One bit for each event that has been delivered.
    delivered: u32,
    sent: [Option<Sent>; MAX_TRANSMISSIONS],
}

/// A transmission, as far as a reply repeats it.
#[derive(Clone, Copy, Debug)]
struct Sent {
    at: Instant,
    transport: Transport,
    head: [u8; HEAD_OCTETS],
}

impl Link {
    /// A link that nothing comes over.
    pub const fn idle() -> Self {
        Self { events: &[], delivered: 0, sent: [None; MAX_TRANSMISSIONS] }
    }

    pub(crate) fn begin(&mut self, events: &'static [Event]) {
        *self = Self { events, ..Self::idle() };
    }

    /// Takes a transmission.
    pub fn send(&mut self, now: Instant, transmit: &Transmit, octets: &[u8]) {
        let message = match transmit.transport {
            Transport::Udp => octets,
            Transport::Tcp => &octets[LENGTH_PREFIX_OCTETS..],
        };
        let head = *message.first_chunk().expect("a query has a header and the question");
        let sent = Sent { at: now, transport: transmit.transport, head };
        self.sent[usize::from(transmit.attempt) - 1] = Some(sent);
    }

    /// What comes next, if anything comes before `until`.
    pub fn receive(&mut self, until: Instant, packet: &mut [u8; PACKET_OCTETS]) -> Option<Arrival> {
        let (index, at) = self.next().filter(|(_, at)| *at < until)?;
        self.delivered |= 1 << index;
        let event = &self.events[index];
        let sent = self.sent(event)?;
        let what = match event.what {
            What::Reply(reply) => sent.deliver(reply, 0, packet),
            What::Forged(reply, bits) => sent.deliver(reply, bits, packet),
            What::Failure(kind) => Arrived::Failure(kind),
        };
        Some(Arrival { at, attempt: event.attempt, what })
    }

    /// The earliest event still to come of those whose transmission is out.
    fn next(&self) -> Option<(usize, Instant)> {
        let open = self.events.iter().enumerate().filter(|(index, _)| self.delivered & 1 << index == 0);
        open.filter_map(|(index, event)| Some((index, self.sent(event)?.at + event.after))).min_by_key(|(_, at)| *at)
    }

    fn sent(&self, event: &Event) -> Option<Sent> {
        self.sent[usize::from(event.attempt) - 1]
    }
}

impl Sent {
    fn deliver(&self, reply: &Reply, id_bits: u16, packet: &mut [u8; PACKET_OCTETS]) -> Arrived {
        match self.transport {
            Transport::Udp => Arrived::Datagram(reply.write(&self.head, id_bits, packet)),
            Transport::Tcp => {
                let (prefix, room) = packet.split_first_chunk_mut().expect("a packet is longer than its length");
                let len = reply.write(&self.head, id_bits, room);
                *prefix = u16::try_from(len).expect("a packet is short").to_be_bytes();
                Arrived::Stream(len + LENGTH_PREFIX_OCTETS)
            }
        }
    }
}
