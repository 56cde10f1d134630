//! An authoritative server in this process, whose zone can be edited while it is asked. UDP alone, on loopback.

use std::net::{SocketAddr, UdpSocket};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use txtproof::demo::{Authority, Manner, Zone};
use txtproof::exchange::Transport;

/// More than any query or answer of these tests.
const MAX_OCTETS: usize = 4096;

/// A running server; dropping it stops it.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    authority: Arc<Mutex<Authority>>,
    asked: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the zone `example.test` with these records.
    pub(super) fn start(records: &str) -> Self {
        let socket = UdpSocket::bind(("127.0.0.1", 0)).expect("a socket on loopback");
        let address = socket.local_addr().expect("it is bound");
        let authority = Arc::new(Mutex::new(authority(records, Manner::Honest)));
        let (tell, asked) = channel();
        let thread = {
            let authority = Arc::clone(&authority);
            std::thread::spawn(move || serve(&socket, &authority, &tell))
        };
        Self { address, authority, asked, thread: Some(thread) }
    }

    /// One that hears everything and never answers.
    pub(super) fn silent() -> Self {
        let server = Self::start("");
        server.fall_silent();
        server
    }

    /// Answers nothing from now on.
    pub(super) fn fall_silent(&self) {
        *self.authority.lock().expect("nobody panicked") = authority("", Manner::Silent);
    }

    /// Replaces the zone's records.
    pub(super) fn edit(&self, records: &str) {
        *self.authority.lock().expect("nobody panicked") = authority(records, Manner::Honest);
    }

    /// Waits until the server has been asked something more.
    pub(super) fn wait_for_a_query(&self) {
        while self.asked.try_recv().is_ok() {}
        self.asked.recv().expect("the server runs");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An empty datagram is no query: it ends the loop.
        let _ = UdpSocket::bind(("127.0.0.1", 0)).and_then(|socket| socket.send_to(&[], self.address));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn authority(records: &str, manner: Manner) -> Authority {
    let text = format!("@ SOA ns1 hostmaster 1 7200 900 1209600 300\n{records}\n");
    let zone = Zone::parse("example.test", &text).expect("records that can be read");
    Authority { zones: vec![zone], manner }
}

fn serve(socket: &UdpSocket, authority: &Mutex<Authority>, tell: &Sender<()>) {
    let mut query = [0; MAX_OCTETS];
    let mut buffer = [0; MAX_OCTETS];
    while let Ok((length @ 1.., client)) = socket.recv_from(&mut query) {
        // Nobody may be listening.
        let _ = tell.send(());
        let authority = authority.lock().expect("nobody panicked");
        if let Some(response) = authority.respond(&query[..length], Transport::Udp, &mut buffer) {
            let _ = socket.send_to(response, client);
        }
    }
}
