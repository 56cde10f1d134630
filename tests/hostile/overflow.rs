//! A receive buffer that runs over while the client is away: what found no room is asked for again.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use txtproof::batch::{Batch, BatchPolicy};
use txtproof::net::{Event, Happening, Net, NetOptions};
use txtproof::proof::{Outcome, Verdict};

use super::fault::{Forgery, Origin, OverUdp, Script, Then};
use super::scene::Scene;

/// Many times what a socket's buffer holds by default on any system.
const FLOOD: usize = 20_000;

/// Counts what comes in.
fn counting(received: &Rc<Cell<usize>>) -> NetOptions {
    let received = Rc::clone(received);
    let observer = move |event: &Event<'_>| {
        received.set(received.get() + usize::from(matches!(event.happening, Happening::Received { .. })));
    };
    NetOptions { observer: Some(Box::new(observer)), ..NetOptions::default() }
}

#[test]
fn an_answer_that_found_no_room_in_the_buffer_is_asked_for_again() {
    let scene = Scene::new();
    let flood =
        OverUdp::Forges { from: Origin::AskedSocket, what: Forgery::NoMessage, count: FLOOD, then: Then::Answers };
    let server = scene.server(Script { udp: vec![flood, OverUdp::Answers], ..Script::honest() });
    let (received, mut proof) = (Rc::default(), None);
    let mut net = Net::new(counting(&received)).expect("this machine has sockets");
    let mut batch = Batch::new(BatchPolicy::default());
    batch.add(scene.looks_at(server.address), net.now());

    // The query leaves; nothing is read until flood and answer are over.
    let _ = net.turn_within(Duration::ZERO, &mut batch, |_, _| {}).expect("this machine has sockets");
    server.wait_for_a_reaction();
    net.run(&mut batch, |_, proven| proof = Some(proven)).expect("this machine has sockets");

    let proof = proof.expect("every check has a proof");
    assert_eq!((proof.verdict, proof.servers[0].outcome), (Verdict::Proven, Outcome::Match));
    assert_eq!((proof.servers[0].attempts, server.queries(), server.connections()), (2, 2, 0));
    assert!(received.get() < FLOOD, "{} datagrams: nothing ran over", received.get());
    assert!(proof.elapsed < Duration::from_secs(3), "{:?}", proof.elapsed);
}
