//! Addresses that the parent gives: others than the zone's own, or not all of them.

use std::net::Ipv6Addr;

use super::*;

on_every_software! {
    glue_that_differs_from_the_zones_own_address_is_asked_as_well,
    a_stale_server_at_the_glue_refutes,
    nobody_at_the_glue_is_a_warning,
    a_referral_that_lacks_some_glue_loses_no_server,
    a_referral_that_lacks_all_glue_is_asked_for_over_tcp,
}

/// The parent and the zone give `ns1` different addresses.
fn moved(plan: &mut Plan, wanted: &Wanted) -> [NameServer; 2] {
    let name = format!("ns1.{}", wanted.domain);
    let [at_parent, own] = [(); 2].map(|()| plan.name_server(name.clone()));
    plan.delegate(&wanted.domain, std::slice::from_ref(&at_parent));
    [at_parent, own]
}

fn glue_that_differs_from_the_zones_own_address_is_asked_as_well(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [at_parent, own] = moved(&mut plan, &wanted);
    plan.serve_at(&[at_parent.clone(), own.clone()], &[wanted.zone().with_server(&own)]);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_name_servers(1, 1, 1);
    report.assert_asked(&wanted.record_name(), [at_parent.address, own.address]);
}

fn a_stale_server_at_the_glue_refutes(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [at_parent, own] = moved(&mut plan, &wanted);
    plan.serve(&at_parent, &[wanted.bare_zone().with_server(&own).with_serial(1)]);
    plan.serve(&own, &[wanted.zone().with_server(&own).with_serial(2)]);
    let report = wanted.check(&plan.open());
    report.assert_refuted_for("servers-disagree");
    report.assert_blames("servers-disagree", at_parent.address);
    report.assert_blames("server-behind", at_parent.address);
    report.assert_name_servers(1, 1, 0);
}

/// The old address is dead, another server still leads to the zone.
fn nobody_at_the_glue_is_a_warning(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [dead, own] = moved(&mut plan, &wanted);
    let second = plan.name_server(format!("ns2.{}", wanted.domain));
    plan.delegate(&wanted.domain, std::slice::from_ref(&second));
    let zone = wanted.zone().with_server(&own).with_server(&second);
    plan.serve_at(&[own.clone(), second.clone()], &[zone]);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    report.assert_finding("server-unreachable", "warning");
    report.assert_blames("server-unreachable", dead.address);
    report.assert_outcome(dead.address, &wanted.record_name(), "unreachable");
    report.assert_outcome(own.address, &wanted.record_name(), "match");
    report.assert_name_servers(2, 2, 2);
}

/// Thirteen long names with two addresses each: more than 1,232 octets. Knot says so (TC) and PowerDNS leaves everything
/// out then; NSD and BIND leave some of the glue out without a word, which RFC 9471 forbids.
fn a_referral_that_lacks_some_glue_loses_no_server(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers: [_; 13] = std::array::from_fn(|number| {
        plan.name_server(format!("{number}-{}x.{number}.{}", "long-".repeat(10), wanted.domain))
    });
    let at_v6 = servers.each_ref().map(|server| NameServer::new(server.name.clone(), Ipv6Addr::LOCALHOST.into()));
    plan.publish(&wanted.zone(), &[&servers[..], &at_v6].concat());
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_name_servers(13, 13, 13);
    assert_eq!(report.rows().count(), 14, "{}", report.told());
}

/// Five names that fill 1,232 octets to the last few: not one address fits. NSD sends that without TC.
fn a_referral_that_lacks_all_glue_is_asked_for_over_tcp(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = names_that_fill_a_referral(&mut plan, &wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven_plainly();
    report.assert_name_servers(5, 5, 5);
    report.assert_asked(&wanted.record_name(), servers.each_ref().map(|server| server.address));
}

fn names_that_fill_a_referral(plan: &mut Plan, domain: &str) -> [NameServer; 5] {
    const UDP_OCTETS: usize = 1232;
    const HEADER_AND_EDNS_OCTETS: usize = 12 + 11;
    const QUESTION_FIXED_OCTETS: usize = 4;
    // Owner (a pointer), fixed fields, three labels of 63 octets, the length of a fourth, a pointer to the domain.
    const RECORD_FIXED_OCTETS: usize = 2 + 10 + 3 * 64 + 1 + 2;
    let domain_octets = domain.len() + 2;
    let for_records = UDP_OCTETS - HEADER_AND_EDNS_OCTETS - QUESTION_FIXED_OCTETS - domain_octets;
    let last_label = for_records / 5 - RECORD_FIXED_OCTETS;
    std::array::from_fn(|number| {
        let label = |octets: usize| format!("{number}{}", "x".repeat(octets - 1));
        let name = format!("{0}.{0}.{0}.{1}.{domain}", label(63), label(last_label));
        plan.name_server(name)
    })
}
