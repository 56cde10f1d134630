//! The properties of the fuzz targets that look at the whole.
#![expect(dead_code, unreachable_pub, reason = "other fuzz targets, and the crate that they all are of, need more")]

#[path = "../../fuzz/src/check.rs"]
pub mod check;
#[path = "../../fuzz/src/damage.rs"]
pub mod damage;
#[path = "../../fuzz/src/internet.rs"]
mod internet;
#[path = "../../fuzz/src/json.rs"]
pub mod json;
#[path = "../../fuzz/src/plan.rs"]
mod plan;
#[path = "../../fuzz/src/script.rs"]
mod script;
#[path = "../../fuzz/src/seeded.rs"]
mod seeded;
