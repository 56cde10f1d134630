//! Values drawn at random, alike again from the seed that a failed test prints.

/// Overrides the seed, to see a failure again.
const SEED_VARIABLE: &str = "TXTPROOF_SEED";

/// The ordinary run draws the same values every time.
const SEED: u64 = 20_261_123;

/// splitmix64.
pub(super) struct Random(u64);

impl Random {
    /// Prints the seed; the test harness shows it where the test fails.
    pub(super) fn from_environment() -> Self {
        let seed = std::env::var(SEED_VARIABLE).map_or(SEED, |text| text.parse().expect("the seed is a number"));
        std::println!("{SEED_VARIABLE}={seed}");
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    pub(super) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low)
    }

    pub(super) fn text(&mut self, length: usize, alphabet: &[u8]) -> Vec<u8> {
        (0..length).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

pub(super) const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEX: &[u8] = b"0123456789abcdef";
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";

/// What providers ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `fmxqxT/…=`: 44 characters.
    Base64,
    /// 43 characters.
    Base64Url,
    /// 64 characters.
    Hex,
    /// `google-site-verification=` and 43 characters.
    Google,
    /// `MS=ms` and 8 digits.
    Microsoft,
    /// `dropbox-domain-verification=` and 12 characters.
    Short,
    /// `v=DKIM1; k=rsa; p=` and a key of 2048 bits.
    Dkim,
    /// `v=spf1 include:… ~all`.
    Spf,
}

impl Shape {
    pub(super) const ALL: [Self; 8] =
        [Self::Base64, Self::Base64Url, Self::Hex, Self::Google, Self::Microsoft, Self::Short, Self::Dkim, Self::Spf];

    pub(super) const fn prefix(self) -> Option<&'static [u8]> {
        match self {
            Self::Google => Some(b"google-site-verification="),
            Self::Microsoft => Some(b"MS=ms"),
            Self::Short => Some(b"dropbox-domain-verification="),
            _ => None,
        }
    }

    /// Whether values have blanks or separators in them.
    pub(super) const fn has_parts(self) -> bool {
        matches!(self, Self::Dkim | Self::Spf)
    }

    pub(super) fn draw(self, random: &mut Random) -> Vec<u8> {
        let token = match self {
            Self::Base64 => [random.text(42, BASE64), random.text(1, b"AEIMQUYcgkosw048"), b"=".to_vec()].concat(),
            Self::Base64Url | Self::Google => random.text(43, BASE64URL),
            Self::Hex => random.text(64, HEX),
            Self::Microsoft => random.text(8, b"0123456789"),
            Self::Short => random.text(12, &BASE64[..62]),
            Self::Dkim => {
                [b"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA", &*random.text(338, BASE64), b"=="]
                    .concat()
            }
            Self::Spf => [b"v=spf1 include:", &*random.text(14, LETTERS), b".example ~all"].concat(),
        };
        [self.prefix().unwrap_or_default(), &token].concat()
    }
}
