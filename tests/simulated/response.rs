//! Responses that no honest authority would give.

use txtproof::wire::{Class, Encoder, Flags, Question, Rdata, RecordType, Section};

/// A response with authority: these records, by type and RDATA, stand at the name.
pub(crate) fn response(id: u16, question: &Question, records: &[(RecordType, Vec<u8>)]) -> Vec<u8> {
    let mut buffer = [0; 4096];
    let flags = Flags::default().with(Flags::RESPONSE | Flags::AUTHORITATIVE);
    let mut encoder = Encoder::new(&mut buffer, id, flags).expect("room");
    let owner = question.name.to_ref();
    encoder.question(owner, question.record_type, question.class).expect("room");
    for (record_type, rdata) in records {
        let rdata = Rdata::Opaque(rdata);
        encoder.record(Section::Answer, owner, *record_type, Class::IN, 300, &rdata).expect("room");
    }
    encoder.finish().to_vec()
}

/// A response with authority: a record of the type asked for, with one short character-string, stands at the name.
pub(crate) fn txt_response(id: u16, question: &Question, value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(value.len()).expect("a short value");
    response(id, question, &[(question.record_type, [&[length], value].concat())])
}
