//! Usage errors: one line that names the argument, says what is wrong with it and shows a right one.

use core::fmt;

use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use clap::error::{ContextKind, ContextValue};

/// What was typed cannot be done; nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {}; right: {}", Typed(argument), Typed(problem), Typed(example))]
pub struct UsageError {
    /// The argument, and what was typed for it: `--timeout '0s'`.
    pub argument: String,
    /// What is wrong with it, as the rest of the sentence: `leaves no time`.
    pub problem: String,
    /// A right one.
    pub example: String,
}

impl UsageError {
    /// `value` will not do for `argument`.
    pub(super) fn new(argument: &str, value: impl fmt::Display, problem: impl fmt::Display) -> Self {
        let example = example_of(argument).unwrap_or_default().into();
        Self { argument: format!("{argument} '{value}'"), problem: problem.to_string(), example }
    }

    /// `argument`, which has no value to be shown, will not do.
    pub(super) fn without_value(argument: &str, problem: impl fmt::Display, example: impl Into<String>) -> Self {
        Self { argument: argument.to_string(), problem: problem.to_string(), example: example.into() }
    }

    /// The same error with another example, where there is a better one.
    pub(super) fn with_example(self, example: Option<&str>) -> Self {
        Self { example: example.map_or(self.example, Into::into), ..self }
    }
}

/// What the user typed, with every character escaped that is not to be seen: a script may have typed it.
struct Typed<'t>(&'t str);

impl fmt::Display for Typed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '\'' | '"' | '\\' => write!(formatter, "{character}"),
            _ => write!(formatter, "{}", character.escape_debug()),
        })
    }
}

const CHECK_EXAMPLE: &str = "txtproof check example.com --expect 'fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk='";

/// A right use of each command, and of each argument whose errors clap words.
const EXAMPLES: &[(&str, &str)] = &[
    ("DOMAIN", "example.com"),
    ("NAME", "_amazonses.example.com"),
    ("SERVER", "ns1.example.net"),
    ("FILE", "txtproof decode message.bin"),
    ("--color", "--color never"),
    ("--deadline", "--deadline 10m"),
    ("--expect", "--expect 'fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk='"),
    ("--format", "--format json"),
    ("--interval", "--interval 5s"),
    ("--name", "--name _amazonses"),
    ("--port", "--port 53"),
    ("--provider", "--provider ses"),
    ("--record", "--record '_amazonses.example.com TXT \"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=\"'"),
    ("--records", "--records records.csv"),
    ("--require", "--require half"),
    ("--root-hints", "--root-hints named.root"),
    ("--discover-via", "--discover-via 192.0.2.53"),
    ("--server", "--server ns1.example.net"),
    ("--set", "--set selector=s1"),
    ("--timeout", "--timeout 10s"),
    ("--tries", "--tries 3"),
    ("--type", "--type TXT"),
    ("check", CHECK_EXAMPLE),
    ("wait", "txtproof wait example.com --expect 'fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk='"),
    ("ns", "txtproof ns example.com"),
    ("txt", "txtproof txt _amazonses.example.com ns1.example.net"),
    ("decode", "txtproof decode message.bin"),
    ("demo", "txtproof demo"),
    ("providers", "txtproof providers"),
];

fn example_of(argument: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|(known, _)| *known == argument).map(|(_, example)| *example)
}

/// clap's error in our one line. `typed` is the whole command line.
pub(super) fn from_clap(error: &clap::Error, typed: &[String]) -> String {
    let text = error.to_string();
    let paragraph: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let problem = paragraph.join(" ");
    let problem = problem.strip_prefix("error: ").unwrap_or(&problem);
    let suggestion = suggestion(error).map(|similar| format!(" (did you mean '{similar}'?)")).unwrap_or_default();
    format!("{}{}; right: {}", Typed(problem), Typed(&suggestion), example(error, typed))
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    match kinds.into_iter().find_map(|kind| error.get(kind))? {
        ContextValue::String(similar) => Some(similar.clone()),
        ContextValue::Strings(similar) => similar.first().cloned(),
        _ => None,
    }
}

/// An example of the argument that is wrong; else of the command; else the shortest way in.
fn example(error: &clap::Error, typed: &[String]) -> &'static str {
    let invalid = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(argument)) => argument.split_whitespace().next(),
        _ => None,
    };
    let words = invalid.into_iter().chain(typed.iter().skip(1).map(String::as_str));
    let is_option_value = |word: &&str| !word.starts_with("--") || Some(*word) == invalid;
    words.filter(is_option_value).find_map(example_of).unwrap_or("txtproof demo (or txtproof --help)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;
    use clap::Parser;

    fn told(line: &str) -> String {
        let typed: Vec<String> = line.split(' ').map(Into::into).collect();
        from_clap(&Arguments::try_parse_from(&typed).unwrap_err(), &typed)
    }

    #[test]
    fn every_usage_error_is_one_line_with_the_argument_and_a_right_example() {
        let cases = [
            (
                "txtproof check example.com --expect x --port 0",
                "invalid value '0' for '--port <PORT>': 0 is not in 1..=65535; right: --port 53",
            ),
            (
                "txtproof check example.com --expect x --requir one",
                "unexpected argument '--requir' found (did you mean '--require'?); right: ",
            ),
            (
                "txtproof check example.com",
                "the following required arguments were not provided: --expect <VALUE>; right: ",
            ),
            ("txtproof chekc", "unrecognized subcommand 'chekc' (did you mean 'check'?); right: txtproof demo (or"),
            ("txtproof ns a.test -4 -6", "the argument '-4' cannot be used with '-6'; right: txtproof ns example.com"),
            ("txtproof ns a.test --color red", "[possible values: auto, always, never]; right: --color never"),
        ];
        for (line, expected) in cases {
            let told = told(line);
            assert!(told.contains(expected), "{told}");
            assert!(!told.contains('\n'), "{told}");
        }
    }

    #[test]
    fn what_a_script_typed_cannot_reach_the_terminal() {
        let error =
            UsageError::new("DOMAIN", "a\x1b[2J\u{202e}", "is 'no' \"name\"").with_example(Some("bücher.example"));
        let expected = "DOMAIN 'a\\u{1b}[2J\\u{202e}' is 'no' \"name\"; right: bücher.example";
        assert_eq!(error.to_string(), expected);
        assert!(!told("txtproof ns a.test --\x1b[2J").contains('\x1b'));
    }
}
