//! The catalogue as users and programs read it.

use std::string::String;
use std::vec::Vec;

use serde_json::{Value, json};

use super::*;
use crate::provider::PROVIDERS;

fn catalogue() -> Value {
    serde_json::to_value(CatalogueReport::from(PROVIDERS)).unwrap()
}

fn entry(id: &str) -> Value {
    let report = catalogue();
    let providers = report["providers"].as_array().unwrap();
    providers.iter().find(|provider| provider["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
}

#[test]
fn an_entry_is_told_with_every_field() {
    let expected = json!({
        "id": "ses", "title": "Amazon SES",
        "expect": { "key": "value", "shape": "[44 base64]", "prefix": null, "case": "mixed",
                    "example": "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=", "count": 1 },
        "set": [],
        "records": [{ "name": "_amazonses.<domain>", "type": "TXT", "value": "<value>", "several": true,
                      "at_domain_too": true }],
        "explained": entry("ses")["explained"],
    });
    assert_eq!(entry("ses"), expected);
    assert_eq!(catalogue()["schema"], "txtproof.providers.v1");
}

#[test]
fn what_is_filled_by_hand_is_listed_with_an_example() {
    let mail_from = entry("ses-mail-from");
    assert_eq!(mail_from["expect"], Value::Null);
    assert_eq!(mail_from["set"][1]["key"], "region");
    assert_eq!(mail_from["records"][0]["value"], "10 feedback-smtp.<region>.amazonses.com");
    assert_eq!((&mail_from["records"][0]["several"], &mail_from["records"][1]["type"]), (&json!(false), &json!("TXT")));
    assert_eq!(entry("ses-dkim")["expect"]["count"], 3);
    assert_eq!(entry("google")["expect"]["prefix"], "google-site-verification=");
}

#[test]
fn the_table_has_a_line_for_each_record_and_no_line_is_wide() {
    let mut out = Vec::new();
    write_catalogue(&mut out, PROVIDERS).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.lines().all(|line| (line.len() <= 100 || line.contains("https://"))
        && line.bytes().all(|octet| (0x20..=0x7e).contains(&octet))));
    for provider in PROVIDERS {
        let begins = |line: &str| line.split(' ').next() == Some(provider.id);
        assert_eq!(text.lines().filter(|line| begins(line)).count(), 1, "{}", provider.id);
    }
}
