//! Quotes around a value or inside it, and typographic characters in the place of ASCII ones.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};
use super::characters::{self, Dash, is_quote};

/// How many pairs of quotes are taken off, one inside the other.
const MAX_LAYERS: usize = 4;

/// What is left of a typographic quote where a value was cut between two octets.
const CUT_QUOTES: &[&[u8]] = &[b"\xe2\x80", b"\xe2", b"\xc2"];

/// The length of the quote at the beginning; 0 where there is none.
pub(super) fn quote_octets(value: &[u8]) -> usize {
    characters::first(value).filter(|(character, _)| is_quote(*character)).map_or(0, |(_, octets)| octets)
}

/// The value without quotes at its ends, one layer after another.
pub(super) fn layers(mut value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let peel = move || {
        let peeled = without_outer(value)?;
        value = peeled;
        Some(peeled)
    };
    core::iter::from_fn(peel).take(MAX_LAYERS)
}

fn without_outer(value: &[u8]) -> Option<&[u8]> {
    let rest = value.get(quote_octets(value)..)?;
    let quote = characters::last(rest).filter(|(character, _)| is_quote(*character)).map(|(_, octets)| octets);
    let peeled = match quote {
        Some(octets) => rest.get(..rest.len().saturating_sub(octets))?,
        None => CUT_QUOTES.iter().find_map(|cut| rest.strip_suffix(*cut)).unwrap_or(rest),
    };
    (peeled.len() < value.len()).then_some(peeled)
}

pub(super) fn undo_outer<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    attempt.with_each(Damage::Quoted, layers(&attempt.found).map(Cow::Borrowed))
}

pub(super) fn undo_inner<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let without_quotes = replaced(&attempt.found, |character| is_quote(character).then_some(""));
    attempt.with_each(Damage::Quoted, [without_quotes.into()])
}

pub(super) fn undo_look_alikes<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    if attempt.found.is_ascii() {
        return Vec::new();
    }
    let plain = |dash| Cow::Owned(replaced(&attempt.found, |character| characters::in_ascii(character, dash)));
    attempt.with_each(Damage::LookAlike, [plain(Dash::Hyphen), plain(Dash::TwoHyphens)])
}

fn replaced(mut value: &[u8], replacement: impl Fn(char) -> Option<&'static str>) -> Vec<u8> {
    let mut plain = Vec::with_capacity(value.len());
    // Ends: every turn takes at least one octet off.
    while let Some((character, octets)) = characters::first(value) {
        let (front, rest) = value.split_at_checked(octets).unwrap_or((value, b""));
        plain.extend_from_slice(replacement(character).map_or(front, str::as_bytes));
        value = rest;
    }
    plain
}
