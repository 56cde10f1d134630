//! hickory-proto: records own what they hold. They are read one by one, which spares the lists of a whole `Message`.

use std::mem;

use hickory_proto::op::{Edns, Header, Message, MessageType, OpCode, Query};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use hickory_proto::serialize::binary::{BinDecodable, BinDecoder, BinEncodable, BinEncoder};

use super::{Codec, UDP_PAYLOAD_OCTETS};
use crate::case::Asked;
use crate::visit::Visitor;

pub(super) struct Hickory;

impl Codec for Hickory {
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()> {
        move |visitor| {
            let mut decoder = BinDecoder::new(message);
            let counts = Header::read(&mut decoder).ok()?.counts;
            for _ in 0..counts.queries {
                Query::read(&mut decoder).ok()?;
            }
            for _ in 0..u32::from(counts.answers) + u32::from(counts.authorities) + u32::from(counts.additionals) {
                match Record::read(&mut decoder).ok()?.data {
                    RData::TXT(txt) => txt.txt_data.iter().for_each(|string| visitor.string([string])),
                    RData::NS(ns) => ns.0.iter().for_each(|label| visitor.label(label)),
                    _ => {}
                }
            }
            Some(())
        }
    }

    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        move |room| encode(asked, name(asked)?, room)
    }

    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        let name = name(asked).expect("a name");
        // A query owns its name.
        move |room| encode(asked, name.clone(), room)
    }

    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool> {
        let name = name(asked).expect("a name");
        let record_type = RecordType::from(asked.record_type);
        move || {
            let mut decoder = BinDecoder::new(message);
            let header = Header::read(&mut decoder).ok()?;
            if header.id != asked.id || header.message_type != MessageType::Response || header.counts.queries != 1 {
                return Some(false);
            }
            let query = Query::read(&mut decoder).ok()?;
            Some(query.query_type() == record_type && *query.name() == name)
        }
    }
}

/// Absolute, as names in messages are.
fn name(asked: &Asked) -> Option<Name> {
    let mut name = Name::from_ascii(&asked.name).ok()?;
    name.set_fqdn(true);
    Some(name)
}

fn encode(asked: &Asked, name: Name, room: &mut Vec<u8>) -> Option<usize> {
    let mut query = Message::new(asked.id, MessageType::Query, OpCode::Query);
    query.add_query(Query::query(name, RecordType::from(asked.record_type)));
    let mut edns = Edns::new();
    edns.set_max_payload(UDP_PAYLOAD_OCTETS);
    query.set_edns(edns);
    let mut octets = mem::take(room);
    octets.clear();
    query.emit(&mut BinEncoder::new(&mut octets)).ok()?;
    *room = octets;
    Some(room.len())
}
