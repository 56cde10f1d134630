//! `wait`: whole checks, round after round, until one proves, the deadline passes or the user has had enough.

mod progress;
mod schedule;

use core::time::Duration;

use std::io;
use std::thread;

use super::arguments::WaitArguments;
use super::exit::Exit;
use super::interrupt::Interrupt;
use super::output::Output;
use super::plan::Plan;
use super::run::{Error, net_options, remind_of_others};
use super::sources::Sources;
use crate::batch::Batch;
use crate::check::{Check, Task};
use crate::net::{Net, OsRandom};
use crate::proof::{Proof, Verdict};
use crate::report::human::{Moment, Stage, write_check};
use crate::report::json::CheckReport;
use crate::time::Instant;

use progress::Progress;
use schedule::Schedule;

pub(super) use schedule::{Pace, SHORTEST_PAUSE};

/// How long to sleep without looking at the signal, the deadline and the terminal.
const NAP: Duration = Duration::from_millis(100);

/// Waits, and prints the last whole report.
pub(super) fn run_wait(arguments: &WaitArguments) -> Result<Exit, Error> {
    let check = &arguments.check;
    let plan = Plan::check(check, &Sources::of_check(check)?)?;
    let pace = Pace::try_from(arguments)?;
    remind_of_others(check, plan.task.provider);
    let output = Output::from(&check.told);
    let (goal, unicode) = (plan.task.goal.clone(), plan.unicode.clone());
    let mut progress = Progress::new(output, check.asked.verbose, unicode.clone());
    let mut waiting = Waiting::new(plan, pace, check.asked.verbose)?;
    let (proof, end) = waiting.run(&mut progress)?;
    progress.end(end, waiting.moment(Stage::Over));
    let human = |out: &mut dyn io::Write| write_check(out, &proof, unicode.as_deref());
    output.report(|| CheckReport::from(&proof), human)?;
    Ok(if end == End::Interrupted { Exit::Undecided } else { Exit::of(&goal, &proof) })
}

/// Why waiting is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The record is there.
    Proven,
    /// There is no time for another round.
    Deadline,
    /// SIGINT.
    Interrupted,
}

/// Rounds under way.
struct Waiting {
    task: Task,
    net: Net,
    /// One for all rounds: cookies, and what else is known of a server, stay.
    batch: Batch,
    random: OsRandom,
    interrupt: Interrupt,
    schedule: Schedule,
    rounds: u32,
}

/// How a round ended.
enum Round {
    Whole(Proof),
    /// By a signal or the deadline: what had not come by then is silence in its proof.
    Cut(Proof, End),
}

impl Waiting {
    fn new(plan: Plan, pace: Pace, is_verbose: bool) -> io::Result<Self> {
        let interrupt = Interrupt::listen()?;
        let net = Net::new(net_options(is_verbose))?;
        let schedule = Schedule::new(pace, net.now());
        let (task, batch, random) = (plan.task, Batch::new(plan.policy), OsRandom::new()?);
        Ok(Self { task, net, batch, random, interrupt, schedule, rounds: 0 })
    }

    /// The last whole round's proof; that of the first round, as far as it came, if there is no other.
    fn run(&mut self, progress: &mut Progress) -> io::Result<(Proof, End)> {
        let mut last = None;
        loop {
            let began = self.net.now();
            let proof = match self.round(progress)? {
                Round::Whole(proof) => proof,
                Round::Cut(proof, end) => return Ok((last.unwrap_or(proof), end)),
            };
            let now = self.net.now();
            progress.note(&proof, self.moment(Stage::Asking));
            let chance = self.chance()?;
            if proof.verdict == Verdict::Proven {
                return Ok((proof, End::Proven));
            }
            let next = self.schedule.next(now, now.since(began), chance);
            let Some(next) = next else { return Ok((proof, End::Deadline)) };
            if self.pause(next, progress) == Pause::Interrupted {
                return Ok((proof, End::Interrupted));
            }
            last = Some(proof);
        }
    }

    /// One check, cut short by a signal or the deadline.
    fn round(&mut self, progress: &mut Progress) -> io::Result<Round> {
        let seed = self.random.seed()?;
        let id = self.batch.add(Check::new(self.task(), seed), self.net.now());
        self.rounds = self.rounds.saturating_add(1);
        let (mut done, mut cut) = (None, None);
        while self.net.turn_within(NAP, &mut self.batch, |_, proof| done = Some(proof))?.is_continue() {
            progress.show(self.moment(Stage::Asking));
            if done.is_none() && cut.is_none() {
                cut = self.end();
                if cut.is_some() {
                    self.batch.end(id, self.net.now());
                }
            }
        }
        let proof = done.ok_or_else(|| io::Error::other("the check ended without a proof"))?;
        Ok(match cut {
            None => Round::Whole(proof),
            Some(end) => Round::Cut(proof, end),
        })
    }

    /// Whether a round under way is to end now.
    fn end(&self) -> Option<End> {
        if self.interrupt.is_set() {
            return Some(End::Interrupted);
        }
        (self.net.now() >= self.schedule.deadline()).then_some(End::Deadline)
    }

    fn pause(&self, until: Instant, progress: &mut Progress) -> Pause {
        loop {
            let left = until.since(self.net.now());
            if self.interrupt.is_set() {
                return Pause::Interrupted;
            }
            if left.is_zero() {
                return Pause::Over;
            }
            progress.show(self.moment(Stage::Pausing { next: until.since(Instant::ZERO) }));
            thread::sleep(left.min(NAP));
        }
    }

    fn moment(&self, stage: Stage) -> Moment {
        let (now, deadline) = (self.net.now(), self.schedule.deadline());
        Moment { now: now.since(Instant::ZERO), stage, round: self.rounds, deadline: deadline.since(Instant::ZERO) }
    }

    /// The task as of now: tokens expire while they are waited for.
    fn task(&self) -> Task {
        let waited = self.net.now().since(Instant::ZERO).as_secs();
        Task { unix_time: self.task.unix_time.map(|start| start.saturating_add(waited)), ..self.task.clone() }
    }

    fn chance(&mut self) -> io::Result<u8> {
        let mut octets = [0; 1];
        self.random.try_fill(&mut octets)?;
        Ok(octets[0])
    }
}

/// How a pause ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pause {
    Over,
    Interrupted,
}
