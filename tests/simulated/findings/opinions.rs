//! Second opinions, rounds, and time: told beside the verdict, never part of it.

use core::net::{IpAddr, SocketAddr};

use txtproof::check::{FixedHost, FixedServer};
use txtproof::demo::{Authority, Manner, Zone};

use super::{Case, proven, refuted};
use crate::simulated::internet::ZonePlan;
use crate::simulated::twist::{fails_to_validate, takes_turns_with};
use crate::simulated::world::{World, txt_line};

pub(super) const CASES: &[Case] = &[
    proven("a resolver sees the record", "", |world| {
        let lines = txt_line("_amazonses", world.token.as_bytes());
        also_ask(world, &lines);
    }),
    proven("a resolver sees the record at the domain itself", "note name-at-apex", |world| {
        let lines = txt_line("@", world.token.as_bytes());
        world.publish(&lines);
        also_ask(world, &lines);
    }),
    proven("a resolver sees the record behind an alias", "", |world| {
        let lines = format!("_amazonses CNAME proof\n{}", txt_line("proof", world.token.as_bytes()));
        also_ask(world, &lines);
    }),
    proven("a resolver remembers one of two values", "warning resolver-behind", |world| {
        let values = [world.token.clone(), "another".to_owned()];
        world.expect(values.iter().map(|value| value.clone().into()).collect());
        world.publish_values(&values.each_ref().map(String::as_bytes));
        let lines = txt_line("_amazonses", world.token.as_bytes());
        also_ask(world, &lines);
    }),
    proven("a resolver remembers another value", "warning resolver-behind", |world| {
        let lines = txt_line("_amazonses", b"an old one");
        also_ask(world, &lines);
    }),
    proven("a resolver remembers an absence", "warning resolver-behind", |world| also_ask(world, "")),
    proven("a resolver fails where it validates", "warning dnssec-broken", |world| {
        let lines = txt_line("_amazonses", world.token.as_bytes());
        also_ask(world, &lines);
        world.internet.strays[0].servers[0].habits.push(fails_to_validate());
    }),
    refuted(
        "the record stands where the delegation does not lead",
        "error delegated-elsewhere, error name-missing, note negative-cached",
        |world| {
            let lines = txt_line("_amazonses", world.token.as_bytes());
            let address = serve_elsewhere(world, &lines);
            world.publish("");
            let host = FixedHost::Address(address);
            world.task.second_opinions.placed_at = Some(FixedServer { host, port: 53 });
        },
    ),
    refuted(
        "one address answers now so, now otherwise",
        "error server-answers-vary, error name-missing, note negative-cached",
        |world| {
            world.task.rounds = 2;
            world.domain_zone().servers.truncate(1);
            let soa = "@ SOA primary hostmaster 1 7200 900 1209600 300\n";
            let zones = vec![Zone::parse(&world.domain, soa).expect("a zone")];
            let without_record = Authority { zones, manner: Manner::Honest };
            world.domain_servers()[0].habits.push(takes_turns_with(without_record));
        },
    ),
    proven("one address answers alike again and again", "", |world| world.task.rounds = 3),
    proven("the value says that it has expired", "warning token-expired", |world| {
        let value = format!("{} expiry=2020-02-29", world.token);
        world.expect(vec![value.clone().into()]);
        world.publish_values(&[value.as_bytes()]);
        world.task.unix_time = Some(1_800_000_000);
    }),
];

/// A server that no delegation leads to has these lines for the domain; gives its address.
fn serve_elsewhere(world: &mut World, lines: &str) -> IpAddr {
    let server = world.server("elsewhere");
    let address = server.addresses[0];
    let zone = ZonePlan { records: lines.to_owned(), ..ZonePlan::new(&world.domain, vec![server]) };
    world.internet.strays.push(zone);
    address
}

/// A resolver that nobody delegates to: it has these lines for the domain.
fn also_ask(world: &mut World, lines: &str) {
    let address = serve_elsewhere(world, lines);
    world.task.second_opinions.also_ask = vec![SocketAddr::new(address, 53)];
}
