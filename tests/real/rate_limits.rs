//! Servers that want a cookie, or limit what they send: asked again the right way, and never taken for empty.

use std::net::SocketAddr;

use super::internet::Plan;
use super::question::{TXT, burst, query};
use super::served::{Drawn, Served};
use super::software::{Manner, Software, on_every_software, on_software};
use super::zone::{Zone, txt};

on_every_software! { servers_that_want_a_cookie_get_it }
// NSD gives cookies, and asks for none.
on_software! { a_server_that_insists_on_a_cookie_is_asked_again_at_once: knot, bind, power_dns }
// PowerDNS has no rate limit of its own.
on_software! { a_cookie_gets_through_a_rate_limit: nsd, knot, bind }
on_software! { a_rate_limit_without_a_cookie_is_no_absence: nsd, knot, bind }

/// So many answers at once are more than any limit of these tests.
const BURST: usize = 60;

fn servers_that_want_a_cookie_get_it(software: Software) {
    let mut plan = Plan::on(software).with_manner(Manner::Cookies);
    let (domain, token) = (plan.domain(), plan.token());
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token)), &servers);
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven_plainly();
    report.assert_name_servers(2, 2, 2);
    assert!(report.rows().all(|row| row["transport"] == "udp"), "{}", report.told());
}

/// `BADCOOKIE` brings the cookie that the second query shows.
fn a_server_that_insists_on_a_cookie_is_asked_again_at_once(software: Software) {
    let drawn = Drawn::new();
    let zone = drawn.zone().with(txt("_amazonses", &drawn.token));
    let server = Served::start_with(software, Manner::Cookies, zone);
    let report = server.check(&[&drawn.token]);
    report.assert_proven_plainly();
    let row = report.row(server.address(), &drawn.record_name());
    assert_eq!((&row["transport"], &row["attempts"]), (&"udp".into(), &2.into()), "{}", report.told());
}

/// The walk to the zone has learnt each server's cookie before the record is asked for.
fn a_cookie_gets_through_a_rate_limit(software: Software) {
    let mut plan = Plan::on(software).with_manner(Manner::RateLimit);
    let (domain, token) = (plan.domain(), plan.token());
    let [server] = plan.name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token)), std::slice::from_ref(&server));
    let internet = plan.open();
    exhaust(SocketAddr::new(server.address, internet.port()), &domain);
    let report = internet.check(&domain, &[&token]);
    report.assert_proven_plainly();
    let row = report.row(server.address, &format!("_amazonses.{domain}"));
    assert_eq!((&row["transport"], &row["attempts"]), (&"udp".into(), &1.into()), "{}", report.told());
}

/// Nobody has met this server before: its answers are dropped, or come truncated and without a record.
fn a_rate_limit_without_a_cookie_is_no_absence(software: Software) {
    let drawn = Drawn::new();
    let zone = drawn.zone().with(txt("_amazonses", &drawn.token));
    let server = Served::start_with(software, Manner::RateLimit, zone);
    exhaust(server.server().parse().expect("it is an address"), &drawn.domain);
    let report = server.check(&[&drawn.token]);
    report.assert_proven();
    report.assert_outcome(server.address(), &drawn.record_name(), "match");
}

/// Asks for the record until the limit bites.
fn exhaust(server: SocketAddr, domain: &str) {
    let whole = burst(server, &query(&format!("_amazonses.{domain}"), TXT), BURST);
    assert!(whole < BURST / 2, "{whole} answers of {BURST}: the rate limit does not bite");
}
