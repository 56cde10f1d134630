//! Which records are worth a ladder: those that have a good part of the expected value's text, in whatever dress.
//!
//! Letters and digits, without case, survive nearly all damage. Every four of them in a row that the expected value has
//! are known by a bit; a record is read once, and its fours are counted that are known. What is fully encoded is decoded
//! for the counting.

use alloc::vec::Vec;

use super::encoding::decoded;
use super::work::Work;

/// How many records are put to the ladder.
pub(super) const MAX_CANDIDATES: usize = 16;

/// How many letters in a row are looked for.
const GRAM_LETTERS: usize = 4;

/// A record needs so many thousandths of what it could have in common with the expected value.
const MIN_LIKENESS: usize = 200;

/// Shorter values have too few fours to be told by them: all records are candidates, the likest first.
const MIN_LETTERS: usize = 16;

/// One octet in so many marks an encoding: it is undone before letters are counted.
const OCTETS_PER_MARK: usize = 12;

/// A published record that is worth a closer look.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Which record.
    pub(super) record: usize,
    /// The concatenation of its character-strings.
    pub(super) octets: Vec<u8>,
    /// Where the character-strings end, the last left out.
    pub(super) cuts: Vec<usize>,
    /// How much of the expected value it has, in thousandths of what it could have.
    pub(super) likeness: usize,
}

/// The records that are likest to the expected value, the likest first, whatever order the server gave them in.
pub(super) fn likest<R, S>(expected: &[u8], records: &[R], work: &mut Work) -> Vec<Candidate>
where
    R: AsRef<[S]>,
    S: AsRef<[u8]>,
{
    let screen = Screen::new(expected);
    let mut ranked: Vec<Rank> = Vec::new();
    for (index, record) in records.iter().enumerate() {
        if let Some(rank) = screen.rank(index, record.as_ref(), work) {
            keep_best(&mut ranked, rank);
        }
    }
    let candidate = |rank: &Rank| Some(Candidate::new(rank, records.get(rank.record)?.as_ref()));
    let mut candidates: Vec<Candidate> = ranked.iter().filter_map(candidate).collect();
    candidates.sort_by(|one, other| {
        let order = |candidate: &Candidate| (candidate.likeness, candidate.octets.len());
        order(other).cmp(&order(one)).then_with(|| one.octets.cmp(&other.octets))
    });
    candidates
}

#[derive(Debug)]
struct Rank {
    likeness: usize,
    octets: usize,
    record: usize,
}

/// Puts another record in its place among the best so far, those that are no worse before it.
fn keep_best(ranked: &mut Vec<Rank>, rank: Rank) {
    let merit = |rank: &Rank| (rank.likeness, rank.octets);
    let place = ranked.partition_point(|kept| merit(kept) >= merit(&rank));
    ranked.insert(place, rank);
    ranked.truncate(MAX_CANDIDATES);
}

impl Candidate {
    fn new<S: AsRef<[u8]>>(rank: &Rank, strings: &[S]) -> Self {
        let mut octets = Vec::with_capacity(rank.octets);
        let mut cuts = Vec::new();
        for string in strings {
            if !octets.is_empty() {
                cuts.push(octets.len());
            }
            octets.extend_from_slice(string.as_ref());
        }
        Self { record: rank.record, octets, cuts, likeness: rank.likeness }
    }
}

/// The fours of the expected value, by a bit each.
struct Screen {
    bits: Vec<u64>,
    letters: usize,
}

/// Bits of a gram's place in the table.
const PLACE_BITS: u32 = 18;

impl Screen {
    fn new(expected: &[u8]) -> Self {
        let mut screen = Self { bits: alloc::vec![0; 1 << (PLACE_BITS - 6)], letters: 0 };
        let mut reader = Reader::default();
        for octet in expected {
            if let Some(gram) = reader.read(*octet) {
                let (word, bit) = place(gram);
                if let Some(word) = screen.bits.get_mut(word) {
                    *word |= bit;
                }
            }
        }
        screen.letters = reader.letters;
        screen
    }

    fn rank<S: AsRef<[u8]>>(&self, record: usize, strings: &[S], work: &mut Work) -> Option<Rank> {
        let mut reader = Reader::default();
        let mut hits = 0_usize;
        let mut octets = 0_usize;
        for string in strings {
            octets += string.as_ref().len();
            hits += self.hits(&mut reader, string.as_ref());
        }
        let mut likeness = self.likeness(hits, reader.letters);
        if reader.marks.saturating_mul(OCTETS_PER_MARK) > octets && work.spend(octets) {
            let strings: Vec<&[u8]> = strings.iter().map(AsRef::as_ref).collect();
            let mut reader = Reader::default();
            // One code may stand inside another.
            let hits = self.hits(&mut reader, &decoded(&decoded(&strings.concat())));
            likeness = likeness.max(self.likeness(hits, reader.letters));
        }
        let is_worth = octets > 0 && (likeness >= MIN_LIKENESS || self.letters < MIN_LETTERS);
        is_worth.then_some(Rank { likeness, octets, record })
    }

    fn hits(&self, reader: &mut Reader, octets: &[u8]) -> usize {
        octets.iter().filter_map(|octet| reader.read(*octet)).filter(|gram| self.has(*gram)).count()
    }

    fn has(&self, gram: u32) -> bool {
        let (word, bit) = place(gram);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Hits in thousandths of what a value of so many letters could have. A piece too short for a four has a small
    /// chance.
    fn likeness(&self, hits: usize, letters: usize) -> usize {
        let grams = |letters: usize| letters.saturating_sub(GRAM_LETTERS - 1);
        match grams(letters).min(grams(self.letters)) {
            0 => MIN_LIKENESS,
            possible => (hits.saturating_mul(1_000) / possible).min(1_000),
        }
    }
}

/// The word of the table and the bit in it (a multiplicative hash).
fn place(gram: u32) -> (usize, u64) {
    let place = gram.wrapping_mul(0x9e37_79b1) >> (u32::BITS - PLACE_BITS);
    (usize::try_from(place >> 6).unwrap_or(0), 1 << (place & 63))
}

/// Reads octets and gives every four letters in a row.
#[derive(Default)]
struct Reader {
    gram: u32,
    letters: usize,
    /// Octets that mark an encoding.
    marks: usize,
}

impl Reader {
    fn read(&mut self, octet: u8) -> Option<u32> {
        match FOLDED.get(usize::from(octet)).copied().unwrap_or(NOTHING) {
            NOTHING => return None,
            MARK => {
                self.marks += 1;
                return None;
            }
            letter => self.gram = self.gram << 8 | u32::from(letter),
        }
        self.letters += 1;
        (self.letters >= GRAM_LETTERS).then_some(self.gram)
    }
}

const NOTHING: u8 = 0;
const MARK: u8 = 1;

/// Every octet: a letter or a digit without its case, [`MARK`] or [`NOTHING`].
const FOLDED: [u8; 256] = {
    let mut folded = [NOTHING; 256];
    let mut octet = 0_u8;
    // Ends: it counts up to the last octet.
    loop {
        folded[octet as usize] = match octet {
            b'%' | b'&' | b'\\' => MARK,
            _ if octet.is_ascii_alphanumeric() => octet.to_ascii_lowercase(),
            _ => NOTHING,
        };
        if octet == u8::MAX {
            break folded;
        }
        octet += 1;
    }
};

/// The letters and digits of a value, without their case.
pub(super) fn letters(value: &[u8]) -> Vec<u8> {
    let letter = |octet: &u8| FOLDED.get(usize::from(*octet)).copied().filter(|letter| *letter > MARK);
    value.iter().filter_map(letter).collect()
}
