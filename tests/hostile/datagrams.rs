//! How a fault over UDP is done.

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
            let origin = origin(from, socket);
            let forger = origin.as_ref().unwrap_or(socket);
            let _ = work.truth.forge(&query, (what, count), random, |octets| {
                // One that is lost is as good as the others.
                let _ = forger.send_to(octets, client);
                if work.is_over() { Err(()) } else { Ok(()) }
            });
            match then {
                Then::Answers => send(&work.truth.answer(&query)),
                Then::Silent => Ok(()),
            }
        }
    };
}

/// A socket of the forger's own, where it is not the server's.
fn origin(from: Origin, asked: &UdpSocket) -> Option<UdpSocket> {
    let address = match from {
        Origin::AskedSocket => return None,
        Origin::AnotherPort => (Ipv4Addr::LOCALHOST, 0),
        Origin::AnotherAddress => (ANOTHER_ADDRESS, asked.local_addr().expect("it is bound").port()),
    };
    Some(UdpSocket::bind(address).expect("a socket on loopback"))
}
