//! Expected octets against published ones: what the matcher says is what comparing them by the book says.

use txtproof::matcher::{Difference, has_policy_term, is_policy, is_published_as};
use txtproof::wire::{Class, Rdata, RecordType};

/// The longest character-string.
const MAX_STRING_OCTETS: usize = 255;

/// The property of target `matcher`. Up to the first zero octet the expected value, then what is published.
pub fn matcher(octets: &[u8]) {
    let end = octets.iter().position(|octet| *octet == 0).unwrap_or(octets.len());
    let (expected, published) = (&octets[..end], octets.get(end + 1..).unwrap_or_default());
    is_published_only_as_itself(expected, published);
    for length in [1, 2, MAX_STRING_OCTETS] {
        is_published_in_strings(expected, length);
    }
    differs_first_where_told(expected, published);
    policy_has_its_terms(expected, published);
}

/// Octets that are RDATA of a TXT record say one value.
fn is_published_only_as_itself(expected: &[u8], rdata: &[u8]) {
    let Ok(Rdata::Txt(txt)) = Rdata::from_octets(RecordType::TXT, Class::IN, rdata) else { return };
    let value = txt.strings().collect::<Vec<_>>().concat();
    assert_eq!(is_published_as(txt, expected), value == expected);
    assert!(is_published_as(txt, &value));
    assert_eq!(txt.octet_count(), value.len());
    assert!(txt.octets().eq(value.iter().copied()));
}

/// However a value is cut, it is itself; with an octet changed, added or taken off it is another.
fn is_published_in_strings(value: &[u8], length: usize) {
    let mut rdata: Vec<u8> = Vec::new();
    for string in value.chunks(length) {
        rdata.push(u8::try_from(string.len()).expect("at most 255"));
        rdata.extend(string);
    }
    let rdata = if rdata.is_empty() { vec![0] } else { rdata };
    let Ok(Rdata::Txt(txt)) = Rdata::from_octets(RecordType::TXT, Class::IN, &rdata) else { panic!("no TXT") };
    assert!(is_published_as(txt, value));
    assert!(!is_published_as(txt, &[value, b"x"].concat()));
    if let Some((last, front)) = value.split_last() {
        assert!(!is_published_as(txt, front));
        assert!(!is_published_as(txt, &[front, &[last ^ 0x20]].concat()));
    }
}

fn differs_first_where_told(expected: &[u8], found: &[u8]) {
    let told = Difference::between(expected, found);
    assert_eq!(told.is_none(), expected == found);
    if let Some(Difference { offset, expected: one, found: other }) = told {
        assert_eq!(expected[..offset], found[..offset]);
        assert_eq!((one, other), (expected.get(offset).copied(), found.get(offset).copied()));
        assert_ne!(one, other);
    }
}

/// Terms part at blanks, and a plus in front of one says nothing (RFC 7208 §4.6.1).
fn policy_has_its_terms(term: &[u8], text: &[u8]) {
    let mut words = text.split(|octet| *octet == b' ');
    let begins_as_policy = words.next().is_some_and(|word| word.eq_ignore_ascii_case(b"v=spf1"));
    assert_eq!(is_policy(text.iter().copied()), begins_as_policy);
    // A term has no blank, and none is written with its plus.
    if term.is_empty() || term.contains(&b' ') || term[0] == b'+' {
        return;
    }
    let plain = |word: &[u8]| word.strip_prefix(b"+").unwrap_or(word).eq_ignore_ascii_case(term);
    let is_term = begins_as_policy && (plain(b"v=spf1") || words.any(plain));
    assert_eq!(has_policy_term(text.iter().copied(), term), is_term);
}
