//! `check` from root hints: the walk to the zone's servers, and what they say together.

use super::internet::{Plan, SecondServer};
use super::zone::{NameServer, Zone, txt};

#[test]
#[ignore = "needs nsd"]
fn a_record_on_every_server_is_proven_from_the_root() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token)), &servers);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven();
    report.assert_name_servers(2, 2, 2);
    assert_eq!(report.json()["zone"], domain.as_str(), "{}", report.told());
    assert!(report.rows().all(|row| row["listed_by"] == "both"), "{}", report.told());
    let names: Vec<_> = report.rows().map(|row| row["names"][0].as_str()).collect();
    assert_eq!(names, servers.each_ref().map(|server| Some(server.name.as_str())), "{}", report.told());
    assert!(report.json()["queries_sent"].as_u64() <= Some(20), "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_lower_cased_value_is_named_from_the_root() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token.to_ascii_lowercase())), &servers);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_refuted_for("value-lowercased");
    for server in &servers {
        report.assert_blames("value-lowercased", server.address);
    }
    report.assert_name_servers(2, 2, 0);
}

#[test]
#[ignore = "needs nsd"]
fn one_stale_server_of_two_refutes() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let [fresh, stale] = plan.two_name_servers(&domain);
    plan.delegate(&domain, &[fresh.clone(), stale.clone()]);
    let zone = Zone::new(&domain).with_server(&fresh).with_server(&stale);
    plan.serve(&fresh, &[zone.clone().with_serial(42).with(txt("_amazonses", &token))]);
    plan.serve(&stale, &[zone.with_serial(41)]);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_refuted_for("servers-disagree");
    report.assert_finding("server-behind", "warning");
    report.assert_blames("server-behind", stale.address);
}

#[test]
#[ignore = "needs nsd"]
fn the_servers_of_the_parent_and_of_the_zone_are_all_asked() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let [common, parents] = plan.two_name_servers(&domain);
    let childs = plan.name_server(format!("ns3.{domain}"));
    plan.delegate(&domain, &[common.clone(), parents.clone()]);
    let zone = Zone::new(&domain).with(txt("_amazonses", &token));
    let zone = zone.with_server(&common).with_server(&childs).with(parents.address_record());
    for server in [&common, &parents, &childs] {
        plan.serve(server, std::slice::from_ref(&zone));
    }
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven();
    report.assert_finding("delegation-mismatch", "warning");
    report.assert_name_servers(3, 3, 3);
    let name = format!("_amazonses.{domain}");
    let listed_by = [&common, &parents, &childs].map(|server| &report.row(server.address, &name)["listed_by"]);
    assert_eq!(listed_by, ["both", "parent", "child"], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_domain_that_two_servers_of_the_parent_deny_is_missing() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    plan.open().check(&domain, &[&token]).assert_refuted_for("domain-missing");
}

#[test]
#[ignore = "needs nsd"]
fn one_denial_where_the_parent_has_two_servers_is_not_enough() {
    let mut plan = Plan::new().with_second_top_level_server(SecondServer::RefusesTheZone);
    let (domain, token) = (plan.domain(), plan.token());
    plan.open().check(&domain, &[&token]).assert_inconclusive();
}

#[test]
#[ignore = "needs nsd"]
fn half_of_the_servers_prove_unless_all_are_required() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let [good, refusing] = plan.two_name_servers(&domain);
    plan.delegate(&domain, &[good.clone(), refusing.clone()]);
    let zone = Zone::new(&domain).with_server(&good).with_server(&refusing);
    plan.serve(&good, &[zone.with(txt("_amazonses", &token))]);
    plan.serve(&refusing, &[]);
    let internet = plan.open();
    let half = internet.check(&domain, &[&token]);
    half.assert_proven();
    half.assert_name_servers(2, 1, 1);
    half.assert_outcome(refusing.address, &format!("_amazonses.{domain}"), "refused");
    let codes = half.codes();
    assert!(codes.contains(&"server-refused") || codes.contains(&"server-not-authoritative"), "{codes:?}");
    internet.check_with(&domain, &[&token], &["--allow-private", "--require", "all"]).assert_inconclusive();
}

#[test]
#[ignore = "needs nsd"]
fn loopback_addresses_of_a_delegation_get_no_packet() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token)), &servers);
    let report = plan.open().check_with(&domain, &[&token], &[]);
    report.assert_inconclusive();
    report.finding("server-private-address");
    assert!(report.rows().all(|row| row["outcome"] == "skipped"), "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn name_servers_in_another_domain_are_looked_up() {
    let mut plan = Plan::new();
    let (domain, hoster, token) = (plan.domain(), plan.domain(), plan.token());
    let hosters_own = plan.two_name_servers(&hoster);
    let servers = ["dns1", "dns2"].map(|label| plan.name_server(format!("{label}.{hoster}")));
    let addresses = servers.iter().map(NameServer::address_record);
    plan.publish(&addresses.fold(Zone::new(&hoster), Zone::with), &hosters_own);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token)), &servers);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven();
    report.assert_name_servers(2, 2, 2);
}

#[test]
#[ignore = "needs nsd"]
fn an_aliass_target_is_asked_of_its_own_servers() {
    let mut plan = Plan::new();
    let (domain, elsewhere, token) = (plan.domain(), plan.domain(), plan.token());
    let (servers, targets_servers) = (plan.two_name_servers(&domain), plan.two_name_servers(&elsewhere));
    plan.publish(&Zone::new(&domain).with(format!("_amazonses CNAME proof.{elsewhere}.")), &servers);
    plan.publish(&Zone::new(&elsewhere).with(txt("proof", &token)), &targets_servers);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven();
    report.finding("name-alias");
    let target = format!("proof.{elsewhere}");
    for (server, targets_server) in servers.iter().zip(&targets_servers) {
        report.assert_outcome(server.address, &format!("_amazonses.{domain}"), "alias");
        report.assert_not_asked(server.address, &target);
        report.assert_outcome(targets_server.address, &target, "match");
    }
}

#[test]
#[ignore = "needs nsd"]
fn an_alias_that_one_server_does_not_give_is_no_proof() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let [fresh, stale] = plan.two_name_servers(&domain);
    plan.delegate(&domain, &[fresh.clone(), stale.clone()]);
    let zone = Zone::new(&domain).with_server(&fresh).with_server(&stale).with(txt("proof", &token));
    plan.serve(&fresh, &[zone.clone().with("_amazonses CNAME proof")]);
    plan.serve(&stale, &[zone]);
    plan.open().check(&domain, &[&token]).assert_refuted_for("servers-disagree");
}

#[test]
#[ignore = "needs nsd"]
fn a_record_name_that_is_delegated_itself_is_asked_of_its_own_servers() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let name = format!("_amazonses.{domain}");
    let servers = plan.two_name_servers(&domain);
    let deeper = plan.name_server(format!("ns.{name}"));
    let zone = deeper.delegation(&name).into_iter().fold(Zone::new(&domain), Zone::with);
    plan.publish(&zone, &servers);
    plan.serve(&deeper, &[Zone::new(&name).with_server(&deeper).with(txt("@", &token))]);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven();
    report.assert_outcome(deeper.address, &name, "match");
    let zones: Vec<_> = report.records().map(|record| record["zone"].as_str()).collect();
    assert_eq!(zones, [Some(name.as_str())], "{}", report.told());
}
