//! What others see: resolvers, and the server where the record was put.

use super::{Beside, Group, HOLDS, LACKS, PROVEN, REFUTED, Scene};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Second opinions: what others see", scenes: SCENES };

const SCENES: &[Scene] = &[
    Scene {
        domain: "moved.example",
        title: "Put where nobody looks",
        setting: "The record was put on a server (--placed-at) that the delegation does not lead to.",
        beside: Beside::PlacedAt(HOLDS),
        findings: &[Code::DelegatedElsewhere, Code::NameMissing, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "remembered.example",
        title: "A resolver remembers",
        setting: "Both name servers have the record, and a resolver (--also-ask) remembers that it was not there.",
        beside: Beside::Resolver(LACKS.behaving(Manner::NotAuthoritative)),
        findings: &[Code::ResolverBehind],
        ..PROVEN
    },
    Scene {
        domain: "bogus.example",
        title: "A resolver that validates",
        setting: "Both name servers have the record, and a resolver (--also-ask) finds their DNSSEC signatures wrong.",
        beside: Beside::Resolver(HOLDS.behaving(Manner::FailsToValidate)),
        findings: &[Code::DnssecBroken],
        ..PROVEN
    },
];
