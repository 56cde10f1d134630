//! After an exact match failed: which damage explains the difference.
//!
//! A value finds its way from a provider's page into a zone through a clipboard, a form and a panel's database, and each
//! of them may change it. [`explain`] undoes what they are known to do, one damage after another in a fixed order, alone
//! and in pairs; the first that gives the expected octets back is the cause. A value found by undoing damage is an
//! explanation, never a proof: the provider compares octets.
//!
//! # The ladder
//!
//! | step | what is undone | damage |
//! |---|---|---|
//! | 1 | quotes around the value | [`Quoted`](Damage::Quoted) |
//! | 2 | backslashes, `\DDD` | [`Escaped`](Damage::Escaped) |
//! | 3 | white space at the ends | [`Whitespace`](Damage::Whitespace) |
//! | 4 | ASCII case | [`Lowercased`](Damage::Lowercased), [`Uppercased`](Damage::Uppercased), [`CaseChanged`](Damage::CaseChanged) |
//! | 5 | typographic quotes and dashes | [`LookAlike`](Damage::LookAlike) |
//! | 6 | a separator, or a lost blank, at a cut | [`Split`](Damage::Split) |
//! | 7 | a cut over several records | [`SplitOverRecords`](Damage::SplitOverRecords) |
//! | 8 | white space anywhere, NBSP, zero-width characters; too many or lost | [`Whitespace`](Damage::Whitespace), [`BlanksLost`](Damage::BlanksLost) |
//! | 9 | quotes inside | [`Quoted`](Damage::Quoted) |
//! | 10 | percent-encoding, HTML entities, twice too | [`Encoded`](Damage::Encoded) |
//! | 11 | `=` at the end | [`Padding`](Damage::Padding) |
//! | 12 | `+` and blank | [`PlusLost`](Damage::PlusLost) |
//! | 13 | the provider's fixed prefix | [`PrefixMissing`](Damage::PrefixMissing), [`PrefixDoubled`](Damage::PrefixDoubled) |
//! | 14 | a zone-file line or a form's fields | [`Prefixed`](Damage::Prefixed) |
//! | 15 | other values beside it | [`Merged`](Damage::Merged) |
//! | 16 | any `key=` in front | [`Prefixed`](Damage::Prefixed) |
//! | 17 | pieces over several records, each or all of them damaged | [`SplitOverRecords`](Damage::SplitOverRecords) and a second |
//! | 18 | a cut end | [`Truncated`](Damage::Truncated) |
//! | 19 | every pair of the above | both |
//! | 20 | a few wrong octets, alone and after any of the above | [`Mistyped`](Damage::Mistyped) |
//!
//! # Bounds
//!
//! Every record is read once, to see how much of the expected value's text it has; the sixteen likest are put to the
//! ladder, and the ladder looks at no more than [`MAX_WORK`] octets in all. Who publishes decoys can hide an explanation,
//! and nothing else.

mod attempt;
mod blanks;
mod case;
mod characters;
mod cuts;
mod encoding;
mod escapes;
mod fixed_prefix;
mod ladder;
mod merge;
mod padding;
mod pasted;
mod pieces;
mod plus;
mod quotes;
mod rung;
mod screen;
mod substring;
mod truncation;
mod typing;
mod work;

#[cfg(test)]
mod tests;

use crate::wire::Name;

pub use work::MAX_WORK;

/// What happened to a value on its way from the provider's page into the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Damage {
    /// Every letter became lower case.
    Lowercased,
    /// Every letter became upper case.
    Uppercased,
    /// The case of some letters changed.
    CaseChanged,
    /// Quote characters are part of the value: straight, single or typographic.
    Quoted,
    /// Backslashes were put before characters, or characters were written as `\DDD`.
    Escaped,
    /// White space, a line break or an invisible character is part of the value.
    Whitespace,
    /// White space that belongs to the value is not there.
    BlanksLost,
    /// Typographic quotes or dashes stand where ASCII ones belong.
    LookAlike,
    /// One end of the value is missing.
    Truncated,
    /// The value stands in one record with another one.
    Merged,
    /// The value was cut, and something was put in, or a blank lost, at the cut.
    Split,
    /// The value was cut, and the pieces stand in several records.
    SplitOverRecords,
    /// `=` at the end was lost or added.
    Padding,
    /// `+` became a blank.
    PlusLost,
    /// Characters are percent-encoded or written as HTML entities.
    Encoded,
    /// The record's name, its type or a `key=` was pasted with the value.
    Prefixed,
    /// The provider's fixed prefix is missing.
    PrefixMissing,
    /// The provider's fixed prefix stands there twice.
    PrefixDoubled,
    /// A few octets differ.
    Mistyped,
}

/// A value that was looked for, and what may have been pasted with it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The octets expected.
    pub expected: &'a [u8],
    /// What every value of the provider begins with: `google-site-verification=`.
    pub prefix: Option<&'a [u8]>,
    /// Names that may stand beside the value in a pasted line: the record's own, the domain.
    pub names: &'a [Name],
}

impl<'a> Wanted<'a> {
    /// A value alone.
    pub const fn value(expected: &'a [u8]) -> Self {
        Self { expected, prefix: None, names: &[] }
    }
}

/// What made a published record out of the expected value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The cause: what has to be undone first.
    pub damage: Damage,
    /// What has to be undone after it.
    pub second: Option<Damage>,
    /// Which record shows it; of several pieces, the one that holds the beginning.
    pub record: usize,
}

/// What made one of `records`, the RRset at a name, each as its character-strings, out of the expected value. `None` where
/// nothing known did, or where a record is the expected value: an exact match needs no explanation.
///
/// ```
/// use txtproof::damage::{Damage, Explanation, Wanted, explain};
///
/// let wanted = Wanted::value(b"fmxqxT/icOY=");
/// let damage = |found: &str| explain(&wanted, &[[found]]).map(|told| (told.damage, told.second));
/// assert_eq!(damage("fmxqxt/icoy="), Some((Damage::Lowercased, None)));
/// assert_eq!(damage("\"fmxqxt/icoy=\""), Some((Damage::Quoted, Some(Damage::Lowercased))));
/// assert_eq!(damage("v=spf1 -all"), None);
/// assert_eq!(damage("fmxqxT/icOY="), None);
///
/// // The RRset as a whole: the value was cut over two records.
/// let told = explain(&wanted, &[["v=spf1 -all"], ["/icOY="], ["fmxqxT"]]);
/// assert_eq!(told, Some(Explanation { damage: Damage::SplitOverRecords, second: None, record: 2 }));
/// ```
pub fn explain<R, S>(wanted: &Wanted<'_>, records: &[R]) -> Option<Explanation>
where
    R: AsRef<[S]>,
    S: AsRef<[u8]>,
{
    explain_within(wanted, records, &mut work::Work::new())
}

fn explain_within<R, S>(wanted: &Wanted<'_>, records: &[R], work: &mut work::Work) -> Option<Explanation>
where
    R: AsRef<[S]>,
    S: AsRef<[u8]>,
{
    let is_expected = |record: &R| is_published_as(record.as_ref(), wanted.expected);
    if wanted.expected.is_empty() || records.iter().any(is_expected) {
        return None;
    }
    if let Some(record) = nothing_but_empty(records) {
        return Some(Explanation { damage: Damage::Truncated, second: None, record });
    }
    let candidates = screen::likest(wanted.expected, records, work);
    ladder::Ladder::new(wanted, &candidates, work).climb()
}

/// Whether the concatenation of `strings` is `expected`.
fn is_published_as<S: AsRef<[u8]>>(strings: &[S], expected: &[u8]) -> bool {
    let rest = strings.iter().try_fold(expected, |rest, string| rest.strip_prefix(string.as_ref()));
    rest.is_some_and(<[u8]>::is_empty)
}

/// An empty record is the value with everything cut off, but only where no other record could be meant to be it.
fn nothing_but_empty<R, S>(records: &[R]) -> Option<usize>
where
    R: AsRef<[S]>,
    S: AsRef<[u8]>,
{
    let is_empty = |record: &R| record.as_ref().iter().all(|string| string.as_ref().is_empty());
    (!records.is_empty() && records.iter().all(is_empty)).then_some(0)
}
