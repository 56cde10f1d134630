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

#[cfg(test)]
mod tests {
    use std::vec;

    use super::*;
    use crate::proof::{Code, Severity};
    use crate::report::sample::{finding, lowercased, mail};

    #[test]
    fn what_the_spelling_says_stands_among_the_findings_by_how_bad_it_is() {
        let slip = finding(Code::MailDomainSlip, Severity::Warning, None);
        let mut proof = lowercased();
        proof.findings.push(finding(Code::MailImplicitMx, Severity::Note, None));
        let check = MailCheck::new("a@example.com".into(), "a".into(), proof, Some(slip));
        let told: Vec<(Severity, Code)> = check.findings.iter().map(|it| (it.severity, it.code)).collect();
        let expected = [
            (Severity::Error, Code::ValueLowercased),
            (Severity::Warning, Code::ServerTimeout),
            (Severity::Warning, Code::MailDomainSlip),
            (Severity::Note, Code::MailImplicitMx),
        ];
        assert_eq!(told, expected);
        assert_eq!(check.parts, Some(("a".into(), "example.com".into())));
    }

    #[test]
    fn what_no_tool_sees_is_told_of_an_address_whatever_the_verdict_and_of_nothing_else() {
        for verdict in [Verdict::Proven, Verdict::Refuted, Verdict::Inconclusive] {
            let steps = mail(verdict, 1, vec![], vec![]).next_steps();
            assert!(steps.len() == 3 && steps.iter().all(|step| step.contains("J\u{f6}rg@Example.com")), "{steps:?}");
        }
        let why = finding(Code::MailAddressMalformed, Severity::Error, None);
        assert_eq!(MailCheck::unasked("x".into(), None, Verdict::Refuted, why).next_steps(), [""; 0]);
    }
}
