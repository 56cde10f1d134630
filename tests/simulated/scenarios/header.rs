//! Headers that say something odd, or no.

use txtproof::demo::Manner;
use txtproof::exchange::Transport;
use txtproof::wire::{Flags, Rcode};

use super::stage::Stage;
use super::{Scenario, named};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::host::{Departure, Query};

/// The opcode's place in the flags.
const OPCODE_SHIFT: u16 = 11;
/// Reserved (RFC 1035 §4.1.1).
const Z: u16 = 0x0040;

pub(super) const SCENARIOS: &[Scenario] = &[
    named("S027", &[|stage| stage.departs_over(Transport::Udp, echo)]),
    named("S027b", &[|stage| stage.departs(echo)]),
    named(
        "S028",
        &[
            |stage| stage.answers_first(|query| with_opcode(query, 4)),
            |stage| stage.answers_first(|query| with_opcode(query, 5)),
            |stage| stage.answers_first(|query| with_opcode(query, 15)),
        ],
    ),
    named("S028b", &[|stage| stage.answers_datagrams(|query| with_opcode(query, 4))]),
    named("S029", &[|stage| stage.answers(|query| with_questions(query, 0))]),
    named("S030", &[|stage| stage.answers(|query| with_questions(query, 2))]),
    named(
        "S031",
        &[
            |stage| flags(stage, Z),
            |stage| flags(stage, Flags::AUTHENTIC_DATA),
            |stage| flags(stage, Flags::CHECKING_DISABLED),
            |stage| flags(stage, Z | Flags::AUTHENTIC_DATA | Flags::CHECKING_DISABLED),
        ],
    ),
    named(
        "S032",
        &[|stage| {
            let token = stage.token();
            stage.answers(move |query| Crafted { flags: Flags::RESPONSE, ..Crafted::txt(query, &token) });
        }],
    ),
    named("S033", &[|stage| stage.manner(Manner::NotAuthoritative)]),
    named("S034", &[|stage| stage.manner(Manner::Fails)]),
    named("S035", &[|stage| stage.manner(Manner::RefusesAll)]),
    named("S036", &[|stage| refuses_edns(stage, |query| Crafted::rcode(query, Rcode::NOTIMP.0))]),
    named("S036b", &[|stage| stage.answers(|query| Crafted::rcode(query, Rcode::NOTIMP.0))]),
    named(
        "S037",
        &[
            |stage| stage.answers(|query| Crafted::rcode(query, 6)),
            |stage| stage.answers(|query| Crafted::rcode(query, 7)),
            |stage| stage.answers(|query| Crafted::rcode(query, 8)),
            |stage| stage.answers(|query| Crafted::rcode(query, 9)),
            |stage| stage.answers(|query| Crafted::rcode(query, 10)),
            |stage| stage.answers(|query| Crafted::rcode(query, 12)),
            |stage| stage.answers(|query| Crafted::rcode(query, 13)),
            |stage| stage.answers(|query| Crafted::rcode(query, 14)),
            |stage| stage.answers(|query| Crafted::rcode(query, 15)),
        ],
    ),
    named("S038", &[|stage| refuses_edns(stage, |query| with_extended_rcode(query, Rcode::BADVERS))]),
    named("S039", &[|stage| refuses_edns(stage, |query| with_extended_rcode(query, Rcode::BADCOOKIE))]),
];

/// The query comes back as it is.
fn echo(query: &Query, departures: &mut Vec<Departure>) {
    *departures = vec![Departure::message(query.octets.clone())];
}

fn with_opcode(query: &Query, opcode: u16) -> Crafted {
    Crafted::txt(query, b"a lie").with_flags(opcode << OPCODE_SHIFT)
}

fn with_questions(query: &Query, count: usize) -> Crafted {
    let questions = vec![query.question(); count];
    Crafted { questions, ..Crafted::txt(query, b"a lie") }
}

fn flags(stage: &mut Stage, flags: u16) {
    let token = stage.token();
    stage.answers(move |query| Crafted::txt(query, &token).with_flags(flags));
}

/// What has an EDNS record is answered with this.
fn refuses_edns(stage: &mut Stage, refusal: fn(&Query) -> Crafted) {
    stage.departs(move |query, departures| {
        if query.has_edns() {
            *departures = vec![Departure::message(refusal(query).octets())];
        }
    });
}

fn with_extended_rcode(query: &Query, rcode: Rcode) -> Crafted {
    Crafted::rcode(query, rcode.0).with(CraftedRecord::opt_of_rcode(rcode.0, &[]))
}
