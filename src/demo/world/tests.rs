use std::collections::BTreeSet;
use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use super::*;
use crate::exchange::Transport;
use crate::wire::{Class, Encoder, Flags, Message, Rcode, Rdata, Section};

fn scene(id: &str) -> (usize, &'static Scene) {
    SCENES.iter().enumerate().find(|(_, scene)| scene.id == id).unwrap()
}

/// A server of a scene, without sockets: 1 or 2.
fn server(id: &str, number: usize) -> Authority {
    let (index, scene) = scene(id);
    scene.servers[number - 1].authority(scene, index).unwrap()
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
fn assert_both_hold(id: &str, name: &str, values: &[&str]) {
    for number in [1, 2] {
        assert_eq!(
            texts(&server(id, number), name),
            (Rcode::NOERROR, values.iter().map(ToString::to_string).collect())
        );
    }
}

#[test]
fn there_are_eleven_scenes_and_no_two_share_an_id_or_a_domain() {
    assert_eq!(SCENES.len(), 11);
    let distinct = |field: fn(&Scene) -> &str| SCENES.iter().map(field).collect::<BTreeSet<_>>().len();
    assert_eq!((distinct(|scene| scene.id), distinct(|scene| scene.domain)), (11, 11));
}

#[test]
fn every_expected_value_has_the_providers_shape() {
    let shape = Provider::find("ses").unwrap().given.as_ref().unwrap().shape;
    for value in SCENES.iter().flat_map(|scene| scene.expected) {
        assert!(shape.fits(value.as_bytes()), "{value}");
    }
}

#[test]
fn every_scene_makes_a_task() {
    for scene in SCENES {
        let task = scene.task().unwrap();
        let Goal::Prove(expectations) = task.goal else { panic!("{}", scene.id) };
        assert_eq!(expectations[0].wanted.len(), scene.expected.len());
        assert!(expectations[0].name.is_below(&task.domain));
    }
}

#[test]
fn published_rightly_is_there_on_both() {
    let (_, scene) = scene("published");
    assert_both_hold(scene.id, "_amazonses.published.example", scene.expected);
}

#[test]
fn lower_cased_differs_in_case_alone() {
    let (_, scene) = scene("lowercased");
    let lower = scene.expected[0].to_ascii_lowercase();
    assert_ne!(lower, scene.expected[0]);
    assert_both_hold(scene.id, "_amazonses.lowercased.example", &[&lower]);
}

#[test]
fn domain_appended_stands_at_the_name_with_the_domain_twice() {
    let (_, scene) = scene("domain-appended");
    assert_both_hold(scene.id, "_amazonses.appended.example.appended.example", scene.expected);
    assert_eq!(texts(&server(scene.id, 1), "_amazonses.appended.example").0, Rcode::NXDOMAIN);
}

#[test]
fn at_the_apex_stands_at_the_domain_alone() {
    let (_, scene) = scene("apex");
    assert_both_hold(scene.id, "apex.example", scene.expected);
    assert_eq!(texts(&server(scene.id, 1), "_amazonses.apex.example").0, Rcode::NXDOMAIN);
}

#[test]
fn two_regions_have_two_records() {
    let (_, scene) = scene("two-regions");
    assert_both_hold(scene.id, "_amazonses.regions.example", scene.expected);
}

#[test]
fn both_tokens_stand_in_one_record() {
    let (_, scene) = scene("merged");
    assert_both_hold(scene.id, "_amazonses.merged.example", &[&scene.expected.concat()]);
}

#[test]
fn a_stale_secondary_lacks_the_record_and_has_an_older_serial() {
    let (_, scene) = scene("stale-secondary");
    assert_eq!(texts(&server(scene.id, 1), "_amazonses.stale.example").1, scene.expected);
    assert_eq!(texts(&server(scene.id, 2), "_amazonses.stale.example").0, Rcode::NXDOMAIN);
    assert!(scene.servers[1].serial < scene.servers[0].serial);
}

#[test]
fn a_dead_server_is_silent_beside_a_healthy_one() {
    let (_, scene) = scene("dead-server");
    assert_eq!(texts(&server(scene.id, 1), "_amazonses.dead.example").1, scene.expected);
    assert_eq!(ask(&server(scene.id, 2), "_amazonses.dead.example", Transport::Udp), None);
}

#[test]
fn a_server_that_is_not_authoritative_has_the_value_without_aa() {
    let (_, scene) = scene("not-authoritative");
    assert_eq!(texts(&server(scene.id, 1), "_amazonses.cached.example").1, scene.expected);
    let octets = ask(&server(scene.id, 2), "_amazonses.cached.example", Transport::Udp).unwrap();
    let message = Message::read(&octets).unwrap();
    assert!(!message.header().flags.is_authoritative());
    assert_eq!(values(&message), scene.expected);
}

#[test]
fn the_large_set_needs_tcp_and_holds_the_value() {
    let (_, scene) = scene("large");
    let server = server(scene.id, 1);
    let octets = ask(&server, "_amazonses.large.example", Transport::Udp).unwrap();
    assert!(Message::read(&octets).unwrap().header().flags.is_truncated());
    let octets = ask(&server, "_amazonses.large.example", Transport::Tcp).unwrap();
    assert!(octets.len() > 1232);
    let held = values(&Message::read(&octets).unwrap());
    assert_eq!(held.iter().filter(|value| *value == scene.expected[0]).count(), 1);
    assert_eq!(held.len(), 25);
}

#[test]
fn where_there_is_nothing_the_name_is_missing() {
    for number in [1, 2] {
        let server = server("nothing", number);
        assert_eq!(texts(&server, "_amazonses.nothing.example").0, Rcode::NXDOMAIN);
        assert_eq!(texts(&server, "nothing.example"), (Rcode::NOERROR, Vec::new()));
    }
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
    let internet = demo_internet().unwrap();
    for (index, scene) in SCENES.iter().enumerate() {
        for hint in demo_root_hints().unwrap() {
            let examples = glue(&ask_at(&internet, hint.addresses[0], scene.domain, RecordType::NS));
            assert_eq!(examples, EXAMPLE_SERVERS);
            let servers = glue(&ask_at(&internet, examples[1], scene.domain, RecordType::NS));
            assert_eq!(servers, addresses(index).concat());
        }
    }
}

#[test]
fn the_root_hints_are_what_the_root_zone_says() {
    let internet = demo_internet().unwrap();
    let octets = ask_at(&internet, ROOT_SERVERS[0].1, ".", RecordType::NS);
    let message = Message::read(&octets).unwrap();
    let servers = message.records().map(Result::unwrap).filter_map(|record| match record.rdata().unwrap() {
        Rdata::A(address) => Some((record.owner.to_name(), vec![address.into()])),
        _ => None,
    });
    let hints = demo_root_hints().unwrap().into_iter().map(|hint| (hint.name, hint.addresses));
    assert!(servers.eq(hints));
}

#[test]
fn the_zones_own_name_servers_are_those_of_the_delegation() {
    let internet = demo_internet().unwrap();
    for (index, scene) in SCENES.iter().enumerate() {
        let address = addresses(index)[0][0];
        let octets = ask_at(&internet, address, scene.domain, RecordType::NS);
        let message = Message::read(&octets).unwrap();
        assert!(message.header().flags.is_authoritative());
        let count = |section| message.records().map(Result::unwrap).filter(|record| record.section == section).count();
        assert_eq!((count(Section::Answer), count(Section::Additional)), (2, 3));
    }
}
