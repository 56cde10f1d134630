//! The demo: a small internet on loopback whose zones are right or wrong in eleven ways, checked over real sockets.
//!
//! [`run`] tells all [`SCENES`]. Its parts serve tests as well: an [`Authority`] turns queries into responses without
//! I/O, from [`Zone`]s in zone-file text and in a [`Manner`] that is chosen as data; an [`Internet`] puts authorities
//! at made-up addresses behind loopback sockets; [`demo_internet`] is the one that the scenes share.
//!
//! Nothing here needs privileges, configuration or a network.

mod authority;
mod internet;
mod lookup;
mod reply;
mod request;
mod scenes;
mod service;
mod telling;
mod world;
mod zone;

use core::time::Duration;
use std::io::{self, Write};

use crate::batch::{Batch, BatchPolicy};
use crate::check::Check;
use crate::exchange::Transports;
use crate::net::{Net, NetOptions, Redirects};

pub use authority::{Authority, Manner};
pub use internet::{Internet, ServerSpec};
pub use scenes::{SCENES, Scene, SceneServer};
pub use telling::{DemoOutcome, Style};
pub use world::{demo_internet, demo_root_hints};
pub use zone::{LineProblem, Zone, ZoneError};

use telling::Teller;

/// How the demo asks: as `check` does by default, in a little less time.
const POLICY: BatchPolicy =
    BatchPolicy { transports: Transports::UdpThenTcp, tries: 3, timeout: Duration::from_millis(7500) };

/// Checks all scenes side by side and tells them in their order.
///
/// The error is `out`'s or this machine's: no sockets, no randomness. A scene that comes out otherwise is told in the
/// outcome.
pub fn run(out: &mut dyn Write, style: Style) -> io::Result<DemoOutcome> {
    let internet = demo_internet()?;
    let redirects = Redirects::Only(internet.redirects().clone());
    let mut net = Net::new(NetOptions { redirects, observer: None })?;
    let mut batch = Batch::new(POLICY);
    for (seed, scene) in (0..).zip(SCENES) {
        batch.add(Check::new(scene.task().map_err(io::Error::other)?, seed), net.now());
    }
    let mut teller = Teller::new(out, style);
    let mut told = teller.open();
    net.run(&mut batch, |check, proof| {
        let scene = usize::try_from(check.0).unwrap_or(usize::MAX);
        if told.is_ok() {
            told = teller.hand_in(scene, proof);
        }
    })?;
    told.and_then(|()| teller.close())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scene_comes_out_as_expected_in_under_8_seconds() {
        let (started, mut out) = (std::time::Instant::now(), Vec::new());
        let outcome = run(&mut out, Style::Plain).unwrap();
        let elapsed = started.elapsed();
        let text = String::from_utf8(out).unwrap();
        assert!(text.ends_with("\n11 of 11 as expected\n"), "{text}");
        assert_eq!(outcome.exit_code(), 0);
        assert!(elapsed < Duration::from_secs(8), "{elapsed:?}");
    }
}
