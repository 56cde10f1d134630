//! The only place with sockets, a clock and the operating system's randomness: one readiness loop around a [`Batch`].
//!
//! [`prove`] runs one check; [`Net`] runs a batch of any size, to its end ([`Net::run`]) or turn by turn ([`Net::turn`]).
//! An exchange has at most one socket at a time, its link: UDP from a new connected socket on a new random port for each
//! transmission, TCP from a connection with one query. A link's trouble is its exchange's alone: it is told to the batch
//! and never ends the loop.
//!
//! Where the system has no descriptor left, exchanges wait until another one's link is closed; their time runs from their
//! first transmission, as always.
//!
//! A TCP handshake may take [`CONNECT_LIMIT`](crate::exchange::CONNECT_LIMIT); a SYN that is not answered until then is
//! told as [`Silent`](TransportFailure::Silent). Every other deadline is the exchange's own.
//!
//! # A whole program
//!
//! `cargo run --example one_shot`. The name servers that it asks are the demo's, of the feature `cli`; the rest takes
//! `std`.
//!
#![cfg_attr(feature = "cli", doc = "```")]
#![cfg_attr(not(feature = "cli"), doc = "```ignore")]
#![doc = include_str!("../examples/one_shot.rs")]
//! ```

mod failure;
mod links;
mod random;
mod redirects;
mod system;
mod tcp;
mod udp;

use core::fmt;
use core::net::SocketAddr;
use core::ops::ControlFlow;
use core::time::Duration;
use std::boxed::Box;
use std::io;

use crate::batch::{Batch, BatchPolicy, CheckId, Slot};
use crate::check::Check;
use crate::exchange::{Input, MAX_TRANSMIT_OCTETS, Step, Transmit, Transport, TransportFailure};
use crate::proof::Proof;
use crate::time::Instant;
use crate::wire::LENGTH_PREFIX_OCTETS;

pub use random::OsRandom;
pub use redirects::Redirects;
pub use system::{SystemResolverError, system_resolver};

use links::{Links, Opened};

/// Runs one check to its proof.
///
/// The error is this machine's: no readiness queue, or no randomness. Trouble with a server is told by the proof.
///
/// ```no_run
/// use txtproof::check::{Check, Task};
/// use txtproof::{batch::BatchPolicy, net, proof::Verdict};
///
/// fn is_proven(task: Task) -> std::io::Result<bool> {
///     let check = Check::new(task, net::OsRandom::new()?.seed()?);
///     let proof = net::prove(check, BatchPolicy::default(), net::NetOptions::default())?;
///     Ok(proof.verdict == Verdict::Proven)
/// }
/// ```
pub fn prove(check: Check, policy: BatchPolicy, options: NetOptions) -> io::Result<Proof> {
    let mut net = Net::new(options)?;
    let mut batch = Batch::new(policy);
    batch.add(check, net.now());
    let mut proof = None;
    net.run(&mut batch, |_, proven| proof = Some(proven))?;
    proof.ok_or_else(|| io::Error::other("the check ended without a proof"))
}

/// How to reach the network, and who looks on. By default: directly, and nobody.
#[derive(Default)]
pub struct NetOptions {
    /// Where packets really go.
    pub redirects: Redirects,
    /// Is told of every packet, for `-v`.
    pub observer: Option<Observer>,
}

/// Is told of every packet, as it is sent or comes in.
pub type Observer = Box<dyn FnMut(&Event<'_>)>;

/// One packet, seen from here.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The server, as the exchange knows it: before redirection.
    pub server: SocketAddr,
    /// UDP or TCP.
    pub transport: Transport,
    /// What happened.
    pub happening: Happening<'a>,
}

/// What happened with a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening<'a> {
    /// This query was sent; over TCP: is sent as soon as there is a connection. Without the length that TCP needs.
    Sent(&'a [u8]),
    /// A message came in; whether it is believed is the exchange's to say.
    Received {
        /// The message, without the length that TCP needs.
        octets: &'a [u8],
        /// Since its query was sent; over TCP: since the connection was begun.
        elapsed: Duration,
    },
    /// No (more) messages can come for the last query.
    Failed {
        /// Why.
        kind: TransportFailure,
        /// Since the query was sent, or should have been.
        elapsed: Duration,
    },
}

/// A readiness loop with its sockets, its clock and its randomness.
pub struct Net {
    started: std::time::Instant,
    random: OsRandom,
    links: Links<Slot>,
    observer: Option<Observer>,
}

impl Net {
    /// A loop without a socket yet. Its clock begins now. The error is this machine's: no readiness queue, or no
    /// randomness.
    pub fn new(options: NetOptions) -> io::Result<Self> {
        Ok(Self {
            started: std::time::Instant::now(),
            random: OsRandom::new()?,
            links: Links::new(options.redirects)?,
            observer: options.observer,
        })
    }

    /// Microseconds since this loop was made, for [`Batch::add`].
    pub fn now(&self) -> Instant {
        Instant::ZERO + self.started.elapsed()
    }

    /// Drives `batch` until it has no check left, and tells of each proof as it comes.
    ///
    /// The error is this machine's: without readiness or randomness nothing can go on.
    pub fn run(&mut self, batch: &mut Batch, mut on_proof: impl FnMut(CheckId, Proof)) -> io::Result<()> {
        while self.turn(batch, &mut on_proof)?.is_continue() {}
        Ok(())
    }

    /// One turn of [`run`](Self::run): sends what is to be sent, sleeps until a packet, a signal or the batch's next
    /// deadline comes, and hands in what came. `Break`: the batch has no check left.
    ///
    /// Between two turns checks may be added. A loop drives one batch at a time: links are known by the batch's slots.
    pub fn turn(&mut self, batch: &mut Batch, on_proof: impl FnMut(CheckId, Proof)) -> io::Result<ControlFlow<()>> {
        self.turn_within(Duration::MAX, batch, on_proof)
    }

    /// A [`turn`](Self::turn) that sleeps no longer than `limit`, for a caller who has something else to look after.
    pub fn turn_within(
        &mut self,
        limit: Duration,
        batch: &mut Batch,
        mut on_proof: impl FnMut(CheckId, Proof),
    ) -> io::Result<ControlFlow<()>> {
        self.drain(batch, &mut on_proof)?;
        // Every check under way has a deadline, at least its own.
        let Some(deadline) = batch.poll_timeout() else {
            self.links.close_all();
            return Ok(ControlFlow::Break(()));
        };
        self.links.wait(deadline.since(self.now()).min(limit))?;
        while self.hand_in(batch).is_continue() {
            self.drain(batch, &mut on_proof)?;
        }
        let now = self.now();
        if batch.poll_timeout().is_some_and(|deadline| deadline <= now) {
            batch.handle_timeout(now);
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Does everything that the batch wants done now.
    fn drain(&mut self, batch: &mut Batch, on_proof: &mut impl FnMut(CheckId, Proof)) -> io::Result<()> {
        while let Some(slot) = batch.poll_closed() {
            self.links.close(slot);
        }
        let mut buffer = [0; MAX_TRANSMIT_OCTETS];
        while self.links.has_room() {
            let Some((slot, transmit)) = batch.poll_transmit(self.now(), &mut self.random, &mut buffer) else { break };
            // Before the packet leaves: an id that is not random never does.
            self.random.check()?;
            self.send(slot, &transmit, &buffer[..transmit.len]);
        }
        while let Some((check, proof)) = batch.poll_proof() {
            on_proof(check, proof);
        }
        Ok(())
    }

    fn send(&mut self, slot: Slot, transmit: &Transmit, octets: &[u8]) {
        let opened = self.links.open(slot, transmit, octets, &mut self.random);
        if opened == Opened::Failed {
            return; // Told as an arrival.
        }
        let message = match transmit.transport {
            Transport::Udp => octets,
            Transport::Tcp => octets.get(LENGTH_PREFIX_OCTETS..).unwrap_or_default(),
        };
        let Transmit { destination, transport, .. } = *transmit;
        observe(&mut self.observer, destination, transport, Happening::Sent(message));
    }

    /// Hands in the next thing that came. `Break`: nothing did.
    fn hand_in(&mut self, batch: &mut Batch) -> ControlFlow<()> {
        let now = self.now();
        let Some(arrival) = self.links.next_arrival() else { return ControlFlow::Break(()) };
        let (slot, attempt, elapsed) = (arrival.key, arrival.attempt, arrival.elapsed);
        let (happening, input) = match arrival.outcome {
            Ok(octets) => (Happening::Received { octets, elapsed }, Input::Message { attempt, octets }),
            Err(kind) => (Happening::Failed { kind, elapsed }, Input::TransportFailed { attempt, kind }),
        };
        observe(&mut self.observer, arrival.destination, arrival.transport, happening);
        match batch.handle_input(now, slot, input) {
            Step::Wait => {}
            Step::Transmit | Step::Answered | Step::Failed(_) => self.links.close(slot),
        }
        ControlFlow::Continue(())
    }
}

fn observe(observer: &mut Option<Observer>, server: SocketAddr, transport: Transport, happening: Happening<'_>) {
    if let Some(observer) = observer {
        observer(&Event { server, transport, happening });
    }
}

impl fmt::Debug for NetOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("NetOptions").field("redirects", &self.redirects).finish_non_exhaustive()
    }
}

impl fmt::Debug for Net {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Net").field("now", &self.now()).finish_non_exhaustive()
    }
}
