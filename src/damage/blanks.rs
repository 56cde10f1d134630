//! White space and what looks like it or like nothing: line breaks, NBSP, zero-width characters, the byte order mark.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};
use super::characters::{self, is_blank, is_invisible};

/// The length of the blank at the beginning; 0 where there is none.
pub(super) fn blank_octets(value: &[u8]) -> usize {
    characters::first(value).filter(|(character, _)| is_blank(*character)).map_or(0, |(_, octets)| octets)
}

/// `value` without the blanks in front.
pub(super) fn without_leading(mut value: &[u8]) -> &[u8] {
    // Ends: every turn takes at least one octet off.
    loop {
        match blank_octets(value) {
            0 => return value,
            octets => value = value.get(octets..).unwrap_or_default(),
        }
    }
}

fn without_trailing(mut value: &[u8]) -> &[u8] {
    // Ends: every turn takes at least one octet off.
    while let Some((_, octets)) = characters::last(value).filter(|(character, _)| is_blank(*character)) {
        value = value.get(..value.len().saturating_sub(octets)).unwrap_or_default();
    }
    value
}

pub(super) fn trimmed(value: &[u8]) -> &[u8] {
    without_trailing(without_leading(value))
}

pub(super) fn undo_outer<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    attempt.with_each(Damage::Whitespace, [Cow::Borrowed(trimmed(&attempt.found))])
}

/// Blanks differ, and nothing else.
pub(super) fn explains(attempt: &Attempt<'_>) -> Option<Damage> {
    let (mut expected, mut found) = (&*attempt.expected, &*attempt.found);
    // Ends: every turn takes an octet off both sides.
    loop {
        (expected, found) = (without_leading(expected), without_leading(found));
        match (expected.split_first(), found.split_first()) {
            (None, None) => return Some(damage(attempt)),
            (Some((one, rest)), Some((other, behind))) if one == other => (expected, found) = (rest, behind),
            _ => return None,
        }
    }
}

fn damage(attempt: &Attempt<'_>) -> Damage {
    if attempt.found.len() < attempt.expected.len() { Damage::BlanksLost } else { Damage::Whitespace }
}

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let expected = without_blanks(&attempt.expected, Blanks::None);
    let found = without_blanks(&attempt.found, Blanks::None);
    if expected.len() == attempt.expected.len() && found.len() == attempt.found.len() {
        return Vec::new();
    }
    let single = without_blanks(&attempt.found, Blanks::Single);
    // What is encoded may hold the value's own blanks as codes.
    let none = Some(found.clone()).filter(|_| expected.len() < attempt.expected.len());
    let mut undone = attempt.with_each(Damage::Whitespace, [Some(single), none].into_iter().flatten().map(Cow::Owned));
    undone.push(Undone::new(damage(attempt), expected, found));
    undone
}

/// What stays of blanks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    None,
    /// One blank for each run of them; nothing for what is invisible.
    Single,
}

fn without_blanks(mut value: &[u8], blanks: Blanks) -> Vec<u8> {
    let mut kept = Vec::with_capacity(value.len());
    // Ends: every turn takes at least one octet off.
    while let Some((character, octets)) = characters::first(value) {
        let (front, rest) = value.split_at_checked(octets).unwrap_or((value, b""));
        if !is_blank(character) {
            kept.extend_from_slice(front);
        } else if blanks == Blanks::Single && !is_invisible(character) && kept.last() != Some(&b' ') {
            kept.push(b' ');
        }
        value = rest;
    }
    kept
}
