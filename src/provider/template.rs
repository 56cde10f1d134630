//! Names and values with keys in angle brackets: `<selector>._domainkey.<domain>`.

use core::fmt;

use alloc::string::String;

/// The key for the domain to verify, with which every name of a record ends.
pub const DOMAIN: &str = "domain";

/// Text with keys in angle brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(pub &'static str);

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(&'static str),
    /// What a key stands for.
    Key(&'static str),
}

/// What a template leaves open.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name: `selector`.
    pub name: &'static str,
    /// What it is, for people.
    pub what: &'static str,
    /// A right one.
    pub example: &'static str,
}

/// Every key that `--set` fills.
pub const KEYS: &[Key] = &[
    Key { name: "account", what: "the account as the provider's records name it", example: "u1234567.wl123" },
    Key { name: "label", what: "the account's label, 16 characters of base32", example: "ujmmovf2vn55tgye" },
    Key { name: "link", what: "the label of the provider's link record", example: "em1234" },
    Key { name: "org", what: "the organization's name at the provider", example: "octo-org" },
    Key { name: "region", what: "the provider's region", example: "eu-west-1" },
    Key { name: "selector", what: "the DKIM selector", example: "s1" },
    Key { name: "subdomain", what: "the label in front of the domain", example: "bounce" },
    Key { name: "token", what: "the token in the record's name", example: "a79865eb4cd1a6ab990a45779b4e0b96" },
    Key { name: "user", what: "the user's name at the provider", example: "octocat" },
];

impl Key {
    /// The key of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }
}

impl Template {
    /// The pieces, in order. A bracket that is not closed is text.
    pub fn parts(self) -> impl Iterator<Item = Part> {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            if let Some((key, behind)) = rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
                rest = behind;
                return Some(Part::Key(key));
            }
            // A bracket in front is one that is not closed, and so are all behind it.
            let end = rest.find('<').filter(|end| *end > 0).unwrap_or(rest.len());
            let (text, behind) = rest.split_at(end);
            rest = behind;
            (!text.is_empty()).then_some(Part::Text(text))
        })
    }

    /// The keys, in order.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(|part| match part {
            Part::Key(key) => Some(key),
            Part::Text(_) => None,
        })
    }

    /// The same without `.<domain>` at the end: what stands in front of the domain. Empty for the domain itself.
    pub fn front(self) -> Self {
        let front = self.0.strip_suffix("<domain>").unwrap_or(self.0);
        Self(front.strip_suffix('.').unwrap_or(front))
    }

    /// The text with every key filled by `value_of`; the first key that it does not know is the error.
    pub fn fill<'v>(self, value_of: impl Fn(&str) -> Option<&'v str>) -> Result<String, &'static str> {
        self.parts().try_fold(String::new(), |text, part| match part {
            Part::Text(piece) => Ok(text + piece),
            Part::Key(key) => value_of(key).map(|value| text + value).ok_or(key),
        })
    }
}

impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}
