//! What is typed against what is looked for.

use std::path::PathBuf;

use clap::Parser;

use super::*;
use crate::cli::arguments::{Arguments, Command};
use crate::cli::domain::parse_domain;
use crate::cli::sources::NamedFile;

fn read(typed: &[&str], file: Option<&str>) -> Result<Expected, String> {
    let arguments = Arguments::try_parse_from([&["txtproof", "check", "example.com"], typed].concat());
    let Command::Check(arguments) = arguments.map_err(|error| error.to_string())?.command else { panic!("no check") };
    let named = |text: &str| NamedFile { path: PathBuf::from("records.txt"), octets: text.into() };
    let sources = Sources { records: file.map(named), ..Sources::default() };
    let domain = parse_domain(&arguments.domain).unwrap();
    Expected::read(&arguments.wanted, &domain, &sources).map_err(|error| error.to_string())
}

/// `NAME TYPE VALUE…` of each.
fn told(typed: &[&str]) -> Vec<String> {
    let expected = read(typed, None).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
    expected.expectations.iter().map(shown).collect()
}

fn shown(expectation: &Expectation) -> String {
    let wanted = &expectation.wanted;
    let values: Vec<String> = (0..wanted.len()).filter_map(|index| Some(wanted.value(index)?.to_string())).collect();
    format!("{} {} {}", expectation.name, wanted.record_type(), values.join(" | "))
}

fn refused(typed: &[&str]) -> String {
    read(typed, None).err().unwrap_or_else(|| panic!("{typed:?} is taken"))
}

const TOKEN: &str = "qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a";

#[test]
fn names_of_the_users_own_have_values_of_their_type() {
    assert_eq!(told(&["--name", "a", "--expect", "x"]), ["a.example.com TXT x"]);
    assert_eq!(
        told(&["--name", "a", "--type", "cname", "--expect", "T.Example.NET."]),
        ["a.example.com CNAME t.example.net"]
    );
    let typed = ["--name", "@", "--type", "MX", "--expect", "10 a.test", "--expect", "20 b.test"];
    assert_eq!(told(&typed), ["example.com MX 10 a.test | 20 b.test"]);
}

#[test]
fn values_that_are_none_of_their_type_are_refused() {
    let told = refused(&["--name", "a", "--type", "CNAME", "--expect", "https://b.test/"]);
    let right = "right: --type CNAME --expect target.example.net";
    assert_eq!(told, format!("--expect 'https://b.test/' is a URL, not a domain; {right}"));
    let told = refused(&["--name", "a", "--type", "MX", "--expect", "b.test"]);
    assert!(told.ends_with("is no MX record: the preference is no number from 0 to 65535; right: --type MX --expect '10 mail.example.net'"), "{told}");
    let told = refused(&["--name", "a", "--type", "CNAME", "--expect", "b.test", "--expect", "c.test"]);
    assert!(told.starts_with("the expected values say that two CNAMEs stand at a.example.com"), "{told}");
    assert!(refused(&["--name", "a", "--type", "A", "--expect", "x"]).starts_with("--type 'A' is no record type"));
    assert!(refused(&["--name", "a", "--record", "b TXT x"]).starts_with("--expect is missing: --name says where"));
}

#[test]
fn a_provider_has_types_of_its_own() {
    assert_eq!(told(&["--expect", "x", "--type", "txt"]), ["_amazonses.example.com TXT x"]);
    let told = refused(&["--expect", "x", "--type", "CNAME"]);
    assert_eq!(
        told,
        "--type 'CNAME' is not what ses has (TXT); with --name it can be chosen; right: --name PREFIX --type CNAME"
    );
}

#[test]
fn a_provider_s_records_are_filled_by_set() {
    let typed = ["--provider", "ses-byodkim", "--set", "selector=s1", "--expect", "p=x"];
    assert_eq!(told(&typed), ["s1._domainkey.example.com TXT p=x"]);
    let typed = ["--provider", "ses-mail-from", "--set", "subdomain=bounce", "--set", "region=eu-west-1"];
    assert_eq!(told(&typed).len(), 2);
    let typed = ["--provider", "ses-dkim", "--expect", TOKEN, "--expect", "other"];
    assert_eq!(told(&typed)[1], "other._domainkey.example.com CNAME other.dkim.amazonses.com");
}

#[test]
fn a_key_that_is_missing_or_unknown_is_named_with_a_right_one() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["--provider", "ses-byodkim", "--expect", "p=x"],
            "--set selector is missing: the DKIM selector, for <selector>._domainkey of ses-byodkim; right: --set selector=s1",
        ),
        (
            &["--provider", "ses-byodkim", "--expect", "p=x", "--set", "selectr=s1"],
            "--set 'selectr' is no key of ses-byodkim (selector); right: --set selector=s1",
        ),
        (
            &["--expect", "x", "--set", "selector=s1"],
            "--set 'selector' is no key of ses, which has none; right: --provider ses",
        ),
        (
            &["--provider", "bing", "--expect", "x", "--set", "token=x"],
            "--set 'token' is what --expect gives for bing; right: --expect '5e0a91c37bd24f6889ab01cd23ef4567'",
        ),
        (&["--expect", "x", "--set", "selector"], "--set 'selector' has no = between key and value; right: "),
        (&["--expect", "x", "--set", "selector="], "--set 'selector=' has no value behind the =; right: "),
        (&["--expect", "x", "--set", "a=1", "--set", "a=2"], "--set 'a=2' sets its key twice; right: "),
        (
            &["--name", "a", "--expect", "x", "--set", "a=1"],
            "--set 'a=1' fills the records of a provider, and there is",
        ),
        (&["--record", "a TXT x", "--set", "a=1"], "--set 'a=1' fills the records of a provider, and there is"),
    ];
    for (typed, expected) in cases {
        let told = refused(typed);
        assert!(told.starts_with(expected), "{typed:?}: {told}");
    }
}

#[test]
fn a_value_that_is_missing_or_too_much_is_told() {
    assert_eq!(
        refused(&["--provider", "bing"]),
        "--expect is missing: the token that Bing Webmaster Tools hands out; right: --expect '5e0a91c37bd24f6889ab01cd23ef4567'"
    );
    let typed = ["--provider", "ses-mail-from", "--expect", "x", "--set", "subdomain=a", "--set", "region=b"];
    let expected = "--expect 'x' is not used: the records of ses-mail-from hold nothing that was handed out; right: \
                    --set subdomain=bounce --set region=eu-west-1";
    assert_eq!(refused(&typed), expected);
    let told = refused(&["--provider", "bing", "--expect", &"x".repeat(64)]);
    assert!(told.starts_with("--provider 'bing' makes the name xxxx"), "{told}");
    assert!(told.contains("...") || told.contains("label 1 has 64 octets"), "{told}");
}

#[test]
fn whole_records_stand_alone_or_beside_a_value() {
    let record = "a.example.com CNAME b.test";
    let alone = read(&["--record", record], None).unwrap();
    assert_eq!((alone.provider, alone.expectations.len()), (None, 1));
    let both = read(&["--record", record, "--expect", "x"], None).unwrap();
    assert_eq!(both.provider.map(|provider| provider.id), Some("ses"));
    assert_eq!(
        both.expectations.iter().map(shown).collect::<Vec<_>>(),
        ["_amazonses.example.com TXT x", "a.example.com CNAME b.test"]
    );
    let same = told(&["--record", "_amazonses TXT y", "--expect", "x", "--record", "_amazonses TXT x"]);
    assert_eq!(same, ["_amazonses.example.com TXT x | y"]);
}

#[test]
fn records_that_cannot_be_read_are_named() {
    let told = refused(&["--record", "a A 192.0.2.1"]);
    assert!(told.starts_with("--record 'a A 192.0.2.1' cannot be used: A is no record type"), "{told}");
    let told = read(&["--records", "records.txt"], Some("a TXT x\nb TXT\n")).err().unwrap();
    assert_eq!(
        told,
        "--records 'records.txt' cannot be used: line 2: the text is missing; right: --records records.csv"
    );
}

fn records_file(count: usize) -> String {
    (0..count).map(|number| format!("r{number} TXT x")).collect::<Vec<_>>().join("\n")
}

#[test]
fn thirty_two_records_are_looked_for_and_no_more() {
    let typed = ["--records", "records.txt"];
    let expected = read(&typed, Some(&records_file(MAX_EXPECTATIONS))).unwrap();
    assert_eq!(expected.expectations.len(), MAX_EXPECTATIONS);
    let refused = read(&typed, Some(&records_file(MAX_EXPECTATIONS + 1))).err().unwrap();
    assert!(refused.contains("bring 33 records, and one check looks for at most 32"), "{refused}");
}

#[test]
fn a_text_beside_the_policy_of_a_provider_is_refused() {
    let mail_from = ["--provider", "ses-mail-from", "--set", "subdomain=a", "--set", "region=b"];
    let told = refused(&[&mail_from[..], &["--record", "a TXT x"]].concat());
    assert!(told.contains("stands at the name of the provider's SPF policy"), "{told}");
    assert_eq!(self::told(&[&mail_from[..], &["--record", "a MX 20 b.test"]].concat()).len(), 2);
}

#[test]
fn any_is_for_values_of_one_record() {
    let any = read(&["--expect", "x", "--expect", "y", "--any"], None).unwrap();
    assert_eq!(any.expectations[0].needed, Needed::Any);
    let told = refused(&["--provider", "ses-dkim", "--expect", "x", "--expect", "y", "--any"]);
    assert!(told.starts_with("--any is for several values of one record, and these are 2 records; right: "), "{told}");
}

#[test]
fn so_many_records_that_it_would_be_a_flood_are_refused() {
    let lines = |count: usize| (0..count).map(|number| format!("n{number} TXT x")).collect::<Vec<_>>().join("\n");
    assert!(read(&["--records", "records.txt"], Some(&lines(32))).is_ok());
    let told = read(&["--records", "records.txt"], Some(&lines(33))).err().unwrap();
    assert!(told.starts_with("--record and --records bring 33 records, and one check looks for at most 32"), "{told}");
}
