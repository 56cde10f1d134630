//! Where mail goes, and whether it gets there.

use core::net::SocketAddr;

use txtproof::check::{Families, Start};
use txtproof::demo::Manner;

use super::{Case, inconclusive, proven, refuted};
use crate::simulated::internet::{Glue, ServerPlan, Service, ZonePlan};
use crate::simulated::link::Link;
use crate::simulated::twist::{mangles, truncates};
use crate::simulated::world::World;

/// A mail server and the MX record that names it. Its address is nobody's any more (RFC 7526), and looks public.
const GOOD: &str = "@ MX 10 mx1\nmx1 A 192.88.99.25\n";

pub(super) const CASES: &[Case] = &[
    proven("two mail servers with addresses", "", |world| {
        mail(world, "@ MX 10 mx1\n@ MX 20 mx2\nmx1 A 192.88.99.25\nmx2 A 192.88.99.26\n");
    }),
    proven("one mail server under two preferences", "", |world| {
        mail(world, "@ MX 10 mx1\n@ MX 20 mx1\nmx1 A 192.88.99.25\n");
    }),
    proven("a mail server in another zone", "", |world| {
        let elsewhere = world.add_zone_elsewhere(2);
        names_host_in(world, &elsewhere);
    }),
    proven("a mail server with an IPv6 address alone", "", |world| mail(world, "@ MX 10 mx1\nmx1 AAAA 2a00::25\n")),
    proven("a mail server with an IPv6 address alone, asked over IPv4", "", |world| {
        mail(world, "@ MX 10 mx1\nmx1 AAAA 2a00::25\n");
        world.task.families = Families::Ipv4;
    }),
    proven("a mail server with a private address and a public one", "", |world| {
        mail(world, "@ MX 10 mx1\nmx1 A 10.1.2.25\nmx1 AAAA 2a00::25\n");
    }),
    proven("a name without a zone of its own", "", |world| {
        mail(world, "sub MX 10 mx1\nmx1 A 192.88.99.25\n");
        ask_of(world, "sub");
    }),
    proven("no MX record, and an address", "note mail-implicit-mx", |world| mail(world, "@ A 192.88.99.25\n")),
    proven("no MX record, and an IPv6 address", "note mail-implicit-mx", |world| mail(world, "@ AAAA 2a00::25\n")),
    proven("an alias to another's mail servers", "", |world| {
        let elsewhere = world.add_zone_elsewhere(2);
        "all MX 10 mx1\nmx1 A 192.88.99.25\n".clone_into(&mut world.internet.zone(&elsewhere).records);
        mail(world, &format!("sub CNAME all.{elsewhere}.\n"));
        ask_of(world, "sub");
    }),
    proven("an alias to a name without MX records, and an address there", "note mail-implicit-mx", |world| {
        mail(world, "sub CNAME host\nhost A 192.88.99.25\n");
        ask_of(world, "sub");
    }),
    proven("an alias for a mail server", "warning mail-exchange-is-alias", |world| {
        mail(world, "@ MX 10 alias\nalias CNAME mx1\nmx1 A 192.88.99.25\n");
    }),
    proven("one mail server without an address", "warning mail-exchange-without-address", |world| {
        mail(world, &format!("{GOOD}@ MX 5 mx2\n"));
    }),
    proven("one of two with a private address", "warning mail-exchange-private", |world| {
        mail(world, &format!("{GOOD}@ MX 5 mx2\nmx2 A 192.168.1.25\n"));
    }),
    proven("an address in place of one mail server's name", "warning mail-exchange-without-address", |world| {
        mail(world, &format!("{GOOD}@ MX 5 192.88.99.26.\n"));
    }),
    proven("\".\" beside a mail server", "warning mail-exchange-without-address", |world| {
        mail(world, &format!("{GOOD}@ MX 0 .\n"));
    }),
    proven("one of two with a name in a zone that is silent", "note mail-not-found-out", |world| {
        let elsewhere = world.add_zone_elsewhere(1);
        names_host_in(world, &elsewhere);
        world.internet.zone(&elsewhere).servers[0].link = Link::DEAD;
        world.domain_zone().records += GOOD;
    }),
    proven(
        "one of two behind more aliases than are followed",
        "warning limit-reached, warning mail-exchange-is-alias, note mail-not-found-out",
        |world| {
            let alias = |number: u32| format!("m{number} CNAME m{}\n", number + 1);
            let chain: String = (0..5).map(alias).collect();
            mail(world, &format!("{GOOD}@ MX 5 m0\n{chain}m5 A 192.88.99.26\n"));
        },
    ),
    proven("two servers with other preferences", "warning mail-servers-disagree", |world| {
        serve_each(world, ["@ MX 10 mx1\n", "@ MX 20 mx1\n"], "mx1 A 192.88.99.25\n");
    }),
    proven("two servers with other mail servers", "warning mail-servers-disagree", |world| {
        serve_each(world, ["@ MX 10 mx1\n", "@ MX 10 mx2\n"], "mx1 A 192.88.99.25\nmx2 A 192.88.99.26\n");
    }),
    proven(
        "an MX record on one server alone, and an address",
        "warning mail-servers-disagree, note mail-implicit-mx",
        |world| {
            serve_each(world, ["@ MX 10 @\n", ""], "@ A 192.88.99.25\n");
        },
    ),
    proven("one server is silent", "warning server-timeout", |world| {
        mail(world, GOOD);
        world.domain_servers()[0].link = Link::DEAD;
    }),
    proven("one server refuses", "warning server-refused", |world| {
        mail(world, GOOD);
        world.domain_servers()[0].service = Service::Forgotten;
    }),
    proven("one server is a cache", "warning server-not-authoritative", |world| {
        mail(world, GOOD);
        world.domain_servers()[0].manner = Manner::NotAuthoritative;
    }),
    proven("so many mail servers that the answer takes TCP", "", |world| {
        mail(world, GOOD);
        let of_one = |number: u32| format!("@ MX 10 m{number:060}\nm{number:060} A 192.88.99.25\n");
        let lines: String = (0..15).map(of_one).collect();
        world.domain_zone().records += &lines;
    }),
    proven("the name servers are found by a resolver", "", |world| {
        mail(world, "@ MX 10 mx1\n");
        discover_by_resolver(world, "mx1 A 192.88.99.25\n");
    }),
    proven(
        "the name servers are found by a resolver that knows no address of the domain",
        "note mail-implicit-mx",
        |world| {
            mail(world, "");
            discover_by_resolver(world, "");
            world.publish("@ A 192.88.99.25\n");
        },
    ),
    proven("the domain's own zone is the top-level domain's, where its MX record stands", "", |world| {
        in_top_zone(world, "MX 10 mx1");
        top_zone(world).records += "mx1 A 192.88.99.25\n";
    }),
    proven(
        "the domain's own zone is the top-level domain's, where its address stands",
        "note mail-implicit-mx",
        |world| {
            in_top_zone(world, "A 192.88.99.25");
        },
    ),
    refuted("the domain says that it receives no mail", "error mail-null-mx", |world| {
        mail(world, "@ MX 0 .\n@ A 192.88.99.25\n");
    }),
    refuted("an alias to a name that receives no mail", "error mail-null-mx", |world| {
        mail(world, "sub CNAME host\nhost MX 0 .\n");
        ask_of(world, "sub");
    }),
    refuted("neither an MX record nor an address", "error mail-no-exchange", |world| {
        mail(world, "www A 192.88.99.25\n");
    }),
    refuted("no MX record, and a private address", "error mail-exchange-private, note mail-implicit-mx", |world| {
        mail(world, "@ A 10.1.2.25\n");
    }),
    refuted("an alias to itself", "error mail-no-exchange", |world| {
        mail(world, "sub CNAME sub\n");
        ask_of(world, "sub");
    }),
    refuted("two aliases to each other", "error mail-no-exchange", |world| {
        mail(world, "sub CNAME back\nback CNAME sub\n");
        ask_of(world, "sub");
    }),
    refuted("an alias to nothing", "error mail-domain-missing", |world| {
        mail(world, "sub CNAME nothing\n");
        ask_of(world, "sub");
    }),
    refuted("an alias to a domain that nobody has registered", "error mail-domain-missing", |world| {
        let missing = format!("{}.{}", world.random.label(), world.top);
        mail(world, &format!("sub CNAME mail.{missing}.\n"));
        ask_of(world, "sub");
    }),
    refuted("the zone has no such name", "error mail-domain-missing", |world| {
        mail(world, GOOD);
        ask_of(world, "sub");
    }),
    refuted("nobody has registered the domain", "error mail-domain-missing", |world| {
        mail(world, "");
        unregister(world);
    }),
    refuted("nobody has registered the top-level domain", "error mail-domain-missing", |world| {
        mail(world, "");
        unregister(world);
        let top = world.top.clone();
        world.internet.zones.retain(|zone| zone.origin != top);
    }),
    refuted("the domain has other records and no delegation", "error mail-domain-missing", |world| {
        in_top_zone(world, "TXT \"on hold\"");
    }),
    refuted(
        "one server says no mail, the other has a mail server",
        "error mail-servers-disagree, error mail-null-mx",
        |world| {
            serve_each(world, ["@ MX 0 .\n", "@ MX 10 mx1\n"], "mx1 A 192.88.99.25\n");
        },
    ),
    refuted(
        "one server has the name, the other not",
        "error mail-domain-missing, error mail-servers-disagree",
        |world| {
            serve_each(world, ["sub MX 10 mx1\n", ""], "mx1 A 192.88.99.25\n");
            ask_of(world, "sub");
        },
    ),
    refuted("a mail server without an address", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 mx1\nmx1 TXT x\n");
    }),
    refuted("a mail server that does not exist", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 mx1\n");
    }),
    refuted("a mail server in a domain that does not exist", "error mail-exchange-without-address", |world| {
        let missing = format!("{}.{}", world.random.label(), world.top);
        mail(world, &format!("@ MX 10 mx1.{missing}.\n"));
    }),
    refuted("a mail server without its final dot", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 mx1.provider.example\n");
    }),
    refuted("an address in place of the mail server's name", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 192.88.99.25.\n");
    }),
    refuted("an address without a final dot in place of the name", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 192.88.99.25\n");
    }),
    refuted("an IPv6 address in place of the name", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 2a00::25.\n");
    }),
    refuted("an address in brackets in place of the name", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 [192.88.99.25].\n");
    }),
    refuted("a private address", "error mail-exchange-private", |world| mail(world, "@ MX 10 mx1\nmx1 A 10.1.2.25\n")),
    refuted("a loopback address", "error mail-exchange-private", |world| {
        mail(world, "@ MX 10 mx1\nmx1 A 127.0.0.1\nmx1 AAAA ::1\n");
    }),
    refuted(
        "an alias for a mail server with a private address",
        "error mail-exchange-private, warning mail-exchange-is-alias",
        |world| mail(world, "@ MX 10 alias\nalias CNAME mx1\nmx1 A 10.1.2.25\n"),
    ),
    refuted(
        "an alias for a mail server that does not exist",
        "error mail-exchange-without-address, warning mail-exchange-is-alias",
        |world| mail(world, "@ MX 10 alias\nalias CNAME mx1\n"),
    ),
    refuted(
        "aliases for a mail server that lead in a circle",
        "error mail-exchange-without-address, warning mail-exchange-is-alias",
        |world| mail(world, "@ MX 10 a\na CNAME b\nb CNAME a\n"),
    ),
    refuted("two preferences for a mail server without an address", "error mail-exchange-without-address", |world| {
        mail(world, "@ MX 10 mx1\n@ MX 20 mx1\n");
    }),
    refuted(
        "two servers with other preferences for a mail server without an address",
        "error mail-servers-disagree, error mail-exchange-without-address",
        |world| serve_each(world, ["@ MX 10 mx1\n", "@ MX 20 mx1\n"], ""),
    ),
    refuted(
        "one of two nowhere, the other at one server alone in a zone that is silent",
        "error mail-servers-disagree, error mail-exchange-without-address, note mail-not-found-out",
        |world| {
            let elsewhere = world.add_zone_elsewhere(1);
            world.internet.zone(&elsewhere).servers[0].link = Link::DEAD;
            let lines = format!("@ MX 10 mx1.{elsewhere}.\n");
            serve_each(world, [&lines, "@ MX 10 mx1\n"], "");
        },
    ),
    inconclusive(
        "one server has a mail server, the other one in a zone that is silent",
        "error mail-servers-disagree, error mail-not-found-out",
        |world| {
            let elsewhere = world.add_zone_elsewhere(1);
            world.internet.zone(&elsewhere).servers[0].link = Link::DEAD;
            let lines = format!("@ MX 10 mx1.{elsewhere}.\n");
            serve_each(world, [&lines, "@ MX 10 mx1\n"], "mx1 A 192.88.99.25\n");
        },
    ),
    inconclusive("both servers are silent", "error mail-not-found-out, warning server-timeout", |world| {
        mail(world, GOOD);
        world.domain_servers().iter_mut().for_each(|server| server.link = Link::DEAD);
    }),
    inconclusive("both refuse", "error mail-not-found-out, warning server-refused", |world| {
        mail(world, GOOD);
        world.domain_servers().iter_mut().for_each(|server| server.service = Service::Forgotten);
    }),
    inconclusive("both are caches", "error mail-not-found-out, warning server-not-authoritative", |world| {
        mail(world, GOOD);
        world.domain_servers().iter_mut().for_each(|server| server.manner = Manner::NotAuthoritative);
    }),
    inconclusive("both point upward", "error mail-not-found-out, warning server-not-authoritative", |world| {
        mail(world, GOOD);
        world.domain_servers().iter_mut().for_each(|server| server.manner = Manner::RefersUpward);
    }),
    inconclusive(
        "the answer takes TCP, which there is not",
        "error mail-not-found-out, warning server-tcp-unavailable",
        |world| {
            mail(world, GOOD);
            for server in world.domain_servers() {
                server.habits.push(truncates());
                server.manner = Manner::WithoutTcp;
            }
        },
    ),
    inconclusive("the mail server's zone is silent", "error mail-not-found-out", |world| {
        let elsewhere = world.add_zone_elsewhere(2);
        names_host_in(world, &elsewhere);
        world.internet.zone(&elsewhere).servers.iter_mut().for_each(|server| server.link = Link::DEAD);
    }),
    inconclusive(
        "the mail server's zone is not served where it is delegated to",
        "error mail-not-found-out",
        |world| {
            let elsewhere = world.add_zone_elsewhere(2);
            names_host_in(world, &elsewhere);
            world.internet.zone(&elsewhere).servers.iter_mut().for_each(|server| server.service = Service::Forgotten);
        },
    ),
    inconclusive("the mail server's zone has a name server that needs it", "error mail-not-found-out", |world| {
        let elsewhere = world.add_zone_elsewhere(1);
        names_host_in(world, &elsewhere);
        world.internet.zone(&elsewhere).glue = Glue::Withheld;
    }),
    inconclusive(
        "one mail server without an address, another in a zone that is silent",
        "error mail-exchange-without-address, error mail-not-found-out",
        |world| {
            let elsewhere = world.add_zone_elsewhere(1);
            names_host_in(world, &elsewhere);
            world.internet.zone(&elsewhere).servers[0].link = Link::DEAD;
            world.domain_zone().records += "@ MX 5 mx1\n";
        },
    ),
    inconclusive("an alias to a zone that is silent", "error mail-not-found-out, warning server-timeout", |world| {
        let elsewhere = world.add_zone_elsewhere(1);
        world.internet.zone(&elsewhere).servers[0].link = Link::DEAD;
        mail(world, &format!("sub CNAME all.{elsewhere}.\n"));
        ask_of(world, "sub");
    }),
    inconclusive("the root is silent", "error mail-not-found-out, warning server-timeout", |world| {
        mail(world, GOOD);
        world.internet.zone(".").servers.iter_mut().for_each(|server| server.link = Link::DEAD);
    }),
    inconclusive("the top-level domain is silent", "error mail-not-found-out, warning server-timeout", |world| {
        mail(world, GOOD);
        top_zone(world).servers.iter_mut().for_each(|server| server.link = Link::DEAD);
    }),
    inconclusive(
        "only one of two servers of the parent speaks, and says that the domain is not there",
        "error mail-domain-missing, error mail-not-found-out, warning server-timeout",
        |world| {
            mail(world, "");
            unregister(world);
            top_zone(world).servers[0].link = Link::DEAD;
        },
    ),
    inconclusive("something on the way answers for everybody", "error dns-intercepted", |world| {
        mail(world, GOOD);
        for server in world.internet.zones.iter_mut().flat_map(|zone| &mut zone.servers) {
            server.habits.push(mangles(|octets, _| octets[3] |= 0x80));
        }
    }),
    inconclusive("the resolver that was to find the name servers is silent", "error mail-not-found-out", |world| {
        mail(world, GOOD);
        discover_by_resolver(world, "");
        world.internet.strays[0].servers[0].link = Link::DEAD;
    }),
    inconclusive("the resolver fails on the mail server", "error mail-not-found-out", |world| {
        let lines = format!("@ MX 10 mx1.{}.{}.\n", world.random.label(), world.top);
        mail(world, &lines);
        discover_by_resolver(world, "");
    }),
];

/// Where mail for the domain goes is what is to be found out; these lines are in its zone.
fn mail(world: &mut World, lines: &str) {
    world.ask_for_mail();
    world.publish(lines);
}

/// Mail for a name below the domain.
fn ask_of(world: &mut World, label: &str) {
    world.task.domain = world.task.domain.child(label.as_bytes()).expect("a short name");
}

/// Each of the two servers has lines of its own, and all have the others.
fn serve_each(world: &mut World, lines: [&str; 2], common: &str) {
    mail(world, common);
    for (server, lines) in world.domain_servers().iter_mut().zip(lines) {
        lines.clone_into(&mut server.records);
    }
}

/// The mail server has its name and address in another zone.
fn names_host_in(world: &mut World, zone: &str) {
    "mx1 A 192.88.99.25\n".clone_into(&mut world.internet.zone(zone).records);
    mail(world, &format!("@ MX 20 mx1.{zone}.\n"));
}

/// Takes the domain's zone and its delegation away.
fn unregister(world: &mut World) {
    let domain = world.domain.clone();
    world.internet.zones.retain(|zone| zone.origin != domain);
}

/// The domain has a record in the top-level domain's zone, in place of a delegation.
fn in_top_zone(world: &mut World, record: &str) {
    world.ask_for_mail();
    unregister(world);
    let line = format!("{}. {record}\n", world.domain);
    top_zone(world).records = line;
}

fn top_zone(world: &mut World) -> &mut ZonePlan {
    let top = world.top.clone();
    world.internet.zone(&top)
}

/// A resolver that knows the domain as its servers do, and these lines.
fn discover_by_resolver(world: &mut World, lines: &str) {
    let server = world.server("resolver");
    let address = server.addresses[0];
    let mut zone = world.domain_zone().clone();
    let hosts = zone.servers.iter().map(ServerPlan::address_lines);
    let name_servers = zone.servers.iter().map(|server| format!("@ NS {}.\n", server.name));
    zone.records = hosts.chain(name_servers).collect::<Vec<_>>().concat() + lines;
    world.internet.strays.push(ZonePlan { servers: vec![server], ..zone });
    world.task.start = Start::Recursive(SocketAddr::new(address, 53));
}
