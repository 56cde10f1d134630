//! One proof: plans questions, gathers observations. Knows zones and names; knows nothing of packets or time.
//!
//! [`Task`] says what is to be found out, [`Check`] finds it out. A check goes forward only: every address of every
//! zone that matters is asked for the record (evidence); where that proves nothing, a bounded second round looks for
//! the record at the names where such records end up and asks for the serials; then the observations are explained.

mod evidence;
mod expectation;
mod kept;
pub mod limits;
mod mail;
mod observation;
mod opinions;
mod search;
mod task;
mod verdict;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;
use core::net::SocketAddr;
use core::time::Duration;

use bytes::Bytes;

use crate::delegation::{Discovery, LookupId, Progress, Settings};
use crate::diagnosis;
use crate::exchange::{Facts, Failure, Recursion, Transports};
use crate::proof::{Outcome, Proof, Verdict};
use crate::wire::{Question, RecordType};

use limits::{COMPANY_AFTER, Limit};
use opinions::Validation;
use search::{Probe, Search};

pub use crate::delegation::{Families, Hint, PrivateAddresses, Start};
pub(crate) use evidence::Seen;
pub use expectation::{Expectation, Needed, NotMade, Origin, Wanted};
pub(crate) use mail::{Fate, Route, address_typed_for_name};
pub(crate) use observation::{
    Observations, Opinion, Place, RowKey, Sighting, Station, StationServer, Zonal, is_evidence,
};
pub(crate) use search::{is_sibling as is_random_sibling, without_underscore};
pub use task::{FixedHost, FixedServer, Goal, Reading, Require, SecondOpinions, Task};
pub(crate) use verdict::{Sought, holds};

/// One question to put to one server.
#[derive(Clone, Debug)]
pub struct Order {
    /// Names this order when its answer is handed in.
    pub ticket: Ticket,
    /// What to ask.
    pub question: Question,
    /// Whom.
    pub server: SocketAddr,
    /// RD: desired of resolvers alone.
    pub recursion: Recursion,
    /// Whether TCP alone will do, whatever the batch's policy is.
    pub transports: Transports,
    /// The most transmissions, if the batch's policy allows more.
    pub tries: u8,
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
    Search(Box<Probe>),
    Serial(SocketAddr),
    Placed(usize, SocketAddr),
    Opinion(usize, SocketAddr, Validation),
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
/// then look at [`poll_proof`](Self::poll_proof). A check has no clock: its driver, such as a
/// [`Batch`](crate::batch::Batch), says when time is over.
///
/// ```
/// use txtproof::check::{Check, Expectation, FixedHost, FixedServer, Goal, Task, Wanted};
/// use txtproof::exchange::{Facts, Failure};
/// use txtproof::proof::{Outcome, Verdict};
///
/// let wanted = Wanted::Octets(vec!["token".into()]);
/// let expectation = Expectation::new("_x.shop.example".parse()?, wanted);
/// let server = FixedServer { host: FixedHost::Address("192.0.2.1".parse()?), port: 53 };
/// let task = Task::new("shop.example".parse()?, Goal::Prove(vec![expectation]));
/// let mut check = Check::new(Task { servers: vec![server], ..task }, 7);
///
/// while let Some(order) = check.poll_order() {
///     assert_eq!(order.server, "192.0.2.1:53".parse()?);
///     check.handle_answer(order.ticket, Err(Failure::Timeout), Facts::default());
/// }
/// let proof = check.poll_proof().unwrap();
/// assert_eq!((proof.verdict, proof.servers[0].outcome), (Verdict::Inconclusive, Outcome::Timeout));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Check {
    discovery: Discovery,
    observations: Observations,
    phase: Phase,
    search: Search,
    seed: u64,
    orders: VecDeque<Order>,
    purposes: BTreeMap<Ticket, Purpose>,
    lookups: BTreeMap<LookupId, Ticket>,
    cancelled: Vec<Ticket>,
    next_ticket: u32,
    proof: Option<Proof>,
}

impl Check {
    /// Begins. `seed` chooses whom to ask first and the random names that tell a wildcard: random octets where there is
    /// a network, any number where a run is to be repeated.
    pub fn new(task: Task, seed: u64) -> Self {
        let settings =
            Settings { port: task.port, families: task.families, private_addresses: task.private_addresses, seed };
        let mut check = Self {
            discovery: Discovery::new(task.start.clone(), settings),
            observations: Observations::new(task),
            phase: Phase::Evidence,
            search: Search::default(),
            seed,
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

    /// An order that is not needed any more: its answer would be ignored.
    pub fn poll_cancelled(&mut self) -> Option<Ticket> {
        self.cancelled.pop()
    }

    /// The proof, once, when the check is over.
    pub fn poll_proof(&mut self) -> Option<Proof> {
        self.proof.take()
    }

    /// Takes what came of an order: a whole accepted message, or why there is none. An order that is over or was
    /// cancelled does nothing.
    pub fn handle_answer(&mut self, ticket: Ticket, result: Result<Bytes, Failure>, facts: Facts) {
        let Some(purpose) = self.purposes.remove(&ticket) else { return };
        match purpose {
            Purpose::Discovery(id) => {
                self.lookups.remove(&id);
                self.discovery.handle_answer(id, &result, facts.attempts);
            }
            Purpose::Evidence(key) => self.note_evidence(&key, result, facts),
            Purpose::Search(probe) => self.note_sightings(&probe, &result),
            Purpose::Serial(address) => self.note_serial(address, result),
            Purpose::Placed(station, server) => self.note_placed(station, server, result, facts),
            Purpose::Opinion(station, resolver, validation) => {
                self.note_opinion(station, resolver, validation, result, facts);
            }
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

    /// Tells how far an order has come whose end will not be waited for: right before [`expire`](Self::expire).
    pub fn handle_unfinished(&mut self, ticket: Ticket, failure: Failure, facts: Facts) {
        let Some(Purpose::Evidence(key)) = self.purposes.get(&ticket) else { return };
        // What an earlier round has heard stays.
        if !self.observations.is_closed(key) {
            self.observations.close_row(key, Seen::unfinished(failure, facts));
        }
    }

    /// Time is over: what has not come is silence, and the proof is drawn from what has.
    pub fn expire(&mut self) {
        if self.phase == Phase::Over {
            return;
        }
        self.observations.expire();
        if self.phase == Phase::Evidence && matches!(self.observations.task.goal, Goal::Mail) {
            self.observations.note_mail_exchanges();
        }
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
            let is_found = self.advance_placed() && self.advance_mail_hosts();
            let is_asking = self.purposes.values().any(|purpose| !matches!(purpose, Purpose::Discovery(_)));
            if is_found && !is_asking {
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
                let mut is_known = !set.is_pending;
                if self.observations.task.goal.is_judged() && station.aliases == 0 {
                    match self.discovery.key_tags(&cut.zone) {
                        Progress::Ready(tags) => station.key_tags = tags,
                        Progress::Pending => is_known = false,
                        Progress::Failed(_) => {}
                    }
                }
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
        let may_ask = self.observations.task.may_ask(key.address.ip());
        if !self.observations.open_row(key) {
            return;
        }
        if !may_ask {
            self.observations.close_row(key, Seen::skipped("an address that is not reachable from the Internet"));
            return;
        }
        // Two records may lead to one question.
        if let Some((result, facts)) = self.observations.known_result(&key.question(), key.address) {
            self.note_evidence(key, result, facts);
            return;
        }
        self.order_row(key);
    }

    fn order_row(&mut self, key: &RowKey) {
        let question = key.question();
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
        if self.observations.close_round(key, seen) {
            self.order_row(key);
        }
        if let (Outcome::Alias, Some(target)) = (outcome, target) {
            self.observations.follow(key, *target);
        }
        let is_without_record = matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain);
        if let Some(apex) = self.observations.apex_row(key).filter(|_| is_without_record) {
            self.ask_row(&apex);
        }
    }

    fn begin_second_round(&mut self) {
        self.take_stock();
        self.phase = Phase::SecondRound;
        if matches!(self.observations.task.goal, Goal::Mail) {
            self.observations.note_mail_exchanges();
            return;
        }
        if !self.observations.is_proof_wanted() {
            self.conclude();
            return;
        }
        if self.observations.verdict() == Verdict::Proven {
            self.ask_resolvers();
            return;
        }
        for (address, question) in self.observations.serials_to_ask() {
            self.order(question, address, Recursion::NotDesired, Purpose::Serial(address));
        }
        self.search = Search::plan(&self.observations, self.seed);
    }

    /// One name at a time, at one server: a burst is what rate limits drop.
    fn advance_search(&mut self) {
        let is_asking = self.purposes.values().any(|purpose| matches!(purpose, Purpose::Search(_)));
        if is_asking {
            return;
        }
        while let Some(probe) = self.search.next_probe() {
            let (question, server) = (probe.question.clone(), probe.server);
            // Where another record belongs, its own row has told already what stands there.
            if let Some((result, _)) = self.observations.known_result(&question, server) {
                self.note_sightings(&probe, &result);
                continue;
            }
            self.order(question, server, Recursion::NotDesired, Purpose::Search(Box::new(probe)));
            return;
        }
    }

    fn note_sightings(&mut self, probe: &Probe, result: &Result<Bytes, Failure>) {
        for station in probe.stations.iter().copied() {
            let mut seen = self.observations.read_for(station, &probe.question, result.clone(), Facts::default());
            if !matches!(seen.outcome, Outcome::Match | Outcome::Mismatch) {
                continue;
            }
            if self.observations.is_any_among(station, &seen.answers) {
                self.search.doubt(probe);
            }
            self.observations.keep_beside(&mut seen);
            let Probe { question, server, .. } = probe.clone();
            self.observations.sightings.push(Sighting { station, question, server, answers: seen.answers });
        }
    }

    fn note_serial(&mut self, address: SocketAddr, result: Result<Bytes, Failure>) {
        if let Some(zonal) = result.ok().and_then(|octets| evidence::serial(&octets)) {
            self.observations.serials.insert(address, zonal);
        }
    }

    /// Looks up where mail goes, once it is known; true when there is nothing more to come.
    fn advance_mail_hosts(&mut self) -> bool {
        let mut is_complete = true;
        for host in self.observations.mail_hosts_to_find() {
            let found = self.discovery.mail_host(&host);
            is_complete &= !found.is_pending;
            self.observations.mail_hosts.insert(host, found);
        }
        is_complete
    }

    /// Notes what discovery alone knows and the verdict depends on. Bounds that looking up mail's hosts has hit keep none from
    /// being asked where mail goes: whoever is not found out is told of by itself.
    fn take_stock(&mut self) {
        let is_beside = matches!(self.observations.task.goal, Goal::Mail) && self.phase == Phase::SecondRound;
        let Observations { reached, reached_beside, .. } = &mut self.observations;
        let limits = if is_beside { reached_beside } else { reached };
        limits.extend(self.discovery.limits_hit().map(Limit::from));
        self.observations.heard = self.discovery.heard();
        self.observations.reached_beside.extend(self.search.is_cut.then_some(Limit::SearchQueries));
    }

    fn conclude(&mut self) {
        self.take_stock();
        self.phase = Phase::Over;
        self.orders.clear();
        self.cancelled.extend(core::mem::take(&mut self.purposes).into_keys());
        self.observations.forget_responses();
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
                (order.transports, order.tries) = (lookup.transports, lookup.tries);
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
        let tries = u8::MAX;
        self.orders.push_back(Order { ticket, question, server, recursion, transports, tries, silence });
        ticket
    }
}

/// The type of the question that tells a zone's serial.
const SERIAL_TYPE: RecordType = RecordType::SOA;
