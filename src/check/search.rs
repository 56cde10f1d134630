//! The second round: the names where a record ends up when a panel, or a hand, puts it in the wrong place, and what
//! stands in the place of a CNAME.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::net::SocketAddr;

use super::observation::{Observations, Place, Station};
use super::{RowKey, Wanted};
use crate::proof::Outcome;
use crate::wire::{Name, Question, RecordType};

/// The most questions of the search.
pub(crate) const MAX_SEARCH_QUERIES: usize = 60;

/// The questions still to be asked, each at one server that has answered.
#[derive(Debug, Default)]
pub(super) struct Search {
    probes: VecDeque<Probe>,
    /// More places were worth a look than the bound allows.
    pub(super) is_cut: bool,
}

/// One question of the search.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    /// The stations whose records may be there.
    pub(super) stations: Vec<usize>,
    pub(super) name: Name,
    pub(super) record_type: RecordType,
    pub(super) server: SocketAddr,
}

impl Search {
    /// Where to look for each record that some server answered without.
    pub(super) fn plan(observations: &Observations) -> Self {
        let mut search = Self::default();
        for index in observations.stations_of_records() {
            let Some(station) = observations.stations.get(index) else { continue };
            let lacks = |outcome| matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain);
            let lacking = observations.rows_of(index, Place::Name).find(|(_, seen)| lacks(seen.outcome));
            let Some((key, _)) = lacking.filter(|_| !station.is_registry(&observations.task.domain)) else { continue };
            search.look_for_addresses(observations, index);
            for name in names(station, observations, index) {
                search.add(Probe::new(index, name, station.record_type, key.address));
            }
        }
        search.is_cut = search.probes.len() > MAX_SEARCH_QUERIES;
        search.probes.truncate(MAX_SEARCH_QUERIES);
        search
    }

    /// Where a CNAME is expected and none is there: a provider that proxies or flattens it has addresses instead.
    fn look_for_addresses(&mut self, observations: &Observations, index: usize) {
        let is_alias_wanted =
            observations.expectation(index).is_some_and(|expectation| matches!(expectation.wanted, Wanted::Targets(_)));
        let is_empty = |(key, _): &(&RowKey, _)| key.record_type == RecordType::CNAME;
        let mut empty = observations.rows_of(index, Place::Name).filter(|(_, seen)| seen.outcome == Outcome::NoData);
        if let Some((key, _)) = empty.find(is_empty).filter(|_| is_alias_wanted) {
            self.add(Probe::new(index, key.name.clone(), RecordType::A, key.address));
            self.add(Probe::new(index, key.name.clone(), RecordType::AAAA, key.address));
        }
    }

    /// One question serves all records that may be found by it.
    fn add(&mut self, probe: Probe) {
        match self.probes.iter_mut().find(|known| known.is_same_question(&probe)) {
            Some(known) => known.stations.extend(probe.stations),
            None => self.probes.push_back(probe),
        }
    }

    pub(super) fn next_probe(&mut self) -> Option<Probe> {
        self.probes.pop_front()
    }
}

impl Probe {
    fn new(station: usize, name: Name, record_type: RecordType, server: SocketAddr) -> Self {
        Self { stations: [station].into(), name, record_type, server }
    }

    fn is_same_question(&self, other: &Self) -> bool {
        self.server == other.server && self.name == other.name && self.record_type == other.record_type
    }

    pub(super) fn question(&self) -> Question {
        Question::new(self.name.clone(), self.record_type)
    }
}

/// The likely wrong names of a station's record, the likeliest first, inside its zone.
fn names(station: &Station, observations: &Observations, index: usize) -> Vec<Name> {
    let domain = &observations.task.domain;
    let zone = station.cut.as_ref().map_or(domain, |cut| &cut.zone);
    let wanted = observations.expectation(index).map(|expectation| &expectation.wanted);
    // No CNAME stands at a zone's apex, and a policy at the domain itself is one for its own mail.
    let may_be_at_apex = matches!(wanted, Some(Wanted::Octets(_) | Wanted::Exchanges(_)));
    let mut names: Vec<Name> = Vec::new();
    let candidates = [
        station.name.before(domain).ok(),
        station.name.before(zone).ok(),
        without_underscore(&station.name),
        Some(domain.clone()).filter(|_| may_be_at_apex),
    ];
    let was_asked = |name: &Name| observations.rows.keys().any(|key| key.station == index && key.name == *name);
    for name in candidates.into_iter().flatten() {
        if name != station.name && name.is_at_or_below(zone) && !was_asked(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `_amazonses.example.com` as a panel that refuses the underscore stores it.
pub(crate) fn without_underscore(name: &Name) -> Option<Name> {
    let mut labels = name.labels();
    let first = labels.next()?.strip_prefix(b"_").filter(|rest| !rest.is_empty())?;
    Name::from_labels(core::iter::once(first).chain(labels)).ok()
}
