//! The bounds of finding the name servers, from both sides: at its value a record is proven, one beyond it `limit-reached` is
//! told and nothing proven.

use core::time::Duration;

use txtproof::batch::BatchPolicy;
use txtproof::check::Families;
use txtproof::delegation::limits;
use txtproof::proof::{Code, Verdict};

use super::{assert_at, assert_over, seeded};
use crate::simulated::internet::{Glue, ServerPlan, ZonePlan};
use crate::simulated::link::Udp;
use crate::simulated::network::POLICY;
use crate::simulated::run::Run;
use crate::simulated::world::{World, name, txt_line};

/// A domain with one name server that has so many addresses.
fn with_addresses(count: usize) -> Run {
    let (mut world, _seed) = seeded(1);
    let more: Vec<_> = (1..count).map(|_| world.address()).collect();
    world.domain_servers()[0].addresses.extend(more);
    world.prove()
}

#[test]
fn eight_addresses_of_a_name_server_are_asked_and_nine_are_not() {
    let run = with_addresses(limits::MAX_ADDRESSES);
    assert_at(&run);
    assert_eq!(run.proof.servers.len(), limits::MAX_ADDRESSES);
    assert_over(&with_addresses(limits::MAX_ADDRESSES + 1), "8 addresses of one name server");
}

/// A domain with so many name servers.
fn with_name_servers(count: usize) -> Run {
    let (world, _seed) = seeded(count);
    world.prove()
}

#[test]
fn thirteen_name_servers_are_asked_and_fourteen_are_not() {
    assert_at(&with_name_servers(limits::MAX_NAME_SERVERS));
    assert_over(&with_name_servers(limits::MAX_NAME_SERVERS + 1), "13 name servers of one zone");
}

/// The record is an alias of one in another zone; each zone has so many name servers without glue, the other's with the
/// same provider or another one.
fn with_look_ups(own: usize, others: usize, has_one_provider: bool) -> Run {
    let (mut world, _seed) = seeded(0);
    let provider = world.add_zone_elsewhere(2);
    let other_provider = if has_one_provider { provider.clone() } else { world.add_zone_elsewhere(2) };
    world.domain_zone().servers = world.servers(&provider, own);
    let other = world.add_zone_elsewhere(0);
    let servers = world.servers(&other_provider, others);
    let zone = world.internet.zone(&other);
    zone.servers = servers;
    world.internet.zone(&other).records = txt_line("_amazonses", world.token.as_bytes());
    world.publish(&format!("_amazonses CNAME _amazonses.{other}.\n"));
    world.prove()
}

#[test]
fn thirty_two_look_ups_of_addresses_are_made_and_no_more() {
    assert_at(&with_look_ups(13, 3, false));
    assert_over(&with_look_ups(13, 4, false), "32 look-ups of name-server addresses");
}

#[test]
fn twenty_six_look_ups_of_addresses_in_one_zone_are_made_and_no_more() {
    assert_at(&with_look_ups(12, 1, true));
    assert_over(&with_look_ups(13, 1, true), "26 look-ups of name-server addresses in one zone");
}

/// A domain with so many name servers none of which has an address. They are looked up four at a time.
fn with_missing_hosts(count: usize) -> Run {
    let (mut world, _seed) = seeded(0);
    world.task.families = Families::Ipv4;
    let victim = world.add_zone_elsewhere(2);
    let servers = (0..count).map(|_| ServerPlan::new(format!("{}.{victim}", world.random.label()), Vec::new()));
    let servers: Vec<_> = servers.collect();
    world.domain_zone().servers = servers;
    world.prove()
}

/// For each of the first five that fails, another begins beside the four.
#[test]
fn when_more_than_five_look_ups_have_failed_no_other_begins() {
    let told = "5 failed look-ups of name-server addresses";
    let run = with_missing_hosts(9);
    assert_eq!((run.proof.verdict, run.has(Code::LimitReached)), (Verdict::Inconclusive, false), "{}", run.findings());
    assert_over(&with_missing_hosts(10), told);
}

/// A domain whose name server's address takes so many other name servers' addresses.
fn with_glueless_depth(depth: usize) -> Run {
    let (mut world, _seed) = seeded(0);
    let zones: Vec<String> = (0..depth).map(|_| format!("{}.{}", world.random.label(), world.top)).collect();
    let mut host = world.server(&zones[0]);
    world.domain_zone().servers = vec![host.clone()];
    world.domain_zone().glue = Glue::Withheld;
    for (zone, next) in zones.iter().zip(&zones[1..]) {
        host = world.server(next);
        world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(zone, vec![host.clone()]) });
    }
    world.add_zone(&zones[depth - 1], 1);
    world.prove()
}

#[test]
fn name_servers_without_glue_are_followed_three_deep_and_no_deeper() {
    assert_at(&with_glueless_depth(limits::MAX_GLUELESS_DEPTH));
    assert_over(&with_glueless_depth(limits::MAX_GLUELESS_DEPTH + 1), "name servers without glue, 3 deep");
}

/// A record so many referrals below the root, each label with a zone of its own.
fn with_referrals(count: usize, change: fn(&mut World)) -> (World, String) {
    let (mut world, _seed) = seeded(1);
    world.publish("");
    let mut origin = world.domain.clone();
    for _ in 2..count {
        origin = format!("x.{origin}");
        world.add_zone(&origin, 1);
    }
    world.internet.zone(&origin).records = txt_line("_amazonses", world.token.as_bytes());
    world.expectation().name = name(&format!("_amazonses.{origin}"));
    world.forget_provider();
    change(&mut world);
    (world, origin)
}

#[test]
fn sixteen_referrals_are_followed_and_no_more() {
    let most = usize::from(limits::MAX_REFERRALS);
    assert_at(&with_referrals(most, |_| {}).0.prove());
    assert_over(&with_referrals(most + 1, |_| {}).0.prove(), "16 referrals");
}

/// Every question takes three transmissions, since UDP is of no use anywhere.
#[test]
fn eighty_queries_are_sent_to_find_the_name_servers_and_no_more() {
    let slow = |world: &mut World| {
        let servers = world.internet.zones.iter_mut().flat_map(|zone| &mut zone.servers);
        servers.for_each(|server| server.link.udp = Udp::Dropped);
    };
    let policy = BatchPolicy { timeout: Duration::from_secs(3600), ..POLICY };
    let mut most = 0;
    for count in 3..=usize::from(limits::MAX_REFERRALS) {
        let (world, _) = with_referrals(count, slow);
        let run = world.network().prove_by(world.check(), policy);
        assert!(run.discovery_queries() <= 80, "{} queries", run.discovery_queries());
        if run.proof.verdict != Verdict::Proven {
            assert_over(&run, "80 queries for finding the name servers");
            assert!(most > 60, "{most} queries were enough, and the next were too many");
            return;
        }
        assert_at(&run);
        most = run.discovery_queries();
    }
    panic!("no limit after {most} queries");
}

/// Below ten labels of one zone lies another on the same server, which nothing but a question for its own name tells. Its
/// other name server lacks the record.
#[test]
fn a_cut_that_fewer_questions_skip_over_is_not_overlooked() {
    for labels in [limits::MAX_MINIMISED_QUESTIONS - 4, limits::MAX_MINIMISED_QUESTIONS + 4] {
        let (mut world, _seed) = seeded(1);
        world.publish("");
        world.forget_provider();
        let deep = "x.".repeat(labels) + &world.domain;
        let mut shared = world.domain_servers()[0].clone();
        shared.records = txt_line("_amazonses.y.y", world.token.as_bytes());
        let without = world.server(&deep);
        world.internet.zones.push(ZonePlan::new(&deep, vec![shared, without]));
        world.expectation().name = name(&format!("_amazonses.y.y.{deep}"));
        let run = world.prove();
        assert_ne!(run.proof.verdict, Verdict::Proven, "{labels} labels: {:#?}", run.proof.delegation);
    }
}

/// As it is, but what was skipped over cannot be told, since the record's name is an alias.
#[test]
fn an_alias_behind_skipped_labels_proves_nothing() {
    for (labels, is_over) in [(4, false), (limits::MAX_MINIMISED_QUESTIONS + 4, true)] {
        let (mut world, _seed) = seeded(1);
        world.forget_provider();
        let owner = "x.".repeat(labels) + &world.domain;
        let line = txt_line("target", world.token.as_bytes());
        world.publish(&format!("{owner}. CNAME target\n{line}"));
        world.expectation().name = name(&owner);
        let run = world.prove();
        if is_over {
            assert_over(&run, "10 questions with one label more each");
        } else {
            assert_at(&run);
        }
    }
}

/// The domain's second name server is a name without an address of its own, behind so many aliases.
#[test]
fn one_alias_of_a_name_server_is_followed_and_two_are_not() {
    for aliases in [limits::MAX_NAME_SERVER_ALIASES, limits::MAX_NAME_SERVER_ALIASES + 1] {
        let (mut world, _seed) = seeded(1);
        let address = world.domain_servers()[0].address_lines();
        let address = address.split_whitespace().last().expect("an address").to_owned();
        let alias = |number: usize| format!("ns-a{number} CNAME ns-a{}\n", number + 1);
        let lines: String = (0..aliases).map(alias).collect();
        let record = txt_line("_amazonses", world.token.as_bytes());
        world.publish(&format!("{lines}ns-a{aliases} A {address}\n{record}"));
        let domain = world.domain.clone();
        world.domain_zone().servers.push(ServerPlan::new(format!("ns-a0.{domain}"), Vec::new()));
        let run = world.prove();
        if aliases > limits::MAX_NAME_SERVER_ALIASES {
            assert_over(&run, "1 alias of a name server");
        } else {
            assert_at(&run);
        }
    }
}
