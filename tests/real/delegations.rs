//! Delegations as they exist, each on every software: root, top-level domains and zones all run it.
//!
//! Whatever the software, the verdict, the first finding and the rows are alike; a server's own habits (what it adds to
//! an answer, what it leaves out of a referral) change nothing.

mod aliases;
mod cuts;
mod found;
mod glue;
mod lists;
mod silent;
mod where_servers_are;

use super::internet::{Internet, Plan};
use super::report::CheckReport;
use super::software::{Software, on_every_software, on_software};
use super::zone::{NameServer, Zone, txt};

/// A normal proof from the root with four servers (`robustness.md`, "Bounds").
const MAX_QUERIES_WITH_GLUE: u64 = 20;
const MAX_QUERIES_WITHOUT_GLUE: u64 = 40;

/// The name of the default record.
fn record_name(domain: &str) -> String {
    format!("_amazonses.{domain}")
}

/// A domain and the token expected there.
struct Wanted {
    domain: String,
    token: String,
}

impl Wanted {
    fn drawn(plan: &mut Plan) -> Self {
        Self { domain: plan.domain(), token: plan.token() }
    }

    fn record_name(&self) -> String {
        record_name(&self.domain)
    }

    /// The domain's zone with the record.
    fn zone(&self) -> Zone {
        Zone::new(&self.domain).with(txt("_amazonses", &self.token))
    }

    /// The domain's zone without it.
    fn bare_zone(&self) -> Zone {
        Zone::new(&self.domain)
    }

    fn check(&self, internet: &Internet) -> CheckReport {
        internet.check(&self.domain, &[&self.token])
    }

    fn check_with(&self, internet: &Internet, more: &[&str]) -> CheckReport {
        internet.check_with(&self.domain, &[&self.token], &[&["--allow-private"], more].concat())
    }
}

/// A zone whose name servers are in other zones.
fn with_hosts(zone: Zone, hosts: &[NameServer]) -> Zone {
    hosts.iter().map(NameServer::address_record).fold(zone, Zone::with)
}
