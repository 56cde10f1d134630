//! Second opinions: the server where the user put the record, and recursive resolvers. Never part of the verdict.

use core::net::SocketAddr;

use bytes::Bytes;

use super::evidence::{self, Seen};
use super::observation::{Opinion, Place, Placed, StationServer, is_evidence};
use super::{Check, Purpose};
use crate::exchange::{Facts, Failure, Recursion};
use crate::proof::Outcome;
use crate::response::Scope;
use crate::wire::Question;

/// Whether a resolver was asked to validate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Validation {
    /// As it likes.
    Allowed,
    /// CD=1.
    Off,
}

impl Check {
    /// Asks every resolver for every record: the authorities hold it, so no absence is planted.
    pub(super) fn ask_resolvers(&mut self) {
        let resolvers = self.observations.task.second_opinions.also_ask.clone();
        let stations: alloc::vec::Vec<usize> = self.observations.stations_of_records().collect();
        for station in stations {
            for resolver in &resolvers {
                self.ask_resolver(station, *resolver, Validation::Allowed);
            }
        }
    }

    fn ask_resolver(&mut self, station: usize, resolver: SocketAddr, validation: Validation) {
        let Some(question) = self.where_held(station) else { return };
        let recursion = match validation {
            Validation::Allowed => Recursion::Desired,
            Validation::Off => Recursion::DesiredUnchecked,
        };
        self.order(question, resolver, recursion, Purpose::Opinion(station, resolver, validation));
    }

    fn question_of(&self, station: usize) -> Option<Question> {
        let station = self.observations.stations.get(station)?;
        Some(Question::new(station.name.clone(), station.record_type))
    }

    /// Where the authorities hold the record: at its name or, where that counts too, at the domain itself.
    fn where_held(&self, station: usize) -> Option<Question> {
        let mut rows =
            [Place::Name, Place::Apex].into_iter().flat_map(|place| self.observations.rows_of(station, place));
        let held = rows.find(|(_, seen)| seen.outcome == Outcome::Match).map(|(key, _)| key.question());
        held.or_else(|| self.question_of(station))
    }

    pub(super) fn note_opinion(
        &mut self,
        station: usize,
        resolver: SocketAddr,
        validation: Validation,
        result: Result<Bytes, Failure>,
        facts: Facts,
    ) {
        let Some(question) = self.where_held(station) else { return };
        let mut seen = self.read_beside(station, &question, result, facts);
        if validation == Validation::Off {
            // An absence that it remembers is an answer too.
            let is_cured = is_evidence(seen.outcome);
            let mut opinions = self.observations.opinions.iter_mut();
            if let Some(opinion) = opinions.find(|opinion| opinion.station == station && opinion.resolver == resolver) {
                opinion.is_cured_without_validation = is_cured;
            }
            return;
        }
        if seen.outcome == Outcome::ServFail {
            self.ask_resolver(station, resolver, Validation::Off);
        }
        self.observations.keep_beside(&mut seen);
        let opinion = Opinion { station, question, resolver, seen, is_cured_without_validation: false };
        self.observations.opinions.push(opinion);
    }

    /// Asks the server where the user put the record, once its address is known; false while it is looked up.
    pub(super) fn advance_placed(&mut self) -> bool {
        let Some(server) = self.observations.task.second_opinions.placed_at.clone() else { return true };
        let is_asked = !self.observations.placed.is_empty()
            || self.purposes.values().any(|purpose| matches!(purpose, Purpose::Placed(..)));
        if is_asked || self.is_proven_already() {
            return true;
        }
        let found = StationServer::fixed(&server, |name| self.discovery.addresses(name));
        let stations: alloc::vec::Vec<usize> = self.observations.stations_of_records().collect();
        for address in &found.addresses {
            if !self.observations.task.may_ask(address.ip()) {
                continue;
            }
            for station in &stations {
                if let Some(question) = self.question_of(*station) {
                    self.order(question, *address, Recursion::NotDesired, Purpose::Placed(*station, *address));
                }
            }
        }
        !found.is_pending || !found.addresses.is_empty()
    }

    fn is_proven_already(&self) -> bool {
        self.observations.verdict() == crate::proof::Verdict::Proven
    }

    pub(super) fn note_placed(
        &mut self,
        station: usize,
        server: SocketAddr,
        result: Result<Bytes, Failure>,
        facts: Facts,
    ) {
        let Some(question) = self.question_of(station) else { return };
        let mut seen = self.read_beside(station, &question, result, facts);
        self.observations.keep_beside(&mut seen);
        self.observations.placed.push(Placed { station, server, seen });
    }

    /// Taken as it comes: these servers are not asked for evidence.
    fn read_beside(&self, station: usize, question: &Question, result: Result<Bytes, Failure>, facts: Facts) -> Seen {
        let expectation = self.observations.expectation(station);
        match result {
            Ok(octets) => evidence::read(&octets, question, Scope::Resolver, expectation, facts),
            Err(failure) => Seen::failed(failure, facts),
        }
    }
}
