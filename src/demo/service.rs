//! The sockets of many name servers, served by one readiness loop.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use std::vec::Vec;

use mio::net::{TcpListener, TcpStream, UdpSocket};
use mio::{Events, Interest, Poll, Token, Waker};
use socket2::Socket;

use super::authority::Authority;
use crate::exchange::Transport;
use crate::wire::{Frame, LENGTH_PREFIX_OCTETS, MAX_MESSAGE_OCTETS};

const STOP: Token = Token(0);

/// The first token of the servers; each has two, for UDP and TCP. Connections come behind them and never share one.
const FIRST_SERVER: usize = 1;

/// The most TCP connections at a time; one more is closed at once.
const MAX_CONNECTIONS: usize = 256;

/// The most octets that wait for a client which does not read them; it loses its connection.
const MAX_UNSENT_OCTETS: usize = 1 << 20;

/// How many events are taken at a time.
const EVENTS: usize = 128;

/// A name server with its sockets.
#[derive(Debug)]
pub(super) struct Server {
    authority: Authority,
    udp: UdpSocket,
    /// `None`: it is not served over TCP.
    tcp: Option<TcpListener>,
}

impl Server {
    pub(super) fn new(authority: Authority, udp: Socket, tcp: Option<Socket>) -> io::Result<Self> {
        udp.set_nonblocking(true)?;
        tcp.iter().try_for_each(|tcp| tcp.set_nonblocking(true))?;
        let tcp = tcp.map(|tcp| TcpListener::from_std(tcp.into()));
        Ok(Self { authority, udp: UdpSocket::from_std(udp.into()), tcp })
    }
}

/// Answers for all servers until it is stopped.
#[derive(Debug)]
pub(super) struct Service {
    poll: Poll,
    stop: Arc<Waker>,
    servers: Vec<Server>,
    connections: BTreeMap<Token, Connection>,
    next_token: usize,
    /// Where datagrams are read and responses are written.
    query: Vec<u8>,
    response: Vec<u8>,
}

/// What an event is about.
enum Source {
    Udp(usize),
    Listener(usize),
    Connection,
}

impl Service {
    pub(super) fn new(mut servers: Vec<Server>) -> io::Result<Self> {
        let poll = Poll::new()?;
        let stop = Arc::new(Waker::new(poll.registry(), STOP)?);
        let mut next_token = FIRST_SERVER;
        for server in &mut servers {
            poll.registry().register(&mut server.udp, Token(next_token), Interest::READABLE)?;
            if let Some(tcp) = &mut server.tcp {
                poll.registry().register(tcp, Token(next_token.saturating_add(1)), Interest::READABLE)?;
            }
            next_token = next_token.saturating_add(2);
        }
        let (query, response) = (std::vec![0; MAX_MESSAGE_OCTETS], std::vec![0; MAX_MESSAGE_OCTETS]);
        Ok(Self { poll, stop, servers, connections: BTreeMap::new(), next_token, query, response })
    }

    /// What ends [`run`](Self::run) when it is woken.
    pub(super) fn stopper(&self) -> Arc<Waker> {
        Arc::clone(&self.stop)
    }

    /// Serves until it is stopped.
    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS);
        loop {
            match self.poll.poll(&mut events, None) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return,
                Ok(()) => {}
            }
            for event in &events {
                if event.token() == STOP {
                    return;
                }
                self.serve(event.token());
            }
        }
    }

    fn serve(&mut self, token: Token) {
        match self.source(token) {
            Source::Udp(server) => self.serve_datagrams(server),
            Source::Listener(server) => self.accept(server),
            Source::Connection => self.serve_connection(token),
        }
    }

    fn source(&self, token: Token) -> Source {
        let index = token.0.saturating_sub(FIRST_SERVER);
        match (index / 2, index % 2) {
            (server, _) if server >= self.servers.len() => Source::Connection,
            (server, 0) => Source::Udp(server),
            (server, _) => Source::Listener(server),
        }
    }

    fn serve_datagrams(&mut self, server: usize) {
        let Some(Server { authority, udp, .. }) = self.servers.get(server) else { return };
        // Ends: each turn takes a datagram or an error from the socket, until it has none.
        loop {
            match udp.recv_from(&mut self.query) {
                Ok((len, client)) => {
                    let query = self.query.get(..len).unwrap_or_default();
                    if let Some(response) = authority.respond(query, Transport::Udp, &mut self.response) {
                        // A client that is gone, or a full buffer, is a datagram lost.
                        let _lost = udp.send_to(response, client);
                    }
                }
                Err(error) if is_passing(&error) => {}
                Err(_) => return,
            }
        }
    }

    fn accept(&mut self, server: usize) {
        let Some(tcp) = self.servers.get(server).and_then(|server| server.tcp.as_ref()) else { return };
        // Ends: each turn takes a connection or an error from the socket, until it has none.
        loop {
            match tcp.accept() {
                Ok((mut stream, _)) if self.connections.len() < MAX_CONNECTIONS => {
                    let token = Token(self.next_token);
                    self.next_token = self.next_token.saturating_add(1);
                    let interest = Interest::READABLE | Interest::WRITABLE;
                    if self.poll.registry().register(&mut stream, token, interest).is_ok() {
                        self.connections.insert(token, Connection::new(stream, server));
                    }
                }
                Ok(_) => {}
                Err(error) if is_passing(&error) => {}
                Err(_) => return,
            }
        }
    }

    fn serve_connection(&mut self, token: Token) {
        let Some(connection) = self.connections.get_mut(&token) else { return };
        let Some(Server { authority, .. }) = self.servers.get(connection.server) else { return };
        if connection.advance(authority, &mut self.response).is_none() {
            self.connections.remove(&token);
        }
    }
}

/// Whether an error is about one packet or one client, so that the socket may still have more.
fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Interrupted
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionAborted
    )
}

/// A client's connection: queries come in, responses go out in their order.
#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    server: usize,
    /// The beginning of a message that is not whole.
    received: Vec<u8>,
    unsent: Vec<u8>,
    has_client_finished: bool,
}

impl Connection {
    fn new(stream: TcpStream, server: usize) -> Self {
        Self { stream, server, received: Vec::new(), unsent: Vec::new(), has_client_finished: false }
    }

    /// Reads, answers and writes as far as the socket goes; `None`: the connection is over.
    fn advance(&mut self, authority: &Authority, buffer: &mut [u8]) -> Option<()> {
        self.read(authority, buffer)?;
        self.write()?;
        let is_done = self.has_client_finished && self.unsent.is_empty();
        (!is_done && self.unsent.len() <= MAX_UNSENT_OCTETS).then_some(())
    }

    fn read(&mut self, authority: &Authority, buffer: &mut [u8]) -> Option<()> {
        let mut chunk = [0; 4096];
        // Ends: each turn takes octets from the socket, until it has none or the client has finished.
        while !self.has_client_finished {
            match self.stream.read(&mut chunk) {
                Ok(0) => self.has_client_finished = true,
                Ok(len) => {
                    self.received.extend_from_slice(chunk.get(..len).unwrap_or_default());
                    self.answer(authority, buffer)?;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => return None,
            }
        }
        Some(())
    }

    /// Answers every whole message received; a message without a response ends the connection.
    fn answer(&mut self, authority: &Authority, buffer: &mut [u8]) -> Option<()> {
        while let Frame::Complete { message, rest } = Frame::split(&self.received) {
            let response = authority.respond(message, Transport::Tcp, buffer)?;
            let length = u16::try_from(response.len()).ok()?;
            self.unsent.extend_from_slice(&length.to_be_bytes());
            self.unsent.extend_from_slice(response);
            let consumed = self.received.len().saturating_sub(rest.len());
            debug_assert!(consumed >= LENGTH_PREFIX_OCTETS, "a frame without its length would be read for ever");
            self.received.drain(..consumed);
        }
        Some(())
    }

    fn write(&mut self) -> Option<()> {
        while !self.unsent.is_empty() {
            match self.stream.write(&self.unsent) {
                Ok(0) => return None,
                Ok(len) => drop(self.unsent.drain(..len)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => return None,
            }
        }
        Some(())
    }
}
