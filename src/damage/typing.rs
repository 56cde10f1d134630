//! A near miss: the value was typed, and a few octets are others, missing or too many.

use super::Damage;
use super::attempt::Attempt;
use super::work::Work;

/// The most octets that may be wrong.
pub(super) const MAX_EDITS: usize = 3;

/// Of the value's octets, at most one in so many may be wrong: another token is no mistyped one.
const OCTETS_PER_EDIT: usize = 10;

/// The same, of what follows the provider's fixed prefix, which every token has.
const TOKEN_OCTETS_PER_EDIT: usize = 6;

pub(super) fn explains(attempt: &Attempt<'_>, prefix: Option<&[u8]>, work: &mut Work) -> Option<Damage> {
    let (expected, found) = (&*attempt.expected, &*attempt.found);
    let token = prefix.and_then(|prefix| expected.strip_prefix(prefix)).unwrap_or(expected);
    let edits = MAX_EDITS.min(expected.len() / OCTETS_PER_EDIT).min(token.len() / TOKEN_OCTETS_PER_EDIT);
    (!attempt.is_restored() && is_within(expected, found, edits, work)).then_some(Damage::Mistyped)
}

/// Whether at most `edits` octets exchanged, taken out or put in make one value of the other.
///
/// Ends: every call has an edit less to spend than the one that made it, so there are at most 3^3 at the bottom, and no
/// two octets further apart than `edits` are ever compared.
fn is_within(one: &[u8], other: &[u8], edits: usize, work: &mut Work) -> bool {
    if one.len().abs_diff(other.len()) > edits {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    if !work.spend(same) {
        return false;
    }
    match (one.split_first(), other.split_first()) {
        _ if edits == 0 => one == other,
        (None, _) | (_, None) => true,
        (Some((_, rest)), Some((_, behind))) => {
            is_within(rest, behind, edits - 1, work)
                || is_within(rest, other, edits - 1, work)
                || is_within(one, behind, edits - 1, work)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_that_of_the_whole_table() {
        let words = |length: u32| (0..3_u32.pow(length)).map(move |number| word(number, length));
        let all: Vec<Vec<u8>> = (0..=4).flat_map(words).collect();
        for one in &all {
            for other in &all {
                let distance = crate::damage::tests::oracle::distance(one, other);
                for edits in 0..=MAX_EDITS {
                    assert_eq!(is_within(one, other, edits, &mut Work::new()), distance <= edits, "{one:?} {other:?}");
                }
            }
        }
    }

    fn word(number: u32, length: u32) -> Vec<u8> {
        (0..length).map(|place| (number / 3_u32.pow(place) % 3).to_le_bytes()[0]).collect()
    }
}
