//! Records at the right name: with the right value, with a damaged one, with another.

use super::{Expected, Group, PROVEN, REFUTED, Scene, both, of_ses};
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Values: what stands at the record's name", scenes: SCENES };

/// 25 tokens, one of them expected: with their owner names and lengths more than 1232 octets.
pub(super) const LARGE_SET: &str = include_str!("large.zone");

/// The expected one of [`LARGE_SET`].
pub(super) const ONE_OF_LARGE_SET: Expected = of_ses(&["JGrsEiXfqEXPp9aJwARl1gwF7+OO5dEG+220zH/iAxo="]);

const TWO_TOKENS: Expected =
    of_ses(&["3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q=", "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U="]);

// A row is to be seen at a glance: domain, title, what happened, what is published, what is found.
#[rustfmt::skip]
const SCENES: &[Scene] = &[
    Scene {
        domain: "published.example",
        title: "Published rightly",
        setting: "The record stands at its name on both name servers.",
        ..PROVEN
    },
    damaged("lowercased.example", "Lower-cased", "The DNS provider turned the value into lower case.",
        r#"_amazonses TXT "fmxqxt/icoyx4aa/beurdpmeax9/s3frbls+niixmqk=""#, &[Code::ValueLowercased]),
    damaged("uppercased.example", "Upper-cased", "The DNS provider turned the value into upper case.",
        r#"_amazonses TXT "FMXQXT/ICOYX4AA/BEURDPMEAX9/S3FRBLS+NIIXMQK=""#, &[Code::ValueUppercased]),
    damaged("retyped.example", "One letter in the wrong case", "The value was typed by hand, with t for T.",
        r#"_amazonses TXT "fmxqxt/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#, &[Code::ValueCaseChanged]),
    damaged("quoted.example", "Quotes kept", "The DNS panel took the quotes around the value for a part of it.",
        r#"_amazonses TXT "\"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=\"""#, &[Code::ValueQuoted]),
    damaged("blank.example", "A blank too many", "A blank was copied along with the value.",
        r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk= ""#, &[Code::ValueWhitespace]),
    damaged("escaped.example", "Backslashes added", "A script put backslashes before + and =.",
        r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS\\+niixmqk\\=""#, &[Code::ValueEscaped]),
    damaged("cut.example", "Cut off", "The DNS panel keeps 32 characters of a value.",
        r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3fr""#, &[Code::ValueTruncated]),
    damaged("split.example", "Over two records", "The value was too long for one field, and its rest went into another record.",
        "_amazonses TXT fmxqxT/icOYx4aA/bEUrDPMeax9/s3fr\n_amazonses TXT blS+niixmqk=", &[Code::ValueSplit]),
    damaged("padding.example", "Padding lost", "A double click took the value without the = at its end.",
        r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk""#, &[Code::ValuePadding]),
    damaged("plus.example", "A blank for +", "A web form took the + in the value for a blank.",
        r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS niixmqk=""#, &[Code::ValuePlusLost]),
    damaged("encoded.example", "URL-encoded", "The value was copied out of a web address.",
        r#"_amazonses TXT "fmxqxT%2FicOYx4aA%2FbEUrDPMeax9%2Fs3frblS%2Bniixmqk%3D""#, &[Code::ValueEncoded]),
    damaged("pasted.example", "A whole line pasted", "A line of a zone file was pasted where the value alone belongs.",
        r#"_amazonses TXT "_amazonses.pasted.example. IN TXT fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#,
        &[Code::ValuePrefixed]),
    Scene {
        expected: &Expected {
            provider: "google",
            values: &["google-site-verification=Qm3vX8pLr2Tn6Yb0Wc5Ke9Hd1Jf4Gs7Za_Uo-Ixv-N2"],
            words: &[],
        },
        ..damaged("prefix.example", "Without its prefix", "The part of Google's value before the = was left out.",
            r#"@ TXT "Qm3vX8pLr2Tn6Yb0Wc5Ke9Hd1Jf4Gs7Za_Uo-Ixv-N2""#, &[Code::ValuePrefixMissing])
    },
    damaged("mistyped.example", "Mistyped", "The value was typed by hand, with the digit 0 for the letter O.",
        r#"_amazonses TXT "fmxqxT/ic0Yx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#, &[Code::ValueMistyped]),
    damaged("other.example", "Another token", "The token of another account stands at the name.",
        r#"_amazonses TXT "jjj0Oq5ZDmwOaxSUFk86hQ/JLIQu2WT0KCecLDLTr9E=""#, &[Code::ValueOther]),
    Scene {
        domain: "regions.example",
        title: "Two regions at one name",
        setting: "Two regions gave a token each, and each token has a record of its own at the same name.",
        expected: &TWO_TOKENS,
        servers: both(r#"
_amazonses TXT "3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q="
_amazonses TXT "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U=""#),
        ..PROVEN
    },
    Scene {
        expected: &TWO_TOKENS,
        ..damaged("merged.example", "Both tokens in one record",
            "Two regions gave a token each, and both tokens went into one record.",
            r#"_amazonses TXT "3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q=" "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U=""#,
            &[Code::ValueMerged])
    },
    Scene {
        domain: "large.example",
        title: "A record set too large for UDP",
        setting: "The record stands among 24 other accounts' records, too many for one UDP packet.",
        expected: &ONE_OF_LARGE_SET,
        servers: both(LARGE_SET),
        findings: &[Code::ExtraValue],
        ..PROVEN
    },
    Scene {
        domain: "miscopied.example",
        title: "Copied without its last character",
        setting: "The token lost its = when it was copied from the provider's page, and went into the zone without it.",
        expected: &of_ses(&["fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk"]),
        servers: both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk""#),
        findings: &[Code::ValueMalformed],
        ..PROVEN
    },
    Scene {
        domain: "expired.example",
        title: "Expired",
        setting: "The value is the expected one, and names a day in 2023 up to which it is good.",
        expected: &Expected {
            provider: "acme-persist",
            values: &["ca.example; accounturi=https://ca.example/acct/1; persistUntil=1700000000"],
            words: &[],
        },
        servers: both(
            r#"_validation-persist TXT "ca.example; accounturi=https://ca.example/acct/1; persistUntil=1700000000""#),
        unix_time: Some(1_800_000_000),
        findings: &[Code::TokenExpired],
        ..PROVEN
    },
];

/// A value that something has changed on its way into the zone.
const fn damaged(
    domain: &'static str,
    title: &'static str,
    setting: &'static str,
    records: &'static str,
    findings: &'static [Code],
) -> Scene {
    Scene { domain, title, setting, servers: both(records), findings, ..REFUTED }
}
