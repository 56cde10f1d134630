//! One TCP connection: a query behind its length, and the messages that come back (RFC 7766 §6 to §8).

use core::net::SocketAddr;
use core::ops::Range;
use std::io;
use std::io::{ErrorKind, Read, Write};
use std::vec::Vec;

use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::failure;
use super::links::Progress;
use crate::exchange::TransportFailure;
use crate::wire::{Frame, LENGTH_PREFIX_OCTETS, MAX_MESSAGE_OCTETS};

/// The most octets kept of one connection: one message of the greatest length behind its length.
const MAX_KEPT_OCTETS: usize = LENGTH_PREFIX_OCTETS + MAX_MESSAGE_OCTETS;

/// One connection with one query.
pub(super) struct TcpLink {
    stream: TcpStream,
    phase: Phase,
    /// What is left to write of the query and its length.
    unsent: Vec<u8>,
    /// INVARIANT: at most `MAX_KEPT_OCTETS`. It grows with what comes, never by what a length promises.
    received: Vec<u8>,
    /// How many octets of `received` were handed in already.
    handed_in: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Connecting,
    Connected,
}

impl TcpLink {
    /// Begins to connect to `target`; `octets`, the length among them, are sent as soon as that succeeds.
    pub(super) fn open(target: SocketAddr, octets: &[u8]) -> Result<Self, TransportFailure> {
        let stream = TcpStream::connect(target).map_err(|error| failure::of_opening(&error, target))?;
        let unsent = octets.to_vec();
        Ok(Self { stream, phase: Phase::Connecting, unsent, received: Vec::new(), handed_in: 0 })
    }

    pub(super) fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        registry.register(&mut self.stream, token, Interest::READABLE | Interest::WRITABLE)
    }

    pub(super) fn deregister(&mut self, registry: &Registry) -> io::Result<()> {
        registry.deregister(&mut self.stream)
    }

    pub(super) fn is_connecting(&self) -> bool {
        self.phase == Phase::Connecting
    }

    /// Connects, writes and reads as far as that goes now. A [`Progress::Message`] lies in [`received`](Self::received).
    ///
    /// `buffer` is only passed through. The loop ends: each turn reads at least one octet, and no frame has more than
    /// `MAX_KEPT_OCTETS`.
    pub(super) fn advance(&mut self, buffer: &mut [u8]) -> Progress {
        match self.connect_and_send() {
            Ok(Phase::Connecting) => return Progress::Idle,
            Ok(Phase::Connected) => {}
            Err(kind) => return Progress::Failed(kind),
        }
        loop {
            if let Some(range) = self.next_message() {
                return Progress::Message(range);
            }
            match self.read(buffer) {
                Ok(0) => return Progress::Failed(TransportFailure::Closed),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Progress::Idle,
                Err(error) => return Progress::Failed(failure::of_stream(&error)),
            }
        }
    }

    /// What came in, for a range that [`advance`](Self::advance) just told.
    pub(super) fn received(&self) -> &[u8] {
        &self.received
    }

    fn connect_and_send(&mut self) -> Result<Phase, TransportFailure> {
        if self.phase == Phase::Connecting {
            self.phase = self.connected().map_err(|error| failure::of_handshake(&error))?;
        }
        if self.phase == Phase::Connected {
            self.send().map_err(|error| failure::of_stream(&error))?;
        }
        Ok(self.phase)
    }

    /// Whether the handshake is over. Without an error of the socket, a peer address that cannot be had only means "not
    /// yet": systems differ in the error they give, and a handshake that never ends meets its limit.
    fn connected(&self) -> io::Result<Phase> {
        if let Some(error) = self.stream.take_error()? {
            return Err(error);
        }
        Ok(self.stream.peer_addr().map_or(Phase::Connecting, |_| Phase::Connected))
    }

    /// Length and message go out in one write (RFC 7766 §8), unless the kernel takes only a part.
    fn send(&mut self) -> io::Result<()> {
        while !self.unsent.is_empty() {
            match self.stream.write(&self.unsent) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(sent) => drop(self.unsent.drain(..sent)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn next_message(&mut self) -> Option<Range<usize>> {
        let Frame::Complete { message, .. } = Frame::split(self.received.get(self.handed_in..)?) else {
            return None;
        };
        let start = self.handed_in + LENGTH_PREFIX_OCTETS;
        self.handed_in = start + message.len();
        Some(start..self.handed_in)
    }

    /// Reads more of an incomplete frame. There is room for it, since what was handed in is dropped first.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.received.drain(..self.handed_in);
        self.handed_in = 0;
        let room = buffer.len().min(MAX_KEPT_OCTETS - self.received.len());
        let length = self.stream.read(&mut buffer[..room])?;
        self.received.extend_from_slice(&buffer[..length]);
        Ok(length)
    }
}
