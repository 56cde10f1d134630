//! Messages that no sound encoder writes.

use txtproof::wire::{HEADER_OCTETS, RecordType};

use super::answer::below_domain;
use super::stage::Stage;
use super::{Scenario, named};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::host::Query;

/// Type TXT, class IN, a TTL, and RDATA of one character-string.
const TXT_BEHIND_OWNER: &[u8] = b"\x00\x10\x00\x01\x00\x00\x01\x2c\x00\x04\x03val";

pub(super) const SCENARIOS: &[Scenario] = &[
    named("S128", &[|stage| owner(stage, pointer)]),
    named("S129", &[|stage| owner(stage, |here| [b"\x01a", &pointer(here)[..]].concat())]),
    named("S130", &[|stage| owner(stage, |here| [pointer(here + 2), pointer(here)].concat())]),
    named(
        "S131",
        &[|stage| {
            stage.answers_octets(1, |query| {
                let behind = start(query) + 2 + TXT_BEHIND_OWNER.len();
                [&pointer(behind)[..], TXT_BEHIND_OWNER, b"\x01a\0"].concat()
            });
        }],
    ),
    named("S132", &[|stage| owner(stage, |_| vec![0xff, 0xff])]),
    named("S133", &[|stage| owner(stage, |_| pointer(4)), |stage| owner(stage, |_| pointer(HEADER_OCTETS - 1))]),
    named(
        "S134",
        &[|stage| after_octet(stage, 0x40), |stage| after_octet(stage, 0x80), |stage| after_octet(stage, 0xbf)],
    ),
    named(
        "S135",
        &[|stage| {
            stage.answers_octets(2, |query| pointer_chain(start(query), 8000));
        }],
    ),
    named(
        "S136",
        &[
            |stage| owner(stage, |_| vec![0x41, 0]),
            |stage| owner(stage, |_| vec![0x7f, 0]),
            |stage| owner(stage, |_| vec![0x80, 0]),
            |stage| owner(stage, |_| vec![0xbf, 0]),
        ],
    ),
    named(
        "S137",
        &[
            |stage| owner(stage, |_| [&[64], &[b'a'; 64][..], &[0]].concat()),
            |stage| {
                stage.answers_octets(1, |_| b"\x3fshort".to_vec());
            },
        ],
    ),
    named(
        "S138",
        &[
            |stage| owner(stage, |_| long_name(256, &[0])),
            |stage| {
                owner(stage, |_| {
                    let question = pointer(HEADER_OCTETS);
                    long_name(255, &question)
                });
            },
        ],
    ),
    named("S139", &[|stage| stage.answers_octets(1, |_| b"\x01a\x01b".to_vec())]),
    named(
        "S140",
        &[|stage| {
            stage.world.expectation().name = below_domain(stage, b"\0.\n\\\"\xff");
            let token = stage.token();
            stage.answers(move |query| Crafted::txt(query, &token));
        }],
    ),
    named(
        "S141",
        &[
            |stage| stage.answers(|query| header_alone(query, [1, 1, 0, 0])),
            |stage| stage.answers(|query| header_alone(query, [65535; 4])),
            |stage| stage.answers(|query| Crafted::txt(query, b"v").with_counts([1, 65535, 65535, 65535])),
        ],
    ),
    named(
        "S142",
        &[
            |stage| {
                let token = stage.token();
                stage.answers(move |query| Crafted { behind: vec![0xff; 30], ..Crafted::txt(query, &token) });
            },
            |stage| {
                let token = stage.token();
                stage.answers(move |query| {
                    Crafted::txt(query, &token)
                        .with(CraftedRecord::txt(query, &[b"not counted"]))
                        .with_counts([1, 1, 0, 0])
                });
            },
        ],
    ),
    named(
        "S143",
        &[|stage| {
            let token = stage.token();
            stage.answers(move |query| Crafted::txt(query, &token).with_counts([1, 1, 0, 1]));
        }],
    ),
    named("S144", &[|stage| alias_of_length(stage, b"\x01a\x00x"), |stage| alias_of_length(stage, b"\x01a")]),
    named(
        "S145",
        &[|stage| {
            let token = stage.token();
            stage.answers(move |query| {
                let rdata = [pointer(HEADER_OCTETS), pointer(0x3fff)].concat();
                let unknown = CraftedRecord::new(&query.question().name, RecordType(65280), rdata);
                Crafted::to(query).with(unknown).with(CraftedRecord::txt(query, &[&token]))
            });
        }],
    ),
];

/// Where the first record of a response begins.
fn start(query: &Query) -> usize {
    Crafted::to(query).octets().len()
}

fn pointer(target: usize) -> Vec<u8> {
    let target = u16::try_from(target).expect("a target that a pointer reaches");
    (0xc000 | target).to_be_bytes().to_vec()
}

/// A TXT record whose owner is these octets; they are told where they stand.
fn owner(stage: &mut Stage, make: fn(usize) -> Vec<u8>) {
    stage.answers_octets(1, move |query| [&make(start(query))[..], TXT_BEHIND_OWNER].concat());
}

/// A first record of an unknown type holds this octet, and the second record's owner points at it.
fn after_octet(stage: &mut Stage, octet: u8) {
    let token = stage.token();
    stage.answers(move |query| {
        let first = CraftedRecord::new(&query.question().name, RecordType(65280), vec![octet, 0]);
        let without = Crafted::to(query).with(first);
        let place = without.octets().len() - 2;
        without.with(CraftedRecord { owner: pointer(place), ..CraftedRecord::txt(query, &[&token]) })
    });
}

/// A record of an unknown type holds so many pointers, each to the one before it; the next record's owner is the last.
fn pointer_chain(start: usize, pointers: usize) -> Vec<u8> {
    let rdata_at = start + 11;
    let length = u16::try_from(1 + 2 * pointers).expect("RDATA").to_be_bytes();
    let mut octets = [b"\0\xff\x00\x00\x01\x00\x00\x00\x00", &length[..], &[0]].concat();
    for number in 0..pointers {
        octets.extend(pointer(if number == 0 { rdata_at } else { rdata_at + 2 * number - 1 }));
    }
    octets.extend(pointer(rdata_at + 2 * pointers - 1));
    octets.extend(TXT_BEHIND_OWNER);
    octets
}

/// A name of so many octets in all, `end` as it stands among them.
fn long_name(octets: usize, end: &[u8]) -> Vec<u8> {
    let mut name = Vec::new();
    while name.len() + end.len() < octets {
        let left = (octets - end.len() - name.len() - 1).min(63);
        name.push(u8::try_from(left).expect("a label's length"));
        name.extend(vec![b'a'; left]);
    }
    [&name, end].concat()
}

fn header_alone(query: &Query, counts: [u16; 4]) -> Crafted {
    Crafted { questions: Vec::new(), ..Crafted::to(query) }.with_counts(counts)
}

/// A CNAME at the name, whose target does not fill its RDATA exactly.
fn alias_of_length(stage: &mut Stage, rdata: &'static [u8]) {
    stage.answers(move |query| {
        Crafted::to(query).with(CraftedRecord::new(&query.question().name, RecordType::CNAME, rdata.to_vec()))
    });
}
