//! The plans: down to the zone cut, to a zone's name servers, to a name server's addresses.
//!
//! Each is a walk over known facts that stops where one is missing. They need one another: a zone's servers need
//! addresses, an address needs the zone that holds it. The trail of names under way breaks every circle.

use alloc::vec::Vec;
use core::net::IpAddr;

use super::knowledge::{Fact, Source, Upstream, Zone};
use super::limits::{
    Limit, MAX_ADDRESS_LOOKUPS, MAX_ADDRESS_LOOKUPS_TOWARDS_ONE_ZONE, MAX_ADDRESSES, MAX_FAILED_ADDRESS_LOOKUPS,
    MAX_GLUELESS_DEPTH, MAX_KEYS, MAX_MINIMISED_QUESTIONS, MAX_NAME_SERVERS,
};
use super::{Discovery, Obstacle, Progress, Trouble, ZoneCut};
use crate::wire::{Name, Question, RecordType};

/// The name servers whose addresses are being looked up, each for the sake of the one before.
pub(super) type Trail = Vec<Name>;

/// How one question is put: [`Discovery::ask`], or with bounds of its own.
type Asking = fn(&mut Discovery, Upstream, Question, &mut Trail) -> Progress<Fact>;

/// The addresses of one name server, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostAddresses {
    /// Known so far.
    pub addresses: Vec<IpAddr>,
    /// More may come.
    pub is_pending: bool,
    /// Why there is none.
    pub obstacle: Option<Obstacle>,
}

/// The name servers of a zone: those that the parent lists and those that the zone itself lists.
#[derive(Clone, Debug)]
pub struct NameServers {
    /// One entry for each name.
    pub servers: Vec<ServerEntry>,
    /// The parent's list; `None` where the walk did not see it.
    pub parent_list: Option<Vec<Name>>,
    /// The zone's own list.
    pub own_list: OwnList,
    /// The port of every address.
    pub port: u16,
    /// Whether the zone's own list is still being asked for.
    is_asking_for_list: bool,
    /// Whether questions are under way.
    pub is_pending: bool,
}

/// The key tags on both sides of a zone cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTags {
    /// Those that the parent vouches for (DS).
    pub parent: Vec<u16>,
    /// Those of the zone's keys (DNSKEY).
    pub zone: Vec<u16>,
}

/// What the zone itself says of its name servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnList {
    /// Its NS set.
    Known(Vec<Name>),
    /// Not known: not yet, or not to be had.
    Unknown,
}

/// One name server of a zone.
#[derive(Clone, Debug)]
pub struct ServerEntry {
    /// Its name.
    pub name: Name,
    /// Its addresses: those of the glue, and those that its own zone says.
    pub addresses: HostAddresses,
    /// Whether the glue and the zone both give addresses, and not the same.
    pub has_other_glue: bool,
    /// Whether the parent lists it.
    pub is_listed_by_parent: bool,
    /// Whether the zone lists it.
    pub is_listed_by_child: bool,
}

impl Discovery {
    /// The zone that holds `name`. `base` is the part of it that may be put to a resolver, where one was named.
    pub fn zone_cut(&mut self, name: &Name, base: &Name) -> Progress<ZoneCut> {
        self.cut_towards(name, base, &mut Trail::new())
    }

    /// The name servers of `zone` and their addresses.
    pub fn name_servers(&mut self, zone: &Name) -> NameServers {
        let Some(known) = self.zones.get(zone).cloned() else {
            return NameServers {
                servers: Vec::new(),
                parent_list: None,
                own_list: OwnList::Unknown,
                port: self.settings.port,
                is_asking_for_list: false,
                is_pending: false,
            };
        };
        let own =
            self.ask(Upstream::Zone(zone.clone()), Question::new(zone.clone(), RecordType::NS), &mut Trail::new());
        let is_pending = own == Progress::Pending;
        let own_list = match own {
            Progress::Ready(Fact::NameServers(names)) => OwnList::Known(names),
            _ => OwnList::Unknown,
        };
        let parent_list = (known.source == Source::Parent).then(|| known.name_servers.clone());
        let names = self.union(&known, &own_list);
        let port = self.settings.port;
        let is_asking_for_list = is_pending;
        let mut set = NameServers { servers: Vec::new(), parent_list, own_list, port, is_asking_for_list, is_pending };
        for name in names {
            let entry = self.server_entry(name, zone, &known, &set);
            set.is_pending |= entry.addresses.is_pending;
            set.servers.push(entry);
        }
        set
    }

    /// The addresses of a host that the user named, looked up as a name server's would be.
    pub fn addresses(&mut self, host: &Name) -> HostAddresses {
        self.host_addresses(host, &mut Trail::new())
    }

    /// The key tags at the cut of `zone`, if the parent vouches for any key at all.
    pub fn key_tags(&mut self, zone: &Name) -> Progress<Option<KeyTags>> {
        let Some(parent) = self.parent(zone).cloned() else { return Progress::Ready(None) };
        let vouched = self.ask(Upstream::Zone(parent), Question::new(zone.clone(), RecordType::DS), &mut Trail::new());
        let parent = match vouched {
            Progress::Ready(Fact::KeyTags(tags)) => tags,
            Progress::Pending => return Progress::Pending,
            Progress::Ready(_) | Progress::Failed(_) => return Progress::Ready(None),
        };
        let keys = Question::new(zone.clone(), RecordType::DNSKEY);
        match self.ask(Upstream::Zone(zone.clone()), keys, &mut Trail::new()) {
            Progress::Ready(Fact::KeyTags(zone)) if parent.len().max(zone.len()) > MAX_KEYS => self.hit(Limit::Keys),
            Progress::Ready(Fact::KeyTags(zone)) => Progress::Ready(Some(KeyTags { parent, zone })),
            Progress::Ready(_) => Progress::Ready(Some(KeyTags { parent, zone: Vec::new() })),
            Progress::Pending => Progress::Pending,
            Progress::Failed(_) => Progress::Ready(None),
        }
    }

    fn union(&mut self, known: &Zone, own_list: &OwnList) -> Vec<Name> {
        let mut names = known.name_servers.clone();
        if let OwnList::Known(own) = own_list {
            let added = own.iter().filter(|name| !known.name_servers.contains(*name));
            names.extend(added.cloned());
        }
        names.sort_unstable();
        if names.len() > MAX_NAME_SERVERS {
            self.limits_hit.insert(Limit::NameServers);
            names.truncate(MAX_NAME_SERVERS);
        }
        names
    }

    fn server_entry(&mut self, name: Name, zone: &Name, known: &Zone, set: &NameServers) -> ServerEntry {
        let glue = known.glue.get(&name);
        let mut addresses = match glue {
            // Glue for names outside the zone comes from the parent's own data and is all that a resolver would use.
            Some(_) if !name.is_at_or_below(zone) => HostAddresses::default(),
            // What the zone says of its own names may differ from the glue; both are asked. Its answer on the NS set comes
            // first: it mostly brings them along.
            _ if name.is_at_or_below(zone) && set.is_asking_for_list => {
                HostAddresses { is_pending: true, ..HostAddresses::default() }
            }
            _ => {
                let told = known.own_addresses.get(&name).cloned().unwrap_or_default();
                self.host_addresses_beside(&name, told, &mut Trail::new())
            }
        };
        let is_told_otherwise =
            |address: &&IpAddr| self.settings.families.include(**address) && !addresses.addresses.contains(address);
        let has_own = !addresses.is_pending && !addresses.addresses.is_empty();
        let has_other_glue = has_own && glue.is_some_and(|glue| glue.iter().any(|address| is_told_otherwise(&address)));
        for address in glue.into_iter().flatten() {
            if !addresses.addresses.contains(address) {
                addresses.addresses.push(*address);
            }
        }
        addresses.addresses.sort_unstable();
        if addresses.addresses.len() > MAX_ADDRESSES {
            self.limits_hit.insert(Limit::Addresses);
            addresses.addresses.truncate(MAX_ADDRESSES);
        }
        let lists = |list: &Option<Vec<Name>>| list.as_ref().is_some_and(|list| list.contains(&name));
        let is_listed_by_parent = lists(&set.parent_list);
        let is_listed_by_child = match &set.own_list {
            OwnList::Known(own) => own.contains(&name),
            OwnList::Unknown => !is_listed_by_parent,
        };
        ServerEntry { name, addresses, has_other_glue, is_listed_by_parent, is_listed_by_child }
    }

    fn cut_towards(&mut self, name: &Name, base: &Name, trail: &mut Trail) -> Progress<ZoneCut> {
        let mut zone = match self.top(base, trail) {
            Progress::Ready(zone) => zone,
            Progress::Pending => return Progress::Pending,
            Progress::Failed(obstacle) => return Progress::Failed(obstacle),
        };
        let last = name.label_count();
        let mut labels = zone.label_count();
        let mut asked = 0;
        let mut skipped: Vec<Name> = Vec::new();
        // Ends: every turn asks for a longer part of the name, but for one turn for each cut that was skipped.
        while labels < last {
            let is_known_cut = skipped.last().is_some_and(|cut| cut.label_count() == labels + 1);
            labels = if asked < MAX_MINIMISED_QUESTIONS || is_known_cut { labels.saturating_add(1) } else { last };
            asked += 1;
            let part = name.suffix(labels);
            let question = Question::new(part.clone(), RecordType::NS);
            match self.ask(Upstream::Zone(zone.clone()), question, trail) {
                Progress::Ready(Fact::Referral(cut)) => {
                    labels = cut.label_count();
                    zone = cut;
                    if !self.zones.contains_key(&zone) {
                        return Progress::Failed(Obstacle::Limit(Limit::Referrals));
                    }
                }
                Progress::Ready(Fact::NameServers(_)) => zone = part,
                // A cut on the way was skipped, since the same server has both zones; it is asked for its own name.
                Progress::Ready(Fact::NoData(Some(cut)) | Fact::NxDomain(Some(cut)))
                    if cut.is_below(&zone) && part.is_below(&cut) =>
                {
                    if skipped.contains(&cut) {
                        let trouble = Some(Trouble::Malformed);
                        let doubt = Some(Obstacle::NoAnswer { zone: zone.clone(), trouble });
                        return Progress::Ready(ZoneCut { zone, doubt });
                    }
                    labels = cut.label_count().saturating_sub(1);
                    skipped.push(cut);
                }
                // An alias does not tell whose it is.
                Progress::Ready(Fact::Alias(_)) if labels == last && asked > MAX_MINIMISED_QUESTIONS => {
                    self.limits_hit.insert(Limit::MinimisedQuestions);
                }
                // Nothing lies below, or so the server says: some say it of an empty non-terminal (RFC 9156 §2.3), so the
                // whole name is asked for before it is believed.
                Progress::Ready(Fact::NxDomain(_) | Fact::Alias(_)) => labels = labels.max(last.saturating_sub(1)),
                Progress::Ready(_) => {}
                Progress::Pending => return Progress::Pending,
                // Some servers refuse questions on the way (RFC 9156 §3): once more with the whole name.
                Progress::Failed(_) if labels < last => labels = last.saturating_sub(1),
                Progress::Failed(doubt) => return Progress::Ready(ZoneCut { zone, doubt: Some(doubt) }),
            }
        }
        Progress::Ready(ZoneCut { zone, doubt: None })
    }

    /// Where the walk begins: at the root, or at the zone that the resolver names for `base`.
    fn top(&mut self, base: &Name, trail: &mut Trail) -> Progress<Name> {
        if self.resolver.is_none() {
            return Progress::Ready(Name::root());
        }
        let mut at = base.clone();
        // Ends: every turn goes up at least one label.
        while !at.is_root() {
            let above = at.parent().unwrap_or_else(Name::root);
            match self.ask(Upstream::Resolver, Question::new(at.clone(), RecordType::NS), trail) {
                Progress::Ready(Fact::NameServers(_)) => return Progress::Ready(at),
                Progress::Ready(Fact::NxDomain(_)) if at == *base => {
                    return Progress::Failed(Obstacle::MissingAtResolver(at));
                }
                Progress::Ready(Fact::NoData(Some(zone)) | Fact::NxDomain(Some(zone))) if at.is_below(&zone) => {
                    at = zone;
                }
                Progress::Ready(_) => at = above,
                Progress::Pending => return Progress::Pending,
                Progress::Failed(obstacle) => return Progress::Failed(obstacle),
            }
        }
        Progress::Failed(Obstacle::ResolverSilent(None))
    }

    pub(super) fn host_addresses(&mut self, host: &Name, trail: &mut Trail) -> HostAddresses {
        self.host_addresses_beside(host, Vec::new(), trail)
    }

    /// The addresses of a host some of which have been told: what is told of a family is all of it.
    fn host_addresses_beside(&mut self, host: &Name, told: Vec<IpAddr>, trail: &mut Trail) -> HostAddresses {
        let is_told = |record_type| told.iter().any(|address| address.is_ipv4() == (record_type == RecordType::A));
        let wanted: Vec<RecordType> =
            [RecordType::A, RecordType::AAAA].into_iter().filter(|record_type| !is_told(*record_type)).collect();
        let mut found = HostAddresses { addresses: told, ..HostAddresses::default() };
        // An NS record that names the root names nobody.
        if host.is_root() {
            found.obstacle = Some(Obstacle::NoAddress(host.clone()));
            return found;
        }
        if trail.contains(host) {
            found.obstacle = Some(Obstacle::Cycle(host.clone()));
            return found;
        }
        if trail.len() >= MAX_GLUELESS_DEPTH {
            self.limits_hit.insert(Limit::GluelessDepth);
            found.obstacle = Some(Obstacle::Limit(Limit::GluelessDepth));
            return found;
        }
        trail.push(host.clone());
        for record_type in wanted {
            match self.address_behind_alias(host, record_type, trail) {
                Progress::Ready(Fact::Addresses(addresses)) => found.addresses.extend(addresses),
                Progress::Ready(_) => {}
                Progress::Pending => found.is_pending = true,
                Progress::Failed(obstacle) => found.obstacle = Some(obstacle),
            }
        }
        trail.pop();
        if found.addresses.is_empty() && !found.is_pending && found.obstacle.is_none() {
            found.obstacle = Some(Obstacle::NoAddress(host.clone()));
        }
        found
    }

    /// An NS record must not name an alias (RFC 2181 §10.3). Resolvers follow one all the same, and so does this: once.
    fn address_behind_alias(&mut self, host: &Name, record_type: RecordType, trail: &mut Trail) -> Progress<Fact> {
        match self.address_records(host, record_type, trail) {
            Progress::Ready(Fact::Alias(target)) if target != *host => {
                match self.address_records(&target, record_type, trail) {
                    Progress::Ready(Fact::Alias(_)) => self.hit(Limit::NameServerAliases),
                    progress => progress,
                }
            }
            progress => progress,
        }
    }

    fn address_records(&mut self, host: &Name, record_type: RecordType, trail: &mut Trail) -> Progress<Fact> {
        let is_excluded = match record_type {
            RecordType::A => !self.settings.families.include(IpAddr::from([0; 4])),
            _ => !self.settings.families.include(IpAddr::from([0; 16])),
        };
        if is_excluded {
            return Progress::Ready(Fact::NoData(None));
        }
        self.host_records(Self::counted, host, record_type, trail)
    }

    /// What the zone that holds a host says of one type there.
    pub(super) fn host_records(
        &mut self,
        ask: Asking,
        host: &Name,
        record_type: RecordType,
        trail: &mut Trail,
    ) -> Progress<Fact> {
        let question = Question::new(host.clone(), record_type);
        if self.resolver.is_some() {
            return ask(self, Upstream::Resolver, question, trail);
        }
        let above = host.parent().unwrap_or_else(Name::root);
        let mut zone = match self.cut_towards(&above, &above, trail) {
            Progress::Ready(cut) => cut.zone,
            Progress::Pending => return Progress::Pending,
            Progress::Failed(obstacle) => return Progress::Failed(obstacle),
        };
        // Ends: every referral goes strictly down, towards the host.
        loop {
            match ask(self, Upstream::Zone(zone.clone()), question.clone(), trail) {
                Progress::Ready(Fact::Referral(cut)) if self.zones.contains_key(&cut) => zone = cut,
                progress => return progress,
            }
        }
    }

    /// Asks for a name server's address, within the bounds for such look-ups.
    fn counted(&mut self, upstream: Upstream, question: Question, trail: &mut Trail) -> Progress<Fact> {
        let zone = upstream.zone().cloned().unwrap_or_else(Name::root);
        let is_new = !self.address_lookups.contains_key(&question);
        if let Some(limit) = self.limit_of_lookups(&upstream, &zone).filter(|_| is_new) {
            return self.hit(limit);
        }
        self.address_lookups.insert(question.clone(), zone);
        let progress = self.ask(upstream, question.clone(), trail);
        if matches!(progress, Progress::Failed(_) | Progress::Ready(Fact::NxDomain(_))) {
            self.failed_address_lookups.insert(question);
        }
        progress
    }

    fn limit_of_lookups(&self, upstream: &Upstream, zone: &Name) -> Option<Limit> {
        let towards_zone = self.address_lookups.values().filter(|other| *other == zone).count();
        let is_foreign_zone = matches!(upstream, Upstream::Zone(_));
        match () {
            () if self.address_lookups.len() >= MAX_ADDRESS_LOOKUPS => Some(Limit::AddressLookups),
            () if self.failed_address_lookups.len() > MAX_FAILED_ADDRESS_LOOKUPS => Some(Limit::FailedAddressLookups),
            () if is_foreign_zone && towards_zone >= MAX_ADDRESS_LOOKUPS_TOWARDS_ONE_ZONE => {
                Some(Limit::AddressLookupsTowardsOneZone)
            }
            () => None,
        }
    }
}
