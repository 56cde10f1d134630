//! The whole client against a simulated network, in virtual time and from a seed.
//!
//! [`world`] plans a small internet ([`internet`]: zones and servers as data) and a check. Built, it is a [`network`] of
//! [`host`]s behind [`link`]s that drives the very `Batch` that ships. A test spoils the plan, runs it, and looks at the
//! [`run`]. Nothing sleeps and nothing is sent.

pub(crate) mod crafted;
mod forger;
mod heap;
pub(crate) mod host;
mod internet;
mod link;
mod network;
mod processor;
pub(crate) mod random;
mod report;
mod response;
mod run;
mod twist;
mod world;

mod bounds;
mod findings;
mod mixture;
mod network_tests;
mod promise;
mod scenarios;
