//! The search of RFC 1034 §4.3.2 inside one zone, with RFC 2308 (absence), RFC 4592 (wildcards) and RFC 6672 (DNAME).

use std::boxed::Box;

use super::reply::Reply;
use super::zone::{Found, Node, RecordSet, Zone};
use crate::wire::{Name, Rcode, RecordType, Section};

/// The most aliases that are followed for one answer; the client goes on from there.
const MAX_ALIASES: usize = 16;

/// What `zone` says of `name`, which is at or below its origin.
pub(super) fn look_up(zone: &Zone, name: &Name, record_type: RecordType) -> Reply {
    let mut reply = Reply::authoritative();
    let mut name = name.clone();
    for _ in 0..MAX_ALIASES {
        let step = match zone.find(&name, record_type) {
            Found::Node(node) => answer(zone, &name, node, record_type, &mut reply),
            Found::Delegation { cut, servers } => return refer(zone, cut, servers, reply),
            Found::Redirection { owner, dname } => match redirect(&name, owner, dname, &mut reply) {
                // The CNAME that was made is what was asked for.
                Step::Alias(_) if record_type == RecordType::CNAME => Step::Done,
                step => step,
            },
            Found::Missing => return absent(zone, reply).with_rcode(Rcode::NXDOMAIN),
        };
        match step {
            Step::Absent => return absent(zone, reply),
            Step::TooLong => return reply.with_rcode(Rcode::YXDOMAIN),
            Step::Alias(target) if target.is_at_or_below(zone.origin()) && !reply.has_alias(&target) => name = *target,
            Step::Done | Step::Alias(_) => return reply,
        }
    }
    reply
}

/// How the search goes on from one name.
enum Step {
    Done,
    /// At the name there is nothing of the type (NODATA).
    Absent,
    Alias(Box<Name>),
    /// A DNAME makes a name that is too long (RFC 6672 §2.2).
    TooLong,
}

fn answer(zone: &Zone, name: &Name, node: &Node, record_type: RecordType, reply: &mut Reply) -> Step {
    let asked = || node.sets.iter().filter(|set| set.record_type == record_type || record_type == RecordType::ANY);
    if asked().next().is_some() {
        asked().for_each(|set| reply.add(Section::Answer, name, set.clone()));
        asked().for_each(|set| add_addresses(zone, set, reply));
        return Step::Done;
    }
    let Some(alias) = node.set(RecordType::CNAME) else { return Step::Absent };
    reply.add(Section::Answer, name, alias.clone());
    alias.targets().next().map_or(Step::Done, |target| Step::Alias(Box::new(target)))
}

/// The name servers behind a zone cut, with their glue. Behind an alias it completes the answer, which keeps its AA.
fn refer(zone: &Zone, cut: &Name, servers: &RecordSet, reply: Reply) -> Reply {
    let mut reply = if reply.has_answer() { reply } else { Reply::code(Rcode::NOERROR) };
    reply.add(Section::Authority, cut, servers.clone());
    add_addresses(zone, servers, &mut reply);
    reply
}

/// The addresses of what `set` points to, as far as the zone has them.
fn add_addresses(zone: &Zone, set: &RecordSet, reply: &mut Reply) {
    if !matches!(set.record_type, RecordType::NS | RecordType::MX) {
        return;
    }
    for target in set.targets() {
        zone.addresses(&target).for_each(|addresses| reply.add(Section::Additional, &target, addresses.clone()));
    }
}

/// The DNAME and the CNAME that follows from it: `owner` at the end of `name` gives way to the DNAME's target.
fn redirect(name: &Name, owner: &Name, dname: &RecordSet, reply: &mut Reply) -> Step {
    reply.add(Section::Answer, owner, dname.clone());
    let Some(target) = dname.targets().next() else { return Step::Done };
    let kept = name.label_count().saturating_sub(owner.label_count());
    let Ok(alias) = Name::from_labels(name.labels().take(kept).chain(target.labels())) else { return Step::TooLong };
    let rdata = [alias.octets().to_vec()].into();
    reply.add(Section::Answer, name, RecordSet { record_type: RecordType::CNAME, ttl: dname.ttl, rdata });
    Step::Alias(Box::new(alias))
}

/// The SOA record that says of which zone something is absent, and for how long that may be remembered (RFC 2308 §3).
fn absent(zone: &Zone, mut reply: Reply) -> Reply {
    if let Some(soa) = zone.negative_soa() {
        reply.add(Section::Authority, zone.origin(), soa);
    }
    reply
}
