//! RDATA of the types that this program reads; every other type is opaque (RFC 3597).

use core::net::{Ipv4Addr, Ipv6Addr};

use super::cursor::Cursor;
use super::pointers::Pointers;
use super::{Class, Malformed, MalformedKind, NameRef, RecordType};

/// What a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rdata<'a> {
    /// An IPv4 address (RFC 1035 §3.4.1).
    A(Ipv4Addr),
    /// An IPv6 address (RFC 3596 §2.2).
    Aaaa(Ipv6Addr),
    /// A name server (RFC 1035 §3.3.11).
    Ns(NameRef<'a>),
    /// The canonical name of an alias (RFC 1035 §3.3.1).
    Cname(NameRef<'a>),
    /// What replaces the owner in every name below it (RFC 6672 §2.1).
    Dname(NameRef<'a>),
    /// A pointer to a name (RFC 1035 §3.3.12).
    Ptr(NameRef<'a>),
    /// The start of authority (RFC 1035 §3.3.13).
    Soa(Soa<'a>),
    /// A mail exchange (RFC 1035 §3.3.9).
    Mx {
        /// The lower, the better.
        preference: u16,
        /// The host; the root says that no mail is taken (RFC 7505).
        exchange: NameRef<'a>,
    },
    /// Text (RFC 1035 §3.3.14).
    Txt(Txt<'a>),
    /// EDNS options (RFC 6891 §6.1.2).
    Opt(EdnsOptions<'a>),
    /// Any other type, octets as they are (RFC 3597).
    Opaque(&'a [u8]),
}

/// The start of authority: who keeps the zone, and how long its data and its absences last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Soa<'a> {
    /// The primary name server.
    pub mname: NameRef<'a>,
    /// The mailbox of who is responsible.
    pub rname: NameRef<'a>,
    /// The version of the zone, compared by RFC 1982.
    pub serial: u32,
    /// Seconds between a secondary's look-ups.
    pub refresh: u32,
    /// Seconds until a failed look-up is tried again.
    pub retry: u32,
    /// Seconds until a secondary without contact gives up.
    pub expire: u32,
    /// Seconds for which an absence may be remembered (RFC 2308 §4).
    pub minimum: u32,
}

impl<'a> Rdata<'a> {
    /// Reads RDATA that stands alone, without a message around it and so without compression.
    pub fn from_octets(record_type: RecordType, class: Class, octets: &'a [u8]) -> Result<Self, Malformed> {
        Self::read(record_type, class, octets, 0, octets, &mut Pointers::for_rdata())
    }

    /// Reads a TXT record's data, which begins so far into its message.
    #[inline]
    pub(super) fn read_txt(class: Class, rdata: &'a [u8], start: usize) -> Result<Self, Malformed> {
        if is_update_placeholder(class, rdata) {
            return Ok(Self::Opaque(rdata));
        }
        Txt::read(rdata, start).map(Self::Txt)
    }

    /// Reads `rdata`, which begins at `start` in `message`.
    pub(super) fn read(
        record_type: RecordType,
        class: Class,
        message: &'a [u8],
        start: usize,
        rdata: &'a [u8],
        pointers: &mut Pointers,
    ) -> Result<Self, Malformed> {
        let wrong_length = MalformedKind::RdataLength.at(start);
        if !is_readable(record_type, class, rdata) {
            return Ok(Self::Opaque(rdata));
        }
        let mut names = Names { message, at: start, pointers };
        let read = match record_type {
            RecordType::A => return exactly::<4>(rdata).map(|octets| Self::A(octets.into())).ok_or(wrong_length),
            RecordType::AAAA => {
                return exactly::<16>(rdata).map(|octets| Self::Aaaa(octets.into())).ok_or(wrong_length);
            }
            RecordType::TXT => return Self::read_txt(class, rdata, start),
            RecordType::OPT => return EdnsOptions::read(rdata, start).map(Self::Opt),
            RecordType::NS => Self::Ns(names.next()?),
            RecordType::CNAME => Self::Cname(names.next()?),
            RecordType::DNAME => Self::Dname(names.next()?),
            RecordType::PTR => Self::Ptr(names.next()?),
            RecordType::SOA => Self::Soa(Soa::read(&mut names)?),
            RecordType::MX => {
                let preference = rdata.first_chunk::<2>().copied().map(u16::from_be_bytes).ok_or(wrong_length)?;
                names.at = names.at.saturating_add(2);
                Self::Mx { preference, exchange: names.next()? }
            }
            _ => return Ok(Self::Opaque(rdata)),
        };
        if names.at == start.saturating_add(rdata.len()) { Ok(read) } else { Err(wrong_length) }
    }
}

/// The octets, if there are just so many.
fn exactly<const N: usize>(octets: &[u8]) -> Option<[u8; N]> {
    octets.first_chunk::<N>().copied().filter(|_| octets.len() == N)
}

/// Names and numbers in RDATA, one after another.
struct Names<'a, 'p> {
    message: &'a [u8],
    at: usize,
    pointers: &'p mut Pointers,
}

impl<'a> Names<'a, '_> {
    fn next(&mut self) -> Result<NameRef<'a>, Malformed> {
        let (name, behind) = NameRef::read(self.message, self.at, self.pointers)?;
        self.at = self.message.len().saturating_sub(behind.len());
        Ok(name)
    }
}

/// A, AAAA, SOA and MX have their form in class IN alone, the others in every class; an UPDATE message writes records
/// of classes NONE and ANY without RDATA (RFC 2136 §2.4).
fn is_readable(record_type: RecordType, class: Class, rdata: &[u8]) -> bool {
    match record_type {
        RecordType::A | RecordType::AAAA | RecordType::SOA | RecordType::MX => class == Class::IN,
        RecordType::OPT => true,
        _ => !is_update_placeholder(class, rdata),
    }
}

const fn is_update_placeholder(class: Class, rdata: &[u8]) -> bool {
    rdata.is_empty() && matches!(class, Class::NONE | Class::ANY)
}

/// Whether RDATA of this type holds names that may be compressed, so that reading it costs pointers.
pub(super) const fn holds_names(record_type: RecordType) -> bool {
    matches!(
        record_type,
        RecordType::NS | RecordType::CNAME | RecordType::DNAME | RecordType::PTR | RecordType::SOA | RecordType::MX
    )
}

impl<'a> Soa<'a> {
    fn read(names: &mut Names<'a, '_>) -> Result<Self, Malformed> {
        let (mname, rname) = (names.next()?, names.next()?);
        let offset = names.at;
        let mut cursor = Cursor::at(names.message, offset);
        let mut next = || cursor.u32().ok_or(MalformedKind::RdataLength.at(offset));
        let soa =
            Self { mname, rname, serial: next()?, refresh: next()?, retry: next()?, expire: next()?, minimum: next()? };
        names.at = cursor.position();
        Ok(soa)
    }
}

/// A TXT record's data: one or more character-strings of up to 255 octets each, their boundaries kept.
///
/// What a verifier compares is the *concatenation* of the strings, without anything between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Txt<'a> {
    /// INVARIANT: one or more character-strings that fill it exactly.
    rdata: &'a [u8],
}

impl<'a> Txt<'a> {
    fn read(rdata: &'a [u8], offset: usize) -> Result<Self, Malformed> {
        if rdata.is_empty() {
            return Err(MalformedKind::TxtEmpty.at(offset));
        }
        let mut rest = rdata;
        // Ends: every turn takes at least a length octet off.
        while let Some((length, behind)) = rest.split_first() {
            let Some((_, next)) = behind.split_at_checked(usize::from(*length)) else {
                let before = rdata.len().saturating_sub(behind.len());
                return Err(MalformedKind::StringTruncated.at(offset.saturating_add(before)));
            };
            rest = next;
        }
        Ok(Self { rdata })
    }

    /// The character-strings, in order, octet for octet.
    pub const fn strings(self) -> CharacterStrings<'a> {
        CharacterStrings { rest: self.rdata }
    }

    /// The octets of the concatenation.
    pub fn octets(self) -> impl Iterator<Item = u8> + Clone + 'a {
        self.strings().flatten().copied()
    }

    /// How many octets the concatenation has.
    pub fn octet_count(self) -> usize {
        self.strings().map(<[u8]>::len).sum()
    }

    /// The RDATA, length octets included.
    pub const fn rdata(self) -> &'a [u8] {
        self.rdata
    }
}

/// The character-strings of a TXT record.
#[derive(Clone, Debug)]
pub struct CharacterStrings<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for CharacterStrings<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, behind) = self.rest.split_first()?;
        let (string, rest) = behind.split_at_checked(usize::from(*length))?;
        self.rest = rest;
        Some(string)
    }
}

/// The options of an OPT record (RFC 6891 §6.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdnsOptions<'a> {
    /// INVARIANT: options that fill it exactly.
    rdata: &'a [u8],
}

/// One EDNS option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdnsOption<'a> {
    /// OPTION-CODE.
    pub code: u16,
    /// OPTION-DATA.
    pub octets: &'a [u8],
}

impl EdnsOption<'_> {
    /// COOKIE (RFC 7873).
    pub const COOKIE: u16 = 10;
}

impl<'a> EdnsOptions<'a> {
    fn read(rdata: &'a [u8], offset: usize) -> Result<Self, Malformed> {
        let mut cursor = Cursor::at(rdata, 0);
        while cursor.remaining() > 0 {
            let at = offset.saturating_add(cursor.position());
            read_option(&mut cursor).ok_or(MalformedKind::OptOptionTruncated.at(at))?;
        }
        Ok(Self { rdata })
    }

    /// The options, in order.
    pub fn iter(self) -> impl Iterator<Item = EdnsOption<'a>> {
        let mut cursor = Cursor::at(self.rdata, 0);
        core::iter::from_fn(move || read_option(&mut cursor))
    }

    /// The RDATA as it is.
    pub const fn rdata(self) -> &'a [u8] {
        self.rdata
    }
}

fn read_option<'a>(cursor: &mut Cursor<'a>) -> Option<EdnsOption<'a>> {
    let code = cursor.u16()?;
    let length = cursor.u16()?;
    let octets = cursor.take(usize::from(length))?;
    Some(EdnsOption { code, octets })
}

/// What an OPT record says of the message and its sender (RFC 6891 §6.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edns<'a> {
    /// The largest UDP payload that the sender takes, in octets, as sent: less than 512 means 512.
    pub udp_octets: u16,
    /// The response code's upper eight bits.
    pub extended_rcode: u8,
    /// The EDNS version.
    pub version: u8,
    /// DO and the reserved flags.
    pub flags: u16,
    /// The options.
    pub options: EdnsOptions<'a>,
}
