//! Backslashes before characters, and characters written as `\DDD` (RFC 1035 §5.1).

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    if !attempt.found.contains(&b'\\') {
        return Vec::new();
    }
    let once = unescaped(&attempt.found);
    let twice = unescaped(&once);
    let cut = unescaped(without_cut_escape(&attempt.found));
    let without_backslashes: Vec<u8> = attempt.found.iter().copied().filter(|octet| *octet != b'\\').collect();
    attempt.with_each(Damage::Escaped, [once, twice, without_backslashes, cut].map(Cow::Owned))
}

/// `\DDD` and `\c` as what they stand for; a backslash that stands before nothing goes.
pub(super) fn unescaped(mut value: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(value.len());
    // Ends: every turn takes at least one octet off.
    loop {
        let (octet, rest) = match value {
            [] | [b'\\'] => return plain,
            [b'\\', rest @ ..] => decimal(rest).or_else(|| rest.split_first().map(|(octet, rest)| (*octet, rest))),
            [octet, rest @ ..] => Some((*octet, rest)),
        }
        .unwrap_or_default();
        plain.push(octet);
        value = rest;
    }
}

/// Three digits up to 255.
fn decimal(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<3>()?;
    let digit = |value: u32, digit: &u8| Some(value * 10 + char::from(*digit).to_digit(10)?);
    let number = digits.iter().try_fold(0, digit)?;
    Some((u8::try_from(number).ok()?, rest))
}

/// A value that was cut inside a `\DDD`, without that rest.
fn without_cut_escape(value: &[u8]) -> &[u8] {
    match value {
        [front @ .., b'\\', b'0'..=b'9'] | [front @ .., b'\\', b'0'..=b'9', b'0'..=b'9'] => front,
        _ => value,
    }
}
