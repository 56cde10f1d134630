//! Text and octets: what prints, reads back, and what reads, prints so that it reads back; whatever both are.

use txtproof::wire::presentation::{Escaped, parse_character_string, parse_name};
use txtproof::wire::{MAX_LABEL_OCTETS, MAX_NAME_OCTETS, Name};

/// The longest character-string.
const MAX_STRING_OCTETS: usize = 255;

/// The property of target `text`.
pub(crate) fn text(octets: &[u8]) {
    printed_reads_back(octets);
    if let Ok(text) = std::str::from_utf8(octets) {
        read_prints_back(text);
        a_string_is_bounded(text);
    }
}

/// Any octets, as labels and as a character-string.
fn printed_reads_back(octets: &[u8]) {
    let labels = octets.split(|octet| *octet == 0);
    if let Ok(name) = Name::from_labels(labels.clone()) {
        assert!(name.octets().len() <= MAX_NAME_OCTETS);
        assert!(name.labels().eq(labels), "a name has the labels that it was made of");
        let text = name.to_string();
        assert!(text.bytes().all(|octet| (0x21..=0x7e).contains(&octet)), "unprintable: {text:?}");
        let again: Name = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(again.is_identical(name.to_ref()), "{text}");
        assert_eq!(again, name.to_lower_case());
        let parent = name.parent().expect("a name that is not the root has a parent");
        assert!(name.is_below(&parent) && !parent.is_below(&name));
    }
    let string = octets.get(..MAX_STRING_OCTETS).unwrap_or(octets);
    let mut room = [0; MAX_STRING_OCTETS];
    let text = Escaped(string).to_string();
    let read = parse_character_string(&text, &mut room).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(&room[..read], string, "{text}");
}

/// Any text, as a name: it means the same with and without its final dot, and with an octet written as a code.
fn read_prints_back(text: &str) {
    let Ok(name) = parse_name(text) else { return };
    assert!(name.labels().all(|label| (1..=MAX_LABEL_OCTETS).contains(&label.len())));
    let again = parse_name(&name.to_string()).expect("what prints, reads");
    assert!(again.is_identical(name.to_ref()), "{text}");
    if !name.is_root() {
        let dotted = parse_name(&format!("{name}.")).expect("a final dot may stand there");
        assert!(dotted.is_identical(name.to_ref()), "{text}");
    }
    let first = text.chars().next().filter(char::is_ascii_alphanumeric);
    if let Some(first) = first {
        // The way for text with escapes and the one for text without come to the same.
        let coded = format!("\\{:03}{}", u32::from(first), &text[1..]);
        assert!(parse_name(&coded).is_ok_and(|coded| coded.is_identical(name.to_ref())), "{text}");
    }
}

fn a_string_is_bounded(text: &str) {
    let mut room = [0; MAX_STRING_OCTETS];
    if let Ok(read) = parse_character_string(text, &mut room) {
        assert!(read <= text.len());
    }
}
