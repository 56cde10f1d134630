//! The integration tests: one binary, so that one link serves them all.

mod background;
mod cli;
mod corpus;
mod expectations;
mod fixtures;
mod layers;
#[cfg(target_os = "linux")]
mod private_addresses;
#[expect(unreachable_pub, reason = "a crate of its own to the fuzz targets")]
#[path = "../fuzz/src/lib.rs"]
mod properties;
mod real;
mod replay;
mod simulated;
