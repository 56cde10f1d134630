//! Values whose pieces stand in several records: how they are put together.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::damage::pieces::{exact_beginning, joined};
use crate::damage::rung::Hints;
use crate::damage::screen::Candidate;

const EXPECTED: &str = "abcdefghijklmnopqrst";

fn candidates(records: &[(&str, usize)]) -> Vec<Candidate> {
    let candidate = |(record, (text, likeness)): (usize, &(&str, usize))| Candidate {
        record,
        octets: text.as_bytes().to_vec(),
        cuts: Vec::new(),
        likeness: *likeness,
    };
    records.iter().enumerate().map(candidate).collect()
}

fn beginning(expected: &str, records: &[&str]) -> Option<usize> {
    let records: Vec<(&str, usize)> = records.iter().map(|record| (*record, 1_000)).collect();
    exact_beginning(expected.as_bytes(), &candidates(&records))
}

/// What is worth a look, and the record with the beginning.
fn put_together(records: &[(&str, usize)]) -> Vec<(String, usize)> {
    let hints = Hints { prefix: None, names: ["example.com".to_string()].into() };
    let joined = joined(EXPECTED.as_bytes(), &candidates(records), &hints);
    joined.iter().map(|joined| (String::from_utf8_lossy(&joined.octets).into_owned(), joined.record)).collect()
}

#[test]
fn pieces_that_are_the_value_in_some_order_tell_where_it_begins() {
    assert_eq!(beginning("abcdef", &["def", "abc"]), Some(1));
    assert_eq!(beginning("abcdef", &["ef", "ab", "cd"]), Some(1));
    assert_eq!(beginning("abcdef", &["x", "ef", "abc", "ab", "cd"]), Some(3));
    assert_eq!(beginning("abcdef", &["abc", "de"]), None);
    assert_eq!(beginning("abcdef", &["bc", "def"]), None);
    assert_eq!(beginning("abcdef", &["abcdef", "def"]), None);
    // Of two ways, the one with the shorter beginning.
    assert_eq!(beginning("abcd", &["abc", "d", "a", "bcd"]), Some(2));
}

#[test]
fn a_blank_at_a_cut_may_be_lost_and_one_in_front_may_not() {
    assert_eq!(beginning("ab  cd ef", &["cd", "ef", "ab"]), Some(2));
    assert_eq!(beginning("ab cd", &["ab ", "cd"]), Some(0));
    assert_eq!(beginning(" abcd", &["ab", "cd"]), None);
    assert_eq!(beginning("abcd", &["ab", " cd"]), None);
}

#[test]
fn damaged_pieces_are_put_together_in_the_order_of_the_value() {
    let whole = || (EXPECTED.to_string(), 1);
    assert_eq!(put_together(&[("klmnopqrst", 1_000), ("abcdefghij", 1_000)]), [whole()]);
    assert_eq!(put_together(&[("KLMNOPQRST", 1_000), ("-abcdefghij", 1_000)])[0].0, "-abcdefghijKLMNOPQRST");
    assert_eq!(put_together(&[("abcdefghijklmnopqrst", 1_000)]), []);
    assert_eq!(put_together(&[("abcdefghij", 1_000), ("xyz", 200)]), []);
    // What begins with something else belongs where its first known letters do.
    let late = ["x".repeat(31), "klmnopqrst".to_string()].concat();
    assert_eq!(put_together(&[(&late, 1_000), ("abcdefghij", 1_000)])[0], (["abcdefghij", &*late].concat(), 1));
    let too_late = ["x".repeat(32), "klmnopqrst".to_string()].concat();
    assert_eq!(put_together(&[(&too_late, 1_000), ("abcdefghij", 1_000)]), []);
}

#[test]
fn the_less_likely_pieces_are_left_out_one_kind_after_another() {
    let records = [("klmnopqrst", 700), ("abcdefghij", 1_000), ("ghijxx", 400), ("cdefyy", 200), ("mnopzz", 199)];
    let expected = ["abcdefghijcdefyyghijxxklmnopqrst", "abcdefghijghijxxklmnopqrst", EXPECTED];
    assert_eq!(put_together(&records), expected.map(|whole| (whole.to_string(), 1)));
}

#[test]
fn what_stands_behind_pasted_words_is_put_together_too() {
    let lines = [("example.com TXT \"klmnopqrst\"", 1_000), ("example.com TXT \"abcdefghij\"", 1_000)];
    let whole = [lines[1].0, lines[0].0].concat();
    assert_eq!(put_together(&lines), [(whole, 1), (EXPECTED.to_string(), 1)]);
    let keys = [("part1=abcdefghij", 1_000), ("part2=klmnopqrst", 1_000)];
    let whole = [keys[0].0, keys[1].0].concat();
    assert_eq!(put_together(&keys), [(whole, 0), (EXPECTED.to_string(), 0)]);
}

#[test]
fn what_is_more_than_four_times_as_long_holds_other_values() {
    let with = |octets: usize| {
        let other = ["klmnopqrst", &"-".repeat(octets)].concat();
        put_together(&[("abcdefghij", 1_000), (&other, 1_000)]).len()
    };
    assert_eq!((with(60), with(61)), (1, 0));
}
