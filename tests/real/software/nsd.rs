//! NSD's configuration.

use std::fmt::Write as _;

use super::{ConfigurationFile, Manner, Orders, zones_and_files};

pub(super) const FILE: &str = "nsd.conf";

/// No chroot, no other user, no control port.
pub(super) fn configuration(orders: &Orders<'_>) -> Vec<ConfigurationFile> {
    let here = orders.directory.display();
    let mut text = String::from("server:\n");
    for listener in orders.listeners {
        let _ = writeln!(text, "  ip-address: {}@{}", listener.ip(), listener.port());
    }
    let (cookies, limit) = match orders.manner {
        Manner::Plain => ("no", 0),
        Manner::Cookies => ("yes", 0),
        Manner::RateLimit => ("yes", 1),
    };
    let _ = write!(
        text,
        r#"  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "{here}"
  database: ""
  pidfile: "{here}/nsd.pid"
  zonelistfile: "{here}/zone.list"
  xfrdfile: "{here}/xfrd.state"
  xfrdir: "{here}"
  verbosity: 1
  answer-cookie: {cookies}
  rrl-ratelimit: {limit}
  rrl-whitelist-ratelimit: {limit}
  rrl-slip: 2
remote-control:
  control-enable: no
"#
    );
    for (zone, file) in zones_and_files(orders) {
        let _ = write!(text, "zone:\n  name: \"{zone}\"\n  zonefile: \"{file}\"\n");
    }
    vec![ConfigurationFile { name: FILE, text }]
}
