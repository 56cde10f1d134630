//! A small internet on loopback: a root, two top-level domains, and the zones of a test, all served by one software.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::slice;

use tempfile::TempDir;

use super::keys::{Keys, Vouched};
use super::network::Network;
use super::process::Process;
use super::program::{Run, txtproof};
use super::random::Random;
use super::report::CheckReport;
use super::served::expectations;
use super::server::{Server, reload, start_all};
use super::software::{Manner, Software};
use super::unbound::Unbound;
use super::zone::{NameServer, Zone};

/// An internet that is being laid out: delegate and serve, then [`Plan::open`].
pub(crate) struct Plan {
    random: Random,
    network: Network,
    software: Software,
    manner: Manner,
    registries: [Registry; 2],
    servers: Vec<Server>,
    second_top_level_server: SecondServer,
    /// Those of the root, the top-level domains and whatever else is signed, where anything is.
    keys: Option<Keys>,
}

/// A top-level domain.
struct Registry {
    zone: Zone,
    /// Zones that its servers hold beside it.
    others: Vec<Zone>,
}

/// One of the two top-level domains.
#[derive(Clone, Copy)]
pub(crate) enum TopLevel {
    First,
    Second,
}

/// What the second server of the first top-level domain does.
#[derive(Clone, Copy)]
pub(crate) enum SecondServer {
    ServesTheZone,
    RefusesTheZone,
}

impl Plan {
    /// On NSD.
    pub(crate) fn new() -> Self {
        Self::on(Software::Nsd)
    }

    pub(crate) fn on(software: Software) -> Self {
        Self::in_network(software, Network::reserve())
    }

    /// On port 53, where recursive resolvers look for authoritative servers.
    pub(crate) fn for_resolvers(software: Software) -> Self {
        Self::in_network(software, Network::reserve_on_port_53())
    }

    /// On port 53 and on Knot, which signs the root and the top-level domains.
    pub(crate) fn for_validators() -> Self {
        Self { keys: Some(Keys::new()), ..Self::for_resolvers(Software::Knot) }
    }

    fn in_network(software: Software, network: Network) -> Self {
        let mut random = Random::from_environment();
        let registries = [(); 2].map(|()| Registry { zone: Zone::new(&random.label()), others: Vec::new() });
        Self {
            random,
            network,
            software,
            manner: Manner::Plain,
            registries,
            servers: Vec::new(),
            second_top_level_server: SecondServer::ServesTheZone,
            keys: None,
        }
    }

    pub(crate) fn with_second_top_level_server(mut self, second: SecondServer) -> Self {
        self.second_top_level_server = second;
        self
    }

    /// The manner of all its servers.
    pub(crate) fn with_manner(mut self, manner: Manner) -> Self {
        self.manner = manner;
        self
    }

    pub(crate) fn token(&mut self) -> String {
        self.random.token()
    }

    /// The name of the first top-level domain.
    pub(crate) fn top_level(&self) -> &str {
        &self.registries[0].zone.name
    }

    /// A new domain in the first top-level domain, delegated to nobody yet.
    pub(crate) fn domain(&mut self) -> String {
        self.domain_under(TopLevel::First)
    }

    pub(crate) fn domain_under(&mut self, top_level: TopLevel) -> String {
        let label = self.random.label();
        format!("{label}.{}", self.registries[top_level as usize].zone.name)
    }

    /// An address that nobody has yet.
    pub(crate) fn address(&mut self) -> IpAddr {
        self.network.address()
    }

    /// A name server with an address of its own, not running yet.
    pub(crate) fn name_server(&mut self, name: impl Into<String>) -> NameServer {
        NameServer::new(name, self.network.address())
    }

    /// `ns1` and so on inside the domain.
    pub(crate) fn name_servers<const COUNT: usize>(&mut self, domain: &str) -> [NameServer; COUNT] {
        std::array::from_fn(|index| self.name_server(format!("ns{}.{domain}", index + 1)))
    }

    pub(crate) fn two_name_servers(&mut self, domain: &str) -> [NameServer; 2] {
        self.name_servers(domain)
    }

    /// Lists the servers at the parent.
    pub(crate) fn delegate(&mut self, domain: &str, servers: &[NameServer]) {
        servers.iter().flat_map(|server| server.delegation(domain)).for_each(|record| self.register(domain, record));
    }

    /// Puts a record into the zone of the domain's top-level domain.
    pub(crate) fn register(&mut self, domain: &str, record: impl Into<String>) {
        let registry = self.registry(domain);
        registry.zone = registry.zone.clone().with(record);
    }

    /// Has the servers of the zone's top-level domain hold the zone itself as well.
    pub(crate) fn serve_at_registry(&mut self, zone: Zone) {
        self.registry(&zone.name.clone()).others.push(zone);
    }

    fn registry(&mut self, domain: &str) -> &mut Registry {
        let is_below = |registry: &&mut Registry| domain.ends_with(&format!(".{}", registry.zone.name));
        self.registries.iter_mut().find(is_below).expect("the domain is below a top-level domain")
    }

    /// The zone as its servers are to sign it, and what vouches for its key; the root and the top-level domains are signed.
    pub(crate) fn sign(&self, zone: Zone) -> (Zone, Vouched) {
        let keys = self.keys.as_ref().expect("an internet for validators");
        let vouched = keys.generate(&zone.name);
        (zone.signed_with(keys), vouched)
    }

    /// A server with these zones; none at all makes it refuse every question.
    pub(crate) fn serve(&mut self, server: &NameServer, zones: &[Zone]) {
        self.serve_at(slice::from_ref(server), zones);
    }

    /// A server of another software than the rest.
    pub(crate) fn serve_on(&mut self, software: Software, server: &NameServer, zones: &[Zone]) {
        let listener = SocketAddr::new(server.address, self.network.port);
        self.servers.push(Server::new(software, vec![listener], zones.to_vec()));
    }

    /// One server with these zones at all these addresses; where one of them is served already, these zones beside the
    /// others.
    pub(crate) fn serve_at(&mut self, servers: &[NameServer], zones: &[Zone]) {
        let port = self.network.port;
        let mut listeners: Vec<_> = servers.iter().map(|server| SocketAddr::new(server.address, port)).collect();
        let is_shared = |server: &&mut Server| listeners.iter().any(|listener| server.listeners.contains(listener));
        if let Some(server) = self.servers.iter_mut().find(is_shared) {
            server.listeners.append(&mut listeners);
            server.zones.extend_from_slice(zones);
            unique(&mut server.listeners);
            return;
        }
        unique(&mut listeners);
        let server = Server::new(self.software, listeners, zones.to_vec());
        self.servers.push(Server { manner: self.manner, ..server });
    }

    /// Delegates the zone to these servers and has them serve it.
    pub(crate) fn publish(&mut self, zone: &Zone, servers: &[NameServer]) {
        let zone = servers.iter().fold(zone.clone(), Zone::with_server);
        self.delegate(&zone.name, servers);
        self.serve_at(servers, slice::from_ref(&zone));
    }

    /// Starts everything, and writes the hints file.
    pub(crate) fn open(mut self) -> Internet {
        let root_server = self.name_server("a.root-server");
        let mut root = Zone::new("").with_server(&root_server);
        for number in 0..self.registries.len() {
            for record in self.open_registry(number) {
                root = root.with(record);
            }
        }
        let anchor = self.keys.as_ref().map(|keys| keys.generate(""));
        self.serve(&root_server, &[self.keys.iter().fold(root, Zone::signed_with)]);
        let processes = start_all(&self.servers);
        let running = self.servers.into_iter().zip(processes).collect();
        Internet { hints: write_hints(&root_server), network: self.network, root: root_server, anchor, running }
    }

    /// Gives a top-level domain its servers; what delegates it to them.
    fn open_registry(&mut self, number: usize) -> Vec<String> {
        let Registry { zone, others } = &self.registries[number];
        let (zone, others, name) = (zone.clone(), others.clone(), zone.name.clone());
        let is_first = number == TopLevel::First as usize;
        if zone.is_empty() && !is_first {
            return Vec::new();
        }
        let vouched = self.keys.as_ref().map(|keys| keys.generate(&name).record(&name));
        let servers = ["a", "b"].map(|label| self.name_server(format!("{label}.nic.{name}")));
        let zone = self.keys.iter().fold(servers.iter().fold(zone, Zone::with_server), Zone::signed_with);
        let zones = [vec![zone], others].concat();
        match self.second_top_level_server {
            SecondServer::RefusesTheZone if is_first => {
                self.serve(&servers[0], &zones);
                self.serve(&servers[1], &[]);
            }
            _ => self.serve_at(&servers, &zones),
        }
        servers.iter().flat_map(|server| server.delegation(&name)).chain(vouched).collect()
    }
}

fn unique(listeners: &mut Vec<SocketAddr>) {
    listeners.sort();
    listeners.dedup();
}

/// A running internet; dropping it stops all its servers.
pub(crate) struct Internet {
    hints: TempDir,
    network: Network,
    root: NameServer,
    /// What vouches for the root's key, where the root is signed.
    anchor: Option<Vouched>,
    running: Vec<(Server, Process)>,
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

    /// Replaces the zones of a running server, one for one.
    pub(crate) fn reload(&self, server: &NameServer, zones: &[Zone]) {
        let listener = SocketAddr::new(server.address, self.port());
        let running = self.running.iter().find(|(server, _)| server.listeners.contains(&listener));
        reload(&running.expect("a server that was started").1, zones);
    }

    /// The port of all its servers.
    pub(crate) const fn port(&self) -> u16 {
        self.network.port
    }

    /// A recursive resolver that begins at this root, and validates where the root is signed.
    pub(crate) fn resolver(&mut self) -> Unbound {
        let address = SocketAddr::new(self.network.address(), self.network.port);
        Unbound::start(address, &self.root, self.anchor.as_ref())
    }

    /// An address in this internet where nobody listens.
    pub(crate) fn unused_address(&mut self) -> IpAddr {
        self.network.address()
    }

    /// The address of the root's server.
    pub(crate) const fn root(&self) -> IpAddr {
        self.root.address
    }

    fn start(&self) -> [String; 4] {
        let hints = self.hints.path().join("named.root").display().to_string();
        ["--root-hints".to_owned(), hints, "--port".to_owned(), self.port().to_string()]
    }
}

fn write_hints(root_server: &NameServer) -> TempDir {
    let directory = TempDir::with_prefix("txtproof-hints-").expect("a directory for temporary files");
    fs::write(directory.path().join("named.root"), hints(slice::from_ref(root_server))).expect("a hints file");
    directory
}

/// The text of a hints file, in the format of `named.root`.
pub(crate) fn hints(root_servers: &[NameServer]) -> String {
    let lines = root_servers.iter().map(|server| {
        format!(".  3600000  NS  {}.\n{}.  3600000  {}\n", server.name, server.name, server.address_rdata())
    });
    ["; the root of a test\n".to_owned()].into_iter().chain(lines).collect()
}
