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

/// Whether text, the concatenation of a TXT record's character-strings, is an SPF policy (RFC 7208 §4.5): it begins
/// with the version, in any case, alone or before a blank.
pub fn is_policy(mut text: impl Iterator<Item = u8>) -> bool {
    const VERSION: &[u8] = b"v=spf1";
    let has_version = VERSION.iter().all(|octet| text.next().is_some_and(|found| found.eq_ignore_ascii_case(octet)));
    has_version && matches!(text.next(), None | Some(b' '))
}

/// Whether text is an SPF policy that has `term` among its terms, which part at blanks and have no case (RFC 7208
/// §4.6.1, §12). A `+` in front of a term is what stands there without it.
///
/// ```
/// use txtproof::matcher::has_policy_term;
///
/// let has_term = |term: &str| has_policy_term(b"v=spf1 include:a.example -all".iter().copied(), term.as_bytes());
/// assert!(has_term("include:a.example") && has_term("-all"));
/// assert!(!has_term("include:a"));
/// ```
pub fn has_policy_term(text: impl Iterator<Item = u8> + Clone, term: &[u8]) -> bool {
    // How many octets of the term the word under way has given; `None` in a word that is another.
    let mut matched = Some(0_usize);
    let mut before = b' ';
    let has_term = text.clone().chain(core::iter::once(b' ')).any(|octet| {
        let begins_word = core::mem::replace(&mut before, octet) == b' ';
        match (octet, matched) {
            (b' ', _) => matched.replace(0) == Some(term.len()),
            (b'+', _) if begins_word => false,
            (_, count) => {
                let is_next =
                    |count: &usize| term.get(*count).is_some_and(|expected| expected.eq_ignore_ascii_case(&octet));
                matched = count.filter(is_next).map(|count| count.saturating_add(1));
                false
            }
        }
    });
    has_term && is_policy(text)
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

    fn has_include(text: &str) -> bool {
        has_policy_term(text.bytes(), b"include:amazonses.com")
    }

    #[test]
    fn a_policy_has_a_term_as_a_word_of_its_own() {
        for text in [
            "v=spf1 include:amazonses.com ~all",
            "v=spf1 ip4:192.0.2.0/24  Include:AmazonSES.com -all",
            "V=SPF1 +include:amazonses.com",
        ] {
            assert!(has_include(text), "{text}");
        }
        for text in [
            "v=spf1 ~all",
            "v=spf1 include:amazonses.com.example ~all",
            "v=spf1 xinclude:amazonses.com ~all",
            "v=spf1 -include:amazonses.com",
            "v=spf1 ++include:amazonses.com",
            "v=spf10 include:amazonses.com",
            "include:amazonses.com",
            "v=spf1include:amazonses.com",
        ] {
            assert!(!has_include(text), "{text}");
        }
    }

    #[test]
    fn a_prefix_and_a_longer_value_are_no_match() {
        assert!(!is_published(b"\x04toke", b"token"));
        assert!(!is_published(b"\x05token\x01s", b"token"));
        assert!(!is_published(b"\x05token\x01s", b"tokens "));
    }
}
