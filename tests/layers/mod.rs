//! The directions of the architecture: which module may use which, held against every `crate::` path in `src/`.
//!
//! The feature builds show that the core compiles without what stands above it. This shows the rest: that a layer does
//! not reach sideways, and that a new module gets its place in [`TABLE`] before it gets users.

#[cfg(target_os = "linux")]
mod dependencies;
mod paths;
mod platforms;

use std::fs;
use std::path::{Path, PathBuf};

use paths::crate_paths;

/// Who may use whom. An entry `exchange::Failure` allows that item alone; a module may always use itself.
const TABLE: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("time", &[]),
    ("exchange", &["wire", "time"]),
    ("response", &["wire"]),
    ("matcher", &["wire"]),
    ("damage", &["wire", "matcher"]),
    ("provider", &["wire", "matcher"]),
    ("proof", &["wire", "matcher", "damage", "response", "exchange::Failure", "exchange::Transport"]),
    ("delegation", &["wire", "response", "exchange::Failure", "exchange::Recursion", "exchange::Transports"]),
    ("check", CHECK_USES),
    ("diagnosis", CHECK_USES),
    ("batch", &["check", "exchange", "proof", "wire", "time"]),
    ("net", &["batch", "check", "exchange", "proof", "wire", "time"]),
    // The catalogue is plain data, and listing it is a report.
    ("report", &["proof", "delegation", "provider", "wire", "exchange::Transport"]),
    ("demo", DEMO_USES),
    ("cli", ALL_BELOW_CLI),
    ("main", &["cli"]),
];
const CHECK_USES: &[&str] = &[
    "check",
    "diagnosis",
    "delegation",
    "provider",
    "response",
    "matcher",
    "damage",
    "proof",
    "wire",
    // What came of an order, and how it went: plain data.
    "exchange::Failure",
    "exchange::Facts",
    "exchange::Recursion",
    "exchange::Transports",
];
const DEMO_USES: &[&str] = &[
    "wire",
    "net",
    "batch",
    "check",
    "provider",
    "proof",
    // How a query came, and how a batch asks: plain data.
    "exchange::Transport",
    "exchange::Transports",
];
const ALL_BELOW_CLI: &[&str] = &[
    "wire",
    "time",
    "exchange",
    "response",
    "matcher",
    "damage",
    "provider",
    "proof",
    "delegation",
    "check",
    "diagnosis",
    "batch",
    "net",
    "report",
    "demo",
];

#[test]
fn every_module_uses_only_what_stands_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&source);
    assert!(!files.is_empty(), "no source files under {}", source.display());
    let violations: Vec<String> = files.iter().flat_map(|file| violations_of_file(&source, file)).collect();
    assert!(violations.is_empty(), "against the table in tests/layers/mod.rs:\n{}", violations.join("\n"));
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.expect("a directory entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn violations_of_file(source: &Path, file: &Path) -> Vec<String> {
    let relative = file.strip_prefix(source).expect("the file was found below it");
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    violations(relative, &text)
}

/// One line for each path in `text`, the file `relative` to `src/`, that the table does not allow.
fn violations(relative: &Path, text: &str) -> Vec<String> {
    let place = place(relative);
    let Some(module) = place.first() else { return Vec::new() };
    let file = relative.display();
    let Some((_, allowed)) = TABLE.iter().find(|(name, _)| name == module) else {
        return vec![format!("{file}: module `{module}` has no place in the table")];
    };
    let is_violation = |path: &Vec<String>| !is_allowed(path, module, allowed);
    crate_paths(text, place.len())
        .into_iter()
        .filter(is_violation)
        .map(|path| format!("{file}: `{module}` must not use `{}`", path.join("::")))
        .collect()
}

/// The module path of a file; empty for what belongs to no layer: `lib.rs`, which only lists them, and files of tests.
fn place(relative: &Path) -> Vec<String> {
    let names = relative.with_extension("");
    let mut place: Vec<String> = names.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if place.last().is_some_and(|name| name == "mod") {
        place.pop();
    }
    if place == ["lib"] || place.iter().any(|name| name == "tests") { Vec::new() } else { place }
}

fn is_allowed(path: &[String], module: &str, allowed: &[&str]) -> bool {
    let begins_with = |entry: &str| {
        let mut names = path.iter();
        entry.split("::").all(|name| names.next().is_some_and(|in_path| in_path == name))
    };
    begins_with(module) || allowed.iter().any(|entry| begins_with(entry))
}

fn violations_in(file: &str, text: &str) -> Vec<String> {
    violations(Path::new(file), text)
}

#[test]
fn a_use_of_a_higher_layer_is_a_violation() {
    let told = violations_in("wire/name.rs", "use crate::net::Loop;\n");
    assert_eq!(told, ["wire/name.rs: `wire` must not use `net::Loop`"]);
}

#[test]
fn a_use_of_a_lower_layer_is_none() {
    assert_eq!(violations_in("exchange.rs", "use crate::{time::Instant, wire::{Name, message::Message}};"), [""; 0]);
}

#[test]
fn a_violation_inside_a_group_is_found() {
    let told = violations_in("batch.rs", "use crate::{\n    check::Check,\n    report::{human, json},\n};");
    assert_eq!(
        told,
        ["batch.rs: `batch` must not use `report::human`", "batch.rs: `batch` must not use `report::json`"]
    );
}

#[test]
fn a_path_in_an_expression_counts_as_a_use() {
    let told = violations_in("matcher.rs", "fn f() { let x = crate::damage::explain(&y); }");
    assert_eq!(told, ["matcher.rs: `matcher` must not use `damage::explain`"]);
}

#[test]
fn only_the_named_item_of_a_module_is_allowed() {
    assert_eq!(violations_in("delegation.rs", "use crate::exchange::Failure;"), [""; 0]);
    let told = violations_in("delegation.rs", "use crate::exchange::{Exchange, Failure};\nuse crate::exchange;");
    assert_eq!(
        told,
        [
            "delegation.rs: `delegation` must not use `exchange::Exchange`",
            "delegation.rs: `delegation` must not use `exchange`"
        ]
    );
}

#[test]
fn super_that_leaves_a_module_counts_as_a_use() {
    assert_eq!(violations_in("wire/name.rs", "use super::message::Message;"), [""; 0]);
    let told = violations_in("wire/name.rs", "use super::super::check::Check;");
    assert_eq!(told, ["wire/name.rs: `wire` must not use `check::Check`"]);
    let told = violations_in("wire.rs", "fn f() { super::net::run() }");
    assert_eq!(told, ["wire.rs: `wire` must not use `net::run`"]);
}

#[test]
fn the_program_uses_the_command_line_alone() {
    assert_eq!(violations_in("main.rs", "fn main() { txtproof::cli::run() }"), [""; 0]);
    let told = violations_in("main.rs", "use txtproof::net::Loop;");
    assert_eq!(told, ["main.rs: `main` must not use `net::Loop`"]);
}

#[test]
fn test_code_is_exempt_and_what_follows_it_is_not() {
    let text =
        "#[cfg(test)]\nmod tests {\n    use crate::net::{A, B};\n}\n#[cfg(test)]\nuse crate::cli;\nuse crate::demo;";
    assert_eq!(violations_in("wire.rs", text), ["wire.rs: `wire` must not use `demo`"]);
    assert_eq!(violations_in("wire/tests.rs", "use crate::net::Loop;"), [""; 0]);
}

#[test]
fn comments_and_literals_are_no_uses() {
    let text = "//! [`crate::net`]\n/* crate::net /* crate::cli */ crate::net */\n\
                const A: &str = \"crate::net \\\" crate::cli\"; const B: &[u8] = br#\"crate::demo\"#;\n\
                const C: char = '\"'; fn f<'a>(x: &'a str) { crate::net::g(x) }";
    assert_eq!(violations_in("wire.rs", text), ["wire.rs: `wire` must not use `net::g`"]);
}

#[test]
fn a_module_without_a_place_in_the_table_is_a_violation() {
    let told = violations_in("helpers.rs", "");
    assert_eq!(told, ["helpers.rs: module `helpers` has no place in the table"]);
    let told = violations_in("wire.rs", "use crate::Name;");
    assert_eq!(told, ["wire.rs: `wire` must not use `Name`"]);
}
