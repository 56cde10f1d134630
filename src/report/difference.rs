//! Where two values part: the first differing octet, by offset and value, and the pieces around it.

use core::fmt;

use std::string::{String, ToString};

use super::text::{fits, quoted_within};
use crate::wire::presentation::Escaped;

/// Octets of each value that are shown before the difference where the whole is too long.
const CONTEXT_OCTETS: usize = 16;

/// Two values under each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The expected value in quotes, or the piece around the difference.
    pub(super) expected: String,
    /// The same piece of the found value.
    pub(super) found: String,
    /// The column in both at which they part.
    pub(super) column: usize,
    /// What is there.
    pub(super) told: String,
}

impl Difference {
    /// The first difference of two values, in lines of at most `width` columns; `None` if they are equal.
    pub(super) fn new(expected: &[u8], found: &[u8], width: usize) -> Option<Self> {
        let offset = first_difference(expected, found)?;
        let begin = if fits(expected, width) && fits(found, width) { 0 } else { offset.saturating_sub(CONTEXT_OCTETS) };
        let prefix = expected.get(begin..offset).unwrap_or_default();
        let lead = if begin == 0 { "" } else { "..." };
        let piece = |octets: &[u8]| {
            let rest = octets.get(begin..).unwrap_or_default();
            [lead, &*quoted_within(rest, width.saturating_sub(lead.len()))].concat()
        };
        Some(Self {
            expected: piece(expected),
            found: piece(found),
            column: lead.len() + 1 + Escaped(prefix).to_string().len(),
            told: std::format!(
                "octet {offset}: expected {}, found {}",
                Octet(expected.get(offset).copied()),
                Octet(found.get(offset).copied())
            ),
        })
    }
}

/// The offset of the first octet that is not the same, or at which one value ends.
fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    if one == other {
        return None;
    }
    let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    Some(common)
}

/// One octet for people: `T (0x54)`, or `the end`.
struct Octet(Option<u8>);

impl fmt::Display for Octet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => formatter.write_str("the end"),
            Some(b' ') => formatter.write_str("a blank (0x20)"),
            Some(octet @ 0x21..=0x7e) => write!(formatter, "{} (0x{octet:02x})", char::from(octet)),
            Some(octet) => write!(formatter, "0x{octet:02x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_octet_is_told_by_offset_and_value() {
        let difference = Difference::new(b"fmxqxT/ic", b"fmxqxt/ic", 80).unwrap();
        assert_eq!(difference.expected, "\"fmxqxT/ic\"");
        assert_eq!(difference.found, "\"fmxqxt/ic\"");
        assert_eq!(difference.column, 6);
        assert_eq!(difference.told, "octet 5: expected T (0x54), found t (0x74)");
    }

    #[test]
    fn a_value_that_ends_early_or_holds_octets_that_no_terminal_should_see_is_told() {
        let told = |expected: &[u8], found: &[u8]| Difference::new(expected, found, 80).unwrap().told;
        assert_eq!(told(b"abc=", b"abc"), "octet 3: expected = (0x3d), found the end");
        assert_eq!(told(b"abc", b"abc "), "octet 3: expected the end, found a blank (0x20)");
        assert_eq!(told(b"abc", b"\x1bbc"), "octet 0: expected a (0x61), found 0x1b");
        assert_eq!(Difference::new(b"same", b"same", 80), None);
    }

    #[test]
    fn the_mark_stands_under_the_difference_behind_escapes() {
        let difference = Difference::new(b"\"\xffx", b"\"\xffy", 80).unwrap();
        assert_eq!(difference.found, r#""\"\255y""#);
        assert_eq!(&difference.found[difference.column..], "y\"");
    }

    #[test]
    fn of_a_long_value_the_piece_around_the_difference_is_shown() {
        let expected = [&[b'a'; 300][..], b"XYZ", &[b'b'; 300]].concat();
        let found = expected.to_ascii_lowercase();
        let difference = Difference::new(&expected, &found, 60).unwrap();
        assert!(difference.expected.starts_with("...\"aaaaaaaaaaaaaaaaXYZbbb"), "{}", difference.expected);
        assert!(difference.expected.ends_with("b\"..."), "{}", difference.expected);
        assert_eq!(difference.expected.len(), 60);
        assert_eq!(&difference.found[difference.column..][..3], "xyz");
        assert!(difference.told.starts_with("octet 300:"));
    }
}
