//! What an answer teaches: facts about one question, and zones with their name servers and glue.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::net::IpAddr;

use super::limits::{MAX_ADDRESSES, MAX_KEYS, MAX_NAME_SERVERS};
use super::{Hint, Trouble};
use crate::response::{self, Absence, Meaning, Scope};
use crate::wire::{Class, Message, Name, NameRef, Question, Rdata, RecordType, Section};

/// Whose servers are asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Upstream {
    /// The authoritative servers of a zone.
    Zone(Name),
    /// The same, over TCP alone: for the glue that a referral over UDP left out (RFC 9471 §3.1).
    ZoneOverTcp(Name),
    /// The resolver that the user named.
    Resolver,
}

impl Upstream {
    /// The zone whose servers are asked.
    pub(super) const fn zone(&self) -> Option<&Name> {
        match self {
            Self::Zone(zone) | Self::ZoneOverTcp(zone) => Some(zone),
            Self::Resolver => None,
        }
    }

    fn scope(&self) -> Scope<'_> {
        match self {
            Self::Zone(zone) | Self::ZoneOverTcp(zone) => Scope::Zone(zone),
            Self::Resolver => Scope::Resolver,
        }
    }
}

/// What one question's answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The name lies at or below this delegated zone.
    Referral(Name),
    /// The NS set at the name, said with authority.
    NameServers(Vec<Name>),
    /// The addresses at the name.
    Addresses(Vec<IpAddr>),
    /// The key tags of a zone's keys (DNSKEY), or of those that the parent vouches for (DS).
    KeyTags(Vec<u16>),
    /// A CNAME stands at the name.
    Alias(Name),
    /// The name exists, the type does not; the zone that says so.
    NoData(Option<Name>),
    /// The name does not exist; the zone that says so.
    NxDomain(Option<Name>),
}

/// A zone as the walk found it.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    /// The zone that delegates it.
    pub(super) parent: Option<Name>,
    /// How many referrals below the root it is.
    pub(super) depth: u8,
    /// The NS set that the walk found.
    pub(super) name_servers: Vec<Name>,
    /// Who said so.
    pub(super) source: Source,
    /// Addresses that came with the NS set, for names inside the zone that gave them.
    pub(super) glue: BTreeMap<Name, Vec<IpAddr>>,
    /// Addresses that the zone's own servers sent along with their NS set, for names inside the zone.
    pub(super) own_addresses: BTreeMap<Name, Vec<IpAddr>>,
}

/// Who told of a zone's NS set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The user, by root hints.
    Hints,
    /// The parent, by a referral.
    Parent,
    /// The zone itself: parent and child share a server, or a resolver was asked.
    Child,
}

impl Zone {
    pub(super) fn root(hints: Vec<Hint>) -> Self {
        let name_servers = hints.iter().map(|hint| hint.name.clone()).collect();
        let mut glue = BTreeMap::new();
        glue.extend(hints.into_iter().map(|hint| (hint.name, hint.addresses)));
        Self { parent: None, depth: 0, name_servers, source: Source::Hints, glue, own_addresses: BTreeMap::new() }
    }
}

/// What a response taught.
pub(super) enum Lesson {
    /// A fact, and the zone that it makes known.
    Learnt(Fact, Option<(Name, Zone)>),
    /// The server did not answer.
    Nothing(Trouble),
}

/// Reads what a response to `question` from a server of `upstream` teaches.
pub(super) fn learn(octets: &[u8], question: &Question, upstream: &Upstream) -> Lesson {
    let Ok(message) = Message::read(octets) else { return Lesson::Nothing(Trouble::Malformed) };
    let zone_of = |absence: Option<Absence<'_>>| absence.map(|absence| lower(absence.zone));
    let fact = match response::classify(&message, question, upstream.scope()) {
        Meaning::Referral { cut } => {
            let cut = lower(cut);
            let zone = delegated(&message, &cut, upstream);
            return Lesson::Learnt(Fact::Referral(cut.clone()), Some((cut, zone)));
        }
        Meaning::Answer if question.record_type == RecordType::NS => {
            return learn_own_list(&message, question, upstream);
        }
        Meaning::Answer if matches!(question.record_type, RecordType::DS | RecordType::DNSKEY) => {
            Fact::KeyTags(key_tags(&message, question))
        }
        Meaning::Answer => Fact::Addresses(addresses(&message, question)),
        Meaning::Alias { target } => Fact::Alias(lower(target)),
        Meaning::NoData(absence) => Fact::NoData(zone_of(absence)),
        Meaning::NxDomain(absence) => Fact::NxDomain(zone_of(absence)),
        Meaning::UpwardReferral | Meaning::NotAuthoritative => return Lesson::Nothing(Trouble::NotAuthoritative),
        Meaning::Refused => return Lesson::Nothing(Trouble::Rcode(crate::wire::Rcode::REFUSED)),
        Meaning::ServFail => return Lesson::Nothing(Trouble::Rcode(crate::wire::Rcode::SERVFAIL)),
        Meaning::Malformed => return Lesson::Nothing(Trouble::Malformed),
        Meaning::Error(rcode) => return Lesson::Nothing(Trouble::Rcode(rcode)),
    };
    Lesson::Learnt(fact, None)
}

/// An NS set said with authority: at an apex, seen through a server that parent and child share, or by a resolver.
fn learn_own_list(message: &Message<'_>, question: &Question, upstream: &Upstream) -> Lesson {
    let name_servers: Vec<Name> = dedup(response::answers(message, question).filter_map(|(_, rdata)| match rdata {
        Rdata::Ns(host) => Some(lower(host)),
        _ => None,
    }));
    let glue = glue(message, &name_servers, upstream);
    let zone = Zone {
        parent: None,
        depth: 0,
        name_servers: name_servers.clone(),
        source: Source::Child,
        own_addresses: glue.clone(),
        glue,
    };
    Lesson::Learnt(Fact::NameServers(name_servers), Some((question.name.to_lower_case(), zone)))
}

fn delegated(message: &Message<'_>, cut: &Name, upstream: &Upstream) -> Zone {
    let of_cut = message.records().map_while(Result::ok).filter(|record| {
        let is_ns = record.record_type == RecordType::NS && record.class == Class::IN;
        is_ns && record.section == Section::Authority && record.owner == *cut
    });
    let name_servers = dedup(of_cut.filter_map(|record| match record.rdata() {
        Ok(Rdata::Ns(host)) => Some(lower(host)),
        _ => None,
    }));
    let glue = glue(message, &name_servers, upstream);
    Zone { parent: None, depth: 0, name_servers, source: Source::Parent, glue, own_addresses: BTreeMap::new() }
}

/// One more than may be used, so that the surplus shows.
fn dedup(names: impl Iterator<Item = Name>) -> Vec<Name> {
    let mut kept: Vec<Name> = Vec::new();
    for name in names {
        if kept.len() <= MAX_NAME_SERVERS && !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// RFC 5452 §6: addresses in the additional section count for names inside the zone of the server that gives them.
fn glue(message: &Message<'_>, name_servers: &[Name], upstream: &Upstream) -> BTreeMap<Name, Vec<IpAddr>> {
    let mut glue: BTreeMap<Name, Vec<IpAddr>> = BTreeMap::new();
    let Some(zone) = upstream.zone() else { return glue };
    for record in message.records().map_while(Result::ok) {
        let is_glue = record.section == Section::Additional && record.class == Class::IN;
        let Some(address) = record.rdata().ok().filter(|_| is_glue).and_then(address_of) else { continue };
        let owner = lower(record.owner);
        if owner.is_at_or_below(zone) && name_servers.contains(&owner) {
            keep_address(glue.entry(owner).or_default(), address);
        }
    }
    glue
}

fn addresses(message: &Message<'_>, question: &Question) -> Vec<IpAddr> {
    let mut addresses = Vec::new();
    for address in response::answers(message, question).filter_map(|(_, rdata)| address_of(rdata)) {
        keep_address(&mut addresses, address);
    }
    addresses
}

/// One more than may be used, so that the surplus shows.
fn keep_address(addresses: &mut Vec<IpAddr>, address: IpAddr) {
    if addresses.len() <= MAX_ADDRESSES && !addresses.contains(&address) {
        addresses.push(address);
    }
}

fn key_tags(message: &Message<'_>, question: &Question) -> Vec<u16> {
    let tag = |rdata: &[u8]| match question.record_type {
        RecordType::DS => rdata.first_chunk::<2>().copied().map(u16::from_be_bytes),
        _ => Some(key_tag(rdata)),
    };
    let opaque = response::answers(message, question).filter_map(|(record, _)| tag(record.rdata_octets()));
    // One more than may be used, so that the surplus shows.
    opaque.take(MAX_KEYS + 1).collect()
}

/// The key tag of a DNSKEY's RDATA (RFC 4034 appendix B).
fn key_tag(rdata: &[u8]) -> u16 {
    let weigh = |(at, octet): (usize, &u8)| if at % 2 == 0 { u32::from(*octet) << 8 } else { u32::from(*octet) };
    let sum: u32 = rdata.iter().enumerate().map(weigh).sum();
    let [_, _, high, low] = sum.wrapping_add(sum >> 16).to_be_bytes();
    u16::from_be_bytes([high, low])
}

fn address_of(rdata: Rdata<'_>) -> Option<IpAddr> {
    match rdata {
        Rdata::A(address) => Some(address.into()),
        Rdata::Aaaa(address) => Some(address.into()),
        _ => None,
    }
}

/// Compression lends names the random case of our own question; what is kept has none.
fn lower(name: NameRef<'_>) -> Name {
    name.to_name().to_lower_case()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_tag_is_that_of_the_rfc() {
        // RFC 4034 §5.4: dskey.example.com. DNSKEY 256 3 5 (...) ; key id = 60485
        let key = "AQOeiiR0GOMYkDshWoSKz9Xz fwJr1AYtsmx3TGkJaNXVbfi/ 2pHm822aJ5iI9BMzNXxeYCmZ DRD99WYwYqUSdjMmmAphXdvx egXd/M5+X7OrzKBaMbCVdFLU Uh6DhweJBjEVv5f2wwjM9Xzc nOf+EPbtG9DMBmADjFDc2w/r ljwvFw==";
        let mut rdata = Vec::from([1, 0, 3, 5]);
        rdata.extend(base64(key));
        assert_eq!(key_tag(&rdata), 60485);
    }

    fn base64(text: &str) -> Vec<u8> {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let (mut bits, mut count, mut octets) = (0_u32, 0, Vec::new());
        for octet in text.bytes() {
            let Some(digit) = DIGITS.iter().position(|digit| *digit == octet) else { continue };
            bits = (bits << 6) | u32::try_from(digit).unwrap();
            count += 6;
            if count >= 8 {
                count -= 8;
                octets.push((bits >> count).to_be_bytes()[3]);
            }
        }
        octets
    }
}
