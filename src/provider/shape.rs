//! What a value looks like: fixed text, alphabets and lengths in a row.

use core::fmt;

/// What values look like: one of these forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape(pub &'static [Form]);

/// Pieces in a row.
pub type Form = &'static [Piece];

/// A piece of a value.
///
/// Between two pieces that are no [`Text`](Self::Text) the first has to have a fixed length: nothing is tried twice, so
/// that looking at a value costs its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text, exactly.
    Text(&'static str),
    /// So many characters of an alphabet.
    Exactly(usize, Alphabet),
    /// Characters of an alphabet, from so many to so many.
    Between(usize, usize, Alphabet),
    /// Standard base64 (RFC 4648 §4) of so many octets (before encoding), padding included.
    Base64Of(usize),
    /// A UUID (RFC 9562 §4).
    Uuid,
}

/// Which characters may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// `0`–`9`.
    Digits,
    /// Hexadecimal digits in either case.
    Hex,
    /// `a`–`z` and `2`–`7`, in either case (RFC 4648 §6).
    Base32,
    /// `a`–`z` and `0`–`9`.
    LowerAlphanumeric,
    /// Letters and digits.
    Alphanumeric,
    /// The digits of standard base64 and its padding.
    Base64,
    /// The digits of base64url (RFC 4648 §5).
    Base64Url,
    /// What names of hosts and services are written with: letters, digits, `-`, `_` and `.`.
    Name,
    /// Anything printable in ASCII but a blank.
    Visible,
    /// Anything printable in ASCII.
    Printable,
}

/// Why a value is not of a shape, seen from the form that it comes nearest to. Offsets are in octets from the value's
/// beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Fixed text is missing.
    Text {
        /// The text.
        text: &'static str,
        /// Where it should be.
        offset: usize,
    },
    /// An octet that the alphabet has not.
    Octet {
        /// Where.
        offset: usize,
        /// The octet.
        octet: u8,
        /// The alphabet.
        alphabet: Alphabet,
    },
    /// Too few or too many characters.
    Length {
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
        /// How many there are.
        found: usize,
        /// Of which alphabet.
        alphabet: Alphabet,
    },
    /// No UUID.
    Uuid {
        /// Where it should be.
        offset: usize,
    },
    /// Something behind the end.
    Surplus {
        /// Where it begins.
        offset: usize,
    },
}

impl Shape {
    /// Whether `octets` could be a value of this shape.
    pub fn fits(self, octets: &[u8]) -> bool {
        self.misfit(octets).is_none()
    }

    /// Why `octets` is no value of this shape; `None` if it could be one.
    pub fn misfit(self, octets: &[u8]) -> Option<Misfit> {
        let mut nearest: Option<(usize, Misfit)> = None;
        for form in self.0 {
            let (reached, misfit) = match read(form, octets) {
                Ok(()) => return None,
                Err(error) => error,
            };
            if nearest.is_none_or(|(before, _)| reached > before) {
                nearest = Some((reached, misfit));
            }
        }
        nearest.map(|(_, misfit)| misfit)
    }

    /// Its forms, to be printed one by one.
    pub fn forms(self) -> impl Iterator<Item = impl fmt::Display> {
        self.0.iter().map(|form| Printed(form))
    }

    /// The fixed text in front, where every value begins alike.
    pub fn prefix(self) -> Option<&'static str> {
        let mut prefixes = self.0.iter().map(|form| match form.first() {
            Some(Piece::Text(text)) => Some(*text),
            _ => None,
        });
        let first = prefixes.next()??;
        prefixes.all(|other| other == Some(first)).then_some(first)
    }
}

/// Reads a value from its beginning; an error says how many octets were as they should be.
fn read(form: Form, octets: &[u8]) -> Result<(), (usize, Misfit)> {
    let mut offset = 0;
    let mut pieces = form.iter().peekable();
    while let Some(piece) = pieces.next() {
        let rest = octets.get(offset..).unwrap_or_default();
        let length = piece.reach(rest, pieces.peek().copied());
        let (taken, _) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        piece.check(taken, offset)?;
        offset = offset.saturating_add(length);
    }
    if offset < octets.len() { Err((offset, Misfit::Surplus { offset })) } else { Ok(()) }
}

impl Piece {
    /// How many octets of `rest` this piece takes, if `next` comes behind it.
    fn reach(self, rest: &[u8], next: Option<&Self>) -> usize {
        let length = match (self, next) {
            (Self::Text(text), _) => text.len(),
            (Self::Uuid, _) => UUID_OCTETS,
            (_, None) => rest.len(),
            (_, Some(Self::Text(text))) => {
                let least = self.bounds().0.min(rest.len());
                let behind = rest.get(least..).unwrap_or_default();
                let found = behind.windows(text.len().max(1)).position(|window| window == text.as_bytes());
                found.map_or(rest.len(), |found| least.saturating_add(found))
            }
            (_, Some(_)) => self.bounds().1,
        };
        length.min(rest.len())
    }

    /// The fewest and the most octets.
    const fn bounds(self) -> (usize, usize) {
        match self {
            Self::Text(text) => (text.len(), text.len()),
            Self::Exactly(count, _) => (count, count),
            Self::Between(least, most, _) => (least, most),
            Self::Base64Of(octets) => (octets.div_ceil(3) * 4, octets.div_ceil(3) * 4),
            Self::Uuid => (UUID_OCTETS, UUID_OCTETS),
        }
    }

    fn check(self, taken: &[u8], offset: usize) -> Result<(), (usize, Misfit)> {
        match self {
            Self::Text(text) => check_text(text, taken, offset),
            Self::Uuid if is_uuid(taken) => Ok(()),
            Self::Uuid => Err((offset, Misfit::Uuid { offset })),
            Self::Exactly(_, alphabet) | Self::Between(_, _, alphabet) => self.check_run(alphabet, taken, offset),
            Self::Base64Of(octets) => {
                self.check_run(Alphabet::Base64, taken, offset)?;
                check_padding(octets, taken, offset)
            }
        }
    }

    fn check_run(self, alphabet: Alphabet, taken: &[u8], offset: usize) -> Result<(), (usize, Misfit)> {
        let (least, most) = self.bounds();
        let found = taken.len();
        if let Some(position) = taken.iter().position(|octet| !alphabet.has(*octet)) {
            let offset = offset.saturating_add(position);
            let octet = taken.get(position).copied().unwrap_or_default();
            return Err((offset, Misfit::Octet { offset, octet, alphabet }));
        }
        if (least..=most).contains(&found) {
            return Ok(());
        }
        Err((offset.saturating_add(found.min(most)), Misfit::Length { least, most, found, alphabet }))
    }
}

fn check_text(text: &'static str, taken: &[u8], offset: usize) -> Result<(), (usize, Misfit)> {
    if taken == text.as_bytes() {
        return Ok(());
    }
    let same = text.bytes().zip(taken).take_while(|(one, other)| one == *other).count();
    Err((offset.saturating_add(same), Misfit::Text { text, offset }))
}

/// Base64 of so many octets ends in so many `=`, and has none before.
fn check_padding(octets: usize, taken: &[u8], offset: usize) -> Result<(), (usize, Misfit)> {
    let digits = taken.len().saturating_sub((3 - octets % 3) % 3);
    let is_padding = |(position, octet): (usize, &u8)| (*octet == b'=') == (position >= digits);
    match taken.iter().enumerate().position(|entry| !is_padding(entry)) {
        None => Ok(()),
        Some(position) => {
            let offset = offset.saturating_add(position);
            let octet = taken.get(position).copied().unwrap_or_default();
            Err((offset, Misfit::Octet { offset, octet, alphabet: Alphabet::Base64 }))
        }
    }
}

const UUID_OCTETS: usize = 36;

fn is_uuid(octets: &[u8]) -> bool {
    let is_hyphen = |position: usize| matches!(position, 8 | 13 | 18 | 23);
    octets.len() == UUID_OCTETS
        && octets.iter().enumerate().all(
            |(position, octet)| {
                if is_hyphen(position) { *octet == b'-' } else { octet.is_ascii_hexdigit() }
            },
        )
}

impl Alphabet {
    /// Whether the octet belongs to it.
    pub const fn has(self, octet: u8) -> bool {
        match self {
            Self::Digits => octet.is_ascii_digit(),
            Self::Hex => octet.is_ascii_hexdigit(),
            Self::Base32 => octet.is_ascii_alphabetic() || matches!(octet, b'2'..=b'7'),
            Self::LowerAlphanumeric => octet.is_ascii_lowercase() || octet.is_ascii_digit(),
            Self::Alphanumeric => octet.is_ascii_alphanumeric(),
            Self::Base64 => octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'='),
            Self::Base64Url => octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'),
            Self::Name => octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.'),
            Self::Visible => octet.is_ascii_graphic(),
            Self::Printable => octet.is_ascii_graphic() || octet == b' ',
        }
    }

    /// What its characters are called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Hex => "hex",
            Self::Base32 => "base32",
            Self::LowerAlphanumeric => "a-z0-9",
            Self::Alphanumeric => "alnum",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::Name => "name",
            Self::Visible => "characters",
            Self::Printable => "characters or blanks",
        }
    }
}

impl fmt::Display for Shape {
    /// `google-site-verification=[43 base64url]`, forms parted by `or`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, form) in self.forms().enumerate() {
            write!(formatter, "{}{form}", if index > 0 { " or " } else { "" })?;
        }
        Ok(())
    }
}

/// One form, to be printed.
struct Printed(Form);

impl fmt::Display for Printed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| piece.fmt(formatter))
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Exactly(_, alphabet) | Self::Between(_, _, alphabet) => {
                let (least, most) = self.bounds();
                write!(formatter, "[{} {}]", Count { least, most }, alphabet.as_str())
            }
            Self::Base64Of(_) => write!(formatter, "[{} base64]", self.bounds().0),
            Self::Uuid => formatter.write_str("[UUID]"),
        }
    }
}

/// How many: `44`, `4-64`, `1+`.
struct Count {
    least: usize,
    most: usize,
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self { least, most } if least == most => write!(formatter, "{least}"),
            Self { least, most: usize::MAX } => write!(formatter, "{least}+"),
            Self { least, most } => write!(formatter, "{least}-{most}"),
        }
    }
}

impl fmt::Display for Misfit {
    /// What is wrong, as a sentence without its full stop: printable ASCII.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { text, offset: 0 } => write!(formatter, "it does not begin with \"{text}\""),
            Self::Text { text, offset } => write!(formatter, "\"{text}\" is missing at octet {offset}"),
            Self::Octet { offset, octet, alphabet } => {
                write!(formatter, "octet {offset} is {}, where {} should be", Shown(*octet), alphabet.as_str())
            }
            Self::Length { least, most, found, alphabet } => {
                let (count, alphabet) = (Count { least: *least, most: *most }, alphabet.as_str());
                write!(formatter, "it has {found} characters ({alphabet}) where {count} should be")
            }
            Self::Uuid { offset } => write!(formatter, "there is no UUID at octet {offset}"),
            Self::Surplus { offset } => write!(formatter, "something follows its end at octet {offset}"),
        }
    }
}

/// One octet for people.
struct Shown(u8);

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b' ' => formatter.write_str("a blank"),
            octet @ 0x21..=0x7e => write!(formatter, "{} (0x{octet:02x})", char::from(octet)),
            octet => write!(formatter, "0x{octet:02x}"),
        }
    }
}
