//! `check --provider`: records that are made of what the provider hands out.

use super::random::Random;
use super::report::CheckReport;
use super::served::Served;
use super::zone::{Zone, txt, txt_of_strings};

const REGION: &str = "eu-west-1";
const MAIL_FROM: [&str; 6] = ["--provider", "ses-mail-from", "--set", "subdomain=bounce", "--set", "region=eu-west-1"];

fn feedback() -> String {
    format!("bounce MX 10 feedback-smtp.{REGION}.amazonses.com.")
}

/// A check for a custom MAIL FROM domain against these records.
fn mail_from(records: &[&str]) -> CheckReport {
    let zone = Zone::new(&Random::from_environment().domain());
    let zone = records.iter().fold(zone, |zone, record| zone.with(*record));
    Served::start(zone).check_for(&MAIL_FROM)
}

/// Three tokens, and a check for their CNAMEs against what `record` makes of each.
fn dkim(record: impl Fn(&str) -> String) -> (Vec<String>, CheckReport) {
    let mut random = Random::from_environment();
    let tokens: Vec<String> = (0..3).map(|_| random.dkim_token()).collect();
    let zone = tokens.iter().fold(Zone::new(&random.domain()), |zone, token| zone.with(record(token)));
    let mut wanted = vec!["--provider", "ses-dkim"];
    wanted.extend(tokens.iter().flat_map(|token| ["--expect", token]));
    let report = Served::start(zone).check_for(&wanted);
    (tokens, report)
}

#[test]
#[ignore = "needs nsd"]
fn three_tokens_of_ses_are_three_cnames() {
    let (tokens, report) = dkim(|token| format!("{token}._domainkey CNAME {token}.dkim.amazonses.com."));
    report.assert_proven_plainly();
    let targets: Vec<String> = tokens.iter().map(|token| format!("{token}.dkim.amazonses.com")).collect();
    let expected: Vec<_> = targets.iter().map(|target| ("CNAME", target.as_str(), "proven")).collect();
    report.assert_records(&expected);
    report.assert_name_servers(1, 1, 1);
    assert_eq!(report.json()["provider"], "ses-dkim");
    assert_eq!(report.rows().count(), 3, "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn dkim_targets_with_the_zone_appended_are_named() {
    let (_, report) = dkim(|token| format!("{token}._domainkey CNAME {token}.dkim.amazonses.com"));
    report.assert_refuted_for("value-domain-appended");
    assert_eq!(report.codes(), ["value-domain-appended"; 3], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn one_of_three_cnames_is_no_proof() {
    let mut random = Random::from_environment();
    let (domain, one, other) = (random.domain(), random.dkim_token(), random.dkim_token());
    let zone = Zone::new(&domain).with(format!("{one}._domainkey CNAME {one}.dkim.amazonses.com."));
    let report = Served::start(zone).check_for(&["--provider", "ses-dkim", "--expect", &one, "--expect", &other]);
    report.assert_refuted_for("name-missing");
    let verdicts: Vec<_> = report.records().map(|record| record["verdict"].as_str()).collect();
    assert_eq!(verdicts, [Some("proven"), Some("refuted")], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_key_of_several_character_strings_is_compared_whole() {
    let mut random = Random::from_environment();
    let key = format!("p=MIIB{}", random.base64(388));
    let (head, tail) = key.split_at(255);
    let zone = Zone::new(&random.domain()).with(txt_of_strings("mine._domainkey", &[head, tail]));
    let wanted = ["--provider", "ses-byodkim", "--set", "selector=mine", "--expect", &key];
    let server = Served::start(zone);
    server.check_for(&wanted).assert_proven_plainly();
}

#[test]
#[ignore = "needs nsd"]
fn a_mail_from_domain_is_one_mx_and_a_policy() {
    let report = mail_from(&[&feedback(), r#"bounce TXT "v=spf1 include:amazonses.com ~all""#]);
    report.assert_proven_plainly();
    report.assert_records(&[
        ("MX", "10 feedback-smtp.eu-west-1.amazonses.com", "proven"),
        ("TXT", "v=spf1 include:amazonses.com ~all", "proven"),
    ]);
}

#[test]
#[ignore = "needs nsd"]
fn a_policy_may_include_others_and_other_texts_may_stand_beside_it() {
    let policy = r#"bounce TXT "v=spf1 ip4:192.0.2.0/24 " "Include:AmazonSES.com -all""#;
    mail_from(&[&feedback(), policy, r#"bounce TXT "other""#]).assert_proven_plainly();
}

#[test]
#[ignore = "needs nsd"]
fn a_second_mx_is_one_too_many() {
    let policy = r#"bounce TXT "v=spf1 include:amazonses.com ~all""#;
    let report = mail_from(&[&feedback(), "bounce MX 20 mail.example.net.", policy]);
    report.assert_refuted_for("extra-value");
    assert_eq!(report.codes(), ["extra-value"], "{}", report.told());
    report.assert_found("extra-value", "10 feedback-smtp.eu-west-1.amazonses.com", "20 mail.example.net");
    let verdicts: Vec<_> = report.records().map(|record| record["verdict"].as_str()).collect();
    assert_eq!(verdicts, [Some("refuted"), Some("proven")], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_second_policy_is_one_too_many() {
    let policy = r#"bounce TXT "v=spf1 include:amazonses.com ~all""#;
    let report = mail_from(&[&feedback(), policy, r#"bounce TXT "v=spf1 -all""#]);
    report.assert_refuted_for("extra-value");
    assert_eq!(report.finding("extra-value")["found"], "v=spf1 -all", "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_policy_without_the_provider_is_named() {
    let report = mail_from(&[&feedback(), r#"bounce TXT "v=spf1 -all""#, r#"bounce TXT "a text""#]);
    report.assert_refuted_for("value-other");
    report.assert_found("value-other", "v=spf1 include:amazonses.com ~all", "v=spf1 -all");
    assert_eq!(report.codes(), ["value-other"], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn an_expected_value_that_is_none_of_the_provider_comes_first_where_it_is_refuted() {
    let mut random = Random::from_environment();
    let (domain, token) = (random.domain(), random.token());
    let cut = &token[..43];
    let server = Served::start(Zone::new(&domain).with(txt("_amazonses", &token)));
    let report = server.check(&[cut]);
    report.assert_refuted_for("value-malformed");
    assert_eq!(report.finding("value-malformed")["expected"], cut, "{}", report.told());
    let server = Served::start(Zone::new(&domain).with(txt("_amazonses", cut)));
    let report = server.check(&[cut]);
    report.assert_proven();
    report.assert_finding("value-malformed", "warning");
}

#[test]
#[ignore = "needs nsd"]
fn of_two_values_the_malformed_one_that_is_there_is_a_warning() {
    let mut random = Random::from_environment();
    let (domain, token) = (random.domain(), random.token());
    let server = Served::start(Zone::new(&domain).with(txt("_amazonses", "short")));
    let report = server.check(&["short", &token]);
    report.assert_refuted();
    report.assert_finding("value-malformed", "warning");
    let server = Served::start(Zone::new(&domain).with(txt("_amazonses", &token)));
    server.check(&["short", &token]).assert_refuted_for("value-malformed");
}
