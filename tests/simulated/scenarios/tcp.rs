//! Truncation, and streams that end early, late or never.

use core::time::Duration;

use txtproof::exchange::{Transport, TransportFailure};
use txtproof::wire::{Flags, MAX_MESSAGE_OCTETS, RecordType};

use super::stage::Stage;
use super::{Scenario, named};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::host::{Departure, Payload, Query};
use crate::simulated::link::{Link, Tcp};
use crate::simulated::twist::truncates;

pub(super) const SCENARIOS: &[Scenario] = &[
    named(
        "S050",
        &[|stage| {
            stage.answers_datagrams(|query| Crafted::txt(query, b"a part").with_flags(Flags::TRUNCATED));
        }],
    ),
    named(
        "S051",
        &[|stage| {
            stage.answers_datagrams(|query| Crafted {
                behind: vec![0xff; 40],
                ..Crafted::to(query).with_flags(Flags::TRUNCATED).with_counts([1, 9, 9, 9])
            });
        }],
    ),
    named(
        "S052",
        &[|stage| {
            stage.habit(truncates());
            stage.link(Link { tcp: Tcp::Refused, ..Link::GOOD });
        }],
    ),
    named(
        "S053",
        &[|stage| {
            let token = stage.token();
            stage.answers(move |query| Crafted::txt(query, &token).with_flags(Flags::TRUNCATED));
        }],
    ),
    named(
        "S054",
        &[|stage| {
            stage.habit(truncates());
            stage.link(Link { tcp: Tcp::Closes, ..Link::GOOD });
        }],
    ),
    named("S054b", &[closes_before_anything]),
    named(
        "S055",
        &[|stage| {
            stage.habit(truncates());
            closes_in_the_middle(stage);
        }],
    ),
    named(
        "S055b",
        &[|stage| {
            stage.over_tcp();
            closes_in_the_middle(stage);
        }],
    ),
    named(
        "S056",
        &[|stage| {
            streams(stage, |message| {
                let octets = framed(message);
                let (slow, rest) = octets.split_at(100);
                let step = |number: u32| Duration::from_millis(10) * number;
                let slow = (0..).zip(slow).map(|(number, octet)| segment(step(number), vec![*octet]));
                slow.chain([segment(step(100), rest.to_vec())]).collect()
            });
        }],
    ),
    named(
        "S057",
        &[|stage| {
            streams(stage, |_| (0..60).map(|second| segment(Duration::from_secs(second), vec![0xff])).collect());
        }],
    ),
    named(
        "S058",
        &[|stage| {
            stage.over_tcp();
            stage.link(Link { tcp: Tcp::Stalls, ..Link::GOOD });
        }],
    ),
    named("S059", &[|stage| streams(stage, |_| vec![segment(Duration::ZERO, vec![0, 0])])]),
    named(
        "S060",
        &[
            |stage| streams(stage, |message| short(message, 1)),
            |stage| {
                streams(stage, |message| short(message, 2));
            },
            |stage| {
                streams(stage, |message| short(message, 11));
            },
        ],
    ),
    named(
        "S061",
        &[|stage| {
            streams(stage, |message| {
                let length = u16::try_from(message.len() + 1).expect("a short message");
                vec![segment(Duration::ZERO, [&length.to_be_bytes(), message].concat()), closed()]
            });
        }],
    ),
    named(
        "S062",
        &[|stage| {
            streams(stage, |message| {
                let length = u16::try_from(message.len() - 1).expect("a short message");
                vec![segment(Duration::ZERO, [&length.to_be_bytes(), message].concat())]
            });
        }],
    ),
    named(
        "S063",
        &[|stage| {
            streams(stage, |message| vec![segment(Duration::ZERO, [foreign(message), framed(message)].concat())]);
        }],
    ),
    named(
        "S064",
        &[|stage| {
            let token = stage.token();
            stage.over_tcp();
            stage.answers(move |query| of_greatest_length(query, &token));
        }],
    ),
    named(
        "S065",
        &[|stage| {
            streams(stage, |message| vec![segment(Duration::ZERO, foreign(message).repeat(100))]);
        }],
    ),
    named("S066", &[|stage| stage.link(Link::DEAD)]),
    named(
        "S066b",
        &[|stage| {
            stage.over_tcp();
            stage.link(Link { tcp: Tcp::Dropped, ..Link::GOOD });
        }],
    ),
    named(
        "S066c",
        &[|stage| {
            stage.habit(truncates());
            stage.link(Link { tcp: Tcp::Dropped, ..Link::GOOD });
        }],
    ),
    named("S067", &[closes_before_anything]),
];

fn segment(after: Duration, octets: Vec<u8>) -> Departure {
    Departure::new(after, Payload::Segment(octets))
}

fn closed() -> Departure {
    Departure::end(TransportFailure::Closed)
}

fn framed(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(message.len()).expect("a short message");
    [&length.to_be_bytes(), message].concat()
}

/// The message with another id.
fn foreign(message: &[u8]) -> Vec<u8> {
    let mut octets = framed(message);
    octets[2] ^= 1;
    octets
}

/// The first octets of a message, with the length that they have.
fn short(message: &[u8], length: usize) -> Vec<Departure> {
    vec![segment(Duration::ZERO, framed(&message[..length]))]
}

/// Asked over TCP alone, the server makes this of its honest answer.
fn streams(stage: &mut Stage, make: fn(&[u8]) -> Vec<Departure>) {
    stage.over_tcp();
    stage.departs(move |_, departures| {
        let message = departures[0].message_mut().expect("an honest answer").clone();
        *departures = make(&message);
    });
}

fn closes_before_anything(stage: &mut Stage) {
    stage.over_tcp();
    stage.departs(|_, departures| *departures = vec![closed()]);
}

fn closes_in_the_middle(stage: &mut Stage) {
    stage.departs_over(Transport::Tcp, |_, departures| {
        let octets = framed(departures[0].message_mut().expect("an honest answer"));
        *departures = vec![segment(Duration::ZERO, octets[..octets.len() / 2].to_vec()), closed()];
    });
}

/// The right record, and one of another type that fills the message.
fn of_greatest_length(query: &Query, token: &[u8]) -> Crafted {
    let mut response = Crafted::txt(query, token);
    let filler = |length| CraftedRecord::new(&query.question().name, RecordType(65280), vec![0; length]);
    let length = response.clone().with(filler(0)).octets().len();
    response.records.push(filler(MAX_MESSAGE_OCTETS - length));
    response
}
