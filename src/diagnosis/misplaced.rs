//! Findings on records that are elsewhere: at another name, under another type, or only a wildcard's.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;

use super::target::with_dot;
use super::{addresses_where, finding, host_field, shown_zone};
use crate::check::{Expectation, Observations, Place, Seen, Sighting, Station, Wanted, is_random_sibling};
use crate::proof::{Answer, Code, Finding, Outcome, Severity, Value};
use crate::wire::{Name, RecordType};

/// The value stands at another name, or under another type.
pub(super) fn misplaced(observations: &Observations, index: usize, station: &Station) -> Vec<Finding> {
    let of_station = observations.sightings.iter().filter(|sighting| sighting.station == index);
    let sightings = of_station.filter(|sighting| !is_random_sibling(&sighting.question.name));
    let sightings = sightings.filter(|sighting| !is_from_wildcard(observations, sighting));
    sightings.filter_map(|sighting| misplaced_in(observations, index, station, sighting)).collect()
}

fn misplaced_in(observations: &Observations, index: usize, station: &Station, sighting: &Sighting) -> Option<Finding> {
    if sighting.question.name != station.name {
        let value = observations.value_among(index, &sighting.answers)?;
        return Some(misplaced_at(observations, index, station, &sighting.question.name, value).at([sighting.server]));
    }
    if is_address(sighting) {
        return None;
    }
    let wanted = &observations.expectation(index)?.wanted;
    let mut values = (0..wanted.len()).filter_map(|value| wanted.value(value));
    let is_there = |value: &Value| {
        let needle = needle(value);
        sighting.answers.iter().any(|answer| mentions(&answer.octets(), &needle))
    };
    let value = values.find(is_there)?;
    let finding = wrong_type(observations, index, station, sighting.question.record_type, value);
    Some(finding.at([sighting.server]))
}

/// What a record of another type says where somebody entered the value there.
fn needle(value: &Value) -> Vec<u8> {
    match value {
        Value::Octets(octets) => octets.to_vec(),
        Value::Target(name) => name.to_lower_case().to_string().into_bytes(),
        Value::Exchange(exchange) => exchange.host.to_lower_case().to_string().into_bytes(),
        Value::Policy(policy) => policy.term.to_vec(),
    }
}

fn is_address(sighting: &Sighting) -> bool {
    matches!(sighting.question.record_type, RecordType::A | RecordType::AAAA)
}

/// A CNAME is expected, and there are addresses in its place: the DNS provider answers for the target itself.
pub(super) fn flattened(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let Wanted::Targets(_) = observations.expectation(index)?.wanted else { return None };
    let mut sightings = observations.sightings.iter().filter(|sighting| sighting.station == index);
    sightings.find(|sighting| is_address(sighting) && sighting.question.name == station.name)?;
    let addresses = addresses_where(observations, index, |seen| seen.outcome == Outcome::NoData);
    let name = station.name.to_lower_case();
    let message = format!(
        "{name} has addresses and no CNAME: the DNS provider proxies the record, or flattens it into the addresses of its \
         target."
    );
    let fix = format!(
        "In {}, switch off proxying (or flattening) for {name}, so that the CNAME itself is served.",
        shown_zone(observations, index)
    );
    let mut finding = finding(Code::NameFlattened, Severity::Error, Some(station.name.clone()), message, fix);
    finding.expected = observations.expectation(index)?.wanted.value(0);
    Some(finding.at(addresses))
}

/// Whether a random name beside the sighting's shows the same records.
fn is_from_wildcard(observations: &Observations, sighting: &Sighting) -> bool {
    let parent = sighting.question.name.parent();
    observations.sightings.iter().any(|other| {
        other.station == sighting.station
            && is_random_sibling(&other.question.name)
            && other.question.record_type == sighting.question.record_type
            && other.question.name.parent() == parent
            && other.answers.is_same_data(&sighting.answers)
    })
}

/// Whether a record's text holds the value, whatever happened to its case: names in RDATA keep none.
fn mentions(text: &[u8], value: &[u8]) -> bool {
    !value.is_empty() && text.windows(value.len()).any(|window| window.eq_ignore_ascii_case(value))
}

pub(super) fn wrong_type(
    observations: &Observations,
    index: usize,
    station: &Station,
    found_type: RecordType,
    value: Value,
) -> Finding {
    let (name, wanted) = (station.name.to_lower_case(), station.record_type);
    let found_type = if found_type == RecordType(99) { "SPF".to_string() } else { found_type.to_string() };
    let message = format!("The value stands at {name} in a record of type {found_type}, not {wanted}.");
    let fix = format!(
        "In {}, delete that record and add one of type {wanted} with the name {} and the value {}.",
        shown_zone(observations, index),
        host_field(observations, index, &station.name),
        with_dot(&value)
    );
    let finding = finding(Code::RecordWrongType, Severity::Error, Some(station.name.clone()), message, fix);
    in_wrong_place(finding, value)
}

/// The right value is what is expected and what is found.
fn in_wrong_place(finding: Finding, value: Value) -> Finding {
    Finding { expected: Some(value.clone()), found: Some(value), ..finding }
}

/// What answers at the name answers at a random name beside it too: it is a wildcard's, and the record is not there.
pub(super) fn wildcard(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let parent = station.name.parent();
    let is_beside = |sighting: &&Sighting| {
        let is_of_record = sighting.station == index && sighting.question.record_type == station.record_type;
        is_of_record && is_random_sibling(&sighting.question.name) && sighting.question.name.parent() == parent
    };
    let sibling = observations.sightings.iter().find(is_beside)?;
    let is_wildcards = |seen: &Seen| seen.outcome == Outcome::Mismatch && seen.answers.is_same_data(&sibling.answers);
    let addresses = addresses_where(observations, index, is_wildcards);
    let value = observations.expectation(index)?.wanted.value(0).filter(|_| !addresses.is_empty())?;
    let name = station.name.to_lower_case();
    let message = format!("A wildcard answers for {name}; the record itself does not exist.");
    let fix = format!(
        "In {}, add a {} record with the name {} and the value {}; it takes precedence over the wildcard.",
        shown_zone(observations, index),
        station.record_type,
        host_field(observations, index, &station.name),
        with_dot(&value)
    );
    let finding = finding(Code::NameWildcard, Severity::Error, Some(station.name.clone()), message, fix);
    let found = sibling.answers.first().map(Answer::value);
    Some(Finding { expected: Some(value), found, ..finding }.at(addresses))
}

fn misplaced_at(
    observations: &Observations,
    index: usize,
    station: &Station,
    found_at: &Name,
    value: Value,
) -> Finding {
    let domain = &observations.task.domain;
    let zone = station.cut.as_ref().map_or(domain, |cut| &cut.zone);
    let (wanted, found) = (station.name.to_lower_case(), found_at.to_lower_case());
    let is_appended = [domain, zone].into_iter().any(|suffix| station.name.before(suffix).as_ref() == Ok(found_at));
    let field = host_field(observations, index, &station.name);
    let (code, why, fix) = match () {
        () if is_appended => (
            Code::NameDomainAppended,
            "the DNS panel appended the domain to the name",
            format!("In {}, change the record's name to {field}.", shown_zone(observations, index)),
        ),
        () if found_at == domain && !observations.expectation(index).is_some_and(Expectation::counts_at_apex) => (
            Code::NameAtApex,
            "it stands at the domain itself",
            format!("In {}, move the record to the name {field}.", shown_zone(observations, index)),
        ),
        () if crate::check::without_underscore(&station.name).as_ref() == Some(found_at) => (
            Code::NameUnderscoreDropped,
            "the underscore is missing from the name",
            format!(
                "In {}, change the record's name to {field}; if the panel refuses underscores, ask the DNS provider, or (for \
                 Amazon SES) publish the value at {domain} itself.",
                shown_zone(observations, index)
            ),
        ),
        () => (
            Code::NameMisplaced,
            "that is another name",
            format!("In {}, change the record's name to {field}.", shown_zone(observations, index)),
        ),
    };
    let message = format!("The value stands at {found} instead of {wanted}: {why}.");
    in_wrong_place(finding(code, Severity::Error, Some(found_at.clone()), message, fix), value)
}

/// The value that somebody entered as the target of a CNAME.
pub(super) fn value_as_target(observations: &Observations, index: usize) -> Option<&Bytes> {
    let targets: Vec<String> = observations
        .rows_of(index, Place::Name)
        .filter_map(|(_, seen)| seen.target.as_ref().map(ToString::to_string))
        .collect();
    observations.values(index).iter().find(|value| targets.iter().any(|target| mentions(target.as_bytes(), value)))
}
