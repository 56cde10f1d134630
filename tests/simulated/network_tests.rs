//! That the simulated network keeps its own promises.

use core::time::Duration;

use txtproof::exchange::Transport;
use txtproof::proof::{Outcome, Verdict};

use super::link::{Link, Tcp, Udp};
use super::random::{SeedOfFailure, seed};
use super::world::World;

const MS: Duration = Duration::from_millis(1);

/// A world with so many name servers, all right, that names its seed if the test fails.
fn world(servers: usize) -> (World, SeedOfFailure) {
    let seed = seed();
    (World::new(seed, servers), SeedOfFailure(seed))
}

#[test]
fn an_honest_internet_gives_a_proof_without_findings() {
    let (world, _seed) = world(3);
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, String::new()), "{:#?}", run.proof);
    assert_eq!(run.sent_over(Transport::Tcp), 0);
}

#[test]
fn the_same_seed_gives_the_same_proof_by_the_same_packets() {
    let (mut world, _seed) = world(3);
    for server in world.domain_servers() {
        server.link = Link { jitter: 300 * MS, loss: 30, duplication: 30, ..Link::GOOD };
    }
    let (first, second) = (world.prove(), world.prove());
    assert_eq!(format!("{:?}", first.proof), format!("{:?}", second.proof));
    assert_eq!(first.sent, second.sent);
}

#[test]
fn every_transmission_of_the_proof_is_a_packet_of_the_network() {
    let (mut world, _seed) = world(4);
    world.domain_servers()[0].link = Link::DEAD;
    let run = world.prove();
    assert_eq!(usize::try_from(run.proof.queries_sent), Ok(run.sent.len()));
    assert_eq!(run.proof.elapsed, run.elapsed);
}

#[test]
fn a_datagram_takes_one_round_trip_and_a_query_over_tcp_two() {
    let (mut world, _seed) = world(2);
    world.domain_servers()[0].link.rtt = 70 * MS;
    world.domain_servers()[1].link = Link { rtt: 90 * MS, udp: Udp::Refused, ..Link::GOOD };
    let addresses = world.domain_addresses();
    let run = world.prove();
    assert_eq!(run.row(addresses[0]).rtt, Some(70 * MS));
    assert_eq!(run.row(addresses[1]).rtt, Some(180 * MS));
    assert_eq!(run.row(addresses[1]).transport, Some(Transport::Tcp));
}

#[test]
fn a_link_that_loses_everything_is_silence() {
    let (mut world, _seed) = world(2);
    world.domain_servers()[0].link = Link { loss: 100, tcp: Tcp::Dropped, ..Link::GOOD };
    let address = world.domain_addresses()[0];
    let run = world.prove();
    assert_eq!(run.row(address).outcome, Outcome::Timeout);
    assert_eq!(run.proof.verdict, Verdict::Proven);
}

#[test]
fn what_comes_for_a_closed_socket_finds_nobody() {
    let (mut world, _seed) = world(1);
    world.domain_servers()[0].link = Link { rtt: 1100 * MS, ..Link::GOOD };
    let address = world.domain_addresses()[0];
    let row = world.prove().row(address).clone();
    // The answer to the first try is there 100 ms into the second, which has a socket and an id of its own.
    assert_eq!((row.attempts, row.rtt), (2, Some(1100 * MS)));
}
