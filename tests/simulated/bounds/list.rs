//! `fixtures/bounds.tsv`: every bound, its value, where it is, and the tests that hold it from both sides.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FIXTURE: &str = "fixtures/bounds.tsv";

/// Where bounds of what a network can do live.
const PLACES: [&str; 8] = [
    "src/check",
    "src/check.rs",
    "src/damage/work.rs",
    "src/delegation",
    "src/exchange",
    "src/exchange.rs",
    "src/net",
    "src/wire",
];

/// What the name of a bound has.
const MARKS: [&str; 5] = ["MAX_", "_LIMIT", "_BORNE", "_SKIPPED", "_AFTER"];

/// One line of the list.
struct Bound {
    constant: String,
    value: String,
    file: String,
    /// At the bound, and over it; `-` where a compiler's assertion or an encoding makes that impossible.
    tests: [String; 2],
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn list() -> Vec<Bound> {
    let text = fs::read_to_string(root().join(FIXTURE)).expect("the list is there");
    let read = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [constant, value, file, at, over, _what] = fields[..] else { panic!("cannot be read: {line}") };
        let [constant, value, file, at, over] = [constant, value, file, at, over].map(str::to_owned);
        Bound { constant, value, file, tests: [at, over] }
    };
    text.lines().filter(|line| !line.starts_with('#')).map(read).collect()
}

/// Every Rust file below a folder, or the one that it is.
fn sources(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| sources(&path)).filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a source")
}

/// The constants of a source, each with its value, as they are written.
fn constants(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source.lines().filter_map(|line| {
        let (front, value) = line.split_once(" = ")?;
        let name = front.split_once("const ")?.1.split_once(':')?.0;
        Some((name, value.split_once(';')?.0))
    })
}

#[test]
fn every_bound_of_the_list_has_the_value_that_the_source_gives_it() {
    for Bound { constant, value, file, .. } in list() {
        let source = text(&root().join(&file));
        let found: Vec<&str> =
            constants(&source).filter(|(name, _)| *name == constant).map(|(_, value)| value).collect();
        assert_eq!(found, [value], "{constant} in {file}");
    }
}

#[test]
fn every_bound_of_the_list_has_its_tests() {
    let files = [root().join("src"), root().join("tests")];
    let all: String = files.iter().flat_map(|folder| sources(folder)).map(|path| text(&path)).collect();
    for Bound { constant, tests, .. } in list() {
        for test in tests {
            let is_there = test == "-" || all.contains(&format!("fn {test}("));
            assert!(is_there, "{constant}: there is no test {test}");
        }
    }
}

#[test]
fn every_constant_that_is_a_bound_is_in_the_list() {
    let listed: BTreeSet<(String, String)> = list().into_iter().map(|bound| (bound.constant, bound.file)).collect();
    let mut missing = Vec::new();
    for path in PLACES.iter().flat_map(|place| sources(&root().join(place))) {
        let file = path.strip_prefix(root()).expect("below the root").display().to_string();
        if file.contains("tests") {
            continue;
        }
        let source = text(&path);
        let bounds =
            constants(&source).map(|(name, _)| name).filter(|name| MARKS.iter().any(|mark| name.contains(mark)));
        missing.extend(bounds.map(|name| (name.to_owned(), file.clone())).filter(|bound| !listed.contains(bound)));
    }
    assert!(missing.is_empty(), "not in {FIXTURE}: {missing:?}");
    assert!(listed.len() > 20);
}
