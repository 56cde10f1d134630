//! What arguments point to: a file, the operating system's configuration; read before anything is decided.

use core::net::SocketAddr;

use std::format;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::string::{String, ToString};
use std::time::SystemTime;
use std::vec::Vec;

use super::UsageError;
use super::arguments::{AskedArguments, CheckArguments};
use crate::net::system_resolver;

/// More is no hints file, and no list of records.
const MAX_FILE_OCTETS: u64 = 1024 * 1024;

/// What `--discover-via` says for the operating system's own resolver.
pub(super) const SYSTEM: &str = "system";

/// What the arguments point to, as far as they do.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file of `--root-hints`.
    pub root_hints: Option<NamedFile>,
    /// The file of `--records`.
    pub records: Option<NamedFile>,
    /// The operating system's resolver, for `--discover-via system` and `--also-ask system`.
    pub system_resolver: Option<SocketAddr>,
    /// The time of day, in seconds since 1970.
    pub unix_time: Option<u64>,
}

/// A file and what stands in it.
#[derive(Clone, Debug)]
pub struct NamedFile {
    /// Its path.
    pub path: PathBuf,
    /// Its octets.
    pub octets: Vec<u8>,
}

impl Sources {
    /// Reads what `asked` points to.
    pub(super) fn read(asked: &AskedArguments, also_ask: &[String]) -> Result<Self, UsageError> {
        let root_hints = asked.root_hints.as_deref().map(|path| read("--root-hints", path));
        let typed = asked.discover_via.iter().map(|via| ("--discover-via", via));
        let mut typed = typed.chain(also_ask.iter().map(|resolver| ("--also-ask", resolver)));
        let system_resolver = typed.find(|(_, text)| *text == SYSTEM).map(|(argument, text)| {
            let refuse = |error| UsageError::new(argument, text, format!("cannot be used: {error}"));
            system_resolver().map_err(refuse)
        });
        let unix_time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().map(|since| since.as_secs());
        Ok(Self {
            root_hints: root_hints.transpose()?,
            records: None,
            system_resolver: system_resolver.transpose()?,
            unix_time,
        })
    }

    /// Reads what a check points to.
    pub(super) fn of_check(arguments: &CheckArguments) -> Result<Self, UsageError> {
        let records = arguments.wanted.records.as_deref().map(|path| read("--records", path)).transpose()?;
        Ok(Self { records, ..Self::read(&arguments.asked, &arguments.beside.also_ask)? })
    }
}

fn read(argument: &str, path: &Path) -> Result<NamedFile, UsageError> {
    let refuse = |error| UsageError::new(argument, path.display(), format!("cannot be read: {error}"));
    read_file(path).map_err(refuse)
}

fn read_file(path: &Path) -> io::Result<NamedFile> {
    let mut octets = Vec::new();
    File::open(path)?.take(MAX_FILE_OCTETS + 1).read_to_end(&mut octets)?;
    if octets.len() as u64 > MAX_FILE_OCTETS {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is longer than 1 MiB"));
    }
    Ok(NamedFile { path: path.into(), octets })
}

impl NamedFile {
    /// The path as it is told.
    pub(super) fn shown_path(&self) -> String {
        self.path.to_string_lossy().to_string()
    }
}
