//! Time as an argument: nothing below `net` reads a clock.

use core::ops::Add;
use core::time::Duration;

/// A moment, to the microsecond: 64 bits of them since a zero that the caller chooses (the start of the program, of a
/// simulation, of a boot).
///
/// ```
/// use core::time::Duration;
/// use txtproof::time::Instant;
///
/// let start = Instant::ZERO;
/// let later = start + Duration::from_millis(400);
/// assert_eq!(later.since(start), Duration::from_millis(400));
/// assert_eq!(start.since(later), Duration::ZERO);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    /// The caller's own zero.
    pub const ZERO: Self = Self(0);

    /// The moment `micros` microseconds after the zero.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Microseconds since the zero.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// How long ago `earlier` was; zero if it lies in the future.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(micros))
    }
}
