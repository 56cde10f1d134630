//! The walk to the zone cut: which zone holds a name, which name servers it has, and at which addresses.
//!
//! [`Discovery`] holds what is known and plans by asking itself: [`zone_cut`](Discovery::zone_cut) goes down from the
//! root as far as known facts carry, and where a fact is missing it wants one question asked
//! ([`poll_lookup`](Discovery::poll_lookup)) and says [`Progress::Pending`]. Every answer makes it go again. Whatever two
//! walks both need is asked once.
//!
//! It asks NS questions with one label more each time (RFC 9156), follows referrals that go down (RFC 1034 §5.3.3),
//! uses glue from a zone that may give it, and looks up what glue there is not. [`limits`] says how far it goes.
//! [`Check`](crate::check::Check) drives it.

mod address;
mod asking;
mod hints;
mod knowledge;
pub mod limits;
mod mail_host;
mod walk;

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::vec::Vec;
use core::fmt;
use core::net::{IpAddr, SocketAddr};

use crate::exchange::{Failure, Recursion, Transports};
use crate::wire::{Flags, Name, Question, Rcode};

use asking::{Ask, UnderWay};
use knowledge::{Upstream, Zone};
use limits::Limit;

pub use address::is_reachable_from_internet;
pub use hints::root_hints;
pub use knowledge::Fact;
pub use mail_host::MailHost;
pub use walk::{HostAddresses, KeyTags, NameServers, OwnList, ServerEntry};

/// Where discovery begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// The root servers: names and addresses. [`root_hints`] has the built-in ones.
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

impl Families {
    /// Whether addresses of this one's family are asked.
    pub const fn include(self, address: IpAddr) -> bool {
        match self {
            Self::Both => true,
            Self::Ipv4 => address.is_ipv4(),
            Self::Ipv6 => address.is_ipv6(),
        }
    }
}

/// What to do with an address from a delegation that is not reachable from the Internet (RFC 6890).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateAddresses {
    /// Send nothing: a zone's owner must not aim the tool at its user's network.
    Skip,
    /// Ask it like any other.
    Ask,
}

impl PrivateAddresses {
    /// Whether `address`, which a delegation names, may get a packet.
    pub fn allow(self, address: IpAddr) -> bool {
        self == Self::Ask || is_reachable_from_internet(address)
    }
}

/// How discovery asks.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The port of every server whose address comes from hints or a delegation.
    pub port: u16,
    /// Which families are asked.
    pub families: Families,
    /// Whether addresses that are not reachable from the Internet are asked.
    pub private_addresses: PrivateAddresses,
    /// Which of a zone's servers is asked first: another one for each check, so that the load is spread.
    pub seed: u64,
}

/// How far something has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress<T> {
    /// It is known.
    Ready(T),
    /// Questions are under way.
    Pending,
    /// It cannot be found out.
    Failed(Obstacle),
}

/// Why something could not be found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No server of this zone gave a usable answer; what the last one did instead.
    NoAnswer {
        /// The zone whose servers were asked.
        zone: Name,
        /// What the last of them did.
        trouble: Option<Trouble>,
    },
    /// The resolver that the user named gave no usable answer.
    ResolverSilent(Option<Trouble>),
    /// The resolver that the user named says that this name does not exist.
    MissingAtResolver(Name),
    /// The address of this name server is needed for finding out the address of this name server.
    Cycle(Name),
    /// This name server has no address.
    NoAddress(Name),
    /// A bound was hit.
    Limit(Limit),
}

/// What a server did instead of answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing that could be read.
    Failure(Failure),
    /// A response code.
    Rcode(Rcode),
    /// A response without authority for the zone.
    NotAuthoritative,
    /// A response that contradicts itself.
    Malformed,
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(Failure::Timeout) => formatter.write_str("silence"),
            Self::Failure(Failure::Refused) => formatter.write_str("nobody listens there"),
            Self::Failure(Failure::Unreachable) => formatter.write_str("not to be reached"),
            Self::Failure(Failure::NoRoute) => formatter.write_str("no route from here"),
            Self::Failure(Failure::Malformed) | Self::Malformed => formatter.write_str("a malformed response"),
            Self::Failure(Failure::Truncated) => formatter.write_str("a truncated response and no TCP"),
            Self::Failure(Failure::Local) => formatter.write_str("no socket to be had on this machine"),
            Self::Failure(Failure::BareRcode(rcode)) | Self::Rcode(rcode) => rcode.fmt(formatter),
            Self::NotAuthoritative => formatter.write_str("a response without authority"),
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAnswer { zone, trouble: Some(trouble) } => {
                write!(formatter, "no name server of {} gave a usable answer (the last: {trouble})", Shown(zone))
            }
            Self::NoAnswer { zone, trouble: None } => {
                write!(formatter, "no name server of {} has an address that can be asked", Shown(zone))
            }
            Self::ResolverSilent(Some(trouble)) => write!(formatter, "the resolver gave no usable answer ({trouble})"),
            Self::ResolverSilent(None) => formatter.write_str("the resolver could not be asked"),
            Self::MissingAtResolver(name) => write!(formatter, "the resolver says that {name} does not exist"),
            Self::Cycle(name) => write!(formatter, "the address of {name} depends on itself"),
            Self::NoAddress(name) => write!(formatter, "{name} has no address"),
            Self::Limit(limit) => write!(formatter, "this program's bound was hit: {limit}"),
        }
    }
}

/// A zone as messages name it.
struct Shown<'n>(&'n Name);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_root() { formatter.write_str("the root") } else { self.0.fmt(formatter) }
    }
}

/// A zone cut, and whether it is sure that there is no deeper one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneCut {
    /// The deepest zone found on the way to the name.
    pub zone: Name,
    /// Why there may be a deeper one; such a zone is shown but never proves anything.
    pub doubt: Option<Obstacle>,
}

/// One question to put to one server.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// Names this look-up when its answer is handed in.
    pub id: LookupId,
    /// What to ask.
    pub question: Question,
    /// Whom.
    pub server: SocketAddr,
    /// RD.
    pub recursion: Recursion,
    /// How. TCP where UDP has left something out.
    pub transports: Transports,
    /// The most transmissions, if the policy allows more.
    pub tries: u8,
}

/// A look-up's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LookupId(u32);

/// What is known of the way to the name servers, and what is being asked.
///
/// One input ([`handle_answer`](Self::handle_answer), [`handle_silence`](Self::handle_silence)), then ask again for what
/// is wanted ([`zone_cut`](Self::zone_cut), [`name_servers`](Self::name_servers)), then drain
/// [`poll_lookup`](Self::poll_lookup) and [`poll_abandoned`](Self::poll_abandoned).
#[derive(Debug)]
pub struct Discovery {
    settings: Settings,
    resolver: Option<SocketAddr>,
    zones: BTreeMap<Name, Zone>,
    asks: BTreeMap<(Upstream, Question), Ask>,
    under_way: BTreeMap<LookupId, UnderWay>,
    /// Servers that were silent or no use when they were asked last: they come after the others.
    unhelpful: BTreeSet<SocketAddr>,
    next_id: u32,
    wanted: VecDeque<Lookup>,
    abandoned: Vec<LookupId>,
    /// Transmissions so far, and those that look-ups under way may still need.
    queries: u32,
    address_lookups: BTreeMap<Question, Name>,
    failed_address_lookups: BTreeSet<Question>,
    limits_hit: BTreeSet<Limit>,
    heard: Heard,
}

/// How many responses authoritative servers gave, and how many of them offer recursion (RA).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// All.
    pub responses: u32,
    /// Those with RA=1.
    pub offering_recursion: u32,
}

impl Heard {
    /// Counts one more response.
    pub fn note(&mut self, flags: Flags) {
        self.responses = self.responses.saturating_add(1);
        self.offering_recursion = self.offering_recursion.saturating_add(u32::from(flags.is_recursion_available()));
    }

    /// Whether something else answers for the servers: root servers never offer recursion, so where everybody on the way
    /// from the root does, it is always the same resolver that speaks.
    pub const fn is_intercepted(self) -> bool {
        self.responses >= 2 && self.offering_recursion == self.responses
    }
}

impl Discovery {
    /// Begins with nothing known but `start`.
    pub fn new(start: Start, settings: Settings) -> Self {
        let mut discovery = Self {
            settings,
            resolver: None,
            zones: BTreeMap::new(),
            asks: BTreeMap::new(),
            under_way: BTreeMap::new(),
            unhelpful: BTreeSet::new(),
            next_id: 0,
            wanted: VecDeque::new(),
            abandoned: Vec::new(),
            queries: 0,
            address_lookups: BTreeMap::new(),
            failed_address_lookups: BTreeSet::new(),
            limits_hit: BTreeSet::new(),
            heard: Heard::default(),
        };
        match start {
            Start::Recursive(resolver) => discovery.resolver = Some(resolver),
            Start::Root(hints) => {
                discovery.zones.insert(Name::root(), Zone::root(hints));
            }
        }
        discovery
    }

    /// The bounds that were hit so far, each once.
    pub fn limits_hit(&self) -> impl Iterator<Item = Limit> {
        self.limits_hit.iter().copied()
    }

    /// The responses of authoritative servers so far.
    pub const fn heard(&self) -> Heard {
        self.heard
    }

    /// The zone that delegates `zone`, where the walk came through it.
    pub fn parent(&self, zone: &Name) -> Option<&Name> {
        self.zones.get(zone)?.parent.as_ref()
    }

    /// What the servers of `zone` said of the NS question for `name`, if they were asked.
    pub fn fact(&self, zone: &Name, name: &Name) -> Option<&Fact> {
        let question = Question::new(name.clone(), crate::wire::RecordType::NS);
        self.asks.get(&(Upstream::Zone(zone.clone()), question))?.answer.as_ref()
    }

    fn hit<T>(&mut self, limit: Limit) -> Progress<T> {
        self.limits_hit.insert(limit);
        Progress::Failed(Obstacle::Limit(limit))
    }
}
