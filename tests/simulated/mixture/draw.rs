//! Draws an internet, what is wrong with it, and what is asked of it.

use core::net::Ipv4Addr;
use core::time::Duration;

use bytes::Bytes;

use txtproof::batch::BatchPolicy;
use txtproof::check::{Families, Needed, Require, Wanted};
use txtproof::demo::Manner;
use txtproof::exchange::Transports;
use txtproof::proof::ListedBy;
use txtproof::wire::{HEADER_OCTETS, Message, Rcode, RecordType};

use crate::simulated::forger::{Aim, Forger};
use crate::simulated::internet::{ServerPlan, Service};
use crate::simulated::link::{Link, Tcp, Udp};
use crate::simulated::network::POLICY;
use crate::simulated::random::Seeded;
use crate::simulated::twist::{
    Habit, babbles, cuts_to, delays, drips, hangs_up, ignores_first, is_impersonated, mangles, misses_the_id,
    misses_the_letter_case, mutters, truncates,
};
use crate::simulated::world::{World, quoted, txt_line};

/// Where a header has its id, by which a near miss would become a hit; its flags and its code, which a server may lie by
/// and be believed; and the number of additional records, without which a cut-off OPT record is no damage.
const PLACES_LEFT_ALONE: [usize; 6] = [0, 1, 2, 3, 10, 11];

/// Where it has the number of answers: of three MX records one alone is as sound. Of two TXT records a bit leaves none, or more.
const PLACES_OF_ANSWERS: [usize; 2] = [6, 7];

/// What only forgers say.
pub(super) const LIE: &[u8] = b"a lie that no server holds";

/// A world with faults, and how it is asked.
pub(super) struct Drawn {
    pub(super) world: World,
    pub(super) policy: BatchPolicy,
}

impl Drawn {
    pub(super) fn from_seed(seed: u64) -> Self {
        let mut dice = Seeded::new(seed ^ 0x6d69_7874_7572_6573);
        let mut world = draw_world(seed, &mut dice);
        draw_record(&mut world, &mut dice);
        draw_copies(&mut world, &mut dice);
        draw_task(&mut world, &mut dice);
        draw_faults(&mut world, &mut dice);
        let policy = draw_policy(&mut dice);
        Self { world, policy }
    }
}

pub(super) fn draw_world(seed: u64, dice: &mut Seeded) -> World {
    let servers = 1 + dice.index(4);
    let mut world = if dice.chance(30) { World::hosted_elsewhere(seed, servers) } else { World::new(seed, servers) };
    for index in 0..servers {
        if dice.chance(40) {
            let address = world.ipv6_address();
            world.domain_servers()[index].addresses.push(address);
        }
    }
    draw_shared_addresses(&mut world, dice);
    world
}

/// Sometimes two name servers are one, or one of them serves the top-level domain too, or cannot be meant.
fn draw_shared_addresses(world: &mut World, dice: &mut Seeded) {
    let top = world.top.clone();
    let of_top = world.internet.zone(&top).servers[0].addresses.clone();
    let servers = world.domain_servers();
    let (first, last) = (servers[0].addresses.clone(), servers.len() - 1);
    match dice.below(12) {
        0 => servers[last].addresses = first,
        1 => servers[0].addresses = of_top,
        2 => servers[0].addresses.push(Ipv4Addr::new(192, 168, 1, 1).into()),
        _ => {}
    }
}

/// Where the record stands, and what stands beside it.
fn draw_record(world: &mut World, dice: &mut Seeded) {
    let token = quoted(world.token.as_bytes());
    let lines = match dice.below(10) {
        0 => String::new(),
        1 => format!("@ TXT {token}\n"),
        2 => txt_line("_amazonses", world.token.to_lowercase().as_bytes()),
        3 => format!("_amazonses TXT {token}\n_amazonses TXT {}\n", quoted(&[b'x'; 1400])),
        4 => draw_alias(world, dice, &token),
        _ => format!("_amazonses TXT {token}\n"),
    };
    world.publish(&lines);
}

fn draw_alias(world: &mut World, dice: &mut Seeded, token: &str) -> String {
    match dice.below(4) {
        0 => format!("_amazonses CNAME a\na CNAME b\nb TXT {token}\n"),
        1 => "_amazonses CNAME a\na CNAME _amazonses\n".to_owned(),
        2 => "_amazonses CNAME nothing\n".to_owned(),
        _ => {
            let elsewhere = world.add_zone_elsewhere(2);
            world.internet.zone(&elsewhere).records = format!("token TXT {token}\n");
            format!("_amazonses CNAME token.{elsewhere}.\n")
        }
    }
}

/// Sometimes each server has a zone of its own.
pub(super) fn draw_copies(world: &mut World, dice: &mut Seeded) {
    if !dice.chance(25) {
        return;
    }
    let lines = core::mem::take(&mut world.domain_zone().records);
    for server in world.domain_servers() {
        if dice.chance(80) {
            server.records.clone_from(&lines);
        } else {
            server.serial -= 1;
        }
    }
}

fn draw_task(world: &mut World, dice: &mut Seeded) {
    world.check_seed = dice.next();
    world.task.require = *dice.pick(&[Require::One, Require::Half, Require::Half, Require::All]);
    if dice.chance(15) {
        let other = Bytes::from(world.random.token());
        let expectation = world.expectation();
        expectation.wanted.join(Wanted::Octets(vec![other]));
        expectation.needed = if dice.chance(80) { Needed::Any } else { Needed::All };
    }
    if dice.chance(20) {
        world.forget_provider();
    }
    if dice.chance(10) {
        let addresses = world.domain_addresses();
        world.ask_just(&addresses);
    }
    if dice.chance(10) {
        world.task.families = *dice.pick(&[Families::Ipv4, Families::Ipv6]);
    }
    world.task.rounds = 1 + u8::from(dice.chance(10));
}

pub(super) fn draw_policy(dice: &mut Seeded) -> BatchPolicy {
    let transports = if dice.chance(10) { Transports::TcpOnly } else { Transports::UdpThenTcp };
    let timeout = Duration::from_millis(if dice.chance(20) { 500 + dice.below(9500) } else { 10_000 });
    BatchPolicy { transports, timeout, ..POLICY }
}

pub(super) fn draw_faults(world: &mut World, dice: &mut Seeded) {
    let domain = world.domain.clone();
    for zone in &mut world.internet.zones {
        // The way to the domain is mostly sound, or nearly every run would end there.
        let percent = if zone.origin == domain { 40 } else { 8 };
        for server in &mut zone.servers {
            if dice.chance(percent) {
                draw_fault(server, dice);
            }
        }
    }
}

fn draw_fault(server: &mut ServerPlan, dice: &mut Seeded) {
    match dice.below(8) {
        0 => server.manner = draw_manner(dice),
        1 => server.service = Service::Forgotten,
        2 => server.listed_by = *dice.pick(&[ListedBy::Parent, ListedBy::Child]),
        3 => server.forger = Some(draw_forger(dice)),
        4 => server.habits.push(draw_habit(dice)),
        5 => server.addresses.clear(),
        _ => server.link = draw_link(dice),
    }
    if dice.chance(20) {
        server.habits.push(draw_habit(dice));
    }
}

fn draw_manner(dice: &mut Seeded) -> Manner {
    *dice.pick(&[
        Manner::Silent,
        Manner::NotAuthoritative,
        Manner::RefersUpward,
        Manner::RefusesAll,
        Manner::Fails,
        Manner::CutsResponses,
        Manner::RejectsEdns,
        Manner::FoldsCase,
        Manner::WithoutTcp,
    ])
}

fn draw_forger(dice: &mut Seeded) -> Forger {
    let guesses = if dice.chance(50) { 2 } else { 40 };
    Forger { guesses, within: Duration::from_millis(1 + dice.below(40)), aim: Aim::AtPort, value: LIE.to_vec() }
}

fn draw_habit(dice: &mut Seeded) -> Habit {
    let number = dice.index(60);
    match dice.below(12) {
        0 => babbles(number),
        1 => cuts_to(number),
        2 => truncates(),
        3 => delays(Duration::from_millis(dice.below(3000))),
        4 => ignores_first(1 + u32::from(dice.chance(50))),
        5 => misses_the_letter_case(LIE),
        6 => is_impersonated(LIE),
        7 => drips(1 + number, Duration::from_millis(dice.below(300))),
        8 => hangs_up(),
        9 => mutters(*dice.pick(&[Rcode::FORMERR, Rcode::SERVFAIL, Rcode::NOTIMP, Rcode::REFUSED])),
        10 => mangles(|octets, dice| flip(octets, dice)),
        _ => misses_the_id(LIE),
    }
}

/// One bit of the header is another, where that cannot make a sound response of another kind.
fn flip(octets: &mut [u8], dice: &mut Seeded) {
    let (place, bit) = (dice.index(HEADER_OCTETS), dice.below(8));
    let is_left_alone = PLACES_LEFT_ALONE.contains(&place) || (PLACES_OF_ANSWERS.contains(&place) && is_of_mx(octets));
    if let Some(octet) = octets.get_mut(place).filter(|_| !is_left_alone) {
        *octet ^= 1 << bit;
    }
}

fn is_of_mx(octets: &[u8]) -> bool {
    let question = Message::read(octets).ok().and_then(|message| message.question().ok().flatten());
    question.is_some_and(|question| question.record_type == RecordType::MX)
}

fn draw_link(dice: &mut Seeded) -> Link {
    let link =
        *dice.pick(&[Link::GOOD, Link::GOOD, Link::GOOD, Link::DEAD, Link::REFUSED, Link::UNREACHABLE, Link::NO_ROUTE]);
    let (udp, tcp) = match dice.below(4) {
        0 => (*dice.pick(&[Udp::Dropped, Udp::DroppedWithEdns, Udp::Refused]), link.tcp),
        1 => (link.udp, *dice.pick(&[Tcp::Dropped, Tcp::Refused, Tcp::Stalls, Tcp::Closes])),
        _ => (link.udp, link.tcp),
    };
    Link {
        rtt: Duration::from_millis(1 + dice.below(400)),
        jitter: Duration::from_millis(dice.below(200)),
        loss: *dice.pick(&[0, 0, 5, 30, 70]),
        duplication: *dice.pick(&[0, 0, 50]),
        udp,
        tcp,
    }
}
