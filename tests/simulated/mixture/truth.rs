//! What a server of the network really holds, asked of its zones behind its back.

use core::net::IpAddr;
use std::collections::BTreeSet;

use txtproof::demo::{Authority, Manner};
use txtproof::exchange::Transport;
use txtproof::proof::Exchange;
use txtproof::wire::{Class, Encoder, Flags, Message, Name, Question, Rcode, Rdata, RecordType, Section};

use crate::simulated::network::Network;

/// The longest answer that is drawn has about 1500 octets; were there a longer one, it would come truncated, and be noticed.
const MOST_OCTETS: usize = 4096;

/// What a server's zones have for a name and a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// Records with these values.
    Values(BTreeSet<Vec<u8>>),
    Alias(Name),
    NoData,
    NxDomain,
    /// It does not serve the name.
    Nothing,
}

/// What the host at `address` holds for the records of one type at `name`, whatever its manners.
pub(super) fn truth(network: &Network, address: IpAddr, name: &Name, record_type: RecordType) -> Truth {
    let Some(host) = network.hosts.get(&address) else { return Truth::Nothing };
    let honest = Authority { manner: Manner::Honest, zones: host.authority.zones.clone() };
    let question = Question::new(name.clone(), record_type);
    let mut buffer = [0; MOST_OCTETS];
    let response = honest.respond(&query(&question), Transport::Tcp, &mut buffer).expect("a sound query");
    read(&Message::read(response).expect("a sound response"), name)
}

fn query(question: &Question) -> Vec<u8> {
    let mut buffer = [0; 512];
    let mut encoder = Encoder::new(&mut buffer, 1, Flags::default()).expect("room");
    encoder.question(question.name.to_ref(), question.record_type, Class::IN).expect("room");
    encoder.finish().to_vec()
}

fn read(message: &Message<'_>, name: &Name) -> Truth {
    assert!(!message.header().flags.is_truncated(), "the truth about {name} fits no {MOST_OCTETS} octets");
    let mut values = BTreeSet::new();
    for record in message.records().map(|record| record.expect("a sound record")) {
        match record.rdata().expect("sound RDATA") {
            _ if record.section != Section::Answer || record.owner != *name => {}
            Rdata::Txt(txt) => drop(values.insert(txt.octets().collect())),
            Rdata::Mx { preference, exchange } => {
                let exchange = Exchange { preference, host: exchange.to_name() };
                values.insert(exchange.to_string().into_bytes());
            }
            Rdata::A(address) => drop(values.insert(address.to_string().into_bytes())),
            Rdata::Aaaa(address) => drop(values.insert(address.to_string().into_bytes())),
            Rdata::Cname(target) => return Truth::Alias(target.to_name().to_lower_case()),
            _ => {}
        }
    }
    match message.rcode() {
        _ if !message.header().flags.is_authoritative() => Truth::Nothing,
        Ok(Rcode::NXDOMAIN) => Truth::NxDomain,
        _ if values.is_empty() => Truth::NoData,
        _ => Truth::Values(values),
    }
}
