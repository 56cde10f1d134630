//! Delegations that want to be looked up for ever, or make this program look up somebody else's.

use core::time::Duration;

use txtproof::proof::{Code, ListedBy, Verdict};

use super::{world, world_hosted_elsewhere};
use crate::simulated::internet::{Glue, ServerPlan, ZonePlan};
use crate::simulated::run::Run;
use crate::simulated::world::World;

/// The most queries for finding name servers.
const MAX_DISCOVERY_QUERIES: usize = 80;

/// So many name servers in a zone, none of which has an address.
fn nameless(world: &mut World, zone: &str, count: usize) -> Vec<ServerPlan> {
    (0..count).map(|_| ServerPlan::new(format!("{}.{zone}", world.random.label()), Vec::new())).collect()
}

fn assert_bounded(run: &Run) {
    assert!(run.discovery_queries() <= MAX_DISCOVERY_QUERIES, "{} queries", run.discovery_queries());
    assert_ne!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
}

#[test]
fn a_delegation_to_a_thousand_names_in_a_victims_zone_is_cut_short_and_told() {
    let (mut world, _seed) = world(0);
    let victim = world.add_zone_elsewhere(2);
    world.domain_zone().servers = nameless(&mut world, &victim, 1000);
    let victims: Vec<_> = world.internet.zone(&victim).servers.iter().map(|server| server.addresses[0]).collect();
    let run = world.prove();
    assert_bounded(&run);
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
    let at_victim: usize = victims.iter().map(|address| run.sent_to(*address).count()).sum();
    assert!(at_victim <= 26, "{at_victim} queries to the victim");
}

#[test]
fn delegations_that_lead_to_delegations_of_1500_names_end_and_are_told() {
    let (mut world, _seed) = world(0);
    let top = world.top.clone();
    let mut servers = Vec::new();
    for _ in 0..13 {
        let attack = format!("{}.{top}", world.random.label());
        let victim = world.add_zone_elsewhere(1);
        let many = nameless(&mut world, &victim, 500);
        world.internet.zones.push(ZonePlan::new(&attack, many));
        servers.push(ServerPlan::new(format!("ns.{attack}"), Vec::new()));
    }
    world.domain_zone().servers = servers;
    let run = world.prove();
    assert_bounded(&run);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
}

#[test]
fn two_zones_that_need_each_other_end_at_once() {
    let (mut world, _seed) = world(0);
    let top = world.top.clone();
    let other = format!("{}.{top}", world.random.label());
    let domain = world.domain.clone();
    let to_domain = world.servers(&domain, 2);
    world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(&other, to_domain) });
    let to_other = world.servers(&other, 2);
    world.domain_zone().servers = to_other;
    world.domain_zone().glue = Glue::Withheld;
    let run = world.prove();
    assert_bounded(&run);
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert!(run.has(Code::DiscoveryFailed), "{}", run.findings());
    assert!(run.sent.len() <= 16, "{} queries: {:#?}", run.sent.len(), run.sent);
}

#[test]
fn a_zone_whose_only_name_server_needs_glue_and_has_none_ends_at_once() {
    let (mut world, _seed) = world(1);
    world.domain_zone().glue = Glue::Withheld;
    let run = world.prove();
    assert_bounded(&run);
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert!(run.has(Code::DiscoveryFailed), "{}", run.findings());
    assert!(run.sent.len() <= 8, "{} queries: {:#?}", run.sent.len(), run.sent);
}

#[test]
fn glueless_names_that_need_glueless_names_for_ever_end() {
    let (mut world, _seed) = world(0);
    let zones: Vec<String> = (0..12).map(|_| format!("{}.{}", world.random.label(), world.top)).collect();
    for (zone, next) in zones.iter().zip(&zones[1..]) {
        let servers = vec![ServerPlan::new(format!("ns.{next}"), Vec::new())];
        world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(zone, servers) });
    }
    world.domain_zone().servers = vec![ServerPlan::new(format!("ns.{}", zones[0]), Vec::new())];
    let run = world.prove();
    assert_bounded(&run);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
}

#[test]
fn a_zone_of_its_own_for_every_label_ends_after_16_referrals() {
    let (mut world, _seed) = world(1);
    let mut origin = format!("_amazonses.{}", world.domain);
    for _ in 0..20 {
        origin = format!("x.{origin}");
    }
    let labels: Vec<&str> = origin.split('.').collect();
    let zones: Vec<String> = (1..labels.len() - 2).rev().map(|from| labels[from..].join(".")).collect();
    world.publish("");
    for zone in &zones {
        let servers = world.servers(zone, 1);
        world.internet.zones.push(ZonePlan::new(zone, servers));
    }
    world.expectation().name = origin.parse().expect("a name");
    let run = world.prove();
    assert_bounded(&run);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
}

#[test]
fn a_server_that_only_a_bound_left_unasked_forbids_a_proof() {
    let (mut world, _seed) = world(14);
    for server in world.domain_servers() {
        server.listed_by = ListedBy::Both;
    }
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert_eq!(run.errors().next(), Some(Code::LimitReached));
}

#[test]
fn thirteen_name_servers_with_and_without_glue_are_all_asked() {
    for (mut world, _seed) in [world(13), world_hosted_elsewhere(13)] {
        let addresses = world.domain_addresses();
        let run = world.prove();
        assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
        assert!(addresses.into_iter().all(|address| run.sent_to(address).count() > 0));
        assert_bounded(&run);
    }
}

/// Each of four silent look-ups wanted another server of the zone, whose look-up wanted yet another: all inside one zone.
#[test]
fn a_slow_zone_whose_name_servers_mostly_lack_glue_is_proven() {
    let (mut world, _seed) = world(8);
    let (top, domain) = (world.top.clone(), world.domain.clone());
    world.domain_zone().glue = Glue::Withheld;
    for server in world.domain_servers() {
        server.link.rtt = Duration::from_millis(900);
    }
    let known = world.domain_servers()[0].address_lines();
    world.internet.zone(&top).records.push_str(&known);
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, String::new()), "{domain}");
}
