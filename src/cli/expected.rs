//! What is looked for: a provider's records, a name of the user's own, records as they were printed.

use std::format;
use std::string::{String, ToString};
use std::vec;
use std::vec::Vec;

use bytes::Bytes;

use super::arguments::WantedArguments;
use super::domain::{TypedName, parse_name};
use super::plan::not_a_name;
use super::records::{Printed, parse_exchange, read_record, read_records};
use super::sources::Sources;
use super::usage::UsageError;
use crate::check::{Expectation, Needed, NotMade, Wanted};
use crate::provider::{Key, PROVIDERS, Provider, Template};
use crate::wire::{Name, RecordType};

/// The longest value that one TXT record can hold: RDATA of 65,535 octets, one length octet for every 255 (RFC 1035 §3.3.14).
const MAX_TXT_VALUE_OCTETS: usize = 65_279;

/// The most records, by name and type, that one check looks for: each is asked of every address at once.
const MAX_EXPECTATIONS: usize = 32;

/// What is looked for.
pub(super) struct Expected {
    /// The provider whose records are among it.
    pub(super) provider: Option<&'static Provider>,
    /// Each name and type with its values.
    pub(super) expectations: Vec<Expectation>,
}

impl Expected {
    /// What `wanted` says of `domain`.
    pub(super) fn read(wanted: &WantedArguments, domain: &TypedName, sources: &Sources) -> Result<Self, UsageError> {
        let provider = provider(wanted)?;
        let mut expected = Self { provider, expectations: Vec::new() };
        if let Some(provider) = provider {
            expected.expectations = of_provider(wanted, provider, domain)?;
        } else if let Some(prefix) = &wanted.name {
            let name = prefixed_name(prefix, domain)?;
            expected.expectations.push(Expectation::new(name, values_of_type(wanted)?));
        }
        expected.add_printed(wanted, &domain.name, sources)?;
        expected.settle(wanted)
    }

    /// Takes the records of `--record` and `--records`.
    fn add_printed(&mut self, wanted: &WantedArguments, domain: &Name, sources: &Sources) -> Result<(), UsageError> {
        for text in &wanted.record {
            let refuse = |problem| UsageError::new("--record", beginning(text), problem);
            let printed = read_record(text, domain).map_err(|problem| refuse(format!("cannot be used: {problem}")))?;
            self.add(printed).map_err(|problem| refuse(problem.to_string()))?;
        }
        let Some(file) = &sources.records else { return Ok(()) };
        let refuse = |problem| UsageError::new("--records", file.shown_path(), problem);
        let printed = read_records(&file.octets, domain);
        for (line, printed) in printed.map_err(|problem| refuse(format!("cannot be used: {problem}")))? {
            self.add(printed).map_err(|problem| refuse(format!("cannot be used: line {line}: {problem}")))?;
        }
        Ok(())
    }

    /// Values of one name and type belong together.
    fn add(&mut self, printed: Printed) -> Result<(), &'static str> {
        let Printed { name, wanted } = printed;
        let is_same =
            |known: &&mut Expectation| known.name == name && known.wanted.record_type() == wanted.record_type();
        let Some(known) = self.expectations.iter_mut().find(is_same) else {
            self.expectations.push(Expectation::new(name, wanted));
            return Ok(());
        };
        let is_joined = known.wanted.join(wanted);
        is_joined.then_some(()).ok_or("stands at the name of the provider's SPF policy; check it in a run of its own")
    }

    fn settle(mut self, wanted: &WantedArguments) -> Result<Self, UsageError> {
        let count = self.expectations.len();
        if count > MAX_EXPECTATIONS {
            let problem = format!("bring {count} records, and one check looks for at most {MAX_EXPECTATIONS}");
            return Err(UsageError::without_value("--record and --records", problem, "several runs with fewer each"));
        }
        let has_two = |it: &&Expectation| matches!(&it.wanted, Wanted::Targets(targets) if targets.len() > 1);
        if let Some(two) = self.expectations.iter().find(has_two).filter(|_| !wanted.any) {
            let problem = format!("say that two CNAMEs stand at {}, and only one can", two.name.to_lower_case());
            return Err(UsageError::without_value("the expected values", problem, "one target for each name"));
        }
        if wanted.any {
            if count > 1 {
                let problem = format!("is for several values of one record, and these are {count} records");
                return Err(UsageError::without_value("--any", problem, "leave --any out"));
            }
            self.expectations.iter_mut().for_each(|expectation| expectation.needed = Needed::Any);
        }
        Ok(self)
    }
}

/// The provider that was named; the first of the catalogue for a bare `--expect`; none where `--name` or a record says
/// what is looked for.
fn provider(wanted: &WantedArguments) -> Result<Option<&'static Provider>, UsageError> {
    if wanted.name.is_some() {
        return refuse_words(wanted).map(|()| None);
    }
    let Some(id) = wanted.provider.as_deref() else {
        let is_default = !wanted.expect.is_empty();
        if !is_default {
            refuse_words(wanted)?;
        }
        return Ok(PROVIDERS.first().filter(|_| is_default));
    };
    let unknown = || UsageError::new("--provider", id, "is not in the catalogue (`txtproof providers` shows it)");
    Provider::find(id).map(Some).ok_or_else(unknown)
}

/// `--set` fills a provider's records, and nothing else.
fn refuse_words(wanted: &WantedArguments) -> Result<(), UsageError> {
    match wanted.set.first() {
        Some(word) => Err(UsageError::new("--set", word, "fills the records of a provider, and there is none here")
            .with_example(Some("--provider ses-byodkim --set selector=s1"))),
        None => Ok(()),
    }
}

fn of_provider(
    wanted: &WantedArguments,
    provider: &'static Provider,
    domain: &TypedName,
) -> Result<Vec<Expectation>, UsageError> {
    refuse_type(wanted, provider)?;
    let (values, words) = (values(wanted)?, words(&wanted.set, provider)?);
    let made = Expectation::of_provider(provider, &domain.name, &values, &words);
    made.map_err(|problem| not_made(problem, wanted, provider, domain))
}

/// A provider's records have types of their own.
fn refuse_type(wanted: &WantedArguments, provider: &Provider) -> Result<(), UsageError> {
    let Some(text) = wanted.record_type.as_deref() else { return Ok(()) };
    let record_type = record_type(text)?;
    if provider.records.iter().all(|record| record.record_type() == record_type) {
        return Ok(());
    }
    let types: Vec<String> = provider.records.iter().map(|record| record.record_type().to_string()).collect();
    let problem = format!("is not what {} has ({}); with --name it can be chosen", provider.id, types.join(", "));
    Err(UsageError::new("--type", text, problem).with_example(Some(&format!("--name PREFIX --type {record_type}"))))
}

/// `KEY=VALUE` of each `--set`.
fn words(set: &[String], provider: &Provider) -> Result<Vec<(String, String)>, UsageError> {
    let example = example_of_words(provider);
    let mut words: Vec<(String, String)> = Vec::new();
    for text in set {
        let refuse = |problem| Err(UsageError::new("--set", text, problem).with_example(example.as_deref()));
        match text.split_once('=') {
            None => return refuse("has no = between key and value"),
            Some((_, "")) => return refuse("has no value behind the ="),
            Some((key, _)) if words.iter().any(|(known, _)| known == key) => return refuse("sets its key twice"),
            Some((key, value)) => words.push((key.into(), value.into())),
        }
    }
    Ok(words)
}

/// The error of the argument that is to blame.
fn not_made(problem: NotMade, wanted: &WantedArguments, provider: &Provider, domain: &TypedName) -> UsageError {
    match problem {
        NotMade::MissingKey { key, template } => missing_key(key, template, provider),
        NotMade::UnknownKey { key } => unknown_key(&key, provider),
        NotMade::NoValue(given) => {
            let problem = format!("is missing: the {} that {} hands out", given.key, provider.title);
            UsageError::without_value("--expect", problem, example(provider))
        }
        NotMade::SurplusValue => {
            let problem = format!("is not used: the records of {} hold nothing that was handed out", provider.id);
            wrong_value(wanted, 0, problem, provider)
        }
        NotMade::NotText { index } => {
            wrong_value(wanted, index, "is to be a part of a name, and is no text".into(), provider)
        }
        NotMade::NotAName { text, error } => {
            let problem = format!("makes the name {}, which is none: {error}", beginning(&text));
            UsageError::new("--provider", provider.id, problem).with_example(Some(&example(provider)))
        }
        NotMade::TooLong { front, error } => {
            UsageError::new("DOMAIN", domain, format!("cannot be used with {front} in front: {error}"))
        }
        NotMade::AlreadyInFront { front } => already_in_front(&front, domain),
    }
}

fn missing_key(key: &Key, template: Template, provider: &Provider) -> UsageError {
    let problem = format!("is missing: {}, for {template} of {}", key.what, provider.id);
    let example = format!("--set {}={}", key.name, key.example);
    UsageError::without_value(&format!("--set {}", key.name), problem, example)
}

fn unknown_key(key: &str, provider: &Provider) -> UsageError {
    if provider.is_given(key) {
        let problem = format!("is what --expect gives for {}", provider.id);
        return UsageError::new("--set", key, problem).with_example(Some(&example(provider)));
    }
    let keys: Vec<&str> = provider.keys().iter().map(|key| key.name).collect();
    let problem = match keys.as_slice() {
        [] => format!("is no key of {}, which has none", provider.id),
        keys => format!("is no key of {} ({})", provider.id, keys.join(", ")),
    };
    let example = example_of_words(provider).unwrap_or_else(|| format!("--provider {}", provider.id));
    UsageError::new("--set", key, problem).with_example(Some(&example))
}

fn wrong_value(wanted: &WantedArguments, index: usize, problem: String, provider: &Provider) -> UsageError {
    let value = wanted.expect.get(index).map(|value| value.to_string_lossy().into_owned()).unwrap_or_default();
    UsageError::new("--expect", beginning(&value), problem).with_example(Some(&example(provider)))
}

fn already_in_front(front: &Name, domain: &TypedName) -> UsageError {
    let below = domain.name.suffix(domain.name.label_count().saturating_sub(front.label_count()));
    UsageError::new("DOMAIN", domain, format!("begins with {front} already; type the domain alone"))
        .with_example(Some(&below.to_string()))
}

/// A right way to use the provider: a value that it could hand out, or else its keys.
fn example(provider: &Provider) -> String {
    let value = provider.given.as_ref().map(|given| format!("--expect '{}'", beginning(given.example)));
    value.or_else(|| example_of_words(provider)).unwrap_or_else(|| format!("--provider {}", provider.id))
}

/// `--set subdomain=bounce --set region=eu-west-1`.
fn example_of_words(provider: &Provider) -> Option<String> {
    let words: Vec<String> = provider.keys().iter().map(|key| format!("--set {}={}", key.name, key.example)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The labels of `--name` in front of the domain.
fn prefixed_name(prefix: &str, domain: &TypedName) -> Result<Name, UsageError> {
    if prefix == "@" {
        return Ok(domain.name.clone());
    }
    let name = parse_name(prefix).map_err(|error| not_a_name("--name", prefix, &error))?.name;
    let surplus = name.label_count().checked_sub(domain.name.label_count());
    if let Some(front) = surplus.filter(|_| !domain.name.is_root() && name.is_at_or_below(&domain.name)) {
        let problem = "ends in the domain; type only the labels in front of it";
        let front = Name::from_labels(name.labels().take(front)).unwrap_or_else(|_| name.clone());
        let front = if front.is_root() { "@".into() } else { front.to_string() };
        return Err(UsageError::new("--name", prefix, problem).with_example(Some(&format!("--name {front}"))));
    }
    name.before(&domain.name)
        .map_err(|error| UsageError::new("--name", prefix, format!("cannot be used in front of the domain: {error}")))
}

fn record_type(text: &str) -> Result<RecordType, UsageError> {
    match RecordType::from_mnemonic(text) {
        Some(known @ (RecordType::TXT | RecordType::CNAME | RecordType::MX)) => Ok(known),
        _ => Err(UsageError::new("--type", text, "is no record type that a verification record has (TXT, CNAME, MX)")),
    }
}

/// The expected values of a name of the user's own, by their type.
fn values_of_type(wanted: &WantedArguments) -> Result<Wanted, UsageError> {
    if wanted.expect.is_empty() {
        let example = "--expect 'what the record has to say'";
        return Err(UsageError::without_value("--expect", "is missing: --name says where, not what", example));
    }
    let values = values(wanted)?;
    let record_type = wanted.record_type.as_deref().map_or(Ok(RecordType::TXT), record_type)?;
    let mut all = match record_type {
        RecordType::CNAME => Wanted::Targets(vec![]),
        RecordType::MX => Wanted::Exchanges(vec![]),
        _ => return Ok(Wanted::Octets(values)),
    };
    for value in values {
        let text = String::from_utf8_lossy(&value);
        let one = match record_type {
            RecordType::CNAME => target(&text)?,
            _ => exchange(&text)?,
        };
        all.join(one);
    }
    Ok(all)
}

fn target(text: &str) -> Result<Wanted, UsageError> {
    let refuse = |problem| UsageError::new("--expect", beginning(text), problem);
    let name = parse_name(text).map_err(|error| refuse(error.to_string()));
    let name = name.map_err(|error| error.with_example(Some("--type CNAME --expect target.example.net")))?;
    Ok(Wanted::Targets(vec![name.name]))
}

fn exchange(text: &str) -> Result<Wanted, UsageError> {
    let refuse = |problem| UsageError::new("--expect", beginning(text), format!("is no MX record: {problem}"));
    let exchange = parse_exchange(text).map_err(refuse);
    let exchange = exchange.map_err(|error| error.with_example(Some("--type MX --expect '10 mail.example.net'")))?;
    Ok(Wanted::Exchanges(vec![exchange]))
}

/// The expected values, each once.
fn values(wanted: &WantedArguments) -> Result<Vec<Bytes>, UsageError> {
    let mut values: Vec<Bytes> = Vec::new();
    for value in &wanted.expect {
        let octets = value.as_encoded_bytes();
        if octets.is_empty() {
            return Err(UsageError::new(
                "--expect",
                "",
                "is empty; the value is what the provider tells you to publish",
            ));
        }
        if octets.len() > MAX_TXT_VALUE_OCTETS {
            let problem = format!("has {} octets, and a TXT record holds at most {MAX_TXT_VALUE_OCTETS}", octets.len());
            return Err(UsageError::new("--expect", beginning(&String::from_utf8_lossy(octets)), problem));
        }
        if !values.iter().any(|known| known == octets) {
            values.push(Bytes::copy_from_slice(octets));
        }
    }
    Ok(values)
}

/// Enough of a long value to know it by.
fn beginning(text: &str) -> String {
    const SHOWN_CHARACTERS: usize = 80;
    let front: String = text.chars().take(SHOWN_CHARACTERS).collect();
    if front.len() < text.len() { format!("{front}...") } else { front }
}

#[cfg(test)]
mod tests;
