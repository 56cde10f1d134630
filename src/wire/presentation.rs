//! Presentation format (RFC 1035 §5.1): octets to text that is safe on any terminal, and text to octets.
//!
//! Only 0x20–0x7e are ever written as they are; every other octet is `\DDD`. What a terminal or a log would obey, it
//! never sees.

mod parse;

use core::fmt::{self, Write};

use super::{NameRef, Rdata, Record};

pub use parse::{TextError, Token, Tokens, parse_character_string, parse_name, parse_rdata};

/// Octets of a value without quotes around them: `\"`, `\\` and `\DDD` where needed, the rest as it is.
///
/// ```
/// use txtproof::wire::presentation::Escaped;
///
/// assert_eq!(Escaped(b"say \"\x1b[2J\"").to_string(), r#"say \"\027[2J\""#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escaped<'a>(pub &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write_octet(*octet, b"\"\\", formatter))
    }
}

/// A character-string in its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted<'a>(pub &'a [u8]);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{}\"", Escaped(self.0))
    }
}

fn write_octet(octet: u8, special: &[u8], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match octet {
        _ if special.contains(&octet) => write!(formatter, "\\{}", char::from(octet)),
        0x20..=0x7e => formatter.write_char(char::from(octet)),
        _ => write!(formatter, "\\{octet:03}"),
    }
}

/// Writes a name without its final dot; the root is `.`.
pub(super) fn write_name(name: NameRef<'_>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    if name.is_root() {
        return formatter.write_char('.');
    }
    for (index, label) in name.labels().enumerate() {
        if index > 0 {
            formatter.write_char('.')?;
        }
        for octet in label {
            match octet {
                // A blank would part the name in two wherever names are listed.
                b' ' => formatter.write_str("\\032")?,
                _ => write_octet(*octet, b".\\\";()@$", formatter)?,
            }
        }
    }
    Ok(())
}

/// Writes a name with its final dot, as RDATA in a zone file has it.
fn write_absolute(name: NameRef<'_>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "{name}{}", if name.is_root() { "" } else { "." })
}

impl fmt::Display for Rdata<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::A(address) => write!(formatter, "{address}"),
            Self::Aaaa(address) => write!(formatter, "{address}"),
            Self::Ns(name) | Self::Cname(name) | Self::Dname(name) | Self::Ptr(name) => {
                write_absolute(*name, formatter)
            }
            Self::Soa(soa) => {
                write_absolute(soa.mname, formatter)?;
                formatter.write_char(' ')?;
                write_absolute(soa.rname, formatter)?;
                write!(formatter, " {} {} {} {} {}", soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum)
            }
            Self::Mx { preference, exchange } => {
                write!(formatter, "{preference} ")?;
                write_absolute(*exchange, formatter)
            }
            Self::Txt(txt) => {
                for (index, string) in txt.strings().enumerate() {
                    write!(formatter, "{}{}", if index > 0 { " " } else { "" }, Quoted(string))?;
                }
                Ok(())
            }
            Self::Opt(options) => write_generic(options.rdata(), formatter),
            Self::Opaque(octets) => write_generic(octets, formatter),
        }
    }
}

/// The form of unknown RDATA: `\# 4 0a000001` (RFC 3597 §5).
fn write_generic(octets: &[u8], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "\\# {}", octets.len())?;
    for (index, octet) in octets.iter().enumerate() {
        write!(formatter, "{}{octet:02x}", if index == 0 { " " } else { "" })?;
    }
    Ok(())
}

impl fmt::Display for Record<'_> {
    /// Owner, TTL, class, type and RDATA, as a zone file has them; spoilt RDATA in the generic form.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_absolute(self.owner, formatter)?;
        write!(formatter, " {} {} {} ", self.ttl, self.class, self.record_type)?;
        match self.rdata() {
            Ok(rdata) => rdata.fmt(formatter),
            Err(_) => write_generic(self.rdata_octets(), formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::Message;

    #[test]
    fn a_record_prints_as_a_line_of_a_zone_file_and_spoilt_data_in_the_generic_form() {
        let header = [0, 0, 0x80, 0, 0, 0, 0, 2, 0, 0, 0, 0];
        let good = [1, b'x', 0, 0, 2, 0, 1, 0, 0, 1, 44, 0, 3, 1, b'a', 0];
        let spoilt = [0, 0, 16, 0, 1, 0, 0, 0, 7, 0, 2, 9, b'a'];
        let octets = [&header[..], &good, &spoilt].concat();
        let message = Message::read(&octets).unwrap();
        let lines: Vec<String> = message.records().map(|record| record.unwrap().to_string()).collect();
        assert_eq!(lines, ["x. 300 IN NS a.", r". 7 IN TXT \# 2 0961"]);
    }
}
