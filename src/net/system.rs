//! The resolver that the operating system's configuration names.

use core::net::{IpAddr, SocketAddr};
use std::string::{String, ToString};

/// The port of DNS.
const DNS_PORT: u16 = 53;

/// Where Unix systems keep their resolver configuration.
#[cfg(unix)]
const CONFIGURATION: &str = "/etc/resolv.conf";

/// Why the system's resolver is not known.
#[derive(Debug, thiserror::Error)]
pub enum SystemResolverError {
    /// The configuration cannot be read.
    #[error("cannot read {path}: {error}; name the resolver by its address instead")]
    Unreadable {
        /// The file.
        path: &'static str,
        /// Why.
        error: std::io::Error,
    },
    /// No `nameserver` line.
    #[error("the system's configuration names no resolver; name one by its address instead")]
    NoneNamed,
    /// The only resolvers have a zone index (`fe80::1%eth0`, RFC 4007 §11), which is not supported.
    #[error(
        "the system's resolver {0:?} is an IPv6 address with a zone index, which is not supported; \
         name a resolver by an address without one instead"
    )]
    ScopedAddress(String),
    /// A `nameserver` line, but no address in it.
    #[error(
        "the system's configuration names the resolver {0:?}, which is no IP address; name one by its address instead"
    )]
    NotAnAddress(String),
    /// This system keeps its configuration where only its own calls can read it.
    #[error("the system's resolver cannot be found out on this platform; name one by its address instead")]
    UnsupportedPlatform,
}

/// The first resolver of the operating system's configuration, at port 53: on Unix, of `/etc/resolv.conf`.
#[cfg(unix)]
pub fn system_resolver() -> Result<SocketAddr, SystemResolverError> {
    let octets =
        std::fs::read(CONFIGURATION).map_err(|error| SystemResolverError::Unreadable { path: CONFIGURATION, error })?;
    first_resolver(&String::from_utf8_lossy(&octets))
}

/// The first resolver of the operating system's configuration: not to be had on this platform.
#[cfg(not(unix))]
pub fn system_resolver() -> Result<SocketAddr, SystemResolverError> {
    Err(SystemResolverError::UnsupportedPlatform)
}

/// The first usable `nameserver` of a resolv.conf; if none is usable, what is wrong with the first.
#[cfg_attr(not(unix), allow(dead_code))]
fn first_resolver(configuration: &str) -> Result<SocketAddr, SystemResolverError> {
    let mut first_error = None;
    for address in configuration.lines().filter_map(nameserver) {
        match resolver(address) {
            Ok(resolver) => return Ok(resolver),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or(SystemResolverError::NoneNamed))
}

/// What a `nameserver` line names; `None` for other lines. A comment begins with `#` or `;`, so its first word is another.
fn nameserver(line: &str) -> Option<&str> {
    let mut words = line.split_ascii_whitespace();
    words.next().filter(|&keyword| keyword == "nameserver")?;
    words.next()
}

fn resolver(address: &str) -> Result<SocketAddr, SystemResolverError> {
    if let Ok(address) = address.parse::<IpAddr>() {
        return Ok(SocketAddr::new(address, DNS_PORT));
    }
    if address.contains('%') {
        return Err(SystemResolverError::ScopedAddress(address.to_string()));
    }
    Err(SystemResolverError::NotAnAddress(address.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(configuration: &str) -> String {
        first_resolver(configuration).unwrap().to_string()
    }

    #[test]
    fn the_first_resolver_counts() {
        assert_eq!(found("search example.com\nnameserver 192.0.2.1\nnameserver 192.0.2.2\n"), "192.0.2.1:53");
        assert_eq!(found("nameserver\t2001:db8::1"), "[2001:db8::1]:53");
    }

    #[test]
    fn comments_other_keywords_and_line_ends_do_not_matter() {
        let configuration = "# nameserver 192.0.2.1\r\n;nameserver 192.0.2.2\r\nnameservers 192.0.2.3\r\nnameserver\r\n  nameserver 192.0.2.4 # ours\r\n";
        assert_eq!(found(configuration), "192.0.2.4:53");
    }

    #[test]
    fn an_address_with_a_zone_index_is_passed_over() {
        assert_eq!(found("nameserver fe80::1%eth0\nnameserver 192.0.2.1\n"), "192.0.2.1:53");
    }

    #[test]
    fn a_zone_index_alone_is_refused_by_name() {
        let error = first_resolver("nameserver fe80::1%eth0\n").unwrap_err();
        assert!(matches!(&error, SystemResolverError::ScopedAddress(address) if address == "fe80::1%eth0"));
        assert!(error.to_string().contains("\"fe80::1%eth0\""), "{error}");
    }

    #[test]
    fn what_is_no_address_is_told_without_raw_octets() {
        let error = first_resolver("nameserver \u{1b}[31mlocal\n").unwrap_err();
        assert!(matches!(&error, SystemResolverError::NotAnAddress(_)));
        assert!(error.to_string().bytes().all(|octet| (0x20..0x7f).contains(&octet)), "{error}");
    }

    #[test]
    fn a_configuration_without_resolvers_names_none() {
        for configuration in ["", "\n\n", "options edns0\n", "nameserver\n"] {
            assert!(matches!(first_resolver(configuration), Err(SystemResolverError::NoneNamed)), "{configuration:?}");
        }
    }
}
