//! White space around an address and within it.

use std::string::String;
use std::vec::Vec;

use super::characters::{is_blank, shown};
use super::fault::{Fault, Part};
use super::local_part;

const ADVICE: &str = "Type the address alone, without white space.";

/// Before or behind the address, with what cannot be seen there.
pub(super) fn outer(whole: Part<'_>) -> Option<Fault> {
    let trimmed = whole.text.trim_matches(is_blank);
    let is_in_front = whole.text.starts_with(is_blank);
    let octet = if is_in_front { 0 } else { trimmed.len() };
    let blank = whole.text.get(octet..)?.chars().next().filter(|character| is_blank(*character))?;
    Some(is(whole, octet, blank, ADVICE).mended(String::from(trimmed)))
}

/// Within it, but for blanks within the quotes of a local part.
pub(super) fn inner(whole: Part<'_>, text: Part<'_>) -> Option<Fault> {
    let quoted = text.before().len();
    let is_foreign = |(octet, character): &(usize, char)| *character != ' ' || *octet >= quoted;
    let mut blanks = whole.text.char_indices().filter(|(_, character)| character.is_whitespace());
    let (octet, blank) = blanks.find(is_foreign)?;
    if octet < quoted {
        return Some(is(whole, octet, blank, "Type a blank there, or nothing."));
    }
    let quotable = whole.text.rfind('@').filter(|at| octet < *at).map(|at| whole.part(0, at));
    let advice = quotable.map_or(ADVICE.into(), local_part::without_or_in_quotes);
    Some(is(whole, octet, blank, &advice).mended(joined(text)))
}

fn is(whole: Part<'_>, octet: usize, blank: char, advice: &str) -> Fault {
    whole.fault(octet, format_args!("is {}.", shown(blank)), advice)
}

/// Without its white space, where every bit of it stands at an `@`, or at a dot that the domain needs.
fn joined(text: Part<'_>) -> Option<String> {
    let pieces: Vec<&str> = text.text.split_whitespace().collect();
    let mut is_domain = false;
    for pair in pieces.windows(2) {
        let [left, right] = pair else { continue };
        is_domain |= left.contains('@');
        let domain = left.rsplit('@').next().unwrap_or_default();
        let is_at_dot = right.starts_with('.') || domain.find('.') == domain.len().checked_sub(1);
        if !(left.ends_with('@') || right.starts_with('@') || is_domain && is_at_dot) {
            return None;
        }
    }
    Some(text.replaced(&pieces.concat()))
}
