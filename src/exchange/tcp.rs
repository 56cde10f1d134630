//! What a message of a stream, or the stream's end, means to a try over TCP: the server itself has sent it.

use super::accept::{Received, Response};
use super::ladder::{FOREIGN_MESSAGES_SKIPPED, Rung};
use super::seen::Reason;
use super::{Exchange, Failure, Step, TransportFailure, Transports, Try};
use crate::time::Instant;
use crate::wire::Rcode;

impl Exchange {
    pub(super) fn hear_stream(&mut self, now: Instant, current: &Try, received: Received) -> Step {
        match received {
            Received::Response(response) => self.hear_streamed_response(now, current, response),
            Received::Bare(rcode) => self.fail(Failure::BareRcode(rcode)),
            Received::OtherId | Received::OtherQuestion | Received::NoResponse => self.skip_message(),
            Received::Truncated(_) | Received::Damaged => self.fail(Failure::Malformed),
        }
    }

    pub(super) fn lose_connection(&mut self, now: Instant, kind: TransportFailure) -> Step {
        match kind {
            TransportFailure::Refused => self.fail_refused(),
            TransportFailure::Unreachable if self.seen.reason == Reason::TcpNeeded => self.fail(Failure::Truncated),
            TransportFailure::Unreachable => self.fail(Failure::Unreachable),
            TransportFailure::NoRoute => self.fail(Failure::NoRoute),
            TransportFailure::Silent => self.fail_with_reason(),
            TransportFailure::Closed => self.connect_again(now),
            TransportFailure::Local => self.fail(Failure::Local),
        }
    }

    fn hear_streamed_response(&mut self, now: Instant, current: &Try, response: Response) -> Step {
        self.note_case(response.case);
        let again = match response.rcode {
            Rcode::SERVFAIL => self.after_server_failure(Rung::Tcp),
            _ => None,
        };
        match again {
            Some(rung) if self.may_transmit(now) => self.ask_again(now, rung, response.rcode),
            _ => self.answer(now, current, response.rcode),
        }
    }

    fn skip_message(&mut self) -> Step {
        if self.seen.foreign_messages >= FOREIGN_MESSAGES_SKIPPED {
            return self.fail(Failure::Malformed);
        }
        self.seen.foreign_messages = self.seen.foreign_messages.saturating_add(1);
        self.drop_message(Reason::Damage)
    }

    /// Nobody listens over TCP. That is the whole story only where UDP told the same, or was not to be asked.
    fn fail_refused(&mut self) -> Step {
        let is_all = self.seen.refused_ports > 0 || self.policy.transports == Transports::TcpOnly;
        if is_all { self.fail(Failure::Refused) } else { self.fail_with_reason() }
    }

    /// A stream that ends early may have met a restart: one new connection (RFC 7766 §6.2.4).
    fn connect_again(&mut self, now: Instant) -> Step {
        let closed_before = self.seen.closed_streams;
        self.seen.closed_streams = closed_before.saturating_add(1);
        self.seen.note(Reason::Damage);
        if closed_before == 0 { self.climb(now, Rung::Tcp) } else { self.fail_with_reason() }
    }
}
