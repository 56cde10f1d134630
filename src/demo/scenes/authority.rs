//! Name servers that do not agree, or do not speak for the zone.

use super::{Group, HOLDS, LACKS, PROVEN, REFUTED, SERIAL, Scene, SceneServer};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group =
    Group { title: "Authority: servers that disagree, or do not speak for the zone", scenes: SCENES };

const SCENES: &[Scene] = &[
    Scene {
        domain: "stale.example",
        title: "A stale secondary",
        setting: "The first name server has the record, the second still serves the zone as it was before.",
        servers: [HOLDS, SceneServer { serial: SERIAL - 1, ..LACKS }],
        findings: &[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "turns.example",
        title: "Now so, now otherwise",
        setting: "Two machines share the second name server's address, and one of them lacks the record (--rounds 20).",
        servers: [HOLDS, SceneServer { other_copy: Some(""), manner: Manner::TakesTurns, ..HOLDS }],
        // So often, that both machines are met is certain but for one time in 500,000.
        rounds: 20,
        findings: &[Code::ServerAnswersVary, Code::ServersDisagree, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "cached.example",
        title: "A server that is not authoritative",
        setting: "The first name server has the record, the second repeats it from a cache.",
        servers: [HOLDS, HOLDS.behaving(Manner::NotAuthoritative)],
        findings: &[Code::ServerNotAuthoritative],
        ..PROVEN
    },
];
