//! Letters of other scripts that look like ASCII, in words that are otherwise ASCII.
//!
//! A word without any ASCII letter is somebody's language and stays as it is; but for the last label `com`, which no
//! other script has.

use std::format;
use std::string::String;

use super::characters::code_point;
use super::fault::{Fault, Part};

/// Letters that look like ASCII, and in the same order what they look like.
struct Twins {
    what: &'static str,
    letters: &'static str,
    ascii: &'static str,
}

const TWINS: [Twins; 3] = [
    Twins {
        what: "a Cyrillic letter",
        letters: "\u{405}\u{406}\u{408}\u{410}\u{412}\u{415}\u{41a}\u{41c}\u{41d}\u{41e}\u{420}\u{421}\u{422}\u{423}\u{425}\
                  \u{430}\u{435}\u{43a}\u{43c}\u{43e}\u{440}\u{441}\u{442}\u{443}\u{445}\u{455}\u{456}\u{458}\u{4bb}\u{4cf}\
                  \u{501}\u{51b}\u{51d}",
        ascii: "SIJABEKMHOPCTYXaekmopctyxsijhldqw",
    },
    Twins {
        what: "a Greek letter",
        letters: "\u{391}\u{392}\u{395}\u{396}\u{397}\u{399}\u{39a}\u{39c}\u{39d}\u{39f}\u{3a1}\u{3a4}\u{3a5}\u{3a7}\
                  \u{3b1}\u{3b3}\u{3b9}\u{3ba}\u{3bd}\u{3bf}\u{3c1}\u{3c4}\u{3c5}\u{3c7}",
        ascii: "ABEZHIKMNOPTYXayikvoptux",
    },
    Twins { what: "a phonetic letter", letters: "\u{251}\u{261}", ascii: "ag" },
];

/// What kind of letter it is, and the ASCII letter that it looks like.
fn twin(letter: char) -> Option<(&'static str, char)> {
    TWINS.iter().find_map(|twins| {
        let (_, ascii) = twins.letters.chars().zip(twins.ascii.chars()).find(|(alike, _)| *alike == letter)?;
        Some((twins.what, ascii))
    })
}

/// The first of them; mended are all.
pub(super) fn fault(whole: Part<'_>) -> Option<Fault> {
    let mut first = None;
    let mut mended = String::with_capacity(whole.text.len());
    let mut octet = 0;
    for piece in whole.text.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let word = piece.trim_end_matches(|character: char| !character.is_alphanumeric());
        octet += piece.len();
        let is_last = octet == whole.text.len();
        let Some(plain) = in_ascii(word).filter(|plain| is_mixed(word) || is_last && plain == "com") else {
            mended.push_str(piece);
            continue;
        };
        first = first.or_else(|| first_twin(whole, octet - piece.len(), word));
        mended.push_str(&plain);
        mended.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    first.map(|fault| fault.mended(mended))
}

/// The word in ASCII, where every letter beyond ASCII has a twin and there is one.
fn in_ascii(word: &str) -> Option<String> {
    let plain = |letter: char| if letter.is_ascii() { Some(letter) } else { twin(letter).map(|(_, ascii)| ascii) };
    word.chars().map(plain).collect::<Option<String>>().filter(|_| !word.is_ascii())
}

fn is_mixed(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_alphabetic())
}

fn first_twin(whole: Part<'_>, start: usize, word: &str) -> Option<Fault> {
    let (octet, letter) = word.char_indices().find(|(_, letter)| !letter.is_ascii())?;
    let (what, ascii) = twin(letter)?;
    let what = format!("is {what} ({}) that looks like {ascii}.", code_point(letter));
    Some(whole.fault(start + octet, what, &format!("Type the ASCII letter {ascii} there.")))
}
