//! Lines of text under labels, no wider than a terminal.

use std::format;
use std::io::{self, Write};
use std::string::{String, ToString};

use super::Style;

/// The widest line, in columns. A word that is longer alone stands on a line of its own.
pub(super) const COLUMNS: usize = 100;

/// Where the text of a scene begins, behind its labels.
const INDENT: usize = 13;

pub(super) const BOLD: &str = "1";
pub(super) const RED: &str = "31";
pub(super) const GREEN: &str = "32";
pub(super) const YELLOW: &str = "33";

/// What is printed on.
pub(super) struct Page<'o> {
    pub(super) out: &'o mut dyn Write,
    pub(super) style: Style,
}

impl Page<'_> {
    /// Text from the left margin on.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", wrapped(text, 0))
    }

    pub(super) fn paragraph(&mut self, label: &str, text: &str) -> io::Result<()> {
        self.labelled(label, &wrapped(text, INDENT))
    }

    pub(super) fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "    {label:<8} {text}")
    }

    pub(super) fn styled(&self, sequence: &str, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_string(),
            Style::Coloured => format!("\x1b[{sequence}m{text}\x1b[0m"),
        }
    }
}

/// `text` broken between words; every line but the first is indented.
fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut column = indent;
    for word in text.split_whitespace() {
        let after = column.saturating_add(1).saturating_add(word.chars().count());
        if column > indent && after > COLUMNS {
            lines.push('\n');
            lines.extend(core::iter::repeat_n(' ', indent));
            column = indent;
        } else if column > indent {
            lines.push(' ');
            column = column.saturating_add(1);
        }
        lines.push_str(word);
        column = column.saturating_add(word.chars().count());
    }
    lines
}
