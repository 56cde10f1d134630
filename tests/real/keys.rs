//! Keys with which Knot signs zones, made by its `keymgr` (Debian package `knot`), and the DS records that vouch for them.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

use super::process;

/// What every validator knows (RFC 8624 §3): the algorithm of the keys, and the digest of a DS.
const ALGORITHM: &str = "algorithm=ECDSAP256SHA256";
const SHA_256: &str = "2";

/// Where a server that signs looks for its keys, in its directory.
const FOLDER: &str = "keys";

/// A database of keys, one key a zone; a copy of it goes to each server that signs.
#[derive(Clone)]
pub(crate) struct Keys {
    directory: Arc<TempDir>,
}

/// What a parent says of a key: a DS record's data.
#[derive(Clone)]
pub(crate) struct Vouched {
    pub(crate) tag: u16,
    /// Algorithm and type of the digest.
    kind: String,
    digest: String,
}

impl Keys {
    pub(crate) fn new() -> Self {
        Self { directory: Arc::new(process::directory()) }
    }

    /// A key that signs all of the zone, the root being `""`; what vouches for it.
    pub(crate) fn generate(&self, zone: &str) -> Vouched {
        let id = self.keymgr(zone, &["generate", ALGORITHM, "ksk=yes", "zsk=yes"]);
        let told = self.keymgr(zone, &["ds", id.trim()]);
        told.lines().find_map(Vouched::read).unwrap_or_else(|| panic!("no DS of SHA-256: {told}"))
    }

    /// Puts a copy where a server in `directory` looks for it.
    pub(super) fn copy_to(&self, directory: &Path) {
        let from = self.directory.path().join(FOLDER);
        let (there, pems) = (directory.join(FOLDER), directory.join(FOLDER).join("keys"));
        fs::create_dir_all(&pems).expect("a folder for the keys");
        fs::copy(from.join("data.mdb"), there.join("data.mdb")).expect("the database");
        for pem in fs::read_dir(from.join("keys")).expect("the private keys") {
            let pem = pem.expect("an entry");
            fs::copy(pem.path(), pems.join(pem.file_name())).expect("a private key");
        }
    }

    fn keymgr(&self, zone: &str, order: &[&str]) -> String {
        let program = process::find("keymgr").expect("no keymgr: apt-get install knot");
        let directory = self.directory.path().join(FOLDER);
        let output = Command::new(program).arg("-D").arg(directory).arg(format!("{zone}.")).args(order).output();
        let output = output.expect("keymgr runs");
        assert!(output.status.success(), "keymgr {order:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("keymgr prints text")
    }
}

impl Vouched {
    /// Of `zone. DS 1234 13 2 0123…`, if the digest is by SHA-256.
    fn read(line: &str) -> Option<Self> {
        let [_, _, tag, algorithm, digest_type, digest] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let is_wanted = digest_type == SHA_256;
        let kind = format!("{algorithm} {digest_type}");
        is_wanted.then(|| Self { tag: tag.parse().expect("a key tag"), kind, digest: digest.to_owned() })
    }

    /// The DS record of `zone`; the root is `""`.
    pub(crate) fn record(&self, zone: &str) -> String {
        format!("{zone}. DS {self}")
    }

    /// Of the same tag, and yet of another key.
    pub(crate) fn with_other_digest(mut self) -> Self {
        self.digest = self.digest.chars().rev().collect();
        self
    }
}

impl fmt::Display for Vouched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.tag, self.kind, self.digest)
    }
}
