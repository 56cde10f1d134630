//! How long a check takes when servers are dead.

use core::time::Duration;

use txtproof::batch::BatchPolicy;
use txtproof::demo::Manner;
use txtproof::proof::{Outcome, Verdict};
use txtproof::wire::RecordType;

use super::{RTT, world};
use crate::simulated::internet::ServerPlan;
use crate::simulated::link::{Link, Tcp, Udp};
use crate::simulated::network::POLICY;
use crate::simulated::run::Run;
use crate::simulated::twist::falls_silent_after;

/// How long a dead server is asked (the limit of an exchange).
const DEAD_FOR: Duration = Duration::from_secs(5);

/// When a silent server on the way gets company.
const COMPANY: Duration = Duration::from_millis(400);

#[test]
fn a_dead_server_delays_nothing_but_its_own_row() {
    let (mut world, _seed) = world(4);
    world.domain_servers()[0].link = Link::DEAD;
    let addresses = world.domain_addresses();
    for check_seed in 0..4 {
        world.check_seed = check_seed;
        let run = world.prove();
        let asked_by = run.sent.iter().filter(|sent| sent.question.record_type == RecordType::TXT);
        let first_tries: Vec<Duration> = addresses[1..].iter().map(|address| first_txt_query(&run, *address)).collect();
        assert!(asked_by.count() > 4, "the dead server is asked several times");
        assert!(first_tries.iter().all(|at| *at <= COMPANY + 4 * RTT), "{first_tries:?}");
        for address in &addresses[1..] {
            assert_eq!((run.row(*address).attempts, run.row(*address).rtt), (1, Some(RTT)));
        }
        assert_eq!(run.row(addresses[0]).outcome, Outcome::Timeout);
        assert_eq!(run.proof.verdict, Verdict::Proven);
        assert!(run.elapsed <= COMPANY + DEAD_FOR + 5 * RTT, "{:?}", run.elapsed);
    }
}

fn first_txt_query(run: &Run, address: core::net::IpAddr) -> Duration {
    let mut queries = run.sent_to(address).filter(|sent| sent.question.record_type == RecordType::TXT);
    queries.next().expect("every address is asked").at
}

#[test]
fn a_dead_root_and_a_dead_top_level_server_cost_less_than_a_second() {
    assert_cost_of(|server| server.link = Link::DEAD, Duration::from_secs(1));
}

#[test]
fn a_root_and_a_top_level_server_that_refuse_cost_a_round_trip_each() {
    assert_cost_of(|server| server.manner = Manner::RefusesAll, 2 * RTT);
}

#[test]
fn a_root_and_a_top_level_server_where_nobody_listens_cost_three_round_trips_each() {
    assert_cost_of(|server| server.link = Link::REFUSED, 4 * RTT);
}

/// The first server of the root and of the top-level domain is spoilt; whichever the walk begins with, that costs at
/// most so much.
fn assert_cost_of(spoil: fn(&mut ServerPlan), most: Duration) {
    let (mut world, _seed) = world(2);
    let good = world.prove().elapsed;
    let top = world.top.clone();
    for origin in [".", &top] {
        spoil(&mut world.internet.zone(origin).servers[0]);
    }
    for check_seed in 0..2 {
        world.check_seed = check_seed;
        let run = world.prove();
        assert_eq!(run.proof.verdict, Verdict::Proven);
        assert!(run.elapsed <= good + most, "{:?}, and {good:?} without", run.elapsed);
    }
}

#[test]
fn a_silent_and_a_refusing_top_level_server_do_not_keep_the_third_from_being_asked() {
    let (mut world, _seed) = world(2);
    let top = world.top.clone();
    let third = world.server(&top);
    let zone = world.internet.zone(&top);
    zone.servers.push(third);
    for order in [[0, 1], [1, 0], [1, 2], [2, 1], [0, 2], [2, 0]] {
        let mut spoilt = world.clone();
        let servers = &mut spoilt.internet.zone(&top).servers;
        servers[order[0]].link = Link::DEAD;
        servers[order[1]].manner = Manner::RefusesAll;
        for check_seed in 0..3 {
            spoilt.check_seed = check_seed;
            let run = spoilt.prove();
            assert_eq!(run.proof.verdict, Verdict::Proven);
            assert!(run.elapsed < Duration::from_secs(1), "{:?}", run.elapsed);
        }
    }
}

#[test]
fn the_timeout_is_kept_exactly_where_everything_is_silent() {
    for link in [Link::DEAD, Link { udp: Udp::Dropped, tcp: Tcp::Stalls, ..Link::GOOD }] {
        for origin in [None, Some(".")] {
            for timeout in [1, 2500, 4999, 10_000].map(Duration::from_millis) {
                let run = run_where_silent(link, origin, timeout);
                let off = run.elapsed.abs_diff(timeout);
                assert!(off <= Duration::from_millis(100), "{:?} instead of {timeout:?}", run.elapsed);
                assert_eq!(run.proof.verdict, Verdict::Inconclusive);
            }
        }
    }
}

/// A check where the servers of one zone, by default the domain's own, say nothing.
fn run_where_silent(link: Link, origin: Option<&str>, timeout: Duration) -> Run {
    let (mut world, _seed) = world(4);
    let origin = origin.map_or(world.domain.clone(), str::to_owned);
    world.internet.zone(&origin).servers.iter_mut().for_each(|server| server.link = link);
    world.network().prove_by(world.check(), BatchPolicy { timeout, ..POLICY })
}

#[test]
fn what_an_earlier_round_has_heard_outlives_the_timeout() {
    let (mut world, _seed) = world(2);
    world.task.rounds = 2;
    world.domain_servers().iter_mut().for_each(|server| server.habits.push(falls_silent_after(1)));
    let timeout = Duration::from_secs(2);
    let run = world.network().prove_by(world.check(), BatchPolicy { timeout, ..POLICY });
    assert_eq!((run.elapsed, run.proof.verdict), (timeout, Verdict::Proven), "{}", run.findings());
}

#[test]
fn a_server_that_drips_does_not_outlast_the_timeout() {
    let (mut world, _seed) = world(2);
    for server in world.internet.zones.iter_mut().flat_map(|zone| &mut zone.servers) {
        server.link = Link { rtt: Duration::from_millis(950), loss: 40, ..Link::GOOD };
    }
    let timeout = Duration::from_secs(6);
    let run = world.network().prove_by(world.check(), BatchPolicy { timeout, ..POLICY });
    assert!(run.elapsed <= timeout + Duration::from_millis(100), "{:?}", run.elapsed);
}
