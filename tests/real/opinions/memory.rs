//! `--also-ask`: what a resolver keeps from before the zone was edited, and for how long.

use super::*;
use crate::background::Background;
use crate::real::program::txtproof;

on_every_software! {
    a_resolver_that_agrees_is_no_finding,
    a_resolver_behind_an_alias_agrees,
    a_resolver_is_asked_where_the_record_stands,
    an_absence_is_told_and_planted_in_no_resolver,
    another_type_at_the_name_is_told_and_planted_in_no_resolver,
}

fn a_resolver_that_agrees_is_no_finding(software: Software) {
    let (mut internet, wanted, _) = published(software, Wanted::zone);
    let resolver = internet.resolver();
    let report = check_and_ask(&wanted, &internet, &resolver);
    report.assert_proven_plainly();
    assert_seen(&report, &resolver, "match", TTL);
    assert_authenticated(&report, &resolver, false);
    assert_eq!(report.resolver(&resolver.address())["answers"][0]["value"], wanted.token.as_str(), "{}", report.told());
}

fn a_resolver_behind_an_alias_agrees(software: Software) {
    let aliased = |wanted: &Wanted| wanted.bare_zone().with("_amazonses CNAME proof").with(txt("proof", &wanted.token));
    let (mut internet, wanted, _) = published(software, aliased);
    let resolver = internet.resolver();
    let report = check_and_ask(&wanted, &internet, &resolver);
    report.assert_proven();
    assert_eq!(report.codes(), ["name-alias"], "{}", report.told());
    assert_seen(&report, &resolver, "match", TTL);
}

/// SES looks at the domain itself too: a resolver that is asked for the other name sees nothing, and remembers that.
fn a_resolver_is_asked_where_the_record_stands(software: Software) {
    let (mut internet, wanted, _) = published(software, |wanted| wanted.bare_zone().with(txt("@", &wanted.token)));
    let resolver = internet.resolver();
    let report = check_and_ask(&wanted, &internet, &resolver);
    report.assert_proven();
    assert_eq!(report.codes(), ["name-at-apex"], "{}", report.told());
    assert_seen(&report, &resolver, "match", TTL);
    assert_eq!(report.resolver(&resolver.address())["name_asked"], wanted.domain.as_str(), "{}", report.told());
    assert!(
        !resolver.was_asked_for(&wanted.record_name()),
        "the resolver was asked where nothing is: {}",
        report.told()
    );
}

fn an_absence_is_told_and_planted_in_no_resolver(software: Software) {
    assert_absent(software, Wanted::bare_zone, "name-missing");
}

fn another_type_at_the_name_is_told_and_planted_in_no_resolver(software: Software) {
    assert_absent(software, |wanted| wanted.bare_zone().with("_amazonses A 127.0.0.1"), "record-missing");
}

/// For how long it may be remembered is told, and the resolver does not come to remember it.
fn assert_absent(software: Software, zone: impl FnOnce(&Wanted) -> Zone, code: &str) {
    let (mut internet, wanted, _) = published(software, zone);
    let resolver = internet.resolver();
    let report = check_and_ask(&wanted, &internet, &resolver);
    report.assert_refuted_for(code);
    report.assert_finding("negative-cached", "note");
    let message = report.finding("negative-cached")["message"].as_str().unwrap_or_default();
    assert!(message.contains(&format!(" {NEGATIVE_TTL} s ")), "{}", report.told());
    assert_eq!(report.json()["resolvers"], serde_json::json!([]), "{}", report.told());
    assert!(!resolver.was_asked_for(&wanted.record_name()), "the resolver was asked: {}", report.told());
}

#[test]
#[ignore = "needs nsd and unbound"]
fn an_old_value_in_a_resolver_is_told_with_the_seconds_left() {
    assert_remembered(|wanted| wanted.bare_zone().with(txt("_amazonses", "an old one")), "mismatch", TTL);
}

#[test]
#[ignore = "needs nsd and unbound"]
fn a_missing_name_in_a_resolver_is_told_with_the_seconds_left() {
    assert_remembered(Wanted::bare_zone, "nxdomain", NEGATIVE_TTL);
}

#[test]
#[ignore = "needs nsd and unbound"]
fn a_missing_type_in_a_resolver_is_told_with_the_seconds_left() {
    assert_remembered(|wanted| wanted.bare_zone().with("_amazonses A 127.0.0.1"), "nodata", NEGATIVE_TTL);
}

#[test]
#[ignore = "needs nsd and unbound"]
fn an_alias_in_a_resolver_is_told_with_the_seconds_left() {
    assert_remembered(|wanted| wanted.bare_zone().with("_amazonses CNAME elsewhere"), "alias", TTL);
}

/// The domain is known to it, another token stands beside it in the zone by now.
#[test]
#[ignore = "needs nsd and unbound"]
fn a_resolver_that_has_one_of_two_values_is_behind() {
    let mut plan = Plan::for_resolvers(Software::Nsd);
    let (wanted, second) = (Wanted::drawn(&mut plan), plan.token());
    let [server] = plan.name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), std::slice::from_ref(&server));
    let mut internet = plan.open();
    let resolver = internet.resolver();
    resolver.look_for(&wanted.record_name());
    reload(&internet, &server, wanted.zone().with(txt("_amazonses", &second)));
    wait_until_published(&internet, &wanted, &second);
    let more = ["--allow-private", "--also-ask", &resolver.address()];
    let report = internet.check_with(&wanted.domain, &[&wanted.token, &second], &more);
    report.assert_proven();
    assert_eq!(report.codes(), ["resolver-behind"], "{}", report.told());
    assert_seen(&report, &resolver, "mismatch", TTL);
    let one_is_enough = [&more[..], &["--any"]].concat();
    let report = internet.check_with(&wanted.domain, &[&wanted.token, &second], &one_is_enough);
    report.assert_proven_plainly();
    assert_seen(&report, &resolver, "match", TTL);
}

/// The alias is remembered for longer than what it leads to.
#[test]
#[ignore = "needs nsd and unbound"]
fn an_old_alias_in_a_resolver_is_told_with_the_seconds_that_it_may_last() {
    let (mut internet, wanted, server) =
        published(Software::Nsd, |wanted| wanted.bare_zone().with("_amazonses CNAME old").with("old 60 TXT old"));
    let resolver = internet.resolver();
    resolver.look_for(&wanted.record_name());
    reload(&internet, &server, wanted.zone());
    wait_until_published(&internet, &wanted, &wanted.token);
    let report = check_and_ask(&wanted, &internet, &resolver);
    report.assert_proven();
    let row = report.resolver(&resolver.address());
    assert_eq!(row["outcome"], "mismatch", "{}", report.told());
    assert_seen(&report, &resolver, "mismatch", 60);
    let message = report.finding("resolver-behind")["message"].as_str().unwrap_or_default();
    let alias = row["answers"][0]["ttl"].as_u64().expect("seconds");
    assert!(alias > TTL - SLOWNESS && message.ends_with(&format!(" {alias} s.")), "{}", report.told());
}

/// A resolver that asked for the record before it was published is behind; one that asks now is not.
fn assert_remembered(before: impl FnOnce(&Wanted) -> Zone, outcome: &str, ttl: u64) {
    let (mut internet, wanted, server) = published(Software::Nsd, before);
    let [resolver, fresh] = [internet.resolver(), internet.resolver()];
    resolver.look_for(&wanted.record_name());
    reload(&internet, &server, wanted.zone());
    wait_until_published(&internet, &wanted, &wanted.token);
    let report = wanted.check_with(&internet, &["--also-ask", &resolver.address(), "--also-ask", &fresh.address()]);
    report.assert_proven();
    assert_eq!(report.codes(), ["resolver-behind"], "{}", report.told());
    assert_blames_resolver(&report, "resolver-behind", &resolver);
    let left = assert_seen(&report, &resolver, outcome, ttl);
    let message = report.finding("resolver-behind")["message"].as_str().unwrap_or_default();
    assert!(message.ends_with(&format!("for at most {left} s.")), "{}", report.told());
    assert_seen(&report, &fresh, "match", TTL);
    assert_told_to_people(&internet, &wanted, &resolver, outcome);
}

/// The same, as `check` tells it without `--json`.
fn assert_told_to_people(internet: &Internet, wanted: &Wanted, resolver: &Unbound, outcome: &str) {
    let address = resolver.address();
    let arguments = ["--expect", &wanted.token, "--allow-private", "--also-ask", &address];
    let run = txtproof(&internet.arguments("check", &wanted.domain, &arguments));
    assert_eq!(run.exit, 0, "{}", run.told());
    let start = format!("  {}  {outcome}  for ", resolver.ip());
    let line = run.stdout.lines().find(|line| line.starts_with(&start));
    assert!(line.is_some_and(|line| line.ends_with(" s more")), "no line {start:?}: {}", run.told());
}

/// The record is published while `wait` looks; no resolver is asked before, so that none remembers the absence.
#[test]
#[ignore = "needs nsd and unbound"]
fn wait_plants_no_absence_in_a_resolver() {
    let (mut internet, wanted, server) = published(Software::Nsd, Wanted::bare_zone);
    let resolver = internet.resolver();
    let mut run = wait_and_ask(&internet, &wanted, &resolver);
    run.wait_for("REFUTED");
    assert!(!resolver.was_asked_for(&wanted.record_name()), "the resolver was asked");
    reload(&internet, &server, wanted.zone());
    let report = CheckReport::of_wait(run);
    report.assert_proven_plainly();
    assert_seen(&report, &resolver, "match", TTL);
}

#[test]
#[ignore = "needs nsd and unbound"]
fn wait_tells_of_a_resolver_that_remembers_the_absence() {
    let (mut internet, wanted, server) = published(Software::Nsd, Wanted::bare_zone);
    let resolver = internet.resolver();
    resolver.look_for(&wanted.record_name());
    let mut run = wait_and_ask(&internet, &wanted, &resolver);
    run.wait_for("REFUTED");
    reload(&internet, &server, wanted.zone());
    let report = CheckReport::of_wait(run);
    report.assert_proven();
    assert_eq!(report.codes(), ["resolver-behind"], "{}", report.told());
    assert_seen(&report, &resolver, "nxdomain", NEGATIVE_TTL);
}

fn wait_and_ask(internet: &Internet, wanted: &Wanted, resolver: &Unbound) -> Background {
    let arguments = ["--json", "--expect", &wanted.token, "--allow-private", "--also-ask", &resolver.address()];
    let timing = ["--interval", "100ms", "--deadline", "20s"];
    Background::start(&internet.arguments("wait", &wanted.domain, &[&arguments[..], &timing].concat()))
}

/// The zone at one server, where resolvers look.
fn published(software: Software, zone: impl FnOnce(&Wanted) -> Zone) -> (Internet, Wanted, NameServer) {
    let mut plan = Plan::for_resolvers(software);
    let wanted = Wanted::drawn(&mut plan);
    let [server] = plan.name_servers(&wanted.domain);
    plan.publish(&zone(&wanted), std::slice::from_ref(&server));
    (plan.open(), wanted, server)
}
