//! The JSON of the contract, field by field: absent facts are `null`, never left out.

use serde_json::Value;

const OUTCOMES: &[&str] = &[
    "match",
    "mismatch",
    "alias",
    "nodata",
    "nxdomain",
    "refused",
    "servfail",
    "not-authoritative",
    "upward-referral",
    "malformed",
    "timeout",
    "unreachable",
    "truncated",
    "skipped",
    "error",
];
const VERDICTS: &[&str] = &["proven", "refuted", "inconclusive"];
const LISTED_BY: &[&str] = &["parent", "child", "both", "user"];
const SEVERITIES: &[&str] = &["error", "warning", "note"];

/// The kinds of value that a field may hold.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    TextOrNull,
    Count,
    CountOrNull,
    Number,
    NumberOrNull,
    Flag,
    FlagOrNull,
    Texts,
    TextsOrNull,
    List,
    OneOf(&'static [&'static str]),
    OneOfOrNull(&'static [&'static str]),
}

impl Kind {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::TextOrNull => value.is_null() || value.is_string(),
            Self::Count => value.is_u64(),
            Self::CountOrNull => value.is_null() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::NumberOrNull => value.is_null() || value.is_number(),
            Self::Flag => value.is_boolean(),
            Self::FlagOrNull => value.is_null() || value.is_boolean(),
            Self::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            Self::TextsOrNull => value.is_null() || Self::Texts.fits(value),
            Self::List => value.is_array(),
            Self::OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Self::OneOfOrNull(words) => value.is_null() || Self::OneOf(words).fits(value),
        }
    }
}

const CHECK: &[(&str, Kind)] = &[
    ("schema", Kind::OneOf(&["txtproof.check.v1"])),
    ("domain", Kind::Text),
    ("zone", Kind::TextOrNull),
    ("provider", Kind::TextOrNull),
    ("verdict", Kind::OneOf(VERDICTS)),
    ("records", Kind::List),
    ("servers", Kind::List),
    ("resolvers", Kind::List),
    ("findings", Kind::List),
    ("queries_sent", Kind::Count),
    ("elapsed_ms", Kind::Number),
];
const NAME_SERVERS: &[(&str, Kind)] = &[("listed", Kind::Count), ("answered", Kind::Count), ("held", Kind::Count)];
const EXPECTATION: &[(&str, Kind)] = &[
    ("name", Kind::Text),
    ("type", Kind::OneOf(&["TXT", "CNAME", "MX"])),
    ("zone", Kind::TextOrNull),
    ("expected", Kind::Text),
    ("verdict", Kind::OneOf(VERDICTS)),
];
const ROW: &[(&str, Kind)] = &[
    ("names", Kind::Texts),
    ("address", Kind::Text),
    ("port", Kind::Count),
    ("listed_by", Kind::OneOf(LISTED_BY)),
    ("name_asked", Kind::Text),
    ("type_asked", Kind::Text),
    ("transport", Kind::OneOfOrNull(&["udp", "tcp"])),
    ("rtt_ms", Kind::NumberOrNull),
    ("attempts", Kind::Count),
    ("rcode", Kind::TextOrNull),
    ("authoritative", Kind::FlagOrNull),
    ("serial", Kind::CountOrNull),
    ("answers", Kind::List),
];
const RESOLVER: &[(&str, Kind)] = &[
    ("address", Kind::Text),
    ("port", Kind::Count),
    ("name_asked", Kind::Text),
    ("type_asked", Kind::Text),
    ("answers", Kind::List),
    ("ttl_left_s", Kind::CountOrNull),
    ("authenticated", Kind::FlagOrNull),
];
const ANSWER: &[(&str, Kind)] = &[
    ("name", Kind::Text),
    ("type", Kind::Text),
    ("ttl", Kind::Count),
    ("strings", Kind::TextsOrNull),
    ("value", Kind::TextOrNull),
    ("hex", Kind::TextOrNull),
];
const FINDING: &[(&str, Kind)] = &[
    ("code", Kind::Text),
    ("severity", Kind::OneOf(SEVERITIES)),
    ("name", Kind::TextOrNull),
    ("servers", Kind::Texts),
    ("expected", Kind::TextOrNull),
    ("found", Kind::TextOrNull),
    ("message", Kind::Text),
    ("fix", Kind::TextOrNull),
];
const NS: &[(&str, Kind)] = &[
    ("schema", Kind::OneOf(&["txtproof.ns.v1"])),
    ("domain", Kind::Text),
    ("zone", Kind::TextOrNull),
    ("parent", Kind::TextOrNull),
    ("servers", Kind::List),
    ("findings", Kind::List),
];
const LISTED_SERVER: &[(&str, Kind)] =
    &[("name", Kind::Text), ("addresses", Kind::Texts), ("listed_by", Kind::OneOf(LISTED_BY))];
const TXT: &[(&str, Kind)] = &[
    ("schema", Kind::OneOf(&["txtproof.txt.v1"])),
    ("name", Kind::Text),
    ("servers", Kind::List),
    ("findings", Kind::List),
];
const MAIL: &[(&str, Kind)] = &[
    ("schema", Kind::OneOf(&["txtproof.mail.v1"])),
    ("address", Kind::Text),
    ("local_part", Kind::TextOrNull),
    ("domain", Kind::TextOrNull),
    ("verdict", Kind::OneOf(&["can-receive", "cannot-receive", "not-found-out"])),
    ("exchanges", Kind::List),
    ("servers", Kind::List),
    ("findings", Kind::List),
    ("next_steps", Kind::Texts),
];
const EXCHANGE: &[(&str, Kind)] =
    &[("preference", Kind::Count), ("name", Kind::Text), ("addresses", Kind::Texts), ("implicit", Kind::Flag)];

/// Panics with the path of the first field that is not as the contract says.
pub(crate) fn assert_check(report: &Value) {
    assert_fields(report, CHECK, "report");
    assert_fields(&report["name_servers"], NAME_SERVERS, "name_servers");
    assert_each(report, "records", EXPECTATION);
    assert_rows(report, "servers", ROW, OUTCOMES);
    assert_rows(report, "resolvers", RESOLVER, OUTCOMES);
    assert_findings(report);
    assert_sorted_by_name(&report["servers"]);
}

/// As [`assert_check`], for `ns --json`.
pub(crate) fn assert_ns(report: &Value) {
    assert_fields(report, NS, "report");
    assert_each(report, "servers", LISTED_SERVER);
    assert_findings(report);
}

/// As [`assert_check`], for `txt --json`, whose rows say `answered`.
pub(crate) fn assert_txt(report: &Value) {
    assert_fields(report, TXT, "report");
    assert_rows(report, "servers", ROW, &outcomes_of_what_is_shown());
    assert_findings(report);
}

/// As [`assert_check`], for `mail --json`, whose rows say `answered`.
pub(crate) fn assert_mail(report: &Value) {
    assert_fields(report, MAIL, "report");
    assert_each(report, "exchanges", EXCHANGE);
    report["exchanges"].as_array().expect("checked above").iter().for_each(|it| assert_name(it, "name"));
    assert_rows(report, "servers", ROW, &outcomes_of_what_is_shown());
    assert_findings(report);
    assert_sorted_by_name(&report["servers"]);
}

/// Where nothing is expected nothing matches.
fn outcomes_of_what_is_shown() -> Vec<&'static str> {
    OUTCOMES.iter().map(|&outcome| if outcome == "match" { "answered" } else { outcome }).collect()
}

fn assert_rows(report: &Value, list: &str, fields: &[(&str, Kind)], outcomes: &[&str]) {
    assert_each(report, list, fields);
    for row in report[list].as_array().expect("checked above") {
        let outcome = row["outcome"].as_str().unwrap_or_else(|| panic!("a row without outcome: {row}"));
        assert!(outcomes.contains(&outcome), "an outcome that the contract has not: {outcome}");
        assert_each(row, "answers", ANSWER);
        assert_name(row, "name_asked");
        row["answers"].as_array().expect("checked above").iter().for_each(assert_hex_is_the_value);
    }
}

fn assert_findings(report: &Value) {
    assert_each(report, "findings", FINDING);
    for finding in report["findings"].as_array().expect("checked above") {
        assert!(finding["message"] != "", "a finding without a message: {finding}");
        let is_error = finding["severity"] == "error";
        assert!(!is_error || finding["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "no fix: {finding}");
    }
}

fn assert_each(parent: &Value, list: &str, fields: &[(&str, Kind)]) {
    let entries = parent[list].as_array().unwrap_or_else(|| panic!("`{list}` is no list: {parent}"));
    for (number, entry) in entries.iter().enumerate() {
        assert_fields(entry, fields, &format!("{list}[{number}]"));
    }
}

fn assert_fields(object: &Value, fields: &[(&str, Kind)], path: &str) {
    for &(field, kind) in fields {
        let value = object.get(field).unwrap_or_else(|| panic!("{path}.{field} is left out: {object}"));
        assert!(kind.fits(value), "{path}.{field} holds {value}");
    }
}

/// Names are told in lower case, without the final dot.
fn assert_name(object: &Value, field: &str) {
    let name = object[field].as_str().expect("checked above");
    assert!(name == name.to_ascii_lowercase() && (name == "." || !name.ends_with('.')), "`{field}`: {name}");
}

/// `hex` and `value` are the same octets: printable text can be compared without undoing escapes.
fn assert_hex_is_the_value(answer: &Value) {
    let (Some(value), Some(hex)) = (answer["value"].as_str(), answer["hex"].as_str()) else { return };
    if value.contains('\\') {
        return;
    }
    let expected: Vec<String> = value.bytes().map(|octet| format!("{octet:02x}")).collect();
    assert_eq!(hex, expected.concat(), "hex of {value}");
}

fn assert_sorted_by_name(rows: &Value) {
    let names: Vec<&str> =
        rows.as_array().expect("checked above").iter().filter_map(|row| row["names"][0].as_str()).collect();
    assert!(names.is_sorted(), "rows are not sorted by server name: {names:?}");
}
