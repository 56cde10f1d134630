//! A file as a hostile or an unlucky hand may leave it: an octet too long, an octet too short, or cut off.

use std::vec::Vec;

/// What means something to one of the formats that are read, ends a text, or is no text.
const OCTETS: &[u8] = b"\0\n\r \"(,;\\9\x1b\xff";

/// The file with one place changed, for every place: something put in, what is there taken out, or all from there on.
pub(super) fn damaged(file: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let places = (0..=file.len()).map(|place| file.split_at(place));
    places.flat_map(|(front, back)| {
        let longer = OCTETS.iter().map(move |octet| [front, &[*octet], back].concat());
        longer.chain([[front, back.get(1..).unwrap_or_default()].concat(), front.to_vec()])
    })
}

/// Whether a line of it has this number, from 1.
pub(super) fn has_line(file: &[u8], number: u64) -> bool {
    let lines = file.split(|octet| *octet == b'\n').count();
    (1..=lines as u64).contains(&number)
}
