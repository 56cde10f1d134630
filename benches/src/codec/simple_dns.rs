//! simple-dns: decodes a whole message into lists that borrow from it. A character-string is given in two parts, before
//! and behind its first `=`.

use simple_dns::rdata::{OPT, RData};
use simple_dns::{CLASS, Name, Packet, PacketFlag, QTYPE, Question, TYPE, header_buffer};

use super::{Codec, UDP_PAYLOAD_OCTETS};
use crate::case::Asked;
use crate::visit::Visitor;

pub(super) struct SimpleDns;

impl Codec for SimpleDns {
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()> {
        move |visitor| {
            let packet = Packet::parse(message).ok()?;
            for record in packet.answers.iter().chain(&packet.name_servers).chain(&packet.additional_records) {
                match &record.rdata {
                    RData::TXT(txt) => txt.iter_raw().for_each(|(key, value)| match value {
                        Some(value) => visitor.string([key, b"=", value]),
                        None => visitor.string([key]),
                    }),
                    RData::NS(ns) => ns.0.as_bytes().for_each(|label| visitor.label(label)),
                    _ => {}
                }
            }
            Some(())
        }
    }

    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        move |room| encode(asked, Name::new(&asked.name).ok()?, room)
    }

    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        let name = Name::new(&asked.name).expect("a name");
        // A question owns its name.
        move |room| encode(asked, name.clone(), room)
    }

    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool> {
        let name = Name::new(&asked.name).expect("a name");
        let record_type = QTYPE::TYPE(TYPE::from(asked.record_type));
        move || {
            if header_buffer::id(message).ok()? != asked.id
                || !header_buffer::has_flags(message, PacketFlag::RESPONSE).ok()?
            {
                return Some(false);
            }
            let packet = Packet::parse(message).ok()?;
            let [question] = &packet.questions[..] else { return Some(false) };
            Some(question.qtype == record_type && question.qname == name)
        }
    }
}

fn encode<'q>(asked: &'q Asked, name: Name<'q>, room: &mut Vec<u8>) -> Option<usize> {
    let record_type = QTYPE::TYPE(TYPE::from(asked.record_type));
    let mut packet = Packet::new_query(asked.id);
    packet.questions.push(Question::new(name, record_type, CLASS::IN.into(), false));
    *packet.opt_mut() = Some(OPT { opt_codes: Vec::new(), udp_packet_size: UDP_PAYLOAD_OCTETS, version: 0 });
    room.clear();
    packet.write_to(room).ok()?;
    Some(room.len())
}
