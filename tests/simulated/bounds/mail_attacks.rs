//! MX records made to have this program attack somebody else: what each shape costs at most.
//!
//! A line for each, with `--nocapture`, as for delegations. What is allowed here is what was measured; without the bounds of
//! discovery a thousand MX records would be two thousand questions to each victim, each of them sent three times.

use core::time::Duration;

use txtproof::proof::{Code, Verdict};
use txtproof::wire::RecordType;

use super::attacks::{Most, a_second, nameless, run_at_cost};
use super::seeded;
use crate::simulated::internet::{Glue, Service, ZonePlan};
use crate::simulated::link::Link;
use crate::simulated::random::SeedOfFailure;
use crate::simulated::run::Run;
use crate::simulated::twist::invents_aliases_for;
use crate::simulated::world::World;

/// All of discovery, and the MX record itself at two servers, over UDP and TCP.
const MOST: usize = 80 + 4;

fn mail_world() -> (World, SeedOfFailure) {
    let (mut world, seed) = seeded(2);
    world.ask_for_mail();
    world.publish("");
    (world, seed)
}

/// So many zones of other people, each at so many name servers.
fn victims(world: &mut World, count: usize, servers: usize) -> Vec<String> {
    (0..count).map(|_| world.add_zone_elsewhere(servers)).collect()
}

/// Mail goes to so many hosts in each of the zones; none of them exists.
fn name_hosts_in(world: &mut World, zones: &[String], hosts: usize) {
    let record = |zone: &String, host| format!("@ MX 10 m{host}.{zone}.\n");
    let lines = zones.iter().flat_map(|zone| (0..hosts).map(move |host| record(zone, host)));
    world.domain_zone().records = lines.collect();
}

fn silence(world: &mut World, zones: &[String]) {
    for zone in zones {
        world.internet.zone(zone).servers.iter_mut().for_each(|server| server.link = Link::DEAD);
    }
}

fn at_zone(world: &mut World, run: &Run, zone: &str) -> usize {
    let servers = world.internet.zone(zone).servers.clone();
    let addresses: Vec<_> = servers.iter().flat_map(|server| server.addresses.clone()).collect();
    run.sent.iter().filter(|sent| addresses.contains(&sent.server.ip())).count()
}

/// Never said of silence.
fn assert_not_refuted(run: &Run) {
    assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{}", run.findings());
}

#[test]
fn hosts_that_do_not_exist_in_as_many_zones_as_are_looked_at() {
    for count in [16, 17, 100] {
        let (mut world, _seed) = mail_world();
        let victims = victims(&mut world, count, 4);
        name_hosts_in(&mut world, &victims, 1);
        // Of each: the way there, which takes one question, and two for the host.
        let most = Most { queries: MOST, at_victim: 32, time: a_second() };
        let run = run_at_cost(&format!("{count} zones"), &mut world, &victims, &most);
        // One of a zone's four servers is asked, for the host alone.
        let of_one = victims.iter().map(|zone| at_zone(&mut world, &run, zone)).max();
        assert!(of_one.is_some_and(|of_one| of_one <= 2), "{of_one:?}");
        // That none of them exists is evidence; that not all were looked up is none.
        let is_over = run.has(Code::LimitReached);
        let expected = if is_over { Verdict::Inconclusive } else { Verdict::Refuted };
        assert_eq!((run.proof.verdict, is_over), (expected, count > 16), "{}", run.findings());
    }
}

#[test]
fn hosts_in_as_many_zones_that_are_silent() {
    for servers in [1, 4, 13] {
        let (mut world, _seed) = mail_world();
        let victims = victims(&mut world, 16, servers);
        name_hosts_in(&mut world, &victims, 1);
        silence(&mut world, &victims);
        let most = Most { queries: MOST, at_victim: 42, time: Duration::from_secs(5) };
        let run = run_at_cost(&format!("16 silent zones at {servers}"), &mut world, &victims, &most);
        assert_not_refuted(&run);
        let of_one = victims.iter().map(|zone| at_zone(&mut world, &run, zone)).max();
        assert!(of_one.is_some_and(|of_one| of_one <= 6), "{of_one:?}");
    }
}

#[test]
fn a_thousand_hosts_in_one_zone() {
    for link in [Link::GOOD, Link::DEAD] {
        let (mut world, _seed) = mail_world();
        let victims = victims(&mut world, 1, 4);
        name_hosts_in(&mut world, &victims, 1000);
        if link.udp == Link::DEAD.udp {
            silence(&mut world, &victims);
        }
        let (at_victim, time) = if link.udp == Link::DEAD.udp { (72, 5) } else { (32, 1) };
        let most = Most { queries: MOST, at_victim, time: Duration::from_secs(time) };
        let run = run_at_cost("1,000 hosts in one zone", &mut world, &victims, &most);
        assert_not_refuted(&run);
        assert!(run.has(Code::LimitReached), "{}", run.findings());
    }
}

/// The hosts lie in zones of the attacker's, each of which is delegated to names below the victim that do not exist.
#[test]
fn hosts_in_zones_delegated_to_names_that_do_not_exist_below_a_victim() {
    for (zones, names, is_silent) in [(16, 1, false), (16, 13, false), (16, 100, false), (16, 13, true)] {
        let (mut world, _seed) = mail_world();
        let victims = victims(&mut world, 1, 2);
        let own: Vec<String> = (0..zones).map(|_| format!("{}.{}", world.random.label(), world.top)).collect();
        for zone in &own {
            let servers = nameless(&mut world, &victims[0], names);
            world.internet.zones.push(ZonePlan::new(zone, servers));
        }
        name_hosts_in(&mut world, &own, 1);
        if is_silent {
            silence(&mut world, &victims);
        }
        let (at_victim, time) = if is_silent { (56, 5) } else { (26, 1) };
        let most = Most { queries: MOST, at_victim, time: Duration::from_secs(time) };
        let what = format!("mail NXNS, {zones} zones of {names} names, silent: {is_silent}");
        let run = run_at_cost(&what, &mut world, &victims, &most);
        assert_not_refuted(&run);
        assert!(run.has(Code::LimitReached), "{}", run.findings());
    }
}

/// As many zones of the attacker's, all delegated to the victim's own servers, which know nothing of them.
#[test]
fn hosts_in_zones_delegated_to_a_server_that_does_not_serve_them() {
    for link in [Link::GOOD, Link::DEAD] {
        let (mut world, _seed) = mail_world();
        let victims = victims(&mut world, 1, 1);
        let mut at_victim = world.internet.zone(&victims[0]).servers[0].clone();
        (at_victim.service, at_victim.link) = (Service::Forgotten, link);
        let own: Vec<String> = (0..16).map(|_| format!("{}.{}", world.random.label(), world.top)).collect();
        for zone in &own {
            world.internet.zones.push(ZonePlan::new(zone, vec![at_victim.clone()]));
        }
        name_hosts_in(&mut world, &own, 1);
        let most = Most { queries: MOST, at_victim: 34, time: Duration::from_secs(5) };
        let run = run_at_cost("16 zones at a victim", &mut world, &victims, &most);
        assert_not_refuted(&run);
    }
}

/// A host's name server takes the address of another host's name server, which takes that of the first.
#[test]
fn hosts_in_zones_whose_name_servers_need_each_other() {
    for count in [1, 2, 16] {
        let (mut world, _seed) = mail_world();
        let top = world.top.clone();
        let ring: Vec<String> = (0..count).map(|_| format!("{}.{top}", world.random.label())).collect();
        for (zone, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let servers = world.servers(next, 2);
            world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(zone, servers) });
        }
        name_hosts_in(&mut world, &ring, 1);
        let most = Most { queries: 24, at_victim: 18, time: a_second() };
        let run = run_at_cost(&format!("a ring of {count} for mail"), &mut world, &[top], &most);
        assert_not_refuted(&run);
        assert!(run.has(Code::MailNotFoundOut), "{}", run.findings());
    }
}

/// Each host is an alias into the victim's zone, which has another for each that never ends.
#[test]
fn hosts_that_are_aliases_into_a_victim_that_never_end() {
    let (mut world, _seed) = mail_world();
    let victims = victims(&mut world, 1, 2);
    let alias = |number: usize| format!("@ MX 10 m{number}\nm{number} CNAME a{number}.{}.\n", victims[0]);
    world.domain_zone().records = (0..16).map(alias).collect();
    for server in &mut world.internet.zone(&victims[0]).servers {
        server.habits.push(invents_aliases_for(&[RecordType::A, RecordType::AAAA]));
    }
    let most = Most { queries: MOST, at_victim: 40, time: a_second() };
    let run = run_at_cost("aliases of mail exchanges", &mut world, &victims, &most);
    assert_not_refuted(&run);
    assert!(run.has(Code::LimitReached), "{}", run.findings());
}
