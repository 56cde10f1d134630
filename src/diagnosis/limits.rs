//! Bounds of this program that were hit: which, and what they left out.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::finding;
use crate::check::Observations;
use crate::check::limits::Limit;
use crate::proof::{Code, Finding, Severity};

pub(super) fn diagnose(observations: &Observations, findings: &mut Vec<Finding>) {
    let beside = observations.reached_beside.difference(&observations.reached);
    let told =
        observations.reached.iter().map(|limit| reached(*limit)).chain(beside.map(|limit| reached_beside(*limit)));
    findings.extend(told.map(|(limit, severity, left_out)| {
        let message = format!("A bound of this program was hit: {limit}. {left_out}");
        let fix = match (severity, limit) {
            // The delegation was found; what was not is the way to the hosts that mail goes to.
            (Severity::Warning, Limit::Delegation(_)) => FEW_HOSTS,
            _ => fix(limit, observations),
        };
        finding(Code::LimitReached, severity, None, message, fix.to_string())
    }));
}

const FEW_HOSTS: &str = "Let the MX records name few hosts, and by the names that have their addresses.";

/// The bound, how bad that is, and what it left out.
type Told = (Limit, Severity, &'static str);

const fn reached(limit: Limit) -> Told {
    let left_out = match limit {
        Limit::KeptOctets => "What lies beyond it was read, but not kept, so nothing is proven.",
        _ => "What lies beyond it was not asked, so nothing is proven.",
    };
    (limit, Severity::Error, left_out)
}

/// The verdict stands, whatever the rest would have shown: this is no cause.
const fn reached_beside(limit: Limit) -> Told {
    let left_out = match limit {
        Limit::SearchQueries => "Other places were not looked at.",
        Limit::Exchanges | Limit::Delegation(_) => "What lies beyond it was not looked up.",
        _ => "Not all that stands elsewhere was looked at.",
    };
    (limit, Severity::Warning, left_out)
}

const fn fix(limit: Limit, observations: &Observations) -> &'static str {
    match limit {
        Limit::Delegation(_) if !observations.is_proof_wanted() => "Take out of the delegation what is not needed.",
        Limit::Delegation(_) => "If the delegation really is that large, name its servers with --server.",
        Limit::Aliases => "Let the first CNAME lead straight to the record.",
        Limit::Exchanges => "Remove the MX records that name no mail server any more.",
        Limit::Records | Limit::KeptOctets => "Remove the records that no account needs any more.",
        Limit::Questions | Limit::Names | Limit::SearchQueries => "Check fewer records at a time.",
    }
}
