//! The DS at the parent held against the zone's keys, without any resolver.

use super::*;
use crate::real::keys::{Keys, Vouched};

on_every_software! {
    a_ds_without_any_key_is_told,
    a_ds_without_any_key_is_told_where_parent_and_child_share_servers,
    no_ds_is_no_finding,
}

fn a_ds_without_any_key_is_told(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let vouched = vouch(&mut plan, &wanted);
    let servers = plan.two_name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    let report = wanted.check(&plan.open());
    report.assert_proven();
    assert_eq!(report.codes(), ["dnssec-broken"], "{}", report.told());
    assert_tags(&report, &wanted.domain, vouched.tag, "none");
}

/// The server has both zones, and answers for the DS as the parent (RFC 4035 §3.1.4.1).
fn a_ds_without_any_key_is_told_where_parent_and_child_share_servers(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let vouched = vouch(&mut plan, &wanted);
    let name = format!("a.nic.{}", plan.top_level());
    plan.register(&wanted.domain, format!("{}. NS {name}.", wanted.domain));
    plan.serve_at_registry(wanted.zone().with(format!("@ NS {name}.")));
    let report = wanted.check(&plan.open());
    report.assert_proven();
    assert_eq!(report.codes(), ["dnssec-broken"], "{}", report.told());
    assert_tags(&report, &wanted.domain, vouched.tag, "none");
}

fn no_ds_is_no_finding(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let servers = plan.two_name_servers(&wanted.domain);
    plan.publish(&wanted.zone(), &servers);
    wanted.check(&plan.open()).assert_proven_plainly();
}

/// Has the parent vouch for a key.
fn vouch(plan: &mut Plan, wanted: &Wanted) -> Vouched {
    let vouched = Keys::new().generate(&wanted.domain);
    plan.register(&wanted.domain, vouched.record(&wanted.domain));
    vouched
}

/// Asserts that a finding about the zone tells the DS's tag, and the tags of the keys.
pub(super) fn assert_tags(report: &CheckReport, zone: &str, vouched: u16, keys: &str) {
    let told = format!("(DS, tag {vouched}) that the zone {zone} does not have (DNSKEY tags: {keys})");
    assert!(report.messages("dnssec-broken").any(|message| message.contains(&told)), "no {told:?}: {}", report.told());
}
