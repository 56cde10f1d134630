//! Many checks over many exchanges: slots, timers, what is known of each server.
//!
//! A batch turns the orders of its checks into exchanges, one for each (server, question), and their ends into answers.
//! Like the machines that it joins it does no I/O and reads no clock: `net`, an event loop of one's own or a simulation
//! drives it. One input, then drain, then sleep.
//!
//! # A whole event loop
//!
//! `cargo run --example event_loop`. The name servers that it asks are the demo's, of the feature `cli`, and its
//! randomness is that of `std`; the rest takes `alloc`.
//!
#![cfg_attr(feature = "cli", doc = "```")]
#![cfg_attr(not(feature = "cli"), doc = "```ignore")]
#![doc = include_str!("../examples/event_loop.rs")]
//! ```

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;
use core::net::SocketAddr;
use core::time::Duration;

use bytes::Bytes;

use crate::check::{Check, Order, Ticket};
use crate::exchange::{
    Exchange, Facts, Failure, Input, MAX_TRANSMIT_OCTETS, Path, Policy, Random, ServerState, Step, Transmit, Transports,
};
use crate::proof::Proof;
use crate::time::Instant;
use crate::wire::Question;

/// How a batch asks. By default as the program does: UDP, then TCP; three transmissions; ten seconds for a check.
#[derive(Clone, Copy, Debug)]
pub struct BatchPolicy {
    /// UDP first, or TCP alone.
    pub transports: Transports,
    /// The most transmissions for each server and question, over both transports; 0 counts as 1.
    pub tries: u8,
    /// How long one check may take, from [`Batch::add`]. Then its proof is drawn from what has come.
    pub timeout: Duration,
}

impl Default for BatchPolicy {
    fn default() -> Self {
        Self { transports: Transports::UdpThenTcp, tries: 3, timeout: Duration::from_secs(10) }
    }
}

/// One exchange under way: what a driver knows its socket by. A slot that is used again has another generation, so a
/// late event never meets a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    index: usize,
    generation: u32,
}

/// A check's number in its batch, in the order in which they were added, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckId(pub u64);

/// Many checks under way. What is learnt of a server address (cookies, EDNS) is kept as long as the batch.
///
/// One input, then drain [`poll_closed`](Self::poll_closed),
/// [`poll_transmit`](Self::poll_transmit) and [`poll_proof`](Self::poll_proof), then sleep until
/// [`poll_timeout`](Self::poll_timeout).
#[derive(Debug)]
pub struct Batch {
    policy: BatchPolicy,
    checks: BTreeMap<CheckId, Running>,
    slots: Vec<Place>,
    free: Vec<usize>,
    /// Slots that may have something to transmit.
    ready: VecDeque<Slot>,
    closed: Vec<Slot>,
    servers: BTreeMap<SocketAddr, ServerState>,
    done: VecDeque<(CheckId, Proof)>,
    next_check: u64,
}

/// A check and what only its driver knows of it.
#[derive(Debug)]
struct Running {
    check: Check,
    began: Instant,
    queries_sent: u32,
}

/// A place for an exchange.
#[derive(Debug, Default)]
struct Place {
    generation: u32,
    tenant: Option<Box<Tenant>>,
}

/// An exchange and who waits for it. Two who ask one server the same wait for one exchange (RFC 5452 §5).
#[derive(Debug)]
struct Tenant {
    exchange: Exchange,
    waiting: Vec<Waiting>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    check: CheckId,
    ticket: Ticket,
    /// When to tell the check that the server is silent.
    silence: Option<Instant>,
}

impl Batch {
    /// An empty batch.
    pub fn new(policy: BatchPolicy) -> Self {
        Self {
            policy,
            checks: BTreeMap::new(),
            slots: Vec::new(),
            free: Vec::new(),
            ready: VecDeque::new(),
            closed: Vec::new(),
            servers: BTreeMap::new(),
            done: VecDeque::new(),
            next_check: 0,
        }
    }

    /// Adds a check; its time, [`BatchPolicy::timeout`], runs from `now`. There is no bound here: who adds ten thousand
    /// at once wants as many sockets. An exchange that is not polled waits, and no time of its own runs.
    pub fn add(&mut self, check: Check, now: Instant) -> CheckId {
        let id = CheckId(self.next_check);
        self.next_check = self.next_check.wrapping_add(1);
        self.checks.insert(id, Running { check, began: now, queries_sent: 0 });
        self.serve(id, now);
        id
    }

    /// Whether no check is under way and no proof waits to be taken.
    pub fn is_idle(&self) -> bool {
        self.checks.is_empty() && self.done.is_empty()
    }

    /// The next packet to send, `buffer`'s first [`Transmit::len`] octets, and the slot that it belongs to. A slot's
    /// earlier socket is over: close it. A packet that cannot be sent is handed in as [`Input::TransportFailed`].
    pub fn poll_transmit(
        &mut self,
        now: Instant,
        random: &mut impl Random,
        buffer: &mut [u8; MAX_TRANSMIT_OCTETS],
    ) -> Option<(Slot, Transmit)> {
        // Ends: each turn takes a slot out of the queue. It comes back, behind the others, when it has more to send.
        while let Some(slot) = self.ready.pop_front() {
            let transmit = self.tenant(slot).and_then(|tenant| tenant.exchange.poll_transmit(now, random, buffer));
            if let Some(transmit) = transmit {
                self.count_query(slot);
                return Some((slot, transmit));
            }
        }
        None
    }

    /// When to call [`handle_timeout`](Self::handle_timeout) next; `None` where no check is under way.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let tenants = || self.slots.iter().filter_map(|place| place.tenant.as_ref());
        let exchanges = tenants().filter_map(|tenant| tenant.exchange.poll_timeout());
        let silences = tenants().flat_map(|tenant| &tenant.waiting).filter_map(|waiting| waiting.silence);
        let ends = self.checks.values().map(|running| running.began + self.policy.timeout);
        exchanges.chain(silences).chain(ends).min()
    }

    /// Lets everything happen that is due; before its time, nothing.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.expire_checks(now);
        for index in 0..self.slots.len() {
            let Some(slot) = self.slot_at(index) else { continue };
            let due = self.tenant(slot).and_then(|tenant| tenant.exchange.poll_timeout());
            if due.is_some_and(|due| due <= now) && self.handle_input(now, slot, Input::Timeout) != Step::Wait {
                self.closed.push(slot);
            }
            self.tell_silence(slot, now);
        }
    }

    /// Hands in a message or a transport's failure. After every step but [`Step::Wait`] the slot's socket is over:
    /// close it. An input for a slot that is over does nothing.
    pub fn handle_input(&mut self, now: Instant, slot: Slot, input: Input<'_>) -> Step {
        let Some(tenant) = self.tenant(slot) else { return Step::Wait };
        let step = tenant.exchange.handle_input(now, input);
        match (step, input) {
            (Step::Wait, _) => {}
            (Step::Transmit, _) => self.ready.push_back(slot),
            (Step::Answered, Input::Message { octets, .. }) => {
                self.finish(slot, &Ok(Bytes::copy_from_slice(octets)), now);
            }
            // An exchange answers with the octets just handed in, so there are some.
            (Step::Answered, _) => self.finish(slot, &Err(Failure::Malformed), now),
            (Step::Failed(failure), _) => self.finish(slot, &Err(failure), now),
        }
        step
    }

    /// Ends a check now, as if its time were over: its proof is drawn from what has come. One that is over stays so.
    pub fn end(&mut self, check: CheckId, now: Instant) {
        self.expire(check);
        self.serve(check, now);
    }

    /// A slot whose socket is over although nothing came for it: close it, before the next
    /// [`poll_transmit`](Self::poll_transmit), which may need the descriptor.
    pub fn poll_closed(&mut self) -> Option<Slot> {
        self.closed.pop()
    }

    /// A check that is done, and its proof. Each is told once.
    pub fn poll_proof(&mut self) -> Option<(CheckId, Proof)> {
        self.done.pop_front()
    }

    fn tenant(&mut self, slot: Slot) -> Option<&mut Tenant> {
        let place = self.slots.get_mut(slot.index)?;
        if place.generation == slot.generation { place.tenant.as_deref_mut() } else { None }
    }

    fn slot_at(&self, index: usize) -> Option<Slot> {
        let place = self.slots.get(index)?;
        place.tenant.is_some().then_some(Slot { index, generation: place.generation })
    }

    /// Takes from a check what it wants: exchanges begun, exchanges ended, its proof.
    fn serve(&mut self, id: CheckId, now: Instant) {
        while let Some(order) = self.checks.get_mut(&id).and_then(|running| running.check.poll_order()) {
            self.begin(id, order, now);
        }
        while let Some(ticket) = self.checks.get_mut(&id).and_then(|running| running.check.poll_cancelled()) {
            self.cancel(id, Some(ticket));
        }
        if let Some(proof) = self.checks.get_mut(&id).and_then(|running| running.check.poll_proof()) {
            self.cancel(id, None);
            if let Some(running) = self.checks.remove(&id) {
                let elapsed = now.since(running.began);
                self.done.push_back((id, Proof { queries_sent: running.queries_sent, elapsed, ..proof }));
            }
        }
    }

    fn begin(&mut self, check: CheckId, order: Order, now: Instant) {
        let silence = order.silence.map(|silence| now + silence);
        let waiting = Waiting { check, ticket: order.ticket, silence };
        let same = |tenant: &Tenant| is_same(&tenant.exchange, order.server, &order.question);
        let known = self.slots.iter_mut().filter_map(|place| place.tenant.as_deref_mut()).find(|tenant| same(tenant));
        if let Some(tenant) = known {
            tenant.waiting.push(waiting);
            return;
        }
        let policy = Policy {
            recursion: order.recursion,
            transports: match order.transports {
                Transports::TcpOnly => Transports::TcpOnly,
                Transports::UdpThenTcp => self.policy.transports,
            },
            tries: self.policy.tries.min(order.tries),
            path: Path::Fresh,
        };
        let state = self.servers.get(&order.server).copied().unwrap_or_default();
        let exchange = Exchange::new(order.question, order.server, policy, state);
        let slot = self.settle(Tenant { exchange, waiting: Vec::from([waiting]) });
        self.ready.push_back(slot);
    }

    fn settle(&mut self, tenant: Tenant) -> Slot {
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Place::default());
            self.slots.len().saturating_sub(1)
        });
        let mut slot = Slot { index, generation: 0 };
        if let Some(place) = self.slots.get_mut(index) {
            slot.generation = place.generation;
            place.tenant = Some(Box::new(tenant));
        }
        slot
    }

    /// Frees a slot. What was learnt about the server stays.
    fn vacate(&mut self, slot: Slot) -> Option<Tenant> {
        let place = self.slots.get_mut(slot.index).filter(|place| place.generation == slot.generation)?;
        let tenant = place.tenant.take()?;
        place.generation = place.generation.wrapping_add(1);
        self.free.push(slot.index);
        self.servers.entry(tenant.exchange.server()).or_default().merge(tenant.exchange.state());
        Some(*tenant)
    }

    fn finish(&mut self, slot: Slot, result: &Result<Bytes, Failure>, now: Instant) {
        let Some(tenant) = self.vacate(slot) else { return };
        let facts = tenant.exchange.facts();
        for waiting in tenant.waiting {
            self.answer(waiting, result.clone(), facts, now);
        }
    }

    fn answer(&mut self, waiting: Waiting, result: Result<Bytes, Failure>, facts: Facts, now: Instant) {
        if let Some(running) = self.checks.get_mut(&waiting.check) {
            running.check.handle_answer(waiting.ticket, result, facts);
            self.serve(waiting.check, now);
        }
    }

    /// Ends one order of a check, or all of them.
    fn cancel(&mut self, check: CheckId, ticket: Option<Ticket>) {
        let is_meant =
            |waiting: &Waiting| waiting.check == check && ticket.is_none_or(|ticket| ticket == waiting.ticket);
        for index in 0..self.slots.len() {
            let Some(slot) = self.slot_at(index) else { continue };
            let Some(tenant) = self.tenant(slot) else { continue };
            let was_waited_for = !tenant.waiting.is_empty();
            tenant.waiting.retain(|waiting| !is_meant(waiting));
            if was_waited_for && tenant.waiting.is_empty() {
                self.vacate(slot);
                self.closed.push(slot);
            }
        }
    }

    fn expire_checks(&mut self, now: Instant) {
        let is_over = |running: &Running| now >= running.began + self.policy.timeout;
        let over: Vec<CheckId> =
            self.checks.iter().filter(|(_, running)| is_over(running)).map(|(id, _)| *id).collect();
        for id in over {
            self.end(id, now);
        }
    }

    /// Ends a check, with what its exchanges have met so far.
    fn expire(&mut self, id: CheckId) {
        let Some(running) = self.checks.get_mut(&id) else { return };
        for tenant in self.slots.iter().filter_map(|place| place.tenant.as_ref()) {
            let (failure, facts) = (tenant.exchange.failure_so_far(), tenant.exchange.facts());
            for waiting in tenant.waiting.iter().filter(|waiting| waiting.check == id) {
                running.check.handle_unfinished(waiting.ticket, failure, facts);
            }
        }
        running.check.expire();
    }

    fn tell_silence(&mut self, slot: Slot, now: Instant) {
        let Some(tenant) = self.tenant(slot) else { return };
        let is_due = |waiting: &Waiting| waiting.silence.is_some_and(|silence| silence <= now);
        let due: Vec<Waiting> = tenant.waiting.iter().copied().filter(is_due).collect();
        for waiting in &mut tenant.waiting {
            waiting.silence = waiting.silence.filter(|silence| *silence > now);
        }
        for waiting in due {
            if let Some(running) = self.checks.get_mut(&waiting.check) {
                running.check.handle_silence(waiting.ticket);
                self.serve(waiting.check, now);
            }
        }
    }

    /// A transmission counts for the check that waited first.
    fn count_query(&mut self, slot: Slot) {
        let first = self.tenant(slot).and_then(|tenant| tenant.waiting.first().map(|waiting| waiting.check));
        if let Some(running) = first.and_then(|check| self.checks.get_mut(&check)) {
            running.queries_sent = running.queries_sent.saturating_add(1);
        }
    }
}

fn is_same(exchange: &Exchange, server: SocketAddr, question: &Question) -> bool {
    exchange.server() == server && exchange.question() == question
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::check::{Expectation, FixedHost, FixedServer, Goal, Task, Wanted};
    use crate::proof::{Outcome, Verdict};

    /// Enough for packets that nobody sees.
    struct Zeros;

    impl Random for Zeros {
        fn fill(&mut self, octets: &mut [u8]) {
            octets.fill(0);
        }
    }

    /// A check at one server that nobody answers for.
    fn check() -> Check {
        let name = "_x.a.test".parse().unwrap();
        let expectation = Expectation::new(name, Wanted::Octets(vec![Bytes::from_static(b"token")]));
        let address = "192.0.2.1".parse().unwrap();
        let task = Task {
            servers: vec![FixedServer { host: FixedHost::Address(address), port: 53 }],
            ..Task::new("a.test".parse().unwrap(), Goal::Prove(vec![expectation]))
        };
        Check::new(task, 7)
    }

    #[test]
    fn what_was_never_sent_is_told_of_this_machine_and_not_of_the_server() {
        let mut batch = Batch::new(BatchPolicy::default());
        let id = batch.add(check(), Instant::ZERO);
        batch.end(id, Instant::ZERO);
        let (_, proof) = batch.poll_proof().unwrap();
        assert_eq!((proof.verdict, proof.servers[0].attempts), (Verdict::Inconclusive, 0));
        assert_eq!(proof.servers[0].outcome, Outcome::Unreachable);
        assert_eq!(proof.servers[0].detail.as_deref(), Some("no socket to be had on this machine"));
    }

    #[test]
    fn a_check_that_is_ended_gives_its_proof_at_once_and_no_other_is_disturbed() {
        let (mut batch, mut buffer) = (Batch::new(BatchPolicy::default()), [0; MAX_TRANSMIT_OCTETS]);
        let ids = [batch.add(check(), Instant::ZERO), batch.add(check(), Instant::ZERO)];
        assert!(batch.poll_transmit(Instant::ZERO, &mut Zeros, &mut buffer).is_some());
        let now = Instant::from_micros(300_000);
        batch.end(ids[0], now);
        let (id, proof) = batch.poll_proof().unwrap();
        assert_eq!((id, proof.verdict, proof.elapsed), (ids[0], Verdict::Inconclusive, Duration::from_millis(300)));
        assert_eq!(proof.servers[0].outcome, Outcome::Timeout);
        batch.end(ids[0], now);
        assert!(batch.poll_proof().is_none() && batch.poll_closed().is_none());
        batch.end(ids[1], now);
        assert_eq!(batch.poll_proof().map(|(id, _)| id), Some(ids[1]));
        assert!(batch.poll_closed().is_some() && batch.is_idle() && batch.poll_timeout().is_none());
    }
}
