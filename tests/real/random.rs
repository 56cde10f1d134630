//! Names and tokens that nothing can have been tuned to, drawn again alike from the seed that a test prints.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Overrides the seed, to see a failure again.
const SEED_VARIABLE: &str = "TXTPROOF_SEED";

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// `SplitMix64`: small, well mixed, and the same everywhere.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// Prints the seed; the test harness shows it where the test fails.
    pub(crate) fn from_environment() -> Self {
        let seed = match std::env::var(SEED_VARIABLE) {
            Ok(text) => text.parse().unwrap_or_else(|_| panic!("{SEED_VARIABLE}={text} is not a number")),
            Err(_) => os_random(),
        };
        println!("{SEED_VARIABLE}={seed}");
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn pick(&mut self, alphabet: &[u8]) -> char {
        let length = u64::try_from(alphabet.len()).expect("an alphabet is short");
        let index = usize::try_from(self.next() % length).expect("an alphabet is short");
        char::from(alphabet[index])
    }

    /// A token of the `ses` shape: base64 of 32 octets, with letters of both cases.
    pub(crate) fn token(&mut self) -> String {
        loop {
            let mut token: String = (0..42).map(|_| self.pick(BASE64)).collect();
            // 42 characters hold 252 bits; the 43rd holds the last four, its low two bits are zero.
            token.push(self.pick(b"AEIMQUYcgkosw048"));
            token.push('=');
            if token.contains(char::is_uppercase) && token.contains(char::is_lowercase) {
                return token;
            }
        }
    }

    /// A token as SES hands them out for DKIM: lower-case letters and digits.
    pub(crate) fn dkim_token(&mut self) -> String {
        (0..32).map(|_| self.pick(b"abcdefghijklmnopqrstuvwxyz234567")).collect()
    }

    /// So many characters of base64, as a key has them.
    pub(crate) fn base64(&mut self, characters: usize) -> String {
        (0..characters).map(|_| self.pick(BASE64)).collect()
    }

    /// A label of lower-case letters.
    pub(crate) fn label(&mut self) -> String {
        let length = 6 + self.next() % 10;
        (0..length).map(|_| self.pick(LETTERS)).collect()
    }

    /// A domain of two labels.
    pub(crate) fn domain(&mut self) -> String {
        format!("{}.{}", self.label(), self.label())
    }
}

/// What must differ between two runs with one seed: addresses and ports.
pub(crate) fn os_random() -> u64 {
    RandomState::new().build_hasher().finish()
}
