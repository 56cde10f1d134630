//! A message as it was meant: what is written, and what reading it must give.

use txtproof::wire::{Class, Edns, EdnsOptions, Encoder, Flags, Name, Question, Rcode, Rdata, RecordType, Section};

use super::script::Script;

/// The names that messages speak of, as they lie to each other: at the record, above it, below it, beside it.
pub(crate) const NAMES: [&str; 12] = [
    "_t.example.com",
    "_T.Example.com",
    "example.com",
    "com",
    ".",
    "a._t.example.com",
    "ns1.example.com",
    "b.example.com",
    "ns.b.example.com",
    "example.org",
    "_t.example.com.example.com",
    "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.example.com",
];

/// A response.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) flags: Flags,
    pub(crate) extended_rcode: Option<u8>,
    pub(crate) records: Vec<Planned>,
}

/// A record of it.
#[derive(Clone)]
pub(crate) struct Planned {
    pub(crate) section: Section,
    pub(crate) owner: Name,
    pub(crate) record_type: RecordType,
    pub(crate) class: Class,
    pub(crate) ttl: u32,
    /// In wire form without compression; sound.
    pub(crate) rdata: Vec<u8>,
}

impl Plan {
    pub(crate) fn rcode(&self) -> Rcode {
        Rcode(self.flags.rcode().0 | u16::from(self.extended_rcode.unwrap_or_default()) << 4)
    }

    /// `None`: it does not fit the buffer.
    pub(crate) fn encode<'b>(&self, id: u16, question: &Question, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        let mut encoder = Encoder::new(buffer, id, self.flags).ok()?;
        encoder.question(question.name.to_ref(), question.record_type, Class::IN).ok()?;
        let mut records: Vec<&Planned> = self.records.iter().collect();
        records.sort_by_key(|record| record.section as u8);
        for Planned { section, owner, record_type, class, ttl, rdata } in records {
            let rdata = Rdata::from_octets(*record_type, *class, rdata).expect("sound");
            encoder.record(*section, owner.to_ref(), *record_type, *class, *ttl, &rdata).ok()?;
        }
        if let Some(extended_rcode) = self.extended_rcode {
            let options = EdnsOptions::from_octets(&[]).expect("none");
            encoder.edns(&Edns { udp_octets: 1232, extended_rcode, version: 0, flags: 0, options }).ok()?;
        }
        Some(encoder.finish())
    }
}

impl Planned {
    pub(crate) fn draw(script: &mut Script<'_>) -> Self {
        use RecordType as T;
        let record_type = script.pick(&[T::TXT, T::TXT, T::CNAME, T::NS, T::SOA, T::DNAME, T::A, T::MX, T(0xff00)]);
        let class = script.pick(&[Class::IN, Class::IN, Class::IN, Class(3)]);
        Self {
            section: script.pick(&[Section::Answer, Section::Answer, Section::Authority, Section::Additional]),
            owner: name(script.pick(&NAMES)),
            record_type,
            class,
            ttl: u32::from(script.u16()) << (script.octet() % 17),
            rdata: draw_rdata(script, record_type),
        }
    }

    pub(crate) fn rdata(&self) -> Rdata<'_> {
        Rdata::from_octets(self.record_type, self.class, &self.rdata).expect("sound")
    }
}

fn draw_rdata(script: &mut Script<'_>, record_type: RecordType) -> Vec<u8> {
    use RecordType as T;
    let mut name = || name(script.pick(&NAMES)).octets().to_vec();
    match record_type {
        T::CNAME | T::NS | T::DNAME => name(),
        T::SOA => [name(), name(), vec![script.octet(); 20]].concat(),
        T::MX => [vec![0, 10], name()].concat(),
        T::A => vec![192, 0, 2, script.octet() % 16],
        T::TXT => {
            let strings = 1 + script.below(3);
            (0..strings).flat_map(|_| character_string(script.some())).collect()
        }
        _ => script.some().to_vec(),
    }
}

pub(crate) fn character_string(octets: &[u8]) -> Vec<u8> {
    [&[u8::try_from(octets.len()).expect("at most 255")], octets].concat()
}

pub(crate) fn name(text: &str) -> Name {
    text.parse().expect("a name")
}
