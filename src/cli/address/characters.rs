//! Characters that come of pasting and of keyboards, and what they are called.

use core::ops::RangeInclusive;

use std::format;
use std::string::String;

/// A character that stands in an address by mistake.
#[derive(Clone, Copy)]
pub(super) struct Odd {
    what: &'static str,
    /// What is to stand there instead; `None`: nothing.
    pub(super) instead: Option<char>,
}

/// Characters that nobody sees, and those that keyboards and word processors put in place of ASCII.
const ODD: &[(RangeInclusive<char>, &str, Option<char>)] = &[
    ('\u{ad}'..='\u{ad}', "a soft hyphen", None),
    ('\u{61c}'..='\u{61c}', "a mark of direction", None),
    ('\u{180e}'..='\u{180e}', "a vowel separator", None),
    ('\u{200b}'..='\u{200b}', "a zero-width space", None),
    ('\u{200c}'..='\u{200c}', "a zero-width non-joiner", None),
    ('\u{200d}'..='\u{200d}', "a zero-width joiner", None),
    ('\u{200e}'..='\u{200f}', "a mark of direction", None),
    ('\u{202a}'..='\u{202e}', "a mark of direction", None),
    ('\u{2060}'..='\u{2060}', "a word joiner", None),
    ('\u{2061}'..='\u{2064}', "an invisible operator", None),
    ('\u{2066}'..='\u{2069}', "a mark of direction", None),
    ('\u{3164}'..='\u{3164}', "a Hangul filler", None),
    ('\u{feff}'..='\u{feff}', "a byte order mark", None),
    ('\u{2010}'..='\u{2011}', "a typographic hyphen", Some('-')),
    ('\u{2012}'..='\u{2015}', "a dash", Some('-')),
    ('\u{2212}'..='\u{2212}', "a minus sign", Some('-')),
    ('\u{2018}'..='\u{201b}', "a typographic quotation mark", Some('\'')),
    ('\u{201c}'..='\u{201f}', "a typographic quotation mark", Some('"')),
    ('\u{2024}'..='\u{2024}', "a one-dot leader", Some('.')),
    ('\u{3002}'..='\u{3002}', "an ideographic full stop", Some('.')),
    ('\u{ff61}'..='\u{ff61}', "a half-width ideographic full stop", Some('.')),
    ('\u{fe52}'..='\u{fe52}', "a small full stop", Some('.')),
    ('\u{fe6b}'..='\u{fe6b}', "a small at sign", Some('@')),
];

/// The full-width forms of printable ASCII, in its order.
const FULL_WIDTH: RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';

/// White space is none of these; it may part an address from something else.
pub(super) fn odd(character: char) -> Option<Odd> {
    if character.is_control() && !character.is_whitespace() {
        return Some(Odd { what: "a control character", instead: None });
    }
    let known = ODD.iter().find(|(range, ..)| range.contains(&character));
    known.map(|(_, what, instead)| Odd { what, instead: *instead }).or_else(|| full_width(character))
}

fn full_width(character: char) -> Option<Odd> {
    const OFFSET: u32 = 0xff01 - 0x21;
    let narrow = FULL_WIDTH.contains(&character).then(|| u32::from(character) - OFFSET)?;
    let narrow = char::from_u32(narrow)?;
    let what = match narrow {
        '@' => "a full-width at sign",
        '.' => "a full-width dot",
        '0'..='9' => "a full-width digit",
        'A'..='Z' | 'a'..='z' => "a full-width letter",
        _ => "a full-width character",
    };
    Some(Odd { what, instead: Some(narrow) })
}

/// White space or nothing to be seen at all.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || odd(character).is_some_and(|odd| odd.instead.is_none())
}

/// How a message calls it: `a comma (,)`, `a no-break space (U+00A0)`, `#`, `U+00E9`.
pub(super) fn shown(character: char) -> String {
    match name(character) {
        Some(name) if "()<>[]{}".contains(character) => name.into(),
        Some(name) if character.is_ascii_graphic() => format!("{name} ({character})"),
        Some(name) => format!("{name} ({})", code_point(character)),
        None if character.is_ascii_graphic() => character.into(),
        None => code_point(character),
    }
}

pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn name(character: char) -> Option<&'static str> {
    let name = match character {
        ' ' => "a blank",
        '\t' => "a tab",
        '\n' | '\u{2028}' | '\u{2029}' => "a line break",
        '\r' => "a carriage return",
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{3000}' => "an ideographic space",
        '.' => "a dot",
        ',' => "a comma",
        ';' => "a semicolon",
        ':' => "a colon",
        '/' => "a slash",
        '\\' => "a backslash",
        '_' => "an underscore",
        '-' => "a hyphen",
        '@' => "an at sign",
        '"' | '\u{ab}' | '\u{bb}' | '\u{2039}' | '\u{203a}' => "a quotation mark",
        '\'' => "an apostrophe",
        '(' => "an opening parenthesis",
        ')' => "a closing parenthesis",
        '<' => "an opening angle bracket",
        '>' => "a closing angle bracket",
        '[' => "an opening square bracket",
        ']' => "a closing square bracket",
        '{' => "an opening curly bracket",
        '}' => "a closing curly bracket",
        '\u{300c}' | '\u{300d}' => "a corner bracket",
        _ if character.is_whitespace() => "white space",
        _ => return odd(character).map(|odd| odd.what),
    };
    Some(name)
}
