use core::time::Duration;

use super::page::COLUMNS;
use super::*;
use crate::proof::{Answers, ListedBy, Row, Severity};
use crate::wire::RecordType;

fn finding(code: Code) -> Finding {
    let (message, fix) = (format!("what {} says", code.as_str()), format!("mend {}", code.as_str()));
    let severity = Severity::Error;
    Finding { code, severity, name: None, servers: vec![], expected: None, found: None, message, fix }
}

fn proof(verdict: Verdict, codes: &[Code]) -> Proof {
    Proof {
        domain: "shop.example".parse().unwrap(),
        zone: None,
        parent: None,
        provider: Some("ses"),
        verdict,
        name_servers: NameServerCount { listed: 2, answered: 2, held: 2 },
        delegation: vec![],
        records: vec![],
        servers: vec![],
        resolvers: Vec::new(),
        exchanges: Vec::new(),
        findings: codes.iter().copied().map(finding).collect(),
        queries_sent: 9,
        elapsed: Duration::from_millis(48),
    }
}

fn expected_proof(scene: &Scene) -> Proof {
    proof(scene.verdict, scene.findings)
}

/// Hands in the proofs in the order of `turns` and gives what was printed.
fn told_of(
    programme: Programme,
    turns: impl IntoIterator<Item = usize>,
    proof: impl Fn(&Scene) -> Proof,
) -> (String, DemoOutcome) {
    let (scenes, mut out) = (programme.scenes(), Vec::new());
    let mut teller = Teller::new(&mut out, Style::Plain, programme);
    teller.open().unwrap();
    turns.into_iter().for_each(|scene| teller.hand_in(scene, proof(scenes[scene])).unwrap());
    let outcome = teller.close().unwrap();
    (String::from_utf8(out).unwrap(), outcome)
}

fn told(turns: impl IntoIterator<Item = usize>, proof: impl Fn(&Scene) -> Proof) -> (String, DemoOutcome) {
    told_of(Programme::Tour, turns, proof)
}

/// All scenes, as they should come out but for one, which comes out as `proof`.
fn all_told_but(domain: &str, proof: &Proof) -> (String, DemoOutcome) {
    let turns = 0..Programme::All.scenes().len();
    told_of(Programme::All, turns, |scene| if scene.domain == domain { proof.clone() } else { expected_proof(scene) })
}

#[test]
fn all_scenes_as_expected_exit_with_0() {
    let (text, outcome) = told(0..12, expected_proof);
    assert!(text.ends_with("\n12 of 12 as expected\nEvery finding there is: txtproof demo --all\n"), "{text}");
    assert_eq!(outcome.exit_code(), 0);
}

#[test]
fn scenes_are_told_in_their_order_whatever_order_they_end_in() {
    assert_eq!(told((0..12).rev(), expected_proof), told(0..12, expected_proof));
}

#[test]
fn a_scene_that_comes_out_otherwise_is_told_and_exits_with_1() {
    let (text, outcome) = told(0..12, |scene| match scene.domain {
        "nothing.example" => proof(Verdict::Inconclusive, &[Code::ServerTimeout]),
        _ => expected_proof(scene),
    });
    assert!(text.contains("expected refuted with name-missing, negative-cached\n"), "{text}");
    assert!(text.contains("found    inconclusive with server-timeout\n"), "{text}");
    assert!(text.contains("\n11 of 12 as expected\n"), "{text}");
    assert_eq!(outcome.exit_code(), 1);
}

#[test]
fn a_scene_without_a_proof_is_not_as_expected() {
    let (text, outcome) = told(0..11, expected_proof);
    assert!(text.contains("\n11 of 12 as expected\n"), "{text}");
    assert_eq!(outcome.exit_code(), 1);
}

#[test]
fn all_findings_are_counted() {
    let (text, outcome) = all_told_but("", &proof(Verdict::Proven, &[]));
    let count = Code::ALL.iter().filter(|code| code.is_seen_in_dns()).count();
    assert!(text.ends_with(&format!("\n{count} of {count} findings shown\n")), "{text}");
    assert_eq!(outcome.exit_code(), 0);
}

#[test]
fn a_finding_that_no_scene_showed_is_missed() {
    let (text, outcome) = all_told_but("loop.example", &proof(Verdict::Refuted, &[Code::NameMissing]));
    let count = Code::ALL.iter().filter(|code| code.is_seen_in_dns()).count();
    assert!(text.ends_with(&format!("\n{} of {count} findings shown\n", count - 1)), "{text}");
    assert_eq!((outcome.findings_left, outcome.exit_code()), (1, 1));
}

#[test]
fn a_finding_too_many_is_not_as_expected_where_all_are_shown() {
    let (_, outcome) = all_told_but("loop.example", &proof(Verdict::Refuted, &[Code::AliasLoop, Code::NameMissing]));
    assert_eq!((outcome.findings_left, outcome.exit_code()), (0, 1));
}

#[test]
fn all_findings_are_explained_once_and_each_cause() {
    let (text, _) = all_told_but("", &proof(Verdict::Proven, &[]));
    let explained = |code: Code| text.matches(&format!("what {} says", code.as_str())).count();
    let scenes = Programme::All.scenes();
    for code in Code::ALL.iter().filter(|code| code.is_seen_in_dns()) {
        let causes = scenes.iter().filter(|scene| scene.findings.first() == Some(code)).count();
        assert_eq!(explained(*code), causes.max(1), "{}", code.as_str());
    }
}

#[test]
fn each_group_has_its_heading_where_all_are_told() {
    let (text, _) = all_told_but("", &proof(Verdict::Proven, &[]));
    assert!(GROUPS.iter().all(|group| text.contains(&format!("\n\n{}\n\n", group.title))), "{text}");
    let (tour, _) = told(0..12, expected_proof);
    assert!(!GROUPS.iter().any(|group| tour.contains(group.title)), "{tour}");
}

#[test]
fn the_cause_comes_first_and_what_follows_may_come_in_any_order() {
    let all = Programme::All.scenes();
    let stale = all.iter().find(|scene| scene.domain == "stale.example").unwrap();
    let is_expected = |codes: &[Code]| is_as_expected(stale, &proof(Verdict::Refuted, codes));
    assert!(is_expected(&[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached]));
    assert!(is_expected(&[Code::ServersDisagree, Code::NegativeCached, Code::ServerBehind]));
    assert!(!is_expected(&[Code::ServerBehind, Code::ServersDisagree, Code::NegativeCached]));
    assert!(!is_expected(&[Code::ServersDisagree]));
    assert!(!is_expected(&[Code::ServersDisagree, Code::ServerBehind, Code::NegativeCached, Code::NameMissing]));
}

#[test]
fn no_line_is_wider_than_100_columns() {
    let wordy = |scene: &Scene| {
        let mut proof = expected_proof(scene);
        proof.findings.iter_mut().for_each(|finding| finding.message = "a few words ".repeat(30));
        proof
    };
    for programme in [Programme::Tour, Programme::All] {
        let (text, _) = told_of(programme, 0..programme.scenes().len(), wordy);
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
        assert!(text.lines().any(|line| line.chars().count() > COLUMNS - 12), "{text}");
    }
}

#[test]
fn a_record_that_needed_tcp_is_told_so() {
    let row = |transport| Row {
        names: vec![],
        address: "198.51.100.10".parse().unwrap(),
        port: 53,
        listed_by: ListedBy::Both,
        name_asked: "_amazonses.shop.example".parse().unwrap(),
        type_asked: RecordType::TXT,
        outcome: Outcome::Match,
        transport: Some(transport),
        rtt: None,
        attempts: 1,
        rcode: None,
        authoritative: Some(true),
        serial: None,
        answers: Answers::default(),
        detail: None,
    };
    let mut proof = proof(Verdict::Proven, &[]);
    proof.servers = vec![row(Transport::Tcp), row(Transport::Tcp)];
    assert_eq!(held(&proof), "2 of 2 name servers hold the record (too large for UDP: asked over TCP).");
    proof.servers.push(row(Transport::Udp));
    assert_eq!(held(&proof), "2 of 2 name servers hold the record.");
}

#[test]
fn colour_changes_no_word() {
    let mut out = Vec::new();
    let mut teller = Teller::new(&mut out, Style::Coloured, Programme::Tour);
    teller.hand_in(0, expected_proof(Programme::Tour.scenes()[0])).unwrap();
    let coloured = String::from_utf8(out).unwrap();
    assert!(coloured.contains("\x1b[32mproven\x1b[0m"), "{coloured}");
    let plain = ["\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"];
    let plain = plain.into_iter().fold(coloured, |text, sequence| text.replace(sequence, ""));
    assert!(told([0], expected_proof).0.contains(&plain));
}
