//! Every way to damage a value, as clipboards, forms and panels do it.

use super::draw::{Random, Shape};
use crate::damage::Damage;

/// One way. A row of the table is what it does; what it is called is [`Way::damage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Lower,
    Upper,
    SomeCase,
    Quotes(&'static str, &'static str),
    QuoteInside,
    EscapedMarks,
    EscapedAll,
    EscapedDecimal,
    BlankBefore(&'static str),
    BlankBehind(&'static str),
    BlankInside(&'static str),
    BlanksLost,
    TypographicDashes(&'static str),
    FrontCut,
    BackCut,
    MergedBefore(&'static str),
    MergedBehind(&'static str),
    Separated(&'static str),
    BlankAt255,
    OverRecords,
    PaddingLost,
    PaddingAdded,
    PlusLost,
    Percent,
    PercentAll,
    PercentTwice,
    Html,
    HtmlAll,
    HtmlTwice,
    Form,
    Pasted(&'static str),
    PrefixMissing,
    PrefixDoubled,
    Typed,
}

/// The record's name in [`Way::Pasted`].
pub(super) const NAME: &str = "_amazonses.shop.example";
pub(super) const DOMAIN: &str = "shop.example";

pub(super) const WAYS: &[Way] = &[
    Way::Lower,
    Way::Upper,
    Way::SomeCase,
    Way::Quotes("\"", "\""),
    Way::Quotes("'", "'"),
    Way::Quotes("`", "`"),
    Way::Quotes("\"", ""),
    Way::Quotes("", "\""),
    Way::Quotes("\u{201c}", "\u{201d}"),
    Way::Quotes("\u{201d}", "\u{201d}"),
    Way::Quotes("\u{201e}", "\u{201c}"),
    Way::Quotes("\u{2018}", "\u{2019}"),
    Way::Quotes("\u{ab}", "\u{bb}"),
    Way::Quotes("\"'", "'\""),
    Way::QuoteInside,
    Way::EscapedMarks,
    Way::EscapedAll,
    Way::EscapedDecimal,
    Way::BlankBefore(" "),
    Way::BlankBefore("\u{feff}"),
    Way::BlankBehind(" "),
    Way::BlankBehind("\r\n"),
    Way::BlankBehind("\u{a0}"),
    Way::BlankInside(" "),
    Way::BlankInside("\n"),
    Way::BlankInside("\t"),
    Way::BlankInside("\u{200b}"),
    Way::BlanksLost,
    Way::TypographicDashes("\u{2013}"),
    Way::TypographicDashes("\u{2011}"),
    Way::FrontCut,
    Way::BackCut,
    Way::MergedBefore(" "),
    Way::MergedBefore(","),
    Way::MergedBefore(";"),
    Way::MergedBefore("\n"),
    Way::MergedBefore("\" \""),
    Way::MergedBefore(""),
    Way::MergedBehind(" "),
    Way::MergedBehind(","),
    Way::MergedBehind("\\n"),
    Way::MergedBehind("\n"),
    Way::MergedBehind(""),
    Way::Separated("\" \""),
    Way::Separated("\"\""),
    Way::Separated("\", \""),
    Way::Separated(","),
    Way::Separated("|"),
    Way::BlankAt255,
    Way::OverRecords,
    Way::PaddingLost,
    Way::PaddingAdded,
    Way::PlusLost,
    Way::Percent,
    Way::PercentAll,
    Way::PercentTwice,
    Way::Html,
    Way::HtmlAll,
    Way::HtmlTwice,
    Way::Form,
    Way::Pasted("_amazonses.shop.example. 300 IN TXT \"{}\""),
    Way::Pasted("_amazonses.shop.example\tTXT\t{}"),
    Way::Pasted("_amazonses IN TXT {}"),
    Way::Pasted("@ TXT '{}'"),
    Way::Pasted("other.example. 3600 IN TXT \"{}\""),
    Way::Pasted("IN TXT \"{}\""),
    Way::Pasted("TXT {}"),
    Way::Pasted("txt={}"),
    Way::Pasted("_amazonses.shop.example={}"),
    Way::Pasted("shop.example: {}"),
    Way::Pasted("Name: _amazonses.shop.example Type: TXT Value: {}"),
    Way::Pasted("ses-token={}"),
    Way::PrefixMissing,
    Way::PrefixDoubled,
    Way::Typed,
];

impl Way {
    /// What the ladder calls it.
    pub(super) const fn damage(self) -> Damage {
        match self {
            Self::Lower => Damage::Lowercased,
            Self::Upper => Damage::Uppercased,
            Self::SomeCase => Damage::CaseChanged,
            Self::Quotes(..) | Self::QuoteInside => Damage::Quoted,
            Self::EscapedMarks | Self::EscapedAll | Self::EscapedDecimal => Damage::Escaped,
            Self::BlankBefore(_) | Self::BlankBehind(_) | Self::BlankInside(_) => Damage::Whitespace,
            Self::BlanksLost => Damage::BlanksLost,
            Self::TypographicDashes(_) => Damage::LookAlike,
            Self::FrontCut | Self::BackCut => Damage::Truncated,
            Self::MergedBefore(_) | Self::MergedBehind(_) => Damage::Merged,
            Self::Separated(_) | Self::BlankAt255 => Damage::Split,
            Self::OverRecords => Damage::SplitOverRecords,
            Self::PaddingLost | Self::PaddingAdded => Damage::Padding,
            Self::PlusLost => Damage::PlusLost,
            Self::Percent
            | Self::PercentAll
            | Self::PercentTwice
            | Self::Html
            | Self::HtmlAll
            | Self::HtmlTwice
            | Self::Form => Damage::Encoded,
            Self::Pasted(_) => Damage::Prefixed,
            Self::PrefixMissing => Damage::PrefixMissing,
            Self::PrefixDoubled => Damage::PrefixDoubled,
            Self::Typed => Damage::Mistyped,
        }
    }

    /// The records that are left of those of an RRset; `None` where there is nothing in the value to damage so.
    pub(super) fn harm(self, records: &[Vec<u8>], shape: Shape, random: &mut Random) -> Option<Vec<Vec<u8>>> {
        let harmed = if self == Self::OverRecords {
            let [value] = records else { return None };
            // Pieces of one or two letters tell nothing.
            let cut = random.within(4, value.len().checked_sub(3).filter(|end| *end > 4)?);
            // A server gives them in any order.
            Vec::from([value[cut..].to_vec(), value[..cut].to_vec()])
        } else {
            records.iter().map(|record| self.harm_value(record, shape, random)).collect::<Option<Vec<_>>>()?
        };
        (harmed != records).then_some(harmed)
    }

    fn harm_value(self, value: &[u8], shape: Shape, random: &mut Random) -> Option<Vec<u8>> {
        let is_boundary = |place: &usize| value.get(*place).is_none_or(|octet| !(0x80..0xc0).contains(octet));
        let inside = (random.within(1, value.len().max(3) - 1)..=value.len()).find(is_boundary)?;
        let (front, back) = value.split_at_checked(inside)?;
        let joined = |parts: &[&[u8]]| Some(parts.concat());
        match self {
            Self::Lower => Some(value.to_ascii_lowercase()),
            Self::Upper => Some(value.to_ascii_uppercase()),
            Self::SomeCase => joined(&[&front.to_ascii_lowercase(), &back.to_ascii_uppercase()]),
            Self::Quotes(open, close) => joined(&[open.as_bytes(), value, close.as_bytes()]),
            Self::QuoteInside => joined(&[front, b"\"", back]),
            Self::EscapedMarks => Some(each(value, |octet| match octet {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => vec![octet],
                _ => vec![b'\\', octet],
            })),
            Self::EscapedAll => value
                .is_ascii()
                .then(|| each(value, |octet| if octet.is_ascii_digit() { vec![octet] } else { vec![b'\\', octet] })),
            Self::EscapedDecimal => Some(each(value, |octet| match octet {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => vec![octet],
                _ => std::format!("\\{octet:03}").into_bytes(),
            })),
            Self::BlankBefore(blank) => joined(&[blank.as_bytes(), value]),
            Self::BlankBehind(blank) => joined(&[value, blank.as_bytes()]),
            Self::BlankInside(blank) => joined(&[front, blank.as_bytes(), back]),
            Self::BlanksLost => Some(value.iter().copied().filter(|octet| *octet != b' ').collect()),
            Self::TypographicDashes(dash) => Some(super::oracle::replace(value, b"-", dash.as_bytes())),
            Self::FrontCut => Some(back.to_vec()),
            Self::BackCut => Some(front.to_vec()),
            Self::MergedBefore(separator) => joined(&[&shape.draw(random), separator.as_bytes(), value]),
            Self::MergedBehind(separator) => joined(&[value, separator.as_bytes(), &shape.draw(random)]),
            Self::Separated(separator) => joined(&[front, separator.as_bytes(), back]),
            Self::BlankAt255 => value.split_at_checked(255).and_then(|(front, back)| joined(&[front, b" ", back])),
            Self::OverRecords => None,
            Self::PaddingLost => value.strip_suffix(b"==").or_else(|| value.strip_suffix(b"=")).map(<[u8]>::to_vec),
            Self::PaddingAdded => joined(&[value, b"="]),
            Self::PlusLost => Some(super::oracle::replace(value, b"+", b" ")),
            Self::Percent => Some(percent(value, Letters::Plain)),
            Self::PercentAll => Some(percent(value, Letters::Encoded)),
            Self::PercentTwice => Some(percent(&percent(value, Letters::Plain), Letters::Plain)),
            Self::Html => Some(html(value, Letters::Plain)),
            Self::HtmlAll => Some(html(value, Letters::Encoded)),
            Self::HtmlTwice => Some(html(&html(value, Letters::Plain), Letters::Plain)),
            Self::Form => {
                value.contains(&b' ').then(|| super::oracle::replace(&percent(value, Letters::Plain), b"%20", b"+"))
            }
            Self::Pasted(line) => {
                let (before, behind) = line.split_once("{}").unwrap();
                joined(&[before.as_bytes(), value, behind.as_bytes()])
            }
            Self::PrefixMissing => value.strip_prefix(shape.prefix()?).map(<[u8]>::to_vec),
            Self::PrefixDoubled => joined(&[shape.prefix()?, value]),
            Self::Typed => typed(value, shape, random),
        }
    }
}

fn each(value: &[u8], written: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
    value.iter().copied().flat_map(written).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Plain,
    Encoded,
}

fn percent(value: &[u8], letters: Letters) -> Vec<u8> {
    each(value, |octet| {
        let is_plain = octet.is_ascii_alphanumeric() && letters == Letters::Plain;
        if is_plain { vec![octet] } else { std::format!("%{octet:02X}").into_bytes() }
    })
}

/// As a page would have it: `&` and quotes by their names, the rest by numbers.
fn html(value: &[u8], letters: Letters) -> Vec<u8> {
    let text = String::from_utf8_lossy(value);
    let written = |character: char| match character {
        '&' => "&amp;".into(),
        '"' => "&quot;".into(),
        '=' => "&equals;".into(),
        _ if character.is_ascii_alphanumeric() && letters == Letters::Plain => String::from(character),
        '#' | ';' if letters == Letters::Plain => String::from(character),
        _ => std::format!("&#{};", u32::from(character)),
    };
    text.chars().map(written).collect::<String>().into_bytes()
}

/// One octet exchanged, taken out or put in, not where that is another damage: at an end, or by a mark.
fn typed(value: &[u8], shape: Shape, random: &mut Random) -> Option<Vec<u8>> {
    let least = shape.prefix().map_or(0, <[u8]>::len) + 1;
    let mut typed = value.to_vec();
    let place = random.within(least, value.len().checked_sub(3).filter(|end| *end > least)?);
    let old = typed[place];
    if !old.is_ascii_alphanumeric() {
        return None;
    }
    let new = loop {
        let new = random.text(1, b"0123456789OlIABCxyz")[0];
        if !new.eq_ignore_ascii_case(&old) {
            break new;
        }
    };
    match random.below(3) {
        0 => typed[place] = new,
        1 => typed.insert(place, new),
        _ => drop(typed.remove(place)),
    }
    Some(typed)
}
