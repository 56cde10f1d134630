//! The eleven scenes, as data: what stands on each zone's name servers, and what a check has to find there.

use super::authority::Manner;
use crate::proof::{Code, Verdict};

/// One zone with a right or a wrong record, and what `check` has to say of it.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// The id, unique among the scenes.
    pub id: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    /// What was set up, in one sentence.
    pub setting: &'static str,
    /// The domain to verify; also the zone.
    pub domain: &'static str,
    /// The values expected at `_amazonses` in front of the domain.
    pub expected: &'static [&'static str],
    /// The name servers `ns1` and `ns2` of the zone.
    pub servers: [SceneServer; 2],
    /// The verdict that is right.
    pub verdict: Verdict,
    /// The findings that are right, the cause to mend first.
    pub findings: &'static [Code],
}

/// What one name server of a scene has.
#[derive(Clone, Copy, Debug)]
pub struct SceneServer {
    /// Its records beside SOA, NS and the name servers' addresses, as zone-file lines.
    pub records: &'static str,
    /// The version of its zone.
    pub serial: u32,
    /// How it behaves.
    pub manner: Manner,
}

const SERIAL: u32 = 2_026_112_302;

impl SceneServer {
    const fn with(records: &'static str) -> Self {
        Self { records, serial: SERIAL, manner: Manner::Honest }
    }

    const fn behaving(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }

    const fn a_version_behind(self) -> Self {
        Self { serial: SERIAL - 1, ..self }
    }
}

/// Both servers of a zone with the same records.
const fn both(records: &'static str) -> [SceneServer; 2] {
    [SceneServer::with(records), SceneServer::with(records)]
}

/// The scenes, in the order in which they are told.
pub const SCENES: &[Scene] = &[
    Scene {
        id: "published",
        title: "Published rightly",
        setting: "The record stands at _amazonses.published.example on both name servers.",
        domain: "published.example",
        expected: &["fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk="],
        servers: both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#),
        verdict: Verdict::Proven,
        findings: &[],
    },
    Scene {
        id: "lowercased",
        title: "Lower-cased",
        setting: "The DNS provider turned the value into lower case.",
        domain: "lowercased.example",
        expected: &["yRiGnplAHKjK/XGJB9jvmV9g8eVX0BFAhD7bea1TloA="],
        servers: both(r#"_amazonses TXT "yrignplahkjk/xgjb9jvmv9g8evx0bfahd7bea1tloa=""#),
        verdict: Verdict::Refuted,
        findings: &[Code::ValueLowercased],
    },
    Scene {
        id: "domain-appended",
        title: "Domain appended",
        setting: "The whole name was typed where the DNS provider appends the domain by itself.",
        domain: "appended.example",
        expected: &["qs5f351rCc5yFv4kcjAeqg/J7Xhn+GV/zauFnIsLoqk="],
        // Without a final dot the name is relative: this very line is the fault.
        servers: both(r#"_amazonses.appended.example TXT "qs5f351rCc5yFv4kcjAeqg/J7Xhn+GV/zauFnIsLoqk=""#),
        verdict: Verdict::Refuted,
        findings: &[Code::NameDomainAppended, Code::NameMissing, Code::NegativeCached],
    },
    Scene {
        id: "apex",
        title: "At the apex",
        setting: "The DNS provider allows no underscore, so the record stands at the domain itself.",
        domain: "apex.example",
        expected: &["tW2l6Uy4wxYw0SqgQT2rYKbWoi99DGKTHS6Kbt04PcY="],
        servers: both(r#"@ TXT "tW2l6Uy4wxYw0SqgQT2rYKbWoi99DGKTHS6Kbt04PcY=""#),
        verdict: Verdict::Proven,
        findings: &[Code::NameAtApex],
    },
    Scene {
        id: "two-regions",
        title: "Two regions at one name",
        setting: "Two regions gave a token each, and each token has a record of its own at the same name.",
        domain: "regions.example",
        expected: &["3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q=", "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U="],
        servers: both(
            r#"
_amazonses TXT "3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q="
_amazonses TXT "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U=""#,
        ),
        verdict: Verdict::Proven,
        findings: &[],
    },
    Scene {
        id: "merged",
        title: "Both tokens in one record",
        setting: "Two regions gave a token each, and both tokens went into one record.",
        domain: "merged.example",
        expected: &["dcnTHME6KbU8x07OvFGstPyU/JHhKl0QGjLslZIfGCA=", "xsM1HSCJD9lsjZOTovGcQ6IxxHwlPme5USuaRpi2Vgk="],
        servers: both(
            r#"_amazonses TXT "dcnTHME6KbU8x07OvFGstPyU/JHhKl0QGjLslZIfGCA=" "xsM1HSCJD9lsjZOTovGcQ6IxxHwlPme5USuaRpi2Vgk=""#,
        ),
        verdict: Verdict::Refuted,
        findings: &[Code::ValueMerged],
    },
    Scene {
        id: "stale-secondary",
        title: "A stale secondary",
        setting: "The first name server has the record, the second still serves the zone as it was before.",
        domain: "stale.example",
        expected: &["FxGZ+sDvNAAXaBfo3Q7HfUP2FMq9pIRjuzFVMrW8ClU="],
        servers: [
            SceneServer::with(r#"_amazonses TXT "FxGZ+sDvNAAXaBfo3Q7HfUP2FMq9pIRjuzFVMrW8ClU=""#),
            SceneServer::with("").a_version_behind(),
        ],
        verdict: Verdict::Refuted,
        findings: &[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached],
    },
    Scene {
        id: "dead-server",
        title: "A dead server",
        setting: "The first name server has the record, the second never answers.",
        domain: "dead.example",
        expected: &["fJHGmR4HZCx5D+O8VKFmU8l8L+8gk3FhzaoSgfuOdsA="],
        servers: [
            SceneServer::with(r#"_amazonses TXT "fJHGmR4HZCx5D+O8VKFmU8l8L+8gk3FhzaoSgfuOdsA=""#),
            SceneServer::with("").behaving(Manner::Silent),
        ],
        verdict: Verdict::Proven,
        findings: &[Code::ServerTimeout],
    },
    Scene {
        id: "not-authoritative",
        title: "A server that is not authoritative",
        setting: "The first name server has the record, the second repeats it from a cache.",
        domain: "cached.example",
        expected: &["X3Giq9oUG0csA6uOX94NF0GxWWp5XF5x0DeXFMsxfvU="],
        servers: [
            SceneServer::with(r#"_amazonses TXT "X3Giq9oUG0csA6uOX94NF0GxWWp5XF5x0DeXFMsxfvU=""#),
            SceneServer::with(r#"_amazonses TXT "X3Giq9oUG0csA6uOX94NF0GxWWp5XF5x0DeXFMsxfvU=""#)
                .behaving(Manner::NotAuthoritative),
        ],
        verdict: Verdict::Proven,
        findings: &[Code::ServerNotAuthoritative],
    },
    Scene {
        id: "large",
        title: "A record set too large for UDP",
        setting: "The record stands among 24 other accounts' records, too many for one UDP packet.",
        domain: "large.example",
        expected: &["JGrsEiXfqEXPp9aJwARl1gwF7+OO5dEG+220zH/iAxo="],
        servers: both(include_str!("scenes/large.zone")),
        verdict: Verdict::Proven,
        findings: &[Code::ExtraValue],
    },
    Scene {
        id: "nothing",
        title: "Nothing there",
        setting: "Nobody has published the record.",
        domain: "nothing.example",
        expected: &["uRyBFSINnHTt6fD0CTVuwpT+2mp7DV4NrVunJgbg8gY="],
        servers: both(""),
        verdict: Verdict::Refuted,
        findings: &[Code::NameMissing, Code::NegativeCached],
    },
];
