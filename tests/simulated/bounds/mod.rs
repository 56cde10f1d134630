//! The bounds of a check: each at its value and one beyond, what attackers make of them, and what a check has on the heap.
//!
//! `fixtures/bounds.tsv` lists them, with the tests of each.

mod attacks;
mod delegation;
mod evidence;
mod list;
mod mail;
mod mail_attacks;
mod memory;
mod wire;

use txtproof::proof::{Code, Verdict};

use super::random::{SeedOfFailure, seed};
use super::run::Run;
use super::world::World;

/// A world whose domain has so many name servers, and what names its seed if the test fails.
fn seeded(servers: usize) -> (World, SeedOfFailure) {
    let seed = seed();
    (World::new(seed, servers), SeedOfFailure(seed))
}

/// At a bound all is as usual.
fn assert_at(run: &Run) {
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}: {:#?}", run.findings(), run.proof.findings);
    assert!(!run.has(Code::LimitReached), "{:#?}", run.proof.findings);
}

/// Beyond a bound nothing is proven or refuted, and the bound is named.
fn assert_over(run: &Run, bound: &str) {
    assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{bound}: {}", run.findings());
    assert_told(run, bound);
}

/// The finding names the bound.
fn assert_told(run: &Run, bound: &str) {
    let reached = run.proof.findings.iter().filter(|finding| finding.code == Code::LimitReached);
    let told: Vec<&str> = reached.map(|finding| finding.message.as_str()).collect();
    let named = format!("A bound of this program was hit: {bound}.");
    assert!(told.iter().any(|message| message.starts_with(&named)), "not told is {bound}: {told:?}");
}
