//! Records as they are pasted and downloaded.

use std::format;
use std::string::ToString;

use super::*;
use crate::cli::damaged::{damaged, has_line};
use crate::cli::usage::UsageError;

fn domain() -> Name {
    "example.com".parse().unwrap()
}

/// `NAME TYPE VALUE`.
fn shown(printed: &Printed) -> String {
    let value = printed.wanted.value(0).unwrap();
    format!("{} {} {value}", printed.name, printed.wanted.record_type())
}

fn record(text: &str) -> String {
    match read_record(text, &domain()) {
        Ok(printed) => shown(&printed),
        Err(problem) => problem.to_string(),
    }
}

/// `LINE: NAME TYPE VALUE` of each, or what is wrong.
fn file(text: &str) -> Vec<String> {
    match read_records(text.as_bytes(), &domain()) {
        Ok(records) => records.iter().map(|(line, printed)| format!("{line}: {}", shown(printed))).collect(),
        Err(problem) => [problem.to_string()].into(),
    }
}

#[test]
fn a_name_is_absolute_if_it_ends_in_the_domain_or_a_dot_and_else_below_the_domain() {
    let name = |text: &str| record(&format!("{text} TXT x"));
    assert_eq!(name("_amazonses.example.com"), "_amazonses.example.com TXT x");
    assert_eq!(name("_amazonses.Example.COM."), "_amazonses.example.com TXT x");
    assert_eq!(name("_amazonses"), "_amazonses.example.com TXT x");
    assert_eq!(name("a.b"), "a.b.example.com TXT x");
    assert_eq!(name("@"), "example.com TXT x");
    assert_eq!(name("elsewhere.test."), "elsewhere.test TXT x");
    assert_eq!(name("xexample.com"), "xexample.com.example.com TXT x");
}

#[test]
fn ttl_and_class_may_stand_in_front_of_the_type() {
    for text in ["a TXT x", "a 300 TXT x", "a IN 300 TXT x", "a 300 in txt \"x\" ; why"] {
        assert_eq!(record(text), "a.example.com TXT x", "{text}");
    }
}

#[test]
fn text_is_unquoted_unescaped_and_put_together() {
    assert_eq!(record(r#"a TXT "two words" "and; more""#), "a.example.com TXT two wordsand; more");
    assert_eq!(record(r#"a TXT "say \"x\" \255""#), r#"a.example.com TXT say \"x\" \255"#);
    assert_eq!(record(r#"a TXT ( "one" "two" )"#), "a.example.com TXT onetwo");
    assert_eq!(record("a TXT fmxqxT/icOY="), "a.example.com TXT fmxqxT/icOY=");
    let long = "x".repeat(300);
    let (front, back) = long.split_at(255);
    assert_eq!(record(&format!("a TXT \"{front}\" \"{back}\"")), format!("a.example.com TXT {long}"));
}

#[test]
fn targets_are_whole_names_with_and_without_a_final_dot() {
    assert_eq!(record("a CNAME b.dkim.amazonses.com"), "a.example.com CNAME b.dkim.amazonses.com");
    assert_eq!(record("a CNAME B.dkim.amazonses.com."), "a.example.com CNAME b.dkim.amazonses.com");
    assert_eq!(record("a MX 10 mail.example.net"), "a.example.com MX 10 mail.example.net");
    assert_eq!(record("a CNAME @"), "a.example.com CNAME example.com");
    assert_eq!(record("a MX 10 mail"), "the target 'mail' is one label; write it in full");
}

#[test]
fn what_is_wrong_with_a_record_is_told() {
    let cases = [
        ("", "the name is missing"),
        ("a", "the record type is missing"),
        ("a 300 IN", "the record type is missing"),
        ("a A 192.0.2.1", "A is no record type that a verification record has (TXT, CNAME, MX)"),
        ("a TXT", "the text is missing"),
        ("a TXT \"\"", "the value is empty"),
        ("a TXT \"x", "a quote is not closed"),
        ("a TXT v=spf1 include:x ~all", "a value with blanks stands in quotes"),
        ("a TXT k=rsa;p=MIGf", "a ; begins a comment here; a value with ; in it stands in quotes"),
        ("a TXT ( x", "a parenthesis is not closed"),
        ("a CNAME", "the target is missing"),
        ("a CNAME b.test c.test", "there is something behind the record"),
        ("a MX mail.example.net", "the preference is no number from 0 to 65535"),
        ("a MX 70000 mail.example.net", "the preference is no number from 0 to 65535"),
        ("https://a.example.com TXT x", "'https://a.example.com' is a URL, not a domain"),
    ];
    for (text, expected) in cases {
        assert_eq!(record(text), expected, "{text}");
    }
}

#[test]
fn a_file_of_zone_lines_is_read_with_its_line_numbers() {
    let text = "; as the provider prints them\r\n$TTL 300\n$ORIGIN example.com.\n\n\
                _amazonses\tIN TXT \"x\"\n\tTXT y ; another\n\
                s1._domainkey IN TXT ( \"v=DKIM1; k=rsa; \"\n\t\"p=MIGf\" ) ; key\n\
                bounce.example.com. MX 10 feedback-smtp.eu-west-1.amazonses.com.\r\n";
    let expected = [
        "5: _amazonses.example.com TXT x",
        "6: _amazonses.example.com TXT y",
        "7: s1._domainkey.example.com TXT v=DKIM1; k=rsa; p=MIGf",
        "9: bounce.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com",
    ];
    assert_eq!(file(text), expected);
}

#[test]
fn a_bad_line_is_named_by_its_number() {
    assert_eq!(
        file("a TXT x\n\nb A 192.0.2.1\n"),
        ["line 3: A is no record type that a verification record has (TXT, CNAME, MX)"]
    );
    assert_eq!(file("a TXT x\nb TXT (\n\"y\"\n"), ["line 2: a parenthesis is not closed"]);
    assert_eq!(
        file("$ORIGIN other.test.\n"),
        ["line 1: $ORIGIN is not read; names without a final dot are below the domain"]
    );
    assert_eq!(file(" TXT x"), ["line 1: the name is missing"]);
    assert_eq!(file("; nothing\n\n"), ["no record stands in it"]);
    assert_eq!(read_records(b"a TXT \xff", &domain()).unwrap_err().to_string(), "line 1: it is not UTF-8");
}

#[test]
fn the_columns_of_a_csv_may_stand_in_any_order() {
    let expected = ["2: _amazonses.example.com TXT x,\\\"y\\\"", "3: a.example.com CNAME b.dkim.amazonses.com"];
    let with_header = [
        "\u{feff}Type,Name,Value\nTXT,_amazonses.example.com,\"x,\"\"y\"\"\"\nCNAME,a,b.dkim.amazonses.com\n",
        "\"Record value\";TTL;\"Record name\";\"Record type\"\r\n\"x,\"\"y\"\"\";300;_amazonses.example.com;TXT\r\n\
         b.dkim.amazonses.com.;300;a.example.com;CNAME\r\n",
        "HOST\tTYPE\tPoints to\n_amazonses\tTXT\t\"x,\"\"y\"\"\"\na\tcname\tb.dkim.amazonses.com\n",
    ];
    for text in with_header {
        assert_eq!(file(text), expected, "{text}");
    }
}

#[test]
fn a_csv_without_a_header_has_three_fields_and_shows_which_is_the_name() {
    let expected = ["1: a.example.com TXT x", "2: b.example.com TXT y.test"];
    assert_eq!(file("a,x,TXT\n"), ["1: a.example.com TXT x"]);
    assert_eq!(
        file("host,AAAA,::1\n"),
        ["line 1: AAAA is no record type that a verification record has (TXT, CNAME, MX)"]
    );
    for text in [
        "a.example.com,TXT,x\nb.example.com,TXT,y.test\n",
        "TXT,x,a.example.com\nTXT,y.test,b.example.com\n",
        "a,x,TXT\nb,y.test,TXT\n",
        "x;a.example.com;txt\ny.test;b.example.com;txt\n",
    ] {
        assert_eq!(file(text), expected, "{text}");
    }
}

#[test]
fn a_value_of_a_csv_is_taken_as_it_is_unless_it_has_quotes_of_its_own() {
    assert_eq!(file("name,type,value\na,TXT, x ;y\n"), ["2: a.example.com TXT  x ;y"]);
    assert_eq!(file("name,type,value\na,TXT,\"\"\"x\"\" \"\"y\"\"\"\n"), ["2: a.example.com TXT xy"]);
    assert_eq!(
        file("name,type,value\na,TXT,\"x\ny\"\nb,TXT,z\n"),
        ["2: a.example.com TXT x\\010y", "4: b.example.com TXT z"]
    );
}

#[test]
fn the_preference_of_an_mx_stands_in_the_value_or_in_a_column_of_its_own() {
    assert_eq!(file("type,name,value\nMX,a,10 mail.example.net\n"), ["2: a.example.com MX 10 mail.example.net"]);
    let text = "type,name,priority,value\nMX,a,10,mail.example.net\nTXT,b,,x\n";
    assert_eq!(file(text), ["2: a.example.com MX 10 mail.example.net", "3: b.example.com TXT x"]);
}

#[test]
fn a_bad_line_of_a_csv_is_named_by_its_number() {
    let head = "name,type,value\na,TXT,x\n";
    let cases = [
        ("b,A,192.0.2.1", "line 3: A is no record type that a verification record has (TXT, CNAME, MX)"),
        ("b,TXT", "line 3: it has 2 fields, and the value is field 3"),
        ("b,TXT,", "line 3: the value is empty"),
        (",TXT,x", "line 3: the name is missing"),
        ("b,MX,mail.example.net", "line 3: the preference is no number from 0 to 65535"),
    ];
    for (line, expected) in cases {
        assert_eq!(file(&format!("{head}{line}\n")), [expected], "{line}");
    }
    assert_eq!(file("name,type,value\n"), ["no record stands in it"]);
}

#[test]
fn a_comma_in_a_value_makes_no_csv_of_zone_lines() {
    assert_eq!(file("a TXT \"x,TXT,y\"\n"), ["1: a.example.com TXT x,TXT,y"]);
    assert_eq!(file("a.example.com TXT x,TXT,y\n"), ["1: a.example.com TXT x,TXT,y"]);
    assert_eq!(file("a\tTXT\t\"x\"\n"), ["1: a.example.com TXT x"]);
}

#[test]
fn a_file_damaged_anywhere_is_read_or_refused_by_a_line_of_it_in_visible_words() {
    let files = [
        "$TTL 300\n_a\tIN TXT \"x\\059\" ; y\n\tTXT z\ns1 IN TXT ( \"v=1; \"\n\t\"p\" )\nb MX 10 c.test.\n",
        "\u{feff}Type,Name,Value\r\nTXT,_a.example.com,\"x,\"\"y\"\"\"\r\nMX,b,10 c.test\r\n",
        "\"Record value\";TTL;\"Record name\";\"Record type\"\n\"x\ny\";300;_a.example.com;TXT\n",
        "x;a.example.com;txt\ny.test;b.example.com;cname\n",
    ];
    for octets in files.iter().flat_map(|file| damaged(file.as_bytes())) {
        match read_records(&octets, &domain()) {
            Ok(records) => assert!(records.iter().all(|(line, _)| has_line(&octets, *line)), "{octets:?}"),
            Err(problem) => {
                let is_told = |line| has_line(&octets, line);
                assert!(!matches!(problem, NotRecords::Line { line, .. } if !is_told(line)), "{problem}: {octets:?}");
                let told = UsageError::new("--records", "records", &problem).to_string();
                assert!(!told.contains(char::is_control), "{told:?}");
            }
        }
    }
}
