//! A [`Proof`](crate::proof::Proof), a message or the catalogue, told: as text for people, or as JSON for programs.
//!
//! JSON is one object of plain structs, absent facts `null`. Text is for a terminal: whatever came from the network is
//! in presentation format, so that only 0x20–0x7e are ever written of it.
//!
//! ```
//! use txtproof::batch::{Batch, BatchPolicy};
//! use txtproof::check::{Check, Goal, Task};
//! use txtproof::report::{human::write_check, json::CheckReport};
//! use txtproof::time::Instant;
//!
//! // A check that is ended before anything was asked.
//! let task = Task::new("shop.example".parse()?, Goal::NameServers);
//! let mut batch = Batch::new(BatchPolicy::default());
//! let check = batch.add(Check::new(task, 7), Instant::ZERO);
//! batch.end(check, Instant::ZERO);
//! let (_, proof) = batch.poll_proof().unwrap();
//!
//! let json = serde_json::to_string(&CheckReport::from(&proof))?;
//! assert!(json.starts_with(r#"{"schema":"txtproof.check.v1","domain":"shop.example","#));
//! write_check(&mut anstream::stdout(), &proof, None)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod catalogue;
pub mod human;
pub mod json;
pub mod mail;
pub mod message;
pub mod watch;

mod difference;
mod names;
mod text;

#[cfg(test)]
pub(crate) mod sample;

/// The longest TTL that is shown: a week, whatever was sent (RFC 8767 §4).
const MAX_SHOWN_TTL: u32 = 604_800;

fn shown_ttl(ttl: u32) -> u32 {
    ttl.min(MAX_SHOWN_TTL)
}
