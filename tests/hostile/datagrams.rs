//! How a fault over UDP is done.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use txtproof::exchange::Transport;

use super::answer::{MAX_DATAGRAM_OCTETS, query, truncated};
use super::fault::{Origin, OverUdp, Then};
use super::server::Work;
use crate::simulated::random::Seeded;

/// Any but the one that the servers have.
const ANOTHER_ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 9, 8, 7);

pub(super) fn react(
    fault: OverUdp,
    socket: &UdpSocket,
    client: SocketAddr,
    octets: &[u8],
    work: &Work,
    random: &mut Seeded,
) {
    let query = query(Transport::Udp, octets);
    let send = |octets: &[u8]| socket.send_to(octets, client).map(drop);
    // A client that is gone by now is what many a fault is about.
    let _ = match fault {
        OverUdp::Silent => Ok(()),
        OverUdp::Answers => send(&work.truth.answer(&query)),
        OverUdp::Truncates => send(&truncated(&query)),
        OverUdp::AnswersAtFullLength => send(&work.truth.answer_of_length(&query, MAX_DATAGRAM_OCTETS)),
        OverUdp::Forges { from, what, count, then } => {
            forge(from, socket, client, (0..count).map(|_| work.truth.forge(&query, what, random)));
            match then {
                Then::Answers => send(&work.truth.answer(&query)),
                Then::Silent => Ok(()),
            }
        }
    };
}

fn forge(from: Origin, asked: &UdpSocket, client: SocketAddr, forgeries: impl Iterator<Item = Vec<u8>>) {
    let other;
    let socket = match from {
        Origin::AskedSocket => asked,
        Origin::AnotherPort => {
            other = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket on loopback");
            &other
        }
        Origin::AnotherAddress => {
            let port = asked.local_addr().expect("it is bound").port();
            other = UdpSocket::bind((ANOTHER_ADDRESS, port)).expect("a socket on loopback");
            &other
        }
    };
    for octets in forgeries {
        let _: io::Result<usize> = socket.send_to(&octets, client);
    }
}
