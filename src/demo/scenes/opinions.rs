//! What others see: resolvers, and the server where the record was put.

use super::SetUp::{Both, PlacedAt, Resolver};
use super::{Group, RIGHT, Scene, proven, refuted};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Second opinions: what others see", scenes: SCENES };

const SCENES: &[Scene] = &[
    refuted(
        "moved.example",
        "Put where nobody looks",
        "The record was put on a server (--placed-at) that the delegation does not lead to.",
        &[Both(""), PlacedAt(RIGHT)],
        &[Code::DelegatedElsewhere, Code::NameMissing, Code::NegativeCached],
    ),
    proven(
        "remembered.example",
        "A resolver remembers",
        "Both name servers have the record, and a resolver (--also-ask) remembers that it was not there.",
        &[Resolver("", Manner::NotAuthoritative)],
        &[Code::ResolverBehind],
    ),
    proven(
        "bogus.example",
        "A resolver that validates",
        "Both name servers have the record, and a resolver (--also-ask) finds their DNSSEC signatures wrong.",
        &[Resolver(RIGHT, Manner::FailsToValidate)],
        &[Code::DnssecBroken],
    ),
];
