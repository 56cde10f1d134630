//! What an error of the operating system means for an exchange, by where it came up.

use core::net::SocketAddr;
use std::io::{Error, ErrorKind};

use crate::exchange::TransportFailure;

/// A protocol family that this machine does not speak (IPv6 compiled out or switched off): `EAFNOSUPPORT`, for which the
/// standard library has no kind.
const ADDRESS_FAMILY_NOT_SUPPORTED: i32 = if cfg!(windows) {
    10_047
} else if cfg!(any(target_os = "linux", target_os = "android")) {
    97
} else {
    47 // macOS and the BSDs.
};

/// An error of making, binding or connecting a socket to `target`: nothing has been sent yet (but perhaps a SYN).
///
/// "Address not available" has two meanings. Over IPv6 it is that of a machine which has none to send from; over IPv4 that is
/// told as a missing route, and what is not available is a port: connections that ended a moment ago hold them all.
/// Host unreachable counts as "no route" here, not as news from the network: macOS says it for an IPv6 destination where
/// it has no route, and Linux for a route of the type `unreachable`. An invalid argument is a link-local address without
/// its interface.
pub(super) fn of_opening(error: &Error, target: SocketAddr) -> TransportFailure {
    match error.kind() {
        ErrorKind::AddrNotAvailable if target.is_ipv4() => TransportFailure::Local,
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::AddrNotAvailable
        | ErrorKind::InvalidInput => TransportFailure::NoRoute,
        ErrorKind::NetworkDown | ErrorKind::PermissionDenied => TransportFailure::Unreachable,
        ErrorKind::ConnectionRefused => TransportFailure::Refused,
        _ if error.raw_os_error() == Some(ADDRESS_FAMILY_NOT_SUPPORTED) => TransportFailure::NoRoute,
        _ => TransportFailure::Local,
    }
}

/// An error of sending or receiving on a connected UDP socket.
///
/// Windows tells an ICMP port unreachable as "connection reset". On an unconnected socket that is noise, since it may be
/// about any earlier destination; here the socket has only one.
pub(super) fn of_datagrams(error: &Error) -> TransportFailure {
    match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset => TransportFailure::Refused,
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::AddrNotAvailable
        | ErrorKind::NetworkDown
        | ErrorKind::PermissionDenied => TransportFailure::Unreachable,
        _ => TransportFailure::Local,
    }
}

/// How a TCP handshake under way failed. A reset is none of its ways: there was a connection, reset before it was looked at.
pub(super) fn of_handshake(error: &Error) -> TransportFailure {
    match error.kind() {
        ErrorKind::ConnectionRefused => TransportFailure::Refused,
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::AddrNotAvailable
        | ErrorKind::NetworkDown
        | ErrorKind::PermissionDenied
        | ErrorKind::TimedOut => TransportFailure::Unreachable,
        ErrorKind::OutOfMemory => TransportFailure::Local,
        _ => TransportFailure::Closed,
    }
}

/// How an established TCP connection broke: whatever the reason, there is no more to read.
pub(super) fn of_stream(error: &Error) -> TransportFailure {
    match error.kind() {
        ErrorKind::OutOfMemory => TransportFailure::Local,
        _ => TransportFailure::Closed,
    }
}

#[cfg(test)]
mod tests {
    use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use super::*;

    const V4: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 53);
    const V6: SocketAddr = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 53);

    fn of_opening_v4(error: &Error) -> TransportFailure {
        of_opening(error, V4)
    }

    #[test]
    fn no_route_is_told_only_before_anything_was_sent() {
        let error = Error::from(ErrorKind::NetworkUnreachable);
        for target in [V4, V6] {
            assert_eq!(of_opening(&error, target), TransportFailure::NoRoute);
        }
        assert_eq!(of_datagrams(&error), TransportFailure::Unreachable);
        assert_eq!(of_handshake(&error), TransportFailure::Unreachable);
        assert_eq!(of_stream(&error), TransportFailure::Closed);
    }

    #[test]
    fn want_of_a_port_is_no_want_of_a_route() {
        let error = Error::from(ErrorKind::AddrNotAvailable);
        assert_eq!(of_opening(&error, V4), TransportFailure::Local);
        assert_eq!(of_opening(&error, V6), TransportFailure::NoRoute);
    }

    #[test]
    fn a_firewall_makes_a_server_unreachable() {
        let error = Error::from(ErrorKind::PermissionDenied);
        for meaning in [of_opening_v4, of_datagrams, of_handshake] {
            assert_eq!(meaning(&error), TransportFailure::Unreachable);
        }
    }

    #[test]
    fn a_reset_is_a_refusal_over_udp_and_an_end_over_tcp() {
        let error = Error::from(ErrorKind::ConnectionReset);
        assert_eq!(of_datagrams(&error), TransportFailure::Refused);
        assert_eq!(of_handshake(&error), TransportFailure::Closed);
        assert_eq!(of_stream(&error), TransportFailure::Closed);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn want_of_descriptors_or_buffers_is_this_machines_own_trouble() {
        const EMFILE: i32 = 24;
        const ENFILE: i32 = 23;
        const ENOBUFS: i32 = 105;
        const ENOMEM: i32 = 12;
        for code in [EMFILE, ENFILE, ENOBUFS, ENOMEM] {
            assert_eq!(of_opening(&Error::from_raw_os_error(code), V4), TransportFailure::Local);
            assert_eq!(of_datagrams(&Error::from_raw_os_error(code)), TransportFailure::Local);
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_machine_without_ipv6_has_no_route_to_it() {
        assert_eq!(of_opening(&Error::from_raw_os_error(97), V6), TransportFailure::NoRoute);
    }
}
