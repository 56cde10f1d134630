//! One zone at one NSD, and `check --server` against it.

use std::net::Ipv4Addr;

use super::network::Network;
use super::nsd::Nsd;
use super::random::Random;
use super::report::CheckReport;
use super::zone::{NameServer, Zone};

/// A domain and tokens drawn for one test.
pub(crate) struct Drawn {
    pub(crate) domain: String,
    pub(crate) token: String,
    /// Another account's, or another region's.
    pub(crate) other_token: String,
}

impl Drawn {
    pub(crate) fn new() -> Self {
        let mut random = Random::from_environment();
        Self { domain: random.domain(), token: random.token(), other_token: random.token() }
    }

    pub(crate) fn zone(&self) -> Zone {
        Zone::new(&self.domain)
    }

    /// The default record's name.
    pub(crate) fn record_name(&self) -> String {
        format!("_amazonses.{}", self.domain)
    }
}

/// A running server that holds one zone.
pub(crate) struct Served {
    nsd: Nsd,
    domain: String,
}

impl Served {
    pub(crate) fn start(zone: Zone) -> Self {
        let mut network = Network::reserve();
        let server = NameServer::new(format!("ns1.{}", zone.name), network.address());
        let domain = zone.name.clone();
        let zone = zone.with_server(&server);
        let address = std::net::SocketAddrV4::new(server.address, network.port);
        Self { nsd: Nsd::start(address, &[zone]), domain }
    }

    pub(crate) fn address(&self) -> Ipv4Addr {
        *self.nsd.address.ip()
    }

    /// As `--server` and `txt` take it: `127.1.2.3:4567`.
    pub(crate) fn server(&self) -> String {
        self.nsd.address.to_string()
    }

    /// `check <domain> --server <this>` with these arguments.
    pub(crate) fn check_for(&self, wanted: &[&str]) -> CheckReport {
        self.check_with(&[], wanted)
    }

    /// `check <domain> --server <this> --expect <each value>`.
    pub(crate) fn check(&self, expected: &[&str]) -> CheckReport {
        self.check_with(expected, &[])
    }

    /// [`Self::check`] with more arguments.
    pub(crate) fn check_with(&self, expected: &[&str], more: &[&str]) -> CheckReport {
        let mut arguments = vec!["--server".to_owned(), self.server()];
        arguments.extend(expectations(expected));
        arguments.extend(more.iter().map(|&argument| argument.to_owned()));
        CheckReport::of(&self.domain, &arguments)
    }
}

/// `--expect <value>` for each.
pub(crate) fn expectations(values: &[&str]) -> Vec<String> {
    values.iter().flat_map(|&value| ["--expect".to_owned(), value.to_owned()]).collect()
}
