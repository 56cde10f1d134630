//! What arguments point to: a file, the operating system's configuration; read before anything is decided.

use core::net::SocketAddr;

use std::format;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::string::{String, ToString};
use std::vec::Vec;

use super::UsageError;
use super::arguments::{AskedArguments, WantedArguments};
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
    /// The operating system's resolver, for `--discover-via system`.
    pub system_resolver: Option<SocketAddr>,
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
    pub(super) fn read(asked: &AskedArguments) -> Result<Self, UsageError> {
        let root_hints = asked.root_hints.as_deref().map(|path| read("--root-hints", path));
        let system_resolver = asked.discover_via.as_deref().filter(|via| *via == SYSTEM).map(|via| {
            let refuse = |error| UsageError::new("--discover-via", via, format!("cannot be used: {error}"));
            system_resolver().map_err(refuse)
        });
        Ok(Self { root_hints: root_hints.transpose()?, records: None, system_resolver: system_resolver.transpose()? })
    }

    /// And what `wanted` points to.
    pub(super) fn with_records(mut self, wanted: &WantedArguments) -> Result<Self, UsageError> {
        self.records = wanted.records.as_deref().map(|path| read("--records", path)).transpose()?;
        Ok(self)
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
