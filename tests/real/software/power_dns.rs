//! PowerDNS's configuration: its bind backend reads the zone files as they are.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::{ConfigurationFile, Manner, Orders, zones_and_files};

const FILE: &str = "pdns.conf";
const ZONES: &str = "zones.conf";

/// One thread of each kind, no cache, and no look-up of its own version.
pub(super) fn configuration(orders: &Orders<'_>) -> Vec<ConfigurationFile> {
    let here = orders.directory.display();
    let port = orders.listeners.first().map_or(0, SocketAddr::port);
    let addresses: Vec<String> = orders.listeners.iter().map(|listener| listener.ip().to_string()).collect();
    let cookies = match orders.manner {
        Manner::Plain => "",
        // There is no rate limit to be had; a secret makes it give cookies.
        Manner::Cookies | Manner::RateLimit => "edns-cookie-secret=000102030405060708090a0b0c0d0e0f\n",
    };
    let text = format!(
        "launch=bind\nbind-config={here}/{ZONES}\nlocal-address={}\nlocal-port={port}\nsocket-dir={here}\n{cookies}\
         daemon=no\nguardian=no\nwrite-pid=no\ndisable-syslog=yes\nsetuid=\nsetgid=\nsecurity-poll-suffix=\n\
         receiver-threads=1\ndistributor-threads=1\ncache-ttl=0\nquery-cache-ttl=0\nnegquery-cache-ttl=0\n\
         zone-cache-refresh-interval=0\nbind-check-interval=0\ndname-processing=yes\n",
        addresses.join(", "),
    );
    let mut zones = format!("options {{ directory \"{here}\"; }};\n");
    for (zone, file) in zones_and_files(orders) {
        let _ = writeln!(zones, "zone \"{zone}\" {{ type native; file \"{file}\"; }};");
    }
    vec![ConfigurationFile { name: FILE, text }, ConfigurationFile { name: ZONES, text: zones }]
}
