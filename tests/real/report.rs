//! What `check --json` said, and what the tests ask of it.

use std::ffi::OsStr;
use std::net::IpAddr;
use std::time::Duration;

use serde_json::Value;

use super::program::{Run, txtproof, txtproof_within};
use super::shape;
use crate::background::{Background, Ended};

/// A `check` report whose shape is the contract's.
pub(crate) struct CheckReport {
    run: Run,
    json: Value,
}

impl CheckReport {
    /// Runs `check` with `--json`.
    pub(crate) fn of<A: AsRef<OsStr>>(domain: &str, arguments: &[A]) -> Self {
        Self::read(domain, txtproof(&check(domain, arguments)))
    }

    /// As [`Self::of`], within a limit that the shell's `ulimit` knows.
    pub(crate) fn of_run_within<A: AsRef<OsStr>>(limit: &str, domain: &str, arguments: &[A]) -> Self {
        Self::read(domain, txtproof_within(limit, &check(domain, arguments)))
    }

    fn read(domain: &str, run: Run) -> Self {
        let json = run.json();
        shape::assert_check(&json);
        assert_eq!(json["domain"], domain);
        Self { run, json }
    }

    /// Reads `wait --json` to its end.
    pub(crate) fn of_wait(run: Background) -> Self {
        let Ended { status, stdout, heard } = run.end();
        let exit = status.code().expect("the program ends by itself, not by a signal");
        let run = Run { exit, stdout, stderr: heard.join("\n") };
        let json = run.json();
        shape::assert_check(&json);
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

    /// Exit 3, and the finding to mend first has this code.
    pub(crate) fn assert_inconclusive_for(&self, code: &str) {
        self.assert_inconclusive();
        assert_eq!(self.codes().first(), Some(&code), "{}", self.told());
        assert_eq!(self.finding(code)["severity"], "error", "{}", self.told());
    }

    /// Asserts which zone holds the first record.
    pub(crate) fn assert_zone(&self, zone: &str) {
        assert_eq!(self.json["zone"], zone, "{}", self.told());
    }

    /// How long the check took, without the program's start.
    pub(crate) fn elapsed(&self) -> Duration {
        Duration::from_secs_f64(self.json["elapsed_ms"].as_f64().expect("the shape was checked") / 1000.0)
    }

    pub(crate) fn assert_queries_at_most(&self, most: u64) {
        assert!(self.json["queries_sent"].as_u64() <= Some(most), "more than {most} queries: {}", self.told());
    }

    /// Asserts that these addresses have rows for this name, and no others.
    pub(crate) fn assert_asked<const COUNT: usize>(&self, name: &str, addresses: [IpAddr; COUNT]) {
        let of_name = self.rows().filter(|row| row["name_asked"] == name);
        let mut asked: Vec<_> = of_name.filter_map(|row| row["address"].as_str()).collect();
        let mut expected = addresses.map(|address| address.to_string());
        asked.sort_unstable();
        expected.sort_unstable();
        assert_eq!(asked, expected, "asked for {name}: {}", self.told());
    }

    /// The name servers that have this address.
    pub(crate) fn names_at(&self, address: IpAddr) -> Vec<&str> {
        let row = self.rows().find(|row| row["address"] == address.to_string());
        let names = row.and_then(|row| row["names"].as_array());
        names.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// Asserts the verdict and its exit code.
    pub(crate) fn assert_verdict(&self, verdict: &str, exit: i32) {
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
    pub(crate) fn assert_blames(&self, code: &str, address: IpAddr) {
        let servers = self.finding(code)["servers"].as_array().expect("the shape was checked");
        assert!(servers.contains(&address.to_string().into()), "{}", self.told());
    }

    /// The first finding with this code.
    pub(crate) fn finding(&self, code: &str) -> &Value {
        self.findings().find(|finding| finding["code"] == code).unwrap_or_else(|| {
            panic!("no finding `{code}`, but {:?}\n{}", self.codes(), self.told());
        })
    }

    /// The messages of the findings with this code.
    pub(crate) fn messages(&self, code: &str) -> impl Iterator<Item = &str> {
        let of_code = self.findings().filter(move |finding| finding["code"] == code);
        of_code.filter_map(|finding| finding["message"].as_str())
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
    pub(crate) fn row(&self, address: IpAddr, name: &str) -> &Value {
        let is_it = |row: &&Value| row["address"] == address.to_string() && row["name_asked"] == name;
        self.rows().find(is_it).unwrap_or_else(|| panic!("no row for {name} at {address}: {}", self.told()))
    }

    /// Asserts what this address said of this name.
    pub(crate) fn assert_outcome(&self, address: IpAddr, name: &str, outcome: &str) {
        assert_eq!(self.row(address, name)["outcome"], outcome, "{}", self.told());
    }

    /// Asserts that no row is of this address.
    pub(crate) fn assert_not_asked(&self, address: IpAddr, name: &str) {
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

    /// What this resolver (`address:port`) said, where it was asked one thing.
    pub(crate) fn resolver(&self, address: &str) -> &Value {
        let is_it =
            |row: &&Value| format!("{}:{}", row["address"].as_str().unwrap_or_default(), row["port"]) == address;
        self.list("resolvers").find(is_it).unwrap_or_else(|| panic!("no resolver {address}: {}", self.told()))
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

/// `check <domain> --json` with these arguments.
fn check<'a, A: AsRef<OsStr>>(domain: &'a str, arguments: &'a [A]) -> Vec<&'a OsStr> {
    let first = ["check", domain, "--json"].map(OsStr::new);
    first.into_iter().chain(arguments.iter().map(AsRef::as_ref)).collect()
}
