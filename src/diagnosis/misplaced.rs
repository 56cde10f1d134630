//! Findings on records that are elsewhere: at another name, under another type, or only a wildcard's.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;

use super::{addresses_where, finding, host_field, shown_value, shown_zone};
use crate::check::{Observations, Place, Seen, Sighting, Station, is_random_sibling};
use crate::proof::{Answer, Code, Finding, Outcome, Severity};
use crate::provider::Apex;
use crate::wire::{Name, RecordType};

/// The value stands at another name, or under another type.
pub(super) fn misplaced(observations: &Observations, index: usize, station: &Station) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sightings = observations.sightings.iter().filter(|sighting| !is_random_sibling(&sighting.question.name));
    for sighting in sightings.filter(|sighting| !is_from_wildcard(observations, sighting)) {
        let is_wrong_type = sighting.question.name == station.name;
        let holds =
            |octets: &[u8], value: &Bytes| if is_wrong_type { mentions(octets, value) } else { *octets == **value };
        let is_there = |value: &&Bytes| sighting.answers.iter().any(|answer| holds(&answer.octets(), value));
        if let Some(value) = observations.values(index).iter().find(is_there) {
            let finding = if is_wrong_type {
                wrong_type(observations, index, station, sighting.question.record_type, value)
            } else {
                misplaced_at(observations, index, station, &sighting.question.name, value)
            };
            findings.push(finding.at([sighting.server]));
        }
    }
    findings
}

/// Whether a random name beside the sighting's shows the same records.
fn is_from_wildcard(observations: &Observations, sighting: &Sighting) -> bool {
    let parent = sighting.question.name.parent();
    observations.sightings.iter().any(|other| {
        is_random_sibling(&other.question.name)
            && other.question.record_type == sighting.question.record_type
            && other.question.name.parent() == parent
            && is_same_data(&other.answers, &sighting.answers)
    })
}

fn is_same_data(one: &[Answer], other: &[Answer]) -> bool {
    one.len() == other.len() && one.iter().all(|answer| other.iter().any(|twin| twin.data == answer.data))
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
    value: &Bytes,
) -> Finding {
    let (name, wanted) = (station.name.to_lower_case(), station.record_type);
    let found_type = if found_type == RecordType(99) { "SPF".to_string() } else { found_type.to_string() };
    let message = format!("The value stands at {name} in a record of type {found_type}, not {wanted}.");
    let fix = format!(
        "In {}, delete that record and add one of type {wanted} with the name {} and the value {}.",
        shown_zone(observations, index),
        host_field(observations, index, &station.name),
        shown_value(value)
    );
    let finding = finding(Code::RecordWrongType, Severity::Error, Some(station.name.clone()), message, fix);
    finding.with_values(value, Some(value.clone()))
}

/// What answers at the name answers at a random name beside it too: it is a wildcard's, and the record is not there.
pub(super) fn wildcard(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let parent = station.name.parent();
    let sibling = observations
        .sightings
        .iter()
        .find(|sighting| is_random_sibling(&sighting.question.name) && sighting.question.name.parent() == parent)?;
    let is_wildcards = |seen: &Seen| seen.outcome == Outcome::Mismatch && is_same_data(&seen.answers, &sibling.answers);
    let addresses = addresses_where(observations, index, is_wildcards);
    let value = observations.values(index).first().filter(|_| !addresses.is_empty())?;
    let name = station.name.to_lower_case();
    let message = format!("A wildcard answers for {name}; the record itself does not exist.");
    let fix = format!(
        "In {}, add a {} record with the name {} and the value {}; it takes precedence over the wildcard.",
        shown_zone(observations, index),
        station.record_type,
        host_field(observations, index, &station.name),
        shown_value(value)
    );
    let finding = finding(Code::NameWildcard, Severity::Error, Some(station.name.clone()), message, fix);
    Some(finding.with_values(value, sibling.answers.first().map(|answer| answer.octets().into())).at(addresses))
}

fn misplaced_at(
    observations: &Observations,
    index: usize,
    station: &Station,
    found_at: &Name,
    value: &Bytes,
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
        () if found_at == domain && observations.task.provider.is_none_or(|it| it.apex == Apex::IsMisplaced) => (
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
    let finding = finding(code, Severity::Error, Some(found_at.clone()), message, fix);
    finding.with_values(value, Some(value.clone()))
}

/// The value that somebody entered as the target of a CNAME.
pub(super) fn value_as_target(observations: &Observations, index: usize) -> Option<&Bytes> {
    let targets: Vec<String> = observations
        .rows_of(index, Place::Name)
        .filter_map(|(_, seen)| seen.target.as_ref().map(ToString::to_string))
        .collect();
    observations.values(index).iter().find(|value| targets.iter().any(|target| mentions(target.as_bytes(), value)))
}
