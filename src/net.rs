//! The only place with sockets, a clock and the operating system's randomness.

mod random;
mod redirects;
mod system;

pub use random::OsRandom;
pub use redirects::Redirects;
pub use system::{SystemResolverError, system_resolver};
