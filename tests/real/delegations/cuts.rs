//! Zone cuts: at the record's own name, invisible, not there.

use std::net::SocketAddr;

use super::*;
use crate::real::relay::Relay;

on_every_software! {
    parent_and_child_at_the_same_servers_are_told_apart,
    a_cut_at_the_records_own_name_is_followed,
    a_cut_at_the_records_own_name_shows_at_shared_servers,
    a_cut_between_the_domain_and_the_record_is_followed,
    a_value_on_the_parents_side_of_a_cut_is_no_proof,
    a_sub_domain_without_a_cut_is_in_the_zone_above,
    an_empty_non_terminal_on_the_way_hides_nothing,
    an_empty_non_terminal_that_is_denied_hides_no_record,
    an_empty_non_terminal_that_is_denied_hides_no_domain,
}

/// `co.example` and `shop.co.example` at the same servers: no referral ever shows the cut between them.
fn parent_and_child_at_the_same_servers_are_told_apart(software: Software) {
    let mut plan = Plan::on(software);
    let parent = plan.domain();
    let wanted = Wanted { domain: format!("shop.{parent}"), token: plan.token() };
    let servers = plan.two_name_servers(&parent);
    let child = wanted.zone().with_server(&servers[0]).with_server(&servers[1]);
    let delegations = servers.iter().flat_map(|server| server.delegation(&wanted.domain));
    plan.publish(&delegations.fold(Zone::new(&parent), Zone::with), &servers);
    plan.serve_at(&servers, &[child]);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&wanted.domain);
    report.assert_name_servers(2, 2, 2);
    // The parent's list is nowhere to be seen.
    assert!(report.rows().all(|row| row["listed_by"] == "child"), "{}", report.told());
}

fn a_cut_at_the_records_own_name_is_followed(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let name = wanted.record_name();
    let servers = plan.two_name_servers(&wanted.domain);
    let [deeper] = plan.name_servers(&name);
    plan.publish(&deeper.delegation(&name).into_iter().fold(wanted.bare_zone(), Zone::with), &servers);
    plan.serve(&deeper, &[Zone::new(&name).with_server(&deeper).with(txt("@", &wanted.token))]);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&name);
    report.assert_name_servers(1, 1, 1);
    report.assert_asked(&name, [deeper.address]);
}

fn a_cut_at_the_records_own_name_shows_at_shared_servers(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let name = wanted.record_name();
    let servers = plan.two_name_servers(&wanted.domain);
    let delegations = servers.iter().flat_map(|server| server.delegation(&name));
    plan.publish(&delegations.fold(wanted.bare_zone(), Zone::with), &servers);
    let deeper = Zone::new(&name).with(txt("@", &wanted.token)).with_server(&servers[0]).with_server(&servers[1]);
    plan.serve_at(&servers, &[deeper]);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&name);
    report.assert_name_servers(2, 2, 2);
}

/// As large mail providers have it: `_domainkey.example.com` is theirs.
fn a_cut_between_the_domain_and_the_record_is_followed(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let cut = format!("_domainkey.{}", wanted.domain);
    let servers = plan.two_name_servers(&wanted.domain);
    let [deeper] = plan.name_servers(&cut);
    plan.publish(&deeper.delegation(&cut).into_iter().fold(wanted.bare_zone(), Zone::with), &servers);
    plan.serve(&deeper, &[Zone::new(&cut).with_server(&deeper).with(txt("selector", &wanted.token))]);
    let report = wanted.check_with(&plan.open(), &["--name", "selector._domainkey"]);
    report.assert_proven_plainly();
    report.assert_zone(&cut);
    report.assert_asked(&format!("selector.{cut}"), [deeper.address]);
}

/// The zone above still has the record from before the cut: no resolver will ever see it.
fn a_value_on_the_parents_side_of_a_cut_is_no_proof(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let cut = format!("_domainkey.{}", wanted.domain);
    let servers = plan.two_name_servers(&wanted.domain);
    let [deeper] = plan.name_servers(&cut);
    let above = wanted.bare_zone().with(txt("selector._domainkey", &wanted.token));
    plan.publish(&deeper.delegation(&cut).into_iter().fold(above, Zone::with), &servers);
    plan.serve(&deeper, &[Zone::new(&cut).with_server(&deeper)]);
    let report = wanted.check_with(&plan.open(), &["--name", "selector._domainkey"]);
    report.assert_refuted_for("name-missing");
    report.assert_zone(&cut);
    report.assert_name_servers(1, 1, 0);
}

fn a_sub_domain_without_a_cut_is_in_the_zone_above(software: Software) {
    let mut plan = Plan::on(software);
    let zone = plan.domain();
    let wanted = Wanted { domain: format!("mail.{zone}"), token: plan.token() };
    let servers = plan.two_name_servers(&zone);
    let record = txt("_amazonses.mail", &wanted.token);
    plan.publish(&Zone::new(&zone).with("mail A 192.0.2.1").with(record), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&zone);
    report.assert_name_servers(2, 2, 2);
}

/// Nothing stands at `deep.er` and at `er` themselves.
fn an_empty_non_terminal_on_the_way_hides_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let zone = plan.domain();
    let wanted = Wanted { domain: format!("deep.er.{zone}"), token: plan.token() };
    let servers = plan.two_name_servers(&zone);
    plan.publish(&Zone::new(&zone).with(txt("_amazonses.deep.er", &wanted.token)), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&zone);
}

/// Some servers say NXDOMAIN for it, against RFC 8020; these do not, so a relay says it for them.
fn an_empty_non_terminal_that_is_denied_hides_no_record(software: Software) {
    let mut plan = Plan::on(software);
    let zone = plan.domain();
    let wanted = Wanted { domain: format!("deep.er.{zone}"), token: plan.token() };
    let zone_text = Zone::new(&zone).with(txt("_amazonses.deep.er", &wanted.token));
    let (internet, _relay) = open_behind_relay(plan, zone_text, &format!("er.{zone}"));
    let report = wanted.check(&internet);
    report.assert_proven_plainly();
    report.assert_zone(&zone);
    report.assert_name_servers(1, 1, 1);
}

/// As if `co.example` were denied, and `shop.co.example` delegated.
fn an_empty_non_terminal_that_is_denied_hides_no_domain(software: Software) {
    let mut plan = Plan::on(software);
    let registry = plan.domain();
    let wanted = Wanted { domain: format!("shop.co.{registry}"), token: plan.token() };
    let [server] = plan.name_servers(&wanted.domain);
    plan.serve(&server, &[wanted.zone().with_server(&server)]);
    let registry_zone = server.delegation(&wanted.domain).into_iter().fold(Zone::new(&registry), Zone::with);
    let (internet, _relay) = open_behind_relay(plan, registry_zone, &format!("co.{registry}"));
    let report = wanted.check(&internet);
    report.assert_proven_plainly();
    report.assert_zone(&wanted.domain);
    report.assert_asked(&wanted.record_name(), [server.address]);
}

/// The zone's one name server is a relay that denies a name.
fn open_behind_relay(mut plan: Plan, zone: Zone, denied: &str) -> (Internet, Relay) {
    let [front] = plan.name_servers(&zone.name);
    let behind = plan.name_server("behind.invalid");
    plan.delegate(&zone.name, std::slice::from_ref(&front));
    plan.serve(&behind, &[zone.with_server(&front)]);
    let internet = plan.open();
    let at = |server: &NameServer| SocketAddr::new(server.address, internet.port());
    let relay = Relay::denying(denied, at(&front), at(&behind));
    (internet, relay)
}
