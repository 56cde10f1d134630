//! Expected octets against published ones, exactly: nothing is trimmed, folded or unquoted.

use crate::wire::Txt;

/// Whether the concatenation of the record's character-strings is `expected`, octet for octet.
///
/// ```
/// use txtproof::matcher::is_published_as;
/// use txtproof::wire::{Class, Rdata, RecordType};
///
/// let Rdata::Txt(txt) = Rdata::from_octets(RecordType::TXT, Class::IN, b"\x02ab\x01C")? else { unreachable!() };
/// assert!(is_published_as(txt, b"abC"));
/// assert!(!is_published_as(txt, b"abc"));
/// # Ok::<(), txtproof::wire::Malformed>(())
/// ```
pub fn is_published_as(txt: Txt<'_>, expected: &[u8]) -> bool {
    let mut rest = expected;
    for string in txt.strings() {
        let Some(behind) = rest.strip_prefix(string) else { return false };
        rest = behind;
    }
    rest.is_empty()
}

/// Where two values first differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Octets from the start that are equal.
    pub offset: usize,
    /// The octet expected there; `None` where the expected value has ended.
    pub expected: Option<u8>,
    /// The octet found there; `None` where the found value has ended.
    pub found: Option<u8>,
}

impl Difference {
    /// The first difference between two values; `None` where they are equal.
    ///
    /// ```
    /// use txtproof::matcher::Difference;
    ///
    /// let difference = Difference::between(b"fmxqxT", b"fmxqxt");
    /// assert_eq!(difference, Some(Difference { offset: 5, expected: Some(b'T'), found: Some(b't') }));
    /// assert_eq!(Difference::between(b"a", b"a"), None);
    /// ```
    pub fn between(expected: &[u8], found: &[u8]) -> Option<Self> {
        let offset = expected.iter().zip(found).take_while(|(one, other)| one == other).count();
        let difference = Self { offset, expected: expected.get(offset).copied(), found: found.get(offset).copied() };
        (difference.expected != difference.found).then_some(difference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Class, Rdata, RecordType};

    fn is_published(rdata: &[u8], expected: &[u8]) -> bool {
        let Ok(Rdata::Txt(txt)) = Rdata::from_octets(RecordType::TXT, Class::IN, rdata) else { panic!("no TXT") };
        is_published_as(txt, expected)
    }

    #[test]
    fn string_boundaries_and_empty_strings_do_not_count() {
        assert!(is_published(b"\x00\x02to\x00\x03ken", b"token"));
        assert!(is_published(b"\x00", b""));
    }

    #[test]
    fn a_prefix_and_a_longer_value_are_no_match() {
        assert!(!is_published(b"\x04toke", b"token"));
        assert!(!is_published(b"\x05token\x01s", b"token"));
        assert!(!is_published(b"\x05token\x01s", b"tokens "));
    }
}
