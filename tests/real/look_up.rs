//! `txt` and `ns`, what the readers of nslookup's and dig's output look for.

use serde_json::{Value, json};

use super::internet::Plan;
use super::program::txtproof;
use super::served::{Drawn, Served};
use super::shape;
use super::zone::{NameServer, Zone, txt, txt_of_strings};

#[test]
#[ignore = "needs nsd"]
fn txt_prints_one_line_a_record_as_nslookup_does() {
    let drawn = Drawn::new();
    let zone = drawn.zone().with(txt_of_strings("_amazonses", &["one", "two"])).with(txt("_amazonses", &drawn.token));
    let server = Served::start(zone);
    let run = txtproof(&["txt", &drawn.record_name(), &server.server()]);
    assert_eq!(run.exit, 0, "{}", run.told());
    for text in [r#""one" "two""#.to_owned(), format!("\"{}\"", drawn.token)] {
        let line = format!("{} text = {text}", drawn.record_name());
        assert!(run.stdout.lines().any(|printed| printed == line), "no line {line:?}\n{}", run.told());
    }
}

#[test]
#[ignore = "needs nsd"]
fn txt_tells_the_records_of_one_server_in_json() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.token)));
    let run = txtproof(&["txt", &drawn.record_name(), &server.server(), "--json"]);
    let report = run.json();
    shape::assert_txt(&report);
    assert_eq!((run.exit, &report["name"]), (0, &json!(drawn.record_name())), "{}", run.told());
    let row = &report["servers"][0];
    assert_eq!((&row["outcome"], &row["authoritative"]), (&json!("answered"), &json!(true)), "{}", run.told());
    assert_eq!(row["answers"][0]["value"], drawn.token.as_str(), "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn txt_of_a_name_that_is_not_there_ends_with_one() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone());
    let run = txtproof(&["txt", &drawn.record_name(), &server.server(), "--json"]);
    shape::assert_txt(&run.json());
    assert_eq!((run.exit, &run.json()["servers"][0]["outcome"]), (1, &json!("nxdomain")), "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn txt_of_a_large_record_set_goes_to_tcp() {
    let drawn = Drawn::new();
    let zone = (0..20).fold(drawn.zone(), |zone, number| zone.with(txt("_amazonses", &format!("{number:0>200}"))));
    let server = Served::start(zone);
    let run = txtproof(&["txt", &drawn.record_name(), &server.server(), "--json"]);
    let row = &run.json()["servers"][0];
    assert_eq!((run.exit, &row["transport"]), (0, &json!("tcp")), "{}", run.told());
    assert_eq!(row["answers"].as_array().map(Vec::len), Some(20), "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn txt_without_a_server_asks_each_authoritative_server() {
    let mut plan = Plan::new();
    let (domain, token) = (plan.domain(), plan.token());
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain).with(txt("_amazonses", &token)), &servers);
    let run = plan.open().look_up(&["txt", &format!("_amazonses.{domain}"), "--json"]);
    let report = run.json();
    shape::assert_txt(&report);
    let asked: Vec<_> = rows(&report).iter().map(|row| (&row["address"], &row["outcome"])).collect();
    let addresses = servers.map(|server| json!(server.address));
    let answered = json!("answered");
    assert_eq!(
        (run.exit, asked),
        (0, addresses.iter().map(|address| (address, &answered)).collect()),
        "{}",
        run.told()
    );
}

#[test]
#[ignore = "needs nsd"]
fn ns_prints_each_name_server_with_its_addresses() {
    let mut plan = Plan::new();
    let domain = plan.domain();
    let servers = plan.two_name_servers(&domain);
    plan.publish(&Zone::new(&domain), &servers);
    let run = plan.open().look_up(&["ns", &domain]);
    assert_eq!(run.exit, 0, "{}", run.told());
    for server in servers {
        let start = format!("{domain} nameserver = {}", server.name);
        let line = run.stdout.lines().find(|line| line.starts_with(&start));
        let has_address = line.is_some_and(|line| line.contains(&server.address.to_string()));
        assert!(has_address, "no line {start:?} with {}\n{}", server.address, run.told());
    }
}

#[test]
#[ignore = "needs nsd"]
fn ns_tells_what_the_parent_lists_from_what_the_zone_lists() {
    let mut plan = Plan::new();
    let domain = plan.domain();
    let [common, parents] = plan.two_name_servers(&domain);
    let childs = plan.name_server(format!("ns3.{domain}"));
    plan.delegate(&domain, &[common.clone(), parents.clone()]);
    let zone = Zone::new(&domain).with_server(&common).with_server(&childs).with(parents.address_record());
    for server in [&common, &parents, &childs] {
        plan.serve(server, std::slice::from_ref(&zone));
    }
    let top_level = plan.top_level().to_owned();
    let run = plan.open().look_up(&["ns", &domain, "--json"]);
    let report = run.json();
    shape::assert_ns(&report);
    assert_eq!((run.exit, &report["zone"]), (0, &json!(domain)), "{}", run.told());
    assert_eq!(report["parent"], top_level.as_str(), "{}", run.told());
    let listed = [listed(&common, "both"), listed(&parents, "parent"), listed(&childs, "child")];
    assert_eq!(rows(&report), &listed, "{}", run.told());
    let is_mismatch = |finding: &Value| finding["code"] == "delegation-mismatch";
    assert!(report["findings"].as_array().expect("the shape was checked").iter().any(is_mismatch), "{}", run.told());
}

#[test]
#[ignore = "needs nsd"]
fn ns_of_a_domain_that_is_not_there_ends_with_one() {
    let mut plan = Plan::new();
    let domain = plan.domain();
    let run = plan.open().look_up(&["ns", &domain, "--json"]);
    shape::assert_ns(&run.json());
    assert_eq!(run.exit, 1, "{}", run.told());
    assert_eq!(run.json()["findings"][0]["code"], "domain-missing", "{}", run.told());
}

fn rows(report: &Value) -> &[Value] {
    report["servers"].as_array().expect("the shape was checked")
}

fn listed(server: &NameServer, by: &str) -> Value {
    json!({ "name": server.name, "addresses": [server.address], "listed_by": by })
}
