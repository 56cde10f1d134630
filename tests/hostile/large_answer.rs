//! Answers in many pieces, and of the greatest length.

use std::time::Duration;

use super::fault::{OverTcp, OverUdp, Script};
use super::scene::{Scene, kilobytes};

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

/// Thirteen name servers of eight addresses each, as many as are used of a zone; in kilobytes, for `ulimit`: less than two
/// such messages for each, the one that comes in and the one that is kept.
#[test]
fn a_hundred_and_four_answers_of_65_535_octets_are_held_in_bounded_memory() {
    const SERVERS: usize = 104;
    let scene = Scene::new();
    let script = Script { tcp: vec![OverTcp::AnswersAtFullLength], ..Script::honest() };
    let servers: Vec<_> = (0..SERVERS).map(|_| scene.server(script.clone())).collect();
    let addresses: Vec<_> = servers.iter().map(|server| server.address).collect();
    let report = scene.check_within(&kilobytes(12 * 1024), &addresses, "--tcp");
    report.assert_proven_plainly();
    report.assert_name_servers(104, 104, 104);
}
