//! The corpus of a fuzz target, replayed.

use std::fs;
use std::path::Path;

/// A test for each target, whose property has the same name.
macro_rules! replays {
    ($($target:ident)+) => {
        $(#[test]
        fn $target() {
            replay::replay(stringify!($target), properties::$target::$target);
        })+
    };
}

pub(crate) fn replay(target: &str, property: fn(&[u8])) {
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
