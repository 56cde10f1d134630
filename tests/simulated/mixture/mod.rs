//! Random mixtures: internets whose links, servers, zones and tasks are drawn from a seed, and what holds in each.
//!
//! By default the same seeds each time, so that a red build is red again. `TXTPROOF_SIMULATIONS=1000000` runs so many new
//! ones (best with `--release`), `TXTPROOF_SEED=…` just the one that failed. Its line in `fixtures/seeds.tsv`, or
//! `fixtures/seeds-of-mail.tsv`, keeps it.

mod draw;
mod invariants;
mod mail;
mod truth;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use txtproof::proof::Verdict;

use super::random::{SeedOfFailure, named_seed, new_seed};
use draw::Drawn;
use invariants::assert_invariants;

/// How many runs there are by default.
const SIMULATIONS: u64 = 2_000;

/// Asks for as many new ones.
const COUNT_VARIABLE: &str = "TXTPROOF_SIMULATIONS";

/// How the runs came out.
#[derive(Default)]
struct Tally {
    proven: AtomicUsize,
    refuted: AtomicUsize,
    inconclusive: AtomicUsize,
}

/// Seeds that failed once, and what they showed; of the mixtures of mail in a list of their own.
const SEEDS: &str = "fixtures/seeds.tsv";
const SEEDS_OF_MAIL: &str = "fixtures/seeds-of-mail.tsv";

#[test]
fn seeds_that_failed_once_do_not_fail_again() {
    for (file, simulate) in [(SEEDS, simulate as fn(u64) -> Verdict), (SEEDS_OF_MAIL, mail::simulate)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = fs::read_to_string(path).expect("the list is there");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let seed = line.split_once('\t').and_then(|(seed, _)| seed.parse().ok());
            simulate(seed.unwrap_or_else(|| panic!("no seed and what it showed: {line}")));
        }
    }
}

#[test]
fn random_mixtures_keep_the_five_invariants() {
    let (first, count) = seeds();
    simulate_all(first, count, simulate);
}

/// Where `TXTPROOF_SIMULATIONS` asks for many, a tenth of them.
#[test]
fn mixture_of_mail() {
    let (first, count) = seeds();
    let count = if named_count().is_some() { count.div_ceil(10) } else { count };
    simulate_all(first, count, mail::simulate);
}

/// Runs them side by side, and shows how they came out.
fn simulate_all(first: u64, count: u64, simulate: fn(u64) -> Verdict) {
    let (next, tally) = (AtomicU64::new(0), Tally::default());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(number) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < count) {
                    tally.note(simulate(first.wrapping_add(number)));
                }
            });
        }
    });
    tally.assert_is_a_mixture();
}

/// The first seed, and how many there are.
fn seeds() -> (u64, u64) {
    match (named_seed(), named_count()) {
        (Some(seed), count) => (seed, count.unwrap_or(1)),
        (None, Some(count)) => (new_seed(), count),
        (None, None) => (0, SIMULATIONS),
    }
}

fn named_count() -> Option<u64> {
    let text = std::env::var(COUNT_VARIABLE).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{COUNT_VARIABLE}={text} is not a number")))
}

fn simulate(seed: u64) -> Verdict {
    let _seed = SeedOfFailure(seed);
    let drawn = Drawn::from_seed(seed);
    let mut network = drawn.world.network();
    let run = network.prove_by(drawn.world.check(), drawn.policy);
    assert_invariants(&drawn, &network, &run);
    run.proof.verdict
}

impl Tally {
    fn note(&self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Proven => &self.proven,
            Verdict::Refuted => &self.refuted,
            Verdict::Inconclusive => &self.inconclusive,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }

    /// A mixture that comes out one way alone would show little.
    fn assert_is_a_mixture(&self) {
        let counts = [&self.proven, &self.refuted, &self.inconclusive].map(|count| count.load(Ordering::Relaxed));
        println!("proven, refuted, inconclusive: {counts:?}");
        let all: usize = counts.iter().sum();
        assert!(all < 100 || counts.iter().all(|count| *count > all / 10), "{counts:?}");
    }
}
