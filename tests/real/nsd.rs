//! NSD, an authoritative server (Debian package `nsd`): one process an address, gone when the test is.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::net::{SocketAddrV4, UdpSocket};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::zone::Zone;

const START_LIMIT: Duration = Duration::from_secs(5);
const STOP_LIMIT: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(10);

/// A running NSD. Dropping it stops it; should the tests be killed, the kernel kills it.
pub(crate) struct Nsd {
    child: Child,
    pub(crate) address: SocketAddrV4,
    directory: TempDir,
}

impl Nsd {
    /// Returns once the server answers for the first of `zones`; without any, once it answers at all.
    pub(crate) fn start(address: SocketAddrV4, zones: &[Zone]) -> Self {
        let directory = TempDir::with_prefix("txtproof-nsd-").expect("a directory for temporary files");
        write_configuration(directory.path(), address, zones);
        let child = spawn(directory.path());
        let mut server = Self { child, address, directory };
        let asked = zones.first().map_or("", |zone| zone.name.as_str());
        let awaited = if zones.is_empty() { Rcode::Any } else { Rcode::NoError };
        server.wait_until_it_answers(asked, awaited);
        server
    }

    /// Replaces the zones that the server was started with, one for one, under it; it takes a moment.
    pub(crate) fn reload(&self, zones: &[Zone]) {
        write_zones(self.directory.path(), zones);
        self.signal("HUP");
    }

    fn wait_until_it_answers(&mut self, zone: &str, awaited: Rcode) {
        // Not connected: a port that is closed yet would end the wait for an answer with an error at once.
        let socket = UdpSocket::bind(("127.0.0.1", 0)).expect("a socket on loopback");
        socket.set_read_timeout(Some(STEP)).expect("a read timeout");
        let query = soa_query(zone);
        let started = Instant::now();
        while started.elapsed() < START_LIMIT {
            // Some systems report an earlier ICMP refusal here; the next round sends again.
            let _ = socket.send_to(&query, self.address);
            let mut response = [0; 512];
            if let Ok((octets, from)) = socket.recv_from(&mut response)
                && from == self.address.into()
                && awaited.is_in(&response[..octets], &query)
            {
                return;
            }
            if let Some(status) = self.child.try_wait().expect("the state of the child") {
                panic!("nsd ended with {status}:\n{}", self.log());
            }
        }
        panic!("nsd at {} does not answer for {zone}.:\n{}", self.address, self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(log_path(self.directory.path())).unwrap_or_default()
    }

    fn signal(&self, name: &str) {
        let _ = Command::new("sh").args(["-c", "kill -s $0 $1", name, &self.child.id().to_string()]).status();
    }

    /// SIGTERM first, so that NSD's own children are waited for by their parent.
    fn stop(&mut self) {
        self.signal("TERM");
        let asked = Instant::now();
        while asked.elapsed() < STOP_LIMIT {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(STEP);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Nsd {
    fn drop(&mut self) {
        self.stop();
    }
}

/// `setpriv` (util-linux, on every Debian system) arms the kernel: the server dies with the thread that started it.
fn spawn(directory: &Path) -> Child {
    let log = File::create(log_path(directory)).expect("a log file");
    Command::new("setpriv")
        .args(["--pdeathsig", "KILL", "nsd", "-d", "-c"])
        .arg(directory.join("nsd.conf"))
        // Debian keeps servers where only root's PATH looks.
        .env("PATH", format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("setpriv runs (Debian: apt-get install util-linux nsd)")
}

fn log_path(directory: &Path) -> std::path::PathBuf {
    directory.join("nsd.log")
}

fn write_configuration(directory: &Path, address: SocketAddrV4, zones: &[Zone]) {
    let mut text = server_section(directory, address);
    for (number, zone) in zones.iter().enumerate() {
        let _ = write!(text, "zone:\n  name: \"{}.\"\n  zonefile: \"{}\"\n", zone.name, zone_file(number));
    }
    write_zones(directory, zones);
    fs::write(directory.join("nsd.conf"), text).expect("a configuration file");
}

fn write_zones(directory: &Path, zones: &[Zone]) {
    for (number, zone) in zones.iter().enumerate() {
        // Renamed, so that a server which reads just now finds the old zone or the new one.
        let written = directory.join("zone-written");
        fs::write(&written, zone.text()).expect("a zone file");
        fs::rename(written, directory.join(zone_file(number))).expect("the folder is there");
    }
}

fn zone_file(number: usize) -> String {
    format!("zone-{number}")
}

/// No chroot, no other user, nothing outside `directory`, no control port, no rate limit.
fn server_section(directory: &Path, address: SocketAddrV4) -> String {
    let (ip, port, here) = (address.ip(), address.port(), directory.display());
    format!(
        r#"server:
  ip-address: {ip}@{port}
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "{here}"
  database: ""
  pidfile: "{here}/nsd.pid"
  zonelistfile: "{here}/zone.list"
  xfrdfile: "{here}/xfrd.state"
  xfrdir: "{here}"
  verbosity: 1
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
remote-control:
  control-enable: no
"#
    )
}

/// A query for the zone's SOA, made by hand: the tests must not lean on the encoder that they test.
fn soa_query(zone: &str) -> Vec<u8> {
    let mut query = vec![0x7a, 0x31, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in zone.split('.').filter(|label| !label.is_empty()) {
        query.push(u8::try_from(label.len()).expect("a label has at most 63 octets"));
        query.extend_from_slice(label.as_bytes());
    }
    query.extend_from_slice(&[0, 0, 6, 0, 1]);
    query
}

/// Which response says that the server is up.
#[derive(Clone, Copy)]
enum Rcode {
    NoError,
    Any,
}

impl Rcode {
    fn is_in(self, response: &[u8], query: &[u8]) -> bool {
        let is_ours = response.get(..2) == query.get(..2);
        let rcode = response.get(3).map(|flags| flags & 0x0f);
        is_ours && matches!((self, rcode), (Self::Any, Some(_)) | (Self::NoError, Some(0)))
    }
}
