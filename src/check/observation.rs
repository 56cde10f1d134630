//! What a check has seen so far: stations (names and the zones that hold them) and rows (what one address said).

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use bytes::Bytes;

use super::evidence::{self, Seen};
use super::kept::Kept;
use super::limits::{Limit, MAX_ALIASES, MAX_NAMES, MAX_QUESTIONS};
use super::{Expectation, FixedHost, FixedServer, Goal, Reading, SERIAL_TYPE, Task};
use crate::delegation::{Fact, Heard, HostAddresses, KeyTags, MailHost, NameServers, Obstacle, OwnList, ZoneCut};
use crate::exchange::{Facts, Failure};
use crate::proof::{Answer, Answers, Exchange, ListedBy, Outcome, ServerName, Value};
use crate::provider::Shape;
use crate::response::Scope;
use crate::wire::{Name, Question, RecordType};

/// Everything that was seen; diagnosis works from this alone.
#[derive(Debug)]
pub(crate) struct Observations {
    pub(crate) task: Task,
    pub(crate) stations: Vec<Station>,
    pub(crate) rows: BTreeMap<RowKey, Option<Seen>>,
    pub(crate) sightings: Vec<Sighting>,
    pub(crate) serials: BTreeMap<SocketAddr, Zonal>,
    /// How often each row was asked.
    rounds: BTreeMap<RowKey, u8>,
    /// Rows whose answers differed over the rounds.
    pub(crate) varying: BTreeSet<RowKey>,
    /// Where mail goes, by preference: as much of it as is looked up.
    pub(crate) mail_exchanges: Vec<Exchange>,
    /// What is known of each of those hosts.
    pub(crate) mail_hosts: BTreeMap<Name, MailHost>,
    /// What the server where the user put the record says.
    pub(crate) placed: Vec<Placed>,
    /// What the resolvers say.
    pub(crate) opinions: Vec<Opinion>,
    /// The bounds that were hit on the way to the evidence.
    pub(crate) reached: BTreeSet<Limit>,
    /// Those that were hit beside it: what they left out is no evidence.
    pub(crate) reached_beside: BTreeSet<Limit>,
    kept: Kept,
    pub(crate) heard: Heard,
    pub(crate) is_expired: bool,
}

/// A name that matters: the record's, or what an alias leads to; and the zone that holds it.
#[derive(Debug)]
pub(crate) struct Station {
    pub(crate) name: Name,
    pub(crate) record_type: RecordType,
    /// Which expectation is looked for here; `None`: the records are shown, or only the name servers are wanted.
    pub(crate) expectation: Option<usize>,
    /// How many aliases lead here.
    pub(crate) aliases: usize,
    pub(crate) cut: Option<ZoneCut>,
    pub(crate) parent: Option<Name>,
    /// What the servers of the zone said of the domain itself, where the walk asked.
    pub(crate) domain: Option<Fact>,
    pub(crate) obstacle: Option<Obstacle>,
    pub(crate) parent_list: Option<Vec<Name>>,
    pub(crate) own_list: OwnList,
    pub(crate) servers: Vec<StationServer>,
    /// The key tags on both sides of the zone's cut, where the parent vouches for a key.
    pub(crate) key_tags: Option<KeyTags>,
}

/// One name server of a station's zone.
#[derive(Clone, Debug)]
pub(crate) struct StationServer {
    pub(crate) name: ServerName,
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) listed_by: ListedBy,
    pub(crate) obstacle: Option<Obstacle>,
    /// Whether the parent's glue has an address that the zone does not give.
    pub(crate) has_other_glue: bool,
    pub(crate) is_pending: bool,
}

/// One question to one address. There is one row for each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowKey {
    pub(crate) station: usize,
    pub(crate) address: SocketAddr,
    pub(crate) place: Place,
    /// Shared by all rows of the name.
    pub(crate) name: Arc<Name>,
    pub(crate) record_type: RecordType,
}

impl RowKey {
    /// Whether it is this question to this address.
    pub(crate) fn asks(&self, question: &Question, address: SocketAddr) -> bool {
        self.address == address && *self.name == question.name && self.record_type == question.record_type
    }

    pub(crate) fn question(&self) -> Question {
        Question::new((*self.name).clone(), self.record_type)
    }
}

/// Where a row looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// At the station's name.
    Name,
    /// At the domain itself, which counts as a second place for some providers.
    Apex,
}

/// Records that the search found.
#[derive(Debug)]
pub(crate) struct Sighting {
    /// The station whose record was looked for.
    pub(crate) station: usize,
    pub(crate) question: Question,
    pub(crate) server: SocketAddr,
    pub(crate) answers: Answers,
}

/// What the server where the user put the record says of one station's record.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) station: usize,
    pub(crate) server: SocketAddr,
    pub(crate) seen: Seen,
}

/// What a resolver says of one station's record.
#[derive(Debug)]
pub(crate) struct Opinion {
    pub(crate) station: usize,
    /// The record, where the authorities hold it.
    pub(crate) question: Question,
    pub(crate) resolver: SocketAddr,
    pub(crate) seen: Seen,
    /// Whether it failed, and answered once it was told not to validate.
    pub(crate) is_cured_without_validation: bool,
}

/// A zone's version at one address.
#[derive(Clone, Debug)]
pub(crate) struct Zonal {
    pub(crate) mname: Name,
    pub(crate) serial: u32,
}

impl Observations {
    pub(super) fn new(task: Task) -> Self {
        let mut stations: Vec<Station> = match &task.goal {
            Goal::Prove(expectations) => {
                let record = |(index, expected): (usize, &Expectation)| {
                    Station::new(expected.name.clone(), expected.wanted.record_type(), Some(index), 0)
                };
                expectations.iter().enumerate().map(record).collect()
            }
            Goal::Mail => [Station::new(task.domain.clone(), RecordType::MX, None, 0)].into(),
            Goal::NameServers => [Station::new(task.domain.clone(), RecordType::NS, None, 0)].into(),
            Goal::Show { name, record_type, .. } => [Station::new(name.clone(), *record_type, None, 0)].into(),
        };
        let names = stations.len();
        stations.truncate(MAX_NAMES);
        let mut reached = BTreeSet::new();
        reached.extend((names > MAX_NAMES).then_some(Limit::Names));
        Self {
            task,
            stations,
            rows: BTreeMap::new(),
            sightings: Vec::new(),
            serials: BTreeMap::new(),
            rounds: BTreeMap::new(),
            varying: BTreeSet::new(),
            mail_exchanges: Vec::new(),
            mail_hosts: BTreeMap::new(),
            placed: Vec::new(),
            opinions: Vec::new(),
            reached,
            reached_beside: BTreeSet::new(),
            kept: Kept::default(),
            heard: Heard::default(),
            is_expired: false,
        }
    }

    /// The texts looked for at a station; none where names or policies are.
    pub(crate) fn values(&self, station: usize) -> &[Bytes] {
        self.expectation(station).map_or(&[], |expectation| expectation.wanted.octets())
    }

    /// What the provider's values look like at a station, where it says so.
    pub(crate) fn shape(&self, station: usize) -> Option<Shape> {
        self.expectation(station)?.origin.as_ref()?.shape
    }

    pub(crate) fn expectation(&self, station: usize) -> Option<&Expectation> {
        let Goal::Prove(expectations) = &self.task.goal else { return None };
        expectations.get(self.stations.get(station)?.expectation?)
    }

    /// The rows of one station, with what was seen.
    pub(crate) fn rows_of(&self, station: usize, place: Place) -> impl Iterator<Item = (&RowKey, &Seen)> {
        let of_station = self.rows.iter().filter(move |(key, _)| key.station == station && key.place == place);
        of_station.filter_map(|(key, seen)| Some((key, seen.as_ref()?)))
    }

    /// Whose word counts at a station.
    pub(crate) fn scope(&self, station: usize) -> Scope<'_> {
        let is_as_given = matches!(self.task.goal, Goal::Show { reading: Reading::AsGiven, .. });
        let cut = self.stations.get(station).and_then(|station| station.cut.as_ref());
        match cut {
            _ if is_as_given => Scope::Resolver,
            Some(cut) => Scope::Zone(&cut.zone),
            None => Scope::Unknown,
        }
    }

    /// The rows that are still to be asked at the addresses known so far.
    pub(super) fn rows_to_ask(&self, index: usize) -> Vec<RowKey> {
        let Some(station) = self.stations.get(index) else { return Vec::new() };
        if matches!(self.task.goal, Goal::NameServers) {
            return Vec::new();
        }
        let name = Arc::new(station.name.clone());
        let key = |address| RowKey {
            station: index,
            address,
            place: Place::Name,
            name: name.clone(),
            record_type: station.record_type,
        };
        let mut keys: Vec<RowKey> = Vec::new();
        for address in station.servers_in_turn(&self.task.domain) {
            let key = key(address);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if station.is_registry(&self.task.domain) {
            self.keep_two_witnesses(&mut keys);
        }
        keys.retain(|key| !self.rows.contains_key(key));
        keys
    }

    /// A registry's servers are many, and two of them are enough to say that a domain is not there: another is asked only
    /// for one that said nothing.
    fn keep_two_witnesses(&self, keys: &mut Vec<RowKey>) {
        let mut promising = 0;
        keys.retain(|key| {
            let is_lost = matches!(self.rows.get(key), Some(Some(seen)) if !is_evidence(seen.outcome));
            let is_kept = promising < WITNESSES;
            promising += usize::from(is_kept && !is_lost);
            is_kept
        });
    }

    /// What came of the same question to the same address, asked for another station.
    pub(super) fn known_result(
        &self,
        question: &Question,
        address: SocketAddr,
    ) -> Option<(Result<Bytes, Failure>, Facts)> {
        let same = self.rows.iter().filter(|(key, _)| key.asks(question, address));
        same.filter_map(|(_, seen)| seen.as_ref()).find_map(|seen| Some((seen.result.clone()?, seen.facts)))
    }

    /// Whether there may be one more question.
    pub(super) fn open_row(&mut self, key: &RowKey) -> bool {
        if self.rows.len() >= MAX_QUESTIONS {
            self.reached.insert(Limit::Questions);
            return false;
        }
        self.rows.insert(key.clone(), None);
        true
    }

    /// The first of the values looked for at a station that is among these records, wherever they stand.
    pub(crate) fn value_among(&self, station: usize, answers: &[Answer]) -> Option<Value> {
        let wanted = &self.expectation(station)?.wanted;
        let is_there = |index: &usize| answers.iter().any(|answer| wanted.is_said_by(*index, answer));
        (0..wanted.len()).find(is_there).and_then(|index| wanted.value(index))
    }

    /// Whether one of the values looked for at a station is among these records.
    pub(crate) fn is_any_among(&self, station: usize, answers: &[Answer]) -> bool {
        self.value_among(station, answers).is_some()
    }

    /// Whether something between here and the servers answers for them.
    pub(crate) fn is_intercepted(&self) -> bool {
        let mut heard = self.heard;
        for flags in self.rows.values().flatten().filter_map(|seen| seen.flags) {
            heard.note(flags);
        }
        self.heard.responses > 0 && heard.is_intercepted()
    }

    pub(super) fn is_closed(&self, key: &RowKey) -> bool {
        self.rows.get(key).is_some_and(Option::is_some)
    }

    pub(super) fn close_row(&mut self, key: &RowKey, mut seen: Seen) {
        self.kept.keep(&mut seen);
        self.reached.extend(seen.surplus);
        self.rows.insert(key.clone(), Some(seen));
    }

    /// No more is asked: what was remembered so that nothing is asked twice can go. Why there is no response stays.
    pub(super) fn forget_responses(&mut self) {
        self.rows.values_mut().flatten().for_each(|seen| drop(seen.result.take_if(|result| result.is_ok())));
    }

    /// Keeps what is no evidence, as far as there is room.
    pub(super) fn keep_beside(&mut self, seen: &mut Seen) {
        seen.result = None;
        self.kept.keep(seen);
        self.reached_beside.extend(seen.surplus);
    }

    /// Takes one more answer of the same address; whether it is to be asked again. Of answers that differ the one that
    /// lacks something counts: all evidence must hold the record.
    pub(super) fn close_round(&mut self, key: &RowKey, seen: Seen) -> bool {
        let round = self.rounds.entry(key.clone()).or_default();
        *round = round.saturating_add(1);
        let is_again = *round < self.task.rounds && is_evidence(seen.outcome);
        let before = self.rows.get_mut(key).and_then(Option::take);
        match before {
            Some(before) if is_evidence(seen.outcome) && !before.is_same_answer(&seen) => {
                self.varying.insert(key.clone());
                if before.outcome == Outcome::Match {
                    self.close_row(key, seen);
                } else {
                    self.rows.insert(key.clone(), Some(before));
                }
            }
            Some(before) => drop(self.rows.insert(key.clone(), Some(before))),
            None => self.close_row(key, seen),
        }
        is_again
    }

    pub(super) fn read(&self, key: &RowKey, result: Result<Bytes, Failure>, facts: Facts) -> Seen {
        self.read_for(key.station, &key.question(), result, facts)
    }

    /// What a response says of the record of a station, wherever it was looked for.
    pub(super) fn read_for(
        &self,
        station: usize,
        question: &Question,
        result: Result<Bytes, Failure>,
        facts: Facts,
    ) -> Seen {
        match result {
            Err(failure) => Seen::failed(failure, facts),
            Ok(octets) => evidence::read(&octets, question, self.scope(station), self.expectation(station), facts),
        }
    }

    /// Makes an alias's target a station of its own. The bound is one for all aliases of a record: servers that each lead
    /// somewhere else would make a tree of names instead of a chain.
    pub(super) fn follow(&mut self, key: &RowKey, target: Name) {
        let Some(station) = self.stations.get(key.station) else { return };
        let (expectation, record_type, aliases) = (station.expectation, station.record_type, station.aliases + 1);
        if matches!(self.task.goal, Goal::Show { reading: Reading::AsGiven, .. })
            || self.target(key.station, &target).is_some()
        {
            return;
        }
        let is_behind_alias = |other: &&Station| other.aliases > 0 && other.expectation == expectation;
        if self.stations.iter().filter(is_behind_alias).count() >= MAX_ALIASES {
            self.reached.insert(Limit::Aliases);
            return;
        }
        if self.stations.len() >= MAX_NAMES {
            self.reached.insert(Limit::Names);
            return;
        }
        self.stations.push(Station::new(target, record_type, expectation, aliases));
    }

    /// The station that an alias seen at `station` leads to.
    pub(crate) fn target(&self, station: usize, target: &Name) -> Option<usize> {
        let from = self.stations.get(station)?;
        self.stations.iter().position(|other| {
            other.name == *target && other.expectation == from.expectation && other.record_type == from.record_type
        })
    }

    /// The row for the domain itself at the same address, where that is a second place for the record.
    pub(super) fn apex_row(&self, key: &RowKey) -> Option<RowKey> {
        let station = self.stations.get(key.station)?;
        let counts = self.expectation(key.station).is_some_and(Expectation::counts_at_apex);
        let domain = &self.task.domain;
        let is_in_zone = station.cut.as_ref().is_none_or(|cut| domain.is_at_or_below(&cut.zone));
        let is_wanted =
            counts && is_in_zone && key.place == Place::Name && station.aliases == 0 && station.name != *domain;
        let apex = RowKey { place: Place::Apex, name: Arc::new(domain.clone()), ..key.clone() };
        (is_wanted && station.expectation.is_some() && !self.rows.contains_key(&apex)).then_some(apex)
    }

    pub(super) fn expire(&mut self) {
        self.is_expired = true;
        for seen in self.rows.values_mut() {
            seen.get_or_insert_with(|| Seen::unfinished(Failure::Timeout, Facts::default()));
        }
    }

    /// The addresses that gave evidence on the record itself, and the question for their zone's serial.
    pub(super) fn serials_to_ask(&self) -> Vec<(SocketAddr, Question)> {
        let mut questions: BTreeMap<SocketAddr, Question> = BTreeMap::new();
        for (index, station) in self.stations.iter().enumerate() {
            if station.is_registry(&self.task.domain) {
                continue;
            }
            let zone = station.cut.as_ref().map_or(&self.task.domain, |cut| &cut.zone);
            for (key, _) in self.rows_of(index, Place::Name).filter(|(_, seen)| is_evidence(seen.outcome)) {
                questions.entry(key.address).or_insert_with(|| Question::new(zone.clone(), SERIAL_TYPE));
            }
        }
        questions.into_iter().collect()
    }
}

/// How many of a registry's servers must say that a domain is not there.
pub(crate) const WITNESSES: usize = 2;

/// Whether an outcome is evidence, for or against.
pub(crate) const fn is_evidence(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Match | Outcome::Mismatch | Outcome::Answered | Outcome::Alias | Outcome::NoData | Outcome::NxDomain
    )
}

impl Station {
    fn new(name: Name, record_type: RecordType, expectation: Option<usize>, aliases: usize) -> Self {
        Self {
            name,
            record_type,
            expectation,
            aliases,
            cut: None,
            parent: None,
            domain: None,
            obstacle: None,
            parent_list: None,
            own_list: OwnList::Unknown,
            servers: Vec::new(),
            key_tags: None,
        }
    }

    /// The part of the name that may be put to a resolver: never the record's own name.
    pub(super) fn base(&self, domain: &Name) -> Name {
        if self.name.is_at_or_below(domain) {
            return domain.clone();
        }
        self.name.parent().unwrap_or_else(Name::root)
    }

    pub(super) fn set_zone(&mut self, cut: ZoneCut, parent: Option<Name>, domain: Option<Fact>, set: NameServers) {
        let port_of = |addresses: &HostAddresses, port| -> Vec<SocketAddr> {
            addresses.addresses.iter().map(|address| SocketAddr::new(*address, port)).collect()
        };
        self.servers = set
            .servers
            .iter()
            .map(|entry| StationServer {
                name: ServerName::Name(entry.name.clone()),
                addresses: port_of(&entry.addresses, set.port),
                listed_by: match (entry.is_listed_by_parent, entry.is_listed_by_child) {
                    (true, true) => ListedBy::Both,
                    (true, false) => ListedBy::Parent,
                    (false, _) => ListedBy::Child,
                },
                obstacle: entry.addresses.obstacle.clone(),
                has_other_glue: entry.has_other_glue,
                is_pending: entry.addresses.is_pending,
            })
            .collect();
        (self.parent, self.domain) = (parent, domain);
        (self.parent_list, self.own_list) = (set.parent_list, set.own_list);
        self.cut = Some(cut);
    }

    /// Whether the name lies in the root's or a top-level domain's own zone: nobody has delegated it.
    pub(crate) fn is_registry(&self, domain: &Name) -> bool {
        self.cut.as_ref().is_some_and(|cut| cut.zone.label_count() <= 1 && cut.zone != *domain)
    }

    /// The addresses, one name server after another; a registry's first addresses first, so that two witnesses are two
    /// servers.
    fn servers_in_turn(&self, domain: &Name) -> Vec<SocketAddr> {
        let all = self.servers.iter().flat_map(|server| server.addresses.iter().copied());
        if !self.is_registry(domain) {
            return all.collect();
        }
        let first = self.servers.iter().filter_map(|server| server.addresses.first().copied());
        first.chain(all).collect()
    }
}

impl StationServer {
    pub(super) fn fixed(server: &FixedServer, look_up: impl FnOnce(&Name) -> HostAddresses) -> Self {
        let (name, found) = match &server.host {
            FixedHost::Address(address) => (
                ServerName::Address(*address),
                HostAddresses { addresses: [*address].into(), ..HostAddresses::default() },
            ),
            FixedHost::Name(name) => (ServerName::Name(name.clone()), look_up(name)),
        };
        let with_port = |address: &IpAddr| SocketAddr::new(*address, server.port);
        Self {
            name,
            addresses: found.addresses.iter().map(with_port).collect(),
            listed_by: ListedBy::User,
            obstacle: found.obstacle,
            has_other_glue: false,
            is_pending: found.is_pending,
        }
    }
}
