//! Many checks over many exchanges: slots, timers, what is known of each server.

use core::time::Duration;

use crate::check::Check;
use crate::exchange::{Input, MAX_TRANSMIT_OCTETS, Random, Step, Transmit, Transports};
use crate::proof::Proof;
use crate::time::Instant;

/// How a batch asks.
#[derive(Clone, Copy, Debug)]
pub struct BatchPolicy {
    /// UDP first, or TCP alone.
    pub transports: Transports,
    /// The most transmissions for each server and question.
    pub tries: u8,
    /// How long one check may take.
    pub timeout: Duration,
}

/// One exchange under way. A slot that is used again has another generation, so a late event never meets a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    index: u32,
    generation: u32,
}

/// A check's number in its batch, in the order in which they were added, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckId(pub u64);

/// Many checks under way. One input, then drain [`poll_closed`](Self::poll_closed),
/// [`poll_transmit`](Self::poll_transmit) and [`poll_proof`](Self::poll_proof), then sleep until
/// [`poll_timeout`](Self::poll_timeout).
#[derive(Debug)]
pub struct Batch {
    _policy: BatchPolicy,
}

impl Batch {
    /// An empty batch.
    pub fn new(policy: BatchPolicy) -> Self {
        Self { _policy: policy }
    }

    /// Adds a check; its time runs from `now`.
    pub fn add(&mut self, check: Check, now: Instant) -> CheckId {
        let _ = (check, now);
        todo!()
    }

    /// The next packet to send and the slot that it belongs to. A slot's earlier socket is over: close it.
    pub fn poll_transmit(
        &mut self,
        now: Instant,
        rng: &mut impl Random,
        buffer: &mut [u8; MAX_TRANSMIT_OCTETS],
    ) -> Option<(Slot, Transmit)> {
        let _ = (now, rng, buffer);
        todo!()
    }

    /// When to call [`handle_timeout`](Self::handle_timeout) next.
    pub fn poll_timeout(&self) -> Option<Instant> {
        todo!()
    }

    /// Lets everything happen that is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        let _ = now;
        todo!()
    }

    /// Hands in a message or a transport's failure (never `Input::Timeout`). An input for a slot that is over does nothing.
    pub fn handle_input(&mut self, now: Instant, slot: Slot, input: Input<'_>) -> Step {
        let _ = (now, slot, input);
        todo!()
    }

    /// A slot that is over although nothing came for it: close its socket.
    pub fn poll_closed(&mut self) -> Option<Slot> {
        todo!()
    }

    /// A check that is done.
    pub fn poll_proof(&mut self) -> Option<(CheckId, Proof)> {
        todo!()
    }
}
