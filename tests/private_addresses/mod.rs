//! A delegation that points into the user's own network gets no packet: a listener there must stay silent.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::process::{Command, Output};
use std::time::Duration;

use txtproof::demo::{Authority, Manner, Zone};
use txtproof::exchange::Transport;

/// Delegates the top-level domain to a name server in the user's network.
const ROOT: &str = "$TTL 300\n@ SOA root. admin. 1 2 3 4 5\n@ NS root.\nroot. A 127.0.0.1\n\
                    test. NS ns.test.\nns.test. A 127.0.0.2\n";

#[test]
fn a_private_address_of_a_delegation_gets_no_packet_unless_allowed() {
    let (root, private_udp, private_tcp) = sockets();
    let port = root.local_addr().unwrap().port();
    serve(root);

    let output = check(port, &[]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains(r#""code":"server-private-address""#), "{report}");
    assert_eq!(private_udp.recv(&mut [0; 512]).unwrap_err().kind(), io::ErrorKind::WouldBlock);
    assert_eq!(private_tcp.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock);

    // The listener hears whoever does ask: allowed, it is asked.
    check(port, &["--allow-private", "--timeout", "500ms"]);
    assert!(private_udp.recv(&mut [0; 512]).is_ok());
}

/// One port at two addresses: the root's, and a listener's where nobody should come.
fn sockets() -> (UdpSocket, UdpSocket, TcpListener) {
    let attempts = (0..20).find_map(|_| {
        let root = UdpSocket::bind("127.0.0.1:0").ok()?;
        let private = SocketAddr::from(([127, 0, 0, 2], root.local_addr().ok()?.port()));
        Some((root, UdpSocket::bind(private).ok()?, TcpListener::bind(private).ok()?))
    });
    let (root, udp, tcp) = attempts.expect("a port that is free at both addresses");
    udp.set_nonblocking(true).unwrap();
    tcp.set_nonblocking(true).unwrap();
    (root, udp, tcp)
}

/// Answers for the root until the test's process ends.
fn serve(socket: UdpSocket) {
    socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let authority = Authority { zones: vec![Zone::parse(".", ROOT).unwrap()], manner: Manner::Honest };
    std::thread::spawn(move || {
        let (mut query, mut response) = ([0; 512], [0; 1232]);
        while let Ok((len, client)) = socket.recv_from(&mut query) {
            if let Some(octets) = authority.respond(&query[..len], Transport::Udp, &mut response) {
                socket.send_to(octets, client).unwrap();
            }
        }
    });
}

fn check(port: u16, options: &[&str]) -> Output {
    let mut hints = tempfile::NamedTempFile::new().unwrap();
    writeln!(hints, ". 300 NS root.\nroot. 300 A 127.0.0.1").unwrap();
    Command::new(env!("CARGO_BIN_EXE_txtproof"))
        .args(["check", "example.test", "--expect", "token", "--json", "--port", &port.to_string()])
        .arg("--root-hints")
        .arg(hints.path())
        .args(options)
        .output()
        .unwrap()
}
