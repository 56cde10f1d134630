//! An internet of four addresses: a root, `com` below it, and two servers of `example.com` that hold the record and take mail.

use std::net::{IpAddr, Ipv4Addr};

use txtproof::wire::{Class, Flags, Name, Question, RecordType, Section};

use super::plan::{Plan, Planned, character_string, name};

pub(crate) const TOKEN: &[u8] = b"fmxqxT/icOYx4aA=";

/// The record to prove.
pub(crate) const OWNER: &str = "_t.example.com";

/// Where mail goes.
const MAIL_HOST: &str = "mx.example.com";

const RESPONSE: Flags = Flags(0x8000);
const AUTHORITATIVE: Flags = Flags(0x8400);
const NXDOMAIN: Flags = Flags(0x8403);

/// The address with this last octet.
pub(crate) fn address(number: u8) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, number).into()
}

/// What an honest server says: 1 is the root, 2 serves `com`, every other `example.com`.
pub(crate) fn honest(server: IpAddr, question: &Question) -> Plan {
    let is_below = |zone: &str| question.name.is_at_or_below(&name(zone));
    if server == address(1) {
        if is_below("com") { referral("com", &[("ns.com", 2)]) } else { absence(".", NXDOMAIN) }
    } else if server == address(2) {
        let is_delegated = is_below("example.com");
        if is_delegated { referral("example.com", &SERVERS) } else { absence("com", NXDOMAIN) }
    } else {
        authority(question)
    }
}

const SERVERS: [(&str, u8); 2] = [("ns1.example.com", 3), ("ns2.example.com", 4)];

fn authority(question: &Question) -> Plan {
    let zone = name("example.com");
    let is_at = |owner: &str| question.name == name(owner);
    let answer = |rdata: Vec<u8>| record(Section::Answer, &question.name, question.record_type, rdata);
    let server = SERVERS.iter().find(|(server, _)| is_at(server));
    let records = match (question.record_type, server) {
        (RecordType::NS, _) if is_at("example.com") => {
            SERVERS.iter().map(|(server, _)| answer(name(server).octets().to_vec())).collect()
        }
        (RecordType::SOA, _) if is_at("example.com") => vec![answer(soa(&zone))],
        (RecordType::A, Some((_, number))) => vec![answer(vec![192, 0, 2, *number])],
        (RecordType::MX, _) if is_at("example.com") => {
            vec![answer([&[0, 10], name(MAIL_HOST).octets()].concat())]
        }
        (RecordType::A, _) if is_at(MAIL_HOST) => vec![answer(vec![192, 88, 99, 25])],
        (RecordType::TXT, _) if is_at(OWNER) => vec![answer(character_string(TOKEN))],
        _ => {
            let exists = server.is_some() || [OWNER, MAIL_HOST, "example.com"].into_iter().any(is_at);
            return absence("example.com", if exists { AUTHORITATIVE } else { NXDOMAIN });
        }
    };
    Plan { flags: AUTHORITATIVE, extended_rcode: None, records }
}

fn referral(cut: &str, servers: &[(&str, u8)]) -> Plan {
    let name_server = |(server, _): &(&str, u8)| {
        record(Section::Authority, &name(cut), RecordType::NS, name(server).octets().to_vec())
    };
    let glue = |(server, number): &(&str, u8)| {
        record(Section::Additional, &name(server), RecordType::A, vec![192, 0, 2, *number])
    };
    let records = servers.iter().map(name_server).chain(servers.iter().map(glue)).collect();
    Plan { flags: RESPONSE, extended_rcode: None, records }
}

fn absence(zone: &str, flags: Flags) -> Plan {
    let zone = name(zone);
    let records = vec![record(Section::Authority, &zone, RecordType::SOA, soa(&zone))];
    Plan { flags, extended_rcode: None, records }
}

fn soa(zone: &Name) -> Vec<u8> {
    [zone.octets(), zone.octets(), &[0, 0, 0, 9].repeat(5)].concat()
}

fn record(section: Section, owner: &Name, record_type: RecordType, rdata: Vec<u8>) -> Planned {
    Planned { section, owner: owner.clone(), record_type, class: Class::IN, ttl: 300, rdata }
}
