//! What arguments point to: files, read before anything is decided.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::string::{String, ToString};
use std::vec::Vec;

use super::UsageError;
use super::arguments::AskedArguments;

/// More is no hints file and no resolver configuration.
const MAX_FILE_OCTETS: u64 = 1024 * 1024;

const RESOLVER_CONFIGURATION: &str = "/etc/resolv.conf";

/// What `--discover-via` says for the operating system's own resolver.
pub(super) const SYSTEM: &str = "system";

/// The files that the arguments name, as they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file of `--root-hints`.
    pub root_hints: Option<NamedFile>,
    /// The operating system's resolver configuration, for `--discover-via system`.
    pub resolver_configuration: Option<NamedFile>,
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
    /// Reads what `asked` names.
    pub(super) fn read(asked: &AskedArguments) -> Result<Self, UsageError> {
        let root_hints = asked.root_hints.as_deref().map(|path| {
            let shown = path.to_string_lossy();
            read(path).map_err(|error| UsageError::new("--root-hints", shown, std::format!("cannot be read: {error}")))
        });
        let resolver_configuration = asked.discover_via.as_deref().filter(|via| *via == SYSTEM).map(|via| {
            let problem = |error: io::Error| std::format!("cannot be found out: {RESOLVER_CONFIGURATION}: {error}");
            let refuse = |error| UsageError::new("--discover-via", via, problem(error));
            read(Path::new(RESOLVER_CONFIGURATION)).map_err(refuse)
        });
        Ok(Self { root_hints: root_hints.transpose()?, resolver_configuration: resolver_configuration.transpose()? })
    }
}

fn read(path: &Path) -> io::Result<NamedFile> {
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
