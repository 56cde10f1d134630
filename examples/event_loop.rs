//! Many checks at once in an event loop of one's own: `Batch` with the caller's sockets, clock and randomness.
//!
//! The loop is `drive`. Each transmission has a thread here, which tells the loop by a channel what comes; tasks of an
//! async runtime would do as well, or readiness. What is checked are the demo's domains, on 127.0.0.1.

use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::sync::{Arc, Weak, mpsc};

use txtproof::batch::{Batch, BatchPolicy};
use txtproof::check::Check;
use txtproof::demo::{Internet, Programme, World};
use txtproof::exchange::{
    CONNECT_LIMIT, EXCHANGE_LIMIT, Input, MAX_TRANSMIT_OCTETS, Step, Transport, TransportFailure,
};
use txtproof::net::OsRandom;
use txtproof::proof::{Proof, Verdict};
use txtproof::time::Instant;

fn main() -> io::Result<()> {
    let world = World::of(&Programme::Tour.scenes());
    let internet = world.start()?;
    let (mut batch, mut random) = (Batch::new(BatchPolicy::default()), OsRandom::new()?);
    for task in world.tasks() {
        batch.add(Check::new(task?, random.seed()?), Instant::ZERO);
    }
    let proofs = drive(&mut batch, &mut random, &internet)?;
    for proof in &proofs {
        println!("{}: {}", proof.domain, proof.verdict.as_str());
    }
    assert!(proofs.len() == world.tasks().len() && proofs.iter().any(|proof| proof.verdict == Verdict::Proven));
    Ok(())
}

/// Drives `batch`, whose time begins now, until it has no check left. A socket of `internet` stands for each server.
fn drive(batch: &mut Batch, random: &mut OsRandom, internet: &Internet) -> io::Result<Vec<Proof>> {
    let started = std::time::Instant::now();
    let now = || Instant::ZERO + started.elapsed();
    let ((sender, arrivals), mut links) = (mpsc::channel(), HashMap::new());
    let (mut buffer, mut proofs) = ([0; MAX_TRANSMIT_OCTETS], Vec::new());
    loop {
        // Do what the batch wants done: close, send, tell.
        while let Some(slot) = batch.poll_closed() {
            links.remove(&slot);
        }
        while let Some((slot, transmit)) = batch.poll_transmit(now(), random, &mut buffer) {
            random.check()?; // An id that is not random never leaves.
            let (server, query) = (internet.redirects()[&transmit.destination], buffer[..transmit.len].to_vec());
            let is_open = Arc::new(());
            let (watch, sender) = (Arc::downgrade(&is_open), sender.clone());
            let tell = move |arrival| drop(sender.send((slot, transmit.attempt, arrival)));
            std::thread::spawn(move || ask(transmit.transport, server, &query, &watch, &tell));
            links.insert(slot, is_open); // In place of what the slot had open before.
        }
        proofs.extend(std::iter::from_fn(|| batch.poll_proof()).map(|(_, proof)| proof));
        // Sleep until something comes, but no longer than until the next deadline. Every check under way has one.
        let Some(deadline) = batch.poll_timeout() else { return Ok(proofs) };
        if let Ok((slot, attempt, arrival)) = arrivals.recv_timeout(deadline.since(now())) {
            let input = match &arrival {
                Ok(octets) => Input::Message { attempt, octets },
                Err(kind) => Input::TransportFailed { attempt, kind: *kind },
            };
            if batch.handle_input(now(), slot, input) != Step::Wait {
                links.remove(&slot);
            }
        }
        if batch.poll_timeout().is_some_and(|deadline| deadline <= now()) {
            batch.handle_timeout(now());
        }
    }
}

/// A message, or why there will be no more.
type Arrival = Result<Vec<u8>, TransportFailure>;

fn ask(transport: Transport, server: SocketAddr, query: &[u8], is_open: &Weak<()>, tell: &impl Fn(Arrival)) {
    let asked = match transport {
        Transport::Udp => ask_over_udp(server, query, is_open, tell),
        Transport::Tcp => ask_over_tcp(server, query, tell),
    };
    let Err(error) = asked else { return };
    tell(Err(match error.kind() {
        ErrorKind::ConnectionRefused => TransportFailure::Refused,
        ErrorKind::TimedOut => TransportFailure::Silent,
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => TransportFailure::Closed,
        _ => TransportFailure::Local,
    }));
}

/// From a new port, connected, so that the system drops what others send. Not every message will be believed.
fn ask_over_udp(server: SocketAddr, query: &[u8], is_open: &Weak<()>, tell: &impl Fn(Arrival)) -> io::Result<()> {
    let (socket, mut message) = (UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?, [0; 4096]);
    socket.connect(server)?;
    socket.set_read_timeout(Some(std::time::Duration::from_millis(100)))?;
    socket.send(query)?;
    while is_open.strong_count() > 0 {
        match socket.recv(&mut message) {
            Ok(len) => tell(Ok(message[..len].to_vec())),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The query has its length in front already, as every message has.
fn ask_over_tcp(server: SocketAddr, query: &[u8], tell: &impl Fn(Arrival)) -> io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&server, CONNECT_LIMIT)?;
    stream.set_read_timeout(Some(EXCHANGE_LIMIT))?;
    stream.write_all(query)?;
    loop {
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut message = vec![0; u16::from_be_bytes(length).into()];
        stream.read_exact(&mut message)?;
        tell(Ok(message));
    }
}
