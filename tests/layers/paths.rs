//! The paths that Rust source uses from its crate's root, read well enough for a test of layers: no macros are expanded.

use std::iter::{Cloned, Peekable};
use std::slice::Iter;

type Tokens<'a> = Peekable<Cloned<Iter<'a, String>>>;

/// Each path from the crate's root (`crate::`, `txtproof::`, or `super::` repeated `depth` times), test code left out.
pub(crate) fn crate_paths(text: &str, depth: usize) -> Vec<Vec<String>> {
    let tokens = without_test_items(&tokens(text));
    let mut found = Vec::new();
    for start in 0..tokens.len() {
        // Inside another path (`super::crate_name`, `self::super`) a word roots nothing.
        let is_inside = start > 0 && tokens[start - 1] == "::";
        let root_words = root_words(&tokens[start..], depth);
        if root_words > 0 && !is_inside {
            let mut rest = tokens[start + root_words..].iter().cloned().peekable();
            read_use_tree(&mut rest, &[], &mut found);
        }
    }
    found
}

/// How many tokens name the crate's root here, the `::` behind it included; 0 if none do.
fn root_words(tokens: &[String], depth: usize) -> usize {
    let word = |at: usize| tokens.get(at).map(String::as_str);
    let is_supers = depth > 0 && (0..depth).all(|n| word(2 * n) == Some("super") && word(2 * n + 1) == Some("::"));
    match (word(0), word(1)) {
        (Some("crate" | "txtproof"), Some("::")) => 2,
        _ if is_supers => 2 * depth,
        _ => 0,
    }
}

/// Reads `a::b`, `a::{b, c::d}` or `{a, b}`, each path with `prefix` before it.
fn read_use_tree(tokens: &mut Tokens<'_>, prefix: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.peek().cloned() {
        if token == "{" {
            tokens.next();
            return read_group(tokens, &path, found);
        }
        if !is_word(&token) {
            break;
        }
        tokens.next();
        // `a::{self, b}` uses `a` itself.
        if token != "self" {
            path.push(token);
        }
        if tokens.next_if(|token| token == "::").is_none() {
            break;
        }
    }
    found.push(path);
}

fn read_group(tokens: &mut Tokens<'_>, prefix: &[String], found: &mut Vec<Vec<String>>) {
    while tokens.peek().is_some_and(|token| token != "}") {
        read_use_tree(tokens, prefix, found);
        // What may stand before the next entry: `as Name`, `*`, the comma.
        while tokens.next_if(|token| token != "," && token != "}").is_some() {}
        tokens.next_if(|token| token == ",");
    }
    tokens.next();
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphanumeric() || first == '_')
}

/// Drops each item that `#[cfg(test)]` stands before.
fn without_test_items(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().take(MARK.len()).eq(MARK) {
            at += MARK.len() + item_length(&tokens[at + MARK.len()..]);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Up to the `;` or the closing brace that ends the item; `use a::{b};` has both.
fn item_length(tokens: &[String]) -> usize {
    let is_keyword = |token: &&String| ["use", "mod", "fn", "impl", "struct"].contains(&token.as_str());
    let ends_with_brace = tokens.iter().find(is_keyword).is_none_or(|keyword| keyword != "use");
    let mut open = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => open += 1,
            "}" => open = open.saturating_sub(1),
            _ => {}
        }
        let is_end = token == ";" || (token == "}" && ends_with_brace);
        if open == 0 && is_end {
            return at + 1;
        }
    }
    tokens.len()
}

/// Words, `::` and single marks; comments and literals are gone.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if let Some(skipped) = comment_or_literal_length(rest) {
            skipped
        } else if is_word(rest) {
            rest.find(|mark: char| !mark.is_alphanumeric() && mark != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if comment_or_literal_length(rest).is_none() && !first.is_whitespace() {
            tokens.push(token.to_owned());
        }
        rest = after;
    }
    tokens
}

fn comment_or_literal_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(block_comment_length(text));
    }
    let unprefixed = text.strip_prefix("br").or_else(|| text.strip_prefix(['b', 'c', 'r'])).unwrap_or(text);
    let prefix = text.len() - unprefixed.len();
    raw_string_length(unprefixed)
        .filter(|_| text[..prefix].ends_with('r'))
        .or_else(|| string_length(unprefixed).filter(|_| !text[..prefix].ends_with('r')))
        .or_else(|| character_length(unprefixed))
        .map(|length| prefix + length)
}

/// Block comments nest.
fn block_comment_length(text: &str) -> usize {
    let mut open = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        at += match rest {
            [b'/', b'*', ..] => {
                open += 1;
                2
            }
            [b'*', b'/', ..] => {
                open -= 1;
                2
            }
            _ => 1,
        };
        if open == 0 {
            break;
        }
    }
    at
}

/// `"…"` after `r`, with as many `#` behind it as before it.
fn raw_string_length(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let inner = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(hashes + 1 + inner.find(&end)? + end.len())
}

fn string_length(text: &str) -> Option<usize> {
    text.starts_with('"').then_some(())?;
    quoted_length(text, b'"')
}

/// A lifetime (`'a`) has no closing quote where a character has it.
fn character_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return quoted_length(text, b'\'');
    }
    let character = inner.chars().next()?.len_utf8();
    inner[character..].starts_with('\'').then_some(character + 2)
}

/// From the opening quote to the closing one, backslashes minded.
fn quoted_length(text: &str, quote: u8) -> Option<usize> {
    let mut octets = text.bytes().enumerate().skip(1);
    while let Some((at, octet)) = octets.next() {
        if octet == b'\\' {
            octets.next();
        } else if octet == quote {
            return Some(at + 1);
        }
    }
    None
}
