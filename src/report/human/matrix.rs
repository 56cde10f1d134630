//! What a terminal shows while a record is waited for: which server holds it since when, and what the others say.

use core::time::Duration;

use anstyle::Style;
use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, vec, write, writeln};

use super::check::{headline, holds, record_questions, sentence};
use super::findings::style_of;
use super::rows::{questions, table};
use super::{CALM, FAINT};
use crate::proof::{Finding, Outcome, Proof, Row, Verdict};
use crate::report::names::told;
use crate::report::text::{Printable, wrap};
use crate::report::watch::{Prospect, Watch, is_telling, news};

/// Where sentences are broken: on most terminals.
const WIDTH: usize = 79;

/// A moment of waiting; all times are since it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Now.
    pub now: Duration,
    /// Whether it is asked or slept.
    pub stage: Stage,
    /// How many rounds have begun, this one included.
    pub round: u32,
    /// When waiting is over.
    pub deadline: Duration,
}

/// What happens at a moment of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A round is under way.
    Asking,
    /// A pause.
    Pausing {
        /// When the next round begins.
        next: Duration,
    },
    /// Nothing any more.
    Over,
}

/// Writes the whole matrix as it is at `moment`; the lines that matter most first, since a terminal may be low.
pub fn write_matrix(
    out: &mut dyn Write,
    proof: &Proof,
    unicode: Option<&str>,
    watch: &Watch,
    moment: Moment,
) -> io::Result<()> {
    let (style, word) = if proof.verdict == Verdict::Proven { headline(proof.verdict) } else { (CALM, "WAITING") };
    write_wrapped(out, style, word, &sentence(proof, unicode))?;
    writeln!(out, "{FAINT}{}{FAINT:#}", state(moment))?;
    for rows in questions(&proof.servers, &record_questions(proof)) {
        let rows: Vec<&Row> = rows.into_iter().filter(|row| is_telling(row, proof)).collect();
        let Some(Row { name_asked, type_asked, .. }) = rows.first() else { continue };
        writeln!(out, "\n{} {type_asked}", told(name_asked))?;
        write!(out, "{}", table(&rows, |row, width| held_since(row, watch, moment.now, width)))?;
    }
    news(proof).try_for_each(|(finding, prospect)| write_finding(out, finding, prospect))
}

/// `Round 3, the next in 9s; waiting for 1m 12s, 10m at most.` In seconds, so that it is redrawn once a second.
fn state(moment: Moment) -> String {
    let Moment { now, stage, round, deadline } = moment;
    let stage = match stage {
        Stage::Asking => "under way".into(),
        Stage::Pausing { next } => format!("the next in {}", seconds(next.saturating_sub(now))),
        Stage::Over => "the last".into(),
    };
    format!("Round {round}, {stage}; waiting for {}, {} at most.", seconds(now), seconds(deadline))
}

fn held_since(row: &Row, watch: &Watch, now: Duration, width: usize) -> Vec<String> {
    let held = holds(row, width);
    match watch.since(row).filter(|_| row.outcome == Outcome::Match) {
        Some(since) => vec![format!("{} for {}", held.join(", "), seconds(now.saturating_sub(since)))],
        None => held,
    }
}

fn write_finding(out: &mut dyn Write, finding: &Finding, prospect: Prospect) -> io::Result<()> {
    let told = match prospect {
        Prospect::Open => finding.message.clone(),
        Prospect::Hopeless => format!("waiting alone will not mend this. {}", finding.fix),
    };
    writeln!(out)?;
    write_wrapped(out, style_of(finding.severity), finding.code.as_str(), &Printable(&told).to_string())
}

/// A coloured word and what is told of it.
fn write_wrapped(out: &mut dyn Write, style: Style, word: &str, told: &str) -> io::Result<()> {
    let lines = wrap(&format!("{word}: {told}"), WIDTH).join("\n");
    writeln!(out, "{style}{word}{style:#}{}", lines.strip_prefix(word).unwrap_or(&lines))
}

/// `0.4s`, `27s`, `1m 12s`.
pub(super) fn age(duration: Duration) -> String {
    const TENTHS_BELOW: Duration = Duration::from_secs(10);
    if duration < TENTHS_BELOW {
        return format!("{:.1}s", duration.as_secs_f64());
    }
    seconds(duration)
}

fn seconds(duration: Duration) -> String {
    humantime::format_duration(Duration::from_secs(duration.as_secs())).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::{AnswerData, Code, Severity};
    use crate::report::sample::{EXPECTED, answer, finding, name, proof, row};
    use crate::wire::RecordType;

    const PAUSE: Moment = Moment {
        now: Duration::from_secs(72),
        stage: Stage::Pausing { next: Duration::from_secs(81) },
        round: 3,
        deadline: Duration::from_secs(600),
    };

    /// The matrix without colours, of a proof that was noted at second 5.
    fn matrix(proof: &Proof, moment: Moment) -> String {
        let mut watch = Watch::default();
        watch.note(proof, Duration::from_secs(5));
        let mut out = anstream::StripStream::new(Vec::new());
        write_matrix(&mut out, proof, None, &watch, moment).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn the_matrix_tells_who_holds_it_since_when_and_what_the_others_say() {
        let apex = Row { name_asked: name("example.com"), ..row(2, Outcome::Mismatch, &[b"v=spf1 -all"]) };
        let rows = vec![
            row(1, Outcome::Match, &[EXPECTED.as_bytes()]),
            row(2, Outcome::Mismatch, &[b"old"]),
            apex,
            row(3, Outcome::Timeout, &[]),
        ];
        let expected = r#"WAITING: 1 of 4 name servers holds the expected verification record of
example.com.
Round 3, the next in 9s; waiting for 1m 12s, 10m at most.

_amazonses.example.com TXT
  ns1.example.net  192.0.2.1  match     as expected for 1m 7s
  ns2.example.net  192.0.2.2  mismatch  "old"
  ns3.example.net  192.0.2.3  timeout   no answer in 3 tries
"#;
        assert_eq!(matrix(&proof(Verdict::Refuted, rows, vec![]), PAUSE), expected);
    }

    #[test]
    fn a_round_under_way_is_told_as_such() {
        let told = state(Moment { now: Duration::from_millis(1_440), stage: Stage::Asking, ..PAUSE });
        assert_eq!(told, "Round 3, under way; waiting for 1s, 10m at most.");
    }

    #[test]
    fn what_waiting_cannot_mend_stands_below_with_its_fix() {
        let findings = vec![
            finding(Code::NameMissing, Severity::Error, None),
            finding(Code::ValueLowercased, Severity::Error, Some(b"x")),
            finding(Code::NameAlias, Severity::Note, None),
        ];
        let told = matrix(&proof(Verdict::Refuted, vec![row(1, Outcome::Mismatch, &[b"x"])], findings), PAUSE);
        let expected = "  ns1.example.net  192.0.2.1  mismatch  \"x\"\n\n\
                        value-lowercased: waiting alone will not mend this. What to do.\n\n\
                        name-alias: What is so.\n";
        assert!(told.ends_with(expected), "{told}");
    }

    #[test]
    fn no_octet_from_the_network_reaches_the_terminal_raw() {
        let octets: Vec<u8> = (0..=255).collect();
        let cname = answer(RecordType::CNAME, AnswerData::Presentation("\x1b]0;x\x07\u{9b}.".into()));
        let alias = Row { answers: vec![cname].into(), ..row(2, Outcome::Alias, &[]) };
        let detail = Row { detail: Some("\x1b[2J".into()), ..row(3, Outcome::ServFail, &[]) };
        let mut finding = finding(Code::DomainMissing, Severity::Error, Some(&octets));
        (finding.message, finding.fix) = ("\x1b[2J\r".into(), "\u{202e}".into());
        let rows = vec![row(1, Outcome::Mismatch, &[&octets]), alias, detail];
        let told = matrix(&proof(Verdict::Refuted, rows, vec![finding]), PAUSE);
        assert!(told.bytes().all(|octet| matches!(octet, b'\n' | 0x20..=0x7e)), "{told:?}");
    }

    #[test]
    fn ages_are_told_in_tenths_then_seconds_then_minutes() {
        let told = [0, 400, 9_949, 27_900, 72_000, 600_000].map(|age_ms| age(Duration::from_millis(age_ms)));
        assert_eq!(told, ["0.0s", "0.4s", "9.9s", "27s", "1m 12s", "10m"]);
    }
}
