//! The second round: the names where a record ends up when a panel, or a hand, puts it in the wrong place.

use alloc::collections::VecDeque;
use core::net::SocketAddr;

use super::observation::{Observations, Place, Station};
use crate::proof::Outcome;
use crate::wire::{Name, RecordType};

/// The most questions of the search.
pub(super) const MAX_QUERIES: usize = 60;

/// The names still to be looked at, all at one server that has answered.
#[derive(Debug, Default)]
pub(super) struct Search {
    plan: Option<Plan>,
}

#[derive(Debug)]
struct Plan {
    names: VecDeque<Name>,
    record_type: RecordType,
    server: SocketAddr,
    zone: Option<Name>,
}

impl Search {
    /// Where to look, if some server answered without the record.
    pub(super) fn plan(observations: &Observations) -> Self {
        let mut records = observations.stations_of_records();
        let plan = records.find_map(|index| {
            let station = observations.stations.get(index)?;
            let lacks = |outcome| matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain);
            let (key, _) = observations.rows_of(index, Place::Name).find(|(_, seen)| lacks(seen.outcome))?;
            Some(Plan {
                names: names(station, observations),
                record_type: station.record_type,
                server: key.address,
                zone: station.cut.as_ref().map(|cut| cut.zone.clone()),
            })
        });
        Self { plan }
    }

    pub(super) fn next_name(&mut self) -> Option<(Name, RecordType, SocketAddr)> {
        let plan = self.plan.as_mut()?;
        Some((plan.names.pop_front()?, plan.record_type, plan.server))
    }

    pub(super) fn record_type(&self) -> RecordType {
        self.plan.as_ref().map_or(RecordType::TXT, |plan| plan.record_type)
    }

    pub(super) fn zone(&self) -> Option<&Name> {
        self.plan.as_ref()?.zone.as_ref()
    }

    pub(super) fn server(&self) -> SocketAddr {
        let nowhere = SocketAddr::from(([0; 4], 0));
        self.plan.as_ref().map_or(nowhere, |plan| plan.server)
    }
}

/// The likely wrong names of a station's record, the likeliest first, inside its zone.
fn names(station: &Station, observations: &Observations) -> VecDeque<Name> {
    let domain = &observations.task.domain;
    let zone = station.cut.as_ref().map_or(domain, |cut| &cut.zone);
    if station.is_registry(domain) {
        return VecDeque::new();
    }
    let mut names: VecDeque<Name> = VecDeque::new();
    let candidates = [
        station.name.before(domain).ok(),
        station.name.before(zone).ok(),
        without_underscore(&station.name),
        Some(domain.clone()),
    ];
    for name in candidates.into_iter().flatten() {
        let was_asked = observations.rows.keys().any(|key| key.name == name);
        if name != station.name && name.is_at_or_below(zone) && !was_asked && !names.contains(&name) {
            names.push_back(name);
        }
    }
    names.truncate(MAX_QUERIES);
    names
}

/// `_amazonses.example.com` as a panel that refuses the underscore stores it.
pub(crate) fn without_underscore(name: &Name) -> Option<Name> {
    let mut labels = name.labels();
    let first = labels.next()?.strip_prefix(b"_").filter(|rest| !rest.is_empty())?;
    Name::from_labels(core::iter::once(first).chain(labels)).ok()
}
