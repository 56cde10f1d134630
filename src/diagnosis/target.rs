//! Findings on what CNAME, MX and SPF records say: values that are names, or terms, and no octets.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

use super::{addresses_where, finding, shown_servers, shown_value, shown_zone};
use crate::check::{Observations, Place, Seen, Sought, Station, Wanted, holds};
use crate::matcher;
use crate::proof::{Answer, Code, Exchange, Finding, Outcome, Policy, Severity, Value};
use crate::wire::presentation::Escaped;
use crate::wire::{Name, RecordType};

pub(super) fn diagnose(observations: &Observations, findings: &mut Vec<Finding>) {
    for (index, station) in observations.stations.iter().enumerate() {
        let Some(expectation) = observations.expectation(index) else { continue };
        if matches!(expectation.wanted, Wanted::Octets(_)) {
            continue;
        }
        let rivals = rivals(observations, index, station);
        if rivals.is_none() {
            findings.extend(wrong(observations, index, station, &expectation.wanted));
            findings.extend(extra(observations, index, station, &expectation.wanted));
        }
        findings.extend(rivals);
    }
}

/// Addresses whose records are there and are not what is expected.
fn mismatches(observations: &Observations, index: usize) -> impl Iterator<Item = (SocketAddr, &Seen)> {
    let rows = observations.rows_of(index, Place::Name).filter(|(_, seen)| seen.outcome == Outcome::Mismatch);
    rows.map(|(key, seen)| (key.address, seen))
}

/// The expected record is there, and others that must not stand beside it.
fn rivals(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    if !observations.expectation(index)?.is_alone() {
        return None;
    }
    let spoilt = |seen: &Seen| seen.outcome == Outcome::Mismatch && seen.answers.iter().any(|it| it.is_expected);
    let addresses = addresses_where(observations, index, spoilt);
    let (_, first) = mismatches(observations, index).find(|(_, seen)| spoilt(seen))?;
    let rival = first.answers.iter().find(|answer| !answer.is_expected && is_rival(answer))?.value();
    let (name, zone) = (station.name.to_lower_case(), shown_zone(observations, index));
    let kind = kind_of(observations, index);
    let message = format!(
        "{}: beside the expected {kind} at {name} stands another one, {}; the provider accepts exactly one.",
        shown_servers(observations, index, &addresses),
        shown(&rival)
    );
    let fix = match kind {
        "SPF policy" => {
            format!("In {zone}, make one SPF policy of all at {name}, and remove the others (RFC 7208 section 4.5).")
        }
        _ => format!("In {zone}, remove the {kind} {} from {name}, so that the expected one is alone.", shown(&rival)),
    };
    let mut finding = finding(Code::ExtraValue, Severity::Error, Some(station.name.clone()), message, fix);
    finding.expected = observations.expectation(index)?.wanted.value(0);
    finding.found = Some(rival);
    Some(finding.at(addresses))
}

/// A TXT record that is no policy does not compete with one.
fn is_rival(answer: &Answer) -> bool {
    answer.record_type != RecordType::TXT || is_policy(&answer.octets())
}

fn is_policy(octets: &[u8]) -> bool {
    matcher::is_policy(octets.iter().copied())
}

/// What the record is called.
fn kind_of(observations: &Observations, index: usize) -> &'static str {
    match observations.expectation(index).map(|expectation| &expectation.wanted) {
        Some(Wanted::Targets(_)) => "CNAME",
        Some(Wanted::Exchanges(_)) => "MX record",
        Some(Wanted::Policies(_)) => "SPF policy",
        _ => "TXT record",
    }
}

/// One way in which a record is wrong, and where it is so.
struct Wrong {
    code: Code,
    expected: Value,
    found: Value,
    /// What is found is an SPF policy.
    is_policy: bool,
    addresses: Vec<SocketAddr>,
}

/// For each expected value that is missing: the record that comes nearest to it.
fn wrong(observations: &Observations, index: usize, station: &Station, wanted: &Wanted) -> Vec<Finding> {
    let mut wrong: Vec<Wrong> = Vec::new();
    for (address, seen) in mismatches(observations, index) {
        let is_enough = observations.sought(index).into_iter().all(|sought| holds(seen, sought));
        let missing = |value: &usize| !is_enough && !holds(seen, Sought::Value(*value));
        for expected in (0..wanted.len()).filter(missing).filter_map(|value| wanted.value(value)) {
            if let Some((code, found)) = nearest(observations, station, wanted, &expected, &seen.answers) {
                let is_policy = found.octets().is_some_and(|octets| is_policy(octets));
                note(&mut wrong, Wrong { code, expected, found, is_policy, addresses: Vec::from([address]) });
            }
        }
    }
    wrong.iter().map(|wrong| wrong.finding(observations, index, station)).collect()
}

fn note(wrong: &mut Vec<Wrong>, one: Wrong) {
    let is_same =
        |known: &&mut Wrong| known.code == one.code && known.expected == one.expected && known.found == one.found;
    match wrong.iter_mut().find(is_same) {
        Some(known) => known.addresses.extend(one.addresses),
        None => wrong.push(one),
    }
}

fn nearest(
    observations: &Observations,
    station: &Station,
    wanted: &Wanted,
    expected: &Value,
    answers: &[Answer],
) -> Option<(Code, Value)> {
    let unexpected: Vec<&Answer> = answers.iter().filter(|answer| !answer.is_expected).collect();
    let values = || unexpected.iter().map(|answer| answer.value());
    if let Some(found) = values().find(|found| is_appended(observations, station, expected, found)) {
        return Some((Code::ValueDomainAppended, found));
    }
    if let Some(found) = values().find(|found| has_same_host(expected, found)) {
        return Some((Code::ValueMistyped, found));
    }
    // Of several texts, the one that is a policy is the one to mend.
    let policy = || unexpected.iter().find(|answer| is_policy(&answer.octets())).map(|answer| answer.value());
    let found = policy().filter(|_| matches!(wanted, Wanted::Policies(_))).or_else(|| values().next());
    found.or_else(|| answers.first().map(Answer::value)).map(|found| (Code::ValueOther, found))
}

/// Whether a final dot was missing: the zone, or the domain, stands behind the name once more.
fn is_appended(observations: &Observations, station: &Station, expected: &Value, found: &Value) -> bool {
    let zone = station.cut.as_ref().map(|cut| &cut.zone);
    let suffixes = zone.into_iter().chain([&observations.task.domain]);
    let is_longer = |expected: &Name, found: &Name| {
        suffixes.filter(|suffix| !suffix.is_root()).any(|suffix| expected.before(suffix).as_ref() == Ok(found))
    };
    match (expected, found) {
        (Value::Target(expected), Value::Target(found)) => is_longer(expected, found),
        (Value::Exchange(expected), Value::Exchange(found)) => is_longer(&expected.host, &found.host),
        _ => false,
    }
}

/// An MX record of another preference.
fn has_same_host(expected: &Value, found: &Value) -> bool {
    matches!((expected, found), (Value::Exchange(expected), Value::Exchange(found)) if expected.host == found.host)
}

impl Wrong {
    fn finding(&self, observations: &Observations, index: usize, station: &Station) -> Finding {
        let name = station.name.to_lower_case();
        let servers = shown_servers(observations, index, &self.addresses);
        let kind = kind_of(observations, index);
        let message = format!("{servers}: {}", self.what(kind, &name));
        let fix = self.fix(kind, &name, &shown_zone(observations, index));
        let mut finding = finding(self.code, Severity::Error, Some(station.name.clone()), message, fix);
        (finding.expected, finding.found) = (Some(self.expected.clone()), Some(self.found.clone()));
        finding.at(self.addresses.iter().copied())
    }

    fn what(&self, kind: &str, name: &Name) -> String {
        match (self.code, &self.expected) {
            (Code::ValueDomainAppended, _) => format!(
                "the {kind} at {name} names {}: a domain was appended, because the final dot was missing.",
                shown_host(&self.found)
            ),
            (Code::ValueMistyped, Value::Exchange(Exchange { preference, .. })) => {
                format!("the {kind} at {name} is {}, and its preference should be {preference}.", self.found)
            }
            (_, Value::Target(_)) => format!("the {kind} at {name} names {}, another name.", self.found),
            (_, Value::Exchange(_)) => format!("another {kind} is at {name}: {}.", self.found),
            (_, Value::Policy(policy)) if self.is_policy => {
                format!("the {kind} at {name} has not the term {} among its own.", Escaped(&policy.term))
            }
            _ => format!("a text is at {name}, and no {kind} among what is there."),
        }
    }

    fn fix(&self, kind: &str, name: &Name, zone: &str) -> String {
        match &self.expected {
            Value::Policy(policy) if self.is_policy => {
                format!(
                    "In {zone}, add {} to the {kind} at {name}; a second one would spoil both.",
                    Escaped(&policy.term)
                )
            }
            Value::Policy(_) => {
                format!("In {zone}, add a TXT record at {name} with the value {}.", with_dot(&self.expected))
            }
            expected => format!("In {zone}, set the {kind} at {name} to {}.", with_dot(expected)),
        }
    }
}

/// MX records beside the expected ones, where that is allowed. What stands beside a policy is nobody's business.
fn extra(observations: &Observations, index: usize, station: &Station, wanted: &Wanted) -> Option<Finding> {
    let Wanted::Exchanges(_) = wanted else { return None };
    let has_extra = |seen: &Seen| seen.outcome == Outcome::Match && seen.answers.iter().any(|it| !it.is_expected);
    let addresses = addresses_where(observations, index, has_extra);
    let (_, seen) = observations.rows_of(index, Place::Name).find(|(_, seen)| has_extra(seen))?;
    let found = seen.answers.iter().find(|answer| !answer.is_expected)?.value();
    let name = station.name.to_lower_case();
    let message = format!("{name} holds other MX records beside the expected ones, such as {found}.");
    let fix = "Nothing to mend, unless mail should go to the expected hosts alone.".to_string();
    let mut finding = finding(Code::ExtraValue, Severity::Note, Some(station.name.clone()), message, fix);
    (finding.expected, finding.found) = (wanted.value(0), Some(found));
    Some(finding.at(addresses))
}

/// A value as a message shows it: text in quotes, names as they are.
fn shown(value: &Value) -> String {
    match value {
        Value::Octets(octets) | Value::Policy(Policy { text: octets, .. }) => shown_value(octets),
        Value::Target(_) | Value::Exchange(_) => value.to_string(),
    }
}

fn shown_host(value: &Value) -> String {
    match value {
        Value::Exchange(exchange) => exchange.host.to_lower_case().to_string(),
        other => other.to_string(),
    }
}

/// A value as it is typed into a panel: text in quotes, a name with the final dot that keeps the domain away from it.
pub(super) fn with_dot(value: &Value) -> String {
    match value {
        Value::Octets(octets) | Value::Policy(Policy { text: octets, .. }) => shown_value(octets),
        Value::Target(name) if name.is_root() => value.to_string(),
        Value::Target(_) | Value::Exchange(_) => format!("{value}. (with its final dot, if the panel takes one)"),
    }
}
