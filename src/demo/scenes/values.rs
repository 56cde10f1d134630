//! Records at the right name: with the right value, with a damaged one, with another.

use super::SetUp::{Both, Expect, UnixTime};
use super::{Expected, Group, Scene, of_ses, proven, refuted};
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Values: what stands at the record's name", scenes: SCENES };

/// 25 tokens, one of them expected: with their owner names and lengths more than 1232 octets.
pub(super) const LARGE_SET: &str = include_str!("large.zone");

/// The expected one of [`LARGE_SET`].
pub(super) const ONE_OF_LARGE_SET: Expected = of_ses(&["JGrsEiXfqEXPp9aJwARl1gwF7+OO5dEG+220zH/iAxo="]);

const TWO_TOKENS: Expected =
    of_ses(&["3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q=", "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U="]);

const CUT_TOKEN: Expected = of_ses(&["fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk"]);

const OF_GOOGLE: Expected = Expected {
    provider: "google",
    values: &["google-site-verification=Qm3vX8pLr2Tn6Yb0Wc5Ke9Hd1Jf4Gs7Za_Uo-Ixv-N2"],
    words: &[],
};

const UP_TO_A_DAY: Expected = Expected {
    provider: "acme-persist",
    values: &["ca.example; accounturi=https://ca.example/acct/1; persistUntil=1700000000"],
    words: &[],
};

const SCENES: &[Scene] = &[
    proven("published.example", "Published rightly", "The record stands at its name on both name servers.", &[], &[]),
    refuted(
        "lowercased.example",
        "Lower-cased",
        "The DNS provider turned the value into lower case.",
        &[Both(r#"_amazonses TXT "fmxqxt/icoyx4aa/beurdpmeax9/s3frbls+niixmqk=""#)],
        &[Code::ValueLowercased],
    ),
    refuted(
        "uppercased.example",
        "Upper-cased",
        "The DNS provider turned the value into upper case.",
        &[Both(r#"_amazonses TXT "FMXQXT/ICOYX4AA/BEURDPMEAX9/S3FRBLS+NIIXMQK=""#)],
        &[Code::ValueUppercased],
    ),
    refuted(
        "retyped.example",
        "One letter in the wrong case",
        "The value was typed by hand, with t for T.",
        &[Both(r#"_amazonses TXT "fmxqxt/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::ValueCaseChanged],
    ),
    refuted(
        "quoted.example",
        "Quotes kept",
        "The DNS panel took the quotes around the value for a part of it.",
        &[Both(r#"_amazonses TXT "\"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=\"""#)],
        &[Code::ValueQuoted],
    ),
    refuted(
        "blank.example",
        "A blank too many",
        "A blank was copied along with the value.",
        &[Both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk= ""#)],
        &[Code::ValueWhitespace],
    ),
    refuted(
        "escaped.example",
        "Backslashes added",
        "A script put backslashes before + and =.",
        &[Both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS\\+niixmqk\\=""#)],
        &[Code::ValueEscaped],
    ),
    refuted(
        "cut.example",
        "Cut off",
        "The DNS panel keeps 32 characters of a value.",
        &[Both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3fr""#)],
        &[Code::ValueTruncated],
    ),
    refuted(
        "split.example",
        "Over two records",
        "The value was too long for one field, and its rest went into another record.",
        &[Both("_amazonses TXT fmxqxT/icOYx4aA/bEUrDPMeax9/s3fr\n_amazonses TXT blS+niixmqk=")],
        &[Code::ValueSplit],
    ),
    refuted(
        "padding.example",
        "Padding lost",
        "A double click took the value without the = at its end.",
        &[Both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk""#)],
        &[Code::ValuePadding],
    ),
    refuted(
        "plus.example",
        "A blank for +",
        "A web form took the + in the value for a blank.",
        &[Both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS niixmqk=""#)],
        &[Code::ValuePlusLost],
    ),
    refuted(
        "encoded.example",
        "URL-encoded",
        "The value was copied out of a web address.",
        &[Both(r#"_amazonses TXT "fmxqxT%2FicOYx4aA%2FbEUrDPMeax9%2Fs3frblS%2Bniixmqk%3D""#)],
        &[Code::ValueEncoded],
    ),
    refuted(
        "pasted.example",
        "A whole line pasted",
        "A line of a zone file was pasted where the value alone belongs.",
        &[Both(r#"_amazonses TXT "_amazonses.pasted.example. IN TXT fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::ValuePrefixed],
    ),
    refuted(
        "prefix.example",
        "Without its prefix",
        "The part of Google's value before the = was left out.",
        &[Expect(&OF_GOOGLE), Both(r#"@ TXT "Qm3vX8pLr2Tn6Yb0Wc5Ke9Hd1Jf4Gs7Za_Uo-Ixv-N2""#)],
        &[Code::ValuePrefixMissing],
    ),
    refuted(
        "mistyped.example",
        "Mistyped",
        "The value was typed by hand, with the digit 0 for the letter O.",
        &[Both(r#"_amazonses TXT "fmxqxT/ic0Yx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#)],
        &[Code::ValueMistyped],
    ),
    refuted(
        "other.example",
        "Another token",
        "The token of another account stands at the name.",
        &[Both(r#"_amazonses TXT "jjj0Oq5ZDmwOaxSUFk86hQ/JLIQu2WT0KCecLDLTr9E=""#)],
        &[Code::ValueOther],
    ),
    proven(
        "regions.example",
        "Two regions at one name",
        "Two regions gave a token each, and each token has a record of its own at the same name.",
        &[
            Expect(&TWO_TOKENS),
            Both(
                r#"
_amazonses TXT "3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q="
_amazonses TXT "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U=""#,
            ),
        ],
        &[],
    ),
    refuted(
        "merged.example",
        "Both tokens in one record",
        "Two regions gave a token each, and both tokens went into one record.",
        &[
            Expect(&TWO_TOKENS),
            Both(
                r#"_amazonses TXT "3WuQC5TURV+KUuFKh7Ny+oG4m3ulys6dfxGHf8ctW3Q=" "PFRP1i/KM2Vu5blXOAEO/vlC5aiaEBh35VYWxd9H14U=""#,
            ),
        ],
        &[Code::ValueMerged],
    ),
    proven(
        "large.example",
        "A record set too large for UDP",
        "The record stands among 24 other accounts' records, too many for one UDP packet.",
        &[Expect(&ONE_OF_LARGE_SET), Both(LARGE_SET)],
        &[Code::ExtraValue],
    ),
    proven(
        "miscopied.example",
        "Copied without its last character",
        "The token lost its = when it was copied from the provider's page, and went into the zone without it.",
        &[Expect(&CUT_TOKEN), Both(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk""#)],
        &[Code::ValueMalformed],
    ),
    proven(
        "expired.example",
        "Expired",
        "The value is the expected one, and names a day in 2023 up to which it is good.",
        &[
            Expect(&UP_TO_A_DAY),
            Both(
                r#"_validation-persist TXT "ca.example; accounturi=https://ca.example/acct/1; persistUntil=1700000000""#,
            ),
            UnixTime(1_800_000_000),
        ],
        &[Code::TokenExpired],
    ),
];
