//! The internet that most tests begin with, under names and with tokens that nothing can have been tuned to: a root, a
//! top-level domain, and a domain whose record stands on all its name servers.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use bytes::Bytes;

use txtproof::check::{Check, Expectation, FixedHost, FixedServer, Goal, Hint, Require, Start, Task, Wanted};
use txtproof::provider::Provider;
use txtproof::wire::Name;

use super::internet::{Internet, ServerPlan, ZonePlan};
use super::network::Network;
use super::random::Seeded;
use super::run::Run;

/// An internet and what is to be proven in it. Tests spoil the one or change the other, and then run it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) random: Seeded,
    pub(crate) internet: Internet,
    pub(crate) task: Task,
    /// The top-level domain.
    pub(crate) top: String,
    /// The domain to verify, right below it.
    pub(crate) domain: String,
    /// The value expected at `_amazonses` in front of the domain.
    pub(crate) token: String,
    /// Chooses whom the walk asks first.
    pub(crate) check_seed: u64,
    next_address: u16,
}

impl World {
    /// Two name servers each for the root and the top-level domain, and so many for the domain, by names inside it.
    pub(crate) fn new(seed: u64, servers: usize) -> Self {
        let mut world = Self::without_domain(seed);
        let domain = world.domain.clone();
        let servers = world.servers(&domain, servers);
        let mut zone = ZonePlan::new(&domain, servers);
        zone.records = txt_line("_amazonses", world.token.as_bytes());
        world.internet.zones.push(zone);
        world
    }

    /// As [`new`](Self::new), but the domain's name servers are those of somebody else, below another top-level domain:
    /// nobody has glue for them.
    pub(crate) fn hosted_elsewhere(seed: u64, servers: usize) -> Self {
        let mut world = Self::new(seed, 0);
        let provider = world.add_zone_elsewhere(2);
        world.domain_zone().servers = (0..servers).map(|_| world.server(&provider)).collect();
        world
    }

    fn without_domain(seed: u64) -> Self {
        let mut random = Seeded::new(seed);
        let (top, label, token) = (random.label(), random.label(), random.token());
        let domain = format!("{label}.{top}");
        let task = task(&domain, &token);
        let internet = Internet::default();
        let check_seed = random.next();
        let mut world = Self { random, internet, task, top: top.clone(), domain, token, check_seed, next_address: 1 };
        let servers = world.servers("root", 2);
        world.internet.zones.push(ZonePlan::new(".", servers));
        world.add_zone(&top, 2);
        world
    }

    /// A zone with name servers inside it.
    pub(crate) fn add_zone(&mut self, origin: &str, servers: usize) {
        let servers = self.servers(origin, servers);
        self.internet.zones.push(ZonePlan::new(origin, servers));
    }

    /// A zone below a top-level domain of its own; gives its name.
    pub(crate) fn add_zone_elsewhere(&mut self, servers: usize) -> String {
        let top = self.random.label();
        self.add_zone(&top, 2);
        let origin = format!("{}.{top}", self.random.label());
        self.add_zone(&origin, servers);
        origin
    }

    /// So many name servers by names right below `parent`, each at a new address.
    pub(crate) fn servers(&mut self, parent: &str, count: usize) -> Vec<ServerPlan> {
        (0..count).map(|_| self.server(parent)).collect()
    }

    pub(crate) fn server(&mut self, parent: &str) -> ServerPlan {
        let name = format!("{}.{parent}", self.random.label());
        ServerPlan::new(name, vec![self.address()])
    }

    /// An address that nobody has yet. It looks public; nothing here leaves this program.
    pub(crate) fn address(&mut self) -> IpAddr {
        let [high, low] = self.number();
        Ipv4Addr::new(5, 0, high, low).into()
    }

    pub(crate) fn ipv6_address(&mut self) -> IpAddr {
        let number = u16::from_be_bytes(self.number());
        Ipv6Addr::new(0x2a00, 0, 0, 0, 0, 0, 0, number).into()
    }

    fn number(&mut self) -> [u8; 2] {
        self.next_address += 1;
        self.next_address.to_be_bytes()
    }

    pub(crate) fn domain_zone(&mut self) -> &mut ZonePlan {
        let domain = self.domain.clone();
        self.internet.zone(&domain)
    }

    /// The name servers of the domain.
    pub(crate) fn domain_servers(&mut self) -> &mut [ServerPlan] {
        &mut self.domain_zone().servers
    }

    /// The first address of each name server of the domain.
    pub(crate) fn domain_addresses(&mut self) -> Vec<IpAddr> {
        self.domain_servers().iter().map(|server| server.addresses[0]).collect()
    }

    /// The domain's zone holds these lines in place of the record.
    pub(crate) fn publish(&mut self, lines: &str) {
        lines.clone_into(&mut self.domain_zone().records);
    }

    /// The domain's zone holds records with these values at the right name.
    pub(crate) fn publish_values(&mut self, values: &[&[u8]]) {
        let lines: Vec<String> = values.iter().map(|value| txt_line("_amazonses", value)).collect();
        self.publish(&lines.concat());
    }

    /// These values are expected in place of the token.
    pub(crate) fn expect(&mut self, values: Vec<Bytes>) {
        self.expectation().wanted = Wanted::Octets(values);
    }

    /// The provider's records are expected in place of the token's.
    pub(crate) fn expect_of(&mut self, id: &str, values: &[&str], words: &[(&str, &str)]) {
        let values: Vec<Bytes> = values.iter().map(|value| Bytes::copy_from_slice(value.as_bytes())).collect();
        let words: Vec<_> = words.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        self.task.provider = Provider::find(id);
        let provider = self.task.provider.expect("it is in the catalogue");
        let made = Expectation::of_provider(provider, &self.task.domain, &values, &words);
        self.task.goal = Goal::Prove(made.expect("it is made"));
    }

    /// What is to be found out is where mail for the domain goes, as `mail` asks.
    pub(crate) fn ask_for_mail(&mut self) {
        self.task.provider = None;
        self.task.goal = Goal::Mail;
        self.task.require = Require::One;
    }

    /// The record is expected by its name, whatever provider has one of that name.
    pub(crate) fn forget_provider(&mut self) {
        self.task.provider = None;
        self.expectation().origin = None;
    }

    pub(crate) fn expectation(&mut self) -> &mut Expectation {
        let Goal::Prove(expectations) = &mut self.task.goal else { panic!("the task is to prove") };
        &mut expectations[0]
    }

    /// The servers that the user names, by address.
    pub(crate) fn ask_just(&mut self, addresses: &[IpAddr]) {
        let fixed = |address: &IpAddr| FixedServer { host: FixedHost::Address(*address), port: 53 };
        self.task.servers = addresses.iter().map(fixed).collect();
    }

    pub(crate) fn check(&self) -> Check {
        let mut task = self.task.clone();
        if let Start::Root(hints) = &mut task.start {
            *hints = self.hints();
        }
        Check::new(task, self.check_seed)
    }

    fn hints(&self) -> Vec<Hint> {
        let root = self.internet.zones.iter().find(|zone| zone.origin == ".").expect("a root");
        let hint = |server: &ServerPlan| Hint { name: name(&server.name), addresses: server.addresses.clone() };
        root.servers.iter().map(hint).collect()
    }

    pub(crate) fn network(&self) -> Network {
        self.internet.build(self.random.clone())
    }

    /// Runs the check in the internet as it is now.
    pub(crate) fn prove(&self) -> Run {
        self.network().prove(self.check())
    }
}

/// Prove the value for `ses`, from the root, with the defaults of `check`.
fn task(domain: &str, token: &str) -> Task {
    let domain = name(domain);
    let provider = Provider::find("ses").expect("the default provider");
    let values = [Bytes::copy_from_slice(token.as_bytes())];
    let expectations = Expectation::of_provider(provider, &domain, &values, &[]).expect("a short name");
    let start = Start::Root(Vec::new());
    Task { provider: Some(provider), start, ..Task::new(domain, Goal::Prove(expectations)) }
}

pub(crate) fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

/// A zone-file line: a TXT record with this value.
pub(crate) fn txt_line(owner: &str, value: &[u8]) -> String {
    format!("{owner} TXT {}\n", quoted(value))
}

/// Octets as the character-strings of a TXT record in a zone file.
pub(crate) fn quoted(octets: &[u8]) -> String {
    let escaped = |octet: &u8| format!("\\{octet:03}");
    let string = |string: &[u8]| format!("\"{}\"", string.iter().map(escaped).collect::<Vec<_>>().concat());
    if octets.is_empty() {
        return string(octets);
    }
    octets.chunks(255).map(string).collect::<Vec<_>>().join(" ")
}
