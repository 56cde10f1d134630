//! CNAME and MX records, several records in one check, and records from a file.

use std::io::Write;

use tempfile::NamedTempFile;

use super::served::{Drawn, Served};
use super::zone::{Zone, txt};

fn served(records: impl Fn(Zone, &Drawn) -> Zone) -> (Drawn, Served) {
    let drawn = Drawn::new();
    let server = Served::start(records(drawn.zone(), &drawn));
    (drawn, server)
}

const CNAME: [&str; 4] = ["--name", "verify", "--type", "CNAME"];
const MX: [&str; 4] = ["--name", "bounce", "--type", "MX"];

fn cname(target: &str) -> Vec<&str> {
    [&CNAME[..], &["--expect", target]].concat()
}

fn mx(record: &str) -> Vec<&str> {
    [&MX[..], &["--expect", record]].concat()
}

#[test]
#[ignore = "needs nsd"]
fn a_cname_is_a_record_like_any_other_and_no_alias_to_follow() {
    let (drawn, server) = served(|zone, _| zone.with("verify CNAME Token.Example.NET."));
    let report = server.check_for(&cname("token.example.net"));
    report.assert_proven_plainly();
    report.assert_records(&[("CNAME", "token.example.net", "proven")]);
    report.assert_outcome(server.address(), &format!("verify.{}", drawn.domain), "match");
    assert_eq!(report.rows().count(), 1, "{}", report.told());
    let answer = &report.row(server.address(), &format!("verify.{}", drawn.domain))["answers"][0];
    assert_eq!((&answer["value"], &answer["strings"]), (&"token.example.net".into(), &serde_json::Value::Null));
}

#[test]
#[ignore = "needs nsd"]
fn a_target_with_the_zone_appended_is_named() {
    let (drawn, server) = served(|zone, _| zone.with("verify CNAME token.example.net"));
    let report = server.check_for(&cname("token.example.net"));
    report.assert_refuted_for("value-domain-appended");
    report.assert_found("value-domain-appended", "token.example.net", &format!("token.example.net.{}", drawn.domain));
    report.assert_blames("value-domain-appended", server.address());
    assert_eq!(report.codes(), ["value-domain-appended"], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn another_target_is_named() {
    let (_, server) = served(|zone, _| zone.with("verify CNAME old.example.net."));
    let report = server.check_for(&cname("token.example.net"));
    report.assert_refuted_for("value-other");
    report.assert_found("value-other", "token.example.net", "old.example.net");
}

#[test]
#[ignore = "needs nsd"]
fn addresses_in_the_place_of_a_cname_are_named() {
    for address in ["A 192.0.2.1", "AAAA 2001:db8::1"] {
        let (_, server) = served(|zone, _| zone.with(format!("verify {address}")));
        let report = server.check_for(&cname("token.example.net"));
        report.assert_refuted_for("name-flattened");
        assert_eq!(report.codes(), ["name-flattened", "negative-cached"], "{}", report.told());
        assert_eq!(report.finding("name-flattened")["expected"], "token.example.net");
    }
}

#[test]
#[ignore = "needs nsd"]
fn a_cname_that_is_nowhere_is_missing() {
    let (_, server) = served(|zone, _| zone.with("verify TXT x"));
    server.check_for(&cname("token.example.net")).assert_refuted_for("record-missing");
    let (_, server) = served(|zone, _| zone);
    server.check_for(&cname("token.example.net")).assert_refuted_for("name-missing");
}

#[test]
#[ignore = "needs nsd"]
fn a_cname_below_the_domain_twice_is_named() {
    let (_, server) = served(|zone, drawn| zone.with(format!("verify.{} CNAME token.example.net.", drawn.domain)));
    server.check_for(&cname("token.example.net")).assert_refuted_for("name-domain-appended");
}

#[test]
#[ignore = "needs nsd"]
fn an_mx_is_its_preference_and_its_host() {
    let (_, server) = served(|zone, _| zone.with("bounce MX 10 Mail.Example.NET."));
    let report = server.check_for(&mx("10 mail.example.net"));
    report.assert_proven_plainly();
    report.assert_records(&[("MX", "10 mail.example.net", "proven")]);
    let report = server.check_for(&mx("20 mail.example.net"));
    report.assert_refuted_for("value-mistyped");
    report.assert_found("value-mistyped", "20 mail.example.net", "10 mail.example.net");
}

#[test]
#[ignore = "needs nsd"]
fn an_exchange_with_the_zone_appended_is_named() {
    let (drawn, server) = served(|zone, _| zone.with("bounce MX 10 mail.example.net"));
    let report = server.check_for(&mx("10 mail.example.net"));
    report.assert_refuted_for("value-domain-appended");
    let found = format!("10 mail.example.net.{}", drawn.domain);
    report.assert_found("value-domain-appended", "10 mail.example.net", &found);
}

#[test]
#[ignore = "needs nsd"]
fn another_mx_beside_the_expected_one_is_a_note() {
    let (_, server) = served(|zone, _| zone.with("bounce MX 10 mail.example.net.").with("bounce MX 20 b.example.net."));
    let report = server.check_for(&mx("10 mail.example.net"));
    report.assert_proven();
    report.assert_finding("extra-value", "note");
    assert_eq!(report.finding("extra-value")["found"], "20 b.example.net");
}

#[test]
#[ignore = "needs nsd"]
fn an_mx_behind_an_alias_is_proven_at_its_target() {
    let (_, server) = served(|zone, _| zone.with("bounce CNAME there").with("there MX 10 mail.example.net."));
    let report = server.check_for(&mx("10 mail.example.net"));
    report.assert_proven();
    report.assert_finding("name-alias", "note");
}

#[test]
#[ignore = "needs nsd"]
fn each_of_several_records_has_a_verdict_of_its_own() {
    let (drawn, server) =
        served(|zone, drawn| zone.with("verify CNAME token.example.net.").with(txt("_amazonses", &drawn.token)));
    let wanted = ["--expect", &drawn.token, "--record", "verify CNAME token.example.net.", "--record", "@ TXT missing"];
    let report = server.check_for(&wanted);
    report.assert_refuted();
    report.assert_records(&[
        ("TXT", &drawn.token, "proven"),
        ("CNAME", "token.example.net", "proven"),
        ("TXT", "missing", "refuted"),
    ]);
    report.assert_one_row_a_question();
    assert_eq!(report.codes(), ["record-missing", "negative-cached"], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn servers_that_each_hold_one_of_two_records_hold_not_all() {
    let drawn = Drawn::new();
    let first = Served::start(drawn.zone().with(txt("a", &drawn.token)));
    let second = Served::start(drawn.zone().with(txt("b", &drawn.token)));
    let record = |name: &str| format!("{name} TXT {}", drawn.token);
    let (a, b, other) = (record("a"), record("b"), second.server());
    let report = first.check_for(&["--record", &a, "--record", &b, "--server", &other]);
    report.assert_refuted_for("servers-disagree");
    report.assert_name_servers(2, 2, 0);
}

#[test]
#[ignore = "needs nsd"]
fn two_records_that_lead_to_one_question_ask_it_once() {
    let (drawn, server) = served(|zone, drawn| {
        zone.with("a CNAME there").with("b CNAME there").with(txt("there", &drawn.token)).with(txt("@", &drawn.token))
    });
    let record = |name: &str| format!("{name} TXT \"{}\"", drawn.token);
    let (a, b, apex) = (record("a"), record("b"), record("@"));
    let report = server.check_for(&["--record", &a, "--record", &b, "--record", &apex, "--expect", &drawn.token]);
    report.assert_proven();
    report.assert_one_row_a_question();
    report.assert_name_servers(1, 1, 1);
    assert_eq!(report.json()["queries_sent"], 5, "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn what_stands_where_another_record_belongs_is_told() {
    let (drawn, server) = served(|zone, drawn| zone.with(txt("@", &drawn.token)).with(txt("@", &drawn.other_token)));
    let wanted = ["--name", "_challenge", "--expect", &drawn.token];
    let apex = format!("@ TXT \"{}\"", drawn.other_token);
    let report = server.check_for(&[&wanted[..], &["--record", &apex]].concat());
    report.assert_refuted_for("name-at-apex");
    report.assert_records(&[("TXT", &drawn.token, "refuted"), ("TXT", &drawn.other_token, "proven")]);
}

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a temporary file");
    file.write_all(text.as_bytes()).expect("it is written");
    file
}

fn path(file: &NamedTempFile) -> &str {
    file.path().to_str().expect("a path of a temporary file is text")
}

#[test]
#[ignore = "needs nsd"]
fn a_file_of_zone_lines_is_proven() {
    let lines = "_a 300 IN TXT ( \"one\"\n  \" two\" ) ; why\nb CNAME c.example.net\nm MX 10 mail.example.net.\n";
    let records = r#"_a TXT "one two""#;
    let (_, server) =
        served(|zone, _| zone.with(records).with("b CNAME c.example.net.").with("m MX 10 mail.example.net."));
    let file = file(lines);
    let report = server.check_for(&["--records", path(&file)]);
    report.assert_proven_plainly();
    report.assert_records(&[
        ("TXT", "one two", "proven"),
        ("CNAME", "c.example.net", "proven"),
        ("MX", "10 mail.example.net", "proven"),
    ]);
    assert!(report.json()["provider"].is_null(), "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_csv_with_its_columns_in_any_order_is_proven() {
    let (drawn, server) = served(|zone, drawn| {
        zone.with(txt("_amazonses", &drawn.token)).with("b CNAME c.example.net.").with("m MX 10 mail.example.net.")
    });
    let (domain, token) = (&drawn.domain, &drawn.token);
    let text = format!(
        "Type,\"Record Name\",Value\r\nTXT,_amazonses.{domain},\"{token}\"\r\nCNAME,b.{domain},c.example.net\r\n\
         MX,m.{domain},10 mail.example.net\r\n"
    );
    let with_header = file(&text);
    let without = file(text.split_once('\n').expect("a header").1);
    for file in [with_header, without] {
        let report = server.check_for(&["--records", path(&file)]);
        report.assert_proven_plainly();
        assert_eq!(report.records().count(), 3, "{}", report.told());
    }
}
