//! Time, as far as a shared machine tells it: the contenders take turns, and of each the fastest turn counts.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::case::Case;
use crate::codec::Contender;

/// A turn is so long that the clock's own cost vanishes in it.
const TURN: Duration = Duration::from_micros(200);
const TURNS: u32 = 40;
/// What takes long has fewer turns.
const LONGEST: Duration = Duration::from_millis(400);

/// Nanoseconds that each case takes each contender: a row for each case.
pub(crate) fn nanoseconds(contenders: &[Contender], cases: &[Case]) -> Vec<Vec<f64>> {
    cases.iter().map(|case| row(contenders, case)).collect()
}

fn row(contenders: &[Contender], case: &Case) -> Vec<f64> {
    let mut runners: Vec<Runner<'_>> = contenders.iter().map(|contender| Runner::new(contender.job(case))).collect();
    for _ in 0..TURNS {
        runners.iter_mut().for_each(Runner::take_turn);
    }
    runners.iter().map(|runner| runner.fastest).collect()
}

struct Runner<'c> {
    job: Box<dyn FnMut() -> u64 + 'c>,
    /// How often the job is done in a turn.
    repetitions: u32,
    spent: Duration,
    fastest: f64,
}

impl<'c> Runner<'c> {
    fn new(job: Box<dyn FnMut() -> u64 + 'c>) -> Self {
        let mut runner = Self { job, repetitions: 1, spent: Duration::ZERO, fastest: f64::INFINITY };
        while runner.turn() < TURN {
            runner.repetitions *= 2;
        }
        runner
    }

    fn take_turn(&mut self) {
        if self.spent < LONGEST {
            let taken = self.turn();
            self.spent += taken;
            self.fastest = self.fastest.min(taken.as_secs_f64() * 1e9 / f64::from(self.repetitions));
        }
    }

    fn turn(&mut self) -> Duration {
        let started = Instant::now();
        for _ in 0..self.repetitions {
            black_box((self.job)());
        }
        started.elapsed()
    }
}
