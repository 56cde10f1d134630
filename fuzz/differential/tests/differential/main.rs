//! The mutants, the corpora and the table: one binary, so that one link serves them all.

mod fixtures;
mod messages;
mod mutants;
mod table;
