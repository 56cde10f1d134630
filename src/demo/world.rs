//! The small internet that the scenes share: a root, the top-level domain `example`, and a zone for each scene.

use std::format;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::string::String;
use std::vec::Vec;

use bytes::Bytes;

use super::authority::{Authority, Manner};
use super::internet::{Internet, ServerSpec};
use super::scenes::{SCENES, Scene, SceneServer};
use super::zone::{Zone, ZoneError};
use crate::check::{Expectation, Families, Goal, Hint, PrivateAddresses, Require, SecondOpinions, Start, Task};
use crate::provider::Provider;
use crate::wire::{Name, NameError, RecordType};

/// The root's name servers. Their names stand in the root zone itself.
const ROOT_SERVERS: [(&str, IpAddr); 2] = [
    ("a.root.test", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))),
    ("b.root.test", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2))),
];

/// The name servers of `example`, as [`ROOT_ZONE`] has them.
const EXAMPLE_SERVERS: [IpAddr; 2] =
    [IpAddr::V4(Ipv4Addr::new(192, 0, 2, 11)), IpAddr::V4(Ipv4Addr::new(192, 0, 2, 12))];

const ROOT_ZONE: &str = "
@               SOA a.root.test. hostmaster.root.test. 2026112301 1800 900 604800 300
@               NS  a.root.test.
@               NS  b.root.test.
a.root.test.    A   192.0.2.1
b.root.test.    A   192.0.2.2
example         NS  ns1.nic.example.
example         NS  ns2.nic.example.
ns1.nic.example A   192.0.2.11
ns2.nic.example A   192.0.2.12
";

const EXAMPLE_ZONE: &str = "
@       SOA ns1.nic hostmaster.nic 2026112301 1800 900 604800 300
@       NS  ns1.nic
@       NS  ns2.nic
ns1.nic A   192.0.2.11
ns2.nic A   192.0.2.12
";

/// Starts the small internet of the demo: a root, the top-level domain `example`, and every scene's zone on two name
/// servers of its own. [`demo_root_hints`] is where a walk into it begins.
pub fn demo_internet() -> io::Result<Internet> {
    Internet::start(server_specs().map_err(io::Error::other)?)
}

/// The root servers of the small internet of the demo.
pub fn demo_root_hints() -> Result<Vec<Hint>, NameError> {
    let hint = |(name, address): (&str, IpAddr)| Ok(Hint { name: name.parse()?, addresses: Vec::from([address]) });
    ROOT_SERVERS.into_iter().map(hint).collect()
}

impl Scene {
    /// What a check of the scene has to do: prove all its values for `ses`, from the small internet's root.
    pub fn task(&self) -> io::Result<Task> {
        let domain: Name = self.domain.parse().map_err(io::Error::other)?;
        let values: Vec<Bytes> = self.expected.iter().map(|value| Bytes::from_static(value.as_bytes())).collect();
        let provider = Provider::find("ses");
        let made = provider.map(|provider| Expectation::of_provider(provider, &domain, &values, &[])).transpose();
        Ok(Task {
            rounds: 1,
            second_opinions: SecondOpinions::default(),
            unix_time: None,
            domain,
            provider,
            goal: Goal::Prove(made.map_err(io::Error::other)?.unwrap_or_default()),
            start: Start::Root(demo_root_hints().map_err(io::Error::other)?),
            servers: Vec::new(),
            port: 53,
            families: Families::Both,
            require: Require::Half,
            // The made-up addresses are reachable from nowhere (RFC 6890), and the demo is where they lead somewhere.
            private_addresses: PrivateAddresses::Ask,
        })
    }
}

/// The addresses of a scene's name servers. No scene shares one with another.
pub(super) fn addresses(scene: usize) -> [Vec<IpAddr>; 2] {
    let host = u8::try_from(scene.saturating_add(1)).unwrap_or(u8::MAX);
    let first: [IpAddr; 2] =
        [Ipv4Addr::new(198, 51, 100, host).into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from(host)).into()];
    [Vec::from(first), Vec::from([Ipv4Addr::new(203, 0, 113, host).into()])]
}

fn server_specs() -> Result<Vec<ServerSpec>, ZoneError> {
    let root = honest(Zone::parse(".", ROOT_ZONE)?);
    let example = honest(Zone::parse("example", &example_zone())?);
    let roots = ROOT_SERVERS.map(|(_, address)| (address, &root));
    let examples = EXAMPLE_SERVERS.map(|address| (address, &example));
    let shared = roots.into_iter().chain(examples);
    let mut specs: Vec<ServerSpec> = shared
        .map(|(address, authority)| ServerSpec { addresses: Vec::from([address]), authority: authority.clone() })
        .collect();
    for (index, scene) in SCENES.iter().enumerate() {
        for (server, addresses) in scene.servers.iter().zip(addresses(index)) {
            specs.push(ServerSpec { addresses, authority: server.authority(scene, index)? });
        }
    }
    Ok(specs)
}

fn honest(zone: Zone) -> Authority {
    Authority { zones: Vec::from([zone]), manner: Manner::Honest }
}

/// The zone `example` with a delegation to each scene.
fn example_zone() -> String {
    let delegation = |(index, scene): (usize, &Scene)| name_server_lines(&format!("{}.", scene.domain), index);
    let delegations = SCENES.iter().enumerate().map(delegation);
    delegations.fold(String::from(EXAMPLE_ZONE), |zone, lines| zone + &lines)
}

/// The NS records of a scene's zone, and its servers' addresses: its own data in the zone, glue in the parent.
fn name_server_lines(zone: &str, scene: usize) -> String {
    let mut lines = Vec::new();
    for (number, addresses) in (1..).zip(addresses(scene)) {
        lines.push(format!("{zone} NS ns{number}.{zone}\n"));
        lines.extend(addresses.into_iter().map(|address| {
            let record_type = if address.is_ipv4() { RecordType::A } else { RecordType::AAAA };
            format!("ns{number}.{zone} {record_type} {address}\n")
        }));
    }
    lines.concat()
}

impl SceneServer {
    fn authority(&self, scene: &Scene, index: usize) -> Result<Authority, ZoneError> {
        let Self { records, serial, manner } = *self;
        let servers = name_server_lines(&format!("{}.", scene.domain), index);
        let text = format!("@ SOA ns1 hostmaster {serial} 7200 900 1209600 300\n{servers}\n{records}\n");
        Ok(Authority { zones: Vec::from([Zone::parse(scene.domain, &text)?]), manner })
    }
}

#[cfg(test)]
mod tests;
