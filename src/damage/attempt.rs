//! Both sides of a comparison while damage is undone.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::rung::Rung;

/// The expected value and a published one. What cannot be undone (who knows which letters were capitals?) is done to both
/// sides instead.
#[derive(Clone, Debug)]
pub(super) struct Attempt<'a> {
    pub(super) expected: Cow<'a, [u8]>,
    pub(super) found: Cow<'a, [u8]>,
    /// Where the character-strings end in `found`, its end left out; nothing once something was undone.
    pub(super) cuts: &'a [usize],
    /// The rung that was taken before this one.
    pub(super) before: Option<Rung>,
}

/// What may have been there before the damage was done.
#[derive(Debug)]
pub(super) struct Undone<'a> {
    pub(super) damage: Damage,
    pub(super) attempt: Attempt<'a>,
}

impl<'a> Attempt<'a> {
    pub(super) fn new(expected: &'a [u8], found: &'a [u8], cuts: &'a [usize]) -> Self {
        Self { expected: Cow::Borrowed(expected), found: Cow::Borrowed(found), cuts, before: None }
    }

    pub(super) fn is_restored(&self) -> bool {
        self.expected == self.found
    }

    pub(super) fn octets(&self) -> usize {
        self.expected.len().saturating_add(self.found.len())
    }

    /// The same expectation, and `found` in the place of what was found.
    pub(super) fn with_found<'b>(&'b self, damage: Damage, found: impl Into<Cow<'b, [u8]>>) -> Undone<'b> {
        Undone::new(damage, &*self.expected, found)
    }

    /// One [`Self::with_found`] for each that is another value than the one found.
    pub(super) fn with_each<'b>(
        &'b self,
        damage: Damage,
        found: impl IntoIterator<Item = Cow<'b, [u8]>>,
    ) -> Vec<Undone<'b>> {
        let changed = found.into_iter().filter(|found| *found != self.found);
        changed.map(|found| self.with_found(damage, found)).collect()
    }
}

impl<'a> Undone<'a> {
    pub(super) fn new(damage: Damage, expected: impl Into<Cow<'a, [u8]>>, found: impl Into<Cow<'a, [u8]>>) -> Self {
        let attempt = Attempt { expected: expected.into(), found: found.into(), cuts: &[], before: None };
        Self { damage, attempt }
    }
}
