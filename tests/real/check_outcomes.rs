//! `check --server`: what a server may do besides holding one small record.

use std::net::SocketAddr;

use super::network::Network;
use super::process::Process;
use super::report::CheckReport;
use super::served::{Drawn, Served, expectations};
use super::server::Server;
use super::software::Software;
use super::zone::{NameServer, Zone, txt};

#[test]
#[ignore = "needs nsd"]
fn tcp_alone_proves_as_well() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.token)));
    let report = server.check_with(&[&drawn.token], &["--tcp"]);
    report.assert_proven_plainly();
    assert_eq!(report.row(server.address(), &drawn.record_name())["transport"], "tcp");
}

#[test]
#[ignore = "needs nsd"]
fn a_server_that_does_not_serve_the_zone_is_no_evidence() {
    let drawn = Drawn::new();
    let server = Served::start(Zone::new(&format!("another-{}", drawn.domain)));
    let arguments = [vec!["--server".to_owned(), server.server()], expectations(&[&drawn.token])].concat();
    let report = CheckReport::of(&drawn.domain, &arguments);
    report.assert_inconclusive();
    report.assert_outcome(server.address(), &drawn.record_name(), "refused");
    report.assert_finding("server-refused", "error");
    report.assert_name_servers(1, 0, 0);
}

#[test]
#[ignore = "needs nsd"]
fn a_dead_port_is_not_a_missing_record() {
    let drawn = Drawn::new();
    let mut network = Network::reserve();
    let (address, port) = (network.address(), network.port);
    let arguments = [vec!["--server".to_owned(), format!("{address}:{port}")], expectations(&[&drawn.token])].concat();
    let report = CheckReport::of(&drawn.domain, &arguments);
    report.assert_inconclusive();
    report.assert_outcome(address, &drawn.record_name(), "unreachable");
    report.assert_finding("server-unreachable", "error");
}

#[test]
#[ignore = "needs nsd"]
fn a_stale_secondary_is_named_by_its_serial() {
    let drawn = Drawn::new();
    let mut network = Network::reserve();
    let fresh = NameServer::new(format!("ns1.{}", drawn.domain), network.address());
    let stale = NameServer::new(format!("ns2.{}", drawn.domain), network.address());
    let zone = drawn.zone().with_server(&fresh).with_server(&stale);
    let addresses = [&fresh, &stale].map(|server| SocketAddr::new(server.address, network.port));
    let _running = [
        start(addresses[0], zone.clone().with_serial(8).with(txt("_amazonses", &drawn.token))),
        start(addresses[1], zone.with_serial(7)),
    ];
    let servers = addresses.iter().flat_map(|address| ["--server".to_owned(), address.to_string()]);
    let arguments: Vec<String> = servers.chain(expectations(&[&drawn.token])).collect();
    let report = CheckReport::of(&drawn.domain, &arguments);
    report.assert_refuted_for("servers-disagree");
    report.assert_finding("server-behind", "warning");
    report.assert_blames("server-behind", stale.address);
    report.assert_name_servers(2, 2, 1);
    assert_eq!(report.row(fresh.address, &drawn.record_name())["serial"], 8, "{}", report.told());
    assert_eq!(report.row(stale.address, &drawn.record_name())["serial"], 7, "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn an_escape_octet_never_reaches_the_terminal() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", "\x1b[31m\x07red\u{9b}")));
    let arguments =
        ["check", &drawn.domain, "--server", &server.server(), "--expect", &drawn.token, "--color", "never"];
    let run = super::program::txtproof(&arguments);
    assert_eq!(run.exit, 1, "{}", run.told());
    let said = run.stdout + &run.stderr;
    assert!(said.contains(r"\027[31m\007red\194\155"), "{said}");
    assert!(!said.contains(['\x1b', '\x07', '\u{9b}']), "{said:?}");
}

fn start(address: SocketAddr, zone: Zone) -> Process {
    Server::new(Software::Nsd, vec![address], vec![zone]).start()
}
