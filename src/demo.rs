//! The embedded authority: a name server without sockets.

mod authority;
mod internet;
mod lookup;
mod reply;
mod request;
mod service;
mod zone;

pub use authority::{Authority, Manner};
pub use internet::{Internet, ServerSpec};
pub use zone::{LineProblem, Zone, ZoneError};
