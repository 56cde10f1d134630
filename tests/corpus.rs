//! Public messages, each read to the verdict of a strict reader.
//!
//! `TXTPROOF_CORPUS` names the folder: an `index.tsv` with the columns `file`, `strict_reader` (`OK` or `ERR`) and
//! `note`, and the files. Without the variable the test passes and says so; with it, everything must be there.

use std::fs;
use std::path::{Path, PathBuf};

use txtproof::report::message::{DecodeError, MessageReport};

const FOLDER: &str = "TXTPROOF_CORPUS";

/// The strict reader's words for damage, and ours. Two of ours say *where* a name is cut: in a question or record that
/// ends before its name begins, it is the question or the record that is truncated.
const KINDS: &[(&str, &[&str])] = &[
    ("label-truncated", &["label-truncated"]),
    ("label-type-0x40", &["label-type"]),
    ("label-type-0x80", &["label-type"]),
    ("name-truncated", &["name-truncated", "question-truncated", "record-truncated"]),
    ("name>255", &["name-too-long"]),
    ("opt-duplicate", &["opt-duplicate"]),
    ("opt-misplaced", &["opt-misplaced"]),
    ("opt-option-overrun", &["opt-option-truncated"]),
    ("opt-option-truncated", &["opt-option-truncated"]),
    ("pointer-into-header", &["pointer-into-header"]),
    ("pointer-not-backward", &["pointer-forward", "compression-loop"]),
    ("pointer-truncated", &["pointer-truncated"]),
    ("question-truncated", &["question-truncated"]),
    ("rdata-truncated", &["rdata-truncated"]),
    ("rr-header-truncated", &["record-truncated"]),
    ("short-header", &["short-header"]),
];

/// Messages that are read otherwise than the index says, with the rule that explains it. None is.
const DIFFERENCES: &[(&str, &str)] = &[];

#[test]
fn every_message_of_the_corpus_comes_to_its_verdict() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        eprintln!("skipped: {FOLDER} names no folder");
        return;
    };
    let index = folder.join("index.tsv");
    let text = fs::read_to_string(&index).unwrap_or_else(|error| panic!("{}: {error}", index.display()));
    let entries = entries(&text);
    assert!(!entries.is_empty(), "{} lists no message", index.display());
    let wrong: Vec<String> = entries.iter().filter_map(|entry| entry.difference(&folder)).collect();
    assert!(wrong.is_empty(), "{} of {} messages:\n{}", wrong.len(), entries.len(), wrong.join("\n"));
}

struct Entry<'t> {
    file: &'t str,
    verdict: &'t str,
    note: &'t str,
}

fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| columns.iter().position(|column| *column == name).expect("the index has its columns");
    let (file, verdict, note) = (column("file"), column("strict_reader"), column("note"));
    lines.map(|line| Entry::new(line, [file, verdict, note])).collect()
}

impl<'t> Entry<'t> {
    fn new(line: &'t str, columns: [usize; 3]) -> Self {
        let [file, verdict, note] = columns.map(|column| line.split('\t').nth(column).unwrap_or_default());
        Self { file, verdict, note }
    }

    /// What is not as the index says, and by no rule explained.
    fn difference(&self, folder: &Path) -> Option<String> {
        let path = folder.join(self.file);
        let octets = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let read = MessageReport::read(&octets).map(|_| "OK").map_err(DecodeError::code);
        let is_as_listed = match read {
            Ok(_) => self.verdict == "OK",
            Err(kind) => self.verdict == "ERR" && kinds(self.note).contains(&kind),
        };
        let is_explained = DIFFERENCES.iter().any(|(file, _rule)| *file == self.file);
        (is_as_listed == is_explained).then(|| {
            let Self { file, verdict, note } = self;
            format!("{file}: the index says {verdict} {note}, read as {read:?}")
        })
    }
}

fn kinds(note: &str) -> &'static [&'static str] {
    KINDS.iter().find(|(known, _)| *known == note).map_or(&[], |(_, kinds)| kinds)
}
