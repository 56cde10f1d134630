//! Nothing at the name, the record elsewhere, aliases.

use super::{Case, inconclusive, proven, refuted};
use crate::simulated::link::Link;
use crate::simulated::twist::is_deaf_to;
use crate::simulated::world::{World, txt_line};

pub(super) const CASES: &[Case] = &[
    refuted("nothing there", "error name-missing, note negative-cached", |world| world.publish("")),
    refuted("the name has records of another type", "error record-missing, note negative-cached", |world| {
        world.publish("_amazonses A 192.0.2.1\n");
    }),
    refuted("the name is an empty non-terminal", "error record-missing, note negative-cached", |world| {
        world.publish("x._amazonses A 192.0.2.1\n");
    }),
    refuted(
        "the domain appended to the name",
        "error name-domain-appended, error name-missing, note negative-cached",
        |world| {
            let owner = format!("_amazonses.{}", world.domain);
            publish_at(world, &owner);
        },
    ),
    refuted(
        "the underscore dropped",
        "error name-underscore-dropped, error name-missing, note negative-cached",
        |world| {
            publish_at(world, "amazonses");
        },
    ),
    refuted("the underscore doubled", "error name-misplaced, error name-missing, note negative-cached", |world| {
        publish_at(world, "__amazonses");
    }),
    refuted("below www", "error name-misplaced, error record-missing, note negative-cached", |world| {
        let owner = format!("_amazonses.www.{}.", world.domain);
        publish_at(world, &owner);
        world.domain_zone().records += "_amazonses A 192.0.2.1\n";
    }),
    refuted("under the type SPF", "error record-wrong-type, error record-missing, note negative-cached", |world| {
        let spf = txt_as_unknown_type(world.token.as_bytes());
        world.publish(&format!("_amazonses TYPE99 {spf}\n"));
    }),
    refuted("the value as the target of an alias", "error record-wrong-type", |world| {
        let target = world.token.replace('=', "");
        world.expect(vec![target.clone().into()]);
        world.publish(&format!("_amazonses CNAME {target}\n"));
    }),
    refuted("a wildcard of another purpose answers", "error name-wildcard", |world| {
        world.publish("* TXT \"v=spf1 -all\"\n");
    }),
    proven("at the domain itself, for a provider that allows it", "note name-at-apex", |world| publish_at(world, "@")),
    inconclusive(
        "at the domain itself, which one server keeps to itself",
        "error server-timeout, note name-at-apex",
        |world| {
            publish_at(world, "@");
            keep_apex_from_view(world, 1);
        },
    ),
    inconclusive("at the domain itself, which both keep to themselves", "error server-timeout", |world| {
        publish_at(world, "@");
        keep_apex_from_view(world, 2);
    }),
    refuted(
        "at the domain itself, where it is misplaced",
        "error name-at-apex, error name-missing, note negative-cached",
        |world| {
            world.forget_provider();
            publish_at(world, "@");
        },
    ),
    proven("an alias to the record", "note name-alias", |world| {
        let owner = alias_to_new_name(world);
        publish_too_at(world, &owner);
    }),
    proven("a wildcard stands for the name", "", |world| publish_at(world, "*")),
    refuted("an alias to nothing", "error name-alias, error name-missing", |world| {
        alias_to_new_name(world);
    }),
    refuted("an alias to a name without the type", "error name-alias, error record-missing", |world| {
        let owner = alias_to_new_name(world);
        let line = format!("{owner} A 192.0.2.1\n");
        world.domain_zone().records += &line;
    }),
    refuted("an alias to a damaged value", "error value-uppercased, error name-alias", |world| {
        let owner = alias_to_new_name(world);
        let line = txt_line(&owner, world.token.to_uppercase().as_bytes());
        world.domain_zone().records += &line;
    }),
    proven("an alias to somebody else's zone", "note name-alias", |world| {
        let elsewhere = world.add_zone_elsewhere(2);
        publish_at_zone(world, &elsewhere);
        world.publish(&format!("_amazonses CNAME token.{elsewhere}.\n"));
    }),
    inconclusive("an alias to a zone that is silent", "error server-timeout, warning name-alias", |world| {
        let elsewhere = world.add_zone_elsewhere(1);
        publish_at_zone(world, &elsewhere);
        world.internet.zone(&elsewhere).servers[0].link = Link::DEAD;
        world.publish(&format!("_amazonses CNAME token.{elsewhere}.\n"));
    }),
    refuted("an alias to a domain that does not exist", "error domain-missing, error name-alias", |world| {
        let missing = format!("{}.{}", world.random.label(), world.top);
        world.publish(&format!("_amazonses CNAME token.{missing}.\n"));
    }),
    refuted("an alias to itself", "error alias-loop", |world| world.publish("_amazonses CNAME _amazonses\n")),
    refuted("two aliases to each other", "error alias-loop", |world| {
        world.publish("_amazonses CNAME back\nback CNAME _amazonses\n");
    }),
    refuted(
        "an alias on one server, the record on the other",
        "error servers-disagree, error name-alias, error name-missing",
        |world| {
            let line = txt_line("_amazonses", world.token.as_bytes());
            world.publish("");
            world.domain_servers()[0].records = line;
            world.domain_servers()[1].records.push_str("_amazonses CNAME elsewhere\n");
        },
    ),
];

/// The record stands at `owner` alone, which is relative to the domain.
fn publish_at(world: &mut World, owner: &str) {
    world.publish("");
    publish_too_at(world, owner);
}

fn publish_too_at(world: &mut World, owner: &str) {
    let line = txt_line(owner, world.token.as_bytes());
    world.domain_zone().records += &line;
}

fn publish_at_zone(world: &mut World, origin: &str) {
    let line = txt_line("token", world.token.as_bytes());
    world.internet.zone(origin).records += &line;
}

/// The first so many servers drop what asks for the TXT records of the domain itself.
fn keep_apex_from_view(world: &mut World, count: usize) {
    let domain = world.task.domain.clone();
    for server in world.domain_servers().iter_mut().take(count) {
        server.habits.push(is_deaf_to(&domain));
    }
}

/// A TXT record's RDATA for a type that has no presentation format of its own (RFC 3597 §5).
fn txt_as_unknown_type(value: &[u8]) -> String {
    let digits: Vec<String> = value.iter().map(|octet| format!("{octet:02x}")).collect();
    format!("\\# {} {:02x}{}", value.len() + 1, value.len(), digits.concat())
}

/// The record's name is an alias of a new name in the zone, which is given.
fn alias_to_new_name(world: &mut World) -> String {
    let owner = world.random.label();
    world.publish(&format!("_amazonses CNAME {owner}\n"));
    owner
}
