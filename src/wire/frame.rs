//! Messages in a TCP stream: a length of two octets, then the message (RFC 1035 §4.2.2, RFC 7766 §8).

use super::cursor::Cursor;

/// The length in front of each message.
pub const LENGTH_PREFIX_OCTETS: usize = 2;

/// The first message of what a stream has brought so far.
///
/// ```
/// use txtproof::wire::Frame;
///
/// assert_eq!(Frame::split(&[0, 3, 1, 2]), Frame::Incomplete { missing: 1 });
/// assert_eq!(Frame::split(&[0, 1, 7, 0]), Frame::Complete { message: &[7], rest: &[0] });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// A whole message, and the octets behind it.
    Complete {
        /// The message without its length. May be empty: a length of 0 is a frame too.
        message: &'a [u8],
        /// What follows it.
        rest: &'a [u8],
    },
    /// Not yet a whole message.
    Incomplete {
        /// How many octets are missing at least.
        missing: usize,
    },
}

impl<'a> Frame<'a> {
    /// Splits the first message off `stream`.
    pub fn split(stream: &'a [u8]) -> Self {
        let mut cursor = Cursor::at(stream, 0);
        let Some(length) = cursor.u16() else {
            return Self::Incomplete { missing: LENGTH_PREFIX_OCTETS.saturating_sub(stream.len()) };
        };
        let available = cursor.remaining();
        let Some(message) = cursor.take(usize::from(length)) else {
            return Self::Incomplete { missing: usize::from(length).saturating_sub(available) };
        };
        let rest = stream.get(cursor.position()..).unwrap_or_default();
        Self::Complete { message, rest }
    }
}
