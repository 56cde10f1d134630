//! A small internet on loopback for any scenes: a root, the top-level domain `example`, and each scene's servers.

use std::borrow::ToOwned;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::string::String;
use std::vec::Vec;

use super::authority::{Authority, Manner};
use super::internet::{Internet, ServerSpec};
use super::plan::Plan;
use super::scenes::Scene;
use super::stage::{ROOT_SERVERS, Stage, list, root_lines, zone};
use super::zone::Zone;
use crate::check::Task;

/// The name servers of `example`.
const EXAMPLE_SERVERS: [(&str, IpAddr); 2] = [
    ("ns1.nic.example.", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 11))),
    ("ns2.nic.example.", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 12))),
];

const EXAMPLE_SOA: &str = "@ SOA ns1.nic hostmaster.nic 2026112301 1800 900 604800 300\n";

/// Scenes, each at its place in one small internet: no address is of two of them.
///
/// ```
/// use txtproof::demo::{Programme, World};
///
/// let world = World::of(&Programme::Tour.scenes());
/// let internet = world.start()?;
/// assert_eq!(world.tasks().len(), 12);
/// assert!(internet.redirects().values().all(|socket| socket.ip().is_loopback()));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct World {
    stages: Vec<Stage>,
}

impl World {
    /// Gives each scene its place.
    pub fn of(scenes: &[&'static Scene]) -> Self {
        let stage = |(scene, number): (&&'static Scene, u8)| Stage { scene, plan: Plan::of(scene), number };
        Self { stages: scenes.iter().zip(1..).map(stage).collect() }
    }

    /// Starts all name servers. The error is this machine's, or a scene's text that makes no zone.
    pub fn start(&self) -> io::Result<Internet> {
        Internet::start(self.servers()?)
    }

    /// What a check of each scene has to do, in their order. An error is a scene's: text that makes no name or record.
    pub fn tasks(&self) -> impl ExactSizeIterator<Item = io::Result<Task>> + '_ {
        self.stages.iter().map(Stage::task)
    }

    fn servers(&self) -> io::Result<Vec<ServerSpec>> {
        let mut cut = String::new();
        for (name, address) in EXAMPLE_SERVERS {
            list(&mut cut, "example.", name, &[address]);
        }
        let [root, example] = [".", "example"].map(|parent| self.lines_in(parent));
        let mut servers = Vec::new();
        let root = zone(".", &(root_lines(&ROOT_SERVERS.map(|(_, address)| address)) + &cut + &root))?;
        serve(&mut servers, &ROOT_SERVERS, &root);
        // A zone's own NS set is what its parent has, as it should be.
        serve(&mut servers, &EXAMPLE_SERVERS, &zone("example", &(EXAMPLE_SOA.to_owned() + &cut + &example))?);
        for stage in &self.stages {
            stage.add_servers(&mut servers)?;
        }
        Ok(joined(servers))
    }

    /// What a zone above the scenes' has of them.
    fn lines_in(&self, parent: &str) -> String {
        let below = self.stages.iter().filter(|stage| stage.shared_parent() == Some(parent));
        below.map(Stage::lines_in_parent).collect()
    }
}

/// Adds honest servers of one zone.
fn serve(servers: &mut Vec<ServerSpec>, addresses: &[(&str, IpAddr)], zone: &Zone) {
    for (_, address) in addresses {
        let authority = Authority { zones: [zone.clone()].into(), manner: Manner::Honest };
        servers.push(ServerSpec { addresses: [*address].into(), authority });
    }
}

/// The same servers on as few sockets as will do: two that behave alike are one program where neither has a zone that
/// encloses one of the other's.
fn joined(servers: Vec<ServerSpec>) -> Vec<ServerSpec> {
    let mut joined: Vec<ServerSpec> = Vec::new();
    for server in servers {
        match joined.iter_mut().find(|known| known.authority.may_join(&server.authority)) {
            Some(known) => {
                known.addresses.extend(server.addresses);
                known.authority.zones.extend(server.authority.zones);
            }
            None => joined.push(server),
        }
    }
    joined
}

impl Authority {
    fn may_join(&self, other: &Self) -> bool {
        let are_nested = |one: &Zone, other: &Zone| {
            one.origin().is_at_or_below(other.origin()) || other.origin().is_at_or_below(one.origin())
        };
        self.manner == other.manner
            && !self.zones.iter().any(|one| other.zones.iter().any(|other| are_nested(one, other)))
    }
}

#[cfg(test)]
mod tests;
