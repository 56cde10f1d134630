use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream, UdpSocket};
use std::time::Duration;

use super::*;
use crate::demo::Zone;
use crate::wire::{Class, Encoder, Flags, Frame, Message, Name, Record, RecordType};

/// Longer than any answer over loopback takes, so that a fault fails a test and does not hang it.
const PATIENCE: Duration = Duration::from_secs(10);

fn internet(manner: Manner) -> Internet {
    let lines = (0..40).map(|number| format!("large TXT \"{number} {}\"\n", "x".repeat(100)));
    let text = lines.fold(String::from("@ SOA ns1 hostmaster 1 7200 900 1209600 60\n_x TXT token\n"), |a, b| a + &b);
    let authority = Authority { zones: vec![Zone::parse("shop.example", &text).unwrap()], manner };
    let addresses = vec!["198.51.100.1".parse().unwrap(), "2001:db8::1".parse().unwrap()];
    Internet::start(vec![ServerSpec { addresses, authority }]).unwrap()
}

fn server(internet: &Internet) -> SocketAddr {
    internet.redirects()[&"198.51.100.1:53".parse().unwrap()]
}

fn query(id: u16, name: &str) -> Vec<u8> {
    let mut buffer = [0; 512];
    let name: Name = name.parse().unwrap();
    let mut encoder = Encoder::new(&mut buffer, id, Flags::default()).unwrap();
    encoder.question(name.to_ref(), RecordType::TXT, Class::IN).unwrap();
    encoder.finish().to_vec()
}

fn framed(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(message.len()).unwrap();
    [&length.to_be_bytes(), message].concat()
}

fn udp_client(server: SocketAddr) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(server).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket
}

fn tcp_client(server: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

fn id_and_answers(octets: &[u8]) -> (u16, usize) {
    let message = Message::read(octets).unwrap();
    let records: Vec<Record<'_>> = message.records().map(Result::unwrap).collect();
    (message.header().id, records.len())
}

#[test]
fn a_server_answers_over_udp() {
    let internet = internet(Manner::Honest);
    let socket = udp_client(server(&internet));
    let mut buffer = [0; 2048];
    for id in [1, 2] {
        socket.send(&query(id, "_x.shop.example")).unwrap();
        let len = socket.recv(&mut buffer).unwrap();
        assert_eq!(id_and_answers(&buffer[..len]), (id, 1));
    }
}

#[test]
fn all_addresses_of_a_server_lead_to_it() {
    let internet = internet(Manner::Honest);
    assert_eq!(internet.redirects()[&"[2001:db8::1]:53".parse().unwrap()], server(&internet));
    assert_eq!(internet.redirects().len(), 2);
}

#[test]
fn several_queries_on_one_connection_are_answered_in_order() {
    let internet = internet(Manner::Honest);
    let mut stream = tcp_client(server(&internet));
    let both = [framed(&query(1, "_x.shop.example")), framed(&query(2, "large.shop.example"))].concat();
    stream.write_all(&both).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut received = Vec::new();
    stream.read_to_end(&mut received).unwrap();
    let Frame::Complete { message, rest } = Frame::split(&received) else { panic!("{}", received.len()) };
    assert_eq!(id_and_answers(message), (1, 1));
    let Frame::Complete { message, rest: [] } = Frame::split(rest) else { panic!("{}", rest.len()) };
    assert_eq!(id_and_answers(message), (2, 40));
}

#[test]
fn a_query_in_pieces_is_answered() {
    let internet = internet(Manner::Honest);
    let mut stream = tcp_client(server(&internet));
    stream.set_nodelay(true).unwrap();
    for octet in framed(&query(3, "_x.shop.example")) {
        stream.write_all(&[octet]).unwrap();
    }
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut message).unwrap();
    assert_eq!(id_and_answers(&message), (3, 1));
}

#[test]
fn what_is_no_query_ends_its_connection() {
    let internet = internet(Manner::Honest);
    let mut stream = tcp_client(server(&internet));
    stream.write_all(&framed(b"no query")).unwrap();
    assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap(), 0);
}

#[test]
fn the_silent_refuse_nothing_and_answer_nothing() {
    let internet = internet(Manner::Silent);
    let socket = udp_client(server(&internet));
    socket.set_nonblocking(true).unwrap();
    socket.send(&query(1, "_x.shop.example")).unwrap();
    assert_eq!(socket.recv(&mut [0; 512]).unwrap_err().kind(), io::ErrorKind::WouldBlock);
    let mut stream = tcp_client(server(&internet));
    stream.write_all(&framed(&query(1, "_x.shop.example"))).unwrap();
    stream.set_nonblocking(true).unwrap();
    assert_eq!(stream.read(&mut [0; 512]).unwrap_err().kind(), io::ErrorKind::WouldBlock);
}

#[test]
fn a_server_without_tcp_refuses_connections() {
    let internet = internet(Manner::WithoutTcp);
    let refused = TcpStream::connect(server(&internet)).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

#[test]
fn where_nobody_listens_udp_and_tcp_are_refused() {
    let internet = internet(Manner::Absent);
    let socket = udp_client(server(&internet));
    socket.send(&query(1, "_x.shop.example")).unwrap();
    assert_eq!(socket.recv(&mut [0; 512]).unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
    let refused = TcpStream::connect(server(&internet)).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
}

#[test]
fn dropping_it_ends_it() {
    let internet = internet(Manner::Honest);
    let mut stream = tcp_client(server(&internet));
    stream.write_all(&framed(&query(1, "_x.shop.example"))).unwrap();
    stream.read_exact(&mut [0; 2]).unwrap();
    drop(internet);
    // The rest of the answer may still come; then the connection is over.
    let _ended = stream.read_to_end(&mut Vec::new());
    assert!(matches!(stream.read(&mut [0; 1]), Ok(0) | Err(_)));
}

#[test]
fn an_internet_without_servers_starts_and_ends() {
    assert!(Internet::start(Vec::new()).unwrap().redirects().is_empty());
}
