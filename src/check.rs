//! One proof: plans questions, gathers observations. Knows zones and names; knows nothing of packets or time.
//!
//! A check goes forward only: every address of every zone that matters is asked for the record (evidence); where that
//! proves nothing, a bounded second round looks for the record at the names where such records end up and asks for the
//! serials; then the observations are explained.

mod evidence;
mod expectation;
mod observation;
mod search;
mod task;
mod verdict;

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;
use core::net::SocketAddr;
use core::time::Duration;

use bytes::Bytes;

use crate::delegation::{Discovery, LookupId, Progress, Settings};
use crate::diagnosis;
use crate::exchange::{Facts, Failure, Recursion, Transports};
use crate::proof::{Outcome, Proof};
use crate::wire::{Question, RecordType};

use search::{Probe, Search};

pub use crate::delegation::{Families, Hint, PrivateAddresses, Start};
pub use evidence::MAX_RECORDS;
pub(crate) use evidence::Seen;
pub use expectation::{Expectation, Needed, NotMade, Origin, Wanted};
pub(crate) use observation::{Observations, Place, RowKey, Sighting, Station, StationServer, Zonal};
pub(crate) use search::{MAX_SEARCH_QUERIES, without_underscore};
pub use task::{FixedHost, FixedServer, Goal, Reading, Require, Task};
pub(crate) use verdict::{Sought, holds};

/// The most CNAMEs followed from a record's name.
pub const MAX_ALIASES: usize = 16;

/// How long a server on the way to the zone may be silent before another one is asked as well.
const COMPANY_AFTER: Duration = Duration::from_millis(400);

/// One question to put to one server.
#[derive(Clone, Debug)]
pub struct Order {
    /// Names this order when its answer is handed in.
    pub ticket: Ticket,
    /// What to ask.
    pub question: Question,
    /// Whom.
    pub server: SocketAddr,
    /// RD.
    pub recursion: Recursion,
    /// Whether TCP alone will do, whatever the batch's policy is.
    pub transports: Transports,
    /// After how long a silence to call [`Check::handle_silence`], once.
    pub silence: Option<Duration>,
}

/// An order's number within its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u32);

/// What an order is for.
#[derive(Clone, Debug)]
enum Purpose {
    Discovery(LookupId),
    Evidence(RowKey),
    Search(Probe),
    Serial(SocketAddr),
}

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Evidence,
    SecondRound,
    Over,
}

/// One proof under way.
///
/// One input ([`handle_answer`](Self::handle_answer), [`handle_silence`](Self::handle_silence),
/// [`expire`](Self::expire)), then drain [`poll_order`](Self::poll_order) and [`poll_cancelled`](Self::poll_cancelled),
/// then look at [`poll_proof`](Self::poll_proof).
#[derive(Debug)]
pub struct Check {
    discovery: Discovery,
    observations: Observations,
    phase: Phase,
    search: Search,
    orders: VecDeque<Order>,
    purposes: BTreeMap<Ticket, Purpose>,
    lookups: BTreeMap<LookupId, Ticket>,
    cancelled: Vec<Ticket>,
    next_ticket: u32,
    proof: Option<Proof>,
}

impl Check {
    /// Begins. `seed` chooses whom to ask first and the random names that tell a wildcard.
    pub fn new(task: Task, seed: u64) -> Self {
        let settings =
            Settings { port: task.port, families: task.families, private_addresses: task.private_addresses, seed };
        let mut check = Self {
            discovery: Discovery::new(task.start.clone(), settings),
            observations: Observations::new(task),
            phase: Phase::Evidence,
            search: Search::default(),
            orders: VecDeque::new(),
            purposes: BTreeMap::new(),
            lookups: BTreeMap::new(),
            cancelled: Vec::new(),
            next_ticket: 0,
            proof: None,
        };
        check.advance();
        check
    }

    /// The next question to ask.
    pub fn poll_order(&mut self) -> Option<Order> {
        self.orders.pop_front()
    }

    /// An order that is not needed any more.
    pub fn poll_cancelled(&mut self) -> Option<Ticket> {
        self.cancelled.pop()
    }

    /// The proof, once, when the check is over.
    pub fn poll_proof(&mut self) -> Option<Proof> {
        self.proof.take()
    }

    /// Takes what came of an order.
    pub fn handle_answer(&mut self, ticket: Ticket, result: Result<Bytes, Failure>, facts: Facts) {
        let Some(purpose) = self.purposes.remove(&ticket) else { return };
        match purpose {
            Purpose::Discovery(id) => {
                self.lookups.remove(&id);
                self.discovery.handle_answer(id, &result, facts.attempts);
            }
            Purpose::Evidence(key) => self.note_evidence(&key, result, facts),
            Purpose::Search(probe) => self.note_sighting(&probe, &result),
            Purpose::Serial(address) => self.note_serial(address, result),
        }
        self.advance();
    }

    /// Tells that an order with [`Order::silence`] has been silent for so long.
    pub fn handle_silence(&mut self, ticket: Ticket) {
        if let Some(Purpose::Discovery(id)) = self.purposes.get(&ticket) {
            self.discovery.handle_silence(*id);
            self.advance();
        }
    }

    /// Time is over: what has not come is silence, and the proof is drawn from what has.
    pub fn expire(&mut self) {
        if self.phase == Phase::Over {
            return;
        }
        self.observations.expire();
        self.conclude();
    }

    fn advance(&mut self) {
        if self.phase == Phase::Evidence {
            let is_complete = self.advance_evidence();
            if is_complete {
                self.begin_second_round();
            }
        }
        if self.phase == Phase::SecondRound {
            self.advance_search();
            let is_asking =
                self.purposes.values().any(|purpose| matches!(purpose, Purpose::Search(_) | Purpose::Serial(_)));
            if !is_asking {
                self.conclude();
            }
        }
        self.collect_lookups();
    }

    /// Goes as far as facts carry in every zone that matters; true when there is nothing more to come.
    fn advance_evidence(&mut self) -> bool {
        let mut is_complete = true;
        let mut index = 0;
        // Stations are added on the way: an alias found in one row makes its target a station.
        while index < self.observations.stations.len() {
            is_complete &= self.advance_station(index);
            index += 1;
        }
        is_complete && !self.purposes.values().any(|purpose| matches!(purpose, Purpose::Evidence(_)))
    }

    fn advance_station(&mut self, index: usize) -> bool {
        let is_known =
            if self.observations.task.servers.is_empty() { self.locate(index) } else { self.use_fixed_servers(index) };
        for key in self.observations.rows_to_ask(index) {
            self.ask_row(&key);
        }
        is_known
    }

    /// Finds the station's zone and its name servers, as far as they are known.
    fn locate(&mut self, index: usize) -> bool {
        let Some(station) = self.observations.stations.get_mut(index) else { return true };
        let base = station.base(&self.observations.task.domain);
        match self.discovery.zone_cut(&station.name, &base) {
            Progress::Pending => false,
            Progress::Failed(obstacle) => {
                station.obstacle = Some(obstacle);
                true
            }
            Progress::Ready(cut) => {
                let set = self.discovery.name_servers(&cut.zone);
                let is_known = !set.is_pending;
                let parent = self.discovery.parent(&cut.zone).cloned();
                let domain = self.discovery.fact(&cut.zone, &self.observations.task.domain).cloned();
                station.set_zone(cut, parent, domain, set);
                is_known
            }
        }
    }

    fn use_fixed_servers(&mut self, index: usize) -> bool {
        let mut is_known = true;
        let mut servers = Vec::new();
        for server in &self.observations.task.servers {
            let entry = StationServer::fixed(server, |name| self.discovery.addresses(name));
            is_known &= !entry.is_pending;
            servers.push(entry);
        }
        if let Some(station) = self.observations.stations.get_mut(index) {
            station.servers = servers;
        }
        is_known
    }

    fn ask_row(&mut self, key: &RowKey) {
        let may_ask = self.observations.may_ask(key);
        self.observations.open_row(key);
        if !may_ask {
            self.observations.close_row(key, Seen::skipped("an address that is not reachable from the Internet"));
            return;
        }
        let question = key.question();
        // Two records may lead to one question.
        if let Some((result, facts)) = self.observations.known_result(&question, key.address) {
            self.note_evidence(key, result, facts);
            return;
        }
        let recursion = match self.observations.task.goal {
            Goal::Show { reading: Reading::AsGiven, .. } => Recursion::Desired,
            _ => Recursion::NotDesired,
        };
        self.order(question, key.address, recursion, Purpose::Evidence(key.clone()));
    }

    fn note_evidence(&mut self, key: &RowKey, result: Result<Bytes, Failure>, facts: Facts) {
        let seen = self.observations.read(key, result, facts);
        let outcome = seen.outcome;
        let target = seen.target.clone();
        self.observations.close_row(key, seen);
        if let (Outcome::Alias, Some(target)) = (outcome, target) {
            self.observations.follow(key, target);
        }
        if matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain)
            && let Some(apex) = self.observations.apex_row(key)
        {
            self.ask_row(&apex);
        }
    }

    fn begin_second_round(&mut self) {
        self.phase = Phase::SecondRound;
        self.take_stock();
        if self.observations.is_over_after_evidence() {
            self.conclude();
            return;
        }
        for (address, question) in self.observations.serials_to_ask() {
            self.order(question, address, Recursion::NotDesired, Purpose::Serial(address));
        }
        self.search = Search::plan(&self.observations);
        self.observations.is_search_cut = self.search.is_cut;
    }

    /// One name at a time, at one server: a burst is what rate limits drop.
    fn advance_search(&mut self) {
        let is_asking = self.purposes.values().any(|purpose| matches!(purpose, Purpose::Search(_)));
        if is_asking {
            return;
        }
        while let Some(probe) = self.search.next_probe() {
            let question = probe.question();
            // Where another record belongs, its own row has told already what stands there.
            if let Some((result, _)) = self.observations.known_result(&question, probe.server) {
                self.note_sighting(&probe, &result);
                continue;
            }
            self.order(question, probe.server, Recursion::NotDesired, Purpose::Search(probe));
            return;
        }
    }

    fn note_sighting(&mut self, probe: &Probe, result: &Result<Bytes, Failure>) {
        let question = probe.question();
        for station in probe.stations.iter().copied() {
            let seen = self.observations.read_for(station, &question, result.clone(), Facts::default());
            if matches!(seen.outcome, Outcome::Match | Outcome::Mismatch) {
                let Probe { name, record_type, server, .. } = probe.clone();
                self.observations.sightings.push(Sighting { station, name, record_type, server, held: seen.held });
            }
        }
    }

    fn note_serial(&mut self, address: SocketAddr, result: Result<Bytes, Failure>) {
        if let Ok(octets) = result
            && let Some(zonal) = evidence::serial(&octets)
        {
            self.observations.serials.insert(address, zonal);
        }
    }

    /// Notes what discovery alone knows and the verdict depends on.
    fn take_stock(&mut self) {
        self.observations.limits = self.discovery.limits_hit().collect();
        self.observations.heard = self.discovery.heard();
    }

    fn conclude(&mut self) {
        self.phase = Phase::Over;
        self.orders.clear();
        self.cancelled.extend(core::mem::take(&mut self.purposes).into_keys());
        self.take_stock();
        self.proof = Some(diagnosis::conclude(&self.observations));
    }

    fn collect_lookups(&mut self) {
        while let Some(lookup) = self.discovery.poll_lookup() {
            if self.phase == Phase::Over {
                continue;
            }
            let ticket = self.order(lookup.question, lookup.server, lookup.recursion, Purpose::Discovery(lookup.id));
            self.lookups.insert(lookup.id, ticket);
            if let Some(order) = self.orders.back_mut() {
                order.transports = lookup.transports;
            }
        }
        while let Some(id) = self.discovery.poll_abandoned() {
            if let Some(ticket) = self.lookups.remove(&id) {
                self.purposes.remove(&ticket);
                self.orders.retain(|order| order.ticket != ticket);
                self.cancelled.push(ticket);
            }
        }
    }

    fn order(&mut self, question: Question, server: SocketAddr, recursion: Recursion, purpose: Purpose) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket = self.next_ticket.wrapping_add(1);
        let silence = matches!(purpose, Purpose::Discovery(_)).then_some(COMPANY_AFTER);
        self.purposes.insert(ticket, purpose);
        let transports = Transports::UdpThenTcp;
        self.orders.push_back(Order { ticket, question, server, recursion, transports, silence });
        ticket
    }
}

/// The type of the question that tells a zone's serial.
const SERIAL_TYPE: RecordType = RecordType::SOA;
