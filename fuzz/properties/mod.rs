//! What must hold whatever the octets are, one function a fuzz target; and the replay of each target's corpus.

mod damage;
mod exchange;
mod message;
mod text;

use std::fs;
use std::path::Path;

#[test]
fn the_corpus_of_messages_holds() {
    replay("message", message::message);
}

#[test]
fn the_corpus_of_exchanges_holds() {
    replay("exchange", exchange::exchange);
}

#[test]
fn the_corpus_of_texts_holds() {
    replay("text", text::text);
}

#[test]
fn the_corpus_of_damaged_values_holds() {
    replay("damage", damage::damage);
}

fn replay(target: &str, property: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&corpus)
        .unwrap_or_else(|error| panic!("{}: {error}", corpus.display()))
        .map(|entry| entry.expect("a directory entry").path())
        .collect();
    assert!(!files.is_empty(), "no corpus in {}", corpus.display());
    files.sort();
    for file in files {
        // Shown where the property fails: which file it was.
        println!("{}", file.display());
        property(&fs::read(&file).expect("a corpus file"));
    }
}
