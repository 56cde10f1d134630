//! More addresses than one.

use std::borrow::ToOwned;
use std::format;
use std::string::String;
use std::vec::Vec;

use super::fault::{Fault, Part};
use super::{is_printable, judge};

/// Where the second begins; mended where it is the first again, as in `alice@example.com <alice@example.com>`.
pub(super) fn fault(text: Part<'_>) -> Option<Fault> {
    let addresses = addresses(text.text);
    let [(_, first), (octet, _), ..] = addresses.as_slice() else { return None };
    if addresses.iter().all(|(_, address)| address.eq_ignore_ascii_case(first)) {
        let advice = "Type the address once.";
        let fault = text.fault(*octet, "begins the same address again.", advice);
        return Some(fault.mended((*first).to_owned()));
    }
    let is_one = |address: &&str| is_printable(address) && judge(address).is_ok();
    let such = addresses.iter().map(|(_, address)| *address).find(is_one);
    let such = such.map_or_else(String::new, |address| format!(", such as {address}"));
    let advice = format!("Type one of them{such}: each address is checked by itself.");
    Some(text.fault(*octet, "begins another address.", &advice))
}

/// What may be one, and the octet that it begins at: something, an at sign and something.
fn addresses(text: &str) -> Vec<(usize, &str)> {
    let mut addresses = Vec::new();
    let mut octet = 0;
    for piece in text.split_inclusive(parts) {
        let whole = piece.trim_end_matches(parts);
        let quoted = whole.trim_start_matches(['"', '\'']);
        let linked = quoted.strip_prefix("mailto:").unwrap_or(quoted);
        let start = octet + whole.len() - linked.len();
        let address = linked.trim_end_matches(['"', '\'', '.', ':']);
        if address.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty()) {
            addresses.push((start, address));
        }
        octet += piece.len();
    }
    addresses
}

fn parts(character: char) -> bool {
    character.is_whitespace() || ",;<>()[]|\u{3001}\u{ff0c}\u{ff1b}".contains(character)
}
