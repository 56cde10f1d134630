//! Name servers that refuse, fail, mangle or say nothing.

use super::SetUp::{Both, Expect, PrivateAddresses, Root, SecondIs};
use super::values::{LARGE_SET, ONE_OF_LARGE_SET};
use super::{Group, Scene, inconclusive, proven};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Servers: those that refuse, fail or say nothing", scenes: SCENES };

const SCENES: &[Scene] = &[
    proven(
        "refused.example",
        "It refuses",
        "The second name server does not know the zone and refuses to answer.",
        &[SecondIs(Manner::RefusesAll)],
        &[Code::ServerRefused],
    ),
    proven(
        "failing.example",
        "It fails",
        "The second name server could not load the zone and answers SERVFAIL.",
        &[SecondIs(Manner::Fails)],
        &[Code::ServerFailure],
    ),
    proven(
        "mangled.example",
        "It mangles",
        "Every response of the second name server lacks its last octet.",
        &[SecondIs(Manner::CutsResponses)],
        &[Code::ServerMalformed],
    ),
    proven(
        "edns.example",
        "It knows no EDNS",
        "The second name server answers FORMERR to every query with EDNS.",
        &[SecondIs(Manner::RejectsEdns)],
        &[Code::ServerNoEdns],
    ),
    proven(
        "case.example",
        "It folds case",
        "The second name server repeats every question in lower case.",
        &[SecondIs(Manner::FoldsCase)],
        &[Code::ServerCaseFolded],
    ),
    proven(
        "udp.example",
        "It has no TCP",
        "The record set is too large for UDP, and the second name server does not listen on its TCP port.",
        &[Expect(&ONE_OF_LARGE_SET), Both(LARGE_SET), SecondIs(Manner::WithoutTcp)],
        &[Code::ServerTcpUnavailable, Code::ExtraValue],
    ),
    proven(
        "absent.example",
        "Nobody listens",
        "No name server listens at the second name server's address.",
        &[SecondIs(Manner::Absent)],
        &[Code::ServerUnreachable],
    ),
    proven(
        "dead.example",
        "A dead server",
        "The first name server has the record, the second never answers.",
        &[SecondIs(Manner::Silent)],
        &[Code::ServerTimeout],
    ),
    inconclusive(
        "private.example",
        "Private addresses",
        "Both name servers have addresses that the Internet cannot reach, and such addresses get no packet.",
        &[Root(Manner::Honest), PrivateAddresses],
        &[Code::ServerPrivateAddress],
    ),
];
