//! A value whose pieces stand in several records. A server may give them in any order.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::blanks::without_leading;
use super::pasted::{values_of_key, values_of_line};
use super::rung::Hints;
use super::screen::{Candidate, letters};

/// How much of the expected value a piece that something else happened to has to have, in thousandths: a record of another
/// account may have something in common with it too.
const MIN_LIKENESS: [usize; 3] = [200, 400, 700];

/// How many letters tell where a piece belongs, and at how many places of it they are looked for.
const LETTERS: usize = 4;
const MAX_LOOKS: usize = 32;

/// The record with the beginning, where the records' values in some order are the expected one. A blank at a cut may be
/// lost: panels trim what they store.
///
/// Ends: every offset of the expected value is looked at once, with each candidate.
pub(super) fn exact_beginning(expected: &[u8], candidates: &[Candidate]) -> Option<usize> {
    // Which record begins a row of pieces that ends at an offset.
    let mut rows: Vec<Option<usize>> = alloc::vec![None; expected.len() + 1];
    for offset in 0..expected.len() {
        let beginning = rows.get(offset).copied().flatten();
        if offset > 0 && beginning.is_none() {
            continue;
        }
        let rest = expected.get(offset..).unwrap_or_default();
        let behind_blanks = if offset > 0 { without_leading(rest) } else { rest };
        for candidate in candidates.iter().filter(|candidate| candidate.octets.len() < expected.len()) {
            for rest in [rest, behind_blanks] {
                let Some(behind) = rest.strip_prefix(&*candidate.octets) else { continue };
                let end = expected.len() - behind.len();
                if let Some(row) = rows.get_mut(end).filter(|row| row.is_none()) {
                    *row = beginning.or(Some(candidate.record));
                }
            }
        }
    }
    rows.last().copied().flatten()
}

/// Pieces put together in the order in which the expected value has them.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) octets: Vec<u8>,
    /// The record with the beginning.
    pub(super) record: usize,
}

/// The ways to put pieces together that are worth a look: all likely ones, the likelier ones alone, and what stands behind
/// a pasted name, type or key in each.
pub(super) fn joined(expected: &[u8], candidates: &[Candidate], hints: &Hints<'_>) -> Vec<Joined> {
    let text = letters(expected);
    let mut joined: Vec<Joined> = Vec::new();
    for least in MIN_LIKENESS {
        let mut pieces: Vec<(usize, &Candidate)> = candidates
            .iter()
            .filter(|candidate| candidate.likeness >= least)
            .filter_map(|candidate| Some((place(&text, &letters(&candidate.octets))?, candidate)))
            .collect();
        pieces.sort_by_key(|(place, _)| *place);
        let Some((_, first)) = pieces.first().filter(|_| pieces.len() > 1) else { continue };
        let whole: Vec<&[u8]> = pieces.iter().map(|(_, piece)| &*piece.octets).collect();
        let values: Vec<Vec<u8>> =
            pieces.iter().map(|(_, piece)| value_of_line(&piece.octets, expected.len(), hints)).collect();
        for octets in [whole.concat(), values.concat()] {
            let is_known = joined.iter().any(|known| known.octets == octets);
            // What is much longer holds other values.
            if !is_known && octets.len() <= expected.len().saturating_mul(4) {
                joined.push(Joined { octets, record: first.record });
            }
        }
    }
    joined
}

/// Where a piece belongs: the place of the first letters of it that the expected value has.
fn place(text: &[u8], piece: &[u8]) -> Option<usize> {
    let place = |word: &[u8]| text.windows(LETTERS).position(|window| window == word);
    piece.windows(LETTERS).take(MAX_LOOKS).find_map(place)
}

fn value_of_line(found: &[u8], octets: usize, hints: &Hints<'_>) -> Vec<u8> {
    let mut values = values_of_line(found, &hints.names);
    if values.is_empty() {
        values = values_of_key(found, octets);
    }
    values.pop().map_or_else(|| found.to_vec(), Cow::into_owned)
}
