//! Names where they stand in a message, compression and all: read as the octets say, and related as their labels are.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use txtproof::wire::{
    Class, Encoder, Flags, HEADER_OCTETS, MAX_NAME_OCTETS, Message, Name, NameRef, Rdata, RecordType, Section,
};

use super::reader::{Reader, labels};

/// As many names as an input is read for.
const MAX_NAMES: u8 = 3;

/// A type of private use (RFC 6895 §3.1), RDATA of which nobody reads.
const PRIVATE: RecordType = RecordType(0xff00);

/// Type and class.
const QUESTION_NUMBERS_OCTETS: usize = 4;

/// The property of target `name`: the octets are questions, and their names are what is looked at.
pub fn name(octets: &[u8]) {
    let mut message = vec![0; HEADER_OCTETS];
    message[5] = MAX_NAMES;
    message.extend(octets);
    let message = Message::read(&message).expect("it has a header");
    let mut reader = Reader { octets: message.octets(), at: HEADER_OCTETS };
    let mut names: Vec<NameRef<'_>> = Vec::new();
    for question in message.questions() {
        let read = reader.name().filter(|_| reader.skip(QUESTION_NUMBERS_OCTETS).is_some());
        assert_eq!(question.is_ok(), read.is_some(), "{question:?}");
        let (Ok(question), Some(read)) = (question, read) else { break };
        assert_eq!(labels(question.name), read);
        names.push(question.name);
    }
    names.iter().copied().for_each(is_itself);
    for pair in names.windows(2) {
        are_related(&pair[0].to_name(), &pair[1].to_name());
        are_related(&pair[1].to_name(), &pair[0].to_name());
    }
    encode_alike(&names);
}

/// Its copy, its ancestors and its text are those of its labels.
fn is_itself(name: NameRef<'_>) {
    let copy = name.to_name();
    assert!(copy.is_identical(name) && name == copy && copy.octets().len() <= MAX_NAME_OCTETS);
    assert_eq!((name.is_root(), copy.is_root()), (copy.label_count() == 0, copy.octets() == [0]));
    assert_eq!(name.to_string(), copy.to_string());
    assert_eq!(copy.to_lower_case(), copy);
    assert_eq!(copy.with_case(std::iter::repeat(true)).letter_count(), copy.letter_count());
    let Some(parent) = copy.parent() else { return assert!(copy.is_root()) };
    assert!(copy.is_below(&parent) && name.is_at_or_below(&parent) && !parent.is_at_or_below(&copy));
    let label = copy.labels().next().expect("it has labels");
    assert!(parent.child(label).expect("it was one").is_identical(name));
    let half = copy.label_count() / 2;
    let (front, ancestor) = (Name::from_labels(copy.labels().take(copy.label_count() - half)), copy.suffix(half));
    assert!(front.expect("shorter").before(&ancestor).expect("it was one").is_identical(name));
}

/// Order, equality and descent are those of the labels, which are the same in any ASCII case.
fn are_related(one: &Name, other: &Name) {
    let [first, second] = [one, other].map(|name| name.octets().to_ascii_lowercase());
    assert_eq!(one.cmp(other), first.cmp(&second));
    assert_eq!(one == other, first == second);
    assert_eq!(one.to_ref() == other.to_ref(), first == second);
    assert_eq!(one.is_identical(other.to_ref()), one.octets() == other.octets());
    let hasher = BuildHasherDefault::<DefaultHasher>::new();
    assert!(one != other || hasher.hash_one(one) == hasher.hash_one(other));
    let lower = |name: &Name| name.labels().map(<[u8]>::to_ascii_lowercase).collect::<Vec<_>>();
    let is_at_or_below = lower(one).ends_with(&lower(other));
    assert_eq!(one.is_at_or_below(other), is_at_or_below);
    assert_eq!(one.is_below(other), is_at_or_below && first != second);
    match one.before(other) {
        Ok(joined) => assert!(joined.labels().eq(one.labels().chain(other.labels()))),
        Err(_) => assert!(one.octets().len() + other.octets().len() - 1 > MAX_NAME_OCTETS),
    }
}

/// Written one after the other as owners, compressed against each other, they read back: in the case of whichever was first.
fn encode_alike(names: &[NameRef<'_>]) {
    let mut buffer = [0; HEADER_OCTETS + MAX_NAMES as usize * (MAX_NAME_OCTETS + 14)];
    let mut encoder = Encoder::new(&mut buffer, 0, Flags::default()).expect("there is room for a header");
    for name in names {
        let written = encoder.record(Section::Answer, *name, PRIVATE, Class::IN, 0, &Rdata::Opaque(b""));
        written.expect("there is room");
    }
    let message = Message::read(encoder.finish()).expect("a header");
    assert_eq!(message.validate(), Ok(0));
    let owners: Vec<NameRef<'_>> = message.records().map(|record| record.expect("sound").owner).collect();
    assert_eq!(owners, names);
}
