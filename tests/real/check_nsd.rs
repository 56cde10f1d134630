//! `check --server`: what is wrong with a value, and where a record ended up.

use super::served::{Drawn, Served};
use super::zone::{txt, txt_of_strings};

#[test]
#[ignore = "needs nsd"]
fn a_published_value_is_proven() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.token)));
    let report = server.check(&[&drawn.token]);
    report.assert_proven_plainly();
    report.assert_name_servers(1, 1, 1);
    report.assert_outcome(server.address(), &drawn.record_name(), "match");
}

#[test]
#[ignore = "needs nsd"]
fn a_row_holds_what_the_server_said() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.token)));
    let report = server.check(&[&drawn.token]);
    let row = report.row(server.address(), &drawn.record_name());
    assert_eq!(server.server(), format!("{}:{}", server.address(), row["port"]));
    assert_eq!((&row["listed_by"], &row["type_asked"]), (&"user".into(), &"TXT".into()));
    assert_eq!((&row["transport"], &row["rcode"]), (&"udp".into(), &"NOERROR".into()));
    assert_eq!((&row["authoritative"], &row["attempts"]), (&true.into(), &1.into()));
    let answer = &row["answers"][0];
    assert_eq!((&answer["name"], &answer["type"]), (&drawn.record_name().into(), &"TXT".into()));
    assert_eq!((&answer["ttl"], &answer["value"]), (&300.into(), &drawn.token.clone().into()));
    assert_eq!(answer["strings"], serde_json::json!([drawn.token]));
}

#[test]
#[ignore = "needs nsd"]
fn a_lower_cased_value_is_named() {
    let drawn = Drawn::new();
    let published = drawn.token.to_ascii_lowercase();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &published)));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("value-lowercased");
    report.assert_found("value-lowercased", &drawn.token, &published);
    report.assert_blames("value-lowercased", server.address());
    report.assert_outcome(server.address(), &drawn.record_name(), "mismatch");
}

#[test]
#[ignore = "needs nsd"]
fn an_upper_cased_value_is_named() {
    let drawn = Drawn::new();
    let published = drawn.token.to_ascii_uppercase();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &published)));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("value-uppercased");
    report.assert_found("value-uppercased", &drawn.token, &published);
}

#[test]
#[ignore = "needs nsd"]
fn a_value_of_another_case_is_named() {
    let drawn = Drawn::new();
    let published = swap_case(&drawn.token);
    let server = Served::start(drawn.zone().with(txt("_amazonses", &published)));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("value-case-changed");
    report.assert_found("value-case-changed", &drawn.token, &published);
}

#[test]
#[ignore = "needs nsd"]
fn quotes_inside_a_value_are_named() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &format!("\"{}\"", drawn.token))));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("value-quoted");
    report.assert_found("value-quoted", &drawn.token, &format!("\\\"{}\\\"", drawn.token));
}

#[test]
#[ignore = "needs nsd"]
fn a_blank_after_a_value_is_named() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &format!("{} ", drawn.token))));
    server.check(&[&drawn.token]).assert_refuted_for("value-whitespace");
}

#[test]
#[ignore = "needs nsd"]
fn a_blank_inside_a_value_is_named() {
    let drawn = Drawn::new();
    let (head, tail) = drawn.token.split_at(17);
    let server = Served::start(drawn.zone().with(txt("_amazonses", &format!("{head} {tail}"))));
    server.check(&[&drawn.token]).assert_refuted_for("value-whitespace");
}

#[test]
#[ignore = "needs nsd"]
fn two_tokens_in_one_record_are_named() {
    let drawn = Drawn::new();
    let published = format!("{} {}", drawn.other_token, drawn.token);
    let server = Served::start(drawn.zone().with(txt("_amazonses", &published)));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("value-merged");
    report.assert_found("value-merged", &drawn.token, &published);
}

#[test]
#[ignore = "needs nsd"]
fn two_expected_tokens_in_one_record_prove_neither() {
    let drawn = Drawn::new();
    let published = format!("{} {}", drawn.token, drawn.other_token);
    let server = Served::start(drawn.zone().with(txt("_amazonses", &published)));
    let report = server.check(&[&drawn.token, &drawn.other_token]);
    report.assert_refuted_for("value-merged");
    assert!(report.records().all(|record| record["verdict"] == "refuted"), "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn another_accounts_token_is_named() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.other_token)));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("value-other");
    report.assert_found("value-other", &drawn.token, &drawn.other_token);
}

#[test]
#[ignore = "needs nsd"]
fn the_tokens_of_two_regions_are_proven_side_by_side() {
    let drawn = Drawn::new();
    let zone = drawn.zone().with(txt("_amazonses", &drawn.token)).with(txt("_amazonses", &drawn.other_token));
    let report = Served::start(zone).check(&[&drawn.token, &drawn.other_token]);
    report.assert_proven_plainly();
    assert_eq!(report.records().count(), 2, "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn one_of_two_regions_is_no_proof_of_both() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.token)));
    let report = server.check(&[&drawn.token, &drawn.other_token]);
    report.assert_refuted();
    let verdicts: Vec<_> = report.records().map(|record| record["verdict"].as_str()).collect();
    assert_eq!(verdicts, [Some("proven"), Some("refuted")], "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn one_of_two_regions_is_enough_for_any() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("_amazonses", &drawn.token)));
    let report = server.check_with(&[&drawn.token, &drawn.other_token], &["--any"]);
    report.assert_outcome(server.address(), &drawn.record_name(), "match");
    assert_eq!(report.json()["verdict"], "proven", "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn a_value_beside_the_expected_one_is_a_note() {
    let drawn = Drawn::new();
    let zone = drawn.zone().with(txt("_amazonses", &drawn.token)).with(txt("_amazonses", &drawn.other_token));
    let report = Served::start(zone).check(&[&drawn.token]);
    report.assert_proven();
    report.assert_finding("extra-value", "note");
}

#[test]
#[ignore = "needs nsd"]
fn a_value_of_several_character_strings_is_compared_whole() {
    let drawn = Drawn::new();
    let (head, tail) = drawn.token.split_at(20);
    let server = Served::start(drawn.zone().with(txt_of_strings("_amazonses", &[head, tail])));
    let report = server.check(&[&drawn.token]);
    report.assert_proven_plainly();
    let answer = &report.row(server.address(), &drawn.record_name())["answers"][0];
    assert_eq!(answer["strings"], serde_json::json!([head, tail]));
    assert_eq!(answer["value"], drawn.token.as_str());
}

#[test]
#[ignore = "needs nsd"]
fn a_record_below_the_domain_twice_is_named() {
    let drawn = Drawn::new();
    // What a provider's form does with a name that was meant to be absolute.
    let owner = format!("_amazonses.{}", drawn.domain);
    let server = Served::start(drawn.zone().with(txt(&owner, &drawn.token)));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("name-domain-appended");
    report.assert_outcome(server.address(), &drawn.record_name(), "nxdomain");
}

#[test]
#[ignore = "needs nsd"]
fn a_record_at_the_apex_proves_for_ses() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("@", &drawn.token)));
    let report = server.check(&[&drawn.token]);
    report.assert_proven();
    report.assert_finding("name-at-apex", "note");
    report.assert_outcome(server.address(), &drawn.record_name(), "nxdomain");
    report.assert_outcome(server.address(), &drawn.domain, "match");
}

#[test]
#[ignore = "needs nsd"]
fn a_record_at_the_apex_proves_nothing_elsewhere() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("@", &drawn.token)));
    let report = server.check_with(&[&drawn.token], &["--name", "_challenge"]);
    report.assert_refuted_for("name-at-apex");
}

#[test]
#[ignore = "needs nsd"]
fn a_dropped_underscore_is_named() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with(txt("amazonses", &drawn.token)));
    server.check(&[&drawn.token]).assert_refuted_for("name-underscore-dropped");
}

#[test]
#[ignore = "needs nsd"]
fn a_name_without_txt_is_told_from_a_name_that_is_not_there() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone().with("_amazonses A 192.0.2.1"));
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("record-missing");
    report.assert_outcome(server.address(), &drawn.record_name(), "nodata");
}

#[test]
#[ignore = "needs nsd"]
fn a_name_that_is_not_there_is_named() {
    let drawn = Drawn::new();
    let server = Served::start(drawn.zone());
    let report = server.check(&[&drawn.token]);
    report.assert_refuted_for("name-missing");
    report.assert_outcome(server.address(), &drawn.record_name(), "nxdomain");
    assert!(report.row(server.address(), &drawn.record_name())["serial"].is_u64(), "{}", report.told());
}

#[test]
#[ignore = "needs nsd"]
fn an_alias_to_the_value_is_proven_with_its_chain() {
    let drawn = Drawn::new();
    let target = format!("verification.{}", drawn.domain);
    let zone = drawn.zone().with("_amazonses CNAME verification").with(txt("verification", &drawn.token));
    let server = Served::start(zone);
    let report = server.check(&[&drawn.token]);
    report.assert_proven();
    report.assert_outcome(server.address(), &drawn.record_name(), "alias");
    report.assert_outcome(server.address(), &target, "match");
    let message = report.finding("name-alias")["message"].as_str().expect("the shape was checked");
    assert!(message.contains(&target), "the chain is not shown: {message}");
}

#[test]
#[ignore = "needs nsd"]
fn an_alias_to_a_name_without_the_value_is_the_cause() {
    let drawn = Drawn::new();
    let zone = drawn.zone().with("_amazonses CNAME elsewhere").with("elsewhere A 192.0.2.1");
    Served::start(zone).check(&[&drawn.token]).assert_refuted_for("name-alias");
}

#[test]
#[ignore = "needs nsd"]
fn aliases_that_come_back_to_themselves_are_named() {
    let drawn = Drawn::new();
    let zone = drawn.zone().with("_amazonses CNAME there").with("there CNAME back").with("back CNAME there");
    Served::start(zone).check(&[&drawn.token]).assert_refuted_for("alias-loop");
}

/// Neither the lower-cased value nor the upper-cased one.
fn swap_case(text: &str) -> String {
    let swap = |letter: char| {
        if letter.is_ascii_uppercase() { letter.to_ascii_lowercase() } else { letter.to_ascii_uppercase() }
    };
    text.chars().map(swap).collect()
}
