//! The four readers.

mod dnsbox;
mod domain;
mod hickory;
mod txtproof;

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::reading::{Content, Outcome, Reading};

pub use self::txtproof::read as read_ours;

/// Type OPT: no record but a note on the message.
pub(crate) const OPT: u16 = 41;
const NS: u16 = 2;
const CNAME: u16 = 5;
const TXT: u16 = 16;

/// A codec that reads the same messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// hickory-proto, the codec of hickory-resolver and hickory-server: a whole message at once.
    Hickory,
    /// domain, of `NLnet` Labs: lazily.
    Domain,
    /// dnsbox: lazily.
    Dnsbox,
}

impl Peer {
    /// All of them, as the table's columns are.
    pub const ALL: [Self; 3] = [Self::Hickory, Self::Domain, Self::Dnsbox];

    /// The crate's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hickory => "hickory-proto",
            Self::Domain => "domain",
            Self::Dnsbox => "dnsbox",
        }
    }

    /// Reads a message; a panic is an outcome.
    pub fn read(self, octets: &[u8]) -> Reading {
        let read = match self {
            Self::Hickory => hickory::read,
            Self::Domain => domain::read,
            Self::Dnsbox => dnsbox::read,
        };
        let mut reading = Reading::default();
        let result = silently(|| panic::catch_unwind(AssertUnwindSafe(|| read(octets, &mut reading))));
        if result.is_err() {
            reading.stop = Some((reading.here(), Outcome::Panics));
        }
        reading
    }
}

thread_local! {
    static IS_PEER_READING: Cell<bool> = const { Cell::new(false) };
}

/// Runs a peer without a word where it panics: libFuzzer's hook would end the process.
fn silently<T>(read: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_PEER_READING.get() {
                hook(info);
            }
        }));
    });
    IS_PEER_READING.set(true);
    let result = read();
    IS_PEER_READING.set(false);
    result
}

/// The class, or nothing for an OPT record.
fn class(record_type: u16, class: u16) -> u16 {
    if record_type == OPT { 0 } else { class }
}

/// What RDATA that is taken as it is says: nothing, where it should be TXT, NS or CNAME.
fn unread(record_type: u16) -> Content {
    if matches!(record_type, NS | CNAME | TXT) { Content::Nothing } else { Content::Other }
}
