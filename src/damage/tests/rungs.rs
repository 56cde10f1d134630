//! Each rung by itself: what may be left once its damage is undone, and what it explains alone.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::damage::Damage::{self, *};
use crate::damage::attempt::Attempt;
use crate::damage::rung::{Hints, Rung};
use crate::damage::work::{MAX_WORK, Work};

const PREFIX: &str = "key=";

fn hints() -> Hints<'static> {
    let names = ["_a.example.com", "example.com"].map(ToString::to_string);
    Hints { prefix: Some(PREFIX.as_bytes()), names: names.into() }
}

/// What is left of both sides, each pair once.
fn undone(rung: Rung, expected: &str, found: &[u8], cuts: &[usize]) -> Vec<(Damage, String, String)> {
    let attempt = Attempt::new(expected.as_bytes(), found, cuts);
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let mut pairs = Vec::new();
    for undone in rung.undo(&attempt, &hints(), &mut Work::new()) {
        assert_eq!(undone.attempt.before, Some(rung));
        let pair = (undone.damage, text(&undone.attempt.expected), text(&undone.attempt.found));
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

fn explained(rung: Rung, expected: &str, found: &str, cuts: &[usize]) -> Option<Damage> {
    let attempt = Attempt::new(expected.as_bytes(), found.as_bytes(), cuts);
    rung.explains(&attempt, &hints(), &mut Work::new())
}

/// `found` without the damage, in every way in which it may have been done; what is expected stays.
#[track_caller]
fn leaves(rung: Rung, damage: Damage, expected: &str, found: &str, left: &[&str]) {
    let left: Vec<_> = left.iter().map(|found| (damage, expected.to_string(), found.to_string())).collect();
    assert_eq!(undone(rung, expected, found.as_bytes(), &[]), left, "{found}");
}

/// One pair: of what is expected too, something goes.
#[track_caller]
fn leaves_pair(rung: Rung, damage: Damage, (expected, found): (&str, &str), left: (&str, &str)) {
    let left = [(damage, left.0.to_string(), left.1.to_string())];
    assert_eq!(undone(rung, expected, found.as_bytes(), &[]), left, "{found}");
}

#[track_caller]
fn leaves_nothing(rung: Rung, expected: &str, found: &str) {
    assert_eq!(undone(rung, expected, found.as_bytes(), &[]), [], "{found}");
}

#[test]
fn quotes_go_layer_by_layer_and_four_of_them_at_most() {
    leaves(Rung::OuterQuotes, Quoted, "a", "\"'a'\"", &["'a'", "a"]);
    leaves(Rung::OuterQuotes, Quoted, "a", "\"a", &["a"]);
    leaves(Rung::OuterQuotes, Quoted, "a", "a\u{201d}", &["a"]);
    leaves(Rung::OuterQuotes, Quoted, "a", "\"", &[""]);
    let left = ["\"\"\"\"a\"\"\"\"", "\"\"\"a\"\"\"", "\"\"a\"\"", "\"a\""];
    leaves(Rung::OuterQuotes, Quoted, "a", "\"\"\"\"\"a\"\"\"\"\"", &left);
    leaves_nothing(Rung::OuterQuotes, "a", "a\"b");
    for cut in [b"\xe2\x80".as_slice(), b"\xe2", b"\xc2"] {
        let found = ["\u{201c}a".as_bytes(), cut].concat();
        assert_eq!(undone(Rung::OuterQuotes, "a", &found, &[]), [(Quoted, "a".into(), "a".into())]);
    }
    leaves(Rung::InnerQuotes, Quoted, "ab", "\"a'b\u{201d}", &["ab"]);
    leaves_nothing(Rung::InnerQuotes, "ab", "ab");
}

#[test]
fn backslashes_go_once_twice_or_all() {
    leaves(Rung::Escapes, Escaped, "a;b", r"a\;b", &["a;b"]);
    leaves(Rung::Escapes, Escaped, "a;b", r"a\059b\\c", &[r"a;b\c", "a;bc", "a059bc"]);
    leaves(Rung::Escapes, Escaped, "a", r"a\05", &["a05", "a"]);
    leaves(Rung::Escapes, Escaped, "a", r"a\0", &["a0", "a"]);
    leaves(Rung::Escapes, Escaped, "a", r"a\x\256\", &["ax256"]);
    leaves(Rung::Escapes, Escaped, "a", r"a\255", &["a\u{fffd}", "a255"]);
    leaves_nothing(Rung::Escapes, "a", "a");
}

#[test]
fn blanks_go_at_the_ends_everywhere_or_but_for_one() {
    leaves(Rung::OuterBlanks, Whitespace, "a", "\u{a0} a\n\u{200b}", &["a"]);
    leaves_nothing(Rung::OuterBlanks, "a", "a b");
    leaves_pair(Rung::Blanks, Whitespace, ("ab", "a b"), ("ab", "ab"));
    leaves_pair(Rung::Blanks, BlanksLost, ("a b", "ab"), ("ab", "ab"));
    leaves_pair(Rung::Blanks, BlanksLost, ("abcd", "a b"), ("abcd", "ab"));
    leaves_nothing(Rung::Blanks, "ab", "ac");
    let with_expected = |found: &str| (Whitespace, "a b".to_string(), found.to_string());
    let without = || (Whitespace, "ab".to_string(), "ab".to_string());
    for found in ["a  b", "a\u{200b} b", "a\t\n b"] {
        let left = [with_expected("a b"), with_expected("ab"), without()];
        assert_eq!(undone(Rung::Blanks, "a b", found.as_bytes(), &[]), left, "{found}");
    }
    assert_eq!(undone(Rung::Blanks, "a b", b"ab ", &[]), [with_expected("ab"), without()]);
    assert_eq!(explained(Rung::Blanks, "a b", "ab ", &[]), Some(Whitespace));
    assert_eq!(explained(Rung::Blanks, "a b c", "ab c", &[]), Some(BlanksLost));
    assert_eq!(explained(Rung::Blanks, "a b", "ac", &[]), None);
    assert_eq!(explained(Rung::Blanks, "ab", "a ", &[]), None);
}

#[test]
fn case_goes_on_both_sides() {
    leaves_pair(Rung::Case, Lowercased, ("aB", "ab"), ("ab", "ab"));
    leaves_pair(Rung::Case, Uppercased, ("aB", "AB"), ("ab", "ab"));
    leaves_pair(Rung::Case, CaseChanged, ("ab", "aB"), ("ab", "ab"));
    leaves_nothing(Rung::Case, "ab", "ab");
    assert_eq!(explained(Rung::Case, "aB", "Ab", &[]), Some(CaseChanged));
    assert_eq!(explained(Rung::Case, "aB", "aB", &[]), None);
    assert_eq!(explained(Rung::Case, "aB", "ac", &[]), None);
}

#[test]
fn typographic_characters_become_those_of_the_keyboard() {
    leaves(Rung::LookAlikes, LookAlike, "a-b", "a\u{2013}b", &["a-b", "a--b"]);
    leaves(Rung::LookAlikes, LookAlike, "a-b", "a\u{2010}b", &["a-b"]);
    leaves(Rung::LookAlikes, LookAlike, "\"a'", "\u{201c}a\u{2019}", &["\"a'"]);
    leaves_nothing(Rung::LookAlikes, "a", "\"a-b'");
    // By the code page 1252, in which they are one octet.
    let left = [(LookAlike, "a-b".into(), "a-b".into()), (LookAlike, "a-b".into(), "a--b".into())];
    assert_eq!(undone(Rung::LookAlikes, "a-b", b"a\x96b", &[]), left);
}

#[test]
fn what_was_put_in_at_a_cut_goes() {
    for found in ["\"a\" \"b\"", "\"\" \"ab\"", "(\"a\" \"b\")", " ( \"a\"\t\"b\" ) ", "\"a\"\"b\""] {
        leaves(Rung::Cuts, Split, "ab", found, &["ab"]);
    }
    leaves(Rung::Cuts, Split, "ab", "\"a\", \"b\"", &["ab", "\"a\" \"b\"", "\"a\"\"b\""]);
    leaves(Rung::Cuts, Split, "a,b", "\"a\",,\"b\"", &["ab"]);
    leaves(Rung::Cuts, Split, "ab", "a, b", &["a b", "ab"]);
    leaves(Rung::Cuts, Split, "ab", "a|b", &["ab"]);
    for (expected, found) in [("a,b", "a,b,c"), ("ab", ",ab"), ("ab", "ab,"), ("ab", "a b")] {
        leaves_nothing(Rung::Cuts, expected, found);
    }
    let (front, back) = ("a".repeat(255), "b".repeat(255));
    let whole = [&*front, &*back, "c"].concat();
    leaves(Rung::Cuts, Split, &whole, &[&*front, " ", &*back, "\n", "c"].concat(), &[&whole]);
    leaves(Rung::Cuts, Split, &whole, &[&*front, " ", &*back, "c d"].concat(), &[&[&*whole, " d"].concat()]);
    leaves_nothing(Rung::Cuts, &whole, &[" ", &*front, &*back, "c"].concat());
}

#[test]
fn blanks_at_cuts_alone_are_a_split() {
    let split = |expected: &str, found: &str, cuts: &[usize]| explained(Rung::Cuts, expected, found, cuts);
    // Where a character-string ends, a blank is lost, or one too many on either side of the cut.
    assert_eq!(split("a  b", "ab", &[1]), Some(Split));
    assert_eq!(split("ab", "a b", &[1]), Some(Split));
    assert_eq!(split("ab", "a b", &[2]), Some(Split));
    assert_eq!(split("ab c", "abc", &[1]), None);
    assert_eq!(split("abc", "ab c", &[1]), None);
    assert_eq!(split("ab", "ab", &[1]), None);
    assert_eq!(split("ab", "ac", &[1]), None);
    assert_eq!(split("ab", "abc", &[1]), None);
    assert_eq!(split("ab", "ab ", &[2]), None, "nothing follows the cut");
    assert_eq!(split("abc", "ab", &[1]), None);
    // Where one could have ended.
    let (front, back) = ("a".repeat(255), "b".repeat(255));
    assert_eq!(split(&[&*front, "b"].concat(), &[&*front, "  b"].concat(), &[]), Some(Split));
    assert_eq!(split(&[&*front, &*back, "c"].concat(), &[&*front, &*back, " c"].concat(), &[]), Some(Split));
    assert_eq!(split(&[&*front, " b"].concat(), &[&*front, "b"].concat(), &[]), None);
    assert_eq!(split("ab", " ab", &[]), None);
}

#[test]
fn codes_become_what_they_stand_for_once_and_twice() {
    leaves(Rung::Encoding, Encoded, "a/b", "a%2fb", &["a/b"]);
    leaves(Rung::Encoding, Encoded, "a/b", "a%252Fb", &["a%2Fb", "a/b"]);
    leaves(Rung::Encoding, Encoded, "a&b", "a&amp;b", &["a&b"]);
    leaves(Rung::Encoding, Encoded, "a\"b", "a&amp;QUOT;b", &["a&QUOT;b", "a\"b"]);
    leaves(Rung::Encoding, Encoded, "a+b", "a&#43;b&#x2B;&#0000000043;", &["a+b++"]);
    leaves(Rung::Encoding, Encoded, "a\u{201c}", "a&ldquo;", &["a\u{201c}"]);
    for found in ["a%g0", "a&nothing;b", "a&#00000000043;", "a& b;"] {
        leaves_nothing(Rung::Encoding, "a", found);
    }
    // A code that was cut.
    for found in ["a%", "a%2", "a&", "a&amp", "a&#x2b"] {
        leaves(Rung::Encoding, Encoded, "a", found, &["a"]);
    }
    leaves(Rung::Encoding, Encoded, "a/b", "a%2Fb%2", &["a/b%2", "a/b", "a%2Fb"]);
    // A form's `+` is a blank, unless the value has a `+` of its own and nothing is encoded.
    leaves(Rung::Encoding, Encoded, "a b", "a+b", &["a b"]);
    leaves(Rung::Encoding, Encoded, "a", "b+c", &["b c"]);
    leaves(Rung::Encoding, Encoded, "a+ b", "a+b", &["a b"]);
    leaves(Rung::Encoding, Encoded, "a+b", "a+b%2B", &["a+b+", "a b+"]);
    leaves_nothing(Rung::Encoding, "a+b", "a+c");
}

#[test]
fn padding_and_plus_go_on_both_sides() {
    leaves_pair(Rung::Padding, Padding, ("ab=", "ab"), ("ab", "ab"));
    leaves_pair(Rung::Padding, Padding, ("ab", "ac=="), ("ab", "ac"));
    leaves_nothing(Rung::Padding, "a=b", "ab");
    assert_eq!(explained(Rung::Padding, "ab=", "ab", &[]), Some(Padding));
    assert_eq!(explained(Rung::Padding, "ab=", "ab=", &[]), None);
    assert_eq!(explained(Rung::Padding, "ab=", "ac", &[]), None);
    leaves_pair(Rung::Plus, PlusLost, ("a+b", "a+ c"), ("a b", "a  c"));
    leaves_nothing(Rung::Plus, "ab", "a+b");
    assert_eq!(explained(Rung::Plus, "a+b+", "a b+", &[]), Some(PlusLost));
    for (expected, found) in [("a b", "a+b"), ("a+b", "a+b"), ("a+b", "a b "), ("a+b", "a c")] {
        assert_eq!(explained(Rung::Plus, expected, found, &[]), None, "{found}");
    }
}

#[test]
fn the_prefix_is_put_in_front_or_taken_off_twice_at_most() {
    leaves_pair(Rung::FixedPrefix, PrefixMissing, ("key=x", "y"), ("x", "y"));
    leaves_pair(Rung::FixedPrefix, PrefixMissing, ("key=x", "ke"), ("x", "ke"));
    leaves(Rung::FixedPrefix, PrefixDoubled, "key=x", "KEY=key=x", &["key=x"]);
    leaves(Rung::FixedPrefix, PrefixDoubled, "key=x", "key=key=key=x", &["key=key=x", "key=x"]);
    leaves(Rung::FixedPrefix, PrefixDoubled, "key=x", "key=key=key=key=x", &["key=key=key=x", "key=key=x"]);
    leaves_nothing(Rung::FixedPrefix, "key=x", "Key=y");
    leaves_nothing(Rung::FixedPrefix, "x", "key=x");
    let attempt = Attempt::new(b"x", b"x", &[]);
    for prefix in [None, Some(b"".as_slice())] {
        let hints = Hints { prefix, names: Vec::new() };
        assert!(Rung::FixedPrefix.undo(&attempt, &hints, &mut Work::new()).is_empty());
    }
}

#[test]
fn what_stands_behind_the_words_of_a_line_may_be_the_value() {
    for line in [
        "_a.example.com. 300 IN TXT \"x\"",
        "_a TXT x",
        "_A.Example.COM.example.com.\tTXT\t( \"x\" )",
        "nobody-knows 300 in txt x",
        "\"_a.example.com\",\"TXT\",\"x\"",
        "Name: _a Type: TXT Value: x",
        "300 TXT x",
        "@ IN x",
        "host=_a value='x'",
        "name host type ttl value record content data text 1 x",
    ] {
        let left = undone(Rung::PastedLine, "x", line.as_bytes(), &[]);
        let x = (Prefixed, "x".to_string(), "x".to_string());
        let is_near = |(_, _, found): &&(Damage, String, String)| found.trim_matches(['(', ')', ' ', '"']) == "x";
        assert!(left.contains(&x) || left.iter().any(|pair| is_near(&pair)), "{line}: {left:?}");
    }
    for no_line in
        ["300 x", "x", "_ab x", "_a.example.comx x", "nobody-knows 300 in 1 txt x", ". x", "300 . TXT x", "TXT", "TXT "]
    {
        leaves_nothing(Rung::PastedLine, "x", no_line);
    }
    let too_far = "name host type ttl value record content data text 1 2 x";
    assert!(undone(Rung::PastedLine, "x", too_far.as_bytes(), &[]).iter().all(|(_, _, found)| found != "x"));
}

#[test]
fn what_stands_behind_a_key_may_be_the_value() {
    leaves(Rung::PastedKey, Prefixed, "x", "a-b_c.1= 'x'", &["'x'", "x"]);
    leaves(Rung::PastedKey, Prefixed, "x", "name:x ", &["x ", "x"]);
    for no_key in ["=x", "a b=x", "name", "name=", "ab=x"] {
        leaves_nothing(Rung::PastedKey, "x", no_key);
    }
    // As long as a value, it is one.
    leaves(Rung::PastedKey, Prefixed, "1234", "a=x", &["x"]);
    leaves_nothing(Rung::PastedKey, "123", "a=x");
    leaves_nothing(Rung::PastedKey, "1234", "=x");
    let key = "k".repeat(64);
    leaves(Rung::PastedKey, Prefixed, "x", &[&*key, "=x"].concat(), &["x"]);
    leaves_nothing(Rung::PastedKey, "x", &[&*key, "k=x"].concat());
}

#[test]
fn pieces_of_a_record_as_long_as_a_value_may_be_it() {
    leaves(Rung::Merge, Merged, "abcd", "abcd,efgh", &["abcd", "efgh", ",efgh", "abcd,"]);
    leaves(
        Rung::Merge,
        Merged,
        "abcd",
        "wxyz;  ab cd  ;efgh",
        &["wxyz", "ab cd", "efgh", "wxyz;", "ab", "cd", ";efgh"],
    );
    leaves(Rung::Merge, Merged, "abcd", "a;1234567890123456;12345678901234567", &["a", "1234567890123456"]);
    leaves(Rung::Merge, Merged, "abcd", "abcdefgh", &["abcd", "efgh"]);
    leaves(Rung::Merge, Merged, "abcd", "abcdefghijkl", &["abcd", "efghijkl", "abcdefgh", "ijkl"]);
    leaves_nothing(Rung::Merge, "abcd", "abcdefghijklm");
    leaves_nothing(Rung::Merge, "abcd", "abc");
    leaves(Rung::Merge, Merged, "abcdefgh", "a;bc", &["bc"]);
    leaves(Rung::Merge, Merged, "a", "1,2,3,4,5,6,7", &["1", "2", "3", "4", "5", "6"]);
    let strings = [(Merged, "abcd".into(), "xxxxxx".into()), (Merged, "abcd".into(), "abcdyyyy".into())];
    assert_eq!(undone(Rung::Merge, "abcd", b"xxxxxxabcdyyyy", &[6]), strings);
}

#[test]
fn a_value_that_stands_apart_in_a_record_is_merged() {
    let merged = |found: &str, cuts: &[usize]| explained(Rung::Merge, "abcd", found, cuts);
    for found in ["abcd,x", "x abcd", "x;abcd|y", "\"x\"abcd", "x\\nabcd", "abcdwxyz", "wxabcd", "wxyz12abcd"] {
        assert_eq!(merged(found, &[]), Some(Merged), "{found}");
    }
    // Of another length, a value has to be parted from this one.
    for separator in [",", ";", "|", "\\", " ", "\t", "\"", "'"] {
        for found in [["abcd", separator, "12345678"], ["12345678", separator, "abcd"]] {
            assert_eq!(merged(&found.concat(), &[]), Some(Merged), "{found:?}");
        }
    }
    for found in [
        "abcd12345678",
        "12345678abcd",
        "abcd.12345678",
        "abcd",
        "abcd,",
        "\"abcd\"",
        "xabcd",
        "abcdx",
        "x12y.z.abcd",
        "abcdwxyz123",
        "x abcdy",
        "abcd key=",
    ] {
        assert_eq!(merged(found, &[]), None, "{found}");
    }
    assert_eq!(merged("abcd key=1", &[]), Some(Merged));
    assert_eq!(merged("xabcdy", &[1, 5]), Some(Merged));
    assert_eq!(merged("xabcdy", &[1]), None);
    assert_eq!(merged("xabcdy", &[5]), None);
}

#[test]
fn ends_of_about_its_length_may_be_what_a_shorter_value_was_mistyped_from() {
    const EXPECTED: &str = "abcdefghijklmnopqrst";
    let ends = |lengths: core::ops::RangeInclusive<usize>, found: &str| -> Vec<_> {
        let both = lengths.flat_map(|octets| [&EXPECTED[..octets], &EXPECTED[20 - octets..]]);
        both.map(|end| (Truncated, end.to_string(), found.to_string())).collect()
    };
    for octets in [10, 14, 16] {
        let found = "x".repeat(octets);
        let longest = (octets + 3).min(19);
        assert_eq!(undone(Rung::Truncation, EXPECTED, found.as_bytes(), &[]), ends(octets - 3..=longest, &found));
    }
    for octets in [0, 9, 17, 20, 21] {
        leaves_nothing(Rung::Truncation, EXPECTED, &"x".repeat(octets));
    }
    leaves_nothing(Rung::Truncation, "abcdefghij", "xxxxx");
    // Of the token behind the prefix half is left, too.
    let expected = [PREFIX, EXPECTED].concat();
    leaves_nothing(Rung::Truncation, &expected, &"x".repeat(13));
    assert_eq!(undone(Rung::Truncation, &expected, "x".repeat(14).as_bytes(), &[]).len(), 14);
}

#[test]
fn an_end_or_half_of_a_value_is_it_cut_short() {
    const EXPECTED: &str = "abcdefghijklmnopqrst";
    let truncated = |found: &str, before: Option<Rung>| {
        let attempt = Attempt { before, ..Attempt::new(EXPECTED.as_bytes(), found.as_bytes(), &[]) };
        Rung::Truncation.explains(&attempt, &hints(), &mut Work::new()).is_some()
    };
    // What is published as it is.
    for (found, is_it) in [("a", true), ("t", true), ("abcdefghijklmnopqrs", true), ("", false), ("b", false)] {
        assert_eq!(truncated(found, None), is_it, "{found}");
    }
    assert!(!truncated(EXPECTED, None) && !truncated("abcdefghijklmnopqrstu", None));
    assert!(truncated("fghijklmno", None) && !truncated("fghijklmn", None), "half, with both ends lost");
    // What was changed before has less to say.
    assert!(truncated("abcd", Some(Rung::Blanks)) && !truncated("abc", Some(Rung::Blanks)));
    assert!(truncated("qrst", Some(Rung::Case)) && !truncated("rst", Some(Rung::Case)));
    for before in [Rung::Merge, Rung::PastedKey] {
        assert!(truncated("abcdefghij", Some(before)) && !truncated("abcdefghi", Some(before)), "{before:?}");
        assert!(!truncated("fghijklmno", Some(before)), "{before:?}");
    }
    // Of a value with parts of its own a piece is one of its parts.
    let piece = Attempt { before: Some(Rung::Merge), ..Attempt::new(b"v=abcdefgh; p=ijkl", b"v=abcdefgh; p=", &[]) };
    assert_eq!(Rung::Truncation.explains(&piece, &hints(), &mut Work::new()), None);
}

#[test]
fn what_all_tokens_begin_with_is_not_what_is_left_of_one() {
    let truncated = |found: &str, before: Option<Rung>| {
        let attempt = Attempt { before, ..Attempt::new(b"key=abcdefghijkl", found.as_bytes(), &[]) };
        Rung::Truncation.explains(&attempt, &hints(), &mut Work::new()).is_some()
    };
    assert!(truncated("key=abcd", Some(Rung::Blanks)) && !truncated("key=abc", Some(Rung::Blanks)));
    assert!(truncated("key=", None) && truncated("key=abcdef", Some(Rung::Merge)));
    assert!(!truncated("key=abcde", Some(Rung::Merge)));
    assert!(truncated("bcdefghi", None) && !truncated("bcdefg", None));
    assert!(truncated("y=abcdef", None) && !truncated("ey=abcde", None));
}

#[test]
fn a_rung_costs_what_it_looks_at_and_twice_where_it_has_to_undo_its_damage_to_explain() {
    // What they take away has to be there.
    let takes_away = |rung| {
        matches!(
            rung,
            Rung::OuterQuotes
                | Rung::Escapes
                | Rung::OuterBlanks
                | Rung::LookAlikes
                | Rung::InnerQuotes
                | Rung::Encoding
                | Rung::PastedLine
                | Rung::PastedKey
        )
    };
    for found in ["xyz", "ijklmnop", "ijklmnopq"] {
        let attempt = Attempt::new(b"abcdefgh", found.as_bytes(), &[]);
        let octets = 8 + found.len();
        for rung in Rung::SURE.into_iter().chain([Rung::Truncation]) {
            let mut work = Work::new();
            rung.undo(&attempt, &hints(), &mut work);
            assert_eq!(work.spent(), octets, "{rung:?} of {found}");
            let mut work = Work::new();
            rung.explains(&attempt, &hints(), &mut work);
            let is_undone = rung == Rung::FixedPrefix || takes_away(rung) && found.len() >= 8;
            assert_eq!(work.spent(), if is_undone { 2 * octets } else { octets }, "{rung:?} of {found}");
        }
    }
}

#[test]
fn two_rungs_go_together_but_for_one_twice_and_for_what_is_left_to_the_end() {
    for first in Rung::SURE {
        assert!(!first.may_precede(first) && first.may_precede(Rung::Typing), "{first:?}");
        assert_eq!(first.may_precede(Rung::Truncation), !matches!(first, Rung::Merge | Rung::Padding), "{first:?}");
        assert!(
            first == Rung::Blanks || first.may_precede(Rung::Blanks) && Rung::Blanks.may_precede(first),
            "{first:?}"
        );
        assert!(!Rung::Truncation.may_precede(first), "{first:?}");
    }
    assert!(Rung::Truncation.may_precede(Rung::Typing) && !Rung::Truncation.may_precede(Rung::Truncation));
}

#[test]
fn nothing_is_looked_at_without_work_left() {
    let attempt = Attempt::new(b"aB", b"ab", &[]);
    let mut work = Work::new();
    assert!(work.spend(MAX_WORK));
    assert!(work.is_spent());
    assert_eq!(Rung::Case.explains(&attempt, &hints(), &mut work), None);
    assert!(Rung::Case.undo(&attempt, &hints(), &mut work).is_empty());
}
