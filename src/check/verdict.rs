//! What the evidence proves: each expected value at each address, counted by name server, through every alias.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::net::SocketAddr;

use super::observation::{Observations, Place, WITNESSES, is_evidence};
use super::{Expectation, Goal, Needed, Require, RowKey, Seen, Station, StationServer};
use crate::proof::{NameServerCount, Outcome, ServerName, Verdict};

/// What is to be proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    /// The expected value with this index.
    Value(usize),
    /// Any of the expected values.
    AnyValue,
    /// Somewhere for mail to go.
    Mail,
}

/// What one address proves of what is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It holds the value.
    Holds,
    /// It answers, and without the value.
    Lacks,
    /// It answers, and whether it holds the value could not be found out: what its answer leads to was not to be heard.
    Open,
    /// It says nothing that counts.
    Silent,
}

/// How far each station has been judged for one value: each is judged once, however many aliases lead to it.
type Marks = BTreeMap<usize, Mark>;

#[derive(Clone, Copy, Debug)]
enum Mark {
    UnderWay,
    Done(Verdict),
}

impl Observations {
    /// The verdict over all records.
    pub(crate) fn verdict(&self) -> Verdict {
        let verdicts = self
            .stations_of_records()
            .flat_map(|station| self.sought(station).into_iter().map(move |sought| self.proven(station, sought)));
        verdicts.fold(Verdict::Proven, worse)
    }

    /// The stations where the expected records themselves belong.
    pub(crate) fn stations_of_records(&self) -> impl Iterator<Item = usize> + '_ {
        let is_mail = matches!(self.task.goal, Goal::Mail);
        let is_record = move |station: &Station| station.aliases == 0 && (station.expectation.is_some() || is_mail);
        self.stations.iter().enumerate().filter(move |(_, station)| is_record(station)).map(|(index, _)| index)
    }

    /// What is to be proven at a station.
    pub(crate) fn sought(&self, station: usize) -> Vec<Sought> {
        match self.expectation(station) {
            None if matches!(self.task.goal, Goal::Mail) => Vec::from([Sought::Mail]),
            None => Vec::new(),
            Some(Expectation { needed: Needed::Any, .. }) => Vec::from([Sought::AnyValue]),
            Some(expectation) => (0..expectation.wanted.len()).map(Sought::Value).collect(),
        }
    }

    /// What is proven of what is sought at a station.
    pub(crate) fn proven(&self, station: usize, sought: Sought) -> Verdict {
        self.proven_along(station, sought, &mut Marks::new())
    }

    /// Name servers, by name, that are listed for any of the stations, answered for each that they serve, and hold all
    /// that is looked for there.
    pub(crate) fn count(&self, stations: impl Iterator<Item = usize>) -> NameServerCount {
        let mut tallies: BTreeMap<(ServerName, usize), (bool, bool)> = BTreeMap::new();
        for station in stations {
            // One server may be given twice, by two ports: each time is one of its own, in every station alike.
            let mut times: BTreeMap<ServerName, usize> = BTreeMap::new();
            for server in self.stations.get(station).map_or(&[][..], |station| &station.servers) {
                let time = times.entry(server.name.clone()).and_modify(|time| *time += 1).or_default();
                let (answered, held) = tally(server, |address| self.standing_of_all(station, address));
                let tally = tallies.entry((server.name.clone(), *time)).or_insert((true, true));
                *tally = (tally.0 && answered, tally.1 && held);
            }
        }
        NameServerCount {
            listed: tallies.len(),
            answered: tallies.values().filter(|(answered, _)| *answered).count(),
            held: tallies.values().filter(|(_, held)| *held).count(),
        }
    }

    /// What an address proves of all that is sought at a station.
    fn standing_of_all(&self, station: usize, address: SocketAddr) -> Standing {
        let sought = self.sought(station).into_iter();
        let standings = sought.map(|sought| self.standing(station, address, sought, &mut Marks::new()));
        standings.fold(Standing::Holds, |one, other| match (one, other) {
            (Standing::Lacks, _) | (_, Standing::Lacks) => Standing::Lacks,
            (Standing::Open, _) | (_, Standing::Open) => Standing::Open,
            (Standing::Silent, _) | (_, Standing::Silent) => Standing::Silent,
            (Standing::Holds, Standing::Holds) => Standing::Holds,
        })
    }

    fn proven_along(&self, station: usize, sought: Sought, marks: &mut Marks) -> Verdict {
        marks.insert(station, Mark::UnderWay);
        let standings: Vec<(SocketAddr, Standing)> = self
            .addresses(station)
            .into_iter()
            .map(|address| (address, self.standing(station, address, sought, marks)))
            .collect();
        let of = |wanted: SocketAddr| {
            let known = standings.iter().find(|(address, _)| *address == wanted);
            known.map_or(Standing::Silent, |(_, standing)| *standing)
        };
        let count = self.count_by_name(station, of);
        let standings: Vec<Standing> = standings.into_iter().map(|(_, standing)| standing).collect();
        let verdict = self.conclude_from(station, &standings, count);
        marks.insert(station, Mark::Done(verdict));
        verdict
    }

    fn conclude_from(&self, index: usize, standings: &[Standing], count: NameServerCount) -> Verdict {
        let Some(station) = self.stations.get(index) else { return Verdict::Inconclusive };
        let lacking = standings.iter().filter(|standing| **standing == Standing::Lacks).count();
        let witnesses = if station.is_registry(&self.task.domain) { WITNESSES.min(standings.len()) } else { 1 };
        let is_all_evidence_for = !standings.iter().any(|one| matches!(one, Standing::Lacks | Standing::Open));
        let needed = match self.task.require {
            Require::One => 1,
            Require::Half => count.listed.div_ceil(2).max(1),
            Require::All => count.listed.max(1),
        };
        if self.is_intercepted() {
            Verdict::Inconclusive
        } else if lacking >= witnesses.max(1) {
            Verdict::Refuted
        } else if is_all_evidence_for && count.held >= needed && self.may_be_proven(index) {
            Verdict::Proven
        } else {
            Verdict::Inconclusive
        }
    }

    /// A bound that was hit (one of this machine's too), or a zone cut in doubt, forbids a proof: somebody may not have
    /// been asked.
    fn may_be_proven(&self, index: usize) -> bool {
        let has_doubt = |station: &Station| station.cut.as_ref().is_some_and(|cut| cut.doubt.is_some());
        let is_unasked = self.rows_of(index, Place::Name).any(|(_, seen)| seen.is_for_want_of_a_socket());
        self.reached.is_empty() && !is_unasked && !self.stations.get(index).is_none_or(has_doubt)
    }

    /// What `address` proves of what is sought at a station.
    fn standing(&self, station: usize, address: SocketAddr, sought: Sought, marks: &mut Marks) -> Standing {
        let row = |place| self.rows_of(station, place).find(|(key, _)| key.address == address);
        let Some((key, seen)) = row(Place::Name) else { return Standing::Silent };
        match seen.outcome {
            Outcome::Alias => self.standing_of_alias(key, seen, sought, marks),
            outcome if !is_evidence(outcome) => Standing::Silent,
            _ if sought == Sought::Mail => self.standing_of_mail(key, seen),
            _ if holds(seen, sought) => Standing::Holds,
            // For some providers an address holds the record if either name does.
            _ => match row(Place::Apex) {
                Some((_, apex)) if holds(apex, sought) => Standing::Holds,
                // What it has at the domain itself was not to be heard: the record may be there.
                Some((_, apex)) if !is_evidence(apex.outcome) => Standing::Open,
                _ => Standing::Lacks,
            },
        }
    }

    fn standing_of_alias(&self, key: &RowKey, seen: &Seen, sought: Sought, marks: &mut Marks) -> Standing {
        let target = seen.target.as_ref().and_then(|target| self.target(key.station, target));
        let Some(target) = target else { return Standing::Open };
        let verdict = match marks.get(&target) {
            // The chain comes back to a name that it went through.
            Some(Mark::UnderWay) => Verdict::Refuted,
            Some(Mark::Done(verdict)) => *verdict,
            None => self.proven_along(target, sought, marks),
        };
        match verdict {
            Verdict::Proven => Standing::Holds,
            Verdict::Refuted => Standing::Lacks,
            Verdict::Inconclusive => Standing::Open,
        }
    }

    /// Whether a chain that begins at a station comes back to a name that it went through.
    pub(crate) fn is_loop(&self, station: usize) -> bool {
        self.leads_back(station, &mut BTreeMap::new())
    }

    fn leads_back(&self, station: usize, is_open: &mut BTreeMap<usize, bool>) -> bool {
        if let Some(was_open) = is_open.insert(station, true) {
            is_open.insert(station, was_open);
            return was_open;
        }
        let targets = self.rows_of(station, Place::Name).filter_map(|(_, seen)| seen.target.as_ref());
        let mut stations = targets.filter_map(|target| self.target(station, target));
        let is_loop = stations.any(|target| self.leads_back(target, is_open));
        is_open.insert(station, false);
        is_loop
    }

    fn addresses(&self, station: usize) -> Vec<SocketAddr> {
        let servers = self.stations.get(station).map_or(&[][..], |station| &station.servers);
        let mut addresses: Vec<SocketAddr> = servers.iter().flat_map(|server| server.addresses.clone()).collect();
        addresses.sort_unstable();
        addresses.dedup();
        addresses
    }

    fn count_by_name(&self, station: usize, standing: impl Fn(SocketAddr) -> Standing) -> NameServerCount {
        let mut count = NameServerCount::default();
        let servers = self.stations.get(station).map_or(&[][..], |station| &station.servers);
        for server in servers {
            let (answered, held) = tally(server, &standing);
            count.listed += 1;
            count.answered += usize::from(answered);
            count.held += usize::from(held);
        }
        count
    }

    /// Whether records are to be proven at all.
    pub(crate) const fn is_proof_wanted(&self) -> bool {
        matches!(self.task.goal, Goal::Prove(_))
    }
}

/// Whether a server answered, and whether all that it answered holds.
fn tally(server: &StationServer, standing: impl Fn(SocketAddr) -> Standing) -> (bool, bool) {
    let has = |wanted| server.addresses.iter().any(|address| standing(*address) == wanted);
    let (holds, lacks, is_open) = (has(Standing::Holds), has(Standing::Lacks), has(Standing::Open));
    (holds || lacks || is_open, holds && !lacks && !is_open)
}

/// Whether a row's records hold what is sought.
pub(crate) fn holds(seen: &Seen, sought: Sought) -> bool {
    match sought {
        Sought::Value(index) => seen.held.get(index).copied().unwrap_or_default(),
        Sought::AnyValue => seen.held.contains(&true),
        Sought::Mail => false,
    }
}

/// One refuted record refutes all; else one that is open leaves all open.
const fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Refuted, _) | (_, Verdict::Refuted) => Verdict::Refuted,
        (Verdict::Inconclusive, _) | (_, Verdict::Inconclusive) => Verdict::Inconclusive,
        (Verdict::Proven, Verdict::Proven) => Verdict::Proven,
    }
}
