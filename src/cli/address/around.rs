//! What an address was pasted with: brackets and a name, a label, punctuation, a comment.

use std::format;
use std::string::String;

use super::characters::shown;
use super::fault::{Fault, Part};

const ADVICE: &str = "Type the address alone.";

/// `Alice <alice@example.com>`, `Alice (alice@example.com)`.
pub(super) fn enclosed(text: Part<'_>) -> Option<Fault> {
    if text.is_behind() {
        return None;
    }
    text.text.match_indices(['<', '(']).find_map(|(octet, bracket)| {
        let before = text.text.get(..octet)?;
        let behind = text.text.get(octet + bracket.len()..)?;
        let closing = if bracket == "<" { '>' } else { ')' };
        let (inside, after) = behind.split_once(closing).unwrap_or((behind, ""));
        // In parentheses may be a comment on an address.
        let is_apart = after.trim().is_empty() && (before.is_empty() || before.ends_with(char::is_whitespace));
        let is_address = inside.contains('@') && (bracket == "<" || is_apart);
        let what = || format!("is {}, and the address itself begins behind it.", shown_first(bracket));
        is_address.then(|| text.fault(octet, what(), ADVICE).mended(String::from(inside.trim())))
    })
}

/// `mailto:alice@example.com?subject=Hello`, `E-mail: alice@example.com`.
pub(super) fn label(text: Part<'_>) -> Option<Fault> {
    const LINKS: [&str; 2] = ["mailto", "smtp"];
    let (label, behind) = text.text.split_once(':')?;
    let is_link = LINKS.iter().any(|link| label.eq_ignore_ascii_case(link));
    let is_apart = is_link || behind.starts_with(char::is_whitespace);
    let is_label = !label.contains('@') && behind.contains('@') && is_apart;
    let address = if is_link { behind.split('?').next().unwrap_or_default() } else { behind.trim_start() };
    let what = "is a colon (:), and the address itself begins behind it.";
    (is_label && !text.is_behind()).then(|| text.fault(label.len(), what, ADVICE).mended(String::from(address)))
}

/// What a mark before an address looks like behind it.
const PAIRS: [(char, char); 12] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('*', '*'),
    ('_', '_'),
    ('\u{ab}', '\u{bb}'),
    ('\u{2039}', '\u{203a}'),
    ('\u{300c}', '\u{300d}'),
];

/// Marks that end a sentence or a quotation; the mark that began it goes with it.
pub(super) fn end(text: Part<'_>) -> Option<Fault> {
    const MARKS: &str = ".,;:!?\u{3001}";
    let is_mark = |mark: char| MARKS.contains(mark) || PAIRS.iter().any(|(_, closing)| *closing == mark);
    // The bracket of an address literal belongs to it.
    let literal = text.text.find("@[").and_then(|at| Some(at + text.text.get(at..)?.find(']')? + "]".len()));
    let literal = literal.unwrap_or_default();
    let octet = literal + text.text.get(literal..)?.trim_end_matches(is_mark).len();
    let (address, marks) = text.text.split_at_checked(octet)?;
    let mark = marks.chars().next().filter(|_| address.contains('@'))?;
    let is_opening = |mark: char| PAIRS.iter().any(|(opening, closing)| *opening == mark && marks.contains(*closing));
    let address = if text.is_behind() { address } else { address.trim_start_matches(is_opening) };
    let what = format!("is {}, and the address ends before it.", shown(mark));
    Some(text.fault(octet, what, "Type the address without it.").mended(text.replaced(address)))
}

/// Marks that no address begins with; others may be a mailbox's name.
pub(super) fn beginning(text: Part<'_>) -> Option<Fault> {
    const MARKS: [char; 7] = ['(', '[', '<', '"', '\u{ab}', '\u{2039}', '\u{300c}'];
    let address = text.text.trim_start_matches(MARKS);
    let mark = text.text.chars().next().filter(|_| address.len() < text.text.len())?;
    let advice = match mark {
        '"' => "Leave the quotation mark out, or close it right before the @.",
        _ => "Type the address without it.",
    };
    let what = format!("is {}, and the address begins behind it.", shown(mark));
    Some(text.fault(0, what, advice).mended(String::from(address)))
}

/// `alice(at work)@example.com`: a comment where RFC 5322 has one, in a header.
pub(super) fn comment(text: Part<'_>) -> Option<Fault> {
    let octet = text.text.find('(')?;
    let end = octet + comment_octets(text.text.get(octet..)?)?;
    let what = "begins a comment (RFC 5322), which is no part of an address.";
    let address = [text.text.get(..octet)?, text.text.get(end..)?].concat();
    Some(text.fault(octet, what, "Type the address without the comment.").mended(text.replaced(&address)))
}

/// Up to the parenthesis that closes the first.
fn comment_octets(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (octet, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(octet + ")".len());
        }
    }
    None
}

fn shown_first(text: &str) -> String {
    text.chars().next().map(shown).unwrap_or_default()
}
