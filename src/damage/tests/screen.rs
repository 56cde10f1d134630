//! Which records are put to the ladder, in which order, and what finding that out costs.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::damage::screen::{Candidate, MAX_CANDIDATES, letters, likest};
use crate::damage::work::{MAX_WORK, Work};

/// Twenty letters: seventeen fours.
const EXPECTED: &str = "abcdefghijklmnopqrst";

fn candidates(expected: &str, records: &[&str]) -> Vec<Candidate> {
    let records: Vec<[&[u8]; 1]> = records.iter().map(|record| [record.as_bytes()]).collect();
    likest(expected.as_bytes(), &records, &mut Work::new())
}

/// The likeness of one record, in thousandths; `None` where it is no candidate.
fn likeness(expected: &str, record: &str) -> Option<usize> {
    candidates(expected, &[record]).first().map(|candidate| candidate.likeness)
}

#[test]
fn likeness_is_the_part_of_the_fours_that_both_could_have_in_common() {
    for alike in [EXPECTED, "ABCDEFGHIJKLMNOPQRST", "\"abcdefghij\"", "a-b c.defgh", "xyz1 abcdefghijklmnopqrst 987"] {
        assert_eq!(likeness(EXPECTED, alike).map(|likeness| likeness > 600), Some(true), "{alike}");
    }
    assert_eq!(likeness(EXPECTED, "abcdefghij"), Some(1_000));
    assert_eq!(likeness(EXPECTED, "abcdefghxxxxxxxxxxxx"), Some(5_000 / 17));
    assert_eq!(likeness(EXPECTED, "abcdefgxxxxxxxxxxxxx"), Some(4_000 / 17));
    assert_eq!(likeness(EXPECTED, "abcdefxxxxxxxxxxxxxx"), None);
    assert_eq!(likeness(EXPECTED, "abcdxxxx"), Some(200));
    assert_eq!(likeness(EXPECTED, "abcdxxxxx"), None);
    // A repeated value has more of the fours than there are.
    assert_eq!(likeness(EXPECTED, &EXPECTED.repeat(3)), Some(1_000));
}

#[test]
fn pieces_too_short_for_a_four_have_a_small_chance_and_nothing_has_none() {
    assert_eq!(likeness(EXPECTED, "xyz"), Some(200));
    assert_eq!(likeness(EXPECTED, "wxyz"), None);
    assert_eq!(likeness(EXPECTED, "="), Some(200));
    assert_eq!(likeness(EXPECTED, ""), None);
}

#[test]
fn letters_and_digits_are_without_case_and_nothing_else_is_a_letter() {
    assert_eq!(letters("aZ09 é%&\\=.".as_bytes()), b"az09");
}

#[test]
fn all_records_are_candidates_for_a_short_value() {
    assert_eq!(likeness("abcdefghijklmno", "zzzzzzzzzz"), Some(0));
    assert_eq!(likeness("abcdefghijklmnop", "zzzzzzzzzz"), None);
    assert_eq!(likeness("abcdefghijklmno", ""), None);
}

#[test]
fn what_is_encoded_is_decoded_for_the_counting_and_paid_for() {
    let coded = |code: fn(u8) -> String| EXPECTED.bytes().map(code).collect::<String>();
    for record in [
        coded(|octet| format!("%{octet:02x}")),
        coded(|octet| format!("&#{octet};")),
        coded(|octet| format!("\\{octet:03}")),
        coded(|octet| format!("%25{octet:02x}")),
    ] {
        assert_eq!(likeness(EXPECTED, &record), Some(1_000), "{record}");
    }
    let spent = |record: &str| {
        let mut work = Work::new();
        likest(EXPECTED.as_bytes(), &[[record.as_bytes()]], &mut work);
        work.spent()
    };
    assert_eq!(spent("%abcdefghij"), 11);
    assert_eq!(spent("%abcdefghijk"), 0);
    assert_eq!(spent("&abcdefghij\\abcdefghijk"), 23);
    assert_eq!(spent("&abcdefghij\\abcdefghijkl"), 0);
    let mut work = Work::new();
    assert!(work.spend(MAX_WORK));
    let coded = coded(|octet| format!("%{octet:02x}"));
    assert!(likest(EXPECTED.as_bytes(), &[[coded.as_bytes()]], &mut work).is_empty(), "nothing is left to pay with");
}

#[test]
fn character_strings_are_put_together_and_their_ends_remembered() {
    let candidate = |strings: &[&[u8]]| likest(b"abc", &[strings], &mut Work::new()).remove(0);
    let told = |strings: &[&[u8]]| (candidate(strings).octets, candidate(strings).cuts);
    assert_eq!(told(&[b"ab", b"cd", b"ef"]), (b"abcdef".to_vec(), Vec::from([2, 4])));
    assert_eq!(told(&[b"", b"ab"]), (b"ab".to_vec(), Vec::new()));
    assert_eq!(told(&[b"ab"]), (b"ab".to_vec(), Vec::new()));
}

#[test]
fn the_likest_come_first_then_the_longest_then_by_their_octets() {
    let order = |records: &[&str]| -> Vec<usize> {
        candidates(EXPECTED, records).iter().map(|candidate| candidate.record).collect()
    };
    let records = ["abcdefghxxxxxxxxxxxx", "bcdef", "abcde", "abcdef", "abcdefgxxxxxxxxxxxxx", "unlike anything"];
    assert_eq!(order(&records), [3, 2, 1, 0, 4]);
    // The best of many, wherever they stand.
    let mut many: Vec<String> = (0..70).map(|number| format!("abcdefg{number:07}")).collect();
    for place in [0, 31, 32, 33, 47, 63, 69] {
        many.insert(place, EXPECTED.to_string());
        let records: Vec<&str> = many.iter().map(|record| &**record).collect();
        let order = order(&records);
        assert_eq!((order.len(), order[0]), (MAX_CANDIDATES, place));
        many.remove(place);
    }
    // Of as good ones the first.
    let alike: Vec<String> = (0..40).rev().map(|number| format!("abcdefg{number:07}")).collect();
    let records: Vec<&str> = alike.iter().map(|record| &**record).collect();
    assert_eq!(order(&records), (0..MAX_CANDIDATES).rev().collect::<Vec<_>>());
    let lengths: Vec<String> = (0..40).map(|length| [EXPECTED, &"-".repeat(length)].concat()).collect();
    let records: Vec<&str> = lengths.iter().map(|record| &**record).collect();
    assert_eq!(order(&records), (24..40).rev().collect::<Vec<_>>());
}
