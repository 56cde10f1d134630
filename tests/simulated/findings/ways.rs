//! Domains that are not there, delegations that differ or lead nowhere, bounds.

use txtproof::check::{Expectation, Goal};
use txtproof::demo::Manner;
use txtproof::proof::ListedBy;

use super::{Case, inconclusive, proven, refuted};
use crate::simulated::link::Link;
use crate::simulated::twist::mangles;
use crate::simulated::world::{World, name, txt_line};

/// RA, in the fourth octet of a header.
const RECURSION_AVAILABLE: u8 = 0x80;

pub(super) const CASES: &[Case] = &[
    refuted("nobody has registered the domain", "error domain-missing", unregister),
    refuted("nobody has registered the top-level domain", "error domain-missing", |world| {
        unregister(world);
        let top = world.top.clone();
        world.internet.zones.retain(|zone| zone.origin != top);
    }),
    inconclusive(
        "only one of two servers of the parent speaks, and says that it is not there",
        "error domain-missing, error server-timeout",
        |world| {
            unregister(world);
            top_zone(world).servers[0].link = Link::DEAD;
        },
    ),
    refuted("the domain has other records and no delegation", "error domain-not-delegated", |world| {
        unregister(world);
        let line = format!("{}. TXT \"on hold\"\n", world.domain);
        top_zone(world).records = line;
    }),
    inconclusive("something on the way answers for everybody", "error dns-intercepted", |world| {
        for server in world.internet.zones.iter_mut().flat_map(|zone| &mut zone.servers) {
            server.habits.push(mangles(|octets, _| octets[3] |= RECURSION_AVAILABLE));
        }
    }),
    proven("a DS record at the parent, and no key in the zone", "warning dnssec-broken", |world| {
        let line = format!("{}. TYPE43 \\# 4 00010d02\n", world.domain);
        top_zone(world).records = line;
    }),
    proven("the name is a top-level domain", "warning domain-public-suffix", |world| {
        let top = world.top.clone();
        world.task.domain = name(&top);
        world.expectation().name = name(&format!("_amazonses.{top}"));
        top_zone(world).records = txt_line("_amazonses", world.token.as_bytes());
    }),
    inconclusive("the root is silent", "error discovery-failed, error server-timeout", |world| silence(world, ".")),
    inconclusive("the top-level domain is silent", "error discovery-failed, error server-timeout", |world| {
        let top = world.top.clone();
        silence(world, &top);
    }),
    inconclusive("the top-level domain fails", "error discovery-failed, error server-failure", |world| {
        top_zone(world).servers.iter_mut().for_each(|server| server.manner = Manner::Fails);
    }),
    inconclusive("no name server has an address", "error discovery-failed", |world| {
        world.domain_servers().iter_mut().for_each(|server| server.addresses.clear());
    }),
    proven("the parent alone lists a server", "warning delegation-mismatch", |world| {
        world.domain_servers()[0].listed_by = ListedBy::Parent;
    }),
    proven("the zone alone lists a server", "warning delegation-mismatch", |world| {
        world.domain_servers()[0].listed_by = ListedBy::Child;
    }),
    proven("the parent alone lists a server of a zone that has two records", "warning delegation-mismatch", |world| {
        let other = Expectation { name: name(&format!("_other.{}", world.domain)), ..world.expectation().clone() };
        let Goal::Prove(expectations) = &mut world.task.goal else { panic!("the task is to prove") };
        expectations.push(other);
        let line = txt_line("_other", world.token.as_bytes());
        world.domain_zone().records += &line;
        world.domain_servers()[0].listed_by = ListedBy::Parent;
    }),
    refuted(
        "the server that the zone alone lists lacks the record",
        "error servers-disagree, warning delegation-mismatch, note negative-cached",
        |world| {
            let line = txt_line("_amazonses", world.token.as_bytes());
            world.publish("");
            world.domain_servers()[0].listed_by = ListedBy::Child;
            world.domain_servers()[1].records = line;
        },
    ),
    inconclusive("more name servers than are asked", "error limit-reached", |world| {
        let domain = world.domain.clone();
        let more = world.servers(&domain, 12);
        world.domain_zone().servers.extend(more);
    }),
    inconclusive("more aliases than are followed", "error limit-reached, warning name-alias", |world| {
        publish_behind_aliases(world, 17);
    }),
    proven("as many aliases as are followed", "note name-alias", |world| publish_behind_aliases(world, 16)),
    inconclusive("more records than are kept", "error limit-reached, note extra-value", |world| {
        let mut values: Vec<String> = (0..1000).map(|number: u32| number.to_string()).collect();
        values.push(world.token.clone());
        let values: Vec<&[u8]> = values.iter().map(String::as_bytes).collect();
        world.publish_values(&values);
    }),
];

/// Takes the domain's zone and its delegation away.
fn unregister(world: &mut World) {
    let domain = world.domain.clone();
    world.internet.zones.retain(|zone| zone.origin != domain);
}

fn top_zone(world: &mut World) -> &mut crate::simulated::internet::ZonePlan {
    let top = world.top.clone();
    world.internet.zone(&top)
}

fn silence(world: &mut World, origin: &str) {
    world.internet.zone(origin).servers.iter_mut().for_each(|server| server.link = Link::DEAD);
}

/// The record at the end of so many aliases inside the zone.
fn publish_behind_aliases(world: &mut World, count: u32) {
    let owner = |number| if number == 0 { "_amazonses".to_owned() } else { format!("a{number}") };
    let alias = |number| format!("{} CNAME {}\n", owner(number), owner(number + 1));
    let mut lines: String = (0..count).map(alias).collect();
    lines += &txt_line(&owner(count), world.token.as_bytes());
    world.publish(&lines);
}
