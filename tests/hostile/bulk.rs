//! More checks at once than there are descriptors. The limit is a process's own, so the test runs itself again within it.

use std::env;
use std::net::SocketAddr;
use std::process::Command;

use txtproof::batch::{Batch, BatchPolicy};
use txtproof::net::{Net, NetOptions};
use txtproof::proof::Verdict;

use super::fault::{OverUdp, Script};
use super::scene::{Scene, looks_at};

const CHECKS: usize = 300;

/// Where the test says within the limit whom to ask, and for what.
const SERVER: &str = "TXTPROOF_TEST_SERVER";
const VALUE: &str = "TXTPROOF_TEST_VALUE";

#[test]
fn three_hundred_checks_share_64_descriptors() {
    if let (Ok(server), Ok(value)) = (env::var(SERVER), env::var(VALUE)) {
        prove_all(server.parse().expect("an address"), &value);
        return;
    }
    let scene = Scene::new();
    // Some over UDP, some over TCP.
    let udp = [OverUdp::Answers, OverUdp::Truncates, OverUdp::Answers].repeat(CHECKS / 3);
    let server = scene.server(Script { udp, ..Script::honest() });
    let (_, module) = module_path!().split_once("::").expect("a module of this crate");
    let output = Command::new("sh")
        .args(["-c", r#"ulimit -n 64 && exec "$0" "$@""#])
        .arg(env::current_exe().expect("this program has a path"))
        .args(["--exact", &format!("{module}::three_hundred_checks_share_64_descriptors")])
        .env(SERVER, server.address.to_string())
        .env(VALUE, &scene.truth.value)
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
    assert_eq!((server.queries(), server.connections()), (CHECKS, CHECKS / 3));
}

fn prove_all(server: SocketAddr, value: &str) {
    let mut net = Net::new(NetOptions::default()).expect("this machine has sockets");
    let mut batch = Batch::new(BatchPolicy::default());
    for number in 0..CHECKS {
        let domain = format!("domain-{number}.example").parse().expect("two labels");
        batch.add(looks_at(server, &domain, value, 0), net.now());
    }
    let mut proofs = Vec::new();
    net.run(&mut batch, |_, proof| proofs.push(proof)).expect("this machine has sockets");
    assert_eq!(proofs.len(), CHECKS);
    for proof in &proofs {
        assert_eq!((proof.verdict, proof.findings.len()), (Verdict::Proven, 0), "{:?}", proof.findings);
    }
}
