//! `mail` from root hints: where real servers say that mail goes.
//!
//! The mail servers' addresses are of 192.88.99.0/24, which is nobody's any more (RFC 7526) and not among those that the
//! Internet cannot reach (RFC 6890); nothing is ever sent to them.

use serde_json::{Value, json};

use super::internet::Plan;
use super::program::Run;
use super::shape;
use super::zone::Zone;

/// What an address in a domain with these records comes to.
fn mail(records: &[&str]) -> Run {
    let mut plan = Plan::new();
    let domain = plan.domain();
    let servers = plan.two_name_servers(&domain);
    let zone = records.iter().fold(Zone::new(&domain), |zone, record| zone.with(*record));
    plan.publish(&zone, &servers);
    told(&plan.open().look_up(&["mail", &format!("alice@{domain}"), "--json"]))
}

fn told(run: &Run) -> Run {
    shape::assert_mail(&run.json());
    Run { exit: run.exit, stdout: run.stdout.clone(), stderr: run.stderr.clone() }
}

fn codes(run: &Run) -> Vec<String> {
    let report = run.json();
    let findings = report["findings"].as_array().expect("a list").clone();
    findings.iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned)).collect()
}

fn assert_told(run: &Run, exit: i32, verdict: &str, expected: &[&str]) {
    assert_eq!((run.exit, &run.json()["verdict"]), (exit, &json!(verdict)), "{}", run.told());
    assert_eq!(codes(run), expected, "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn mail_arrives_where_exchanges_have_public_addresses() {
    let run = mail(&["@ MX 20 mx2", "@ MX 10 mx1", "mx1 A 192.88.99.25", "mx2 A 192.88.99.26"]);
    assert_told(&run, 0, "can-receive", &[]);
    let report = run.json();
    let exchanges = report["exchanges"].as_array().expect("a list");
    let preferences: Vec<&Value> = exchanges.iter().map(|exchange| &exchange["preference"]).collect();
    assert_eq!(preferences, [10, 20], "{}", run.told());
    assert_eq!(exchanges[0]["addresses"], json!(["192.88.99.25"]), "{}", run.told());
    let domain = report["domain"].as_str().expect("text");
    assert_eq!(exchanges[0]["name"], format!("mx1.{domain}"), "{}", run.told());
    assert_eq!((&report["address"], &report["local_part"]), (&json!(format!("alice@{domain}")), &json!("alice")));
    assert_eq!(report["servers"].as_array().map(Vec::len), Some(2), "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn mail_does_not_arrive_where_the_exchange_has_no_public_address() {
    assert_told(&mail(&["@ MX 10 mx1"]), 1, "cannot-receive", &["mail-exchange-without-address"]);
    assert_told(&mail(&["@ MX 10 192.88.99.25."]), 1, "cannot-receive", &["mail-exchange-without-address"]);
    assert_told(&mail(&["@ MX 10 mx1", "mx1 A 10.1.2.25"]), 1, "cannot-receive", &["mail-exchange-private"]);
    let loopback = mail(&["@ MX 10 mx1", "mx1 A 127.0.0.1", "mx1 AAAA ::1"]);
    assert_told(&loopback, 1, "cannot-receive", &["mail-exchange-private"]);
}

#[test]
#[ignore = "needs nsd"]
fn a_domain_without_an_mx_record_has_its_own_addresses_or_nothing() {
    assert_told(&mail(&["@ A 192.88.99.25"]), 0, "can-receive", &["mail-implicit-mx"]);
    assert_told(&mail(&["www A 192.88.99.25"]), 1, "cannot-receive", &["mail-no-exchange"]);
    assert_told(&mail(&["@ MX 0 .", "@ A 192.88.99.25"]), 1, "cannot-receive", &["mail-null-mx"]);
}

#[test]
#[ignore = "needs nsd"]
fn an_exchange_that_is_an_alias_is_followed_and_told() {
    let run = mail(&["@ MX 10 mail", "mail CNAME mx1", "mx1 A 192.88.99.25"]);
    assert_told(&run, 0, "can-receive", &["mail-exchange-is-alias"]);
    let run = mail(&["@ MX 10 a", "a CNAME b", "b CNAME a"]);
    assert_told(&run, 1, "cannot-receive", &["mail-exchange-without-address", "mail-exchange-is-alias"]);
}

#[test]
#[ignore = "needs nsd"]
fn exchanges_in_another_domain_are_looked_up_at_its_own_servers() {
    let mut plan = Plan::new();
    let (domain, provider) = (plan.domain(), plan.domain());
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(format!("@ MX 10 mx1.{provider}.")), &servers);
    let servers = plan.two_name_servers(&provider);
    plan.publish(&Zone::new(&provider).with("mx1 AAAA 2002:c058:6319::1"), &servers);
    let run = told(&plan.open().look_up(&["mail", &format!("alice@{domain}"), "--json"]));
    assert_told(&run, 0, "can-receive", &[]);
    assert_eq!(run.json()["exchanges"][0]["addresses"], json!(["2002:c058:6319::1"]), "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn servers_that_do_not_agree_are_told() {
    let mut plan = Plan::new();
    let domain = plan.domain();
    let [first, second] = plan.two_name_servers(&domain);
    plan.delegate(&domain, &[first.clone(), second.clone()]);
    let zone = Zone::new(&domain).with_server(&first).with_server(&second).with("mx1 A 192.88.99.25");
    plan.serve(&first, &[zone.clone().with("@ MX 10 mx1")]);
    plan.serve(&second, &[zone.with("@ MX 0 .")]);
    let run = told(&plan.open().look_up(&["mail", &format!("alice@{domain}"), "--json"]));
    assert_told(&run, 1, "cannot-receive", &["mail-servers-disagree", "mail-null-mx"]);
}

#[test]
#[ignore = "needs nsd"]
fn a_domain_that_nobody_has_is_told_and_servers_that_refuse_decide_nothing() {
    let mut plan = Plan::new();
    let (missing, refused) = (plan.domain(), plan.domain());
    let servers = plan.two_name_servers(&refused);
    plan.delegate(&refused, &servers);
    plan.serve_at(&servers, &[]);
    let internet = plan.open();
    let run = told(&internet.look_up(&["mail", &format!("alice@{missing}"), "--json"]));
    assert_told(&run, 1, "cannot-receive", &["mail-domain-missing"]);
    let run = told(&internet.look_up(&["mail", &format!("alice@{refused}"), "--json"]));
    assert_told(&run, 3, "not-found-out", &["mail-not-found-out", "server-refused"]);
}

#[test]
#[ignore = "needs nsd"]
fn what_was_typed_is_told_beside_what_dns_says() {
    let internet = Plan::new().open();
    let run = told(&internet.look_up(&["mail", "alice@gmial.com", "--json"]));
    let warning = json!({ "code": "mail-domain-slip", "severity": "warning" });
    let finding = run.json()["findings"].as_array().and_then(|findings| findings.last().cloned()).expect("a finding");
    assert_eq!((&finding["code"], &finding["severity"]), (&warning["code"], &warning["severity"]), "{}", run.told());
    assert_eq!(run.exit, 1, "there is no com in this internet: {}", run.told());
    let run = told(&internet.look_up(&["mail", "alice@example,com", "--json"]));
    assert_told(&run, 1, "cannot-receive", &["mail-address-malformed"]);
}
