//! One scene at its place in the small internet: its addresses, its servers, and the task of its check.

use std::format;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::string::{String, ToString};
use std::vec::Vec;

use bytes::Bytes;

use super::authority::Authority;
use super::internet::ServerSpec;
use super::plan::{Plan, Role, ServerPlan};
use super::scenes::{Expected, Scene};
use super::zone::Zone;
use crate::check::{Expectation, FixedHost, FixedServer, Goal, Hint, PrivateAddresses, Require};
use crate::check::{SecondOpinions, Start, Task};
use crate::provider::Provider;
use crate::wire::{Name, NameError};

/// The port of every server.
const PORT: u16 = 53;

/// The root's name servers.
pub(super) const ROOT_SERVERS: [(&str, IpAddr); 2] = [
    ("a.root.test.", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))),
    ("b.root.test.", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2))),
];

const ROOT_SOA: &str = "@ SOA a.root.test. hostmaster.root.test. 2026112301 1800 900 604800 300\n";

/// A scene and its number in the small internet, from 1. Addresses follow from the number.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) scene: &'static Scene,
    pub(super) plan: Plan,
    pub(super) number: u8,
}

impl Stage {
    /// Of the two name servers. Where private addresses are not asked, they are what is shown.
    pub(super) fn addresses(&self) -> [Vec<IpAddr>; 2] {
        let host = self.number;
        if self.plan.private_addresses == PrivateAddresses::Skip {
            return [1, 2].map(|server| [Ipv4Addr::new(10, 0, server, host).into()].into());
        }
        let v6 = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from(host));
        let first = [Ipv4Addr::new(198, 51, 100, host).into(), v6.into()];
        [first.into(), [Ipv4Addr::new(203, 0, 113, host).into()].into()]
    }

    /// Of the server that is asked beside them.
    fn address_beside(&self) -> IpAddr {
        Ipv4Addr::new(198, 51, 100, self.number.saturating_add(128)).into()
    }

    /// Of the scene's own root server.
    fn own_root(&self) -> IpAddr {
        Ipv4Addr::new(192, 0, 2, self.number.saturating_add(128)).into()
    }

    /// The shared zone above the domain; `None`: it is the scene's own root.
    pub(super) fn shared_parent(&self) -> Option<&'static str> {
        let parent = self.scene.domain.split_once('.').map_or(".", |(_, parent)| parent);
        self.plan.root.is_none().then_some(parent)
    }

    /// What the zone above has of the domain.
    pub(super) fn lines_in_parent(&self) -> String {
        self.name_servers(|server| server.is_delegated) + self.plan.parent + "\n"
    }

    /// The name servers that are listed, with their addresses: glue, or the zone's own data.
    fn name_servers(&self, is_listed: fn(&ServerPlan) -> bool) -> String {
        let (zone, mut lines) = (format!("{}.", self.scene.domain), String::new());
        for ((server, addresses), number) in self.plan.servers.iter().zip(self.addresses()).zip(1..) {
            if is_listed(server) {
                list(&mut lines, &zone, &format!("ns{number}.{zone}"), &addresses);
            }
        }
        lines
    }

    /// Adds all servers of the scene.
    pub(super) fn add_servers(&self, servers: &mut Vec<ServerSpec>) -> io::Result<()> {
        let beside = self.plan.beside.iter().map(|(_, server)| server).zip([[self.address_beside()].into()]);
        for (server, addresses) in self.plan.servers.iter().zip(self.addresses()).chain(beside) {
            servers.push(ServerSpec { addresses, authority: self.authority(server)? });
        }
        if let Some(manner) = self.plan.root {
            let addresses = [self.own_root()];
            let root = zone(".", &(root_lines(&addresses) + &self.lines_in_parent()))?;
            servers.push(ServerSpec {
                addresses: addresses.into(),
                authority: Authority { zones: [root].into(), manner },
            });
        }
        Ok(())
    }

    pub(super) fn authority(&self, server: &ServerPlan) -> io::Result<Authority> {
        let soa = format!("@ SOA ns1 hostmaster {} 7200 900 1209600 300\n", server.serial);
        let own = soa + &self.name_servers(|_| true);
        let mut zones = Vec::new();
        for records in &server.copies {
            zones.push(zone(self.scene.domain, &format!("{own}{records}\n"))?);
        }
        Ok(Authority { zones, manner: server.manner })
    }

    /// What a check has to do, from the root: prove the provider's records, or find out where mail goes.
    pub(super) fn task(&self) -> io::Result<Task> {
        let Expected { provider, values, words } = *self.plan.expected;
        let domain: Name = self.scene.domain.parse().map_err(io::Error::other)?;
        let provider = Provider::find(provider);
        let values: Vec<Bytes> = values.iter().map(|value| Bytes::from_static(value.as_bytes())).collect();
        let words: Vec<_> = words.iter().map(|(key, word)| (key.to_string(), word.to_string())).collect();
        let made = provider.map(|provider| Expectation::of_provider(provider, &domain, &values, &words)).transpose();
        let made = made.map_err(io::Error::other)?.unwrap_or_default();
        let is_mail = self.plan.is_mail;
        let (goal, require) = if is_mail { (Goal::Mail, Require::One) } else { (Goal::Prove(made), Require::Half) };
        Ok(Task {
            provider: provider.filter(|_| !is_mail),
            require,
            start: Start::Root(self.root_hints().map_err(io::Error::other)?),
            port: PORT,
            private_addresses: self.plan.private_addresses,
            rounds: self.plan.rounds,
            second_opinions: self.second_opinions(),
            unix_time: self.plan.unix_time,
            ..Task::new(domain, goal)
        })
    }

    pub(super) fn root_hints(&self) -> Result<Vec<Hint>, NameError> {
        let hint = |(name, address): (&str, IpAddr)| Ok(Hint { name: name.parse()?, addresses: [address].into() });
        match self.plan.root {
            Some(_) => Ok([hint((ROOT_SERVERS[0].0, self.own_root()))?].into()),
            None => ROOT_SERVERS.into_iter().map(hint).collect(),
        }
    }

    fn second_opinions(&self) -> SecondOpinions {
        let (address, role) = (self.address_beside(), self.plan.beside.as_ref().map(|(role, _)| *role));
        let placed_at = FixedServer { host: FixedHost::Address(address), port: PORT };
        SecondOpinions {
            placed_at: (role == Some(Role::PlacedAt)).then_some(placed_at),
            also_ask: (role == Some(Role::Resolver)).then(|| SocketAddr::new(address, PORT)).into_iter().collect(),
        }
    }
}

/// The root zone's own records, with as many of its name servers as there are addresses.
pub(super) fn root_lines(addresses: &[IpAddr]) -> String {
    let mut lines = String::from(ROOT_SOA);
    for ((name, _), address) in ROOT_SERVERS.iter().zip(addresses) {
        list(&mut lines, ".", name, &[*address]);
    }
    lines
}

/// Adds an NS record of a zone, and the name server's addresses.
pub(super) fn list(lines: &mut String, zone: &str, name: &str, addresses: &[IpAddr]) {
    lines.extend([zone, " NS ", name, "\n"]);
    for address in addresses {
        let record_type = if address.is_ipv4() { " A " } else { " AAAA " };
        lines.extend([name, record_type, &address.to_string(), "\n"]);
    }
}

/// The demo's own zones are sound: an error is one in this program.
pub(super) fn zone(origin: &str, text: &str) -> io::Result<Zone> {
    Zone::parse(origin, text).map_err(io::Error::other)
}
