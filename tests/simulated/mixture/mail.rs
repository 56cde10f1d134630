//! Mixtures of where mail goes: what is drawn for it, and what holds of it in every run.

use core::net::IpAddr;
use std::collections::BTreeSet;

use txtproof::check::Families;
use txtproof::delegation::is_reachable_from_internet;
use txtproof::proof::{MailExchange, Row, Verdict};
use txtproof::wire::{Name, RecordType};

use super::draw::{Drawn, draw_copies, draw_faults, draw_policy, draw_world};
use super::invariants::{assert_common_invariants, witnesses};
use super::truth::{Truth, truth};
use crate::simulated::network::Network;
use crate::simulated::random::{SeedOfFailure, Seeded};
use crate::simulated::report::assert_mail_report;
use crate::simulated::run::Run;
use crate::simulated::world::{World, name};

/// Aliases of a host that are followed.
const MAX_HOST_ALIASES: usize = 4;

const FAMILIES: [RecordType; 2] = [RecordType::A, RecordType::AAAA];

/// Hosts that MX records may name, in the domain's zone or with their final dot; `ELSEWHERE` is another zone.
const HOSTS: [&str; 14] = [
    "mx1",
    "mx1",
    "mx2",
    "mx3",
    "inside",
    "nothing",
    "alias",
    "circle",
    "@",
    ".",
    "192.88.99.26.",
    "good.ELSEWHERE.",
    "inside.ELSEWHERE.",
    "nothing.ELSEWHERE.",
];

/// What the domain's zone has of them.
const IN_ZONE: &str = "mx1 A 192.88.99.25\nmx2 AAAA 2a00::25\nmx3 A 10.1.2.25\nmx3 AAAA 2a00::26\ninside A 10.1.2.26\n\
                       alias CNAME mx1\ncircle CNAME back\nback CNAME circle\n";

/// What the other zone has.
const IN_ELSEWHERE: &str =
    "good A 192.88.99.27\ninside A 192.168.1.25\nall MX 10 good\nall MX 20 nothing\nnone MX 0 .\n";

pub(super) fn simulate(seed: u64) -> Verdict {
    let _seed = SeedOfFailure(seed);
    let drawn = draw(seed);
    let mut network = drawn.world.network();
    let run = network.prove_by(drawn.world.check(), drawn.policy);
    assert_common_invariants(&drawn, &network, &run);
    assert_verdict_is_true(&drawn, &network, &run);
    assert_hosts_are_true(&network, &run);
    assert_mail_report(&run);
    run.proof.verdict
}

fn draw(seed: u64) -> Drawn {
    let mut dice = Seeded::new(seed ^ 0x6d61_696c_6d61_696c);
    let mut world = draw_world(seed, &mut dice);
    world.ask_for_mail();
    draw_records(&mut world, &mut dice);
    draw_copies(&mut world, &mut dice);
    draw_others(&mut world, &mut dice);
    draw_task(&mut world, &mut dice);
    draw_faults(&mut world, &mut dice);
    let policy = draw_policy(&mut dice);
    Drawn { world, policy }
}

/// Where mail goes.
fn draw_records(world: &mut World, dice: &mut Seeded) {
    let servers = 1 + dice.index(2);
    let elsewhere = world.add_zone_elsewhere(servers);
    IN_ELSEWHERE.clone_into(&mut world.internet.zone(&elsewhere).records);
    let lines = match dice.below(12) {
        0 => String::new(),
        1 => "@ MX 0 .\n".to_owned(),
        2 => "@ A 192.88.99.24\n".to_owned(),
        3 => "@ A 10.1.2.24\n".to_owned(),
        4 => (0..20).map(|number| draw_numbered(dice, number)).collect(),
        5 => draw_alias(world, dice, &elsewhere),
        6 => {
            ask_of(world, "sub");
            dice.pick(&["", "sub MX 10 mx1\n", "*.sub MX 10 mx1\n", "* MX 10 mx1\n"]).to_string()
        }
        _ => (0..=dice.below(4)).map(|_| draw_exchange(dice, &elsewhere)).collect(),
    };
    world.publish(&format!("{IN_ZONE}{lines}"));
}

fn draw_exchange(dice: &mut Seeded, elsewhere: &str) -> String {
    let host = dice.pick(&HOSTS).replace("ELSEWHERE", elsewhere);
    format!("@ MX {} {host}\n", dice.below(3) * 10)
}

fn draw_numbered(dice: &mut Seeded, number: usize) -> String {
    format!("@ MX {} m{number}\nm{number} A 192.88.99.28\n", dice.below(30))
}

/// The name of the address is an alias.
fn draw_alias(world: &mut World, dice: &mut Seeded, elsewhere: &str) -> String {
    ask_of(world, "sub");
    match dice.below(6) {
        0 => "sub CNAME back\n".to_owned(),
        1 => "sub CNAME nothing\n".to_owned(),
        2 => "sub CNAME mx1\n".to_owned(),
        3 => format!("sub CNAME none.{elsewhere}.\n"),
        _ => format!("sub CNAME all.{elsewhere}.\n"),
    }
}

fn ask_of(world: &mut World, label: &str) {
    world.task.domain = world.task.domain.child(label.as_bytes()).expect("a short name");
}

/// Sometimes one server has an MX record of its own.
fn draw_others(world: &mut World, dice: &mut Seeded) {
    if dice.chance(15) {
        let host = dice.pick(&["mx1", "mx2", "nothing", "."]);
        let line = format!("@ MX 15 {host}\n");
        world.domain_servers()[0].records += &line;
    }
}

fn draw_task(world: &mut World, dice: &mut Seeded) {
    world.check_seed = dice.next();
    if dice.chance(15) {
        world.task.families = *dice.pick(&[Families::Ipv4, Families::Ipv6]);
    }
    if dice.chance(5) {
        let domain = world.domain.clone();
        world.internet.zones.retain(|zone| zone.origin != domain);
        let record = dice.pick(&["TXT x", "A 192.88.99.24", "MX 10 nothing"]);
        let top = world.top.clone();
        world.internet.zone(&top).records = format!("{domain}. {record}\n");
    } else if dice.chance(10) {
        let addresses = world.domain_addresses();
        world.ask_just(&addresses);
    }
}

/// Can receive: mail that asks any server that answered gets to a public address, as some server of the host's says.
/// Cannot: a server answered that sends it nowhere, or to a host of which some server says that it has no such address.
fn assert_verdict_is_true(drawn: &Drawn, network: &Network, run: &Run) {
    let domain = &drawn.world.task.domain;
    let is_true = match run.proof.verdict {
        Verdict::Proven => is_received(network, run, domain, &[], may_arrive) == Some(true),
        Verdict::Refuted => is_received(network, run, domain, &[], must_arrive) == Some(false),
        Verdict::Inconclusive => true,
    };
    assert!(is_true, "{:?} is not the truth: {}, {:#?}", run.proof.verdict, run.findings(), run.proof);
}

/// Whether mail gets there by the word of every server that answered; none where nobody did. `path` are the names that are
/// aliases for this one: one that leads back to them leads nowhere.
fn is_received(
    network: &Network,
    run: &Run,
    name: &Name,
    path: &[Name],
    arrives: fn(&Network, &Name) -> bool,
) -> Option<bool> {
    if path.contains(name) {
        return Some(false);
    }
    let path = [path, core::slice::from_ref(name)].concat();
    let by_row = |row: &Row| match truth(network, row.address, name, RecordType::MX) {
        Truth::Alias(target) => is_received(network, run, &target, &path, arrives),
        Truth::Values(values) => Some(values.iter().any(|value| arrives(network, &host_of(value)))),
        Truth::NoData => Some(arrives(network, name)),
        Truth::NxDomain | Truth::Nothing => Some(false),
    };
    let words: Vec<Option<bool>> = witnesses(run, name).map(by_row).collect();
    match words.contains(&Some(false)) {
        true => Some(false),
        false if words.is_empty() || words.contains(&None) => None,
        false => Some(true),
    }
}

fn host_of(exchange: &[u8]) -> Name {
    let text = core::str::from_utf8(exchange).expect("presentation format");
    name(text.split_once(' ').expect("a preference and a host").1)
}

/// What the hosts of the network that have the zone say of one type there, each answer once.
fn said(network: &Network, host: &Name, record_type: RecordType) -> Vec<Truth> {
    let all = network.hosts.keys().map(|address| truth(network, *address, host, record_type));
    let mut distinct = Vec::new();
    for truth in all.filter(|truth| *truth != Truth::Nothing) {
        if !distinct.contains(&truth) {
            distinct.push(truth);
        }
    }
    distinct
}

fn has_public(values: &BTreeSet<Vec<u8>>) -> bool {
    let address = |value: &Vec<u8>| core::str::from_utf8(value).ok()?.parse::<IpAddr>().ok();
    values.iter().filter_map(address).any(is_reachable_from_internet)
}

/// Whether a host has a public address by the word of any server.
fn may_arrive(network: &Network, host: &Name) -> bool {
    FAMILIES.into_iter().any(|record_type| may_have(network, host, record_type, &has_public, 0))
}

/// Whether it has one by the word of every server.
fn must_arrive(network: &Network, host: &Name) -> bool {
    FAMILIES.into_iter().any(|record_type| must_have(network, host, record_type, 0))
}

fn may_have(
    network: &Network,
    host: &Name,
    record_type: RecordType,
    has: &dyn Fn(&BTreeSet<Vec<u8>>) -> bool,
    aliases: usize,
) -> bool {
    said(network, host, record_type).into_iter().any(|truth| match truth {
        Truth::Values(values) => has(&values),
        Truth::Alias(target) => aliases < MAX_HOST_ALIASES && may_have(network, &target, record_type, has, aliases + 1),
        _ => false,
    })
}

fn must_have(network: &Network, host: &Name, record_type: RecordType, aliases: usize) -> bool {
    let said = said(network, host, record_type);
    !said.is_empty()
        && said.into_iter().all(|truth| match truth {
            Truth::Values(values) => has_public(&values),
            Truth::Alias(target) => aliases < MAX_HOST_ALIASES && must_have(network, &target, record_type, aliases + 1),
            _ => false,
        })
}

/// Every host that is listed is one that a server named, every address one that a server gave; none of them got a packet.
fn assert_hosts_are_true(network: &Network, run: &Run) {
    for MailExchange { exchange, addresses, is_implicit } in &run.proof.exchanges {
        let is_named = |row: &Row| match truth(network, row.address, &row.name_asked, RecordType::MX) {
            Truth::Values(values) => values.iter().any(|value| host_of(value) == exchange.host),
            Truth::NoData => *is_implicit && row.name_asked == exchange.host,
            _ => false,
        };
        assert!(run.proof.servers.iter().any(is_named), "nobody named {}: {:#?}", exchange.host, run.proof);
        for address in addresses {
            assert!(has_address(network, &exchange.host, *address), "{} has not {address}", exchange.host);
            let is_name_server = network.hosts.contains_key(address);
            assert!(is_name_server || run.sent_to(*address).count() == 0, "a packet for {address}");
        }
    }
}

fn has_address(network: &Network, host: &Name, address: IpAddr) -> bool {
    let record_type = if address.is_ipv4() { RecordType::A } else { RecordType::AAAA };
    let is_among = |values: &BTreeSet<Vec<u8>>| values.contains(address.to_string().as_bytes());
    may_have(network, host, record_type, &is_among, 0)
}
