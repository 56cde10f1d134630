//! The embedded authority: a name server without sockets.

mod authority;
mod lookup;
mod reply;
mod request;
mod zone;

pub use authority::{Authority, Manner};
pub use zone::{LineProblem, Zone, ZoneError};
