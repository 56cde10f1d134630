//! Servers and firewalls that do not know EDNS, or do not know it well.

use txtproof::demo::Manner;
use txtproof::exchange::Transport;
use txtproof::wire::{Class, Name, Rcode, Section};

use super::loss::four_thousand_octets;
use super::stage::Stage;
use super::{Scenario, named};
use crate::simulated::crafted::{Crafted, CraftedRecord, client_cookie};
use crate::simulated::link::{Link, Udp};

/// An option that promises 40 octets and has 2.
const OPTION_PAST_RDATA: &[u8] = &[0, 10, 0, 40, 1, 2];

pub(super) const SCENARIOS: &[Scenario] = &[
    named("S040", &[|stage| stage.manner(Manner::RejectsEdns)]),
    named(
        "S041",
        &[|stage| {
            stage.answers(|query| Crafted::rcode(query, Rcode::FORMERR.0).with(CraftedRecord::opt(&[])));
        }],
    ),
    named("S042", &[|stage| stage.link(Link { udp: Udp::DroppedWithEdns, ..Link::GOOD })]),
    named(
        "S043",
        &[|stage| {
            stage.departs_over(Transport::Udp, |query, departures| {
                if client_cookie(query).is_some() {
                    departures.clear();
                }
            });
        }],
    ),
    named("S044", &[|stage| with_records(stage, vec![CraftedRecord::opt(&[]); 2])]),
    named(
        "S045",
        &[
            |stage| with_records(stage, vec![CraftedRecord::opt(&[]).in_section(Section::Answer)]),
            |stage| with_records(stage, vec![CraftedRecord::opt(&[]).in_section(Section::Authority)]),
            |stage| with_records(stage, vec![owned_by_a_name()]),
        ],
    ),
    named("S046", &[|stage| with_records(stage, vec![CraftedRecord::opt(OPTION_PAST_RDATA)])]),
    named(
        "S047",
        &[
            |stage| with_records(stage, vec![CraftedRecord { ttl: 0x00ff_0000, ..CraftedRecord::opt(&[]) }]),
            |stage| with_records(stage, vec![CraftedRecord { ttl: 0x0000_ffff, ..CraftedRecord::opt(&[]) }]),
            |stage| with_records(stage, vec![CraftedRecord { class: Class(0), ..CraftedRecord::opt(&[]) }]),
            |stage| with_records(stage, vec![CraftedRecord { class: Class(65535), ..CraftedRecord::opt(&[]) }]),
        ],
    ),
    named("S048", &[|stage| with_records(stage, Vec::new())]),
    named(
        "S049",
        &[|stage| {
            let token = stage.token();
            stage.answers_datagrams(move |query| four_thousand_octets(Crafted::txt(query, &token)));
        }],
    ),
];

/// The right answer, and these records.
fn with_records(stage: &mut Stage, records: Vec<CraftedRecord>) {
    let token = stage.token();
    stage.answers(move |query| {
        let mut response = Crafted::txt(query, &token);
        response.records.extend(records.clone());
        response
    });
}

fn owned_by_a_name() -> CraftedRecord {
    let owner: Name = "opt.example".parse().expect("a name");
    CraftedRecord { owner: owner.octets().to_vec(), ..CraftedRecord::opt(&[]) }
}
