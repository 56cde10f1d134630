//! How a run ends: the one place where exit codes are made.

use std::process::ExitCode;

use crate::check::Goal;
use crate::proof::{Code, Outcome, Proof, Row, Verdict};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Proven; or done, and what was asked for is there.
    Positive,
    /// Refuted; or done, and it is not there, or malformed.
    Negative,
    /// Nothing was asked: what was typed cannot be done.
    Usage,
    /// Neither: too little evidence, or nothing answered.
    Undecided,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Positive => 0,
            Self::Negative => 1,
            Self::Usage => 2,
            Self::Undecided => 3,
        }
    }

    /// What a proof means for its goal.
    pub fn of(goal: &Goal, proof: &Proof) -> Self {
        match goal {
            Goal::Prove(_) | Goal::Mail => Self::of_verdict(proof.verdict),
            Goal::NameServers => Self::of_name_servers(proof),
            Goal::Show { .. } => Self::of_records(proof),
        }
    }

    pub(super) const fn of_verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Proven => Self::Positive,
            Verdict::Refuted => Self::Negative,
            Verdict::Inconclusive => Self::Undecided,
        }
    }

    fn of_name_servers(proof: &Proof) -> Self {
        match proof.delegation.is_empty() {
            _ if is_without_zone(proof) => Self::Negative,
            false => Self::Positive,
            true => Self::Undecided,
        }
    }

    /// Servers that are silent beside one that answers do not count.
    fn of_records(proof: &Proof) -> Self {
        let has = |outcomes: &[Outcome]| proof.servers.iter().any(|row| outcomes.contains(&row.outcome));
        // A server may give the alias and the target's records in one answer.
        let has_record = |row: &Row| row.answers.iter().any(|answer| answer.record_type == row.type_asked);
        if has(&[Outcome::Answered]) || proof.servers.iter().any(has_record) {
            Self::Positive
        } else if has(&[Outcome::NoData, Outcome::NxDomain, Outcome::Alias]) || is_without_zone(proof) {
            Self::Negative
        } else {
            Self::Undecided
        }
    }
}

/// Whether the parent says that there is no such domain, or nobody to ask about it.
fn is_without_zone(proof: &Proof) -> bool {
    let codes = [Code::DomainMissing, Code::DomainNotDelegated];
    proof.findings.iter().any(|finding| codes.contains(&finding.code))
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Reading;
    use crate::proof::{Finding, Severity};
    use crate::report::sample::{finding, name, proof, row};
    use crate::wire::RecordType;
    use std::vec;
    use std::vec::Vec;

    fn code(goal: &Goal, verdict: Verdict, rows: Vec<Row>, findings: Vec<Finding>) -> u8 {
        Exit::of(goal, &proof(verdict, rows, findings)).code()
    }

    #[test]
    fn a_check_ends_with_its_verdict() {
        let goal = Goal::Prove(vec![]);
        let code = |verdict| code(&goal, verdict, vec![], vec![]);
        assert_eq!([Verdict::Proven, Verdict::Refuted, Verdict::Inconclusive].map(code), [0, 1, 3]);
    }

    #[test]
    fn ns_ends_with_whether_there_are_name_servers() {
        let code = |rows, findings| code(&Goal::NameServers, Verdict::Inconclusive, rows, findings);
        assert_eq!(code(vec![row(1, Outcome::Timeout, &[])], vec![]), 0);
        // The name servers are the parent's then: they say that there is no such domain.
        let missing = || vec![finding(Code::DomainMissing, Severity::Error, None)];
        assert_eq!(code(vec![row(1, Outcome::NxDomain, &[])], missing()), 1);
        assert_eq!(code(vec![], missing()), 1);
        assert_eq!(code(vec![], vec![finding(Code::DiscoveryFailed, Severity::Error, None)]), 3);
    }

    #[test]
    fn txt_ends_with_the_best_that_any_server_says() {
        let goal = Goal::Show { name: name("a.test"), record_type: RecordType::TXT, reading: Reading::AsGiven };
        let of = |outcomes: &[Outcome]| {
            let rows = outcomes.iter().map(|outcome| row(1, *outcome, &[])).collect();
            code(&goal, Verdict::Inconclusive, rows, vec![])
        };
        assert_eq!(of(&[Outcome::Timeout, Outcome::Answered, Outcome::NxDomain]), 0);
        assert_eq!(of(&[Outcome::Timeout, Outcome::NoData]), 1);
        assert_eq!(of(&[Outcome::NxDomain]), 1);
        assert_eq!(of(&[Outcome::Alias]), 1);
        assert_eq!(of(&[Outcome::Refused, Outcome::Timeout]), 3);
        assert_eq!(of(&[]), 3);
    }
}
