//! When the next round begins. Pure: the moment and the chance are arguments.

use core::time::Duration;

use crate::time::Instant;

/// No pause grows beyond this, unless the first one is longer already.
pub(in crate::cli) const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The shortest first pause that may be typed: name servers limit how often one client may ask.
pub(in crate::cli) const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// The last round begins at least so long before the deadline, so that a lost packet does not cost it.
const LAST_ROUND: Duration = Duration::from_secs(1);

/// How fast, and for how long, `wait` asks: what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Pace {
    /// The first pause.
    pub(in crate::cli) interval: Duration,
    /// How long to wait altogether.
    pub(in crate::cli) deadline: Duration,
}

/// The rounds to come: pauses that grow by half to [`LONGEST_PAUSE`], each shortened by up to a quarter at random so that
/// many who wait do not ask in step; and one last round early enough to be over by the deadline.
#[derive(Debug)]
pub(super) struct Schedule {
    pause: Duration,
    longest: Duration,
    deadline: Instant,
    is_last: bool,
}

impl Schedule {
    /// The first round begins now.
    pub(super) fn new(pace: Pace, now: Instant) -> Self {
        Self {
            pause: pace.interval,
            longest: pace.interval.max(LONGEST_PAUSE),
            deadline: now + pace.deadline,
            is_last: false,
        }
    }

    /// When waiting is over, whatever is under way.
    pub(super) const fn deadline(&self) -> Instant {
        self.deadline
    }

    /// When the next round begins, where the one that ends `now` took `round`; `None`: that was the last.
    pub(super) fn next(&mut self, now: Instant, round: Duration, chance: u8) -> Option<Instant> {
        let left = self.deadline.since(now);
        if self.is_last || left.is_zero() {
            return None;
        }
        let due = self.next_pause(chance);
        // Twice as long as the round before, where there is room for it: half of the rest is slept, half is for asking.
        let room = round.saturating_mul(2).max(LAST_ROUND).min(left / 2);
        let last = left.saturating_sub(room);
        self.is_last = due >= last;
        Some(now + due.min(last))
    }

    fn next_pause(&mut self, chance: u8) -> Duration {
        let shortened = self.pause.saturating_sub(self.pause / 4 / u32::from(u8::MAX) * u32::from(chance));
        self.pause = self.pause.saturating_add(self.pause / 2).min(self.longest);
        shortened
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    const QUICK: Duration = Duration::from_millis(50);

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Lets every round take `round` and tells when each begins.
    fn begins(interval: Duration, deadline: Duration, round: Duration, chance: u8) -> Vec<Duration> {
        let mut schedule = Schedule::new(Pace { interval, deadline }, Instant::ZERO);
        let mut begins = std::vec![Duration::ZERO];
        let mut now = Instant::ZERO + round;
        while let Some(next) = schedule.next(now, round, chance) {
            begins.push(next.since(Instant::ZERO));
            now = next + round;
            assert!(begins.len() < 10_000, "it ends");
        }
        begins
    }

    fn pauses(begins: &[Duration], round: Duration) -> Vec<Duration> {
        begins.windows(2).map(|pair| pair[1].saturating_sub(pair[0]).saturating_sub(round)).collect()
    }

    #[test]
    fn pauses_grow_by_half_up_to_the_longest() {
        let pauses = pauses(&begins(seconds(8), seconds(600), QUICK, 0), QUICK);
        assert_eq!(
            pauses[..6],
            [8, 12, 18, 27]
                .map(seconds)
                .into_iter()
                .chain([Duration::from_millis(40_500), seconds(60)])
                .collect::<Vec<_>>()
        );
        assert!(pauses.iter().all(|pause| *pause <= LONGEST_PAUSE), "{pauses:?}");
    }

    #[test]
    fn a_first_pause_longer_than_the_longest_stays_as_it_is() {
        let pauses = pauses(&begins(seconds(120), seconds(1000), QUICK, 0), QUICK);
        assert_eq!(pauses[..3], [seconds(120); 3]);
    }

    #[test]
    fn chance_shortens_a_pause_by_a_quarter_at_most() {
        let first_pause = |chance| pauses(&begins(seconds(8), seconds(600), QUICK, chance), QUICK)[0];
        let all: Vec<_> = (0..=u8::MAX).map(first_pause).collect();
        assert!(all.is_sorted_by(|one, other| one > other), "{all:?}");
        assert!(all.iter().all(|pause| (seconds(6)..=seconds(8)).contains(pause)), "{all:?}");
    }

    #[test]
    fn the_last_round_has_twice_the_time_of_the_one_before_or_half_of_what_was_left() {
        for round in [Duration::ZERO, QUICK, seconds(1), seconds(3)] {
            for deadline in 10..200 {
                let begins = begins(seconds(5), seconds(deadline), round, 77);
                let [.., before, last] = begins[..] else { panic!("one round alone") };
                let left = seconds(deadline).saturating_sub(before + round);
                let room = seconds(deadline).saturating_sub(last);
                assert!(room >= (round * 2).min(left / 2), "{round:?} {deadline} {begins:?}");
                // Nor is more time thrown away.
                assert!(room <= (round * 2).max(LAST_ROUND), "{round:?} {deadline} {begins:?}");
            }
        }
    }

    #[test]
    fn there_is_no_round_after_the_deadline() {
        let round = seconds(10);
        let mut schedule = Schedule::new(Pace { interval: seconds(5), deadline: seconds(10) }, Instant::ZERO);
        assert_eq!(schedule.next(Instant::ZERO + round, round, 0), None);
        assert_eq!(schedule.deadline(), Instant::ZERO + seconds(10));
    }

    #[test]
    fn rounds_that_take_long_get_the_rest_of_the_time_once_more() {
        // A silent server takes ten seconds; if it comes back, the last round is quick.
        let all = begins(seconds(5), seconds(14), seconds(10), 0);
        assert_eq!(all, [Duration::ZERO, seconds(12)]);
    }

    #[test]
    fn the_longest_durations_do_not_overflow() {
        let mut schedule = Schedule::new(Pace { interval: Duration::MAX, deadline: Duration::MAX }, Instant::ZERO);
        let first = schedule.next(Instant::ZERO, Duration::MAX, 0);
        assert!(first.is_some_and(|next| next < schedule.deadline()));
    }
}
