//! What the demo prints: scene by scene what was set up, what was found, and what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::format;
use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;

use super::scenes::{SCENES, Scene};
use crate::exchange::Transport;
use crate::proof::{Code, Finding, NameServerCount, Outcome, Proof, Verdict};

/// The widest line, in columns. A word that is longer alone stands on a line of its own.
const COLUMNS: usize = 100;

/// Where the text of a scene begins, behind its labels.
const INDENT: usize = 13;

/// Whether the output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    #[default]
    Plain,
    /// Verdicts and titles stand out by ANSI escape sequences.
    Coloured,
}

/// How the demo ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOutcome {
    /// How many scenes came out as expected.
    pub as_expected: usize,
    /// How many scenes there are.
    pub scenes: usize,
}

impl DemoOutcome {
    /// The program's exit code: 0, or 1 if a scene came out otherwise.
    pub fn exit_code(self) -> u8 {
        u8::from(self.as_expected != self.scenes)
    }
}

/// Tells the scenes in their order, each as soon as its proof and those of all before it are there.
pub(super) struct Teller<'o> {
    out: &'o mut dyn Write,
    style: Style,
    /// The proofs whose turn has not come, by scene.
    waiting: BTreeMap<usize, Proof>,
    /// The scene to tell next.
    next: usize,
    as_expected: usize,
}

impl<'o> Teller<'o> {
    pub(super) fn new(out: &'o mut dyn Write, style: Style) -> Self {
        Self { out, style, waiting: BTreeMap::new(), next: 0, as_expected: 0 }
    }

    /// Says what the reader is about to see.
    pub(super) fn open(&mut self) -> io::Result<()> {
        let text = "A small internet runs on 127.0.0.1: a root, the top-level domain \"example\", and a zone for each \
                    scene on two name servers of its own. Each zone is checked over real sockets, from the root; no \
                    packet leaves this machine.";
        writeln!(self.out, "{}", wrapped(text, 0))?;
        self.out.flush()
    }

    /// Takes the proof of a scene.
    pub(super) fn hand_in(&mut self, scene: usize, proof: Proof) -> io::Result<()> {
        self.waiting.insert(scene, proof);
        while let Some((scene, proof)) = SCENES.get(self.next).zip(self.waiting.remove(&self.next)) {
            self.next = self.next.saturating_add(1);
            self.as_expected = self.as_expected.saturating_add(usize::from(is_as_expected(scene, &proof)));
            self.tell(scene, &proof)?;
        }
        self.out.flush()
    }

    /// Counts.
    pub(super) fn close(self) -> io::Result<DemoOutcome> {
        let outcome = DemoOutcome { as_expected: self.as_expected, scenes: SCENES.len() };
        writeln!(self.out, "\n{} of {} as expected", outcome.as_expected, outcome.scenes)?;
        self.out.flush()?;
        Ok(outcome)
    }

    fn tell(&mut self, scene: &Scene, proof: &Proof) -> io::Result<()> {
        let title = self.styled(BOLD, scene.title);
        writeln!(self.out, "\n{:>2}. {title} ({})", self.next, scene.domain)?;
        self.paragraph("set up", scene.setting)?;
        let verdict = self.styled(colour(proof.verdict), proof.verdict.as_str());
        self.labelled("found", &format!("{verdict}: {}", held(proof)))?;
        for finding in distinct(&proof.findings) {
            self.paragraph("", &format!("{}: {}", finding.code.as_str(), finding.message))?;
        }
        self.paragraph("to do", proof.findings.first().map_or("Nothing: the record is right.", |first| &first.fix))?;
        if is_as_expected(scene, proof) {
            return self.labelled("", "as expected");
        }
        let text = self.styled(RED, "NOT AS EXPECTED");
        self.labelled("", &text)?;
        self.paragraph("expected", &summary(scene.verdict, scene.findings))?;
        let codes: Vec<Code> = distinct(&proof.findings).map(|finding| finding.code).collect();
        self.paragraph("found", &summary(proof.verdict, &codes))
    }

    fn paragraph(&mut self, label: &str, text: &str) -> io::Result<()> {
        self.labelled(label, &wrapped(text, INDENT))
    }

    fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "    {label:<8} {text}")
    }

    fn styled(&self, sequence: &str, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_string(),
            Style::Coloured => format!("\x1b[{sequence}m{text}\x1b[0m"),
        }
    }
}

const BOLD: &str = "1";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";

const fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proven => GREEN,
        Verdict::Refuted => RED,
        Verdict::Inconclusive => YELLOW,
    }
}

/// What the verdict rests on.
fn held(proof: &Proof) -> String {
    let NameServerCount { held, listed, .. } = proof.name_servers;
    let over_tcp = if needs_tcp(proof) { " (too large for UDP: asked over TCP)" } else { "" };
    format!("{held} of {listed} name servers hold the record{over_tcp}.")
}

/// Whether the record could only be had over TCP.
fn needs_tcp(proof: &Proof) -> bool {
    let held = || proof.servers.iter().filter(|row| row.outcome == Outcome::Match);
    held().next().is_some() && held().all(|row| row.transport == Some(Transport::Tcp))
}

/// The first finding of each code, the cause first.
fn distinct(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let mut told = BTreeSet::new();
    findings.iter().filter(move |finding| told.insert(finding.code))
}

/// The verdict, the cause and the codes have to be the expected ones; the order behind the cause is free.
fn is_as_expected(scene: &Scene, proof: &Proof) -> bool {
    let found: BTreeSet<Code> = proof.findings.iter().map(|finding| finding.code).collect();
    let cause = proof.findings.first().map(|finding| finding.code);
    proof.verdict == scene.verdict
        && cause == scene.findings.first().copied()
        && found == scene.findings.iter().copied().collect()
}

fn summary(verdict: Verdict, codes: &[Code]) -> String {
    let words: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    let words = if words.is_empty() { "no finding".to_string() } else { words.join(", ") };
    format!("{} with {words}", verdict.as_str())
}

/// `text` broken between words; every line but the first is indented.
fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut column = indent;
    for word in text.split_whitespace() {
        let after = column.saturating_add(1).saturating_add(word.chars().count());
        if column > indent && after > COLUMNS {
            lines.push('\n');
            lines.extend(core::iter::repeat_n(' ', indent));
            column = indent;
        } else if column > indent {
            lines.push(' ');
            column = column.saturating_add(1);
        }
        lines.push_str(word);
        column = column.saturating_add(word.chars().count());
    }
    lines
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;
    use crate::proof::{ListedBy, Row, Severity};
    use crate::wire::RecordType;

    fn finding(code: Code) -> Finding {
        let (message, fix) = (format!("what {} says", code.as_str()), format!("mend {}", code.as_str()));
        let severity = Severity::Error;
        Finding { code, severity, name: None, servers: vec![], expected: None, found: None, message, fix }
    }

    fn proof(verdict: Verdict, codes: &[Code]) -> Proof {
        Proof {
            domain: "shop.example".parse().unwrap(),
            zone: None,
            parent: None,
            provider: Some("ses"),
            verdict,
            name_servers: NameServerCount { listed: 2, answered: 2, held: 2 },
            delegation: vec![],
            records: vec![],
            servers: vec![],
            resolvers: Vec::new(),
            findings: codes.iter().copied().map(finding).collect(),
            queries_sent: 9,
            elapsed: Duration::from_millis(48),
        }
    }

    fn expected_proof(scene: &Scene) -> Proof {
        proof(scene.verdict, scene.findings)
    }

    /// Hands in the proofs in the order of `turns` and gives what was printed.
    fn told(turns: impl IntoIterator<Item = usize>, proof: impl Fn(&Scene) -> Proof) -> (String, DemoOutcome) {
        let mut out = Vec::new();
        let mut teller = Teller::new(&mut out, Style::Plain);
        teller.open().unwrap();
        turns.into_iter().for_each(|scene| teller.hand_in(scene, proof(&SCENES[scene])).unwrap());
        let outcome = teller.close().unwrap();
        (String::from_utf8(out).unwrap(), outcome)
    }

    #[test]
    fn all_scenes_as_expected_exit_with_0() {
        let (text, outcome) = told(0..11, expected_proof);
        assert!(text.ends_with("\n11 of 11 as expected\n"), "{text}");
        assert_eq!(outcome.exit_code(), 0);
    }

    #[test]
    fn scenes_are_told_in_their_order_whatever_order_they_end_in() {
        assert_eq!(told((0..11).rev(), expected_proof), told(0..11, expected_proof));
    }

    #[test]
    fn a_scene_that_comes_out_otherwise_is_told_and_exits_with_1() {
        let (text, outcome) = told(0..11, |scene| match scene.id {
            "nothing" => proof(Verdict::Inconclusive, &[Code::ServerTimeout]),
            _ => expected_proof(scene),
        });
        assert!(text.contains("expected refuted with name-missing, negative-cached\n"), "{text}");
        assert!(text.contains("found    inconclusive with server-timeout\n"), "{text}");
        assert!(text.ends_with("\n10 of 11 as expected\n"), "{text}");
        assert_eq!(outcome.exit_code(), 1);
    }

    #[test]
    fn a_scene_without_a_proof_is_not_as_expected() {
        let (text, outcome) = told(0..10, expected_proof);
        assert!(text.ends_with("\n10 of 11 as expected\n"), "{text}");
        assert_eq!(outcome.exit_code(), 1);
    }

    #[test]
    fn the_cause_comes_first_and_what_follows_may_come_in_any_order() {
        let stale = SCENES.iter().find(|scene| scene.id == "stale-secondary").unwrap();
        let is_expected = |codes: &[Code]| is_as_expected(stale, &proof(Verdict::Refuted, codes));
        assert!(is_expected(&[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached]));
        assert!(is_expected(&[Code::ServersDisagree, Code::NegativeCached, Code::ServerBehind]));
        assert!(!is_expected(&[Code::ServerBehind, Code::ServersDisagree, Code::NegativeCached]));
        assert!(!is_expected(&[Code::ServersDisagree]));
        assert!(!is_expected(&[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached, Code::NameMissing]));
    }

    #[test]
    fn no_line_is_wider_than_100_columns() {
        let wordy = |scene: &Scene| {
            let mut proof = expected_proof(scene);
            proof.findings.iter_mut().for_each(|finding| finding.message = "a few words ".repeat(30));
            proof
        };
        let (text, _) = told(0..11, wordy);
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
        assert!(text.lines().any(|line| line.chars().count() > COLUMNS - 12), "{text}");
    }

    #[test]
    fn a_record_that_needed_tcp_is_told_so() {
        let row = |transport| Row {
            names: vec![],
            address: "198.51.100.10".parse().unwrap(),
            port: 53,
            listed_by: ListedBy::Both,
            name_asked: "_amazonses.shop.example".parse().unwrap(),
            type_asked: RecordType::TXT,
            outcome: Outcome::Match,
            transport: Some(transport),
            rtt: None,
            attempts: 1,
            rcode: None,
            authoritative: Some(true),
            serial: None,
            answers: vec![],
            detail: None,
        };
        let mut proof = proof(Verdict::Proven, &[]);
        proof.servers = vec![row(Transport::Tcp), row(Transport::Tcp)];
        assert_eq!(held(&proof), "2 of 2 name servers hold the record (too large for UDP: asked over TCP).");
        proof.servers.push(row(Transport::Udp));
        assert_eq!(held(&proof), "2 of 2 name servers hold the record.");
    }

    #[test]
    fn colour_changes_no_word() {
        let mut out = Vec::new();
        let mut teller = Teller::new(&mut out, Style::Coloured);
        teller.hand_in(0, expected_proof(&SCENES[0])).unwrap();
        let coloured = String::from_utf8(out).unwrap();
        assert!(coloured.contains("\x1b[32mproven\x1b[0m"), "{coloured}");
        let plain = ["\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"];
        let plain = plain.into_iter().fold(coloured, |text, sequence| text.replace(sequence, ""));
        assert!(told([0], expected_proof).0.contains(&plain));
    }
}
