//! Which addresses are reachable from the Internet (RFC 6890 and the registry that it founded).

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a packet to this address can reach a public name server (RFC 6890): neither private, loopback, link-local,
/// documentation nor multicast, and no IPv6 address that stands for such an IPv4 address. A delegation that names any
/// other address must not aim this program at its user's own network.
pub fn is_reachable_from_internet(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_global_v4(address),
        IpAddr::V6(address) => is_global_v6(address),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // NAT64 (RFC 6052) and 6to4 (RFC 3056): as reachable as the IPv4 address inside.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
            is_global_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Documentation, and protocol assignments (Teredo, benchmarking, ORCHID); all else in 2000::/3 is global unicast.
        [0x2001, 0xdb8 | 0..=0x1ff, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_told_from_public_ones() {
        let special = "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.1.1 172.16.0.1 172.31.255.255 192.0.2.1 192.168.1.1 \
                       198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 ::ffff:8.8.8.8 fe80::1 \
                       fc00::1 fd12::1 ff02::1 2001:db8::1 64:ff9b::a00:1 2002:7f00:1::1 100::1 3fff::1 2001::1";
        for address in special.split_whitespace() {
            assert!(!is_reachable_from_internet(address.parse().unwrap()), "{address}");
        }
        let public = "1.1.1.1 8.8.8.8 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 192.33.4.12 198.41.0.4 \
                      198.17.0.1 2001:500:2::c 2001:7fd::1 2a00::1 2801:1b8:10::b 64:ff9b::808:808 2002:808:808::1";
        for address in public.split_whitespace() {
            assert!(is_reachable_from_internet(address.parse().unwrap()), "{address}");
        }
    }
}
