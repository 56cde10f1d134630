//! Writing a message into a buffer of the caller's, names compressed against those that stand there already.

use super::pointers::Pointers;
use super::{Class, Edns, Flags, HEADER_OCTETS, NameRef, Rdata, RecordType, Section};

/// The buffer is full. What was written before the failed item is untouched and still a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message does not fit its buffer")]
pub struct NoSpace;

/// Writes one message: the header at once, then questions, then records section by section.
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
    seen: SeenNames,
}

/// Offset of the flags in the header, then of the four counts.
const FLAGS_AT: usize = 2;
const QDCOUNT_AT: usize = 4;

impl<'b> Encoder<'b> {
    /// Begins a message.
    pub fn new(buffer: &'b mut [u8], id: u16, flags: Flags) -> Result<Self, NoSpace> {
        let mut encoder = Self { buffer, len: 0, seen: SeenNames::default() };
        encoder.put(&id.to_be_bytes())?;
        encoder.put(&flags.0.to_be_bytes())?;
        encoder.put(&[0; 8])?;
        Ok(encoder)
    }

    /// Writes a question. Questions come before all records.
    pub fn question(&mut self, name: NameRef<'_>, record_type: RecordType, class: Class) -> Result<(), NoSpace> {
        self.whole(|encoder| {
            encoder.name(name, Compression::Never)?;
            encoder.put(&record_type.0.to_be_bytes())?;
            encoder.put(&class.0.to_be_bytes())?;
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
                Section::Additional => 10,
            })
        })
    }

    /// Writes an OPT record into the additional section.
    pub fn edns(&mut self, edns: &Edns<'_>) -> Result<(), NoSpace> {
        let [flags_high, flags_low] = edns.flags.to_be_bytes();
        let ttl = u32::from_be_bytes([edns.extended_rcode, edns.version, flags_high, flags_low]);
        let root = super::Name::root();
        let class = Class(edns.udp_octets);
        self.record(Section::Additional, root.to_ref(), RecordType::OPT, class, ttl, &Rdata::Opt(edns.options))
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
        let before = (self.len, self.seen.count);
        write(self).inspect_err(|_| (self.len, self.seen.count) = before)
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
            Rdata::Dname(name) => self.name(*name, Compression::Never),
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

    fn name(&mut self, name: NameRef<'_>, compression: Compression) -> Result<(), NoSpace> {
        let mut labels = name.labels();
        let mut written_from = self.seen.count;
        let pointed = loop {
            if let Some(place) = self.seen.find(self.written(), &labels, compression) {
                break Some(place);
            }
            let start = self.len;
            let Some(label) = labels.next() else { break None };
            self.put(&[u8::try_from(label.len()).map_err(|_| NoSpace)?])?;
            self.put(label)?;
            self.seen.remember(start);
        };
        let depth = pointed.map_or(0, |place| place.depth.saturating_add(1));
        while let Some(place) = self.seen.places.get_mut(written_from).filter(|_| written_from < self.seen.count) {
            place.depth = depth;
            written_from = written_from.saturating_add(1);
        }
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
    Never,
    Owner,
    Rdata,
}

impl Compression {
    /// The deepest place (in pointers behind it) that such a name may point to.
    const fn allows(self, depth: u8) -> bool {
        match self {
            Self::Never => false,
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

    fn remember(&mut self, offset: usize) {
        let Some(offset) = u16::try_from(offset).ok().filter(|offset| *offset <= Self::MAX_OFFSET) else { return };
        if let Some(place) = self.places.get_mut(self.count) {
            // No deeper place is ever pointed to, so an unfinished name is not found.
            *place = Place { offset, depth: u8::MAX };
            self.count = self.count.saturating_add(1);
        }
    }

    /// The place of the name that `labels` still has to give; never the root, which is shorter than a pointer to it.
    fn find(&self, written: &[u8], labels: &super::Labels<'_>, compression: Compression) -> Option<Place> {
        labels.clone().next()?;
        let is_same = |place: &&Place| {
            let name = NameRef::read(written, usize::from(place.offset), &mut Pointers::for_rdata());
            name.is_ok_and(|(name, _)| super::name::is_same(name.labels(), labels.clone()))
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
