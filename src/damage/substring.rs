//! Where one value stands inside another, in time that no pair of values can stretch (Knuth, Morris, Pratt).

use alloc::vec::Vec;

/// The offsets of `needle` in `haystack`, overlapping ones too; none for an empty needle.
pub(super) fn positions(haystack: &[u8], needle: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    if needle.is_empty() || needle.len() > haystack.len() {
        return found;
    }
    let borders = borders(needle);
    let mut matched = 0_usize;
    for (index, octet) in haystack.iter().enumerate() {
        matched = extended(needle, &borders, matched, *octet);
        if matched == needle.len() {
            found.push((index + 1).saturating_sub(matched));
            matched = border(&borders, matched);
        }
    }
    found
}

/// For each length of a prefix of `needle`, from 1: the longest shorter prefix that it also ends with.
fn borders(needle: &[u8]) -> Vec<usize> {
    let mut borders = Vec::with_capacity(needle.len());
    borders.push(0);
    for octet in needle.iter().skip(1) {
        let matched = borders.last().copied().unwrap_or(0);
        let longer = extended(needle, &borders, matched, *octet);
        borders.push(longer);
    }
    borders
}

/// How much of `needle` is matched after one more octet.
fn extended(needle: &[u8], borders: &[usize], mut matched: usize, octet: u8) -> usize {
    // Ends: a border is shorter than what it is the border of.
    loop {
        if needle.get(matched) == Some(&octet) {
            return matched + 1;
        }
        if matched == 0 {
            return 0;
        }
        matched = border(borders, matched);
    }
}

fn border(borders: &[usize], matched: usize) -> usize {
    matched.checked_sub(1).and_then(|index| borders.get(index)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::positions;

    #[test]
    fn every_place_is_found_as_by_looking_at_each() {
        let words: [&[u8]; 6] = [b"a", b"aa", b"aab", b"abaab", b"b", b"ba"];
        for bits in 0_u32..1 << 10 {
            let haystack: Vec<u8> = (0..10).map(|bit| if bits >> bit & 1 == 0 { b'a' } else { b'b' }).collect();
            for needle in words {
                let windows = haystack.windows(needle.len()).enumerate();
                let naive: Vec<usize> = windows.filter(|(_, window)| *window == needle).map(|(at, _)| at).collect();
                assert_eq!(positions(&haystack, needle), naive, "{haystack:?} {needle:?}");
            }
        }
        assert_eq!(positions(b"ab", b"ab"), [0]);
        assert!(positions(b"ab", b"abc").is_empty() && positions(b"ab", b"").is_empty());
    }
}
