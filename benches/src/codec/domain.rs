//! The crate `domain` (`NLnet` Labs), its module `base`: lazy sections over a slice.

use std::mem;

use domain::base::iana::Class;
use domain::base::message::Message;
use domain::base::message_builder::MessageBuilder;
use domain::base::name::{Name, ParsedName};
use domain::base::{Rtype, ToName};
use domain::rdata::{Ns, Txt};

use super::{Codec, UDP_PAYLOAD_OCTETS};
use crate::case::Asked;
use crate::visit::Visitor;

pub(super) struct Domain;

impl Codec for Domain {
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()> {
        move |visitor| {
            let mut section = Message::from_slice(message).ok()?.question().answer().ok()?;
            loop {
                for record in section.by_ref() {
                    let record = record.ok()?;
                    match record.rtype() {
                        Rtype::TXT => {
                            let record = record.into_record::<Txt<&[u8]>>().ok()??;
                            record.data().iter().for_each(|string| visitor.string([string]));
                        }
                        Rtype::NS => {
                            let record = record.into_record::<Ns<ParsedName<&[u8]>>>().ok()??;
                            let labels = record.data().nsdname().iter().filter(|label| !label.is_root());
                            labels.for_each(|label| visitor.label(label.as_slice()));
                        }
                        _ => {}
                    }
                }
                let Some(next) = section.next_section().ok()? else { return Some(()) };
                section = next;
            }
        }
    }

    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        move |room| encode(asked, &Name::vec_from_str(&asked.name).ok()?, room)
    }

    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        let name = Name::vec_from_str(&asked.name).expect("a name");
        move |room| encode(asked, &name, room)
    }

    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool> {
        let name = Name::vec_from_str(&asked.name).expect("a name");
        let record_type = Rtype::from_int(asked.record_type);
        move || {
            let message = Message::from_slice(message).ok()?;
            let header = message.header();
            if header.id() != asked.id || !header.qr() {
                return Some(false);
            }
            let question = message.sole_question().ok()?;
            Some(question.qtype() == record_type && question.qname().name_eq(&name))
        }
    }
}

fn encode(asked: &Asked, name: &Name<Vec<u8>>, room: &mut Vec<u8>) -> Option<usize> {
    // It appends to what it is given, and gives it back.
    let mut empty = mem::take(room);
    empty.clear();
    let mut builder = MessageBuilder::from_target(empty).ok()?;
    builder.header_mut().set_id(asked.id);
    let mut builder = builder.question();
    builder.push((name, Rtype::from_int(asked.record_type), Class::IN)).ok()?;
    let mut builder = builder.additional();
    builder
        .opt(|opt| {
            opt.set_udp_payload_size(UDP_PAYLOAD_OCTETS);
            Ok(())
        })
        .ok()?;
    *room = builder.finish();
    Some(room.len())
}
