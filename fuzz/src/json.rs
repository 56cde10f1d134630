//! Reports: any octets in, valid JSON out, and the same octets back.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use serde_json::Value as Json;
use txtproof::proof::{
    Answer, AnswerData, Code, Exchange, Finding, ListedBy, MailExchange, NameServerCount, Outcome, Proof,
    RecordVerdict, Row, ServerName, Severity, Transport, Value, Verdict,
};
use txtproof::report::human::{write_check, write_mail};
use txtproof::report::json::{CheckReport, MailReport, TxtReport};
use txtproof::report::mail::MailCheck;
use txtproof::report::message::MessageReport;
use txtproof::wire::presentation::{Escaped, parse_character_string, parse_name};
use txtproof::wire::{Message, Name, Rcode, Rdata, Record, RecordType};

use super::script::Script;

/// The property of target `json`: the octets are a proof, as choices, and a message.
pub fn json(octets: &[u8]) {
    let mut script = Script::new(octets);
    let proof = draw(&mut script);
    let address = String::from_utf8_lossy(script.some());
    reports_are_sound(&proof);
    mail_is_told(&proof, &address);
    if let Ok(report) = MessageReport::read(octets) {
        let read = round_trip(serde_json::to_vec(&report));
        let message = Message::read(octets).expect("it was read");
        let text = |record: Record<'_>| match record.rdata() {
            Ok(Rdata::Txt(txt)) => Some(txt.octets().collect()),
            _ => None,
        };
        let texts: Vec<Vec<u8>> = message.records().map_while(Result::ok).filter_map(text).collect();
        let sections = ["answer", "authority", "additional"].map(|section| read[section].as_array().expect("a list"));
        let told = sections.into_iter().flatten().filter(|record| record.get("hex").is_some());
        assert!(told.map(octets_told).eq(texts), "{read}");
        is_printable(report.to_string().as_bytes());
    }
}

/// What every report on a proof must be: printable, and JSON that says the same octets.
pub fn reports_are_sound(proof: &Proof) {
    let mut text = Vec::new();
    write_check(&mut text, proof, None).expect("memory takes it");
    is_printable(&text);
    let check = round_trip(serde_json::to_vec(&CheckReport::from(proof)));
    assert_eq!(check["verdict"], proof.verdict.as_str());
    assert_eq!(check["domain"].as_str().map(parse_name), Some(Ok(proof.domain.clone())));
    rows_are_told(&check["servers"], &proof.servers);
    mail_is_told(proof, "postmaster@example.com");
    let lookup = round_trip(serde_json::to_vec(&TxtReport::new(&proof.domain, proof)));
    assert_eq!(lookup["servers"], check["servers"]);
    let findings = check["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), proof.findings.len());
    for (told, finding) in findings.iter().zip(&proof.findings) {
        for (key, value) in [("expected", &finding.expected), ("found", &finding.found)] {
            let octets = value.as_ref().and_then(Value::octets);
            assert!(octets.is_none_or(|octets| unescaped(&told[key]) == *octets), "{told}");
        }
    }
}

/// The proof as one of where mail goes, and the address as somebody typed it.
fn mail_is_told(proof: &Proof, address: &str) {
    let mail = MailCheck::new(address.to_owned(), "local".to_owned(), proof.clone(), None);
    let mut text = Vec::new();
    write_mail(&mut text, &mail).expect("memory takes it");
    // Letters of any script may stand in an address.
    is_visible(&text, |character| !character.is_ascii() && character.is_alphanumeric());
    let octets = serde_json::to_vec(&MailReport::from(&mail)).expect("it has no key but text");
    if address.bytes().all(|octet| matches!(octet, 0x20..=0x7e)) {
        is_printable(&octets);
    }
    let told: Json = serde_json::from_slice(&octets).expect("valid JSON");
    assert_eq!(told["address"], address);
    assert_eq!(told["verdict"], proof.verdict.as_word_of_mail());
    assert_eq!(told["domain"].as_str().map(parse_name), Some(Ok(proof.domain.clone())));
    rows_are_told(&told["servers"], &proof.servers);
    let exchanges = told["exchanges"].as_array().expect("a list");
    assert_eq!(exchanges.len(), proof.exchanges.len());
    for (told, MailExchange { exchange, addresses, is_implicit }) in exchanges.iter().zip(&proof.exchanges) {
        assert_eq!((&told["preference"], &told["implicit"]), (&exchange.preference.into(), &(*is_implicit).into()));
        assert_eq!(told["name"].as_str().map(parse_name), Some(Ok(exchange.host.clone())));
        let parsed = told["addresses"].as_array().expect("a list").iter().map(|it| it.as_str()?.parse().ok());
        assert!(parsed.eq(addresses.iter().copied().map(Some)), "{told}");
    }
}

fn rows_are_told(told: &Json, rows: &[Row]) {
    let told = told.as_array().expect("a list");
    assert_eq!(told.len(), rows.len());
    for (told, row) in told.iter().zip(rows) {
        let answers = told["answers"].as_array().expect("a list");
        assert_eq!(answers.len(), row.answers.len());
        for (told, answer) in answers.iter().zip(&row.answers) {
            assert_eq!(told["name"].as_str().map(parse_name), Some(Ok(answer.name.clone())));
            match &answer.data {
                AnswerData::Strings(strings) => {
                    assert_eq!(octets_told(told), strings.concat());
                    let parts = told["strings"].as_array().expect("a list");
                    assert!(parts.iter().map(unescaped).eq(strings.iter().map(<[u8]>::to_vec)), "{told}");
                }
                AnswerData::Target(name) => {
                    assert_eq!(told["value"].as_str().map(parse_name), Some(Ok((**name).clone())));
                }
                _ => {}
            }
        }
    }
}

/// The octets of a TXT record, which three keys say: `hex`, and `value` in presentation format.
fn octets_told(record: &Json) -> Vec<u8> {
    let hex = record["hex"].as_str().expect("text");
    let octet = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
    let octets: Vec<u8> = (0..hex.len()).step_by(2).map(octet).collect();
    assert_eq!(unescaped(&record["value"]), octets, "{record}");
    octets
}

fn unescaped(text: &Json) -> Vec<u8> {
    let text = text.as_str().expect("text");
    // An octet is one character at least.
    let mut octets = vec![0; text.len()];
    let read = parse_character_string(text, &mut octets).expect("presentation format");
    octets.truncate(read);
    octets
}

fn round_trip(text: serde_json::Result<Vec<u8>>) -> Json {
    let text = text.expect("it has no key but text");
    is_printable(&text);
    serde_json::from_slice(&text).expect("valid JSON")
}

/// Printable ASCII, lines, and colours: nothing else that a terminal would obey.
fn is_printable(text: &[u8]) {
    is_visible(text, |_| false);
}

/// As [`is_printable`], and what is allowed beside.
fn is_visible(text: &[u8], is_allowed: fn(char) -> bool) {
    let text = std::str::from_utf8(text).expect("UTF-8");
    let is_visible = |character| matches!(character, '\n' | ' '..='~') || is_allowed(character);
    for (index, part) in text.split("\x1b[").enumerate() {
        let part = if index == 0 { part } else { part.split_once('m').map_or("\x1b", |(_, behind)| behind) };
        assert!(part.chars().all(is_visible), "unprintable: {text:?}");
    }
}

fn draw(script: &mut Script<'_>) -> Proof {
    let rows = script.below(4);
    let servers: Vec<Row> = (0..rows).map(|_| draw_row(script)).collect();
    let findings = (0..script.below(4)).map(|_| draw_finding(script)).collect();
    let record = RecordVerdict {
        name: draw_name(script),
        record_type: RecordType::TXT,
        zone: None,
        expected: draw_value(script),
        verdict: Verdict::Inconclusive,
    };
    let proof = Proof {
        domain: draw_name(script),
        zone: script.coin().then(|| draw_name(script)),
        parent: None,
        provider: None,
        verdict: script.pick(&[Verdict::Proven, Verdict::Refuted, Verdict::Inconclusive]),
        name_servers: NameServerCount { listed: rows, answered: rows, held: 0 },
        delegation: Vec::new(),
        records: vec![record],
        servers,
        resolvers: Vec::new(),
        exchanges: Vec::new(),
        findings,
        queries_sent: script.u16().into(),
        elapsed: Duration::from_micros(script.u16().into()),
    };
    // Last, so that what was drawn before there was mail is drawn again.
    let exchanges = (0..script.below(4)).map(|_| draw_exchange(script)).collect();
    Proof { exchanges, ..proof }
}

fn draw_exchange(script: &mut Script<'_>) -> MailExchange {
    MailExchange {
        exchange: Exchange { preference: script.u16(), host: draw_name(script) },
        addresses: (0..script.below(4)).map(|_| draw_address(script)).collect(),
        is_implicit: script.coin(),
    }
}

fn draw_row(script: &mut Script<'_>) -> Row {
    use Outcome as O;
    Row {
        names: vec![ServerName::Name(draw_name(script))],
        address: draw_address(script),
        port: 53,
        listed_by: ListedBy::Both,
        name_asked: draw_name(script),
        type_asked: RecordType(script.u16()),
        outcome: script.pick(&[O::Match, O::Mismatch, O::Answered, O::Alias, O::NxDomain, O::Timeout]),
        transport: Some(Transport::Udp),
        rtt: Some(Duration::from_micros(script.u16().into())),
        attempts: 1,
        rcode: Some(Rcode(script.u16())),
        authoritative: Some(script.coin()),
        serial: None,
        answers: (0..script.below(4)).map(|_| draw_answer(script)).collect(),
        detail: None,
    }
}

fn draw_answer(script: &mut Script<'_>) -> Answer {
    let strings = 1 + script.below(3);
    let data = match script.below(4) {
        0 => AnswerData::Target(Box::new(draw_name(script))),
        1 => AnswerData::Exchange(Box::new(Exchange { preference: script.u16(), host: draw_name(script) })),
        _ => AnswerData::Strings((0..strings).map(|_| script.some()).collect()),
    };
    let ttl = u32::from(script.u16()) << 16;
    Answer { name: draw_name(script), record_type: RecordType::TXT, ttl, data, is_expected: script.coin() }
}

fn draw_finding(script: &mut Script<'_>) -> Finding {
    Finding {
        code: Code::ALL[script.below(Code::ALL.len())],
        severity: script.pick(&[Severity::Error, Severity::Warning, Severity::Note]),
        name: script.coin().then(|| draw_name(script)),
        servers: vec![draw_address(script)],
        expected: Some(draw_value(script)),
        found: script.coin().then(|| draw_value(script)),
        message: Escaped(script.some()).to_string(),
        fix: Escaped(script.some()).to_string(),
    }
}

fn draw_value(script: &mut Script<'_>) -> Value {
    if script.coin() { Value::Target(draw_name(script)) } else { Value::Octets(script.some().to_vec().into()) }
}

fn draw_address(script: &mut Script<'_>) -> IpAddr {
    Ipv4Addr::from(u32::from(script.u16()) << 16 | u32::from(script.u16())).into()
}

/// Any octets, cut into labels.
fn draw_name(script: &mut Script<'_>) -> Name {
    let octets = script.some();
    Name::from_labels(octets.chunks(63)).unwrap_or_else(|_| Name::root())
}
