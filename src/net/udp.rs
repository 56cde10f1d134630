//! One UDP query: a new connected socket on a new random port, closed after (RFC 5452 §9.2).
//!
//! Connected, so that the kernel drops what comes from any other address or port, and tells of an ICMP refusal.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::io;
use std::io::ErrorKind;

use mio::{Interest, Registry, Token};
use socket2::{Domain, Protocol, SockAddr, Socket, Type};

use super::failure;
use super::links::Progress;
use super::random::OsRandom;
use crate::exchange::TransportFailure;

/// Whether the kernel gives a socket that connects a random port. Elsewhere (Windows counts upwards) it is drawn here.
/// On Linux the port is one of 28,232 unless `net.ipv4.ip_local_port_range` says otherwise.
const KERNEL_DRAWS_PORTS: bool = cfg!(any(
    target_os = "linux",
    target_os = "android",
    target_os = "freebsd",
    target_os = "openbsd",
    target_vendor = "apple"
));

/// How many random ports are tried; on a machine where so many are taken, none are left to speak of.
const PORT_DRAWS: usize = 16;

/// Ports below are for services.
const LOWEST_PORT: u16 = 1_024;

/// One query that was sent, and the socket for its answer.
pub(super) struct UdpLink {
    socket: mio::net::UdpSocket,
}

impl UdpLink {
    /// Sends `octets` to `target` from a new socket.
    pub(super) fn open(target: SocketAddr, octets: &[u8], random: &mut OsRandom) -> Result<Self, TransportFailure> {
        let socket = connect(target, random).map_err(|error| failure::of_opening(&error, target))?;
        let link = Self { socket: mio::net::UdpSocket::from_std(socket) };
        link.send(octets).map_err(|error| failure::of_datagrams(&error))?;
        Ok(link)
    }

    pub(super) fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        registry.register(&mut self.socket, token, Interest::READABLE)
    }

    pub(super) fn deregister(&mut self, registry: &Registry) -> io::Result<()> {
        registry.deregister(&mut self.socket)
    }

    /// The next datagram, at the front of `buffer`.
    pub(super) fn advance(&self, buffer: &mut [u8]) -> Progress {
        loop {
            return match self.socket.recv(buffer) {
                Ok(length) => Progress::Message(0..length),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == ErrorKind::WouldBlock => Progress::Idle,
                Err(error) => Progress::Failed(failure::of_datagrams(&error)),
            };
        }
    }

    fn send(&self, octets: &[u8]) -> io::Result<()> {
        loop {
            match self.socket.send(octets) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                sent => return sent.map(drop),
            }
        }
    }
}

fn connect(target: SocketAddr, random: &mut OsRandom) -> io::Result<std::net::UdpSocket> {
    let socket = Socket::new(Domain::for_address(target), Type::DGRAM, Some(Protocol::UDP))?;
    if !KERNEL_DRAWS_PORTS {
        bind_to_random_port(&socket, target, random)?;
    }
    socket.connect(&SockAddr::from(target))?;
    let socket = std::net::UdpSocket::from(socket);
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// Binds to a port that nobody can foresee, or fails: with one from a counter a forger has only the id to guess.
fn bind_to_random_port(socket: &Socket, target: SocketAddr, random: &mut OsRandom) -> io::Result<()> {
    let any_address = match target {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    for _ in 0..PORT_DRAWS {
        let port = draw_port(random)?;
        match socket.bind(&SockAddr::from(SocketAddr::new(any_address, port))) {
            // Windows sets ranges of ports aside and forbids them.
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
            bound => return bound,
        }
    }
    Err(ErrorKind::AddrInUse.into())
}

fn draw_port(random: &mut OsRandom) -> io::Result<u16> {
    loop {
        let mut octets = [0; 2];
        random.try_fill(&mut octets)?;
        let port = u16::from_ne_bytes(octets);
        // True for 63 draws of 64.
        if port >= LOWEST_PORT {
            return Ok(port);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_query_leaves_by_another_port() {
        let server = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let mut random = OsRandom::new().unwrap();
        let ports: Vec<u16> = (0..32)
            .map(|_| {
                let link = UdpLink::open(server.local_addr().unwrap(), b"query", &mut random).unwrap();
                link.socket.local_addr().unwrap().port()
            })
            .collect();
        // Closed at once, so a port may come again by chance; in order they do not come.
        assert!(ports.iter().collect::<BTreeSet<_>>().len() >= 30, "{ports:?}");
        assert!(!ports.is_sorted() && !ports.iter().rev().is_sorted(), "{ports:?}");
    }

    #[test]
    fn a_drawn_port_is_bound_and_no_service_port() {
        let mut random = OsRandom::new().unwrap();
        for target in ["127.0.0.1:53", "[::1]:53"].map(|text| text.parse::<SocketAddr>().unwrap()) {
            let Ok(socket) = Socket::new(Domain::for_address(target), Type::DGRAM, Some(Protocol::UDP)) else {
                continue; // A machine without IPv6.
            };
            bind_to_random_port(&socket, target, &mut random).unwrap();
            let port = socket.local_addr().unwrap().as_socket().unwrap().port();
            assert!(port >= LOWEST_PORT, "{port}");
        }
    }

    #[test]
    fn a_datagram_too_large_to_send_is_this_machines_own_trouble() {
        let server = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let opened = UdpLink::open(server.local_addr().unwrap(), &vec![0; 65_536], &mut OsRandom::new().unwrap());
        assert_eq!(opened.err(), Some(TransportFailure::Local));
    }
}
