//! Questions made by hand: the tests must not lean on the encoder that they test.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Duration;

pub(crate) const SOA: u8 = 6;
pub(crate) const TXT: u8 = 16;

/// How long a burst may be silent before it is over.
const SILENCE: Duration = Duration::from_millis(50);

/// How long a resolver may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A plain query without recursion; the root is `""`.
pub(crate) fn query(name: &str, record_type: u8) -> Vec<u8> {
    let mut query = vec![0x7a, 0x31, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.').filter(|label| !label.is_empty()) {
        query.push(u8::try_from(label.len()).expect("a label has at most 63 octets"));
        query.extend_from_slice(label.as_bytes());
    }
    query.extend_from_slice(&[0, 0, record_type, 0, 1]);
    query
}

/// Asks a resolver for the TXT records of a name; returns once there is an answer.
pub(crate) fn recurse(resolver: SocketAddr, name: &str) {
    const RECURSION_DESIRED: u8 = 0x01;
    let mut query = query(name, TXT);
    query[2] |= RECURSION_DESIRED;
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    socket.set_read_timeout(Some(PATIENCE)).expect("a read timeout");
    socket.send_to(&query, resolver).expect("room for a packet");
    let octets = socket.recv(&mut [0; 4096]).unwrap_or_else(|error| panic!("{resolver} on {name}: {error}"));
    assert!(octets >= query.len(), "{resolver} answers {octets} octets");
}

/// Asks the same thing so many times at once; how many whole answers came back.
pub(crate) fn burst(server: SocketAddr, query: &[u8], count: usize) -> usize {
    // Unbound, so that the system chooses the address that it would choose for the program too.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).expect("a socket");
    socket.set_read_timeout(Some(SILENCE)).expect("a read timeout");
    for _ in 0..count {
        socket.send_to(query, server).expect("room for a packet");
    }
    let mut whole = 0;
    let mut response = [0; 4096];
    loop {
        match socket.recv(&mut response) {
            Ok(octets) => whole += usize::from(octets > 2 && response[2] & 0x02 == 0),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return whole,
            Err(error) => panic!("{error}"),
        }
    }
}
