//! `=` at the end of base64, which some tools leave out (RFC 4648 §3.2) and some forms take for their own.

use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};

pub(super) fn explains(attempt: &Attempt<'_>) -> Option<Damage> {
    let is_alike = unpadded(&attempt.expected) == unpadded(&attempt.found);
    (is_alike && !attempt.is_restored()).then_some(Damage::Padding)
}

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let (expected, found) = (unpadded(&attempt.expected), unpadded(&attempt.found));
    let is_changed = expected.len() < attempt.expected.len() || found.len() < attempt.found.len();
    is_changed.then(|| Undone::new(Damage::Padding, expected, found)).into_iter().collect()
}

fn unpadded(mut value: &[u8]) -> &[u8] {
    // Ends: every turn takes an octet off.
    while let [front @ .., b'='] = value {
        value = front;
    }
    value
}
