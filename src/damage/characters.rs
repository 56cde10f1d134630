//! Characters of a value as people and word processors write them: UTF-8, and what is no UTF-8 by the code page 1252.

/// The first character and its length in octets; `None` at the end.
pub(super) fn first(value: &[u8]) -> Option<(char, usize)> {
    let octet = *value.first()?;
    let octets = match octet {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((single(octet), 1)),
    };
    let character = value.get(..octets).and_then(only);
    Some(character.map_or((single(octet), 1), |character| (character, octets)))
}

/// The last character and its length in octets; `None` at the end.
pub(super) fn last(value: &[u8]) -> Option<(char, usize)> {
    let octet = *value.last()?;
    if octet.is_ascii() {
        return Some((char::from(octet), 1));
    }
    let wide = (2..=4).find_map(|octets| Some((only(value.get(value.len().checked_sub(octets)?..)?)?, octets)));
    Some(wide.unwrap_or((single(octet), 1)))
}

/// The one character that `octets` are.
fn only(octets: &[u8]) -> Option<char> {
    let mut characters = core::str::from_utf8(octets).ok()?.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// An octet that stands alone. Of the code page 1252 what the rungs look for.
const fn single(octet: u8) -> char {
    match octet {
        0x84 => '\u{201e}',
        0x91 => '\u{2018}',
        0x92 => '\u{2019}',
        0x93 => '\u{201c}',
        0x94 => '\u{201d}',
        0x96 => '\u{2013}',
        0x97 => '\u{2014}',
        _ => octet as char,
    }
}

/// White space, and what is not seen at all.
pub(super) const fn is_blank(character: char) -> bool {
    let is_space = matches!(character, ' ' | '\t'..='\r' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}');
    is_space || is_invisible(character)
}

/// Soft hyphen, zero-width characters, directions, joiners, the byte order mark.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// Straight, single and typographic quotes, primes, the accents that stand for quotes.
pub(super) const fn is_quote(character: char) -> bool {
    ascii_quote(character).is_some() || matches!(character, '`' | '\u{300c}' | '\u{300d}')
}

const fn ascii_quote(character: char) -> Option<&'static str> {
    match character {
        '"' | '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ff02}' => Some("\""),
        '\'' | '\u{b4}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2039}' | '\u{203a}' | '\u{ff07}' => Some("'"),
        _ => None,
    }
}

/// What a dash of typography stood for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Hyphen,
    /// Word processors draw two hyphens together.
    TwoHyphens,
}

/// The ASCII quote or hyphen that a typographic one looks like; an ASCII quote looks like itself.
pub(super) const fn in_ascii(character: char, dash: Dash) -> Option<&'static str> {
    match (character, dash) {
        ('\u{2012}'..='\u{2015}', Dash::TwoHyphens) => Some("--"),
        ('\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}', _) => Some("-"),
        (character, _) => ascii_quote(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_of_any_width_is_read_from_either_end() {
        for character in ['a', '\u{80}', '\u{7ff}', '\u{800}', '\u{ffff}', '\u{10000}', '\u{10ffff}'] {
            let mut buffer = [0; 4];
            let text = character.encode_utf8(&mut buffer).as_bytes();
            let whole = Some((character, text.len()));
            assert_eq!((first(text), last(text)), (whole, whole));
            assert_eq!(first(&[text, b"x"].concat()), whole);
            assert_eq!(last(&[b"x", text].concat()), whole);
            assert_eq!(last(&[text, text].concat()), whole);
        }
        assert_eq!((first(b""), last(b"")), (None, None));
    }

    #[test]
    fn what_is_no_utf_8_is_read_octet_by_octet_by_the_code_page_1252() {
        let marks = [0x84, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97].map(|octet: u8| first(&[octet]).unwrap().0);
        let expected = ['\u{201e}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2013}', '\u{2014}'];
        assert_eq!(marks, expected);
        for cut in [b"\xc3".as_slice(), b"\xe2\x80", b"\xf0\x9f\x92", b"\xc3a", b"\xff"] {
            assert_eq!(first(cut), Some((char::from(cut[0]), 1)), "{cut:?}");
        }
        assert_eq!(last(b"a\x80\x97"), Some(('\u{2014}', 1)));
        assert_eq!(last(b"\xe2\x80\xff"), Some(('\u{ff}', 1)));
    }
}
