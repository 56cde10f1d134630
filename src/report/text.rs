//! Lines for a terminal: only printable ASCII, wrapped at [`WIDTH`].

use core::fmt::{self, Write};

use std::string::{String, ToString};
use std::vec::Vec;

use crate::wire::presentation::{Escaped, Quoted};

/// No line is longer where it can be helped.
pub(super) const WIDTH: usize = 100;

/// Text that may hold anything, with only 0x20–0x7e of it as it is and every other octet as `\DDD`.
///
/// Unlike [`Escaped`](crate::wire::presentation::Escaped) it leaves quotes and backslashes alone: for sentences.
pub(super) struct Printable<'t>(pub(super) &'t str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.bytes().try_for_each(|octet| match octet {
            0x20..=0x7e => write!(formatter, "{}", char::from(octet)),
            _ => write!(formatter, "\\{octet:03}"),
        })
    }
}

/// What the user typed, in any script, with all that would move the cursor or hide as `\u{...}`.
pub(super) struct Visible<'t>(pub(super) &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            ' '..='~' => formatter.write_char(character),
            _ if character.is_alphanumeric() => formatter.write_char(character),
            _ => write!(formatter, "{}", character.escape_unicode()),
        })
    }
}

/// The words of `text` in lines of at most `width` columns; a longer word stands alone.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut().filter(|line| line.len() + 1 + word.len() <= width) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.into()),
        }
    }
    lines
}

/// `octets` in quotes and presentation format, in at most `width` columns; dots where more follow.
pub(super) fn quoted_within(octets: &[u8], width: usize) -> String {
    if fits(octets, width) {
        return Quoted(octets).to_string();
    }
    // Room for the quote and the dots behind.
    let end = width.saturating_sub(4);
    let mut text = String::from("\"");
    for octet in octets {
        let escaped = Escaped(core::slice::from_ref(octet)).to_string();
        if text.len() + escaped.len() > end {
            break;
        }
        text.push_str(&escaped);
    }
    text.push_str("\"...");
    text
}

/// Whether all of `octets` has room in `width` columns.
pub(super) fn fits(octets: &[u8], width: usize) -> bool {
    octets.len() <= width && Quoted(octets).to_string().len() <= width
}

/// `1 name server`, `2 name servers`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    std::format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_printable_ascii_reaches_the_terminal() {
        assert_eq!(
            Printable("a\x1b[2J\r\n\u{9b}\u{202e}\"\\").to_string(),
            r#"a\027[2J\013\010\194\155\226\128\174"\"#
        );
    }

    #[test]
    fn what_was_typed_is_shown_in_any_script_and_moves_no_cursor() {
        assert_eq!(Visible("j\u{f6}rg@b\u{fc}cher.example").to_string(), "j\u{f6}rg@b\u{fc}cher.example");
        assert_eq!(Visible("a\x1b[2J\u{202e}\u{200b}").to_string(), r"a\u{1b}[2J\u{202e}\u{200b}");
    }

    #[test]
    fn lines_are_wrapped_between_words() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("muchtoolong x", 5), ["muchtoolong", "x"]);
        assert_eq!(wrap("", 5), [""; 0]);
    }

    #[test]
    fn a_cut_never_runs_through_an_escape() {
        assert_eq!(quoted_within(b"abcdef\xc8ghi", 12), "\"abcdef\"...");
        assert_eq!(quoted_within(b"abcdefghij", 12), "\"abcdefghij\"");
        assert_eq!(quoted_within(b"abcdefghijk", 12), "\"abcdefg\"...");
    }
}
