//! What holds in every run, whatever was drawn.

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

use txtproof::check::{Goal, Needed};
use txtproof::demo::Manner;
use txtproof::proof::{Outcome, Proof, Row, Verdict};
use txtproof::wire::{Name, RecordType};

use super::draw::{Drawn, LIE};
use super::truth::{Truth, truth};
use crate::simulated::network::Network;
use crate::simulated::report::{assert_printable, assert_report};
use crate::simulated::run::{Run, Sent};

/// How late a check may end.
const LATENESS: Duration = Duration::from_millis(100);

const MAX_ALIASES: usize = 16;

const MAX_DISCOVERY_QUERIES: usize = 80;

/// The search for misplaced records, and a serial from each address.
const MAX_SEARCH_QUERIES: usize = 60;

pub(super) fn assert_invariants(drawn: &Drawn, network: &Network, run: &Run) {
    assert_common_invariants(drawn, network, run);
    assert_verdict_is_true(drawn, network, run);
    assert_report(run);
    assert_printable(run);
}

/// Those that do not depend on what is to be found out.
pub(super) fn assert_common_invariants(drawn: &Drawn, network: &Network, run: &Run) {
    assert!(run.elapsed <= drawn.policy.timeout + LATENESS, "it ends by its timeout, not after {:?}", run.elapsed);
    assert_one_row_for_each_address(drawn, &run.proof);
    for row in &run.proof.servers {
        assert_row_is_true(network, row);
        assert_believed_rightly(drawn, network, row);
    }
    assert_bounds(drawn, run);
}

fn assert_one_row_for_each_address(drawn: &Drawn, proof: &Proof) {
    let mut seen = BTreeSet::new();
    for row in &proof.servers {
        let key = (row.address, row.port, row.name_asked.to_string(), row.type_asked.0);
        assert!(seen.insert(key), "two rows for {} and {}", row.address, row.name_asked);
    }
    let is_registry = proof.zone.as_ref().is_some_and(|zone| zone.label_count() < 2);
    let record = record_name(drawn);
    for address in proof.delegation.iter().flat_map(|server| &server.addresses).filter(|_| !is_registry) {
        let has_row = proof.servers.iter().any(|row| row.address == *address && row.name_asked == record);
        assert!(has_row, "no row for {address}: {:#?}", proof.servers);
    }
}

/// What a row tells is what the server's zones hold: nothing of it comes from a packet that was to be rejected.
fn assert_row_is_true(network: &Network, row: &Row) {
    let values: BTreeSet<Vec<u8>> = row.answers.iter().map(txtproof::proof::Answer::octets).collect();
    assert!(!values.contains(LIE), "a lie is believed: {row:#?}");
    let truth = truth(network, row.address, &row.name_asked, row.type_asked);
    let is_true = match row.outcome {
        Outcome::Match | Outcome::Mismatch | Outcome::Answered => truth == Truth::Values(values),
        Outcome::Alias => matches!(&truth, Truth::Alias(target) if values.contains(target.to_string().as_bytes())),
        Outcome::NoData => truth == Truth::NoData,
        Outcome::NxDomain => truth == Truth::NxDomain,
        _ => values.is_empty(),
    };
    assert!(is_true, "the truth is {truth:?}, told is {row:#?}");
}

/// A server that does not speak with authority gives no evidence.
fn assert_believed_rightly(drawn: &Drawn, network: &Network, row: &Row) {
    let is_without_authority = |manner| {
        matches!(
            manner,
            Manner::Silent
                | Manner::NotAuthoritative
                | Manner::RefersUpward
                | Manner::RefusesAll
                | Manner::Fails
                | Manner::CutsResponses
        )
    };
    let manner = network.hosts.get(&row.address).map(|host| host.authority.manner);
    assert!(
        !is_evidence(row) || !manner.is_some_and(is_without_authority),
        "believed is a server that is {manner:?}, in {}: {row:#?}",
        drawn.world.domain
    );
}

/// Proven: every server that answered holds the record. Refuted: one that answered does not.
fn assert_verdict_is_true(drawn: &Drawn, network: &Network, run: &Run) {
    let record = record_name(drawn);
    let is_true = match run.proof.verdict {
        Verdict::Proven => witnesses(run, &record).count() > 0 && is_held(drawn, network, run, &record, 0),
        Verdict::Refuted => !is_held(drawn, network, run, &record, 0),
        Verdict::Inconclusive => true,
    };
    assert!(is_true, "{:?} is not the truth: {}, {:#?}", run.proof.verdict, run.findings(), run.proof.servers);
}

/// The rows at a name that are evidence.
pub(super) fn witnesses<'r>(run: &'r Run, name: &Name) -> impl Iterator<Item = &'r Row> {
    run.proof.servers.iter().filter(move |row| is_evidence(row) && row.name_asked == *name)
}

/// Whether every server that answered for `name` really holds the record: there, at the domain where that counts, or
/// through aliases.
fn is_held(drawn: &Drawn, network: &Network, run: &Run, name: &Name, aliases: usize) -> bool {
    let has_at = |row: &Row, name| match truth(network, row.address, name, RecordType::TXT) {
        Truth::Values(values) => has_values(drawn, &values),
        _ => false,
    };
    let counts_at_apex = aliases == 0 && drawn.world.task.provider.is_some();
    witnesses(run, name).all(|row| match truth(network, row.address, name, RecordType::TXT) {
        Truth::Alias(_) if aliases > MAX_ALIASES => false,
        Truth::Alias(target) => is_held(drawn, network, run, &target, aliases + 1),
        _ => has_at(row, name) || (counts_at_apex && has_at(row, &drawn.world.task.domain)),
    })
}

fn has_values(drawn: &Drawn, values: &BTreeSet<Vec<u8>>) -> bool {
    let mut drawn = drawn.world.clone();
    let expectation = drawn.expectation();
    let mut wanted = expectation.wanted.octets().iter();
    match expectation.needed {
        Needed::All => wanted.all(|value| values.contains(&**value)),
        Needed::Any => wanted.any(|value| values.contains(&**value)),
    }
}

fn assert_bounds(drawn: &Drawn, run: &Run) {
    assert!(run.discovery_queries() <= MAX_DISCOVERY_QUERIES, "{} discovery queries", run.discovery_queries());
    let (rows, tries) = (run.proof.servers.len(), usize::from(drawn.policy.tries));
    let askings = usize::from(drawn.world.task.rounds) + 1;
    let most = MAX_DISCOVERY_QUERIES + MAX_SEARCH_QUERIES * tries + askings * rows * tries;
    assert!(run.sent.len() <= most, "{} queries for {rows} rows", run.sent.len());
    assert_eq!(usize::try_from(run.proof.queries_sent), Ok(run.sent.len()));
    assert_nobody_is_pestered(drawn, run);
}

/// Nothing that failed is asked again. (A parent's NS set is asked for once more over TCP where it came without glue.)
fn assert_nobody_is_pestered(drawn: &Drawn, run: &Run) {
    let (tries, rounds) = (usize::from(drawn.policy.tries), usize::from(drawn.world.task.rounds));
    let mut counts = BTreeMap::new();
    for Sent { server, question, .. } in &run.sent {
        *counts.entry((server, question.name.to_lower_case(), question.record_type)).or_insert(0) += 1;
    }
    for ((server, name, record_type), count) in counts {
        let askings = match record_type {
            RecordType::NS => 2,
            RecordType::TXT => rounds,
            // A mail server may have the name of a zone, and that zone a server that the one above has, too.
            RecordType::A | RecordType::AAAA if matches!(drawn.world.task.goal, Goal::Mail) => 2,
            _ => 1,
        };
        assert!(count <= askings * tries, "{server} is asked {count} times for {name} {record_type}");
    }
}

fn record_name(drawn: &Drawn) -> Name {
    match drawn.world.task.goal {
        Goal::Mail => drawn.world.task.domain.clone(),
        _ => drawn.world.clone().expectation().name.clone(),
    }
}

const fn is_evidence(row: &Row) -> bool {
    matches!(
        row.outcome,
        Outcome::Match | Outcome::Mismatch | Outcome::Answered | Outcome::Alias | Outcome::NoData | Outcome::NxDomain
    )
}
