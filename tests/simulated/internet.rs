//! A small internet as data: zones and who serves them. Built, it is a network with a host at each address.

use core::net::IpAddr;
use std::collections::BTreeMap;

use txtproof::demo::{Authority, Manner, Zone};
use txtproof::proof::ListedBy;
use txtproof::wire::{Name, RecordType};

use super::forger::Forger;
use super::host::Host;
use super::link::Link;
use super::network::Network;
use super::random::Seeded;
use super::twist::Habit;

/// The serial of every zone, where a server has no other.
pub(crate) const SERIAL: u32 = 2_026_112_302;

/// Zones, the root among them. Each delegates those that lie below it, with glue for names inside itself.
#[derive(Clone, Default)]
pub(crate) struct Internet {
    pub(crate) zones: Vec<ZonePlan>,
    /// Zones on servers that no delegation leads to: an old provider's, or what a resolver remembers.
    pub(crate) strays: Vec<ZonePlan>,
}

/// One zone.
#[derive(Clone)]
pub(crate) struct ZonePlan {
    /// Without the final dot; the root is ".".
    pub(crate) origin: String,
    pub(crate) servers: Vec<ServerPlan>,
    /// Zone-file lines that all servers have, beside SOA, NS and name servers' addresses.
    pub(crate) records: String,
    pub(crate) glue: Glue,
}

/// Whether the delegation comes with addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glue {
    /// For names inside the parent zone.
    Given,
    /// For none, although some need it.
    Withheld,
}

/// One name server of a zone. An address that several zones share behaves as the last of them says.
#[derive(Clone)]
pub(crate) struct ServerPlan {
    /// Without the final dot.
    pub(crate) name: String,
    /// Its address records stand in the zone that encloses its name most closely.
    pub(crate) addresses: Vec<IpAddr>,
    pub(crate) listed_by: ListedBy,
    /// Zone-file lines that it alone has.
    pub(crate) records: String,
    pub(crate) serial: u32,
    pub(crate) manner: Manner,
    pub(crate) link: Link,
    pub(crate) service: Service,
    pub(crate) habits: Vec<Habit>,
    pub(crate) forger: Option<Forger>,
}

/// Whether a name server knows of its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Configured,
    /// Nobody told it: it refuses.
    Forgotten,
}

impl ServerPlan {
    pub(crate) fn new(name: String, addresses: Vec<IpAddr>) -> Self {
        Self {
            name,
            addresses,
            listed_by: ListedBy::Both,
            records: String::new(),
            serial: SERIAL,
            manner: Manner::Honest,
            link: Link::GOOD,
            service: Service::Configured,
            habits: Vec::new(),
            forger: None,
        }
    }

    fn is_listed_by(&self, who: ListedBy) -> bool {
        self.listed_by == ListedBy::Both || self.listed_by == who
    }

    pub(crate) fn address_lines(&self) -> String {
        let line = |address: &IpAddr| {
            let record_type = if address.is_ipv4() { RecordType::A } else { RecordType::AAAA };
            format!("{}. {record_type} {address}\n", self.name)
        };
        self.addresses.iter().map(line).collect()
    }
}

impl ZonePlan {
    pub(crate) fn new(origin: &str, servers: Vec<ServerPlan>) -> Self {
        Self { origin: origin.to_owned(), servers, records: String::new(), glue: Glue::Given }
    }

    fn name(&self) -> Name {
        name(&self.origin)
    }

    fn name_server_lines(&self, who: ListedBy) -> String {
        let listed = self.servers.iter().filter(|server| server.is_listed_by(who));
        let owner = if self.origin == "." { "." } else { &format!("{}.", self.origin) };
        listed.map(|server| format!("{owner} NS {}.\n", server.name)).collect::<Vec<_>>().concat()
    }
}

impl Internet {
    pub(crate) fn zone(&mut self, origin: &str) -> &mut ZonePlan {
        self.zones.iter_mut().find(|zone| zone.origin == origin).expect("a zone of the plan")
    }

    /// The network in which every server is at its addresses.
    pub(crate) fn build(&self, random: Seeded) -> Network {
        let mut served: BTreeMap<IpAddr, (Authority, &ServerPlan)> = BTreeMap::new();
        let strays = self.strays.iter().map(|stray| (stray, stray.records.clone()));
        for (plan, shared) in self.zones.iter().zip(self.shared_lines()).chain(strays) {
            let mut copies: BTreeMap<(u32, &str), Zone> = BTreeMap::new();
            for server in plan.servers.iter().filter(|server| !server.addresses.is_empty()) {
                let copy = (server.serial, server.records.as_str());
                let is_configured = server.service == Service::Configured;
                let zone =
                    is_configured.then(|| &*copies.entry(copy).or_insert_with(|| zone_at(plan, server, &shared)));
                for address in &server.addresses {
                    let (authority, last) = served.entry(*address).or_insert((Authority::default(), server));
                    (authority.manner, *last) = (server.manner, server);
                    authority.zones.extend(zone.cloned());
                }
            }
        }
        let host = |(address, (authority, server))| (address, host(authority, server));
        Network { hosts: served.into_iter().map(host).collect(), random }
    }

    /// What all servers of each zone have: its own name servers, its delegations, addresses, and records.
    fn shared_lines(&self) -> Vec<String> {
        let origins: Vec<Name> = self.zones.iter().map(ZonePlan::name).collect();
        let closest = |holds: &dyn Fn(&Name) -> bool| {
            let holding = origins.iter().enumerate().filter(|(_, origin)| holds(origin));
            holding.max_by_key(|(_, origin)| origin.label_count()).map(|(index, _)| index)
        };
        let mut lines: Vec<String> = self.zones.iter().map(|zone| zone.records.clone() + "\n").collect();
        for (index, (zone, origin)) in self.zones.iter().zip(&origins).enumerate() {
            lines[index] += &zone.name_server_lines(ListedBy::Child);
            if let Some(parent) = closest(&|other| origin.is_below(other)) {
                lines[parent] += &zone.name_server_lines(ListedBy::Parent);
                lines[parent] += &glue_lines(zone, &origins[parent]);
            }
            for server in &zone.servers {
                let host = name(&server.name);
                let home = closest(&|other| host.is_at_or_below(other)).expect("the root holds every name");
                lines[home] += &server.address_lines();
            }
        }
        lines
    }
}

fn host(authority: Authority, server: &ServerPlan) -> Host {
    let twists = server.habits.iter().map(|habit| habit()).collect();
    Host { authority, link: server.link, twists, forger: server.forger.clone() }
}

fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

fn glue_lines(zone: &ZonePlan, parent: &Name) -> String {
    let is_inside = |server: &&ServerPlan| name(&server.name).is_at_or_below(parent);
    let given = zone.servers.iter().filter(|server| zone.glue == Glue::Given && server.is_listed_by(ListedBy::Parent));
    given.filter(is_inside).map(ServerPlan::address_lines).collect()
}

fn zone_at(plan: &ZonePlan, server: &ServerPlan, shared: &str) -> Zone {
    let soa = format!("@ SOA primary hostmaster {} 7200 900 1209600 300\n", server.serial);
    let text = format!("{soa}{shared}\n{}\n", server.records);
    Zone::parse(&plan.origin, &text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", plan.origin))
}
