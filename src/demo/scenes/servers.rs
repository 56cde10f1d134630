//! Name servers that refuse, fail, mangle or say nothing.

use super::values::{LARGE_SET, ONE_OF_LARGE_SET};
use super::{Group, HOLDS, INCONCLUSIVE, PROVEN, Root, Scene, SceneServer};
use crate::check::PrivateAddresses;
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Servers: those that refuse, fail or say nothing", scenes: SCENES };

// A row is to be seen at a glance: domain, title, what is so, how the second name server behaves, what is found.
#[rustfmt::skip]
const SCENES: &[Scene] = &[
    in_trouble("refused.example", "It refuses", "The second name server does not know the zone and refuses to answer.",
        Manner::RefusesAll, &[Code::ServerRefused]),
    in_trouble("failing.example", "It fails", "The second name server could not load the zone and answers SERVFAIL.",
        Manner::Fails, &[Code::ServerFailure]),
    in_trouble("mangled.example", "It mangles", "Every response of the second name server lacks its last octet.",
        Manner::CutsResponses, &[Code::ServerMalformed]),
    in_trouble("edns.example", "It knows no EDNS", "The second name server answers FORMERR to every query with EDNS.",
        Manner::RejectsEdns, &[Code::ServerNoEdns]),
    in_trouble("case.example", "It folds case", "The second name server repeats every question in lower case.",
        Manner::FoldsCase, &[Code::ServerCaseFolded]),
    Scene {
        expected: &ONE_OF_LARGE_SET,
        servers: [SceneServer::with(LARGE_SET), SceneServer::with(LARGE_SET).behaving(Manner::WithoutTcp)],
        ..in_trouble("udp.example", "It has no TCP",
            "The record set is too large for UDP, and the second name server does not listen on its TCP port.",
            Manner::WithoutTcp, &[Code::ServerTcpUnavailable, Code::ExtraValue])
    },
    in_trouble("absent.example", "Nobody listens", "No name server listens at the second name server's address.",
        Manner::Absent, &[Code::ServerUnreachable]),
    in_trouble("dead.example", "A dead server", "The first name server has the record, the second never answers.",
        Manner::Silent, &[Code::ServerTimeout]),
    Scene {
        domain: "private.example",
        title: "Private addresses",
        setting: "Both name servers have addresses that the Internet cannot reach, and such addresses get no packet.",
        root: Root::Own(Manner::Honest),
        private_addresses: PrivateAddresses::Skip,
        findings: &[Code::ServerPrivateAddress],
        ..INCONCLUSIVE
    },
];

/// The first name server is a good one.
const fn in_trouble(
    domain: &'static str,
    title: &'static str,
    setting: &'static str,
    manner: Manner,
    findings: &'static [Code],
) -> Scene {
    Scene { domain, title, setting, servers: [HOLDS, HOLDS.behaving(manner)], findings, ..PROVEN }
}
