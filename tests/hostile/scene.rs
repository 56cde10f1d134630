//! A record, the servers that hold it, and the program that looks for it.

use std::net::SocketAddr;

use serde_json::Value;
use txtproof::check::{Check, Expectation, FixedHost, FixedServer, Goal, Task, Wanted};
use txtproof::wire::Name;

use super::answer::Truth;
use super::fault::Script;
use super::server::Server;
use crate::real::report::CheckReport;
use crate::simulated::random::{SeedOfFailure, Seeded, seed};

/// A check of a domain's record at one server.
pub(super) fn looks_at(server: SocketAddr, domain: &Name, value: &str, seed: u64) -> Check {
    let name = format!("_amazonses.{domain}").parse().expect("a label more");
    let wanted = Wanted::Octets(vec![value.to_owned().into()]);
    let task = Task::new(domain.clone(), Goal::Prove(vec![Expectation::new(name, wanted)]));
    let servers = vec![FixedServer { host: FixedHost::Address(server.ip()), port: server.port() }];
    Check::new(Task { servers, ..task }, seed)
}

/// For `ulimit`: what the program may have to write to, beside its stack and with what its libraries have.
pub(super) fn kilobytes(count: usize) -> String {
    // Elsewhere it limits what nobody allocates from any more, or nothing.
    if cfg!(target_os = "linux") { format!("-d {count}") } else { "-d unlimited".to_owned() }
}

/// What one test is about, drawn from a seed.
pub(super) struct Scene {
    seed: SeedOfFailure,
    pub(super) truth: Truth,
}

impl Scene {
    pub(super) fn new() -> Self {
        let seed = SeedOfFailure(seed());
        let mut random = Seeded::new(seed.0);
        let domain = format!("{}.{}", random.label(), random.label()).parse().expect("two labels");
        Self { truth: Truth { domain, value: random.token(), lie: random.token() }, seed }
    }

    pub(super) fn server(&self, script: Script) -> Server {
        Server::start(&self.truth, script, self.seed.0)
    }

    pub(super) fn server_without_tcp(&self, script: Script) -> Server {
        Server::start_without_tcp(&self.truth, script, self.seed.0)
    }

    /// `check` at these servers; `more` is set apart by blanks.
    pub(super) fn check(&self, servers: &[SocketAddr], more: &str) -> CheckReport {
        self.told_no_lie(CheckReport::of(&self.domain(), &self.arguments(servers, more)))
    }

    /// [`Self::check`] within a limit that the shell's `ulimit` knows.
    pub(super) fn check_within(&self, limit: &str, servers: &[SocketAddr], more: &str) -> CheckReport {
        self.told_no_lie(self.run_within(limit, servers, more))
    }

    /// As [`Self::check_within`], where a refutation may be the truth.
    pub(super) fn run_within(&self, limit: &str, servers: &[SocketAddr], more: &str) -> CheckReport {
        CheckReport::of_run_within(limit, &self.domain(), &self.arguments(servers, more))
    }

    /// The same check, for who drives it by hand.
    pub(super) fn looks_at(&self, server: SocketAddr) -> Check {
        looks_at(server, &self.truth.domain, &self.truth.value, self.seed.0)
    }

    pub(super) fn record_name(&self) -> String {
        format!("_amazonses.{}", self.domain())
    }

    /// What came of the question to one server.
    pub(super) fn row<'r>(&self, report: &'r CheckReport, server: SocketAddr) -> &'r Value {
        let is_it = |row: &&Value| row["port"] == server.port() && row["name_asked"] == self.record_name();
        report.rows().find(is_it).unwrap_or_else(|| panic!("no row of {server}: {}", report.told()))
    }

    /// Asserts the fields of a server's row: outcome, transport, attempts.
    pub(super) fn assert_row(&self, report: &CheckReport, server: SocketAddr, expected: (&str, &str, u64)) {
        let row = self.row(report, server);
        let text = |field: &str| row[field].as_str().unwrap_or_default();
        let told = (text("outcome"), text("transport"), row["attempts"].as_u64().unwrap_or_default());
        assert_eq!(told, expected, "{}", report.told());
    }

    fn domain(&self) -> String {
        self.truth.domain.to_string().trim_end_matches('.').to_owned()
    }

    fn arguments(&self, servers: &[SocketAddr], more: &str) -> Vec<String> {
        let servers = servers.iter().flat_map(|server| ["--server".to_owned(), server.to_string()]);
        let expected = ["--expect".to_owned(), self.truth.value.clone()];
        servers.chain(expected).chain(more.split_whitespace().map(str::to_owned)).collect()
    }

    /// Whatever becomes of a check: what was forged is no evidence, and network trouble refutes nothing.
    fn told_no_lie(&self, report: CheckReport) -> CheckReport {
        assert!(!report.told().contains(&self.truth.lie), "a forgery is believed: {}", report.told());
        assert_ne!(report.json()["verdict"], "refuted", "{}", report.told());
        report
    }
}
