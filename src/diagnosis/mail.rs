//! Findings on where mail goes: nowhere, to a host that it cannot reach, or nobody knows.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use super::{finding, joined, shown_servers};
use crate::check::{Fate, Observations, Place, Route, Station, address_typed_for_name};
use crate::delegation::MailHost;
use crate::proof::{Code, Exchange, Finding, MailExchange, Severity, Verdict};
use crate::wire::{Name, RecordType};

pub(super) fn diagnose(observations: &Observations, verdict: Verdict, findings: &mut Vec<Finding>) {
    // What arrives needs no delegation: some top-level domains have such records themselves.
    let is_undelegated = |finding: &Finding| matches!(finding.code, Code::DomainMissing | Code::DomainNotDelegated);
    findings.retain(|finding| verdict != Verdict::Proven || !is_undelegated(finding));
    findings.iter_mut().for_each(rename);
    for index in 0..observations.stations.len() {
        let said = Said::of(observations, index);
        findings.extend(said.missing(observations, index, verdict));
        findings.extend(said.null(observations, index, verdict));
        findings.extend(said.disagreement(observations, index, verdict));
    }
    findings.extend(looping(observations));
    for Exchange { host: name, .. } in &observations.mail_exchanges {
        let host = Host { observations, name, is_implicit: observations.is_implicit(name), verdict };
        findings.extend(host.implicit());
        findings.extend(host.alias());
        // A domain that is missing, or that nobody delegates, has no address either.
        let is_missing =
            findings.iter().any(|it| it.code == Code::MailDomainMissing && it.name == Some(host.name.clone()));
        findings.extend(host.without_address().filter(|it| !(is_missing && it.code == Code::MailNoExchange)));
        findings.extend(host.private());
        findings.extend(host.open());
    }
    findings.extend(open(observations, verdict, findings));
}

/// Where mail goes, as the report lists it.
pub(super) fn exchanges(observations: &Observations) -> Vec<MailExchange> {
    let known = |exchange: &Exchange| MailExchange {
        exchange: exchange.clone(),
        addresses: observations.mail_hosts.get(&exchange.host).map(|host| host.addresses.clone()).unwrap_or_default(),
        is_implicit: observations.is_implicit(&exchange.host),
    };
    // Without an address it is no host at all.
    let is_one = |it: &MailExchange| !it.is_implicit || !it.addresses.is_empty();
    observations.mail_exchanges.iter().map(known).filter(is_one).collect()
}

/// What keeps any domain's servers from being found is told of mail in its own words.
fn rename(finding: &mut Finding) {
    finding.code = match finding.code {
        Code::DomainMissing | Code::DomainNotDelegated => Code::MailDomainMissing,
        Code::DiscoveryFailed => Code::MailNotFoundOut,
        other => other,
    };
}

/// What the servers of one name say, and which of them.
struct Said<'a>(BTreeMap<Route<'a>, Vec<SocketAddr>>);

impl<'a> Said<'a> {
    fn of(observations: &'a Observations, station: usize) -> Self {
        let mut said: BTreeMap<Route<'a>, Vec<SocketAddr>> = BTreeMap::new();
        // Of which not all is kept, nothing can be compared.
        let whole = observations.rows_of(station, Place::Name).filter(|(_, seen)| seen.surplus.is_none());
        for (key, route) in whole.filter_map(|(key, seen)| Some((key, Route::of(key, seen)?))) {
            said.entry(route).or_default().push(key.address);
        }
        Self(said)
    }

    fn servers_that(&self, is_it: impl Fn(&Route<'_>) -> bool) -> Option<&[SocketAddr]> {
        self.0.iter().find(|(route, _)| is_it(route)).map(|(_, servers)| servers.as_slice())
    }

    /// The registry's word has been told already.
    fn missing(&self, observations: &Observations, index: usize, verdict: Verdict) -> Option<Finding> {
        let station = observations.stations.get(index).filter(|it| !it.is_registry(&observations.task.domain))?;
        let servers = self.servers_that(|route| *route == Route::Missing)?;
        let name = &station.name;
        let message = format!(
            "{}{name} does not exist, say{} {}.",
            alias_of(observations, station),
            if servers.len() == 1 { "s" } else { "" },
            shown_servers(observations, index, servers)
        );
        let fix = format!(
            "Check the spelling of the address. If it is right, publish an MX record at {name}, or use another address."
        );
        let severity = severity(verdict);
        Some(finding(Code::MailDomainMissing, severity, Some(name.clone()), message, fix).at(servers.to_vec()))
    }

    fn null(&self, observations: &Observations, index: usize, verdict: Verdict) -> Option<Finding> {
        let station = observations.stations.get(index)?;
        let servers = self.servers_that(|route| *route == Route::Null)?;
        let name = &station.name;
        let message = format!(
            "{}{name} says that it receives no mail: its MX record is \"0 .\" (RFC 7505).",
            alias_of(observations, station)
        );
        let fix = format!(
            "Use an address of a domain that receives mail; or, if {name} is yours and is to receive mail, replace the MX \
             record \"0 .\" by one that names its mail server."
        );
        Some(finding(Code::MailNullMx, severity(verdict), Some(name.clone()), message, fix).at(servers.to_vec()))
    }

    fn disagreement(&self, observations: &Observations, index: usize, verdict: Verdict) -> Option<Finding> {
        const SHOWN: usize = 3;
        let station = observations.stations.get(index).filter(|_| self.0.len() > 1)?;
        let who = |servers: &[SocketAddr]| shown_servers(observations, index, servers);
        let ways = self.0.iter().take(SHOWN);
        let mut ways: Vec<String> =
            ways.map(|(route, servers)| format!("{}, says {}", told(route), who(servers))).collect();
        let surplus = self.0.len().saturating_sub(SHOWN);
        ways.extend((surplus > 0).then(|| format!("{surplus} more")));
        let name = &station.name;
        let message = format!(
            "The name servers of {name} do not agree on where its mail goes: {}. It depends on whom the sender asks.",
            ways.join("; ")
        );
        let fix = format!(
            "Have the same MX records of {name} served everywhere: reload the zone at the servers that are wrong, or take \
             them out of the NS set."
        );
        let all = self.0.values().flatten().copied();
        Some(finding(Code::MailServersDisagree, severity(verdict), Some(name.clone()), message, fix).at(all))
    }
}

/// `mail goes to mx1.example.net (10) and mx2.example.net (20)`.
fn told(route: &Route<'_>) -> String {
    const SHOWN: usize = 4;
    match route {
        Route::Null => "there is no mail (MX \"0 .\")".to_string(),
        Route::Missing => "there is no such name".to_string(),
        Route::Itself(name) => format!("there is no MX record, so mail goes to {name} itself"),
        Route::Exchanges(exchanges) => {
            let shown = exchanges.iter().take(SHOWN);
            let mut shown: Vec<String> = shown.map(|it| format!("{} ({})", it.host, it.preference)).collect();
            let surplus = exchanges.len().saturating_sub(SHOWN);
            shown.extend((surplus > 0).then(|| format!("{surplus} more")));
            format!("mail goes to {}", joined(&shown))
        }
    }
}

/// Why a name is looked at that is not the address's domain.
fn alias_of(observations: &Observations, station: &Station) -> String {
    if station.aliases == 0 { String::new() } else { format!("{} is an alias: ", observations.task.domain) }
}

/// A chain of aliases that comes back to itself has no mail at its end.
fn looping(observations: &Observations) -> Option<Finding> {
    let domain = &observations.task.domain;
    let message = format!("{domain} is an alias (CNAME) that leads back to itself, so mail has nowhere to go.");
    let fix = format!("Remove the CNAME record at {domain} and publish an MX record there.");
    let finding = || finding(Code::MailNoExchange, Severity::Error, Some(domain.clone()), message, fix);
    observations.is_loop(0).then(finding)
}

/// What cannot be decided, where nothing else has told why.
fn open(observations: &Observations, verdict: Verdict, findings: &[Finding]) -> Option<Finding> {
    let is_told = |finding: &Finding| matches!(finding.code, Code::MailNotFoundOut | Code::DnsIntercepted);
    if verdict != Verdict::Inconclusive || findings.iter().any(is_told) {
        return None;
    }
    let domain = &observations.task.domain;
    let message = match observations.routes().next() {
        None => format!(
            "Where mail for {domain} goes could not be found out: none of its name servers gave an answer that counts."
        ),
        Some(_) => {
            format!("Whether mail for {domain} arrives could not be found out: not all was asked that had to be.")
        }
    };
    let fix = "Try again, and from another network; what each name server did is listed.".to_string();
    Some(finding(Code::MailNotFoundOut, Severity::Error, Some(domain.clone()), message, fix))
}

/// What keeps mail from arriving, or will bite the next time.
const fn severity(verdict: Verdict) -> Severity {
    match verdict {
        Verdict::Proven => Severity::Warning,
        Verdict::Refuted | Verdict::Inconclusive => Severity::Error,
    }
}

/// One host that mail goes to.
struct Host<'a> {
    observations: &'a Observations,
    name: &'a Name,
    is_implicit: bool,
    verdict: Verdict,
}

impl Host<'_> {
    fn found(&self) -> Option<&MailHost> {
        self.observations.mail_hosts.get(self.name)
    }

    fn fate(&self) -> Fate {
        self.observations.fate(self.name)
    }

    /// A host that is of no use is the cause only where no other takes the mail.
    fn severity(&self) -> Severity {
        let mut hosts = self.observations.mail_exchanges.iter().map(|exchange| &exchange.host);
        let is_another_of_use = hosts.any(|host| self.observations.fate(host) == Fate::Arrives);
        if is_another_of_use { Severity::Warning } else { severity(self.verdict) }
    }

    fn finding(&self, code: Code, severity: Severity, message: String, fix: String) -> Finding {
        finding(code, severity, Some(self.name.clone()), message, fix)
    }

    /// No MX record, but addresses.
    fn implicit(&self) -> Option<Finding> {
        let host = self.name;
        let has_addresses = self.found().is_some_and(|found| !found.addresses.is_empty());
        if !self.is_implicit || !has_addresses {
            return None;
        }
        let message = format!("{host} has no MX record, so mail goes to its own addresses (RFC 5321 section 5.1).");
        let fix = format!("If another host takes the mail of {host}, publish an MX record that names it.");
        Some(self.finding(Code::MailImplicitMx, Severity::Note, message, fix))
    }

    fn alias(&self) -> Option<Finding> {
        let host = self.name;
        let target = self.found()?.aliases.last().filter(|_| !self.is_implicit)?;
        let message = format!(
            "The mail exchange {host} is an alias (CNAME) of {target}, which is not allowed (RFC 5321 section 5.1), and not \
             every sender follows it."
        );
        let fix = format!("Let the MX record name {target} itself, or give {host} an A record instead of the CNAME.");
        Some(self.finding(Code::MailExchangeIsAlias, Severity::Warning, message, fix))
    }

    fn without_address(&self) -> Option<Finding> {
        let host = self.name;
        if self.fate() != Fate::Nowhere {
            return None;
        }
        if self.is_implicit {
            let message = format!("{host} has neither an MX record nor an address, so mail for it has nowhere to go.");
            let fix = format!(
                "Publish an MX record at {host} that names its mail server; or use an address of a domain that receives mail."
            );
            return Some(self.finding(Code::MailNoExchange, self.severity(), message, fix));
        }
        let meant = self.name_meant();
        let typed = [Some(host), meant.as_ref()].into_iter().flatten().find_map(address_typed_for_name);
        let (message, fix) = match (typed, meant) {
            (Some(address), _) => (
                format!("The MX record names the address {address}, where the name of a host belongs."),
                format!("Give the mail server a name with {} record, and let the MX record name that.", article(address)),
            ),
            (None, _) if host.is_root() => (
                "An MX record with \".\" stands beside others; alone, it says that there is no mail (RFC 7505), here it is \
                 of no use."
                    .to_string(),
                "Remove the MX record that names \".\".".to_string(),
            ),
            (None, Some(meant)) => (
                format!("The mail exchange {host} has no address: the domain seems to be appended to {meant}."),
                format!(
                    "In the MX record, write \"{meant}.\" with its final dot; or, if {host} is right, publish an A or AAAA \
                     record there."
                ),
            ),
            (None, None) => (
                format!("The mail exchange {host} has no address, neither A nor AAAA."),
                format!("Publish an A or AAAA record at {host}, or let the MX record name a host that has one."),
            ),
        };
        Some(self.finding(Code::MailExchangeWithoutAddress, self.severity(), message, fix))
    }

    /// What was typed, where the domain seems to have been appended to it: a host of somebody else's, or an address.
    fn name_meant(&self) -> Option<Name> {
        let (host, domain) = (self.name, &self.observations.task.domain);
        let front = host.label_count().checked_sub(domain.label_count()).filter(|_| host.is_below(domain))?;
        let meant = Name::from_labels(host.labels().take(front)).ok()?;
        (meant.label_count() > 1 || address_typed_for_name(&meant).is_some()).then_some(meant)
    }

    fn private(&self) -> Option<Finding> {
        let host = self.name;
        let found = self.found().filter(|_| self.fate() == Fate::Private)?;
        let addresses: Vec<String> = found.addresses.iter().map(ToString::to_string).collect();
        let message = format!(
            "{host}, where mail goes, has no address that the Internet can reach, only {}.",
            joined(&addresses)
        );
        let fix = format!("Give {host} a public address, or let the MX record name a host that has one.");
        Some(self.finding(Code::MailExchangePrivate, self.severity(), message, fix))
    }

    fn open(&self) -> Option<Finding> {
        let host = self.name;
        if self.fate() != Fate::Open {
            return None;
        }
        let why = match self.found() {
            Some(MailHost { obstacle: Some(obstacle), .. }) => obstacle.to_string(),
            _ => "the time was over before it was known".to_string(),
        };
        let message = format!("The addresses of {host}, where mail goes, could not be found out: {why}.");
        let fix = "Try again. If it stays so, ask whoever runs that host's name servers.".to_string();
        let severity = if self.verdict == Verdict::Inconclusive { Severity::Error } else { Severity::Note };
        Some(self.finding(Code::MailNotFoundOut, severity, message, fix))
    }
}

/// The type of record that holds such an address.
fn article(address: IpAddr) -> String {
    let record_type = if address.is_ipv4() { RecordType::A } else { RecordType::AAAA };
    format!("an {record_type}")
}
