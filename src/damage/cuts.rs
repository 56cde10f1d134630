//! A value that was cut, because a character-string holds 255 octets, and put together again with something at the cut.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};
use super::blanks::{blank_octets, trimmed, without_leading};
use super::quotes::{layers, quote_octets};

/// Where panels cut: a character-string holds no more (RFC 1035 §3.3).
const CHARACTER_STRING_OCTETS: usize = 255;

pub(super) fn explains(attempt: &Attempt<'_>) -> Option<Damage> {
    let is_restored = is_cut_at_blanks(attempt) || undo(attempt).iter().any(|undone| undone.attempt.is_restored());
    is_restored.then_some(Damage::Split)
}

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let found = &*attempt.found;
    let mut joined: Vec<Cow<'a, [u8]>> = Vec::new();
    if let Some(value) = without_quoted_cuts(found) {
        joined.push(value.into());
    }
    for separator in [b',', b'|'] {
        if found.contains(&separator) && !attempt.expected.contains(&separator) {
            joined.extend(without_separator(found, separator).map(Cow::Owned));
        }
    }
    if found.len() > CHARACTER_STRING_OCTETS {
        joined.push(without_blanks_at_cuts(found).into());
    }
    attempt.with_each(Damage::Split, joined)
}

/// The parts of a value whose character-strings are shown in their quotes, `"part" "part"`, put together. `None` where
/// there is no such cut.
pub(super) fn without_quoted_cuts(found: &[u8]) -> Option<Vec<u8>> {
    let value = trimmed(found);
    let value = value.strip_prefix(b"(").and_then(|value| value.strip_suffix(b")")).map_or(value, trimmed);
    let mut joined = Vec::with_capacity(value.len());
    let mut cuts = 0_usize;
    let mut rest = value;
    // Ends: every turn takes at least one octet off.
    while let Some((first, behind)) = rest.split_first() {
        match behind_quoted_cut(rest) {
            Some(part) if !joined.is_empty() && !part.is_empty() => {
                cuts += 1;
                rest = part;
            }
            _ => {
                joined.push(*first);
                rest = behind;
            }
        }
    }
    let without_ends = layers(&joined).next().map(<[u8]>::to_vec);
    (cuts > 0).then(|| without_ends.unwrap_or(joined))
}

/// What follows a closing quote, blanks and commas, and an opening quote.
fn behind_quoted_cut(value: &[u8]) -> Option<&[u8]> {
    let mut between = without_leading(quote_behind(value)?);
    // Ends: every turn takes a comma off.
    while let Some(behind) = between.strip_prefix(b",") {
        between = without_leading(behind);
    }
    quote_behind(between)
}

fn quote_behind(value: &[u8]) -> Option<&[u8]> {
    let octets = quote_octets(value);
    value.get(octets..).filter(|_| octets > 0)
}

/// `found` without `separator`, wherever something stands on both sides; without the blanks around it, too.
fn without_separator(found: &[u8], separator: u8) -> [Vec<u8>; 2] {
    let parts: Vec<&[u8]> = found.split(|octet| *octet == separator).collect();
    if [parts.first(), parts.last()].into_iter().flatten().any(|part| part.is_empty()) {
        return [found.to_vec(), found.to_vec()];
    }
    let trimmed: Vec<&[u8]> = parts.iter().map(|part| trimmed(part)).collect();
    [parts.concat(), trimmed.concat()]
}

fn without_blanks_at_cuts(mut found: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(found.len());
    // Ends: every turn takes at least one octet off.
    while let Some((first, behind)) = found.split_first() {
        match blank_octets(found) {
            octets @ 1.. if is_at_cut(joined.len()) => found = found.get(octets..).unwrap_or_default(),
            _ => {
                joined.push(*first);
                found = behind;
            }
        }
    }
    joined
}

const fn is_at_cut(offset: usize) -> bool {
    offset > 0 && offset % CHARACTER_STRING_OCTETS == 0
}

/// Whether blanks differ, and only where a character-string ends or could have ended.
fn is_cut_at_blanks(attempt: &Attempt<'_>) -> bool {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    let (mut offset, mut place) = (0_usize, 0_usize);
    // Ends: every turn goes forward in one of them.
    loop {
        let rest = expected.get(offset..).unwrap_or_default();
        let behind = found.get(place..).unwrap_or_default();
        match (rest.first(), behind.first()) {
            (None, None) => return expected != found,
            (None, _) | (_, None) => return false,
            (one, other) if one == other => (offset, place) = (offset + 1, place + 1),
            _ => {
                let (lost, added) = (blanks(rest), blanks(behind));
                let is_string_end = |place: usize| attempt.cuts.binary_search(&place).is_ok();
                if added > 0 && (is_at_cut(offset) || is_string_end(place) || is_string_end(place + added)) {
                    place += added;
                } else if lost > 0 && is_string_end(place) {
                    offset += lost;
                } else {
                    return false;
                }
            }
        }
    }
}

/// The octets of the blanks at the beginning.
fn blanks(value: &[u8]) -> usize {
    value.len().saturating_sub(without_leading(value).len())
}
