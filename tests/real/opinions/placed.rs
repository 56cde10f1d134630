//! `--placed-at`: the server where the user put the record, and whether anybody is sent there.

use super::*;

on_every_software! {
    a_record_where_the_delegation_does_not_lead_is_told,
    a_record_at_a_server_placed_by_name_is_told,
    a_record_at_a_server_of_the_delegation_is_no_finding,
    a_server_without_the_record_is_no_finding,
}

/// The zone of the hoster that the user left has the delegation; the new one has the record.
struct Moved {
    internet: Internet,
    wanted: Wanted,
    old: [NameServer; 2],
    new: NameServer,
}

impl Moved {
    fn plan(software: Software, is_record_placed: bool) -> Self {
        let mut plan = Plan::on(software);
        let wanted = Wanted::drawn(&mut plan);
        let hoster = plan.domain();
        let [new] = plan.name_servers(&hoster);
        plan.publish(&Zone::new(&hoster), std::slice::from_ref(&new));
        let zone = if is_record_placed { wanted.zone() } else { wanted.bare_zone() };
        plan.serve(&new, &[zone.with_server(&new)]);
        let old = plan.two_name_servers(&wanted.domain);
        plan.publish(&wanted.bare_zone(), &old);
        Self { internet: plan.open(), wanted, old, new }
    }

    fn check(&self, placed_at: &str) -> CheckReport {
        self.wanted.check_with(&self.internet, &["--placed-at", placed_at])
    }

    fn assert_told(&self, report: &CheckReport) {
        report.assert_refuted_for("delegated-elsewhere");
        assert_eq!(report.codes(), ["delegated-elsewhere", "name-missing", "negative-cached"], "{}", report.told());
        let finding = report.finding("delegated-elsewhere");
        assert_eq!(finding["servers"], serde_json::json!([self.new.address]), "{}", report.told());
        let message = finding["message"].as_str().unwrap_or_default();
        for server in &self.old {
            let shown = format!("{} ({})", server.name, server.address);
            assert!(message.contains(&shown), "no {shown}: {}", report.told());
        }
        // No part of the verdict.
        report.assert_not_asked(self.new.address, &self.wanted.record_name());
        report.assert_name_servers(2, 2, 0);
    }
}

fn a_record_where_the_delegation_does_not_lead_is_told(software: Software) {
    let moved = Moved::plan(software, true);
    moved.assert_told(&moved.check(&moved.new.address.to_string()));
}

fn a_record_at_a_server_placed_by_name_is_told(software: Software) {
    let moved = Moved::plan(software, true);
    moved.assert_told(&moved.check(&moved.new.name));
}

/// One server of two has the record, and the user put it there.
fn a_record_at_a_server_of_the_delegation_is_no_finding(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let [edited, stale] = plan.two_name_servers(&wanted.domain);
    plan.delegate(&wanted.domain, &[edited.clone(), stale.clone()]);
    let both = |zone: Zone| zone.with_server(&edited).with_server(&stale);
    plan.serve(&edited, &[both(wanted.zone())]);
    plan.serve(&stale, &[both(wanted.bare_zone())]);
    let internet = plan.open();
    for placed_at in [edited.address.to_string(), edited.name.clone()] {
        let report = wanted.check_with(&internet, &["--placed-at", &placed_at]);
        report.assert_refuted_for("servers-disagree");
        assert!(!report.codes().contains(&"delegated-elsewhere"), "{}", report.told());
    }
}

fn a_server_without_the_record_is_no_finding(software: Software) {
    let moved = Moved::plan(software, false);
    let report = moved.check(&moved.new.address.to_string());
    report.assert_refuted_for("name-missing");
    assert!(!report.codes().contains(&"delegated-elsewhere"), "{}", report.told());
}
