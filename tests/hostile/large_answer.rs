//! Answers in many pieces, and of the greatest length.

use std::time::Duration;

use super::fault::{OverTcp, OverUdp, Script};
use super::scene::Scene;

#[test]
fn an_answer_that_comes_octet_by_octet_is_read() {
    let scene = Scene::new();
    let script = Script { udp: vec![OverUdp::Truncates], tcp: vec![OverTcp::Drips(Duration::ZERO)] };
    let server = scene.server(script);
    let report = scene.check(&[server.address], "");
    report.assert_proven_plainly();
    scene.assert_row(&report, server.address, ("match", "tcp", 2));
    assert_eq!((server.queries(), server.connections()), (1, 1));
}

#[test]
fn an_answer_of_65_535_octets_is_read() {
    let scene = Scene::new();
    let script = Script { udp: vec![OverUdp::Truncates], tcp: vec![OverTcp::AnswersAtFullLength] };
    let server = scene.server(script);
    let report = scene.check(&[server.address], "");
    report.assert_proven_plainly();
    scene.assert_row(&report, server.address, ("match", "tcp", 2));
    assert_eq!((server.queries(), server.connections()), (1, 1));
}

/// Nobody asked for as much over UDP, and nothing of it is lost all the same.
#[test]
fn the_largest_datagram_is_read() {
    let scene = Scene::new();
    let server = scene.server(Script { udp: vec![OverUdp::AnswersAtFullLength], ..Script::honest() });
    let report = scene.check(&[server.address], "");
    report.assert_proven_plainly();
    scene.assert_row(&report, server.address, ("match", "udp", 1));
}
