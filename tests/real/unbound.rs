//! Unbound, a recursive resolver (Debian package `unbound`), that begins at a test's own root.

use std::fs;
use std::net::{IpAddr, SocketAddr};

use super::internet;
use super::keys::Vouched;
use super::process::{self, Awaited, Process, Sign};
use super::question;
use super::zone::NameServer;

/// A running resolver; its log tells every question that it was asked.
pub(crate) struct Unbound {
    process: Process,
    address: SocketAddr,
}

impl Unbound {
    /// With an anchor it validates.
    pub(crate) fn start(address: SocketAddr, root: &NameServer, anchor: Option<&Vouched>) -> Self {
        let directory = process::directory();
        let here = directory.path().display().to_string();
        fs::write(directory.path().join("named.root"), internet::hints(std::slice::from_ref(root))).expect("a file");
        let configuration = directory.path().join("unbound.conf");
        fs::write(&configuration, text(&here, address, anchor)).expect("a configuration file");
        let arguments = vec!["-d".into(), "-p".into(), "-c".into(), configuration.display().to_string()];
        let mut process = Process::spawn("unbound", "unbound", directory, arguments);
        process.wait_for([Sign { at: address, zone: "", awaited: Awaited::Anything }]);
        Self { process, address }
    }

    /// As `--discover-via` and `--also-ask` take it.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    pub(crate) const fn ip(&self) -> IpAddr {
        self.address.ip()
    }

    /// Has it look for a TXT record, as any client may, and keep what it finds.
    pub(crate) fn look_for(&self, name: &str) {
        question::recurse(self.address, name);
    }

    /// Whether it was asked for this name, of whatever type.
    pub(crate) fn was_asked_for(&self, name: &str) -> bool {
        self.process.log().to_ascii_lowercase().contains(&format!(" {name}. "))
    }
}

/// It sends from its own loopback address, so that nothing leaves this machine.
fn text(here: &str, address: SocketAddr, anchor: Option<&Vouched>) -> String {
    let (ip, port) = (address.ip(), address.port());
    let modules = if anchor.is_some() { "validator iterator" } else { "iterator" };
    let anchor = anchor.map_or_else(String::new, |anchor| format!("  trust-anchor: \"{}\"\n", anchor.record("")));
    format!(
        r#"server:
  interface: {ip}@{port}
  outgoing-interface: {ip}
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  do-ip6: no
  num-threads: 1
  username: ""
  chroot: ""
  directory: "{here}"
  pidfile: ""
  use-syslog: no
  log-queries: yes
  module-config: "{modules}"
  root-hints: "{here}/named.root"
  qname-minimisation: yes
{anchor}remote-control:
  control-enable: no
"#
    )
}
