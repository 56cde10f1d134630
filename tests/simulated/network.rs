//! The network: hosts by address, packets under way, and a clock that jumps from one event to the next.
//!
//! It drives the very `Batch` that ships as `txtproof::net` does: one socket for each slot, closed with its try, so that
//! what comes for an earlier try finds nobody. TCP is a handshake of one round trip, then the query, then a stream of
//! segments; loss costs it time.

use core::net::IpAddr;
use core::time::Duration;
use std::collections::BTreeMap;
use std::collections::btree_map::OccupiedEntry;

use txtproof::batch::{Batch, BatchPolicy, CheckId, Slot};
use txtproof::check::Check;
use txtproof::exchange::{
    CONNECT_LIMIT, Input, MAX_TRANSMIT_OCTETS, Step, Transmit, Transport, TransportFailure, Transports,
};
use txtproof::proof::Proof;
use txtproof::time::Instant;
use txtproof::wire::{Frame, LENGTH_PREFIX_OCTETS};

use super::heap::{Heap, MAX_HEAP_OCTETS};
use super::host::{Host, Payload, Query, Source};
use super::link::{Tcp, Udp};
use super::random::Seeded;
use super::run::{Run, Runs, Sent};

/// As `check` asks by default.
pub(crate) const POLICY: BatchPolicy =
    BatchPolicy { transports: Transports::UdpThenTcp, tries: 3, timeout: Duration::from_secs(10) };

/// How long TCP takes to send again what was lost (RFC 6298 §2.1).
const RETRANSMISSION: Duration = Duration::from_secs(1);

/// How often a segment is lost at most.
const MAX_RETRANSMISSIONS: u8 = 3;

/// How many inputs in a row may leave the clock where it is; more is a client that runs in a circle.
const MAX_INPUTS_AT_ONE_MOMENT: u32 = 100_000;

/// Hosts, and the dice that decide what happens to packets.
pub(crate) struct Network {
    pub(crate) hosts: BTreeMap<IpAddr, Host>,
    pub(crate) random: Seeded,
}

impl Network {
    /// Runs one check to its proof, as `check` asks by default.
    pub(crate) fn prove(&mut self, check: Check) -> Run {
        self.prove_by(check, POLICY)
    }

    pub(crate) fn prove_by(&mut self, check: Check, policy: BatchPolicy) -> Run {
        let Runs { mut proofs, sent, elapsed, heap } = self.prove_all(vec![check], policy);
        assert!(heap <= MAX_HEAP_OCTETS, "a check has {heap} octets on the heap");
        Run { proof: proofs.pop().expect("a proof for each check"), sent, elapsed, heap }
    }

    /// Runs checks side by side in one batch. Their proofs are in the order of the checks.
    pub(crate) fn prove_all(&mut self, checks: Vec<Check>, policy: BatchPolicy) -> Runs {
        let mut drive = Drive::new(self, policy);
        for check in checks {
            drive.add(check);
        }
        drive.run()
    }
}

/// One batch at work.
struct Drive<'n> {
    network: &'n mut Network,
    batch: Batch,
    /// What the batch and its checks have.
    heap: Heap,
    now: Instant,
    /// What is under way, by the moment when it is there; of two at one moment, what was caused first.
    events: BTreeMap<(Instant, u64), (Socket, Happening)>,
    /// The socket that each slot has open.
    sockets: BTreeMap<Slot, Open>,
    next_number: u64,
    sent: Vec<Sent>,
    proofs: BTreeMap<CheckId, Proof>,
}

/// The client's end of one try.
#[derive(Clone, Copy)]
struct Socket {
    slot: Slot,
    attempt: u8,
    number: u64,
    host: IpAddr,
}

/// A socket while it is open.
struct Open {
    number: u64,
    /// Which of the transmissions left by it.
    sent: usize,
    /// What a stream has brought and is not yet a whole message.
    stream: Vec<u8>,
}

#[derive(Clone)]
enum Happening {
    /// A query is at its host.
    Arrival(Query),
    /// Something is back at the client's socket.
    Heard(Payload),
}

impl<'n> Drive<'n> {
    fn new(network: &'n mut Network, policy: BatchPolicy) -> Self {
        Self {
            network,
            batch: Batch::new(policy),
            heap: Heap::default(),
            now: Instant::ZERO,
            events: BTreeMap::new(),
            sockets: BTreeMap::new(),
            next_number: 0,
            sent: Vec::new(),
            proofs: BTreeMap::new(),
        }
    }

    fn add(&mut self, check: Check) {
        self.heap.begin_check();
        self.heap.count(|| self.batch.add(check, self.now));
    }

    fn run(mut self) -> Runs {
        let mut inputs_at_once = 0;
        self.drain();
        while let Some(moment) = self.next_moment() {
            inputs_at_once = if moment > self.now { 0 } else { inputs_at_once + 1 };
            assert!(inputs_at_once < MAX_INPUTS_AT_ONE_MOMENT, "the batch runs in a circle at {moment:?}");
            self.now = self.now.max(moment);
            self.happen();
        }
        assert!(self.batch.is_idle(), "the batch waits for nothing and is not done");
        let proofs = self.proofs.into_values().collect();
        Runs { proofs, sent: self.sent, elapsed: self.now.since(Instant::ZERO), heap: self.heap.peak() }
    }

    /// When the next thing happens; `None`: the batch has no check left.
    fn next_moment(&self) -> Option<Instant> {
        let timeout = self.batch.poll_timeout()?;
        let event = self.events.first_key_value().map(|((at, _), _)| *at);
        Some(event.map_or(timeout, |event| event.min(timeout)))
    }

    /// The next packet, else what is due by time: a packet that is there is read before the clock is.
    fn happen(&mut self) {
        let event = self.events.first_entry().filter(|event| event.key().0 <= self.now);
        match event.map(OccupiedEntry::remove) {
            Some((socket, Happening::Arrival(query))) => self.arrive(socket, &query),
            Some((socket, Happening::Heard(what))) => self.hear(socket, what),
            None => self.heap.count(|| self.batch.handle_timeout(self.now)),
        }
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(slot) = self.batch.poll_closed() {
            self.close(slot);
        }
        let mut buffer = [0; MAX_TRANSMIT_OCTETS];
        while let Some((slot, transmit)) = self.poll_transmit(&mut buffer) {
            self.send(slot, &transmit, &buffer[..transmit.len]);
        }
        while let Some((check, proof)) = self.batch.poll_proof() {
            assert!(self.proofs.insert(check, proof).is_none(), "two proofs of one check");
        }
    }

    fn poll_transmit(&mut self, buffer: &mut [u8; MAX_TRANSMIT_OCTETS]) -> Option<(Slot, Transmit)> {
        self.heap.count(|| self.batch.poll_transmit(self.now, &mut self.network.random, buffer))
    }

    fn handle_input(&mut self, slot: Slot, input: Input<'_>) -> Step {
        self.heap.count(|| self.batch.handle_input(self.now, slot, input))
    }

    fn send(&mut self, slot: Slot, transmit: &Transmit, octets: &[u8]) {
        let Transmit { attempt, transport, destination, path, .. } = *transmit;
        let number = self.number();
        self.close(slot);
        self.sockets.insert(slot, Open { number, sent: self.sent.len(), stream: Vec::new() });
        let socket = Socket { slot, attempt, number, host: destination.ip() };
        let octets = if transport == Transport::Tcp { &octets[LENGTH_PREFIX_OCTETS..] } else { octets };
        let query = Query { transport, octets: octets.to_vec() };
        let at = self.now.since(Instant::ZERO);
        self.sent.push(Sent { at, until: at, path, server: destination, transport, question: query.question() });
        match transport {
            Transport::Udp => self.send_datagram(socket, query),
            Transport::Tcp => self.connect(socket, query),
        }
    }

    fn send_datagram(&mut self, socket: Socket, query: Query) {
        let Some(host) = self.network.hosts.get(&socket.host) else { return };
        let link = host.link;
        let forged = host.forger.as_ref().map(|forger| forger.packets(&query, &mut self.network.random));
        for (after, octets) in forged.into_iter().flatten() {
            self.schedule(after, socket, Happening::Heard(Payload::Message(octets)));
        }
        match link.udp {
            Udp::Dropped => {}
            Udp::DroppedWithEdns if query.has_edns() => {}
            Udp::Passes | Udp::DroppedWithEdns => {
                self.carry_datagram(Duration::ZERO, socket, Happening::Arrival(query));
            }
            Udp::Refused => self.fail(link.rtt, socket, TransportFailure::Refused),
            Udp::Unreachable => self.fail(link.rtt, socket, TransportFailure::Unreachable),
            Udp::NoRoute => self.fail(Duration::ZERO, socket, TransportFailure::NoRoute),
        }
    }

    /// A handshake takes a round trip; the query follows it.
    fn connect(&mut self, socket: Socket, query: Query) {
        let Some(host) = self.network.hosts.get(&socket.host) else {
            return self.fail(CONNECT_LIMIT, socket, TransportFailure::Silent);
        };
        let rtt = host.link.rtt;
        match host.tcp() {
            Tcp::Opens => {
                let way = self.way_of_segments(socket.host);
                self.schedule(rtt + way, socket, Happening::Arrival(query));
            }
            Tcp::Dropped => self.fail(CONNECT_LIMIT, socket, TransportFailure::Silent),
            Tcp::Refused => self.fail(rtt, socket, TransportFailure::Refused),
            Tcp::Unreachable => self.fail(rtt, socket, TransportFailure::Unreachable),
            Tcp::NoRoute => self.fail(Duration::ZERO, socket, TransportFailure::NoRoute),
            Tcp::Stalls => {}
            Tcp::Closes => self.fail(rtt * 2, socket, TransportFailure::Closed),
        }
    }

    fn fail(&mut self, after: Duration, socket: Socket, kind: TransportFailure) {
        self.schedule(after, socket, Happening::Heard(Payload::End(kind)));
    }

    /// The host answers, whether somebody still waits for it or not.
    fn arrive(&mut self, socket: Socket, query: &Query) {
        let Some(host) = self.network.hosts.get_mut(&socket.host) else { return };
        let departures = host.react(query, &mut self.network.random);
        // A stream keeps its order: what holds up one segment holds up those behind it.
        let way = self.way_of_segments(socket.host);
        for departure in departures {
            match (query.transport, departure.what) {
                (Transport::Udp, _) if departure.source == Source::Elsewhere => {}
                (Transport::Udp, what) => self.carry_datagram(departure.after, socket, Happening::Heard(what)),
                (Transport::Tcp, what) => {
                    self.schedule(departure.after + way, socket, Happening::Heard(in_stream(what)));
                }
            }
        }
    }

    /// One way over a link that may lose, delay and double it.
    fn carry_datagram(&mut self, after: Duration, socket: Socket, happening: Happening) {
        let Some(link) = self.network.hosts.get(&socket.host).map(|host| host.link) else { return };
        if self.network.random.chance(link.duplication) {
            let again = happening.clone();
            let later = after + self.one_way(socket.host);
            self.schedule(later, socket, again);
        }
        if !self.network.random.chance(link.loss) {
            let later = after + self.one_way(socket.host);
            self.schedule(later, socket, happening);
        }
    }

    /// One way over a link for a stream: what is lost is sent again.
    fn way_of_segments(&mut self, host: IpAddr) -> Duration {
        let loss = self.network.hosts.get(&host).map_or(0, |host| host.link.loss);
        let repetitions = (0..MAX_RETRANSMISSIONS).take_while(|_| self.network.random.chance(loss)).count();
        let held_up = RETRANSMISSION * u32::try_from(repetitions).expect("few");
        self.one_way(host) + held_up
    }

    fn one_way(&mut self, host: IpAddr) -> Duration {
        let Some(link) = self.network.hosts.get(&host).map(|host| host.link) else { return Duration::ZERO };
        let jitter = u64::try_from(link.jitter.as_micros()).expect("a short time");
        link.rtt / 2 + Duration::from_micros(self.network.random.below(jitter + 1))
    }

    fn hear(&mut self, socket: Socket, what: Payload) {
        if self.sockets.get(&socket.slot).is_none_or(|open| open.number != socket.number) {
            return; // The socket is closed.
        }
        match what {
            Payload::Message(octets) => drop(self.hear_message(socket, &octets)),
            Payload::Segment(octets) => self.hear_segment(socket, &octets),
            Payload::End(kind) => {
                let input = Input::TransportFailed { attempt: socket.attempt, kind };
                self.handle_input(socket.slot, input);
                self.close(socket.slot);
            }
        }
    }

    fn hear_message(&mut self, socket: Socket, octets: &[u8]) -> Step {
        let input = Input::Message { attempt: socket.attempt, octets };
        let step = self.handle_input(socket.slot, input);
        if step != Step::Wait {
            self.close(socket.slot);
        }
        step
    }

    /// Hands in every message that is whole by now, as the shipped socket does.
    fn hear_segment(&mut self, socket: Socket, octets: &[u8]) {
        let Some(open) = self.sockets.get_mut(&socket.slot) else { return };
        open.stream.extend_from_slice(octets);
        let stream = core::mem::take(&mut open.stream);
        let mut left = &stream[..];
        while let Frame::Complete { message, rest } = Frame::split(left) {
            if self.hear_message(socket, message) != Step::Wait {
                return;
            }
            left = rest;
        }
        if let Some(open) = self.sockets.get_mut(&socket.slot) {
            open.stream = left.to_vec();
        }
    }

    fn close(&mut self, slot: Slot) {
        if let Some(open) = self.sockets.remove(&slot) {
            self.sent[open.sent].until = self.now.since(Instant::ZERO);
        }
    }

    fn schedule(&mut self, after: Duration, socket: Socket, happening: Happening) {
        let number = self.number();
        self.events.insert((self.now + after, number), (socket, happening));
    }

    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }
}

/// A message as a stream carries it.
fn in_stream(what: Payload) -> Payload {
    match what {
        Payload::Message(octets) => {
            let length = u16::try_from(octets.len()).expect("a message that a stream can carry");
            Payload::Segment([&length.to_be_bytes()[..], &octets].concat())
        }
        segment_or_end => segment_or_end,
    }
}
