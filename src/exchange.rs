//! One question to one server address: ids, case, retries, the EDNS ladder, TCP after truncation, forgery.
//!
//! [`Exchange`] is a state machine without I/O. It never reads a clock, opens a socket or draws randomness by itself:
//! the caller gives the time and the [`Random`] source, sends what [`Exchange::poll_transmit`] writes, and hands in what
//! comes back. It knows nothing of zones.
//!
//! The ladder: UDP with EDNS and a cookie for 1 s, UDP without for 1.5 s, then TCP until [`EXCHANGE_LIMIT`] after the
//! first transmission. Whatever tells more than silence (a refusal, a truncated response, a code that another form of
//! the query may cure) ends its rung at once. Each transmission has an id, a letter case and a socket of its own.
//!
//! # A whole loop
//!
//! `cargo run --example no_std --no-default-features`.
//!
//! ```
#![doc = include_str!("../examples/no_std.rs")]
//! ```

mod accept;
mod ladder;
mod query;
mod seen;
mod state;
mod tcp;
#[cfg(test)]
mod tests;
mod udp;

use core::net::SocketAddr;
use core::time::Duration;

use crate::time::Instant;
use crate::wire::{LetterCase, Question, Rcode};
use accept::Expected;
use ladder::Rung;
use query::{Draw, Form, Query};
use seen::{Reason, Seen};

pub use ladder::{CONNECT_LIMIT, EXCHANGE_LIMIT};
pub use state::ServerState;

/// One question to one server address, from the first transmission to the answer or the failure.
///
/// One input, then drain [`poll_transmit`](Self::poll_transmit), then sleep until
/// [`poll_timeout`](Self::poll_timeout). What it promises: an end by [`EXCHANGE_LIMIT`], no more transmissions than
/// [`Policy::tries`], and [`Step::Answered`] only for a message with id and question of the try under way (over UDP with
/// its letter case too), whose framing and answer are sound (RFC 5452 §9.1).
///
/// ```
/// # use core::time::Duration;
/// use txtproof::exchange::{Exchange, Failure, Input, MAX_TRANSMIT_OCTETS, Policy, Random, ServerState, Step};
/// use txtproof::time::Instant;
/// use txtproof::wire::{Question, RecordType};
/// # struct Dice;
/// # impl Random for Dice {
/// #     fn fill(&mut self, octets: &mut [u8]) {
/// #         octets.fill(4);
/// #     }
/// # }
///
/// let question = Question::new("_amazonses.example.com".parse()?, RecordType::TXT);
/// let policy = Policy { tries: 1, ..Policy::default() };
/// let server = "192.0.2.1:53".parse()?;
/// let mut exchange = Exchange::new(question, server, policy, ServerState::default());
///
/// let mut buffer = [0; MAX_TRANSMIT_OCTETS];
/// let transmit = exchange.poll_transmit(Instant::ZERO, &mut Dice, &mut buffer).unwrap();
/// let _query = &buffer[..transmit.len]; // to `transmit.destination`
/// let silent_until = exchange.poll_timeout().unwrap();
/// assert_eq!(exchange.handle_input(silent_until, Input::Timeout), Step::Failed(Failure::Timeout));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Its name has the letter case of the last transmission.
    question: Question,
    server: SocketAddr,
    policy: Policy,
    state: ServerState,
    facts: Facts,
    seen: Seen,
    phase: Phase,
    /// Set by the first transmission.
    end: Option<Instant>,
}

/// What the exchange waits for.
#[derive(Clone, Copy, Debug)]
enum Phase {
    /// For the caller to fetch a transmission.
    Due(Rung),
    /// For an answer.
    Asked(Try),
    /// For nothing more.
    Over,
}

/// A transmission whose answer may still come. Its number is the count of transmissions so far.
#[derive(Clone, Copy, Debug)]
struct Try {
    id: u16,
    rung: Rung,
    form: Form,
    sent: Instant,
    until: Instant,
}

impl Exchange {
    /// An exchange that has not begun: its time runs from its first transmission.
    pub fn new(question: Question, server: SocketAddr, policy: Policy, state: ServerState) -> Self {
        let first = match policy.transports {
            Transports::UdpThenTcp => Rung::FirstUdp,
            Transports::TcpOnly => Rung::Tcp,
        };
        let (facts, seen) = (Facts::default(), Seen::default());
        Self { question, server, policy, state, facts, seen, phase: Phase::Due(first), end: None }
    }

    /// Writes the next packet into `buffer`, if one is due: at the beginning and after each [`Step::Transmit`]. What
    /// stood there before is lost; what counts are the first [`Transmit::len`] octets.
    ///
    /// Draws id and letter case from `random`, and once for each address a client cookie (RFC 7873 §4.1).
    pub fn poll_transmit(
        &mut self,
        now: Instant,
        random: &mut impl Random,
        buffer: &mut [u8; MAX_TRANSMIT_OCTETS],
    ) -> Option<Transmit> {
        let Phase::Due(rung) = self.phase else { return None };
        let end = *self.end.get_or_insert(now + EXCHANGE_LIMIT);
        if now >= end {
            return None;
        }
        let draw = Draw::new(random);
        let form = self.form(rung, random);
        self.toss_case(&draw);
        self.facts.attempts = self.facts.attempts.saturating_add(1);
        self.facts.transport = Some(rung.transport());
        let until = end.min(now + rung.patience());
        self.phase = Phase::Asked(Try { id: draw.id, rung, form, sent: now, until });
        self.write(draw.id, form, rung.transport(), buffer)
    }

    /// When to hand in [`Input::Timeout`]; `None` before the first transmission and after the end.
    pub fn poll_timeout(&self) -> Option<Instant> {
        match &self.phase {
            Phase::Due(_) => self.end,
            Phase::Asked(current) => Some(current.until),
            Phase::Over => None,
        }
    }

    /// Takes in what happened and says what to do. Whatever the octets are, this is no error: what cannot be believed
    /// is dropped and noted.
    ///
    /// An input of an earlier try, a timeout before its time and everything after the end are [`Step::Wait`].
    pub fn handle_input(&mut self, now: Instant, input: Input<'_>) -> Step {
        match input {
            Input::Message { attempt, octets } => self.handle_message(now, attempt, octets),
            Input::TransportFailed { attempt, kind } => self.handle_failed_transport(now, attempt, kind),
            Input::Timeout => self.handle_timeout(now),
        }
    }

    /// What has been observed so far: whole after [`Step::Answered`] and [`Step::Failed`].
    pub const fn facts(&self) -> Facts {
        Facts { no_edns: self.state.is_edns_refused(), ..self.facts }
    }

    /// Why there would be no response if the time were over now. Before the first transmission: nobody had a socket for
    /// it, and nothing is known of the server.
    pub const fn failure_so_far(&self) -> Failure {
        if self.facts.attempts == 0 { Failure::Local } else { self.seen.reason.failure() }
    }

    /// What is known of the server address now, for the next exchange with it: [`ServerState::merge`].
    pub const fn state(&self) -> ServerState {
        self.state
    }

    /// The question. Its name has the letter case that was sent last; names compare without it.
    pub const fn question(&self) -> &Question {
        &self.question
    }

    /// The server address.
    pub const fn server(&self) -> SocketAddr {
        self.server
    }

    /// Not inlined, so that its copies of the name are off the stack while the query is written: 255 octets are much to a
    /// microcontroller.
    #[inline(never)]
    fn toss_case(&mut self, draw: &Draw) {
        self.question.name = draw.toss_case(&self.question.name);
    }

    /// TCP queries are plain: every server takes them, and a connection needs no cookie.
    fn form(&mut self, rung: Rung, random: &mut impl Random) -> Form {
        match rung {
            Rung::FirstUdp if !self.state.is_edns_refused() => Form::Edns(self.state.client_cookie(random)),
            _ => Form::Plain,
        }
    }

    fn write(
        &self,
        id: u16,
        form: Form,
        transport: Transport,
        buffer: &mut [u8; MAX_TRANSMIT_OCTETS],
    ) -> Option<Transmit> {
        let (recursion, server_cookie) = (self.policy.recursion, self.state.server_cookie());
        let query = Query { id, recursion, question: &self.question, form, server_cookie, transport };
        // Every query fits, which `query` proves; were it not so, the try would be lost and its time would pass.
        let len = query.write(buffer).ok()?;
        let (attempt, path, destination) = (self.facts.attempts, self.policy.path, self.server);
        Some(Transmit { attempt, transport, path, destination, len })
    }

    /// The try under way, if `attempt` is its number.
    fn current(&self, attempt: u8) -> Option<Try> {
        match self.phase {
            Phase::Asked(current) if attempt == self.facts.attempts => Some(current),
            _ => None,
        }
    }

    fn handle_message(&mut self, now: Instant, attempt: u8, octets: &[u8]) -> Step {
        let Some(current) = self.current(attempt) else { return Step::Wait };
        let expected = Expected { id: current.id, question: &self.question, client_cookie: current.form.cookie() };
        let received = expected.receive(octets);
        match current.rung.transport() {
            Transport::Udp => self.hear_datagram(now, &current, received),
            Transport::Tcp => self.hear_stream(now, &current, received),
        }
    }

    fn handle_failed_transport(&mut self, now: Instant, attempt: u8, kind: TransportFailure) -> Step {
        let Some(current) = self.current(attempt) else { return Step::Wait };
        match current.rung.transport() {
            Transport::Udp => self.lose_socket(now, kind),
            Transport::Tcp => self.lose_connection(now, kind),
        }
    }

    fn handle_timeout(&mut self, now: Instant) -> Step {
        match self.phase {
            Phase::Asked(current) if now >= current.until => self.end_silence(now, current.rung),
            Phase::Due(_) if self.is_late(now) => self.fail_with_reason(),
            _ => Step::Wait,
        }
    }

    fn end_silence(&mut self, now: Instant, rung: Rung) -> Step {
        match rung {
            // It has given us a cookie, so a query without one is the least likely to be heard.
            Rung::FirstUdp if self.seen.bad_cookies > 0 => self.climb(now, Rung::Tcp),
            Rung::FirstUdp => self.climb(now, Rung::SecondUdp),
            Rung::SecondUdp => self.climb(now, Rung::Tcp),
            Rung::Tcp => self.fail_with_reason(),
        }
    }

    fn is_late(&self, now: Instant) -> bool {
        self.end.is_some_and(|end| now >= end)
    }

    /// Whether tries and time are left.
    fn may_transmit(&self, now: Instant) -> bool {
        self.facts.attempts < self.policy.tries && !self.is_late(now)
    }

    /// Makes a transmission due, or ends the exchange where none is left.
    fn climb(&mut self, now: Instant, rung: Rung) -> Step {
        if !self.may_transmit(now) {
            return self.fail_with_reason();
        }
        self.phase = Phase::Due(rung);
        Step::Transmit
    }

    /// One more try for a server that failed, and no third.
    fn after_server_failure(&mut self, again: Rung) -> Option<Rung> {
        let failures_before = self.seen.server_failures;
        self.seen.server_failures = failures_before.saturating_add(1);
        (failures_before == 0).then_some(again)
    }

    fn ask_again(&mut self, now: Instant, rung: Rung, rcode: Rcode) -> Step {
        self.seen.note(Reason::Rcode(rcode));
        self.climb(now, rung)
    }

    /// Drops a message that is no answer; the deadline stays (RFC 5452 §9.1).
    fn drop_message(&mut self, reason: Reason) -> Step {
        self.seen.note(reason);
        Step::Wait
    }

    fn note_case(&mut self, case: LetterCase) {
        self.facts.case_folded |= case == LetterCase::Folded;
    }

    fn answer(&mut self, now: Instant, current: &Try, rcode: Rcode) -> Step {
        if self.seen.edns_refusals > 0 && !is_edns_refusal(rcode) && rcode != Rcode::BADCOOKIE {
            self.state.refuse_edns();
        }
        self.facts.rtt = Some(now.since(current.sent));
        self.phase = Phase::Over;
        Step::Answered
    }

    fn fail_with_reason(&mut self) -> Step {
        self.fail(self.failure_so_far())
    }

    fn fail(&mut self, failure: Failure) -> Step {
        self.phase = Phase::Over;
        Step::Failed(failure)
    }
}

/// The codes of servers that do not know EDNS, or not this version (RFC 6891 §7, §6.1.3).
fn is_edns_refusal(rcode: Rcode) -> bool {
    matches!(rcode, Rcode::FORMERR | Rcode::NOTIMP | Rcode::BADVERS)
}

/// Where an exchange gets its ids, letter cases and cookies from: the operating system's randomness, a chip's
/// generator, or a seed where a simulation is to be repeated.
///
/// Over UDP, what is drawn here and the port are all that tells a server from a forger (RFC 5452 §4): on a network it
/// must not be guessed.
pub trait Random {
    /// Fills `octets` with random octets. There is no way to fail: a source that may is asked before the packet leaves.
    fn fill(&mut self, octets: &mut [u8]);
}

/// Room for every query with its EDNS record and, over TCP, its length prefix, in octets.
pub const MAX_TRANSMIT_OCTETS: usize = 512;

/// How to ask. By default an authoritative server, three times at most: UDP, each query from a port of its own, then
/// TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// RD (RFC 1035 §4.1.1): set for resolvers alone.
    pub recursion: Recursion,
    /// UDP first, or TCP alone.
    pub transports: Transports,
    /// The most transmissions, over both transports; 0 counts as 1.
    pub tries: u8,
    /// The sockets that UDP queries leave by.
    pub path: Path,
}

impl Default for Policy {
    fn default() -> Self {
        Self { recursion: Recursion::NotDesired, transports: Transports::UdpThenTcp, tries: 3, path: Path::Fresh }
    }
}

/// Whether the server is asked to look further (RD).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recursion {
    /// An authoritative server: RD=0.
    NotDesired,
    /// A recursive resolver: RD=1, and AD=1, without which it does not say whether it has validated (RFC 6840 §5.7).
    Desired,
    /// A recursive resolver that shall not validate: RD=1, CD=1 (RFC 4035 §3.2.2).
    DesiredUnchecked,
}

/// Which transports may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transports {
    /// UDP, and TCP where UDP is truncated (RFC 7766 §5), silent or not to be trusted.
    UdpThenTcp,
    /// TCP alone.
    TcpOnly,
}

/// Which socket a UDP query leaves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// A new connected socket on a new random port for each transmission.
    Fresh,
    /// One of so many unconnected sockets on random ports, each of which hears what comes for earlier queries too. A
    /// port is worth fewer bits then, so an answer is put to TCP for confirmation sooner (RFC 5452 §9).
    Pool(u16),
}

/// UDP or TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Datagrams (RFC 1035 §4.2.1).
    Udp,
    /// A stream, each message behind its length of two octets (RFC 1035 §4.2.2, RFC 7766).
    Tcp,
}

/// A packet to send: `len` octets of the buffer that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmit {
    /// Which try this is, from 1; every [`Input`] names it, so that late packets of an earlier one are known.
    pub attempt: u8,
    /// UDP, or TCP (then the length prefix is part of the octets, to go out in one write).
    pub transport: Transport,
    /// The socket to use for UDP. Over TCP each try has a connection of its own.
    pub path: Path,
    /// Where to.
    pub destination: SocketAddr,
    /// How many octets of the buffer.
    pub len: usize,
}

/// What happened.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A datagram, or one message of a TCP stream without its length.
    Message {
        /// The try whose socket it came in by.
        attempt: u8,
        /// The message.
        octets: &'a [u8],
    },
    /// The socket of a try can do no more.
    TransportFailed {
        /// The try.
        attempt: u8,
        /// Why.
        kind: TransportFailure,
    },
    /// The moment of [`Exchange::poll_timeout`] has come.
    Timeout,
}

/// Why a socket can do no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportFailure {
    /// Nobody listens: ICMP port unreachable, or RST to a SYN.
    Refused,
    /// The host or its network cannot be reached, or a firewall forbids it.
    Unreachable,
    /// This machine has no route to such an address.
    NoRoute,
    /// TCP: nothing answered the SYN within [`CONNECT_LIMIT`].
    Silent,
    /// The stream ended or was reset before a whole message.
    Closed,
    /// This machine's own trouble: no descriptor, no port, no memory.
    Local,
}

/// What to do after an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing: keep waiting on the same socket.
    Wait,
    /// This try is over: close its socket, then drain [`Exchange::poll_transmit`].
    Transmit,
    /// The octets just handed in are the response.
    Answered,
    /// There will be no response.
    Failed(Failure),
}

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// Silence, over UDP and TCP.
    Timeout,
    /// Nobody listens there, over UDP and TCP.
    Refused,
    /// The address cannot be reached.
    Unreachable,
    /// This machine has no route to such an address (IPv6, say): nothing was sent.
    NoRoute,
    /// Only messages came that are none, or no answer to the question.
    Malformed,
    /// The answer needs TCP (it is truncated, or TCP alone can confirm it), and TCP is not to be had.
    Truncated,
    /// No answer but this code: only a header came, without the question, or the server fell silent when asked again.
    BareRcode(Rcode),
    /// This machine's own trouble: no descriptor, no port, no memory.
    Local,
}

/// What an exchange observed beside the response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// From the transmission that was answered to its answer; over TCP, the time to connect included. `None` without an
    /// answer.
    pub rtt: Option<Duration>,
    /// How many transmissions there were, over both transports.
    pub attempts: u8,
    /// The transport of the last one.
    pub transport: Option<Transport>,
    /// The server needed a query without EDNS (RFC 6891 §7), now or before.
    pub no_edns: bool,
    /// The server did not echo the case of the question (draft-vixie-dnsext-dns0x20).
    pub case_folded: bool,
}
