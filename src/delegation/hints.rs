//! The root servers, as the root zone lists them.

use alloc::vec;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Hint;
use crate::wire::Name;

/// The root servers built in: letter, IPv4 and IPv6 address, as of 2023-11-27 (the last change, b's).
const ROOT_SERVERS: [(&[u8], Ipv4Addr, Ipv6Addr); 13] = [
    (b"a", v4(198, 41, 0, 4), v6([0x2001, 0x503, 0xba3e, 0, 0, 0, 2, 0x30])),
    (b"b", v4(170, 247, 170, 2), v6([0x2801, 0x1b8, 0x10, 0, 0, 0, 0, 0xb])),
    (b"c", v4(192, 33, 4, 12), v6([0x2001, 0x500, 2, 0, 0, 0, 0, 0xc])),
    (b"d", v4(199, 7, 91, 13), v6([0x2001, 0x500, 0x2d, 0, 0, 0, 0, 0xd])),
    (b"e", v4(192, 203, 230, 10), v6([0x2001, 0x500, 0xa8, 0, 0, 0, 0, 0xe])),
    (b"f", v4(192, 5, 5, 241), v6([0x2001, 0x500, 0x2f, 0, 0, 0, 0, 0xf])),
    (b"g", v4(192, 112, 36, 4), v6([0x2001, 0x500, 0x12, 0, 0, 0, 0, 0xd0d])),
    (b"h", v4(198, 97, 190, 53), v6([0x2001, 0x500, 1, 0, 0, 0, 0, 0x53])),
    (b"i", v4(192, 36, 148, 17), v6([0x2001, 0x7fe, 0, 0, 0, 0, 0, 0x53])),
    (b"j", v4(192, 58, 128, 30), v6([0x2001, 0x503, 0xc27, 0, 0, 0, 2, 0x30])),
    (b"k", v4(193, 0, 14, 129), v6([0x2001, 0x7fd, 0, 0, 0, 0, 0, 1])),
    (b"l", v4(199, 7, 83, 42), v6([0x2001, 0x500, 0x9f, 0, 0, 0, 0, 0x42])),
    (b"m", v4(202, 12, 27, 33), v6([0x2001, 0xdc3, 0, 0, 0, 0, 0, 0x35])),
];

const fn v4(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
    Ipv4Addr::new(a, b, c, d)
}

const fn v6([a, b, c, d, e, f, g, h]: [u16; 8]) -> Ipv6Addr {
    Ipv6Addr::new(a, b, c, d, e, f, g, h)
}

/// The built-in root hints.
///
/// ```
/// let hints = txtproof::delegation::root_hints();
/// assert_eq!(hints.len(), 13);
/// assert_eq!(hints[0].name.to_string(), "a.root-servers.net");
/// ```
pub fn root_hints() -> Vec<Hint> {
    let hint = |(letter, v4, v6): (&[u8], Ipv4Addr, Ipv6Addr)| {
        let name = Name::from_labels([letter, b"root-servers", b"net"]).ok()?;
        Some(Hint { name, addresses: vec![IpAddr::V4(v4), IpAddr::V6(v6)] })
    };
    ROOT_SERVERS.into_iter().filter_map(hint).collect()
}
