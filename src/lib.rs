//! Proves that a domain-verification record is published, octet for octet, on every authoritative name server of a
//! domain; or names what is wrong, and the one edit that mends it.
//!
//! The program `txtproof` is this library and a command line. This page is the map.
//!
//! # Layers
//!
//! Each layer is a feature that only adds, and each uses what stands above it in this table.
//!
//! | feature | module | what it knows |
//! |---|---|---|
//! | none: no `std`, no allocator | [`time`] | moments, handed in by the caller |
//! | | [`wire`] | octets to DNS and back, presentation format |
//! | | [`exchange`] | one question to one server address: packets, time, forgery |
//! | | [`response`] | what a response means |
//! | | [`matcher`] | expected octets, and terms of policies, against published ones |
#![cfg_attr(feature = "alloc", doc = "| `alloc` | [`damage`] | what explains a value that does not match |")]
#![cfg_attr(
    feature = "alloc",
    doc = "| | [`delegation`] | the walk from the root to the zone cut and its name servers |"
)]
#![cfg_attr(feature = "alloc", doc = "| | [`provider`] | the catalogue of verification-record shapes |")]
#![cfg_attr(feature = "alloc", doc = "| | [`proof`] | verdict, findings, rows: plain data |")]
#![cfg_attr(feature = "alloc", doc = "| | [`check`] | one proof: plans questions, gathers observations |")]
#![cfg_attr(feature = "alloc", doc = "| | `diagnosis` | observations to findings, the cause to mend first |")]
#![cfg_attr(feature = "alloc", doc = "| | [`batch`] | many checks over many exchanges |")]
#![cfg_attr(feature = "std", doc = "| `std` | [`net`] | sockets, the clock, randomness: one readiness loop |")]
#![cfg_attr(feature = "cli", doc = "| `cli` | [`report`] | a proof as text or JSON |")]
#![cfg_attr(feature = "cli", doc = "| | [`demo`] | an embedded authority and the scenes that it serves |")]
#![cfg_attr(feature = "cli", doc = "| | [`cli`] | arguments to what the program needs |")]
//!
//! # Two state machines without I/O
//!
//! [`exchange::Exchange`] is one question to one address; it knows packets and time, and nothing of zones. `check::Check`
//! is one proof; it knows zones and names, and nothing of packets or time. Neither reads a clock, opens a socket or draws
//! randomness: both are arguments. `batch::Batch` joins them and is driven like an exchange; `net` is the one place with
//! sockets.
//!
//! The contract of an exchange: one input, then drain
//! [`poll_transmit`](exchange::Exchange::poll_transmit), then sleep until
//! [`poll_timeout`](exchange::Exchange::poll_timeout). [`Step::Transmit`](exchange::Step::Transmit) means: this attempt is
//! over, close its socket, then drain.
//!
//! ```
//! use txtproof::exchange::{Exchange, Input, MAX_TRANSMIT_OCTETS, Path, Policy, Random, Recursion, ServerState, Step, Transports};
//! use txtproof::time::Instant;
//! use txtproof::wire::{Question, RecordType};
//!
//! /// Randomness comes from the caller; this one is for an example only.
//! struct Example(u8);
//! impl Random for Example {
//!     fn fill(&mut self, octets: &mut [u8]) {
//!         octets.fill_with(|| { self.0 = self.0.wrapping_mul(5).wrapping_add(3); self.0 });
//!     }
//! }
//!
//! let policy = Policy {
//!     recursion: Recursion::NotDesired,
//!     transports: Transports::UdpThenTcp,
//!     tries: 3,
//!     path: Path::Fresh,
//! };
//! let question = Question::new("_amazonses.example.com".parse()?, RecordType::TXT);
//! let mut exchange = Exchange::new(question, "192.0.2.1:53".parse()?, policy, ServerState::default());
//! let (mut random, mut buffer, mut now) = (Example(1), [0; MAX_TRANSMIT_OCTETS], Instant::ZERO);
//!
//! let outcome = loop {
//!     while let Some(transmit) = exchange.poll_transmit(now, &mut random, &mut buffer) {
//!         // Open a socket for `transmit.attempt`, send `buffer[..transmit.len]` to `transmit.destination`.
//!         assert!(transmit.len > 12);
//!     }
//!     // Wait for a packet, but no longer than until `poll_timeout`. In this example none ever comes.
//!     let Some(due) = exchange.poll_timeout() else { break Step::Wait };
//!     now = due;
//!     match exchange.handle_input(now, Input::Timeout) {
//!         Step::Wait | Step::Transmit => {}
//!         step => break step,
//!     }
//! };
//! assert!(matches!(outcome, Step::Failed(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a proof is
//!
//! Evidence is an authoritative response (AA=1) from a server of the NS set that says something of the record's full name,
//! from the right zone. Silence, refusal and malformed messages are no evidence, for or against: they are never reported as
//! "not published". A verdict is as seen from here; nothing is validated by DNSSEC, and who can change packets on the path
//! can change a verdict.
#![cfg_attr(not(test), no_std)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod exchange;
pub mod matcher;
pub mod response;
pub mod time;
pub mod wire;

#[cfg(feature = "alloc")]
pub mod batch;
#[cfg(feature = "alloc")]
pub mod check;
#[cfg(feature = "alloc")]
pub mod damage;
#[cfg(feature = "alloc")]
pub mod delegation;
#[cfg(feature = "alloc")]
mod diagnosis;
#[cfg(feature = "alloc")]
pub mod proof;
#[cfg(feature = "alloc")]
pub mod provider;

#[cfg(feature = "std")]
pub mod net;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod demo;
#[cfg(feature = "cli")]
pub mod report;
