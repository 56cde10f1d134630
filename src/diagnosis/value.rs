//! Findings on values: which damage each wrong record shows, and what stands beside the right one.

mod wording;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::SocketAddr;

use bytes::Bytes;

use super::{finding, shown_servers, shown_value, shown_zone};
use crate::check::{Observations, Place, RowKey, Seen, Sought, Station, holds};
use crate::damage::{Damage, Explanation, Wanted, explain};
use crate::proof::{Answer, AnswerData, Code, Finding, Outcome, Severity, Strings};
use crate::provider::Shape;
use crate::wire::Name;
use wording::Wording;

pub(super) fn diagnose(observations: &Observations, findings: &mut Vec<Finding>) {
    for (index, station) in observations.stations.iter().enumerate() {
        let mut wrong: Vec<Wrong> = Vec::new();
        for value in 0..observations.values(index).len() {
            collect_wrong(observations, index, value, &mut wrong);
        }
        findings.extend(wrong.iter().map(|wrong| wrong.finding(observations, index)));
        findings.extend(extra_values(observations, index, station));
    }
}

/// One way in which a value is wrong, and where it is so.
#[derive(Clone)]
struct Wrong {
    cause: Cause,
    name: Name,
    expected: Bytes,
    found: Bytes,
    addresses: Vec<SocketAddr>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The value was damaged on its way; perhaps twice.
    Damage { damage: Damage, second: Option<Damage> },
    /// Another expected value stands in its place.
    OtherExpected,
    /// A value that nobody asked for stands in its place.
    Other,
}

impl Cause {
    const fn code(self) -> Code {
        match self {
            Self::Damage { damage, .. } => code_of(damage),
            Self::OtherExpected | Self::Other => Code::ValueOther,
        }
    }
}

fn collect_wrong(observations: &Observations, index: usize, value: usize, wrong: &mut Vec<Wrong>) {
    // Servers mostly say the same: what explains the one explains the other.
    let mut known: Vec<(Heard<'_>, Option<Wrong>)> = Vec::new();
    for (key, seen) in observations.rows_of(index, Place::Name) {
        let apex = observations.rows_of(index, Place::Apex).find(|(apex, _)| apex.address == key.address);
        let is_enough = |sought| holds(seen, sought) || apex.is_some_and(|(_, apex)| holds(apex, sought));
        if is_enough(Sought::Value(value)) || observations.sought(index).into_iter().all(is_enough) {
            continue;
        }
        let heard = (seen, apex.map(|(_, apex)| apex));
        let same = known.iter().find(|(other, _)| is_same(*other, heard)).map(|(_, same)| same.clone());
        let one = same.unwrap_or_else(|| {
            let one = explained(observations, index, value, (key, seen), apex);
            known.push((heard, one.clone()));
            one
        });
        let one = one.map(|one| Wrong { addresses: [key.address].into(), ..one });
        if let Some(one) = one {
            note(wrong, one);
        }
    }
}

/// What an address says of the name and, where that counts too, of the domain itself.
type Heard<'s> = (&'s Seen, Option<&'s Seen>);

/// Whether two addresses share their records and what comes of them.
fn is_same(one: Heard<'_>, other: Heard<'_>) -> bool {
    let is_same_row = |one: &Seen, other: &Seen| {
        one.answers.is_shared_with(&other.answers) && (one.outcome, &one.held) == (other.outcome, &other.held)
    };
    let is_same_at_domain = match (one.1, other.1) {
        (Some(one), Some(other)) => is_same_row(one, other),
        (None, None) => true,
        _ => false,
    };
    is_same_at_domain && is_same_row(one.0, other.0)
}

/// What is wrong at one address: a damaged record at the name, one at the domain itself, or another value.
fn explained(
    observations: &Observations,
    index: usize,
    value: usize,
    (key, seen): (&RowKey, &Seen),
    apex: Option<(&RowKey, &Seen)>,
) -> Option<Wrong> {
    let at_apex = apex.and_then(|(key, seen)| damaged(observations, index, value, key, seen));
    let at_apex = at_apex.filter(Wrong::is_telling);
    let at_name = damaged(observations, index, value, key, seen);
    let other = || (seen.outcome == Outcome::Mismatch).then(|| other(observations, index, value, key, seen)).flatten();
    at_name.or(at_apex).or_else(other)
}

/// The record of a row that some damage explains. One that is expected as it is, is not damaged.
fn damaged(observations: &Observations, index: usize, value: usize, key: &RowKey, seen: &Seen) -> Option<Wrong> {
    let values = observations.values(index);
    let expected = values.get(value)?;
    let is_expected = |strings: &&Strings| values.iter().any(|value| *value == strings.concat());
    let records: Vec<&Strings> = seen.answers.iter().filter_map(strings).filter(|found| !is_expected(found)).collect();
    let parted: Vec<Vec<&[u8]>> = records.iter().map(|strings| parted(strings)).collect();
    let station = observations.stations.get(index)?;
    let names = [station.name.clone(), observations.task.domain.clone()];
    let wanted = Wanted { expected, prefix: fixed_prefix(observations.shape(index), expected), names: &names };
    let Explanation { damage, second, record } = explain(&wanted, &parted)?;
    let found = records.get(record)?.concat();
    Some(wrong_at(Cause::Damage { damage, second }, key, expected, found.into()))
}

/// A TXT record's character-strings.
fn strings(answer: &Answer) -> Option<&Strings> {
    match &answer.data {
        AnswerData::Strings(strings) => Some(strings),
        AnswerData::Target(_) | AnswerData::Exchange(_) | AnswerData::Presentation(_) => None,
    }
}

/// There may be tens of thousands: room is made for just so many.
fn parted(strings: &Strings) -> Vec<&[u8]> {
    let mut parted = Vec::with_capacity(strings.iter().count());
    parted.extend(strings);
    parted
}

/// A shorter `key=` may be a word of the value itself, like `v=` and `p=`.
const MIN_KEY_OCTETS: usize = 4;

/// What every value of the provider begins with; where nothing is known of it, the `key=` in front.
fn fixed_prefix(shape: Option<Shape>, expected: &[u8]) -> Option<&[u8]> {
    let prefix = shape.and_then(Shape::prefix).map(str::as_bytes).filter(|prefix| expected.starts_with(prefix));
    prefix.or_else(|| key_in_front(expected))
}

fn key_in_front(expected: &[u8]) -> Option<&[u8]> {
    let is_key = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.');
    let octets = expected.iter().take_while(|octet| is_key(octet)).count();
    let (key, token) = expected.split_at_checked(octets.saturating_add(1))?;
    let is_padding = token.is_empty() || token.starts_with(b"=");
    (key.ends_with(b"=") && octets >= MIN_KEY_OCTETS && !is_padding).then_some(key)
}

/// Another value: one of the provider's shape if there is one, else whatever is there.
fn other(observations: &Observations, index: usize, value: usize, key: &RowKey, seen: &Seen) -> Option<Wrong> {
    let values = observations.values(index);
    let expected = values.get(value)?;
    let shape = observations.shape(index);
    let has_shape = |octets: &Vec<u8>| shape.is_some_and(|shape| shape.fits(octets));
    let found = || seen.answers.iter().map(Answer::octets);
    let unexpected = || found().filter(|octets| !values.iter().any(|value| *value == *octets));
    let shown = unexpected().find(|octets| has_shape(octets)).or_else(|| unexpected().next());
    let cause = if shown.is_none() { Cause::OtherExpected } else { Cause::Other };
    let shown = shown.or_else(|| found().next())?;
    Some(wrong_at(cause, key, expected, shown.into()))
}

fn wrong_at(cause: Cause, key: &RowKey, expected: &Bytes, found: Bytes) -> Wrong {
    let (name, expected) = ((*key.name).clone(), expected.clone());
    Wrong { cause, name, expected, found, addresses: Vec::from([key.address]) }
}

/// Two values merged into one record are one fault, not two; the same fault at another address is the same fault.
fn note(wrong: &mut Vec<Wrong>, one: Wrong) {
    let is_same = |known: &Wrong| {
        let is_same_value = known.expected == one.expected || one.cause.code() == Code::ValueMerged;
        known.cause == one.cause && known.found == one.found && known.name == one.name && is_same_value
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
        Damage::Escaped => Code::ValueEscaped,
        Damage::Whitespace | Damage::BlanksLost => Code::ValueWhitespace,
        Damage::Truncated => Code::ValueTruncated,
        Damage::Merged => Code::ValueMerged,
        Damage::Split | Damage::SplitOverRecords => Code::ValueSplit,
        Damage::Padding => Code::ValuePadding,
        Damage::PlusLost => Code::ValuePlusLost,
        Damage::Encoded => Code::ValueEncoded,
        Damage::Prefixed => Code::ValuePrefixed,
        Damage::PrefixMissing | Damage::PrefixDoubled => Code::ValuePrefixMissing,
        Damage::LookAlike | Damage::Mistyped => Code::ValueMistyped,
    }
}

impl Wrong {
    /// Whether enough is left of the value to know it among records that have nothing to do with it, as the domain's own
    /// name has them: an empty record is no value with everything cut off there.
    fn is_telling(&self) -> bool {
        let is_cut = matches!(self.cause, Cause::Damage { damage: Damage::Truncated, .. });
        !is_cut || self.found.len() >= self.expected.len() / 2
    }

    fn finding(&self, observations: &Observations, index: usize) -> Finding {
        let name = self.name.to_lower_case();
        let servers = shown_servers(observations, index, &self.addresses);
        let zone = shown_zone(observations, index);
        let (message, fix) = match self.cause {
            Cause::Damage { damage, second } => {
                let prefix = fixed_prefix(observations.shape(index), &self.expected).unwrap_or_default();
                let wrong = Wording { expected: &self.expected, prefix, found: &self.found, name: &name, zone: &zone };
                (format!("{servers}: {}", wrong.fact(damage, second)), wrong.fix(damage))
            }
            Cause::OtherExpected => other_expected(&servers, &zone, &name, &self.expected),
            Cause::Other => another(&servers, &zone, &name, &self.expected),
        };
        finding(self.cause.code(), Severity::Error, Some(self.name.clone()), message, fix)
            .with_values(&self.expected, Some(self.found.clone()))
            .at(self.addresses.iter().copied())
    }
}

fn other_expected(servers: &str, zone: &str, name: &Name, expected: &[u8]) -> (String, String) {
    let message = format!("{servers}: only another of the expected values is at {name}, this one is not.");
    let value = shown_value(expected);
    let fix =
        format!("In {zone}, add a second TXT record at {name} with the value {value}; leave the other one there.");
    (message, fix)
}

fn another(servers: &str, zone: &str, name: &Name, expected: &[u8]) -> (String, String) {
    let message = format!("{servers}: another value is at {name}.");
    let value = shown_value(expected);
    let fix = format!(
        "In {zone}, add a TXT record at {name} with the value {value}. The one that is there may belong to another \
         account or region: leave it if it is still needed."
    );
    (message, fix)
}

/// Values that nobody expected beside all that were.
fn extra_values(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let values = observations.values(index);
    let is_extra = |octets: &Vec<u8>| !values.iter().any(|value| *value == **octets);
    let mut extra: Option<Bytes> = None;
    let mut addresses = Vec::new();
    for (key, seen) in observations.rows_of(index, Place::Name).filter(|(_, seen)| seen.outcome == Outcome::Match) {
        let unexpected = seen.answers.iter().map(Answer::octets).find(is_extra);
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
