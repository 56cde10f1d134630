//! One question to one server address: ids, case, retries, the EDNS ladder, TCP after truncation, forgery.
//!
//! [`Exchange`] is a state machine without I/O. It never reads a clock, opens a socket or draws randomness by itself:
//! the caller gives the time and the [`Random`] source, sends what [`Exchange::poll_transmit`] writes, and hands in what
//! comes back. It knows nothing of zones.

use core::net::SocketAddr;
use core::time::Duration;

use crate::wire::Rcode;

/// Where an exchange gets its ids, ports' company and letter cases from: the operating system's randomness, or a seed.
pub trait Random {
    /// Fills `octets` with random octets.
    fn fill(&mut self, octets: &mut [u8]);
}

/// Room for every query with its EDNS record and, over TCP, its length prefix.
pub const MAX_TRANSMIT_OCTETS: usize = 512;

/// How to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// RD: set for resolvers alone.
    pub recursion: Recursion,
    /// UDP first, or TCP alone.
    pub transports: Transports,
    /// The most transmissions, over both transports.
    pub tries: u8,
    /// The sockets that UDP queries leave by.
    pub path: Path,
}

/// Whether the server is asked to look further (RD).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recursion {
    /// An authoritative server: RD=0.
    NotDesired,
    /// A recursive resolver: RD=1.
    Desired,
}

/// Which transports may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transports {
    /// UDP, and TCP where UDP is truncated, silent or not to be trusted.
    UdpThenTcp,
    /// TCP alone.
    TcpOnly,
}

/// Which socket a UDP query leaves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// A new connected socket on a new random port for each transmission.
    Fresh,
    /// One of so many unconnected sockets on random ports.
    Pool(u16),
}

/// UDP or TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Datagrams.
    Udp,
    /// A stream, each message behind its length.
    Tcp,
}

/// A packet to send: `len` octets of the buffer that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmit {
    /// Which try this is; every [`Input`] names it, so that late packets of an earlier one are known.
    pub attempt: u8,
    /// UDP, or TCP (then the length prefix is part of the octets, to go out in one write).
    pub transport: Transport,
    /// The socket to use for UDP.
    pub path: Path,
    /// Where to.
    pub destination: SocketAddr,
    /// How many octets of the buffer.
    pub len: usize,
}

/// What happened.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A datagram, or one message of a TCP stream without its length.
    Message {
        /// The try whose socket it came in by.
        attempt: u8,
        /// The message.
        octets: &'a [u8],
    },
    /// The socket of a try can do no more.
    TransportFailed {
        /// The try.
        attempt: u8,
        /// Why.
        kind: TransportFailure,
    },
    /// The moment of [`Exchange::poll_timeout`] has come.
    Timeout,
}

/// Why a socket can do no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportFailure {
    /// Nobody listens: ICMP port unreachable, or RST to a SYN.
    Refused,
    /// The host or its network cannot be reached, or a firewall forbids it.
    Unreachable,
    /// This machine has no route to such an address.
    NoRoute,
    /// The stream ended or was reset before a whole message.
    Closed,
    /// This machine's own trouble: no descriptor, no memory.
    Local,
}

/// What to do after an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing: keep waiting on the same socket.
    Wait,
    /// This try is over: close its socket, then drain [`Exchange::poll_transmit`].
    Transmit,
    /// The octets just handed in are the response.
    Answered,
    /// There will be no response.
    Failed(Failure),
}

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// Silence, over UDP and TCP.
    Timeout,
    /// Nobody listens there, over UDP and TCP.
    Refused,
    /// The address cannot be reached.
    Unreachable,
    /// This machine has no route to such an address (IPv6, say): nothing was sent.
    NoRoute,
    /// Only messages came that are none, or no answer to the question.
    Malformed,
    /// The answer needs TCP, and TCP is not to be had.
    Truncated,
    /// Only a header came, without the question, with this code.
    BareRcode(Rcode),
    /// This machine's own trouble: no descriptor, no memory.
    Local,
}

/// What an exchange observed beside the response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// From the transmission that was answered to its answer.
    pub rtt: Option<Duration>,
    /// How many transmissions there were.
    pub attempts: u8,
    /// The transport of the last one.
    pub transport: Option<Transport>,
    /// The server needed a query without EDNS.
    pub no_edns: bool,
    /// The server did not echo the case of the question.
    pub case_folded: bool,
}
