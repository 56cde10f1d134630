//! More forgeries than anybody can read: the true answer is found, in bounded time and memory.

use std::time::Duration;

use txtproof::exchange::EXCHANGE_LIMIT;

use super::fault::{Forgery, Origin, OverTcp, OverUdp, Script, Then};
use super::scene::{Scene, kilobytes};

const FLOOD: usize = 100_000;

/// How much later a check may be over on a busy machine.
const LATE: Duration = Duration::from_millis(400);

/// A quarter of what a flood brings.
const MEMORY_KILOBYTES: usize = 2 * 1024;

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
    let report = scene.check_within(&kilobytes(MEMORY_KILOBYTES), &[server.address], "");
    report.assert_proven();
    scene.assert_row(&report, server.address, ("match", "tcp", 2));
    assert_eq!((server.queries(), server.connections()), (1, 1), "{}", report.told());
    assert!(report.elapsed() < Duration::from_secs(2), "{}", report.told());
}

/// What is no message is no guess either. What comes behind it may not find room in the socket's buffer: the second query
/// has a socket of its own.
#[test]
fn the_true_answer_is_found_behind_a_hundred_thousand_scraps() {
    let scene = Scene::new();
    let flood =
        OverUdp::Forges { from: Origin::AskedSocket, what: Forgery::NoMessage, count: FLOOD, then: Then::Answers };
    let server = scene.server(Script { udp: vec![flood, OverUdp::Answers], ..Script::honest() });
    let report = scene.check_within(&kilobytes(MEMORY_KILOBYTES), &[server.address], "");
    report.assert_proven();
    assert!(server.queries() <= 2, "{}", report.told());
    assert!(report.elapsed() < EXCHANGE_LIMIT, "{}", report.told());
}

/// The time is over while packets still come: so many take seconds.
#[test]
fn a_flood_holds_up_no_deadline() {
    const ENDLESS: usize = 10 * FLOOD;
    const TIMEOUT: Duration = Duration::from_millis(100);
    let scene = Scene::new();
    let flood =
        OverUdp::Forges { from: Origin::AskedSocket, what: Forgery::NoMessage, count: ENDLESS, then: Then::Silent };
    let server = scene.server(Script { udp: vec![flood], ..Script::honest() });
    let report = scene.check(&[server.address], "--timeout 100ms");
    report.assert_inconclusive_for("server-malformed");
    assert_eq!((server.queries(), server.connections()), (1, 0), "{}", report.told());
    assert!((TIMEOUT..TIMEOUT + LATE).contains(&report.elapsed()), "{}", report.told());
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
        let report = scene.check_within(&kilobytes(MEMORY_KILOBYTES), &[server.address], "--tcp");
        report.assert_inconclusive_for("server-malformed");
        scene.assert_row(&report, server.address, ("malformed", "tcp", 1));
        assert_eq!(server.connections(), 1, "{count}: {}", report.told());
        assert!(report.elapsed() < Duration::from_secs(1), "{count}: {}", report.told());
    }
}
