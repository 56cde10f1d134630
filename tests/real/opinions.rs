//! Second opinions, told beside the verdict: what a real resolver validates, what it remembers, and the server where the
//! user put the record.

mod memory;
mod placed;
mod validation;
mod vouched;

use super::internet::{Internet, Plan};
use super::report::CheckReport;
use super::software::{Software, on_every_software};
use super::unbound::Unbound;
use super::wanted::Wanted;
use super::zone::{NameServer, Zone, txt};
use crate::background::Background;

/// The TTL of every record, and the zone's negative TTL.
const TTL: u64 = 300;
const NEGATIVE_TTL: u64 = 60;

/// What a test spends at most between a resolver's question and the report.
const SLOWNESS: u64 = 30;

fn check_and_ask(wanted: &Wanted, internet: &Internet, resolver: &Unbound) -> CheckReport {
    wanted.check_with(internet, &["--also-ask", &resolver.address()])
}

/// Asserts what the resolver saw, and for how long it will say so; gives the seconds.
fn assert_seen(report: &CheckReport, resolver: &Unbound, outcome: &str, ttl: u64) -> u64 {
    let row = report.resolver(&resolver.address());
    assert_eq!(row["outcome"], outcome, "{}", report.told());
    let left = row["ttl_left_s"].as_u64().expect("seconds");
    assert!((ttl - SLOWNESS..=ttl).contains(&left), "{left} s of {ttl}: {}", report.told());
    left
}

/// Asserts whether the resolver says that it has validated (AD).
fn assert_authenticated(report: &CheckReport, resolver: &Unbound, is_authenticated: bool) {
    assert_eq!(report.resolver(&resolver.address())["authenticated"], is_authenticated, "{}", report.told());
}

/// Asserts that the finding is a warning about the resolver alone.
fn assert_blames_resolver(report: &CheckReport, code: &str, resolver: &Unbound) {
    let finding = report.finding(code);
    assert_eq!(finding["severity"], "warning", "{}", report.told());
    assert_eq!(finding["servers"], serde_json::json!([resolver.ip()]), "{}", report.told());
}

/// Has the server read this zone; it takes a moment.
fn reload(internet: &Internet, server: &NameServer, zone: Zone) {
    internet.reload(server, &[zone.with_server(server).with_serial(2_026_112_302)]);
}

/// Returns once the value is there.
fn wait_until_published(internet: &Internet, wanted: &Wanted, value: &str) {
    let arguments = ["--expect", value, "--allow-private", "--interval", "100ms", "--deadline", "20s"];
    let ended = Background::start(&internet.arguments("wait", &wanted.domain, &arguments)).end();
    assert_eq!(ended.status.code(), Some(0), "{:?}", ended.heard);
}
