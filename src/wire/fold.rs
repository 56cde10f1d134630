//! Octets compared without regard to ASCII case, eight at a time.

/// Whether both are the same but for the case of ASCII letters. In names in wire form too: length octets are at most 63 and
/// so never letters (RFC 4343 §3).
#[inline]
pub(super) fn is_same_but_for_case(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (mut one, mut other) = (one, other);
    // Ends: each turn takes eight octets off.
    while let (Some((first, rest)), Some((second, behind))) = (one.split_first_chunk(), other.split_first_chunk()) {
        let (first, second) = (u64::from_le_bytes(*first), u64::from_le_bytes(*second));
        if first != second && lower(first) != lower(second) {
            return false;
        }
        (one, other) = (rest, behind);
    }
    one.eq_ignore_ascii_case(other)
}

/// Eight octets in lower case.
#[inline]
const fn lower(octets: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = octets & !HIGH;
    let from_a = low + (0x80 - b'A' as u64) * ONES;
    let behind_z = low + (0x7f - b'Z' as u64) * ONES;
    let is_upper = (from_a ^ behind_z) & HIGH & !octets;
    octets | is_upper >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_octet_is_folded_as_the_standard_library_does() {
        for octet in 0..=u8::MAX {
            for place in 0..8 {
                let mut octets = [b'Q'; 8];
                octets[place] = octet;
                assert_eq!(
                    lower(u64::from_le_bytes(octets)).to_le_bytes(),
                    octets.map(|octet| octet.to_ascii_lowercase())
                );
            }
        }
    }

    #[test]
    fn lengths_and_every_place_count() {
        let name = b"\x0a_AmazonSES\x07example\x03com\0";
        for length in 0..name.len() {
            let one = &name[..length];
            assert!(is_same_but_for_case(one, &one.to_ascii_uppercase()));
            assert!(!is_same_but_for_case(one, &name[..=length]));
            for place in 0..length {
                let mut other = one.to_vec();
                other[place] ^= 1;
                assert!(!is_same_but_for_case(one, &other), "{place} of {length}");
            }
        }
    }
}
