//! Which transmission comes next, and how long each is waited for.

use core::time::Duration;

use super::Transport;

/// How long an exchange lasts at most, from its first transmission.
pub const EXCHANGE_LIMIT: Duration = Duration::from_secs(5);

/// How long whoever owns the sockets waits for a TCP connection before telling
/// [`TransportFailure::Silent`](super::TransportFailure::Silent).
///
/// The exchange cannot see a connection come about, so it cannot hold this limit by itself.
pub const CONNECT_LIMIT: Duration = Duration::from_secs(2);

/// How many near misses over UDP are luck; the next one is somebody who guesses (RFC 5452 §9.3).
pub(super) const NEAR_MISSES_BORNE: u8 = 2;

/// How many messages of a TCP stream may be about something else (RFC 7766 §7).
pub(super) const FOREIGN_MESSAGES_SKIPPED: u8 = 8;

/// A step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rung {
    /// UDP with EDNS and a cookie; plain where the server is known to refuse EDNS.
    FirstUdp,
    /// UDP without EDNS: some servers and firewalls drop what they do not know (RFC 8906 §3.2).
    SecondUdp,
    /// TCP without EDNS: what every server takes.
    Tcp,
}

impl Rung {
    pub(super) const fn transport(self) -> Transport {
        match self {
            Self::FirstUdp | Self::SecondUdp => Transport::Udp,
            Self::Tcp => Transport::Tcp,
        }
    }

    /// How long silence is borne. TCP has what is left of the exchange.
    pub(super) const fn patience(self) -> Duration {
        match self {
            Self::FirstUdp => Duration::from_secs(1),
            Self::SecondUdp => Duration::from_millis(1500),
            Self::Tcp => EXCHANGE_LIMIT,
        }
    }
}
