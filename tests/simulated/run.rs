//! What came of a simulated check, for tests to look at.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use txtproof::exchange::{Path, Transport};
use txtproof::proof::{Code, Proof, Row, Severity};
use txtproof::wire::{Question, RecordType};

/// A check that is over.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) proof: Proof,
    /// Every transmission, in its order.
    pub(crate) sent: Vec<Sent>,
    /// How much virtual time went by.
    pub(crate) elapsed: Duration,
    /// The most that the check had on the heap at once, in octets.
    pub(crate) heap: usize,
}

/// Checks of one batch that are over.
#[derive(Debug)]
pub(crate) struct Runs {
    pub(crate) proofs: Vec<Proof>,
    /// Every transmission of all of them, in its order.
    pub(crate) sent: Vec<Sent>,
    pub(crate) elapsed: Duration,
    /// The most that all of them had on the heap at once, in octets.
    pub(crate) heap: usize,
}

/// One transmission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) at: Duration,
    /// When its socket was closed: it was answered, given up, or the check was over.
    pub(crate) until: Duration,
    pub(crate) path: Path,
    pub(crate) server: SocketAddr,
    pub(crate) transport: Transport,
    pub(crate) question: Question,
}

impl Run {
    pub(crate) fn sent_over(&self, transport: Transport) -> usize {
        self.sent.iter().filter(|sent| sent.transport == transport).count()
    }

    pub(crate) fn sent_to(&self, address: IpAddr) -> impl Iterator<Item = &Sent> {
        self.sent.iter().filter(move |sent| sent.server.ip() == address)
    }

    /// Transmissions that find name servers, their addresses and keys; evidence and the search for it ask for other types.
    pub(crate) fn discovery_queries(&self) -> usize {
        const TYPES: [RecordType; 5] =
            [RecordType::NS, RecordType::A, RecordType::AAAA, RecordType::DS, RecordType::DNSKEY];
        self.sent.iter().filter(|sent| TYPES.contains(&sent.question.record_type)).count()
    }

    pub(crate) fn has(&self, code: Code) -> bool {
        self.proof.findings.iter().any(|finding| finding.code == code)
    }

    /// The findings as a table says them: `error value-lowercased, note extra-value`.
    pub(crate) fn findings(&self) -> String {
        let told = self.proof.findings.iter().map(|it| format!("{} {}", it.severity.as_str(), it.code.as_str()));
        told.collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn errors(&self) -> impl Iterator<Item = Code> {
        self.proof.findings.iter().filter(|it| it.severity == Severity::Error).map(|it| it.code)
    }

    /// The one row of an address.
    pub(crate) fn row(&self, address: IpAddr) -> &Row {
        let mut rows = self.proof.servers.iter().filter(|row| row.address == address);
        let row = rows.next().unwrap_or_else(|| panic!("no row for {address}: {:#?}", self.proof.servers));
        assert!(rows.next().is_none(), "more than one row for {address}: {:#?}", self.proof.servers);
        row
    }
}
