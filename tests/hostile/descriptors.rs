//! A machine that is short of descriptors: whoever can be asked is asked, if later; who is not forbids a proof.

use std::net::SocketAddr;
use std::time::Duration;

use super::answer::Truth;
use super::fault::{End, OverTcp, OverUdp, Script};
use super::scene::Scene;
use super::server::Server;

const SERVERS: usize = 100;

/// Standard input, output and error, and the readiness queue: no socket beside.
const NONE: &str = "-n 4";
const ONE: &str = "-n 5";
const TWO: &str = "-n 6";
const SIXTY: &str = "-n 64";

fn addresses(servers: &[Server]) -> Vec<SocketAddr> {
    servers.iter().map(|server| server.address).collect()
}

/// Hears everything, over both transports, and says nothing.
fn silent() -> Script {
    Script { udp: vec![OverUdp::Silent], tcp: vec![OverTcp::Stops(0, End::Silence)] }
}

#[test]
fn a_hundred_servers_are_asked_within_64_descriptors() {
    let scene = Scene::new();
    let servers: Vec<Server> = (0..SERVERS).map(|_| scene.server(Script::honest())).collect();
    let report = scene.check_within(SIXTY, &addresses(&servers), "");
    report.assert_proven_plainly();
    report.assert_name_servers(100, 100, 100);
    assert!(servers.iter().all(|server| server.queries() == 1), "{}", report.told());
}

#[test]
fn the_last_of_a_hundred_servers_refutes_within_64_descriptors() {
    let scene = Scene::new();
    let mut servers: Vec<Server> = (1..SERVERS).map(|_| scene.server(Script::honest())).collect();
    let stale = Truth { value: "of last year".to_owned(), ..scene.truth.clone() };
    servers.push(Server::start(&stale, Script::honest(), 0));
    let report = scene.run_within(SIXTY, &addresses(&servers), "");
    report.assert_refuted_for("servers-disagree");
    report.assert_name_servers(100, 100, 99);
}

#[test]
fn a_hundred_silent_servers_are_each_heard_out_within_64_descriptors() {
    let scene = Scene::new();
    let servers: Vec<Server> = (0..SERVERS).map(|_| scene.server(silent())).collect();
    // So that two turns of a second each are enough.
    let report = scene.check_within(SIXTY, &addresses(&servers), "--tries 1");
    report.assert_inconclusive_for("server-timeout");
    for server in &servers {
        scene.assert_row(&report, server.address, ("timeout", "udp", 1));
        assert_eq!(server.queries(), 1);
    }
    assert!(report.elapsed() < Duration::from_secs(3), "{}", report.told());
}

#[test]
fn one_socket_at_a_time_is_enough() {
    let scene = Scene::new();
    let needs_tcp = Script { udp: vec![OverUdp::Truncates], ..Script::honest() };
    let scripts = [Script::honest(), needs_tcp.clone(), Script::honest(), needs_tcp];
    let servers = scripts.map(|script| scene.server(script));
    let report = scene.check_within(ONE, &addresses(&servers), "");
    report.assert_proven_plainly();
    report.assert_name_servers(4, 4, 4);
}

/// The first try is given up after a second; only then is the second server's turn.
#[test]
fn a_socket_is_free_for_others_once_its_try_is_over() {
    let scene = Scene::new();
    let servers = [scene.server(silent()), scene.server(Script::honest())];
    let report = scene.check_within(ONE, &addresses(&servers), "--timeout 1500ms");
    report.assert_proven();
    scene.assert_row(&report, servers[1].address, ("match", "udp", 1));
    report.assert_finding("server-timeout", "warning");
}

#[test]
fn without_a_socket_nothing_is_told_of_the_server() {
    let scene = Scene::new();
    let server = scene.server(Script::honest());
    let report = scene.check_within(NONE, &[server.address], "");
    report.assert_inconclusive();
    assert_eq!(report.codes(), ["server-unreachable"], "{}", report.told());
    assert_eq!(scene.row(&report, server.address)["detail"], "no socket to be had on this machine");
    assert_eq!(report.finding("server-unreachable")["fix"].as_str().map(|fix| fix.contains("ulimit -n")), Some(true));
    assert_eq!((server.queries(), server.connections()), (0, 0));
    assert!(report.elapsed() < Duration::from_millis(500), "{}", report.told());
}

/// Three of six hold it, which is half; the last was never asked, and may not.
#[test]
fn a_server_that_no_socket_was_left_for_forbids_a_proof() {
    let scene = Scene::new();
    let honest = Script::honest;
    let scripts = [honest(), honest(), honest(), silent(), silent(), honest()];
    let servers = scripts.map(|script| scene.server(script));
    let report = scene.check_within(TWO, &addresses(&servers), "--timeout 500ms");
    report.assert_inconclusive();
    report.assert_name_servers(6, 3, 3);
    assert_eq!(scene.row(&report, servers[5].address)["detail"], "no socket to be had on this machine");
    assert_eq!(servers[5].queries(), 0, "{}", report.told());
}
