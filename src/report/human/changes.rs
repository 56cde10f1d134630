//! A change in one line: for logs, and for whoever reads them later.

use core::time::Duration;

use std::format;
use std::io::{self, Write};
use std::string::String;
use std::writeln;

use super::FAINT;
use super::check::{headline, holds, sentence};
use super::findings::style_of;
use super::matrix::age;
use super::rows::who;
use crate::proof::{Finding, Proof, RecordVerdict, Row};
use crate::report::names::told;
use crate::report::text::Printable;
use crate::report::watch::{Change, Prospect};

/// What a value may take of a line.
const VALUE_WIDTH: usize = 64;

/// Writes one change as one line, `at` so long after waiting began.
pub fn write_change(
    out: &mut dyn Write,
    change: &Change<'_>,
    proof: &Proof,
    unicode: Option<&str>,
    at: Duration,
) -> io::Result<()> {
    let line = match change {
        Change::Row { row, before } => row_line(row, before.as_ref(), proof),
        Change::Gone(row) => format!("{}: not among the name servers any more", who(row)),
        Change::Finding { finding, prospect } => finding_line(finding, *prospect),
        Change::Verdict(verdict) => {
            let (style, word) = headline(*verdict);
            format!("{style}{word}{style:#}: {}", sentence(proof, unicode))
        }
    };
    write_line(out, at, &line)
}

/// Writes one line, `at` so long after waiting began.
pub fn write_line(out: &mut dyn Write, at: Duration, line: &str) -> io::Result<()> {
    writeln!(out, "{FAINT}{:>8}{FAINT:#}  {line}", age(at))
}

/// `ns1.example.net (192.0.2.1): match, as expected; before: nxdomain`.
fn row_line(row: &Row, before: Option<&Row>, proof: &Proof) -> String {
    let server = who(row);
    let question = question(row, proof);
    let held = holds(row, VALUE_WIDTH).join(", ");
    let outcome = row.outcome.as_str();
    let held = if held.is_empty() { held } else { format!(", {held}") };
    // Mismatch after mismatch: the value is news, the word is not.
    let before = before.filter(|before| before.outcome != row.outcome);
    let before = before.map(|before| format!("; before: {}", before.outcome.as_str())).unwrap_or_default();
    format!("{server}{question}: {outcome}{held}{before}")
}

/// What was asked, as far as it is not the first record: its name, and its type where a record of that name has another.
fn question(row: &Row, proof: &Proof) -> String {
    let is_of_name = |record: &&RecordVerdict| record.name == row.name_asked;
    let is_of_type = |record: &RecordVerdict| record.record_type == row.type_asked;
    let has_other_type = proof.records.iter().filter(is_of_name).any(|record| !is_of_type(record));
    match proof.records.first().filter(is_of_name) {
        Some(record) if is_of_type(record) => String::new(),
        _ if has_other_type => format!(" {} {}", told(&row.name_asked), row.type_asked),
        _ => format!(" {}", told(&row.name_asked)),
    }
}

fn finding_line(finding: &Finding, prospect: Prospect) -> String {
    let (style, word) = (style_of(finding.severity), finding.severity.as_str());
    let message = Printable(&finding.message);
    let line = format!("{style}{word}{style:#}: {}: {message}", finding.code.as_str());
    match prospect {
        Prospect::Open => line,
        Prospect::Hopeless => format!("{line} Waiting alone will not mend this. {}", Printable(&finding.fix)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::{Code, Outcome, Severity, Verdict};
    use crate::report::sample::{EXPECTED, finding, name, proof, row, text};
    use crate::report::watch::Watch;
    use crate::wire::RecordType;
    use std::vec;
    use std::vec::Vec;

    /// The lines of each of these proofs, which follow one another by a second.
    fn lines(proofs: &[Proof]) -> Vec<Vec<String>> {
        let mut watch = Watch::default();
        let mut lines_of = |(second, proof): (u64, &Proof)| {
            let at = Duration::from_secs(second);
            let mut out = anstream::StripStream::new(Vec::new());
            for change in watch.note(proof, at) {
                write_change(&mut out, &change, proof, None, at).unwrap();
            }
            let text = String::from_utf8(out.into_inner()).unwrap();
            text.lines().map(Into::into).collect()
        };
        (0..).zip(proofs).map(&mut lines_of).collect()
    }

    #[test]
    fn a_record_of_another_type_at_the_same_name_is_told_by_its_type() {
        let mut proof = proof(Verdict::Refuted, vec![row(1, Outcome::NoData, &[])], vec![]);
        proof.records.push(RecordVerdict { record_type: RecordType::MX, ..proof.records[0].clone() });
        let mx = Row { type_asked: RecordType::MX, ..row(1, Outcome::NxDomain, &[]) };
        assert_eq!(question(&proof.servers[0], &proof), "");
        assert_eq!(question(&mx, &proof), " _amazonses.example.com MX");
        assert_eq!(question(&Row { name_asked: name("a.example"), ..mx }, &proof), " a.example");
    }

    #[test]
    fn each_change_is_one_line_with_its_time() {
        let mut held = row(1, Outcome::Match, &[EXPECTED.as_bytes()]);
        let other = row(2, Outcome::Mismatch, &[b"a", b"b"]);
        let first =
            proof(Verdict::Refuted, vec![row(1, Outcome::NxDomain, &[]), row(2, Outcome::Timeout, &[])], vec![]);
        let second = proof(Verdict::Refuted, vec![held.clone(), other.clone()], vec![]);
        held.answers.to_mut().push(text(b"more"));
        let third = proof(Verdict::Refuted, vec![held], vec![]);
        let expected = [
            vec![
                "    0.0s  ns1.example.net (192.0.2.1): nxdomain, no such name",
                "    0.0s  ns2.example.net (192.0.2.2): timeout, no answer in 3 tries",
                "    0.0s  REFUTED: 0 of 2 name servers hold the expected verification record of example.com.",
            ],
            vec![
                "    1.0s  ns1.example.net (192.0.2.1): match, as expected; before: nxdomain",
                "    1.0s  ns2.example.net (192.0.2.2): mismatch, \"a\", \"b\"; before: timeout",
            ],
            vec![
                "    2.0s  ns1.example.net (192.0.2.1): match, as expected, and 1 other value",
                "    2.0s  ns2.example.net (192.0.2.2): not among the name servers any more",
            ],
        ];
        assert_eq!(lines(&[first, second, third]), expected);
    }

    #[test]
    fn a_row_of_another_name_says_which() {
        let apex =
            crate::proof::Row { name_asked: name("Example.com"), ..row(1, Outcome::Match, &[EXPECTED.as_bytes()]) };
        let told = lines(&[proof(Verdict::Proven, vec![apex], vec![])]);
        assert_eq!(told[0][0], "    0.0s  ns1.example.net (192.0.2.1) example.com: match, as expected");
    }

    #[test]
    fn what_waiting_cannot_mend_is_one_line_with_its_fix() {
        let findings = vec![
            finding(Code::ValueLowercased, Severity::Error, Some(b"x")),
            finding(Code::NameAlias, Severity::Note, None),
        ];
        let told = lines(&[proof(Verdict::Refuted, vec![row(1, Outcome::Mismatch, &[b"x"])], findings)]);
        let expected = [
            "    0.0s  error: value-lowercased: What is so. Waiting alone will not mend this. What to do.",
            "    0.0s  note: name-alias: What is so.",
        ];
        assert_eq!(told[0][1..3], expected);
    }

    #[test]
    fn no_octet_from_the_network_makes_a_second_line_or_reaches_the_terminal() {
        let octets: Vec<u8> = (0..=255).collect();
        let mut finding = finding(Code::DomainMissing, Severity::Error, Some(&octets));
        (finding.message, finding.fix) = ("\x1b[2J\r\n".into(), "\u{202e}".into());
        let told = lines(&[proof(Verdict::Refuted, vec![row(1, Outcome::Mismatch, &[&octets])], vec![finding])]);
        assert_eq!(told[0].len(), 3, "{told:?}");
        assert!(told[0].iter().all(|line| line.bytes().all(|octet| matches!(octet, 0x20..=0x7e))), "{told:?}");
    }
}
