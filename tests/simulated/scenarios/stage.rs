//! Where a scenario plays: an internet to spoil, and what spoils it.

use core::net::IpAddr;

use txtproof::batch::BatchPolicy;
use txtproof::demo::Manner;
use txtproof::exchange::{Transport, Transports};
use txtproof::wire::{Question, RecordType};

use crate::simulated::crafted::Crafted;
use crate::simulated::host::{Departure, Query};
use crate::simulated::internet::ServerPlan;
use crate::simulated::link::Link;
use crate::simulated::network::POLICY;
use crate::simulated::run::Run;
use crate::simulated::twist::{Habit, habit};
use crate::simulated::world::World;

/// A world, and how it is asked.
pub(super) struct Stage {
    pub(super) world: World,
    pub(super) policy: BatchPolicy,
    /// Which of the domain's name servers is the scenario's.
    pub(super) place: usize,
}

/// Makes of a query whatever a server answers.
pub(super) trait Make: Fn(&Query) -> Crafted + Clone + 'static {}

impl<F: Fn(&Query) -> Crafted + Clone + 'static> Make for F {}

impl Stage {
    /// A domain with so many name servers, of which the first is the scenario's, if nobody says another; the user names them, and the record is
    /// expected by its name.
    pub(super) fn of_named_servers(seed: u64, servers: usize) -> Self {
        let mut world = World::new(seed, servers);
        world.forget_provider();
        Self { world, policy: POLICY, place: 0 }
    }

    /// The same, and the way to its servers is to be found.
    pub(super) fn from_root(seed: u64, servers: usize) -> Self {
        Self { world: World::new(seed, servers), policy: POLICY, place: 0 }
    }

    pub(super) fn run(&self) -> Run {
        self.world.network().prove_by(self.world.check(), self.policy)
    }

    /// Where the scenario's server is.
    pub(super) fn address(&mut self) -> IpAddr {
        self.server().addresses[0]
    }

    pub(super) fn server(&mut self) -> &mut ServerPlan {
        &mut self.world.domain_servers()[self.place]
    }

    pub(super) fn link(&mut self, link: Link) {
        self.server().link = link;
    }

    pub(super) fn manner(&mut self, manner: Manner) {
        self.server().manner = manner;
    }

    pub(super) fn habit(&mut self, habit: Habit) {
        self.server().habits.push(habit);
    }

    /// TCP alone.
    pub(super) fn over_tcp(&mut self) {
        self.policy.transports = Transports::TcpOnly;
    }

    pub(super) fn token(&self) -> Vec<u8> {
        self.world.token.clone().into_bytes()
    }

    pub(super) fn question(&mut self) -> Question {
        Question::new(self.world.expectation().name.clone(), RecordType::TXT)
    }

    /// What the server does with its responses to the record's question, over either transport.
    pub(super) fn departs(&mut self, twist: impl Fn(&Query, &mut Vec<Departure>) + Clone + 'static) {
        let asked = self.question();
        self.habit(habit(move |query, departures, _| {
            if query.question() == asked {
                twist(query, departures);
            }
        }));
    }

    /// As [`departs`](Self::departs), over one transport.
    pub(super) fn departs_over(
        &mut self,
        transport: Transport,
        twist: impl Fn(&Query, &mut Vec<Departure>) + Clone + 'static,
    ) {
        self.departs(move |query, departures| {
            if query.transport == transport {
                twist(query, departures);
            }
        });
    }

    /// The server answers the record's question with this alone.
    pub(super) fn answers(&mut self, make: impl Make) {
        self.departs(move |query, departures| *departures = vec![made(&make, query)]);
    }

    /// As [`answers`](Self::answers), over UDP. Over TCP it is honest.
    pub(super) fn answers_datagrams(&mut self, make: impl Make) {
        self.departs_over(Transport::Udp, move |query, departures| *departures = vec![made(&make, query)]);
    }

    /// In front of each datagram about the record, this comes.
    pub(super) fn answers_first(&mut self, make: impl Make) {
        self.departs_over(Transport::Udp, move |query, departures| departures.insert(0, made(&make, query)));
    }

    /// In front of each datagram about the record, these octets come.
    pub(super) fn sends_first(&mut self, octets: &'static [u8]) {
        let departure = Departure::message(octets.to_vec());
        self.departs_over(Transport::Udp, move |_, departures| departures.insert(0, departure.clone()));
    }

    /// The server answers the record's question with records written octet for octet: the answers that the header
    /// promises, and what stands behind the question.
    pub(super) fn answers_octets(&mut self, answers: u16, make: impl Fn(&Query) -> Vec<u8> + Clone + 'static) {
        self.answers(move |query| Crafted {
            behind: make(query),
            ..Crafted::to(query).with_counts([1, answers, 0, 0])
        });
    }
}

fn made(make: &impl Make, query: &Query) -> Departure {
    Departure::message(make(query).octets())
}
