//! Ports where nobody listens: the system tells at once (ICMP, RST), and so does the program.

use std::time::Duration;

use super::fault::{OverUdp, Script};
use super::scene::Scene;
use super::server::closed_port;

/// Half of what silence would cost, and ten times what a refusal takes.
const AT_ONCE: Duration = Duration::from_millis(500);

#[test]
fn a_refusal_of_both_transports_is_told_at_once_and_is_no_silence() {
    let (scene, server) = (Scene::new(), closed_port());
    let report = scene.check(&[server], "");
    report.assert_inconclusive_for("server-unreachable");
    scene.assert_row(&report, server, ("unreachable", "tcp", 2));
    assert_eq!(scene.row(&report, server)["detail"], "nobody listens there");
    report.assert_queries_at_most(2);
    assert!(report.elapsed() < AT_ONCE, "{}", report.told());
}

#[test]
fn a_refusal_of_tcp_alone_is_told_at_once() {
    let (scene, server) = (Scene::new(), closed_port());
    let report = scene.check(&[server], "--tcp");
    report.assert_inconclusive_for("server-unreachable");
    scene.assert_row(&report, server, ("unreachable", "tcp", 1));
    assert!(report.elapsed() < AT_ONCE, "{}", report.told());
}

#[test]
fn a_server_that_truncates_and_refuses_tcp_is_no_absence() {
    let scene = Scene::new();
    let server = scene.server_without_tcp(Script { udp: vec![OverUdp::Truncates], ..Script::honest() });
    let report = scene.check(&[server.address], "");
    report.assert_inconclusive_for("server-tcp-unavailable");
    scene.assert_row(&report, server.address, ("truncated", "tcp", 2));
    assert_eq!(server.queries(), 1);
    assert!(report.elapsed() < AT_ONCE, "{}", report.told());
}

#[test]
fn a_dead_server_holds_up_no_other() {
    let (scene, dead) = (Scene::new(), closed_port());
    let server = scene.server(Script::honest());
    let report = scene.check(&[dead, server.address], "");
    report.assert_proven();
    report.assert_finding("server-unreachable", "warning");
    scene.assert_row(&report, server.address, ("match", "udp", 1));
    report.assert_name_servers(2, 1, 1);
    assert!(report.elapsed() < AT_ONCE, "{}", report.told());
}

#[test]
fn a_server_that_is_asked_for_all_of_the_evidence_and_refuses_leaves_it_open() {
    let (scene, dead) = (Scene::new(), closed_port());
    let server = scene.server(Script::honest());
    let report = scene.check(&[dead, server.address], "--require all");
    report.assert_inconclusive_for("server-unreachable");
    report.assert_name_servers(2, 1, 1);
}
