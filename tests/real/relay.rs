//! A real server behind a relay that alters some of its answers: for what no software here does any more.

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long the relay waits before it looks whether it is to end; how long it waits for the server behind it.
const STEP: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(2);

const HEADER_OCTETS: usize = 12;
const RCODE: u8 = 0x0f;
const NXDOMAIN: u8 = 3;

/// A running relay, over UDP. Dropping it ends it.
pub(crate) struct Relay {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Relay {
    /// Listens at `front` for the server at `behind`, and says of `name`, where nothing stands, that it does not exist.
    pub(crate) fn denying(name: &str, front: SocketAddr, behind: SocketAddr) -> Self {
        let socket = UdpSocket::bind(front).expect("nobody else listens there");
        socket.set_read_timeout(Some(STEP)).expect("a read timeout");
        let is_over = Arc::new(AtomicBool::new(false));
        let (name, told) = (in_wire_form(name), Arc::clone(&is_over));
        let thread = std::thread::spawn(move || {
            while !told.load(Ordering::Relaxed) {
                pass_on(&socket, behind, &name);
            }
        });
        Self { is_over, thread: Some(thread) }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One question and its answer, if one comes.
fn pass_on(socket: &UdpSocket, behind: SocketAddr, denied: &[u8]) {
    let mut message = [0; 4096];
    let Ok((octets, client)) = socket.recv_from(&mut message) else { return };
    let Ok(octets) = ask(behind, &mut message, octets) else { return };
    deny(&mut message[..octets], denied);
    let _ = socket.send_to(&message[..octets], client);
}

/// Leaves the answer where the question was.
fn ask(server: SocketAddr, message: &mut [u8], octets: usize) -> std::io::Result<usize> {
    let socket = UdpSocket::bind(("127.0.0.1", 0))?;
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.connect(server)?;
    socket.send(&message[..octets])?;
    socket.recv(message)
}

/// NODATA for the name becomes NXDOMAIN.
fn deny(response: &mut [u8], name: &[u8]) {
    let question = response.get(HEADER_OCTETS..HEADER_OCTETS + name.len());
    let is_about_it = question.is_some_and(|question| question.eq_ignore_ascii_case(name));
    let has_no_answers = response.get(6..8) == Some(&[0, 0]);
    if is_about_it && has_no_answers && response[3] & RCODE == 0 {
        response[3] |= NXDOMAIN;
    }
}

fn in_wire_form(name: &str) -> Vec<u8> {
    let question = super::question::query(name, super::question::TXT);
    question[HEADER_OCTETS..question.len() - 4].to_vec()
}
