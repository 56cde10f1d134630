//! What `mail` found out, as its reports tell it.

use core::time::Duration;

use std::format;
use std::string::String;
use std::vec::Vec;

use crate::proof::{Finding, MailExchange, Proof, Row, Verdict, sort_findings};

/// Whether an e-mail address can receive mail, as far as DNS can tell.
#[derive(Clone, Debug)]
pub struct MailCheck {
    /// The address as it was typed.
    pub address: String,
    /// Its two parts, the domain as A-labels (or an address literal in its brackets); none where it is malformed.
    pub parts: Option<(String, String)>,
    /// What is so.
    pub verdict: Verdict,
    /// Where mail goes, by preference.
    pub exchanges: Vec<MailExchange>,
    /// What each address said; sorted by server name, then address.
    pub servers: Vec<Row>,
    /// What is wrong or worth knowing; the cause to mend first.
    pub findings: Vec<Finding>,
    /// Transmissions over both transports.
    pub queries_sent: u32,
    /// How long it took.
    pub elapsed: Duration,
}

impl MailCheck {
    /// What is told without asking anybody, for this reason.
    pub fn unasked(address: String, parts: Option<(String, String)>, verdict: Verdict, why: Finding) -> Self {
        let (exchanges, servers, findings) = (Vec::new(), Vec::new(), Vec::from([why]));
        Self { address, parts, verdict, exchanges, servers, findings, queries_sent: 0, elapsed: Duration::ZERO }
    }

    /// What a proof says of where mail goes, and what the address's spelling says beside it.
    pub fn new(address: String, local_part: String, proof: Proof, slip: Option<Finding>) -> Self {
        let Proof { domain, verdict, exchanges, servers, mut findings, queries_sent, elapsed, .. } = proof;
        findings.extend(slip);
        sort_findings(&mut findings);
        let parts = Some((local_part, super::names::told(&domain)));
        Self { address, parts, verdict, exchanges, servers, findings, queries_sent, elapsed }
    }

    /// What to look at where the mail does not come although it could: no tool sees it from outside. None for what is no
    /// address.
    pub fn next_steps(&self) -> Vec<String> {
        if self.parts.is_none() {
            return Vec::new();
        }
        let address = &self.address;
        Vec::from([
            format!("Look into the spam or junk mail folder of {address}."),
            format!(
                "From another address, such as a personal one, send a test mail to {address}, and see whether it arrives."
            ),
            format!(
                "In the list of verified addresses in the service's console, compare the address letter by letter with \
                 {address}; if it differs, enter it anew."
            ),
        ])
    }
}
