//! Who is asked, and how many of them must agree.

use core::net::{IpAddr, Ipv4Addr, SocketAddr};

use txtproof::check::{Check, FixedHost, FixedServer, PrivateAddresses, Require, Start};
use txtproof::proof::{Code, Outcome, Verdict};
use txtproof::wire::RecordType;

use super::{RTT, world};
use crate::simulated::internet::ZonePlan;
use crate::simulated::link::Link;
use crate::simulated::network::POLICY;
use crate::simulated::run::Sent;
use crate::simulated::world::{World, name, txt_line};

#[test]
fn as_many_name_servers_as_are_required_must_hold_the_record() {
    let (mut world, _seed) = world(5);
    for silent in 0..=5 {
        let verdicts = [Require::One, Require::Half, Require::All].map(|require| {
            let mut world = world.clone();
            world.task.require = require;
            world.domain_servers().iter_mut().take(silent).for_each(|server| server.link = Link::DEAD);
            world.prove().proof.verdict
        });
        let proven_if = |is_enough| if is_enough { Verdict::Proven } else { Verdict::Inconclusive };
        assert_eq!(verdicts, [silent < 5, silent < 3, silent == 0].map(proven_if), "{silent} of 5 are silent");
    }
    world.task.require = Require::All;
    let more = world.ipv6_address();
    world.domain_servers()[0].addresses.push(more);
    let mut network = world.network();
    network.hosts.get_mut(&more).expect("a host").link = Link::DEAD;
    let run = network.prove(world.check());
    assert_eq!(run.proof.verdict, Verdict::Proven, "name servers count by name: {}", run.findings());
}

/// A resolver that knows the domain as its servers do; gives its address.
fn discover_by_resolver(world: &mut World) -> IpAddr {
    let server = world.server("resolver");
    let address = server.addresses[0];
    let mut zone = world.domain_zone().clone();
    let hosts = zone.servers.iter().map(|server| format!("{}. A {}\n", server.name, server.addresses[0]));
    let name_servers = zone.servers.iter().map(|server| format!("@ NS {}.\n", server.name));
    zone.records = hosts.chain(name_servers).collect::<Vec<_>>().concat();
    world.internet.strays.push(ZonePlan { servers: vec![server], ..zone });
    world.task.start = Start::Recursive(SocketAddr::new(address, 53));
    address
}

#[test]
fn a_resolver_finds_the_name_servers_and_is_never_asked_for_the_record() {
    let (mut world, _seed) = world(3);
    let resolver = discover_by_resolver(&mut world);
    let record = world.expectation().name.clone();
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.proof.name_servers.held), (Verdict::Proven, 3), "{}", run.findings());
    assert!(run.sent_to(resolver).all(|sent| sent.question.name != record), "{:#?}", run.sent);
    assert!(run.sent_to(resolver).count() > 0);
}

#[test]
fn a_domain_that_only_a_resolver_calls_missing_is_not_refuted() {
    let (mut world, _seed) = world(2);
    let resolver = discover_by_resolver(&mut world);
    let top = world.top.clone();
    world.internet.strays[0] =
        ZonePlan { servers: world.internet.strays[0].servers.clone(), ..ZonePlan::new(&top, vec![]) };
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{}", run.findings());
    assert_eq!(run.errors().next(), Some(Code::DiscoveryFailed), "{}", run.findings());
    assert!(run.sent.iter().all(|sent| sent.server.ip() == resolver));
}

#[test]
fn a_silent_resolver_proves_nothing() {
    let (mut world, _seed) = world(2);
    discover_by_resolver(&mut world);
    world.internet.strays[0].servers[0].link = Link::DEAD;
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Inconclusive, "error discovery-failed".to_owned()));
}

#[test]
fn servers_that_the_user_names_are_asked_alone_wherever_they_are() {
    let (mut world, _seed) = world(2);
    let private = IpAddr::from(Ipv4Addr::new(10, 1, 2, 3));
    world.domain_servers()[0].addresses = vec![private];
    world.ask_just(&[private]);
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, String::new()));
    assert!(run.sent.iter().all(|sent| sent.server.ip() == private), "{:#?}", run.sent);
    assert_eq!(run.elapsed, RTT);
}

/// The name's owner says where it is, not the user.
#[test]
fn a_server_that_the_user_names_by_name_is_not_asked_at_a_private_address() {
    let (mut world, _seed) = world(2);
    let private = IpAddr::from(Ipv4Addr::new(10, 1, 2, 3));
    let host = name(&world.domain_servers()[0].name);
    world.domain_servers()[0].addresses = vec![private];
    let server = FixedServer { host: FixedHost::Name(host), port: 53 };
    world.task.second_opinions.placed_at = Some(server.clone());
    world.publish("");
    let run = world.prove();
    assert_eq!(run.findings(), "error name-missing, warning server-private-address, note negative-cached");
    assert_eq!(run.sent_to(private).count(), 0);

    world.task.servers = vec![server];
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings().as_str()), (Verdict::Inconclusive, "error server-private-address"));
    assert_eq!(run.sent_to(private).count(), 0);

    world.task.private_addresses = PrivateAddresses::Ask;
    assert_eq!(world.prove().proof.verdict, Verdict::Refuted);
}

#[test]
fn targets_of_an_alias_are_asked_at_the_servers_that_the_user_names() {
    let (mut world, _seed) = world(2);
    let record = txt_line("b", world.token.as_bytes());
    world.publish(&format!("_amazonses CNAME a\na CNAME b\n{record}"));
    let addresses = world.domain_addresses();
    world.ask_just(&addresses);
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, "note name-alias".to_owned()));
    assert_eq!(run.sent.len(), 6);
}

#[test]
fn an_absence_told_by_the_root_or_a_single_label_is_none_for_a_server_that_the_user_names() {
    let (mut world, _seed) = world(1);
    let top = world.top.clone();
    for origin in [".", &top] {
        let address = world.internet.zone(origin).servers[0].addresses[0];
        let mut world = world.clone();
        world.task.domain = name(&format!("missing.{top}"));
        world.expectation().name = name(&format!("_amazonses.missing.{top}"));
        if origin == "." {
            world.internet.zones.retain(|zone| zone.origin != top);
        }
        world.ask_just(&[address]);
        let run = world.prove();
        assert_eq!(run.row(address).outcome, Outcome::NotAuthoritative, "{origin}");
        assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    }
}

#[test]
fn checks_of_one_batch_share_questions_and_not_verdicts() {
    let (world, _seed) = world(3);
    let mut other = world.clone();
    let token = other.random.token();
    other.expect(vec![token.into()]);
    let checks: Vec<Check> = (0..4).flat_map(|_| [world.check(), other.check()]).collect();
    let runs = world.network().prove_all(checks, POLICY);
    let verdicts: Vec<Verdict> = runs.proofs.iter().map(|proof| proof.verdict).collect();
    assert_eq!(verdicts, [Verdict::Proven, Verdict::Refuted].repeat(4));
    let alone = other.prove();
    let record_queries =
        |sent: &[Sent]| sent.iter().filter(|sent| sent.question.record_type == RecordType::TXT).count();
    assert_eq!(record_queries(&runs.sent), record_queries(&alone.sent), "identical questions are asked once");
    let told: u32 = runs.proofs.iter().map(|proof| proof.queries_sent).sum();
    assert_eq!(usize::try_from(told), Ok(runs.sent.len()));
    assert!(runs.elapsed <= alone.elapsed + RTT);
}
