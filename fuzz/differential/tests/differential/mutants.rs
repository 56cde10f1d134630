//! Every message that is at hand, and what becomes of it by a few changes to its structure.
//!
//! `TXTPROOF_MUTANTS` says how many, `TXTPROOF_SEED` which; the same seed gives the same mutants.

use std::env;

use txtproof_differential::differential;
use txtproof_differential::mutate::{Random, built, mutant};

use crate::messages::{Sample, samples};

const MUTANTS: u64 = 20_000;

/// From so many octets on a message takes its turn once in so many times.
const LONG: usize = 4_096;
const LONG_TURNS: usize = 50;

#[test]
fn every_disagreement_about_a_message_at_hand_is_listed() {
    for sample in samples() {
        println!("{}", sample.path.display());
        differential(&sample.octets);
    }
}

#[test]
fn every_disagreement_about_a_mutant_is_listed() {
    let (count, seed) = (number("TXTPROOF_MUTANTS", MUTANTS), number("TXTPROOF_SEED", 0));
    println!("TXTPROOF_SEED={seed} TXTPROOF_MUTANTS={count}");
    let samples = samples();
    let (long, short): (Vec<&Sample>, _) = samples.iter().partition(|sample| sample.octets.len() >= LONG);
    let mut random = Random::new(seed);
    for _ in 0..count {
        let parent = match random.below(LONG_TURNS) {
            0 => random.pick(&long).expect("a long message").octets.clone(),
            turn if turn % 4 == 0 => built(&mut random),
            _ => random.pick(&short).expect("a message").octets.clone(),
        };
        differential(&mutant(&parent, &mut random));
    }
}

fn number(variable: &str, default: u64) -> u64 {
    let Ok(text) = env::var(variable) else { return default };
    text.parse().unwrap_or_else(|error| panic!("{variable}={text}: {error}"))
}
