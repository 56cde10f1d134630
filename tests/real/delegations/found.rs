//! Other ways to the servers: a resolver, fixed servers, a hints file with more than one root.

use std::net::{SocketAddr, UdpSocket};

use tempfile::NamedTempFile;

use super::*;
use crate::real::internet::hints;
use crate::real::unbound::Unbound;

on_every_software! {
    a_resolver_finds_the_name_servers_and_never_hears_of_the_record,
    a_resolver_alone_makes_no_domain_missing,
    fixed_servers_alone_are_asked,
    a_fixed_server_is_found_by_its_name,
    a_dead_root_in_the_hints_is_no_obstacle,
    a_silent_root_in_the_hints_is_no_obstacle,
}

fn a_resolver_finds_the_name_servers_and_never_hears_of_the_record(software: Software) {
    let mut plan = Plan::for_resolvers(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain();
    let hosts = plan.two_name_servers(&hoster);
    plan.publish(&Zone::new(&hoster), &hosts);
    plan.publish(&wanted.zone(), &hosts);
    let mut internet = plan.open();
    let resolver = internet.resolver();
    let report = check_via(&wanted, &resolver);
    report.assert_proven_plainly();
    report.assert_zone(&wanted.domain);
    report.assert_name_servers(2, 2, 2);
    report.assert_asked(&wanted.record_name(), hosts.map(|host| host.address));
    assert!(resolver.was_asked_for(&wanted.domain), "{}", report.told());
    assert!(!resolver.was_asked_for(&wanted.record_name()), "the resolver was asked for the record itself");
}

fn a_resolver_alone_makes_no_domain_missing(software: Software) {
    let mut plan = Plan::for_resolvers(software);
    let wanted = Wanted::drawn(&mut plan);
    let mut internet = plan.open();
    let resolver = internet.resolver();
    check_via(&wanted, &resolver).assert_inconclusive_for("discovery-failed");
}

fn check_via(wanted: &Wanted, resolver: &Unbound) -> CheckReport {
    let arguments = ["--discover-via", &resolver.address(), "--allow-private", "--expect", &wanted.token];
    CheckReport::of(&wanted.domain, &arguments)
}

fn fixed_servers_alone_are_asked(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [listed, hidden] = plan.two_name_servers(&wanted.domain);
    plan.publish(&wanted.bare_zone(), std::slice::from_ref(&listed));
    plan.serve(&hidden, &[wanted.zone().with_server(&listed)]);
    let internet = plan.open();
    wanted.check(&internet).assert_refuted();
    let report = wanted.check_with(&internet, &["--server", &hidden.address.to_string()]);
    report.assert_proven_plainly();
    report.assert_name_servers(1, 1, 1);
    report.assert_asked(&wanted.record_name(), [hidden.address]);
    assert_eq!(report.row(hidden.address, &wanted.record_name())["listed_by"], "user", "{}", report.told());
}

fn a_fixed_server_is_found_by_its_name(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain();
    let hosts = plan.two_name_servers(&hoster);
    plan.publish(&Zone::new(&hoster), &hosts);
    plan.serve_at(&hosts, &[wanted.zone().with_server(&hosts[0])]);
    let report = wanted.check_with(&plan.open(), &["--server", &hosts[1].name]);
    report.assert_proven_plainly();
    report.assert_name_servers(1, 1, 1);
    report.assert_asked(&wanted.record_name(), [hosts[1].address]);
    assert_eq!(report.names_at(hosts[1].address), [hosts[1].name.as_str()], "{}", report.told());
}

fn a_dead_root_in_the_hints_is_no_obstacle(software: Software) {
    check_beside_root(software, |_| ());
}

fn a_silent_root_in_the_hints_is_no_obstacle(software: Software) {
    check_beside_root(software, |address| UdpSocket::bind(address).expect("nobody listens there yet"));
}

/// Two roots in the hints: the internet's, and an address where there is what `listen` makes.
fn check_beside_root<L>(software: Software, listen: impl FnOnce(SocketAddr) -> L) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = plan.two_name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    let mut internet = plan.open();
    let useless = NameServer::new("a.useless.invalid", internet.unused_address());
    let _listener = listen(SocketAddr::new(useless.address, internet.port()));
    let alive = NameServer::new("b.alive.invalid", internet.root());
    let file = NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), hints(&[useless, alive])).expect("a hints file");
    let (hints, port) = (file.path().display().to_string(), internet.port().to_string());
    let arguments = ["--root-hints", &hints, "--port", &port, "--allow-private", "--expect", &wanted.token];
    let report = CheckReport::of(&wanted.domain, &arguments);
    report.assert_proven_plainly();
    report.assert_name_servers(2, 2, 2);
}
