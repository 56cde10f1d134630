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
use super::wanted::{Wanted, record_name};
use super::zone::{NameServer, Zone, txt};

/// A normal proof from the root with four servers (`robustness.md`, "Bounds").
const MAX_QUERIES_WITH_GLUE: u64 = 20;
const MAX_QUERIES_WITHOUT_GLUE: u64 = 40;

/// A zone whose name servers are in other zones.
fn with_hosts(zone: Zone, hosts: &[NameServer]) -> Zone {
    hosts.iter().map(NameServer::address_record).fold(zone, Zone::with)
}
