//! Packets that are lost, late, doubled or refused on their way.

use core::time::Duration;

use txtproof::exchange::Transport;

use super::{Scenario, named};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::host::Departure;
use crate::simulated::link::{Link, Udp};
use crate::simulated::twist::{delays, ignores_first};

/// What passes a path in one piece: Ethernet's 1500 octets without the headers of IP and UDP.
const FRAGMENT_OCTETS: usize = 1472;

pub(super) const SCENARIOS: &[Scenario] = &[
    named("S001", &[|stage| stage.habit(ignores_first(1))]),
    named("S002", &[|stage| stage.link(Link { udp: Udp::Dropped, ..Link::GOOD })]),
    named("S003", &[|stage| stage.link(Link::DEAD)]),
    named("S004", &[|stage| stage.habit(delays(Duration::from_millis(1010)))]),
    named("S005", &[|stage| stage.habit(delays(Duration::from_millis(880)))]),
    named(
        "S006",
        &[
            |stage| stage.link(Link { duplication: 100, ..Link::GOOD }),
            |stage| stage.departs(|_, departures| departures.extend(departures.clone())),
        ],
    ),
    named(
        "S007",
        &[|stage| {
            stage.departs_over(Transport::Udp, |query, departures| {
                departures.push(Departure::message(Crafted::txt(query, b"another").octets()));
            });
        }],
    ),
    named("S008", &[|stage| stage.link(Link { udp: Udp::Refused, ..Link::GOOD })]),
    named("S008b", &[|stage| stage.link(Link::REFUSED)]),
    named("S009", &[|stage| stage.link(Link::UNREACHABLE)]),
    named(
        "S010",
        &[|stage| {
            stage.server().addresses = vec![stage.world.ipv6_address()];
            stage.link(Link::NO_ROUTE);
        }],
    ),
    named(
        "S011",
        &[|stage| {
            let token = stage.token();
            stage.answers_datagrams(move |query| four_thousand_octets(Crafted::txt(query, &token)));
        }],
    ),
    named(
        "S011b",
        &[|stage| {
            let token = stage.token();
            stage.answers_datagrams(move |query| four_thousand_octets(Crafted::txt(query, &token)));
            stage.departs_over(Transport::Udp, |_, departures| {
                departures.retain_mut(|it| it.message_mut().is_none_or(|octets| octets.len() <= FRAGMENT_OCTETS));
            });
        }],
    ),
];

/// Sixteen records of another type make it long.
pub(super) fn four_thousand_octets(mut response: Crafted) -> Crafted {
    let owner = response.questions[0].name.clone();
    let padding = CraftedRecord::new(&owner, txtproof::wire::RecordType(65280), vec![0; 220]);
    response.records.extend(core::iter::repeat_n(padding, 15));
    response
}
