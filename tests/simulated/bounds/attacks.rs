//! Delegations made to have this program attack somebody else, or itself: what each shape costs at most.
//!
//! A line for each, with `--nocapture`: queries in all, to the victim, and how many of those for each query that the attacker's
//! own servers had to answer.

use core::net::IpAddr;
use core::time::Duration;
use std::collections::BTreeSet;

use txtproof::proof::{Code, Verdict};

use super::seeded;
use crate::simulated::internet::{Glue, ServerPlan, ZonePlan};
use crate::simulated::link::Link;
use crate::simulated::run::Run;
use crate::simulated::twist::invents_aliases;
use crate::simulated::world::{World, txt_line};

/// What an attack may cost.
pub(super) struct Most {
    pub(super) queries: usize,
    pub(super) at_victim: usize,
    pub(super) time: Duration,
}

/// All addresses of a zone's name servers.
fn addresses(world: &mut World, zones: &[String]) -> BTreeSet<IpAddr> {
    let of_zone = |zone: &String| world.internet.zone(zone).servers.clone();
    zones.iter().flat_map(of_zone).flat_map(|server| server.addresses).collect()
}

/// Runs the attack; nothing is proven or refuted by it, and it costs no more than `most`.
fn assert_costs(what: &str, world: &mut World, victims: &[String], most: &Most) -> Run {
    let run = run_at_cost(what, world, victims, most);
    assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{what}: {}", run.findings());
    run
}

/// Runs the attack, which costs no more than `most`.
pub(super) fn run_at_cost(what: &str, world: &mut World, victims: &[String], most: &Most) -> Run {
    let victims = addresses(world, victims);
    let own: BTreeSet<IpAddr> = world.domain_servers().iter().flat_map(|server| server.addresses.clone()).collect();
    let run = world.prove();
    let at_victim = run.sent.iter().filter(|sent| victims.contains(&sent.server.ip())).count();
    let at_own = run.sent.iter().filter(|sent| own.contains(&sent.server.ip())).count().max(1);
    let (queries, time) = (run.sent.len(), run.elapsed);
    let factor = at_victim.div_ceil(at_own);
    println!("{what}: {queries} queries, {at_victim} to the victim (x{factor}), {time:?}: {}", run.findings());
    assert!(run.discovery_queries() <= 80, "{what}: {} queries of discovery", run.discovery_queries());
    assert!(queries <= most.queries, "{what}: {queries} queries");
    assert!(at_victim <= most.at_victim, "{what}: {at_victim} queries to the victim");
    assert!(time <= most.time, "{what}: {time:?}");
    run
}

/// So many names in a zone, none of which exists.
pub(super) fn nameless(world: &mut World, zone: &str, count: usize) -> Vec<ServerPlan> {
    (0..count).map(|_| ServerPlan::new(format!("{}.{zone}", world.random.label()), Vec::new())).collect()
}

pub(super) fn a_second() -> Duration {
    Duration::from_secs(1)
}

#[test]
fn nxns_a_delegation_to_names_that_do_not_exist_below_a_victim() {
    for count in [13, 135, 1000, 1500] {
        let (mut world, _seed) = seeded(0);
        let victim = world.add_zone_elsewhere(2);
        world.domain_zone().servers = nameless(&mut world, &victim, count);
        let most = Most { queries: 24, at_victim: 26, time: a_second() };
        let run = assert_costs(&format!("NXNS, {count} names"), &mut world, &[victim], &most);
        assert!(run.has(Code::LimitReached), "{}", run.findings());
    }
}

#[test]
fn nxns_the_victim_is_silent() {
    let (mut world, _seed) = seeded(0);
    let victim = world.add_zone_elsewhere(2);
    world.domain_zone().servers = nameless(&mut world, &victim, 1000);
    world.internet.zone(&victim).servers.iter_mut().for_each(|server| server.link = Link::DEAD);
    // Each look-up may be sent three times to each of its servers; all of discovery has its bound.
    let most = Most { queries: 80, at_victim: 80, time: Duration::from_secs(10) };
    assert_costs("NXNS, a silent victim", &mut world, &[victim], &most);
}

#[test]
fn nxns_each_name_below_a_victim_of_its_own() {
    let (mut world, _seed) = seeded(0);
    let victims: Vec<String> = (0..13).map(|_| world.add_zone_elsewhere(1)).collect();
    let servers = victims.iter().flat_map(|victim| nameless(&mut world, victim, 1)).collect();
    world.domain_zone().servers = servers;
    let most = Most { queries: 60, at_victim: 26, time: a_second() };
    assert_costs("NXNS, 13 victims", &mut world, &victims, &most);
}

/// The attacker's zone lists 1,500 names of zones of its own, each of which is delegated to the victim, which knows nothing of
/// them.
#[test]
fn nrdelegation_a_list_that_leads_to_a_server_that_says_nothing() {
    for link in [Link::GOOD, Link::DEAD] {
        let (mut world, _seed) = seeded(0);
        let victim = world.add_zone_elsewhere(1);
        let at_victim = world.internet.zone(&victim).servers[0].clone();
        let mut lists = Vec::new();
        for _ in 0..20 {
            let zone = format!("{}.{}", world.random.label(), world.top);
            lists.extend(nameless(&mut world, &zone, 75));
            let server = ServerPlan { service: crate::simulated::internet::Service::Forgotten, ..at_victim.clone() };
            world.internet.zones.push(ZonePlan::new(&zone, vec![server]));
        }
        world.internet.zone(&victim).servers[0].link = link;
        for zone in &mut world.internet.zones {
            let is_at_victim = |server: &&mut ServerPlan| server.addresses == at_victim.addresses;
            zone.servers.iter_mut().filter(is_at_victim).for_each(|server| server.link = link);
        }
        world.domain_zone().servers = lists;
        let most = Most { queries: 80, at_victim: 60, time: Duration::from_secs(10) };
        assert_costs("NRDelegation", &mut world, &[victim], &most);
    }
}

/// Each of two zones has its name servers in the other.
#[test]
fn tsuname_two_zones_that_need_each_other() {
    for servers in [1, 2, 13] {
        let (mut world, _seed) = seeded(0);
        let (top, domain) = (world.top.clone(), world.domain.clone());
        let other = format!("{}.{top}", world.random.label());
        let to_domain = world.servers(&domain, servers);
        world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(&other, to_domain) });
        world.domain_zone().servers = world.servers(&other, servers);
        world.domain_zone().glue = Glue::Withheld;
        let most = Most { queries: 16, at_victim: 8, time: a_second() };
        let run = assert_costs(&format!("TsuNAME, {servers} name servers"), &mut world, &[top], &most);
        assert!(run.has(Code::DiscoveryFailed), "{}", run.findings());
    }
}

/// Each of so many zones has its name servers in the next, and the last in the first.
#[test]
fn tsuname_a_ring_of_zones() {
    for count in [3, 4, 8] {
        let (mut world, _seed) = seeded(0);
        let top = world.top.clone();
        let mut ring: Vec<String> = (1..count).map(|_| format!("{}.{top}", world.random.label())).collect();
        ring.push(world.domain.clone());
        world.domain_zone().servers = world.servers(&ring[0], 2);
        world.domain_zone().glue = Glue::Withheld;
        for (zone, next) in ring.iter().zip(&ring[1..]) {
            let servers = world.servers(next, 2);
            world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(zone, servers) });
        }
        let most = Most { queries: 24, at_victim: 20, time: a_second() };
        assert_costs(&format!("TsuNAME, a ring of {count}"), &mut world, &[top], &most);
    }
}

/// Glueless names, each of which takes another one's address, for ever.
#[test]
fn a_chain_of_names_without_glue() {
    let (mut world, _seed) = seeded(0);
    let top = world.top.clone();
    let zones: Vec<String> = (0..20).map(|_| format!("{}.{top}", world.random.label())).collect();
    for (zone, next) in zones.iter().zip(&zones[1..]) {
        let servers = nameless(&mut world, next, 13);
        world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(zone, servers) });
    }
    world.domain_zone().servers = nameless(&mut world, &zones[0], 13);
    let most = Most { queries: 80, at_victim: 60, time: a_second() };
    let run = assert_costs("glueless", &mut world, &[top], &most);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
}

/// An alias for every question leads into the victim's zone, which has another for each.
#[test]
fn aliases_into_a_victim_that_never_end() {
    let (mut world, _seed) = seeded(2);
    let victim = world.add_zone_elsewhere(2);
    world.publish(&format!("_amazonses CNAME a.{victim}.\n"));
    world.internet.zone(&victim).servers.iter_mut().for_each(|server| server.habits.push(invents_aliases()));
    let most = Most { queries: 96, at_victim: 72, time: Duration::from_secs(2) };
    let run = assert_costs("aliases", &mut world, &[victim], &most);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
}

/// A loop through two zones refutes, since it is no network trouble, and ends at once.
#[test]
fn an_alias_loop_through_a_victim() {
    let (mut world, _seed) = seeded(2);
    let (domain, victim) = (world.domain.clone(), world.add_zone_elsewhere(2));
    world.publish(&format!("_amazonses CNAME a.{victim}.\n"));
    world.internet.zone(&victim).records = format!("a CNAME _amazonses.{domain}.\n");
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Refuted, "error alias-loop".to_owned()));
    assert!(run.sent.len() <= 24, "{} queries", run.sent.len());
}

/// Many keys and signatures cost a validator dearly; here none is validated, and 64 of a kind are enough to say so.
#[test]
fn keytrap_more_keys_than_are_looked_at() {
    for (keys, is_too_many) in [(64, false), (65, true)] {
        let (mut world, _seed) = seeded(1);
        let top = world.top.clone();
        let domain = world.domain.clone();
        let key = |number: usize| format!("{domain}. TYPE48 \\# 8 0101030d{number:08x}\n");
        let lines: String = (0..keys).map(key).collect();
        let line = txt_line("_amazonses", world.token.as_bytes());
        world.publish(&(lines + &line));
        world.internet.zone(&top).records = format!("{domain}. TYPE43 \\# 4 00010d02\n");
        let run = world.prove();
        assert_eq!(run.has(Code::LimitReached), is_too_many, "{keys} keys: {}", run.findings());
        assert_eq!(run.proof.verdict == Verdict::Proven, !is_too_many, "{keys} keys: {}", run.findings());
        assert!(run.sent.len() <= 20, "{} queries", run.sent.len());
    }
}
