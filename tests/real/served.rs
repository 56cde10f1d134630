//! One zone at one NSD, and `check --server` against it.

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::ffi::OsStringExt as _;

use super::network::Network;
use super::process::Process;
use super::random::Random;
use super::report::CheckReport;
use super::server::Server;
use super::software::{Manner, Software};
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
    _process: Process,
    address: SocketAddr,
    domain: String,
}

impl Served {
    /// At an NSD.
    pub(crate) fn start(zone: Zone) -> Self {
        Self::start_with(Software::Nsd, Manner::Plain, zone)
    }

    pub(crate) fn start_with(software: Software, manner: Manner, zone: Zone) -> Self {
        let mut network = Network::reserve();
        let server = NameServer::new(format!("ns1.{}", zone.name), network.address());
        let domain = zone.name.clone();
        let address = SocketAddr::new(server.address, network.port);
        let server = Server { manner, ..Server::new(software, vec![address], vec![zone.with_server(&server)]) };
        Self { _process: server.start(), address, domain }
    }

    pub(crate) fn address(&self) -> IpAddr {
        self.address.ip()
    }

    /// As `--server` and `txt` take it: `127.1.2.3:4567`.
    pub(crate) fn server(&self) -> String {
        self.address.to_string()
    }

    /// `check <domain> --server <this>` with these arguments.
    pub(crate) fn check_for(&self, wanted: &[&str]) -> CheckReport {
        self.check_with(&[], wanted)
    }

    /// `check <domain> --server <this> --expect <each value>`.
    pub(crate) fn check(&self, expected: &[&str]) -> CheckReport {
        self.check_with(expected, &[])
    }

    /// [`Self::check`] for a value that is no text.
    pub(crate) fn check_octets(&self, expected: &[u8]) -> CheckReport {
        let arguments =
            ["--server".into(), self.server().into(), "--expect".into(), OsString::from_vec(expected.to_vec())];
        CheckReport::of(&self.domain, &arguments)
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
