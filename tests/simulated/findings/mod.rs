//! Every finding of the contract at its fault: what is set up, the verdict, and all findings, the cause to mend first.
//!
//! Each case runs under several zone names and tokens drawn at random. A finding too many fails it like one too few.

mod mail;
mod names;
mod opinions;
mod records;
mod servers;
mod values;
mod ways;

use txtproof::check::Goal;
use txtproof::proof::{Code, Severity, Verdict};

use super::random::{SeedOfFailure, Seeded, seed};
use super::report::{assert_mail_report, assert_report};
use super::world::World;

/// How many worlds each case is tried in.
const WORLDS: usize = 4;

/// One fault, or one thing that looks like a fault.
struct Case {
    /// What was set up.
    so: &'static str,
    verdict: Verdict,
    /// `error name-domain-appended, error name-missing`: severity and code of each finding in its order.
    findings: &'static str,
    set_up: fn(&mut World),
}

const fn proven(so: &'static str, findings: &'static str, set_up: fn(&mut World)) -> Case {
    Case { so, verdict: Verdict::Proven, findings, set_up }
}

const fn refuted(so: &'static str, findings: &'static str, set_up: fn(&mut World)) -> Case {
    Case { so, verdict: Verdict::Refuted, findings, set_up }
}

const fn inconclusive(so: &'static str, findings: &'static str, set_up: fn(&mut World)) -> Case {
    Case { so, verdict: Verdict::Inconclusive, findings, set_up }
}

fn all() -> impl Iterator<Item = &'static Case> {
    let groups =
        [values::CASES, names::CASES, records::CASES, servers::CASES, ways::CASES, opinions::CASES, mail::CASES];
    groups.into_iter().flatten()
}

/// Runs cases and tells of every one that came out otherwise, so that one run shows all.
fn assert_cases(cases: &[Case]) {
    let seed = seed();
    let _seed = SeedOfFailure(seed);
    let mut random = Seeded::new(seed);
    let wrong: Vec<String> = cases.iter().filter_map(|case| case.outcome_if_wrong(&mut random)).collect();
    assert!(wrong.is_empty(), "{} of {} came out otherwise:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

impl Case {
    fn outcome_if_wrong(&self, random: &mut Seeded) -> Option<String> {
        (0..WORLDS).find_map(|_| self.outcome_in(&mut World::new(random.next(), 2)))
    }

    fn outcome_in(&self, world: &mut World) -> Option<String> {
        (self.set_up)(world);
        let run = world.prove();
        match world.task.goal {
            Goal::Mail => assert_mail_report(&run),
            _ => assert_report(&run),
        }
        let (verdict, findings) = (run.proof.verdict, run.findings());
        (verdict != self.verdict || findings != self.findings).then(|| {
            let told: Vec<&str> = run.proof.findings.iter().map(|finding| finding.message.as_str()).collect();
            let (expected, so) = (self.findings, self.so);
            format!(
                "- {so}\n  is {verdict:?}: {findings}\n  not {:?}: {expected}\n  {}",
                self.verdict,
                told.join("\n  ")
            )
        })
    }
}

#[test]
fn a_wrong_value_is_told_by_what_happened_to_it() {
    assert_cases(values::CASES);
}

#[test]
fn a_record_that_is_not_there_is_told_by_where_it_is() {
    assert_cases(names::CASES);
}

#[test]
fn records_of_other_kinds_are_told_by_what_is_wrong_with_them() {
    assert_cases(records::CASES);
}

#[test]
fn a_server_in_trouble_is_told_and_never_taken_for_a_missing_record() {
    assert_cases(servers::CASES);
}

#[test]
fn what_is_wrong_on_the_way_to_the_servers_is_told() {
    assert_cases(ways::CASES);
}

#[test]
fn what_others_see_and_what_time_does_is_told_beside_the_verdict() {
    assert_cases(opinions::CASES);
}

#[test]
fn where_mail_goes_is_told_and_why_it_does_not_arrive() {
    assert_cases(mail::CASES);
}

/// A code whose severity may differ has a case for each.
#[test]
fn every_code_has_a_case() {
    let told: Vec<&str> = all().flat_map(|case| case.findings.split(", ")).collect();
    let is_shown = |code: &&Code| {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        severities.iter().any(|severity| told.contains(&format!("{} {}", severity.as_str(), code.as_str()).as_str()))
    };
    let seen = Code::ALL.iter().filter(|code| code.is_seen_in_dns());
    let missing: Vec<&Code> = seen.filter(|code| !is_shown(code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}
