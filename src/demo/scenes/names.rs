//! Nothing at the record's name, the record elsewhere, aliases.

use super::{Group, PROVEN, REFUTED, Scene, both};
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Names: where the record stands", scenes: SCENES };

const SCENES: &[Scene] = &[
    Scene {
        domain: "nothing.example",
        title: "Nothing there",
        setting: "Nobody has published the record.",
        findings: &[Code::NameMissing, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "address.example",
        title: "Something else there",
        setting: "The name has an address and no TXT record.",
        servers: both("_amazonses A 192.0.2.80"),
        findings: &[Code::RecordMissing, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "appended.example",
        title: "Domain appended",
        setting: "The whole name was typed where the DNS provider appends the domain by itself.",
        // Without a final dot the name is relative: this very line is the fault.
        servers: both(r#"_amazonses.appended.example TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#),
        findings: &[Code::NameDomainAppended, Code::NameMissing, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "underscore.example",
        title: "Underscore dropped",
        setting: "The DNS panel took the underscore off the name.",
        servers: both(r#"amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#),
        findings: &[Code::NameUnderscoreDropped, Code::NameMissing, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "host.example",
        title: "Below www",
        setting: "The record was added for the host www of the domain.",
        servers: both(r#"_amazonses.www TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#),
        findings: &[Code::NameMisplaced, Code::NameMissing, Code::NegativeCached],
        ..REFUTED
    },
    Scene {
        domain: "apex.example",
        title: "At the apex",
        setting: "The DNS provider allows no underscore, so the record stands at the domain itself.",
        servers: both(r#"@ TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#),
        findings: &[Code::NameAtApex],
        ..PROVEN
    },
    Scene {
        domain: "wildcard.example",
        title: "Only a wildcard",
        setting: "Nobody has published the record, and a wildcard of another purpose answers for its name.",
        servers: both(r#"* TXT "v=spf1 -all""#),
        findings: &[Code::NameWildcard],
        ..REFUTED
    },
    Scene {
        domain: "alias.example",
        title: "Behind an alias",
        setting: "A CNAME leads from the record's name to another one, which has the record.",
        servers: both(
            r#"
_amazonses   CNAME verification
verification TXT   "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#,
        ),
        findings: &[Code::NameAlias],
        ..PROVEN
    },
    Scene {
        domain: "loop.example",
        title: "Aliases in a circle",
        setting: "A CNAME leads from the record's name to another one, and a CNAME there leads back.",
        servers: both("_amazonses CNAME verification\nverification CNAME _amazonses"),
        findings: &[Code::AliasLoop],
        ..REFUTED
    },
];
