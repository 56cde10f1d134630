use std::collections::BTreeSet;
use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use super::*;
use crate::check::Goal;
use crate::demo::scenes::Programme;
use crate::exchange::Transport;
use crate::wire::{Class, Encoder, Flags, Message, Name, Rcode, Rdata, RecordType, Section};

fn stage(domain: &str) -> Stage {
    let scenes = Programme::Tour.scenes();
    World::of(&scenes).stages.into_iter().find(|stage| stage.scene.domain == domain).unwrap()
}

/// A server of a scene, without sockets: 1 or 2.
fn server(domain: &str, number: usize) -> Authority {
    let stage = stage(domain);
    stage.authority(&stage.plan.servers[number - 1]).unwrap()
}

fn query(name: &str, record_type: RecordType) -> Vec<u8> {
    let mut buffer = [0; 512];
    let name: Name = name.parse().unwrap();
    let mut encoder = Encoder::new(&mut buffer, 7, Flags::default()).unwrap();
    encoder.question(name.to_ref(), record_type, Class::IN).unwrap();
    encoder.finish().to_vec()
}

fn ask(server: &Authority, name: &str, transport: Transport) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 65_535];
    server.respond(&query(name, RecordType::TXT), transport, &mut buffer).map(<[u8]>::to_vec)
}

/// The code of a response with AA, and the values in it.
fn texts(server: &Authority, name: &str) -> (Rcode, Vec<String>) {
    let octets = ask(server, name, Transport::Tcp).unwrap();
    let message = Message::read(&octets).unwrap();
    assert!(message.header().flags.is_authoritative());
    (message.rcode().unwrap(), values(&message))
}

fn values(message: &Message<'_>) -> Vec<String> {
    let answers = message.records().map(Result::unwrap).filter(|record| record.section == Section::Answer);
    let texts = answers.filter_map(|record| match record.rdata() {
        Ok(Rdata::Txt(txt)) => Some(String::from_utf8(txt.octets().collect()).unwrap()),
        _ => None,
    });
    texts.collect()
}

/// Both servers hold `values` at `name`, and nothing else.
#[track_caller]
fn assert_both_hold(domain: &str, name: &str, values: &[&str]) {
    for number in [1, 2] {
        assert_eq!(
            texts(&server(domain, number), name),
            (Rcode::NOERROR, values.iter().map(ToString::to_string).collect())
        );
    }
}

#[test]
fn every_scene_makes_a_task() {
    let scenes = Programme::All.scenes();
    for (task, scene) in World::of(&scenes).tasks().zip(&scenes) {
        let task = task.unwrap();
        if scene.is_mail() {
            assert!(matches!(task.goal, Goal::Mail), "{}", scene.domain);
            continue;
        }
        let Goal::Prove(expectations) = &task.goal else { panic!("{}", scene.domain) };
        let wanted: usize = expectations.iter().map(|expectation| expectation.wanted.len()).sum();
        assert!(wanted > 0, "{}", scene.domain);
        assert!(
            expectations.iter().all(|expectation| expectation.name.is_at_or_below(&task.domain)),
            "{}",
            scene.domain
        );
    }
}

#[test]
fn published_rightly_is_there_on_both() {
    let Stage { scene, plan, .. } = stage("published.example");
    assert_both_hold(scene.domain, "_amazonses.published.example", plan.expected.values);
}

#[test]
fn lower_cased_differs_in_case_alone() {
    let Stage { scene, plan, .. } = stage("lowercased.example");
    let lower = plan.expected.values[0].to_ascii_lowercase();
    assert_ne!(lower, plan.expected.values[0]);
    assert_both_hold(scene.domain, "_amazonses.lowercased.example", &[&lower]);
}

#[test]
fn domain_appended_stands_at_the_name_with_the_domain_twice() {
    let Stage { scene, plan, .. } = stage("appended.example");
    assert_both_hold(scene.domain, "_amazonses.appended.example.appended.example", plan.expected.values);
    assert_eq!(texts(&server(scene.domain, 1), "_amazonses.appended.example").0, Rcode::NXDOMAIN);
}

#[test]
fn at_the_apex_stands_at_the_domain_alone() {
    let Stage { scene, plan, .. } = stage("apex.example");
    assert_both_hold(scene.domain, "apex.example", plan.expected.values);
    assert_eq!(texts(&server(scene.domain, 1), "_amazonses.apex.example").0, Rcode::NXDOMAIN);
}

#[test]
fn two_regions_have_two_records() {
    let Stage { scene, plan, .. } = stage("regions.example");
    assert_both_hold(scene.domain, "_amazonses.regions.example", plan.expected.values);
}

#[test]
fn both_tokens_stand_in_one_record() {
    let Stage { scene, plan, .. } = stage("merged.example");
    assert_both_hold(scene.domain, "_amazonses.merged.example", &[&plan.expected.values.concat()]);
}

#[test]
fn a_stale_secondary_lacks_the_record_and_has_an_older_serial() {
    let Stage { scene, plan, .. } = stage("stale.example");
    assert_eq!(texts(&server(scene.domain, 1), "_amazonses.stale.example").1, plan.expected.values);
    assert_eq!(texts(&server(scene.domain, 2), "_amazonses.stale.example").0, Rcode::NXDOMAIN);
    assert!(plan.servers[1].serial < plan.servers[0].serial);
}

#[test]
fn a_dead_server_is_silent_beside_a_healthy_one() {
    let Stage { scene, plan, .. } = stage("dead.example");
    assert_eq!(texts(&server(scene.domain, 1), "_amazonses.dead.example").1, plan.expected.values);
    assert_eq!(ask(&server(scene.domain, 2), "_amazonses.dead.example", Transport::Udp), None);
}

#[test]
fn a_server_that_is_not_authoritative_has_the_value_without_aa() {
    let Stage { scene, plan, .. } = stage("cached.example");
    assert_eq!(texts(&server(scene.domain, 1), "_amazonses.cached.example").1, plan.expected.values);
    let octets = ask(&server(scene.domain, 2), "_amazonses.cached.example", Transport::Udp).unwrap();
    let message = Message::read(&octets).unwrap();
    assert!(!message.header().flags.is_authoritative());
    assert_eq!(values(&message), plan.expected.values);
}

#[test]
fn the_large_set_needs_tcp_and_holds_the_value() {
    let Stage { scene, plan, .. } = stage("large.example");
    let server = server(scene.domain, 1);
    let octets = ask(&server, "_amazonses.large.example", Transport::Udp).unwrap();
    assert!(Message::read(&octets).unwrap().header().flags.is_truncated());
    let octets = ask(&server, "_amazonses.large.example", Transport::Tcp).unwrap();
    assert!(octets.len() > 1232);
    let held = values(&Message::read(&octets).unwrap());
    assert_eq!(held.iter().filter(|value| *value == plan.expected.values[0]).count(), 1);
    assert_eq!(held.len(), 25);
}

#[test]
fn where_there_is_nothing_the_name_is_missing() {
    for number in [1, 2] {
        let server = server("nothing.example", number);
        assert_eq!(texts(&server, "_amazonses.nothing.example").0, Rcode::NXDOMAIN);
        assert_eq!(texts(&server, "nothing.example"), (Rcode::NOERROR, Vec::new()));
    }
}

#[test]
fn no_two_servers_of_all_scenes_share_an_address() {
    let world = World::of(&Programme::All.scenes());
    let mut servers = Vec::new();
    world.stages.iter().for_each(|stage| stage.add_servers(&mut servers).unwrap());
    let addresses: Vec<IpAddr> = servers.into_iter().flat_map(|server| server.addresses).collect();
    let shared = [ROOT_SERVERS, EXAMPLE_SERVERS].concat().into_iter().map(|(_, address)| address);
    let distinct: BTreeSet<IpAddr> = addresses.iter().copied().chain(shared).collect();
    assert_eq!(distinct.len(), addresses.len() + 4);
}

/// However many scenes there are: a program may have 256 files open on some systems.
#[test]
fn all_scenes_need_no_more_than_two_dozen_ports() {
    let world = World::of(&Programme::All.scenes());
    let servers = world.servers().unwrap();
    assert!(servers.len() <= 24, "{}", servers.len());
    let zones: usize = servers.iter().map(|server| server.authority.zones.len()).sum();
    assert!(zones > world.stages.len());
}

#[test]
fn servers_with_nested_zones_and_servers_that_behave_otherwise_stay_apart() {
    let zone = |origin| Zone::parse(origin, "@ SOA a b 1 7200 900 1209600 60").unwrap();
    let server = |origin, manner| Authority { zones: vec![zone(origin)], manner };
    let one = server("a.example", Manner::Honest);
    assert!(one.may_join(&server("b.example", Manner::Honest)));
    assert!(!one.may_join(&server("a.example", Manner::Honest)));
    assert!(!one.may_join(&server("example", Manner::Honest)));
    assert!(!one.may_join(&server("x.a.example", Manner::Honest)));
    assert!(!one.may_join(&server("b.example", Manner::Fails)));
}

/// Asks over a real socket.
fn ask_at(internet: &Internet, address: IpAddr, name: &str, record_type: RecordType) -> Vec<u8> {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    socket.connect(internet.redirects()[&SocketAddr::new(address, 53)]).unwrap();
    socket.send(&query(name, record_type)).unwrap();
    let mut buffer = vec![0; 1232];
    let len = socket.recv(&mut buffer).unwrap();
    buffer.truncate(len);
    buffer
}

/// The addresses that a referral gives as glue.
fn glue(referral: &[u8]) -> Vec<IpAddr> {
    let message = Message::read(referral).unwrap();
    assert!(!message.header().flags.is_authoritative());
    let addresses = message.records().map(Result::unwrap).filter_map(|record| match record.rdata().unwrap() {
        Rdata::A(address) => Some(address.into()),
        Rdata::Aaaa(address) => Some(address.into()),
        _ => None,
    });
    addresses.collect()
}

#[test]
fn every_scene_is_reached_from_the_root_by_referrals() {
    let world = World::of(&Programme::Tour.scenes());
    let internet = world.start().unwrap();
    for stage in &world.stages {
        for hint in stage.root_hints().unwrap() {
            let examples = glue(&ask_at(&internet, hint.addresses[0], stage.scene.domain, RecordType::NS));
            assert_eq!(examples, EXAMPLE_SERVERS.map(|(_, address)| address));
            let servers = glue(&ask_at(&internet, examples[1], stage.scene.domain, RecordType::NS));
            assert_eq!(servers, stage.addresses().concat());
        }
    }
}

#[test]
fn the_root_hints_are_what_the_root_zone_says() {
    let world = World::of(&Programme::Tour.scenes());
    let octets = ask_at(&world.start().unwrap(), ROOT_SERVERS[0].1, ".", RecordType::NS);
    let message = Message::read(&octets).unwrap();
    let servers = message.records().map(Result::unwrap).filter_map(|record| match record.rdata().unwrap() {
        Rdata::A(address) => Some((record.owner.to_name(), vec![address.into()])),
        _ => None,
    });
    let hints = world.stages[0].root_hints().unwrap().into_iter().map(|hint| (hint.name, hint.addresses));
    assert!(servers.eq(hints));
}

#[test]
fn the_zones_own_name_servers_are_those_of_the_delegation() {
    let world = World::of(&Programme::Tour.scenes());
    let internet = world.start().unwrap();
    for stage in &world.stages {
        let octets = ask_at(&internet, stage.addresses()[0][0], stage.scene.domain, RecordType::NS);
        let message = Message::read(&octets).unwrap();
        assert!(message.header().flags.is_authoritative());
        let count = |section| message.records().map(Result::unwrap).filter(|record| record.section == section).count();
        assert_eq!((count(Section::Answer), count(Section::Additional)), (2, 3));
    }
}

#[test]
fn a_server_in_one_list_alone_is_missing_in_the_other() {
    let scenes = Programme::All.scenes();
    let world = World::of(&scenes);
    let stage = world.stages.iter().find(|stage| stage.scene.domain == "lists.example").unwrap();
    let lines = stage.lines_in_parent();
    let own = stage.authority(&stage.plan.servers[0]).unwrap();
    let mut buffer = [0; 512];
    let octets = own.respond(&query("lists.example", RecordType::NS), Transport::Udp, &mut buffer).unwrap();
    let records = Message::read(octets).unwrap().records().map(Result::unwrap);
    assert_eq!(records.filter(|record| record.section == Section::Answer).count(), 2);
    assert!(!lines.contains("NS ns1.lists.example.") && lines.contains("NS ns2.lists.example."), "{lines}");
}
