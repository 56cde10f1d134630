//! Proofs to tell, for the tests of the reports.

use core::net::{IpAddr, Ipv4Addr};
use core::time::Duration;

use std::boxed::Box;
use std::string::String;
use std::vec;
use std::vec::Vec;

use bytes::Bytes;

use crate::proof::{
    Answer, AnswerData, Code, Exchange, Finding, ListedBy, MailExchange, NameServer, NameServerCount, Outcome, Proof,
    RecordVerdict, Row, ServerName, Severity, Transport, Value, Verdict,
};
use crate::report::mail::MailCheck;
use crate::wire::{Name, Rcode, RecordType};

pub(crate) const EXPECTED: &str = "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";

pub(crate) fn name(text: &str) -> Name {
    text.parse().unwrap()
}

pub(crate) const fn address(last: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))
}

/// The record of this name server, as it says it; nothing where `value` is `None`.
pub(crate) fn row(number: u8, outcome: Outcome, values: &[&[u8]]) -> Row {
    let is_response = !matches!(outcome, Outcome::Timeout | Outcome::Skipped);
    Row {
        names: vec![ServerName::Name(name(&std::format!("NS{number}.Example.net")))],
        address: address(number),
        port: 53,
        listed_by: ListedBy::Both,
        name_asked: name("_AMAZONSES.example.com"),
        type_asked: RecordType::TXT,
        outcome,
        transport: is_response.then_some(Transport::Udp),
        rtt: is_response.then_some(Duration::from_micros(11_760)),
        attempts: if is_response { 1 } else { 3 },
        rcode: is_response.then_some(Rcode::NOERROR),
        authoritative: is_response.then_some(true),
        serial: None,
        answers: values.iter().map(|value| text(value)).collect(),
        detail: None,
    }
}

/// A TXT record of one character-string.
pub(crate) fn text(value: &[u8]) -> Answer {
    answer(RecordType::TXT, AnswerData::Strings(value.chunks(255).collect()))
}

pub(crate) fn answer(record_type: RecordType, data: AnswerData) -> Answer {
    let is_expected = matches!(&data, AnswerData::Strings(strings) if strings.concat() == EXPECTED.as_bytes());
    Answer { name: name("_AMAZONSES.example.com"), record_type, ttl: 300, data, is_expected }
}

pub(crate) fn finding(code: Code, severity: Severity, found: Option<&[u8]>) -> Finding {
    Finding {
        code,
        severity,
        name: Some(name("_AMAZONSES.example.com")),
        servers: vec![address(1)],
        expected: found.map(|_| Value::Octets(Bytes::from_static(EXPECTED.as_bytes()))),
        found: found.map(Bytes::copy_from_slice).map(Value::Octets),
        message: "What is so.".into(),
        fix: "What to do.".into(),
    }
}

/// A proof with this verdict and these rows.
pub(crate) fn proof(verdict: Verdict, servers: Vec<Row>, findings: Vec<Finding>) -> Proof {
    let has = |row: &&Row, outcomes: &[Outcome]| outcomes.contains(&row.outcome);
    let held = servers.iter().filter(|row| has(row, &[Outcome::Match])).count();
    let silent = servers.iter().filter(|row| has(row, &[Outcome::Timeout, Outcome::Skipped])).count();
    let delegation = servers.iter().map(|row| NameServer {
        name: row.names[0].clone(),
        addresses: vec![row.address],
        listed_by: row.listed_by,
    });
    Proof {
        domain: name("Example.com"),
        zone: Some(name("Example.com")),
        parent: Some(name("COM")),
        provider: Some("ses"),
        verdict,
        name_servers: NameServerCount { listed: servers.len(), answered: servers.len() - silent, held },
        delegation: delegation.collect(),
        records: vec![RecordVerdict {
            name: name("_AMAZONSES.example.com"),
            record_type: RecordType::TXT,
            zone: Some(name("example.com")),
            expected: Value::Octets(Bytes::from_static(EXPECTED.as_bytes())),
            verdict,
        }],
        servers,
        resolvers: Vec::new(),
        exchanges: Vec::new(),
        findings,
        queries_sent: 9,
        elapsed: Duration::from_micros(48_231),
    }
}

/// An MX record at the domain, and what is known of its host.
pub(crate) fn exchange(preference: u16, host: &str, addresses: &[&str]) -> MailExchange {
    let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
    MailExchange { exchange: Exchange { preference, host: name(host) }, addresses, is_implicit: false }
}

/// Mail for the domain goes to these hosts, say all of so many name servers.
pub(crate) fn mail(verdict: Verdict, servers: u8, exchanges: Vec<MailExchange>, findings: Vec<Finding>) -> MailCheck {
    let record = |it: &MailExchange| Answer {
        name: name("Example.com"),
        ..answer(RecordType::MX, AnswerData::Exchange(Box::new(it.exchange.clone())))
    };
    let server = |number| Row {
        name_asked: name("Example.com"),
        type_asked: RecordType::MX,
        answers: exchanges.iter().map(record).collect(),
        ..row(number, Outcome::Answered, &[])
    };
    let servers = (1..=servers).map(server).collect();
    let proof = Proof { exchanges, provider: None, records: Vec::new(), ..proof(verdict, servers, findings) };
    MailCheck::new("J\u{f6}rg@Example.com".into(), "J\u{f6}rg".into(), proof, None)
}

/// The value in lower case on two servers, a third silent.
pub(crate) fn lowercased() -> Proof {
    let value = String::from(EXPECTED).to_ascii_lowercase();
    let rows = vec![
        row(1, Outcome::Mismatch, &[value.as_bytes()]),
        row(2, Outcome::Mismatch, &[value.as_bytes()]),
        row(3, Outcome::Timeout, &[]),
    ];
    let findings = vec![
        Finding {
            message: "The value at _amazonses.example.com is in lower case, and the provider compares it octet for octet."
                .into(),
            fix: "Enter the value again exactly as the provider shows it; if it is lowered again, ask your DNS provider to \
                  keep capital letters."
                .into(),
            servers: vec![address(1), address(2)],
            ..finding(Code::ValueLowercased, Severity::Error, Some(value.as_bytes()))
        },
        Finding {
            servers: vec![address(3)],
            name: None,
            message: "ns3.example.net (192.0.2.3) gave no answer in 3 tries.".into(),
            fix: "Look whether it is up.".into(),
            ..finding(Code::ServerTimeout, Severity::Warning, None)
        },
    ];
    proof(Verdict::Refuted, rows, findings)
}
