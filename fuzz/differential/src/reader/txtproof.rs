//! This project's reader.

use txtproof::wire::{Malformed, Message, NameRef, QuestionRef, Rdata, Record};

use super::{class, unread};
use crate::reading::{Content, Item, Labels, Place, Reading};

/// Reads a message.
///
/// # Panics
///
/// Where `validate` does not say what the walk says.
pub fn read(octets: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let Ok(message) = Message::read(octets) else {
        reading.refuse(Place::Header);
        return reading;
    };
    if walk(&message, &mut reading).is_err() {
        reading.refuse_here();
    }
    assert_eq!(message.validate().is_err(), reading.stop.is_some(), "validate() and the walk do not agree");
    reading
}

fn walk(message: &Message<'_>, reading: &mut Reading) -> Result<(), Malformed> {
    for question in message.questions() {
        let QuestionRef { name, record_type, class } = question?;
        reading.items.push(Item {
            name: labels(name),
            record_type: record_type.0,
            class: class.0,
            content: Content::Question,
        });
    }
    for record in message.records() {
        let record = record?;
        let record_type = record.record_type.0;
        let class = class(record_type, record.class.0);
        reading.items.push(Item { name: labels(record.owner), record_type, class, content: content(&record) });
    }
    Ok(())
}

fn content(record: &Record<'_>) -> Content {
    match record.rdata() {
        Ok(Rdata::Txt(txt)) => Content::Strings(txt.strings().map(<[u8]>::to_vec).collect()),
        Ok(Rdata::Ns(name) | Rdata::Cname(name)) => Content::Name(labels(name)),
        Ok(_) => unread(record.record_type.0),
        Err(_) => Content::Spoilt,
    }
}

fn labels(name: NameRef<'_>) -> Labels {
    name.labels().map(<[u8]>::to_vec).collect()
}
