//! The catalogue of providers, told: `txtproof.providers.v1`, and a table for people.

use std::borrow::ToOwned;
use std::format;
use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;
use std::writeln;

use serde::Serialize;

use super::text::{WIDTH, wrap};
use crate::provider::{Apex, Company, Data, Given, Key, Provider, Record, Template};

/// What `providers --json` prints, `txtproof.providers.v1`: made of a part of the
/// [catalogue](crate::provider::PROVIDERS), or all of it.
#[derive(Debug, Serialize)]
pub struct CatalogueReport {
    schema: &'static str,
    providers: Vec<ProviderReport>,
}

impl From<&[Provider]> for CatalogueReport {
    fn from(providers: &[Provider]) -> Self {
        Self { schema: "txtproof.providers.v1", providers: providers.iter().map(Into::into).collect() }
    }
}

#[derive(Debug, Serialize)]
struct ProviderReport {
    id: &'static str,
    title: &'static str,
    /// What `--expect` gives; `null` where the records follow from the keys alone.
    expect: Option<GivenReport>,
    /// What `--set` fills.
    set: Vec<KeyReport>,
    records: Vec<RecordReport>,
    explained: &'static str,
}

impl From<&Provider> for ProviderReport {
    fn from(provider: &Provider) -> Self {
        Self {
            id: provider.id,
            title: provider.title,
            expect: provider.given.as_ref().map(|given| GivenReport {
                key: given.key,
                shape: given.shape.to_string(),
                prefix: given.shape.prefix(),
                case: given.case.as_str(),
                example: given.example,
                count: given.count,
            }),
            set: provider.keys().into_iter().map(Into::into).collect(),
            records: provider.records.iter().map(Into::into).collect(),
            explained: provider.explained,
        }
    }
}

#[derive(Debug, Serialize)]
struct GivenReport {
    key: &'static str,
    shape: String,
    prefix: Option<&'static str>,
    case: &'static str,
    example: &'static str,
    /// How many there are of it, all to be published.
    count: usize,
}

#[derive(Debug, Serialize)]
struct KeyReport {
    key: &'static str,
    what: &'static str,
    example: &'static str,
}

impl From<&'static Key> for KeyReport {
    fn from(key: &'static Key) -> Self {
        Self { key: key.name, what: key.what, example: key.example }
    }
}

#[derive(Debug, Serialize)]
struct RecordReport {
    name: String,
    #[serde(rename = "type")]
    record_type: String,
    value: String,
    /// Whether several values may stand side by side; `null` where it is not known.
    several: Option<bool>,
    /// Whether it counts at the domain itself too.
    at_domain_too: bool,
}

impl From<&Record> for RecordReport {
    fn from(record: &Record) -> Self {
        Self {
            name: record.name.to_string(),
            record_type: record.record_type().to_string(),
            value: data(record),
            several: match record.company {
                Company::Welcome => Some(true),
                Company::Forbidden => Some(false),
                Company::Unknown => None,
            },
            at_domain_too: record.apex == Apex::Counts,
        }
    }
}

/// What a record says, keys in angle brackets.
fn data(record: &Record) -> String {
    match &record.data {
        Data::Text(template) | Data::Alias(template) => template.to_string(),
        Data::Policy { text, .. } => (*text).to_owned(),
        Data::Exchange { preference, host } => format!("{preference} {host}"),
    }
}

/// One line of the table, or more where the value takes them.
type Cells = ([String; 3], Vec<String>);

/// Writes the table: a line for each record, and what the words in angle brackets mean. The error is `out`'s own.
pub fn write_catalogue(out: &mut dyn Write, providers: &[Provider]) -> io::Result<()> {
    let header = (["PROVIDER", "NAME", "TYPE"].map(ToOwned::to_owned), Vec::from(["VALUE".to_owned()]));
    let rows: Vec<Cells> = core::iter::once(header).chain(providers.iter().flat_map(rows)).collect();
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|(cells, _)| cells.get(column));
        cells.map(String::len).max().unwrap_or_default()
    };
    let columns = [widest(0), widest(1), widest(2)];
    rows.iter().try_for_each(|row| write_row(out, row, columns))?;
    write_legend(out, providers)
}

fn rows(provider: &Provider) -> Vec<Cells> {
    let row = |(index, record): (usize, &Record)| {
        let id = if index == 0 { provider.id } else { "" };
        ([id.to_owned(), host(record.name), record.record_type().to_string()], value(provider, record))
    };
    provider.records.iter().enumerate().map(row).collect()
}

/// The name as panels take it: what stands in front of the domain, `@` for the domain itself.
fn host(name: Template) -> String {
    let front = name.front();
    if front.0.is_empty() { "@".to_owned() } else { front.to_string() }
}

/// What the record says; a value that is handed out whole, by its forms.
fn value(provider: &Provider, record: &Record) -> Vec<String> {
    match &provider.given {
        Some(given) if data(record) == format!("<{}>", given.key) => {
            let form = |(index, form)| format!("{}{form}", if index > 0 { "or " } else { "" });
            given.shape.forms().enumerate().map(form).collect()
        }
        _ => Vec::from([data(record)]),
    }
}

fn write_row(out: &mut dyn Write, (cells, value): &Cells, columns: [usize; 3]) -> io::Result<()> {
    let [id, name, record_type] = cells;
    let [first, second, third] = columns;
    let lead = format!("{id:first$}  {name:second$}  {record_type:third$}  ");
    let width = WIDTH.saturating_sub(lead.len());
    for (index, line) in value.iter().flat_map(|form| wrap(form, width)).enumerate() {
        let indent = if index == 0 { lead.clone() } else { " ".repeat(lead.len()) };
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

fn write_legend(out: &mut dyn Write, providers: &[Provider]) -> io::Result<()> {
    let mut keys: Vec<&Key> = providers.iter().flat_map(Provider::keys).collect();
    keys.sort_unstable_by_key(|key| key.name);
    keys.dedup();
    writeln!(out, "\nNames are below the domain, and @ is the domain itself. Words in <> are given by --set:")?;
    for key in keys {
        writeln!(out, "  --set {:<40}  {}", format!("{}={}", key.name, key.example), key.what)?;
    }
    let is_token = |provider: &&Provider| provider.is_given("token");
    let with_token: Vec<&str> = providers.iter().filter(is_token).map(|provider| provider.id).collect();
    let told = format!("What --expect gives is the value; for {} it is the <token>.", with_token.join(", "));
    wrap(&told, WIDTH).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    providers.iter().filter_map(several).try_for_each(|(id, Given { count, key, .. })| {
        writeln!(out, "For {id} there are {count} {key}s: give each by an --expect of its own.")
    })
}

/// The provider's name and what it hands out, where it is more than one value.
fn several(provider: &Provider) -> Option<(&'static str, &Given)> {
    let given = provider.given.as_ref().filter(|given| given.count > 1)?;
    Some((provider.id, given))
}

#[cfg(test)]
mod tests;
