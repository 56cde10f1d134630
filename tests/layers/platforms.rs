//! What differs between operating systems stands in `src/net/` alone, so that one place is read to port or to doubt it.

use std::fs;
use std::path::Path;

use super::paths::tokens;
use super::rust_files;

/// What a `cfg` may ask about an operating system. Features and `test` are everybody's.
const PLATFORM_WORDS: &[&str] =
    &["unix", "windows", "target_os", "target_family", "target_vendor", "target_env", "target_abi"];

#[test]
fn only_net_knows_one_platform_from_another() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut in_net = 0;
    let mut elsewhere = Vec::new();
    for file in rust_files(&source) {
        let relative = file.strip_prefix(&source).expect("the file was found below it");
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let found = platform_words(&text);
        if relative.starts_with("net") || relative == Path::new("net.rs") {
            in_net += found.len();
        } else {
            elsewhere.extend(found.into_iter().map(|word| format!("{}: {word}", relative.display())));
        }
    }
    assert!(elsewhere.is_empty(), "what one platform alone has belongs in src/net/:\n{}", elsewhere.join("\n"));
    assert!(in_net > 0, "src/net/ tells no platforms apart: is it read rightly?");
}

/// Each word by which `text` tells platforms apart: in a `cfg`, or as a module of `std::os`.
fn platform_words(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for start in 0..tokens.len() {
        match &tokens[start..] {
            [os, colons, ..] if os == "os" && colons == "::" => found.push("std::os".to_owned()),
            [cfg, rest @ ..] if cfg == "cfg" || cfg == "cfg_attr" => found.extend(words_in_parentheses(rest)),
            _ => {}
        }
    }
    found
}

/// The platform words between the first parentheses of `tokens`, which must come at once, but for the `!` of a macro.
fn words_in_parentheses(tokens: &[String]) -> Vec<String> {
    let mut open = 0_usize;
    let mut found = Vec::new();
    for token in tokens.iter().skip_while(|token| *token == "!") {
        match token.as_str() {
            "(" => open += 1,
            ")" => open = open.saturating_sub(1),
            word if PLATFORM_WORDS.contains(&word) => found.push(word.to_owned()),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    found
}

#[test]
fn every_way_to_ask_for_a_platform_is_seen() {
    assert_eq!(platform_words("#[cfg(unix)]\nfn f() {}"), ["unix"]);
    assert_eq!(platform_words("#[cfg_attr(not(unix), allow(dead_code))]"), ["unix"]);
    assert_eq!(platform_words("if cfg!(any(windows, target_os = \"linux\")) {}"), ["windows", "target_os"]);
    assert_eq!(platform_words("#![cfg(all(feature = \"std\", target_vendor = \"apple\"))]"), ["target_vendor"]);
    assert_eq!(platform_words("use std::{io, os::unix::ffi::OsStrExt};"), ["std::os"]);
}

#[test]
fn features_tests_and_words_beside_a_cfg_are_no_platforms() {
    let text = "#[cfg(feature = \"unix\")]\nfn unix(windows: bool) {}\n#[cfg(test)]\nmod windows {}\n// #[cfg(unix)]";
    assert_eq!(platform_words(text), [""; 0]);
}
