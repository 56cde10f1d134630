//! Proves that a domain-verification record is published, octet for octet, on every authoritative name server of a
//! domain; or names what is wrong, and the one edit that mends it.
//!
//! The program `txtproof` is this library and a command line. This page is the map.
//!
#![cfg_attr(feature = "std", doc = "```no_run")]
#![cfg_attr(not(feature = "std"), doc = "```ignore")]
//! use txtproof::batch::BatchPolicy;
//! use txtproof::check::{Check, Expectation, Goal, Task, Wanted};
//! use txtproof::net::{NetOptions, OsRandom, prove};
//!
//! let wanted = Wanted::Octets(vec!["fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=".into()]);
//! let expectation = Expectation::new("_amazonses.example.com".parse()?, wanted);
//! let task = Task::new("example.com".parse()?, Goal::Prove(vec![expectation]));
//! let check = Check::new(task, OsRandom::new()?.seed()?);
//! let proof = prove(check, BatchPolicy::default(), NetOptions::default())?;
//! println!("{}", proof.verdict.as_str()); // proven, refuted or inconclusive
//! for finding in &proof.findings {
//!     println!("{}\n  fix: {}", finding.message, finding.fix);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a proof is
//!
//! Evidence is an authoritative response (AA=1) from a server of the NS set that says something of the record's full name,
//! from the right zone. Silence, refusal and malformed messages are no evidence, for or against: they are never reported as
//! "not published".
//!
//! The promise is that no proof is false: a record is proven only where every piece of evidence holds it, octet for
//! octet, and there is as much evidence as was required. Nothing is trimmed, folded or unquoted; a value that is found
//! by undoing damage is an explanation and never a proof; a bound that was hit, a server that this machine had no socket for,
//! or a zone cut in doubt forbids one.
//! What is in doubt is inconclusive.
//!
//! A verdict is as seen from here and now. Nothing is validated by DNSSEC, and who can change packets on the path can
//! change a verdict; who cannot has to guess more than 32 bits for each question, or is asked to answer over TCP.
//!
//! # Layers
//!
//! Each layer is a feature that only adds, and each uses what stands above it in this table. `cli` is the default.
//!
//! | feature | module | what it knows | crates |
//! |---|---|---|---|
//! | none: no `std`, no allocator | [`time`] | moments, handed in by the caller | `thiserror` |
//! | | [`wire`] | octets to DNS and back, presentation format | |
//! | | [`exchange`] | one question to one server address: packets, time, forgery | |
//! | | [`response`] | what a response means | |
//! | | [`matcher`] | expected octets, and terms of policies, against published ones | |
#![cfg_attr(feature = "alloc", doc = "| `alloc` | [`damage`] | what explains a value that does not match | `bytes` |")]
#![cfg_attr(
    feature = "alloc",
    doc = "| | [`delegation`] | the walk from the root to the zone cut and its name servers | |"
)]
#![cfg_attr(feature = "alloc", doc = "| | [`provider`] | the catalogue of verification-record shapes | |")]
#![cfg_attr(feature = "alloc", doc = "| | [`proof`] | verdict, findings, rows: plain data | |")]
#![cfg_attr(feature = "alloc", doc = "| | [`check`] | one proof: plans questions, gathers observations | |")]
#![cfg_attr(feature = "alloc", doc = "| | `diagnosis` | observations to findings, the cause to mend first | |")]
#![cfg_attr(feature = "alloc", doc = "| | [`batch`] | many checks over many exchanges | |")]
#![cfg_attr(
    feature = "std",
    doc = "| `std` | [`net`] | sockets, the clock, randomness: one readiness loop | `getrandom`, `mio`, `socket2` |"
)]
#![cfg_attr(
    feature = "cli",
    doc = "| `cli` | [`report`] | a proof as text or JSON | `anstream`, `anstyle`, `serde`, `serde_json` |"
)]
#![cfg_attr(feature = "cli", doc = "| | [`demo`] | an embedded authority and the scenes that it serves | |")]
#![cfg_attr(
    feature = "cli",
    doc = "| | [`cli`] | arguments to what the program needs | `clap`, `csv`, `email_address`, `humantime`, `idna`, `indicatif`, `signal-hook`, `strsim` |"
)]
//!
//! # Where to begin
//!
//! Three ways to drive it, each with a whole program on its page and in `examples/`:
//!
//! | you have | begin with | program |
//! |---|---|---|
#![cfg_attr(
    feature = "std",
    doc = "| sockets, and nothing else to do | [`net::prove`], or [`net::Net`] for many checks | [`one_shot`](net#a-whole-program) |"
)]
#![cfg_attr(
    feature = "alloc",
    doc = "| an event loop, or a simulation | [`batch::Batch`] | [`event_loop`](batch#a-whole-event-loop) |"
)]
//! | no `std` or no allocator | [`exchange::Exchange`] | [`no_std`](exchange#a-whole-loop) |
//!
//! To read or write DNS messages alone, begin with [`wire::Message`] and [`wire::Encoder`]; to tell what one means,
//! with [`response::classify`].
#![cfg_attr(
    feature = "alloc",
    doc = "What a task may say is in [`check::Task`], what comes out in [`proof::Proof`]; what a provider's record looks like in [`provider`]; why a value does not match in [`damage::explain`]."
)]
//!
//! # Two state machines without I/O
//!
//! [`exchange::Exchange`] is one question to one address; it knows packets and time, and nothing of zones. `check::Check`
//! is one proof; it knows zones and names, and nothing of packets or time. Neither reads a clock, opens a socket or draws
//! randomness: both are arguments. `batch::Batch` joins them and is driven like an exchange; `net` is the one place with
//! sockets.
//!
//! The contract of both: one input, then drain [`poll_transmit`](exchange::Exchange::poll_transmit) (and what else
//! there is to poll), then sleep until [`poll_timeout`](exchange::Exchange::poll_timeout).
//! [`Step::Transmit`](exchange::Step::Transmit) means: this attempt is over, close its socket, then drain.
//! [`Step::Answered`](exchange::Step::Answered) means: the octets just handed in are the response.
//!
//! # Conventions
//!
//! Octets on the wire are `&[u8]`; text exists only in presentation format (RFC 1035 §5.1), and printing a name or
//! value never writes anything but printable ASCII. Lengths and offsets are in octets. Moments are [`time::Instant`],
//! spans [`Duration`](core::time::Duration), TTLs seconds as sent. What a server does is data, not an error: an error
//! is a caller's text that cannot be read, or this machine's trouble. Nothing panics, whatever comes over the network.
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
