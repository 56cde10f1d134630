//! dnsbox: the records as they are walked, RDATA as `Record::data` reads it, and what `Message::validate` says of the end.

use dnsbox::rdata::RData;
use dnsbox::{Error, Message, Name, Record};

use super::{class, unread};
use crate::reading::{Content, Item, Labels, Place, Reading};

pub(super) fn read(octets: &[u8], reading: &mut Reading) {
    let Ok(message) = Message::parse(octets) else { return reading.refuse(Place::Header) };
    if walk(&message, reading).is_err() {
        return reading.refuse_here();
    }
    // It looks at the end last, and refuses a message for one spoilt record.
    let is_spoilt = reading.items.iter().any(|item| item.content == Content::Spoilt);
    if message.validate().is_err() && !is_spoilt {
        reading.refuse(Place::End);
    }
}

fn walk(message: &Message<'_>, reading: &mut Reading) -> Result<(), Error> {
    for question in message.questions() {
        let question = question?;
        reading.items.push(Item {
            name: labels(question.name()),
            record_type: question.qtype().get(),
            class: question.qclass().get(),
            content: Content::Question,
        });
    }
    for record in message.records() {
        let (_, record) = record?;
        let record_type = record.rtype().get();
        let class = class(record_type, record.class().get());
        reading.items.push(Item { name: labels(record.name()), record_type, class, content: content(&record) });
    }
    Ok(())
}

fn content(record: &Record<'_>) -> Content {
    match record.data() {
        Ok(RData::Txt(txt)) => Content::Strings(txt.strings().map(|string| string.as_bytes().to_vec()).collect()),
        Ok(RData::Ns(ns)) => Content::Name(labels(ns.nsdname)),
        Ok(RData::Cname(cname)) => Content::Name(labels(cname.cname)),
        Ok(_) => unread(record.rtype().get()),
        Err(_) => Content::Spoilt,
    }
}

fn labels(name: Name<'_>) -> Labels {
    name.labels().map(|label| label.as_bytes().to_vec()).collect()
}
