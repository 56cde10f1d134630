//! What must hold whatever the octets are: one function a fuzz target, so that stable's `cargo test` replays the corpus too.

pub mod check;
pub mod damage;
pub mod exchange;
pub mod json;
pub mod matcher;
pub mod message;
pub mod name;
pub mod presentation;
pub mod response;

mod internet;
mod plan;
mod reader;
mod script;
mod seeded;
