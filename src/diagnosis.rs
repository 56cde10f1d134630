//! Observations to a proof: the verdict, and findings with the cause to mend first.

mod delegation;
mod expiry;
mod limits;
mod mail;
mod malformed;
mod misplaced;
mod name;
mod opinions;
mod server;
mod target;
mod value;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use bytes::Bytes;

use crate::check::{Goal, Observations, Place, RowKey, Seen, Sought};
use crate::proof::{
    Answer, Code, Finding, ListedBy, NameServer, NameServerCount, Outcome, Proof, RecordVerdict, Row, ServerName,
    Severity, Value, Verdict, sort_findings,
};
use crate::wire::presentation::Escaped;
use crate::wire::{Flags, Name};

/// Draws the proof from what was seen. What only the driver knows (queries, time) it fills in.
pub(crate) fn conclude(observations: &Observations) -> Proof {
    let is_proof_wanted = observations.is_proof_wanted();
    let verdict = if observations.task.goal.is_judged() { observations.verdict() } else { Verdict::Inconclusive };
    let station = observations.stations.first();
    let mut findings = Vec::new();
    delegation::diagnose(observations, verdict, &mut findings);
    limits::diagnose(observations, &mut findings);
    server::diagnose(observations, verdict, &mut findings);
    if is_proof_wanted {
        name::diagnose(observations, verdict, &mut findings);
        value::diagnose(observations, &mut findings);
        target::diagnose(observations, &mut findings);
        malformed::diagnose(observations, &mut findings);
        opinions::diagnose(observations, verdict, &mut findings);
    }
    if matches!(observations.task.goal, Goal::Mail) {
        opinions::diagnose_chain(observations, &mut findings);
        mail::diagnose(observations, verdict, &mut findings);
    }
    let is_wildcards = findings.iter().any(|finding| finding.code == Code::NameWildcard);
    // What a wildcard says is nobody's token.
    findings.retain(|finding| !(is_wildcards && finding.code == Code::ValueOther));
    let mut findings = each_once(findings);
    sort_findings(&mut findings);
    Proof {
        domain: observations.task.domain.clone(),
        zone: station.and_then(|station| station.cut.as_ref()).map(|cut| cut.zone.clone()),
        parent: station.and_then(|station| station.parent.clone()),
        provider: observations.task.provider.map(|provider| provider.id),
        verdict,
        name_servers: count(observations),
        delegation: delegation_of(observations),
        records: records(observations),
        servers: rows(observations, verdict),
        resolvers: opinions::rows(observations),
        exchanges: mail::exchanges(observations),
        findings,
        queries_sent: 0,
        elapsed: Duration::ZERO,
    }
}

/// What is so of a zone or a server shows at each of the names that it has.
fn each_once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut told: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let is_it = |other: &Finding| {
            (other.code, &other.name, &other.servers) == (finding.code, &finding.name, &finding.servers)
                && other.message == finding.message
        };
        if !told.iter().any(is_it) {
            told.push(finding);
        }
    }
    told
}

/// Counted over all records: a name server holds if it holds every one.
fn count(observations: &Observations) -> NameServerCount {
    match observations.task.goal {
        Goal::Prove(_) | Goal::Mail => observations.count(observations.stations_of_records()),
        _ => observations.count(core::iter::once(0)),
    }
}

fn delegation_of(observations: &Observations) -> Vec<NameServer> {
    let servers = observations.stations.first().map_or(&[][..], |station| &station.servers);
    let mut delegation: Vec<NameServer> = servers
        .iter()
        .map(|server| NameServer {
            name: server.name.clone(),
            addresses: server.addresses.iter().map(SocketAddr::ip).collect(),
            listed_by: server.listed_by,
        })
        .collect();
    delegation.sort_unstable_by_key(|server| server.name.to_string());
    delegation
}

fn records(observations: &Observations) -> Vec<RecordVerdict> {
    let mut records = Vec::new();
    for index in observations.stations_of_records() {
        let Some(station) = observations.stations.get(index) else { continue };
        let wanted = observations.expectation(index).map(|expectation| &expectation.wanted);
        let values = wanted.into_iter().flat_map(|wanted| (0..wanted.len()).filter_map(|index| wanted.value(index)));
        for (value, expected) in values.enumerate() {
            records.push(RecordVerdict {
                name: station.name.clone(),
                record_type: station.record_type,
                zone: station.cut.as_ref().map(|cut| cut.zone.clone()),
                expected,
                verdict: observations.proven(index, Sought::Value(value)),
            });
        }
    }
    records
}

fn rows(observations: &Observations, verdict: Verdict) -> Vec<Row> {
    let seen = observations.rows.iter().filter_map(|(key, seen)| Some((key, seen.as_ref()?)));
    let mut rows: Vec<Row> = Vec::with_capacity(observations.rows.len());
    for (key, seen) in seen {
        let row = row(observations, verdict, key, seen);
        match rows.iter_mut().find(|known| known.is_same_question(&row)) {
            Some(known) => known.join(&row),
            None => rows.push(row),
        }
    }
    // As text: that is the order that a reader looks them up by.
    rows.sort_by(|one, other| {
        let order = |row: &Row| (row.names.first().map(ToString::to_string), row.address, row.port);
        order(one).cmp(&order(other))
    });
    rows
}

fn row(observations: &Observations, verdict: Verdict, key: &RowKey, seen: &Seen) -> Row {
    let servers = observations.stations.get(key.station).map_or(&[][..], |station| &station.servers);
    let of_address = servers.iter().filter(|server| server.addresses.contains(&key.address));
    let mut names: Vec<ServerName> = of_address.clone().map(|server| server.name.clone()).collect();
    names.sort_unstable_by_key(ToString::to_string);
    let lists = of_address.map(|server| server.listed_by);
    let listed_by = lists.reduce(|one, other| if one == other { one } else { ListedBy::Both });
    let serial = observations.serials.get(&key.address).filter(|_| verdict != Verdict::Proven);
    Row {
        names,
        address: key.address.ip(),
        port: key.address.port(),
        listed_by: listed_by.unwrap_or(ListedBy::User),
        name_asked: (*key.name).clone(),
        type_asked: key.record_type,
        outcome: seen.outcome,
        transport: seen.facts.transport,
        rtt: seen.facts.rtt,
        attempts: seen.facts.attempts,
        rcode: seen.rcode,
        authoritative: seen.flags.map(Flags::is_authoritative),
        serial: serial.map(|zonal| zonal.serial),
        answers: seen.answers.clone(),
        detail: seen.detail.clone(),
    }
}

impl Row {
    fn is_same_question(&self, other: &Self) -> bool {
        (self.address, self.port, self.type_asked) == (other.address, other.port, other.type_asked)
            && self.name_asked == other.name_asked
    }

    /// Two records led to one question: the row matches where each of them has all that it needs there.
    fn join(&mut self, other: &Self) {
        if other.outcome == Outcome::Mismatch {
            self.outcome = Outcome::Mismatch;
        }
        let are_more_expected = |(answer, other): (&Answer, &Answer)| other.is_expected && !answer.is_expected;
        if self.answers.iter().zip(&other.answers).any(are_more_expected) {
            for (answer, other) in self.answers.to_mut().iter_mut().zip(&other.answers) {
                answer.is_expected |= other.is_expected;
            }
        }
    }
}

/// A finding without values; [`with_values`] adds them.
fn finding(code: Code, severity: Severity, name: Option<Name>, message: String, fix: String) -> Finding {
    Finding { code, severity, name, servers: Vec::new(), expected: None, found: None, message, fix }
}

impl Finding {
    fn at(mut self, servers: impl IntoIterator<Item = SocketAddr>) -> Self {
        self.servers = servers.into_iter().map(|address| address.ip()).collect();
        self.servers.sort_unstable();
        self.servers.dedup();
        self
    }

    fn with_values(mut self, expected: &Bytes, found: Option<Bytes>) -> Self {
        (self.expected, self.found) = (Some(Value::Octets(expected.clone())), found.map(Value::Octets));
        self
    }
}

/// Servers as a message lists them: `ns1.example.net (192.0.2.1) and ns2.example.net (192.0.2.2)`.
fn shown_servers(observations: &Observations, station: usize, addresses: &[SocketAddr]) -> String {
    const SHOWN: usize = 4;
    let mut shown: Vec<String> = Vec::new();
    for address in addresses {
        let text = shown_server(observations, station, *address);
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    let surplus = shown.len().saturating_sub(SHOWN);
    shown.truncate(SHOWN);
    if surplus > 0 {
        shown.push(format!("{surplus} more"));
    }
    joined(&shown)
}

fn shown_server(observations: &Observations, station: usize, address: SocketAddr) -> String {
    let servers = observations.stations.get(station).map_or(&[][..], |station| &station.servers);
    match servers.iter().find(|server| server.addresses.contains(&address)).map(|server| &server.name) {
        Some(ServerName::Name(name)) => format!("{} ({})", name.to_lower_case(), address.ip()),
        _ => address.ip().to_string(),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

/// A value as a message shows it: in quotes if it is short, else by its length.
fn shown_value(value: &[u8]) -> String {
    const SHOWN_OCTETS: usize = 120;
    if value.len() <= SHOWN_OCTETS { format!("\"{}\"", Escaped(value)) } else { format!("({} octets)", value.len()) }
}

/// The zone that holds a station's name, as a message names it.
fn shown_zone(observations: &Observations, station: usize) -> String {
    let cut = observations.stations.get(station).and_then(|station| station.cut.as_ref());
    match cut {
        Some(cut) if cut.zone.is_root() => "the root zone".to_string(),
        Some(cut) => format!("the zone {}", cut.zone.to_lower_case()),
        None => "the zone".to_string(),
    }
}

/// How to make a record's host field right: the name in full with its final dot, or relative to the zone.
fn host_field(observations: &Observations, station: usize, name: &Name) -> String {
    let zone = observations.stations.get(station).and_then(|station| station.cut.as_ref()).map(|cut| &cut.zone);
    let zone = zone.unwrap_or(&observations.task.domain);
    let front = name.label_count().saturating_sub(zone.label_count());
    let relative = Name::from_labels(name.labels().take(front)).ok().filter(|relative| !relative.is_root());
    match relative {
        Some(relative) => format!("\"{relative}\" (or \"{}.\" with its final dot)", name.to_lower_case()),
        None => format!("\"@\" (or \"{}.\" with its final dot)", name.to_lower_case()),
    }
}

/// Addresses of the rows that `is_wanted`, at a station's own name.
fn addresses_where(observations: &Observations, station: usize, is_wanted: impl Fn(&Seen) -> bool) -> Vec<SocketAddr> {
    let rows = observations.rows_of(station, Place::Name).filter(|(_, seen)| is_wanted(seen));
    rows.map(|(key, _)| key.address).collect()
}

/// Errors where nothing is proven, warnings beside a proof or another cause.
const fn severity_beside(verdict: Verdict) -> Severity {
    match verdict {
        Verdict::Inconclusive => Severity::Error,
        Verdict::Proven | Verdict::Refuted => Severity::Warning,
    }
}

/// Addresses without their ports, each once.
fn distinct(addresses: &[SocketAddr]) -> Vec<IpAddr> {
    let mut distinct: Vec<IpAddr> = addresses.iter().map(SocketAddr::ip).collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}
