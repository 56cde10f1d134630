//! The catalogue of verification-record shapes: one table, not code for each provider.
//!
//! [`PROVIDERS`] is the table. An entry says where its records belong ([`Template`]), what they hold ([`Data`]) and what
//! the value that the provider hands out looks like ([`Shape`]). What a template leaves open is a [`Key`], which the user
//! fills; one of them, [`Given::key`], is the expected value itself.
//! [`Expectation::of_provider`](crate::check::Expectation::of_provider) makes records of an entry.
//!
//! ```
//! use txtproof::provider::Provider;
//!
//! let google = Provider::find("google").unwrap();
//! assert_eq!(google.records[0].name.to_string(), "<domain>");
//! let shape = google.given.as_ref().unwrap().shape;
//! assert_eq!(shape.to_string(), "google-site-verification=[43 base64url]");
//! let misfit = shape.misfit(b"google-site-verification=abc").unwrap();
//! assert_eq!(misfit.to_string(), "it has 3 characters (base64url) where 43 should be");
//! ```

mod shape;
mod table;
mod template;

use alloc::vec::Vec;

use crate::wire::RecordType;

pub use shape::{Alphabet, Form, Misfit, Piece, Shape};
pub use table::PROVIDERS;
pub use template::{DOMAIN, KEYS, Key, Part, Template};

/// One provider's verification records, or one of its ways to verify.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The id that the user types: `ses`.
    pub id: &'static str,
    /// The provider's name, for people.
    pub title: &'static str,
    /// What the provider hands out, and the user expects; `None` where the records follow from the keys alone.
    pub given: Option<Given>,
    /// The records. Each that holds the given value stands there once for each value.
    pub records: &'static [Record],
    /// Where the provider explains it: the title of its page.
    pub explained: &'static str,
}

/// The value that a provider hands out.
#[derive(Debug, PartialEq, Eq)]
pub struct Given {
    /// What templates call it: `value` where it is all that the record says, `token` where it is a part.
    pub key: &'static str,
    /// What it looks like.
    pub shape: Shape,
    /// Whether its letters' case carries information.
    pub case: Case,
    /// One that fits, made up.
    pub example: &'static str,
    /// How many the provider hands out for a domain, all of which have to be published.
    pub count: usize,
}

/// One record of a provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it belongs.
    pub name: Template,
    /// What it says.
    pub data: Data,
    /// Whether it counts at the domain itself too.
    pub apex: Apex,
    /// Whether others may stand beside it.
    pub company: Company,
}

/// What a record says.
#[derive(Debug, PartialEq, Eq)]
pub enum Data {
    /// A TXT record with this text.
    Text(Template),
    /// A TXT record that is an SPF policy (RFC 7208) and has this term among its own.
    Policy {
        /// The policy as the provider prints it.
        text: &'static str,
        /// The term that makes it the provider's.
        term: &'static str,
    },
    /// A CNAME to this name.
    Alias(Template),
    /// An MX record.
    Exchange {
        /// Its preference.
        preference: u16,
        /// The host.
        host: Template,
    },
}

/// Whether the case of letters carries information. The comparison is octet for octet in every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// It does.
    Mixed,
    /// The value is hexadecimal.
    Hex,
    /// It is not known whether the provider folds case.
    Unknown,
    /// The value is a name, or a part of one.
    Name,
}

/// Whether the domain itself is a second place for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apex {
    /// The provider looks there too.
    Counts,
    /// A record there is misplaced.
    IsMisplaced,
}

/// Whether several values may stand side by side at one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// They may: accounts and regions share the name.
    Welcome,
    /// They must not: the provider refuses a set of several.
    Forbidden,
    /// It is not known.
    Unknown,
}

impl Provider {
    /// The entry with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        PROVIDERS.iter().find(|provider| provider.id == id)
    }

    /// The keys that the user fills, each once, in the order in which they appear. The domain and the given value are
    /// none.
    pub fn keys(&self) -> Vec<&'static Key> {
        let mut keys: Vec<&'static Key> = Vec::new();
        let named = self.records.iter().flat_map(Record::templates).flat_map(Template::keys);
        let named = named.filter(|name| *name != DOMAIN && !self.is_given(name));
        for key in named.filter_map(Key::find) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// Whether templates call the given value so.
    pub fn is_given(&self, key: &str) -> bool {
        self.given.as_ref().is_some_and(|given| given.key == key)
    }

    /// Whether the given value is a part of what this record is, or where.
    pub fn is_made_of_given(&self, record: &Record) -> bool {
        record.templates().into_iter().flat_map(Template::keys).any(|key| self.is_given(key))
    }
}

impl Record {
    /// Its type.
    pub const fn record_type(&self) -> RecordType {
        match self.data {
            Data::Text(_) | Data::Policy { .. } => RecordType::TXT,
            Data::Alias(_) => RecordType::CNAME,
            Data::Exchange { .. } => RecordType::MX,
        }
    }

    /// The templates that it is made from.
    pub fn templates(&self) -> Vec<Template> {
        let mut templates = Vec::from([self.name]);
        match self.data {
            Data::Text(template) | Data::Alias(template) | Data::Exchange { host: template, .. } => {
                templates.push(template);
            }
            Data::Policy { .. } => {}
        }
        templates
    }
}

impl Case {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::Hex => "hex",
            Self::Unknown => "unknown",
            Self::Name => "name",
        }
    }
}

#[cfg(test)]
mod tests;
