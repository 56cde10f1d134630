//! `decode`: whatever comes in, text that is safe to see or JSON that is valid comes out.

use serde_json::{Value, json};

use super::program::{run, stderr, stdout};

fn decoded(input: &[u8]) -> (Option<i32>, Value) {
    let output = run(&["decode", "--json"], input);
    assert_eq!(stderr(&output), "");
    assert_eq!(stdout(&output).lines().count(), 1, "one line where nobody looks");
    (output.status.code(), serde_json::from_str(stdout(&output)).expect("valid JSON"))
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("fixtures/{name}.hex")).expect("the fixture is there")
}

#[test]
fn a_message_is_told_with_every_field_of_its_schema() {
    let (exit, report) = decoded(&fixture("record-txt-strings"));
    let expected = json!({
        "schema": "txtproof.message.v1", "id": 7,
        "flags": { "qr": true, "opcode": "QUERY", "aa": true, "tc": false, "rd": false, "ra": false, "ad": false,
                   "cd": false },
        "rcode": "NOERROR", "edns": null,
        "question": [{ "name": "x.test", "type": "TXT", "class": "IN" }],
        "answer": [{ "name": "x.test", "type": "TXT", "class": "IN", "ttl": 300, "rdata": "\"one \" \"\" \"two\"",
                     "strings": ["one ", "", "two"], "value": "one two", "hex": "6f6e652074776f" }],
        "authority": [], "additional": [], "trailing_octets": 0
    });
    assert_eq!((exit, report), (Some(0), expected));
}

#[test]
fn the_opt_record_is_told_as_edns_and_not_as_a_record() {
    let (_, report) = decoded(&fixture("record-opt"));
    let expected = json!({
        "version": 0, "udp_octets": 1232, "extended_rcode": 0, "do": false, "flags": 0,
        "options": [{ "code": 10, "hex": "000102030405060708090a0b0c0d0e0f" }]
    });
    assert_eq!((&report["edns"], &report["additional"]), (&expected, &json!([])));
    assert_eq!(decoded(&fixture("record-opt-badvers")).1["rcode"], "BADVERS");
}

#[test]
fn what_is_malformed_is_told_by_kind_and_offset() {
    let (exit, report) = decoded(&fixture("rfc9267-2-pointer-to-itself"));
    let expected = json!({ "error": { "kind": "compression-loop", "offset": 12,
                                      "message": "a compression pointer runs in a loop at octet 12" } });
    assert_eq!((exit, report), (Some(1), expected));
}

#[test]
fn raw_octets_and_hex_text_are_the_same_message() {
    let raw = [0, 7, 0x84, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(decoded(&raw), decoded(b"0007 8400 0000 0000 0000 0000 # a header\n"));
    assert_eq!(decoded(&raw).0, Some(0));
}

#[test]
fn input_that_can_be_no_message_is_malformed() {
    let kind_of = |input: &[u8]| {
        let (exit, report) = decoded(input);
        assert_eq!(exit, Some(1));
        (report["error"]["kind"].as_str().expect("a kind").to_owned(), report["error"]["offset"].as_u64())
    };
    assert_eq!(kind_of(b""), ("short-header".to_owned(), Some(0)));
    assert_eq!(kind_of(b"0007 8"), ("hex-incomplete".to_owned(), Some(2)));
    assert_eq!(kind_of(&vec![0; 65_536]), ("message-too-long".to_owned(), Some(65_535)));
    assert_eq!(kind_of(&vec![b' '; 5 * 1024 * 1024]), ("message-too-long".to_owned(), Some(65_535)));
}

/// Every octet value in a TXT record: escaped on the terminal, and given back exactly by `hex`.
#[test]
fn no_octet_of_a_message_reaches_the_terminal_raw() {
    let octets: Vec<u8> = (0..=255).collect();
    let mut message = vec![0, 7, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 16, 0, 1, 0, 0, 1, 44];
    message.extend(258_u16.to_be_bytes());
    message.push(255);
    message.extend(&octets[..255]);
    message.extend([1, 255]);
    let text = run(&["decode", "--color", "always"], &message);
    assert!(stdout(&text).bytes().all(|octet| matches!(octet, b'\n' | 0x20..=0x7e)), "{}", stdout(&text));
    let hex: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    assert_eq!(decoded(&message).1["answer"][0]["hex"], hex.concat());
}

#[test]
fn backslashes_are_told_as_a_zone_file_has_them() {
    let last_line = |name: &str| {
        let output = run(&["decode"], &fixture(name));
        stdout(&output).lines().last().unwrap_or_default().to_owned()
    };
    let expected = r#"x.test. 300 IN TXT "\027]0;x\007\013\010\000\"\\\155\226\128\174""#;
    assert_eq!(last_line("record-txt-unprintable"), expected);
    assert_eq!(last_line("name-unprintable"), r#";a\.b\000\010.\\\"\255\032.test. IN TXT"#);
    assert_eq!(last_line("record-unknown"), r"x.test. 300 IN TYPE65280 \# 0");
    assert_eq!(last_line("record-srv"), r"x.test. 300 IN SRV \# 15 000100020035026e73047465737400");
}

#[test]
fn quiet_prints_nothing_and_the_exit_code_tells() {
    let exit_of = |name: &str| {
        let output = run(&["decode", "-q"], &fixture(name));
        assert_eq!((stdout(&output), stderr(&output)), ("", ""));
        output.status.code()
    };
    assert_eq!((exit_of("record-a"), exit_of("short-header")), (Some(0), Some(1)));
}
