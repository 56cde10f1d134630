//! The program: what was typed → what the checks need → a report and an exit code.
//!
//! [`arguments`](Arguments) holds what was typed, [`Plan`] what follows from it; between the two stands a conversion
//! that opens no file and no socket, so that whatever is wrong is told before anything is sent.

mod address;
mod arguments;
#[cfg(test)]
mod damaged;
mod decode;
mod domain;
mod exit;
mod expected;
mod hints;
mod interrupt;
mod mail;
mod output;
mod plan;
mod records;
mod run;
mod server;
mod sources;
mod trace;
mod usage;
mod wait;

pub use arguments::{Arguments, Command};
pub use decode::message_octets;
pub use exit::Exit;
pub use plan::Plan;
pub use run::{Error, run};
pub use sources::Sources;
pub use usage::UsageError;
