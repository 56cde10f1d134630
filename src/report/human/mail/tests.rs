//! The report of `mail` as a user reads it.

use std::vec;

use super::*;
use crate::proof::{Code, Finding, Outcome, Severity};
use crate::report::sample::{exchange, finding, mail, row};
use crate::wire::Name;

/// The text without its colours.
fn told(mail: &MailCheck) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    write_mail(&mut out, mail).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

fn first_line(mail: &MailCheck) -> String {
    told(mail).lines().next().unwrap_or_default().into()
}

#[test]
fn mail_that_arrives_is_told_with_where_it_goes_and_where_to_look_if_it_does_not_come() {
    let hosts = vec![
        exchange(5, "MX1.Example.net", &["198.51.100.25", "2001:db8::25"]),
        exchange(10, "backup.example.org", &[]),
    ];
    let missing = Finding {
        message: "The mail exchange backup.example.org has no address, neither A nor AAAA.".into(),
        ..finding(Code::MailExchangeWithoutAddress, Severity::Warning, None)
    };
    let expected = "CAN RECEIVE: as far as DNS can tell, mail for J\u{f6}rg@Example.com arrives.

where mail goes, by preference
   5  mx1.example.net     198.51.100.25, 2001:db8::25
  10  backup.example.org  no address found

MX of example.com, as name servers say
  ns1.example.net  192.0.2.1  answered  MX 5 mx1.example.net
                                        MX 10 backup.example.org
  ns2.example.net  192.0.2.2  answered  the same

warning: mail-exchange-without-address
  The mail exchange backup.example.org has no address, neither A nor AAAA.
  fix: What to do.

If the mail does not come, look at what no tool sees from outside:
  1. Look into the spam or junk mail folder of J\u{f6}rg@Example.com.
  2. From another address, such as a personal one, send a test mail to J\u{f6}rg@Example.com, and see
     whether it arrives.
  3. In the list of verified addresses in the service's console, compare the address letter by
     letter with J\u{f6}rg@Example.com; if it differs, enter it anew.

As seen from here, by 9 queries in 48.2 ms.
";
    assert_eq!(told(&mail(Verdict::Proven, 2, hosts, vec![missing])), expected);
}

#[test]
fn mail_that_does_not_arrive_is_told_with_what_to_mend_first() {
    let null = finding(Code::MailNullMx, Severity::Error, None);
    let text = told(&mail(Verdict::Refuted, 1, vec![], vec![null]));
    let sentence = |rest: &str| format!("CANNOT RECEIVE: mail for J\u{f6}rg@Example.com {rest}\n");
    assert!(text.starts_with(&sentence("has nowhere to go.")), "{text}");
    let disputed = finding(Code::MailServersDisagree, Severity::Error, None);
    let disputed = told(&mail(Verdict::Refuted, 1, vec![], vec![disputed]));
    assert!(disputed.starts_with(&sentence("does not always arrive.")), "{disputed}");
    assert!(!text.contains("by preference"), "{text}");
    let (cause, steps) = (text.find("\nerror: mail-null-mx\n"), text.find("\nOnce that is mended, and if the mail"));
    assert!(cause.is_some() && steps > cause, "{text}");
}

#[test]
fn what_was_not_found_out_is_not_told_as_a_fault_of_the_address() {
    let mut mail = mail(Verdict::Inconclusive, 0, vec![], vec![finding(Code::MailNotFoundOut, Severity::Error, None)]);
    mail.servers = vec![row(1, Outcome::Timeout, &[])];
    let text = told(&mail);
    let sentence = "NOT FOUND OUT: whether mail for J\u{f6}rg@Example.com arrives could not be found out.\n";
    assert!(text.starts_with(sentence), "{text}");
    assert!(text.contains("  ns1.example.net  192.0.2.1  timeout  no answer in 3 tries\n"), "{text}");
    assert!(text.contains("\nIf the mail does not come, look"), "{text}");
}

#[test]
fn what_is_no_address_is_told_in_one_sentence_with_its_cause_and_nothing_was_asked() {
    let why = finding(Code::MailAddressMalformed, Severity::Error, None);
    let mail = MailCheck::unasked("j\u{f6}rg at example.com".into(), None, Verdict::Refuted, why);
    let expected = "CANNOT RECEIVE: j\u{f6}rg at example.com is no e-mail address.

error: mail-address-malformed
  What is so.
  fix: What to do.
";
    assert_eq!(told(&mail), expected);
}

#[test]
fn nothing_typed_is_told_as_nothing() {
    let why = finding(Code::MailAddressMalformed, Severity::Error, None);
    let text = told(&MailCheck::unasked(String::new(), None, Verdict::Refuted, why));
    assert!(text.starts_with("CANNOT RECEIVE: an e-mail address is missing.\n"), "{text}");
}

#[test]
fn an_address_that_nobody_was_asked_about_has_its_next_steps_and_cost_nothing() {
    let why = finding(Code::MailNotFoundOut, Severity::Error, None);
    let parts = Some(("j".into(), "[192.0.2.1]".into()));
    let text = told(&MailCheck::unasked("j@[192.0.2.1]".into(), parts, Verdict::Inconclusive, why));
    assert!(text.starts_with("NOT FOUND OUT: whether mail for j@[192.0.2.1] arrives"), "{text}");
    assert!(text.contains("\n  3. In the list"), "{text}");
    assert!(!text.contains("As seen from here") && !text.contains("name servers say"), "{text}");
}

#[test]
fn a_host_without_an_mx_record_is_told_with_why_it_is_one() {
    let implicit = MailExchange { is_implicit: true, ..exchange(0, "Example.com", &["198.51.100.25"]) };
    let text = told(&mail(Verdict::Proven, 0, vec![implicit], vec![]));
    let expected = "\nwhere mail goes, by preference\n  0  example.com  198.51.100.25 (for want of an MX record)\n";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn neither_the_address_as_typed_nor_what_a_server_sends_moves_the_cursor() {
    let hostile = Name::from_labels([&b"\x1b[2J\n\xff"[..]]).unwrap();
    let mut host = exchange(0, "x", &[]);
    host.exchange.host = hostile.clone();
    let mut mail = mail(Verdict::Proven, 1, vec![host], vec![finding(Code::MailNullMx, Severity::Error, None)]);
    mail.address = "\x1b]0;x\x07\u{202e}\u{200b}@example.com".into();
    mail.servers[0].name_asked = hostile;
    mail.findings[0].message = "\x1b[2J\r\u{9b}".into();
    let text = told(&mail);
    assert!(text.bytes().all(|octet| matches!(octet, b'\n' | 0x20..=0x7e)), "{text:?}");
    assert!(first_line(&mail).contains(r"\u{1b}]0;x\u{7}\u{202e}\u{200b}@example.com"), "{text}");
}

#[test]
fn a_long_address_is_wrapped_between_words_and_lines_keep_their_width() {
    let mut mail = mail(Verdict::Refuted, 1, vec![exchange(10, "mx.example", &["192.0.2.25"])], vec![]);
    mail.address = std::format!("{}@{}.example", "a".repeat(64), "b".repeat(15));
    let text = told(&mail);
    assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
    assert_eq!(first_line(&mail), "CANNOT RECEIVE: mail for");
}
