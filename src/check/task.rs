//! What a check is to do: the domain, the records, where to begin, whom to ask.

use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use super::Expectation;
use crate::delegation::{Families, PrivateAddresses, Start, root_hints};
use crate::provider::Provider;
use crate::wire::{Name, RecordType};

/// The port of name servers.
const DNS_PORT: u16 = 53; // RFC 1035 §4.2

/// What is to be found out, and where to begin.
///
/// ```
/// use txtproof::check::{Expectation, Goal, Require, Task, Wanted};
///
/// let wanted = Wanted::Octets(vec!["fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=".into()]);
/// let expectation = Expectation::new("_amazonses.example.com".parse()?, wanted);
/// let task = Task::new("example.com".parse()?, Goal::Prove(vec![expectation]));
/// let stricter = Task { require: Require::All, ..task };
/// assert_eq!(stricter.port, 53);
/// # Ok::<(), txtproof::wire::NameError>(())
/// ```
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
    /// How often each address is asked for the record; 0 counts as 1.
    pub rounds: u8,
    /// Whom to ask beside the authorities.
    pub second_opinions: SecondOpinions,
    /// The time of day, in seconds since 1970, for values that say when they expire; `None` where it is not known.
    pub unix_time: Option<u64>,
}

impl Task {
    /// The goal as the program goes about it unless it is told otherwise: from the built-in root hints, at port 53,
    /// over both address families, each address once, at least half of the name servers required, addresses that are
    /// not reachable from the Internet left alone, nobody asked beside the authorities, the time of day not known.
    pub fn new(domain: Name, goal: Goal) -> Self {
        Self {
            domain,
            provider: None,
            goal,
            start: Start::Root(root_hints()),
            servers: Vec::new(),
            port: DNS_PORT,
            families: Families::Both,
            require: Require::Half,
            private_addresses: PrivateAddresses::Skip,
            rounds: 1,
            second_opinions: SecondOpinions::default(),
            unix_time: None,
        }
    }

    /// Whether an address may get a packet: one that the user typed always, also where others say it is theirs.
    pub(crate) fn may_ask(&self, address: IpAddr) -> bool {
        let mut named = self.servers.iter().chain(&self.second_opinions.placed_at);
        self.private_addresses.allow(address)
            || named.any(|server| matches!(server.host, FixedHost::Address(typed) if typed == address))
    }
}

/// Servers that are asked too and that are never part of the verdict. By default none.
#[derive(Clone, Debug, Default)]
pub struct SecondOpinions {
    /// Where the user put the record.
    pub placed_at: Option<FixedServer>,
    /// Recursive resolvers, asked once the authorities hold the record: asking earlier would plant an absence in their
    /// caches.
    pub also_ask: Vec<SocketAddr>,
}

/// What a check does.
#[derive(Clone, Debug)]
pub enum Goal {
    /// Prove records: each name and type with the values expected there.
    Prove(Vec<Expectation>),
    /// Find the name servers alone (`ns`).
    NameServers,
    /// Find out where mail for the domain goes, and whether it can get there (`mail`).
    Mail,
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

impl Goal {
    /// Whether a verdict is wanted.
    pub(crate) const fn is_judged(&self) -> bool {
        matches!(self, Self::Prove(_) | Self::Mail)
    }
}

/// Whose answers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Authoritative answers.
    Authoritative,
    /// Any answer, as it comes; recursion is desired.
    AsGiven,
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
    /// By its name, which is resolved as a name server's would be: who owns the name may not aim at private addresses.
    Name(Name),
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
