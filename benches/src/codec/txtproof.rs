//! This project's codec.

use txtproof::wire::{Class, Edns, EdnsOptions, Encoder, Flags, Message, Name, NameRef, Question, Rdata, RecordType};

use super::{Codec, UDP_PAYLOAD_OCTETS};
use crate::case::Asked;
use crate::visit::Visitor;

pub(super) struct Txtproof;

impl Codec for Txtproof {
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()> {
        move |visitor| {
            for record in Message::read(message).ok()?.records() {
                let record = record.ok()?;
                if !matches!(record.record_type, RecordType::TXT | RecordType::NS) {
                    continue;
                }
                match record.rdata().ok()? {
                    Rdata::Txt(txt) => txt.strings().for_each(|string| visitor.string([string])),
                    Rdata::Ns(name) => name.labels().for_each(|label| visitor.label(label)),
                    _ => {}
                }
            }
            Some(())
        }
    }

    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        move |room| {
            let name: Name = asked.name.parse().ok()?;
            encode(asked, name.to_ref(), room)
        }
    }

    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        let name: Name = asked.name.parse().expect("a name");
        move |room| encode(asked, name.to_ref(), room)
    }

    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool> {
        let name: Name = asked.name.parse().expect("a name");
        let question = Question::new(name, RecordType(asked.record_type));
        move || {
            let message = Message::read(message).ok()?;
            let header = message.header();
            Some(header.id == asked.id && header.flags.is_response() && message.echo(&question).is_some())
        }
    }
}

/// As the exchange writes its queries.
fn encode(asked: &Asked, name: NameRef<'_>, room: &mut [u8]) -> Option<usize> {
    let mut encoder = Encoder::new(room, asked.id, Flags::default()).ok()?;
    encoder.question(name, RecordType(asked.record_type), Class::IN).ok()?;
    let options = EdnsOptions::from_octets(&[]).ok()?;
    encoder.edns(&Edns { udp_octets: UDP_PAYLOAD_OCTETS, extended_rcode: 0, version: 0, flags: 0, options }).ok()?;
    Some(encoder.finish().len())
}
