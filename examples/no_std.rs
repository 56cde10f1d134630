//! One question to one server, as firmware asks it: `Exchange` without `std` and without an allocator.
//!
//! The loop is `ask`. What it sends by is a script: it loses the first packet and answers the second.
#![no_std]

use core::net::SocketAddr;

use txtproof::exchange::{Exchange, Failure, Input, MAX_TRANSMIT_OCTETS, Policy, Random, ServerState, Step, Transmit};
use txtproof::matcher::is_published_as;
use txtproof::response::{Meaning, Scope, answers, classify};
use txtproof::time::Instant;
use txtproof::wire::{Class, Encoder, Flags, Message, NameError, NoSpace, Question, Rdata, RecordType, Section};

const TOKEN: &[u8] = b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";

fn main() -> Result<(), NameError> {
    let question = Question::new("_amazonses.shop.example".parse()?, RecordType::TXT);
    let server = SocketAddr::from(([192, 0, 2, 1], 53));
    let mut link = Link { now: Instant::ZERO, dice: Dice(1), attempt: 0, query: [0; MAX_TRANSMIT_OCTETS] };
    let mut buffer = [0; 1232];
    let response = ask(&question, server, &mut link, &mut buffer).expect("an answer to the second query");
    assert!(holds_token(response, &question));
    assert_eq!(link.attempt, 2);
    Ok(())
}

/// Puts a question to a server and gives the response, which stands in `buffer`.
fn ask<'b>(
    question: &Question,
    server: SocketAddr,
    link: &mut Link,
    buffer: &'b mut [u8],
) -> Result<&'b [u8], Failure> {
    let mut exchange = Exchange::new(question.clone(), server, Policy::default(), ServerState::default());
    let mut packet = [0; MAX_TRANSMIT_OCTETS];
    loop {
        while let Some(transmit) = exchange.poll_transmit(link.now, &mut link.dice, &mut packet) {
            link.send(&transmit, &packet[..transmit.len]);
        }
        // There is a deadline as long as the exchange is not over.
        let Some(deadline) = exchange.poll_timeout() else { return Err(exchange.failure_so_far()) };
        let received = link.receive_until(deadline, buffer);
        let input = match received {
            Some(len) => Input::Message { attempt: link.attempt, octets: &buffer[..len] },
            None => Input::Timeout,
        };
        match exchange.handle_input(link.now, input) {
            Step::Wait | Step::Transmit => {}
            // The response is what was just handed in.
            Step::Answered => return Ok(&buffer[..received.unwrap_or_default()]),
            Step::Failed(failure) => return Err(failure),
        }
    }
}

/// Whether a server's response is an answer with authority and has the token, octet for octet.
fn holds_token(response: &[u8], question: &Question) -> bool {
    let Ok(message) = Message::read(response) else { return false };
    let is_token = |rdata: Rdata<'_>| matches!(rdata, Rdata::Txt(txt) if is_published_as(txt, TOKEN));
    classify(&message, question, Scope::Unknown) == Meaning::Answer
        && answers(&message, question).any(|(_, rdata)| is_token(rdata))
}

/// What a driver has: a clock, randomness, a way to send and a way to wait. A real one opens a new port for each attempt,
/// and where it has no TCP, it hands in `Input::TransportFailed` for an attempt over TCP.
struct Link {
    now: Instant,
    dice: Dice,
    attempt: u8,
    query: [u8; MAX_TRANSMIT_OCTETS],
}

impl Link {
    fn send(&mut self, transmit: &Transmit, octets: &[u8]) {
        self.attempt = transmit.attempt;
        self.query[..octets.len()].copy_from_slice(octets);
    }

    /// How many octets came; `None`: nothing did until the deadline.
    fn receive_until(&mut self, deadline: Instant, buffer: &mut [u8]) -> Option<usize> {
        if self.attempt == 1 {
            self.now = deadline;
            return None;
        }
        respond(&self.query, buffer).ok()
    }
}

/// The server: the token, with authority, to whatever is asked.
fn respond(query: &[u8], buffer: &mut [u8]) -> Result<usize, NoSpace> {
    let message = Message::read(query).map_err(|_| NoSpace)?;
    let question = message.question().ok().flatten().ok_or(NoSpace)?;
    let flags = Flags::default().with(Flags::RESPONSE | Flags::AUTHORITATIVE);
    let mut encoder = Encoder::new(buffer, message.header().id, flags)?;
    encoder.question(question.name, question.record_type, question.class)?;
    let mut string = [0; 1 + TOKEN.len()];
    string[0] = 44;
    string[1..].copy_from_slice(TOKEN);
    let text = Rdata::from_octets(RecordType::TXT, Class::IN, &string).map_err(|_| NoSpace)?;
    encoder.record(Section::Answer, question.name, question.record_type, question.class, 300, &text)?;
    Ok(encoder.finish().len())
}

/// A linear congruential generator, for an example only: whoever guesses ids forges answers. Chips have a better one.
struct Dice(u32);

impl Random for Dice {
    fn fill(&mut self, octets: &mut [u8]) {
        octets.fill_with(|| {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            self.0.to_be_bytes()[0]
        });
    }
}

/// Only for `main`, which there would be none of on a chip.
extern crate std;
