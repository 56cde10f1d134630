//! Where mail for the domain goes: what each server says of it, and what becomes of mail there.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;
use core::net::IpAddr;

use super::limits::{Limit, MAX_EXCHANGES};
use super::verdict::Standing;
use super::{Observations, RowKey, Seen};
use crate::delegation::is_reachable_from_internet;
use crate::proof::{AnswerData, Exchange, Outcome};
use crate::wire::Name;

/// Where one server says that mail goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Route<'a> {
    /// To these hosts, by preference and name (RFC 5321 §5.1).
    Exchanges(BTreeSet<&'a Exchange>),
    /// Nowhere: the domain receives no mail (RFC 7505).
    Null,
    /// To the addresses of this name, for want of an MX record (RFC 5321 §5.1).
    Itself(&'a Name),
    /// Nowhere: there is no such name.
    Missing,
}

/// What becomes of mail to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It has an address that the Internet reaches.
    Arrives,
    /// It has addresses, and the Internet reaches none of them.
    Private,
    /// It has no address.
    Nowhere,
    /// That could not be found out.
    Open,
}

impl<'a> Route<'a> {
    /// Where the row of `key` says that mail goes; nothing where it is no evidence, or an alias.
    pub(crate) fn of(key: &'a RowKey, seen: &'a Seen) -> Option<Self> {
        match seen.outcome {
            Outcome::NoData => Some(Self::Itself(&key.name)),
            Outcome::NxDomain => Some(Self::Missing),
            Outcome::Answered => Some(Self::among(seen)),
            _ => None,
        }
    }

    /// An MX record that names the root says that there is no mail (RFC 7505 §3), unless others name hosts.
    fn among(seen: &'a Seen) -> Self {
        let exchange = |data: &'a AnswerData| match data {
            AnswerData::Exchange(exchange) => Some(&**exchange),
            _ => None,
        };
        let exchanges: BTreeSet<&Exchange> = seen.answers.iter().filter_map(|answer| exchange(&answer.data)).collect();
        let is_null = !exchanges.is_empty() && exchanges.iter().all(|exchange| exchange.host.is_root());
        if is_null { Self::Null } else { Self::Exchanges(exchanges) }
    }
}

impl Observations {
    /// What becomes of mail to `host`.
    pub(crate) fn fate(&self, host: &Name) -> Fate {
        let Some(found) = self.mail_hosts.get(host) else {
            return if is_nowhere(host) { Fate::Nowhere } else { Fate::Open };
        };
        let is_open = found.is_pending || found.obstacle.is_some();
        match found.addresses.is_empty() {
            _ if found.addresses.iter().copied().any(is_reachable_from_internet) => Fate::Arrives,
            _ if is_open => Fate::Open,
            true => Fate::Nowhere,
            false => Fate::Private,
        }
    }

    /// Each row that says where mail goes, and where.
    pub(crate) fn routes(&self) -> impl Iterator<Item = (&RowKey, Route<'_>)> {
        let rows = self.rows.iter().filter_map(|(key, seen)| Some((key, seen.as_ref()?)));
        rows.filter_map(|(key, seen)| Some((key, Route::of(key, seen)?)))
    }

    /// Whether mail goes to a host for want of any MX record.
    pub(crate) fn is_implicit(&self, host: &Name) -> bool {
        let mut rows = self.rows.iter().filter_map(|(key, seen)| Some((key, seen.as_ref()?)));
        rows.any(|(key, seen)| seen.outcome == Outcome::NoData && *key.name == *host)
    }

    /// Notes which hosts mail goes to, as the servers that answered say: those whose addresses are looked up. Each is there
    /// once, by the best preference that any of them gives it.
    pub(super) fn note_mail_exchanges(&mut self) {
        let mut hosts: BTreeMap<&Name, u16> = BTreeMap::new();
        let mut note = |host, preference: u16| {
            let best = hosts.entry(host).or_insert(preference);
            *best = preference.min(*best);
        };
        for (_, route) in self.routes() {
            match route {
                Route::Exchanges(exchanges) => exchanges.into_iter().for_each(|one| note(&one.host, one.preference)),
                Route::Itself(name) => note(name, 0),
                Route::Null | Route::Missing => {}
            }
        }
        let is_cut = hosts.len() > MAX_EXCHANGES;
        let by_preference: BTreeSet<(u16, &Name)> =
            hosts.into_iter().map(|(host, preference)| (preference, host)).collect();
        let kept = by_preference.into_iter().take(MAX_EXCHANGES);
        self.mail_exchanges = kept.map(|(preference, host)| Exchange { preference, host: host.clone() }).collect();
        self.reached_beside.extend(is_cut.then_some(Limit::Exchanges));
    }

    /// The hosts whose addresses are still to be found out.
    pub(super) fn mail_hosts_to_find(&self) -> Vec<Name> {
        let hosts = self.mail_exchanges.iter().map(|exchange| &exchange.host);
        let is_known = |host: &Name| self.mail_hosts.get(host).is_some_and(|found| !found.is_pending);
        let to_find = hosts.filter(|host| !is_nowhere(host) && !is_known(host));
        to_find.cloned().collect()
    }

    /// What a server's answer means for mail: one host that it reaches is enough.
    pub(super) fn standing_of_mail(&self, key: &RowKey, seen: &Seen) -> Standing {
        let fates: Vec<Fate> = match Route::of(key, seen) {
            None => return Standing::Silent,
            Some(Route::Null | Route::Missing) => return Standing::Lacks,
            Some(Route::Itself(host)) => Vec::from([self.fate(host)]),
            Some(Route::Exchanges(exchanges)) => exchanges.iter().map(|exchange| self.fate(&exchange.host)).collect(),
        };
        if fates.contains(&Fate::Arrives) {
            Standing::Holds
        } else if fates.contains(&Fate::Open) || fates.is_empty() || seen.surplus.is_some() {
            Standing::Open
        } else {
            Standing::Lacks
        }
    }
}

/// Whether a host is none, by its name alone.
fn is_nowhere(host: &Name) -> bool {
    host.is_root() || address_typed_for_name(host).is_some()
}

/// The address that stands where a mail exchange's name belongs, in brackets or without.
pub(crate) fn address_typed_for_name(host: &Name) -> Option<IpAddr> {
    // No address is longer, and there may be many names.
    const LONGEST: usize = "[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]".len();
    if host.octets().len() > LONGEST + 2 {
        return None;
    }
    let text = host.to_string();
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inside.unwrap_or(&text).parse().ok()
}
