//! What stands before the `@`: a dot-atom or a quoted string (RFC 5321 §4.1.2), in any script (RFC 6531 §3.3).

use std::format;
use std::string::String;

use email_address::EmailAddress;

use super::characters::shown;
use super::fault::{Fault, Part};
use super::{is_printable, judge};

/// RFC 5321 §4.5.3.1.1.
const MAX_OCTETS: usize = 64;

pub(super) fn fault(local: Part<'_>) -> Option<Fault> {
    let octets = local.text.len();
    if octets > MAX_OCTETS {
        let what = format!("begins a name of {octets} octets, and at most {MAX_OCTETS} stand before the @.");
        return Some(local.fault(
            0,
            what,
            "Type the address as its owner writes it: no mail server takes a longer name.",
        ));
    }
    if EmailAddress::is_valid_local_part(&lettered(local.text)) {
        return None;
    }
    if local.text.starts_with('"') {
        return Some(quoted_fault(local));
    }
    Some(foreign(local).unwrap_or_else(|| misplaced_dot(local)))
}

/// With a letter in place of each character beyond ASCII, which may stand wherever a letter may.
fn lettered(text: &str) -> String {
    text.chars().map(|character| if character.is_ascii() { character } else { 'x' }).collect()
}

/// The first character that stands there only in quotes.
fn foreign(local: Part<'_>) -> Option<Fault> {
    let is_atom = |character: char| EmailAddress::is_valid_local_part(&lettered(character.encode_utf8(&mut [0; 4])));
    let mut characters = local.text.char_indices();
    let (octet, character) = characters.find(|(_, character)| *character != '.' && !is_atom(*character))?;
    let what = format!("is {}, which stands before the @ only in quotes.", shown(character));
    Some(local.fault(octet, what, &without_or_in_quotes(local)))
}

/// A dot in front, at the end or behind another.
fn misplaced_dot(local: Part<'_>) -> Fault {
    let doubled = local.text.find("..").map(|octet| octet + ".".len());
    let octet = if local.text.starts_with('.') { 0 } else { doubled.unwrap_or(local.text.len() - ".".len()) };
    let what = "is a dot (.); before the @, a dot stands only between other characters.";
    local.fault(octet, what, &without_or_in_quotes(local))
}

/// What to do about something that only a quoted name may hold: most mailboxes have none.
pub(super) fn without_or_in_quotes(local: Part<'_>) -> String {
    let escaped = local.text.replace('\\', "\\\\").replace('"', "\\\"");
    let quoted = local.replaced(&format!("\"{escaped}\""));
    let is_address = is_printable(&quoted) && judge(&quoted).is_ok();
    let or = if is_address { format!("; or, if the mailbox is called so, type {quoted}") } else { String::new() };
    format!("Type the address without it{or}.")
}

/// A quoted string with nothing in it, or with a backslash that is none of the judge's.
fn quoted_fault(local: Part<'_>) -> Fault {
    let Some((octet, text)) = escaped_blank(local.text) else {
        return local.fault(0, "begins quotes with nothing in them.", "Type the mailbox's name before the @.");
    };
    let advice = "Type the blank without the backslash.";
    local
        .fault(octet, "is a backslash before a blank, which needs none in quotes.", advice)
        .mended(local.replaced(&text))
}

/// Where the first backslash before a blank is, and the text without any: it says the same.
fn escaped_blank(quoted: &str) -> Option<(usize, String)> {
    let mut first = None;
    let mut text = String::with_capacity(quoted.len());
    let mut is_escaped = false;
    for (octet, character) in quoted.char_indices() {
        if is_escaped && character == ' ' {
            first = first.or(Some(octet - "\\".len()));
            text.pop();
        }
        text.push(character);
        is_escaped = !is_escaped && character == '\\';
    }
    first.map(|octet| (octet, text))
}
