//! Findings on values: which damage each wrong record shows, and what stands beside the right one.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::SocketAddr;

use bytes::Bytes;

use super::{finding, shown_servers, shown_value, shown_zone};
use crate::check::{Observations, Place, RowKey, Seen, Sought, Station, holds};
use crate::damage::{Damage, explain};
use crate::matcher::Difference;
use crate::proof::{Code, Finding, Outcome, Severity};
use crate::wire::Name;

pub(super) fn diagnose(observations: &Observations, findings: &mut Vec<Finding>) {
    for (index, station) in observations.stations.iter().enumerate() {
        let mut wrong: Vec<Wrong> = Vec::new();
        for value in 0..observations.values(index).len() {
            collect_wrong(observations, index, value, &mut wrong);
        }
        findings.extend(wrong.iter().map(|wrong| wrong.finding(observations, index, station)));
        findings.extend(extra_values(observations, index, station));
    }
}

/// One way in which a value is wrong, and where it is so.
struct Wrong {
    code: Code,
    name: Name,
    expected: Bytes,
    found: Bytes,
    addresses: Vec<SocketAddr>,
    /// Another expected value stands in its place.
    is_other_expected: bool,
}

fn collect_wrong(observations: &Observations, index: usize, value: usize, wrong: &mut Vec<Wrong>) {
    for (key, seen) in observations.rows_of(index, Place::Name) {
        let apex = observations.rows_of(index, Place::Apex).find(|(apex, _)| apex.address == key.address);
        let is_enough = |sought| holds(seen, sought) || apex.is_some_and(|(_, apex)| holds(apex, sought));
        if is_enough(Sought::Value(value)) || observations.sought(index).into_iter().all(is_enough) {
            continue;
        }
        let at_apex = apex.and_then(|(key, seen)| damaged(observations, index, value, key, seen));
        let at_name = damaged(observations, index, value, key, seen);
        let other =
            || (seen.outcome == Outcome::Mismatch).then(|| other(observations, index, value, key, seen)).flatten();
        if let Some(one) = at_name.or(at_apex).or_else(other) {
            note(wrong, one);
        }
    }
}

/// The first record of a row that some damage explains.
fn damaged(observations: &Observations, index: usize, value: usize, key: &RowKey, seen: &Seen) -> Option<Wrong> {
    let expected = observations.values(index).get(value)?;
    seen.answers.iter().find_map(|answer| {
        let found = answer.octets();
        let code = code_of(explain(expected, &found)?);
        Some(wrong_at(code, key, expected, found.into()))
    })
}

/// Another value: one of the provider's shape if there is one, else whatever is there.
fn other(observations: &Observations, index: usize, value: usize, key: &RowKey, seen: &Seen) -> Option<Wrong> {
    let values = observations.values(index);
    let expected = values.get(value)?;
    let shape = observations.shape(index);
    let has_shape = |octets: &Vec<u8>| shape.is_some_and(|shape| shape.fits(octets));
    let found: Vec<Vec<u8>> = seen.answers.iter().map(crate::proof::Answer::octets).collect();
    let unexpected = || found.iter().filter(|octets| !values.iter().any(|value| *value == **octets));
    let shown = unexpected().find(|octets| has_shape(octets)).or_else(|| unexpected().next());
    let is_other_expected = shown.is_none();
    let shown = shown.or_else(|| found.first())?;
    Some(Wrong { is_other_expected, ..wrong_at(Code::ValueOther, key, expected, shown.clone().into()) })
}

fn wrong_at(code: Code, key: &RowKey, expected: &Bytes, found: Bytes) -> Wrong {
    let (name, expected) = (key.name.clone(), expected.clone());
    Wrong { code, name, expected, found, addresses: Vec::from([key.address]), is_other_expected: false }
}

/// Two values merged into one record are one fault, not two; the same fault at another address is the same fault.
fn note(wrong: &mut Vec<Wrong>, one: Wrong) {
    let is_same = |known: &Wrong| {
        let is_same_value = known.expected == one.expected || one.code == Code::ValueMerged;
        known.code == one.code && known.found == one.found && known.name == one.name && is_same_value
    };
    match wrong.iter_mut().find(|known| is_same(known)) {
        Some(known) => known.addresses.extend(one.addresses),
        None => wrong.push(one),
    }
}

const fn code_of(damage: Damage) -> Code {
    match damage {
        Damage::Lowercased => Code::ValueLowercased,
        Damage::Uppercased => Code::ValueUppercased,
        Damage::CaseChanged => Code::ValueCaseChanged,
        Damage::Quoted => Code::ValueQuoted,
        Damage::Whitespace => Code::ValueWhitespace,
        Damage::Merged => Code::ValueMerged,
    }
}

impl Wrong {
    fn finding(&self, observations: &Observations, index: usize, station: &Station) -> Finding {
        let name = self.name.to_lower_case();
        let servers = shown_servers(observations, index, &self.addresses);
        let message = format!("{servers}: {}", self.what(&name));
        let zone = shown_zone(observations, index);
        let _ = station;
        let fix = self.fix(&name, &zone);
        finding(self.code, Severity::Error, Some(self.name.clone()), message, fix)
            .with_values(&self.expected, Some(self.found.clone()))
            .at(self.addresses.iter().copied())
    }

    fn what(&self, name: &Name) -> String {
        let at = Difference::between(&self.expected, &self.found).map_or(0, |difference| difference.offset);
        match self.code {
            Code::ValueLowercased => format!("the value at {name} was turned into lower case (first at octet {at})."),
            Code::ValueUppercased => format!("the value at {name} was turned into upper case (first at octet {at})."),
            Code::ValueCaseChanged => format!("letters of the value at {name} changed case (first at octet {at})."),
            Code::ValueQuoted => format!("quote characters are part of the value at {name}."),
            Code::ValueWhitespace => {
                format!("the value at {name} has white space or invisible characters in it (first at octet {at}).")
            }
            Code::ValueMerged => format!("one record at {name} holds several values; each needs a record of its own."),
            _ if self.is_other_expected => {
                format!("only another of the expected values is at {name}, this one is not.")
            }
            _ => format!("another value is at {name}."),
        }
    }

    fn fix(&self, name: &Name, zone: &str) -> String {
        let value = shown_value(&self.expected);
        match self.code {
            Code::ValueLowercased | Code::ValueUppercased | Code::ValueCaseChanged => format!(
                "In {zone}, set the TXT record {name} to exactly {value}. If the DNS panel changes the case again, contact \
                 the DNS provider, or host the zone elsewhere."
            ),
            Code::ValueQuoted => format!(
                "In {zone}, enter the value of {name} without the quotes: {value} here is the value between them."
            ),
            Code::ValueWhitespace => {
                format!("In {zone}, enter the value of {name} again, without blanks and line breaks: {value}.")
            }
            Code::ValueMerged => format!(
                "In {zone}, give {name} two TXT records, one value each (in Route 53: one value a line); one of them is {value}."
            ),
            _ if self.is_other_expected => {
                format!(
                    "In {zone}, add a second TXT record at {name} with the value {value}; leave the other one there."
                )
            }
            _ => format!(
                "In {zone}, add a TXT record at {name} with the value {value}. The one that is there may belong to another \
                 account or region: leave it if it is still needed."
            ),
        }
    }
}

/// Values that nobody expected beside all that were.
fn extra_values(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let values = observations.values(index);
    let is_extra = |octets: &Vec<u8>| !values.iter().any(|value| *value == **octets);
    let mut extra: Option<Bytes> = None;
    let mut addresses = Vec::new();
    for (key, seen) in observations.rows_of(index, Place::Name).filter(|(_, seen)| seen.outcome == Outcome::Match) {
        let unexpected = seen.answers.iter().map(crate::proof::Answer::octets).find(is_extra);
        if let Some(octets) = unexpected {
            addresses.push(key.address);
            extra.get_or_insert_with(|| octets.into());
        }
    }
    let (found, expected) = (extra?, values.first()?);
    let message = format!(
        "{} holds other values beside the expected ones, such as {}.",
        station.name.to_lower_case(),
        shown_value(&found)
    );
    let fix =
        "Nothing to mend: several accounts and regions may share the name. Remove what no account needs any more.";
    let finding = finding(Code::ExtraValue, Severity::Note, Some(station.name.clone()), message, fix.into());
    Some(finding.with_values(expected, Some(found)).at(addresses))
}
