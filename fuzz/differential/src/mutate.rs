//! Mutants that keep most of a message's structure: what is changed is a count, a pointer, a length, a type, a record.

mod build;
mod random;

pub use build::built;
pub use random::Random;

use crate::reader::OPT;
use crate::survey::{Kind, Mark, Survey};

/// Types that some reader looks into, those that none may, and meta-types.
const TYPES: &[u16] = &[
    0, 1, 2, 5, 6, 10, 12, 13, 15, 16, 24, 25, 28, 29, 33, 35, 37, 39, 41, 43, 44, 45, 46, 47, 48, 50, 51, 52, 59, 61,
    62, 63, 64, 65, 99, 108, 250, 251, 252, 255, 256, 257, 260, 32_768, 65_280, 65_305,
];

/// Offset and length of the flags, and of the four counts.
const FLAGS_AT: usize = 2;
const COUNTS: [usize; 4] = [4, 6, 8, 10];

/// A message with one to four changes.
pub fn mutant(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut draft = Draft { octets: seed.to_vec(), random };
    for _ in 0..=draft.random.below(4) {
        draft.change();
    }
    draft.octets.truncate(65_535);
    draft.octets
}

struct Draft<'r> {
    octets: Vec<u8>,
    random: &'r mut Random,
}

impl Draft<'_> {
    fn change(&mut self) {
        match self.random.below(20) {
            0 => self.number(Kind::Count, &[0, 1, 2, 3, 0xffff]),
            1 | 2 => self.pointer(),
            3 => self.length(Kind::Label, &[0, 1, 63, 64, 0x80, 0xc0]),
            4 | 5 => self.name(),
            6 | 7 => self.number(Kind::Type, TYPES),
            8 => self.number(Kind::Class, &[0, 1, 3, 254, 255]),
            9 => self.number(Kind::Rdlength, &[0, 1, 4, 16, 0xffff]),
            10 | 11 => self.rdata(),
            12 => self.repeat(),
            13 => self.remove(),
            14 => self.opt(),
            15 => self.length(Kind::String, &[0, 1, 255]),
            16 => self.flags(),
            17 => self.chain(),
            18 => self.end(),
            _ => self.octet(),
        }
    }

    fn pick(&mut self, kind: Kind) -> Option<Mark> {
        let survey = Survey::of(&self.octets);
        let marks: Vec<Mark> = survey.marks.into_iter().filter(|mark| mark.kind == kind).collect();
        self.random.pick(&marks)
    }

    fn u16(&self, at: usize) -> u16 {
        u16::from_be_bytes([self.octets[at], self.octets[at + 1]])
    }

    fn set(&mut self, at: usize, number: u16) {
        self.octets[at..at + 2].copy_from_slice(&number.to_be_bytes());
    }

    /// One of the values, or one beside what stands there.
    fn number(&mut self, kind: Kind, values: &[u16]) {
        let Some(mark) = self.pick(kind) else { return };
        let old = self.u16(mark.start);
        let number = match self.random.below(4) {
            0 => old.wrapping_add(1),
            1 => old.wrapping_sub(1),
            _ => self.random.pick(values).unwrap_or_default(),
        };
        self.set(mark.start, number);
    }

    fn length(&mut self, kind: Kind, values: &[u8]) {
        let Some(mark) = self.pick(kind) else { return };
        let old = self.octets[mark.start];
        self.octets[mark.start] = match self.random.below(3) {
            0 => old.wrapping_add(1),
            1 => old.wrapping_sub(1),
            _ => self.random.pick(values).unwrap_or_default(),
        };
    }

    fn pointer(&mut self) {
        let Some(mark) = self.pick(Kind::Pointer).filter(|mark| mark.end - mark.start == 2) else { return };
        let target = self.target(mark.start);
        self.set(mark.start, 0xc000 | target);
    }

    /// Somewhere for a pointer at `at` to aim at.
    fn target(&mut self, at: usize) -> u16 {
        let target = match self.random.below(8) {
            0 => self.random.below(12),
            1 => at.saturating_sub(self.random.below(16)),
            2 => at + self.random.below(4),
            3 => self.random.below(self.octets.len().max(1)),
            4 => self.pick(Kind::Pointer).map_or(12, |mark| mark.start),
            _ => self.pick(Kind::Label).map_or(12, |mark| mark.start),
        };
        u16::try_from(target).unwrap_or(12) & 0x3fff
    }

    /// A name, or the end of one, becomes another; where it is RDATA, RDLENGTH may follow.
    fn name(&mut self) {
        let kind = self.random.pick(&[Kind::Label, Kind::Root, Kind::Pointer]).unwrap_or(Kind::Root);
        let Some(first) = self.pick(kind) else { return };
        let marks = Survey::of(&self.octets).marks;
        let is_last = |mark: &&Mark| mark.start >= first.start && matches!(mark.kind, Kind::Root | Kind::Pointer);
        let Some(last) = marks.iter().find(is_last) else { return };
        let target = self.target(first.start);
        let name = build::name(self.random, target);
        let holder =
            marks.iter().find(|mark| mark.kind == Kind::Rdata && (mark.start..mark.end).contains(&first.start));
        self.splice(first.start, last.end, &name, holder.copied());
    }

    /// Replaces octets; three times of four the RDLENGTH of the RDATA that holds them follows.
    fn splice(&mut self, start: usize, end: usize, octets: &[u8], holder: Option<Mark>) {
        self.octets.splice(start..end, octets.iter().copied());
        let is_followed = self.random.below(4) > 0;
        let Some(holder) = holder.filter(|holder| is_followed && end <= holder.end) else { return };
        let length = holder.end - holder.start + octets.len() - (end - start);
        self.set(holder.start - 2, u16::try_from(length).unwrap_or(u16::MAX));
    }

    fn rdata(&mut self) {
        let Some(mark) = self.pick(Kind::Rdata) else { return };
        let record_type = self.u16(mark.start - 10);
        let target = self.target(mark.start);
        let octets = build::rdata(self.random, record_type, target);
        self.splice(mark.start, mark.end, &octets, Some(mark));
    }

    /// One more of a count; the sections shift.
    fn count(&mut self, change: i16) {
        let at = self.random.pick(&COUNTS[1..]).unwrap_or(10);
        let number = self.u16(at).wrapping_add_signed(change);
        self.set(at, number);
    }

    fn repeat(&mut self) {
        let Some(record) = self.pick(Kind::Record) else { return };
        let octets = self.octets[record.start..record.end].to_vec();
        let at = self.pick(Kind::Record).map_or(record.end, |other| other.start);
        self.octets.splice(at..at, octets);
        self.count(1);
    }

    fn remove(&mut self) {
        let Some(record) = self.pick(Kind::Record) else { return };
        self.octets.drain(record.start..record.end);
        self.count(-1);
    }

    fn opt(&mut self) {
        if self.octets.len() < 12 {
            return;
        }
        let options = build::rdata(self.random, OPT, 12);
        let length = u16::try_from(options.len()).unwrap_or_default();
        self.octets.extend([0, 0, 41, 4, 208, 0, 0, 0, 0]);
        self.octets.extend(length.to_be_bytes());
        self.octets.extend(options);
        self.set(COUNTS[3], self.u16(COUNTS[3]).wrapping_add(1));
    }

    fn flags(&mut self) {
        if self.octets.len() >= 12 {
            let flags = self.random.pick(&[0x2800, 0xa800, 0x8400, 0x0100, 0x7fff, 0x8003]).unwrap_or_default();
            self.set(FLAGS_AT, flags);
        }
    }

    /// A record of an unknown type that holds a chain of pointers, and one whose owner is its end.
    fn chain(&mut self) {
        if !(12..0x3000).contains(&self.octets.len()) {
            return;
        }
        let links = self.random.pick(&[2, 15, 16, 17, 40, 130, 260]).unwrap_or(2);
        let first = self.octets.len() + 11;
        let mut rdata = vec![0];
        for link in 0..links {
            let target = if link == 0 { first } else { first + 1 + 2 * (link - 1) };
            rdata.extend((0xc000 | u16::try_from(target).unwrap_or_default()).to_be_bytes());
        }
        self.octets.extend([0, 0xff, 0, 0, 1, 0, 0, 0, 0]);
        self.octets.extend(u16::try_from(rdata.len()).unwrap_or_default().to_be_bytes());
        self.octets.extend(&rdata);
        let last = first + rdata.len() - 2;
        self.octets.extend((0xc000 | u16::try_from(last).unwrap_or_default()).to_be_bytes());
        self.octets.extend([0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 192, 0, 2, 1]);
        self.count(1);
        self.count(1);
    }

    fn end(&mut self) {
        if self.random.below(2) == 0 {
            let length = self.random.below(self.octets.len() + 1);
            self.octets.truncate(length);
        } else {
            let surplus = self.random.octets(9);
            self.octets.extend(surplus);
        }
    }

    fn octet(&mut self) {
        let at = self.random.below(self.octets.len().max(1));
        let octet = self.random.octet();
        if let Some(place) = self.octets.get_mut(at) {
            *place = octet;
        }
    }
}
