//! `wait`: zones are reloaded under the servers that it asks.

use std::net::SocketAddr;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::internet::Plan;
use super::network::Network;
use super::process::Process;
use super::served::{Drawn, expectations};
use super::server::{Server, reload};
use super::shape;
use super::software::Software;
use super::zone::{NameServer, Zone, txt};
use crate::background::{Background, Ended};

/// Two name servers of one zone, without the record yet.
struct Pair {
    drawn: Drawn,
    zone: Zone,
    addresses: [SocketAddr; 2],
    running: [Process; 2],
}

impl Pair {
    fn start() -> Self {
        let drawn = Drawn::new();
        let mut network = Network::reserve();
        let servers =
            ["ns1", "ns2"].map(|label| NameServer::new(format!("{label}.{}", drawn.domain), network.address()));
        let zone = servers.iter().fold(drawn.zone(), Zone::with_server);
        let addresses = servers.each_ref().map(|server| SocketAddr::new(server.address, network.port));
        let start = |address| Server::new(Software::Nsd, vec![address], vec![zone.clone().with_serial(7)]).start();
        let running = addresses.map(start);
        Self { drawn, zone, addresses, running }
    }

    /// Has one server read a zone with this value, as its secondary would after a transfer.
    fn publish(&self, server: usize, value: &str) {
        let zone = self.zone.clone().with_serial(8).with(txt("_amazonses", value));
        reload(&self.running[server], &[zone]);
    }

    fn wait(&self, more: &[&str]) -> Background {
        let more = more.iter().map(|&argument| argument.to_owned());
        let servers = self.addresses.iter().flat_map(|address| ["--server".to_owned(), address.to_string()]);
        let first = ["wait".to_owned(), self.drawn.domain.clone()];
        let arguments = first.into_iter().chain(servers).chain(expectations(&[&self.drawn.token])).chain(more);
        Background::start(&arguments.collect::<Vec<_>>())
    }

    /// What stderr says of a server: `127.1.2.3:4567: <rest>`.
    fn line(&self, server: usize, rest: &str) -> String {
        format!("{}: {rest}", self.addresses[server])
    }

    fn verdict(&self, word: &str, held: usize) -> String {
        let domain = &self.drawn.domain;
        format!("{word}: {held} of 2 name servers hold the expected verification record of {domain}.")
    }
}

/// The report, whose shape is that of `check`.
fn report(ended: &Ended) -> Value {
    let json = serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {:?}", ended.stdout));
    shape::assert_check(&json);
    json
}

#[test]
#[ignore = "needs nsd"]
fn a_stale_secondary_that_catches_up_ends_the_wait_and_each_change_is_told_once() {
    let pair = Pair::start();
    let mut run = pair.wait(&["--json", "--interval", "200ms", "--deadline", "20s"]);
    run.wait_for("REFUTED");
    pair.publish(0, &pair.drawn.token);
    run.wait_for("match");
    pair.publish(1, &pair.drawn.token);
    let ended = run.end();
    assert_eq!(ended.count("note: negative-cached: "), 1, "{:?}", ended.heard);
    let told = ended.told().into_iter().filter(|line| !line.contains("negative-cached"));
    // Which of the two is told first depends on whether the reload came before a round or in it.
    let (behind, told): (Vec<&str>, Vec<&str>) = told.partition(|line| line.contains("server-behind"));
    let stale = pair.addresses[1].ip();
    assert_eq!(behind, [format!("warning: server-behind: {stale} has serial 7 of the zone, another server has 8.")]);
    let expected = [
        pair.line(0, "nxdomain, no such name"),
        pair.line(1, "nxdomain, no such name"),
        pair.verdict("REFUTED", 0),
        pair.line(0, "match, as expected; before: nxdomain"),
        pair.line(1, "match, as expected; before: nxdomain"),
        pair.verdict("PROVEN", 2),
    ];
    assert_eq!(told, expected, "{}", ended.stdout);
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stdout);
    let report = report(&ended);
    assert_eq!((&report["verdict"], &report["name_servers"]["held"]), (&"proven".into(), &2.into()));
}

#[test]
#[ignore = "needs nsd"]
fn the_deadline_ends_with_the_verdict_of_the_last_round() {
    let pair = Pair::start();
    pair.publish(0, &pair.drawn.token);
    let ended = pair.wait(&["--json", "--interval", "200ms", "--deadline", "1s"]).end();
    assert_eq!(ended.status.code(), Some(1), "{:?}", ended.heard);
    assert_eq!(report(&ended)["verdict"], "refuted");
}

#[test]
#[ignore = "needs nsd"]
fn a_damaged_value_is_said_to_need_an_edit_once_and_the_edit_ends_the_wait() {
    let pair = Pair::start();
    let mut run = pair.wait(&["--interval", "200ms", "--deadline", "20s"]);
    run.wait_for("REFUTED");
    let lowered = pair.drawn.token.to_ascii_lowercase();
    pair.publish(0, &lowered);
    pair.publish(1, &lowered);
    run.wait_for("error: value-lowercased: ");
    pair.publish(0, &pair.drawn.token);
    run.wait_for(&pair.line(0, "match"));
    pair.publish(1, &pair.drawn.token);
    let ended = run.end();
    assert_eq!(ended.status.code(), Some(0), "{:?}", ended.heard);
    assert_eq!(ended.count("Waiting alone will not mend this."), 1, "{:?}", ended.heard);
    assert!(ended.stdout.starts_with("PROVEN: 2 of 2 name servers"), "{}", ended.stdout);
}

#[test]
#[ignore = "needs nsd"]
fn sigint_ends_with_the_last_report_and_exit_code_3() {
    let pair = Pair::start();
    let mut run = pair.wait(&["--json", "--interval", "200ms", "--deadline", "20s"]);
    run.wait_for("REFUTED");
    pair.publish(0, &pair.drawn.token);
    run.wait_for("match");
    run.interrupt();
    let ended = run.end();
    assert_eq!(ended.status.code(), Some(3), "{:?}", ended.heard);
    let report = report(&ended);
    assert_eq!((&report["verdict"], &report["name_servers"]["held"]), (&"refuted".into(), &1.into()));
}

#[test]
#[ignore = "needs nsd"]
fn a_domain_is_waited_for_from_the_root() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let server = plan.name_server(format!("ns1.{domain}"));
    let zone = Zone::new(&domain);
    plan.publish(&zone, std::slice::from_ref(&server));
    let internet = plan.open();
    let arguments = ["--expect", &token, "--allow-private", "--interval", "200ms", "--deadline", "20s"];
    let mut run = Background::start(&internet.arguments("wait", &domain, &arguments));
    run.wait_for("REFUTED");
    let zone = zone.with_server(&server).with_serial(2_026_112_302).with(txt("_amazonses", &token));
    internet.reload(&server, &[zone]);
    let ended = run.end();
    assert_eq!(ended.status.code(), Some(0), "{:?}", ended.heard);
    assert_eq!(ended.count(&format!("ns1.{domain} (")), 2, "{:?}", ended.heard);
}

/// On a terminal, which `script` (Debian: bsdutils) makes of a pipe.
#[test]
#[ignore = "needs nsd"]
fn a_terminal_shows_who_holds_it_and_what_the_others_say_and_nothing_raw() {
    let pair = Pair::start();
    pair.publish(0, &pair.drawn.token);
    pair.publish(1, "\x1b]0;x\x07\u{9b}");
    let [holder, other] = pair.addresses;
    let command = format!(
        "stty cols 100 rows 30; {} wait {} --expect {} --server {holder} --server {other} --interval 200ms --deadline 1500ms",
        env!("CARGO_BIN_EXE_txtproof"),
        pair.drawn.domain,
        pair.drawn.token
    );
    let output = Command::new("script").args(["-qec", &command, "/dev/null"]).stdin(Stdio::null()).output();
    let output = output.expect("script runs (Debian: bsdutils)");
    let shown = String::from_utf8(output.stdout).expect("only ASCII");
    assert_eq!(output.status.code(), Some(1), "{shown:?}");
    for part in ["WAITING", "1 of 2 name servers holds", "as expected for 0s", r#""\027]0;x\007\194\155""#, "REFUTED"] {
        assert!(shown.contains(part), "no {part} in {shown:?}");
    }
    // What moves the cursor, clears lines and colours: `ESC [`, digits, a letter.
    let unexplained: Vec<&str> = shown.split('\x1b').skip(1).filter(|rest| !is_control_sequence(rest)).collect();
    assert_eq!(unexplained, [""; 0]);
    assert!(shown.chars().all(|octet| matches!(octet, '\x1b' | '\r' | '\n' | ' '..='~')), "{shown:?}");
}

/// Whether what follows an ESC begins with a sequence that this program writes.
fn is_control_sequence(text: &str) -> bool {
    let rest = text.strip_prefix('[').map(|rest| rest.trim_start_matches(|octet: char| octet.is_ascii_digit()));
    rest.is_some_and(|rest| rest.starts_with(['A', 'B', 'K', 'm']))
}
