//! The root servers, as the root zone lists them.

use alloc::vec;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Hint;
use crate::wire::Name;

/// The root servers built in: letter, IPv4 and IPv6 address, as of 2023-11-27 (the last change, b's).
const ROOT_SERVERS: [(&[u8], Ipv4Addr, Ipv6Addr); 13] = [
    (b"a", v4(198, 41, 0, 4), Ipv6Addr::from_bits(0x2001_0503_ba3e_0000_0000_0000_0002_0030)),
    (b"b", v4(170, 247, 170, 2), Ipv6Addr::from_bits(0x2801_01b8_0010_0000_0000_0000_0000_000b)),
    (b"c", v4(192, 33, 4, 12), Ipv6Addr::from_bits(0x2001_0500_0002_0000_0000_0000_0000_000c)),
    (b"d", v4(199, 7, 91, 13), Ipv6Addr::from_bits(0x2001_0500_002d_0000_0000_0000_0000_000d)),
    (b"e", v4(192, 203, 230, 10), Ipv6Addr::from_bits(0x2001_0500_00a8_0000_0000_0000_0000_000e)),
    (b"f", v4(192, 5, 5, 241), Ipv6Addr::from_bits(0x2001_0500_002f_0000_0000_0000_0000_000f)),
    (b"g", v4(192, 112, 36, 4), Ipv6Addr::from_bits(0x2001_0500_0012_0000_0000_0000_0000_0d0d)),
    (b"h", v4(198, 97, 190, 53), Ipv6Addr::from_bits(0x2001_0500_0001_0000_0000_0000_0000_0053)),
    (b"i", v4(192, 36, 148, 17), Ipv6Addr::from_bits(0x2001_07fe_0000_0000_0000_0000_0000_0053)),
    (b"j", v4(192, 58, 128, 30), Ipv6Addr::from_bits(0x2001_0503_0c27_0000_0000_0000_0002_0030)),
    (b"k", v4(193, 0, 14, 129), Ipv6Addr::from_bits(0x2001_07fd_0000_0000_0000_0000_0000_0001)),
    (b"l", v4(199, 7, 83, 42), Ipv6Addr::from_bits(0x2001_0500_009f_0000_0000_0000_0000_0042)),
    (b"m", v4(202, 12, 27, 33), Ipv6Addr::from_bits(0x2001_0dc3_0000_0000_0000_0000_0000_0035)),
];

const fn v4(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
    Ipv4Addr::new(a, b, c, d)
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
