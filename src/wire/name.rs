//! Domain names: owned, or inside a message with their compression (RFC 1035 §3.1, §4.1.4).

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::cursor::Cursor;
use super::{HEADER_OCTETS, Malformed, MalformedKind};

/// The longest label.
pub const MAX_LABEL_OCTETS: usize = 63; // RFC 1035 §2.3.4

/// The longest name in wire form, its length octets and the final zero included.
pub const MAX_NAME_OCTETS: usize = 255; // RFC 1035 §2.3.4

/// The most compression pointers that one name may go through.
const MAX_POINTERS_PER_NAME: u32 = 16; // RFC 9267 §2

/// The two top bits of a label's first octet.
const LABEL_TYPE: u8 = 0b1100_0000;
const POINTER: u8 = 0b1100_0000;

/// A domain name that is owned: uncompressed, at most 255 octets, always absolute.
///
/// Names compare without regard to ASCII case and keep the case that they came with (RFC 4343). They print in
/// presentation format without the final dot; the root prints as `.`.
///
/// ```
/// use txtproof::wire::Name;
///
/// let name: Name = "_amazonses.Example.com".parse()?;
/// assert_eq!(name, "_AMAZONSES.example.COM.".parse()?);
/// assert!(name.is_at_or_below(&"example.com".parse()?));
/// assert_eq!(name.to_string(), "_amazonses.Example.com");
/// # Ok::<(), txtproof::wire::NameError>(())
/// ```
#[derive(Clone)]
pub struct Name {
    /// INVARIANT: the first `len` octets are a name in wire form without pointers, its final zero included.
    octets: [u8; MAX_NAME_OCTETS],
    len: u8,
}

/// Why something is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// A label of more than 63 octets; its number from the left, from 1, and its length.
    #[error("label {label} has {octets} octets, and a label holds at most 63")]
    LabelTooLong {
        /// Which label, counted from the left, from 1.
        label: usize,
        /// How long it is, in octets.
        octets: usize,
    },
    /// More than 255 octets in wire form.
    #[error("the name is longer than 255 octets")]
    TooLong,
    /// Two dots in a row, or a dot in front.
    #[error("label {label} is empty (two dots in a row, or a dot in front)")]
    EmptyLabel {
        /// Which label, counted from the left, from 1.
        label: usize,
    },
    /// A backslash that is not followed by a character or by three digits up to 255 (RFC 1035 §5.1).
    #[error("a backslash stands before neither a character nor three digits up to 255")]
    BadEscape,
    /// Nothing at all; the root is written `.`.
    #[error("the name is empty")]
    Empty,
}

impl Name {
    /// The root.
    pub const fn root() -> Self {
        Self { octets: [0; MAX_NAME_OCTETS], len: 1 }
    }

    /// A name from its labels, the leftmost first.
    pub fn from_labels<'l>(labels: impl IntoIterator<Item = &'l [u8]>) -> Result<Self, NameError> {
        let mut name = Self::root();
        let mut end = 0_usize;
        for (index, label) in labels.into_iter().enumerate() {
            let number = index.saturating_add(1);
            if label.is_empty() {
                return Err(NameError::EmptyLabel { label: number });
            }
            let length = u8::try_from(label.len()).ok().filter(|_| label.len() <= MAX_LABEL_OCTETS);
            let length = length.ok_or(NameError::LabelTooLong { label: number, octets: label.len() })?;
            let after = end.saturating_add(1).saturating_add(label.len());
            // One octet is kept for the final zero.
            let room = name.octets.get_mut(end..after).filter(|_| after < MAX_NAME_OCTETS);
            let [first, rest @ ..] = room.ok_or(NameError::TooLong)? else { return Err(NameError::TooLong) };
            *first = length;
            rest.copy_from_slice(label);
            end = after;
        }
        name.len = u8::try_from(end.saturating_add(1)).map_err(|_| NameError::TooLong)?;
        Ok(name)
    }

    /// The wire form, the final zero included.
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The same name as one inside a message.
    pub fn to_ref(&self) -> NameRef<'_> {
        NameRef { message: self.octets(), start: 0 }
    }

    /// The labels, the leftmost first, without the root.
    pub fn labels(&self) -> Labels<'_> {
        self.to_ref().labels()
    }

    /// How many labels there are, the root not counted.
    pub fn label_count(&self) -> usize {
        self.labels().count()
    }

    /// Whether this is the root.
    pub const fn is_root(&self) -> bool {
        self.len == 1
    }

    /// Whether this is `ancestor` or a name below it.
    pub fn is_at_or_below(&self, ancestor: &Self) -> bool {
        self.to_ref().is_at_or_below(ancestor)
    }

    /// Whether this is a name below `ancestor`.
    pub fn is_below(&self, ancestor: &Self) -> bool {
        self.is_at_or_below(ancestor) && self != ancestor
    }

    /// The name without its leftmost label; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let mut labels = self.labels();
        labels.next()?;
        Self::from_labels(labels).ok()
    }

    /// The ancestor (or the name itself) that has `count` labels; the name itself where it has fewer.
    pub fn suffix(&self, count: usize) -> Self {
        let surplus = self.label_count().saturating_sub(count);
        Self::from_labels(self.labels().skip(surplus)).unwrap_or_else(|_| self.clone())
    }

    /// The labels of `self` in front of `parent`'s: `a.b` before `c` is `a.b.c`.
    pub fn before(&self, parent: &Self) -> Result<Self, NameError> {
        Self::from_labels(self.labels().chain(parent.labels()))
    }

    /// The name one label deeper.
    pub fn child(&self, label: &[u8]) -> Result<Self, NameError> {
        Self::from_labels(core::iter::once(label).chain(self.labels()))
    }

    /// Whether both have the same octets, case included.
    pub fn is_identical(&self, other: NameRef<'_>) -> bool {
        self.labels().eq(other.labels())
    }

    /// This name in lower case, as names are reported.
    pub fn to_lower_case(&self) -> Self {
        let mut lower = self.clone();
        // Length octets are at most 63 and so are never letters.
        lower.octets.make_ascii_lowercase();
        lower
    }

    /// This name with the case of each ASCII letter chosen by a bit of `coins`, the lowest first (0x20 encoding).
    pub fn with_case(&self, mut coins: impl Iterator<Item = bool>) -> Self {
        let mut name = self.to_lower_case();
        for octet in name.octets.iter_mut().filter(|octet| octet.is_ascii_lowercase()) {
            if coins.next().unwrap_or_default() {
                octet.make_ascii_uppercase();
            }
        }
        name
    }

    /// How many ASCII letters the name has: so many bits a random case is worth.
    pub fn letter_count(&self) -> usize {
        self.octets().iter().filter(|octet| octet.is_ascii_alphabetic()).count()
    }
}

impl core::str::FromStr for Name {
    type Err = NameError;

    /// Reads presentation format. The name is absolute with and without its final dot.
    fn from_str(text: &str) -> Result<Self, NameError> {
        super::presentation::parse_name(text)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.octets().eq_ignore_ascii_case(other.octets())
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    /// A total order without regard to ASCII case, label by label from the left; not the canonical order of RFC 4034.
    fn cmp(&self, other: &Self) -> Ordering {
        let lower = |octet: &u8| octet.to_ascii_lowercase();
        self.octets().iter().map(lower).cmp(other.octets().iter().map(lower))
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for octet in self.octets() {
            state.write_u8(octet.to_ascii_lowercase());
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_ref().fmt(formatter)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Name({self})")
    }
}

/// A name where it stands in a message, compression pointers and all.
#[derive(Clone, Copy)]
pub struct NameRef<'a> {
    /// INVARIANT: a walk over labels and pointers from `start` stays inside `message` and ends at a zero octet after at
    /// most 255 octets of name and 16 pointers: `read` has been there.
    message: &'a [u8],
    start: usize,
}

impl<'a> NameRef<'a> {
    /// Reads the name under the cursor and moves the cursor behind it.
    pub(super) fn read(cursor: &mut Cursor<'a>, pointers: &mut Pointers) -> Result<Self, Malformed> {
        let name = Self { message: cursor.octets(), start: cursor.position() };
        let mut here = *cursor;
        let mut end = None;
        let mut pointers_of_name = 0_u32;
        let mut octets = 0_usize;
        let mut run = here.position();
        // Ends: each turn adds a label's octets to the name's 255, or jumps strictly backwards, at most 16 times.
        loop {
            let offset = here.position();
            let length = here.u8().ok_or(MalformedKind::NameTruncated.at(offset))?;
            match length & LABEL_TYPE {
                0 => {
                    octets = octets.saturating_add(1).saturating_add(usize::from(length));
                    if octets > MAX_NAME_OCTETS {
                        return Err(MalformedKind::NameTooLong.at(offset));
                    }
                    if length == 0 {
                        *cursor = end.unwrap_or(here);
                        return Ok(name);
                    }
                    here.take(usize::from(length)).ok_or(MalformedKind::LabelTruncated.at(offset))?;
                }
                POINTER => {
                    let low = here.u8().ok_or(MalformedKind::PointerTruncated.at(offset))?;
                    let target = usize::from(u16::from_be_bytes([length & !LABEL_TYPE, low]));
                    check_pointer(target, offset, run)?;
                    pointers_of_name = pointers_of_name.saturating_add(1);
                    if pointers_of_name > MAX_POINTERS_PER_NAME || !pointers.spend() {
                        return Err(MalformedKind::TooManyPointers.at(offset));
                    }
                    end.get_or_insert(here);
                    here = Cursor::at(cursor.octets(), target);
                    run = target;
                }
                _ => return Err(MalformedKind::LabelType.at(offset)),
            }
        }
    }

    /// The labels, the leftmost first, without the root.
    pub const fn labels(self) -> Labels<'a> {
        Labels { cursor: Cursor::at(self.message, self.start) }
    }

    /// Whether this is the root.
    pub fn is_root(self) -> bool {
        self.labels().next().is_none()
    }

    /// Whether this is `ancestor` or a name below it.
    pub fn is_at_or_below(self, ancestor: &Name) -> bool {
        let surplus = self.labels().count().checked_sub(ancestor.label_count());
        surplus.is_some_and(|surplus| is_same(self.labels().skip(surplus), ancestor.labels()))
    }

    /// A copy that does not need the message.
    pub fn to_name(self) -> Name {
        // The invariant holds the limits, so this never falls back to the root.
        Name::from_labels(self.labels()).unwrap_or_else(|_| Name::root())
    }

    /// Where the name begins, in octets from the start of its message.
    pub const fn offset(self) -> usize {
        self.start
    }
}

/// RFC 1035 §4.1.4: a pointer is to a *prior* occurrence. "Strictly before the run of labels that it ends" is what makes
/// every chain finite.
fn check_pointer(target: usize, pointer: usize, run: usize) -> Result<(), Malformed> {
    let kind = match target {
        _ if target < HEADER_OCTETS => MalformedKind::PointerIntoHeader,
        _ if target < run => return Ok(()),
        _ if target <= pointer => MalformedKind::CompressionLoop,
        _ => MalformedKind::PointerForward,
    };
    Err(kind.at(pointer))
}

pub(super) fn is_same<'l>(mut one: impl Iterator<Item = &'l [u8]>, mut other: impl Iterator<Item = &'l [u8]>) -> bool {
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one.eq_ignore_ascii_case(other) => {}
            _ => return false,
        }
    }
}

impl PartialEq for NameRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        is_same(self.labels(), other.labels())
    }
}

impl Eq for NameRef<'_> {}

impl PartialEq<Name> for NameRef<'_> {
    fn eq(&self, other: &Name) -> bool {
        is_same(self.labels(), other.labels())
    }
}

impl fmt::Display for NameRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::presentation::write_name(*self, formatter)
    }
}

impl fmt::Debug for NameRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "NameRef({self})")
    }
}

/// The labels of a name, the leftmost first, the root left out.
#[derive(Clone, Debug)]
pub struct Labels<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Iterator for Labels<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        // Ends: `NameRef::read` has seen that pointers only go backwards and that a zero octet comes.
        loop {
            let length = self.cursor.u8()?;
            if length & LABEL_TYPE == POINTER {
                let target = u16::from_be_bytes([length & !LABEL_TYPE, self.cursor.u8()?]);
                self.cursor = Cursor::at(self.cursor.octets(), usize::from(target));
            } else if length == 0 {
                self.cursor = Cursor::at(&[], 0);
                return None;
            } else {
                return self.cursor.take(usize::from(length));
            }
        }
    }
}

/// How many compression pointers may still be followed in one message.
///
/// Backward-only pointers are not enough: a 64 KiB message of pointer chains costs some parsers over 100 ms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pointers(u32);

impl Pointers {
    /// The budget of a message that promises `records` records: four for each and 64 (questions have their part there).
    pub(super) const fn for_records(records: u32) -> Self {
        Self(records.saturating_mul(4).saturating_add(64))
    }

    /// The budget of RDATA that has been read once already, or stands alone.
    pub(super) const fn for_rdata() -> Self {
        Self(MAX_POINTERS_PER_NAME.saturating_mul(2))
    }

    fn spend(&mut self) -> bool {
        self.0.checked_sub(1).map(|left| self.0 = left).is_some()
    }
}
