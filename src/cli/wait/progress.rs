//! What is told on stderr while waiting: a matrix that is redrawn on a terminal, a line for each change elsewhere.

use core::time::Duration;

use std::borrow::ToOwned;
use std::io::{self, IsTerminal, Write};
use std::string::String;
use std::vec::Vec;

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::End;
use crate::cli::output::Output;
use crate::proof::Proof;
use crate::report::human::{Moment, write_change, write_line, write_matrix};
use crate::report::watch::Watch;

/// Tells how waiting goes. A stderr that is gone is no reason to stop waiting.
pub(super) struct Progress {
    watch: Watch,
    unicode: Option<String>,
    color: ColorChoice,
    manner: Manner,
}

enum Manner {
    /// `--quiet`.
    Silent,
    /// One line a change.
    Lines,
    /// A matrix: the bar, whose message it is, and the proof that it shows.
    Matrix(ProgressBar, Option<Proof>),
}

impl Progress {
    /// `--verbose` shows packets on stderr, which leaves no room for a matrix.
    pub(super) fn new(output: Output, is_verbose: bool, unicode: Option<String>) -> Self {
        // Hidden: no terminal, or one that cannot move its cursor.
        let target = ProgressDrawTarget::stderr();
        let manner = match output.is_quiet() {
            true => Manner::Silent,
            false if is_verbose || target.is_hidden() => Manner::Lines,
            false => Manner::Matrix(bar(target), None),
        };
        Self { watch: Watch::default(), unicode, color: output.color_of(&io::stderr()), manner }
    }

    /// A round is over.
    pub(super) fn note(&mut self, proof: &Proof, moment: Moment) {
        let changes = self.watch.note(proof, moment.now);
        let unicode = self.unicode.as_deref();
        match &mut self.manner {
            Manner::Silent => {}
            Manner::Lines => {
                print(self.color, |out| {
                    changes.iter().try_for_each(|change| write_change(out, change, proof, unicode, moment.now))
                });
            }
            Manner::Matrix(_, shown) => *shown = Some(proof.clone()),
        }
        self.show(moment);
    }

    /// Time goes by.
    pub(super) fn show(&self, moment: Moment) {
        let Manner::Matrix(bar, Some(proof)) = &self.manner else { return };
        let unicode = self.unicode.as_deref();
        let octets = rendered(self.color, |out| write_matrix(out, proof, unicode, &self.watch, moment));
        let text = String::from_utf8_lossy(&octets).trim_end().to_owned();
        if bar.message() != text {
            bar.set_message(text);
        }
    }

    /// Waiting is over. Where the report comes to the same terminal, it takes the matrix's place.
    pub(super) fn end(self, end: End, moment: Moment) {
        self.show(moment);
        match self.manner {
            Manner::Silent => {}
            Manner::Lines => print(self.color, |out| write_end(out, end, moment.now)),
            Manner::Matrix(bar, _) if io::stdout().is_terminal() => bar.finish_and_clear(),
            Manner::Matrix(bar, _) => bar.abandon(),
        }
    }
}

fn bar(target: ProgressDrawTarget) -> ProgressBar {
    // The message alone; the template is a constant that can be read.
    let style = ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(None, target).with_style(style);
    bar.set_message("WAITING: the first round is under way");
    bar
}

/// Text, with its colours or without.
fn rendered(color: ColorChoice, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Vec<u8> {
    let mut text = AutoStream::new(Vec::new(), color);
    // Writing to a vector cannot fail.
    let _ = write(&mut text);
    text.into_inner()
}

/// In one write, so that whoever reads never sees half a line.
fn print(color: ColorChoice, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let text = rendered(color, write);
    let _ = AutoStream::new(io::stderr().lock(), color).write_all(&text);
}

/// The proof tells the verdict, and changes have told it here; what they cannot tell is why there are no more of them.
fn write_end(out: &mut dyn Write, end: End, at: Duration) -> io::Result<()> {
    match end {
        End::Proven => Ok(()),
        End::Deadline => write_line(out, at, "waiting is over: the deadline leaves no time for another round"),
        End::Interrupted => write_line(out, at, "interrupted"),
    }
}
