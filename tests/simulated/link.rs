//! The way between the client and one host: how long it takes, and what it loses.

use core::time::Duration;

/// The two directions between the client and one address, both alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// There and back.
    pub(crate) rtt: Duration,
    /// The most that one packet takes longer than others: packets overtake each other by it.
    pub(crate) jitter: Duration,
    /// How many of a hundred packets vanish. Over TCP they come again, later.
    pub(crate) loss: u8,
    /// How many of a hundred datagrams come twice.
    pub(crate) duplication: u8,
    pub(crate) udp: Udp,
    pub(crate) tcp: Tcp,
}

/// What becomes of datagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Udp {
    Passes,
    /// A firewall drops every query.
    Dropped,
    /// A firewall drops what has an EDNS record.
    DroppedWithEdns,
    /// Nobody listens (ICMP port unreachable).
    Refused,
    /// ICMP host unreachable.
    Unreachable,
    /// This machine has no route.
    NoRoute,
}

/// What becomes of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tcp {
    Opens,
    /// A firewall drops every SYN.
    Dropped,
    /// Nobody listens (RST).
    Refused,
    /// ICMP host unreachable.
    Unreachable,
    /// This machine has no route.
    NoRoute,
    /// It is accepted, and nothing ever comes.
    Stalls,
    /// It is closed as soon as the query is there.
    Closes,
}

impl Link {
    /// A good way.
    pub(crate) const GOOD: Self = Self {
        rtt: Duration::from_millis(20),
        jitter: Duration::ZERO,
        loss: 0,
        duplication: 0,
        udp: Udp::Passes,
        tcp: Tcp::Opens,
    };

    /// Nothing comes back, whatever is sent.
    pub(crate) const DEAD: Self = Self { udp: Udp::Dropped, tcp: Tcp::Dropped, ..Self::GOOD };

    /// Nobody listens, and that is told.
    pub(crate) const REFUSED: Self = Self { udp: Udp::Refused, tcp: Tcp::Refused, ..Self::GOOD };

    pub(crate) const UNREACHABLE: Self = Self { udp: Udp::Unreachable, tcp: Tcp::Unreachable, ..Self::GOOD };

    pub(crate) const NO_ROUTE: Self = Self { udp: Udp::NoRoute, tcp: Tcp::NoRoute, ..Self::GOOD };
}
