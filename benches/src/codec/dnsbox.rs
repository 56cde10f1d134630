//! dnsbox: lazy records in one pass, typed RDATA on demand.

use dnsbox::edns::OptHeader;
use dnsbox::rdata::{Ns, Txt};
use dnsbox::{Class, Flags, Message, MessageBuilder, NameBuf, Rtype};

use super::{Codec, UDP_PAYLOAD_OCTETS};
use crate::case::Asked;
use crate::visit::Visitor;

pub(super) struct Dnsbox;

impl Codec for Dnsbox {
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()> {
        move |visitor| {
            for record in Message::parse(message).ok()?.records() {
                let (_, record) = record.ok()?;
                match record.rtype() {
                    Rtype::TXT => {
                        let txt: Txt<'_> = record.data_as().ok()?;
                        txt.strings().for_each(|string| visitor.string([string.as_bytes()]));
                    }
                    Rtype::NS => {
                        let ns: Ns<'_> = record.data_as().ok()?;
                        ns.nsdname.labels().for_each(|label| visitor.label(label.as_bytes()));
                    }
                    _ => {}
                }
            }
            Some(())
        }
    }

    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        move |room| encode(asked, &asked.name.parse().ok()?, room)
    }

    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        let name: NameBuf = asked.name.parse().expect("a name");
        move |room| encode(asked, &name, room)
    }

    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool> {
        let name: NameBuf = asked.name.parse().expect("a name");
        let record_type = Rtype::from(asked.record_type);
        move || {
            let message = Message::parse(message).ok()?;
            if message.id() != asked.id || !message.flags().qr() {
                return Some(false);
            }
            let question = message.questions().next()?.ok()?;
            Some(question.qtype() == record_type && question.name() == name)
        }
    }
}

fn encode(asked: &Asked, name: &NameBuf, room: &mut [u8]) -> Option<usize> {
    let mut builder = MessageBuilder::new(room).ok()?;
    // There is nothing to compress, and a table less to keep.
    builder.set_compression(false);
    builder.set_id(asked.id);
    builder.set_flags(Flags::default());
    builder.push_question(name, Rtype::from(asked.record_type), Class::IN).ok()?;
    builder.push_edns(OptHeader::new(UDP_PAYLOAD_OCTETS), &()).ok()?;
    Some(builder.finish().len())
}
