//! Responses that no honest authority would give.

use core::net::Ipv4Addr;

use txtproof::wire::{Class, Encoder, Flags, MAX_MESSAGE_OCTETS, Message, Name, Question, Rdata, RecordType, Section};

/// The host that forgers would have mail go to, in wire form.
pub(crate) const LYING_HOST: &[u8] = b"\x05a-lie\x04test\0";

/// The address that they say hosts have.
pub(crate) const LYING_ADDRESS: Ipv4Addr = Ipv4Addr::new(192, 88, 99, 99);

/// A record as a test makes it up.
#[derive(Clone, Debug)]
pub(crate) struct MadeUp {
    pub(crate) section: Section,
    pub(crate) owner: Name,
    pub(crate) record_type: RecordType,
    /// In wire form, without compression.
    pub(crate) rdata: Vec<u8>,
}

impl MadeUp {
    /// A TXT record that answers, with one short character-string.
    pub(crate) fn txt(owner: &Name, value: &[u8]) -> Self {
        let length = u8::try_from(value.len()).expect("a short value");
        let rdata = [&[length], value].concat();
        Self { section: Section::Answer, owner: owner.clone(), record_type: RecordType::TXT, rdata }
    }

    /// What forgers answer: an MX record and addresses that nobody has; to all else a text, whatever was asked for.
    pub(crate) fn lie(question: &Question, value: &[u8]) -> Self {
        let rdata = match question.record_type {
            RecordType::MX => [&[0, 0], LYING_HOST].concat(),
            RecordType::A => LYING_ADDRESS.octets().to_vec(),
            RecordType::AAAA => LYING_ADDRESS.to_ipv6_mapped().octets().to_vec(),
            _ => Self::txt(&question.name, value).rdata,
        };
        Self { record_type: question.record_type, rdata, ..Self::txt(&question.name, &[]) }
    }

    pub(crate) fn cname(owner: &Name, target: &Name) -> Self {
        let rdata = target.octets().to_vec();
        Self { section: Section::Answer, owner: owner.clone(), record_type: RecordType::CNAME, rdata }
    }

    fn write(&self, encoder: &mut Encoder<'_>) {
        let (owner, rdata) = (self.owner.to_ref(), Rdata::Opaque(&self.rdata));
        encoder.record(self.section, owner, self.record_type, Class::IN, 300, &rdata).expect("room");
    }
}

/// A response with authority and these answers.
pub(crate) fn response(id: u16, question: &Question, answers: &[MadeUp]) -> Vec<u8> {
    let mut buffer = [0; 4096];
    let flags = Flags::default().with(Flags::RESPONSE | Flags::AUTHORITATIVE);
    let mut encoder = Encoder::new(&mut buffer, id, flags).expect("room");
    encoder.question(question.name.to_ref(), question.record_type, question.class).expect("room");
    for answer in answers {
        answer.write(&mut encoder);
    }
    encoder.finish().to_vec()
}

/// A response with one more record, at the end of its section.
pub(crate) fn with_record(octets: &[u8], added: &MadeUp) -> Vec<u8> {
    let message = Message::read(octets).expect("a message");
    let header = message.header();
    let mut buffer = vec![0; MAX_MESSAGE_OCTETS];
    let mut encoder = Encoder::new(&mut buffer, header.id, header.flags).expect("room");
    for question in message.questions() {
        let question = question.expect("sound");
        encoder.question(question.name, question.record_type, question.class).expect("room");
    }
    let records: Vec<_> = message.records().map(|record| record.expect("sound")).collect();
    let (before, behind): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| record.section <= added.section);
    let write = |encoder: &mut Encoder<'_>, record: &txtproof::wire::Record<'_>| {
        let rdata = record.rdata().expect("sound");
        let (owner, record_type) = (record.owner, record.record_type);
        encoder.record(record.section, owner, record_type, record.class, record.ttl, &rdata).expect("room");
    };
    for record in &before {
        write(&mut encoder, record);
    }
    added.write(&mut encoder);
    for record in &behind {
        write(&mut encoder, record);
    }
    encoder.finish().to_vec()
}
