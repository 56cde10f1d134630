//! What a check has on the heap where everything is as large as it can be.

use allocation_counter::measure;

use txtproof::check::limits::MAX_KEPT_OCTETS;
use txtproof::check::{Expectation, Goal, Wanted};
use txtproof::proof::{Code, Verdict};
use txtproof::wire::{MAX_MESSAGE_OCTETS, RecordType};

use super::{assert_at, assert_over, seeded};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::heap::{MAX_HEAP_OCTETS, NEW_CHECK_OCTETS};
use crate::simulated::host::{Departure, Query};
use crate::simulated::internet::ServerPlan;
use crate::simulated::random::SeedOfFailure;
use crate::simulated::run::Run;
use crate::simulated::twist::{habit, invents_aliases, mangles};
use crate::simulated::world::{World, name, txt_line};

const NAME_SERVERS: usize = 13;
const ADDRESSES: usize = 8;

/// What every server of the domain answers to a question for TXT records: the character-strings of each record.
type Records = fn(&Query) -> Vec<Vec<u8>>;

/// A domain with as many addresses as are asked, each of which gives these records.
fn world(answer: Records) -> (World, SeedOfFailure) {
    let (mut world, seed) = seeded(NAME_SERVERS);
    for number in 0..NAME_SERVERS {
        let more: Vec<_> = (1..ADDRESSES).map(|_| world.address()).collect();
        let server = &mut world.domain_servers()[number];
        server.addresses.extend(more);
        gives(server, answer);
    }
    (world, seed)
}

/// The server's answers to questions for TXT records are these.
fn gives(server: &mut ServerPlan, answer: Records) {
    server.habits.push(habit(move |query, departures, _| {
        if query.question().record_type == RecordType::TXT {
            *departures = vec![Departure::message(response(query, answer(query)))];
        }
    }));
}

/// These records, as many as a message holds, their owner a pointer to the question's name.
fn response(query: &Query, records: Vec<Vec<u8>>) -> Vec<u8> {
    let record = |rdata: Vec<u8>| CraftedRecord {
        owner: vec![0xc0, 12],
        ..CraftedRecord::new(&query.question().name, RecordType::TXT, rdata)
    };
    let mut room = MAX_MESSAGE_OCTETS - 12 - 255 - 4;
    let fits = |rdata: &Vec<u8>| {
        let octets = 12 + rdata.len();
        let is_room = octets <= room;
        room -= if is_room { octets } else { 0 };
        is_room
    };
    let kept: Vec<Vec<u8>> = records.into_iter().take_while(fits).collect();
    kept.into_iter().map(record).fold(Crafted::to(query), Crafted::with).octets()
}

/// A record of so many character-strings of so many octets each; no two with other numbers are alike.
fn txt(number: usize, strings: usize, octets: usize) -> Vec<u8> {
    let length = u8::try_from(octets).expect("a character-string");
    let digits = number.to_be_bytes();
    let octet = |index: usize| digits[index % digits.len()];
    let string = |string: usize| core::iter::once(length).chain((0..octets).map(move |at| octet(string * octets + at)));
    (0..strings).flat_map(string).collect()
}

/// One record of as many character-strings as there can be.
fn shortest_strings(_: &Query) -> Vec<Vec<u8>> {
    vec![txt(1, 32_500, 1)]
}

fn empty_strings(_: &Query) -> Vec<Vec<u8>> {
    vec![vec![0; 65_000]]
}

fn thousand_records(_: &Query) -> Vec<Vec<u8>> {
    (0..1000).map(|number| txt(number, 1, 50)).collect()
}

fn as_many_records_as_there_can_be(_: &Query) -> Vec<Vec<u8>> {
    (0..4600).map(|number: u16| [&[2][..], &number.to_be_bytes()].concat()).collect()
}

fn records_of_4096_octets(_: &Query) -> Vec<Vec<u8>> {
    (0..16).map(|number| txt(number, 16, 255)).collect()
}

fn one_string(_: &Query) -> Vec<Vec<u8>> {
    vec![txt(1, 253, 255)]
}

const ANSWERS: [(&str, Records); 6] = [
    ("shortest strings", shortest_strings),
    ("empty strings", empty_strings),
    ("1,000 records", thousand_records),
    ("4,600 records", as_many_records_as_there_can_be),
    ("4 KiB records", records_of_4096_octets),
    ("64 KiB record", one_string),
];

/// So many records are looked for.
fn expect_many(world: &mut World, count: usize) {
    let domain = world.domain.clone();
    let wanted = Wanted::Octets(vec![world.token.clone().into()]);
    let expectation = |number| Expectation::new(name(&format!("_x{number}.{domain}")), wanted.clone());
    world.task.goal = Goal::Prove((0..count).map(expectation).collect());
    world.task.provider = None;
}

fn assert_bounded(what: &str, run: &Run) {
    println!("{what}: {} KiB, {} queries, {:?}", run.heap >> 10, run.sent.len(), run.proof.verdict);
    assert!(run.heap <= MAX_HEAP_OCTETS, "{what}: {} octets", run.heap);
    assert_ne!(run.proof.verdict, Verdict::Proven, "{what}");
}

#[test]
fn the_largest_answers_at_every_address_fit() {
    for (what, answer) in ANSWERS {
        let (world, _seed) = world(answer);
        assert_bounded(what, &world.prove());
    }
}

#[test]
fn the_largest_answers_for_as_many_records_as_are_asked_for_fit() {
    for (records, answer) in [(4, empty_strings as Records), (4, one_string), (32, one_string)] {
        let (mut world, _seed) = world(answer);
        expect_many(&mut world, records);
        let run = world.prove();
        assert_bounded(&format!("{records} records"), &run);
        assert!(run.has(Code::LimitReached), "{}", run.findings());
    }
}

/// Every address says something else, so that no copy is shared.
#[test]
fn different_answers_at_every_address_fit() {
    for (what, answer) in ANSWERS {
        let (mut world, _seed) = world(answer);
        for (number, server) in (0_u32..).zip(world.domain_servers()) {
            server.habits.push(mangles(move |octets, _| {
                let end = octets.len();
                octets[end - 4..].copy_from_slice(&number.to_be_bytes());
            }));
        }
        assert_bounded(&format!("{what}, different"), &world.prove());
    }
}

#[test]
fn an_ordinary_domain_of_as_many_addresses_takes_little() {
    let (mut world, _seed) = seeded(NAME_SERVERS);
    for number in 0..NAME_SERVERS {
        let more: Vec<_> = (1..ADDRESSES).map(|_| world.address()).collect();
        world.domain_servers()[number].addresses.extend(more);
    }
    let run = world.prove();
    assert_at(&run);
    assert!(run.heap <= MAX_HEAP_OCTETS / 4, "{} octets", run.heap);
    expect_many(&mut world, 32);
    assert_bounded("32 records that are nowhere", &world.prove());
}

#[test]
fn aliases_of_many_records_fit() {
    let (mut world, _seed) = seeded(NAME_SERVERS);
    world.domain_servers().iter_mut().for_each(|server| server.habits.push(invents_aliases()));
    assert_bounded("aliases", &world.prove());
    expect_many(&mut world, 32);
    assert_bounded("aliases of 32 records", &world.prove());
}

/// A check costs less than what the count begins with.
#[test]
fn a_check_that_was_not_driven_is_within_what_the_count_begins_with() {
    let (mut world, _seed) = seeded(1);
    expect_many(&mut world, 32);
    let counted = measure(|| drop(world.check()));
    assert!(i64::try_from(counted.bytes_max).is_ok_and(|octets| octets <= NEW_CHECK_OCTETS), "{counted:?}");
}

/// One answer of so many octets: each stands in memory four times at most.
#[test]
fn as_many_octets_of_records_as_there_is_room_for_are_kept() {
    // Each of the names has records of its own, which nothing can be shared with: 60 KiB for each.
    let most = MAX_KEPT_OCTETS / (4 * 60_000 + 1_000);
    for (count, is_over) in [(most, false), (most + 2, true)] {
        let (mut world, _seed) = seeded(1);
        expect_many(&mut world, count);
        let Goal::Prove(expectations) = &mut world.task.goal else { panic!("the task is to prove") };
        let value: Vec<u8> = core::iter::repeat_n(b'v', 59_000).collect();
        for expectation in expectations {
            expectation.wanted = Wanted::Octets(vec![value.clone().into()]);
        }
        let lines: String = (0..count).map(|number| txt_line(&format!("_x{number}"), &value)).collect();
        world.publish(&lines);
        let run = world.prove();
        if is_over {
            assert_over(&run, "786432 octets of memory for records");
        } else {
            assert_at(&run);
        }
    }
}
