//! `--placed-at`: the server where the user put the record, and whether anybody is sent there.

use super::*;

on_every_software! {
    a_record_where_the_delegation_does_not_lead_is_told,
    a_record_at_a_server_placed_by_name_is_told,
    a_record_at_a_server_of_the_delegation_is_no_finding,
    a_server_without_the_record_is_no_finding,
    a_domain_that_nobody_delegates_is_delegated_nowhere_else,
    a_delegation_to_names_without_address_leads_elsewhere,
    servers_that_the_user_names_are_no_delegation,
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

/// The zone is at the hoster already, and the registrar has not been told: what is missing is the delegation itself.
fn a_domain_that_nobody_delegates_is_delegated_nowhere_else(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let hoster = plan.domain();
    let [new] = plan.name_servers(&hoster);
    plan.publish(&Zone::new(&hoster), std::slice::from_ref(&new));
    plan.serve(&new, &[wanted.zone().with_server(&new)]);
    let report = wanted.check_with(&plan.open(), &["--placed-at", &new.name]);
    report.assert_refuted_for("domain-missing");
    assert_eq!(report.codes(), ["domain-missing"], "{}", report.told());
}

/// The old hoster's servers are gone, and their names with them.
fn a_delegation_to_names_without_address_leads_elsewhere(software: Software) {
    let mut plan = Plan::on(software);
    let wanted = Wanted::drawn(&mut plan);
    let (hoster, new) = (plan.domain(), plan.address());
    let [hosters_own] = plan.name_servers(&hoster);
    plan.publish(&Zone::new(&hoster), std::slice::from_ref(&hosters_own));
    let gone = [NameServer::new(format!("dns1.{hoster}"), new), NameServer::new(format!("dns2.{hoster}"), new)];
    for server in &gone {
        plan.register(&wanted.domain, format!("{}. NS {}.", wanted.domain, server.name));
    }
    let new = NameServer::new(format!("ns1.{}", wanted.domain), new);
    plan.serve(&new, &[wanted.zone().with_server(&new)]);
    let report = wanted.check_with(&plan.open(), &["--placed-at", &new.address.to_string()]);
    report.assert_inconclusive();
    let told = format!("points to others: {} and {}.", gone[0].name, gone[1].name);
    assert!(report.messages("delegated-elsewhere").any(|message| message.ends_with(&told)), "{}", report.told());
}

/// With `--server` nobody looks at the delegation.
fn servers_that_the_user_names_are_no_delegation(software: Software) {
    let moved = Moved::plan(software, true);
    let [server, placed_at] = [moved.old[0].address.to_string(), moved.new.address.to_string()];
    let arguments = ["--server", &server, "--placed-at", &placed_at];
    let report = moved.wanted.check_with(&moved.internet, &arguments);
    report.assert_refuted_for("name-missing");
    assert!(!report.codes().contains(&"delegated-elsewhere"), "{}", report.told());
}
