//! Findings on single servers: silent, refusing, not authoritative, stale, odd.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::SocketAddr;

use super::{distinct, finding, joined, severity_beside, shown_server, shown_servers};
use crate::check::{Goal, Observations, Place, RowKey, Seen, Zonal};
use crate::proof::{Code, Finding, Outcome, ServerName, Severity, Verdict};

pub(super) fn diagnose(observations: &Observations, verdict: Verdict, findings: &mut Vec<Finding>) {
    for station in 0..observations.stations.len() {
        for (trouble, place) in TROUBLES.iter().flat_map(|trouble| [(trouble, Place::Name), (trouble, Place::Apex)]) {
            findings.extend(troubled(observations, station, place, trouble, verdict));
        }
        findings.extend(without_address(observations, station, verdict));
        findings.extend(oddities(observations, station));
    }
    findings.extend(behind(observations));
}

/// A kind of trouble: which rows have it, and what to say.
struct Trouble {
    code: Code,
    is_it: fn(&Seen, SocketAddr, &Observations) -> bool,
    what: &'static str,
    fix: &'static str,
}

const TROUBLES: [Trouble; 9] = [
    Trouble {
        code: Code::ServerTimeout,
        is_it: |seen, _, _| seen.outcome == Outcome::Timeout,
        what: "did not answer, neither over UDP nor over TCP",
        fix: "Ask whoever runs the server whether it is up and lets port 53 through; if it is gone for good, take it out of \
              the NS set at the registrar and in the zone.",
    },
    Trouble {
        code: Code::ServerUnreachable,
        is_it: |seen, address, observations| {
            let is_without_route = seen.outcome == Outcome::Skipped && observations.task.may_ask(address.ip());
            let is_out_of_reach = seen.outcome == Outcome::Unreachable && !seen.is_for_want_of_a_socket();
            is_out_of_reach || is_without_route
        },
        what: "cannot be reached from here",
        fix: "Ask whoever runs the server whether a name server listens at that address; if not, correct the address or take \
              the server out of the NS set. From another network the picture may differ.",
    },
    Trouble {
        code: Code::ServerUnreachable,
        is_it: |seen, _, _| seen.is_for_want_of_a_socket(),
        what: "could not be asked",
        fix: "Let the program open more files at a time (`ulimit -n`), or ask fewer servers at once, and check again.",
    },
    Trouble {
        code: Code::ServerRefused,
        is_it: |seen, _, _| seen.outcome == Outcome::Refused,
        what: "refuses the question (REFUSED): it does not serve the zone, or not to us",
        fix: "Have the zone configured at that server, or take the server out of the NS set at the registrar and in the zone.",
    },
    Trouble {
        code: Code::ServerFailure,
        is_it: |seen, _, _| matches!(seen.outcome, Outcome::ServFail | Outcome::Error),
        what: "answers with an error",
        fix: "Ask whoever runs the server to look into its log: the zone may have expired there or failed to load.",
    },
    Trouble {
        code: Code::ServerMalformed,
        is_it: |seen, _, _| seen.outcome == Outcome::Malformed,
        what: "sends nothing but malformed responses",
        fix: "Try again from another network. If it stays so, have the name server's software repaired or replaced.",
    },
    Trouble {
        code: Code::ServerNotAuthoritative,
        is_it: |seen, _, _| matches!(seen.outcome, Outcome::NotAuthoritative | Outcome::UpwardReferral),
        what: "is listed as a name server and does not answer with authority for the zone",
        fix: "Have the zone configured at that server, or take the server out of the NS set at the registrar and in the zone.",
    },
    Trouble {
        code: Code::ServerTcpUnavailable,
        is_it: |seen, _, _| seen.outcome == Outcome::Truncated,
        what: "truncates its answer over UDP and does not give it over TCP",
        fix: "Have TCP port 53 opened at that server (RFC 7766 requires it).",
    },
    Trouble {
        code: Code::ServerPrivateAddress,
        is_it: |seen, address, observations| {
            seen.outcome == Outcome::Skipped && !observations.task.may_ask(address.ip())
        },
        what: "has an address that is not reachable from the Internet, and was not asked",
        fix: "Give the name server a public address. To ask it all the same from inside its network: --allow-private.",
    },
];

fn troubled(
    observations: &Observations,
    station: usize,
    place: Place,
    trouble: &Trouble,
    verdict: Verdict,
) -> Option<Finding> {
    let rows = observations.rows_of(station, place);
    let troubled: Vec<(&RowKey, &Seen)> =
        rows.filter(|(key, seen)| (trouble.is_it)(seen, key.address, observations)).collect();
    let addresses: Vec<SocketAddr> = troubled.iter().map(|(key, _)| key.address).collect();
    let (key, first) = troubled.first()?;
    let is_without_route = troubled.iter().all(|(_, seen)| seen.outcome == Outcome::Skipped);
    if is_without_route && trouble.code == Code::ServerUnreachable && verdict == Verdict::Proven {
        return None;
    }
    let why = match (&first.detail, first.rcode) {
        (Some(detail), _) if trouble.code != Code::ServerPrivateAddress => format!(" ({detail})"),
        (None, Some(rcode)) if trouble.code == Code::ServerFailure => format!(" ({rcode})"),
        _ => String::new(),
    };
    let asked = if place == Place::Apex { format!(", asked for {} itself", key.name) } else { String::new() };
    let servers = shown_servers(observations, station, &addresses);
    let message = format!("{servers} {}{asked}{why}.", plural(trouble.what, distinct(&addresses).len()));
    let name = Some((*key.name).clone());
    Some(
        finding(trouble.code, severity_of(observations, verdict), name, message, trouble.fix.to_string()).at(addresses),
    )
}

/// `ns1 does` but `ns1 and ns2 do`.
fn plural(what: &str, count: usize) -> String {
    if count == 1 {
        return what.to_string();
    }
    let verbs = [
        ("refuses", "refuse"),
        ("answers", "answer"),
        ("sends", "send"),
        ("is listed", "are listed"),
        ("has ", "have "),
    ];
    let words = verbs.into_iter().find(|(one, _)| what.starts_with(one));
    let plural = words.map_or(what.to_string(), |(one, many)| what.replacen(one, many, 1));
    let plural =
        plural.replace("truncates its answer", "truncate their answers").replace("not give it", "not give them");
    let plural = plural.replace("it does not", "they do not").replace("does not", "do not");
    plural.replace("a name server", "name servers").replace("and was not", "and were not")
}

fn severity_of(observations: &Observations, verdict: Verdict) -> Severity {
    match observations.task.goal {
        Goal::Prove(_) => severity_beside(verdict),
        _ => Severity::Warning,
    }
}

/// A name server without any address is as good as none.
fn without_address(observations: &Observations, index: usize, verdict: Verdict) -> Option<Finding> {
    let station = observations.stations.get(index)?;
    let has_addresses = station.servers.iter().any(|server| !server.addresses.is_empty());
    let bare: Vec<(String, String)> = station
        .servers
        .iter()
        .filter(|server| server.addresses.is_empty() && !server.is_pending)
        .filter_map(|server| match (&server.name, &server.obstacle) {
            (ServerName::Name(name), Some(obstacle)) => Some((name.to_lower_case().to_string(), obstacle.to_string())),
            _ => None,
        })
        .collect();
    let (_, why) = bare.first().filter(|_| has_addresses)?;
    let names: Vec<String> = bare.iter().map(|(name, _)| name.clone()).collect();
    let message = format!("No address of {} could be found: {why}.", joined(&names));
    let fix = "Give the name server an address record where it has none, or take it out of the NS set.".to_string();
    let zone = station.cut.as_ref().map(|cut| cut.zone.clone());
    Some(finding(Code::ServerUnreachable, severity_of(observations, verdict), zone, message, fix))
}

/// What servers do that does no harm yet.
fn oddities(observations: &Observations, station: usize) -> Vec<Finding> {
    let oddity = |code, is_it: fn(&Seen) -> bool, what: &str| {
        let addresses = super::addresses_where(observations, station, is_it);
        let name = observations.stations.get(station).map(|station| station.name.clone());
        let message = format!("{} {what}.", shown_servers(observations, station, &addresses));
        let fix = "Nothing to mend for this record.".to_string();
        (!addresses.is_empty()).then(|| finding(code, Severity::Note, name, message, fix).at(addresses))
    };
    let no_edns = oddity(Code::ServerNoEdns, |seen| seen.facts.no_edns, "needed a query without EDNS");
    let folded = "did not echo the case of the question; the answer was confirmed over TCP";
    let case_folded = oddity(Code::ServerCaseFolded, |seen| seen.facts.case_folded, folded);
    no_edns.into_iter().chain(case_folded).collect()
}

/// Servers whose zone is older than another's with the same primary (RFC 1982).
fn behind(observations: &Observations) -> Vec<Finding> {
    let newest = |zonal: &Zonal| {
        let peers = observations.serials.values().filter(|other| other.mname == zonal.mname);
        peers
            .map(|other| other.serial)
            .fold(zonal.serial, |newest, serial| if is_older(newest, serial) { serial } else { newest })
    };
    let mut findings: Vec<Finding> = Vec::new();
    for (address, zonal) in &observations.serials {
        let newest = newest(zonal);
        if newest == zonal.serial {
            continue;
        }
        let server = shown_server(observations, 0, *address);
        let message = format!("{server} has serial {} of the zone, another server has {newest}.", zonal.serial);
        let fix =
            "Wait for its next refresh, or have its zone transfers repaired (NOTIFY, AXFR, access lists).".to_string();
        let zone = observations.stations.first().and_then(|station| station.cut.as_ref()).map(|cut| cut.zone.clone());
        findings.push(finding(Code::ServerBehind, Severity::Warning, zone, message, fix).at([*address]));
    }
    findings
}

/// Serial number arithmetic (RFC 1982 §3.2): whether `one` is older than `other`.
const fn is_older(one: u32, other: u32) -> bool {
    let ahead = other.wrapping_sub(one);
    ahead != 0 && ahead < 0x8000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_with_several_servers_is_told_in_the_plural() {
        let told = TROUBLES.map(|trouble| plural(trouble.what, 2));
        let expected = [
            "did not answer, neither over UDP nor over TCP",
            "cannot be reached from here",
            "could not be asked",
            "refuse the question (REFUSED): they do not serve the zone, or not to us",
            "answer with an error",
            "send nothing but malformed responses",
            "are listed as name servers and do not answer with authority for the zone",
            "truncate their answers over UDP and do not give them over TCP",
            "have an address that is not reachable from the Internet, and were not asked",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn serials_wrap_around() {
        assert!(is_older(1, 2) && !is_older(2, 1) && !is_older(2, 2));
        assert!(is_older(0xffff_ffff, 0) && !is_older(0, 0xffff_ffff));
        assert!(!is_older(0, 0x8000_0000) && !is_older(0x8000_0000, 0));
    }
}
