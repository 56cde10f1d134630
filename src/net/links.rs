//! The sockets, and the one place that waits for them: it knows whose they are by a key, and nothing of batches.

use core::hash::Hash;
use core::net::SocketAddr;
use core::ops::Range;
use core::time::Duration;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::io::ErrorKind;
use std::time::Instant;
use std::vec::Vec;

use mio::{Events, Poll, Registry, Token};

use super::random::OsRandom;
use super::redirects::Redirects;
use super::tcp::TcpLink;
use super::udp::UdpLink;
use crate::exchange::{CONNECT_LIMIT, Path, Transmit, Transport, TransportFailure};
use crate::wire::MAX_MESSAGE_OCTETS;

/// How many readiness events are taken in at once; the others are told by the next wait.
const EVENTS_PER_WAIT: usize = 256;

/// How many arrivals there are at most before the caller gets to see its timers again, however fast packets come.
const ARRIVALS_PER_WAIT: usize = 256;

/// The sockets of all exchanges under way: at most one for each key.
pub(super) struct Links<K> {
    poll: Poll,
    /// A descriptor set aside: as long as it is there, a link can be opened.
    reserve: Option<Registry>,
    events: Events,
    redirects: Redirects,
    by_token: HashMap<Token, Link<K>>,
    tokens: HashMap<K, Token>,
    /// Never used twice, so that a late event of a closed socket finds nobody.
    next_token: usize,
    /// The links that may have something to tell, each at most once. Readiness is told only once (mio is edge-triggered),
    /// so a link stays here until it had to say "would block".
    ready: VecDeque<Token>,
    arrivals_left: usize,
    /// TCP links in the order in which they began, which is the order in which their handshakes must be over.
    handshakes: VecDeque<(Instant, Token)>,
    connect_limit: Duration,
    /// For every datagram, and for what a stream brings at once.
    buffer: Vec<u8>,
}

/// What came of a link.
pub(super) struct Arrival<'a, K> {
    /// Whose link.
    pub(super) key: K,
    /// The try that was transmitted.
    pub(super) attempt: u8,
    /// Where the query was meant to go, before redirection.
    pub(super) destination: SocketAddr,
    /// The link's transport.
    pub(super) transport: Transport,
    /// Since the link was opened.
    pub(super) elapsed: Duration,
    /// A message, or why there will be none: then the link is closed already.
    pub(super) outcome: Result<&'a [u8], TransportFailure>,
}

/// Whether a query left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// Sent, or for TCP: about to be.
    Sent,
    /// It could not be sent; why is the link's next arrival.
    Failed,
}

/// How far a socket got.
pub(super) enum Progress {
    /// It would block.
    Idle,
    /// A message: these octets of the buffer (UDP) or of what the link received (TCP).
    Message(Range<usize>),
    /// No more will come.
    Failed(TransportFailure),
}

struct Link<K> {
    key: K,
    attempt: u8,
    destination: SocketAddr,
    transport: Transport,
    opened: Instant,
    queue: Queue,
    socket: Socket,
}

/// Whether a link stands in `Links::ready`.
#[derive(PartialEq, Eq)]
enum Queue {
    In,
    Out,
}

enum Socket {
    Udp(UdpLink),
    Tcp(TcpLink),
    /// There is none (any more), which is still to be told.
    Failed(TransportFailure),
}

impl<K: Copy + Eq + Hash> Links<K> {
    pub(super) fn new(redirects: Redirects) -> io::Result<Self> {
        Ok(Self {
            poll: Poll::new()?,
            reserve: None,
            events: Events::with_capacity(EVENTS_PER_WAIT),
            redirects,
            by_token: HashMap::new(),
            tokens: HashMap::new(),
            next_token: 0,
            ready: VecDeque::new(),
            arrivals_left: 0,
            handshakes: VecDeque::new(),
            connect_limit: CONNECT_LIMIT,
            buffer: std::vec![0; MAX_MESSAGE_OCTETS],
        })
    }

    /// Whether a link can be opened: asked before a query is drawn up, because its time runs from then. Without a
    /// descriptor it can once another link is closed; where no other is open the want of descriptors is to be told.
    pub(super) fn has_room(&mut self) -> bool {
        if self.reserve.is_none() {
            // A copy of the readiness queue's: it needs no address family, and nothing comes by it.
            self.reserve = self.poll.registry().try_clone().ok();
        }
        self.reserve.is_some() || self.by_token.is_empty()
    }

    /// Sends `octets` by a new link, in place of the one that `key` may have. A failure is this link's alone, and an
    /// arrival like any other.
    pub(super) fn open(&mut self, key: K, transmit: &Transmit, octets: &[u8], random: &mut OsRandom) -> Opened {
        self.close(key);
        let opened = Instant::now();
        let token = Token(self.next_token);
        self.next_token = self.next_token.wrapping_add(1);
        let mut socket = self.open_socket(token, transmit, octets, random);
        if matches!(socket, Err(TransportFailure::Local)) && self.reserve.take().is_some() {
            socket = self.open_socket(token, transmit, octets, random);
        }
        let socket = socket.unwrap_or_else(Socket::Failed);
        let Transmit { attempt, destination, transport, .. } = *transmit;
        self.tokens.insert(key, token);
        self.by_token.insert(token, Link { key, attempt, destination, transport, opened, queue: Queue::Out, socket });
        self.attend(token, opened)
    }

    /// Closes the link of `key`, if it has one. What it may still have had to tell is lost.
    pub(super) fn close(&mut self, key: K) {
        if let Some(token) = self.tokens.remove(&key) {
            self.remove(token);
        }
    }

    /// Closes every link.
    pub(super) fn close_all(&mut self) {
        for (_, mut link) in self.by_token.drain() {
            link.socket.deregister(self.poll.registry());
        }
        self.tokens.clear();
        self.ready.clear();
        self.handshakes.clear();
    }

    /// Sleeps until a link has something to tell, for `timeout` at most, or until a signal comes. It may wake for nothing.
    pub(super) fn wait(&mut self, timeout: Duration) -> io::Result<()> {
        let timeout = self.shortened(timeout);
        match self.poll.poll(&mut self.events, Some(timeout)) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            polled => polled?,
        }
        for event in &self.events {
            enqueue(&mut self.by_token, &mut self.ready, event.token());
        }
        self.end_late_handshakes();
        self.arrivals_left = ARRIVALS_PER_WAIT;
        Ok(())
    }

    /// The next thing that a link has to tell; `None`: [`wait`](Self::wait). Each link in turn tells one thing.
    pub(super) fn next_arrival(&mut self) -> Option<Arrival<'_, K>> {
        while self.arrivals_left > 0 {
            let token = self.ready.pop_front()?;
            let Some(link) = self.by_token.get_mut(&token) else { continue };
            match link.socket.advance(&mut self.buffer) {
                Progress::Idle => link.queue = Queue::Out,
                Progress::Message(range) => {
                    self.arrivals_left -= 1;
                    self.ready.push_back(token);
                    return self.message(token, range);
                }
                Progress::Failed(kind) => {
                    self.arrivals_left -= 1;
                    return self.failure(token, kind);
                }
            }
        }
        None
    }

    fn open_socket(
        &mut self,
        token: Token,
        transmit: &Transmit,
        octets: &[u8],
        random: &mut OsRandom,
    ) -> Result<Socket, TransportFailure> {
        let target = self.redirects.target(transmit.destination).ok_or(TransportFailure::Unreachable)?;
        let mut socket = match (transmit.transport, transmit.path) {
            // A pool of sockets is for bulk. Without one, the safer path serves.
            (Transport::Udp, Path::Fresh | Path::Pool(_)) => Socket::Udp(UdpLink::open(target, octets, random)?),
            (Transport::Tcp, _) => Socket::Tcp(TcpLink::open(target, octets)?),
        };
        // What came in before the registration is told all the same: each system looks at the state when it registers.
        socket.register(self.poll.registry(), token).map_err(|_| TransportFailure::Local)?;
        Ok(socket)
    }

    /// Looks after a link that has just been opened.
    fn attend(&mut self, token: Token, opened: Instant) -> Opened {
        match self.by_token.get(&token).map(|link| &link.socket) {
            Some(Socket::Udp(_)) => Opened::Sent,
            Some(Socket::Tcp(_)) => {
                self.handshakes.push_back((opened + self.connect_limit, token));
                Opened::Sent
            }
            Some(Socket::Failed(_)) | None => {
                enqueue(&mut self.by_token, &mut self.ready, token);
                Opened::Failed
            }
        }
    }

    /// No sleep while a link has more to tell, and none past the end of a handshake.
    fn shortened(&mut self, timeout: Duration) -> Duration {
        if !self.ready.is_empty() {
            return Duration::ZERO;
        }
        match self.first_handshake() {
            Some((deadline, _)) => timeout.min(deadline.saturating_duration_since(Instant::now())),
            None => timeout,
        }
    }

    /// Ends the handshakes that took too long, as silent. To leave a SYN without an answer to the exchange's deadline was rejected: where TCP comes first (`--tcp`, a truncated answer)
    /// that deadline is seconds later.
    fn end_late_handshakes(&mut self) {
        while let Some((deadline, token)) = self.first_handshake() {
            let Some(link) = self.by_token.get_mut(&token) else { return };
            // In the queue: this program was late, perhaps not the handshake. The next wait knows.
            if deadline > Instant::now() || link.queue == Queue::In {
                return;
            }
            link.socket.deregister(self.poll.registry());
            link.socket = Socket::Failed(TransportFailure::Silent);
            enqueue(&mut self.by_token, &mut self.ready, token);
        }
    }

    /// The handshake under way that must be over first; those before it are over.
    fn first_handshake(&mut self) -> Option<(Instant, Token)> {
        while let Some(&(deadline, token)) = self.handshakes.front() {
            if self.by_token.get(&token).is_some_and(Link::is_connecting) {
                return Some((deadline, token));
            }
            self.handshakes.pop_front();
        }
        None
    }

    fn message(&self, token: Token, range: Range<usize>) -> Option<Arrival<'_, K>> {
        let link = self.by_token.get(&token)?;
        let received = match &link.socket {
            Socket::Tcp(stream) => stream.received(),
            Socket::Udp(_) | Socket::Failed(_) => &self.buffer,
        };
        Some(link.arrival(received.get(range).ok_or(TransportFailure::Local)))
    }

    fn failure(&mut self, token: Token, kind: TransportFailure) -> Option<Arrival<'_, K>> {
        let link = self.remove(token)?;
        self.tokens.remove(&link.key);
        Some(link.arrival(Err(kind)))
    }

    fn remove(&mut self, token: Token) -> Option<Link<K>> {
        let mut link = self.by_token.remove(&token)?;
        link.socket.deregister(self.poll.registry());
        Some(link)
    }
}

/// Puts a link in the queue, unless it is there or closed.
fn enqueue<K>(by_token: &mut HashMap<Token, Link<K>>, ready: &mut VecDeque<Token>, token: Token) {
    if let Some(link) = by_token.get_mut(&token).filter(|link| link.queue == Queue::Out) {
        link.queue = Queue::In;
        ready.push_back(token);
    }
}

impl<K: Copy> Link<K> {
    fn is_connecting(&self) -> bool {
        matches!(&self.socket, Socket::Tcp(stream) if stream.is_connecting())
    }

    fn arrival<'a>(&self, outcome: Result<&'a [u8], TransportFailure>) -> Arrival<'a, K> {
        let Self { key, attempt, destination, transport, .. } = *self;
        Arrival { key, attempt, destination, transport, elapsed: self.opened.elapsed(), outcome }
    }
}

impl Socket {
    fn advance(&mut self, buffer: &mut [u8]) -> Progress {
        match self {
            Self::Udp(link) => link.advance(buffer),
            Self::Tcp(link) => link.advance(buffer),
            Self::Failed(kind) => Progress::Failed(*kind),
        }
    }

    fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        match self {
            Self::Udp(link) => link.register(registry, token),
            Self::Tcp(link) => link.register(registry, token),
            Self::Failed(_) => Ok(()),
        }
    }

    /// A socket that cannot be deregistered is closed next, and closing deregisters it too.
    fn deregister(&mut self, registry: &Registry) {
        let _ = match self {
            Self::Udp(link) => link.deregister(registry),
            Self::Tcp(link) => link.deregister(registry),
            Self::Failed(_) => Ok(()),
        };
    }
}

#[cfg(test)]
mod tests;
