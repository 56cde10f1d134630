//! Randomness that a seed gives again.

use txtproof::exchange::Random;

/// `SplitMix64`: a good enough stream for ids and cases.
pub(crate) struct Seeded(pub(crate) u64);

impl Random for Seeded {
    fn fill(&mut self, octets: &mut [u8]) {
        for octet in octets {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *octet = (mixed ^ (mixed >> 27)).to_le_bytes()[3];
        }
    }
}
