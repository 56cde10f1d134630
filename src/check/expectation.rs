//! What is expected at one name: values of one type, and where they come from.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;

use crate::matcher;
use crate::proof::{Answer, Exchange, Policy, Value};
use crate::provider::{Apex, Company, DOMAIN, Data, Given, Key, Misfit, Provider, Record, Shape, Template};
use crate::wire::{Name, NameError, Rdata, RecordType};

/// The values expected at one name and type.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The record's full name.
    pub name: Name,
    /// The values.
    pub wanted: Wanted,
    /// How many of them must be there.
    pub needed: Needed,
    /// What the catalogue says of the record, where it is a provider's.
    pub origin: Option<Origin>,
}

/// Values of one type. Which type is asked for follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// TXT records with these texts, octet for octet.
    Octets(Vec<Bytes>),
    /// CNAMEs to these names. There is no alias to follow then: the CNAME is the record.
    Targets(Vec<Name>),
    /// These MX records: the preference is exact, the host a name.
    Exchanges(Vec<Exchange>),
    /// TXT records that are SPF policies with these terms among their own.
    Policies(Vec<Policy>),
}

/// How many of several expected values must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// Every one.
    All,
    /// One is enough (`--any`).
    Any,
}

/// What the catalogue says of an expected record.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Its entry.
    pub record: &'static Record,
    /// What its values look like, where they are what the provider hands out.
    pub shape: Option<Shape>,
    /// The expected values, by index from 0, that are no values of the provider.
    pub misfits: Vec<(usize, Misfit)>,
}

/// Why a provider's records cannot be made from what was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMade {
    /// A key is not filled.
    #[error("{} is missing, {}, for {template}", key.name, key.what)]
    MissingKey {
        /// The key.
        key: &'static Key,
        /// Where it is needed.
        template: Template,
    },
    /// A key that the provider's records have not.
    #[error("{key} is no key of the provider")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// No value, and the provider hands one out.
    #[error("the {} that the provider hands out is missing", _0.key)]
    NoValue(&'static Given),
    /// A value, and the provider hands none out.
    #[error("the provider hands out no value")]
    SurplusValue,
    /// A value that is to be a part of a name, and is no text.
    #[error("the value is no text")]
    NotText {
        /// Which value, from 0.
        index: usize,
    },
    /// What is filled in makes no name.
    #[error("{text} is no name: {error}")]
    NotAName {
        /// The name as it would be.
        text: String,
        /// Why it is none.
        error: NameError,
    },
    /// There is no room for so much in front of the domain.
    #[error("{front} cannot stand in front of the domain: {error}")]
    TooLong {
        /// What.
        front: Box<Name>,
        /// Why not.
        error: NameError,
    },
    /// The domain begins with what would be put in front of it.
    #[error("the domain begins with {front} already")]
    AlreadyInFront {
        /// What.
        front: Box<Name>,
    },
}

impl Expectation {
    /// Every one of the values, at this name; no provider's.
    pub const fn new(name: Name, wanted: Wanted) -> Self {
        Self { name, wanted, needed: Needed::All, origin: None }
    }

    /// Whether the provider looks at the domain itself too.
    pub(crate) fn counts_at_apex(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.record.apex == Apex::Counts)
    }

    /// Whether other records of the kind spoil the expected one.
    pub(crate) fn is_alone(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.record.company == Company::Forbidden)
    }

    /// The records of `provider` for `domain`: each that holds the given value once for each of `values`. `words`,
    /// pairs of a key's name and what is put for it, fill what the provider's templates leave open.
    ///
    /// The error is what was given: a key or a value is missing or too many, or what comes out is no name. A value that
    /// has not the provider's shape is none: it is expected as it is, and [`Origin::misfits`] says so.
    ///
    /// ```
    /// use txtproof::check::Expectation;
    /// use txtproof::provider::Provider;
    ///
    /// let provider = Provider::find("ses-byodkim").ok_or("no such provider")?;
    /// let words = [("selector".to_string(), "s1".to_string())];
    /// let made = Expectation::of_provider(provider, &"example.com".parse()?, &["p=MIGf".into()], &words);
    /// assert_eq!(made.map_err(|_| "not made")?[0].name, "s1._domainkey.example.com".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_provider(
        provider: &'static Provider,
        domain: &Name,
        values: &[Bytes],
        words: &[(String, String)],
    ) -> Result<Vec<Self>, NotMade> {
        let maker = Maker { provider, domain, words };
        maker.check_words()?;
        match &provider.given {
            Some(given) if values.is_empty() => return Err(NotMade::NoValue(given)),
            None if !values.is_empty() => return Err(NotMade::SurplusValue),
            _ => {}
        }
        let mut made: Vec<Self> = Vec::new();
        for record in provider.records {
            if provider.is_made_of_given(record) {
                for (index, value) in values.iter().enumerate() {
                    push(&mut made, maker.make(record, Some((index, value)))?);
                }
            } else {
                push(&mut made, maker.make(record, None)?);
            }
        }
        Ok(made)
    }
}

/// Values at one name and of one record belong together.
fn push(made: &mut Vec<Expectation>, one: Expectation) {
    let is_same = |known: &&mut Expectation| {
        let record = |it: &Expectation| it.origin.as_ref().map(|origin| origin.record);
        known.name == one.name && record(known) == record(&one)
    };
    match made.iter_mut().find(is_same) {
        Some(known) => known.absorb(one),
        None => made.push(one),
    }
}

impl Expectation {
    /// Takes the values of `other`, which is of the same kind, as its own.
    fn absorb(&mut self, other: Self) {
        let before = self.wanted.len();
        if !self.wanted.join(other.wanted) {
            return;
        }
        let misfits = other.origin.map(|origin| origin.misfits).unwrap_or_default();
        if let Some(origin) = self.origin.as_mut().filter(|_| self.wanted.len() > before) {
            origin.misfits.extend(misfits.into_iter().map(|(index, misfit)| (before.saturating_add(index), misfit)));
        }
    }
}

/// Fills a provider's templates.
struct Maker<'a> {
    provider: &'static Provider,
    domain: &'a Name,
    words: &'a [(String, String)],
}

impl Maker<'_> {
    fn check_words(&self) -> Result<(), NotMade> {
        let keys = self.provider.keys();
        match self.words.iter().find(|(word, _)| !keys.iter().any(|key| key.name == word)) {
            Some((key, _)) => Err(NotMade::UnknownKey { key: key.clone() }),
            None => Ok(()),
        }
    }

    /// One record, with one given value where it has one.
    fn make(&self, record: &'static Record, given: Option<(usize, &Bytes)>) -> Result<Expectation, NotMade> {
        let name = self.name(record.name, given)?;
        let wanted = match &record.data {
            Data::Text(template) => Wanted::Octets([self.text(*template, given)?].into()),
            Data::Policy { text, term } => {
                let octets = |text: &'static str| Bytes::from_static(text.as_bytes());
                Wanted::Policies([Policy { text: octets(text), term: octets(term) }].into())
            }
            Data::Alias(template) => Wanted::Targets([self.target(*template, given)?].into()),
            Data::Exchange { preference, host } => {
                let host = self.target(*host, given)?;
                Wanted::Exchanges([Exchange { preference: *preference, host }].into())
            }
        };
        let shape = self.provider.given.as_ref().map(|given| given.shape).filter(|_| given.is_some());
        let misfit = shape.zip(given).and_then(|(shape, (_, value))| match &record.data {
            // Neither a final dot nor case makes a name another one.
            Data::Alias(template) if self.is_given_alone(*template) => {
                shape.misfit(wanted.value(0)?.to_string().as_bytes())
            }
            _ => shape.misfit(value),
        });
        let shape = shape.filter(|_| matches!(wanted, Wanted::Octets(_)));
        let origin = Origin { record, shape, misfits: misfit.map(|misfit| (0, misfit)).into_iter().collect() };
        Ok(Expectation { name, wanted, needed: Needed::All, origin: Some(origin) })
    }

    fn name(&self, template: Template, given: Option<(usize, &Bytes)>) -> Result<Name, NotMade> {
        if template.front().0.is_empty() {
            return Ok(self.domain.clone());
        }
        let text = self.fill(template.front(), given)?;
        let front: Name = text.parse().map_err(|error| NotMade::NotAName { text, error })?;
        // What the user chose may well be there already: `mail.mail.example.com`. A record's own label is a slip.
        let is_fixed = template.keys().eq([DOMAIN]) || front.labels().any(|label| label.starts_with(b"_"));
        if is_fixed && front.labels().map(<[u8]>::to_ascii_lowercase).eq(self.first_labels(front.label_count())) {
            return Err(NotMade::AlreadyInFront { front: Box::new(front) });
        }
        front.before(self.domain).map_err(|error| NotMade::TooLong { front: Box::new(front), error })
    }

    fn first_labels(&self, count: usize) -> impl Iterator<Item = Vec<u8>> + '_ {
        self.domain.labels().take(count).map(<[u8]>::to_ascii_lowercase)
    }

    fn target(&self, template: Template, given: Option<(usize, &Bytes)>) -> Result<Name, NotMade> {
        let text = self.fill(template, given)?;
        text.parse().map_err(|error| NotMade::NotAName { text, error })
    }

    /// Text that is the given value and nothing else may be any octets.
    fn text(&self, template: Template, given: Option<(usize, &Bytes)>) -> Result<Bytes, NotMade> {
        match given {
            Some((_, value)) if self.is_given_alone(template) => Ok(value.clone()),
            _ => self.fill(template, given).map(Bytes::from),
        }
    }

    /// Whether a template is the given value and nothing else.
    fn is_given_alone(&self, template: Template) -> bool {
        template.keys().any(|key| self.provider.is_given(key) && template.0.len() == key.len() + "<>".len())
    }

    fn fill(&self, template: Template, given: Option<(usize, &Bytes)>) -> Result<String, NotMade> {
        let domain = self.domain.to_string();
        let is_used = template.keys().any(|key| self.provider.is_given(key));
        let given = match given.filter(|_| is_used) {
            Some((index, value)) => Some(core::str::from_utf8(value).map_err(|_| NotMade::NotText { index })?),
            None => None,
        };
        let word = |key: &str| self.words.iter().find(|(word, _)| word == key).map(|(_, value)| value.as_str());
        let filled = template.fill(|key| match key {
            DOMAIN => Some(domain.as_str()),
            _ if self.provider.is_given(key) => given,
            _ => word(key),
        });
        filled.map_err(|key| match Key::find(key) {
            Some(key) => NotMade::MissingKey { key, template },
            None => NotMade::UnknownKey { key: key.to_string() },
        })
    }
}

impl Wanted {
    /// The type of the records.
    pub const fn record_type(&self) -> RecordType {
        match self {
            Self::Octets(_) | Self::Policies(_) => RecordType::TXT,
            Self::Targets(_) => RecordType::CNAME,
            Self::Exchanges(_) => RecordType::MX,
        }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Octets(values) => values.len(),
            Self::Targets(names) => names.len(),
            Self::Exchanges(exchanges) => exchanges.len(),
            Self::Policies(policies) => policies.len(),
        }
    }

    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value with this index, from 0, as it is told; `None` past the last.
    pub fn value(&self, index: usize) -> Option<Value> {
        match self {
            Self::Octets(values) => values.get(index).cloned().map(Value::Octets),
            Self::Targets(names) => names.get(index).cloned().map(Value::Target),
            Self::Exchanges(exchanges) => exchanges.get(index).cloned().map(Value::Exchange),
            Self::Policies(policies) => policies.get(index).cloned().map(Value::Policy),
        }
    }

    /// The texts that are compared octet for octet; none where names or policies are wanted.
    pub fn octets(&self) -> &[Bytes] {
        match self {
            Self::Octets(values) => values,
            Self::Targets(_) | Self::Exchanges(_) | Self::Policies(_) => &[],
        }
    }

    /// Whether a record with this data is one of the values.
    pub(super) fn is_held_by(&self, index: usize, rdata: &Rdata<'_>) -> bool {
        match (self, rdata) {
            (Self::Octets(values), Rdata::Txt(txt)) => {
                values.get(index).is_some_and(|value| matcher::is_published_as(*txt, value))
            }
            (Self::Targets(names), Rdata::Cname(target)) => names.get(index).is_some_and(|name| target == name),
            (Self::Exchanges(exchanges), Rdata::Mx { preference, exchange }) => {
                exchanges.get(index).is_some_and(|it| it.preference == *preference && *exchange == it.host)
            }
            (Self::Policies(policies), Rdata::Txt(txt)) => {
                policies.get(index).is_some_and(|policy| matcher::has_policy_term(txt.octets(), &policy.term))
            }
            _ => false,
        }
    }

    /// Whether a record that was read says one of the values, under whatever type.
    pub(super) fn is_said_by(&self, index: usize, answer: &Answer) -> bool {
        match (self, answer.value()) {
            (Self::Octets(values), Value::Octets(found)) => values.get(index) == Some(&found),
            (Self::Targets(names), Value::Target(found)) => names.get(index) == Some(&found),
            (Self::Exchanges(exchanges), Value::Exchange(found)) => exchanges.get(index) == Some(&found),
            (Self::Policies(policies), Value::Octets(found)) => {
                policies.get(index).is_some_and(|it| matcher::has_policy_term(found.iter().copied(), &it.term))
            }
            _ => false,
        }
    }

    /// Whether a record with this data is any of the values.
    pub(super) fn is_expected(&self, rdata: &Rdata<'_>) -> bool {
        (0..self.len()).any(|index| self.is_held_by(index, rdata))
    }

    /// Whether a record with this data competes with the values where they have to be alone. Beside a policy any other
    /// text may stand, but no other policy.
    pub(super) fn is_rivalled_by(&self, rdata: &Rdata<'_>) -> bool {
        match (self, rdata) {
            (Self::Policies(_), Rdata::Txt(txt)) => matcher::is_policy(txt.octets()),
            (Self::Policies(_), _) => false,
            _ => true,
        }
    }

    /// Takes the values of `other`, each once; false if they are of another kind.
    pub fn join(&mut self, other: Self) -> bool {
        match (self, other) {
            (Self::Octets(values), Self::Octets(more)) => extend(values, more),
            (Self::Targets(names), Self::Targets(more)) => extend(names, more),
            (Self::Exchanges(exchanges), Self::Exchanges(more)) => extend(exchanges, more),
            (Self::Policies(policies), Self::Policies(more)) => extend(policies, more),
            _ => return false,
        }
        true
    }
}

fn extend<T: PartialEq>(values: &mut Vec<T>, more: Vec<T>) {
    for value in more {
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

#[cfg(test)]
mod tests;
