//! Room on loopback: addresses that no other test holds, and one port that is free on each.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicU32, Ordering};

use super::random::os_random;

/// 127.0.0.0/8 is cut into networks of this many addresses, one network a test.
const NETWORK_ADDRESSES: u32 = 32;
const NETWORKS: u32 = (1 << 24) / NETWORK_ADDRESSES - 1;

/// Above the privileged ports, below those that systems give to clients.
const PORTS: std::ops::Range<u16> = 10_000..32_000;

/// Counts the networks of this run; where it starts is drawn, for runs side by side.
static HANDED_OUT: AtomicU32 = AtomicU32::new(0);

/// Addresses in 127/8 and a port that was free on each of them.
pub(crate) struct Network {
    first: u32,
    handed_out: u32,
    pub(crate) port: u16,
}

impl Network {
    pub(crate) fn reserve() -> Self {
        Self::reserve_with(random_port)
    }

    /// On the port that everybody uses, for software that knows no other.
    pub(crate) fn reserve_on_port_53() -> Self {
        let probe = SocketAddr::from((Ipv4Addr::from_bits(next_network()), 53));
        let bound = UdpSocket::bind(probe);
        assert!(
            !bound.is_err_and(|error| error.kind() == ErrorKind::PermissionDenied),
            "port 53 needs root, or a network namespace of your own (see `loopback`)"
        );
        Self::reserve_with(|| 53)
    }

    fn reserve_with(port: impl Fn() -> u16) -> Self {
        loop {
            let network = Self { first: next_network(), handed_out: 0, port: port() };
            if network.is_free() {
                return network;
            }
        }
    }

    /// An address that this network has not handed out yet.
    pub(crate) fn address(&mut self) -> IpAddr {
        assert!(self.handed_out < NETWORK_ADDRESSES, "a test has {NETWORK_ADDRESSES} addresses");
        self.handed_out += 1;
        Ipv4Addr::from_bits(self.first + self.handed_out - 1).into()
    }

    /// `::1` counts: its port must be free as well, where there is IPv6 at all.
    fn is_free(&self) -> bool {
        let addresses = (0..NETWORK_ADDRESSES).map(|offset| Ipv4Addr::from_bits(self.first + offset).into());
        addresses.chain([Ipv6Addr::LOCALHOST.into()]).all(|address: IpAddr| {
            let address = SocketAddr::new(address, self.port);
            let is_taken = |error: std::io::Error| error.kind() == ErrorKind::AddrInUse;
            !UdpSocket::bind(address).is_err_and(is_taken) && !TcpListener::bind(address).is_err_and(is_taken)
        })
    }
}

fn next_network() -> u32 {
    static START: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    let start = *START.get_or_init(|| draw_below(NETWORKS));
    let number = (start + HANDED_OUT.fetch_add(1, Ordering::Relaxed)) % NETWORKS;
    // Network 0 holds 127.0.0.1, where everybody else is.
    Ipv4Addr::new(127, 0, 0, 0).to_bits() + (number + 1) * NETWORK_ADDRESSES
}

fn random_port() -> u16 {
    let span = u32::from(PORTS.end - PORTS.start);
    PORTS.start + u16::try_from(draw_below(span)).expect("the span is one of ports")
}

fn draw_below(bound: u32) -> u32 {
    u32::try_from(os_random() % u64::from(bound)).expect("below a u32")
}
