//! Putting one question to a zone's servers: one at a time, company for a silent one, none twice.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use bytes::Bytes;

use super::knowledge::{Fact, Lesson, Source, Upstream, Zone, learn};
use super::limits::{Limit, MAX_ADDRESSES, MAX_NAME_SERVERS, MAX_QUERIES, MAX_REFERRALS, MAX_TRIES};
use super::walk::Trail;
use super::{Discovery, Lookup, LookupId, Obstacle, Progress, Trouble};
use crate::exchange::{Failure, Recursion, Transports};
use crate::wire::{Header, Name, Question, RecordType};

/// How many name servers' addresses are looked up at once where any one of them would do.
const LOOKED_UP_SIDE_BY_SIDE: usize = 4;

/// One question, whoever of the upstream's servers answers it.
#[derive(Debug, Default)]
pub(super) struct Ask {
    pub(super) answer: Option<Fact>,
    /// The servers that were asked: none is asked twice (RFC 9520 §3).
    tried: BTreeSet<SocketAddr>,
    under_way: BTreeSet<LookupId>,
    wants_company: bool,
    last_trouble: Option<Trouble>,
}

/// A look-up under way.
#[derive(Debug)]
pub(super) struct UnderWay {
    key: (Upstream, Question),
    server: SocketAddr,
    /// How many transmissions it was granted.
    tries: u8,
}

/// Whom to ask next.
enum Next {
    /// This server.
    Server(SocketAddr),
    /// Nobody yet: addresses are being looked up.
    Pending,
    /// Nobody is left.
    Nobody,
}

impl Discovery {
    /// The next question to put to a server.
    pub fn poll_lookup(&mut self) -> Option<Lookup> {
        self.wanted.pop_front()
    }

    /// A look-up whose answer is not needed any more.
    pub fn poll_abandoned(&mut self) -> Option<LookupId> {
        self.abandoned.pop()
    }

    /// Tells that nothing has come for this look-up for a while: it gets company.
    pub fn handle_silence(&mut self, id: LookupId) {
        let Some(UnderWay { key, server, .. }) = self.under_way.get(&id) else { return };
        self.unhelpful.insert(*server);
        if let Some(ask) = self.asks.get_mut(key) {
            ask.wants_company = true;
        }
    }

    /// Takes what came of a look-up: a whole accepted message, or why there is none; `attempts` is how many
    /// transmissions it took, which count towards [`MAX_QUERIES`].
    pub fn handle_answer(&mut self, id: LookupId, result: &Result<Bytes, Failure>, attempts: u8) {
        let Some(UnderWay { key, server, tries }) = self.under_way.remove(&id) else { return };
        self.queries = self.queries.saturating_sub(u32::from(tries.saturating_sub(attempts)));
        let header = result.as_ref().ok().and_then(|octets| Header::read(octets).ok());
        if let (Some(header), Some(_)) = (header, key.0.zone()) {
            self.heard.note(header.flags);
        }
        let lesson = match result {
            Ok(octets) => learn(octets, &key.1, &key.0),
            Err(failure) => Lesson::Nothing(Trouble::Failure(*failure)),
        };
        let Some(ask) = self.asks.get_mut(&key) else { return };
        ask.under_way.remove(&id);
        match lesson {
            Lesson::Nothing(trouble) => {
                self.unhelpful.insert(server);
                ask.last_trouble = Some(trouble);
                // Those that are still asked have been silent for so long that they got company: it did not help.
                ask.wants_company = true;
            }
            Lesson::Learnt(fact, zone) => {
                self.unhelpful.remove(&server);
                ask.answer.get_or_insert(fact);
                let abandoned = core::mem::take(&mut ask.under_way);
                for id in &abandoned {
                    self.under_way.remove(id);
                }
                self.abandoned.extend(abandoned);
                if let Some((name, zone)) = zone {
                    self.learn_zone(name, zone, &key.0);
                }
            }
        }
    }

    fn learn_zone(&mut self, name: Name, mut zone: Zone, upstream: &Upstream) {
        if let Some(parent) = upstream.zone().filter(|parent| **parent != name) {
            zone.depth = self.zones.get(parent).map_or(0, |parent| parent.depth).saturating_add(1);
            zone.parent = Some(parent.clone());
            if zone.depth > MAX_REFERRALS {
                self.limits_hit.insert(Limit::Referrals);
                return;
            }
        }
        let (glue, own_addresses) = (zone.glue.clone(), zone.own_addresses.clone());
        let known = self.zones.entry(name).or_insert(zone);
        // Asked again, over TCP or of the zone itself: what is new are addresses.
        for (host, addresses) in glue {
            known.glue.entry(host).or_insert(addresses);
        }
        known.own_addresses.extend(own_addresses);
    }

    /// The answer to `question` from any server of `upstream`.
    pub(super) fn ask(&mut self, upstream: Upstream, question: Question, trail: &mut Trail) -> Progress<Fact> {
        let key = (upstream, question);
        let ask = self.asks.entry(key.clone()).or_default();
        if let Some(fact) = &ask.answer {
            return Progress::Ready(fact.clone());
        }
        if !ask.under_way.is_empty() && !ask.wants_company {
            return Progress::Pending;
        }
        let (tried, is_under_way, trouble) = (ask.tried.clone(), !ask.under_way.is_empty(), ask.last_trouble);
        match self.next_server(&key.0, &tried, trail) {
            Next::Server(server) => self.want(key, server),
            Next::Pending => Progress::Pending,
            Next::Nobody if is_under_way => Progress::Pending,
            Next::Nobody => {
                self.note_unasked(&key.0);
                Progress::Failed(obstacle(&key.0, trouble))
            }
        }
    }

    /// Nobody who may be asked has answered; whether a bound has kept others from being asked.
    fn note_unasked(&mut self, upstream: &Upstream) {
        let Some(zone) = upstream.zone().and_then(|zone| self.zones.get(zone)) else { return };
        if zone.name_servers.len() > MAX_NAME_SERVERS {
            self.limits_hit.insert(Limit::NameServers);
        }
        if zone.glue.values().any(|addresses| addresses.len() > MAX_ADDRESSES) {
            self.limits_hit.insert(Limit::Addresses);
        }
    }

    fn want(&mut self, key: (Upstream, Question), server: SocketAddr) -> Progress<Fact> {
        let tries = MAX_QUERIES.saturating_sub(self.queries).min(MAX_TRIES);
        match u8::try_from(tries) {
            Ok(tries @ 1..) => self.want_with(key, server, tries),
            // Those under way may not need all that they were granted.
            _ if !self.under_way.is_empty() => Progress::Pending,
            _ => self.hit(Limit::Queries),
        }
    }

    fn want_with(&mut self, key: (Upstream, Question), server: SocketAddr, tries: u8) -> Progress<Fact> {
        self.queries = self.queries.saturating_add(u32::from(tries));
        let id = LookupId(self.next_id);
        self.next_id = self.next_id.wrapping_add(1);
        let (recursion, transports) = match key.0 {
            Upstream::Zone(_) => (Recursion::NotDesired, Transports::UdpThenTcp),
            Upstream::ZoneOverTcp(_) => (Recursion::NotDesired, Transports::TcpOnly),
            Upstream::Resolver => (Recursion::Desired, Transports::UdpThenTcp),
        };
        self.wanted.push_back(Lookup { id, question: key.1.clone(), server, recursion, transports, tries });
        if let Some(ask) = self.asks.get_mut(&key) {
            ask.wants_company = false;
            ask.tried.insert(server);
            ask.under_way.insert(id);
        }
        self.under_way.insert(id, UnderWay { key, server, tries });
        Progress::Pending
    }

    fn next_server(&mut self, upstream: &Upstream, tried: &BTreeSet<SocketAddr>, trail: &mut Trail) -> Next {
        match (upstream, self.resolver) {
            (Upstream::Zone(zone) | Upstream::ZoneOverTcp(zone), _) => self.next_server_of_zone(zone, tried, trail),
            (Upstream::Resolver, Some(resolver)) if !tried.contains(&resolver) => Next::Server(resolver),
            (Upstream::Resolver, _) => Next::Nobody,
        }
    }

    /// Those with glue first; where none of them is left untried, one name server's address after another is looked up.
    fn next_server_of_zone(&mut self, zone: &Name, tried: &BTreeSet<SocketAddr>, trail: &mut Trail) -> Next {
        let Some(known) = self.zones.get(zone).cloned() else { return Next::Nobody };
        let is_typed = known.source == Source::Hints;
        let hosts: Vec<&Name> = self.rotated(&known.name_servers).take(MAX_NAME_SERVERS).collect();
        let glue = hosts.iter().filter_map(|host| known.glue.get(*host));
        let glue: Vec<IpAddr> = glue.flat_map(|addresses| addresses.iter().take(MAX_ADDRESSES)).copied().collect();
        if let Some(server) = self.first_untried(&glue, tried, is_typed) {
            return Next::Server(server);
        }
        // The zone itself tells the addresses of names inside it: one that is wanted is not found by way of another.
        let is_asking_zone = trail.iter().any(|wanted| wanted.is_at_or_below(zone));
        let leads_back = |host: &Name| is_asking_zone && host.is_at_or_below(zone);
        let is_of_use = |host: &&Name| !known.glue.contains_key(*host) && !leads_back(host);
        let mut pending = 0;
        for host in hosts.into_iter().filter(is_of_use) {
            let mut found = self.host_addresses(host, trail);
            let is_cut = found.addresses.len() > MAX_ADDRESSES;
            found.addresses.truncate(MAX_ADDRESSES);
            if let Some(server) = self.first_untried(&found.addresses, tried, is_typed) {
                return Next::Server(server);
            }
            if is_cut {
                self.limits_hit.insert(Limit::Addresses);
            }
            pending += usize::from(found.is_pending);
            if pending >= LOOKED_UP_SIDE_BY_SIDE {
                break;
            }
        }
        match self.ask_for_glue(zone, &known, trail) {
            Progress::Pending => Next::Pending,
            _ if pending > 0 => Next::Pending,
            _ => Next::Nobody,
        }
    }

    /// A referral over UDP may leave out glue without a sign (RFC 9471 §3.1): where a name server inside the zone has none,
    /// nobody else knows its address, and the parent is asked once more over TCP.
    fn ask_for_glue(&mut self, zone: &Name, known: &Zone, trail: &mut Trail) -> Progress<Fact> {
        let lacks_glue = |host: &&Name| host.is_at_or_below(zone) && !known.glue.contains_key(*host);
        let parent = known.parent.clone().filter(|_| known.source == Source::Parent);
        match parent.filter(|_| known.name_servers.iter().any(|host| lacks_glue(&host))) {
            Some(parent) => self.ask(Upstream::ZoneOverTcp(parent), Question::new(zone.clone(), RecordType::NS), trail),
            None => Progress::Ready(Fact::NoData(None)),
        }
    }

    fn first_untried(&self, addresses: &[IpAddr], tried: &BTreeSet<SocketAddr>, is_typed: bool) -> Option<SocketAddr> {
        let in_turn = families_in_turn(addresses).into_iter().filter(|address| self.may_ask(*address, is_typed));
        let untried = in_turn.map(|address| SocketAddr::new(address, self.settings.port));
        // The order is kept among those that are alike.
        untried.filter(|server| !tried.contains(server)).min_by_key(|server| self.unhelpful.contains(server))
    }

    pub(super) fn may_ask(&self, address: IpAddr, is_typed: bool) -> bool {
        self.settings.families.include(address) && (is_typed || self.settings.private_addresses.allow(address))
    }

    /// The names, beginning with another one for each seed.
    fn rotated<'n>(&self, names: &'n [Name]) -> impl Iterator<Item = &'n Name> {
        let count = u64::try_from(names.len()).unwrap_or(u64::MAX).max(1);
        let start = usize::try_from(self.settings.seed % count).unwrap_or_default();
        let (front, back) = names.split_at_checked(start).unwrap_or((names, &[]));
        back.iter().chain(front)
    }
}

/// IPv4 and IPv6 in turn, so that a family without a route costs little.
fn families_in_turn(addresses: &[IpAddr]) -> Vec<IpAddr> {
    let mut v4 = addresses.iter().filter(|address| address.is_ipv4());
    let mut v6 = addresses.iter().filter(|address| address.is_ipv6());
    let mut in_turn = Vec::with_capacity(addresses.len());
    loop {
        let before = in_turn.len();
        in_turn.extend(v4.next());
        in_turn.extend(v6.next());
        if in_turn.len() == before {
            return in_turn;
        }
    }
}

fn obstacle(upstream: &Upstream, trouble: Option<Trouble>) -> Obstacle {
    match upstream {
        Upstream::Zone(zone) | Upstream::ZoneOverTcp(zone) => Obstacle::NoAnswer { zone: zone.clone(), trouble },
        Upstream::Resolver => Obstacle::ResolverSilent(trouble),
    }
}
