//! Exchanges in virtual time, against servers that are closures: a query in, and what happens, and when, out.

mod cookies;
mod edns;
mod forgery;
mod ladder;
mod random;
mod shape;
mod tcp;

use core::net::SocketAddr;
use core::time::Duration;

use super::*;
use crate::wire::{Class, Edns, Encoder, Flags, Message, Name, RecordType, Section};

/// A seeded source (splitmix64), so that a failure happens again.
pub(super) struct SplitMix64(pub(super) u64);

impl SplitMix64 {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

impl Random for SplitMix64 {
    fn fill(&mut self, octets: &mut [u8]) {
        for chunk in octets.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}

/// Says which seed a failed test had.
pub(super) struct SeedOfFailure(pub(super) u64);

impl Drop for SeedOfFailure {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::eprintln!("seed {:#x}", self.0);
        }
    }
}

pub(super) const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(super) fn name(text: &str) -> Name {
    text.parse().unwrap()
}

pub(super) fn policy() -> Policy {
    Policy { recursion: Recursion::NotDesired, transports: Transports::UdpThenTcp, tries: 3, path: Path::Fresh }
}

pub(super) fn tcp_only() -> Policy {
    Policy { transports: Transports::TcpOnly, ..policy() }
}

pub(super) fn txt_question() -> Question {
    Question::new(name("_amazonses.example.com"), RecordType::TXT)
}

/// What a server is given: one transmission, without TCP's length.
#[derive(Clone, Debug)]
pub(super) struct Query {
    pub(super) attempt: u8,
    pub(super) transport: Transport,
    pub(super) sent: Duration,
    pub(super) octets: Vec<u8>,
}

impl Query {
    pub(super) fn message(&self) -> Message<'_> {
        Message::read(&self.octets).unwrap()
    }

    pub(super) fn id(&self) -> u16 {
        self.message().header().id
    }

    pub(super) fn name(&self) -> Name {
        self.message().question().unwrap().unwrap().name.to_name()
    }

    pub(super) fn edns(&self) -> Option<Edns<'_>> {
        self.message().edns().unwrap()
    }

    pub(super) fn has_edns(&self) -> bool {
        self.edns().is_some()
    }

    /// The octets of the COOKIE option.
    pub(super) fn cookie(&self) -> Option<Vec<u8>> {
        let is_cookie = |option: &crate::wire::EdnsOption<'_>| option.code == 10;
        self.edns()?.options.iter().find(is_cookie).map(|option| option.octets.to_vec())
    }

    pub(super) fn is_udp(&self) -> bool {
        self.transport == Transport::Udp
    }

    /// The right answer: AA, the TXT "v".
    pub(super) fn answer(&self) -> Reply {
        Reply { txt: vec![b"\x01v".to_vec()], ..self.reply(Rcode::NOERROR) }
    }

    /// A response with a code and no records.
    pub(super) fn reply(&self, rcode: Rcode) -> Reply {
        let question = Question { name: self.name(), ..txt_question() };
        let (flags, options) = (Flags::RESPONSE | Flags::AUTHORITATIVE, None);
        Reply { id: self.id(), flags, rcode, questions: vec![question], txt: vec![], options, attempt: self.attempt }
    }

    /// No more than a header.
    pub(super) fn bare(&self, rcode: Rcode) -> Reply {
        Reply { questions: vec![], ..self.reply(rcode) }
    }

    /// Octets as they are.
    pub(super) fn octets(&self, octets: impl Into<Vec<u8>>) -> Happening {
        Happening { after: ms(10), attempt: self.attempt, what: What::Message(octets.into()) }
    }

    pub(super) fn fails(&self, kind: TransportFailure) -> Happening {
        Happening { after: ms(10), attempt: self.attempt, what: What::Failure(kind) }
    }
}

/// A response in the making; `txt` holds the RDATA of each record.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) id: u16,
    pub(super) flags: u16,
    pub(super) rcode: Rcode,
    pub(super) questions: Vec<Question>,
    pub(super) txt: Vec<Vec<u8>>,
    /// The options of an OPT record; `None`: no OPT record (where the code needs none).
    pub(super) options: Option<Vec<u8>>,
    attempt: u8,
}

impl Reply {
    pub(super) fn named(mut self, text: &str) -> Self {
        self.questions[0].name = name(text);
        self
    }

    pub(super) fn folded(mut self) -> Self {
        self.questions[0].name = self.questions[0].name.to_lower_case();
        self
    }

    pub(super) fn with_flags(mut self, flags: u16) -> Self {
        self.flags |= flags;
        self
    }

    pub(super) fn truncated(self) -> Self {
        self.with_flags(Flags::TRUNCATED)
    }

    /// With another id, as a guesser's.
    pub(super) fn misguessed(mut self) -> Self {
        self.id ^= 0x0100;
        self
    }

    /// With a COOKIE option of these octets.
    pub(super) fn with_cookie(mut self, octets: &[u8]) -> Self {
        let length = u16::try_from(octets.len()).unwrap();
        self.options = Some([&[0, 10], &length.to_be_bytes()[..], octets].concat());
        self
    }

    pub(super) fn octets(&self) -> Vec<u8> {
        let mut buffer = vec![0; 65_535];
        let flags = Flags::default().with(self.flags).with_rcode(self.rcode);
        let mut encoder = Encoder::new(&mut buffer, self.id, flags).unwrap();
        for question in &self.questions {
            encoder.question(question.name.to_ref(), question.record_type, question.class).unwrap();
        }
        let owner = self.questions.first().map_or(Name::root(), |question| question.name.clone());
        for octets in &self.txt {
            let rdata = crate::wire::Rdata::Opaque(octets);
            encoder.record(Section::Answer, owner.to_ref(), RecordType::TXT, Class::IN, 60, &rdata).unwrap();
        }
        let extended = self.rcode.0 >> 4;
        if let Some(options) = self.options.clone().or((extended > 0).then(Vec::new)) {
            let (rdata, ttl) = (crate::wire::Rdata::Opaque(&options), u32::from(extended) << 24);
            let (owner, class) = (Name::root(), Class(1232));
            encoder.record(Section::Additional, owner.to_ref(), RecordType::OPT, class, ttl, &rdata).unwrap();
        }
        encoder.finish().to_vec()
    }

    pub(super) fn after(&self, after: Duration) -> Happening {
        Happening { after, attempt: self.attempt, what: What::Message(self.octets()) }
    }

    /// After the usual round trip of 10 ms.
    pub(super) fn soon(&self) -> Happening {
        self.after(ms(10))
    }
}

/// What a transmission leads to.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    pub(super) after: Duration,
    pub(super) attempt: u8,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Message(Vec<u8>),
    Failure(TransportFailure),
}

impl Happening {
    pub(super) fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }
}

/// A whole exchange, and how it went.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) step: Step,
    pub(super) at: Duration,
    pub(super) sent: Vec<Query>,
    pub(super) exchange: Exchange,
    /// The message that was accepted.
    pub(super) answer: Vec<u8>,
}

impl Course {
    /// Packets over UDP and over TCP.
    pub(super) fn packets(&self) -> (usize, usize) {
        let udp = self.sent.iter().filter(|query| query.is_udp()).count();
        (udp, self.sent.len() - udp)
    }

    #[track_caller]
    pub(super) fn expect(&self, step: Step, at: Duration, packets: (usize, usize)) {
        assert_eq!((self.step, self.at, self.packets()), (step, at, packets));
    }

    pub(super) fn failure(failure: Failure) -> Step {
        Step::Failed(failure)
    }
}

/// Runs an exchange about [`txt_question`] against `server`.
pub(super) fn run(policy: Policy, server: impl FnMut(&Query) -> Vec<Happening>) -> Course {
    let address = SocketAddr::from(([192, 0, 2, 1], 53));
    run_exchange(Exchange::new(txt_question(), address, policy, ServerState::default()), server)
}

/// Runs an exchange with what is known of its server.
pub(super) fn run_with(state: ServerState, server: impl FnMut(&Query) -> Vec<Happening>) -> Course {
    let address = SocketAddr::from(([192, 0, 2, 1], 53));
    run_exchange(Exchange::new(txt_question(), address, policy(), state), server)
}

/// The loop of [`Exchange`]'s contract over virtual time. What comes for an earlier try is delivered like all else, so
/// that the exchange has to tell by itself; what comes after the end is delivered too, and must change nothing.
pub(super) fn run_exchange(mut exchange: Exchange, mut server: impl FnMut(&Query) -> Vec<Happening>) -> Course {
    let start = Instant::from_micros(77_000_000);
    let mut rng = SplitMix64(7);
    let (mut now, mut sent, mut coming) = (start, Vec::new(), Vec::new());
    let (step, answer) = loop {
        while let Some(query) = fetch(&mut exchange, now, start, &mut rng) {
            coming.extend(server(&query).into_iter().map(|happening| (now + happening.after, happening)));
            sent.push(query);
        }
        coming.sort_by_key(|(at, _)| *at);
        let timeout = exchange.poll_timeout().expect("an exchange under way has a timeout");
        let happening = coming.first().is_some_and(|(at, _)| *at <= timeout).then(|| coming.remove(0));
        now = happening.as_ref().map_or(timeout, |(at, _)| *at);
        match (deliver(&mut exchange, now, happening.as_ref()), happening) {
            (Step::Wait | Step::Transmit, _) => {}
            (step, Some((_, Happening { what: What::Message(octets), .. }))) => break (step, octets),
            (step, _) => break (step, Vec::new()),
        }
    };
    let course = Course { step, at: now.since(start), sent, exchange: exchange.clone(), answer };
    expect_nothing_more(exchange, &coming);
    course
}

fn fetch(exchange: &mut Exchange, now: Instant, start: Instant, rng: &mut SplitMix64) -> Option<Query> {
    let mut buffer = [0; MAX_TRANSMIT_OCTETS];
    let transmit = exchange.poll_transmit(now, rng, &mut buffer)?;
    assert_eq!(transmit.destination, exchange.server());
    assert_eq!(transmit.attempt, exchange.facts().attempts);
    let octets = match transmit.transport {
        Transport::Udp => &buffer[..transmit.len],
        Transport::Tcp => {
            assert_eq!(usize::from(u16::from_be_bytes([buffer[0], buffer[1]])), transmit.len - 2);
            &buffer[2..transmit.len]
        }
    };
    let Transmit { attempt, transport, .. } = transmit;
    Some(Query { attempt, transport, sent: now.since(start), octets: octets.to_vec() })
}

fn deliver(exchange: &mut Exchange, now: Instant, happening: Option<&(Instant, Happening)>) -> Step {
    let input = match happening.map(|(_, happening)| (happening.attempt, &happening.what)) {
        Some((attempt, What::Message(octets))) => Input::Message { attempt, octets },
        Some((attempt, What::Failure(kind))) => Input::TransportFailed { attempt, kind: *kind },
        None => Input::Timeout,
    };
    exchange.handle_input(now, input)
}

fn expect_nothing_more(mut exchange: Exchange, coming: &[(Instant, Happening)]) {
    let facts = exchange.facts();
    for happening in coming {
        assert_eq!(deliver(&mut exchange, happening.0, Some(happening)), Step::Wait);
    }
    assert_eq!(deliver(&mut exchange, Instant::from_micros(u64::MAX), None), Step::Wait);
    let mut buffer = [0; MAX_TRANSMIT_OCTETS];
    assert_eq!(exchange.poll_transmit(Instant::ZERO, &mut SplitMix64(0), &mut buffer), None);
    assert_eq!((exchange.poll_timeout(), exchange.facts()), (None, facts));
}
