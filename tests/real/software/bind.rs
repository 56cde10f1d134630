//! BIND's configuration.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::{ConfigurationFile, Manner, Orders, zones_and_files};

pub(super) const FILE: &str = "named.conf";

/// No recursion, no control port, nothing that asks or tells others.
pub(super) fn configuration(orders: &Orders<'_>) -> Vec<ConfigurationFile> {
    let here = orders.directory.display();
    let port = orders.listeners.first().map_or(0, SocketAddr::port);
    let of_family = |is_wanted: fn(&SocketAddr) -> bool| -> String {
        let wanted = orders.listeners.iter().filter(|listener| is_wanted(listener));
        let wanted: Vec<String> = wanted.map(|listener| format!("{}; ", listener.ip())).collect();
        if wanted.is_empty() { "none; ".into() } else { wanted.concat() }
    };
    let (v4, v6) = (of_family(SocketAddr::is_ipv4), of_family(SocketAddr::is_ipv6));
    let mut text = format!(
        r#"options {{
  directory "{here}"; managed-keys-directory "{here}";
  listen-on port {port} {{ {v4}}};
  listen-on-v6 port {port} {{ {v6}}};
  pid-file none; lock-file none; session-keyfile none;
  recursion no; dnssec-validation no; notify no; empty-zones-enable no; automatic-interface-scan no;
  max-records-per-type 0; max-types-per-name 0;
  {manner}
}};
controls {{ }};
"#,
        manner = manner(orders.manner),
    );
    for (zone, file) in zones_and_files(orders) {
        // What a zone should not hold, the tests have there on purpose: name servers called `_x` or `.`, or without address.
        let _ = writeln!(
            text,
            "zone \"{zone}\" {{ type primary; file \"{file}\"; check-integrity no; check-names ignore; }};"
        );
    }
    vec![ConfigurationFile { name: FILE, text }]
}

const fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Plain => "answer-cookie no;",
        Manner::Cookies => "require-server-cookie yes;",
        Manner::RateLimit => "rate-limit { responses-per-second 1; slip 2; };",
    }
}
