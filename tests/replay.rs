//! The corpus of each fuzz target, replayed.

use std::fs;
use std::path::Path;

use super::properties;

/// A test for each target, which is a property of the same name.
macro_rules! replay {
    ($($target:ident)+) => {
        $(#[test]
        fn $target() {
            replay(stringify!($target), properties::$target::$target);
        })+
    };
}

replay!(message name presentation response exchange check matcher damage json);

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
