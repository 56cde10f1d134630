//! The way up: each rung alone, then two after each other, the near miss last.

use super::attempt::Attempt;
use super::pieces::{self, Joined};
use super::rung::{Hints, Rung};
use super::screen::Candidate;
use super::work::Work;
use super::{Damage, Explanation, Wanted};

/// One expected value against the records that may be it.
pub(super) struct Ladder<'a> {
    expected: &'a [u8],
    hints: Hints<'a>,
    candidates: &'a [Candidate],
    work: &'a mut Work,
}

impl<'a> Ladder<'a> {
    pub(super) fn new(wanted: &Wanted<'a>, candidates: &'a [Candidate], work: &'a mut Work) -> Self {
        Self { expected: wanted.expected, hints: Hints::new(wanted), candidates, work }
    }

    /// The first explanation. What is sure comes before what may be chance, one cause before two.
    pub(super) fn climb(mut self) -> Option<Explanation> {
        self.sure()
            .or_else(|| self.damaged_pieces())
            .or_else(|| self.single(Rung::Truncation))
            .or_else(|| self.pairs(&[&Rung::SURE[..], &[Rung::Truncation]].concat()))
            .or_else(|| self.single(Rung::Typing))
            .or_else(|| self.pairs(&[Rung::Typing]))
            .or_else(|| self.last_pairs())
    }

    fn sure(&mut self) -> Option<Explanation> {
        Rung::SURE.into_iter().find_map(|rung| {
            // A blank lost at the cut is the cut's doing.
            let pieces = if rung == Rung::Blanks { self.exact_pieces() } else { None };
            pieces.or_else(|| self.single(rung))
        })
    }

    fn single(&mut self, rung: Rung) -> Option<Explanation> {
        self.candidates.iter().find_map(|candidate| {
            let attempt = Attempt::new(self.expected, &candidate.octets, &candidate.cuts);
            let damage = rung.explains(&attempt, &self.hints, self.work)?;
            Some(Explanation { damage, second: None, record: candidate.record })
        })
    }

    fn exact_pieces(&mut self) -> Option<Explanation> {
        if self.candidates.len() < 2 || !self.work.spend(self.expected.len().saturating_mul(self.candidates.len())) {
            return None;
        }
        let record = pieces::exact_beginning(self.expected, self.candidates)?;
        Some(Explanation { damage: Damage::SplitOverRecords, second: None, record })
    }

    fn damaged_pieces(&mut self) -> Option<Explanation> {
        let joined = pieces::joined(self.expected, self.candidates, &self.hints);
        joined.iter().find_map(|Joined { octets, record }| {
            let attempt = Attempt { before: Some(Rung::Cuts), ..Attempt::new(self.expected, octets, &[]) };
            // Quotes around each piece are no separators.
            let rungs =
                Rung::SURE.into_iter().filter(|rung| !matches!(rung, Rung::Cuts | Rung::Merge | Rung::PastedKey));
            let mut rungs = rungs.chain([Rung::Cuts, Rung::Truncation, Rung::Typing]);
            let second = if attempt.is_restored() {
                Damage::Prefixed
            } else {
                rungs.find_map(|rung| rung.explains(&attempt, &self.hints, self.work))?
            };
            Some(Explanation { damage: Damage::SplitOverRecords, second: Some(second), record: *record })
        })
    }

    fn pairs(&mut self, seconds: &[Rung]) -> Option<Explanation> {
        self.each_candidate(|ladder, published| {
            let mut firsts = Rung::SURE.into_iter().chain([Rung::Truncation]);
            firsts.find_map(|first| {
                let seconds = seconds.iter().copied().filter(|second| first.may_precede(*second));
                ladder.pair(published, first, seconds)
            })
        })
    }

    fn last_pairs(&mut self) -> Option<Explanation> {
        self.each_candidate(|ladder, published| {
            Rung::LAST_PAIRS.into_iter().find_map(|(first, second)| ladder.pair(published, first, [second]))
        })
    }

    fn each_candidate(
        &mut self,
        mut two: impl FnMut(&mut Self, &Attempt<'_>) -> Option<(Damage, Damage)>,
    ) -> Option<Explanation> {
        self.candidates.iter().find_map(|candidate| {
            let published = Attempt::new(self.expected, &candidate.octets, &candidate.cuts);
            let (damage, second) = two(self, &published)?;
            Some(Explanation { damage, second: Some(second), record: candidate.record })
        })
    }

    fn pair(
        &mut self,
        published: &Attempt<'_>,
        first: Rung,
        seconds: impl IntoIterator<Item = Rung>,
    ) -> Option<(Damage, Damage)> {
        if self.work.is_spent() {
            return None;
        }
        let undone = first.undo(published, &self.hints, self.work);
        for second in seconds {
            for undone in &undone {
                let explained = second.explains(&undone.attempt, &self.hints, self.work);
                let Some(damage) = explained.filter(|damage| *damage != undone.damage) else { continue };
                let case = if first == Rung::Case { self.case_of(published, second) } else { None };
                return Some((case.unwrap_or(undone.damage), damage));
            }
        }
        None
    }

    /// Which damage to case it is where the record holds other letters too: that of the value alone.
    fn case_of(&mut self, published: &Attempt<'_>, beside: Rung) -> Option<Damage> {
        let undone = beside.undo(published, &self.hints, self.work);
        undone.iter().find_map(|undone| Rung::Case.explains(&undone.attempt, &self.hints, self.work))
    }
}
