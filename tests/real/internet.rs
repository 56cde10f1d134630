//! A small internet on loopback: a root, a top-level domain with two servers, and the zones of a test.

use std::fs;
use std::net::{Ipv4Addr, SocketAddrV4};

use tempfile::TempDir;

use super::network::Network;
use super::nsd::Nsd;
use super::program::{Run, txtproof};
use super::random::Random;
use super::report::CheckReport;
use super::served::expectations;
use super::zone::{NameServer, Zone};

/// An internet that is being laid out: delegate and serve, then [`Plan::open`].
pub(crate) struct Plan {
    random: Random,
    network: Network,
    top_level: Zone,
    running: Vec<Nsd>,
    second_top_level_server: SecondServer,
}

/// What the second server of the top-level domain does.
#[derive(Clone, Copy)]
pub(crate) enum SecondServer {
    ServesTheZone,
    RefusesTheZone,
}

impl Plan {
    pub(crate) fn new() -> Self {
        let mut random = Random::from_environment();
        let top_level = Zone::new(&random.label());
        let network = Network::reserve();
        Self { random, network, top_level, running: Vec::new(), second_top_level_server: SecondServer::ServesTheZone }
    }

    pub(crate) fn with_second_top_level_server(mut self, second: SecondServer) -> Self {
        self.second_top_level_server = second;
        self
    }

    pub(crate) fn token(&mut self) -> String {
        self.random.token()
    }

    /// The name of the top-level domain.
    pub(crate) fn top_level(&self) -> &str {
        &self.top_level.name
    }

    /// A new domain in the top-level domain, delegated to nobody yet.
    pub(crate) fn domain(&mut self) -> String {
        format!("{}.{}", self.random.label(), self.top_level.name)
    }

    /// A name server with an address of its own, not running yet.
    pub(crate) fn name_server(&mut self, name: impl Into<String>) -> NameServer {
        NameServer::new(name, self.network.address())
    }

    /// `ns1` and `ns2` inside the domain.
    pub(crate) fn two_name_servers(&mut self, domain: &str) -> [NameServer; 2] {
        [1, 2].map(|number| self.name_server(format!("ns{number}.{domain}")))
    }

    /// Lists the servers at the parent.
    pub(crate) fn delegate(&mut self, domain: &str, servers: &[NameServer]) {
        let records = servers.iter().flat_map(|server| server.delegation(domain));
        self.top_level = records.fold(self.top_level.clone(), Zone::with);
    }

    /// Starts a server with these zones; none at all makes it refuse every question.
    pub(crate) fn serve(&mut self, server: &NameServer, zones: &[Zone]) {
        self.running.push(start(server.address, self.network.port, zones));
    }

    /// Delegates the zone to these servers and starts each with it.
    pub(crate) fn publish(&mut self, zone: &Zone, servers: &[NameServer]) {
        let zone = servers.iter().fold(zone.clone(), Zone::with_server);
        self.delegate(&zone.name, servers);
        for server in servers {
            self.serve(server, std::slice::from_ref(&zone));
        }
    }

    /// Starts the top-level domain's servers and the root, and writes the hints file.
    pub(crate) fn open(mut self) -> Internet {
        let root_server = self.name_server("a.root-server");
        let name = self.top_level.name.clone();
        let top_level_servers = ["a", "b"].map(|label| self.name_server(format!("{label}.nic.{name}")));
        let [first, second] = &top_level_servers;
        let top_level = top_level_servers.iter().fold(self.top_level.clone(), Zone::with_server);
        let delegation = top_level_servers.iter().flat_map(|server| server.delegation(&name));
        let root = delegation.fold(Zone::new("").with_server(&root_server), Zone::with);
        self.serve(&root_server, &[root]);
        self.serve(first, std::slice::from_ref(&top_level));
        match self.second_top_level_server {
            SecondServer::ServesTheZone => self.serve(second, &[top_level]),
            SecondServer::RefusesTheZone => self.serve(second, &[]),
        }
        Internet { hints: write_hints(&root_server), port: self.network.port, running: self.running }
    }
}

/// A running internet; dropping it stops all its servers.
pub(crate) struct Internet {
    hints: TempDir,
    port: u16,
    running: Vec<Nsd>,
}

impl Internet {
    /// `check <domain> --expect <each value>` from this root.
    pub(crate) fn check(&self, domain: &str, expected: &[&str]) -> CheckReport {
        self.check_with(domain, expected, &["--allow-private"])
    }

    /// [`Self::check`], with these arguments in place of `--allow-private`.
    pub(crate) fn check_with(&self, domain: &str, expected: &[&str], more: &[&str]) -> CheckReport {
        let more = more.iter().map(|&argument| argument.to_owned());
        let arguments: Vec<String> = self.start().into_iter().chain(expectations(expected)).chain(more).collect();
        CheckReport::of(domain, &arguments)
    }

    /// A look-up command (`ns`, `txt`) from this root.
    pub(crate) fn look_up(&self, arguments: &[&str]) -> Run {
        let typed = arguments.iter().map(|&argument| argument.to_owned());
        let all: Vec<String> = typed.chain(self.start()).chain(["--allow-private".to_owned()]).collect();
        txtproof(&all)
    }

    /// `<command> <domain>` from this root, and these arguments.
    pub(crate) fn arguments(&self, command: &str, domain: &str, more: &[&str]) -> Vec<String> {
        let more = more.iter().map(|&argument| argument.to_owned());
        [command.to_owned(), domain.to_owned()].into_iter().chain(self.start()).chain(more).collect()
    }

    /// Replaces the zones of a running server.
    pub(crate) fn reload(&self, server: &NameServer, zones: &[Zone]) {
        let running = self.running.iter().find(|running| *running.address.ip() == server.address);
        running.expect("a server that was started").reload(zones);
    }

    fn start(&self) -> [String; 4] {
        let hints = self.hints.path().join("named.root").display().to_string();
        ["--root-hints".to_owned(), hints, "--port".to_owned(), self.port.to_string()]
    }
}

fn start(address: Ipv4Addr, port: u16, zones: &[Zone]) -> Nsd {
    Nsd::start(SocketAddrV4::new(address, port), zones)
}

fn write_hints(root_server: &NameServer) -> TempDir {
    let directory = TempDir::with_prefix("txtproof-hints-").expect("a directory for temporary files");
    let (name, address) = (&root_server.name, root_server.address);
    let text = format!("; the root of a test\n.  3600000  NS  {name}.\n{name}.  3600000  A  {address}\n");
    fs::write(directory.path().join("named.root"), text).expect("a hints file");
    directory
}
