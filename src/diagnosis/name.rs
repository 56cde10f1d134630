//! Findings on names: nothing there, there but elsewhere, behind an alias, on some servers only.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

use super::misplaced::{flattened, misplaced, value_as_target, wildcard, wrong_type};
use super::target::with_dot;
use super::{addresses_where, finding, host_field, shown_servers, shown_zone};
use crate::check::{Observations, Place, Seen, Station, holds};
use crate::proof::{Code, Finding, Outcome, Severity, Value, Verdict};
use crate::wire::RecordType;

pub(super) fn diagnose(observations: &Observations, verdict: Verdict, findings: &mut Vec<Finding>) {
    for index in observations.stations_of_records() {
        let Some(station) = observations.stations.get(index) else { continue };
        findings.extend(aliases(observations, index, verdict));
        findings.extend(at_apex(observations, index));
        if verdict != Verdict::Refuted || station.is_registry(&observations.task.domain) {
            continue;
        }
        let disagreement = disagree(observations, index);
        let is_whole = disagreement.is_none();
        findings.extend(disagreement);
        let elsewhere = misplaced(observations, index, station);
        let flattened = flattened(observations, index, station);
        let cause = if elsewhere.is_empty() { Cause::Absence } else { Cause::Elsewhere };
        findings.extend(elsewhere);
        findings.extend(wildcard(observations, index, station));
        if is_whole && flattened.is_none() {
            findings.extend(absent(observations, index, cause));
        }
        findings.extend(flattened);
    }
    // Where the value itself was typed as a target, nothing can stand at that target.
    let is_target_sound = !findings.iter().any(|finding| finding.code == Code::RecordWrongType);
    for index in targets(observations).filter(|_| verdict == Verdict::Refuted && is_target_sound) {
        findings.extend(absent(observations, index, Cause::Absence));
    }
}

/// Why nothing is at a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Nobody published it.
    Absence,
    /// It was put elsewhere, which another finding tells.
    Elsewhere,
}

/// The stations that aliases lead to.
fn targets(observations: &Observations) -> impl Iterator<Item = usize> + '_ {
    let is_target =
        |(_, station): &(usize, &Station)| station.aliases > 0 && !station.is_registry(&observations.task.domain);
    observations.stations.iter().enumerate().filter(is_target).map(|(index, _)| index)
}

/// Whether this row holds every value expected at its station, at the name or at the domain itself.
fn holds_all(observations: &Observations, index: usize, address: SocketAddr) -> bool {
    let row = |place| observations.rows_of(index, place).find(|(key, _)| key.address == address).map(|(_, seen)| seen);
    let holds = |place, sought| row(place).is_some_and(|seen| holds(seen, sought));
    observations.sought(index).into_iter().all(|sought| holds(Place::Name, sought) || holds(Place::Apex, sought))
}

/// Some servers hold everything, and some do not.
fn disagree(observations: &Observations, index: usize) -> Option<Finding> {
    let is_evidence = |seen: &Seen| {
        matches!(
            seen.outcome,
            Outcome::Match | Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain | Outcome::Alias
        )
    };
    let evidence = addresses_where(observations, index, is_evidence);
    let (holding, lacking): (Vec<SocketAddr>, Vec<SocketAddr>) =
        evidence.into_iter().partition(|address| is_proven_at(observations, index, *address));
    if holding.is_empty() || lacking.is_empty() {
        return None;
    }
    let station = observations.stations.get(index)?;
    let message = format!(
        "{} the record {}, {} not.",
        does(&holding, observations, index, "holds", "hold"),
        station.name.to_lower_case(),
        does(&lacking, observations, index, "does", "do"),
    );
    let fix = format!(
        "Bring {} up to date with the others: wait for its zone transfer, repair it, or, if the zone was moved, take the old \
         servers out of the NS set.",
        shown_servers(observations, index, &lacking)
    );
    let name = Some(station.name.clone());
    Some(finding(Code::ServersDisagree, Severity::Error, name, message, fix).at(lacking))
}

fn does(addresses: &[SocketAddr], observations: &Observations, index: usize, one: &str, many: &str) -> String {
    let verb = if addresses.len() == 1 { one } else { many };
    format!("{} {verb}", shown_servers(observations, index, addresses))
}

fn is_proven_at(observations: &Observations, index: usize, address: SocketAddr) -> bool {
    let row = observations.rows_of(index, Place::Name).find(|(key, _)| key.address == address);
    let Some((_, seen)) = row else { return false };
    match (seen.outcome, &seen.target) {
        (Outcome::Alias, Some(target)) => observations.target(index, target).is_some_and(|target| {
            let mut sought = observations.sought(target).into_iter();
            sought.all(|sought| observations.proven(target, sought) == Verdict::Proven)
        }),
        _ => holds_all(observations, index, address),
    }
}

/// A CNAME stands at the name: where the chain leads, or that it leads nowhere.
fn aliases(observations: &Observations, index: usize, verdict: Verdict) -> Option<Finding> {
    let station = observations.stations.get(index)?;
    let addresses = addresses_where(observations, index, |seen| seen.outcome == Outcome::Alias);
    if addresses.is_empty() {
        return None;
    }
    if let Some(value) = value_as_target(observations, index).filter(|_| verdict == Verdict::Refuted) {
        let value = Value::Octets(value.clone());
        return Some(wrong_type(observations, index, station, RecordType::CNAME, value).at(addresses));
    }
    let chain = chain(observations, index).join(" -> ");
    let name = Some(station.name.clone());
    if observations.is_loop(index) {
        let message = format!("The CNAME at {} comes back to itself: {chain}.", station.name.to_lower_case());
        let fix = format!(
            "In {}, remove the CNAME at {} and publish the {} record there instead.",
            shown_zone(observations, index),
            host_field(observations, index, &station.name),
            station.record_type
        );
        return Some(finding(Code::AliasLoop, Severity::Error, name, message, fix).at(addresses));
    }
    let (severity, fix) = match verdict {
        Verdict::Proven => (Severity::Note, "Nothing to mend: the record is reached through the alias.".to_string()),
        Verdict::Inconclusive => (Severity::Warning, "Find out about the servers named here first.".to_string()),
        Verdict::Refuted => (
            Severity::Error,
            format!(
                "Publish the value at the end of the chain; or, in {}, replace the CNAME at {} by the {} record.",
                shown_zone(observations, index),
                host_field(observations, index, &station.name),
                station.record_type
            ),
        ),
    };
    let message = format!("A CNAME stands at {}: {chain}.", station.name.to_lower_case());
    Some(finding(Code::NameAlias, severity, name, message, fix).at(addresses))
}

/// The names from a station to the end of its aliases, the first alias of each.
fn chain(observations: &Observations, index: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = Some(index);
    let mut visited: Vec<usize> = Vec::new();
    // Ends: no station is visited twice.
    while let Some(station) = at.filter(|index| !visited.contains(index)) {
        visited.push(station);
        names.extend(observations.stations.get(station).map(|station| station.name.to_lower_case().to_string()));
        let target = observations.rows_of(station, Place::Name).find_map(|(_, seen)| seen.target.as_ref());
        at = target.and_then(|target| observations.target(station, target));
        if at.is_some_and(|at| visited.contains(&at)) {
            names.extend(target.map(|target| target.to_lower_case().to_string()));
        }
    }
    names
}

/// Found at the domain itself where that counts as well.
fn at_apex(observations: &Observations, index: usize) -> Option<Finding> {
    let station = observations.stations.get(index)?;
    let rows = observations.rows_of(index, Place::Apex);
    let addresses: Vec<SocketAddr> =
        rows.filter(|(_, seen)| seen.held.contains(&true)).map(|(key, _)| key.address).collect();
    let values = observations.values(index);
    let value = observations
        .rows_of(index, Place::Apex)
        .find_map(|(_, seen)| values.iter().zip(&seen.held).find(|(_, is_held)| **is_held).map(|(value, _)| value))?;
    let domain = &observations.task.domain;
    let message = format!(
        "The value stands at {domain} itself, not at {}. The provider allows that.",
        station.name.to_lower_case()
    );
    let fix = format!(
        "Nothing to mend. If the provider's name allows it, {} is the usual place.",
        station.name.to_lower_case()
    );
    let finding = finding(Code::NameAtApex, Severity::Note, Some(domain.clone()), message, fix);
    Some(finding.with_values(value, Some(value.clone())).at(addresses))
}

/// Nothing at the name, at every server that answers.
fn absent(observations: &Observations, index: usize, cause: Cause) -> Vec<Finding> {
    let missing = |outcome, code, what: &str| {
        let station = observations.stations.get(index)?;
        let addresses = addresses_where(observations, index, |seen| seen.outcome == outcome);
        let addresses: Vec<SocketAddr> =
            addresses.into_iter().filter(|address| !is_proven_at(observations, index, *address)).collect();
        let value = observations.expectation(index)?.wanted.value(0)?;
        if addresses.is_empty() {
            return None;
        }
        let record_type = station.record_type;
        let message = format!("{}: {}.", station.name.to_lower_case(), what.replace("TYPE", &record_type.to_string()));
        let article = if record_type == RecordType::MX { "an" } else { "a" };
        let fix = match cause {
            Cause::Elsewhere => "This follows from the record that is elsewhere: mend that one.".to_string(),
            Cause::Absence => format!(
                "In {}, add {article} {record_type} record with the name {} and the value {}.",
                shown_zone(observations, index),
                host_field(observations, index, &station.name),
                with_dot(&value)
            ),
        };
        let mut finding = finding(code, Severity::Error, Some(station.name.clone()), message, fix);
        finding.expected = Some(value);
        Some(finding.at(addresses))
    };
    let no_data = missing(Outcome::NoData, Code::RecordMissing, "the name exists, but has no TYPE record (NODATA)");
    let no_name = missing(Outcome::NxDomain, Code::NameMissing, "there is no such name (NXDOMAIN)");
    no_data.into_iter().chain(no_name).collect()
}
