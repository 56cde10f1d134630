//! The crate `domain`, its module `base`: the records as they are walked, RDATA as `AllRecordData` reads it.

use domain::base::message::{Message, RecordSection};
use domain::base::name::ParsedName;
use domain::base::wire::ParseError;
use domain::base::{ParsedRecord, Question};
use domain::rdata::AllRecordData;

use super::{class, unread};
use crate::reading::{Content, Item, Labels, Place, Reading};

pub(super) fn read(octets: &[u8], reading: &mut Reading) {
    let Ok(message) = Message::from_slice(octets) else { return reading.refuse(Place::Header) };
    if walk(message, reading).is_err() {
        reading.refuse_here();
    }
}

fn walk(message: &Message<[u8]>, reading: &mut Reading) -> Result<(), ParseError> {
    let mut questions = message.question();
    for question in questions.by_ref() {
        let question: Question<ParsedName<&[u8]>> = question?;
        reading.items.push(Item {
            name: labels(question.qname()),
            record_type: question.qtype().to_int(),
            class: question.qclass().to_int(),
            content: Content::Question,
        });
    }
    let mut section = Some(questions.answer()?);
    while let Some(records) = section {
        section = records_of(records, reading)?;
    }
    Ok(())
}

fn records_of<'a>(
    mut records: RecordSection<'a, [u8]>,
    reading: &mut Reading,
) -> Result<Option<RecordSection<'a, [u8]>>, ParseError> {
    for record in records.by_ref() {
        let record = record?;
        let record_type = record.rtype().to_int();
        let class = class(record_type, record.class().to_int());
        reading.items.push(Item { name: labels(&record.owner()), record_type, class, content: content(&record) });
    }
    records.next_section()
}

fn content(record: &ParsedRecord<'_, [u8]>) -> Content {
    let Ok(read) = record.to_any_record::<AllRecordData<&[u8], ParsedName<&[u8]>>>() else { return Content::Spoilt };
    match read.data() {
        AllRecordData::Txt(txt) => Content::Strings(txt.iter().map(<[u8]>::to_vec).collect()),
        AllRecordData::Ns(ns) => Content::Name(labels(ns.nsdname())),
        AllRecordData::Cname(cname) => Content::Name(labels(cname.cname())),
        _ => unread(record.rtype().to_int()),
    }
}

fn labels(name: &ParsedName<&[u8]>) -> Labels {
    name.iter().filter(|label| !label.is_root()).map(|label| label.as_slice().to_vec()).collect()
}
