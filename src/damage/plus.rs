//! `+`, which a form's decoder takes for a blank.

use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};

pub(super) fn explains(attempt: &Attempt<'_>) -> Option<Damage> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    let is_alike = |(one, other): (&u8, &u8)| one == other || (*one, *other) == (b'+', b' ');
    let is_it = expected.len() == found.len() && expected.iter().zip(found).all(is_alike) && expected != found;
    is_it.then_some(Damage::PlusLost)
}

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    if !attempt.expected.contains(&b'+') {
        return Vec::new();
    }
    let blank =
        |value: &[u8]| -> Vec<u8> { value.iter().map(|octet| if *octet == b'+' { b' ' } else { *octet }).collect() };
    Vec::from([Undone::new(Damage::PlusLost, blank(&attempt.expected), blank(&attempt.found))])
}
