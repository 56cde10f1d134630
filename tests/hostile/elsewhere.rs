//! Answers that are as they should be, and come from where nobody was asked: they are never seen.

use super::fault::{Forgery, Origin, OverTcp, OverUdp, Script, Then};
use super::scene::Scene;

#[cfg(target_os = "linux")]
const ORIGINS: [Origin; 2] = [Origin::AnotherPort, Origin::AnotherAddress];
#[cfg(not(target_os = "linux"))]
const ORIGINS: [Origin; 1] = [Origin::AnotherPort];

fn forges(from: Origin, then: Then) -> OverUdp {
    OverUdp::Forges { from, what: Forgery::Lie, count: 20, then }
}

#[test]
fn the_answer_of_the_server_that_was_asked_is_found_behind_lies_from_elsewhere() {
    for origin in ORIGINS {
        let scene = Scene::new();
        let server = scene.server(Script { udp: vec![forges(origin, Then::Answers)], ..Script::honest() });
        let report = scene.check(&[server.address], "");
        report.assert_proven_plainly();
        scene.assert_row(&report, server.address, ("match", "udp", 1));
        assert_eq!((server.queries(), server.connections()), (1, 0), "{origin:?}");
    }
}

#[test]
fn lies_from_elsewhere_are_no_evidence_where_the_server_itself_is_silent() {
    for origin in ORIGINS {
        let scene = Scene::new();
        let script = Script { udp: vec![forges(origin, Then::Silent)], tcp: vec![OverTcp::ResetsAtOnce] };
        let server = scene.server(script);
        let report = scene.check(&[server.address], "--timeout 400ms");
        report.assert_inconclusive_for("server-timeout");
        assert_eq!(server.queries(), 1, "{origin:?}: {}", report.told());
        report.assert_name_servers(1, 0, 0);
    }
}
