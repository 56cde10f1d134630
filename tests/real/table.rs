//! The table in this module's documentation, held against the cases that there are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// In the order of the table's columns.
const SOFTWARE: [&str; 4] = ["nsd", "knot", "bind", "power_dns"];

/// Each case, with the software that it runs on.
type Cases = BTreeMap<String, Vec<&'static str>>;

#[test]
fn the_table_holds_every_case_and_no_other() {
    let mut cases = Cases::new();
    for file in source_files(&root()) {
        let text = fs::read_to_string(&file).expect("a source file");
        text.split_inclusive('}').for_each(|part| add_cases(part, &mut cases));
    }
    assert_eq!(table(), cases);
}

/// The rows of the table whose first cell is a name.
fn table() -> Cases {
    let text = fs::read_to_string(root().join("mod.rs")).expect("a source file");
    text.lines().filter_map(|line| row(line.strip_prefix("//! | `")?)).collect()
}

fn row(line: &str) -> Option<(String, Vec<&'static str>)> {
    let (name, rest) = line.split_once('`')?;
    let cells = rest.split('|').map(str::trim).skip(2);
    let software = SOFTWARE.into_iter().zip(cells).filter(|(_, cell)| *cell == "✓").map(|(software, _)| software);
    Some((name.to_owned(), software.collect()))
}

/// What one `on_every_software! { … }` or `on_software! { case: … }` at the end of `part` lists.
fn add_cases(part: &str, cases: &mut Cases) {
    if let Some((_, names)) = part.split_once("\non_every_software! {") {
        let names = names.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty());
        cases.extend(names.map(|name| (name.to_owned(), SOFTWARE.to_vec())));
    }
    if let Some((name, listed)) = part.split_once("\non_software! {").and_then(|(_, inner)| inner.split_once(':')) {
        let listed: Vec<&str> = listed.trim_end_matches('}').split(',').map(str::trim).collect();
        let software = SOFTWARE.into_iter().filter(|software| listed.contains(software));
        cases.insert(name.trim().to_owned(), software.collect());
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real")
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    folders.iter().flat_map(|folder| source_files(folder)).chain(files).collect()
}
