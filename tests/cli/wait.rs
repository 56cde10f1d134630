//! `wait`: an authority in this process is edited while the program asks it.

use serde_json::Value;

use super::authority::Server;
use crate::background::{Background, Ended};

const TOKEN: &str = "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";

/// `wait` at this server; `more` is set apart by blanks.
fn wait(server: &Server, more: &str) -> Background {
    let server = server.address.to_string();
    let first = ["wait", "example.test", "--expect", TOKEN, "--server", &server, "--interval", "100ms"];
    let arguments: Vec<&str> = first.into_iter().chain(more.split_whitespace()).collect();
    Background::start(&arguments)
}

fn txt(value: &str) -> String {
    format!("_amazonses TXT \"{value}\"")
}

/// Each line of stderr, with the server's address for `@`.
fn lines<const N: usize>(server: &Server, lines: [&str; N]) -> [String; N] {
    lines.map(|line| line.replace('@', &server.address.to_string()))
}

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {:?}", ended.stdout))
}

#[test]
fn a_record_that_is_published_meanwhile_ends_the_wait_proven() {
    let server = Server::start("");
    let mut run = wait(&server, "--deadline 20s");
    run.wait_for("REFUTED");
    server.edit(&txt(TOKEN));
    let ended = run.end();
    let expected = lines(
        &server,
        [
            "@: nxdomain, no such name",
            "note: negative-cached: A resolver that has asked for _amazonses.example.test may say for 300 s that it is not \
             there.",
            "REFUTED: 0 of 1 name server holds the expected verification record of example.test.",
            "@: match, as expected; before: nxdomain",
            "PROVEN: 1 of 1 name server holds the expected verification record of example.test.",
        ],
    );
    assert_eq!(ended.told(), expected);
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stdout.starts_with("PROVEN: "), "{}", ended.stdout);
}

#[test]
fn a_record_that_is_there_is_proven_by_the_first_round() {
    let server = Server::start(&txt(TOKEN));
    let ended = wait(&server, "--json --deadline 20s").end();
    assert_eq!((ended.status.code(), ended.heard.len()), (Some(0), 2), "{:?}", ended.heard);
    assert_eq!((&json(&ended)["schema"], &json(&ended)["verdict"]), (&"txtproof.check.v1".into(), &"proven".into()));
}

#[test]
fn the_deadline_ends_with_the_last_verdict_and_what_waiting_cannot_mend_is_said_once() {
    let server = Server::start(&txt(&TOKEN.to_ascii_lowercase()));
    let ended = wait(&server, "--json --deadline 1s").end();
    assert_eq!(ended.status.code(), Some(1), "{:?}", ended.heard);
    assert_eq!(ended.count("Waiting alone will not mend this."), 1, "{:?}", ended.heard);
    assert_eq!(ended.count("mismatch"), 1, "{:?}", ended.heard);
    assert!(ended.heard.last().is_some_and(|line| line.ends_with("the deadline leaves no time for another round")));
    assert_eq!(json(&ended)["findings"][0]["code"], "value-lowercased");
}

#[test]
fn a_first_round_that_the_deadline_cuts_is_told_as_far_as_it_came() {
    let server = Server::silent();
    let ended = wait(&server, "--json --deadline 300ms").end();
    assert_eq!(ended.status.code(), Some(3), "{:?}", ended.heard);
    assert_eq!(json(&ended)["servers"][0]["outcome"], "timeout");
    let elapsed = json(&ended)["elapsed_ms"].as_f64().expect("a number");
    assert!((300.0..5000.0).contains(&elapsed), "{elapsed}");
}

#[test]
fn quiet_tells_nothing_but_the_exit_code() {
    let server = Server::start("");
    let ended = wait(&server, "--quiet --deadline 1s").end();
    assert_eq!((ended.status.code(), ended.heard, ended.stdout), (Some(1), vec![], String::new()));
}

#[cfg(unix)]
mod interrupted {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    const SIGINT: i32 = 2;

    #[test]
    fn sigint_prints_the_last_whole_report_and_exits_3() {
        let server = Server::start("");
        let mut run = wait(&server, "--json --deadline 20s");
        run.wait_for("REFUTED");
        run.interrupt();
        let ended = run.end();
        assert_eq!(ended.status.code(), Some(3), "{:?}", ended.heard);
        assert_eq!(json(&ended)["verdict"], "refuted");
        assert!(ended.heard.last().is_some_and(|line| line.ends_with("  interrupted")), "{:?}", ended.heard);
    }

    #[test]
    fn sigint_in_a_later_round_prints_the_round_before() {
        let server = Server::start("");
        let mut run = wait(&server, "--json --deadline 20s");
        run.wait_for("REFUTED");
        server.fall_silent();
        server.wait_for_a_query();
        run.interrupt();
        let ended = run.end();
        assert_eq!((ended.status.code(), &json(&ended)["verdict"]), (Some(3), &"refuted".into()), "{:?}", ended.heard);
    }

    #[test]
    fn sigint_in_the_first_round_prints_as_far_as_it_came() {
        let server = Server::silent();
        let run = wait(&server, "--json --deadline 20s");
        server.wait_for_a_query();
        run.interrupt();
        let ended = run.end();
        assert_eq!(
            (ended.status.code(), &json(&ended)["verdict"]),
            (Some(3), &"inconclusive".into()),
            "{:?}",
            ended.heard
        );
    }

    /// A report that nobody reads and that no pipe holds keeps the program until the second signal.
    #[test]
    fn a_second_sigint_kills() {
        let server = Server::start("");
        let values: Vec<String> = (0..600).map(|number| format!("--expect {number:0>200}")).collect();
        let mut run = wait(&server, &format!("--json --deadline 20s {}", values.join(" ")));
        run.wait_for("REFUTED");
        run.interrupt();
        run.wait_for("interrupted");
        run.interrupt();
        assert_eq!(run.status_unread().signal(), Some(SIGINT));
    }
}
