//! One zone at name servers of all software side by side, below a root and a top-level domain of NSD.

use super::internet::Plan;
use super::software::Software;
use super::zone::{NameServer, Zone, txt};

const ALL: [Software; 4] = [Software::Nsd, Software::Knot, Software::Bind, Software::PowerDns];

#[test]
#[ignore = "needs nsd, knot, bind9, pdns-server, pdns-backend-bind, util-linux and iproute2"]
fn four_softwares_prove_together() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let servers: [NameServer; 4] = plan.name_servers(&domain);
    plan.delegate(&domain, &servers);
    let zone = servers.iter().fold(Zone::new(&domain).with(txt("_amazonses", &token)), Zone::with_server);
    for (server, software) in servers.iter().zip(ALL) {
        plan.serve_on(software, server, std::slice::from_ref(&zone));
    }
    let report = plan.open().check(&domain, &[&token]);
    report.assert_proven_plainly();
    report.assert_name_servers(4, 4, 4);
    report.assert_asked(&format!("_amazonses.{domain}"), servers.each_ref().map(|server| server.address));
}

#[test]
#[ignore = "needs nsd, knot, bind9, pdns-server, pdns-backend-bind, util-linux and iproute2"]
fn whichever_software_is_stale_is_named() {
    for stale in 0..ALL.len() {
        let mut plan = Plan::new();
        let (domain, token) = (plan.domain(), plan.token());
        let servers: [NameServer; 4] = plan.name_servers(&domain);
        plan.delegate(&domain, &servers);
        let old = servers.iter().fold(Zone::new(&domain).with_serial(1), Zone::with_server);
        let new = old.clone().with_serial(2).with(txt("_amazonses", &token));
        for (number, (server, software)) in servers.iter().zip(ALL).enumerate() {
            let zone = if number == stale { &old } else { &new };
            plan.serve_on(software, server, std::slice::from_ref(zone));
        }
        let report = plan.open().check(&domain, &[&token]);
        report.assert_refuted_for("servers-disagree");
        report.assert_name_servers(4, 4, 3);
        for code in ["servers-disagree", "server-behind"] {
            report.assert_blames(code, servers[stale].address);
        }
        report.assert_outcome(servers[stale].address, &format!("_amazonses.{domain}"), "nxdomain");
    }
}
