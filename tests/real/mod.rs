//! The built program against a real authoritative server, NSD: random zones, random tokens, addresses in 127/8.
//!
//! `cargo test -- --include-ignored real::` runs them; they need Debian's `nsd` and `util-linux`.

mod check_discovered;
mod check_nsd;
mod check_outcomes;
mod check_providers;
mod check_records;
mod internet;
mod look_up;
mod network;
mod nsd;
mod program;
mod random;
mod report;
mod served;
mod shape;
mod zone;
