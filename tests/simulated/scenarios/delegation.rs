//! Delegations that lead nowhere, in circles, to strangers or to far too many.

use core::net::IpAddr;

use txtproof::demo::Manner;
use txtproof::proof::ListedBy;
use txtproof::wire::{Name, Rcode, RecordType, Section};

use super::answer::denies_on_the_way;
use super::stage::Stage;
use super::{Scenario, from_root, named};
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::internet::{Glue, ServerPlan, Service, ZonePlan};
use crate::simulated::response::MadeUp;
use crate::simulated::run::Run;
use crate::simulated::twist::{slips_in, truncates};
use crate::simulated::world::{name, txt_line};

pub(super) const SCENARIOS: &[Scenario] = &[
    from_root(
        "S108",
        2,
        &[|stage| {
            // It serves the parent zone alone.
            let top = stage.world.top.clone();
            let parent = stage.world.internet.zone(&top).servers[0].clone();
            let own_name = stage.server().name.clone();
            *stage.server() = ServerPlan { name: own_name, service: Service::Forgotten, ..parent };
        }],
    ),
    from_root("S109", 2, &[|stage| stage.manner(Manner::RefersUpward)]),
    named(
        "S110",
        &[
            |stage| refers_to(stage, |stage| name(&stage.world.domain)),
            |stage| refers_to(stage, |stage| name(&format!("sideways.{}", stage.world.top))),
            |stage| refers_to(stage, |stage| name(&format!("x._amazonses.{}", stage.world.domain))),
        ],
    ),
    from_root(
        "S111",
        2,
        &[|stage| {
            let real = stage.world.domain_servers()[1].name.clone();
            stage.server().addresses.clear();
            let line = format!("{}. CNAME {real}.\n", stage.server().name);
            stage.world.domain_zone().records.push_str(&line);
        }],
    ),
    from_root("S112", 2, &[|stage| stage.server().addresses.clear()]),
    from_root(
        "S113",
        2,
        &[
            |stage| private(stage, "127.0.0.1"),
            |stage| private(stage, "10.1.2.3"),
            |stage| private(stage, "0.0.0.0"),
            |stage| private(stage, "::1"),
            |stage| private(stage, "fe80::1"),
            |stage| private(stage, "224.0.0.251"),
            |stage| private(stage, "ff02::fb"),
        ],
    )
    .and(scenario_server_gets_no_packet),
    from_root(
        "S114",
        2,
        &[|stage| {
            let (top, line) = (stage.world.top.clone(), format!("{}. NS .\n", stage.world.domain));
            stage.world.domain_zone().records.push_str(&line);
            stage.world.internet.zone(&top).records.push_str(&line);
        }],
    ),
    from_root(
        "S115",
        0,
        &[|stage| {
            let victim = stage.world.add_zone_elsewhere(2);
            stage.world.domain_zone().servers = nameless(stage, &victim, 1000);
        }],
    ),
    from_root(
        "S116",
        0,
        &[|stage| {
            let top = stage.world.top.clone();
            let mut servers = Vec::new();
            for _ in 0..13 {
                let attack = format!("{}.{top}", stage.world.random.label());
                let victim = stage.world.add_zone_elsewhere(1);
                let many = nameless(stage, &victim, 1500);
                stage.world.internet.zones.push(ZonePlan::new(&attack, many));
                servers.push(ServerPlan::new(format!("ns.{attack}"), Vec::new()));
            }
            stage.world.domain_zone().servers = servers;
        }],
    ),
    from_root(
        "S117",
        0,
        &[|stage| {
            let domain = stage.world.domain.clone();
            let other = format!("{}.{}", stage.world.random.label(), stage.world.top);
            let to_domain = stage.world.servers(&domain, 2);
            stage.world.internet.zones.push(ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(&other, to_domain) });
            let to_other = stage.world.servers(&other, 2);
            *stage.world.domain_zone() = ZonePlan { glue: Glue::Withheld, ..ZonePlan::new(&domain, to_other) };
        }],
    ),
    from_root("S118", 1, &[|stage| stage.world.domain_zone().glue = Glue::Withheld]),
    from_root("S119", 1, &[deeper_and_deeper]),
    from_root(
        "S120",
        2,
        &[|stage| {
            let provider = stage.world.add_zone_elsewhere(2);
            let servers = stage.world.servers(&provider, 2);
            let host = servers[0].name.clone();
            stage.world.domain_zone().servers = servers;
            let usurper = usurper(stage);
            let glue = address_record(&host, usurper);
            slip_into_top(stage, &glue);
        }],
    )
    .and(usurper_gets_no_packet),
    from_root(
        "S121",
        2,
        &[|stage| {
            let usurper = usurper(stage);
            let (top, poisoned) = (stage.world.top.clone(), stage.world.random.label());
            stage.world.add_zone(&poisoned, 1);
            let provider = format!("{}.{poisoned}", stage.world.random.label());
            stage.world.add_zone(&provider, 2);
            stage.world.domain_zone().servers = stage.world.servers(&provider, 2);
            let rdata = name(&format!("ns.{top}")).octets().to_vec();
            let poison =
                MadeUp { section: Section::Authority, owner: name(&poisoned), record_type: RecordType::NS, rdata };
            slip_into_top(stage, &poison);
            slip_into_top(stage, &address_record(&format!("ns.{top}"), usurper));
        }],
    )
    .and(usurper_gets_no_packet),
    from_root(
        "S122",
        2,
        &[|stage| {
            let other = usurper(stage);
            stage.world.internet.strays[0].records = txt_line("_amazonses", &stage.token());
            let glue = address_record(&stage.server().name, other);
            slip_into_top(stage, &glue);
        }],
    ),
    from_root(
        "S123",
        2,
        &[|stage| {
            let top = stage.world.top.clone();
            for server in &mut stage.world.internet.zone(&top).servers {
                server.habits.push(truncates());
            }
        }],
    ),
    from_root("S124", 2, &[|stage| stage.server().listed_by = ListedBy::Parent]),
    from_root("S124b", 2, &[|stage| stage.server().listed_by = ListedBy::Child]),
    from_root(
        "S125",
        13,
        &[|stage| {
            let address = stage.address();
            stage.world.domain_servers().iter_mut().for_each(|server| server.addresses = vec![address]);
        }],
    )
    .and(is_asked_once_for_the_record),
    from_root("S126", 2, &[|stage| denies_on_the_way(stage, Rcode::REFUSED)]),
    from_root("S126b", 2, &[|stage| denies_on_the_way(stage, Rcode::SERVFAIL)]),
    from_root(
        "S127",
        2,
        &[|stage| {
            // 127 labels in all fill a name of 255 octets.
            let domain = name(&stage.world.domain);
            let mut record = domain.clone();
            while let Ok(longer) = record.child(b"x") {
                record = longer;
            }
            stage.world.expectation().name = record.clone();
            stage.world.forget_provider();
            let owner = record.to_string();
            let line = txt_line(&format!("{owner}."), &stage.token());
            stage.world.publish(&line);
        }],
    ),
];

/// The scenario's server has nothing but a referral to give.
fn refers_to(stage: &mut Stage, cut: fn(&Stage) -> Name) {
    let cut = cut(stage);
    stage.answers(move |query| {
        let server = cut.child(b"ns").expect("a short name").octets().to_vec();
        let referral = CraftedRecord::new(&cut, RecordType::NS, server).in_section(Section::Authority);
        let response = Crafted::to(query).with(referral);
        Crafted { flags: txtproof::wire::Flags::RESPONSE, ..response }
    });
}

fn private(stage: &mut Stage, address: &str) {
    stage.server().addresses = vec![address.parse().expect("an address")];
}

fn scenario_server_gets_no_packet(stage: &mut Stage, run: &Run) {
    assert_eq!(run.sent_to(stage.address()).count(), 0);
}

fn is_asked_once_for_the_record(stage: &mut Stage, run: &Run) {
    assert_eq!(super::figures_of_question(stage, run).udp, 1);
}

/// So many name servers in a zone, none of which has an address.
fn nameless(stage: &mut Stage, zone: &str, count: usize) -> Vec<ServerPlan> {
    (0..count).map(|_| ServerPlan::new(format!("{}.{zone}", stage.world.random.label()), Vec::new())).collect()
}

/// Each label is delegated to a zone of its own.
fn deeper_and_deeper(stage: &mut Stage) {
    let mut origin = format!("_amazonses.{}", stage.world.domain);
    for _ in 0..20 {
        origin = format!("x.{origin}");
    }
    let labels: Vec<&str> = origin.split('.').collect();
    stage.world.publish("");
    for from in (1..labels.len() - 2).rev() {
        stage.world.add_zone(&labels[from..].join("."), 1);
    }
    stage.world.expectation().name = name(&origin);
}

/// A server that nobody has delegated to and that holds the record, alone; gives its address.
fn usurper(stage: &mut Stage) -> IpAddr {
    let server = stage.world.server("usurper");
    let address = server.addresses[0];
    let records = txt_line("_amazonses", b"a lie");
    stage.world.internet.strays.push(ZonePlan { records, ..ZonePlan::new(&stage.world.domain, vec![server]) });
    address
}

fn usurper_gets_no_packet(stage: &mut Stage, run: &Run) {
    let usurper = stage.world.internet.strays[0].servers[0].addresses[0];
    assert_eq!(run.sent_to(usurper).count(), 0);
}

fn address_record(owner: &str, address: IpAddr) -> MadeUp {
    let IpAddr::V4(address) = address else { panic!("an IPv4 address") };
    let rdata = address.octets().to_vec();
    MadeUp { section: Section::Additional, owner: name(owner), record_type: RecordType::A, rdata }
}

/// Every response of the top-level domain's servers has one more record.
fn slip_into_top(stage: &mut Stage, record: &MadeUp) {
    let top = stage.world.top.clone();
    for server in &mut stage.world.internet.zone(&top).servers {
        server.habits.push(slips_in(record.clone()));
    }
}
