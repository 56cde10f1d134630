//! The scenarios of single servers again, each beside another server: a healthy one, one that holds another value, and a
//! dead one. What comes of either is what comes of it alone.

use core::net::IpAddr;

use txtproof::exchange::Transports;
use txtproof::proof::Outcome;

use super::list::list;
use super::stage::Stage;
use super::{
    Begin, Figures, Scenario, SetUp, all, assert_kept_in_every_scenario, figures_of_question, outcome_at, word,
};
use crate::simulated::crafted::Crafted;
use crate::simulated::host::Departure;
use crate::simulated::link::Link;
use crate::simulated::random::{SeedOfFailure, Seeded, seed};
use crate::simulated::run::Run;
use crate::simulated::twist::habit;

/// The groups whose trouble one address has to itself.
const GROUPS: [&str; 5] = ["loss", "spoof", "header", "edns", "tcp"];

/// Who stands beside the scenario's server.
#[derive(Clone, Copy, Debug)]
enum Company {
    Healthy,
    /// It answers with authority, another value.
    Lying,
    Dead,
}

impl Company {
    const ALL: [Self; 3] = [Self::Healthy, Self::Lying, Self::Dead];

    /// Puts it beside the scenario's server; gives its address.
    fn join(self, stage: &mut Stage) -> IpAddr {
        let question = stage.question();
        let server = &mut stage.world.domain_servers()[1];
        match self {
            Self::Healthy => {}
            Self::Lying => server.habits.push(habit(move |query, departures, _| {
                if query.question() == question {
                    *departures = vec![Departure::message(Crafted::txt(query, b"another value").octets())];
                }
            })),
            Self::Dead => server.link = Link::DEAD,
        }
        server.addresses[0]
    }

    /// What comes of it, whoever stands beside it.
    const fn outcome(self) -> Outcome {
        match self {
            Self::Healthy => Outcome::Match,
            Self::Lying => Outcome::Mismatch,
            Self::Dead => Outcome::Timeout,
        }
    }

    /// What follows, where the scenario's server has this outcome: one that holds the record and is half of two is
    /// enough, and one that lacks it refutes.
    fn verdict_beside(self, outcome: Outcome) -> &'static str {
        let holds = [outcome, self.outcome()].contains(&Outcome::Match);
        let lacks = [Outcome::Mismatch, Outcome::NoData, Outcome::NxDomain];
        match [outcome, self.outcome()].iter().any(|outcome| lacks.contains(outcome)) {
            true => "refuted",
            false if holds => "proven",
            false => "inconclusive",
        }
    }
}

#[test]
fn no_server_changes_what_comes_of_another() {
    let seed = seed();
    let _seed = SeedOfFailure(seed);
    let mut random = Seeded::new(seed);
    let crossed: Vec<String> =
        list().into_iter().filter(|it| GROUPS.contains(&it.group.as_str())).map(|it| it.id).collect();
    let scenarios: Vec<&Scenario> = all().filter(|it| crossed.iter().any(|id| id == it.id)).collect();
    assert!(scenarios.len() >= 67 && scenarios.iter().all(|it| it.begin == Begin::NamedServer));
    for scenario in scenarios {
        for set_up in scenario.set_ups {
            let alone = scenario.play(*set_up, random.next());
            for company in Company::ALL {
                let context = format!("{} beside a server that is {company:?}", scenario.id);
                let (figures, outcome, run) = play_beside(*set_up, company, random.next(), &context);
                assert_eq!((outcome.as_str(), figures), (alone.outcome.as_str(), alone.figures), "{context}");
                let expected = company.verdict_beside(outcome);
                assert_eq!(word(run.proof.verdict), expected, "{context}: {}", run.findings());
            }
        }
    }
}

/// Plays a scenario beside a server of which just what is expected has to come; gives what came of the scenario's own.
fn play_beside(set_up: SetUp, company: Company, seed: u64, context: &str) -> (Figures, Outcome, Run) {
    let mut stage = Stage::of_named_servers(seed, 2);
    let other = company.join(&mut stage);
    set_up(&mut stage);
    let fixed = stage.world.domain_addresses();
    let named: Vec<IpAddr> = stage.world.task.servers.iter().map(|_| fixed[0]).collect();
    let addresses = if named.is_empty() { fixed } else { [&named[..], &[other]].concat() };
    stage.world.ask_just(&addresses);
    let run = stage.run();
    assert_kept_in_every_scenario(&stage, &run);
    assert_company(&mut stage, &run, other, company, context);
    (figures_of_question(&mut stage, &run), outcome_at(&mut stage, &run), run)
}

fn assert_company(stage: &mut Stage, run: &Run, other: IpAddr, company: Company, context: &str) {
    let question = stage.question();
    let figures = Figures::of(run.sent_to(other).filter(|sent| sent.question == question));
    let expected = match (company, stage.policy.transports) {
        (Company::Dead, Transports::UdpThenTcp) => (4500, 2, 1),
        (Company::Dead, Transports::TcpOnly) => (2000, 0, 1),
        (_, Transports::UdpThenTcp) => (20, 1, 0),
        (_, Transports::TcpOnly) => (40, 0, 1),
    };
    assert_eq!((figures.milliseconds, figures.udp, figures.tcp), expected, "{context}");
    assert_eq!(run.row(other).outcome, company.outcome(), "{context}");
}
