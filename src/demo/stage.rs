//! One scene at its place in the small internet: its addresses, its servers, and the task of its check.

use std::format;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::string::{String, ToString};
use std::vec::Vec;

use bytes::Bytes;

use super::authority::Authority;
use super::internet::ServerSpec;
use super::scenes::{Beside, Expected, Parent, Root, Scene, SceneServer};
use super::zone::{Zone, ZoneError};
use crate::check::{Expectation, Families, FixedHost, FixedServer, Goal, Hint, PrivateAddresses, Require};
use crate::check::{SecondOpinions, Start, Task};
use crate::proof::ListedBy;
use crate::provider::Provider;
use crate::wire::{Name, NameError, RecordType};

/// The port of every server.
const PORT: u16 = 53;

/// The root's name servers.
pub(super) const ROOT_SERVERS: [(&str, IpAddr); 2] = [
    ("a.root.test.", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))),
    ("b.root.test.", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2))),
];

const ROOT_SOA: &str = "@ SOA a.root.test. hostmaster.root.test. 2026112301 1800 900 604800 300\n";

/// A scene and its number in the small internet, from 1. Addresses follow from the number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    pub(super) scene: &'static Scene,
    pub(super) number: u8,
}

impl Stage {
    /// Of the two name servers. Where private addresses are not asked, they are what is shown.
    pub(super) fn addresses(&self) -> [Vec<IpAddr>; 2] {
        let host = self.number;
        if self.scene.private_addresses == PrivateAddresses::Skip {
            return [1, 2].map(|server| [Ipv4Addr::new(10, 0, server, host).into()].into());
        }
        let v6 = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from(host));
        let first = [Ipv4Addr::new(198, 51, 100, host).into(), v6.into()];
        [first.into(), [Ipv4Addr::new(203, 0, 113, host).into()].into()]
    }

    /// Of the server that is asked beside them.
    const fn address_beside(&self) -> IpAddr {
        IpAddr::V4(Ipv4Addr::new(198, 51, 100, self.number.saturating_add(128)))
    }

    /// Of the scene's own root server, where it has one.
    const fn own_root(&self) -> Option<IpAddr> {
        match self.scene.root {
            Root::Shared => None,
            Root::Own(_) => Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, self.number.saturating_add(128)))),
        }
    }

    /// The shared zone above the domain; `None`: it is the scene's own root.
    pub(super) fn shared_parent(&self) -> Option<&'static str> {
        let parent = self.scene.domain.split_once('.').map_or(".", |(_, parent)| parent);
        matches!(self.scene.root, Root::Shared).then_some(parent)
    }

    /// What the zone above has of the domain.
    pub(super) fn lines_in_parent(&self) -> String {
        match self.scene.parent {
            Parent::Delegates(lines) => self.name_servers(ListedBy::Parent) + lines + "\n",
            Parent::Only(lines) => format!("{lines}\n"),
        }
    }

    /// The NS set that one side of the cut has, with the name servers' addresses: glue, or the zone's own data.
    fn name_servers(&self, side: ListedBy) -> String {
        let zone = format!("{}.", self.scene.domain);
        let servers = self.scene.servers.iter().zip(1..).zip(self.addresses());
        let listed = servers.filter(|((server, _), _)| [side, ListedBy::Both].contains(&server.listed_by));
        delegation(&zone, listed.map(|((_, number), addresses)| (format!("ns{number}.{zone}"), addresses)))
    }

    /// All servers of the scene. Name servers that nothing leads to are none.
    pub(super) fn servers(&self) -> Result<Vec<ServerSpec>, ZoneError> {
        let mut servers = Vec::new();
        if let (Root::Own(manner), Some(address)) = (self.scene.root, self.own_root()) {
            let zone = Zone::parse(".", &(root_lines([address]) + &self.lines_in_parent()))?;
            servers.push(ServerSpec {
                addresses: [address].into(),
                authority: Authority { zones: [zone].into(), manner },
            });
        }
        if let Parent::Delegates(_) = self.scene.parent {
            for (server, addresses) in self.scene.servers.iter().zip(self.addresses()) {
                servers.push(ServerSpec { addresses, authority: self.authority(server)? });
            }
        }
        if let Beside::PlacedAt(server) | Beside::Resolver(server) = &self.scene.beside {
            let addresses = [self.address_beside()].into();
            servers.push(ServerSpec { addresses, authority: self.authority(server)? });
        }
        Ok(servers)
    }

    pub(super) fn authority(&self, server: &SceneServer) -> Result<Authority, ZoneError> {
        let name_servers = self.name_servers(ListedBy::Child);
        let zone = |records: &str| {
            let soa = format!("@ SOA ns1 hostmaster {} 7200 900 1209600 300", server.serial);
            Zone::parse(self.scene.domain, &format!("{soa}\n{name_servers}\n{records}\n"))
        };
        let copies = [Some(server.records), server.other_copy].into_iter().flatten().map(zone);
        Ok(Authority { zones: copies.collect::<Result<_, _>>()?, manner: server.manner })
    }

    /// What a check has to do: prove the provider's records, from the root.
    pub(super) fn task(&self) -> io::Result<Task> {
        let (scene, Expected { provider, values, words }) = (self.scene, *self.scene.expected);
        let domain: Name = scene.domain.parse().map_err(io::Error::other)?;
        let provider = Provider::find(provider);
        let values: Vec<Bytes> = values.iter().map(|value| Bytes::from_static(value.as_bytes())).collect();
        let words: Vec<_> = words.iter().map(|(key, word)| (key.to_string(), word.to_string())).collect();
        let made = provider.map(|provider| Expectation::of_provider(provider, &domain, &values, &words)).transpose();
        Ok(Task {
            domain,
            provider,
            goal: Goal::Prove(made.map_err(io::Error::other)?.unwrap_or_default()),
            start: Start::Root(self.root_hints().map_err(io::Error::other)?),
            servers: Vec::new(),
            port: PORT,
            families: Families::Both,
            require: Require::Half,
            private_addresses: scene.private_addresses,
            rounds: scene.rounds,
            second_opinions: self.second_opinions(),
            unix_time: scene.unix_time,
        })
    }

    pub(super) fn root_hints(&self) -> Result<Vec<Hint>, NameError> {
        let hint = |(name, address): (&str, IpAddr)| Ok(Hint { name: name.parse()?, addresses: [address].into() });
        match self.own_root() {
            Some(address) => Ok([hint((ROOT_SERVERS[0].0, address))?].into()),
            None => ROOT_SERVERS.into_iter().map(hint).collect(),
        }
    }

    fn second_opinions(&self) -> SecondOpinions {
        let address = self.address_beside();
        match self.scene.beside {
            Beside::Nobody => SecondOpinions::default(),
            Beside::PlacedAt(_) => SecondOpinions {
                placed_at: Some(FixedServer { host: FixedHost::Address(address), port: PORT }),
                also_ask: Vec::new(),
            },
            Beside::Resolver(_) => {
                SecondOpinions { placed_at: None, also_ask: [SocketAddr::new(address, PORT)].into() }
            }
        }
    }
}

/// The root zone's own records, with as many of its name servers as there are addresses.
pub(super) fn root_lines(addresses: impl IntoIterator<Item = IpAddr>) -> String {
    let servers = ROOT_SERVERS.into_iter().zip(addresses);
    ROOT_SOA.to_string() + &delegation(".", servers.map(|((name, _), address)| (name.into(), [address].into())))
}

/// The NS records of a zone, and its name servers' addresses.
pub(super) fn delegation(zone: &str, servers: impl IntoIterator<Item = (String, Vec<IpAddr>)>) -> String {
    let mut lines = Vec::new();
    for (name, addresses) in servers {
        lines.push(format!("{zone} NS {name}\n"));
        lines.extend(addresses.into_iter().map(|address| {
            let record_type = if address.is_ipv4() { RecordType::A } else { RecordType::AAAA };
            format!("{name} {record_type} {address}\n")
        }));
    }
    lines.concat()
}
