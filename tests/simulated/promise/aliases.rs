//! Chains of aliases: long ones, endless ones, and ones that branch.

use txtproof::proof::{Code, Verdict};

use super::world;
use crate::simulated::processor::{assert_in_proportion, timed};
use crate::simulated::run::Run;
use crate::simulated::twist::invents_aliases;
use crate::simulated::world::{World, txt_line};

/// The most aliases that are followed.
const MAX_ALIASES: usize = 16;

/// `_amazonses`, `a1`, `a2`, …
fn owner(number: usize) -> String {
    if number == 0 { "_amazonses".to_owned() } else { format!("a{number}") }
}

/// The record at the end of so many aliases.
fn publish_behind(world: &mut World, aliases: usize) {
    let alias = |number| format!("{} CNAME {}\n", owner(number), owner(number + 1));
    let chain: String = (0..aliases).map(alias).collect();
    let end = txt_line(&owner(aliases), world.token.as_bytes());
    world.publish(&(chain + &end));
}

#[test]
fn sixteen_aliases_lead_to_a_proof() {
    let (mut world, _seed) = world(4);
    publish_behind(&mut world, MAX_ALIASES);
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, "note name-alias".to_owned()));
}

#[test]
fn seventeen_aliases_lead_to_no_verdict() {
    let (mut world, _seed) = world(4);
    publish_behind(&mut world, MAX_ALIASES + 1);
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert_eq!(run.errors().collect::<Vec<_>>(), [Code::LimitReached]);
}

#[test]
fn a_loop_refutes_as_soon_as_a_name_comes_again() {
    for length in [1, 2, 5] {
        let (mut world, _seed) = world(2);
        let alias = |number| format!("{} CNAME {}\n", owner(number), owner((number + 1) % length));
        let chain: String = (0..length).map(alias).collect();
        world.publish(&chain);
        let run = world.prove();
        assert_eq!((run.proof.verdict, run.findings()), (Verdict::Refuted, "error alias-loop".to_owned()));
        assert!(run.sent.len() <= 16 + 4 * length, "{} queries", run.sent.len());
    }
}

#[test]
fn a_chain_through_five_zones_of_their_own_leads_to_a_proof() {
    let (mut world, _seed) = world(2);
    let zones: Vec<String> = (0..5).map(|_| format!("{}.{}", world.random.label(), world.top)).collect();
    world.publish(&format!("_amazonses CNAME {}.\n", zones[0]));
    for (number, zone) in zones.iter().enumerate() {
        world.add_zone(zone, 2);
        let next = zones.get(number + 1).map(|next| format!("host CNAME host.{next}.\n"));
        let end = || txt_line("host", world.token.as_bytes());
        let lines = next.unwrap_or_else(end);
        world.internet.zone(zone).records = lines;
    }
    world.publish(&format!("_amazonses CNAME host.{}.\n", zones[0]));
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
}

/// Servers `a`, `b`, … that disagree at the record's name: each leads to the first name of a chain of its own. At each
/// further name all go on alike, or each goes back to its own chain.
fn prove_where_every_server_goes_its_own_way(servers: usize, goes_back: bool) -> Run {
    let (mut world, _seed) = world(servers);
    let letters: Vec<char> = ('a'..).take(servers).collect();
    let end: String = letters.iter().map(|letter| txt_line(&format!("{letter}{MAX_ALIASES}"), b"the end")).collect();
    world.publish(&end);
    for (own, server) in letters.iter().zip(world.domain_servers()) {
        let alias = |(letter, number): (char, usize)| {
            let to = if goes_back { *own } else { letter };
            format!("{letter}{number} CNAME {to}{}\n", number + 1)
        };
        let names = letters.iter().flat_map(|letter| (1..MAX_ALIASES).map(|number| (*letter, number)));
        let lines: Vec<String> = names.map(alias).collect();
        server.records = format!("_amazonses CNAME {own}1\n{}", lines.concat());
    }
    world.prove()
}

/// Twice as many servers have twice as many chains, and each is asked about each; but from every name there are as many ways
/// on as there are servers, and nothing may follow them all.
#[test]
fn four_servers_with_sixteen_aliases_each_cost_four_times_of_two() {
    for goes_back in [true, false] {
        let [(_, two), (run, four)] =
            [2, 4].map(|servers| timed(|| prove_where_every_server_goes_its_own_way(servers, goes_back)));
        assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{}", run.findings());
        assert_eq!(run.errors().collect::<Vec<_>>(), [Code::LimitReached]);
        assert_bounded(&run, 4);
        assert_in_proportion(two, four, 4);
    }
}

#[test]
fn servers_that_invent_an_alias_for_every_question_get_no_more_than_16_followed() {
    let (mut world, _seed) = world(4);
    world.domain_servers().iter_mut().for_each(|server| server.habits.push(invents_aliases()));
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Inconclusive);
    assert_eq!(run.errors().collect::<Vec<_>>(), [Code::LimitReached]);
    assert_bounded(&run, 4);
}

/// Each server is asked for the record, for 16 aliases, and for its serial; the walk for the aliases has its own bound.
fn assert_bounded(run: &Run, servers: usize) {
    let most = (1 + MAX_ALIASES + 1) * servers;
    let evidence = run.sent.len() - run.discovery_queries();
    assert!(evidence <= most, "{evidence} queries are more than {most}");
    assert!(run.discovery_queries() <= 80, "{} discovery queries", run.discovery_queries());
}
