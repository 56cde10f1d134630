//! What is said of a damaged value, and the one edit that mends it.

use alloc::format;
use alloc::string::String;

use super::super::shown_value;
use crate::damage::Damage;
use crate::matcher::Difference;
use crate::wire::Name;
use crate::wire::presentation::Escaped;

/// A damaged value and where it stands.
pub(super) struct Wording<'a> {
    pub(super) expected: &'a [u8],
    /// What the expected value has in common with all others of its kind.
    pub(super) prefix: &'a [u8],
    pub(super) found: &'a [u8],
    pub(super) name: &'a Name,
    pub(super) zone: &'a str,
}

impl Wording<'_> {
    /// What is so, as a sentence that may follow a colon.
    pub(super) fn fact(&self, damage: Damage, second: Option<Damage>) -> String {
        let fact = self.cause(damage);
        match second {
            Some(second) => format!("{fact} Besides, {}.", besides(second)),
            None => fact,
        }
    }

    fn cause(&self, damage: Damage) -> String {
        let name = self.name;
        let at = Difference::between(self.expected, self.found).map_or(0, |difference| difference.offset);
        match damage {
            Damage::Lowercased => format!("the value at {name} was turned into lower case (first at octet {at})."),
            Damage::Uppercased => format!("the value at {name} was turned into upper case (first at octet {at})."),
            Damage::CaseChanged => format!("letters of the value at {name} changed case (first at octet {at})."),
            Damage::Quoted => format!("quote characters are part of the value at {name}."),
            Damage::Escaped => format!("backslashes were added to the value at {name} (first at octet {at})."),
            Damage::Whitespace => {
                format!("the value at {name} has white space or invisible characters in it (first at octet {at}).")
            }
            Damage::BlanksLost => format!("blanks of the value at {name} are missing (first at octet {at})."),
            Damage::LookAlike => format!(
                "typographic quotes or dashes stand in the value at {name} where plain ones belong (first at octet {at})."
            ),
            Damage::Truncated => self.truncated(),
            Damage::Merged => format!("one record at {name} holds several values; each needs a record of its own."),
            Damage::Split => {
                format!("the value at {name} was cut into pieces and put together wrongly (first at octet {at}).")
            }
            Damage::SplitOverRecords => {
                format!("the value was cut into pieces, which stand in several records at {name}.")
            }
            Damage::Padding => self.padding(),
            Damage::PlusLost => format!("\"+\" became a blank in the value at {name} (first at octet {at})."),
            Damage::Encoded => format!("the value at {name} is URL- or HTML-encoded (first at octet {at})."),
            Damage::Prefixed => {
                format!("the record's name, its type or a \"name=\" was pasted into the value at {name}.")
            }
            Damage::PrefixMissing => format!("the value at {name} lacks its prefix {}.", shown_value(self.prefix)),
            Damage::PrefixDoubled => {
                format!("the value at {name} has its prefix {} more than once.", shown_value(self.prefix))
            }
            Damage::Mistyped => self.mistyped(),
        }
    }

    fn truncated(&self) -> String {
        let (name, found, expected) = (self.name, self.found.len(), self.expected.len());
        match () {
            () if found == 0 => format!("the record at {name} is empty."),
            () if self.expected.starts_with(self.found) => {
                format!("the value at {name} ends after {found} of {expected} octets.")
            }
            () if self.expected.ends_with(self.found) => {
                format!("the value at {name} lacks its first {} octets.", expected.saturating_sub(found))
            }
            () => format!("the value at {name} lacks a part at its end or its beginning."),
        }
    }

    fn padding(&self) -> String {
        let name = self.name;
        if self.found.len() < self.expected.len() {
            format!("\"=\" at the end of the value at {name} was lost.")
        } else {
            format!("\"=\" was added at the end of the value at {name}.")
        }
    }

    fn mistyped(&self) -> String {
        let name = self.name;
        let Some(difference) = Difference::between(self.expected, self.found) else {
            return format!("the value at {name} is mistyped.");
        };
        let shown =
            |octet: Option<u8>| octet.map_or_else(|| "the end".into(), |octet| format!("\"{}\"", Escaped(&[octet])));
        format!(
            "the value at {name} is the expected one but for a few octets, the first of them octet {}: {} in the place of {}.",
            difference.offset,
            shown(difference.found),
            shown(difference.expected)
        )
    }

    /// The one edit to make.
    pub(super) fn fix(&self, damage: Damage) -> String {
        let Self { name, zone, .. } = self;
        let value = self.value();
        match damage {
            Damage::Lowercased | Damage::Uppercased | Damage::CaseChanged => format!(
                "In {zone}, set the TXT record {name} to exactly {value}. If the DNS panel changes the case again, contact \
                 the DNS provider, or host the zone elsewhere."
            ),
            Damage::Quoted => format!(
                "In {zone}, enter the value of {name} without the quotes: {value} here is the value between them."
            ),
            Damage::Escaped => format!("In {zone}, enter the value of {name} without the backslashes: {value}."),
            Damage::Whitespace => {
                format!(
                    "In {zone}, enter the value of {name} again, without blanks and line breaks around it or added to it: {value}."
                )
            }
            Damage::BlanksLost => format!("In {zone}, enter the value of {name} again, with its blanks: {value}."),
            Damage::LookAlike => format!(
                "In {zone}, enter the value of {name} again with plain quotes and hyphens, as the provider shows it: {value}."
            ),
            Damage::Truncated => format!(
                "In {zone}, set the TXT record {name} to the whole value: {value}. If the DNS panel cuts it again, contact \
                 the DNS provider, or host the zone elsewhere."
            ),
            Damage::Merged => format!(
                "In {zone}, give {name} two TXT records, one value each (in Route 53: one value a line); one of them is {value}."
            ),
            Damage::Split => format!(
                "In {zone}, enter the value of {name} in one piece, without quotes or separators in it: {value}. Of a value \
                 longer than 255 octets the pieces follow each other with nothing between them."
            ),
            Damage::SplitOverRecords => format!(
                "In {zone}, put one TXT record with the whole value in the place of the pieces at {name}: {value}."
            ),
            Damage::Padding => {
                format!("In {zone}, set the TXT record {name} to {value}, with exactly its \"=\" at the end.")
            }
            Damage::PlusLost => format!(
                "In {zone}, set the TXT record {name} to {value}. If the DNS panel takes \"+\" for a blank again, enter \"%2B\" \
                 in its place, or contact the DNS provider."
            ),
            Damage::Encoded => format!("In {zone}, enter the value of {name} as plain text: {value}."),
            Damage::Prefixed => {
                format!("In {zone}, enter the value of {name} alone, without name, type or key: {value}.")
            }
            Damage::PrefixMissing | Damage::PrefixDoubled => {
                format!("In {zone}, set the TXT record {name} to the whole value, with its prefix once: {value}.")
            }
            Damage::Mistyped => {
                format!("In {zone}, copy the value of {name} from the provider's page rather than typing it: {value}.")
            }
        }
    }

    fn value(&self) -> String {
        shown_value(self.expected)
    }
}

/// A second damage, in a sentence after the first.
const fn besides(second: Damage) -> &'static str {
    match second {
        Damage::Lowercased => "it was turned into lower case",
        Damage::Uppercased => "it was turned into upper case",
        Damage::CaseChanged => "letters of it changed case",
        Damage::Quoted => "quote characters are part of it",
        Damage::Escaped => "backslashes were added to it",
        Damage::Whitespace => "white space or invisible characters are part of it",
        Damage::BlanksLost => "blanks of it are missing",
        Damage::LookAlike => "typographic quotes or dashes stand in it where plain ones belong",
        Damage::Truncated => "one end of it is missing",
        Damage::Merged => "other values stand in the same record",
        Damage::Split => "it was cut into pieces and put together wrongly",
        Damage::SplitOverRecords => "it was cut into pieces, which stand in several records",
        Damage::Padding => "\"=\" at its end was lost or added",
        Damage::PlusLost => "\"+\" became a blank in it",
        Damage::Encoded => "it is URL- or HTML-encoded",
        Damage::Prefixed => "the record's name, its type or a \"name=\" was pasted into it",
        Damage::PrefixMissing => "its prefix is missing",
        Damage::PrefixDoubled => "its prefix stands there more than once",
        Damage::Mistyped => "a few octets of it differ",
    }
}
