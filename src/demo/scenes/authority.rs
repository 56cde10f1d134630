//! Name servers that do not agree, or do not speak for the zone.

use super::SetUp::{Rounds, Second, SecondIs, SecondIsBehind, SecondTakesTurnsWith};
use super::{Group, Scene, proven, refuted};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group =
    Group { title: "Authority: servers that disagree, or do not speak for the zone", scenes: SCENES };

const SCENES: &[Scene] = &[
    refuted(
        "stale.example",
        "A stale secondary",
        "The first name server has the record, the second still serves the zone as it was before.",
        &[Second(""), SecondIsBehind],
        &[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached],
    ),
    refuted(
        "turns.example",
        "Now so, now otherwise",
        "Two machines share the second name server's address, and one of them lacks the record (--rounds 20).",
        // So often, that both machines are met is certain but for one time in 500,000.
        &[SecondTakesTurnsWith(""), Rounds(20)],
        &[Code::ServerAnswersVary, Code::ServersDisagree, Code::NegativeCached],
    ),
    proven(
        "cached.example",
        "A server that is not authoritative",
        "The first name server has the record, the second repeats it from a cache.",
        &[SecondIs(Manner::NotAuthoritative)],
        &[Code::ServerNotAuthoritative],
    ),
];
