//! The reports as text: short, the verdict first, at most 100 columns where that can be helped.
//!
//! They are written with colours; [`anstream`] takes those out where none are wanted. `unicode` is the domain as the
//! user typed it, where that is Unicode. Every error is `out`'s own.

mod changes;
mod check;
mod findings;
mod matrix;
mod ns;
mod rows;
mod txt;

use anstyle::{AnsiColor, Style};

use std::string::String;

use super::names::told;
use crate::wire::Name;

pub use changes::{write_change, write_line};
pub use check::write_check;
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
        self.unicode.map_or(name.clone(), |unicode| std::format!("{name} ({unicode})"))
    }
}

#[cfg(test)]
mod tests;
