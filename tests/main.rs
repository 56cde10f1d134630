//! The integration tests: one binary, so that one link serves them all.

mod cli;
mod corpus;
mod fixtures;
