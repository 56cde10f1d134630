//! Tokens drawn at random, damaged in every way and in every pair of ways; and tokens that nothing happened to.

mod bounds;
mod draw;
mod known;
mod ladder;
pub(crate) mod oracle;
mod pieces;
mod rungs;
mod screen;
mod ways;

use core::slice;

use draw::{Random, Shape};
use ways::{DOMAIN, NAME, WAYS, Way};

use super::*;

/// How many values are drawn for each way.
const DRAWS: usize = 12;

fn explained(expected: &[u8], shape: Shape, records: &[Vec<u8>]) -> Option<Explanation> {
    let names = [NAME.parse().unwrap(), DOMAIN.parse().unwrap()];
    let strings: Vec<Vec<&[u8]>> = records.iter().map(|record| record.chunks(255).collect()).collect();
    explain(&Wanted { expected, prefix: shape.prefix(), names: &names }, &strings)
}

#[test]
fn a_damage_is_called_by_its_name() {
    let mut random = Random::from_environment();
    let mut damaged = 0;
    for shape in Shape::ALL {
        for way in WAYS {
            for _ in 0..DRAWS {
                let expected = shape.draw(&mut random);
                let Some(records) = way.harm(slice::from_ref(&expected), shape, &mut random) else { continue };
                let told = explained(&expected, shape, &records);
                let context = || context(&[*way], &expected, &records, told);
                let told = told.unwrap_or_else(|| panic!("nothing: {}", context()));
                let is_named = (told.damage, told.second) == (way.damage(), None);
                assert!(is_named || is_ambiguous(*way, told, &expected, shape, &records), "{}", context());
                assert!(holds(told, &expected, shape, &records), "does not restore: {}", context());
                damaged += 1;
            }
        }
    }
    // Not every way fits every shape.
    assert!(damaged > 5_000, "{damaged} damaged values are too few");
}

/// Where one damage leaves what another leaves too: what is done, what it is called, when, and why.
type Ambiguity = (Damage, Damage, fn(expected: &[u8], shape: Shape, found: &[u8]) -> bool, &'static str);

const AMBIGUITIES: &[Ambiguity] = &[
    (
        Damage::CaseChanged,
        Damage::Lowercased,
        |expected, _, found| found == expected.to_ascii_lowercase(),
        "the capitals were all among the letters that were lowered",
    ),
    (
        Damage::CaseChanged,
        Damage::Uppercased,
        |expected, _, found| found == expected.to_ascii_uppercase(),
        "the small letters were all among those that were raised",
    ),
    (
        Damage::Truncated,
        Damage::PrefixMissing,
        |expected, shape, found| shape.prefix().is_some_and(|prefix| [prefix, found].concat() == expected),
        "the cut went through the end of the provider's prefix",
    ),
    (
        Damage::Truncated,
        Damage::Padding,
        |expected, _, found| {
            expected.strip_suffix(b"=").is_some_and(|front| front.trim_ascii_end() == found)
                || expected.strip_suffix(b"==") == Some(found)
        },
        "nothing but the padding was cut off",
    ),
    (
        Damage::Truncated,
        Damage::Whitespace,
        |expected, _, found| expected.trim_ascii() == found,
        "nothing but a blank was cut off",
    ),
    (
        Damage::Whitespace,
        Damage::Split,
        |_, _, found| {
            let is_blank = |octet: &u8| octet.is_ascii_whitespace() || !octet.is_ascii();
            found.iter().take(256).skip(252).any(is_blank)
        },
        "the blank stands where a character-string of 255 octets ends",
    ),
    (
        Damage::Mistyped,
        Damage::Truncated,
        |expected, _, found| expected.starts_with(found) || expected.ends_with(found),
        "the octet left out is like those up to the end",
    ),
    (
        Damage::Mistyped,
        Damage::CaseChanged,
        |expected, _, found| expected[1..].eq_ignore_ascii_case(found),
        "the octet left out is like the first but for its case",
    ),
];

fn is_ambiguous(way: Way, told: Explanation, expected: &[u8], shape: Shape, records: &[Vec<u8>]) -> bool {
    let is_it = |(done, called, is_so, _): &&Ambiguity| {
        (way.damage(), told.damage) == (*done, *called) && is_so(expected, shape, &records[0])
    };
    // An octet less may be explained by two damages, and no other single damage may.
    (told.second.is_none() || way == Way::Typed) && AMBIGUITIES.iter().any(|ambiguity| is_it(&ambiguity))
}

#[test]
fn of_two_damages_those_are_named_that_restore_the_value() {
    let mut random = Random::from_environment();
    let (mut damaged, mut named_right, mut given_up) = (0, 0, 0);
    for one in WAYS {
        for other in WAYS.iter().filter(|other| other.damage() != one.damage()) {
            let shape = Shape::ALL[random.below(Shape::ALL.len())];
            let expected = shape.draw(&mut random);
            let Some(records) = one.harm(slice::from_ref(&expected), shape, &mut random) else { continue };
            let Some(records) = other.harm(&records, shape, &mut random) else { continue };
            if records.contains(&expected) {
                continue;
            }
            let told = explained(&expected, shape, &records);
            let context = || context(&[*one, *other], &expected, &records, told);
            let Some(told) = told else {
                let reason = unexplained(*one, *other, &expected, shape, &records);
                assert!(reason.is_some(), "nothing: {}", context());
                given_up += 1;
                continue;
            };
            assert!(holds(told, &expected, shape, &records), "does not restore: {}", context());
            damaged += 1;
            let done = [one.damage(), other.damage()];
            let is_done = |named: Damage| done.contains(&named);
            named_right += usize::from(is_done(told.damage) && told.second.is_none_or(is_done));
        }
    }
    std::println!("{damaged} explained, {named_right} of them by nothing but what was done; {given_up} are not");
    assert!(damaged > 3_000, "{damaged} damaged values are too few");
    assert!(given_up * 20 < damaged, "{given_up} beside {damaged} are given up");
    // The others have another explanation that is as good: two damages may leave what a third one does.
    assert!(named_right * 10 > damaged * 8, "only {named_right} of {damaged} are called by what was done");
}

/// Why two damages may go unexplained.
fn unexplained(one: Way, other: Way, expected: &[u8], shape: Shape, records: &[Vec<u8>]) -> Option<&'static str> {
    let done = [one.damage(), other.damage()];
    let has = |damage| done.contains(&damage);
    let token = expected.strip_prefix(shape.prefix().unwrap_or_default()).unwrap_or(expected);
    let is_half_left = |value: &[u8]| records.iter().any(|record| oracle::left(value, record) > value.len() / 2);
    let is_without_separator = |way: Way| matches!(way, Way::MergedBefore("") | Way::MergedBehind(""));
    match () {
        () if has(Damage::Truncated) && !(is_half_left(expected) && is_half_left(token)) => {
            Some("less than half of the value is left in one piece: it could be any other")
        }
        () if has(Damage::Truncated) && (has(Damage::Merged) || has(Damage::Prefixed)) && shape.has_parts() => {
            Some("a part of a value that has parts of its own is no value cut short")
        }
        () if has(Damage::Truncated) && [Damage::Encoded, Damage::Escaped, Damage::Split].into_iter().any(has) => {
            Some("the cut went through a code or a separator")
        }
        () if has(Damage::Truncated) && has(Damage::Mistyped) => {
            Some("the error is too near to the end that was cut off")
        }
        () if has(Damage::Truncated) && has(Damage::Merged) => Some("what is left may belong to the other value"),
        () if has(Damage::Mistyped) && (has(Damage::Encoded) || has(Damage::Escaped)) => {
            Some("the typing error is inside a code")
        }
        () if has(Damage::SplitOverRecords)
            && [Damage::Encoded, Damage::Escaped, Damage::LookAlike].into_iter().any(has) =>
        {
            Some("the cut went through a code or a character")
        }
        () if has(Damage::SplitOverRecords) && has(Damage::Merged) => Some("whose the pieces are cannot be told"),
        () if has(Damage::Merged) && has(Damage::Prefixed) && shape.has_parts() => {
            Some("where the other value ends and the pasted words begin cannot be told")
        }
        () if is_without_separator(one) || is_without_separator(other) => {
            Some("a value beside another with nothing between is told by its whole length alone")
        }
        () if has(Damage::Prefixed) && has(Damage::BlanksLost) => Some("the words of a pasted line ran together"),
        () if has(Damage::PrefixDoubled) => Some("another damage stands between the two prefixes"),
        () if shape == Shape::Microsoft => Some("eight digits: little explains too much"),
        () => None,
    }
}

/// Whether the oracle gets the expected octets back by undoing what is named.
fn holds(told: Explanation, expected: &[u8], shape: Shape, records: &[Vec<u8>]) -> bool {
    let restores =
        |found: &[u8]| oracle::restores(told.damage, told.second, &(expected.to_vec(), found.to_vec()), shape.prefix());
    let others: Vec<&Vec<u8>> = records.iter().filter(|record| **record != records[told.record]).collect();
    let first = &records[told.record];
    match (told.damage, &*others) {
        (Damage::SplitOverRecords, [other]) => {
            // Each piece may have words of its own in front.
            let lines = |record: &[u8]| [vec![record.to_vec()], oracle::behind_any_word(record)].concat();
            let (first, other) = (lines(first), lines(other));
            let mut wholes = first.iter().flat_map(|first| other.iter().map(|other| [&**first, &**other].concat()));
            wholes.any(|whole| whole == expected || restores(&whole))
        }
        _ => restores(first),
    }
}

#[test]
fn another_token_of_the_same_shape_is_not_a_damaged_one() {
    let mut random = Random::from_environment();
    for shape in Shape::ALL {
        for _ in 0..200 {
            let expected = shape.draw(&mut random);
            let mut records: Vec<Vec<u8>> = (0..=random.below(4)).map(|_| shape.draw(&mut random)).collect();
            records.push(Shape::ALL[random.below(Shape::ALL.len())].draw(&mut random));
            let told = explained(&expected, shape, &records);
            assert_eq!(told, None, "{}", context(&[], &expected, &records, told));
        }
    }
}

#[test]
fn a_token_damaged_in_some_way_explains_no_other_token() {
    let mut random = Random::from_environment();
    for shape in Shape::ALL {
        for way in WAYS {
            let (expected, another) = (shape.draw(&mut random), shape.draw(&mut random));
            let Some(records) = way.harm(&[another], shape, &mut random) else { continue };
            // What all tokens begin with is left of another account's as well as of this one's.
            if records.iter().any(|record| expected.starts_with(record) || expected.ends_with(record)) {
                continue;
            }
            let told = explained(&expected, shape, &records);
            assert_eq!(told, None, "{}", context(&[*way], &expected, &records, told));
        }
    }
}

fn context(ways: &[Way], expected: &[u8], records: &[Vec<u8>], told: Option<Explanation>) -> String {
    let shown = |octets: &[u8]| crate::wire::presentation::Quoted(octets).to_string();
    let records: Vec<String> = records.iter().map(|record| shown(record)).collect();
    std::format!("{ways:?}\nexpected {}\nfound    {}\ntold {told:?}", shown(expected), records.join("\n         "))
}
