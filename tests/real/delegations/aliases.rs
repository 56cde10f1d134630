//! CNAME and DNAME above the record, and across zones that one server holds.

use super::*;

on_every_software! {
    a_dname_at_the_domain_leads_to_the_record,
    an_alias_into_another_zone_of_the_same_server_is_followed,
    a_domain_that_is_an_alias_has_its_record_beside_it,
}
// The others do not load such a zone.
on_software! { a_cname_at_the_apex_hides_no_record: power_dns }
on_software! { a_zone_that_its_servers_could_not_load_proves_nothing: nsd, knot, bind }

/// `_amazonses.example.com` becomes `_amazonses.example.net`.
fn a_dname_at_the_domain_leads_to_the_record(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let target = plan.domain();
    let (servers, targets) = (plan.two_name_servers(&wanted.domain), plan.two_name_servers(&target));
    // No name may stand below a DNAME, so the servers' names are elsewhere.
    let hosts = [1, 2].map(|number| NameServer::new(format!("host{number}.{target}"), servers[number - 1].address));
    plan.publish(&wanted.bare_zone().with(format!("@ DNAME {target}.")), &hosts);
    plan.publish(&with_hosts(Zone::new(&target).with(txt("_amazonses", &wanted.token)), &hosts), &targets);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_finding("name-alias", "note");
    assert_both_hops(&report, &wanted, &hosts, &record_name(&target), &targets);
}

/// NSD and BIND chase such a chain themselves and add the other zone's NS set, which is no referral.
fn an_alias_into_another_zone_of_the_same_server_is_followed(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let target = plan.domain();
    let servers = plan.two_name_servers(&wanted.domain);
    plan.publish(&wanted.bare_zone().with(format!("_amazonses CNAME proof.{target}.")), &servers);
    plan.publish(&Zone::new(&target).with(txt("proof", &wanted.token)), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_finding("name-alias", "note");
    assert_both_hops(&report, &wanted, &servers, &format!("proof.{target}"), &servers);
}

/// `www` is a CNAME; what stands below its name is the zone's own.
fn a_domain_that_is_an_alias_has_its_record_beside_it(software: Software) {
    let mut plan = Plan::on(software);
    let zone = plan.domain();
    let wanted = Wanted { domain: format!("www.{zone}"), token: plan.token() };
    let servers = plan.two_name_servers(&zone);
    let zone_text = Zone::new(&zone).with(format!("www CNAME {zone}.")).with(txt("_amazonses.www", &wanted.token));
    plan.publish(&zone_text, &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_zone(&zone);
}

fn a_cname_at_the_apex_hides_no_record(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = plan.two_name_servers(&wanted.domain);
    plan.publish(&with_cname_at_apex(wanted.zone()), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_zone(&wanted.domain);
    report.assert_name_servers(2, 2, 2);
    // The zone's own list is behind the CNAME.
    assert!(report.rows().all(|row| row["listed_by"] == "parent"), "{}", report.told());
}

fn a_zone_that_its_servers_could_not_load_proves_nothing(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = plan.two_name_servers(&wanted.domain);
    plan.publish(&with_cname_at_apex(wanted.zone()).unloadable(), &servers);
    let report = wanted.check(&plan.open());
    report.assert_inconclusive_for("server-failure");
    report.assert_name_servers(2, 0, 0);
    assert!(report.rows().all(|row| row["outcome"] == "servfail"), "{}", report.told());
}

fn with_cname_at_apex(zone: Zone) -> Zone {
    zone.with("@ CNAME elsewhere.invalid.")
}

fn assert_both_hops(
    report: &CheckReport,
    wanted: &Wanted,
    servers: &[NameServer; 2],
    target: &str,
    targets_servers: &[NameServer; 2],
) {
    report.assert_name_servers(2, 2, 2);
    report.assert_asked(&wanted.record_name(), servers.each_ref().map(|server| server.address));
    report.assert_asked(target, targets_servers.each_ref().map(|server| server.address));
    for (server, targets_server) in servers.iter().zip(targets_servers) {
        report.assert_outcome(server.address, &wanted.record_name(), "alias");
        report.assert_outcome(targets_server.address, target, "match");
    }
}
