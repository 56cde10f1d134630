//! Findings on the way to the servers: no such domain, no way to find out, sets that differ, bounds.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{addresses_where, finding, joined, shown_servers, shown_zone};
use crate::check::{Goal, Observations, Place, Station, is_evidence};
use crate::delegation::{Fact, OwnList};
use crate::proof::{Code, Finding, Outcome, Severity, Verdict};
use crate::wire::Name;

pub(super) fn diagnose(observations: &Observations, verdict: Verdict, findings: &mut Vec<Finding>) {
    for (index, station) in observations.stations.iter().enumerate() {
        findings.extend(not_found_out(observations, index, station, verdict));
        findings.extend(not_delegated(observations, index, station));
        findings.extend(lists_differ(observations, index, station));
        findings.extend(glue_differs(station));
    }
    findings.extend(intercepted(observations));
}

fn intercepted(observations: &Observations) -> Option<Finding> {
    let message = "Every server, the root servers too, offers recursion: something between here and the servers answers for \
                   them, so nothing that they seem to say is evidence.";
    let fix = "Ask from a network that does not redirect port 53 (not behind this router, VPN or firewall).";
    let finding = || finding(Code::DnsIntercepted, Severity::Error, None, message.to_string(), fix.to_string());
    observations.is_intercepted().then(finding)
}

fn not_found_out(observations: &Observations, index: usize, station: &Station, verdict: Verdict) -> Option<Finding> {
    let name = &station.name;
    let why = match (&station.obstacle, &station.cut) {
        (Some(obstacle), _) => obstacle.to_string(),
        // They were found, asked, and no use: what each of them did is told by itself, and is what must be mended.
        (None, Some(_)) if is_blame_of_servers(observations, index, station) => return None,
        (None, Some(cut)) => match &cut.doubt {
            Some(doubt) => doubt.to_string(),
            None => no_addresses(station)?,
        },
        (None, None) if !observations.task.servers.is_empty() => no_addresses(station)?,
        (None, None) if observations.is_expired => "the time was over before they answered".to_string(),
        (None, None) => return None,
    };
    let message = format!("The name servers of the zone that holds {name} could not be found out: {why}.");
    let fix = match verdict {
        Verdict::Proven => "Nothing to mend for this record; try again to see the rest.",
        _ if observations.is_proof_wanted() => {
            "Try again. If it stays so, check this machine's network (is port 53 open?), give the name servers with \
             --server, or find them by a resolver with --discover-via system."
        }
        _ => {
            "Try again. If it stays so, check this machine's network (is port 53 open?), or find the name servers by a \
             resolver with --discover-via system."
        }
    };
    let severity = if verdict == Verdict::Proven { Severity::Warning } else { Severity::Error };
    Some(finding(Code::DiscoveryFailed, severity, Some(name.clone()), message, fix.to_string()))
}

/// Whether the name servers of the record's zone were asked for it, and not one of them gave evidence. Those of the root or
/// of a top-level domain are not they: where such servers are no use, the right ones were never found.
fn is_blame_of_servers(observations: &Observations, index: usize, station: &Station) -> bool {
    let mut rows = observations.rows_of(index, Place::Name).peekable();
    let is_theirs = !station.is_registry(&observations.task.domain);
    is_theirs && rows.peek().is_some() && rows.all(|(_, seen)| !is_evidence(seen.outcome))
}

/// Why a zone whose servers are known cannot be asked: not one of them has an address.
fn no_addresses(station: &Station) -> Option<String> {
    let has_addresses = station.servers.iter().any(|server| !server.addresses.is_empty());
    let is_open = station.servers.iter().any(|server| server.is_pending);
    if has_addresses || is_open || station.servers.is_empty() {
        return None;
    }
    let first = station.servers.iter().find_map(|server| server.obstacle.as_ref());
    Some(first.map_or_else(|| "none of them has an address".to_string(), ToString::to_string))
}

/// The root's or a top-level domain's servers speak for a name that should have been delegated.
fn not_delegated(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let domain = &observations.task.domain;
    if !station.is_registry(domain) {
        return None;
    }
    let zone = shown_zone(observations, index);
    let is_own = station.name.is_at_or_below(domain);
    let name = if is_own { domain } else { &station.name };
    let witnesses =
        addresses_where(observations, index, |seen| matches!(seen.outcome, Outcome::NxDomain | Outcome::NoData));
    let servers = shown_servers(observations, index, &witnesses);
    let is_said = !witnesses.is_empty() || matches!(observations.task.goal, Goal::NameServers);
    let finding = match station.domain {
        _ if !is_said => return None,
        Some(Fact::NoData(_) | Fact::Alias(_)) if is_own => finding(
            Code::DomainNotDelegated,
            Severity::Error,
            Some(name.clone()),
            format!("{name} exists in {zone}, but is not delegated to any name server."),
            format!("At the registrar of {name}, set the name servers that hold its zone."),
        ),
        _ => finding(
            Code::DomainMissing,
            Severity::Error,
            Some(name.clone()),
            match servers.as_str() {
                "" => format!("{name} does not exist, says {zone}."),
                servers => format!("{name} does not exist, says {zone} ({servers})."),
            },
            format!(
                "Check the spelling of {name}. If it is right: register the domain, renew it, or have the registrar lift \
                 the hold and set name servers."
            ),
        ),
    };
    Some(finding.at(witnesses))
}

fn lists_differ(observations: &Observations, index: usize, station: &Station) -> Option<Finding> {
    let (Some(parent), OwnList::Known(own)) = (&station.parent_list, &station.own_list) else { return None };
    let only = |these: &[Name], those: &[Name]| -> Vec<String> {
        let mut only: Vec<String> =
            these.iter().filter(|name| !those.contains(name)).map(|name| name.to_lower_case().to_string()).collect();
        only.sort_unstable();
        only
    };
    let (only_parent, only_own) = (only(parent, own), only(own, parent));
    if only_parent.is_empty() && only_own.is_empty() {
        return None;
    }
    let parts = [("the parent alone lists", only_parent), ("the zone alone lists", only_own)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(who, names)| format!("{who} {}", joined(&names)))
        .collect();
    let zone = station.cut.as_ref().map(|cut| cut.zone.clone());
    Some(finding(
        Code::DelegationMismatch,
        Severity::Warning,
        zone,
        format!(
            "The parent and {} list different name servers: {}.",
            shown_zone(observations, index),
            parts.join("; ")
        ),
        "Make both lists the same: the name servers set at the registrar, and the NS records in the zone itself."
            .to_string(),
    ))
}

/// The parent's glue leads to an address that the zone itself does not give for its name server.
fn glue_differs(station: &Station) -> Option<Finding> {
    let differing = station.servers.iter().filter(|server| server.has_other_glue);
    let names: Vec<String> = differing.map(|server| server.name.to_string()).collect();
    let zone = station.cut.as_ref().map(|cut| cut.zone.clone());
    let message =
        format!("The parent's glue for {} has an address that the zone itself does not give.", joined(&names));
    let fix =
        "Have the registrar set the name server's (host's) address to the one in the zone, or the other way round.";
    let finding = || finding(Code::DelegationMismatch, Severity::Warning, zone, message, fix.to_string());
    (!names.is_empty()).then(finding)
}
