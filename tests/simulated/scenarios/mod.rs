//! The misbehaving servers of `fixtures/scenarios.tsv`, each played: what comes of it, by how many packets, how soon.
//!
//! The list says what is expected; each row here sets up what the list describes. Where several servers behave alike,
//! a scenario has several set-ups, and all come out the same.

mod alias;
mod answer;
mod crossed;
mod delegation;
mod edns;
mod header;
mod list;
mod loss;
mod mixed;
mod spoof;
mod stage;
mod tcp;
mod wire;

use std::collections::BTreeSet;

use txtproof::exchange::{Path, Transport};
use txtproof::proof::{Outcome, Verdict};

use super::random::{SeedOfFailure, Seeded, seed};
use super::report::{assert_printable, assert_report};
use super::run::{Run, Sent};
use list::{Bound, Entry, list};
use stage::Stage;

/// How often each set-up is played, with other names, tokens and dice each time.
const WORLDS: u64 = 2;

/// How many scenarios there are.
const SCENARIOS: usize = 145;

/// Spoils the stage.
type SetUp = fn(&mut Stage);

/// What the list cannot say of a run.
type Claim = fn(&mut Stage, &Run);

/// A row of the list, set up.
#[derive(Clone, Copy)]
struct Scenario {
    id: &'static str,
    begin: Begin,
    set_ups: &'static [SetUp],
    claim: Option<Claim>,
}

/// Where a check begins, and so what the figures of the list are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// The user names the server: the figures are those of the record's question there.
    NamedServer,
    /// The root, from which a domain with so many name servers is found: the figures are the check's.
    Root(usize),
}

/// A scenario at one server that the user names.
const fn named(id: &'static str, set_ups: &'static [SetUp]) -> Scenario {
    Scenario { id, begin: Begin::NamedServer, set_ups, claim: None }
}

/// A scenario of a whole check, in a domain with so many name servers.
const fn from_root(id: &'static str, servers: usize, set_ups: &'static [SetUp]) -> Scenario {
    Scenario { id, begin: Begin::Root(servers), set_ups, claim: None }
}

fn all() -> impl Iterator<Item = &'static Scenario> {
    let groups = [
        loss::SCENARIOS,
        spoof::SCENARIOS,
        header::SCENARIOS,
        edns::SCENARIOS,
        tcp::SCENARIOS,
        answer::SCENARIOS,
        alias::SCENARIOS,
        delegation::SCENARIOS,
        wire::SCENARIOS,
    ];
    groups.into_iter().flatten()
}

/// What came of a scenario, in the words of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Played {
    outcome: String,
    verdict: &'static str,
    findings: String,
    figures: Figures,
}

/// Time and packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Figures {
    milliseconds: u128,
    udp: usize,
    tcp: usize,
}

impl Figures {
    /// Of these transmissions, from the first to the moment when the last one's socket was closed.
    fn of<'s>(sent: impl IntoIterator<Item = &'s Sent>) -> Self {
        let mut figures = Self { milliseconds: 0, udp: 0, tcp: 0 };
        let mut begin = None;
        for sent in sent {
            let begin = *begin.get_or_insert(sent.at);
            figures.milliseconds = figures.milliseconds.max(sent.until.saturating_sub(begin).as_millis());
            match sent.transport {
                Transport::Udp => figures.udp += 1,
                Transport::Tcp => figures.tcp += 1,
            }
        }
        figures
    }
}

impl Scenario {
    const fn and(self, claim: Claim) -> Self {
        Self { claim: Some(claim), ..self }
    }

    fn stage(&self, seed: u64) -> Stage {
        match self.begin {
            Begin::NamedServer => Stage::of_named_servers(seed, 1),
            Begin::Root(servers) => Stage::from_root(seed, servers),
        }
    }

    fn play(&self, set_up: SetUp, seed: u64) -> Played {
        let mut stage = self.stage(seed);
        set_up(&mut stage);
        if self.begin == Begin::NamedServer && stage.world.task.servers.is_empty() {
            let addresses = stage.world.domain_addresses();
            stage.world.ask_just(&addresses);
        }
        let run = stage.run();
        assert_kept_in_every_scenario(&stage, &run);
        if let Some(claim) = self.claim {
            claim(&mut stage, &run);
        }
        self.played(&mut stage, &run)
    }

    fn played(&self, stage: &mut Stage, run: &Run) -> Played {
        let figures = match self.begin {
            Begin::NamedServer => figures_of_question(stage, run),
            Begin::Root(_) => {
                let milliseconds = run.elapsed.as_millis();
                Figures { milliseconds, ..Figures::of(&run.sent) }
            }
        };
        let outcome = match self.begin {
            Begin::NamedServer => outcome_at(stage, run).as_str().to_owned(),
            Begin::Root(_) => outcomes(run),
        };
        Played { outcome, verdict: word(run.proof.verdict), findings: run.findings(), figures }
    }
}

/// What came of the record's question at the scenario's server.
fn outcome_at(stage: &mut Stage, run: &Run) -> Outcome {
    let (address, question) = (stage.address(), stage.question());
    let rows = run.proof.servers.iter().filter(|row| row.address == address && row.name_asked == question.name);
    let outcomes: Vec<Outcome> = rows.map(|row| row.outcome).collect();
    assert_eq!(outcomes.len(), 1, "one row for each address and name: {:#?}", run.proof.servers);
    outcomes[0]
}

/// What came of all questions, each outcome once.
fn outcomes(run: &Run) -> String {
    let words: BTreeSet<&str> = run.proof.servers.iter().map(|row| row.outcome.as_str()).collect();
    if words.is_empty() { "-".to_owned() } else { words.into_iter().collect::<Vec<_>>().join("+") }
}

fn figures_of_question(stage: &mut Stage, run: &Run) -> Figures {
    let (address, question) = (stage.address(), stage.question());
    Figures::of(run.sent_to(address).filter(|sent| sent.question == question))
}

const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proven => "proven",
        Verdict::Refuted => "refuted",
        Verdict::Inconclusive => "inconclusive",
    }
}

/// A new socket for every transmission, an end in time, and reports that can be read and shown.
fn assert_kept_in_every_scenario(stage: &Stage, run: &Run) {
    assert!(run.sent.iter().all(|sent| sent.path == Path::Fresh), "{:#?}", run.sent);
    assert!(run.elapsed <= stage.policy.timeout, "{:?}", run.elapsed);
    assert_eq!(usize::try_from(run.proof.queries_sent), Ok(run.sent.len()));
    assert_report(run);
    assert_printable(run);
}

impl Entry {
    fn is_met_by(&self, played: &Played) -> bool {
        let told = (self.verdict.as_str(), self.findings.as_str());
        told == (played.verdict, &played.findings) && self.is_met_at_server(&played.outcome, played.figures)
    }

    fn is_met_at_server(&self, outcome: &str, Figures { milliseconds, udp, tcp }: Figures) -> bool {
        let is_in_time = match self.milliseconds {
            Bound::Exactly(expected) => milliseconds == expected,
            Bound::AtMost(most) => milliseconds <= most,
        };
        let are_packets_right = match self.packets {
            (Bound::Exactly(expected), over_tcp) => (udp, tcp) == (expected, over_tcp),
            (Bound::AtMost(most), over_tcp) => udp <= most && tcp <= over_tcp,
        };
        self.outcome == outcome && is_in_time && are_packets_right
    }
}

#[test]
fn every_scenario_comes_out_as_the_list_says() {
    let seed = seed();
    let _seed = SeedOfFailure(seed);
    let (mut random, list) = (Seeded::new(seed), list());
    let mut wrong = Vec::new();
    for scenario in all() {
        let entry = list.iter().find(|entry| entry.id == scenario.id);
        for (number, set_up) in scenario.set_ups.iter().enumerate() {
            for _ in 0..WORLDS {
                let played = scenario.play(*set_up, random.next());
                if !entry.is_some_and(|entry| entry.is_met_by(&played)) {
                    wrong.push(format!("{} (set-up {number})\n  {}", scenario.id, list::told(&played)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} came out otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each number has a row of its own; where a server's behaviour parts, letters behind the number have further ones.
#[test]
fn every_scenario_of_the_list_is_played_and_none_is_missing() {
    let listed: Vec<String> = list().into_iter().map(|entry| entry.id).collect();
    let played: Vec<&str> = all().map(|scenario| scenario.id).collect();
    assert_eq!(listed, played, "the list and the set-ups, in one order");
    let expected = (1..=SCENARIOS).map(|number| format!("S{number:03}"));
    let numbers: Vec<&String> = listed.iter().filter(|id| id.len() == 4).collect();
    assert_eq!(numbers, expected.collect::<Vec<_>>().iter().collect::<Vec<_>>());
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len(), "an id stands there once");
}
