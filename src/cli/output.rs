//! Where reports go: standard output, with colours where they are wanted.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::vec::Vec;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

use super::arguments::{ColorWord, FormatWord, ShownArguments, ToldArguments};

/// How reports are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    format: Format,
    color: ColorChoice,
    loudness: Loudness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loudness {
    Report,
    Nothing,
}

impl From<&ToldArguments> for Output {
    fn from(told: &ToldArguments) -> Self {
        let format = if told.json || told.format == FormatWord::Json { Format::Json } else { Format::Human };
        Self { format, ..Self::from(told.shown) }
    }
}

impl From<ShownArguments> for Output {
    fn from(shown: ShownArguments) -> Self {
        let color = match shown.color {
            ColorWord::Auto => ColorChoice::Auto,
            ColorWord::Always => ColorChoice::Always,
            ColorWord::Never => ColorChoice::Never,
        };
        let loudness = if shown.quiet { Loudness::Nothing } else { Loudness::Report };
        Self { format: Format::Human, color, loudness }
    }
}

impl Output {
    /// Whether nothing at all is to be told.
    pub(super) fn is_quiet(self) -> bool {
        self.loudness == Loudness::Nothing
    }

    /// What colours `stream` gets.
    pub(super) fn color_of(self, stream: &impl RawStream) -> ColorChoice {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(stream),
            typed => typed,
        }
    }

    /// Prints a report: as `json`, or as `human` writes it.
    pub(super) fn report<R: Serialize>(
        self,
        json: impl FnOnce() -> R,
        human: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.format {
            Format::Human => self.write(|out| human(out)),
            // As it is made: it may be much larger than what it tells.
            Format::Json => self.stream(|out| write_json(&mut io::BufWriter::new(out), &json())),
        }
    }

    /// Hands standard output to `write`, and writes nothing before it is done.
    fn write(self, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        if self.loudness == Loudness::Nothing {
            return Ok(());
        }
        let mut text = Vec::new();
        write(&mut text)?;
        self.stream(|out| out.write_all(&text))
    }

    /// Hands standard output to `write` as it is, for what is told while it happens.
    pub(super) fn stream(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if self.loudness == Loudness::Nothing {
            return write(&mut io::sink());
        }
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        write(&mut out).and_then(|()| out.flush()).or_else(pardon_broken_pipe)
    }
}

/// Indented for eyes, one line for scripts.
fn write_json(out: &mut impl Write, report: &impl Serialize) -> io::Result<()> {
    if io::stdout().is_terminal() {
        serde_json::to_writer_pretty(&mut *out, report)?;
    } else {
        serde_json::to_writer(&mut *out, report)?;
    }
    out.write_all(b"\n")?;
    out.flush()
}

/// Whoever read the report (`… | head -1`) has seen enough. The verdict stands, and so does its exit code.
pub(super) fn pardon_broken_pipe(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}
