//! The properties of the fuzz targets that look at the core.
#![expect(unreachable_pub, reason = "a crate of its own to the fuzz targets")]

#[path = "../../fuzz/src/exchange.rs"]
pub mod exchange;
#[path = "../../fuzz/src/matcher.rs"]
pub mod matcher;
#[path = "../../fuzz/src/message.rs"]
pub mod message;
#[path = "../../fuzz/src/name.rs"]
pub mod name;
#[path = "../../fuzz/src/plan.rs"]
mod plan;
#[path = "../../fuzz/src/presentation.rs"]
pub mod presentation;
#[path = "../../fuzz/src/reader.rs"]
mod reader;
#[path = "../../fuzz/src/response.rs"]
pub mod response;
#[path = "../../fuzz/src/script.rs"]
mod script;
#[path = "../../fuzz/src/seeded.rs"]
mod seeded;
