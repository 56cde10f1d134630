//! What comes of pasting: something around an address, within it, or in its place.

use super::fault::{Fault, Part};
use super::{around, blanks, odd, several, spelled};

/// The first fault in the order in which they hide one another.
pub(super) fn fault(whole: Part<'_>) -> Option<Fault> {
    let outer = empty(whole).or_else(|| blanks::outer(whole));
    // Within the quotes of a local part, what follows is part of the address.
    let text = whole.unquoted();
    let another = outer.or_else(|| spelled::fault(text)).or_else(|| several::fault(text)).or_else(|| shortened(text));
    let around = another
        .or_else(|| around::enclosed(text))
        .or_else(|| around::label(text))
        .or_else(|| url(text))
        .or_else(|| odd::fault(whole))
        .or_else(|| around::comment(text))
        .or_else(|| around::end(text))
        .or_else(|| around::beginning(text));
    around.or_else(|| blanks::inner(whole, text))
}

fn empty(whole: Part<'_>) -> Option<Fault> {
    let advice = "Type an e-mail address, such as alice@example.com.";
    whole.text.is_empty().then(|| whole.fault(0, "is missing: nothing was typed.", advice))
}

fn shortened(text: Part<'_>) -> Option<Fault> {
    const ELLIPSES: [&str; 3] = ["...", "\u{2025}", "\u{2026}"];
    let octet = ELLIPSES.iter().filter_map(|ellipsis| text.text.find(ellipsis)).min()?;
    let advice = "Type the whole address: some pages and lists show only a part of it.";
    Some(text.fault(octet, "begins an ellipsis, as where a part of an address is left out.", advice))
}

fn url(text: Part<'_>) -> Option<Fault> {
    let octet = text.text.find("://")?;
    let advice = "Type the e-mail address itself, such as alice@example.com.";
    Some(text.fault(octet, "begins ://, as in a URL.", advice))
}
