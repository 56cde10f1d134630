//! Answers in the server's name that are somebody else's.

use core::time::Duration;

use txtproof::demo::Manner;
use txtproof::exchange::Transport;
use txtproof::wire::{Class, Flags, Rcode, RecordType};

use super::stage::Stage;
use super::{Scenario, named};
use crate::simulated::crafted::{Crafted, CraftedRecord, client_cookie, cookie_option};
use crate::simulated::forger::{Aim, Forger};
use crate::simulated::host::{Departure, Query, Source};

/// What only forgers say.
const LIE: &[u8] = b"a lie";

pub(super) const SCENARIOS: &[Scenario] = &[
    named("S012", &[|stage| stage.answers_first(wrong_id)]),
    named(
        "S013",
        &[|stage| {
            stage.departs_over(Transport::Udp, |query, departures| {
                *departures = vec![Departure::message(wrong_id(query).octets()); 3];
            });
        }],
    ),
    named("S013b", &[|stage| stage.answers_datagrams(wrong_id)]),
    named(
        "S014",
        &[|stage| {
            stage.answers_first(|query| {
                let mut response = Crafted::txt(query, LIE);
                response.questions[0].name = query.question().name.child(b"x").expect("a short name");
                response
            });
        }],
    ),
    named(
        "S015",
        &[
            |stage| stage.answers_first(|query| of_another_kind(query, RecordType::A, Class::IN)),
            |stage| stage.answers_first(|query| of_another_kind(query, RecordType::TXT, Class::CH)),
        ],
    ),
    named("S016", &[lies_from_elsewhere]),
    named("S016b", &[answers_from_elsewhere]),
    named("S017", &[lies_from_elsewhere]),
    named("S017b", &[answers_from_elsewhere]),
    named("S018", &[|stage| forger(stage, 100_000, Aim::AtPort)]),
    named("S019", &[|stage| forger(stage, 20_000, Aim::OverPorts)]),
    named(
        "S020",
        &[|stage| stage.sends_first(b""), |stage| stage.sends_first(b"\0"), |stage| stage.sends_first(&[0x80; 11])],
    ),
    named(
        "S021",
        &[
            |stage| stage.answers_first(|query| Crafted::bare(query, Rcode::SERVFAIL)),
            |stage| stage.answers_first(|query| Crafted::bare(query, Rcode::REFUSED)),
        ],
    ),
    named("S021b", &[|stage| stage.answers_first(|query| Crafted::bare(query, Rcode::FORMERR))]),
    named("S021c", &[|stage| stage.answers(|query| Crafted::bare(query, Rcode::REFUSED))]),
    named("S022", &[|stage| stage.answers_first(|query| Crafted::to(query).with_flags(Flags::TRUNCATED))]),
    named(
        "S023",
        &[|stage| {
            let address = stage.address();
            stage.world.ask_just(&[address, address]);
        }],
    ),
    named("S024", &[|stage| stage.manner(Manner::FoldsCase)]),
    named(
        "S025",
        &[
            |stage| stage.departs_over(Transport::Udp, |query, departures| lie_with_cookie(query, departures, b"")),
            |stage| {
                stage.departs_over(Transport::Udp, |query, departures| lie_with_cookie(query, departures, b"8 octets"));
            },
        ],
    ),
    named(
        "S026",
        &[|stage| {
            stage.departs_over(Transport::Udp, |query, departures| {
                let Some(client) = client_cookie(query) else { return };
                let fresh = [query.message().header().id.to_be_bytes(); 4].concat();
                let opt = CraftedRecord::opt_of_rcode(Rcode::BADCOOKIE.0, &cookie_option(&client, &fresh));
                let response = Crafted::rcode(query, Rcode::BADCOOKIE.0).with(opt);
                *departures = vec![Departure::message(response.octets())];
            });
        }],
    ),
];

fn wrong_id(query: &Query) -> Crafted {
    let right = Crafted::txt(query, LIE);
    Crafted { id: right.id.wrapping_add(1), ..right }
}

fn of_another_kind(query: &Query, record_type: RecordType, class: Class) -> Crafted {
    let mut response = Crafted::txt(query, LIE);
    (response.questions[0].record_type, response.questions[0].class) = (record_type, class);
    response
}

/// In front of the server's own answer there is one from elsewhere.
fn lies_from_elsewhere(stage: &mut Stage) {
    stage.departs_over(Transport::Udp, |query, departures| {
        let lie = Departure::message(Crafted::txt(query, LIE).octets());
        departures.insert(0, Departure { source: Source::Elsewhere, ..lie });
    });
}

/// The server's own answer seems to come from elsewhere.
fn answers_from_elsewhere(stage: &mut Stage) {
    stage.departs_over(Transport::Udp, |_, departures| {
        for departure in departures {
            departure.source = Source::Elsewhere;
        }
    });
}

fn forger(stage: &mut Stage, guesses: u32, aim: Aim) {
    let within = Duration::from_millis(15);
    stage.server().forger = Some(Forger { guesses, within, aim, value: LIE.to_vec() });
}

/// What asks with a cookie is answered with a lie and another client's cookie.
fn lie_with_cookie(query: &Query, departures: &mut Vec<Departure>, server: &[u8]) {
    let Some(client) = client_cookie(query) else { return };
    let altered = client.map(|octet| octet ^ 1);
    let opt = CraftedRecord::opt(&cookie_option(&altered, server));
    *departures = vec![Departure::message(Crafted::txt(query, LIE).with(opt).octets())];
}
