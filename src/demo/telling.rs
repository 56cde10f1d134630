//! What the demo prints: scene by scene what was set up, what was found, and what to do.

mod page;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::format;
use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;

use super::scenes::{GROUPS, Group, Programme, Scene};
use crate::exchange::Transport;
use crate::proof::{Code, Finding, NameServerCount, Outcome, Proof, Verdict};

use page::{BOLD, GREEN, Page, RED, YELLOW};

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
    /// How many findings were to be shown and were not. The tour need not show any.
    pub findings_left: usize,
}

impl DemoOutcome {
    /// The program's exit code: 0, or 1 if a scene came out otherwise or a finding was not shown.
    pub fn exit_code(self) -> u8 {
        u8::from(self.as_expected != self.scenes || self.findings_left > 0)
    }
}

/// Tells the scenes in their order, each as soon as its proof and those of all before it are there.
pub(super) struct Teller<'o> {
    page: Page<'o>,
    programme: Programme,
    scenes: Vec<&'static Scene>,
    /// The proofs whose turn has not come, by scene.
    waiting: BTreeMap<usize, Proof>,
    /// The scene to tell next.
    next: usize,
    as_expected: usize,
    /// The findings told so far.
    shown: BTreeSet<Code>,
}

impl<'o> Teller<'o> {
    pub(super) fn new(out: &'o mut dyn Write, style: Style, programme: Programme) -> Self {
        Self {
            page: Page { out, style },
            programme,
            scenes: programme.scenes(),
            waiting: BTreeMap::new(),
            next: 0,
            as_expected: 0,
            shown: BTreeSet::new(),
        }
    }

    /// Says what the reader is about to see.
    pub(super) fn open(&mut self) -> io::Result<()> {
        self.page.text(match self.programme {
            Programme::Tour => {
                "A small internet runs on 127.0.0.1: a root, the top-level domain \"example\", and a zone for each scene on \
                 two name servers of its own. Each zone is checked over real sockets, from the root; no packet leaves this \
                 machine."
            }
            Programme::All => {
                "A small internet runs on 127.0.0.1, and each scene has a domain of its own there. Each is checked over \
                 real sockets, from the root; no packet leaves this machine. A finding that was explained before is \
                 named by its code alone, unless it is the cause."
            }
        })?;
        self.page.out.flush()
    }

    /// Takes the proof of a scene.
    pub(super) fn hand_in(&mut self, scene: usize, proof: Proof) -> io::Result<()> {
        self.waiting.insert(scene, proof);
        while let Some((scene, proof)) = self.scenes.get(self.next).copied().zip(self.waiting.remove(&self.next)) {
            self.next = self.next.saturating_add(1);
            self.as_expected = self.as_expected.saturating_add(usize::from(is_as_expected(scene, &proof)));
            self.tell(scene, &proof)?;
        }
        self.page.out.flush()
    }

    /// Counts.
    pub(super) fn close(self) -> io::Result<DemoOutcome> {
        let due: Vec<Code> = match self.programme {
            Programme::Tour => Vec::new(),
            Programme::All => Code::ALL.iter().copied().filter(|code| code.is_seen_in_dns()).collect(),
        };
        let left = due.iter().filter(|code| !self.shown.contains(code)).count();
        let outcome = DemoOutcome { as_expected: self.as_expected, scenes: self.scenes.len(), findings_left: left };
        writeln!(self.page.out, "\n{} of {} as expected", outcome.as_expected, outcome.scenes)?;
        match self.programme {
            Programme::Tour => writeln!(self.page.out, "Every finding there is: txtproof demo --all")?,
            Programme::All => {
                writeln!(self.page.out, "{} of {} findings shown", due.len().saturating_sub(left), due.len())?;
            }
        }
        self.page.out.flush()?;
        Ok(outcome)
    }

    fn tell(&mut self, scene: &Scene, proof: &Proof) -> io::Result<()> {
        self.tell_title(scene)?;
        self.page.paragraph("set up", scene.setting)?;
        let verdict = self.page.styled(colour(proof.verdict), scene.word(proof.verdict));
        let found = if scene.is_mail() { hosts(proof) } else { held(proof) };
        self.page.labelled("found", &format!("{verdict}: {found}"))?;
        match self.programme {
            Programme::Tour => self.tell_cause(scene, proof)?,
            Programme::All => self.tell_findings(proof)?,
        }
        self.shown.extend(codes(proof));
        self.tell_comparison(scene, proof)
    }

    fn tell_title(&mut self, scene: &Scene) -> io::Result<()> {
        let begins = |group: &&Group| group.scenes.first().is_some_and(|first| first.domain == scene.domain);
        if let Some(group) = GROUPS.iter().find(begins).filter(|_| self.programme == Programme::All) {
            let title = self.page.styled(BOLD, group.title);
            writeln!(self.page.out, "\n{title}")?;
        }
        let title = self.page.styled(BOLD, scene.title);
        writeln!(self.page.out, "\n{:>2}. {title} ({})", self.next, scene.domain)
    }

    /// All findings, and what to do about the first.
    fn tell_cause(&mut self, scene: &Scene, proof: &Proof) -> io::Result<()> {
        for finding in distinct(&proof.findings) {
            self.page.paragraph("", &format!("{}: {}", finding.code.as_str(), finding.message))?;
        }
        let nothing = if scene.is_mail() { "Nothing: mail arrives." } else { "Nothing: the record is right." };
        self.page.paragraph("to do", proof.findings.first().map_or(nothing, |first| &first.fix))
    }

    /// The cause and what was not told before, with what to do about each.
    fn tell_findings(&mut self, proof: &Proof) -> io::Result<()> {
        for (finding, place) in distinct(&proof.findings).zip(0..) {
            if place > 0 && self.shown.contains(&finding.code) {
                continue;
            }
            self.page
                .paragraph(finding.severity.as_str(), &format!("{}: {}", finding.code.as_str(), finding.message))?;
            self.page.paragraph("fix", &finding.fix)?;
        }
        Ok(())
    }

    /// What was expected, where it is not plain to see, and whether it came so.
    fn tell_comparison(&mut self, scene: &Scene, proof: &Proof) -> io::Result<()> {
        let expected = summary(scene.word(scene.verdict), scene.findings.iter().copied());
        match (is_as_expected(scene, proof), self.programme) {
            (true, Programme::Tour) => self.page.labelled("", "as expected"),
            (true, Programme::All) => self.page.paragraph("", &format!("as expected: {expected}")),
            (false, _) => {
                let text = self.page.styled(RED, "NOT AS EXPECTED");
                self.page.labelled("", &text)?;
                self.page.paragraph("expected", &expected)?;
                self.page.paragraph("found", &summary(scene.word(proof.verdict), codes(proof)))
            }
        }
    }
}

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

/// Where mail goes.
fn hosts(proof: &Proof) -> String {
    let hosts: Vec<String> = proof.exchanges.iter().map(|it| it.exchange.host.to_string()).collect();
    match proof.verdict {
        _ if !hosts.is_empty() => format!("mail goes to {}.", hosts.join(", ")),
        Verdict::Inconclusive => "where mail goes is not known.".to_string(),
        Verdict::Proven | Verdict::Refuted => "mail has nowhere to go.".to_string(),
    }
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

/// The codes of the findings, each once, the cause first.
fn codes(proof: &Proof) -> impl Iterator<Item = Code> + '_ {
    distinct(&proof.findings).map(|finding| finding.code)
}

/// The verdict, the cause and the codes have to be the expected ones; the order behind the cause is free.
fn is_as_expected(scene: &Scene, proof: &Proof) -> bool {
    let (mut found, mut expected) = (BTreeSet::new(), BTreeSet::new());
    found.extend(codes(proof));
    expected.extend(scene.findings.iter().copied());
    let cause = proof.findings.first().map(|finding| finding.code);
    proof.verdict == scene.verdict && cause == scene.findings.first().copied() && found == expected
}

fn summary(verdict: &str, codes: impl IntoIterator<Item = Code>) -> String {
    let words: Vec<&str> = codes.into_iter().map(Code::as_str).collect();
    let words = if words.is_empty() { "no finding".to_string() } else { words.join(", ") };
    format!("{verdict} with {words}")
}
