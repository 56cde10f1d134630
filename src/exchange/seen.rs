//! What an exchange has met so far, and the failure that it would be.

use super::Failure;
use crate::wire::Rcode;

/// Tallies over all tries of an exchange; each bounds what it counts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Why there would be no response if the time were over now.
    pub(super) reason: Reason,
    /// UDP messages with our address and port, but another id or question.
    pub(super) near_misses: u8,
    /// TCP messages about something else.
    pub(super) foreign_messages: u8,
    /// SERVFAIL with our question.
    pub(super) server_failures: u8,
    /// BADCOOKIE with our question.
    pub(super) bad_cookies: u8,
    /// TCP streams that ended before a whole message.
    pub(super) closed_streams: u8,
    /// UDP ports where nobody listens.
    pub(super) refused_ports: u8,
    /// Codes that asked for a query without EDNS.
    pub(super) edns_refusals: u8,
}

impl Seen {
    /// Keeps the weightier of the known reason and this one; of two codes the later.
    pub(super) fn note(&mut self, reason: Reason) {
        if reason.weight() >= self.reason.weight() {
            self.reason = reason;
        }
    }
}

/// Why there is no response yet, the least telling first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reason {
    #[default]
    Silence,
    /// A code that is no answer yet.
    Rcode(Rcode),
    /// Messages that are none, or no answer to the question.
    Damage,
    /// A truncated response, or one whose content only TCP can confirm.
    TcpNeeded,
}

impl Reason {
    const fn weight(self) -> u8 {
        match self {
            Self::Silence => 0,
            Self::Rcode(_) => 1,
            Self::Damage => 2,
            Self::TcpNeeded => 3,
        }
    }

    pub(super) const fn failure(self) -> Failure {
        match self {
            Self::Silence => Failure::Timeout,
            Self::Rcode(rcode) => Failure::BareRcode(rcode),
            Self::Damage => Failure::Malformed,
            Self::TcpNeeded => Failure::Truncated,
        }
    }
}
