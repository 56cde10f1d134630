//! The embedded authority: a name server without sockets.

mod authority;
mod internet;
mod lookup;
mod reply;
mod request;
mod scenes;
mod service;
mod world;
mod zone;

pub use authority::{Authority, Manner};
pub use internet::{Internet, ServerSpec};
pub use scenes::{SCENES, Scene, SceneServer};
pub use world::{demo_internet, demo_root_hints};
pub use zone::{LineProblem, Zone, ZoneError};
