//! What a look-up comes to, and how it is told.

use core::fmt;

use txtproof::exchange::{Failure, Transport};
use txtproof::matcher::Difference;

/// What a look-up came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The value is published, octet for octet.
    Proven,
    /// Another value is, and this is where it first differs.
    Different(Difference),
    /// The server vouches that there is no such record.
    Absent,
    /// A response that is no evidence.
    NoEvidence,
    /// No response.
    Silent(Failure),
}

/// A verdict and what it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// When it was reached, in milliseconds from the first transmission.
    pub millis: u16,
    /// How many transmissions there were.
    pub transmissions: u8,
    /// The transport of the last one.
    pub transport: Option<Transport>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let transport = if self.transport == Some(Transport::Tcp) { "TCP" } else { "UDP" };
        write!(
            formatter,
            "{} by transmission {} over {transport}, at {} ms",
            self.verdict, self.transmissions, self.millis
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proven => formatter.write_str("proven"),
            Self::Different(difference) => write!(formatter, "refuted, {}", Shown(*difference)),
            Self::Absent => formatter.write_str("refuted, no such record"),
            Self::NoEvidence => formatter.write_str("inconclusive, no evidence"),
            Self::Silent(failure) => write!(formatter, "inconclusive, {failure:?}"),
        }
    }
}

struct Shown(Difference);

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { offset, expected, found } = self.0;
        write!(formatter, "first different at octet {offset}: ")?;
        for (octet, what) in [(expected, " expected, "), (found, " found")] {
            match octet {
                Some(octet) => write!(formatter, "0x{octet:02x}{what}")?,
                None => write!(formatter, "nothing{what}")?,
            }
        }
        Ok(())
    }
}
