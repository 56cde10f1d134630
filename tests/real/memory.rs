//! What the program takes of the machine's memory where every server says as much as a message holds.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::{fs, thread};

/// The most that the program may have, whatever servers say.
const MAX_RSS_KIB: u64 = 16 << 10;

/// As many as one check may ask: 13 name servers with 8 addresses each.
const ADDRESSES: u8 = 104;

/// A server at an address of its own that answers every question over TCP by as many octets as a message holds; gives its
/// port.
fn listen(address: Ipv4Addr, port: u16) -> Option<u16> {
    let listener = TcpListener::bind((address, port)).ok()?;
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    Some(port)
}

/// One record of random-looking octets, none of which can be printed, so that they are told at their longest.
fn answer(mut stream: TcpStream) -> Option<()> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).ok()?;
    let mut query = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut query).ok()?;
    let own = stream.local_addr().ok()?.port().to_be_bytes()[0];
    let mut response = [&query[..2], &[0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0], &query[12..]].concat();
    let strings = (65_535 - response.len() - 12) / 256;
    let octets = u16::try_from(strings * 256).expect("RDATA");
    response.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 1, 44]);
    response.extend(octets.to_be_bytes());
    for string in 0..strings {
        response.push(255);
        response.extend(
            (0..255)
                .map(|at: u8| at.wrapping_mul(own) | 0x80)
                .map(|octet| octet.rotate_left(u32::from(string % 2 == 1))),
        );
    }
    let length = u16::try_from(response.len()).expect("a message").to_be_bytes();
    stream.write_all(&[&length[..], &response].concat()).ok()
}

/// As many servers as there may be, at one port.
fn servers() -> u16 {
    let address = |number| Ipv4Addr::new(127, 77, 0, number);
    loop {
        let port = listen(address(1), 0).expect("a free port");
        if (2..=ADDRESSES).all(|number| listen(address(number), port).is_some()) {
            return port;
        }
    }
}

/// Its report is larger than a pipe, so that the program cannot end before the last of it is read, and the kernel still knows what
/// it has had.
fn peak_kib(port: u16) -> u64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_txtproof"));
    command.args(["check", "example.test", "--expect", "x", "--tcp", "--json"]);
    command.args((1..=ADDRESSES).map(|number| format!("--server=127.77.0.{number}:{port}")));
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program that cargo built runs");
    let mut stdout = child.stdout.take().expect("a pipe");
    let (mut report, mut buffer, mut peak) = (Vec::new(), vec![0; 1 << 16], 0);
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let told = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = peak.max(told.unwrap_or_default());
        match stdout.read(&mut buffer).expect("a pipe") {
            0 => break,
            read => report.extend_from_slice(&buffer[..read]),
        }
    }
    child.wait().expect("the program ends");
    assert!(report.len() > 100_000, "{}", String::from_utf8_lossy(&report[..report.len().min(1_000)]));
    peak
}

#[test]
#[ignore = "takes 104 loopback addresses"]
fn the_largest_answers_of_as_many_servers_as_are_asked_take_16_mib() {
    let port = servers();
    let peak = peak_kib(port);
    println!("{peak} KiB");
    assert!(peak > 1_000 && peak <= MAX_RSS_KIB, "{peak} KiB");
}
