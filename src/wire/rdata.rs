//! RDATA of the types that this program reads; every other type is opaque (RFC 3597).

#![expect(
    clippy::inline_always,
    reason = "a record that is not inlined where it is read is copied twice; benches/ counts it"
)]

use core::net::{Ipv4Addr, Ipv6Addr};

use super::cursor::Cursor;
use super::pointers::Pointers;
use super::walk::{Sight, look_at_target, walk_inline, walk_name};
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
        if holds_names(record_type) {
            check_names(record_type, class, 0, octets, &mut Pointers::for_rdata(octets))?;
        }
        Self::read(record_type, class, octets, 0, octets)
    }

    /// Reads a TXT record's data, which begins so far into its message.
    #[inline(always)]
    pub(super) fn read_txt(class: Class, rdata: &'a [u8], start: usize) -> Result<Self, Malformed> {
        match rdata.split_first() {
            // Most have one character-string.
            Some((length, string)) if string.len() == usize::from(*length) => {}
            Some(_) => check_strings(rdata, start)?,
            None if is_update_placeholder(class, rdata) => return Ok(Self::Opaque(rdata)),
            None => return Err(MalformedKind::TxtEmpty.at(start)),
        }
        Ok(Self::Txt(Txt { rdata }))
    }

    /// Reads `rdata`, which begins at `start` in `message`, and in which [`check_names`] has found the names sound.
    #[inline(always)]
    pub(super) fn read(
        record_type: RecordType,
        class: Class,
        message: &'a [u8],
        start: usize,
        rdata: &'a [u8],
    ) -> Result<Self, Malformed> {
        match record_type {
            RecordType::NS if !is_update_placeholder(class, rdata) => Ok(Self::Ns(NameRef::again(message, start))),
            _ => Self::read_rest(record_type, class, message, start, rdata),
        }
    }

    /// All but NS.
    #[inline(never)]
    fn read_rest(
        record_type: RecordType,
        class: Class,
        message: &'a [u8],
        start: usize,
        rdata: &'a [u8],
    ) -> Result<Self, Malformed> {
        if !is_readable(record_type, class, rdata) {
            return Ok(Self::Opaque(rdata));
        }
        let wrong_length = MalformedKind::RdataLength.at(start);
        let name = NameRef::again(message, start);
        Ok(match record_type {
            RecordType::TXT => Self::read_txt(class, rdata, start)?,
            RecordType::CNAME => Self::Cname(name),
            RecordType::DNAME => Self::Dname(name),
            RecordType::PTR => Self::Ptr(name),
            RecordType::SOA => Self::Soa(Soa::read(name, rdata).ok_or(wrong_length)?),
            RecordType::MX => {
                let preference = rdata.first_chunk::<2>().copied().map(u16::from_be_bytes).ok_or(wrong_length)?;
                Self::Mx { preference, exchange: NameRef::again(message, start.saturating_add(2)) }
            }
            RecordType::A => Self::A(exactly::<4>(rdata).ok_or(wrong_length)?.into()),
            RecordType::AAAA => Self::Aaaa(exactly::<16>(rdata).ok_or(wrong_length)?.into()),
            RecordType::OPT => Self::Opt(EdnsOptions::read(rdata, start)?),
            _ => Self::Opaque(rdata),
        })
    }
}

/// The octets, if there are just so many.
fn exactly<const N: usize>(octets: &[u8]) -> Option<[u8; N]> {
    octets.first_chunk::<N>().copied().filter(|_| octets.len() == N)
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

/// The five numbers behind the names of an SOA record.
const SOA_NUMBERS_OCTETS: usize = 20;

/// The root twice, and the numbers.
const SHORTEST_SOA_OCTETS: usize = 2 + SOA_NUMBERS_OCTETS;

/// Whether RDATA of this type holds names that may be compressed, so that reading it costs pointers.
#[inline]
pub(super) const fn holds_names(record_type: RecordType) -> bool {
    matches!(
        record_type,
        RecordType::NS | RecordType::CNAME | RecordType::DNAME | RecordType::PTR | RecordType::SOA | RecordType::MX
    )
}

/// Whether the names in RDATA of a type that [`holds_names`], which begins at `start`, are sound and end where they have to.
#[inline(never)]
pub(super) fn check_names(
    record_type: RecordType,
    class: Class,
    start: usize,
    rdata: &[u8],
    pointers: &mut Pointers<'_>,
) -> Result<(), Malformed> {
    let (name_start, name) = match record_type {
        RecordType::SOA | RecordType::MX if class != Class::IN => return Ok(()),
        RecordType::SOA => return check_soa(start, rdata.len(), pointers),
        RecordType::MX => match rdata.split_first_chunk::<2>() {
            Some((_, name)) => (start + 2, name),
            None => return Err(MalformedKind::RdataLength.at(start)),
        },
        _ => (start, rdata),
    };
    match look_at_target(name_start, name, record_type == RecordType::CNAME, pointers) {
        Sight::Sound => Ok(()),
        Sight::Spoilt => Err(pointers.refusal()),
        Sight::Unclear if is_update_placeholder(class, rdata) => Ok(()),
        // What stands behind RDATA is not read for a name, and costs no pointers.
        Sight::Unclear if name.is_empty() => Err(MalformedKind::RdataLength.at(start)),
        // What is unclear at first sight goes on behind RDATA, or is spoilt.
        Sight::Unclear => match walk_name(name_start, pointers) {
            Some(_) => Err(MalformedKind::RdataLength.at(start)),
            None => Err(pointers.refusal()),
        },
    }
}

/// The same for an SOA record.
#[inline(never)]
fn check_soa(start: usize, octets: usize, pointers: &mut Pointers<'_>) -> Result<(), Malformed> {
    // As there.
    if octets < SHORTEST_SOA_OCTETS {
        return Err(MalformedKind::RdataLength.at(start));
    }
    match [(); 2].into_iter().try_fold(start, |name, ()| walk_inline(name, pointers)) {
        Some(end) if end + SOA_NUMBERS_OCTETS == start + octets => Ok(()),
        Some(end) => Err(MalformedKind::RdataLength.at(end)),
        None => Err(pointers.refusal()),
    }
}

impl<'a> Soa<'a> {
    fn read(mname: NameRef<'a>, rdata: &'a [u8]) -> Option<Self> {
        let (names, numbers) = rdata.split_last_chunk::<SOA_NUMBERS_OCTETS>()?;
        let rname = mname.behind(names)?;
        let mut cursor = Cursor::at(numbers, 0);
        let mut next = || cursor.u32();
        Some(Self {
            mname,
            rname,
            serial: next()?,
            refresh: next()?,
            retry: next()?,
            expire: next()?,
            minimum: next()?,
        })
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

/// Whether character-strings fill RDATA that is not empty.
#[inline(never)]
fn check_strings(rdata: &[u8], offset: usize) -> Result<(), Malformed> {
    let mut rest = rdata;
    // Ends: every turn takes at least a length octet off.
    while let Some((length, behind)) = rest.split_first() {
        let Some((_, next)) = behind.split_at_checked(usize::from(*length)) else {
            return Err(MalformedKind::StringTruncated.at(offset + rdata.len() - behind.len()));
        };
        rest = next;
    }
    Ok(())
}

/// The character-strings of a TXT record.
#[derive(Clone, Debug)]
pub struct CharacterStrings<'a> {
    rest: &'a [u8],
}

#[cfg(feature = "alloc")]
impl<'a> CharacterStrings<'a> {
    /// Of RDATA; one that is cut is none.
    pub(crate) const fn of(rdata: &'a [u8]) -> Self {
        Self { rest: rdata }
    }
}

impl<'a> Iterator for CharacterStrings<'a> {
    type Item = &'a [u8];

    #[inline]
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
    /// Reads options that stand alone.
    pub fn from_octets(octets: &'a [u8]) -> Result<Self, Malformed> {
        Self::read(octets, 0)
    }

    pub(super) fn read(rdata: &'a [u8], offset: usize) -> Result<Self, Malformed> {
        let mut cursor = Cursor::at(rdata, 0);
        while cursor.remaining() > 0 {
            let at = offset + cursor.position();
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

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn strings_are_read_from_octets_that_hold_nothing_else() {
        let strings: Vec<&[u8]> = CharacterStrings::of(b"\x02ab\0\x01c").collect();
        assert_eq!(strings, [&b"ab"[..], b"", b"c"]);
    }
}
