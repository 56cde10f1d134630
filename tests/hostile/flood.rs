//! More forgeries than anybody can read: the true answer is found, in bounded time and memory.

use std::time::Duration;

use super::fault::{Forgery, Origin, OverTcp, OverUdp, Script, Then};
use super::scene::Scene;

const FLOOD: usize = 100_000;

/// In kilobytes, for `ulimit`: what the program may write to beside its stack, the system's own libraries included.
/// A tenth of what the flood of 100,000 messages has.
#[cfg(target_os = "linux")]
const MEMORY: &str = "-d 4096";
#[cfg(not(target_os = "linux"))]
const MEMORY: &str = "-d unlimited";

/// Who guesses ids is met three times; then the question goes to TCP, where he is not.
#[test]
fn the_true_answer_is_found_behind_a_hundred_thousand_guesses() {
    let scene = Scene::new();
    let flood = OverUdp::Forges {
        from: Origin::AskedSocket,
        what: Forgery::LieWithAnotherId,
        count: FLOOD,
        then: Then::Answers,
    };
    let server = scene.server(Script { udp: vec![flood], ..Script::honest() });
    let report = scene.check_within(MEMORY, &[server.address], "");
    report.assert_proven();
    scene.assert_row(&report, server.address, ("match", "tcp", 2));
    assert_eq!((server.queries(), server.connections()), (1, 1), "{}", report.told());
    assert!(report.elapsed() < Duration::from_secs(1), "{}", report.told());
}

/// What is no message is no guess either. What comes behind it may not find room in the socket's buffer: the second query
/// has a socket of its own.
#[test]
fn the_true_answer_is_found_behind_a_hundred_thousand_scraps() {
    let scene = Scene::new();
    let flood =
        OverUdp::Forges { from: Origin::AskedSocket, what: Forgery::NoMessage, count: FLOOD, then: Then::Answers };
    let server = scene.server(Script { udp: vec![flood, OverUdp::Answers], ..Script::honest() });
    let report = scene.check_within(MEMORY, &[server.address], "");
    report.assert_proven();
    assert!(server.queries() <= 2 && server.connections() == 0, "{}", report.told());
    assert!(report.elapsed() < Duration::from_secs(3), "{}", report.told());
}

#[test]
fn eight_foreign_messages_of_a_stream_are_skipped() {
    let scene = Scene::new();
    let server = scene.server(Script { tcp: vec![OverTcp::Forges(8)], ..Script::honest() });
    let report = scene.check(&[server.address], "--tcp");
    report.assert_proven_plainly();
    assert_eq!(server.connections(), 1);
}

#[test]
fn the_ninth_foreign_message_of_a_stream_ends_it() {
    for count in [9, FLOOD] {
        let scene = Scene::new();
        let server = scene.server(Script { tcp: vec![OverTcp::Forges(count)], ..Script::honest() });
        let report = scene.check_within(MEMORY, &[server.address], "--tcp");
        report.assert_inconclusive_for("server-malformed");
        scene.assert_row(&report, server.address, ("malformed", "tcp", 1));
        assert_eq!(server.connections(), 1, "{count}: {}", report.told());
        assert!(report.elapsed() < Duration::from_secs(1), "{count}: {}", report.told());
    }
}
