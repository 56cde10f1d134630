//! The report of `ns`: the name servers as nslookup prints them, with their addresses and who lists them.

use std::io::{self, Write};
use std::string::{String, ToString};
use std::vec::Vec;
use std::writeln;

use super::findings::write_findings;
use super::{FAINT, Title};
use crate::proof::{Code, ListedBy, NameServer, Proof};
use crate::report::names::told;

/// Writes the report of `ns`: the zone, its parent, the name servers and who lists them, the findings.
pub fn write_ns(out: &mut dyn Write, proof: &Proof, unicode: Option<&str>) -> io::Result<()> {
    let title = Title { name: &proof.domain, unicode }.told();
    if proof.findings.iter().any(|finding| finding.code == Code::DomainMissing) {
        // The name servers are the parent's then.
        writeln!(out, "The domain {title} does not exist.")?;
        return write_findings(out, &proof.findings);
    }
    let zone = told(proof.zone.as_ref().unwrap_or(&proof.domain));
    match &proof.zone {
        Some(name) if *name != proof.domain => writeln!(out, "{FAINT}{title} lies in the zone {zone}.{FAINT:#}")?,
        _ if unicode.is_some() => writeln!(out, "{FAINT}{title}{FAINT:#}")?,
        _ => {}
    }
    write_servers(out, &zone, &proof.delegation)?;
    if proof.delegation.is_empty() && proof.findings.is_empty() {
        writeln!(out, "No name server of {title} could be found out.")?;
    }
    write_findings(out, &proof.findings)
}

fn write_servers(out: &mut dyn Write, zone: &str, servers: &[NameServer]) -> io::Result<()> {
    let widest = |told: fn(&NameServer) -> String| servers.iter().map(|server| told(server).len()).max();
    let name = widest(|server| server.name.to_string()).unwrap_or_default();
    let address = widest(addresses).unwrap_or_default();
    for server in servers {
        let (server_name, addresses) = (server.name.to_string(), addresses(server));
        let who = listed_by(server.listed_by);
        writeln!(out, "{zone} nameserver = {server_name:name$}  {addresses:address$}  {FAINT}{who}{FAINT:#}")?;
    }
    Ok(())
}

fn addresses(server: &NameServer) -> String {
    if server.addresses.is_empty() {
        return String::from("no address");
    }
    server.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

const fn listed_by(listed_by: ListedBy) -> &'static str {
    match listed_by {
        ListedBy::Both => "listed by the parent and the zone",
        ListedBy::Parent => "listed by the parent alone",
        ListedBy::Child => "listed by the zone alone",
        ListedBy::User => "given by you",
    }
}
