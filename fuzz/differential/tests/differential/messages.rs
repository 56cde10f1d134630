//! Messages to begin with: the project's fixtures and corpora, and a folder of public ones where `TXTPROOF_CORPUS` names it.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// A message, and where it comes from.
pub(crate) struct Sample {
    pub(crate) path: PathBuf,
    pub(crate) octets: Vec<u8>,
}

/// All that there are.
pub(crate) fn samples() -> Vec<Sample> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let own = ["fixtures", "fixtures/answers", "fuzz/corpus/message", "fuzz/corpus/differential"];
    let folders = own.map(|folder| project.join(folder)).into_iter().chain(public());
    folders.flat_map(|folder| samples_in(&folder)).collect()
}

fn public() -> Option<PathBuf> {
    let folder = env::var_os("TXTPROOF_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("without public messages: TXTPROOF_CORPUS names no folder");
    }
    folder
}

/// The messages of a folder, in the order of their names.
pub(crate) fn samples_in(folder: &Path) -> Vec<Sample> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a directory entry").path()).collect();
    paths.sort();
    let is_message = |path: &PathBuf| path.is_file() && path.extension().is_none_or(|extension| extension != "tsv");
    let samples: Vec<_> = paths.into_iter().filter(is_message).map(sample).collect();
    assert!(!samples.is_empty(), "no message in {}", folder.display());
    samples
}

fn sample(path: PathBuf) -> Sample {
    let octets = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let is_hex = path.extension().is_some_and(|extension| extension == "hex");
    Sample { octets: if is_hex { from_hex(&octets) } else { octets }, path }
}

/// Lines of hex digits, and of comments behind `#`.
fn from_hex(text: &[u8]) -> Vec<u8> {
    let lines = text.split(|octet| *octet == b'\n');
    let code = lines.filter_map(|line| line.split(|octet| *octet == b'#').next());
    let digits: Vec<char> = code.flatten().map(|octet| char::from(*octet)).filter(char::is_ascii_hexdigit).collect();
    let octet = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("hex digits");
    digits.chunks(2).map(octet).collect()
}
