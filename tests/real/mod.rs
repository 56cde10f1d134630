//! The built program against a real authoritative server, NSD: random zones, random tokens, addresses in 127/8.
//!
//! `cargo test -- --include-ignored real::` runs them; they need Debian's `nsd` and `util-linux`.

mod check_discovered;
mod check_nsd;
mod check_outcomes;
mod delegations;
mod internet;
mod look_up;
mod loopback;
mod network;
mod process;
mod program;
mod question;
mod random;
mod rate_limits;
mod relay;
mod report;
mod served;
mod server;
pub(crate) mod shape;
mod sizes;
mod software;
mod together;
mod unbound;
mod zone;
