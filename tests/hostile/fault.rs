//! What a server does wrong, one query after another.

use core::time::Duration;

/// What a server does with the queries that come over each transport: the first with the first, the second with the
/// second; the last is for all that come behind.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub(super) udp: Vec<OverUdp>,
    pub(super) tcp: Vec<OverTcp>,
}

/// What becomes of one query over UDP.
#[derive(Clone, Copy, Debug)]
pub(super) enum OverUdp {
    Answers,
    Silent,
    /// A header and a question, with TC.
    Truncates,
    /// The answer, in the largest datagram that IPv4 carries.
    AnswersAtFullLength,
    /// So many forgeries.
    Forges {
        from: Origin,
        what: Forgery,
        count: usize,
        then: Then,
    },
}

/// Where a forgery is sent from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    /// The very socket that was asked: as who can forge source addresses sends.
    AskedSocket,
    AnotherPort,
    /// Of 127/8, which is loopback without a word on Linux alone.
    AnotherAddress,
}

/// What a forger sends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Forgery {
    /// The answer as it should be, octet for octet, but for the value.
    Lie,
    /// A lie with another id.
    LieWithAnotherId,
    /// What is shorter than a header.
    NoMessage,
}

/// What the server does behind its forgeries.
#[derive(Clone, Copy, Debug)]
pub(super) enum Then {
    Answers,
    Silent,
}

/// What becomes of one connection.
#[derive(Clone, Copy, Debug)]
pub(super) enum OverTcp {
    Answers,
    /// Reset as soon as it is there; nothing is read.
    ResetsAtOnce,
    /// So many octets of the answer, the length in front of it among them; then the end.
    Stops(usize, End),
    /// The whole answer behind the length of a longer one; then the end.
    Overpromises(End),
    /// An octet of the answer, and another so long after.
    Drips(Duration),
    /// The answer, in the longest message that there is.
    AnswersAtFullLength,
    /// So many lies with another id; then the answer.
    Forges(usize),
}

/// How a stream ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Fin,
    Reset,
    /// It does not: the server waits for the client to go.
    Silence,
}

/// More than any answer has octets.
pub(super) const WHOLE: usize = usize::MAX;

impl Script {
    /// Answers as it should, save for what is put in its place.
    pub(super) fn honest() -> Self {
        Self { udp: vec![OverUdp::Answers], tcp: vec![OverTcp::Answers] }
    }
}

/// What is done with the query or connection of this number, from 0.
pub(super) fn of_turn<F: Copy>(faults: &[F], turn: usize) -> F {
    *faults.get(turn).or(faults.last()).expect("a script has at least one line")
}
