//! Sound responses, and what stands in them.

use bytes::Bytes;

use txtproof::report::json::CheckReport;
use txtproof::wire::{Class, Name, Rcode, RecordType, Section};

use super::stage::Stage;
use super::{Scenario, from_root, named};
use crate::simulated::crafted::{Crafted, CraftedRecord, txt_rdata};
use crate::simulated::host::Query;
use crate::simulated::internet::SERIAL;
use crate::simulated::run::Run;
use crate::simulated::twist::says_of;
use crate::simulated::world::{name, quoted, txt_line};

const UNKNOWN_TYPE: RecordType = RecordType(65280);

pub(super) const SCENARIOS: &[Scenario] = &[
    named("S068", &[|_| {}]),
    named(
        "S069",
        &[|stage| in_strings_of(stage, 255), |stage| in_strings_of(stage, 100), |stage| in_strings_of(stage, 2)],
    ),
    named(
        "S070",
        &[|stage| {
            let value = vec![b'v'; 256];
            stage.world.expect(vec![Bytes::from(value.clone())]);
            stage.answers(move |query| {
                Crafted::to(query).with(CraftedRecord::txt(query, &[&value[..255], &value[255..]]))
            });
        }],
    ),
    named(
        "S071",
        &[|stage| {
            let token = stage.token();
            stage.answers(move |query| Crafted::to(query).with(CraftedRecord::txt(query, &[b"", &token, b"", b""])));
        }],
    ),
    named("S071b", &[|stage| stage.answers(|query| Crafted::txt(query, b""))]),
    named(
        "S072",
        &[|stage| beside(stage, |query| CraftedRecord { rdata: Vec::new(), ..CraftedRecord::txt(query, &[]) })],
    ),
    named(
        "S073",
        &[|stage| {
            beside(stage, |query| CraftedRecord { rdata: b"\x09short".to_vec(), ..CraftedRecord::txt(query, &[]) });
        }],
    ),
    named(
        "S074",
        &[|stage| {
            beside(stage, |query| CraftedRecord { rdlength: Some(999), ..CraftedRecord::txt(query, &[b"short"]) });
        }],
    ),
    named(
        "S075",
        &[
            |stage| beside(stage, |query| CraftedRecord::new(&query.question().name, RecordType::A, vec![192, 0])),
            |stage| {
                beside(stage, |query| {
                    CraftedRecord::new(&query.question().name, RecordType::A, vec![192, 0])
                        .in_section(Section::Additional)
                });
            },
        ],
    ),
    named("S076", &[|stage| unknown_beside(stage, 0), |stage| unknown_beside(stage, 500)]),
    named(
        "S077",
        &[|stage| {
            let mut values: Vec<String> = (0..499).map(|_| stage.world.random.token()).collect();
            values.push(stage.world.token.clone());
            let values: Vec<&[u8]> = values.iter().map(String::as_bytes).collect();
            stage.world.publish_values(&values);
        }],
    ),
    named(
        "S078",
        &[|stage| {
            right_record(stage, |record| record.owner = name("elsewhere.example").octets().to_vec());
        }],
    ),
    named(
        "S078b",
        &[|stage| {
            beside(stage, |query| {
                let owner = name("elsewhere.example").octets().to_vec();
                CraftedRecord { owner, ..CraftedRecord::txt(query, &[b"not asked for"]) }
            });
        }],
    ),
    named(
        "S079",
        &[
            |stage| right_record(stage, |record| record.class = Class::CH),
            |stage| right_record(stage, |record| record.class = Class(0xff01)),
        ],
    ),
    named(
        "S079b",
        &[|stage| {
            beside(stage, |query| CraftedRecord {
                class: Class::CH,
                ..CraftedRecord::txt(query, &[b"not of the Internet"])
            });
        }],
    ),
    named(
        "S080",
        &[
            |stage| right_record(stage, |record| record.section = Section::Authority),
            |stage| right_record(stage, |record| record.section = Section::Additional),
        ],
    ),
    named(
        "S081",
        &[
            |stage| right_record(stage, |record| record.owner.make_ascii_uppercase()),
            |stage| right_record(stage, |record| record.owner.make_ascii_lowercase()),
        ],
    ),
    named(
        "S082",
        &[|stage| {
            stage.world.expectation().name = below_domain(stage, b"caf\xe9");
            right_record(stage, |record| record.owner[4] = 0xc9);
        }],
    ),
    named(
        "S083",
        &[
            |stage| right_record(stage, |record| record.ttl = 0x8000_0000),
            |stage| right_record(stage, |record| record.ttl = 0xffff_ffff),
        ],
    )
    .and(is_shown_with_a_week),
    named("S084", &[|stage| beside(stage, |query| CraftedRecord { ttl: 5, ..CraftedRecord::txt(query, &[b"other"]) })]),
    named(
        "S085",
        &[|stage| {
            let token = stage.token();
            beside(stage, move |query| CraftedRecord::txt(query, &[&token]));
        }],
    )
    .and(is_told_once),
    named(
        "S086",
        &[
            |stage| value(stage, b"\x1b]0;title\x07\x1b]52;c;eA==\x07\x1b[2J\r\x9b2J"),
            |stage| value(stage, "\u{202e}drowssap\u{9b}".as_bytes()),
        ],
    ),
    named("S087", &[|stage| value(stage, b"\"}],\"match\":true,{\xff\0")]),
    named(
        "S088",
        &[|stage| {
            stage.world.expect(vec![Bytes::from_static(b"verify-account-of-a-customer")]);
            value(stage, "verify-\u{430}ccount-of-a-customer".as_bytes());
        }],
    ),
    named("S089", &[|stage| altered(stage, |token| [token, b" "].concat())]),
    named(
        "S089b",
        &[
            |stage| altered(stage, |token| [b"\"", token, b"\""].concat()),
            |stage| altered(stage, |token| ["\u{201c}".as_bytes(), token, "\u{201d}".as_bytes()].concat()),
        ],
    ),
    named("S089c", &[|stage| altered(stage, |token| ["\u{feff}".as_bytes(), token].concat())]),
    named("S090", &[|stage| beside(stage, |query| CraftedRecord::txt(query, &[b"the old value"]))]),
    named("S091", &[|stage| absent(stage, Rcode::NOERROR)]).and(is_remembered_for_a_minute),
    named(
        "S092",
        &[
            |stage| stage.answers(Crafted::to),
            |stage| {
                let zone = name(&stage.world.domain);
                stage.answers(move |query| {
                    let server = zone.child(b"ns").expect("a short name").octets().to_vec();
                    Crafted::to(query)
                        .with(CraftedRecord::new(&zone, RecordType::NS, server).in_section(Section::Authority))
                });
            },
        ],
    ),
    named("S093", &[|stage| absent(stage, Rcode::NXDOMAIN)]),
    from_root("S094", 2, &[|stage| denies_on_the_way(stage, Rcode::NXDOMAIN)]),
    named(
        "S095",
        &[|stage| {
            let token = stage.token();
            stage.answers(move |query| {
                let mut response = Crafted::txt(query, &token);
                response.set_rcode(Rcode::NXDOMAIN.0);
                response
            });
        }],
    ),
    from_root(
        "S096",
        2,
        &[|stage| {
            let line = txt_line("*", &stage.token());
            stage.world.publish(&line);
        }],
    ),
    from_root(
        "S097",
        4,
        &[|stage| {
            let line = txt_line("_amazonses", &stage.token());
            stage.world.publish("");
            stage.server().records = line;
        }],
    ),
    from_root("S098", 2, &[|stage| stage.server().serial = SERIAL - 1]),
    from_root(
        "S098b",
        2,
        &[|stage| {
            let line = txt_line("_amazonses", &stage.token());
            stage.world.publish("");
            stage.world.domain_servers()[1].records = line;
            stage.server().serial = SERIAL - 1;
        }],
    ),
    named(
        "S099",
        &[|stage| {
            beside(stage, |query| CraftedRecord::new(&query.question().name, RecordType::MX, vec![0, 0, 0]));
        }],
    ),
];

/// The right record, and another beside it.
fn beside(stage: &mut Stage, other: impl Fn(&Query) -> CraftedRecord + Clone + 'static) {
    let token = stage.token();
    stage.answers(move |query| {
        let mut response = Crafted::to(query).with(other(query)).with(CraftedRecord::txt(query, &[&token]));
        response.records.sort_by_key(|record| record.section);
        response
    });
}

/// Above the right record there is one of a type that nobody knows, full of what looks like pointers.
fn unknown_beside(stage: &mut Stage, length: usize) {
    beside(stage, move |query| CraftedRecord::new(&query.question().name, UNKNOWN_TYPE, vec![0xff; length]));
}

/// The right record, but for one thing.
fn right_record(stage: &mut Stage, change: fn(&mut CraftedRecord)) {
    let token = stage.token();
    stage.answers(move |query| {
        let mut record = CraftedRecord::txt(query, &[&token]);
        change(&mut record);
        Crafted::to(query).with(record)
    });
}

fn value(stage: &mut Stage, value: &'static [u8]) {
    stage.answers(move |query| Crafted::txt(query, value));
}

fn altered(stage: &mut Stage, alter: fn(&[u8]) -> Vec<u8>) {
    let value = alter(&stage.token());
    stage.answers(move |query| Crafted::txt(query, &value));
}

/// A value of 510 octets in so many character-strings.
fn in_strings_of(stage: &mut Stage, count: usize) {
    let value: Vec<u8> = (0..510_u16).map(|number| b'a' + number.to_be_bytes()[1] % 26).collect();
    stage.world.expect(vec![Bytes::from(value.clone())]);
    stage.answers(move |query| {
        let strings: Vec<&[u8]> = value.chunks(510_usize.div_ceil(count)).collect();
        Crafted::to(query).with(CraftedRecord { rdata: txt_rdata(&strings), ..CraftedRecord::txt(query, &[]) })
    });
}

pub(super) fn below_domain(stage: &Stage, label: &[u8]) -> Name {
    name(&stage.world.domain).child(label).expect("a short name")
}

/// An absence with an SOA whose TTL is an hour and whose MINIMUM a minute.
fn absent(stage: &mut Stage, rcode: Rcode) {
    let zone = name(&stage.world.domain);
    stage.answers(move |query| Crafted::rcode(query, rcode.0).with(CraftedRecord::soa(&zone, 3600)));
}

/// A domain below an empty non-terminal of which the parent's servers say this.
pub(super) fn denies_on_the_way(stage: &mut Stage, rcode: Rcode) {
    let world = &mut stage.world;
    let top = world.top.clone();
    let between = format!("{}.{top}", world.random.label());
    let domain = format!("{}.{between}", world.random.label());
    let old = world.domain.clone();
    world.internet.zones.retain(|zone| zone.origin != old);
    world.add_zone(&domain, 2);
    world.internet.zone(&domain).records = format!("_amazonses TXT {}\n", quoted(world.token.as_bytes()));
    world.task.domain = name(&domain);
    world.expectation().name = name(&format!("_amazonses.{domain}"));
    world.domain = domain;
    for server in &mut world.internet.zone(&top).servers {
        server.habits.push(says_of(&name(&between), rcode));
    }
}

/// One record is told, however often it came.
fn is_told_once(stage: &mut Stage, run: &Run) {
    assert_eq!(run.row(stage.address()).answers.len(), 1, "{:#?}", run.proof.servers);
}

fn is_shown_with_a_week(_: &mut Stage, run: &Run) {
    let report = serde_json::to_value(CheckReport::from(&run.proof)).expect("JSON");
    assert_eq!(report["servers"][0]["answers"][0]["ttl"], 604_800);
}

/// The finding tells for how long the absence is remembered.
fn is_remembered_for_a_minute(_: &mut Stage, run: &Run) {
    let told = run.proof.findings.iter().find(|finding| finding.code.as_str() == "negative-cached");
    let told = told.map(|finding| finding.message.clone()).unwrap_or_default();
    assert!(told.contains("60 s"), "{told}");
}
