//! The names of a message, read again by the book and without memory: one octet after another, every pointer followed.

use txtproof::wire::{MAX_NAME_OCTETS, MalformedKind, Message, NameRef, Rdata, Record, RecordType};

/// Labels in wire form, without the final zero.
type Labels = Vec<u8>;

/// Every record that the walk gives has the owner and the names in RDATA that the octets say, and it gives as many as are
/// sound: all of them, but for what a message may spend on compression.
pub(crate) fn names(message: &Message<'_>) {
    let mut reader = Reader { octets: message.octets(), at: 12 };
    for _ in 0..message.header().questions {
        if reader.name().and_then(|_| reader.skip(4)).is_none() {
            assert!(message.records().all(|record| record.is_err()));
            return;
        }
    }
    let header = message.header();
    let mut left = [header.answers, header.authorities, header.additionals].map(usize::from).into_iter().sum::<usize>();
    for record in message.records() {
        match record {
            Ok(record) => is_as_read(&record, &mut reader),
            // The OPT record has rules of its own.
            Err(error) if error.kind == MalformedKind::TooManyPointers || error.kind.code().starts_with("opt-") => {
                return;
            }
            Err(_) => return assert!(reader.record().is_none(), "a sound record is refused"),
        }
        left -= 1;
    }
    assert_eq!(left, 0);
}

fn is_as_read(record: &Record<'_>, reader: &mut Reader<'_>) {
    let (owner, start, end) = reader.record().expect("a spoilt record is given");
    assert_eq!(labels(record.owner), owner);
    let names = match record.rdata() {
        Ok(Rdata::Ns(name) | Rdata::Cname(name) | Rdata::Dname(name) | Rdata::Ptr(name)) => vec![name],
        Ok(Rdata::Mx { exchange, .. }) => vec![exchange],
        Ok(Rdata::Soa(soa)) => vec![soa.mname, soa.rname],
        Ok(_) => return,
        Err(_) => vec![],
    };
    let (before, count, behind) = match record.record_type {
        RecordType::SOA => (0, 2, 20),
        RecordType::MX => (2, 1, 0),
        RecordType::NS | RecordType::CNAME | RecordType::DNAME | RecordType::PTR => (0, 1, 0),
        _ => return,
    };
    let mut inside = Reader { octets: reader.octets, at: start + before };
    let read: Option<Vec<Labels>> = (0..count).map(|_| inside.name()).collect();
    let read = read.filter(|_| inside.at + behind == end);
    assert_eq!(names.into_iter().map(labels).collect::<Vec<_>>(), read.unwrap_or_default());
}

pub(crate) fn labels(name: NameRef<'_>) -> Labels {
    let mut labels = Labels::with_capacity(MAX_NAME_OCTETS);
    for label in name.labels() {
        labels.push(u8::try_from(label.len()).expect("at most 63"));
        labels.extend(label);
    }
    labels
}

pub(crate) struct Reader<'a> {
    pub(crate) octets: &'a [u8],
    pub(crate) at: usize,
}

impl Reader<'_> {
    pub(crate) fn skip(&mut self, count: usize) -> Option<usize> {
        self.at += count;
        (self.at <= self.octets.len()).then_some(self.at)
    }

    /// The owner, and where RDATA begins and ends.
    fn record(&mut self) -> Option<(Labels, usize, usize)> {
        let owner = self.name()?;
        let start = self.skip(10)?;
        let length = u16::from_be_bytes([self.octets[start - 2], self.octets[start - 1]]);
        Some((owner, start, self.skip(length.into())?))
    }

    /// RFC 1035 §4.1.4, with the limits of RFC 9267 §2.
    pub(crate) fn name(&mut self) -> Option<Labels> {
        let (mut at, mut run, mut pointers) = (self.at, self.at, 0);
        let mut labels = Labels::with_capacity(MAX_NAME_OCTETS);
        let mut end = None;
        loop {
            let first = usize::from(*self.octets.get(at)?);
            match first {
                0 => break,
                1..=63 => {
                    labels.extend(self.octets.get(at..at + 1 + first)?);
                    at += 1 + first;
                }
                192.. => {
                    let target = (first & 63) << 8 | usize::from(*self.octets.get(at + 1)?);
                    end.get_or_insert(at + 2);
                    pointers += 1;
                    if target < 12 || target >= run || pointers > 16 {
                        return None;
                    }
                    (at, run) = (target, target);
                }
                _ => return None,
            }
        }
        self.at = end.unwrap_or(at + 1);
        (labels.len() < MAX_NAME_OCTETS).then_some(labels)
    }
}
