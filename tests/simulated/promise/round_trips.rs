//! A check takes as long as its longest chain of round trips, and asks no more than it has to.

use core::time::Duration;

use txtproof::proof::Verdict;

use super::{RTT, world, world_hosted_elsewhere};
use crate::simulated::run::Run;
use crate::simulated::world::World;

/// What may be lost to more than round trips.
const SLACK: Duration = Duration::from_millis(10);

/// Gives each name server of the domain an IPv6 address too.
fn with_two_addresses_each(mut world: World) -> World {
    let more: Vec<_> = (0..world.domain_servers().len()).map(|_| world.ipv6_address()).collect();
    for (server, address) in world.domain_servers().iter_mut().zip(more) {
        server.addresses.push(address);
    }
    world
}

fn assert_proven_within(run: &Run, round_trips: u32, queries: usize) {
    assert_eq!((run.proof.verdict, run.proof.name_servers.held), (Verdict::Proven, 4), "{}", run.findings());
    assert_eq!(run.proof.servers.len(), 8);
    assert!(run.elapsed <= RTT * round_trips + SLACK, "{:?} are more than {round_trips} round trips", run.elapsed);
    assert!(run.sent.len() <= queries, "{} queries: {:#?}", run.sent.len(), run.sent);
}

#[test]
fn four_name_servers_with_glue_take_five_round_trips_and_20_queries() {
    let (world, _seed) = world(4);
    assert_proven_within(&with_two_addresses_each(world).prove(), 5, 20);
}

#[test]
fn four_name_servers_without_glue_take_seven_round_trips_and_40_queries() {
    let (world, _seed) = world_hosted_elsewhere(4);
    assert_proven_within(&with_two_addresses_each(world).prove(), 7, 40);
}

#[test]
fn four_name_servers_of_four_providers_take_seven_round_trips_and_40_queries() {
    let (mut world, _seed) = world(0);
    for _ in 0..4 {
        let provider = world.add_zone_elsewhere(2);
        let server = world.server(&provider);
        world.domain_zone().servers.push(server);
    }
    assert_proven_within(&with_two_addresses_each(world).prove(), 7, 40);
}
