//! Decode anything: no panic, nothing unprintable, and what decodes, encodes and decodes alike.

use std::cell::RefCell;
use std::fmt::{self, Write};

use txtproof::wire::{Encoder, MAX_MESSAGE_OCTETS, Message, QuestionRef, Rdata, Record};

use super::reader::names;

/// The property of target `message`.
pub fn message(octets: &[u8]) {
    let Ok(message) = Message::read(octets) else { return };
    let is_sound = message.validate().is_ok();
    for record in message.records() {
        assert!(record.is_ok() || !is_sound, "a walk over a validated message failed");
        let Ok(record) = record else { break };
        write!(Printable, "{record}").expect("it takes any text");
        let _ = record.edns();
    }
    names(&message);
    if is_sound {
        encodes_and_decodes_alike(&message);
    }
}

/// Takes text that is safe on any terminal, and keeps none of it.
struct Printable;

impl fmt::Write for Printable {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        assert!(text.bytes().all(|octet| (0x20..=0x7e).contains(&octet)), "unprintable: {text:?}");
        Ok(())
    }
}

thread_local! {
    /// Cleared for no message: clearing 64 KiB would take longer than most of them.
    static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; MAX_MESSAGE_OCTETS]);
}

fn encodes_and_decodes_alike(message: &Message<'_>) {
    let questions: Vec<QuestionRef<'_>> = message.questions().map_while(Result::ok).collect();
    let records: Vec<Record<'_>> = message.records().map_while(Result::ok).collect();
    let rdata: Vec<Rdata<'_>> = records.iter().map_while(|record| record.rdata().ok()).collect();
    if rdata.len() < records.len() {
        return;
    }
    BUFFER.with_borrow_mut(|buffer| {
        if let Some(encoded) = encode(message, &questions, &records, &rdata, buffer) {
            is_alike(encoded, message, questions, &records, rdata);
        }
    });
}

fn is_alike(
    encoded: &[u8],
    message: &Message<'_>,
    questions: Vec<QuestionRef<'_>>,
    records: &[Record<'_>],
    rdata: Vec<Rdata<'_>>,
) {
    let again = Message::read(encoded).expect("an encoded header");
    assert_eq!(again.validate(), Ok(0), "an encoded message is sound and has nothing behind it");
    assert_eq!(again.header(), message.header());
    assert!(again.questions().map(Result::unwrap).eq(questions));
    for ((new, old), old_rdata) in again.records().map(Result::unwrap).zip(records).zip(rdata) {
        assert_eq!((new.section, new.owner, new.record_type), (old.section, old.owner, old.record_type));
        assert_eq!((new.class, new.ttl), (old.class, old.ttl));
        assert_eq!(new.rdata(), Ok(old_rdata));
    }
}

/// `None` where the message is too long without the compression that it came with.
fn encode<'b>(
    message: &Message<'_>,
    questions: &[QuestionRef<'_>],
    records: &[Record<'_>],
    rdata: &[Rdata<'_>],
    buffer: &'b mut [u8],
) -> Option<&'b [u8]> {
    let mut encoder = Encoder::new(buffer, message.header().id, message.header().flags).ok()?;
    for question in questions {
        encoder.question(question.name, question.record_type, question.class).ok()?;
    }
    for (record, rdata) in records.iter().zip(rdata) {
        let Record { section, owner, record_type, class, ttl, .. } = *record;
        encoder.record(section, owner, record_type, class, ttl, rdata).ok()?;
    }
    Some(encoder.finish())
}
