//! Writing a message into a buffer of the caller's, names compressed against those that stand there already.

use super::{Class, Edns, Flags, HEADER_OCTETS, NameRef, Rdata, RecordType, Section};

/// The buffer is full. What was written before the failed item is untouched and still a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message does not fit its buffer")]
pub struct NoSpace;

/// Writes one message: the header at once, then questions, then records section by section.
///
/// Names are compressed without regard to ASCII case, as servers do it: a name that stands there in another case already
/// reads back in that one.
///
/// The counts in the header follow what has been written, so the buffer holds a whole message after every call.
///
/// ```
/// use txtproof::wire::{Class, Encoder, Flags, Message, Name, RecordType};
///
/// let mut buffer = [0; 512];
/// let name: Name = "_amazonses.example.com".parse()?;
/// let mut encoder = Encoder::new(&mut buffer, 4242, Flags::default())?;
/// encoder.question(name.to_ref(), RecordType::TXT, Class::IN)?;
/// let octets = encoder.finish();
/// assert_eq!(Message::read(octets)?.question()?.unwrap().name, name);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Encoder<'b> {
    buffer: &'b mut [u8],
    len: usize,
    /// Kept from the first record on: a query needs none.
    seen: Option<SeenNames>,
}

/// Offset of the flags in the header, then of the four counts.
const FLAGS_AT: usize = 2;
const QDCOUNT_AT: usize = 4;
const ARCOUNT_AT: usize = 10;

/// Type and class.
const QUESTION_NUMBERS_OCTETS: usize = 4;

impl<'b> Encoder<'b> {
    /// Begins a message.
    pub fn new(buffer: &'b mut [u8], id: u16, flags: Flags) -> Result<Self, NoSpace> {
        let header = buffer.first_chunk_mut::<HEADER_OCTETS>().ok_or(NoSpace)?;
        let ([i0, i1], [f0, f1]) = (id.to_be_bytes(), flags.0.to_be_bytes());
        *header = [i0, i1, f0, f1, 0, 0, 0, 0, 0, 0, 0, 0];
        Ok(Self { buffer, len: HEADER_OCTETS, seen: None })
    }

    /// Writes a question. Questions come before all records.
    pub fn question(&mut self, name: NameRef<'_>, record_type: RecordType, class: Class) -> Result<(), NoSpace> {
        self.whole(|encoder| {
            encoder.whole_name(name)?;
            let ([t0, t1], [c0, c1]) = (record_type.0.to_be_bytes(), class.0.to_be_bytes());
            encoder.put(&[t0, t1, c0, c1])?;
            encoder.count(QDCOUNT_AT)
        })
    }

    /// Writes a record. Sections come in their order.
    pub fn record(
        &mut self,
        section: Section,
        owner: NameRef<'_>,
        record_type: RecordType,
        class: Class,
        ttl: u32,
        rdata: &Rdata<'_>,
    ) -> Result<(), NoSpace> {
        self.whole(|encoder| {
            encoder.name(owner, Compression::Owner)?;
            encoder.put(&record_type.0.to_be_bytes())?;
            encoder.put(&class.0.to_be_bytes())?;
            encoder.put(&ttl.to_be_bytes())?;
            encoder.sized_rdata(rdata)?;
            encoder.count(match section {
                Section::Answer => 6,
                Section::Authority => 8,
                Section::Additional => ARCOUNT_AT,
            })
        })
    }

    /// Writes an OPT record into the additional section.
    pub fn edns(&mut self, edns: &Edns<'_>) -> Result<(), NoSpace> {
        let ([t0, t1], [u0, u1]) = (RecordType::OPT.0.to_be_bytes(), edns.udp_octets.to_be_bytes());
        let [f0, f1] = edns.flags.to_be_bytes();
        let options = edns.options.rdata();
        let [l0, l1] = u16::try_from(options.len()).map_err(|_| NoSpace)?.to_be_bytes();
        self.whole(|encoder| {
            encoder.put(&[0, t0, t1, u0, u1, edns.extended_rcode, edns.version, f0, f1, l0, l1])?;
            encoder.put(options)?;
            encoder.count(ARCOUNT_AT)
        })
    }

    /// Replaces the flags: a message that did not fit becomes a truncated one.
    pub fn set_flags(&mut self, flags: Flags) {
        let at = FLAGS_AT..FLAGS_AT.saturating_add(2);
        if let Some(place) = self.buffer.get_mut(at) {
            place.copy_from_slice(&flags.0.to_be_bytes());
        }
    }

    /// The octets written.
    pub fn finish(self) -> &'b [u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }

    /// Runs `write`; where it fails, nothing of it stays.
    fn whole(&mut self, write: impl FnOnce(&mut Self) -> Result<(), NoSpace>) -> Result<(), NoSpace> {
        let (len, count) = (self.len, self.seen.as_ref().map_or(0, |seen| seen.count));
        write(self).inspect_err(|_| {
            self.len = len;
            self.seen.iter_mut().for_each(|seen| seen.count = count);
        })
    }

    fn put(&mut self, octets: &[u8]) -> Result<(), NoSpace> {
        let end = self.len.checked_add(octets.len()).ok_or(NoSpace)?;
        self.buffer.get_mut(self.len..end).ok_or(NoSpace)?.copy_from_slice(octets);
        self.len = end;
        Ok(())
    }

    fn count(&mut self, at: usize) -> Result<(), NoSpace> {
        let place = self.buffer.get_mut(at..HEADER_OCTETS).and_then(|counts| counts.first_chunk_mut::<2>());
        let place = place.ok_or(NoSpace)?;
        *place = u16::from_be_bytes(*place).checked_add(1).ok_or(NoSpace)?.to_be_bytes();
        Ok(())
    }

    fn sized_rdata(&mut self, rdata: &Rdata<'_>) -> Result<(), NoSpace> {
        let length_at = self.len;
        self.put(&[0; 2])?;
        let start = self.len;
        self.rdata(rdata)?;
        let octets = u16::try_from(self.len.saturating_sub(start)).map_err(|_| NoSpace)?;
        self.buffer.get_mut(length_at..start).ok_or(NoSpace)?.copy_from_slice(&octets.to_be_bytes());
        Ok(())
    }

    fn rdata(&mut self, rdata: &Rdata<'_>) -> Result<(), NoSpace> {
        match rdata {
            Rdata::A(address) => self.put(&address.octets()),
            Rdata::Aaaa(address) => self.put(&address.octets()),
            Rdata::Ns(name) | Rdata::Cname(name) | Rdata::Ptr(name) => self.name(*name, Compression::Rdata),
            // RFC 6672 §2.5: never compressed.
            Rdata::Dname(name) => self.whole_name(*name),
            Rdata::Soa(soa) => {
                self.name(soa.mname, Compression::Rdata)?;
                self.name(soa.rname, Compression::Rdata)?;
                let numbers = [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum];
                numbers.into_iter().try_for_each(|number| self.put(&number.to_be_bytes()))
            }
            Rdata::Mx { preference, exchange } => {
                self.put(&preference.to_be_bytes())?;
                self.name(*exchange, Compression::Rdata)
            }
            Rdata::Txt(txt) => self.put(txt.rdata()),
            Rdata::Opt(options) => self.put(options.rdata()),
            Rdata::Opaque(octets) => self.put(octets),
        }
    }

    /// Writes a name without pointers.
    fn whole_name(&mut self, name: NameRef<'_>) -> Result<(), NoSpace> {
        if let Some(octets) = name.plain() {
            return self.put(octets);
        }
        name.labels().try_for_each(|label| self.label(label))?;
        self.put(&[0])
    }

    fn label(&mut self, label: &[u8]) -> Result<(), NoSpace> {
        self.put(&[u8::try_from(label.len()).map_err(|_| NoSpace)?])?;
        self.put(label)
    }

    /// Writes a name, its end as a pointer where one may be.
    fn name(&mut self, name: NameRef<'_>, compression: Compression) -> Result<(), NoSpace> {
        let mut seen = self.seen.take().unwrap_or_else(|| SeenNames::of_questions(self.written()));
        let written = self.compressed(name, compression, &mut seen);
        self.seen = Some(seen);
        written
    }

    fn compressed(&mut self, name: NameRef<'_>, compression: Compression, seen: &mut SeenNames) -> Result<(), NoSpace> {
        let mut labels = name.labels();
        let new = seen.count;
        let pointed = loop {
            if let Some(place) = seen.find(self.written(), &labels, compression) {
                break Some(place);
            }
            let start = self.len;
            let Some(label) = labels.next() else { break None };
            self.label(label)?;
            seen.remember(start);
        };
        seen.settle(new, pointed.map_or(0, |place| place.depth.saturating_add(1)));
        match pointed {
            Some(place) => self.put(&(0xc000 | place.offset).to_be_bytes()),
            None => self.put(&[0]),
        }
    }

    fn written(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }
}

/// How many pointers a name may go through. A reader allows four a record: two for the owner, one for each name in RDATA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    Owner,
    Rdata,
}

impl Compression {
    /// The deepest place (in pointers behind it) that such a name may point to.
    const fn allows(self, depth: u8) -> bool {
        match self {
            Self::Owner => depth <= 1,
            Self::Rdata => depth == 0,
        }
    }
}

/// Where names begin that stand in the message already. Few names repeat, so a short list does.
#[derive(Debug)]
struct SeenNames {
    places: [Place; Self::CAPACITY],
    count: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    offset: u16,
    /// How many pointers the name at `offset` goes through.
    depth: u8,
}

impl Default for SeenNames {
    fn default() -> Self {
        Self { places: [Place::default(); Self::CAPACITY], count: 0 }
    }
}

impl SeenNames {
    const CAPACITY: usize = 64;
    /// The farthest octet that the 14 bits of a pointer reach.
    const MAX_OFFSET: u16 = 0x3fff;
    /// A reader allows 48 labels behind pointers a record, and a record has three names at most.
    const MAX_LABELS: usize = 16;

    /// The names of a message that has nothing but questions yet.
    fn of_questions(written: &[u8]) -> Self {
        let mut seen = Self::default();
        let mut rest = written.get(HEADER_OCTETS..).unwrap_or_default();
        // Ends: every turn takes an octet off at least.
        while let Some((length, behind)) = rest.split_first() {
            let skipped = if *length == 0 { QUESTION_NUMBERS_OCTETS } else { usize::from(*length) };
            if *length > 0 {
                seen.remember(written.len().saturating_sub(rest.len()));
            }
            rest = behind.get(skipped..).unwrap_or_default();
        }
        seen.settle(0, 0);
        seen
    }

    fn remember(&mut self, offset: usize) {
        let Some(offset) = u16::try_from(offset).ok().filter(|offset| *offset <= Self::MAX_OFFSET) else { return };
        if let Some(place) = self.places.get_mut(self.count) {
            // No deeper place is ever pointed to, so an unfinished name is not found.
            *place = Place { offset, depth: u8::MAX };
            self.count = self.count.saturating_add(1);
        }
    }

    /// The names remembered since there were `count` go through so many pointers.
    fn settle(&mut self, count: usize, depth: u8) {
        let new = self.places.get_mut(count..self.count).unwrap_or_default();
        for place in new {
            place.depth = depth;
        }
    }

    /// The place of the name that `labels` still has to give; never the root, which is shorter than a pointer to it.
    fn find(&self, written: &[u8], labels: &super::Labels<'_>, compression: Compression) -> Option<Place> {
        if !(1..=Self::MAX_LABELS).contains(&labels.clone().count()) {
            return None;
        }
        let is_same = |place: &&Place| {
            let name = NameRef::again(written, usize::from(place.offset));
            super::name::is_same(name.labels(), labels.clone())
        };
        let places = self.places.get(..self.count).unwrap_or_default();
        places.iter().filter(|place| compression.allows(place.depth)).find(is_same).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Message, Name};

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn flags_that_are_replaced_leave_the_rest_as_it_is() {
        let mut buffer = [0; 60];
        let mut encoder = Encoder::new(&mut buffer, 7, Flags(0x8400)).unwrap();
        encoder.question(name("a.test").to_ref(), RecordType::TXT, Class::IN).unwrap();
        encoder.set_flags(Flags(0x8600));
        let message = Message::read(encoder.finish()).unwrap();
        assert_eq!((message.header().id, message.header().flags), (7, Flags(0x8600)));
        assert_eq!(message.question().unwrap().unwrap().name, name("a.test"));
    }

    #[test]
    fn a_record_that_does_not_fit_leaves_the_message_whole() {
        let mut buffer = [0; 60];
        let owner = name("a.example.test");
        let mut encoder = Encoder::new(&mut buffer, 1, Flags::default()).unwrap();
        encoder.question(owner.to_ref(), RecordType::TXT, Class::IN).unwrap();
        let rdata = Rdata::Opaque(&[7; 40]);
        let result = encoder.record(Section::Answer, owner.to_ref(), RecordType(999), Class::IN, 1, &rdata);
        assert_eq!(result, Err(NoSpace));
        let message = Message::read(encoder.finish()).unwrap();
        assert_eq!(message.validate(), Ok(0));
        assert_eq!(message.records().count(), 0);
    }

    #[test]
    fn a_referral_is_compressed_and_reads_back() {
        let mut buffer = [0; 512];
        let (zone, server) = (name("example.test"), name("ns1.example.test"));
        let mut encoder = Encoder::new(&mut buffer, 1, Flags::default()).unwrap();
        encoder.question(name("_x.example.test").to_ref(), RecordType::TXT, Class::IN).unwrap();
        let ns = Rdata::Ns(server.to_ref());
        encoder.record(Section::Authority, zone.to_ref(), RecordType::NS, Class::IN, 60, &ns).unwrap();
        let a = Rdata::A([192, 0, 2, 1].into());
        encoder.record(Section::Additional, server.to_ref(), RecordType::A, Class::IN, 60, &a).unwrap();
        let octets = encoder.finish();
        // Header 12, question 17 + 4, NS 2 + 10 + 6, A 2 + 10 + 4.
        assert_eq!(octets.len(), 12 + 21 + 18 + 16);
        let message = Message::read(octets).unwrap();
        let records: Vec<_> = message.records().map(Result::unwrap).collect();
        assert_eq!(records[0].owner, zone);
        assert_eq!(records[0].rdata(), Ok(ns));
        assert_eq!(records[1].owner, server);
        assert_eq!(records[1].rdata(), Ok(a));
    }
}
