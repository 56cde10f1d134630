//! What the link does to each look-up, and what must come of it.

use core::time::Duration;

use txtproof::exchange::{Failure, Transport, TransportFailure};
use txtproof::matcher::Difference;

use crate::link::{Event, What};
use crate::outcome::{Outcome, Verdict};
use crate::reply::{
    CUT, FAILS, IN_TWO_STRINGS, KNOWS_NO_EDNS, LONGER, LOOPING, LOWER_CASED, NEEDS_TCP, NO_SUCH_NAME, RIGHT, Reply,
    SECOND_HAND,
};

/// One look-up.
pub(crate) struct Script {
    pub(crate) title: &'static str,
    pub(crate) events: &'static [Event],
    pub(crate) expected: Outcome,
}

pub(crate) static SCRIPTS: [Script; 18] = [
    Script { title: "answered at once", events: &[reply(1, 30, &RIGHT)], expected: udp(Verdict::Proven, 1, 30) },
    Script {
        title: "the first transmission is lost",
        events: &[reply(2, 30, &RIGHT)],
        expected: udp(Verdict::Proven, 2, 1030),
    },
    Script {
        title: "both transmissions over UDP are lost",
        events: &[reply(3, 60, &RIGHT)],
        expected: tcp(Verdict::Proven, 3, 2560),
    },
    Script {
        title: "the answer comes twice",
        events: &[reply(1, 30, &RIGHT), reply(1, 30, &RIGHT)],
        expected: udp(Verdict::Proven, 1, 30),
    },
    Script {
        title: "a late answer is stale, the second is right",
        events: &[reply(1, 1010, &LOWER_CASED), reply(2, 30, &RIGHT)],
        expected: udp(Verdict::Proven, 2, 1030),
    },
    Script {
        title: "a forger misses the id and is faster",
        events: &[forged(1, 5, 1), forged(1, 6, 0x8000), reply(1, 30, &RIGHT)],
        expected: udp(Verdict::Proven, 1, 30),
    },
    Script {
        title: "a forger goes on guessing",
        events: &[forged(1, 5, 1), forged(1, 6, 2), forged(1, 7, 3), reply(1, 30, &RIGHT), reply(2, 60, &RIGHT)],
        expected: tcp(Verdict::Proven, 2, 67),
    },
    Script {
        title: "truncated, then whole over TCP",
        events: &[reply(1, 30, &NEEDS_TCP), reply(2, 60, &IN_TWO_STRINGS)],
        expected: tcp(Verdict::Proven, 2, 90),
    },
    Script {
        title: "the server knows no EDNS",
        events: &[reply(1, 30, &KNOWS_NO_EDNS), reply(2, 30, &RIGHT)],
        expected: udp(Verdict::Proven, 2, 60),
    },
    Script {
        title: "the server fails once",
        events: &[reply(1, 30, &FAILS), reply(2, 30, &RIGHT)],
        expected: udp(Verdict::Proven, 2, 60),
    },
    Script {
        title: "the value is in lower case",
        events: &[reply(1, 30, &LOWER_CASED)],
        expected: udp(different(5, Some(b'T'), Some(b't')), 1, 30),
    },
    Script {
        title: "the value is cut",
        events: &[reply(1, 30, &CUT)],
        expected: udp(different(43, Some(b'='), None), 1, 30),
    },
    Script {
        title: "the value goes on in a second string",
        events: &[reply(1, 30, &LONGER)],
        expected: udp(different(44, None, Some(b'"')), 1, 30),
    },
    Script {
        title: "there is no such name",
        events: &[reply(1, 30, &NO_SUCH_NAME)],
        expected: udp(Verdict::Absent, 1, 30),
    },
    Script {
        title: "a server without authority",
        events: &[reply(1, 30, &SECOND_HAND)],
        expected: udp(Verdict::NoEvidence, 1, 30),
    },
    Script {
        title: "nothing but damage",
        events: &[reply(1, 30, &LOOPING), reply(2, 30, &LOOPING), reply(3, 60, &LOOPING)],
        expected: tcp(Verdict::Silent(Failure::Malformed), 3, 2560),
    },
    Script {
        title: "nobody listens",
        events: &[failure(1, 30, TransportFailure::Refused), failure(2, 30, TransportFailure::Refused)],
        expected: tcp(Verdict::Silent(Failure::Refused), 2, 60),
    },
    Script { title: "silence", events: &[], expected: tcp(Verdict::Silent(Failure::Timeout), 3, 5000) },
];

const fn reply(attempt: u8, millis: u64, reply: &'static Reply) -> Event {
    Event { attempt, after: Duration::from_millis(millis), what: What::Reply(reply) }
}

const fn forged(attempt: u8, millis: u64, id_bits: u16) -> Event {
    Event { attempt, after: Duration::from_millis(millis), what: What::Forged(&LOWER_CASED, id_bits) }
}

const fn failure(attempt: u8, millis: u64, kind: TransportFailure) -> Event {
    Event { attempt, after: Duration::from_millis(millis), what: What::Failure(kind) }
}

const fn different(offset: usize, expected: Option<u8>, found: Option<u8>) -> Verdict {
    Verdict::Different(Difference { offset, expected, found })
}

const fn udp(verdict: Verdict, transmissions: u8, millis: u16) -> Outcome {
    Outcome { verdict, millis, transmissions, transport: Some(Transport::Udp) }
}

const fn tcp(verdict: Verdict, transmissions: u8, millis: u16) -> Outcome {
    Outcome { verdict, millis, transmissions, transport: Some(Transport::Tcp) }
}
