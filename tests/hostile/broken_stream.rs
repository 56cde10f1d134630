//! Connections that end early, late or never: one more connection, then what cannot be read is told, never an absence.

use std::time::Duration;

use txtproof::wire::LENGTH_PREFIX_OCTETS;

use super::fault::{End, OverTcp, OverUdp, Script, WHOLE};
use super::scene::Scene;

/// Half of what silence would cost.
const AT_ONCE: Duration = Duration::from_millis(500);

/// How long checks of servers that never finish may take, and how much later they may be over on a busy machine.
const TIMEOUT: Duration = Duration::from_millis(600);
const LATE: Duration = Duration::from_millis(400);

/// Where a message can break off: before it, within its length, behind that, within its header, within its question.
const BREAKS: [usize; 5] = [0, 1, LENGTH_PREFIX_OCTETS, LENGTH_PREFIX_OCTETS + 5, LENGTH_PREFIX_OCTETS + 20];

fn over_tcp(tcp: Vec<OverTcp>) -> Script {
    Script { tcp, ..Script::honest() }
}

/// Twice the same fault: nothing was to be read, and two connections are all that there are.
fn assert_malformed_after_two_connections(fault: OverTcp) {
    let scene = Scene::new();
    let server = scene.server(over_tcp(vec![fault]));
    let report = scene.check(&[server.address], "--tcp");
    report.assert_inconclusive_for("server-malformed");
    scene.assert_row(&report, server.address, ("malformed", "tcp", 2));
    assert_eq!((server.queries(), server.connections()), (0, 2), "{fault:?}: {}", report.told());
    assert!(report.elapsed() < AT_ONCE, "{fault:?}: {}", report.told());
}

#[test]
fn a_reset_at_once_is_no_absence() {
    assert_malformed_after_two_connections(OverTcp::ResetsAtOnce);
}

#[test]
fn a_reset_within_the_length_or_the_message_is_no_absence() {
    for octets in BREAKS {
        assert_malformed_after_two_connections(OverTcp::Stops(octets, End::Reset));
    }
}

#[test]
fn an_end_within_the_length_or_the_message_is_no_absence() {
    for octets in BREAKS {
        assert_malformed_after_two_connections(OverTcp::Stops(octets, End::Fin));
    }
}

#[test]
fn a_length_larger_than_what_comes_is_no_absence() {
    for end in [End::Fin, End::Reset] {
        assert_malformed_after_two_connections(OverTcp::Overpromises(end));
    }
}

#[test]
fn what_breaks_once_is_had_by_a_second_connection() {
    let faults = [
        OverTcp::ResetsAtOnce,
        OverTcp::Stops(0, End::Fin),
        OverTcp::Stops(1, End::Reset),
        OverTcp::Stops(LENGTH_PREFIX_OCTETS + 20, End::Reset),
        OverTcp::Overpromises(End::Fin),
    ];
    for fault in faults {
        let scene = Scene::new();
        let server = scene.server(over_tcp(vec![fault, OverTcp::Answers]));
        let report = scene.check(&[server.address], "--tcp");
        report.assert_proven_plainly();
        scene.assert_row(&report, server.address, ("match", "tcp", 2));
        assert_eq!(server.connections(), 2, "{fault:?}");
        assert!(report.elapsed() < AT_ONCE, "{fault:?}: {}", report.told());
    }
}

#[test]
fn a_whole_answer_counts_however_the_connection_ends_behind_it() {
    for end in [End::Fin, End::Reset, End::Silence] {
        let scene = Scene::new();
        let server = scene.server(over_tcp(vec![OverTcp::Stops(WHOLE, end)]));
        let report = scene.check(&[server.address], "--tcp");
        report.assert_proven_plainly();
        assert_eq!(server.connections(), 1, "{end:?}: {}", report.told());
    }
}

/// The truncated answer has shown that there is one, so the fault is that TCP is not to be had.
#[test]
fn a_truncated_answer_whose_stream_breaks_is_no_absence() {
    let scene = Scene::new();
    let script = Script { udp: vec![OverUdp::Truncates], tcp: vec![OverTcp::Stops(LENGTH_PREFIX_OCTETS, End::Reset)] };
    let server = scene.server(script);
    let report = scene.check(&[server.address], "");
    report.assert_inconclusive_for("server-tcp-unavailable");
    scene.assert_row(&report, server.address, ("truncated", "tcp", 3));
    assert_eq!((server.queries(), server.connections()), (1, 2), "{}", report.told());
    assert!(report.elapsed() < AT_ONCE, "{}", report.told());
}

#[test]
fn streams_that_never_bring_a_whole_message_end_with_the_time() {
    let faults = [
        OverTcp::Stops(0, End::Silence),
        OverTcp::Stops(1, End::Silence),
        OverTcp::Stops(LENGTH_PREFIX_OCTETS + 20, End::Silence),
        OverTcp::Overpromises(End::Silence),
        OverTcp::Drips(Duration::from_millis(50)),
    ];
    // All at once: each at a server of its own.
    let scene = Scene::new();
    let servers = faults.map(|fault| scene.server(over_tcp(vec![fault])));
    let addresses: Vec<_> = servers.iter().map(|server| server.address).collect();
    let report = scene.check(&addresses, &format!("--tcp --timeout {}ms", TIMEOUT.as_millis()));
    report.assert_inconclusive_for("server-timeout");
    for server in &servers {
        scene.assert_row(&report, server.address, ("timeout", "tcp", 1));
        assert_eq!(server.connections(), 1);
    }
    assert!((TIMEOUT..TIMEOUT + LATE).contains(&report.elapsed()), "{}", report.told());
}

/// Each octet comes in good time; the whole does not. The deadline is one for all reads.
#[test]
#[ignore = "takes five seconds"]
fn a_drip_ends_five_seconds_after_the_question() {
    const LIMIT: Duration = Duration::from_secs(5);
    let scene = Scene::new();
    let server = scene.server(over_tcp(vec![OverTcp::Drips(Duration::from_millis(100))]));
    let report = scene.check(&[server.address], "--tcp");
    report.assert_inconclusive_for("server-timeout");
    assert_eq!(server.connections(), 1, "{}", report.told());
    assert!((LIMIT..LIMIT + LATE).contains(&report.elapsed()), "{}", report.told());
}
