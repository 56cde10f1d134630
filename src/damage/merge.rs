//! Several values in one record: the expected one stands inside it, parted from the others.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};
use super::blanks::trimmed;
use super::characters::{self, is_blank, is_quote};
use super::substring::positions;

/// How many pieces of one record are looked at for one kind of separator.
const MAX_PIECES: usize = 6;

/// What people and panels put between two values, one kind at a time: a value may hold what parts others.
const SEPARATORS: &[&[u8]] = &[b"\r\n", b",", b";", b"|", b"\\", b"\"'`", b" \t\r\n"];

/// By how many octets two values without a separator may differ in length: padding.
const MAX_UNEVEN_OCTETS: usize = 2;

pub(super) fn explains(attempt: &Attempt<'_>, prefix: Option<&[u8]>) -> Option<Damage> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    let places = positions(found, expected);
    places.into_iter().any(|offset| stands_apart(attempt, offset, prefix)).then_some(Damage::Merged)
}

/// Whether the expected value at `offset` is a value of its own, and something else stands there too.
fn stands_apart(attempt: &Attempt<'_>, offset: usize, prefix: Option<&[u8]>) -> bool {
    let octets = attempt.expected.len();
    let Some((front, behind)) = attempt.found.split_at_checked(offset) else { return false };
    let back = behind.get(octets..).unwrap_or_default();
    let is_end = |place: usize| attempt.cuts.binary_search(&place).is_ok();
    let is_as_long = |side: &[u8]| side.len().abs_diff(octets) <= MAX_UNEVEN_OCTETS;
    let is_front_apart = front.is_empty() || ends_apart(front) || is_as_long(front) || is_end(offset);
    let is_back_apart = back.is_empty() || begins_apart(back) || is_as_long(back) || is_end(offset + octets);
    is_front_apart && is_back_apart && (is_value(front, prefix) || is_value(back, prefix))
}

/// Whether what stands beside the expected value is another one: more than marks, more than the prefix once again.
fn is_value(side: &[u8], prefix: Option<&[u8]>) -> bool {
    let is_text = |octet: &u8| octet.is_ascii_alphanumeric();
    let Some(first) = side.iter().position(is_text) else { return false };
    let text = side.get(first..).unwrap_or_default();
    prefix.and_then(|prefix| text.strip_prefix(prefix)).is_none_or(|rest| rest.iter().any(is_text))
}

fn ends_apart(front: &[u8]) -> bool {
    // A line break is sometimes stored as it is typed in a program.
    front.ends_with(b"\\n") || characters::last(front).is_some_and(|(character, _)| is_separator(character))
}

fn begins_apart(back: &[u8]) -> bool {
    characters::first(back).is_some_and(|(character, _)| is_separator(character))
}

const fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | '|' | '\\') || is_blank(character) || is_quote(character)
}

/// The pieces of the record that may be the expected value with some other damage.
pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let found = &*attempt.found;
    let octets = attempt.expected.len();
    // A prefix may be missing, all may be encoded.
    let is_like = |piece: &&[u8]| (octets / 4..=octets.saturating_mul(4)).contains(&piece.len()) && !piece.is_empty();
    let mut pieces: Vec<&[u8]> = Vec::new();
    for separators in SEPARATORS {
        let parts = found.split(|octet| separators.contains(octet)).map(trimmed);
        pieces.extend(parts.filter(is_like).take(MAX_PIECES));
    }
    pieces.extend(strings(found, attempt.cuts).filter(is_like).take(MAX_PIECES));
    // Without a separator: one as long as the expected value at either end, the other one beside it.
    if found.len().abs_diff(octets.saturating_mul(2)) <= 2 * MAX_UNEVEN_OCTETS {
        let halves = [Some(octets), found.len().checked_sub(octets)].into_iter().flatten();
        let halves = halves.filter_map(|place| found.split_at_checked(place));
        pieces.extend(halves.flat_map(|(front, back)| [front, back]));
    }
    attempt.with_each(Damage::Merged, pieces.into_iter().map(Cow::Borrowed))
}

/// The character-strings.
fn strings<'a>(found: &'a [u8], cuts: &'a [usize]) -> impl Iterator<Item = &'a [u8]> {
    let starts = core::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([found.len()]);
    starts.zip(ends).filter_map(|(start, end)| found.get(start..end))
}
