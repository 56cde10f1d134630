//! ASCII case: what was lost of it cannot be undone, so both sides are lowered.

use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};

pub(super) fn explains(attempt: &Attempt<'_>) -> Option<Damage> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    found.eq_ignore_ascii_case(expected).then(|| damage(found)).filter(|_| expected != found)
}

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let (expected, found) = (attempt.expected.to_ascii_lowercase(), attempt.found.to_ascii_lowercase());
    let is_changed = expected != *attempt.expected || found != *attempt.found;
    is_changed.then(|| Undone::new(damage(&attempt.found), expected, found)).into_iter().collect()
}

fn damage(found: &[u8]) -> Damage {
    match () {
        () if !found.iter().any(u8::is_ascii_uppercase) => Damage::Lowercased,
        () if !found.iter().any(u8::is_ascii_lowercase) => Damage::Uppercased,
        () => Damage::CaseChanged,
    }
}
