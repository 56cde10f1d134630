//! In the domain, beside it, elsewhere, and further away.

use super::*;
use crate::real::internet::TopLevel;

on_every_software! {
    four_servers_in_the_domain_are_proven,
    four_servers_in_a_sibling_domain_are_proven,
    four_servers_under_another_top_level_are_proven,
    name_servers_without_glue_three_deep_are_found,
    name_servers_without_glue_four_deep_are_a_limit,
    a_server_of_both_families_is_asked_at_both_addresses,
}

fn four_servers_in_the_domain_are_proven(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers: [_; 4] = plan.name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    let report = wanted.check(&plan.open());
    assert_four_prove(&report, &wanted, &servers);
    report.assert_queries_at_most(MAX_QUERIES_WITH_GLUE);
}

/// Their addresses are glue all the same: the parent knows them for the sibling's sake.
fn four_servers_in_a_sibling_domain_are_proven(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let sibling = plan.domain();
    let servers = publish_hosted(&mut plan, &wanted, &sibling);
    let report = wanted.check(&plan.open());
    assert_four_prove(&report, &wanted, &servers);
    report.assert_queries_at_most(MAX_QUERIES_WITH_GLUE);
}

fn four_servers_under_another_top_level_are_proven(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain_under(TopLevel::Second);
    let servers = publish_hosted(&mut plan, &wanted, &hoster);
    let report = wanted.check(&plan.open());
    assert_four_prove(&report, &wanted, &servers);
    report.assert_queries_at_most(MAX_QUERIES_WITHOUT_GLUE);
}

fn name_servers_without_glue_three_deep_are_found(software: Software) {
    let (internet, wanted, server) = glueless_chain(software, 3);
    let report = wanted.check(&internet);
    report.assert_proven_plainly();
    report.assert_name_servers(1, 1, 1);
    report.assert_outcome(server.address, &wanted.record_name(), "match");
    report.assert_queries_at_most(MAX_QUERIES_WITHOUT_GLUE);
}

fn name_servers_without_glue_four_deep_are_a_limit(software: Software) {
    let (internet, wanted, _) = glueless_chain(software, 4);
    let report = wanted.check(&internet);
    report.assert_inconclusive();
    report.assert_finding("limit-reached", "error");
    report.assert_name_servers(1, 0, 0);
}

fn a_server_of_both_families_is_asked_at_both_addresses(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let v4 = plan.name_server(format!("ns1.{}", wanted.domain));
    let v6 = NameServer::new(v4.name.clone(), std::net::Ipv6Addr::LOCALHOST.into());
    plan.publish(&wanted.zone(), &[v4.clone(), v6.clone()]);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_name_servers(1, 1, 1);
    for server in [&v4, &v6] {
        report.assert_outcome(server.address, &wanted.record_name(), "match");
        assert_eq!(report.names_at(server.address), [server.name.as_str()], "{}", report.told());
    }
}

/// The wanted zone at four servers of a hoster, which serves its own zone at the same addresses.
fn publish_hosted(plan: &mut Plan, wanted: &Wanted, hoster: &str) -> [NameServer; 4] {
    let servers: [_; 4] = plan.name_servers(hoster);
    plan.publish(&Zone::new(hoster), &servers);
    plan.publish(&wanted.zone(), &servers);
    servers
}

/// The wanted domain's name server is in a domain whose name server is in a domain … whose name server has glue. Each is
/// under the other top-level domain than the one before, so that nobody has glue by the way.
fn glueless_chain(software: Software, depth: usize) -> (Internet, Wanted, NameServer) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let mut zone = wanted.zone();
    let mut first = None;
    for step in 0..depth {
        let top_level = if step % 2 == 0 { TopLevel::Second } else { TopLevel::First };
        let hoster = plan.domain_under(top_level);
        let server = plan.name_server(format!("ns.{hoster}"));
        plan.publish(&zone, std::slice::from_ref(&server));
        zone = Zone::new(&hoster).with(server.address_record());
        first.get_or_insert(server);
    }
    let [last] = plan.name_servers(&zone.name);
    plan.publish(&zone, &[last]);
    (plan.open(), wanted, first.expect("the depth is not zero"))
}

fn assert_four_prove(report: &CheckReport, wanted: &Wanted, servers: &[NameServer; 4]) {
    report.assert_proven_plainly();
    report.assert_zone(&wanted.domain);
    report.assert_name_servers(4, 4, 4);
    report.assert_asked(&wanted.record_name(), servers.each_ref().map(|server| server.address));
    assert!(report.rows().all(|row| row["listed_by"] == "both" && row["outcome"] == "match"), "{}", report.told());
}
