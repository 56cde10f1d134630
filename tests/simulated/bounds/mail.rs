//! The bounds of finding out where mail goes, from both sides, and what a check of it has on the heap.

use core::time::Duration;

use txtproof::check::limits::{MAX_EXCHANGES, MAX_RECORDS};
use txtproof::delegation::limits::{MAX_ADDRESSES, MAX_MAIL_HOST_ALIASES};
use txtproof::proof::{Code, Verdict};
use txtproof::wire::RecordType;

use super::{assert_at, assert_over, assert_told, seeded};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::heap::MAX_HEAP_OCTETS;
use crate::simulated::host::{Departure, Query};
use crate::simulated::processor::{assert_in_proportion, timed};
use crate::simulated::random::{SeedOfFailure, Seeded};
use crate::simulated::report::assert_mail_report;
use crate::simulated::run::Run;
use crate::simulated::twist::habit;
use crate::simulated::world::World;

/// A domain on so many name servers, asked where its mail goes.
fn mail_world(servers: usize, lines: &str) -> (World, SeedOfFailure) {
    let (mut world, seed) = seeded(servers);
    world.ask_for_mail();
    world.publish(lines);
    (world, seed)
}

/// So many hosts that mail goes to, of which just one has an address.
fn with_exchanges(count: usize, good: usize) -> Run {
    let record = |number: usize| format!("@ MX {number} m{number}\n");
    let lines: String = (1..=count).map(record).collect();
    let (world, _seed) = mail_world(2, &format!("{lines}m{good} A 192.88.99.25\n"));
    world.prove()
}

#[test]
fn sixteen_mail_exchanges_are_looked_up_those_of_the_lowest_preference_and_no_more() {
    let told = "16 mail exchanges";
    assert_at(&with_exchanges(MAX_EXCHANGES, MAX_EXCHANGES));
    let run = with_exchanges(MAX_EXCHANGES + 1, MAX_EXCHANGES + 1);
    assert_over(&run, told);
    assert_eq!(run.proof.exchanges.len(), MAX_EXCHANGES);
    // What is beyond the bound is not needed where one of the others is reached.
    let run = with_exchanges(MAX_EXCHANGES + 1, MAX_EXCHANGES);
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
    assert_told(&run, told);
    let fix = run.proof.findings.iter().find(|finding| finding.code == Code::LimitReached).map(|it| it.fix.as_str());
    assert_eq!(fix, Some("Remove the MX records that name no mail server any more."));
}

/// A mail exchange with so many private addresses, and a public one behind them.
fn with_private_addresses(count: usize) -> Run {
    let record = |number: usize| format!("m0 A 10.0.0.{number}\n");
    let private: String = (1..=count).map(record).collect();
    let (world, _seed) = mail_world(2, &format!("@ MX 10 m0\n{private}m0 A 192.88.99.25\n"));
    world.prove()
}

#[test]
fn eight_addresses_of_a_mail_exchange_are_looked_at_and_what_is_beyond_is_not_held_for_private() {
    assert_at(&with_private_addresses(MAX_ADDRESSES - 1));
    for count in [MAX_ADDRESSES, MAX_ADDRESSES + 1, 3 * MAX_ADDRESSES] {
        let run = with_private_addresses(count);
        assert_ne!(run.proof.verdict, Verdict::Refuted, "{count}: {}", run.findings());
        assert_told(&run, "8 addresses of one name server");
    }
}

/// A mail exchange that is an alias of an alias, and so on.
fn with_aliases(count: usize) -> Run {
    let alias = |number: usize| format!("m{number} CNAME m{}\n", number + 1);
    let lines: String = (0..count).map(alias).collect();
    let (world, _seed) = mail_world(2, &format!("@ MX 10 m0\n{lines}m{count} A 192.88.99.25\n"));
    world.prove()
}

#[test]
fn four_aliases_of_a_mail_exchange_are_followed_and_five_are_not() {
    assert_at(&with_aliases(MAX_MAIL_HOST_ALIASES));
    let run = with_aliases(MAX_MAIL_HOST_ALIASES + 1);
    assert_over(&run, "4 aliases of a mail exchange");
    let fixes: Vec<&str> = run.proof.findings.iter().map(|finding| finding.fix.as_str()).collect();
    assert!(fixes.iter().all(|fix| !fix.contains("--server")), "nobody looks for name servers: {fixes:?}");
}

/// Two servers have so many MX records, each in another order.
fn with_records(count: usize) -> Run {
    let (mut world, _seed) = mail_world(2, "m0 A 192.88.99.25\nm1 A 192.88.99.26\n");
    let record = |number: usize| format!("@ MX {number} m{number}\n");
    let [first, second] = world.domain_servers() else { panic!("two servers") };
    first.records = (0..count).map(record).collect();
    second.records = (0..count).rev().map(record).collect();
    world.prove()
}

#[test]
fn a_thousand_mx_records_are_read_and_one_more_forbids_a_proof() {
    let run = with_records(MAX_RECORDS);
    assert_eq!((run.proof.verdict, run.findings().as_str()), (Verdict::Proven, &*with_errors(MAX_EXCHANGES - 2)));
    let run = with_records(MAX_RECORDS + 1);
    assert_over(&run, "1000 records at one name");
    assert!(!run.has(Code::MailServersDisagree), "they say the same: {}", run.findings());
}

/// What was not read may name a host that mail gets to.
#[test]
fn more_records_than_are_read_do_not_say_that_mail_cannot_be_received() {
    let record = |number: usize| format!("@ MX {number} nothing\n");
    let lines: String = (0..MAX_RECORDS).map(record).collect();
    let (mut world, _seed) = mail_world(2, &lines);
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings().as_str()), (Verdict::Refuted, "error mail-exchange-without-address"));
    world.publish(&format!("{lines}@ MX 2000 good\ngood A 192.88.99.25\n"));
    assert_over(&world.prove(), "1000 records at one name");
}

/// The findings where so many of the hosts that were looked up have no address, and others were not looked up.
fn with_errors(count: usize) -> String {
    "warning mail-exchange-without-address, ".repeat(count) + "warning limit-reached"
}

#[test]
fn mail_exchanges_that_are_aliases_of_each_other_end_at_once() {
    for count in [1, 2, 3, 16] {
        let alias = |number: usize| format!("@ MX 10 m{number}\nm{number} CNAME m{}\n", (number + 1) % count);
        let (world, _seed) = mail_world(2, &(0..count).map(alias).collect::<String>());
        let run = world.prove();
        // Sixteen in a row are more than are followed.
        let expected = if count > MAX_MAIL_HOST_ALIASES { Verdict::Inconclusive } else { Verdict::Refuted };
        assert_eq!(run.proof.verdict, expected, "{count}: {}", run.findings());
        assert!(run.sent.len() <= 10 + 2 * count, "{count}: {} queries", run.sent.len());
        assert!(run.elapsed.as_millis() <= 300, "{:?}", run.elapsed);
    }
}

/// The names of the mail exchanges are the longest that there are, and hold octets that no terminal should see.
#[test]
fn names_as_long_as_there_can_be_are_looked_up_and_told() {
    let (mut world, _seed) = mail_world(2, "");
    let hidden = "\\027\\155\\000\\255\\010\\092\\034\\046".repeat(63 / 8) + &"x".repeat(63 % 8);
    let left = 255 - world.task.domain.octets().len() - 3 * 64;
    let [first, second] = ["y", "z"].map(|letter| format!("{}.{hidden}.{hidden}.{hidden}", letter.repeat(left - 1)));
    world.publish(&format!("@ MX 10 {first}\n@ MX 20 {second}\n{first} A 10.1.2.25\n"));
    let run = world.prove();
    assert_mail_report(&run);
    assert_eq!(run.findings(), "error mail-exchange-without-address, error mail-exchange-private");
    assert!(run.proof.exchanges.iter().all(|it| it.exchange.host.octets().len() == 255), "{:#?}", run.proof.exchanges);
}

/// How the MX records of one answer differ.
#[derive(Clone, Copy)]
struct Shape {
    records: usize,
    /// Octets of the first label of each name. With 45 of them it has 255 in all, and a thousand just fit a message.
    front: usize,
    /// The number that a record's name is made of, from the dice or from its place.
    number: fn(&mut Seeded, u64) -> u64,
}

const fn alike(records: usize, front: usize) -> Shape {
    Shape { records, front, number: |_, place| place }
}

const fn different(records: usize, front: usize) -> Shape {
    Shape { records, front, number: |dice, _| dice.next() }
}

/// A response with MX records of names of four labels that no terminal should see; all but the first are shared.
fn response(query: &Query, shape: Shape, dice: &mut Seeded) -> Vec<u8> {
    let label = |octets: &[u8]| [&[u8::try_from(octets.len()).expect("a label")], octets].concat();
    let shared = [label(&[0xff; 63]), label(&[0x1b; 63]), label(&[b'.'; 63]), label(&[b'\\'; 15]), vec![0]].concat();
    let question = query.question();
    // Header, question, and of the first record all that stands in front of its second label.
    let place = 12 + question.name.octets().len() + 4 + 2 + 10 + 2 + 1 + shape.front;
    let pointer = (0xc000 | u16::try_from(place).expect("at the front")).to_be_bytes();
    (0..shape.records)
        .map(|at| (at, (shape.number)(dice, at as u64)))
        .fold(Crafted::to(query), |response, (at, number)| {
            let front: Vec<u8> = number.to_be_bytes().into_iter().rev().cycle().take(shape.front).collect();
            let rest = if at == 0 { &shared[..] } else { &pointer };
            let rdata = [&[0, 10][..], &label(&front), rest].concat();
            let record = CraftedRecord::new(&question.name, RecordType::MX, rdata);
            response.with(CraftedRecord { owner: vec![0xc0, 12], ..record })
        })
        .octets()
}

/// A domain at 104 addresses, each of which gives such MX records.
fn at_every_address(shape: Shape) -> (World, SeedOfFailure) {
    let (mut world, seed) = mail_world(13, "");
    for number in 0..13 {
        let more: Vec<_> = (1..8).map(|_| world.address()).collect();
        let server = &mut world.domain_servers()[number];
        server.addresses.extend(more);
        server.habits.push(habit(move |query, departures, dice| {
            let is_alias = departures.iter_mut().filter_map(Departure::message_mut).any(|octets| octets[7] != 0);
            if query.question().record_type == RecordType::MX && !is_alias {
                *departures = vec![Departure::message(response(query, shape, dice))];
            }
        }));
    }
    (world, seed)
}

/// The check, and what it takes of the processor.
fn bounded(what: &str, world: &World) -> (Run, Duration) {
    let (run, took) = timed(|| world.prove());
    let rows = run.proof.servers.len();
    println!("{what}, {rows} rows: {} KiB, {} queries, {took:?}", run.heap >> 10, run.sent.len());
    assert!(run.heap <= MAX_HEAP_OCTETS, "{what}: {} octets", run.heap);
    (run, took)
}

/// What such records take of the processor: others at each address, and the same at all.
fn judged(records: usize, front: usize) -> [Duration; 2] {
    let (world, _seed) = at_every_address(different(records, front));
    let (others, others_took) = bounded(&format!("{records} others of {front}"), &world);
    assert_ne!(others.proof.verdict, Verdict::Proven, "{}", others.findings());
    if records <= 10 {
        assert_mail_report(&others);
    }
    let (world, _seed) = at_every_address(alike(records, front));
    let (same, same_took) = bounded(&format!("{records} alike of {front}"), &world);
    assert!(!same.has(Code::MailServersDisagree), "{}", same.findings());
    [others_took, same_took]
}

#[test]
fn the_longest_mx_records_at_every_address_fit_and_ten_times_as_many_cost_ten_times() {
    for (records, front) in [(1, 45), (10, 45), (100, 45), (1000, 45), (1000, 8)] {
        judged(records, front);
    }
    for (hundred, thousand) in judged(100, 30).into_iter().zip(judged(1000, 30)) {
        assert_in_proportion(hundred, thousand, 10);
    }
}

/// What one server says is kept, what the others say is not, and so not compared: no server is said to say something else.
#[test]
fn what_there_is_no_room_for_is_no_other_opinion() {
    let (world, _seed) = at_every_address(different(1000, 30));
    let run = world.prove();
    assert_over(&run, "786432 octets of memory for records");
    assert!(!run.has(Code::MailServersDisagree), "{}", run.findings());
}

/// Every address has a thousand MX records at each of four names, three of which are aliases at one address.
#[test]
fn the_most_mx_records_at_four_names_cost_four_times_of_one() {
    let (world, _seed) = at_every_address(alike(1000, 30));
    let (_, one) = bounded("one name", &world);
    let (mut world, _seed) = at_every_address(alike(1000, 30));
    world.domain_servers()[0].records = "sub CNAME a\na CNAME b\nb CNAME c\n".to_owned();
    world.task.domain = world.task.domain.child(b"sub").expect("a short name");
    let (run, four) = bounded("four names", &world);
    assert_eq!(run.proof.servers.len(), 416, "{}", run.findings());
    assert_in_proportion(one, four, 4);
}
