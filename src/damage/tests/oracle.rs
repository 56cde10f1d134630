//! What undoing a damage may give back, by trying everything: slow, plain, and by other means than the ladder.

use std::collections::HashSet;

use super::ways::{DOMAIN, NAME};
use crate::damage::Damage;

/// The expected and the found value.
pub(super) type Sides = (Vec<u8>, Vec<u8>);

/// Whether undoing `first`, and then `second`, can make both sides equal.
pub(super) fn restores(first: Damage, second: Option<Damage>, sides: &Sides, prefix: Option<&[u8]>) -> bool {
    let once: HashSet<Sides> = undone(first, sides, prefix).into_iter().collect();
    match second {
        None => once.iter().any(|(expected, found)| expected == found),
        Some(Damage::Mistyped) => once.iter().any(|(expected, found)| distance(expected, found) <= 3),
        Some(Damage::Merged) => {
            once.iter().any(|(expected, found)| found.windows(expected.len()).any(|part| part == expected))
        }
        Some(second) => {
            let twice = |sides| undone(second, sides, prefix);
            once.iter().flat_map(twice).any(|(expected, found)| expected == found)
        }
    }
}

/// Everything that may have been there before the damage; where it cannot be undone, it is done to the expected value.
fn undone(damage: Damage, (expected, found): &Sides, prefix: Option<&[u8]>) -> Vec<Sides> {
    let with_found = |found: Vec<u8>| (expected.clone(), found);
    match damage {
        Damage::Lowercased => vec![(expected.to_ascii_lowercase(), found.clone())],
        Damage::Uppercased => vec![(expected.to_ascii_uppercase(), found.clone())],
        Damage::CaseChanged => vec![(expected.to_ascii_lowercase(), found.to_ascii_lowercase())],
        Damage::Quoted => {
            let without_one = (0..found.len()).filter(|place| b"\"'`".contains(&found[*place]));
            let without_one = without_one.map(|place| [&found[..place], &found[place + 1..]].concat());
            without_marks(found, QUOTES).into_iter().chain(without_one).map(with_found).collect()
        }
        Damage::Escaped => vec![
            with_found(decimals_read(found)),
            with_found(decimals_read(&decimals_read(found))),
            with_found(replace(found, b"\\", b"")),
        ],
        Damage::Whitespace | Damage::BlanksLost => {
            let both = (without_any(expected, BLANKS), without_any(found, BLANKS));
            let kinds =
                BLANKS.iter().flat_map(|blank| ["", " "].map(|new| replace(found, blank.as_bytes(), new.as_bytes())));
            let without_one = BLANKS.iter().flat_map(|blank| without_cut(found, blank));
            let all = without_marks(found, BLANKS).into_iter().chain(kinds).chain(without_one);
            all.map(with_found).chain([both]).collect()
        }
        Damage::LookAlike => vec![with_found(plain(found, b"-")), with_found(plain(found, b"--"))],
        Damage::Truncated if found.is_empty() => vec![(vec![], vec![])],
        Damage::Truncated => expected.windows(found.len()).map(|part| (part.to_vec(), found.clone())).collect(),
        Damage::Merged => parts(found, expected.len()).into_iter().map(with_found).collect(),
        Damage::Split | Damage::SplitOverRecords => without_cuts(found).into_iter().map(with_found).collect(),
        Damage::Padding => vec![(without_padding(expected), without_padding(found))],
        Damage::PlusLost => vec![(replace(expected, b"+", b" "), replace(found, b"+", b" "))],
        Damage::Encoded => decoded(found).into_iter().map(with_found).collect(),
        Damage::Prefixed => behind_any_word(found).into_iter().map(with_found).collect(),
        Damage::PrefixMissing => vec![(expected[prefix.map_or(0, <[u8]>::len)..].to_vec(), found.clone())],
        Damage::PrefixDoubled => {
            found.get(prefix.map_or(0, <[u8]>::len)..).map(|rest| with_found(rest.to_vec())).into_iter().collect()
        }
        Damage::Mistyped => {
            if distance(expected, found) <= 3 {
                vec![(vec![], vec![])]
            } else {
                vec![]
            }
        }
    }
}

const QUOTES: &[&str] =
    &["\"", "'", "`", "\u{201c}", "\u{201d}", "\u{201e}", "\u{2018}", "\u{2019}", "\u{ab}", "\u{bb}"];
const BLANKS: &[&str] = &[" ", "\t", "\r", "\n", "\u{a0}", "\u{200b}", "\u{feff}"];

/// The value without some of the marks: any number from the front, any from the back; or all.
fn without_marks(value: &[u8], marks: &[&str]) -> Vec<Vec<u8>> {
    let mut fronts = vec![value.to_vec()];
    while let Some(next) = marks.iter().find_map(|mark| fronts.last().unwrap().strip_prefix(mark.as_bytes())) {
        fronts.push(next.to_vec());
    }
    let mut all = vec![without_any(value, marks)];
    for mut front in fronts {
        // A typographic quote cut between its octets counts.
        all.extend(
            [&b"\xe2\x80"[..], b"\xe2", b"\xc2"].iter().filter_map(|cut| Some(front.strip_suffix(*cut)?.to_vec())),
        );
        all.extend(front.strip_prefix(b"\xab").map(<[u8]>::to_vec));
        all.push(front.clone());
        while let Some(next) = marks.iter().find_map(|mark| front.strip_suffix(mark.as_bytes())) {
            front = next.to_vec();
            all.push(front.clone());
        }
    }
    all
}

fn without_any(value: &[u8], marks: &[&str]) -> Vec<u8> {
    marks.iter().fold(value.to_vec(), |value, mark| replace(&value, mark.as_bytes(), b""))
}

pub(super) fn replace(value: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::new();
    let mut place = 0;
    while place < value.len() {
        if value[place..].starts_with(old) {
            replaced.extend_from_slice(new);
            place += old.len();
        } else {
            replaced.push(value[place]);
            place += 1;
        }
    }
    replaced
}

fn decimals_read(value: &[u8]) -> Vec<u8> {
    let mut read = Vec::new();
    let mut place = 0;
    while place < value.len() {
        if value[place] != b'\\' {
            read.push(value[place]);
            place += 1;
            continue;
        }
        let digits = value.get(place + 1..place + 4).filter(|digits| digits.iter().all(u8::is_ascii_digit));
        let number = digits.and_then(|digits| std::str::from_utf8(digits).unwrap().parse::<u8>().ok());
        match (number, value.get(place + 1)) {
            (Some(octet), _) => read.push(octet),
            // A value may have been cut behind the backslash or inside the number.
            (None, Some(b'0'..=b'9')) if place + 4 > value.len() => return read,
            (None, octet) => read.extend(octet),
        }
        place += if number.is_some() { 4 } else { 2 };
    }
    read
}

fn plain(value: &[u8], dash: &[u8]) -> Vec<u8> {
    let value =
        ["\u{2013}", "\u{2014}"].iter().fold(value.to_vec(), |value, long| replace(&value, long.as_bytes(), dash));
    replace(&value, "\u{2011}".as_bytes(), b"-")
}

/// Every part of a record that stands between two marks, and what is as long as the expected value at either end.
fn parts(found: &[u8], octets: usize) -> Vec<Vec<u8>> {
    let is_mark = |octet: u8| !octet.is_ascii() || b" \t\r\n,;|\"'`\\".contains(&octet);
    let is_place = |place: &usize| {
        let place = *place;
        let beside = [place.checked_sub(1), Some(place)].into_iter().flatten().filter_map(|at| found.get(at));
        let at_end = place == 0 || place == found.len();
        // A literal `\n` may part two values, and padding may have changed the lengths.
        let is_behind_line = found[..place].ends_with(b"\\n");
        let is_half = place.abs_diff(octets) <= 3 || (found.len() - place).abs_diff(octets) <= 3;
        at_end || is_half || is_behind_line || beside.copied().any(is_mark)
    };
    let places: Vec<usize> = (0..=found.len()).filter(is_place).collect();
    let pairs = places.iter().flat_map(|start| places.iter().map(move |end| (*start, *end)));
    let is_part = |(start, end): &(usize, usize)| start + octets / 4 < *end && end - start < found.len();
    pairs.filter(is_part).map(|(start, end)| found[start..end].to_vec()).collect()
}

/// Without every run of quotes, blanks and commas that has two quotes in it.
fn without_quoted_runs(value: &[u8]) -> Vec<u8> {
    let mut joined = Vec::new();
    let mut place = 0;
    while place < value.len() {
        let run = value[place..].iter().take_while(|octet| b"\"'` \t\r\n,\xe2\x80\x8b\xc2\xa0".contains(octet)).count();
        let quotes = value[place..place + run].iter().filter(|octet| b"\"'`".contains(octet)).count();
        if quotes < 2 {
            joined.push(value[place]);
        }
        place += if quotes < 2 { 1 } else { run };
    }
    joined
}

fn without_padding(value: &[u8]) -> Vec<u8> {
    let end = value.iter().rposition(|octet| *octet != b'=').map_or(0, |last| last + 1);
    value[..end].to_vec()
}

fn decoded(found: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![found.to_vec()];
    for _ in 0..2 {
        let again: Vec<Vec<u8>> = all.iter().flat_map(|value| [percent_read(value), html_read(value)]).collect();
        all.extend(again);
    }
    all.push(percent_read(&replace(found, b"+", b" ")));
    // A value may have been cut inside a code.
    let cut = found.iter().rposition(|octet| matches!(octet, b'%' | b'&'));
    all.extend(cut.into_iter().flat_map(|cut| [percent_read(&found[..cut]), html_read(&found[..cut])]));
    all
}

fn percent_read(value: &[u8]) -> Vec<u8> {
    codes_read(value, "%", |code| {
        let octet = u8::from_str_radix(code.get(1..3)?, 16).ok()?;
        Some((3, vec![octet]))
    })
}

fn html_read(value: &[u8]) -> Vec<u8> {
    codes_read(value, "&", |code| {
        let (name, _) = code[1..].split_once(';')?;
        let number = name.strip_prefix('#').and_then(|digits| char::from_u32(digits.parse().ok()?));
        let names = [("quot", '"'), ("equals", '='), ("amp", '&')];
        let by_name =
            || names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, character)| *character);
        Some((name.len() + 2, number.or_else(by_name)?.to_string().into_bytes()))
    })
}

fn codes_read(value: &[u8], mark: &str, read: impl Fn(&str) -> Option<(usize, Vec<u8>)>) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut place = 0;
    while place < value.len() {
        let end = value.len().min(place + 12);
        let code = std::str::from_utf8(&value[place..end]).ok().filter(|code| code.starts_with(mark)).and_then(&read);
        let (octets, written) = code.unwrap_or_else(|| (1, vec![value[place]]));
        plain.extend(written);
        place += octets;
    }
    plain
}

/// What stands behind each word of a pasted line, with its quotes and blanks and without.
pub(super) fn behind_any_word(found: &[u8]) -> Vec<Vec<u8>> {
    let is_behind_mark = |start: &usize| b" \t\n=:,\xa0".contains(&found[start - 1]);
    let starts = (1..found.len()).filter(is_behind_mark).filter(|start| is_line(&found[..*start]));
    starts.flat_map(|start| without_cuts(&found[start..])).collect()
}

fn is_line(front: &[u8]) -> bool {
    let front = front.to_ascii_lowercase();
    let has = |word: &str| front.windows(word.len()).any(|window| window == word.as_bytes());
    let is_key = |octet: &u8| octet.is_ascii_alphanumeric() || b"-_.".contains(octet);
    let has_key = front.strip_suffix(b"=").is_some_and(|key| key.iter().all(is_key));
    [NAME, DOMAIN, "_amazonses", "txt", "@", "type", "value"].into_iter().any(has) || has_key
}

/// The value as it is; without what stands at its ends; and that without what may stand at a cut.
fn without_cuts(value: &[u8]) -> Vec<Vec<u8>> {
    let visible = replace(value, "\u{200b}".as_bytes(), b"");
    let bare = without_ends(&visible);
    let mut all = vec![value.to_vec(), bare.to_vec(), without_quoted_runs(bare), without_quoted_runs(&visible)];
    for value in [bare, &visible] {
        all.extend(
            [",", "|", "\" \"", "\"\"", "\", \"", "\",\""].iter().chain(BLANKS).flat_map(|cut| without_cut(value, cut)),
        );
    }
    let without_ends = all.iter().map(|value| without_ends(value).to_vec()).collect();
    [all, without_ends].concat()
}

/// The value without all of the marks; or without one of them alone, with the blanks around it too, since the value may
/// have such marks of its own.
fn without_cut(value: &[u8], cut: &str) -> Vec<Vec<u8>> {
    let places = (0..value.len()).filter(|place| value[*place..].starts_with(cut.as_bytes()));
    let sides = places.map(|place| (&value[..place], &value[place + cut.len()..]));
    let without_one = sides
        .flat_map(|(front, back)| [[front, back].concat(), [front.trim_ascii_end(), back.trim_ascii_start()].concat()]);
    without_one.chain([replace(value, cut.as_bytes(), b"")]).collect()
}

/// The value without quotes and blanks at its ends.
fn without_ends(mut value: &[u8]) -> &[u8] {
    let marks = [QUOTES, BLANKS].concat();
    while let Some(rest) = marks.iter().find_map(|mark| value.strip_prefix(mark.as_bytes())) {
        value = rest;
    }
    while let Some(rest) = marks.iter().find_map(|mark| value.strip_suffix(mark.as_bytes())) {
        value = rest;
    }
    value
}

/// Octets exchanged, taken out or put in: the whole table (Wagner, Fischer).
pub(crate) fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (number, octet) in one.iter().enumerate() {
        let mut diagonal = number;
        row[0] = number + 1;
        for (place, other) in other.iter().enumerate() {
            let exchanged = diagonal + usize::from(octet != other);
            diagonal = row[place + 1];
            row[place + 1] = exchanged.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

/// How many octets of `one` are left in one piece in `other`.
pub(super) fn left(one: &[u8], other: &[u8]) -> usize {
    let mut longest = 0;
    let mut row = vec![0_usize; other.len() + 1];
    for octet in one {
        for place in (0..other.len()).rev() {
            row[place + 1] = if other[place] == *octet { row[place] + 1 } else { 0 };
            longest = longest.max(row[place + 1]);
        }
    }
    longest
}
