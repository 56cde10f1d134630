//! Servers and resolvers as people type them: a name or an address, and perhaps a port.

use core::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::string::ToString;

use super::domain::{NotAName, parse_domain};
use crate::check::{FixedHost, FixedServer};

/// The port of a resolver that has none of its own.
const DOMAIN_PORT: u16 = 53;

/// Why what was typed is no server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAServer {
    #[error("has a port that is not a number from 1 to 65535")]
    Port,
    #[error("has an IPv6 zone (%), which is not supported")]
    Zone,
    #[error("is not an IP address")]
    NotAnAddress,
    #[error("{0}")]
    Name(NotAName),
}

/// Reads `NAME|ADDR[:PORT]`; an IPv6 address with a port stands in brackets.
pub(super) fn parse_server(text: &str, default_port: u16) -> Result<FixedServer, NotAServer> {
    if let Some((address, port)) = parse_endpoint(text)? {
        return Ok(FixedServer { host: FixedHost::Address(address), port: port.unwrap_or(default_port) });
    }
    let (host, port) = match text.split_once(':') {
        Some((host, port)) if !text.contains("://") => (host, parse_port(port)?),
        _ => (text, default_port),
    };
    let name = parse_domain(host).map_err(NotAServer::Name)?.name;
    // RFC 6761 §6.3: this name is never looked up.
    if name.to_lower_case().to_string() == "localhost" {
        return Ok(FixedServer { host: FixedHost::Address(Ipv4Addr::LOCALHOST.into()), port });
    }
    Ok(FixedServer { host: FixedHost::Name(name), port })
}

/// Reads `ADDR[:PORT]`.
pub(super) fn parse_resolver(text: &str) -> Result<SocketAddr, NotAServer> {
    let (address, port) = parse_endpoint(text)?.ok_or(NotAServer::NotAnAddress)?;
    Ok(SocketAddr::new(address, port.unwrap_or(DOMAIN_PORT)))
}

/// An address, perhaps with a port; `None` if it is no address.
fn parse_endpoint(text: &str) -> Result<Option<(IpAddr, Option<u16>)>, NotAServer> {
    if let Ok(address) = text.parse() {
        return Ok(Some((address, None)));
    }
    if let Some((address, behind)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        let address = IpAddr::V6(address.parse().map_err(|_| zone_or(address, NotAServer::NotAnAddress))?);
        return match behind.strip_prefix(':') {
            Some(port) => Ok(Some((address, Some(parse_port(port)?)))),
            None if behind.is_empty() => Ok(Some((address, None))),
            None => Err(NotAServer::Port),
        };
    }
    let Some((address, port)) = text.rsplit_once(':') else { return Ok(None) };
    match address.parse() {
        Ok(address) => Ok(Some((IpAddr::V4(address), Some(parse_port(port)?)))),
        // More colons are an IPv6 address that is none; one is a name with its port.
        Err(_) if address.contains(':') => Err(zone_or(text, NotAServer::NotAnAddress)),
        Err(_) => Ok(None),
    }
}

fn zone_or(address: &str, other: NotAServer) -> NotAServer {
    if address.contains('%') { NotAServer::Zone } else { other }
}

fn parse_port(text: &str) -> Result<u16, NotAServer> {
    text.parse().ok().filter(|port| *port > 0).ok_or(NotAServer::Port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    fn told(text: &str) -> std::string::String {
        match parse_server(text, 5300) {
            Ok(FixedServer { host: FixedHost::Address(address), port }) => format!("{address} {port}"),
            Ok(FixedServer { host: FixedHost::Name(name), port }) => format!("{name} {port}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_server_is_an_address_or_a_name_with_or_without_a_port() {
        assert_eq!(told("192.0.2.1"), "192.0.2.1 5300");
        assert_eq!(told("192.0.2.1:54"), "192.0.2.1 54");
        assert_eq!(told("2001:db8::1"), "2001:db8::1 5300");
        assert_eq!(told("[2001:db8::1]"), "2001:db8::1 5300");
        assert_eq!(told("[2001:db8::1]:54"), "2001:db8::1 54");
        assert_eq!(told("NS1.example.net."), "ns1.example.net 5300");
        assert_eq!(told("ns1.example.net:54"), "ns1.example.net 54");
        assert_eq!(told("bücher.example:54"), "xn--bcher-kva.example 54");
    }

    #[test]
    fn what_is_no_server_is_told() {
        let port = "has a port that is not a number from 1 to 65535";
        for text in ["192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:", "[2001:db8::1]54", "ns1.example.net:dns"] {
            assert_eq!(told(text), port, "{text}");
        }
        assert_eq!(told("fe80::1%eth0"), "has an IPv6 zone (%), which is not supported");
        assert_eq!(told("[fe80::1%eth0]:53"), "has an IPv6 zone (%), which is not supported");
        assert_eq!(told("2001:db8:::1"), "is not an IP address");
        assert_eq!(told("https://ns1.example.net"), "is a URL, not a domain");
        assert_eq!(told(""), "is empty");
    }

    #[test]
    fn a_resolver_is_an_address_alone() {
        assert_eq!(parse_resolver("192.0.2.53"), Ok("192.0.2.53:53".parse().unwrap()));
        assert_eq!(parse_resolver("[2001:db8::53]:54"), Ok("[2001:db8::53]:54".parse().unwrap()));
        assert_eq!(parse_resolver("dns.example"), Err(NotAServer::NotAnAddress));
    }
}
