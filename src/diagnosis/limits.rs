//! Bounds of this program that were hit: which, and what they left out.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::finding;
use crate::check::Observations;
use crate::check::limits::Limit;
use crate::proof::{Code, Finding, Severity};

pub(super) fn diagnose(observations: &Observations, findings: &mut Vec<Finding>) {
    findings.extend(observations.reached.iter().map(|limit| reached(*limit)));
    let beside = observations.reached_beside.difference(&observations.reached);
    findings.extend(beside.map(|limit| reached_beside(*limit)));
}

fn reached(limit: Limit) -> Finding {
    let left_out = match limit {
        Limit::KeptOctets => "What lies beyond it was read, but not kept, so nothing is proven.",
        _ => "What lies beyond it was not asked, so nothing is proven.",
    };
    told(limit, Severity::Error, left_out, fix(limit))
}

/// The verdict stands, whatever the rest would have shown: this is no cause.
fn reached_beside(limit: Limit) -> Finding {
    let left_out = match limit {
        Limit::SearchQueries => "Other places were not looked at.",
        Limit::Exchanges | Limit::Delegation(_) => "What lies beyond it was not looked up.",
        _ => "Not all that stands elsewhere was looked at.",
    };
    let fix = match limit {
        // The delegation was found; what was not is the way to the hosts that mail goes to.
        Limit::Delegation(_) => "Let the MX records name few hosts, and by the names that have their addresses.",
        _ => fix(limit),
    };
    told(limit, Severity::Warning, left_out, fix)
}

fn told(limit: Limit, severity: Severity, left_out: &str, fix: &str) -> Finding {
    let message = format!("A bound of this program was hit: {limit}. {left_out}");
    finding(Code::LimitReached, severity, None, message, fix.to_string())
}

const fn fix(limit: Limit) -> &'static str {
    match limit {
        Limit::Delegation(_) => "If the delegation really is that large, name its servers with --server.",
        Limit::Aliases => "Let the first CNAME lead straight to the record.",
        Limit::Exchanges => "Remove the MX records that name no mail server any more.",
        Limit::Records | Limit::KeptOctets => "Remove the records that no account needs any more.",
        Limit::Questions | Limit::Names | Limit::SearchQueries => "Check fewer records at a time.",
    }
}
