//! Everything that is left to chance, drawn again alike from one seed.

use std::hash::{BuildHasher, Hasher, RandomState};

use txtproof::exchange::Random;

/// Overrides the seed, to see a failure again.
const SEED_VARIABLE: &str = "TXTPROOF_SEED";

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// The seed that the environment names.
pub(crate) fn named_seed() -> Option<u64> {
    let text = std::env::var(SEED_VARIABLE).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{SEED_VARIABLE}={text} is not a number")))
}

/// The seed that the environment names, else a new one each time.
pub(crate) fn seed() -> u64 {
    named_seed().unwrap_or_else(new_seed)
}

/// Another seed each time.
pub(crate) fn new_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Says how to see a failure again, if the test fails while this is alive.
pub(crate) struct SeedOfFailure(pub(crate) u64);

impl Drop for SeedOfFailure {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("to see this again: {SEED_VARIABLE}={}", self.0);
        }
    }
}

/// `SplitMix64`: small, well mixed, and the same everywhere.
#[derive(Clone, Debug)]
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// True so many times in a hundred.
    pub(crate) fn chance(&mut self, percent: u8) -> bool {
        self.below(100) < u64::from(percent)
    }

    pub(crate) fn index(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).expect("a length fits 64 bits");
        usize::try_from(self.below(length)).expect("below a length")
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// A token of the `ses` shape: base64 of 32 octets, with letters of both cases.
    pub(crate) fn token(&mut self) -> String {
        loop {
            let mut token: String = (0..42).map(|_| char::from(*self.pick(BASE64))).collect();
            // 42 characters hold 252 bits; the 43rd holds the last four, its low two bits are zero.
            token.push(char::from(*self.pick(b"AEIMQUYcgkosw048")));
            token.push('=');
            if token.contains(char::is_uppercase) && token.contains(char::is_lowercase) {
                return token;
            }
        }
    }

    /// A label of lower-case letters, so long that no two are alike.
    pub(crate) fn label(&mut self) -> String {
        let length = 8 + self.below(8);
        (0..length).map(|_| char::from(*self.pick(LETTERS))).collect()
    }
}

impl Random for Seeded {
    fn fill(&mut self, octets: &mut [u8]) {
        for chunk in octets.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}
