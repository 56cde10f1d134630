//! Nothing at the record's name, the record elsewhere, aliases.

use super::SetUp::Both;
use super::{Group, Scene, proven, refuted};
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Names: where the record stands", scenes: SCENES };

const SCENES: &[Scene] = &[
    refuted(
        "nothing.example",
        "Nothing there",
        "Nobody has published the record.",
        &[Both("")],
        &[Code::NameMissing, Code::NegativeCached],
    ),
    refuted(
        "address.example",
        "Something else there",
        "The name has an address and no TXT record.",
        &[Both("_amazonses A 192.0.2.80")],
        &[Code::RecordMissing, Code::NegativeCached],
    ),
    refuted(
        "appended.example",
        "Domain appended",
        "The whole name was typed where the DNS provider appends the domain by itself.",
        // Without a final dot the name is relative: this very line is the fault.
        &[Both(r#"_amazonses.appended.example TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::NameDomainAppended, Code::NameMissing, Code::NegativeCached],
    ),
    refuted(
        "underscore.example",
        "Underscore dropped",
        "The DNS panel took the underscore off the name.",
        &[Both(r#"amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::NameUnderscoreDropped, Code::NameMissing, Code::NegativeCached],
    ),
    refuted(
        "host.example",
        "Below www",
        "The record was added for the host www of the domain.",
        &[Both(r#"_amazonses.www TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::NameMisplaced, Code::NameMissing, Code::NegativeCached],
    ),
    proven(
        "apex.example",
        "At the apex",
        "The DNS provider allows no underscore, so the record stands at the domain itself.",
        &[Both(r#"@ TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::NameAtApex],
    ),
    refuted(
        "wildcard.example",
        "Only a wildcard",
        "Nobody has published the record, and a wildcard of another purpose answers for its name.",
        &[Both(r#"* TXT "v=spf1 -all""#)],
        &[Code::NameWildcard],
    ),
    proven(
        "alias.example",
        "Behind an alias",
        "A CNAME leads from the record's name to another one, which has the record.",
        &[Both("_amazonses CNAME token\ntoken TXT fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=")],
        &[Code::NameAlias],
    ),
    refuted(
        "loop.example",
        "Aliases in a circle",
        "A CNAME leads from the record's name to another one, and a CNAME there leads back.",
        &[Both("_amazonses CNAME token\ntoken CNAME _amazonses")],
        &[Code::AliasLoop],
    ),
];
