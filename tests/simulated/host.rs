//! One address of a name server: an authority, what else it does with its responses, and the way to it.

use core::time::Duration;

use txtproof::demo::{Authority, Manner};
use txtproof::exchange::{Transport, TransportFailure};
use txtproof::wire::{MAX_MESSAGE_OCTETS, Message, Question};

use super::forger::Forger;
use super::link::{Link, Tcp};
use super::random::Seeded;

/// What answers at one address.
pub(crate) struct Host {
    pub(crate) authority: Authority,
    pub(crate) link: Link,
    /// What it does with the responses of its authority, one after another.
    pub(crate) twists: Vec<Twist>,
    /// Who else answers in its name.
    pub(crate) forger: Option<Forger>,
}

/// Changes what leaves a host in response to one query: anything may be added, taken away, delayed or mangled.
pub(crate) type Twist = Box<dyn FnMut(&Query, &mut Vec<Departure>, &mut Seeded)>;

/// A query as it reaches a host, without the length that TCP needs.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) transport: Transport,
    pub(crate) octets: Vec<u8>,
}

/// What leaves a host.
#[derive(Clone, Debug)]
pub(crate) struct Departure {
    /// So long after the query came.
    pub(crate) after: Duration,
    pub(crate) source: Source,
    pub(crate) what: Payload,
}

/// Where a datagram seems to come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The address and port that the query went to.
    Asked,
    /// Another address or another port: the system hands it to nobody, since the client's socket is connected.
    Elsewhere,
}

/// What is under way to the client.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    /// A message; over TCP, its length goes in front of it.
    Message(Vec<u8>),
    /// Octets of a stream, as they are.
    Segment(Vec<u8>),
    /// The end of the socket.
    End(TransportFailure),
}

impl Query {
    pub(crate) fn message(&self) -> Message<'_> {
        Message::read(&self.octets).expect("the client sends messages")
    }

    pub(crate) fn question(&self) -> Question {
        let message = self.message();
        let question = message.question().expect("a sound query").expect("with a question");
        Question { name: question.name.to_name(), record_type: question.record_type, class: question.class }
    }

    pub(crate) fn has_edns(&self) -> bool {
        self.message().edns().expect("a sound query").is_some()
    }
}

impl Departure {
    pub(crate) const fn new(after: Duration, what: Payload) -> Self {
        Self { after, source: Source::Asked, what }
    }

    pub(crate) const fn message(octets: Vec<u8>) -> Self {
        Self::new(Duration::ZERO, Payload::Message(octets))
    }

    pub(crate) const fn end(kind: TransportFailure) -> Self {
        Self::new(Duration::ZERO, Payload::End(kind))
    }

    pub(crate) const fn message_mut(&mut self) -> Option<&mut Vec<u8>> {
        match &mut self.what {
            Payload::Message(octets) => Some(octets),
            Payload::Segment(_) | Payload::End(_) => None,
        }
    }
}

impl Host {
    /// What becomes of a connection to it.
    pub(crate) fn tcp(&self) -> Tcp {
        match (self.authority.manner, self.link.tcp) {
            (Manner::WithoutTcp, Tcp::Opens) => Tcp::Refused,
            (Manner::Silent, Tcp::Opens) => Tcp::Stalls,
            (_, tcp) => tcp,
        }
    }

    /// What it does with a query.
    pub(crate) fn react(&mut self, query: &Query, random: &mut Seeded) -> Vec<Departure> {
        // The authority keeps datagrams below 1232 octets.
        let room = if query.transport == Transport::Udp { 4096 } else { MAX_MESSAGE_OCTETS };
        let mut buffer = vec![0; room];
        let response = self.authority.respond(&query.octets, query.transport, &mut buffer);
        let mut departures: Vec<Departure> = response.map(<[u8]>::to_vec).map(Departure::message).into_iter().collect();
        if departures.is_empty() && query.transport == Transport::Tcp {
            departures.push(Departure::end(TransportFailure::Closed));
        }
        for twist in &mut self.twists {
            twist(query, &mut departures, random);
        }
        departures
    }
}
