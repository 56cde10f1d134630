//! A machine that is short of ports: so few that the connections that linger after their end hold them all.

use std::env;
use std::process::Command;

use super::fault::{OverUdp, Script};
use super::scene::Scene;

/// Set where the test runs itself again, in a network that has two ports to give away.
const INNER: &str = "TXTPROOF_TEST_TWO_PORTS";

const OWN_NETWORK: [&str; 3] = ["--user", "--map-root-user", "--net"];

const TWO_PORTS: &str =
    r#"ip link set lo up && sysctl -q -w net.ipv4.ip_local_port_range='50000 50001' && exec "$0" "$@""#;

/// Whoever closes a connection keeps its port for a minute, towards that server alone; over UDP there is none to keep.
#[test]
#[ignore = "needs Linux, and the right to a network namespace"]
fn want_of_ports_is_no_want_of_a_route() {
    if env::var_os(INNER).is_some() {
        check_three_times();
        return;
    }
    if !may_have_a_network() {
        println!("left out: this machine gives nobody a network namespace");
        return;
    }
    let (_, module) = module_path!().split_once("::").expect("a module of this crate");
    let output = Command::new("unshare")
        .args(OWN_NETWORK)
        .args(["sh", "-c", TWO_PORTS])
        .arg(env::current_exe().expect("this program has a path"))
        .args(["--include-ignored", "--exact", &format!("{module}::want_of_ports_is_no_want_of_a_route")])
        .env(INNER, "")
        .output()
        .expect("util-linux");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
}

/// A container may not.
fn may_have_a_network() -> bool {
    Command::new("unshare").args(OWN_NETWORK).arg("true").status().is_ok_and(|status| status.success())
}

fn check_three_times() {
    let scene = Scene::new();
    let server = scene.server(Script { udp: vec![OverUdp::Truncates], ..Script::honest() });
    for _ in 0..2 {
        scene.check(&[server.address], "").assert_proven_plainly();
    }
    let report = scene.check(&[server.address], "");
    report.assert_inconclusive_for("server-unreachable");
    assert_eq!(scene.row(&report, server.address)["detail"], "no socket to be had on this machine");
}
