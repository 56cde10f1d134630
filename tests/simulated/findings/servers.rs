//! Servers that are silent, refuse, fail, lie or lag; one of them beside a good one, and all of them.

use core::net::{IpAddr, Ipv4Addr};

use txtproof::demo::Manner;

use super::{Case, inconclusive, proven, refuted};
use crate::simulated::internet::{SERIAL, Service};
use crate::simulated::link::{Link, Tcp};
use crate::simulated::twist::{babbles, cuts_to, truncates};
use crate::simulated::world::{World, txt_line};

pub(super) const CASES: &[Case] = &[
    proven("one server is silent", "warning server-timeout", |world| link(world, 1, Link::DEAD)),
    inconclusive("both servers are silent", "error server-timeout", |world| link(world, 2, Link::DEAD)),
    proven("nobody listens at one server", "warning server-unreachable", |world| link(world, 1, Link::REFUSED)),
    inconclusive("nobody listens at either", "error server-unreachable", |world| link(world, 2, Link::REFUSED)),
    proven("one server cannot be reached", "warning server-unreachable", |world| link(world, 1, Link::UNREACHABLE)),
    inconclusive("neither can be reached", "error server-unreachable", |world| link(world, 2, Link::UNREACHABLE)),
    proven("no route to one server is our own affair", "", |world| link(world, 1, Link::NO_ROUTE)),
    inconclusive("no route to either", "error server-unreachable", |world| link(world, 2, Link::NO_ROUTE)),
    proven("a name server without an address", "warning server-unreachable", |world| {
        world.domain_servers()[0].addresses.clear();
    }),
    proven("one server refuses", "warning server-refused", |world| manner(world, 1, Manner::RefusesAll)),
    inconclusive("both refuse", "error server-refused", |world| manner(world, 2, Manner::RefusesAll)),
    proven("one server does not know the zone", "warning server-refused", |world| {
        world.domain_servers()[0].service = Service::Forgotten;
    }),
    proven("one server fails", "warning server-failure", |world| manner(world, 1, Manner::Fails)),
    inconclusive("both fail", "error server-failure", |world| manner(world, 2, Manner::Fails)),
    proven("one server cuts its responses", "warning server-malformed", |world| {
        manner(world, 1, Manner::CutsResponses);
    }),
    inconclusive("both cut them", "error server-malformed", |world| manner(world, 2, Manner::CutsResponses)),
    inconclusive("both send a header alone", "error server-malformed", |world| {
        each(world, 2, |server| server.habits.push(cuts_to(12)));
    }),
    inconclusive("both babble", "error server-malformed", |world| {
        each(world, 2, |server| server.habits.push(babbles(60)));
    }),
    proven("one server is a cache", "warning server-not-authoritative", |world| {
        manner(world, 1, Manner::NotAuthoritative);
    }),
    inconclusive("both are caches", "error server-not-authoritative", |world| {
        manner(world, 2, Manner::NotAuthoritative);
    }),
    proven("one server points upward", "warning server-not-authoritative", |world| {
        manner(world, 1, Manner::RefersUpward);
    }),
    inconclusive("both point upward", "error server-not-authoritative", |world| manner(world, 2, Manner::RefersUpward)),
    proven("a large record set comes over TCP", "note extra-value", |world| publish_much(world, 40)),
    proven("one server has it and no TCP", "warning server-tcp-unavailable, note extra-value", |world| {
        publish_much(world, 40);
        manner(world, 1, Manner::WithoutTcp);
    }),
    inconclusive("both have it and no TCP", "error server-tcp-unavailable", |world| {
        publish_much(world, 40);
        manner(world, 2, Manner::WithoutTcp);
    }),
    inconclusive("both truncate and drop TCP", "error server-tcp-unavailable", |world| {
        each(world, 2, |server| {
            server.habits.push(truncates());
            server.link.tcp = Tcp::Dropped;
        });
    }),
    proven("one server has a private address", "warning server-private-address", |world| private_addresses(world, 1)),
    inconclusive("both have private addresses", "error server-private-address", |world| private_addresses(world, 2)),
    proven("one server rejects EDNS", "note server-no-edns", |world| manner(world, 1, Manner::RejectsEdns)),
    proven("one server folds the case of questions", "note server-case-folded", |world| {
        manner(world, 1, Manner::FoldsCase);
    }),
    refuted("one server lacks the record", "error servers-disagree, note negative-cached", |world| {
        lacks_it(world, SERIAL);
    }),
    refuted(
        "one server lacks the record and is behind",
        "error servers-disagree, warning server-behind, note negative-cached",
        |world| {
            lacks_it(world, SERIAL - 1);
        },
    ),
    refuted(
        "one is silent, the other lacks the record",
        "error name-missing, warning server-timeout, note negative-cached",
        |world| {
            world.publish("");
            link(world, 1, Link::DEAD);
        },
    ),
    refuted("one refuses, the other has it in lower case", "error value-lowercased, warning server-refused", |world| {
        let value = world.token.to_lowercase();
        world.publish_values(&[value.as_bytes()]);
        manner(world, 1, Manner::RefusesAll);
    }),
    proven("a server is behind, and holds the record", "", |world| world.domain_servers()[0].serial = SERIAL - 1),
];

/// Each of the first so many servers.
fn each(world: &mut World, count: usize, change: impl Fn(&mut crate::simulated::internet::ServerPlan)) {
    world.domain_servers().iter_mut().take(count).for_each(change);
}

fn link(world: &mut World, count: usize, link: Link) {
    each(world, count, |server| server.link = link);
}

fn manner(world: &mut World, count: usize, manner: Manner) {
    each(world, count, |server| server.manner = manner);
}

/// The record among so many of other accounts.
fn publish_much(world: &mut World, count: usize) {
    let mut values: Vec<String> = (0..count).map(|_| world.random.token()).collect();
    values.push(world.token.clone());
    let values: Vec<&[u8]> = values.iter().map(String::as_bytes).collect();
    world.publish_values(&values);
}

fn private_addresses(world: &mut World, count: usize) {
    for (host, server) in (1..).zip(world.domain_servers()).take(count) {
        server.addresses = vec![IpAddr::from(Ipv4Addr::new(10, 0, 0, host))];
    }
}

/// The first server has the record, the second not.
fn lacks_it(world: &mut World, serial: u32) {
    let line = txt_line("_amazonses", world.token.as_bytes());
    world.publish("");
    world.domain_servers()[0].records = line;
    world.domain_servers()[1].serial = serial;
}
