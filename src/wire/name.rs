//! Domain names: owned, or inside a message with their compression (RFC 1035 §3.1, §4.1.4).

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::Malformed;
use super::fold::is_same_but_for_case;
use super::pointers::Pointers;
use super::walk::{LONGEST_LABEL, POINTER, behind_plain, target, walk_name};

/// The longest label.
pub const MAX_LABEL_OCTETS: usize = 63; // RFC 1035 §2.3.4

/// The longest name in wire form, its length octets and the final zero included.
pub const MAX_NAME_OCTETS: usize = 255; // RFC 1035 §2.3.4

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

    /// A name from text without escapes, its labels parted by dots. `None`: it has a backslash, or is no name.
    #[inline]
    pub(super) fn from_plain(text: &[u8]) -> Option<Self> {
        let text = text.strip_suffix(b".").unwrap_or(text);
        let mut name = Self::root();
        // Each dot stands where the length of the label behind it belongs, and one octet is kept for the final zero.
        let room = name.octets.get_mut(1..MAX_NAME_OCTETS - 1)?.get_mut(..text.len())?;
        room.copy_from_slice(text);
        let mut start = 0;
        for (at, octet) in text.iter().enumerate() {
            if *octet == b'\\' {
                return None;
            }
            if *octet == b'.' {
                name.put_length(start, at)?;
                start = at + 1;
            }
        }
        name.put_length(start, text.len())?;
        name.len = u8::try_from(text.len() + 2).ok()?;
        Some(name)
    }

    /// Puts its length in front of a label, which goes from octet to octet of a text that stands behind one more octet.
    #[inline]
    fn put_length(&mut self, start: usize, end: usize) -> Option<()> {
        let length = u8::try_from(end - start).ok().filter(|length| (1..=LONGEST_LABEL).contains(length))?;
        *self.octets.get_mut(start)? = length;
        Some(())
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
        other.octets_here(self.octets().len()) == Some(self.octets()) || self.labels().eq(other.labels())
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
    #[inline]
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
    /// most 255 octets of name and 16 pointers: `walk` has been there.
    message: &'a [u8],
    start: usize,
}

impl<'a> NameRef<'a> {
    /// Reads the name that begins at `start`; gives it and where it ends.
    pub(super) fn read(start: usize, pointers: &mut Pointers<'a>) -> Result<(Self, usize), Malformed> {
        let end = walk_name(start, pointers).ok_or_else(|| pointers.refusal())?;
        Ok((Self { message: pointers.message, start }, end))
    }

    /// A name of which it is known that it is sound.
    pub(super) const fn again(message: &'a [u8], start: usize) -> Self {
        Self { message, start }
    }

    /// The labels, the leftmost first, without the root.
    pub const fn labels(self) -> Labels<'a> {
        let rest = match self.message.split_at_checked(self.start) {
            Some((_, rest)) => rest,
            None => &[],
        };
        Labels { message: self.message, rest }
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

    /// The name behind this one, where `octets` begin with this one and are all of them names known to be sound.
    pub(super) fn behind(self, octets: &[u8]) -> Option<Self> {
        let mut rest = octets;
        // Ends: every turn takes an octet off at least.
        let behind = loop {
            let (first, behind) = rest.split_first()?;
            match *first {
                0 => break behind,
                POINTER.. => break behind.get(1..)?,
                length => rest = behind.get(usize::from(length)..)?,
            }
        };
        let start = self.start.saturating_add(octets.len().saturating_sub(behind.len()));
        Some(Self { message: self.message, start })
    }

    /// So many octets from its beginning, whatever they are: where they are another name's in wire form, this name has no
    /// pointer and is that one.
    fn octets_here(self, count: usize) -> Option<&'a [u8]> {
        self.message.get(self.start..self.start.checked_add(count)?)
    }

    /// Its wire form, if it stands here without a pointer.
    pub(super) fn plain(self) -> Option<&'a [u8]> {
        let rest = self.message.get(self.start..)?;
        let behind = behind_plain(rest)?;
        rest.get(..rest.len() - behind.len())
    }

    /// The message that it stands in.
    pub(super) const fn message(self) -> &'a [u8] {
        self.message
    }

    /// Where the name begins, in octets from the start of its message.
    pub const fn offset(self) -> usize {
        self.start
    }
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
        let here = self.octets_here(other.octets().len());
        here.is_some_and(|here| is_same_but_for_case(here, other.octets())) || is_same(self.labels(), other.labels())
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
    message: &'a [u8],
    /// From the next label on.
    rest: &'a [u8],
}

impl<'a> Iterator for Labels<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        // Ends: `NameRef::read` has seen that pointers only go backwards and that a zero octet comes.
        loop {
            let (first, behind) = self.rest.split_first()?;
            if *first < POINTER {
                let (label, rest) = behind.split_at_checked(usize::from(*first))?;
                self.rest = rest;
                if label.is_empty() {
                    self.rest = &[];
                    return None;
                }
                return Some(label);
            }
            let pointer = u16::from_be_bytes([*first, *behind.first()?]);
            self.rest = self.message.get(target(pointer)..)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use core::hash::BuildHasher;
    use std::hash::{BuildHasherDefault, DefaultHasher};

    use super::*;

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn labels_make_a_name_of_255_octets_and_no_more() {
        let of = |last: usize| Name::from_labels([63, 63, 63, last].map(|length| [b'x'; 63].split_at(length).0));
        assert_eq!(of(61).map(|name| name.octets().len()), Ok(MAX_NAME_OCTETS));
        assert_eq!(of(62).map(|name| name.octets().len()), Err(NameError::TooLong));
    }

    #[test]
    fn names_have_an_order_and_a_hash_without_regard_to_case() {
        let hash = |name: &Name| BuildHasherDefault::<DefaultHasher>::default().hash_one(name);
        let (one, same, other) = (name("a.test"), name("A.TEST"), name("b.test"));
        assert!(one < other && one <= same && one == same);
        assert_eq!(hash(&one), hash(&same));
        assert_ne!(hash(&one), hash(&other));
        assert_eq!(std::format!("{one:?}"), "Name(a.test)");
    }

    #[test]
    fn a_name_in_a_message_says_where_it_stands() {
        let message = [&[0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0][..], b"\x01a\x04test\0\0\x10\0\x01"].concat();
        let message = crate::wire::Message::read(&message).unwrap();
        let name = message.question().unwrap().unwrap().name;
        assert_eq!((name.offset(), std::format!("{name:?}")), (12, "NameRef(a.test)".into()));
    }
}
