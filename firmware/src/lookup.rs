//! One look-up as firmware does it: an exchange driven to its end, the response classified, its values compared.

use core::net::{IpAddr, Ipv4Addr, SocketAddr};

use txtproof::exchange::{
    Exchange, Input, MAX_TRANSMIT_OCTETS, Path, Policy, Random, Recursion, ServerState, Step, Transports,
};
use txtproof::matcher::{Difference, is_published_as};
use txtproof::response::{Meaning, Scope, answers, classify};
use txtproof::time::Instant;
use txtproof::wire::{Frame, Message, Name, Question, Rdata, RecordType, Txt};

use txtproof_firmware::link::{Arrival, Arrived, Link, PACKET_OCTETS};
use txtproof_firmware::outcome::{Outcome, Verdict};
use txtproof_firmware::play::LookUp;

const RECORD: [&[u8]; 3] = [b"_amazonses", b"example", b"com"];
const EXPECTED: &[u8; 44] = b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";
const SERVER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 53);
const POLICY: Policy =
    Policy { recursion: Recursion::NotDesired, transports: Transports::UdpThenTcp, tries: 4, path: Path::Fresh };

/// A look-up of the record at its server.
pub(crate) struct Lookup {
    exchange: Exchange,
    now: Instant,
}

impl LookUp for Lookup {
    // Not inlined, like what else holds names and messages here: the less of the stack is taken at the same time.
    #[inline(never)]
    fn new() -> Self {
        let name = Name::from_labels(RECORD).unwrap_or_else(|_| unreachable!("the labels are a name"));
        let question = Question::new(name, RecordType::TXT);
        Self { exchange: Exchange::new(question, SERVER, POLICY, ServerState::default()), now: Instant::ZERO }
    }

    /// The loop that the exchange asks for: one input, then drain, then sleep until the time-out.
    fn run(&mut self, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> Outcome {
        let mut dice = Dice(0x2545_f491);
        let verdict = loop {
            self.drain(&mut dice, link, packet);
            let due = self.exchange.poll_timeout().expect("the exchange is not over");
            let arrival = link.receive(due, packet);
            self.now = arrival.map_or(due, |arrival| arrival.at);
            let input = arrival.map_or(Some(Input::Timeout), |arrival| input(&arrival, packet));
            let Some(input) = input else { continue };
            match self.exchange.handle_input(self.now, input) {
                Step::Wait | Step::Transmit => {}
                Step::Failed(failure) => break Verdict::Silent(failure),
                Step::Answered => {
                    let Input::Message { octets, .. } = input else { unreachable!("only a message answers") };
                    break judge(octets, self.exchange.question());
                }
            }
        };
        let facts = self.exchange.facts();
        let millis = u16::try_from(self.now.as_micros() / 1000).unwrap_or(u16::MAX);
        Outcome { verdict, millis, transmissions: facts.attempts, transport: facts.transport }
    }

    fn ignores_the_rest(&mut self, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) -> bool {
        while let Some(arrival) = link.receive(Instant::from_micros(u64::MAX), packet) {
            let step = input(&arrival, packet).map(|input| self.exchange.handle_input(arrival.at, input));
            if step.is_some_and(|step| step != Step::Wait) {
                return false;
            }
        }
        self.exchange.poll_timeout().is_none()
    }
}

impl Lookup {
    #[inline(never)]
    fn drain(&mut self, dice: &mut Dice, link: &mut Link, packet: &mut [u8; PACKET_OCTETS]) {
        let room = packet.first_chunk_mut::<MAX_TRANSMIT_OCTETS>().expect("a packet has room for a query");
        while let Some(transmit) = self.exchange.poll_transmit(self.now, dice, room) {
            link.send(self.now, &transmit, &room[..transmit.len]);
        }
    }
}

/// What an arrival is to the exchange; `None` for a stream that has not brought a whole message.
fn input<'p>(arrival: &Arrival, packet: &'p [u8; PACKET_OCTETS]) -> Option<Input<'p>> {
    let attempt = arrival.attempt;
    match arrival.what {
        Arrived::Failure(kind) => Some(Input::TransportFailed { attempt, kind }),
        Arrived::Datagram(len) => Some(Input::Message { attempt, octets: &packet[..len] }),
        Arrived::Stream(len) => match Frame::split(&packet[..len]) {
            Frame::Complete { message, .. } => Some(Input::Message { attempt, octets: message }),
            Frame::Incomplete { .. } => None,
        },
    }
}

#[inline(never)]
fn judge(octets: &[u8], question: &Question) -> Verdict {
    let Ok(message) = Message::read(octets) else { return Verdict::NoEvidence };
    match classify(&message, question, Scope::Unknown) {
        Meaning::Answer => compare(&message, question),
        Meaning::NoData(_) | Meaning::NxDomain(_) => Verdict::Absent,
        _ => Verdict::NoEvidence,
    }
}

/// One of the values is enough; else the last one's difference is told.
#[inline(never)]
fn compare(message: &Message<'_>, question: &Question) -> Verdict {
    let mut verdict = Verdict::NoEvidence;
    for (_, rdata) in answers(message, question) {
        let Rdata::Txt(txt) = rdata else { continue };
        if is_published_as(txt, EXPECTED) {
            return Verdict::Proven;
        }
        if let Some(difference) = difference(txt) {
            verdict = Verdict::Different(difference);
        }
    }
    verdict
}

/// Where a value of one string or several first differs. One octet more than is expected is enough to see it.
fn difference(txt: Txt<'_>) -> Option<Difference> {
    let mut found = [0; EXPECTED.len() + 1];
    let mut len = 0;
    for (place, octet) in found.iter_mut().zip(txt.octets()) {
        *place = octet;
        len += 1;
    }
    Difference::between(EXPECTED, &found[..len])
}

/// Xorshift: the same octets in every run. Firmware that asks a real server takes them from its hardware.
struct Dice(u32);

impl Random for Dice {
    fn fill(&mut self, octets: &mut [u8]) {
        for octet in octets {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 17;
            self.0 ^= self.0 << 5;
            [*octet, ..] = self.0.to_be_bytes();
        }
    }
}
