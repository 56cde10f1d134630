//! The rungs of the ladder: what is undone, in which order.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::attempt::{Attempt, Undone};
use super::work::Work;
use super::{
    Damage, Wanted, blanks, case, cuts, encoding, escapes, fixed_prefix, merge, padding, pasted, plus, quotes,
    truncation, typing,
};

/// One rung. The order is the ladder's: what leaves less of a doubt comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rung {
    OuterQuotes,
    Escapes,
    OuterBlanks,
    Case,
    LookAlikes,
    Cuts,
    Blanks,
    InnerQuotes,
    Encoding,
    Padding,
    Plus,
    FixedPrefix,
    PastedLine,
    Merge,
    PastedKey,
    Truncation,
    Typing,
}

/// What may have been pasted with the value.
#[derive(Debug)]
pub(super) struct Hints<'a> {
    pub(super) prefix: Option<&'a [u8]>,
    pub(super) names: Vec<String>,
}

impl<'a> Hints<'a> {
    pub(super) fn new(wanted: &Wanted<'a>) -> Self {
        Self { prefix: wanted.prefix, names: wanted.names.iter().map(ToString::to_string).collect() }
    }
}

impl Rung {
    /// What can stand alone for the whole difference, short of a cut end and a near miss.
    pub(super) const SURE: [Self; 15] = [
        Self::OuterQuotes,
        Self::Escapes,
        Self::OuterBlanks,
        Self::Case,
        Self::LookAlikes,
        Self::Cuts,
        Self::Blanks,
        Self::InnerQuotes,
        Self::Encoding,
        Self::Padding,
        Self::Plus,
        Self::FixedPrefix,
        Self::PastedLine,
        Self::Merge,
        Self::PastedKey,
    ];

    /// The damage, where undoing it makes both sides equal.
    pub(super) fn explains(self, attempt: &Attempt<'_>, hints: &Hints<'_>, work: &mut Work) -> Option<Damage> {
        if !work.spend(attempt.octets()) {
            return None;
        }
        match self {
            Self::Case => case::explains(attempt),
            Self::Cuts => cuts::explains(attempt),
            Self::Blanks => blanks::explains(attempt),
            Self::Padding => padding::explains(attempt),
            Self::Plus => plus::explains(attempt),
            Self::Merge => merge::explains(attempt, hints.prefix),
            Self::Truncation => truncation::explains(attempt, hints.prefix),
            Self::Typing => typing::explains(attempt, hints.prefix, work),
            // What these take away has to be there.
            _ if attempt.found.len() < attempt.expected.len() && self != Self::FixedPrefix => None,
            _ => {
                let undone = self.undo(attempt, hints, work);
                undone.into_iter().find(|undone| undone.attempt.is_restored()).map(|undone| undone.damage)
            }
        }
    }

    /// All that may be left once the damage is undone; nothing where there is no sign of it.
    pub(super) fn undo<'a>(self, attempt: &'a Attempt<'_>, hints: &Hints<'_>, work: &mut Work) -> Vec<Undone<'a>> {
        if !work.spend(attempt.octets()) {
            return Vec::new();
        }
        let mut undone = match self {
            Self::OuterQuotes => quotes::undo_outer(attempt),
            Self::Escapes => escapes::undo(attempt),
            Self::OuterBlanks => blanks::undo_outer(attempt),
            Self::Case => case::undo(attempt),
            Self::LookAlikes => quotes::undo_look_alikes(attempt),
            Self::Cuts => cuts::undo(attempt),
            Self::Blanks => blanks::undo(attempt),
            Self::InnerQuotes => quotes::undo_inner(attempt),
            Self::Encoding => encoding::undo(attempt),
            Self::Padding => padding::undo(attempt),
            Self::Plus => plus::undo(attempt),
            Self::FixedPrefix => fixed_prefix::undo(attempt, hints.prefix),
            Self::PastedLine => pasted::undo_line(attempt, &hints.names),
            Self::Merge => merge::undo(attempt),
            Self::PastedKey => pasted::undo_key(attempt),
            Self::Truncation => truncation::undo(attempt, hints.prefix),
            Self::Typing => Vec::new(),
        };
        for undone in &mut undone {
            undone.attempt.before = Some(self);
        }
        undone
    }

    /// Pairs that are tried when all else has failed: a part of a mistyped value is no other value cut short, and the last
    /// letter lost before the padding is a near miss.
    pub(super) const LAST_PAIRS: [(Self, Self); 2] =
        [(Self::Merge, Self::Truncation), (Self::Padding, Self::Truncation)];

    /// Whether `second` may be undone after this one, for a pair.
    pub(super) fn may_precede(self, second: Self) -> bool {
        match (self, second) {
            (Self::Truncation, second) => second == Self::Typing,
            pair => self != second && !Self::LAST_PAIRS.contains(&pair),
        }
    }
}
