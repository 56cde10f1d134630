//! An authoritative server: one process of some software, its addresses and zones.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use super::loopback;
use super::process::{self, Awaited, Process, Sign};
use super::software::{Manner, Orders, Software, zone_file};
use super::zone::Zone;

/// A server to be started.
pub(crate) struct Server {
    pub(crate) software: Software,
    pub(crate) listeners: Vec<SocketAddr>,
    pub(crate) zones: Vec<Zone>,
    pub(crate) manner: Manner,
}

impl Server {
    pub(crate) fn new(software: Software, listeners: Vec<SocketAddr>, zones: Vec<Zone>) -> Self {
        Self { software, listeners, zones, manner: Manner::Plain }
    }

    /// Starts it and returns once it answers for each zone at each address.
    pub(crate) fn start(self) -> Process {
        let mut process = self.spawn();
        self.wait(&mut process);
        process
    }

    fn spawn(&self) -> Process {
        let Self { software, listeners, zones, manner } = self;
        if software.needs_interface_addresses() {
            for listener in listeners {
                loopback::bear(listener.ip());
            }
        }
        let directory = process::directory();
        write_zones(directory.path(), zones);
        let orders = Orders { directory: directory.path(), listeners, zones, manner: *manner };
        for file in software.configuration(&orders) {
            fs::write(directory.path().join(file.name), file.text).expect("a configuration file");
        }
        // All zones of a test share their keys.
        if let Some(keys) = zones.iter().find_map(|zone| zone.keys.as_ref()) {
            assert!(software.signs(), "{software:?} is not told to sign");
            keys.copy_to(directory.path());
        }
        let arguments = software.arguments(directory.path());
        Process::spawn(software.program(), software.packages(), directory, arguments)
    }

    /// A server without any zone is up once it says so.
    fn wait(&self, process: &mut Process) {
        for &at in &self.listeners {
            let awaited = |zone: &Zone| if zone.is_loaded { Awaited::Authority } else { Awaited::Anything };
            let of_zones = self.zones.iter().map(|zone| Sign { at, zone: &zone.name, awaited: awaited(zone) });
            process.wait_for(of_zones);
            if self.zones.is_empty() {
                process.wait_for([Sign { at, zone: "", awaited: Awaited::Anything }]);
            }
        }
    }
}

/// Replaces the zones of a running server, one for one, under it; it takes a moment.
pub(crate) fn reload(process: &Process, zones: &[Zone]) {
    write_zones(process.directory(), zones);
    process.hang_up();
}

fn write_zones(directory: &Path, zones: &[Zone]) {
    for (number, zone) in zones.iter().enumerate() {
        // Renamed, so that a server which reads just now finds the old zone or the new one.
        let written = directory.join("zone-written");
        fs::write(&written, zone.text()).expect("a zone file");
        fs::rename(written, directory.join(zone_file(number))).expect("the directory is there");
    }
}

/// Starts all of them side by side.
pub(crate) fn start_all(servers: &[Server]) -> Vec<Process> {
    let mut processes: Vec<Process> = servers.iter().map(Server::spawn).collect();
    for (server, process) in servers.iter().zip(&mut processes) {
        server.wait(process);
    }
    processes
}
