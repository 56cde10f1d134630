//! A small internet on loopback: name servers at made-up addresses, reached by a table.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::vec::Vec;

use mio::Waker;
use socket2::{Domain, Protocol, Socket, Type};

use super::authority::{Authority, Manner};
use super::service::{Server, Service};

/// The port of every made-up address.
const PORT: u16 = 53;

/// How often a port that is free for TCP and taken for UDP is given back for another.
const PORT_TRIES: usize = 64;

/// How many connections may wait at a listening socket.
const BACKLOG: i32 = 64;

/// One name server: its made-up addresses, all of them answered alike.
#[derive(Clone, Debug)]
pub struct ServerSpec {
    /// Where the small internet's zones say that it is, on port 53. The documentation ranges (192.0.2.0/24,
    /// 198.51.100.0/24, 203.0.113.0/24, `2001:db8::/32`) belong to nobody, so nothing real is ever meant.
    pub addresses: Vec<IpAddr>,
    /// What it serves, and how it behaves.
    pub authority: Authority,
}

/// Name servers that run in a thread of this program until this value is dropped.
///
/// Each has a socket for UDP and one for TCP on a port of 127.0.0.1 that the operating system chose, so nothing needs
/// privileges or configuration, and many may run side by side. [`redirects`](Self::redirects) says which port stands
/// for which address.
///
/// ```
/// use txtproof::demo::{Authority, Internet, Manner, ServerSpec, Zone};
///
/// let zone = Zone::parse(".", "@ SOA a b 1 7200 900 1209600 300\n@ NS a\na A 192.0.2.1")?;
/// let authority = Authority { zones: vec![zone], manner: Manner::Honest };
/// let internet = Internet::start(vec![ServerSpec { addresses: vec!["192.0.2.1".parse()?], authority }])?;
/// assert!(internet.redirects()[&"192.0.2.1:53".parse()?].ip().is_loopback());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Internet {
    redirects: BTreeMap<SocketAddr, SocketAddr>,
    stop: Arc<Waker>,
    /// `None` once it has been joined.
    thread: Option<JoinHandle<()>>,
    /// The sockets that nobody reads: they are bound, so that silence and not a refusal meets who asks there.
    _unread: Vec<Socket>,
}

impl Internet {
    /// Binds the sockets of all servers and begins to answer, in a thread of its own. The error is this machine's: no
    /// sockets, or no thread.
    pub fn start(servers: Vec<ServerSpec>) -> io::Result<Self> {
        let mut redirects = BTreeMap::new();
        let (mut serving, mut unread) = (Vec::new(), Vec::new());
        for ServerSpec { addresses, authority } in servers {
            let Ports { address, udp, tcp } = Ports::bind()?;
            redirects.extend(addresses.into_iter().map(|made_up| (SocketAddr::new(made_up, PORT), address)));
            // A socket that is bound and does not listen refuses, and nobody else gets its port; nor does a socket for UDP
            // take what others than its peer send, and its peer is itself.
            match authority.manner {
                Manner::Absent => udp.connect(&address.into())?,
                Manner::WithoutTcp => {}
                _ => tcp.listen(BACKLOG)?,
            }
            match authority.manner {
                Manner::Silent | Manner::Absent => unread.extend([udp, tcp]),
                Manner::WithoutTcp => {
                    serving.push(Server::new(authority, udp, None)?);
                    unread.push(tcp);
                }
                _ => serving.push(Server::new(authority, udp, Some(tcp))?),
            }
        }
        let service = Service::new(serving)?;
        let stop = service.stopper();
        let thread = std::thread::Builder::new().name("small-internet".into()).spawn(move || service.run())?;
        Ok(Self { redirects, stop, thread: Some(thread), _unread: unread })
    }

    /// The made-up addresses and the loopback sockets that stand for them.
    pub const fn redirects(&self) -> &BTreeMap<SocketAddr, SocketAddr> {
        &self.redirects
    }
}

impl Drop for Internet {
    fn drop(&mut self) {
        // Where the wake-up fails the thread cannot be ended, and waiting for it would hang.
        let Some(thread) = self.thread.take().filter(|_| self.stop.wake().is_ok()) else { return };
        let _panicked = thread.join();
    }
}

/// A UDP and a TCP socket on the same port of 127.0.0.1.
struct Ports {
    address: SocketAddr,
    udp: Socket,
    tcp: Socket,
}

impl Ports {
    fn bind() -> io::Result<Self> {
        let mut tried = Self::bind_once();
        for _ in 1..PORT_TRIES {
            if !tried.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse) {
                break;
            }
            tried = Self::bind_once();
        }
        tried
    }

    fn bind_once() -> io::Result<Self> {
        let any_port = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0);
        let tcp = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
        tcp.bind(&any_port.into())?;
        let address = tcp.local_addr()?.as_socket().ok_or(io::ErrorKind::AddrNotAvailable)?;
        let udp = Socket::new(Domain::IPV4, Type::DGRAM, Some(Protocol::UDP))?;
        udp.bind(&address.into())?;
        Ok(Self { address, udp, tcp })
    }
}

#[cfg(test)]
mod tests;
