//! The integration tests: one binary, so that one link serves them all.

mod background;
mod cli;
mod corpus;
mod expectations;
mod fixtures;
mod hostile;
mod layers;
#[cfg(target_os = "linux")]
mod private_addresses;
#[path = "../fuzz/properties/mod.rs"]
mod properties;
mod real;
mod simulated;
