//! A value of which one end is missing.

use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};
use super::rung::Rung;
use super::substring::positions;
use super::typing::MAX_EDITS;

/// What has to be left of a value once something else was undone: less may be chance.
const MIN_OCTETS: usize = 4;

/// What has to be left of a value among others in one record, or of one that has lost both ends or is mistyped too.
const MIN_TELLING_OCTETS: usize = 6;

pub(super) fn explains(attempt: &Attempt<'_>, prefix: Option<&[u8]>) -> Option<Damage> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    // A part of a value that has parts of its own is no value cut short.
    let may_be_part = is_piece(attempt) && expected.iter().any(|octet| matches!(octet, b' ' | b',' | b';' | b'|'));
    if found.is_empty() || found.len() >= expected.len() || may_be_part {
        return None;
    }
    let is_end = expected.starts_with(found) || expected.ends_with(found);
    let place = place(attempt)?;
    let common = common_octets(expected, prefix);
    let telling = found.len().min((place + found.len()).saturating_sub(common));
    let least = match attempt.before {
        None if is_end => 0,
        Some(_) if is_end && !is_piece(attempt) => MIN_OCTETS,
        _ => MIN_TELLING_OCTETS.max(expected.len().saturating_sub(common) / 2),
    };
    (telling >= least).then_some(Damage::Truncated)
}

/// Where in the expected value the one found stands.
fn place(attempt: &Attempt<'_>) -> Option<usize> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    match () {
        () if expected.starts_with(found) => Some(0),
        () if expected.ends_with(found) => expected.len().checked_sub(found.len()),
        () if is_piece(attempt) || !is_telling(expected, found) => None,
        () => positions(expected, found).first().copied(),
    }
}

/// Whether what is looked at is some part of a record: with any part and any end of the value, too much would fit.
fn is_piece(attempt: &Attempt<'_>) -> bool {
    matches!(attempt.before, Some(Rung::Merge | Rung::PastedKey))
}

/// Whether half of the value is left.
fn is_telling(expected: &[u8], found: &[u8]) -> bool {
    found.len() >= MIN_TELLING_OCTETS && found.len() >= expected.len() / 2
}

/// The ends of the expected value that are about as long as what was found: for what is mistyped as well.
pub(super) fn undo<'a>(attempt: &'a Attempt<'_>, prefix: Option<&[u8]>) -> Vec<Undone<'a>> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    let common = common_octets(expected, prefix);
    let octets = found.len();
    let is_telling = is_telling(expected, found) && octets >= common + (expected.len() - common) / 2;
    // What is hardly shorter is mistyped, or is not.
    if !is_telling || octets + MAX_EDITS >= expected.len() {
        return Vec::new();
    }
    let lengths = octets.saturating_sub(MAX_EDITS)..=octets + MAX_EDITS;
    let ends = lengths.flat_map(|octets| {
        let front = expected.get(..octets);
        let back = expected.len().checked_sub(octets).and_then(|start| expected.get(start..));
        [front, back].into_iter().flatten()
    });
    ends.map(|end| Undone::new(Damage::Truncated, end, found)).collect()
}

/// What every token of the provider begins with tells nothing of this one.
fn common_octets(expected: &[u8], prefix: Option<&[u8]>) -> usize {
    prefix.filter(|prefix| expected.starts_with(prefix)).map_or(0, <[u8]>::len)
}
