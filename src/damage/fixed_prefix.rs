//! What every value of a provider begins with, missing or doubled.

use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};

/// A prefix is pasted three times at most.
const MAX_TIMES: usize = 3;

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>, prefix: Option<&[u8]>) -> Vec<Undone<'a>> {
    let Some(prefix) = prefix.filter(|prefix| !prefix.is_empty()) else { return Vec::new() };
    let Some(token) = behind(&attempt.expected, prefix) else { return Vec::new() };
    if behind(&attempt.found, prefix).is_none() {
        return Vec::from([Undone::new(Damage::PrefixMissing, token, &*attempt.found)]);
    }
    let mut undone = Vec::new();
    let mut found = &*attempt.found;
    for _ in 1..MAX_TIMES {
        let Some(rest) = behind(found, prefix).filter(|rest| behind(rest, prefix).is_some()) else { break };
        undone.push(attempt.with_found(Damage::PrefixDoubled, rest));
        found = rest;
    }
    undone
}

/// What follows the prefix, whose case may have been damaged too.
fn behind<'a>(value: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (front, rest) = value.split_at_checked(prefix.len())?;
    front.eq_ignore_ascii_case(prefix).then_some(rest)
}
