//! An at sign or a dot in words, as addresses are hidden from machines.

use std::format;
use std::string::String;

use super::fault::{Fault, Part};

/// In lower case, and what each stands for.
const SPELLED: [(&str, &str); 11] = [
    ("(at)", "@"),
    ("[at]", "@"),
    ("{at}", "@"),
    ("<at>", "@"),
    (" at ", "@"),
    ("%40", "@"),
    ("&#64;", "@"),
    ("(dot)", "."),
    ("[dot]", "."),
    ("{dot}", "."),
    (" dot ", "."),
];

/// The first of them; mended are all.
pub(super) fn fault(text: Part<'_>) -> Option<Fault> {
    let mut lower = text.text.to_ascii_lowercase();
    let has_at_sign = lower.contains('@');
    // Where there is an at sign, none is hidden, and curly brackets may be a mailbox's.
    let may_hide = |(word, sign): &(&str, &str)| !has_at_sign || *sign == "." && !word.starts_with('{');
    let hidden = || SPELLED.into_iter().filter(may_hide);
    let first = hidden().filter_map(|(word, sign)| Some((lower.find(word)?, word, sign))).min();
    let (octet, word, sign) = first?;
    let mut mended = String::from(text.text);
    for (word, sign) in hidden() {
        mended = without(&mended, &lower, word, sign);
        lower = mended.to_ascii_lowercase();
    }
    let blanks = word.len() - word.trim_start().len();
    let name = if sign == "@" { sign } else { "a dot" };
    let (word, advice) = (word.trim(), format!("Type {name} in its place."));
    let what = format!("begins \"{word}\", which stands for {name}.");
    Some(text.fault(octet + blanks, what, &advice).mended(text.replaced(&mended)))
}

/// The text with the sign wherever the word stands in its lower-case twin.
fn without(text: &str, lower: &str, word: &str, sign: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut end = 0;
    for (octet, _) in lower.match_indices(word) {
        mended.push_str(text.get(end..octet).unwrap_or_default());
        mended.push_str(sign);
        end = octet + word.len();
    }
    mended.push_str(text.get(end..).unwrap_or_default());
    mended
}
