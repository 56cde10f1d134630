//! What is believed, and what is not.

use core::time::Duration;

use txtproof::demo::Manner;
use txtproof::exchange::Transport;
use txtproof::proof::{Code, Outcome, Verdict};

use super::world;
use crate::simulated::forger::{Aim, Forger};
use crate::simulated::internet::{ServerPlan, Service};
use crate::simulated::link::{Link, Tcp, Udp};
use crate::simulated::run::Run;
use crate::simulated::twist::{babbles, cuts_to, ignores_first, misses_the_id, misses_the_letter_case, truncates};
use crate::simulated::world::{World, txt_line};

/// Spoils a server.
type Spoil = fn(&mut ServerPlan);

/// Ways to say nothing that counts.
const TROUBLES: &[(&str, Spoil)] = &[
    ("dead", |server| server.link = Link::DEAD),
    ("a port where nobody listens", |server| server.link = Link::REFUSED),
    ("unreachable", |server| server.link = Link::UNREACHABLE),
    ("without a route", |server| server.link = Link::NO_ROUTE),
    ("connections stall", |server| server.link = Link { udp: Udp::Dropped, tcp: Tcp::Stalls, ..Link::GOOD }),
    ("connections close", |server| server.link = Link { udp: Udp::Dropped, tcp: Tcp::Closes, ..Link::GOOD }),
    ("silent", |server| server.manner = Manner::Silent),
    ("a cache", |server| server.manner = Manner::NotAuthoritative),
    ("points upward", |server| server.manner = Manner::RefersUpward),
    ("refuses", |server| server.manner = Manner::RefusesAll),
    ("does not know the zone", |server| server.service = Service::Forgotten),
    ("fails", |server| server.manner = Manner::Fails),
    ("cuts its responses", |server| server.manner = Manner::CutsResponses),
    ("truncates, and has no TCP", |server| {
        server.habits.push(truncates());
        server.link.tcp = Tcp::Refused;
    }),
    ("sends nothing", |server| server.habits.push(cuts_to(0))),
    ("sends half a header", |server| server.habits.push(cuts_to(7))),
    ("sends a header", |server| server.habits.push(cuts_to(12))),
    ("sends half a question", |server| server.habits.push(cuts_to(20))),
    ("babbles", |server| server.habits.push(babbles(100))),
    ("hears nothing for a while", |server| server.habits.push(ignores_first(1000))),
];

/// What comes of each trouble at the first so many servers of a world.
fn with_each_trouble(make: impl Fn() -> World, count: usize) -> impl Iterator<Item = (&'static str, Run)> {
    TROUBLES.iter().map(move |(trouble, spoil)| {
        let mut world = make();
        world.domain_servers().iter_mut().take(count).for_each(spoil);
        (*trouble, world.prove())
    })
}

#[test]
fn trouble_at_every_server_proves_nothing_although_the_record_is_there() {
    let (world, _seed) = world(2);
    let seed = world.check_seed;
    for (trouble, run) in with_each_trouble(|| World::new(seed, 2), 2) {
        assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{trouble}: {}", run.findings());
        assert_eq!(run.proof.name_servers.answered, 0, "{trouble}");
    }
}

#[test]
fn trouble_at_every_server_refutes_nothing_although_the_record_is_missing() {
    let (world, _seed) = world(2);
    let seed = world.check_seed;
    let without_record = || {
        let mut world = World::new(seed, 2);
        world.publish("");
        world
    };
    for (trouble, run) in with_each_trouble(without_record, 2) {
        assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{trouble}: {}", run.findings());
    }
}

#[test]
fn trouble_at_one_server_takes_nothing_from_what_the_other_holds() {
    let (world, _seed) = world(2);
    let seed = world.check_seed;
    for (trouble, run) in with_each_trouble(|| World::new(seed, 2), 1) {
        assert_eq!(run.proof.verdict, Verdict::Proven, "{trouble}: {}", run.findings());
        assert_eq!(run.errors().count(), 0, "{trouble}: {}", run.findings());
    }
}

#[test]
fn trouble_at_one_server_hides_nothing_of_what_the_other_lacks() {
    let (world, _seed) = world(2);
    let seed = world.check_seed;
    let without_record = || {
        let mut world = World::new(seed, 2);
        world.publish("");
        world
    };
    for (trouble, run) in with_each_trouble(without_record, 1) {
        assert_eq!(run.proof.verdict, Verdict::Refuted, "{trouble}: {}", run.findings());
        assert_eq!(run.errors().next(), Some(Code::NameMissing), "{trouble}: {}", run.findings());
    }
}

#[test]
fn a_copy_at_a_server_that_is_not_authoritative_is_no_proof() {
    let (mut world, _seed) = world(3);
    for server in world.domain_servers() {
        server.manner = Manner::NotAuthoritative;
    }
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.proof.name_servers.held), (Verdict::Inconclusive, 0));
    let is_told = |outcome| outcome == Outcome::NotAuthoritative;
    assert!(run.proof.servers.iter().all(|row| is_told(row.outcome)), "{:#?}", run.proof.servers);
}

#[test]
fn an_absence_told_by_a_server_of_the_parent_zone_alone_refutes_nothing() {
    let (mut world, _seed) = world(1);
    let top = world.top.clone();
    let parent = world.internet.zone(&top).servers[0].clone();
    let lame = ServerPlan { name: world.server(&top).name, service: Service::Forgotten, ..parent };
    let address = lame.addresses[0];
    world.domain_zone().servers.push(lame);
    let run = world.prove();
    assert_eq!(run.row(address).outcome, Outcome::NotAuthoritative);
    assert_eq!(run.proof.verdict, Verdict::Proven);
}

#[test]
fn a_forger_who_guesses_neither_proves_nor_refutes() {
    let (mut world, _seed) = world(3);
    let (token, lie) = (world.token.clone(), world.random.token());
    set_forgers(&mut world, &lie);
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());

    world.publish("");
    set_forgers(&mut world, &token);
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
    assert!(run.proof.servers.iter().all(|row| row.answers.is_empty()), "{:#?}", run.proof.servers);
}

/// Every server of the internet has a forger who is faster than it.
fn set_forgers(world: &mut World, value: &str) {
    let (within, value) = (Duration::from_millis(15), value.as_bytes().to_vec());
    let forger = Forger { guesses: 100, within, aim: Aim::AtPort, value };
    for server in world.internet.zones.iter_mut().flat_map(|zone| &mut zone.servers) {
        server.forger = Some(forger.clone());
    }
}

#[test]
fn one_wrong_guess_before_each_answer_changes_nothing() {
    let (mut world, _seed) = world(2);
    let lie = world.random.token();
    for server in world.domain_servers() {
        server.habits.push(misses_the_id(lie.as_bytes()));
    }
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.sent_over(Transport::Tcp)), (Verdict::Proven, 0), "{}", run.findings());
}

#[test]
fn a_guess_without_the_letter_case_is_confirmed_over_tcp() {
    let (mut world, _seed) = world(2);
    let token = world.token.clone();
    world.publish("");
    for server in world.domain_servers() {
        server.habits.push(misses_the_letter_case(token.as_bytes()));
    }
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
    assert!(run.proof.servers.iter().all(|row| row.answers.is_empty()), "{:#?}", run.proof.servers);
    assert!(run.sent_over(Transport::Tcp) > 0);
}

#[test]
fn half_an_answer_is_none_although_the_record_is_in_it() {
    let (mut world, _seed) = world(2);
    for server in world.domain_servers() {
        server.habits.push(truncates());
        server.link.tcp = Tcp::Dropped;
    }
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert!(run.has(Code::ServerTcpUnavailable), "{}", run.findings());
}

#[test]
fn one_server_without_the_record_refutes_what_three_others_hold() {
    let (mut world, _seed) = world(4);
    let line = txt_line("_amazonses", world.token.as_bytes());
    world.publish("");
    for server in world.domain_servers().iter_mut().skip(1) {
        server.records.clone_from(&line);
    }
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.proof.name_servers.held), (Verdict::Refuted, 3));
    assert_eq!(run.errors().collect::<Vec<_>>(), [Code::ServersDisagree]);
}
