//! Name servers that can give no evidence: without address, without route, without the zone.

use std::net::{IpAddr, Ipv6Addr};

use super::*;
use crate::real::loopback;

on_every_software! {
    a_name_server_that_is_an_alias_is_no_obstacle,
    a_name_server_without_address_is_a_warning_beside_a_good_one,
    name_servers_without_any_address_prove_nothing,
    a_name_server_called_root_is_a_warning_beside_a_good_one,
    a_delegation_to_the_root_proves_nothing,
    an_ipv6_name_server_without_a_route_is_skipped,
    ipv6_name_servers_without_a_route_prove_nothing,
    a_parking_server_is_no_evidence,
    parking_servers_alone_prove_nothing,
    a_parking_server_that_has_an_answer_is_believed,
    servers_that_all_refuse_prove_nothing,
}

/// The domain at a good name server and at `odd`, which is only listed.
fn beside_a_good_one(plan: &mut Plan, wanted: &Wanted, odd: &str) -> NameServer {
    let [good] = plan.name_servers(&wanted.domain);
    let listed = format!("{}. NS {odd}", wanted.domain);
    plan.register(&wanted.domain, listed.clone());
    plan.publish(&wanted.zone().with(listed), std::slice::from_ref(&good));
    good
}

/// `NS odd` in a zone that a good server holds; `half` of the servers are enough.
fn assert_proven_beside_an_odd_one(internet: &Internet, wanted: &Wanted, good: &NameServer) {
    let report = wanted.check(internet);
    report.assert_proven();
    report.assert_finding("server-unreachable", "warning");
    report.assert_name_servers(2, 1, 1);
    report.assert_asked(&wanted.record_name(), [good.address]);
    wanted.check_with(internet, &["--require", "all"]).assert_inconclusive_for("server-unreachable");
}

/// RFC 2181 §10.3 forbids it; many resolvers follow it all the same.
fn a_name_server_that_is_an_alias_is_no_obstacle(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain();
    let hosts = plan.two_name_servers(&hoster);
    let alias = format!("alias.{hoster}");
    plan.publish(&Zone::new(&hoster).with("alias CNAME ns2"), &hosts);
    let good = beside_a_good_one(&mut plan, &wanted, &format!("{alias}."));
    plan.serve_at(&hosts, &[wanted.zone().with_server(&good).with(format!("@ NS {alias}."))]);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_name_servers(2, 2, 2);
    report.assert_asked(&wanted.record_name(), [good.address, hosts[1].address]);
    assert_eq!(report.names_at(hosts[1].address), [alias.as_str()], "{}", report.told());
}

fn a_name_server_without_address_is_a_warning_beside_a_good_one(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain();
    let hosts = plan.two_name_servers(&hoster);
    plan.publish(&Zone::new(&hoster), &hosts);
    let good = beside_a_good_one(&mut plan, &wanted, &format!("nobody.{hoster}."));
    assert_proven_beside_an_odd_one(&plan.open(), &wanted, &good);
}

fn name_servers_without_any_address_prove_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain();
    let hosts = plan.two_name_servers(&hoster);
    plan.publish(&Zone::new(&hoster).with("mailed MX 0 ."), &hosts);
    // One name does not exist, the other has records of another type.
    for label in ["nobody", "mailed"] {
        plan.register(&wanted.domain, format!("{}. NS {label}.{hoster}.", wanted.domain));
    }
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("discovery-failed");
    report.assert_name_servers(2, 0, 0);
    assert_eq!(report.rows().count(), 0, "{}", report.told());
}

fn a_name_server_called_root_is_a_warning_beside_a_good_one(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let good = beside_a_good_one(&mut plan, &wanted, ".");
    assert_proven_beside_an_odd_one(&plan.open(), &wanted, &good);
}

fn a_delegation_to_the_root_proves_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    plan.register(&wanted.domain, format!("{}. NS .", wanted.domain));
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("discovery-failed");
    report.assert_name_servers(1, 0, 0);
}

/// In `2001:db8::/32`, which nobody has (RFC 3849).
fn ipv6_name_server(plan: &mut Plan, name: String) -> NameServer {
    let IpAddr::V4(own) = plan.address() else { unreachable!("a network is one of 127/8") };
    let [_, high, middle, low] = own.octets().map(u16::from);
    let address = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, high, middle, low).into();
    loopback::cut_off(address);
    NameServer::new(name, address)
}

fn an_ipv6_name_server_without_a_route_is_skipped(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let good = plan.name_server(format!("ns1.{}", wanted.domain));
    let far = ipv6_name_server(&mut plan, format!("ns2.{}", wanted.domain));
    plan.delegate(&wanted.domain, &[good.clone(), far.clone()]);
    plan.serve(&good, &[wanted.zone().with_server(&good).with_server(&far)]);
    let internet = plan.open();
    let report = wanted.check(&internet);
    report.assert_proven();
    report.assert_name_servers(2, 1, 1);
    report.assert_outcome(far.address, &wanted.record_name(), "skipped");
    wanted.check_with(&internet, &["--require", "all"]).assert_inconclusive_for("server-unreachable");
}

fn ipv6_name_servers_without_a_route_prove_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = [1, 2].map(|number| ipv6_name_server(&mut plan, format!("ns{number}.{}", wanted.domain)));
    plan.delegate(&wanted.domain, &servers);
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("server-unreachable");
    report.assert_name_servers(2, 0, 0);
    assert!(report.rows().all(|row| row["outcome"] == "skipped"), "{}", report.told());
    report.assert_asked(&wanted.record_name(), servers.map(|server| server.address));
}

/// A server that answers for whatever it is asked, out of a zone of its own: the top-level domain's, so to speak.
fn park(plan: &mut Plan, parking: &[NameServer]) {
    let everything = format!("* A {}", parking[0].address);
    let own = Zone::new(plan.top_level()).with(everything).with("@ NS parking.invalid.");
    plan.serve_at(parking, &[own]);
}

fn a_parking_server_is_no_evidence(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [good, parking] = plan.two_name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, &[good.clone(), parking.clone()]);
    plan.serve(&good, &[wanted.zone().with_server(&good).with_server(&parking)]);
    park(&mut plan, std::slice::from_ref(&parking));
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_name_servers(2, 1, 1);
    report.assert_outcome(parking.address, &wanted.record_name(), "not-authoritative");
    report.assert_finding("server-not-authoritative", "warning");
    report.assert_blames("server-not-authoritative", parking.address);
}

fn parking_servers_alone_prove_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let parking = plan.two_name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, &parking);
    park(&mut plan, &parking);
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("server-not-authoritative");
    report.assert_name_servers(2, 0, 0);
    assert!(report.rows().all(|row| row["outcome"] == "not-authoritative"), "{}", report.told());
}

/// A server of the NS set that answers with authority is evidence, whatever zone it has that from: so verifiers see it.
fn a_parking_server_that_has_an_answer_is_believed(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [good, parking] = plan.two_name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, &[good.clone(), parking.clone()]);
    plan.serve(&good, &[wanted.zone().with_server(&good).with_server(&parking)]);
    let everything = Zone::new(plan.top_level()).with(txt("*", "v=spf1 -all")).with("@ NS parking.invalid.");
    plan.serve(&parking, &[everything]);
    let report = wanted.check(&plan.open());
    report.assert_refuted_for("servers-disagree");
    report.assert_blames("servers-disagree", parking.address);
    report.assert_name_servers(2, 2, 1);
    report.assert_outcome(parking.address, &wanted.record_name(), "mismatch");
}

fn servers_that_all_refuse_prove_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = plan.two_name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, &servers);
    plan.serve_at(&servers, &[]);
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("server-refused");
    report.assert_name_servers(2, 0, 0);
    assert!(report.rows().all(|row| row["outcome"] == "refused"), "{}", report.told());
}
