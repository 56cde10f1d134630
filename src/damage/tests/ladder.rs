//! Which of several explanations comes first, and that there is none without work left to find it.

use crate::damage::ladder::Ladder;
use crate::damage::screen::Candidate;
use crate::damage::work::{MAX_WORK, Work};
use crate::damage::{Damage, Explanation, Wanted, explain};

const TOKEN: &str = "abcdefghijklmnopqrst";

fn explained(expected: &str, records: &[&str]) -> Option<Explanation> {
    let strings: Vec<[&[u8]; 1]> = records.iter().map(|record| [record.as_bytes()]).collect();
    explain(&Wanted::value(expected.as_bytes()), &strings)
}

#[test]
fn a_whole_value_with_what_is_surely_done_to_it_comes_before_its_pieces() {
    let told = explained(TOKEN, &["abcdefghij", "klmnopqrst", "\"abcdefghijklmnopqrst\""]);
    assert_eq!(told, Some(Explanation { damage: Damage::Quoted, second: None, record: 2 }));
}

#[test]
fn exact_pieces_come_before_a_value_that_lacks_blanks() {
    let told = explained("abcdefghij klmnopqrst", &["abcdefghijklmnopqrst", "klmnopqrst", "abcdefghij"]);
    assert_eq!(told, Some(Explanation { damage: Damage::SplitOverRecords, second: None, record: 2 }));
}

#[test]
fn a_part_of_one_of_two_values_and_padding_of_a_value_cut_short_are_told_in_the_end() {
    let told = explained(TOKEN, &["zyxwvutsrqponmlkjihg,abcdefghijklmn"]);
    assert_eq!(told, Some(Explanation { damage: Damage::Merged, second: Some(Damage::Truncated), record: 0 }));
    let told = explained("abcdefghijklmnopqrs=", &["abcdefg="]);
    assert_eq!(told, Some(Explanation { damage: Damage::Padding, second: Some(Damage::Truncated), record: 0 }));
}

/// The letters that all values of a provider begin with are no pieces of this one.
#[test]
fn pieces_cut_short_have_to_tell_something_of_the_value() {
    const PREFIX: &str = "site-verification=";
    let expected = [PREFIX, TOKEN].concat();
    let told = |records: &[&str]| {
        let strings: Vec<[&[u8]; 1]> = records.iter().map(|record| [record.as_bytes()]).collect();
        let wanted = Wanted { expected: expected.as_bytes(), prefix: Some(PREFIX.as_bytes()), names: &[] };
        explain(&wanted, &strings).map(|told| told.damage)
    };
    assert_eq!(told(&["site-", "verification=abcd"]), Some(Damage::SplitOverRecords));
    assert_ne!(told(&["site-", "verification=abc"]), Some(Damage::SplitOverRecords));
}

/// Two pieces, too short to be put together in any other way, with so many octets of work left.
fn pieces_within(octets: usize) -> Option<Damage> {
    let candidates = ["abc", "def"].map(|piece| Candidate {
        record: 0,
        octets: piece.as_bytes().to_vec(),
        cuts: Vec::new(),
        likeness: 1_000,
    });
    let mut work = Work::new();
    assert!(work.spend(MAX_WORK - octets));
    let told = Ladder::new(&Wanted::value(b"abcdef"), &candidates, &mut work).climb();
    told.map(|told| told.damage)
}

#[test]
fn pieces_are_not_put_together_without_work_left() {
    assert_eq!((pieces_within(0), pieces_within(MAX_WORK)), (None, Some(Damage::SplitOverRecords)));
}
