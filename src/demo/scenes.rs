//! The scenes, as data: what stands on each zone's name servers, and what a check has to find there.
//!
//! A file for each group. A scene says what is unusual about it; the rest is [`PROVEN`], [`REFUTED`] or [`INCONCLUSIVE`].

mod authority;
mod delegation;
mod names;
mod opinions;
mod providers;
mod servers;
mod values;

use std::vec::Vec;

use super::authority::Manner;
use crate::check::PrivateAddresses;
use crate::proof::{Code, ListedBy, Verdict};

/// One zone with a right or a wrong record, and what `check` has to say of it.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// The domain to verify, unique among the scenes; also the zone, where it has one.
    pub domain: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    /// What was set up, in one sentence.
    pub setting: &'static str,
    /// What is to be proven.
    pub expected: &'static Expected,
    /// The name servers `ns1` and `ns2` of the zone.
    pub servers: [SceneServer; 2],
    /// What the zone above has of it.
    pub parent: Parent,
    /// Where the way to it begins.
    pub root: Root,
    /// Who is asked beside its name servers.
    pub beside: Beside,
    /// Whether addresses that the Internet cannot reach are asked. Its servers have private ones where they are not.
    pub private_addresses: PrivateAddresses,
    /// How often each address is asked.
    pub rounds: u8,
    /// The time of day, in seconds since 1970, where it matters.
    pub unix_time: Option<u64>,
    /// The verdict that is right.
    pub verdict: Verdict,
    /// The findings that are right, the cause to mend first.
    pub findings: &'static [Code],
}

/// A provider's records, as they are expected.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// The provider's id.
    pub provider: &'static str,
    /// What it handed out.
    pub values: &'static [&'static str],
    /// What fills the keys of its records.
    pub words: &'static [(&'static str, &'static str)],
}

/// What one server of a scene has.
#[derive(Clone, Copy, Debug)]
pub struct SceneServer {
    /// Its records beside SOA, NS and the name servers' addresses, as zone-file lines.
    pub records: &'static str,
    /// Those of a second copy of the zone, for [`Manner::TakesTurns`].
    pub other_copy: Option<&'static str>,
    /// The version of its zone.
    pub serial: u32,
    /// How it behaves.
    pub manner: Manner,
    /// Which NS sets it is in.
    pub listed_by: ListedBy,
}

/// What the zone above has of a scene's domain, as zone-file lines.
#[derive(Clone, Copy, Debug)]
pub enum Parent {
    /// A delegation to the scene's name servers, and these.
    Delegates(&'static str),
    /// These alone, so that nothing leads to the name servers.
    Only(&'static str),
}

/// Where the way to a scene's zone begins.
#[derive(Clone, Copy, Debug)]
pub enum Root {
    /// At the root that the scenes share.
    Shared,
    /// At a server of the scene's own, which has the root zone and the top-level domain and behaves so.
    Own(Manner),
}

/// Who is asked beside a scene's name servers.
#[derive(Clone, Copy, Debug)]
pub enum Beside {
    /// Nobody.
    Nobody,
    /// A server that no delegation leads to, where the record was put (`--placed-at`).
    PlacedAt(SceneServer),
    /// A recursive resolver (`--also-ask`).
    Resolver(SceneServer),
}

/// Scenes that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What they are about, in a few words.
    pub title: &'static str,
    /// The scenes, in the order in which they are told.
    pub scenes: &'static [Scene],
}

/// All scenes, in the order in which they are told.
pub const GROUPS: &[Group] = &[
    values::GROUP,
    names::GROUP,
    providers::GROUP,
    opinions::GROUP,
    authority::GROUP,
    servers::GROUP,
    delegation::GROUP,
];

/// The domains of the short tour, in its order: what goes wrong most often.
const TOUR: [&str; 11] = [
    "published.example",
    "lowercased.example",
    "appended.example",
    "apex.example",
    "regions.example",
    "merged.example",
    "stale.example",
    "dead.example",
    "cached.example",
    "large.example",
    "nothing.example",
];

/// Which scenes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Programme {
    /// What goes wrong most often.
    Tour,
    /// A scene for every finding.
    All,
}

impl Programme {
    /// Its scenes, in the order in which they are told.
    pub fn scenes(self) -> Vec<&'static Scene> {
        let all = || GROUPS.iter().flat_map(|group| group.scenes);
        match self {
            Self::Tour => TOUR.iter().filter_map(|domain| all().find(|scene| scene.domain == *domain)).collect(),
            Self::All => all().collect(),
        }
    }
}

const SERIAL: u32 = 2_026_112_302;

impl SceneServer {
    const fn with(records: &'static str) -> Self {
        Self { records, other_copy: None, serial: SERIAL, manner: Manner::Honest, listed_by: ListedBy::Both }
    }

    const fn behaving(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }
}

/// What is expected where a scene says nothing else.
const TOKEN: &str = "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";

/// It stands at its name.
const HOLDS: SceneServer = SceneServer::with(r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#);

/// It stands nowhere.
const LACKS: SceneServer = SceneServer::with("");

/// The expected record, published rightly.
const PROVEN: Scene = Scene {
    domain: "",
    title: "",
    setting: "",
    expected: &of_ses(&[TOKEN]),
    servers: [HOLDS, HOLDS],
    parent: Parent::Delegates(""),
    root: Root::Shared,
    beside: Beside::Nobody,
    // The made-up addresses are reachable from nowhere (RFC 6890), and the demo is where they lead somewhere.
    private_addresses: PrivateAddresses::Ask,
    rounds: 1,
    unix_time: None,
    verdict: Verdict::Proven,
    findings: &[],
};

/// The expected record, not published.
const REFUTED: Scene = Scene { servers: [LACKS, LACKS], verdict: Verdict::Refuted, ..PROVEN };

/// The expected record, published rightly where nobody gets to it.
const INCONCLUSIVE: Scene = Scene { verdict: Verdict::Inconclusive, ..PROVEN };

const fn of_ses(values: &'static [&'static str]) -> Expected {
    Expected { provider: "ses", values, words: &[] }
}

/// Both servers of a zone with the same records.
const fn both(records: &'static str) -> [SceneServer; 2] {
    [SceneServer::with(records), SceneServer::with(records)]
}

#[cfg(test)]
mod tests;
