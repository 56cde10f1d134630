//! NS sets: of the parent and of the zone, odd members, too many of them.

use super::*;

on_every_software! {
    a_delegation_that_only_the_child_knows_is_proven,
    lists_that_have_nothing_in_common_are_all_asked,
    lists_that_differ_are_all_asked,
    thirteen_name_servers_are_all_asked,
    fourteen_name_servers_are_a_limit,
    one_address_under_several_names_is_asked_once,
}

/// Nothing at the parent: its servers happen to hold the zone.
fn a_delegation_that_only_the_child_knows_is_proven(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = plan.two_name_servers(&wanted.domain);
    let zone = wanted.zone().with_server(&servers[0]).with_server(&servers[1]);
    plan.serve_at(&servers, std::slice::from_ref(&zone));
    plan.serve_at_registry(zone);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&wanted.domain);
    report.assert_name_servers(2, 2, 2);
    report.assert_asked(&wanted.record_name(), servers.each_ref().map(|server| server.address));
    assert!(report.rows().all(|row| row["listed_by"] == "child"), "{}", report.told());
}

fn lists_that_have_nothing_in_common_are_all_asked(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [parents, childs] = plan.two_name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, std::slice::from_ref(&parents));
    let zone = wanted.zone().with_server(&childs).with(parents.address_record());
    plan.serve_at(&[parents.clone(), childs.clone()], &[zone]);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_finding("delegation-mismatch", "warning");
    report.assert_name_servers(2, 2, 2);
    let listed_by = [&parents, &childs].map(|server| &report.row(server.address, &wanted.record_name())["listed_by"]);
    assert_eq!(listed_by, ["parent", "child"], "{}", report.told());
}

/// The zone moved: the old server, which only the parent still lists, has not heard of the record.
fn lists_that_differ_are_all_asked(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [common, old, new] = plan.name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, &[common.clone(), old.clone()]);
    let zone = |zone: Zone| zone.with_server(&common).with_server(&new).with(old.address_record());
    plan.serve_at(&[common.clone(), new.clone()], &[zone(wanted.zone())]);
    plan.serve(&old, &[zone(wanted.bare_zone())]);
    let report = wanted.check(&plan.open());
    report.assert_refuted_for("servers-disagree");
    report.assert_blames("servers-disagree", old.address);
    report.assert_finding("delegation-mismatch", "warning");
    report.assert_name_servers(3, 3, 2);
    let listed_by = [&common, &old, &new].map(|server| &report.row(server.address, &wanted.record_name())["listed_by"]);
    assert_eq!(listed_by, ["both", "parent", "child"], "{}", report.told());
}

fn thirteen_name_servers_are_all_asked(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers: [_; 13] = plan.name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_name_servers(13, 13, 13);
    report.assert_asked(&wanted.record_name(), servers.each_ref().map(|server| server.address));
}

fn fourteen_name_servers_are_a_limit(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers: [_; 14] = plan.name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("limit-reached");
    assert_eq!(report.rows().count(), 13, "{}", report.told());
    assert!(report.rows().all(|row| row["outcome"] == "match"), "{}", report.told());
}

fn one_address_under_several_names_is_asked_once(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let address = plan.address();
    let servers = [1, 2, 3].map(|number| NameServer::new(format!("ns{number}.{}", wanted.domain), address));
    plan.publish(&wanted.zone(), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_name_servers(3, 3, 3);
    report.assert_asked(&wanted.record_name(), [address]);
    assert_eq!(report.names_at(address), servers.each_ref().map(|server| server.name.as_str()), "{}", report.told());
}
