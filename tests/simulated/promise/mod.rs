//! The promise: no false proof, ever; no "not published" from network trouble, ever; no hang or flood, whatever arrives.
//!
//! Each test's name is a claim. Zone names, tokens and dice come from a seed that a failure prints.

mod aliases;
mod asking;
mod bailiwick;
mod belief;
mod bounds;
mod mail;
mod on_the_way;
mod round_trips;
mod time;

use core::time::Duration;

use super::random::{SeedOfFailure, seed};
use super::world::World;

/// The round-trip time of every link, where a test sets no other.
const RTT: Duration = Duration::from_millis(20);

/// A world whose domain has so many name servers, and what names its seed if the test fails.
fn world(servers: usize) -> (World, SeedOfFailure) {
    let seed = seed();
    (World::new(seed, servers), SeedOfFailure(seed))
}

/// As [`world`], with name servers that nobody has glue for.
fn world_hosted_elsewhere(servers: usize) -> (World, SeedOfFailure) {
    let seed = seed();
    (World::hosted_elsewhere(seed, servers), SeedOfFailure(seed))
}
