//! Large and odd RRsets, each on every software: the octets come through, over whatever transport it takes.

use super::served::{Drawn, Served};
use super::software::{Manner, Software, on_every_software};
use super::zone::{Zone, presentation, txt, txt_of_strings};

on_every_software! {
    four_kilobytes_are_had_over_tcp,
    sixty_kilobytes_are_had_over_tcp,
    sixty_kilobytes_in_one_record_are_had_over_tcp,
    many_character_strings_are_one_value,
    an_empty_character_string_adds_nothing,
    every_octet_is_compared_as_it_is,
    a_thousand_records_are_compared,
    one_record_more_is_a_limit,
}

fn four_kilobytes_are_had_over_tcp(software: Software) {
    a_record_set_too_large_for_udp_is_proven(software, 20);
}

fn sixty_kilobytes_are_had_over_tcp(software: Software) {
    a_record_set_too_large_for_udp_is_proven(software, 280);
}

/// Each record beside the expected one takes 213 octets on the wire.
fn a_record_set_too_large_for_udp_is_proven(software: Software, others: usize) {
    let drawn = Drawn::new();
    let zone = drawn.zone().with(txt("_amazonses", &drawn.token));
    let zone = (0..others).fold(zone, |zone, number| zone.with(txt("_amazonses", &format!("{number:0>200}"))));
    let server = serve(software, zone);
    let report = server.check(&[&drawn.token]);
    report.assert_proven();
    let row = report.row(server.address(), &drawn.record_name());
    assert_eq!((&row["outcome"], &row["transport"]), (&"match".into(), &"tcp".into()));
    assert_eq!(row["answers"].as_array().map(Vec::len), Some(others + 1));
}

fn sixty_kilobytes_in_one_record_are_had_over_tcp(software: Software) {
    let drawn = Drawn::new();
    let value = drawn.token.repeat(60_000 / drawn.token.len());
    let server = serve(software, drawn.zone().with(txt("_amazonses", &value)));
    let report = server.check(&[&value]);
    report.assert_proven();
    assert_eq!(report.row(server.address(), &drawn.record_name())["transport"], "tcp");
}

fn many_character_strings_are_one_value(software: Software) {
    let drawn = Drawn::new();
    let strings: Vec<&str> = drawn.token.split_inclusive(|_| true).collect();
    let server = serve(software, drawn.zone().with(txt_of_strings("_amazonses", &strings)));
    let report = server.check(&[&drawn.token]);
    report.assert_proven_plainly();
    let answer = &report.row(server.address(), &drawn.record_name())["answers"][0];
    assert_eq!(answer["strings"].as_array().map(Vec::len), Some(drawn.token.len()), "{}", report.told());
}

fn an_empty_character_string_adds_nothing(software: Software) {
    let drawn = Drawn::new();
    let server = serve(software, drawn.zone().with(txt_of_strings("_amazonses", &["", &drawn.token, ""])));
    let report = server.check(&[&drawn.token]);
    report.assert_proven_plainly();
    let answer = &report.row(server.address(), &drawn.record_name())["answers"][0];
    assert_eq!(answer["strings"], serde_json::json!(["", drawn.token, ""]), "{}", report.told());
}

/// All but NUL, which no argument can hold: control octets, quotes, backslashes, octets that are no UTF-8.
fn every_octet_is_compared_as_it_is(software: Software) {
    let drawn = Drawn::new();
    let octets: Vec<u8> = (1..=255).collect();
    let quoted: String = octets.iter().map(|&octet| presentation(octet)).collect();
    let server = serve(software, drawn.zone().with(format!("_amazonses TXT \"{quoted}\"")));
    let report = server.check_octets(&octets);
    report.assert_verdict("proven", 0);
    let answer = &report.row(server.address(), &drawn.record_name())["answers"][0];
    let hex: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    assert_eq!((&answer["hex"], &answer["value"]), (&hex.concat().into(), &quoted.into()), "{}", report.told());
}

fn a_thousand_records_are_compared(software: Software) {
    let drawn = Drawn::new();
    let server = serve(software, many_records(&drawn, 999));
    let report = server.check(&[&drawn.token]);
    report.assert_proven();
    let answers = &report.row(server.address(), &drawn.record_name())["answers"];
    assert_eq!(answers.as_array().map(Vec::len), Some(1000));
}

/// What is not kept may be anything: it forbids a proof.
fn one_record_more_is_a_limit(software: Software) {
    let drawn = Drawn::new();
    let report = serve(software, many_records(&drawn, 1000)).check(&[&drawn.token]);
    report.assert_inconclusive_for("limit-reached");
}

fn many_records(drawn: &Drawn, others: usize) -> Zone {
    let zone = drawn.zone().with(txt("_amazonses", &drawn.token));
    (0..others).fold(zone, |zone, number| zone.with(txt("_amazonses", &format!("other {number}"))))
}

fn serve(software: Software, zone: Zone) -> Served {
    Served::start_with(software, Manner::Plain, zone)
}
