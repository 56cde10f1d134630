//! A whole hostile internet from bytes: a check ends, keeps its bounds, and believes nothing that no server has said.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use txtproof::batch::{Batch, BatchPolicy, Slot};
use txtproof::check::{Check, Expectation, Goal, Hint, PrivateAddresses, Require, Start, Task, Wanted};
use txtproof::delegation::is_reachable_from_internet;
use txtproof::exchange::{Input, MAX_TRANSMIT_OCTETS, Step, Transmit, Transport, TransportFailure};
use txtproof::proof::{Outcome, Proof, Verdict};
use txtproof::time::Instant;
use txtproof::wire::{Class, LENGTH_PREFIX_OCTETS, Message, Name, Question, Rdata, Record, RecordType, Section};

use super::internet::{OWNER, TOKEN, address, honest};
use super::plan::{Plan, Planned, name};
use super::script::Script;
use super::seeded::Seeded;

/// Discovery and the search; then each address of at most 13 name servers is asked, in two rounds, for the record, for 16
/// aliases and for the serial.
const MOST_QUERIES: u32 = 80 + 60 + 8 * 13 * (16 + 2) * 4 * 2;

const TIMEOUT: Duration = Duration::from_secs(10);

/// The property of target `check`.
pub fn check(octets: &[u8]) {
    prove(octets);
}

/// What comes of it, for who looks at how it is told: a replay does; it would be half of the work here. The first octets choose
/// the task, the rest is what the network does; where they end, every server is honest.
pub fn prove(octets: &[u8]) -> Proof {
    let mut script = Script::new(octets);
    let task = task(&mut script);
    let is_mail = matches!(task.goal, Goal::Mail);
    let check = Check::new(task, script.octet().into());
    let policy = BatchPolicy { tries: 1 + script.octet() % 4, timeout: TIMEOUT, ..BatchPolicy::default() };
    let mut drive = Drive {
        batch: Batch::new(policy),
        now: Instant::ZERO,
        random: Seeded(script.octet().into()),
        sent: 0,
        under_way: BTreeMap::new(),
        on_the_way: Vec::new(),
        heard: Heard::default(),
    };
    drive.batch.add(check, Instant::ZERO);
    let proof = drive.run(&mut script);
    drive.is_bounded(&proof);
    if is_mail {
        drive.heard.allows_mail(&proof);
    } else {
        drive.heard.allows(&proof);
    }
    proof
}

fn task(script: &mut Script<'_>) -> Task {
    let expectation = Expectation::new(name(OWNER), Wanted::Octets(vec![TOKEN.into()]));
    let hint = Hint { name: name("a.root"), addresses: vec![address(1)] };
    let require = script.pick(&[Require::Half, Require::One, Require::All]);
    let choice = script.octet();
    let goal = if choice < 192 { Goal::Prove(vec![expectation]) } else { Goal::Mail };
    Task {
        start: Start::Root(vec![hint]),
        private_addresses: PrivateAddresses::Ask,
        require,
        rounds: 1 + choice % 2,
        ..Task::new(name("example.com"), goal)
    }
}

struct Drive {
    batch: Batch,
    now: Instant,
    random: Seeded,
    sent: u32,
    under_way: BTreeMap<Slot, (Transmit, Vec<u8>)>,
    /// What arrives, and when.
    on_the_way: Vec<(Instant, Slot, Event)>,
    heard: Heard,
}

struct Event {
    attempt: u8,
    /// A message, or that the transport fails.
    what: Result<Vec<u8>, TransportFailure>,
}

impl Drive {
    fn run(&mut self, script: &mut Script<'_>) -> Proof {
        loop {
            self.drain(script);
            if let Some((_, proof)) = self.batch.poll_proof() {
                assert!(self.batch.is_idle() && self.batch.poll_proof().is_none());
                return proof;
            }
            let due = self.batch.poll_timeout().expect("a check under way has an end");
            let first = self.on_the_way.iter().enumerate().min_by_key(|(_, (at, ..))| *at);
            if let Some((index, at)) = first.map(|(index, (at, ..))| (index, *at)).filter(|(_, at)| *at < due) {
                self.now = self.now.max(at);
                let (_, slot, event) = self.on_the_way.remove(index);
                self.arrive(slot, &event);
            } else {
                self.now = self.now.max(due);
                self.batch.handle_timeout(self.now);
            }
        }
    }

    fn drain(&mut self, script: &mut Script<'_>) {
        while self.batch.poll_closed().is_some() {}
        let mut buffer = [0; MAX_TRANSMIT_OCTETS];
        while let Some((slot, transmit)) = self.batch.poll_transmit(self.now, &mut self.random, &mut buffer) {
            self.sent += 1;
            assert!(self.sent <= MOST_QUERIES, "a flood");
            let prefix = if transmit.transport == Transport::Tcp { LENGTH_PREFIX_OCTETS } else { 0 };
            let query = buffer[prefix..transmit.len].to_vec();
            self.react(script, slot, transmit, &query);
            self.under_way.insert(slot, (transmit, query));
        }
    }

    /// What the network makes of a query.
    fn react(&mut self, script: &mut Script<'_>, slot: Slot, transmit: Transmit, query: &[u8]) {
        use TransportFailure::{Closed, Local, NoRoute, Refused, Unreachable};
        let delay = Duration::from_millis(u64::from(script.octet()) * 10);
        let attempt = transmit.attempt;
        let mut events: Vec<Result<Vec<u8>, TransportFailure>> = Vec::new();
        match script.octet() {
            0..=127 => events.push(Ok(reply(transmit, query, |_| {}))),
            128..=143 => {}
            144..=159 => events.push(Err(script.pick(&[Refused, Closed, Unreachable, NoRoute, Local]))),
            160..=175 => events.push(Ok(damaged(script, reply(transmit, query, |_| {})))),
            176..=191 => {
                events.push(Ok(damaged(script, reply(transmit, query, |_| {}))));
                events.push(Ok(reply(transmit, query, |_| {})));
            }
            192..=223 => events.push(Ok(reply(transmit, query, |plan| distort(script, plan)))),
            _ => events.push(Ok(reply(transmit, query, |plan| {
                plan.records.clear();
                distort(script, plan);
            }))),
        }
        let at = self.now + delay;
        self.on_the_way.extend(events.into_iter().map(|what| (at, slot, Event { attempt, what })));
    }

    fn arrive(&mut self, slot: Slot, event: &Event) {
        let Event { attempt, what } = event;
        let attempt = *attempt;
        match what {
            Ok(octets) => {
                let step = self.batch.handle_input(self.now, slot, Input::Message { attempt, octets });
                if let (Step::Answered, Some((transmit, query))) = (step, self.under_way.get(&slot)) {
                    self.heard.note(transmit.destination, query, octets);
                }
            }
            Err(kind) => {
                self.batch.handle_input(self.now, slot, Input::TransportFailed { attempt, kind: *kind });
            }
        }
    }

    fn is_bounded(&self, proof: &Proof) {
        assert!(self.now.since(Instant::ZERO) <= TIMEOUT, "{:?}", self.now);
        assert_eq!(proof.queries_sent, self.sent);
        let addresses: BTreeSet<_> =
            proof.servers.iter().map(|row| (row.address, &row.name_asked, row.type_asked.0)).collect();
        assert_eq!(addresses.len(), proof.servers.len(), "an address has a row for each question");
    }
}

/// What a server that the query reaches says, after `change`.
fn reply(transmit: Transmit, query: &[u8], change: impl FnOnce(&mut Plan)) -> Vec<u8> {
    let query = Message::read(query).expect("a query has a header");
    let asked = query.question().expect("sound").expect("one question");
    let question = Question::new(asked.name.to_name(), asked.record_type);
    let mut plan = honest(transmit.destination.ip(), &question);
    change(&mut plan);
    let mut buffer = vec![0; 8192];
    let octets = plan.encode(query.header().id, &question, &mut buffer);
    octets.map(<[u8]>::to_vec).unwrap_or_default()
}

fn distort(script: &mut Script<'_>, plan: &mut Plan) {
    plan.flags.0 ^= script.pick(&[0, 0x0400, 0x0200, 0x0003, 0x0005, 0x0100]);
    for _ in 0..script.below(6) {
        plan.records.push(Planned::draw(script));
    }
    if script.coin() {
        let at = 1 + script.below(TOKEN.len());
        // Where the token stands, it loses the case of a letter, or more.
        let tokens = plan.records.iter_mut().filter(|planned| planned.rdata.get(1..) == Some(TOKEN));
        tokens.for_each(|planned| planned.rdata[at] ^= 0x20);
    }
}

fn damaged(script: &mut Script<'_>, mut message: Vec<u8>) -> Vec<u8> {
    for _ in 0..=script.below(3) {
        let (at, octet) = (usize::from(script.octet()), script.octet());
        if let Some(place) = message.get_mut(at) {
            *place ^= octet;
        }
    }
    message
}

/// What accepted messages said: of a name's TXT records, by server and name asked; of mail.
#[derive(Default)]
struct Heard {
    /// Addresses that authority gives.
    addresses: BTreeSet<IpAddr>,
    /// How often authority answered where mail goes.
    ways_of_mail: usize,
    /// Authority says that the value is there.
    held: BTreeSet<(IpAddr, Name)>,
    /// Authority gives TXT records, and the value is not among them.
    denied: BTreeSet<(IpAddr, Name)>,
}

impl Heard {
    fn note(&mut self, server: SocketAddr, query: &[u8], octets: &[u8]) {
        let asked = Message::read(query).expect("sent").question().expect("sound").expect("one");
        let message = Message::read(octets).expect("accepted");
        if !message.header().flags.is_authoritative() {
            return;
        }
        self.note_mail(asked.record_type, &message);
        if asked.record_type != RecordType::TXT {
            return;
        }
        let is_at_name = |record: &Record<'_>| {
            record.section == Section::Answer && record.class == Class::IN && record.owner == asked.name
        };
        let records: Vec<Rdata<'_>> = message
            .records()
            .map_while(Result::ok)
            .filter(is_at_name)
            .filter_map(|record| record.rdata().ok())
            .collect();
        // What stands beside an alias is not looked at.
        if records.iter().any(|rdata| matches!(rdata, Rdata::Cname(_))) {
            return;
        }
        let values = || records.iter().filter_map(|rdata| if let Rdata::Txt(txt) = rdata { Some(txt) } else { None });
        let is_held = values().any(|txt| txt.octets().eq(TOKEN.iter().copied()));
        let key = (server.ip(), asked.name.to_name());
        if is_held {
            self.held.insert(key);
        } else if values().count() > 0 && message.rcode().is_ok_and(|rcode| rcode.0 == 0) {
            self.denied.insert(key);
        }
    }

    fn note_mail(&mut self, asked: RecordType, message: &Message<'_>) {
        self.ways_of_mail += usize::from(asked == RecordType::MX);
        let answers = message.records().map_while(Result::ok).filter(|record| record.section == Section::Answer);
        self.addresses.extend(answers.filter_map(|record| match record.rdata() {
            Ok(Rdata::A(address)) => Some(IpAddr::from(address)),
            Ok(Rdata::Aaaa(address)) => Some(address.into()),
            _ => None,
        }));
    }

    /// Mail arrives nowhere but at an address that was heard of and that the Internet reaches; it has nowhere to go only where
    /// authority said so.
    fn allows_mail(&self, proof: &Proof) {
        let mut addresses = proof.exchanges.iter().flat_map(|exchange| &exchange.addresses);
        assert!(addresses.all(|address| self.addresses.contains(address)), "nobody said so: {:?}", proof.exchanges);
        let mut addresses = proof.exchanges.iter().flat_map(|exchange| &exchange.addresses);
        let arrives = addresses.any(|address| is_reachable_from_internet(*address));
        assert!(proof.verdict != Verdict::Proven || arrives, "no address: {:?}", proof.exchanges);
        assert!(proof.verdict == Verdict::Inconclusive || self.ways_of_mail > 0, "nobody was asked: {proof:?}");
    }

    /// No match without a server that said so; no proof against one that said otherwise.
    fn allows(&self, proof: &Proof) {
        let mut matches = 0;
        for row in &proof.servers {
            let key = (row.address, row.name_asked.clone());
            if row.outcome == Outcome::Match {
                matches += 1;
                assert!(self.held.contains(&key), "nobody said so: {row:?}");
            }
            assert!(proof.verdict != Verdict::Proven || !self.denied.contains(&key), "it was denied: {row:?}");
        }
        assert!(proof.verdict != Verdict::Proven || matches > 0);
    }
}
