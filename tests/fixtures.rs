//! `fixtures/*.hex`: one message each, as hex text. The first line says what it shows, the second (`# expect: …`) how it
//! reads: `ok`, or the kind of damage and its offset.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use txtproof::wire::{Malformed, MalformedKind, Message, RecordType};

struct Fixture {
    name: String,
    shows: String,
    expected: String,
    octets: Vec<u8>,
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a fixture is text");
        let mut lines = text.lines();
        let mut comment = |lead: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(lead));
            line.unwrap_or_else(|| panic!("{}: no line `{lead}…`", path.display())).to_owned()
        };
        Self {
            name: path.file_stem().expect("a file has a name").to_string_lossy().into_owned(),
            shows: comment("# "),
            expected: comment("# expect: "),
            octets: octets(lines),
        }
    }

    fn outcome(octets: &[u8]) -> String {
        match read(octets) {
            Ok(()) => "ok".to_owned(),
            Err(Malformed { kind, offset }) => format!("{} at {offset}", kind.code()),
        }
    }

    fn is_sound(&self) -> bool {
        self.expected == "ok"
    }
}

/// Reads all that there is to read.
fn read(octets: &[u8]) -> Result<(), Malformed> {
    let message = Message::read(octets)?;
    message.questions().try_for_each(|question| question.map(|_| ()))?;
    message.records().try_for_each(|record| record?.rdata().map(|_| ()))
}

/// The octets of hex text, as many digits a line as there are; `#` begins a comment.
fn octets<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let plain = lines.map(|line| line.split('#').next().unwrap_or_default());
    let digits: Vec<char> = plain.flat_map(str::chars).filter(|digit| !digit.is_whitespace()).collect();
    let octet = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("two digits");
    digits.chunks(2).map(octet).collect()
}

fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let paths = fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("readable").path());
    let hex = paths.filter(|path| path.extension().is_some_and(|extension| extension == "hex"));
    let mut fixtures: Vec<Fixture> = hex.map(|path| Fixture::read(&path)).collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

#[test]
fn every_fixture_reads_as_it_says() {
    for fixture in fixtures() {
        assert_eq!(Fixture::outcome(&fixture.octets), fixture.expected, "{}: {}", fixture.name, fixture.shows);
    }
}

#[test]
fn every_way_over_a_message_tells_the_same_damage() {
    for Fixture { name, octets, .. } in fixtures() {
        let Ok(message) = Message::read(&octets) else { continue };
        let questions = message.questions().find_map(Result::err);
        let records = message.records().find_map(Result::err);
        assert!(questions.is_none() || questions == records, "{name}: {questions:?}, {records:?}");
        assert_eq!(message.validate().err(), records, "{name}");
    }
}

#[test]
fn every_kind_of_damage_has_a_fixture() {
    let fixtures = fixtures();
    let shown: BTreeSet<&str> = fixtures.iter().filter_map(|fixture| fixture.expected.split(' ').next()).collect();
    for kind in ALL_KINDS {
        assert!(shown.contains(kind.code()), "no fixture shows {}", kind.code());
    }
}

#[test]
fn every_record_type_that_is_read_has_a_fixture_and_so_has_one_that_is_not() {
    use RecordType as Type;
    let (read, unknown) = ([Type::A, Type::AAAA, Type::NS, Type::CNAME, Type::DNAME, Type::PTR], RecordType(65280));
    let all = [&read[..], &[Type::SOA, Type::MX, Type::TXT, Type::OPT, unknown]].concat();
    let fixtures = fixtures();
    let sound = fixtures.iter().filter(|fixture| fixture.is_sound());
    let shown: BTreeSet<RecordType> = sound.flat_map(|fixture| types_of(&fixture.octets)).collect();
    for record_type in all {
        assert!(shown.contains(&record_type), "no sound fixture has {record_type}");
    }
}

fn types_of(octets: &[u8]) -> Vec<RecordType> {
    let message = Message::read(octets).expect("a sound fixture");
    message.records().map(|record| record.expect("a sound fixture").record_type).collect()
}

#[test]
fn every_section_of_rfc_9267_has_a_fixture() {
    let fixtures = fixtures();
    for section in 2..=6 {
        let lead = format!("rfc9267-{section}-");
        let shown: Vec<_> = fixtures.iter().filter(|fixture| fixture.name.starts_with(&lead)).collect();
        assert!(!shown.is_empty(), "no fixture of section {section}");
        let words = format!("RFC 9267 section {section}");
        assert!(shown.iter().all(|fixture| fixture.shows.starts_with(&words)), "a fixture does not say {words}");
    }
}

/// W1 of the project's rules: wherever a message is cut, it is refused.
#[test]
fn every_cut_of_a_sound_message_is_refused() {
    for fixture in fixtures().iter().filter(|fixture| fixture.is_sound()) {
        let message = Message::read(&fixture.octets).expect("a sound fixture");
        let end = fixture.octets.len() - message.validate().expect("a sound fixture");
        for length in 0..end {
            assert_ne!(Fixture::outcome(&fixture.octets[..length]), "ok", "{} cut to {length} octets", fixture.name);
        }
    }
}

const ALL_KINDS: &[MalformedKind] = &[
    MalformedKind::ShortHeader,
    MalformedKind::QuestionTruncated,
    MalformedKind::RecordTruncated,
    MalformedKind::RdataTruncated,
    MalformedKind::NameTruncated,
    MalformedKind::LabelTruncated,
    MalformedKind::PointerTruncated,
    MalformedKind::LabelType,
    MalformedKind::PointerIntoHeader,
    MalformedKind::PointerForward,
    MalformedKind::CompressionLoop,
    MalformedKind::TooManyPointers,
    MalformedKind::NameTooLong,
    MalformedKind::RdataLength,
    MalformedKind::StringTruncated,
    MalformedKind::TxtEmpty,
    MalformedKind::OptDuplicate,
    MalformedKind::OptMisplaced,
    MalformedKind::OptOptionTruncated,
];

/// A new kind does not compile here until it stands in the list above, and so has a fixture.
const fn _is_listed(kind: MalformedKind) {
    match kind {
        MalformedKind::ShortHeader
        | MalformedKind::QuestionTruncated
        | MalformedKind::RecordTruncated
        | MalformedKind::RdataTruncated
        | MalformedKind::NameTruncated
        | MalformedKind::LabelTruncated
        | MalformedKind::PointerTruncated
        | MalformedKind::LabelType
        | MalformedKind::PointerIntoHeader
        | MalformedKind::PointerForward
        | MalformedKind::CompressionLoop
        | MalformedKind::TooManyPointers
        | MalformedKind::NameTooLong
        | MalformedKind::RdataLength
        | MalformedKind::StringTruncated
        | MalformedKind::TxtEmpty
        | MalformedKind::OptDuplicate
        | MalformedKind::OptMisplaced
        | MalformedKind::OptOptionTruncated => {}
    }
}
