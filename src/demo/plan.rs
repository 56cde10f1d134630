//! What a scene sets up: what is usual, changed step by step.

use std::vec::Vec;

use super::authority::Manner;
use super::scenes::{Expected, RIGHT, Scene, SetUp, TOKEN};
use crate::check::PrivateAddresses;

/// All that a scene sets up.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) expected: &'static Expected,
    /// Whether it is about where mail goes, and not about what is expected.
    pub(super) is_mail: bool,
    /// The name servers `ns1` and `ns2`.
    pub(super) servers: [ServerPlan; 2],
    /// What the zone above has of the domain beside a delegation.
    pub(super) parent: &'static str,
    /// How the root server of the scene's own behaves, where it has one.
    pub(super) root: Option<Manner>,
    pub(super) beside: Option<(Role, ServerPlan)>,
    pub(super) private_addresses: PrivateAddresses,
    pub(super) rounds: u8,
    pub(super) unix_time: Option<u64>,
}

/// One server of a scene.
#[derive(Clone, Debug)]
pub(super) struct ServerPlan {
    /// The records of each copy of the zone.
    pub(super) copies: Vec<&'static str>,
    /// The version of the zone.
    pub(super) serial: u32,
    pub(super) manner: Manner,
    /// Whether the zone above names it.
    pub(super) is_delegated: bool,
}

/// What a server that is asked beside the name servers is to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    PlacedAt,
    Resolver,
}

const SERIAL: u32 = 2_026_112_302;

impl Plan {
    pub(super) fn of(scene: &Scene) -> Self {
        let mut plan = Self {
            expected: &TOKEN,
            is_mail: false,
            servers: [ServerPlan::with(RIGHT), ServerPlan::with(RIGHT)],
            parent: "",
            root: None,
            beside: None,
            // The made-up addresses are reachable from nowhere (RFC 6890), and the demo is where they lead somewhere.
            private_addresses: PrivateAddresses::Ask,
            rounds: 1,
            unix_time: None,
        };
        scene.set_up.iter().for_each(|step| plan.take(*step));
        plan
    }

    fn take(&mut self, step: SetUp) {
        let [first, second] = &mut self.servers;
        match step {
            SetUp::Mail => self.is_mail = true,
            SetUp::Expect(expected) => self.expected = expected,
            SetUp::Both(records) => [first, second].into_iter().for_each(|server| server.copies = [records].into()),
            SetUp::Second(records) => second.copies = [records].into(),
            SetUp::SecondTakesTurnsWith(records) => {
                second.copies.push(records);
                second.manner = Manner::TakesTurns;
            }
            SetUp::SecondIsBehind => second.serial = SERIAL - 1,
            SetUp::SecondIs(manner) => second.manner = manner,
            SetUp::BothAre(manner) => [first, second].into_iter().for_each(|server| server.manner = manner),
            SetUp::FirstIsNotDelegated => first.is_delegated = false,
            SetUp::NoDelegation => [first, second].into_iter().for_each(|server| server.is_delegated = false),
            SetUp::Parent(records) => self.parent = records,
            SetUp::Root(manner) => self.root = Some(manner),
            SetUp::PrivateAddresses => self.private_addresses = PrivateAddresses::Skip,
            SetUp::PlacedAt(records) => self.beside = Some((Role::PlacedAt, ServerPlan::with(records))),
            SetUp::Resolver(records, manner) => {
                self.beside = Some((Role::Resolver, ServerPlan { manner, ..ServerPlan::with(records) }));
            }
            SetUp::Rounds(rounds) => self.rounds = rounds,
            SetUp::UnixTime(seconds) => self.unix_time = Some(seconds),
        }
    }
}

impl ServerPlan {
    fn with(records: &'static str) -> Self {
        Self { copies: [records].into(), serial: SERIAL, manner: Manner::Honest, is_delegated: true }
    }
}
