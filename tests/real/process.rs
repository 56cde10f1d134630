//! A server's process: started in a directory of its own, waited for until it answers, gone when the test is.

use std::ffi::OsString;
use std::fs::{self, File};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::question;

const START_LIMIT: Duration = Duration::from_secs(15);
const STEP: Duration = Duration::from_millis(10);

/// Debian keeps servers where only root's PATH looks.
const SERVER_FOLDERS: &str = "/usr/sbin:/sbin";

/// A running server. Dropping it kills it; should the tests be killed, the kernel kills it.
pub(crate) struct Process {
    program: &'static str,
    child: Child,
    directory: TempDir,
}

/// A question that a server answers once it is up.
pub(crate) struct Sign<'z> {
    pub(crate) at: SocketAddr,
    /// Its SOA is asked for; the root is `""`.
    pub(crate) zone: &'z str,
    pub(crate) awaited: Awaited,
}

/// Which response says that a server is up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    /// One with authority and without error.
    Authority,
    /// Any.
    Anything,
}

impl Process {
    /// Starts `program`, of these Debian packages, in `directory`; it may not be up yet.
    pub(crate) fn spawn(program: &'static str, packages: &str, directory: TempDir, arguments: Vec<String>) -> Self {
        let path = find(program).unwrap_or_else(|| panic!("no {program}: apt-get install {packages}"));
        let log = File::create(log_path(directory.path())).expect("a log file");
        let child = Command::new("setpriv")
            // util-linux, on every Debian system. It arms the kernel: the server dies with the thread that started it.
            .args(["--pdeathsig", "KILL"])
            .arg(unconfined(program, &path, directory.path()))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a second handle of the log"))
            .stderr(log)
            .spawn()
            .expect("setpriv runs (Debian: apt-get install util-linux)");
        Self { program, child, directory }
    }

    /// Returns once the server has given every one of these signs.
    pub(crate) fn wait_for<'z>(&mut self, signs: impl IntoIterator<Item = Sign<'z>>) {
        let started = Instant::now();
        for sign in signs {
            self.wait_for_one(&sign, started);
        }
    }

    fn wait_for_one(&mut self, sign: &Sign<'_>, started: Instant) {
        let own: IpAddr = if sign.at.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
        // Not connected: a port that is closed yet would end the wait for an answer with an error at once.
        let socket = UdpSocket::bind((own, 0)).expect("a socket on loopback");
        socket.set_read_timeout(Some(STEP)).expect("a read timeout");
        let query = question::query(sign.zone, question::SOA);
        while started.elapsed() < START_LIMIT {
            // Some systems report an earlier ICMP refusal here; the next round sends again.
            let _ = socket.send_to(&query, sign.at);
            let mut response = [0; 512];
            if let Ok((octets, from)) = socket.recv_from(&mut response)
                && from == sign.at
            {
                if sign.awaited.is_in(&response[..octets], &query) {
                    return;
                }
                // It is there, and its zones are not loaded yet.
                std::thread::sleep(STEP);
            }
            if let Some(status) = self.child.try_wait().expect("the state of the child") {
                panic!("{} ended with {status}:\n{}", self.program, self.log());
            }
        }
        panic!("{} at {} does not answer for {}.:\n{}", self.program, sign.at, sign.zone, self.log());
    }

    /// Where its files are.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// SIGHUP, on which servers read their zones again.
    pub(crate) fn hang_up(&self) {
        let kill = Command::new("sh").args(["-c", "kill -HUP \"$0\"", &self.child.id().to_string()]).status();
        assert!(kill.is_ok_and(|status| status.success()), "{} runs:\n{}", self.program, self.log());
    }

    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(log_path(self.directory.path())).unwrap_or_default()).into_owned()
    }
}

impl Drop for Process {
    /// All that a server has is in its directory, and what it forked goes when it is gone: nothing needs a slow farewell.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A directory for one server. Its path is short, for the sockets that servers put there.
pub(crate) fn directory() -> TempDir {
    TempDir::with_prefix("txtproof-").expect("a directory for temporary files")
}

fn log_path(directory: &Path) -> PathBuf {
    directory.join("log")
}

/// Where a program is.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = OsString::from_iter([path, ":".into(), SERVER_FOLDERS.into()]);
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Debian confines some servers, by their path, to their own folders; a copy goes by another path.
fn unconfined(program: &str, path: &Path, directory: &Path) -> PathBuf {
    if !Path::new("/etc/apparmor.d").join(format!("usr.sbin.{program}")).exists() {
        return path.to_owned();
    }
    let copy = directory.join(program);
    // Not by our own hand: what another thread starts meanwhile would hold the copy open, and it could not be run.
    let copied = Command::new("cp").args([path, &copy]).status();
    assert!(copied.is_ok_and(|status| status.success()), "no copy of {}", path.display());
    copy
}

impl Awaited {
    fn is_in(self, response: &[u8], query: &[u8]) -> bool {
        const AUTHORITATIVE: u8 = 0x04;
        const RCODE: u8 = 0x0f;
        let (Some(high), Some(low)) = (response.get(2), response.get(3)) else { return false };
        let is_ours = response.get(..2) == query.get(..2);
        is_ours && (self == Self::Anything || (high & AUTHORITATIVE != 0 && low & RCODE == 0))
    }
}
