//! On real sockets, on loopback alone. Nothing sleeps: a test waits for readiness, for `PATIENCE` at most.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::thread;

use socket2::SockRef;

use super::*;

const PATIENCE: Duration = Duration::from_secs(10);

const QUERY: &[u8] = b"\x00\x05query";

/// An arrival that does not borrow.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    key: u32,
    attempt: u8,
    outcome: Result<Vec<u8>, TransportFailure>,
}

fn links() -> (Links<u32>, OsRandom) {
    (Links::new(Redirects::Direct).unwrap(), OsRandom::new().unwrap())
}

fn transmit(transport: Transport, destination: SocketAddr) -> Transmit {
    Transmit { attempt: 1, transport, path: Path::Fresh, destination, len: QUERY.len() }
}

/// Whatever comes next, unless that takes longer than `PATIENCE`.
fn next(links: &mut Links<u32>) -> Told {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(arrival) = links.next_arrival() {
            let outcome = arrival.outcome.map(<[u8]>::to_vec);
            return Told { key: arrival.key, attempt: arrival.attempt, outcome };
        }
        links.wait(PATIENCE).unwrap();
    }
    panic!("nothing came within {PATIENCE:?}");
}

fn message(links: &mut Links<u32>) -> Vec<u8> {
    next(links).outcome.unwrap()
}

fn failure(links: &mut Links<u32>) -> TransportFailure {
    next(links).outcome.unwrap_err()
}

fn udp_server() -> (UdpSocket, SocketAddr) {
    let server = UdpSocket::bind("127.0.0.1:0").unwrap();
    server.set_read_timeout(Some(PATIENCE)).unwrap();
    let address = server.local_addr().unwrap();
    (server, address)
}

/// Opens a UDP link and gives the address that it asks from.
fn asked(links: &mut Links<u32>, random: &mut OsRandom, key: u32, server: &UdpSocket) -> SocketAddr {
    let opened = links.open(key, &transmit(Transport::Udp, server.local_addr().unwrap()), QUERY, random);
    assert_eq!(opened, Opened::Sent);
    let mut octets = [0; 512];
    let (length, client) = server.recv_from(&mut octets).unwrap();
    assert_eq!(&octets[..length], QUERY);
    client
}

fn tcp_server() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Opens a TCP link and gives the server's end of it. The kernel shakes hands by itself.
fn connected(links: &mut Links<u32>, random: &mut OsRandom, key: u32) -> TcpStream {
    let (listener, address) = tcp_server();
    assert_eq!(links.open(key, &transmit(Transport::Tcp, address), QUERY, random), Opened::Sent);
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

fn framed(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(message.len()).unwrap();
    [&length.to_be_bytes(), message].concat()
}

/// Closes as hard as possible: what is under way is dropped.
fn reset(stream: TcpStream) {
    SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
    drop(stream);
}

/// An address where nobody listens, as far as that can be had.
fn closed_port(transport: Transport) -> SocketAddr {
    match transport {
        Transport::Udp => udp_server().1,
        Transport::Tcp => tcp_server().1,
    }
}

#[test]
fn an_answer_over_udp_arrives() {
    let (mut links, mut random) = links();
    let (server, address) = udp_server();
    let client = asked(&mut links, &mut random, 7, &server);
    server.send_to(b"answer", client).unwrap();

    links.wait(PATIENCE).unwrap();
    let arrival = links.next_arrival().unwrap();
    assert_eq!((arrival.key, arrival.attempt, arrival.outcome), (7, 1, Ok(&b"answer"[..])));
    assert_eq!((arrival.destination, arrival.transport), (address, Transport::Udp));
    assert!(arrival.elapsed < PATIENCE);
    assert!(links.next_arrival().is_none());
}

#[test]
fn a_link_hands_in_every_datagram_empty_ones_too() {
    let (mut links, mut random) = links();
    let (server, _) = udp_server();
    let client = asked(&mut links, &mut random, 0, &server);
    for datagram in [b"late".to_vec(), Vec::new(), vec![7; 65_507]] {
        server.send_to(&datagram, client).unwrap();
        assert_eq!(message(&mut links), datagram);
    }
}

#[test]
fn a_closed_port_is_told_within_50_ms() {
    for transport in [Transport::Udp, Transport::Tcp] {
        let (mut links, mut random) = links();
        let start = Instant::now();
        links.open(0, &transmit(transport, closed_port(transport)), QUERY, &mut random);
        assert_eq!(failure(&mut links), TransportFailure::Refused);
        assert!(start.elapsed() < Duration::from_millis(50), "{transport:?}: {:?}", start.elapsed());
    }
}

#[test]
fn a_failed_link_is_closed_and_says_so_once() {
    let (mut links, mut random) = links();
    links.open(0, &transmit(Transport::Udp, closed_port(Transport::Udp)), QUERY, &mut random);
    assert_eq!(failure(&mut links), TransportFailure::Refused);
    links.wait(Duration::ZERO).unwrap();
    assert!(links.next_arrival().is_none());
    assert!(links.by_token.is_empty() && links.tokens.is_empty());
}

#[test]
fn an_answer_from_another_port_is_never_seen() {
    let (mut links, mut random) = links();
    let (server, _) = udp_server();
    let client = asked(&mut links, &mut random, 0, &server);
    udp_server().0.send_to(b"forged", client).unwrap();
    server.send_to(b"answer", client).unwrap();
    assert_eq!(message(&mut links), b"answer");
}

#[test]
fn length_and_query_go_out_over_tcp() {
    let (mut links, mut random) = links();
    let mut server = connected(&mut links, &mut random, 7);
    server.write_all(&framed(b"answer")).unwrap();
    assert_eq!(next(&mut links), Told { key: 7, attempt: 1, outcome: Ok(b"answer".to_vec()) });
    let mut octets = [0; QUERY.len()];
    server.read_exact(&mut octets).unwrap();
    assert_eq!(octets, QUERY);
}

#[test]
fn what_the_kernel_takes_in_parts_arrives_whole() {
    let (mut links, mut random) = links();
    let (listener, address) = tcp_server();
    let query: Vec<u8> = (0..u32::MAX).step_by(2_048).flat_map(u32::to_be_bytes).collect(); // 8 MiB
    links.open(0, &transmit(Transport::Tcp, address), &query, &mut random);
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut octets = vec![0; query.len()];
        stream.read_exact(&mut octets).unwrap();
        stream.write_all(&framed(b"answer")).unwrap();
        octets == query
    });
    assert_eq!(message(&mut links), b"answer");
    assert!(server.join().unwrap());
}

#[test]
fn an_answer_over_tcp_may_come_byte_by_byte() {
    let (mut links, mut random) = links();
    let mut server = connected(&mut links, &mut random, 0);
    let writer = thread::spawn(move || {
        for octet in framed(b"an answer of some length") {
            server.write_all(&[octet]).unwrap();
            thread::yield_now();
        }
        server
    });
    assert_eq!(message(&mut links), b"an answer of some length");
    drop(writer.join().unwrap());
}

#[test]
fn two_messages_in_one_segment_are_two_arrivals() {
    let (mut links, mut random) = links();
    let mut server = connected(&mut links, &mut random, 0);
    let third = framed(b"third");
    let (head, tail) = third.split_at(4);
    server.write_all(&[&framed(b"first"), &framed(b""), head].concat()).unwrap();
    assert_eq!(message(&mut links), b"first");
    assert_eq!(message(&mut links), b"");
    server.write_all(tail).unwrap();
    assert_eq!(message(&mut links), b"third");
}

#[test]
fn the_longest_answers_over_tcp_arrive_whole() {
    let (mut links, mut random) = links();
    let mut server = connected(&mut links, &mut random, 0);
    let longest: Vec<u8> = (0..u16::MAX).map(|position| position.to_be_bytes()[1]).collect();
    let stream = framed(&longest).repeat(2);
    let writer = thread::spawn(move || server.write_all(&stream).map(|()| server));
    assert_eq!(message(&mut links), longest);
    assert_eq!(message(&mut links), longest);
    drop(writer.join().unwrap());
}

#[test]
fn a_reset_closes_before_and_after_the_query() {
    let (mut links, mut random) = links();
    reset(connected(&mut links, &mut random, 0));
    assert_eq!(failure(&mut links), TransportFailure::Closed);

    let mut server = connected(&mut links, &mut random, 0);
    server.write_all(&framed(b"message")).unwrap();
    assert_eq!(message(&mut links), b"message");
    reset(server);
    assert_eq!(failure(&mut links), TransportFailure::Closed);
}

#[test]
fn an_end_within_a_message_closes_after_the_whole_ones() {
    let (mut links, mut random) = links();
    let mut server = connected(&mut links, &mut random, 0);
    server.write_all(&[&framed(b"whole")[..], b"\x00\x09cut"].concat()).unwrap();
    server.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(message(&mut links), b"whole");
    assert_eq!(failure(&mut links), TransportFailure::Closed);
}

#[test]
fn a_link_keeps_no_more_than_one_message_with_its_length() {
    let (mut links, mut random) = links();
    let mut server = connected(&mut links, &mut random, 0);
    let writer = thread::spawn(move || server.write_all(&framed(&vec![0; 60_000]).repeat(8)).map(|()| server));
    for _ in 0..8 {
        assert_eq!(message(&mut links).len(), 60_000);
        let kept: usize = links
            .by_token
            .values()
            .map(|link| match &link.socket {
                Socket::Tcp(stream) => stream.received().len(),
                Socket::Udp(_) | Socket::Failed(_) => 0,
            })
            .sum();
        assert!(kept <= 65_537, "{kept}");
    }
    drop(writer.join().unwrap());
}

#[test]
fn the_late_event_of_a_closed_link_is_dropped() {
    let (mut links, mut random) = links();
    let (server, _) = udp_server();
    let old_client = asked(&mut links, &mut random, 0, &server);
    server.send_to(b"late", old_client).unwrap();
    links.wait(PATIENCE).unwrap();
    links.close(0);

    let client = asked(&mut links, &mut random, 0, &server);
    server.send_to(b"answer", client).unwrap();
    assert_eq!(message(&mut links), b"answer");
}

#[test]
fn a_new_link_takes_the_place_of_the_old_one() {
    let (mut links, mut random) = links();
    let mut old_server = connected(&mut links, &mut random, 0);
    let (server, _) = udp_server();
    let client = asked(&mut links, &mut random, 0, &server);
    assert_eq!(old_server.read(&mut [0]).unwrap(), 0, "the old connection is still open");

    server.send_to(b"answer", client).unwrap();
    assert_eq!(message(&mut links), b"answer");
    assert_eq!(links.by_token.len(), 1);
}

#[test]
fn closing_all_closes_all() {
    let (mut links, mut random) = links();
    let mut servers: Vec<TcpStream> = (0..3).map(|key| connected(&mut links, &mut random, key)).collect();
    links.close_all();
    for server in &mut servers {
        assert_eq!(server.read(&mut [0]).unwrap(), 0);
    }
    links.wait(Duration::ZERO).unwrap();
    assert!(links.next_arrival().is_none());
}

#[test]
fn hundreds_of_links_are_served_at_once() {
    const LINKS: u32 = 400;
    let (mut links, mut random) = links();
    let (server, _) = udp_server();
    let clients: Vec<SocketAddr> = (0..LINKS).map(|key| asked(&mut links, &mut random, key, &server)).collect();
    let mut streams: Vec<TcpStream> = (LINKS..2 * LINKS).map(|key| connected(&mut links, &mut random, key)).collect();
    for (key, client) in (0..LINKS).zip(clients) {
        server.send_to(&key.to_be_bytes(), client).unwrap();
    }
    for (key, stream) in (LINKS..).zip(&mut streams) {
        stream.write_all(&framed(&key.to_be_bytes())).unwrap();
    }
    let mut answered: Vec<u32> = (0..2 * LINKS)
        .map(|_| {
            let told = next(&mut links);
            assert_eq!(told.outcome.unwrap(), told.key.to_be_bytes());
            told.key
        })
        .collect();
    answered.sort_unstable();
    assert!(answered.into_iter().eq(0..2 * LINKS));
}

#[test]
fn a_flood_on_one_link_holds_up_neither_the_timers_nor_the_others() {
    const EMPTY_MESSAGES: usize = 20_000;
    let (mut links, mut random) = links();
    let mut flooder = connected(&mut links, &mut random, 0);
    flooder.write_all(&framed(b"").repeat(EMPTY_MESSAGES)).unwrap();
    assert_eq!(message(&mut links), b"");
    let (server, _) = udp_server();
    let client = asked(&mut links, &mut random, 1, &server);
    server.send_to(b"answer", client).unwrap();

    links.wait(PATIENCE).unwrap();
    let mut turn = Vec::new();
    while let Some(arrival) = links.next_arrival() {
        turn.push(arrival.key);
    }
    assert!(turn.len() <= ARRIVALS_PER_WAIT, "{}", turn.len());
    assert!(turn.iter().take(3).any(|&key| key == 1), "{turn:?}");
    // No new event comes for what is left of the flood, and yet it is not forgotten.
    assert_eq!(message(&mut links), b"");
}

#[test]
fn a_destination_outside_the_table_gets_nothing() {
    let (server, address) = udp_server();
    let [listed, unlisted] = ["192.0.2.1:53", "192.0.2.2:53"].map(|text| text.parse::<SocketAddr>().unwrap());
    let mut links = Links::new(Redirects::Only([(listed, address)].into())).unwrap();
    let mut random = OsRandom::new().unwrap();
    for transport in [Transport::Udp, Transport::Tcp] {
        let opened = links.open(1, &transmit(transport, unlisted), QUERY, &mut random);
        assert_eq!(opened, Opened::Failed);
        assert_eq!(failure(&mut links), TransportFailure::Unreachable);
    }

    links.open(0, &transmit(Transport::Udp, listed), QUERY, &mut random);
    let (_, client) = server.recv_from(&mut [0; 512]).unwrap();
    server.send_to(b"answer", client).unwrap();
    links.wait(PATIENCE).unwrap();
    assert_eq!(links.next_arrival().unwrap().destination, listed);
}

#[test]
fn a_link_local_address_without_its_interface_has_no_route() {
    let (mut links, mut random) = links();
    for transport in [Transport::Udp, Transport::Tcp] {
        let destination = "[fe80::1]:53".parse().unwrap();
        assert_eq!(links.open(0, &transmit(transport, destination), QUERY, &mut random), Opened::Failed);
        assert_eq!(failure(&mut links), TransportFailure::NoRoute);
    }
}

/// A listener whose queue is full lets Linux drop every further SYN: silence, on loopback.
#[test]
#[cfg(target_os = "linux")]
fn a_handshake_that_does_not_end_meets_its_limit() {
    use socket2::{Domain, Type};

    let listener = socket2::Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    listener.bind(&"127.0.0.1:0".parse::<SocketAddr>().unwrap().into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let _queued = TcpStream::connect(address).unwrap();

    let (mut links, mut random) = links();
    links.connect_limit = Duration::from_millis(20);
    let start = Instant::now();
    links.open(0, &transmit(Transport::Tcp, address), QUERY, &mut random);
    assert_eq!(failure(&mut links), TransportFailure::Silent);
    assert!(start.elapsed() >= links.connect_limit);
    assert!(links.first_handshake().is_none());
}

#[test]
fn a_connected_link_has_no_limit_here() {
    let (mut links, mut random) = links();
    links.connect_limit = Duration::ZERO;
    let mut server = connected(&mut links, &mut random, 0);
    // The handshake is over in the kernel: being late to notice is no reason to end it.
    links.wait(PATIENCE).unwrap();
    assert!(links.next_arrival().is_none());
    server.write_all(&framed(b"answer")).unwrap();
    assert_eq!(message(&mut links), b"answer");
}
