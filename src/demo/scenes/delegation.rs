//! The way to the name servers: no such domain, lists that differ, keys that are gone, a network that lets nothing through.

use super::SetUp::{Both, BothAre, FirstIsNotDelegated, NoDelegation, Parent, Root};
use super::{Group, Scene, inconclusive, proven, refuted};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Delegation: the way to the name servers", scenes: SCENES };

const SCENES: &[Scene] = &[
    proven(
        "lists.example",
        "Two lists",
        "The first name server is in the zone's own NS set, and missing in the delegation.",
        &[FirstIsNotDelegated],
        &[Code::DelegationMismatch],
    ),
    proven(
        "unsigned.example",
        "A key that is gone",
        "The parent has a DS record for the domain, and the zone is not signed any more.",
        &[Parent(r"unsigned DS \# 36 30390d028acbb0cd28f41250a80a491389424d341522d946b0da0c0291f2d3d771d7805a")],
        &[Code::DnssecBroken],
    ),
    refuted(
        "unregistered.example",
        "No such domain",
        "Nobody has registered the domain, or it has run out.",
        &[NoDelegation],
        &[Code::DomainMissing],
    ),
    refuted(
        "hold.example",
        "No delegation",
        "The registry has a record for the domain, and no name servers.",
        &[NoDelegation, Parent("hold TXT hold")],
        &[Code::DomainNotDelegated],
    ),
    proven(
        "brand",
        "A top-level domain",
        "The record stands below a top-level domain, which is given as the domain to verify.",
        &[],
        &[Code::DomainPublicSuffix],
    ),
    inconclusive(
        "aliases.example",
        "Further than is looked",
        "17 CNAMEs in a row lead to the record.",
        &[Both(SEVENTEEN_ALIASES)],
        &[Code::LimitReached, Code::NameAlias],
    ),
    inconclusive(
        "redirected.example",
        "Redirected",
        "Something between here and the Internet, such as a hotel's router, answers for every name server.",
        &[Root(Manner::NotAuthoritative), BothAre(Manner::NotAuthoritative)],
        &[Code::DnsIntercepted, Code::ServerNotAuthoritative],
    ),
    inconclusive(
        "blocked.example",
        "Nothing gets through",
        "A firewall rejects every DNS packet, those to the root servers too.",
        &[Root(Manner::Absent)],
        &[Code::DiscoveryFailed, Code::ServerUnreachable],
    ),
];

const SEVENTEEN_ALIASES: &str = "
_amazonses CNAME a1
a1  CNAME a2
a2  CNAME a3
a3  CNAME a4
a4  CNAME a5
a5  CNAME a6
a6  CNAME a7
a7  CNAME a8
a8  CNAME a9
a9  CNAME a10
a10 CNAME a11
a11 CNAME a12
a12 CNAME a13
a13 CNAME a14
a14 CNAME a15
a15 CNAME a16
a16 CNAME a17
a17 TXT   fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";
