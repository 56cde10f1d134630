//! Text and octets: what prints, reads back, and what reads, prints so that it reads back; whatever both are.

use std::fmt::Write;

use txtproof::wire::presentation::{Escaped, Quoted, Tokens, parse_character_string, parse_name, parse_rdata};
use txtproof::wire::{Class, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, Name, Rdata, RecordType};

/// The longest character-string.
const MAX_STRING_OCTETS: usize = 255;

/// The property of target `presentation`. The first octet chooses the type of the RDATA that the others are.
pub fn presentation(octets: &[u8]) {
    let Some((choice, octets)) = octets.split_first() else { return };
    let record_type = TYPES[usize::from(*choice) % TYPES.len()];
    printed_reads_back(octets);
    data_prints_and_reads_back(record_type, octets);
    if let Ok(text) = std::str::from_utf8(octets) {
        read_prints_back(text);
        a_string_is_bounded(text);
        data_reads_and_prints_back(record_type, text);
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

/// The types that have a text of their own, and one that has not.
const TYPES: [RecordType; 10] = {
    use RecordType as T;
    [T::A, T::AAAA, T::NS, T::CNAME, T::DNAME, T::PTR, T::MX, T::SOA, T::TXT, RecordType(0xff00)]
};

/// The fields of a line are RDATA of the type: its text, and the generic form of it, read to the same octets.
fn data_reads_and_prints_back(record_type: RecordType, text: &str) {
    let origin = parse_name("example.com").expect("a name");
    let mut room = [0; MAX_RDATA_OCTETS];
    let Ok(read) = parse_rdata(record_type, Tokens::new(text), &origin, &mut room) else { return };
    let octets = &room[..read];
    // The generic form may say anything.
    if let Ok(rdata) = Rdata::from_octets(record_type, Class::IN, octets) {
        reads_to(&rdata.to_string(), record_type, octets);
        reads_to(&generic(octets), record_type, octets);
    }
}

/// The form of RDATA of any type (RFC 3597 §5).
fn generic(octets: &[u8]) -> String {
    let mut text = format!("\\# {} ", octets.len());
    for octet in octets {
        write!(text, "{octet:02x}").expect("a string takes it");
    }
    text
}

/// The longest RDATA that a text of the longest input makes.
const MAX_RDATA_OCTETS: usize = 8192;

/// Any octets, as RDATA of the type.
fn data_prints_and_reads_back(record_type: RecordType, octets: &[u8]) {
    let octets = octets.get(..MAX_RDATA_OCTETS).unwrap_or(octets);
    if let Ok(rdata) = Rdata::from_octets(record_type, Class::IN, octets) {
        reads_to(&rdata.to_string(), record_type, octets);
    }
    let quoted = Quoted(octets).to_string();
    let field = Tokens::new(&quoted).next().expect("a field").expect("its quotes are closed");
    assert!(field.is_quoted);
    assert_eq!(field.text, Escaped(octets).to_string());
}

fn reads_to(text: &str, record_type: RecordType, octets: &[u8]) {
    assert!(text.bytes().all(|octet| (0x20..=0x7e).contains(&octet)), "unprintable: {text:?}");
    let mut room = [0; MAX_RDATA_OCTETS];
    let read = parse_rdata(record_type, Tokens::new(text), &Name::root(), &mut room);
    let read = read.unwrap_or_else(|error| panic!("{record_type} {text}: {error}"));
    assert_eq!(&room[..read], octets, "{record_type} {text}");
}
