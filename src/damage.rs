//! After an exact match failed: which damage explains the difference.
//!
//! A value found by undoing damage is an explanation, never a proof.

use alloc::vec::Vec;

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
    /// Quote characters are part of the value.
    Quoted,
    /// White space, a line break or an invisible character is part of the value.
    Whitespace,
    /// The value stands in one record with another one.
    Merged,
}

/// What made `found`, the concatenation of a record's character-strings, out of `expected`; `None` where nothing known did.
///
/// ```
/// use txtproof::damage::{Damage, explain};
///
/// assert_eq!(explain(b"fmxqxT/icOY=", b"fmxqxt/icoy="), Some(Damage::Lowercased));
/// assert_eq!(explain(b"fmxqxT/icOY=", b"\"fmxqxT/icOY=\""), Some(Damage::Quoted));
/// assert_eq!(explain(b"fmxqxT/icOY=", b"another"), None);
/// ```
pub fn explain(expected: &[u8], found: &[u8]) -> Option<Damage> {
    match () {
        () if expected == found || expected.is_empty() => None,
        () if found.eq_ignore_ascii_case(expected) => Some(case_damage(expected, found)),
        () if without_quotes(found) == expected => Some(Damage::Quoted),
        () if is_only_white_space_apart(expected, found) => Some(Damage::Whitespace),
        () if stands_inside(expected, found) => Some(Damage::Merged),
        () => None,
    }
}

fn case_damage(expected: &[u8], found: &[u8]) -> Damage {
    if found == expected.to_ascii_lowercase() {
        Damage::Lowercased
    } else if found == expected.to_ascii_uppercase() {
        Damage::Uppercased
    } else {
        Damage::CaseChanged
    }
}

/// Quotes as people and word processors write them, in UTF-8.
const QUOTES: [&str; 11] =
    ["\"", "'", "`", "\u{201c}", "\u{201d}", "\u{201e}", "\u{2018}", "\u{2019}", "\u{201a}", "\u{ab}", "\u{bb}"];

/// `value` without the quotes at either end, however many there are.
fn without_quotes(mut value: &[u8]) -> &[u8] {
    // Ends: every turn takes at least one octet off.
    loop {
        let front = QUOTES.iter().find_map(|quote| value.strip_prefix(quote.as_bytes()));
        let rest = front.unwrap_or(value);
        let back = QUOTES.iter().find_map(|quote| rest.strip_suffix(quote.as_bytes()));
        match (front, back) {
            (None, None) => return value,
            _ => value = back.unwrap_or(rest),
        }
    }
}

/// White space and what looks like it or like nothing: NBSP, zero-width characters, the byte order mark.
const BLANKS: [&str; 16] = [
    " ", "\t", "\r", "\n", "\u{b}", "\u{c}", "\u{a0}", "\u{ad}", "\u{2003}", "\u{2009}", "\u{200b}", "\u{200c}",
    "\u{200d}", "\u{202f}", "\u{2060}", "\u{feff}",
];

fn is_only_white_space_apart(expected: &[u8], found: &[u8]) -> bool {
    found.len() > expected.len() && without_blanks(found) == without_blanks(expected)
}

fn without_blanks(mut value: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(value.len());
    // Ends: every turn takes at least one octet off.
    while let Some((first, behind)) = value.split_first() {
        let rest = BLANKS.iter().find_map(|blank| value.strip_prefix(blank.as_bytes()));
        if rest.is_none() {
            kept.push(*first);
        }
        value = rest.unwrap_or(behind);
    }
    kept
}

/// Whether `expected` stands in `found` beside another value: parted from it by a separator, or right beside one of the
/// same length.
fn stands_inside(expected: &[u8], found: &[u8]) -> bool {
    let is_apart = |rest: &[u8], neighbour: Option<&u8>| {
        rest.is_empty() || neighbour.is_some_and(|octet| is_separator(*octet)) || rest.len() == expected.len()
    };
    found.windows(expected.len()).enumerate().filter(|(_, window)| *window == expected).any(|(offset, _)| {
        let (front, behind) = found.split_at_checked(offset).unwrap_or_default();
        let back = behind.get(expected.len()..).unwrap_or_default();
        is_apart(front, front.last()) && is_apart(back, back.first())
    })
}

const fn is_separator(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\r' | b'\n' | b',' | b';' | b'|' | b'"' | b'\'' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &[u8] = b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";
    const OTHER: &[u8] = b"kpVxQ2m0sN7tYb3uWc9dZe5fAg1hBi8jCk4lDm6nEo0=";

    fn damage(found: impl AsRef<[u8]>) -> Option<Damage> {
        explain(TOKEN, found.as_ref())
    }

    #[test]
    fn case_damage_is_told_apart() {
        assert_eq!(damage(TOKEN.to_ascii_lowercase()), Some(Damage::Lowercased));
        assert_eq!(damage(TOKEN.to_ascii_uppercase()), Some(Damage::Uppercased));
        let mut changed = TOKEN.to_vec();
        changed[0] = b'F';
        assert_eq!(damage(changed), Some(Damage::CaseChanged));
    }

    #[test]
    fn quotes_of_every_kind_are_told() {
        let text = core::str::from_utf8(TOKEN).unwrap();
        for (open, close) in
            [("\"", "\""), ("'", "'"), ("\u{201c}", "\u{201d}"), ("\"", ""), ("", "\u{bb}"), ("\"'", "'\"")]
        {
            assert_eq!(damage(format!("{open}{text}{close}")), Some(Damage::Quoted), "{open}{close}");
        }
    }

    #[test]
    fn white_space_anywhere_is_told() {
        let text = core::str::from_utf8(TOKEN).unwrap();
        let (front, back) = text.split_at(20);
        let found = [
            format!(" {text}"),
            format!("{text}\n"),
            format!("{front} {back}"),
            format!("{front}\u{200b}{back}"),
            format!("\u{feff}{text}"),
        ];
        for value in found {
            assert_eq!(damage(&value), Some(Damage::Whitespace), "{value:?}");
        }
        assert_eq!(explain(b"a b", b"ab"), None);
    }

    #[test]
    fn two_values_in_one_record_are_told_and_an_accident_is_not() {
        for separator in ["", " ", ",", "\n", "\" \""] {
            let merged = [TOKEN, separator.as_bytes(), OTHER].concat();
            assert_eq!(damage(&merged), Some(Damage::Merged), "{separator:?}");
            assert_eq!(explain(OTHER, &merged), Some(Damage::Merged), "{separator:?}");
        }
        assert_eq!(damage([b"x", TOKEN].concat()), None);
    }

    #[test]
    fn another_value_and_the_value_itself_are_no_damage() {
        assert_eq!(damage(OTHER), None);
        assert_eq!(damage(TOKEN), None);
        assert_eq!(explain(b"", b" "), None);
    }
}
