//! The reports as text: short, the verdict first, at most 100 columns where that can be helped.
//!
//! They are written with colours; [`anstream`] takes those out where none are wanted. `unicode` is the domain as the
//! user typed it, where that is Unicode. Every error is `out`'s own.

mod changes;
mod check;
mod findings;
mod mail;
mod matrix;
mod ns;
mod rows;
mod txt;

use anstyle::{AnsiColor, Style};

use core::time::Duration;

use std::io::{self, Write};
use std::string::String;
use std::{format, writeln};

use super::names::told;
use crate::wire::Name;

pub use changes::{write_change, write_line};
pub use check::write_check;
pub use mail::write_mail;
pub use matrix::{Moment, Stage, write_matrix};
pub use ns::write_ns;
pub use txt::write_txt;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default().bold();
const CALM: Style = AnsiColor::Cyan.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// A domain as the report calls it: as asked for, and beside it as the user typed it where that is Unicode.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a> {
    /// The name that is asked for.
    pub name: &'a Name,
    /// The Unicode form that the user typed.
    pub unicode: Option<&'a str>,
}

impl Title<'_> {
    fn told(self) -> String {
        let name = told(self.name);
        self.unicode.map_or(name.clone(), |unicode| format!("{name} ({unicode})"))
    }
}

/// What a report ends with: from where it was seen, and at what cost.
fn write_effort(out: &mut dyn Write, queries_sent: u32, elapsed: Duration) -> io::Result<()> {
    let queries = if queries_sent == 1 { "query" } else { "queries" };
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    let elapsed =
        if milliseconds < 1000.0 { format!("{milliseconds:.1} ms") } else { format!("{:.1} s", elapsed.as_secs_f64()) };
    writeln!(out, "\n{FAINT}As seen from here, by {queries_sent} {queries} in {elapsed}.{FAINT:#}")
}

#[cfg(test)]
mod tests;
