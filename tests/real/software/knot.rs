//! Knot's configuration.

use std::fmt::Write as _;

use super::{ConfigurationFile, Manner, Orders, zones_and_files};

pub(super) const FILE: &str = "knot.conf";

/// One worker of each kind, no journal, and no key but those that it is given.
pub(super) fn configuration(orders: &Orders<'_>) -> Vec<ConfigurationFile> {
    let here = orders.directory.display();
    let mut text =
        format!("server:\n  rundir: \"{here}\"\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\n");
    for listener in orders.listeners {
        let _ = writeln!(text, "  listen: {}@{}", listener.ip(), listener.port());
    }
    text.push_str("log:\n  - target: stderr\n    any: info\n");
    let _ = write!(text, "database:\n  storage: \"{here}\"\n");
    text.push_str("policy:\n  - id: given\n    manual: on\n    single-type-signing: on\n");
    text.push_str(modules(orders.manner));
    let _ = write!(
        text,
        "    storage: \"{here}\"\n    journal-content: none\n    zonefile-load: whole\n    zonefile-sync: -1\nzone:\n"
    );
    for (zone, (name, file)) in orders.zones.iter().zip(zones_and_files(orders)) {
        let signing = if zone.keys.is_some() { "    dnssec-signing: on\n    dnssec-policy: given\n" } else { "" };
        let _ = write!(text, "  - domain: \"{name}\"\n    file: \"{file}\"\n{signing}");
    }
    vec![ConfigurationFile { name: FILE, text }]
}

/// The template of all zones, as far as the server's manner shapes it.
const fn modules(manner: Manner) -> &'static str {
    match manner {
        Manner::Plain => "template:\n  - id: default\n",
        Manner::Cookies => {
            "mod-cookies:\n  - id: all\n    badcookie-slip: 1\n\
             template:\n  - id: default\n    global-module: mod-cookies/all\n"
        }
        Manner::RateLimit => {
            "mod-cookies:\n  - id: all\n    badcookie-slip: 65535\nmod-rrl:\n  - id: all\n    rate-limit: 1\n    slip: 2\n\
             template:\n  - id: default\n    global-module: [mod-cookies/all, mod-rrl/all]\n"
        }
    }
}
