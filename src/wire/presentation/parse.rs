//! Text to octets: names, character-strings, the fields of a zone-file line, RDATA.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::wire::{MAX_LABEL_OCTETS, Name, NameError, RecordType};

/// The longest character-string.
const MAX_STRING_OCTETS: usize = 255; // RFC 1035 §3.3

/// Why text is no RDATA or no zone-file line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The line ends before a field that the type needs.
    #[error("the {0} is missing")]
    Missing(&'static str),
    /// A field that is not what its place needs.
    #[error("the {0} cannot be read")]
    Unreadable(&'static str),
    /// More fields than the type has.
    #[error("there is something behind the record")]
    Surplus,
    /// A name that is none.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A backslash that is not followed by a character or by three digits up to 255.
    #[error("a backslash stands before neither a character nor three digits up to 255")]
    BadEscape,
    /// More than 255 octets in one character-string.
    #[error("a character-string is longer than 255 octets: split it into several in quotes of their own")]
    StringTooLong,
    /// A quote that is never closed.
    #[error("a quote is not closed")]
    UnclosedQuote,
    /// More RDATA than a record can hold.
    #[error("the record is too long")]
    TooLong,
}

/// One octet of text whose escapes are undone.
#[derive(Clone, Copy)]
struct Plain {
    octet: u8,
    is_escaped: bool,
}

/// Undoes `\X` and `\DDD`. `None` stands for a bad escape.
fn unescape(text: &str) -> impl Iterator<Item = Option<Plain>> + '_ {
    let mut octets = text.bytes();
    core::iter::from_fn(move || {
        let octet = octets.next()?;
        if octet != b'\\' {
            return Some(Some(Plain { octet, is_escaped: false }));
        }
        Some(unescape_one(&mut octets).map(|octet| Plain { octet, is_escaped: true }))
    })
}

fn unescape_one(octets: &mut core::str::Bytes<'_>) -> Option<u8> {
    let first = octets.next()?;
    if !first.is_ascii_digit() {
        return Some(first);
    }
    let digit = |octet: Option<u8>| char::from(octet?).to_digit(10);
    let value = [digit(Some(first))?, digit(octets.next())?, digit(octets.next())?];
    let value = value.into_iter().fold(0_u32, |sum, digit| sum.saturating_mul(10).saturating_add(digit));
    u8::try_from(value).ok()
}

/// Reads a name in presentation format. It is absolute with and without its final dot.
#[inline]
pub fn parse_name(text: &str) -> Result<Name, NameError> {
    // What has no escape, like all that people type, is copied as it is; what is wrong is told by the other way.
    match Name::from_plain(text.as_bytes()) {
        Some(name) => Ok(name),
        None => parse_escaped_name(text),
    }
}

#[inline(never)]
fn parse_escaped_name(text: &str) -> Result<Name, NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if text == "." {
        return Ok(Name::root());
    }
    let mut name = LabelCollector::default();
    for plain in unescape(text) {
        let Plain { octet, is_escaped } = plain.ok_or(NameError::BadEscape)?;
        if octet == b'.' && !is_escaped {
            name.end_label()?;
        } else {
            name.push(octet);
        }
    }
    name.finish()
}

/// Collects labels into a name; the label under way is kept whole so that an error can say how long it was.
struct LabelCollector {
    /// The labels so far in wire form, without the final zero. One octet more than a name has, so that "too long" shows.
    wire: [u8; 256],
    len: usize,
    label: [u8; MAX_LABEL_OCTETS],
    /// The length of the label under way, which may exceed what `label` holds.
    label_len: usize,
    labels: usize,
}

impl Default for LabelCollector {
    fn default() -> Self {
        Self { wire: [0; 256], len: 0, label: [0; MAX_LABEL_OCTETS], label_len: 0, labels: 0 }
    }
}

impl LabelCollector {
    fn push(&mut self, octet: u8) {
        if let Some(place) = self.label.get_mut(self.label_len) {
            *place = octet;
        }
        self.label_len = self.label_len.saturating_add(1);
    }

    fn end_label(&mut self) -> Result<(), NameError> {
        self.labels = self.labels.saturating_add(1);
        let too_long = NameError::LabelTooLong { label: self.labels, octets: self.label_len };
        let label = self.label.get(..self.label_len).ok_or(too_long)?;
        let length = u8::try_from(self.label_len).map_err(|_| too_long)?;
        if length == 0 {
            return Err(NameError::EmptyLabel { label: self.labels });
        }
        let text = self.len.saturating_add(1);
        let end = text.saturating_add(label.len());
        *self.wire.get_mut(self.len).ok_or(NameError::TooLong)? = length;
        self.wire.get_mut(text..end).ok_or(NameError::TooLong)?.copy_from_slice(label);
        (self.len, self.label_len) = (end, 0);
        Ok(())
    }

    fn finish(mut self) -> Result<Name, NameError> {
        if self.label_len > 0 {
            self.end_label()?;
        }
        let mut rest = self.wire.get(..self.len).unwrap_or_default();
        Name::from_labels(core::iter::from_fn(|| {
            let (length, behind) = rest.split_first()?;
            let (label, behind) = behind.split_at_checked(usize::from(*length))?;
            rest = behind;
            Some(label)
        }))
    }
}

/// Undoes the escapes of one character-string into `out`; gives how many octets it has.
pub fn parse_character_string(text: &str, out: &mut [u8]) -> Result<usize, TextError> {
    let mut len = 0_usize;
    for plain in unescape(text) {
        let Plain { octet, .. } = plain.ok_or(TextError::BadEscape)?;
        *out.get_mut(len).ok_or(TextError::StringTooLong)? = octet;
        len = len.saturating_add(1);
    }
    Ok(len)
}

/// One field of a zone-file line, escapes still in it, quotes taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The text.
    pub text: &'t str,
    /// Whether it stood in quotes.
    pub is_quoted: bool,
}

/// The fields of one zone-file line: parted by white space, quotes honoured, a comment left out.
///
/// ```
/// use txtproof::wire::presentation::Tokens;
///
/// let fields: Vec<_> = Tokens::new(r#"a.test. TXT "two words" ; why"#).map(|token| token.unwrap().text).collect();
/// assert_eq!(fields, ["a.test.", "TXT", "two words"]);
/// ```
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    /// The fields of `line`.
    pub const fn new(line: &'t str) -> Self {
        Self { rest: line }
    }

    fn require(&mut self, what: &'static str) -> Result<Token<'t>, TextError> {
        self.next().unwrap_or(Err(TextError::Missing(what)))
    }

    fn number<N: core::str::FromStr>(&mut self, what: &'static str) -> Result<N, TextError> {
        self.require(what)?.text.parse().map_err(|_| TextError::Unreadable(what))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Result<Token<'t>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest.trim_start();
        if text.is_empty() || text.starts_with(';') {
            self.rest = "";
            return None;
        }
        let (is_quoted, text) = text.strip_prefix('"').map_or((false, text), |inner| (true, inner));
        let ends = |octet: u8| if is_quoted { octet == b'"' } else { octet.is_ascii_whitespace() || octet == b';' };
        let mut is_escaped = false;
        let end = text.bytes().position(|octet| {
            let is_end = !is_escaped && ends(octet);
            is_escaped = !is_escaped && octet == b'\\';
            is_end
        });
        let Some((token, behind)) = text.split_at_checked(end.unwrap_or(text.len())) else {
            self.rest = "";
            return None;
        };
        if !is_quoted {
            self.rest = behind;
            return Some(Ok(Token { text: token, is_quoted }));
        }
        let Some(behind) = behind.strip_prefix('"') else {
            self.rest = "";
            return Some(Err(TextError::UnclosedQuote));
        };
        self.rest = behind;
        Some(Ok(Token { text: token, is_quoted }))
    }
}

/// Reads the RDATA fields of a record of `record_type` into `out`, in wire form without compression; gives its length.
///
/// Names without a final dot are relative to `origin`. The generic form `\# 4 0a000001` (RFC 3597 §5) does for every type.
pub fn parse_rdata(
    record_type: RecordType,
    mut fields: Tokens<'_>,
    origin: &Name,
    out: &mut [u8],
) -> Result<usize, TextError> {
    let mut rdata = RdataWriter { out, len: 0 };
    if fields.clone().next() == Some(Ok(Token { text: "\\#", is_quoted: false })) {
        rdata.generic(&mut fields)?;
    } else {
        rdata.fields(record_type, &mut fields, origin)?;
    }
    match fields.next() {
        None => Ok(rdata.len),
        Some(Err(error)) => Err(error),
        Some(Ok(_)) => Err(TextError::Surplus),
    }
}

struct RdataWriter<'o> {
    out: &'o mut [u8],
    len: usize,
}

impl RdataWriter<'_> {
    fn put(&mut self, octets: &[u8]) -> Result<(), TextError> {
        let end = self.len.saturating_add(octets.len());
        if end > usize::from(u16::MAX) {
            return Err(TextError::TooLong);
        }
        self.out.get_mut(self.len..end).ok_or(TextError::TooLong)?.copy_from_slice(octets);
        self.len = end;
        Ok(())
    }

    fn fields(&mut self, record_type: RecordType, fields: &mut Tokens<'_>, origin: &Name) -> Result<(), TextError> {
        match record_type {
            RecordType::A => self.put(&fields.number::<Ipv4Addr>("IPv4 address")?.octets()),
            RecordType::AAAA => self.put(&fields.number::<Ipv6Addr>("IPv6 address")?.octets()),
            RecordType::NS | RecordType::CNAME | RecordType::DNAME | RecordType::PTR => self.name(fields, origin),
            RecordType::MX => {
                self.put(&fields.number::<u16>("preference")?.to_be_bytes())?;
                self.name(fields, origin)
            }
            RecordType::SOA => {
                self.name(fields, origin)?;
                self.name(fields, origin)?;
                let numbers = ["serial", "refresh interval", "retry interval", "expiry", "minimum"];
                numbers.into_iter().try_for_each(|what| self.put(&fields.number::<u32>(what)?.to_be_bytes()))
            }
            RecordType::TXT => {
                self.string(fields.require("text")?)?;
                fields.by_ref().try_for_each(|field| self.string(field?))
            }
            _ => Err(TextError::Unreadable("data of this type (write it as \\# LENGTH HEX)")),
        }
    }

    fn name(&mut self, fields: &mut Tokens<'_>, origin: &Name) -> Result<(), TextError> {
        let text = fields.require("name")?.text;
        let name = if text == "@" { origin.clone() } else { parse_relative(text, origin)? };
        self.put(name.octets())
    }

    fn string(&mut self, field: Token<'_>) -> Result<(), TextError> {
        let mut string = [0; MAX_STRING_OCTETS];
        let length = parse_character_string(field.text, &mut string)?;
        self.put(&[u8::try_from(length).map_err(|_| TextError::StringTooLong)?])?;
        self.put(string.get(..length).unwrap_or_default())
    }

    fn generic(&mut self, fields: &mut Tokens<'_>) -> Result<(), TextError> {
        fields.require("mark")?;
        let length = fields.number::<u16>("length")?;
        for field in fields.by_ref() {
            self.hex(field?.text)?;
        }
        if self.len == usize::from(length) { Ok(()) } else { Err(TextError::Unreadable("hexadecimal data")) }
    }

    fn hex(&mut self, text: &str) -> Result<(), TextError> {
        let digit = |octet: u8| char::from(octet).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        for pair in text.as_bytes().chunks(2) {
            let octet = match pair {
                [high, low] => digit(*high).zip(digit(*low)).map(|(high, low)| (high << 4) | low),
                _ => None,
            };
            self.put(&[octet.ok_or(TextError::Unreadable("hexadecimal data"))?])?;
        }
        Ok(())
    }
}

/// A name that is absolute where it ends in a dot, and below `origin` otherwise.
fn parse_relative(text: &str, origin: &Name) -> Result<Name, NameError> {
    let name = parse_name(text)?;
    let is_absolute = text.strip_suffix('.').is_some_and(|rest| backslashes_at_the_end(rest) % 2 == 0);
    if is_absolute { Ok(name) } else { name.before(origin) }
}

/// An odd number of them escapes what follows.
fn backslashes_at_the_end(text: &str) -> usize {
    text.bytes().rev().take_while(|octet| *octet == b'\\').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Class, Rdata};

    fn round_trip(record_type: RecordType, text: &str) -> String {
        let mut out = [0; 600];
        let length = parse_rdata(record_type, Tokens::new(text), &Name::root(), &mut out).unwrap();
        Rdata::from_octets(record_type, Class::IN, &out[..length]).unwrap().to_string()
    }

    #[test]
    fn a_name_is_below_the_origin_unless_it_ends_in_a_dot_of_its_own() {
        let origin = "example.test.".parse().unwrap();
        let cases = [
            ("a", "a.example.test."),
            ("a.b.", "a.b."),
            (r"a\.", r"a\..example.test."),
            (r"a\.b", r"a\.b.example.test."),
            (r"a\\.", r"a\\."),
            (r"a\\\.", r"a\\\..example.test."),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_relative(text, &origin), parse_name(expected), "{text}");
        }
    }

    #[test]
    fn rdata_of_every_type_reads_back_as_it_prints() {
        let cases = [
            (RecordType::A, "192.0.2.1"),
            (RecordType::AAAA, "2001:db8::1"),
            (RecordType::NS, "ns1.example.test."),
            (RecordType::CNAME, "a\\.b.example.test."),
            (RecordType::DNAME, "."),
            (RecordType::PTR, "host\\032name.test."),
            (RecordType::SOA, "ns.test. admin.test. 2026112301 7200 900 1209600 300"),
            (RecordType::MX, "10 mail.example.test."),
            (RecordType::TXT, r#""two words" "" "\"quoted\" \\ \200\000""#),
            (RecordType(65280), "\\# 4 0a000001"),
            (RecordType(65280), "\\# 0"),
        ];
        for (record_type, text) in cases {
            assert_eq!(round_trip(record_type, text), text);
        }
    }

    #[test]
    fn names_that_are_none_are_told_with_the_label() {
        let long = "a".repeat(64);
        assert_eq!(parse_name(&format!("x.{long}.test")), Err(NameError::LabelTooLong { label: 2, octets: 64 }));
        assert_eq!(parse_name("a..test"), Err(NameError::EmptyLabel { label: 2 }));
        assert_eq!(parse_name(".test"), Err(NameError::EmptyLabel { label: 1 }));
        assert_eq!(parse_name("a\\256"), Err(NameError::BadEscape));
        assert_eq!(parse_name("a\\"), Err(NameError::BadEscape));
        assert_eq!(parse_name(""), Err(NameError::Empty));
        let label = "a".repeat(63);
        assert_eq!(parse_name(&[&*label; 4].join(".")), Err(NameError::TooLong));
        assert!(parse_name(&format!("{label}.{label}.{label}.{}", "a".repeat(61))).is_ok());
        assert_eq!(parse_name(&format!("{label}.{label}.{label}.{}", "a".repeat(62))), Err(NameError::TooLong));
    }

    #[test]
    fn a_relative_name_goes_below_the_origin() {
        let mut out = [0; 255];
        let origin: Name = "example.test".parse().unwrap();
        let length = parse_rdata(RecordType::NS, Tokens::new("ns1"), &origin, &mut out).unwrap();
        let rdata = Rdata::from_octets(RecordType::NS, Class::IN, &out[..length]).unwrap();
        assert_eq!(rdata.to_string(), "ns1.example.test.");
    }

    #[test]
    fn bad_fields_are_named() {
        let mut out = [0; 600];
        let long = "a".repeat(256);
        let mut parse = |record_type, text: &str| parse_rdata(record_type, Tokens::new(text), &Name::root(), &mut out);
        assert_eq!(parse(RecordType::A, "192.0.2"), Err(TextError::Unreadable("IPv4 address")));
        assert_eq!(parse(RecordType::MX, "10"), Err(TextError::Missing("name")));
        assert_eq!(parse(RecordType::A, "192.0.2.1 x"), Err(TextError::Surplus));
        assert_eq!(parse(RecordType::TXT, "\"open"), Err(TextError::UnclosedQuote));
        assert_eq!(parse(RecordType::TXT, &long), Err(TextError::StringTooLong));
        assert_eq!(parse(RecordType(65280), "\\# 2 0a"), Err(TextError::Unreadable("hexadecimal data")));
    }

    #[test]
    fn rdata_has_as_many_octets_as_its_length_can_say_and_no_more() {
        let (mut out, octets) = (std::vec![0; 65_537], std::vec![0; 65_537]);
        let mut writer = RdataWriter { out: &mut out, len: 0 };
        assert_eq!(writer.put(&octets[..65_535]), Ok(()));
        assert_eq!(writer.put(&[0]), Err(TextError::TooLong));
        let mut writer = RdataWriter { out: &mut out, len: 0 };
        assert_eq!(writer.put(&octets), Err(TextError::TooLong));
    }
}
