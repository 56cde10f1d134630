//! Percent-encoding (RFC 3986 §2.1), a form's `+` for a blank, and HTML entities; also one inside the other.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::Damage;
use super::attempt::{Attempt, Undone};

/// The longest entity that is read, from `&` to `;`.
const MAX_ENTITY_OCTETS: usize = 12;

pub(super) fn undo<'a>(attempt: &'a Attempt<'_>) -> Vec<Undone<'a>> {
    let found = &*attempt.found;
    let has_marks = found.iter().any(|octet| matches!(octet, b'%' | b'&'));
    let mut decoded: Vec<Vec<u8>> = Vec::new();
    if has_marks {
        decoded.extend([percent_decoded(found), entity_decoded(found)]);
        // Twice: `&amp;quot;`, `%252F`.
        let twice: Vec<Vec<u8>> =
            decoded.iter().flat_map(|once| [percent_decoded(once), entity_decoded(once)]).collect();
        decoded.extend(twice);
        if let Some(whole) = without_cut_code(found) {
            decoded.extend([percent_decoded(whole), entity_decoded(whole)]);
        }
    }
    let needs_blanks = attempt.expected.contains(&b' ') || !attempt.expected.contains(&b'+');
    if found.contains(&b'+') && (has_marks || needs_blanks) {
        let blanks: Vec<u8> = found.iter().map(|octet| if *octet == b'+' { b' ' } else { *octet }).collect();
        decoded.push(percent_decoded(&blanks));
    }
    attempt.with_each(Damage::Encoded, decoded.into_iter().map(Cow::Owned))
}

/// Every kind of encoding that text can have lost its letters in, undone once.
pub(super) fn decoded(value: &[u8]) -> Vec<u8> {
    super::escapes::unescaped(&entity_decoded(&percent_decoded(value)))
}

fn percent_decoded(value: &[u8]) -> Vec<u8> {
    replaced(value, |rest| {
        let [b'%', high, low, ..] = rest else { return None };
        let digit = |octet: &u8| char::from(*octet).to_digit(16);
        let octet = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
        Some((3, Piece::Octet(octet)))
    })
}

fn entity_decoded(value: &[u8]) -> Vec<u8> {
    replaced(value, |rest| {
        let within = rest.strip_prefix(b"&")?;
        let end = within.iter().take(MAX_ENTITY_OCTETS).position(|octet| *octet == b';')?;
        let character = entity(within.get(..end)?)?;
        Some((end + 2, Piece::Character(character)))
    })
}

enum Piece {
    Octet(u8),
    Character(char),
}

/// `value`, with what `code` reads at any place replaced by what it stands for.
fn replaced(mut value: &[u8], code: impl Fn(&[u8]) -> Option<(usize, Piece)>) -> Vec<u8> {
    let mut plain = Vec::with_capacity(value.len());
    // Ends: every turn takes at least one octet off; a code is two octets at least.
    while let Some((first, behind)) = value.split_first() {
        let read = if matches!(first, b'%' | b'&') { code(value) } else { None };
        let Some((octets, piece)) = read else {
            plain.push(*first);
            value = behind;
            continue;
        };
        match piece {
            Piece::Octet(octet) => plain.push(octet),
            Piece::Character(character) => plain.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        value = value.get(octets..).unwrap_or_default();
    }
    plain
}

/// The character of an entity, without its `&` and `;`.
fn entity(name: &[u8]) -> Option<char> {
    let name = core::str::from_utf8(name).ok()?;
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16));
        return char::from_u32(code.ok()?);
    }
    let is_it = |(known, _): &&(&str, char)| known.eq_ignore_ascii_case(name);
    ENTITIES.iter().find(is_it).map(|(_, character)| *character)
}

/// The named entities that escaping functions and editors write for what stands in verification values.
const ENTITIES: &[(&str, char)] = &[
    ("quot", '"'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("plus", '+'),
    ("equals", '='),
    ("sol", '/'),
    ("bsol", '\\'),
    ("semi", ';'),
    ("colon", ':'),
    ("comma", ','),
    ("period", '.'),
    ("lowbar", '_'),
    ("num", '#'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("hyphen", '\u{2010}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("laquo", '\u{ab}'),
    ("raquo", '\u{bb}'),
    ("shy", '\u{ad}'),
    ("tab", '\t'),
    ("newline", '\n'),
];

/// A value that was cut inside a code, without that rest; `None` for any other.
fn without_cut_code(value: &[u8]) -> Option<&[u8]> {
    let tail = value.get(value.len().saturating_sub(MAX_ENTITY_OCTETS)..).unwrap_or_default();
    let back = tail.iter().rev().position(|octet| matches!(octet, b'%' | b'&'))?;
    let (front, code) = value.split_at_checked(value.len().checked_sub(back + 1)?)?;
    let is_cut = match code {
        [b'%', rest @ ..] => rest.len() < 2,
        _ => !code.contains(&b';'),
    };
    is_cut.then_some(front)
}
