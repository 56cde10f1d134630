//! The reports as JSON objects: `txtproof.check.v1`, `txtproof.ns.v1`, `txtproof.txt.v1`, `txtproof.mail.v1`.

mod mail;

use std::net::IpAddr;
use std::string::{String, ToString};
use std::vec::Vec;

use core::fmt::Write;
use core::time::Duration;

use serde::{Serialize, Serializer};

use super::names::{told, told_rdata};
use super::shown_ttl;
use crate::proof::{self, AnswerData, Proof, Transport};
use crate::wire::Name;
use crate::wire::presentation::Escaped;

pub use mail::MailReport;

/// What `check --json` prints, `txtproof.check.v1`: the whole proof. Times are in milliseconds.
#[derive(Debug, Serialize)]
pub struct CheckReport<'p> {
    schema: &'static str,
    domain: String,
    zone: Option<String>,
    provider: Option<&'static str>,
    verdict: &'static str,
    name_servers: NameServerCount,
    records: Vec<RecordVerdict>,
    servers: Vec<Row<'p>>,
    resolvers: Vec<ResolverRow<'p>>,
    findings: Vec<Finding>,
    queries_sent: u32,
    elapsed_ms: f64,
}

impl<'p> From<&'p Proof> for CheckReport<'p> {
    fn from(proof: &'p Proof) -> Self {
        Self {
            schema: "txtproof.check.v1",
            domain: told(&proof.domain),
            zone: proof.zone.as_ref().map(told),
            provider: proof.provider,
            verdict: proof.verdict.as_str(),
            name_servers: proof.name_servers.into(),
            records: proof.records.iter().map(Into::into).collect(),
            servers: proof.servers.iter().map(Into::into).collect(),
            resolvers: proof.resolvers.iter().map(Into::into).collect(),
            findings: proof.findings.iter().map(Into::into).collect(),
            queries_sent: proof.queries_sent,
            elapsed_ms: milliseconds(proof.elapsed),
        }
    }
}

/// What `ns --json` prints, `txtproof.ns.v1`: the delegation and the findings.
#[derive(Debug, Serialize)]
pub struct NsReport {
    schema: &'static str,
    domain: String,
    zone: Option<String>,
    parent: Option<String>,
    servers: Vec<NameServer>,
    findings: Vec<Finding>,
}

impl From<&Proof> for NsReport {
    fn from(proof: &Proof) -> Self {
        Self {
            schema: "txtproof.ns.v1",
            domain: told(&proof.domain),
            zone: proof.zone.as_ref().map(told),
            parent: proof.parent.as_ref().map(told),
            servers: proof.delegation.iter().map(Into::into).collect(),
            findings: proof.findings.iter().map(Into::into).collect(),
        }
    }
}

/// What `txt --json` prints, `txtproof.txt.v1`: the rows and the findings.
#[derive(Debug, Serialize)]
pub struct TxtReport<'p> {
    schema: &'static str,
    name: String,
    servers: Vec<Row<'p>>,
    findings: Vec<Finding>,
}

impl<'p> TxtReport<'p> {
    /// The report on `name`.
    pub fn new(name: &Name, proof: &'p Proof) -> Self {
        Self {
            schema: "txtproof.txt.v1",
            name: told(name),
            servers: proof.servers.iter().map(Into::into).collect(),
            findings: proof.findings.iter().map(Into::into).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct NameServerCount {
    listed: usize,
    answered: usize,
    held: usize,
}

impl From<proof::NameServerCount> for NameServerCount {
    fn from(count: proof::NameServerCount) -> Self {
        let proof::NameServerCount { listed, answered, held } = count;
        Self { listed, answered, held }
    }
}

#[derive(Debug, Serialize)]
struct NameServer {
    name: String,
    addresses: Vec<IpAddr>,
    listed_by: &'static str,
}

impl From<&proof::NameServer> for NameServer {
    fn from(server: &proof::NameServer) -> Self {
        Self {
            name: server.name.to_string(),
            addresses: server.addresses.clone(),
            listed_by: server.listed_by.as_str(),
        }
    }
}

#[derive(Debug, Serialize)]
struct RecordVerdict {
    name: String,
    #[serde(rename = "type")]
    record_type: String,
    zone: Option<String>,
    expected: String,
    verdict: &'static str,
}

impl From<&proof::RecordVerdict> for RecordVerdict {
    fn from(record: &proof::RecordVerdict) -> Self {
        Self {
            name: told(&record.name),
            record_type: record.record_type.to_string(),
            zone: record.zone.as_ref().map(told),
            expected: record.expected.to_string(),
            verdict: record.verdict.as_str(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ResolverRow<'p> {
    address: IpAddr,
    port: u16,
    name_asked: String,
    type_asked: String,
    outcome: &'static str,
    answers: Answers<'p>,
    ttl_left_s: Option<u32>,
    authenticated: Option<bool>,
}

impl<'p> From<&'p proof::ResolverRow> for ResolverRow<'p> {
    fn from(row: &'p proof::ResolverRow) -> Self {
        Self {
            address: row.address.ip(),
            port: row.address.port(),
            name_asked: told(&row.name_asked),
            type_asked: row.type_asked.to_string(),
            outcome: row.outcome.as_str(),
            answers: Answers(&row.answers),
            ttl_left_s: row.ttl_left.map(shown_ttl),
            authenticated: row.authenticated,
        }
    }
}

#[derive(Debug, Serialize)]
struct Row<'p> {
    names: Vec<String>,
    address: IpAddr,
    port: u16,
    listed_by: &'static str,
    name_asked: String,
    type_asked: String,
    outcome: &'static str,
    /// In a few words, where there is more to say than `outcome`.
    detail: Option<String>,
    transport: Option<&'static str>,
    rtt_ms: Option<f64>,
    attempts: u8,
    rcode: Option<String>,
    authoritative: Option<bool>,
    serial: Option<u32>,
    answers: Answers<'p>,
}

impl<'p> From<&'p proof::Row> for Row<'p> {
    fn from(row: &'p proof::Row) -> Self {
        Self {
            names: row.names.iter().map(ToString::to_string).collect(),
            address: row.address,
            port: row.port,
            listed_by: row.listed_by.as_str(),
            name_asked: told(&row.name_asked),
            type_asked: row.type_asked.to_string(),
            outcome: row.outcome.as_str(),
            detail: row.detail.clone(),
            transport: row.transport.map(transport_word),
            rtt_ms: row.rtt.map(milliseconds),
            attempts: row.attempts,
            rcode: row.rcode.map(|rcode| rcode.to_string()),
            authoritative: row.authoritative,
            serial: row.serial,
            answers: Answers(&row.answers),
        }
    }
}

/// Told one after another: many servers may share many.
#[derive(Debug)]
struct Answers<'p>(&'p [proof::Answer]);

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Answer::from))
    }
}

/// Character-strings, told one after another.
#[derive(Debug)]
struct Strings<'p>(&'p proof::Strings);

impl Serialize for Strings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|string| Escaped(string).to_string()))
    }
}

#[derive(Debug, Serialize)]
struct Answer<'p> {
    name: String,
    #[serde(rename = "type")]
    record_type: String,
    ttl: u32,
    strings: Option<Strings<'p>>,
    value: String,
    hex: Option<String>,
}

impl<'p> From<&'p proof::Answer> for Answer<'p> {
    fn from(answer: &'p proof::Answer) -> Self {
        let (strings, value, hex) = match &answer.data {
            AnswerData::Strings(strings) => {
                let octets = strings.concat();
                (Some(Strings(strings)), Escaped(&octets).to_string(), Some(hexadecimal(&octets)))
            }
            AnswerData::Target(name) => (None, told(name), None),
            AnswerData::Exchange(exchange) => (None, exchange.to_string(), None),
            AnswerData::Presentation(text) => (None, told_rdata(answer.record_type, text), None),
        };
        Self {
            name: told(&answer.name),
            record_type: answer.record_type.to_string(),
            ttl: shown_ttl(answer.ttl),
            strings,
            value,
            hex,
        }
    }
}

#[derive(Debug, Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    name: Option<String>,
    servers: Vec<IpAddr>,
    expected: Option<String>,
    found: Option<String>,
    message: String,
    fix: Option<String>,
}

impl From<&proof::Finding> for Finding {
    fn from(finding: &proof::Finding) -> Self {
        Self {
            code: finding.code.as_str(),
            severity: finding.severity.as_str(),
            name: finding.name.as_ref().map(told),
            servers: finding.servers.clone(),
            expected: finding.expected.as_ref().map(ToString::to_string),
            found: finding.found.as_ref().map(ToString::to_string),
            message: finding.message.clone(),
            fix: Some(finding.fix.clone()).filter(|fix| !fix.is_empty()),
        }
    }
}

fn transport_word(transport: Transport) -> &'static str {
    match transport {
        Transport::Udp => "udp",
        Transport::Tcp => "tcp",
    }
}

/// Milliseconds to a tenth: `48.2`.
fn milliseconds(duration: Duration) -> f64 {
    // A `u32` of tenths is five days; an `f64` holds it exactly.
    let tenths = u32::try_from(duration.as_micros().saturating_add(50) / 100).unwrap_or(u32::MAX);
    f64::from(tenths) / 10.0
}

/// Octets as lower-case hexadecimal digits.
pub(super) fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(octets.len() * 2), |mut text, octet| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{octet:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
