//! What a datagram, or a socket's end, means to a try over UDP: anybody may have sent it.

use super::accept::{Received, Response};
use super::ladder::{NEAR_MISSES_BORNE, Rung};
use super::query::Form;
use super::seen::Reason;
use super::state::CookieEcho;
use super::{Exchange, Failure, Path, Step, TransportFailure, Try, is_edns_refusal};
use crate::time::Instant;
use crate::wire::{LetterCase, Rcode};

/// What a response over UDP must have been hard to guess by, in bits; less is confirmed over TCP.
const ENTROPY_BITS: u32 = 32;
const ID_BITS: u32 = 16;
/// A new socket's port: the smallest range of ports that a common system draws from has 2^14.
const FRESH_PORT_BITS: u32 = 14;

impl Exchange {
    pub(super) fn hear_datagram(&mut self, now: Instant, current: &Try, received: Received) -> Step {
        match received {
            Received::Response(response) => self.hear_response(now, current, response),
            Received::Truncated(case) => self.confirm_over_tcp(now, case),
            Received::Bare(rcode) => self.hear_bare(now, current, rcode),
            Received::OtherId => self.hear_other_id(now),
            Received::OtherQuestion => self.count_near_miss(now),
            Received::NoResponse | Received::Damaged => self.drop_message(Reason::Damage),
        }
    }

    /// The socket of a UDP try can do no more. What concerns streams alone is no news.
    pub(super) fn lose_socket(&mut self, now: Instant, kind: TransportFailure) -> Step {
        match kind {
            TransportFailure::Refused => self.leave_dead_port(now),
            TransportFailure::Unreachable => self.fail(Failure::Unreachable),
            TransportFailure::NoRoute => self.fail(Failure::NoRoute),
            TransportFailure::Local => self.fail(Failure::Local),
            TransportFailure::Silent | TransportFailure::Closed => Step::Wait,
        }
    }

    fn hear_response(&mut self, now: Instant, current: &Try, response: Response) -> Step {
        if response.case == LetterCase::Folded {
            return self.confirm_over_tcp(now, response.case);
        }
        let again = self.next_rung(current, response);
        self.learn_cookie(response.cookie);
        match again {
            Some(rung) if self.may_transmit(now) => self.ask_again(now, rung, response.rcode),
            _ if self.is_hard_to_guess(response.cookie) => self.answer(now, current, response.rcode),
            _ => self.confirm_over_tcp(now, response.case),
        }
    }

    /// Where to ask again, if the code says that asking differently, or once more, may help.
    fn next_rung(&mut self, current: &Try, response: Response) -> Option<Rung> {
        match (response.rcode, current.form) {
            (Rcode::SERVFAIL, _) => self.after_server_failure(Rung::SecondUdp),
            (Rcode::BADCOOKIE, Form::Edns(_)) => Some(self.after_bad_cookie(response.cookie)),
            (rcode, Form::Edns(_)) if is_edns_refusal(rcode) => Some(self.without_edns()),
            _ => None,
        }
    }

    /// RFC 7873 §5.3: one more try with the cookie that came, then TCP.
    fn after_bad_cookie(&mut self, echo: CookieEcho) -> Rung {
        let refusals_before = self.seen.bad_cookies;
        self.seen.bad_cookies = refusals_before.saturating_add(1);
        match echo {
            _ if refusals_before > 0 => Rung::Tcp,
            CookieEcho::Ours(Some(fresh)) if self.state.server_cookie() != Some(fresh) => Rung::FirstUdp,
            CookieEcho::Ours(Some(_)) => Rung::Tcp,
            // It wants a cookie and gives none: perhaps it minds only cookies that it is shown.
            CookieEcho::Ours(None) | CookieEcho::Absent | CookieEcho::Wrong => self.without_edns(),
        }
    }

    fn without_edns(&mut self) -> Rung {
        self.seen.edns_refusals = self.seen.edns_refusals.saturating_add(1);
        Rung::SecondUdp
    }

    fn learn_cookie(&mut self, echo: CookieEcho) {
        if let CookieEcho::Ours(Some(cookie)) = echo {
            self.state.learn(cookie);
        }
    }

    /// A forger has to guess what differs from try to try; over TCP, sequence numbers too.
    fn is_hard_to_guess(&self, echo: CookieEcho) -> bool {
        let letters = u32::try_from(self.question.name.letter_count()).unwrap_or_default();
        let port_bits = match self.policy.path {
            Path::Fresh => FRESH_PORT_BITS,
            Path::Pool(sockets) => sockets.checked_ilog2().unwrap_or_default(),
        };
        let bits = ID_BITS.saturating_add(port_bits).saturating_add(letters);
        matches!(echo, CookieEcho::Ours(_)) || bits >= ENTROPY_BITS
    }

    fn confirm_over_tcp(&mut self, now: Instant, case: LetterCase) -> Step {
        self.note_case(case);
        self.seen.note(Reason::TcpNeeded);
        self.climb(now, Rung::Tcp)
    }

    /// A code without the question may be anybody's. All that is done for it is what silence would do a little later.
    fn hear_bare(&mut self, now: Instant, current: &Try, rcode: Rcode) -> Step {
        self.seen.note(Reason::Rcode(rcode));
        let is_refusal = is_edns_refusal(rcode) && current.form != Form::Plain;
        if !is_refusal || !self.may_transmit(now) {
            return Step::Wait;
        }
        let plain = self.without_edns();
        self.climb(now, plain)
    }

    /// By a pool's socket it is a late answer to an earlier query; a fresh socket had no earlier query.
    fn hear_other_id(&mut self, now: Instant) -> Step {
        match self.policy.path {
            Path::Fresh => self.count_near_miss(now),
            Path::Pool(_) => Step::Wait,
        }
    }

    fn count_near_miss(&mut self, now: Instant) -> Step {
        self.seen.note(Reason::Damage);
        self.seen.near_misses = self.seen.near_misses.saturating_add(1);
        if self.seen.near_misses <= NEAR_MISSES_BORNE { Step::Wait } else { self.climb(now, Rung::Tcp) }
    }

    fn leave_dead_port(&mut self, now: Instant) -> Step {
        self.seen.refused_ports = self.seen.refused_ports.saturating_add(1);
        if self.may_transmit(now) { self.climb(now, Rung::Tcp) } else { self.fail(Failure::Refused) }
    }
}
