//! What `check --json` said, and what the tests ask of it.

use std::net::Ipv4Addr;

use serde_json::Value;

use super::program::{Run, txtproof};
use super::shape;

/// A `check` report whose shape is the contract's.
pub(crate) struct CheckReport {
    run: Run,
    json: Value,
}

impl CheckReport {
    /// Runs `check` with `--json`.
    pub(crate) fn of(domain: &str, arguments: &[String]) -> Self {
        let mut all = vec!["check".to_owned(), domain.to_owned(), "--json".to_owned()];
        all.extend_from_slice(arguments);
        let run = txtproof(&all);
        let json = run.json();
        shape::assert_check(&json);
        assert_eq!(json["domain"], domain);
        Self { run, json }
    }

    /// Exit 0, and nothing told that contradicts it.
    pub(crate) fn assert_proven(&self) {
        self.assert_verdict("proven", 0);
        let has_error = self.findings().any(|finding| finding["severity"] == "error");
        assert!(!has_error, "proven, with an error: {}", self.told());
        assert!(self.rows().all(|row| row["serial"].is_null()), "a serial nobody needed: {}", self.told());
        assert!(self.records().all(|record| record["verdict"] == "proven"), "{}", self.told());
    }

    /// Proven, with nothing to be told beside it.
    pub(crate) fn assert_proven_plainly(&self) {
        self.assert_proven();
        assert_eq!(self.codes(), [""; 0], "{}", self.told());
    }

    /// Exit 1, and the finding to mend first has this code.
    pub(crate) fn assert_refuted_for(&self, code: &str) {
        self.assert_verdict("refuted", 1);
        assert_eq!(self.codes().first(), Some(&code), "{}", self.told());
        assert_eq!(self.finding(code)["severity"], "error", "{}", self.told());
    }

    /// Exit 1, whatever explains it.
    pub(crate) fn assert_refuted(&self) {
        self.assert_verdict("refuted", 1);
    }

    /// Exit 3: neither for nor against.
    pub(crate) fn assert_inconclusive(&self) {
        self.assert_verdict("inconclusive", 3);
    }

    fn assert_verdict(&self, verdict: &str, exit: i32) {
        assert_eq!(self.json["verdict"], verdict, "{}", self.told());
        assert_eq!(self.run.exit, exit, "{}", self.told());
    }

    /// Asserts that the finding says what was expected and what stands there instead.
    pub(crate) fn assert_found(&self, code: &str, expected: &str, found: &str) {
        let finding = self.finding(code);
        assert_eq!(finding["expected"], expected, "{}", self.told());
        assert_eq!(finding["found"], found, "{}", self.told());
    }

    /// Asserts that the finding is about this server.
    pub(crate) fn assert_blames(&self, code: &str, address: Ipv4Addr) {
        let servers = self.finding(code)["servers"].as_array().expect("the shape was checked");
        assert!(servers.contains(&address.to_string().into()), "{}", self.told());
    }

    /// The first finding with this code.
    pub(crate) fn finding(&self, code: &str) -> &Value {
        self.findings().find(|finding| finding["code"] == code).unwrap_or_else(|| {
            panic!("no finding `{code}`, but {:?}\n{}", self.codes(), self.told());
        })
    }

    /// Asserts type, value and verdict of each expected record, in order.
    pub(crate) fn assert_records(&self, expected: &[(&str, &str, &str)]) {
        let text = |record: &Value, field: &str| record[field].as_str().unwrap_or_default().to_owned();
        let records: Vec<_> =
            self.records().map(|it| ["type", "expected", "verdict"].map(|field| text(it, field))).collect();
        let expected: Vec<_> =
            expected.iter().map(|&(record_type, value, verdict)| [record_type, value, verdict]).collect();
        assert_eq!(records, expected, "{}", self.told());
    }

    /// Asserts that no question stands in two rows.
    pub(crate) fn assert_one_row_a_question(&self) {
        let question = |row: &Value| ["address", "name_asked", "type_asked"].map(|field| row[field].to_string());
        let mut questions: Vec<_> = self.rows().map(question).collect();
        questions.sort();
        let all = questions.len();
        questions.dedup();
        assert_eq!(questions.len(), all, "{}", self.told());
    }

    /// Asserts the code's presence and severity.
    pub(crate) fn assert_finding(&self, code: &str, severity: &str) {
        assert_eq!(self.finding(code)["severity"], severity, "{}", self.told());
    }

    /// The codes of the findings, the cause first.
    pub(crate) fn codes(&self) -> Vec<&str> {
        self.findings().filter_map(|finding| finding["code"].as_str()).collect()
    }

    /// The row of this address for this name.
    pub(crate) fn row(&self, address: Ipv4Addr, name: &str) -> &Value {
        let is_it = |row: &&Value| row["address"] == address.to_string() && row["name_asked"] == name;
        self.rows().find(is_it).unwrap_or_else(|| panic!("no row for {name} at {address}: {}", self.told()))
    }

    /// Asserts what this address said of this name.
    pub(crate) fn assert_outcome(&self, address: Ipv4Addr, name: &str, outcome: &str) {
        assert_eq!(self.row(address, name)["outcome"], outcome, "{}", self.told());
    }

    /// Asserts that no row is of this address.
    pub(crate) fn assert_not_asked(&self, address: Ipv4Addr, name: &str) {
        let is_it = |row: &Value| row["address"] == address.to_string() && row["name_asked"] == name;
        assert!(!self.rows().any(is_it), "{address} was asked for {name}: {}", self.told());
    }

    /// Asserts `name_servers`: listed, answered, held.
    pub(crate) fn assert_name_servers(&self, listed: u64, answered: u64, held: u64) {
        let counts = &self.json["name_servers"];
        let got = [&counts["listed"], &counts["answered"], &counts["held"]].map(Value::as_u64);
        assert_eq!(got, [Some(listed), Some(answered), Some(held)], "{}", self.told());
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &Value> {
        self.list("servers")
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = &Value> {
        self.list("records")
    }

    fn findings(&self) -> impl Iterator<Item = &Value> {
        self.list("findings")
    }

    fn list(&self, field: &str) -> impl Iterator<Item = &Value> {
        self.json[field].as_array().expect("the shape was checked").iter()
    }

    pub(crate) fn json(&self) -> &Value {
        &self.json
    }

    pub(crate) fn told(&self) -> String {
        self.run.told()
    }
}
