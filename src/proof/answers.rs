//! The records of an answer, kept so that they cost little: servers that say the same share one copy.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Deref;

use bytes::Bytes;

use super::Answer;
use crate::wire::CharacterStrings;

/// The records of an answer. A copy shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Arc<Vec<Answer>>);

impl Answers {
    /// The records, to be changed; whoever shared them keeps them as they were.
    pub fn to_mut(&mut self) -> &mut Vec<Answer> {
        Arc::make_mut(&mut self.0)
    }

    /// Whether both are one copy.
    pub(crate) fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether both hold the same records, in whatever order: an RRset has none.
    pub(crate) fn is_same_set(&self, other: &Self) -> bool {
        self.is_same_by(other, |one, other| one == other)
    }

    /// Whether both say the same, whatever else differs.
    pub(crate) fn is_same_data(&self, other: &Self) -> bool {
        self.is_same_by(other, |one, other| one.data == other.data)
    }

    fn is_same_by(&self, other: &Self, is_same: impl Fn(&Answer, &Answer) -> bool) -> bool {
        let are_same = |(one, other): (&Answer, &Answer)| is_same(one, other);
        self.len() == other.len()
            && (Arc::ptr_eq(&self.0, &other.0)
                || self.iter().zip(other).all(are_same)
                || self.in_order().zip(other.in_order()).all(are_same))
    }

    fn in_order(&self) -> impl Iterator<Item = &Answer> {
        let mut answers: Vec<&Answer> = self.iter().collect();
        answers.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
        answers.into_iter()
    }
}

impl Deref for Answers {
    type Target = [Answer];

    fn deref(&self) -> &[Answer] {
        &self.0
    }
}

impl From<Vec<Answer>> for Answers {
    fn from(answers: Vec<Answer>) -> Self {
        Self(Arc::new(answers))
    }
}

impl FromIterator<Answer> for Answers {
    fn from_iter<I: IntoIterator<Item = Answer>>(answers: I) -> Self {
        Vec::from_iter(answers).into()
    }
}

impl<'a> IntoIterator for &'a Answers {
    type Item = &'a Answer;
    type IntoIter = core::slice::Iter<'a, Answer>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The character-strings of a TXT record: a part of the response that they came in, whatever their number.
///
/// ```
/// use txtproof::proof::Strings;
///
/// let strings = Strings::from_iter([&b"one"[..], b"", b"two"]);
/// assert_eq!(strings.iter().count(), 3);
/// assert_eq!(strings.concat(), b"onetwo");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Strings {
    /// Each with its length in front.
    rdata: Bytes,
}

impl Strings {
    pub(crate) const fn new(rdata: Bytes) -> Self {
        Self { rdata }
    }

    /// One after another.
    pub fn iter(&self) -> CharacterStrings<'_> {
        CharacterStrings::of(&self.rdata)
    }

    /// What they say together.
    pub fn concat(&self) -> Vec<u8> {
        let mut octets = Vec::with_capacity(self.rdata.len());
        self.iter().for_each(|string| octets.extend_from_slice(string));
        octets
    }

    /// The RDATA: each with its length in front.
    pub(crate) fn rdata(&self) -> &[u8] {
        &self.rdata
    }
}

/// Of a string longer than a character-string can be, only the first 255 octets are taken.
impl<'s> FromIterator<&'s [u8]> for Strings {
    fn from_iter<I: IntoIterator<Item = &'s [u8]>>(strings: I) -> Self {
        let mut rdata = Vec::new();
        for string in strings {
            let length = u8::try_from(string.len()).unwrap_or(u8::MAX);
            rdata.push(length);
            rdata.extend(string.iter().take(usize::from(length)));
        }
        Self { rdata: rdata.into() }
    }
}

impl<'a> IntoIterator for &'a Strings {
    type Item = &'a [u8];
    type IntoIter = CharacterStrings<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Strings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter().map(crate::wire::presentation::Escaped)).finish()
    }
}
