//! The scenes, as data: what is set up, and what a check has to find there. A file for each group.

mod authority;
mod delegation;
mod mail;
mod names;
mod opinions;
mod providers;
mod servers;
mod values;

use std::vec::Vec;

use super::authority::Manner;
use crate::proof::{Code, Verdict};

/// One domain with a right or a wrong record, and what `check` (or `mail`) has to say of it.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// The domain to verify, unique among the scenes; also the zone, where it has one.
    pub domain: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    /// What was set up, in one sentence.
    pub setting: &'static str,
    /// The same as data.
    pub set_up: &'static [SetUp],
    /// The verdict that is right.
    pub verdict: Verdict,
    /// The findings that are right, the cause to mend first.
    pub findings: &'static [Code],
}

/// One thing that a scene has otherwise than usual. Usual is that two honest name servers, `ns1` and `ns2`, have the token
/// that SES handed out, at its name, and that delegations lead to them from the root that all scenes share. Records are
/// zone-file lines.
#[derive(Clone, Copy, Debug)]
pub enum SetUp {
    /// It is about where mail goes, and not about a token.
    Mail,
    /// These are to be proven, and not that token.
    Expect(&'static Expected),
    /// Both name servers have these records.
    Both(&'static str),
    /// The second name server has these records.
    Second(&'static str),
    /// Another machine with these records shares the second name server's address.
    SecondTakesTurnsWith(&'static str),
    /// The second name server's zone is a version behind.
    SecondIsBehind,
    /// The second name server behaves so.
    SecondIs(Manner),
    /// Both name servers behave so.
    BothAre(Manner),
    /// The zone itself lists the first name server, the delegation does not.
    FirstIsNotDelegated,
    /// Nothing leads to the name servers.
    NoDelegation,
    /// The zone above has these records too.
    Parent(&'static str),
    /// The scene has a root server of its own, which delegates the domain straight away and behaves so.
    Root(Manner),
    /// The name servers have private addresses, and such addresses are not asked.
    PrivateAddresses,
    /// The record was put on a server with these records that nothing leads to (`--placed-at`).
    PlacedAt(&'static str),
    /// A resolver that has these records and behaves so is asked too (`--also-ask`).
    Resolver(&'static str, Manner),
    /// Each address is asked so often (`--rounds`).
    Rounds(u8),
    /// It is so late, in seconds since 1970.
    UnixTime(u64),
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

impl Scene {
    /// Whether it is about where mail goes.
    pub(super) fn is_mail(&self) -> bool {
        self.set_up.iter().any(|step| matches!(step, SetUp::Mail))
    }

    /// What its verdict is called.
    pub(super) fn word(&self, verdict: Verdict) -> &'static str {
        if self.is_mail() { verdict.as_word_of_mail() } else { verdict.as_str() }
    }
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
    mail::GROUP,
];

/// The domains of the short tour, in its order: what goes wrong most often.
const TOUR: [&str; 12] = [
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
    "nowhere.example",
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

/// What is expected where a scene says nothing else.
pub(super) const TOKEN: Expected = of_ses(&["fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk="]);

/// The same, as it should be published.
pub(super) const RIGHT: &str = r#"_amazonses TXT "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=""#;

const fn of_ses(values: &'static [&'static str]) -> Expected {
    Expected { provider: "ses", values, words: &[] }
}

const fn proven(
    domain: &'static str,
    title: &'static str,
    setting: &'static str,
    set_up: &'static [SetUp],
    findings: &'static [Code],
) -> Scene {
    Scene { domain, title, setting, set_up, verdict: Verdict::Proven, findings }
}

const fn refuted(
    domain: &'static str,
    title: &'static str,
    setting: &'static str,
    set_up: &'static [SetUp],
    findings: &'static [Code],
) -> Scene {
    Scene { domain, title, setting, set_up, verdict: Verdict::Refuted, findings }
}

const fn inconclusive(
    domain: &'static str,
    title: &'static str,
    setting: &'static str,
    set_up: &'static [SetUp],
    findings: &'static [Code],
) -> Scene {
    Scene { domain, title, setting, set_up, verdict: Verdict::Inconclusive, findings }
}

#[cfg(test)]
mod tests;
