//! What a server says of names that are not its business.

use core::net::IpAddr;

use txtproof::proof::{Code, Verdict};
use txtproof::wire::{RecordType, Section};

use super::{world, world_hosted_elsewhere};
use crate::simulated::internet::ZonePlan;
use crate::simulated::response::MadeUp;
use crate::simulated::twist::{slips_in, slips_into};
use crate::simulated::world::{World, name, txt_line};

/// A server that nobody has delegated to and that holds the record; gives its address.
fn usurper(world: &mut World) -> IpAddr {
    let server = world.server("usurper");
    let address = server.addresses[0];
    let records = txt_line("_amazonses", world.token.as_bytes());
    world.internet.strays.push(ZonePlan { records, ..ZonePlan::new(&world.domain, vec![server]) });
    address
}

fn address_record(owner: &str, address: IpAddr) -> MadeUp {
    let IpAddr::V4(address) = address else { panic!("an IPv4 address") };
    let rdata = address.octets().to_vec();
    MadeUp { section: Section::Additional, owner: name(owner), record_type: RecordType::A, rdata }
}

#[test]
fn what_a_server_says_of_an_alias_target_in_another_zone_is_not_used() {
    let (mut world, _seed) = world(2);
    let elsewhere = world.add_zone_elsewhere(2);
    let target = format!("token.{elsewhere}");
    world.publish(&format!("_amazonses CNAME {target}.\n"));
    let lent = MadeUp::txt(&name(&target), world.token.as_bytes());
    world.domain_servers().iter_mut().for_each(|server| server.habits.push(slips_in(lent.clone())));
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
    assert!(run.has(Code::NameMissing), "{}", run.findings());
}

#[test]
fn an_address_for_a_name_server_in_another_zone_gets_no_packet() {
    let (mut world, _seed) = world_hosted_elsewhere(2);
    let usurper = usurper(&mut world);
    let host = world.domain_servers()[0].name.clone();
    let top = world.top.clone();
    for server in &mut world.internet.zone(&top).servers {
        server.habits.push(slips_in(address_record(&host, usurper)));
    }
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
    assert_eq!(run.sent_to(usurper).count(), 0);
}

#[test]
fn name_servers_for_another_zone_in_a_referral_are_not_believed() {
    let (mut world, _seed) = world_hosted_elsewhere(2);
    let usurper = usurper(&mut world);
    let (top, victim) = (world.top.clone(), world.internet.zones[3].origin.clone());
    assert_eq!(name(&victim).label_count(), 1, "the provider's top-level domain");
    let poison = MadeUp {
        section: Section::Authority,
        owner: name(&victim),
        record_type: RecordType::NS,
        rdata: name(&format!("ns.{top}")).octets().to_vec(),
    };
    for server in &mut world.internet.zone(&top).servers {
        server.habits.push(slips_in(poison.clone()));
        server.habits.push(slips_in(address_record(&format!("ns.{top}"), usurper)));
    }
    let run = world.prove();
    assert_eq!(run.sent_to(usurper).count(), 0, "{:#?}", run.sent);
    assert_ne!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
}

#[test]
fn the_record_in_any_section_but_the_answer_is_no_proof() {
    for section in [Section::Authority, Section::Additional] {
        let (mut world, _seed) = world(2);
        world.publish("");
        let owner = world.expectation().name.clone();
        let record = MadeUp { section, ..MadeUp::txt(&owner, world.token.as_bytes()) };
        world.domain_servers().iter_mut().for_each(|server| server.habits.push(slips_in(record.clone())));
        let run = world.prove();
        assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
        assert!(run.proof.servers.iter().all(|row| row.answers.is_empty()), "{:#?}", run.proof.servers);
    }
}

#[test]
fn the_record_under_another_owner_is_no_proof() {
    let (mut world, _seed) = world(2);
    let other = name(&format!("other.{}", world.domain));
    world.publish("_amazonses TXT \"something else\"\n");
    world.forget_provider(); // It is asked for at this one name alone.
    let record = MadeUp::txt(&other, world.token.as_bytes());
    let habit = slips_into(RecordType::TXT, record);
    world.domain_servers().iter_mut().for_each(|server| server.habits.push(habit.clone()));
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Refuted, "{}", run.findings());
    assert_eq!(run.errors().collect::<Vec<_>>(), [Code::ValueOther], "{}", run.findings());
}
