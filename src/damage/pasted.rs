//! A zone-file line (`name 300 IN TXT "value"`), the fields of a form (`Name: … Value: …`) or a `key=` pasted as a whole.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};
use super::blanks::{trimmed, without_leading};
use super::cuts::without_quoted_cuts;
use super::quotes::layers;

/// The most words that may stand in front of a value: name, TTL, class, type, and what a form calls each of them.
const MAX_WORDS: usize = 10;

/// The longest word: a name in presentation format.
const MAX_WORD_OCTETS: usize = 1_024;

/// The longest `key` of a `key=` that is no known name.
const MAX_KEY_OCTETS: usize = 64;

/// What a line or a form says beside names and numbers.
const WORDS: &[&str] = &[
    "txt", "in", "@", "name", "host", "hostname", "type", "ttl", "value", "record", "content", "data", "text", "answer",
];

pub(super) fn undo_line<'a>(attempt: &'a Attempt<'_>, names: &[String]) -> Vec<Undone<'a>> {
    attempt.with_each(Damage::Prefixed, values_of_line(&attempt.found, names))
}

/// What may be the value of a pasted line: what stands behind each of its words, with and without quotes.
pub(super) fn values_of_line<'a>(found: &'a [u8], names: &[String]) -> Vec<Cow<'a, [u8]>> {
    let mut values = Vec::new();
    let mut rest = without_leading(found);
    let mut is_line = false;
    for place in 0..MAX_WORDS {
        let Some((word, behind)) = split_word(rest) else { break };
        let kind = kind(word, names);
        is_line |= kind == Word::Telling;
        // In front of a type, a name may be one that nobody thought of.
        let is_owner = place == 0 && is_type_near(behind);
        if kind == Word::Other && !is_owner {
            break;
        }
        rest = behind;
        if is_line {
            push_values(rest, &mut values);
        }
    }
    values
}

pub(super) fn undo_key<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    attempt.with_each(Damage::Prefixed, values_of_key(&attempt.found, attempt.expected.len()))
}

/// What stands behind a `key=`. A key as long as the value of `octets` octets is no key, but another value, padded.
pub(super) fn values_of_key(found: &[u8], octets: usize) -> Vec<Cow<'_, [u8]>> {
    let is_key = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.');
    let key = found.iter().take(MAX_KEY_OCTETS).take_while(|octet| is_key(octet)).count();
    let mut values = Vec::new();
    let behind = found.get(key..).and_then(|rest| rest.strip_prefix(b"=").or_else(|| rest.strip_prefix(b":")));
    if let Some(behind) = behind.filter(|_| key > 0 && key.abs_diff(octets) > 2) {
        push_values(without_leading(behind), &mut values);
    }
    values
}

fn push_values<'a>(rest: &'a [u8], values: &mut Vec<Cow<'a, [u8]>>) {
    if rest.is_empty() {
        return;
    }
    values.push(rest.into());
    values.extend([trimmed(rest), bare(rest)].map(Cow::Borrowed));
    values.extend(without_quoted_cuts(rest).map(Cow::Owned));
}

/// The value without quotes and blanks at its ends, in whatever order they stand there.
fn bare(mut value: &[u8]) -> &[u8] {
    // Ends: every turn takes a layer off.
    loop {
        value = trimmed(value);
        let Some(peeled) = layers(value).next() else { return value };
        value = peeled;
    }
}

/// The first word, up to a blank, `=`, `:` or `,`; and what stands behind that mark and blanks. `None` where nothing parts
/// it from a value.
fn split_word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let is_mark = |octet: &u8| matches!(octet, b'=' | b':' | b',');
    let is_end = |octet: &u8| octet.is_ascii_whitespace() || is_mark(octet);
    let end = text.iter().take(MAX_WORD_OCTETS).position(is_end)?;
    let (word, behind) = text.split_at_checked(end)?;
    let behind = behind.split_first().filter(|(octet, _)| is_mark(octet)).map_or(behind, |(_, behind)| behind);
    Some((word, without_leading(behind)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A name, a type, a class, a field: the value does not begin with it by chance.
    Telling,
    /// A TTL.
    Number,
    Other,
}

fn kind(word: &[u8], names: &[String]) -> Word {
    let word = layers(word).last().unwrap_or(word);
    let word = word.strip_suffix(b".").unwrap_or(word);
    let is_word = |known: &&str| known.as_bytes().eq_ignore_ascii_case(word);
    match () {
        () if word.is_empty() => Word::Other,
        () if WORDS.iter().any(is_word) || names.iter().any(|name| is_of_name(word, name.as_bytes())) => Word::Telling,
        () if word.iter().all(u8::is_ascii_digit) => Word::Number,
        () => Word::Other,
    }
}

/// Whether `word` is the name, its first labels, or the name with more behind it.
fn is_of_name(word: &[u8], name: &[u8]) -> bool {
    let octets = word.len().min(name.len());
    let (Some((front, rest)), Some((other, other_rest))) =
        (word.split_at_checked(octets), name.split_at_checked(octets))
    else {
        return false;
    };
    let is_label_end = |rest: &[u8]| rest.is_empty() || rest.starts_with(b".");
    front.eq_ignore_ascii_case(other) && is_label_end(rest) && is_label_end(other_rest)
}

/// Whether one of the next three words is the type: `name TXT`, `name 300 IN TXT`.
fn is_type_near(text: &[u8]) -> bool {
    let mut rest = text;
    for _ in 0..3 {
        let Some((word, behind)) = split_word(rest) else { return false };
        if word.eq_ignore_ascii_case(b"txt") {
            return true;
        }
        rest = behind;
    }
    false
}
