//! A [`Proof`](crate::proof::Proof), a message or the catalogue, told: as text for people, or as JSON for programs.
//!
//! JSON is one object of plain structs, absent facts `null`. Text is for a terminal: whatever came from the network is
//! in presentation format, so that only 0x20–0x7e are ever written of it.

pub mod catalogue;
pub mod human;
pub mod json;
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
