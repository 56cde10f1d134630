//! Names, RDATA and whole messages to begin with.

use txtproof::wire::{Class, Encoder, Flags, MAX_MESSAGE_OCTETS, Name, NoSpace, Rdata, RecordType, Section};

use super::{Random, TYPES};

const NAMES: &[&str] = &[
    ".",
    "test",
    "example.test",
    "_Amazonses.Example.TEST",
    "ns1.example.test",
    "_acme-challenge.example.test",
    r"a\.b\000\255.example.test",
];

/// A message that this project's encoder wrote: names compressed, RDATA of the types that it reads, some unknown.
pub fn built(random: &mut Random) -> Vec<u8> {
    let mut buffer = vec![0; MAX_MESSAGE_OCTETS];
    let mut encoder = Encoder::new(&mut buffer, 1, Flags(0x8400)).expect("room for a header");
    encoder.question(any_name(random).to_ref(), RecordType::TXT, Class::IN).expect("room for a question");
    for section in [Section::Answer, Section::Authority, Section::Additional] {
        for _ in 0..random.below(4) {
            record(&mut encoder, section, random).expect("room for a record");
        }
    }
    encoder.finish().to_vec()
}

fn any_name(random: &mut Random) -> Name {
    random.pick(NAMES).expect("there are some").parse().expect("a name")
}

fn record(encoder: &mut Encoder<'_>, section: Section, random: &mut Random) -> Result<(), NoSpace> {
    let (owner, target) = (any_name(random), any_name(random));
    let octets;
    let (record_type, rdata) = match random.below(8) {
        0 => (RecordType::NS, Rdata::Ns(target.to_ref())),
        1 => (RecordType::CNAME, Rdata::Cname(target.to_ref())),
        2 => (RecordType::DNAME, Rdata::Dname(target.to_ref())),
        3 => (RecordType::MX, Rdata::Mx { preference: 10, exchange: target.to_ref() }),
        4 => (RecordType::A, Rdata::A([192, 0, 2, 1].into())),
        5 => {
            let record_type = RecordType(random.pick(TYPES).expect("there are some"));
            octets = self::rdata(random, record_type.0, 12);
            (record_type, Rdata::Opaque(&octets))
        }
        _ => {
            octets = self::rdata(random, RecordType::TXT.0, 12);
            (RecordType::TXT, Rdata::Opaque(&octets))
        }
    };
    encoder.record(section, owner.to_ref(), record_type, Class::IN, 300, &rdata)
}

/// A name in wire form that may end in a pointer to `target`.
pub(super) fn name(random: &mut Random, target: u16) -> Vec<u8> {
    let mut octets = vec![];
    let labels: &[usize] = match random.below(8) {
        0 => &[63, 63, 63, 61],
        1 => &[63, 63, 63, 62],
        2 => &[63, 63, 63, 50],
        3 => &[1; 127],
        4 => &[3, 7, 4],
        5 => &[1],
        _ => &[],
    };
    for length in labels {
        octets.push(u8::try_from(*length).unwrap_or_default());
        octets.extend(vec![b'a'; *length]);
    }
    if random.below(2) == 0 {
        octets.push(0);
    } else {
        octets.extend((0xc000 | target).to_be_bytes());
    }
    octets
}

/// RDATA that may be sound for its type, and may not.
pub(super) fn rdata(random: &mut Random, record_type: u16, target: u16) -> Vec<u8> {
    let surplus = if random.below(8) == 0 { random.octets(4) } else { vec![] };
    let mut octets = match record_type {
        _ if random.below(8) == 0 => random.octets(40),
        1 => vec![192, 0, 2, 1],
        28 => vec![0; 16],
        2 | 5 | 12 | 39 => name(random, target),
        6 => [name(random, target), name(random, target), vec![0; 20]].concat(),
        15 | 18 | 21 | 36 => [vec![0, 10], name(random, target)].concat(),
        33 => [vec![0; 6], name(random, target)].concat(),
        64 | 65 => [vec![0, 1], name(random, target), option(random)].concat(),
        13 | 16 | 35 | 99 => (0..random.below(4)).flat_map(|_| string(random)).collect(),
        41 => (0..random.below(3)).flat_map(|_| option(random)).collect(),
        46 => [vec![0; 18], name(random, target), vec![1; 8]].concat(),
        47 => [name(random, target), vec![0, 1, 0x40]].concat(),
        257 => [vec![0, 5], b"issueca.test".to_vec()].concat(),
        _ => random.octets(40),
    };
    octets.extend(surplus);
    octets
}

fn string(random: &mut Random) -> Vec<u8> {
    let octets = random.octets(6);
    [vec![u8::try_from(octets.len()).unwrap_or_default()], octets].concat()
}

/// An EDNS option; also a parameter of SVCB.
fn option(random: &mut Random) -> Vec<u8> {
    let octets = random.octets(24);
    let code = u8::try_from(random.below(24)).unwrap_or_default();
    [vec![0, code, 0, u8::try_from(octets.len()).unwrap_or_default()], octets].concat()
}
