//! Packets and time from bytes: an exchange ends, keeps its bounds, and answers with nothing but an answer to its question.

use std::net::SocketAddr;
use std::time::Duration;

use txtproof::exchange::{
    Exchange, Input, MAX_TRANSMIT_OCTETS, Path, Policy, Recursion, ServerState, Step, Transmit, Transport,
    TransportFailure, Transports,
};
use txtproof::time::Instant;
use txtproof::wire::{Flags, HEADER_OCTETS, LENGTH_PREFIX_OCTETS, Message, Question, RecordType};

use super::script::Script;
use super::seeded::Seeded;

/// However long a server drips, plus the microsecond that a timer may be late.
const LONGEST: Duration = Duration::from_millis(5_001);

const CLIENT_COOKIE_OCTETS: usize = 8; // RFC 7873 §4

/// Bits of a response's kind: what of its OPT record is changed.
const SERVER_COOKIE: u8 = 0x04;
const LONGER_RCODE: u8 = 0x08;

/// The property of target `exchange`. The first octets choose the policy, the rest is a script.
pub fn exchange(octets: &[u8]) {
    let mut script = Script::new(octets);
    let policy = Policy {
        recursion: if script.coin() { Recursion::Desired } else { Recursion::NotDesired },
        transports: if script.octet() < 32 { Transports::TcpOnly } else { Transports::UdpThenTcp },
        tries: 1 + script.octet() % 5,
        path: if script.coin() { Path::Pool(16) } else { Path::Fresh },
    };
    let name = ["_amazonses.example.com", "a.test", ".", "1.2"][script.below(4)];
    let question = Question::new(name.parse().expect("a name"), RecordType::TXT);
    let server: SocketAddr = "192.0.2.1:53".parse().expect("an address");
    let seed = u64::from(script.octet());
    let mut known = ServerState::default();
    // The second one knows what the first one learnt.
    for seed in [seed, !seed] {
        let exchange = Exchange::new(question.clone(), server, policy, known);
        let drive = Drive { exchange, policy, now: Instant::ZERO, random: Seeded(seed), last: None, sent: 0 };
        known.merge(drive.run(&mut script));
        if script.is_over() {
            return;
        }
    }
}

struct Drive {
    exchange: Exchange,
    policy: Policy,
    now: Instant,
    random: Seeded,
    /// The last packet sent, without its length prefix.
    last: Option<(Transmit, Vec<u8>)>,
    sent: u8,
}

impl Drive {
    fn run(mut self, script: &mut Script<'_>) -> ServerState {
        self.drain();
        // Ends: a script that is over only lets time pass, and time is bounded.
        while let Some(step) = self.turn(script) {
            match step {
                Step::Wait => {}
                Step::Transmit => {
                    if script.octet() == 9 {
                        self.dawdle();
                    }
                    self.drain();
                }
                Step::Answered | Step::Failed(_) => return self.assert_over(),
            }
        }
        panic!("the exchange neither waits for a moment nor is over");
    }

    /// A caller that comes for the packet when the exchange's time is over.
    fn dawdle(&mut self) {
        self.now = self.now.max(self.exchange.poll_timeout().expect("what is to be sent has a deadline"));
    }

    fn drain(&mut self) {
        let mut buffer = [0; MAX_TRANSMIT_OCTETS];
        while let Some(transmit) = self.exchange.poll_transmit(self.now, &mut self.random, &mut buffer) {
            self.sent += 1;
            assert!(self.sent <= self.policy.tries, "more transmissions than tries");
            let prefix = if transmit.transport == Transport::Tcp { LENGTH_PREFIX_OCTETS } else { 0 };
            let query = buffer[prefix..transmit.len].to_vec();
            let message = Message::read(&query).expect("a query has a header");
            assert_eq!(message.validate(), Ok(0), "a query is a sound message");
            let asked = message.question().expect("sound").expect("one question");
            assert_eq!(asked.name, self.exchange.question().name);
            self.last = Some((transmit, query));
        }
    }

    /// One input. `None`: nothing is left to wait for.
    fn turn(&mut self, script: &mut Script<'_>) -> Option<Step> {
        let (transmit, query) = self.last.clone()?;
        let attempt = if script.octet() == 7 { script.octet() } else { transmit.attempt };
        match script.octet() % 4 {
            _ if script.is_over() => self.let_time_pass(),
            0 => self.let_time_pass(),
            1 => {
                // A caller may be early, never late: at its moment the timeout comes first.
                let later = self.now + Duration::from_millis(u64::from(script.octet()));
                self.now = later.min(self.exchange.poll_timeout()?);
                Some(Step::Wait)
            }
            2 => {
                let kind = failure(script);
                Some(self.exchange.handle_input(self.now, Input::TransportFailed { attempt, kind }))
            }
            _ => Some(self.deliver(attempt, &query, &message(script, &query))),
        }
    }

    fn let_time_pass(&mut self) -> Option<Step> {
        let due = self.exchange.poll_timeout()?;
        self.now = self.now.max(due);
        assert!(self.now.since(Instant::ZERO) <= LONGEST, "an exchange ends by its deadline");
        Some(self.exchange.handle_input(self.now, Input::Timeout))
    }

    fn deliver(&mut self, attempt: u8, query: &[u8], octets: &[u8]) -> Step {
        let transport = self.last.as_ref().map(|(transmit, _)| transmit.transport);
        let step = self.exchange.handle_input(self.now, Input::Message { attempt, octets });
        if step == Step::Answered {
            let (sent, got) = (Message::read(query).expect("sent"), Message::read(octets).expect("accepted"));
            assert_eq!(sent.header().id, got.header().id);
            assert!(got.header().flags.is_response() && got.header().flags.is_query_opcode());
            assert!(!got.header().flags.is_truncated(), "half an answer is none");
            assert!(got.validate().is_ok(), "an accepted message is sound");
            let (asked, answered) = (sent.question().unwrap().unwrap(), got.question().unwrap().unwrap());
            assert_eq!((asked.record_type, asked.class), (answered.record_type, answered.class));
            let is_same_case = asked.name.labels().eq(answered.name.labels());
            assert!(is_same_case || (transport == Some(Transport::Tcp) && asked.name == answered.name));
        }
        step
    }

    /// After its end an exchange does nothing more.
    fn assert_over(mut self) -> ServerState {
        let mut buffer = [0; MAX_TRANSMIT_OCTETS];
        assert_eq!(self.exchange.poll_transmit(self.now, &mut self.random, &mut buffer), None);
        assert_eq!(self.exchange.poll_timeout(), None);
        assert_eq!(self.exchange.handle_input(self.now, Input::Timeout), Step::Wait);
        assert!(self.exchange.facts().attempts <= self.policy.tries);
        self.exchange.state()
    }
}

fn failure(script: &mut Script<'_>) -> TransportFailure {
    use TransportFailure::{Closed, Local, NoRoute, Refused, Silent, Unreachable};
    script.pick(&[Refused, Closed, Unreachable, NoRoute, Local, Closed, Silent, Refused])
}

/// Octets as they come, or a response to the query with a few octets changed.
fn message(script: &mut Script<'_>, query: &[u8]) -> Vec<u8> {
    let kind = script.octet();
    if kind < 64 {
        return script.some().to_vec();
    }
    let mut message = query.to_vec();
    message[2] |= 0x84;
    message[3] = script.octet();
    if kind & 1 == 1 {
        message.truncate(12);
        message[4..12].fill(0);
    }
    if kind & 2 == 2 {
        message[2] |= Flags::TRUNCATED.to_be_bytes()[0];
    }
    if kind & (LONGER_RCODE | SERVER_COOKIE) != 0 {
        change_edns(&mut message, script, kind);
    }
    for _ in 0..kind % 4 {
        let (at, octet) = (usize::from(script.octet()), script.octet());
        if let Some(place) = message.get_mut(at) {
            *place ^= octet;
        }
    }
    let surplus = script.octet() % 32;
    message.extend((0..surplus).map(|_| script.octet()));
    message
}

/// A server's cookie behind the client's, or the rest of a response code of twelve bits, if the query has an OPT record, which
/// is then its last.
fn change_edns(message: &mut Vec<u8>, script: &mut Script<'_>, kind: u8) {
    let question = Message::read(message).expect("as long as a query").question();
    let Ok(Some(question)) = question else { return };
    let name_octets: usize = question.name.labels().map(|label| label.len() + 1).sum();
    let opt = HEADER_OCTETS + name_octets + 1 + 4;
    let cookie = opt + 15;
    if message.len() < cookie + CLIENT_COOKIE_OCTETS {
        return;
    }
    message[opt + 5] = u8::from(kind & LONGER_RCODE != 0);
    if kind & SERVER_COOKIE != 0 {
        let octets = 8 + u8::try_from(script.below(25)).expect("few");
        message.truncate(cookie + CLIENT_COOKIE_OCTETS);
        message.extend(core::iter::repeat_n(script.octet(), octets.into()));
        message[opt + 10] = 12 + octets;
        message[opt + 14] = 8 + octets;
    }
}
