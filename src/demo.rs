//! The demo: a small internet on loopback whose zones are right or wrong in every way that has a name, checked over real
//! sockets.
//!
//! [`run`] tells a [`Programme`] of scenes. Its parts serve tests as well: an [`Authority`] turns queries into responses
//! without I/O, from [`Zone`]s in zone-file text and in a [`Manner`] that is chosen as data; an [`Internet`] puts
//! authorities at made-up addresses behind loopback sockets; a [`World`] is the one that scenes share.
//!
//! Nothing here needs privileges, configuration or a network.

mod authority;
mod internet;
mod lookup;
mod plan;
mod reply;
mod request;
mod scenes;
mod service;
mod stage;
mod telling;
mod world;
mod zone;

use core::time::Duration;
use std::io::{self, Write};

use crate::batch::{Batch, BatchPolicy};
use crate::check::{Check, Task};
use crate::exchange::Transports;
use crate::net::{Net, NetOptions, Redirects};
use crate::proof::Proof;

pub use authority::{Authority, Manner};
pub use internet::{Internet, ServerSpec};
pub use scenes::{Expected, GROUPS, Group, Programme, Scene, SetUp};
pub use telling::{DemoOutcome, Style};
pub use world::World;
pub use zone::{LineProblem, Zone, ZoneError};

use telling::Teller;

/// How the demo asks: as `check` does by default, in a little less time.
const POLICY: BatchPolicy =
    BatchPolicy { transports: Transports::UdpThenTcp, tries: 3, timeout: Duration::from_millis(7500) };

/// The most scenes under way at a time. Each has a handful of sockets, and some systems give a program no more than 256.
const UNDER_WAY: usize = 16;

/// Checks the scenes side by side and tells them in their order.
///
/// The error is `out`'s or this machine's: no sockets, no randomness. A scene that comes out otherwise is told in the
/// outcome.
pub fn run(out: &mut dyn Write, style: Style, programme: Programme) -> io::Result<DemoOutcome> {
    let world = World::of(&programme.scenes());
    let internet = world.start()?;
    let mut teller = Teller::new(out, style, programme);
    teller.open()?;
    check_all(&internet, world.tasks(), |scene, proof| teller.hand_in(scene, proof))?;
    teller.close()
}

/// Hands on each proof with its task's number, as it comes.
fn check_all(
    internet: &Internet,
    tasks: impl ExactSizeIterator<Item = io::Result<Task>>,
    mut on_proof: impl FnMut(usize, Proof) -> io::Result<()>,
) -> io::Result<()> {
    let redirects = Redirects::Only(internet.redirects().clone());
    let mut net = Net::new(NetOptions { redirects, observer: None })?;
    let mut batch = Batch::new(POLICY);
    let mut tasks = tasks.enumerate();
    let mut under_way = 0_usize;
    let mut told = Ok(());
    // Ends: each check ends within its time, and there are so many tasks.
    loop {
        for (number, task) in tasks.by_ref().take(UNDER_WAY.saturating_sub(under_way)) {
            batch.add(Check::new(task?, u64::try_from(number).unwrap_or_default()), net.now());
            under_way = under_way.saturating_add(1);
        }
        let turn = net.turn(&mut batch, |check, proof| {
            under_way = under_way.saturating_sub(1);
            if told.is_ok() {
                told = on_proof(usize::try_from(check.0).unwrap_or(usize::MAX), proof);
            }
        })?;
        if told.is_err() || (turn.is_break() && tasks.len() == 0) {
            return told;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was told, and how long it took.
    fn told(programme: Programme) -> (String, Duration) {
        let (started, mut out) = (std::time::Instant::now(), Vec::new());
        let outcome = run(&mut out, Style::Plain, programme).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(outcome.exit_code(), 0, "{text}");
        (text, started.elapsed())
    }

    #[test]
    fn every_scene_of_the_tour_comes_out_as_expected_in_under_8_seconds() {
        let (text, elapsed) = told(Programme::Tour);
        assert!(text.contains("\n12 of 12 as expected\n"), "{text}");
        assert!(elapsed < Duration::from_secs(8), "{elapsed:?}");
    }

    #[test]
    fn every_finding_is_shown_in_under_10_seconds() {
        let (text, elapsed) = told(Programme::All);
        let count = crate::proof::Code::ALL.iter().filter(|code| code.is_seen_in_dns()).count();
        assert!(text.ends_with(&format!("{count} of {count} findings shown\n")), "{text}");
        assert!(elapsed < Duration::from_secs(10), "{elapsed:?}");
    }
}
