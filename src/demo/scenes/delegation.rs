//! The way to the name servers: no such domain, lists that differ, keys that are gone, a network that lets nothing through.

use super::{Group, HOLDS, INCONCLUSIVE, PROVEN, Parent, REFUTED, Root, Scene, SceneServer, both};
use crate::demo::Manner;
use crate::proof::{Code, ListedBy};

pub(super) const GROUP: Group = Group { title: "Delegation: the way to the name servers", scenes: SCENES };

const SCENES: &[Scene] = &[
    Scene {
        domain: "lists.example",
        title: "Two lists",
        setting: "The first name server is in the zone's own NS set, and missing in the delegation.",
        servers: [SceneServer { listed_by: ListedBy::Child, ..HOLDS }, HOLDS],
        findings: &[Code::DelegationMismatch],
        ..PROVEN
    },
    Scene {
        domain: "unsigned.example",
        title: "A key that is gone",
        setting: "The parent has a DS record for the domain, and the zone is not signed any more.",
        parent: Parent::Delegates(
            r"unsigned DS \# 36 3039 0d 02 8acbb0cd28f41250a80a491389424d341522d946b0da0c0291f2d3d771d7805a",
        ),
        findings: &[Code::DnssecBroken],
        ..PROVEN
    },
    Scene {
        domain: "unregistered.example",
        title: "No such domain",
        setting: "Nobody has registered the domain, or it has run out.",
        parent: Parent::Only(""),
        findings: &[Code::DomainMissing],
        ..REFUTED
    },
    Scene {
        domain: "hold.example",
        title: "No delegation",
        setting: "The registry has a record for the domain, and no name servers.",
        parent: Parent::Only(r#"hold TXT "on hold""#),
        findings: &[Code::DomainNotDelegated],
        ..REFUTED
    },
    Scene {
        domain: "brand",
        title: "A top-level domain",
        setting: "The record stands below a top-level domain, which is given as the domain to verify.",
        findings: &[Code::DomainPublicSuffix],
        ..PROVEN
    },
    Scene {
        domain: "aliases.example",
        title: "Further than is looked",
        setting: "17 CNAMEs in a row lead to the record.",
        servers: both(SEVENTEEN_ALIASES),
        findings: &[Code::LimitReached, Code::NameAlias],
        ..INCONCLUSIVE
    },
    Scene {
        domain: "redirected.example",
        title: "Redirected",
        setting: "Something between here and the Internet, such as a hotel's router, answers for every name server.",
        servers: [HOLDS.behaving(Manner::NotAuthoritative), HOLDS.behaving(Manner::NotAuthoritative)],
        root: Root::Own(Manner::NotAuthoritative),
        findings: &[Code::DnsIntercepted, Code::ServerNotAuthoritative],
        ..INCONCLUSIVE
    },
    Scene {
        domain: "blocked.example",
        title: "Nothing gets through",
        setting: "A firewall rejects every DNS packet, those to the root servers too.",
        root: Root::Own(Manner::Absent),
        findings: &[Code::DiscoveryFailed, Code::ServerUnreachable],
        ..INCONCLUSIVE
    },
];

const SEVENTEEN_ALIASES: &str = r#"
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
a17 TXT   "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#;
