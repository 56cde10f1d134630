//! dns-protocol: records into arrays of the caller's, which are kept between messages. It checks no name that nobody looks
//! at, and leaves RDATA to its caller: the strings and names there are walked by the few lines below.

use dns_protocol::{Flags, Message, MessageType, Question, ResourceRecord, ResourceType};

use super::{Codec, UDP_PAYLOAD_OCTETS};
use crate::case::Asked;
use crate::visit::Visitor;

pub(super) struct DnsProtocol;

/// More records than 64 KiB hold: the least is a root owner and ten octets.
const MAX_RECORDS: usize = 65_536 / 11;

const IN: u16 = 1;
const POINTER: u8 = 0xc0;
const MAX_NAME_OCTETS: usize = 255;

impl Codec for DnsProtocol {
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()> {
        let mut room = Room::default();
        move |visitor| {
            let read = room.read(message)?;
            let records = read.answers().iter().chain(read.authorities()).chain(read.additional());
            for record in records {
                match record.ty() {
                    ResourceType::Txt => visit_strings(record.data(), visitor)?,
                    ResourceType::NS => visit_labels(message, record.data(), visitor)?,
                    _ => {}
                }
            }
            Some(())
        }
    }

    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        move |room| {
            let record_type = ResourceType::try_from(asked.record_type).ok()?;
            let mut questions = [Question::new(asked.name.as_str(), record_type, IN)];
            let mut edns = [ResourceRecord::new("", ResourceType::Opt, UDP_PAYLOAD_OCTETS, 0, &[])];
            let query = Message::new(asked.id, Flags::new(), &mut questions, &mut [], &mut [], &mut edns);
            query.write(room).ok()
        }
    }

    /// Its names are the text that they are made of: there is nothing to make ready.
    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize> {
        Self::encode_text(asked)
    }

    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool> {
        let labels: Vec<&str> = asked.name.split('.').collect();
        let mut room = Room::default();
        move || {
            let read = room.read(message)?;
            if read.id() != asked.id || read.flags().qr() != MessageType::Reply {
                return Some(false);
            }
            let [question] = read.questions() else { return Some(false) };
            let mut names = question.name().names();
            let is_label =
                |label: &&str| names.next().is_some_and(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case(label)));
            let is_name = labels.iter().all(is_label) && names.next().is_none();
            Some(is_name && u16::from(question.ty()) == asked.record_type)
        }
    }
}

/// The arrays that it reads into.
struct Room<'m> {
    questions: [Question<'m>; 1],
    answers: Vec<ResourceRecord<'m>>,
    authorities: Vec<ResourceRecord<'m>>,
    additionals: Vec<ResourceRecord<'m>>,
}

impl Default for Room<'_> {
    fn default() -> Self {
        let records = || vec![ResourceRecord::default(); MAX_RECORDS];
        Self { questions: Default::default(), answers: records(), authorities: records(), additionals: records() }
    }
}

impl<'m> Room<'m> {
    fn read(&mut self, message: &'m [u8]) -> Option<Message<'_, 'm>> {
        let Self { questions, answers, authorities, additionals } = self;
        Message::read(message, questions, answers, authorities, additionals).ok()
    }
}

fn visit_strings(mut rdata: &[u8], visitor: &mut impl Visitor) -> Option<()> {
    while let Some((length, behind)) = rdata.split_first() {
        let (string, rest) = behind.split_at_checked(usize::from(*length))?;
        visitor.string([string]);
        rdata = rest;
    }
    Some(())
}

/// Ends, as the name has at most 255 octets and each pointer goes backwards.
fn visit_labels(message: &[u8], rdata: &[u8], visitor: &mut impl Visitor) -> Option<()> {
    let (mut rest, mut octets, mut before) = (rdata, 0, message.len());
    loop {
        let (first, behind) = rest.split_first()?;
        match *first {
            0 => return Some(()),
            POINTER.. => {
                let target = usize::from(u16::from_be_bytes([first & !POINTER, *behind.first()?]));
                rest = message.get(target..).filter(|_| target < before)?;
                before = target;
            }
            length => {
                let (label, behind) = behind.split_at_checked(usize::from(length))?;
                visitor.label(label);
                octets += 1 + label.len();
                rest = Some(behind).filter(|_| octets < MAX_NAME_OCTETS)?;
            }
        }
    }
}
