//! Characters that nobody types on purpose: nothing to be seen of them, or look like ASCII and are not.

use std::format;
use std::string::String;

use super::characters::{is_blank, odd, shown};
use super::fault::{Fault, Part};

/// The first of them; mended are all.
pub(super) fn fault(whole: Part<'_>) -> Option<Fault> {
    let mut first = None;
    let mut mended = String::with_capacity(whole.text.len());
    let mut before = None;
    let mut characters = whole.text.char_indices().peekable();
    while let Some((octet, character)) = characters.next() {
        let after = characters.peek().map(|(_, after)| *after);
        match odd(character).filter(|_| !joins(before, character, after)) {
            None => mended.push(character),
            Some(odd) => {
                first = first.or(Some((octet, character, odd)));
                mended.extend(odd.instead);
            }
        }
        before = Some(character);
    }
    let (octet, character, odd) = first?;
    let advice =
        odd.instead.map_or("Type the address without it.".into(), |instead| format!("Type {} there.", shown(instead)));
    Some(whole.fault(octet, format_args!("is {}.", shown(character)), &advice).mended(mended))
}

/// Between letters beyond ASCII, joiners are spelling.
fn joins(before: Option<char>, character: char, after: Option<char>) -> bool {
    let is_letter = |beside: Option<char>| beside.is_some_and(|beside| !beside.is_ascii() && !is_blank(beside));
    matches!(character, '\u{200c}' | '\u{200d}') && is_letter(before) && is_letter(after)
}
