//! The server whose faults are scripted: one port of loopback, over UDP and TCP, served by threads that end with it.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::answer::Truth;
use super::fault::{Script, of_turn};
use super::{datagrams, streams};
use crate::simulated::random::{Seeded, new_seed};

/// Below the ports that systems give away by themselves, so that a port which is closed stays closed.
const PORTS: (u64, u64) = (10_240, 32_000);

/// A running server. Dropping it ends it.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    work: Arc<Work>,
    threads: Vec<JoinHandle<()>>,
}

/// What the threads share.
pub(super) struct Work {
    pub(super) truth: Truth,
    script: Script,
    queries: AtomicUsize,
    connections: AtomicUsize,
    /// To how many queries over UDP everything has been sent.
    reactions: Mutex<usize>,
    has_reacted: Condvar,
    /// What forgers draw from.
    seed: u64,
    is_over: AtomicBool,
    open: Mutex<Vec<JoinHandle<()>>>,
}

impl Server {
    /// Serves both transports.
    pub(super) fn start(truth: &Truth, script: Script, seed: u64) -> Self {
        let (udp, tcp) = sockets();
        Self::start_at(truth, script, seed, udp, Some(tcp))
    }

    /// Nobody listens at its TCP port.
    pub(super) fn start_without_tcp(truth: &Truth, script: Script, seed: u64) -> Self {
        let (udp, tcp) = sockets();
        drop(tcp);
        Self::start_at(truth, script, seed, udp, None)
    }

    fn start_at(truth: &Truth, script: Script, seed: u64, udp: UdpSocket, tcp: Option<TcpListener>) -> Self {
        let address = udp.local_addr().expect("it is bound");
        let work = Arc::new(Work {
            truth: truth.clone(),
            script,
            queries: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            reactions: Mutex::default(),
            has_reacted: Condvar::new(),
            seed,
            is_over: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let udp_work = Arc::clone(&work);
        let mut threads = vec![thread::spawn(move || serve_datagrams(&udp, &udp_work))];
        if let Some(listener) = tcp {
            let work = Arc::clone(&work);
            threads.push(thread::spawn(move || serve_connections(&listener, &work)));
        }
        Self { address, work, threads }
    }

    /// How many queries came over UDP.
    pub(super) fn queries(&self) -> usize {
        self.work.queries.load(Ordering::SeqCst)
    }

    /// Waits until everything has been sent that the first query over UDP brings about.
    pub(super) fn wait_for_a_reaction(&self) {
        let reactions = self.work.reactions.lock().expect("nobody panicked");
        drop(self.work.has_reacted.wait_while(reactions, |reactions| *reactions == 0).expect("nobody panicked"));
    }

    /// How many connections there were.
    pub(super) fn connections(&self) -> usize {
        self.work.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.work.is_over.store(true, Ordering::SeqCst);
        // Wakes the threads, which then see that it is over.
        let _ = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.send_to(&[], self.address));
        let is_awake = self.threads.len() == 1 || TcpStream::connect(self.address).is_ok();
        // Where no port is left to wake it from, it sleeps on until the process ends.
        for thread in self.threads.drain(..).filter(|_| is_awake) {
            let _ = thread.join();
        }
        for connection in self.work.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = connection.join();
        }
    }
}

impl Work {
    /// Everything that a forger leaves to chance.
    pub(super) fn random(&self) -> Seeded {
        Seeded::new(self.seed)
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::SeqCst)
    }
}

/// An address of loopback where nobody listens, over either transport.
pub(super) fn closed_port() -> SocketAddr {
    sockets().0.local_addr().expect("it is bound")
}

/// One port for both transports.
fn sockets() -> (UdpSocket, TcpListener) {
    let mut random = Seeded::new(new_seed());
    loop {
        let port = u16::try_from(PORTS.0 + random.below(PORTS.1 - PORTS.0)).expect("a port");
        let address = (Ipv4Addr::LOCALHOST, port);
        let sockets = UdpSocket::bind(address).and_then(|udp| Ok((udp, TcpListener::bind(address)?)));
        match sockets {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            sockets => return sockets.expect("sockets on loopback"),
        }
    }
}

fn serve_datagrams(socket: &UdpSocket, work: &Work) {
    let mut random = work.random();
    let mut octets = [0; 4096];
    while !work.is_over() {
        // Windows tells of clients that are gone by an error.
        let Ok((length @ 1.., client)) = socket.recv_from(&mut octets) else { continue };
        let turn = work.queries.fetch_add(1, Ordering::SeqCst);
        datagrams::react(of_turn(&work.script.udp, turn), socket, client, &octets[..length], work, &mut random);
        *work.reactions.lock().expect("nobody panicked") += 1;
        work.has_reacted.notify_all();
    }
}

fn serve_connections(listener: &TcpListener, work: &Arc<Work>) {
    while let Ok((stream, _)) = listener.accept() {
        if work.is_over() {
            return;
        }
        let turn = work.connections.fetch_add(1, Ordering::SeqCst);
        let (fault, shared) = (of_turn(&work.script.tcp, turn), Arc::clone(work));
        // A connection that breaks is the client's affair.
        let thread = thread::spawn(move || drop(streams::react(fault, stream, &shared)));
        work.open.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
    }
}
