//! What is wrong with an address, where, and what to do about it.

use core::fmt;

use std::borrow::ToOwned;
use std::format;
use std::string::String;

/// One thing that is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The character that it begins at, from 1.
    pub(super) position: usize,
    /// What is so: printable ASCII.
    pub(super) message: String,
    /// The address without this fault, where there is no doubt how it was meant; others may be left.
    pub(super) mended: Option<String>,
    /// What to do where that does not lead to an address: printable ASCII.
    pub(super) advice: String,
}

impl Fault {
    /// The same fault, with what would be typed without it.
    pub(super) fn mended(self, mended: impl Into<Option<String>>) -> Self {
        Self { mended: mended.into(), ..self }
    }
}

/// A part of what was typed, and its place there.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    whole: &'t str,
    start: usize,
    pub(super) text: &'t str,
}

impl<'t> Part<'t> {
    pub(super) const fn whole(text: &'t str) -> Self {
        Self { whole: text, start: 0, text }
    }

    /// The part of it from one octet to before another, both at characters' beginnings.
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        Self { whole: self.whole, start: self.start + start, text: self.text.get(start..end).unwrap_or_default() }
    }

    /// It without a quoted local part in front, within which anything may stand.
    pub(super) fn unquoted(self) -> Self {
        self.part(quoted_octets(self.text), self.text.len())
    }

    /// Whether it is what stands behind something else.
    pub(super) const fn is_behind(self) -> bool {
        self.start > 0
    }

    /// What stands before it.
    pub(super) fn before(self) -> &'t str {
        self.whole.get(..self.start).unwrap_or_default()
    }

    /// The whole, with another text in place of this one.
    pub(super) fn replaced(self, text: &str) -> String {
        let after = self.whole.get(self.start + self.text.len()..).unwrap_or_default();
        [self.before(), text, after].concat()
    }

    /// A fault at the character at this octet; `what` is the rest of the sentence.
    pub(super) fn fault(self, octet: usize, what: impl fmt::Display, advice: &str) -> Fault {
        let front = self.whole.get(..self.start + octet).unwrap_or_default();
        let position = front.chars().count() + 1;
        let message = format!("Character {position} of the address {what}");
        Fault { position, message, mended: None, advice: advice.to_owned() }
    }
}

/// How long the quoted local part in front is: up to the quotation mark that is followed by an `@`.
fn quoted_octets(text: &str) -> usize {
    let Some(inner) = text.strip_prefix('"') else { return 0 };
    let mut is_escaped = false;
    for (octet, character) in inner.char_indices() {
        if character == '"' && !is_escaped {
            let octets = "\"".len() + octet + "\"".len();
            let is_local_part = text.get(octets..).is_some_and(|behind| behind.starts_with('@'));
            return if is_local_part { octets } else { 0 };
        }
        is_escaped = !is_escaped && character == '\\';
    }
    0
}
