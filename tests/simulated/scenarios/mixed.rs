//! Up to five servers, each with a scenario drawn from the list: whatever the others do, of each comes what the list says,
//! and the verdict follows from that.

use txtproof::exchange::Transports;
use txtproof::proof::Outcome;

use super::list::{Entry, list};
use super::stage::Stage;
use super::{Begin, Scenario, SetUp, all, assert_kept_in_every_scenario, figures_of_question, outcome_at, word};
use crate::simulated::random::{SeedOfFailure, Seeded, seed};
use crate::simulated::run::Run;

/// How many mixtures are drawn.
const MIXTURES: usize = 150;

const MAX_SERVERS: usize = 5;

/// What alters the task, and with it every server's part: a server named twice, another name asked for.
const OF_THE_TASK: [&str; 2] = ["S023", "S140"];

/// Whose trouble is the server's own.
const GROUPS: [&str; 6] = ["loss", "spoof", "header", "edns", "tcp", "wire"];

/// A server's part: its line of the list, and one of its set-ups.
type Part<'l> = (&'l Entry, SetUp);

#[test]
fn any_servers_side_by_side_come_out_as_each_alone() {
    let seed = seed();
    let _seed = SeedOfFailure(seed);
    let (mut random, list) = (Seeded::new(seed), list());
    let parts = parts(&list);
    assert!(parts.len() > 80, "{} parts", parts.len());
    for _ in 0..MIXTURES {
        let count = 1 + random.index(MAX_SERVERS);
        let drawn: Vec<Part<'_>> = (0..count).map(|_| *random.pick(&parts)).collect();
        assert_comes_out(&drawn, random.next());
    }
}

fn parts(list: &[Entry]) -> Vec<Part<'_>> {
    let entry = |scenario: &Scenario| list.iter().find(|entry| entry.id == scenario.id).expect("it is listed");
    let is_its_own = |scenario: &&Scenario| {
        scenario.begin == Begin::NamedServer
            && GROUPS.contains(&entry(scenario).group.as_str())
            && !OF_THE_TASK.contains(&scenario.id)
    };
    let set_ups = all()
        .filter(is_its_own)
        .flat_map(|scenario| scenario.set_ups.iter().map(move |set_up| (entry(scenario), *set_up)));
    set_ups.filter(|(_, set_up)| !is_over_tcp_alone(*set_up)).collect()
}

/// That is a choice of the user's, for all servers.
fn is_over_tcp_alone(set_up: SetUp) -> bool {
    let mut stage = Stage::of_named_servers(0, 1);
    set_up(&mut stage);
    stage.policy.transports == Transports::TcpOnly
}

fn assert_comes_out(parts: &[Part<'_>], seed: u64) {
    let ids: Vec<&str> = parts.iter().map(|(entry, _)| entry.id.as_str()).collect();
    let mut stage = Stage::of_named_servers(seed, parts.len());
    for (place, (_, set_up)) in parts.iter().enumerate() {
        stage.place = place;
        set_up(&mut stage);
    }
    let addresses = stage.world.domain_addresses();
    stage.world.ask_just(&addresses);
    let run = stage.run();
    assert_kept_in_every_scenario(&stage, &run);
    let mut outcomes = Vec::new();
    for (place, (entry, _)) in parts.iter().enumerate() {
        stage.place = place;
        let (outcome, figures) = (outcome_at(&mut stage, &run), figures_of_question(&mut stage, &run));
        let is_met = entry.is_met_at_server(outcome.as_str(), figures);
        assert!(is_met, "{} among {ids:?}: {outcome:?}, {figures:?}", entry.id);
        outcomes.push(outcome);
    }
    assert_verdict(&run, &outcomes, &ids);
}

/// None of these servers lacks the record; those that hold it are enough if they are half of all.
fn assert_verdict(run: &Run, outcomes: &[Outcome], ids: &[&str]) {
    let held = outcomes.iter().filter(|outcome| **outcome == Outcome::Match).count();
    let expected = if held > 0 && 2 * held >= outcomes.len() { "proven" } else { "inconclusive" };
    assert_eq!(word(run.proof.verdict), expected, "{ids:?}: {}", run.findings());
}
