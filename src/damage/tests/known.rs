//! Damage as it was seen in public zones and told in public reports, and what must not be taken for damage.

use super::super::*;

const TOKEN: &str = "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";
const OTHER: &str = "kpVxQ2m0sN7tYb3uWc9dZe5fAg1hBi8jCk4lDm6nEo0=";
const GOOGLE: &str = "google-site-verification=9hgzel9h3zzll7sx6hcj82CUQ1mFjXduj8KHsCeCGw9";
const GOOGLE_PREFIX: &str = "google-site-verification=";

type Named = Option<(Damage, Option<Damage>)>;

fn damage_of(expected: &str, records: &[&[&str]]) -> Named {
    let names = ["_amazonses.example.com".parse().unwrap(), "example.com".parse().unwrap()];
    let prefix = expected.starts_with(GOOGLE_PREFIX).then_some(GOOGLE_PREFIX.as_bytes());
    let told = explain(&Wanted { expected: expected.as_bytes(), prefix, names: &names }, records)?;
    Some((told.damage, told.second))
}

fn damage(found: &str) -> Named {
    damage_of(TOKEN, &[&[found]])
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where an explanation may be none")]
const fn one(damage: Damage) -> Named {
    Some((damage, None))
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where an explanation may be none")]
const fn two(damage: Damage, second: Damage) -> Named {
    Some((damage, Some(second)))
}

#[test]
fn a_real_apex_record_in_typographic_quotes_is_quoted() {
    assert_eq!(damage(&std::format!("\u{201d}{TOKEN}\u{201d}")), one(Damage::Quoted));
}

#[test]
fn quotes_as_entities_are_encoded_once_or_twice() {
    assert_eq!(damage(&std::format!("&quot;{TOKEN}&quot;")), two(Damage::Encoded, Damage::Quoted));
    assert_eq!(damage(&std::format!("&amp;quot;{TOKEN}&amp;quot;")), two(Damage::Encoded, Damage::Quoted));
}

#[test]
fn a_panel_that_stores_escapes_is_told() {
    assert_eq!(damage(&TOKEN.replace('=', "\\=")), one(Damage::Escaped));
    assert_eq!(damage(&std::format!("\\\"{TOKEN}\\\"")), two(Damage::Escaped, Damage::Quoted));
    let dkim = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEB";
    assert_eq!(damage_of(dkim, &[&[&dkim.replace(';', "\\;")]]), one(Damage::Escaped));
    assert_eq!(damage_of(dkim, &[&[&dkim.replace(';', "\\059")]]), one(Damage::Escaped));
}

#[test]
fn a_value_cut_at_its_blanks_loses_them_by_joining() {
    let dkim = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEB";
    let told = damage_of(dkim, &[&["v=DKIM1;", "k=rsa;", "p=MIGfMA0GCSqGSIb3DQEB"]]);
    assert_eq!(told, one(Damage::Split));
    let told = damage_of(dkim, &[&["p=MIGfMA0GCSqGSIb3DQEB"], &["v=DKIM1;"], &["k=rsa;"]]);
    assert_eq!(told, one(Damage::SplitOverRecords));
    // In one character-string nothing tells of a cut.
    assert_eq!(damage_of(dkim, &[&["v=DKIM1;k=rsa;p=MIGfMA0GCSqGSIb3DQEB"]]), one(Damage::BlanksLost));
}

#[test]
fn a_semicolon_that_begins_a_comment_cuts_the_value() {
    assert_eq!(damage_of("v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEB", &[&["v=DKIM1"]]), one(Damage::Truncated));
}

#[test]
fn a_long_value_joined_with_a_blank_at_255_octets_is_split() {
    let long = "abcdefghij0123456789".repeat(20);
    let (front, back) = long.split_at(255);
    for joint in [" ", "\" \"", ",", "\"\n\""] {
        let found = [front, joint, back].concat();
        assert_eq!(damage_of(&long, &[&[&found[..250], &found[250..]]]), one(Damage::Split), "{joint:?}");
    }
    assert_eq!(damage_of(&long, &[&[front, " ", back]]), one(Damage::Split));
    assert_eq!(damage_of(&long, &[&[&std::format!("\"{front}\" \"{back}\"")]]), one(Damage::Split));
    // Elsewhere a blank is a blank.
    let (front, back) = long.split_at(100);
    assert_eq!(damage_of(&long, &[&[&std::format!("{front} {back}")]]), one(Damage::Whitespace));
}

#[test]
fn values_cut_where_panels_cut_are_truncated() {
    let long = "abcdefghij0123456789".repeat(60);
    for octets in [255, 450, 500, 512, 1_000] {
        assert_eq!(damage_of(&long, &[&[&long[..octets]]]), one(Damage::Truncated));
    }
}

#[test]
fn two_tokens_in_one_record_are_merged_whatever_parts_them() {
    for separator in ["", " ", ",", ", ", ";", "|", "\n", "\\n", "\" \"", "\u{a0}"] {
        let found = std::format!("{TOKEN}{separator}{OTHER}");
        assert_eq!(damage(&found), one(Damage::Merged), "{separator:?}");
        assert_eq!(damage_of(OTHER, &[&[&found]]), one(Damage::Merged), "{separator:?}");
    }
    assert_eq!(damage_of(TOKEN, &[&["v=spf1 -all", TOKEN]]), one(Damage::Merged));
    assert_eq!(damage(&std::format!("x{TOKEN}")), one(Damage::Mistyped));
}

#[test]
fn pasted_lines_and_fields_are_told() {
    for line in [
        "_amazonses.example.com. 3600 IN TXT \"{}\"",
        "_amazonses TXT {}",
        "_amazonses.example.com={}",
        "example.com. IN TXT \"{}\"",
        "TXT \"{}\"",
        "Name: _amazonses.example.com, Type: TXT, Value: {}",
        "_amazonses.example.com.example.com. TXT {}",
        "amazonses:{}",
        "value={}",
    ] {
        assert_eq!(damage(&line.replace("{}", TOKEN)), one(Damage::Prefixed), "{line}");
    }
    let halves = std::format!("_amazonses.example.com. TXT \"{}\" \"{}\"", &TOKEN[..20], &TOKEN[20..]);
    assert_eq!(damage(&halves), one(Damage::Prefixed));
}

#[test]
fn a_lowered_pasted_line_is_lowered_though_its_type_is_not() {
    let line = std::format!("_amazonses.example.com. IN TXT \"{}\"", TOKEN.to_lowercase());
    assert_eq!(damage(&line), two(Damage::Lowercased, Damage::Prefixed));
}

#[test]
fn the_providers_prefix_is_missing_or_doubled() {
    let token = &GOOGLE[GOOGLE_PREFIX.len()..];
    assert_eq!(damage_of(GOOGLE, &[&[token]]), one(Damage::PrefixMissing));
    assert_eq!(damage_of(GOOGLE, &[&[&[GOOGLE_PREFIX, GOOGLE].concat()]]), one(Damage::PrefixDoubled));
    assert_eq!(damage_of(GOOGLE, &[&[&std::format!("\"{token}\"")]]), two(Damage::Quoted, Damage::PrefixMissing));
    assert_eq!(damage_of(GOOGLE, &[&[&std::format!("{GOOGLE_PREFIX}\"{token}\"")]]), one(Damage::Quoted));
}

#[test]
fn a_few_wrong_octets_are_mistyped_and_more_are_another_value() {
    assert_eq!(damage(&TOKEN.replace("x9/", "xg/")), one(Damage::Mistyped));
    assert_eq!(damage(&TOKEN.replace("x9/s3f", "xg/5ef")), one(Damage::Mistyped));
    assert_eq!(damage(&TOKEN.replace("x9/s3fr", "xg/5e7R")), None);
    assert_eq!(damage_of("MS=ms93823381", &[&["MS=ms93823387"]]), one(Damage::Mistyped));
    assert_eq!(damage_of("MS=ms93823381", &[&["MS=ms93823377"]]), None);
    // A pull request's number is no mistyped other one.
    let url = "https://github.com/publicsuffix/list/pull/";
    let told = explain(
        &Wanted { prefix: Some(url.as_bytes()), ..Wanted::value(b"https://github.com/publicsuffix/list/pull/1100") },
        &[[[url, "1120"].concat()]],
    );
    assert_eq!(told, None);
}

#[test]
fn a_length_octet_that_leaked_into_the_text_is_a_near_miss() {
    assert_eq!(damage(&std::format!("\u{1e}{TOKEN}")), one(Damage::Mistyped));
}

#[test]
fn empty_records_are_a_value_cut_off_only_where_nothing_else_is() {
    assert_eq!(damage(""), one(Damage::Truncated));
    assert_eq!(damage_of(TOKEN, &[&["", ""]]), one(Damage::Truncated));
    assert_eq!(damage_of(TOKEN, &[&[""], &[OTHER]]), None);
    assert_eq!(damage_of(TOKEN, &[]), None);
}

#[test]
fn what_is_right_or_another_needs_no_explanation() {
    assert_eq!(damage(TOKEN), None);
    assert_eq!(damage_of(TOKEN, &[&[&TOKEN.to_lowercase()], &[&TOKEN[..20], &TOKEN[20..]]]), None);
    assert_eq!(damage(OTHER), None);
    assert_eq!(damage_of("", &[&[" "]]), None);
    for found in ["v=spf1 -all", "v", "=", "google-site-verification=", "TXT", "_amazonses.example.com"] {
        let told = damage(found);
        assert!(told.is_none() || TOKEN.ends_with(found), "{found} {told:?}");
    }
}

#[test]
fn the_record_that_shows_the_damage_is_pointed_out() {
    let strings = [["v=spf1 -all"], [OTHER], [&*TOKEN.to_uppercase()]].map(|[value]| [value.as_bytes().to_vec()]);
    let told = explain(&Wanted::value(TOKEN.as_bytes()), &strings);
    assert_eq!(told, Some(Explanation { damage: Damage::Uppercased, second: None, record: 2 }));
}
