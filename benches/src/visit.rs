//! What a walk over a message visits, and what becomes of it: an exact transcript to check by, or a fold to measure with.

/// Takes in what a walk visits, in the order of the message.
///
/// Generic and inlined into every codec's walk, so it costs all of them the same; that cost is part of every count.
pub(crate) trait Visitor: Default {
    /// A character-string of a TXT record, in pieces that stand one behind another.
    fn string<const N: usize>(&mut self, pieces: [&[u8]; N]);

    /// A label of an NS record's name, the root left out.
    fn label(&mut self, label: &[u8]);
}

/// A sum of each string and label, in their order: little work, and none of it can be left out.
#[derive(Default)]
pub(crate) struct Fold(pub(crate) u64);

impl Visitor for Fold {
    #[inline]
    fn string<const N: usize>(&mut self, pieces: [&[u8]; N]) {
        self.0 = pieces.into_iter().map(sum).fold(self.0.rotate_left(1), u64::wrapping_add);
    }

    #[inline]
    fn label(&mut self, label: &[u8]) {
        self.0 = self.0.rotate_left(1).wrapping_add(sum(label));
    }
}

/// Eight octets at a time, so that what is measured is the way to them.
#[inline]
fn sum(octets: &[u8]) -> u64 {
    let (words, rest) = octets.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.chain(rest.iter().map(|octet| u64::from(*octet))).fold(0, u64::wrapping_add)
}

/// All that was visited, octet for octet.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Transcript(Vec<Visited>);

#[derive(PartialEq, Eq)]
enum Visited {
    String(Vec<u8>),
    Label(Vec<u8>),
}

impl Visitor for Transcript {
    fn string<const N: usize>(&mut self, pieces: [&[u8]; N]) {
        self.0.push(Visited::String(pieces.concat()));
    }

    fn label(&mut self, label: &[u8]) {
        self.0.push(Visited::Label(label.to_vec()));
    }
}
