//! hickory-proto: records one by one as `Message::from_vec` reads them, so that it is seen where it stops.

use hickory_proto::op::{Header, Message, OpCode, Query};
use hickory_proto::rr::{Name, RData, Record};
use hickory_proto::serialize::binary::{BinDecodable, BinDecoder, DecodeError};

use super::{OPT, unread};
use crate::reading::{Content, Item, Labels, Place, Reading};

pub(super) fn read(octets: &[u8], reading: &mut Reading) {
    let mut decoder = BinDecoder::new(octets);
    let Ok(header) = Header::read(&mut decoder) else { return reading.refuse(Place::Header) };
    if walk(&header, &mut decoder, reading).is_err() {
        reading.refuse_here();
    }
    assert_eq!(Message::from_vec(octets).is_err(), reading.stop.is_some(), "from_vec() and the walk do not agree");
}

fn walk(header: &Header, decoder: &mut BinDecoder<'_>, reading: &mut Reading) -> Result<(), DecodeError> {
    for _ in 0..header.counts.queries {
        let query = Query::read(decoder)?;
        reading.items.push(Item {
            name: labels(query.name()),
            record_type: query.query_type().into(),
            class: query.query_class().into(),
            content: Content::Question,
        });
    }
    let mut has_opt = false;
    for _ in 0..u32::from(header.counts.answers) + u32::from(header.counts.authorities) {
        let item = record(decoder, header.metadata.op_code, false, &mut has_opt)?;
        reading.items.push(item);
    }
    for _ in 0..header.counts.additionals {
        let item = record(decoder, header.metadata.op_code, true, &mut has_opt)?;
        reading.items.push(item);
    }
    Ok(())
}

/// The next record. An OPT record is none there, and is told apart by being none.
fn record(
    decoder: &mut BinDecoder<'_>,
    opcode: OpCode,
    is_additional: bool,
    has_opt: &mut bool,
) -> Result<Item, DecodeError> {
    let (records, edns, _) = Message::read_records(decoder, 1, is_additional, opcode)?;
    if edns.is_some() && std::mem::replace(has_opt, true) {
        return Err(DecodeError::DuplicateEdns);
    }
    Ok(records.into_iter().next().map_or_else(opt, |record| item(&record)))
}

fn opt() -> Item {
    Item { name: vec![], record_type: OPT, class: 0, content: Content::Other }
}

fn item(record: &Record) -> Item {
    let record_type = record.record_type().into();
    let content = match &record.data {
        RData::TXT(txt) => Content::Strings(txt.txt_data.iter().map(|string| string.to_vec()).collect()),
        RData::NS(ns) => Content::Name(labels(&ns.0)),
        RData::CNAME(cname) => Content::Name(labels(&cname.0)),
        _ => unread(record_type),
    };
    Item { name: labels(&record.name), record_type, class: record.dns_class.into(), content }
}

fn labels(name: &Name) -> Labels {
    name.iter().map(<[u8]>::to_vec).collect()
}
