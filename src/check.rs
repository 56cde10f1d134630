//! One proof: plans questions, gathers observations. Knows zones and names; knows nothing of packets or time.

use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use bytes::Bytes;

use crate::provider::Provider;
use crate::wire::{Name, RecordType};

/// What is to be found out, and where to begin.
#[derive(Clone, Debug)]
pub struct Task {
    /// The domain to verify, or whose name servers are wanted.
    pub domain: Name,
    /// The provider whose record is looked for.
    pub provider: Option<&'static Provider>,
    /// What to do.
    pub goal: Goal,
    /// Where the walk to the name servers begins.
    pub start: Start,
    /// The fixed servers of `--server`: they alone are asked. Empty: those of the delegation.
    pub servers: Vec<FixedServer>,
    /// The port of every server whose address comes from a delegation.
    pub port: u16,
    /// Which address families are asked.
    pub families: Families,
    /// Of how many name servers there must be evidence.
    pub require: Require,
    /// What to do with addresses that are not reachable from the Internet.
    pub private_addresses: PrivateAddresses,
}

/// What a check does.
#[derive(Clone, Debug)]
pub enum Goal {
    /// Prove records: each name and type with the values expected there.
    Prove(Vec<Expectation>),
    /// Find the name servers alone (`ns`).
    NameServers,
    /// Show what stands at a name, at each authoritative server (`txt NAME`), or as one server says it, authoritative
    /// or not, with recursion desired (`txt NAME SERVER`).
    Show {
        /// The name.
        name: Name,
        /// The type.
        record_type: RecordType,
        /// Whose answers count.
        reading: Reading,
    },
}

/// Whose answers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Authoritative answers.
    Authoritative,
    /// Any answer, as it comes; recursion is desired.
    AsGiven,
}

/// The values expected at one name and type.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The record's full name.
    pub name: Name,
    /// Its type.
    pub record_type: RecordType,
    /// The values, octet for octet; every one must be there.
    pub values: Vec<Bytes>,
}

/// Where discovery begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// The root servers: names and addresses. [`root_hints`](crate::delegation::root_hints) has the built-in ones.
    Root(Vec<Hint>),
    /// A recursive resolver, asked for the name servers alone.
    Recursive(SocketAddr),
}

/// One root server.
#[derive(Clone, Debug)]
pub struct Hint {
    /// Its name.
    pub name: Name,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
}

/// A server that the user names.
#[derive(Clone, Debug)]
pub struct FixedServer {
    /// As typed.
    pub host: FixedHost,
    /// The port.
    pub port: u16,
}

/// How the user names a server.
#[derive(Clone, Debug)]
pub enum FixedHost {
    /// By its address.
    Address(IpAddr),
    /// By its name, which is resolved as a name server's would be.
    Name(Name),
}

/// Which address families are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Families {
    /// IPv4 and IPv6.
    Both,
    /// IPv4 alone (`-4`).
    Ipv4,
    /// IPv6 alone (`-6`).
    Ipv6,
}

/// Of how many name servers, counted by name, there must be evidence for a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Require {
    /// One.
    One,
    /// At least half.
    Half,
    /// All.
    All,
}

/// What to do with an address from a delegation that is not reachable from the Internet (RFC 6890).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateAddresses {
    /// Send nothing: a zone's owner must not aim the tool at its user's network.
    Skip,
    /// Ask it like any other.
    Ask,
}

/// One proof under way.
#[derive(Debug)]
pub struct Check {
    _task: Task,
    _note: String,
}

impl Check {
    /// Begins. `seed` draws the random names that tell a wildcard.
    pub fn new(task: Task, seed: u64) -> Self {
        let _ = seed;
        Self { _task: task, _note: String::new() }
    }
}
