//! The operating system's randomness, a buffer at a time.

use core::fmt;
use std::io;
use std::string::ToString;

use crate::exchange::Random;

/// How many octets are drawn at once, so that not every transmission costs a system call.
const BUFFER_OCTETS: usize = 256;

/// The operating system's randomness as [`Random`].
///
/// [`Random::fill`] cannot tell of a failure, so it is kept: whoever drives an exchange by hand asks
/// [`check`](Self::check) after each `poll_transmit` and before the packet leaves, as [`Net`](super::Net) does.
/// So no packet ever carries an id that could be guessed.
pub struct OsRandom {
    draw: Draw,
    /// Octets that were handed out are zeroed: what is in memory tells nothing of what was sent.
    buffer: [u8; BUFFER_OCTETS],
    /// How many octets of the buffer were handed out.
    spent: usize,
    failure: Option<io::Error>,
}

type Draw = fn(&mut [u8]) -> io::Result<()>;

impl OsRandom {
    /// A source whose buffer is filled at once, so that a system without randomness is known at the start: that is the
    /// error.
    pub fn new() -> io::Result<Self> {
        Self::drawing(draw_from_system)
    }

    fn drawing(draw: Draw) -> io::Result<Self> {
        let mut buffer = [0; BUFFER_OCTETS];
        draw(&mut buffer)?;
        Ok(Self { draw, buffer, spent: 0, failure: None })
    }

    /// Fills `octets` with random octets, or tells why it cannot.
    pub fn try_fill(&mut self, octets: &mut [u8]) -> io::Result<()> {
        if octets.len() > BUFFER_OCTETS {
            return (self.draw)(octets);
        }
        if octets.len() > BUFFER_OCTETS - self.spent {
            (self.draw)(&mut self.buffer)?;
            self.spent = 0;
        }
        for (octet, random) in octets.iter_mut().zip(self.buffer.iter_mut().skip(self.spent)) {
            *octet = core::mem::take(random);
        }
        self.spent += octets.len();
        Ok(())
    }

    /// A seed for [`Check::new`](crate::check::Check::new), or why there is none.
    pub fn seed(&mut self) -> io::Result<u64> {
        let mut octets = [0; 8];
        self.try_fill(&mut octets)?;
        Ok(u64::from_ne_bytes(octets))
    }

    /// Whether every [`Random::fill`] since the last check succeeded.
    pub fn check(&mut self) -> io::Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }
}

impl Random for OsRandom {
    fn fill(&mut self, octets: &mut [u8]) {
        if let Err(error) = self.try_fill(octets) {
            self.failure = Some(error);
        }
    }
}

impl fmt::Debug for OsRandom {
    /// Without the buffer: the next ids are nobody's business.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OsRandom").field("failure", &self.failure).finish_non_exhaustive()
    }
}

fn draw_from_system(octets: &mut [u8]) -> io::Result<()> {
    getrandom::fill(octets).map_err(|error| match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::other(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_octet_is_handed_out_twice() {
        let mut random = OsRandom::new().unwrap();
        let drawn: BTreeSet<[u8; 16]> = (0..1_000)
            .map(|_| {
                let mut octets = [0; 16];
                random.fill(&mut octets);
                octets
            })
            .collect();
        assert_eq!(drawn.len(), 1_000);
        random.check().unwrap();
    }

    #[test]
    fn more_than_the_buffer_can_be_drawn() {
        let mut octets = [0; 3 * BUFFER_OCTETS];
        OsRandom::new().unwrap().try_fill(&mut octets).unwrap();
        assert!(octets.chunks(BUFFER_OCTETS).all(|chunk| chunk.iter().any(|&octet| octet != 0)));
    }

    #[test]
    fn a_failure_is_told_once_and_never_hidden() {
        let mut random = OsRandom::drawing(|octets| {
            octets.fill(7);
            Ok(())
        })
        .unwrap();
        random.draw = |_| Err(io::Error::other("no entropy"));
        random.fill(&mut [0; BUFFER_OCTETS]);
        random.check().unwrap();

        random.fill(&mut [0; 2]);
        assert_eq!(random.check().unwrap_err().to_string(), "no entropy");
        random.check().unwrap();
    }

    #[test]
    fn debug_output_shows_no_randomness() {
        assert_eq!(format!("{:?}", OsRandom::new().unwrap()), "OsRandom { failure: None, .. }");
    }
}
