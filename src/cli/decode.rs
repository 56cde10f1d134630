//! The input of `decode`: raw octets, or hex text with comments.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::vec::Vec;

use crate::report::message::DecodeError;

/// Hex text with comments is longer than its message, yet not without end.
const MAX_INPUT_OCTETS: u64 = 4 * 1024 * 1024;

/// Reads the file, or standard input for `-`. Of input that is too long only the beginning is read.
pub(super) fn read_input(path: &Path) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_INPUT_OCTETS + 1).read_to_end(&mut octets)?;
    } else {
        File::open(path)?.take(MAX_INPUT_OCTETS + 1).read_to_end(&mut octets)?;
    }
    Ok(octets)
}

/// The message in `input`: hex text turned into octets, anything else as it is.
///
/// It is hex text if every octet is a tab, a line end or 0x20–0x7e and, comments from `#` to the line's end aside, only
/// hex digits and white space.
///
/// ```
/// use txtproof::cli::message_octets;
///
/// assert_eq!(*message_octets(b"00 07 # the id\n8400")?, [0x00, 0x07, 0x84, 0x00]);
/// assert_eq!(*message_octets(b"\x00\x07")?, [0x00, 0x07]);
/// # Ok::<(), txtproof::report::message::DecodeError>(())
/// ```
pub fn message_octets(input: &[u8]) -> Result<Cow<'_, [u8]>, DecodeError> {
    if input.len() as u64 > MAX_INPUT_OCTETS {
        return Err(DecodeError::TooLong);
    }
    let Some(digits) = hex_digits(input) else { return Ok(Cow::Borrowed(input)) };
    let pairs = digits.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(DecodeError::HalfOctet { offset: pairs.len() });
    }
    Ok(Cow::Owned(pairs.map(|pair| pair.iter().fold(0, |octet, digit| (octet << 4) | digit)).collect()))
}

/// The values of the hex digits in hex text; `None` if it is none.
fn hex_digits(input: &[u8]) -> Option<Vec<u8>> {
    let is_text = |octet: &u8| matches!(octet, b'\t' | b'\n' | b'\r' | 0x20..=0x7e);
    if !input.iter().all(is_text) {
        return None;
    }
    let code = input
        .split(|octet| matches!(octet, b'\n' | b'\r'))
        .filter_map(|line| line.split(|octet| *octet == b'#').next());
    let digits = code.flatten().filter(|octet| !octet.is_ascii_whitespace());
    digits.map(|digit| char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_text_may_have_comments_blanks_and_either_case() {
        let octets = message_octets(b"# a comment: not hex\r\n0A\t0b # c\r\n 0c\n#0d").unwrap();
        assert_eq!(*octets, [10, 11, 12]);
        assert!(message_octets(b"").unwrap().is_empty());
    }

    #[test]
    fn anything_else_is_raw() {
        for raw in [&b"0x0a"[..], b"0a\x00", b"0a\x7f", b"xyz", b"# \xff\n0a"] {
            assert_eq!(*message_octets(raw).unwrap(), *raw);
        }
    }

    #[test]
    fn half_an_octet_at_the_end_is_told() {
        assert_eq!(message_octets(b"0a0b0"), Err(DecodeError::HalfOctet { offset: 2 }));
    }
}
