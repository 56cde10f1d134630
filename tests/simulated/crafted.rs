//! Responses put together octet by octet, so that anything may be wrong with them.

use txtproof::wire::{Class, EdnsOption, Flags, Name, Question, Rcode, RecordType, Section};

use super::host::Query;

/// A response in its parts. Names are not compressed unless a test writes the pointers itself.
#[derive(Clone, Debug)]
pub(crate) struct Crafted {
    pub(crate) id: u16,
    pub(crate) flags: u16,
    pub(crate) questions: Vec<Question>,
    pub(crate) records: Vec<CraftedRecord>,
    /// What the header promises, where it is not what is there: questions, answers, authority, additional.
    pub(crate) counts: Option<[u16; 4]>,
    /// Octets behind everything.
    pub(crate) behind: Vec<u8>,
}

/// A record in its parts.
#[derive(Clone, Debug)]
pub(crate) struct CraftedRecord {
    pub(crate) section: Section,
    /// As it stands on the wire.
    pub(crate) owner: Vec<u8>,
    pub(crate) record_type: RecordType,
    pub(crate) class: Class,
    pub(crate) ttl: u32,
    pub(crate) rdata: Vec<u8>,
    /// What RDLENGTH says, where it is not the length of `rdata`.
    pub(crate) rdlength: Option<u16>,
}

impl Crafted {
    /// A response with authority, without records.
    pub(crate) fn to(query: &Query) -> Self {
        let flags = Flags::RESPONSE | Flags::AUTHORITATIVE;
        let (id, questions) = (query.message().header().id, vec![query.question()]);
        Self { id, flags, questions, records: Vec::new(), counts: None, behind: Vec::new() }
    }

    /// With one TXT record of one character-string.
    pub(crate) fn txt(query: &Query, value: &[u8]) -> Self {
        Self::to(query).with(CraftedRecord::txt(query, &[value]))
    }

    pub(crate) fn rcode(query: &Query, rcode: u16) -> Self {
        let mut response = Self::to(query);
        response.set_rcode(rcode);
        response
    }

    /// The code without the question, as from a server that cannot read the query.
    pub(crate) fn bare(query: &Query, rcode: Rcode) -> Self {
        Self { questions: Vec::new(), ..Self::rcode(query, rcode.0) }
    }

    pub(crate) fn with(mut self, record: CraftedRecord) -> Self {
        self.records.push(record);
        self
    }

    pub(crate) fn with_flags(mut self, flags: u16) -> Self {
        self.flags |= flags;
        self
    }

    pub(crate) fn with_counts(self, counts: [u16; 4]) -> Self {
        Self { counts: Some(counts), ..self }
    }

    /// The low four bits; the others need an OPT record.
    pub(crate) fn set_rcode(&mut self, rcode: u16) {
        self.flags = (self.flags & !0x000f) | (rcode & 0x000f);
    }

    pub(crate) fn octets(&self) -> Vec<u8> {
        let mut octets: Vec<u8> =
            [self.id, self.flags].into_iter().chain(self.promised()).flat_map(u16::to_be_bytes).collect();
        for question in &self.questions {
            octets.extend(question.name.octets());
            octets.extend(question.record_type.0.to_be_bytes());
            octets.extend(question.class.0.to_be_bytes());
        }
        for record in &self.records {
            octets.extend(record.octets());
        }
        octets.extend(&self.behind);
        octets
    }

    fn promised(&self) -> [u16; 4] {
        let count = |section| self.records.iter().filter(|record| record.section == section).count();
        let counts =
            [self.questions.len(), count(Section::Answer), count(Section::Authority), count(Section::Additional)];
        self.counts.unwrap_or(counts.map(|count| u16::try_from(count).expect("few")))
    }
}

impl CraftedRecord {
    pub(crate) fn new(owner: &Name, record_type: RecordType, rdata: Vec<u8>) -> Self {
        Self {
            section: Section::Answer,
            owner: owner.octets().to_vec(),
            record_type,
            class: Class::IN,
            ttl: 300,
            rdata,
            rdlength: None,
        }
    }

    /// A TXT record for the name asked for, of these character-strings.
    pub(crate) fn txt(query: &Query, strings: &[&[u8]]) -> Self {
        Self::new(&query.question().name, RecordType::TXT, txt_rdata(strings))
    }

    /// An SOA record that vouches for an absence for 60 seconds.
    pub(crate) fn soa(owner: &Name, ttl: u32) -> Self {
        let numbers = [1_u32, 7200, 900, 1_209_600, 60].into_iter().flat_map(u32::to_be_bytes);
        let rdata = owner.octets().iter().chain(owner.octets()).copied().chain(numbers).collect();
        Self { section: Section::Authority, ttl, ..Self::new(owner, RecordType::SOA, rdata) }
    }

    /// An OPT record with these options.
    pub(crate) fn opt(options: &[u8]) -> Self {
        Self {
            section: Section::Additional,
            class: Class(1232),
            ttl: 0,
            ..Self::new(&Name::root(), RecordType::OPT, options.to_vec())
        }
    }

    /// An OPT record with the upper bits of a code.
    pub(crate) fn opt_of_rcode(rcode: u16, options: &[u8]) -> Self {
        Self { ttl: u32::from(rcode >> 4) << 24, ..Self::opt(options) }
    }

    pub(crate) fn in_section(self, section: Section) -> Self {
        Self { section, ..self }
    }

    fn octets(&self) -> Vec<u8> {
        let length = self.rdlength.unwrap_or_else(|| u16::try_from(self.rdata.len()).expect("RDATA"));
        let mut octets = self.owner.clone();
        octets.extend(self.record_type.0.to_be_bytes());
        octets.extend(self.class.0.to_be_bytes());
        octets.extend(self.ttl.to_be_bytes());
        octets.extend(length.to_be_bytes());
        octets.extend(&self.rdata);
        octets
    }
}

pub(crate) fn txt_rdata(strings: &[&[u8]]) -> Vec<u8> {
    let string = |string: &&[u8]| [&[u8::try_from(string.len()).expect("a character-string")], *string].concat();
    strings.iter().flat_map(string).collect()
}

/// A COOKIE option: the client's cookie, then the server's.
pub(crate) fn cookie_option(client: &[u8], server: &[u8]) -> Vec<u8> {
    let length = u16::try_from(client.len() + server.len()).expect("a cookie");
    [&EdnsOption::COOKIE.to_be_bytes()[..], &length.to_be_bytes(), client, server].concat()
}

/// The client cookie of a query, where it has one.
pub(crate) fn client_cookie(query: &Query) -> Option<[u8; 8]> {
    let message = query.message();
    let edns = message.edns().expect("a sound query")?;
    let cookie = edns.options.iter().find(|option| option.code == EdnsOption::COOKIE)?;
    cookie.octets.first_chunk().copied()
}
