//! Findings from second opinions and from time: what resolvers see and remember, what validators see, what expires.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

use bytes::Bytes;

use super::expiry::expires_at;
use super::{addresses_where, finding, joined, shown_server, shown_servers, shown_value, shown_zone};
use crate::check::{Observations, Opinion, Station};
use crate::proof::{Answer, Code, Finding, Outcome, ResolverRow, Severity, Value, Verdict};
use crate::wire::Flags;

pub(super) fn diagnose(observations: &Observations, verdict: Verdict, findings: &mut Vec<Finding>) {
    findings.extend(public_suffix(observations));
    findings.extend(elsewhere(observations));
    findings.extend(observations.opinions.iter().filter_map(behind));
    for index in observations.stations_of_records() {
        let Some(station) = observations.stations.get(index) else { continue };
        findings.extend(broken_chain(observations, index, station));
        findings.extend(remembered_absence(observations, index, station, verdict));
        findings.extend(varying(observations, index, station, verdict));
        findings.extend(expired(observations, index, station));
    }
}

/// What validators see, where that is all that matters.
pub(super) fn diagnose_chain(observations: &Observations, findings: &mut Vec<Finding>) {
    let stations = observations.stations.iter().enumerate();
    findings.extend(stations.filter_map(|(index, station)| broken_chain(observations, index, station)));
}

/// The resolvers' rows, in the order in which the user named them.
pub(super) fn rows(observations: &Observations) -> Vec<ResolverRow> {
    let row = |opinion: &Opinion| ResolverRow {
        address: opinion.resolver,
        name_asked: opinion.question.name.clone(),
        type_asked: opinion.question.record_type,
        outcome: opinion.seen.outcome,
        answers: opinion.seen.answers.clone(),
        ttl_left: ttl_left(opinion),
        authenticated: opinion.seen.flags.map(Flags::is_authentic_data),
    };
    observations.opinions.iter().map(row).collect()
}

/// For how long it says just this.
fn ttl_left(opinion: &Opinion) -> Option<u32> {
    ttls(opinion).min()
}

/// For how long some of what it says may be old: an alias lives on when its target is asked for anew.
fn oldest_left(opinion: &Opinion) -> Option<u32> {
    ttls(opinion).max()
}

fn ttls(opinion: &Opinion) -> impl Iterator<Item = u32> + '_ {
    let answers = opinion.seen.answers.iter().map(|answer| answer.ttl);
    answers.chain(opinion.seen.negative_ttl)
}

fn public_suffix(observations: &Observations) -> Option<Finding> {
    let domain = &observations.task.domain;
    let finding = || {
        let message = format!("{domain} is the root, a top-level domain or a single label: nobody's to verify.");
        let fix = "Give the domain that you registered, such as example.com.".to_string();
        finding(Code::DomainPublicSuffix, Severity::Warning, Some(domain.clone()), message, fix)
    };
    (domain.label_count() <= 1).then(finding)
}

/// The record is where the user put it, and nobody is sent there.
fn elsewhere(observations: &Observations) -> Option<Finding> {
    let domain = &observations.task.domain;
    // Servers that the user names are no delegation.
    let is_delegated = |station: &Station| observations.task.servers.is_empty() && !station.is_registry(domain);
    let leads_to = |station: &Station, address| station.servers.iter().any(|it| it.addresses.contains(&address));
    let placed = observations.placed.iter().find(|placed| {
        let station = observations.stations.get(placed.station);
        station.is_some_and(|station| is_delegated(station) && !leads_to(station, placed.server))
            && observations.is_any_among(placed.station, &placed.seen.answers)
    })?;
    let station = observations.stations.get(placed.station)?;
    let others = delegated_to(observations, placed.station, station)?;
    let message =
        format!("{} holds the record, but the delegation of {domain} points to others: {others}.", placed.server.ip());
    let fix = format!(
        "Publish the record at the DNS provider that runs those servers; or, if {domain} is to move, set the name servers of \
         the new provider at the registrar."
    );
    Some(
        finding(Code::DelegatedElsewhere, Severity::Error, Some(station.name.clone()), message, fix)
            .at([placed.server]),
    )
}

/// The name servers of a station's zone: by their addresses or, where none has any, by name.
fn delegated_to(observations: &Observations, index: usize, station: &Station) -> Option<String> {
    let addresses: Vec<SocketAddr> = station.servers.iter().flat_map(|server| server.addresses.clone()).collect();
    if !addresses.is_empty() {
        return Some(shown_servers(observations, index, &addresses));
    }
    let names: Vec<String> = station.servers.iter().map(|server| server.name.to_string()).collect();
    (!names.is_empty()).then(|| joined(&names))
}

/// A resolver without the record that the authorities hold, or one that fails because it validates.
fn behind(opinion: &Opinion) -> Option<Finding> {
    let (name, resolver) = (opinion.question.name.to_lower_case(), opinion.resolver.ip());
    if opinion.is_cured_without_validation {
        let message = format!("The resolver {resolver} fails on {name} unless it is told not to validate (CD=1).");
        let fix =
            "Have the zone's DNSSEC repaired: the DS records at the registrar must match the zone's keys.".to_string();
        let broken = finding(Code::DnssecBroken, Severity::Warning, Some(name), message, fix);
        return Some(broken.at([opinion.resolver]));
    }
    let outcome = opinion.seen.outcome;
    if !matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain | Outcome::Alias) {
        return None;
    }
    let wait =
        oldest_left(opinion).map_or_else(|| "until its memory ends".to_string(), |ttl| format!("for at most {ttl} s"));
    let message = format!("The resolver {resolver} does not see the record {name} yet, {wait}.");
    let fix = "Nothing to mend: wait so long; a verifier behind such a resolver sees the record then.".to_string();
    let severity = Severity::Warning;
    Some(finding(Code::ResolverBehind, severity, Some(name), message, fix).at([opinion.resolver]))
}

/// A DS at the parent without a key of that tag in the zone.
fn broken_chain(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let tags = station.key_tags.as_ref()?;
    if tags.parent.iter().any(|tag| tags.zone.contains(tag)) {
        return None;
    }
    let listed = |tags: &[u16]| match tags {
        [] => "none".to_string(),
        tags => tags.iter().map(ToString::to_string).collect::<Vec<String>>().join(", "),
    };
    let message = format!(
        "The parent vouches for a key (DS, tag {}) that {} does not have (DNSKEY tags: {}): verifiers that validate DNSSEC \
         see nothing.",
        listed(&tags.parent),
        shown_zone(observations, index),
        listed(&tags.zone)
    );
    let fix =
        "At the registrar, replace the DS records by those of the zone's present keys, or remove them.".to_string();
    let zone = station.cut.as_ref().map(|cut| cut.zone.clone());
    Some(finding(Code::DnssecBroken, Severity::Warning, zone, message, fix))
}

/// For how long resolvers that have asked may go on saying no.
fn remembered_absence(
    observations: &Observations,
    index: usize,
    station: &Station,
    verdict: Verdict,
) -> Option<Finding> {
    let is_registry = station.is_registry(&observations.task.domain);
    let addresses = addresses_where(observations, index, |seen| seen.negative_ttl.is_some());
    let seen = observations.rows_of(index, crate::check::Place::Name).map(|(_, seen)| seen);
    let seconds = seen.filter_map(|seen| seen.negative_ttl).max();
    let seconds = seconds.filter(|_| verdict == Verdict::Refuted && !is_registry)?;
    let message =
        format!("A resolver that has asked for {} may say for {seconds} s that it is not there.", station.name);
    let fix = "After the record is published, give the verifier that long before you worry.".to_string();
    Some(finding(Code::NegativeCached, Severity::Note, Some(station.name.clone()), message, fix).at(addresses))
}

fn varying(observations: &Observations, index: usize, station: &Station, verdict: Verdict) -> Option<Finding> {
    let varying: Vec<SocketAddr> =
        observations.varying.iter().filter(|key| key.station == index).map(|key| key.address).collect();
    let first = *varying.first()?;
    let message = format!(
        "{} gave different answers for {} when it was asked {} times: several machines share the address.",
        shown_server(observations, index, first),
        station.name.to_lower_case(),
        observations.task.rounds
    );
    let fix = "Wait until all of them have the new zone; if it stays so, tell the DNS provider.".to_string();
    let severity = if verdict == Verdict::Proven { Severity::Warning } else { Severity::Error };
    Some(finding(Code::ServerAnswersVary, severity, Some(station.name.clone()), message, fix).at(varying))
}

/// A published value that says itself that its time is over.
fn expired(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let now = observations.task.unix_time?;
    let holding = addresses_where(observations, index, |seen| {
        matches!(seen.outcome, Outcome::Match | Outcome::Mismatch)
            && seen.answers.iter().any(|answer| expires_at(&answer.octets()).is_some_and(|end| end < now))
    });
    let value: Bytes = observations
        .rows_of(index, crate::check::Place::Name)
        .flat_map(|(_, seen)| seen.answers.iter())
        .map(Answer::octets)
        .find(|octets| expires_at(octets).is_some_and(|end| end < now))?
        .into();
    let message =
        format!("The value at {} says that it has expired: {}.", station.name.to_lower_case(), shown_value(&value));
    let fix = "Ask the provider for a new value and publish that.".to_string();
    let finding = finding(Code::TokenExpired, Severity::Warning, Some(station.name.clone()), message, fix);
    Some(Finding { found: Some(Value::Octets(value)), ..finding }.at(holding))
}
