//! `txtproof.mail.v1`.

use std::net::IpAddr;
use std::string::String;
use std::vec::Vec;

use serde::Serialize;

use super::{Finding, Row};
use crate::proof;
use crate::report::mail::MailCheck;
use crate::report::names::told;

/// What `mail --json` prints, `txtproof.mail.v1`.
#[derive(Debug, Serialize)]
pub struct MailReport<'m> {
    schema: &'static str,
    address: &'m str,
    local_part: Option<&'m str>,
    domain: Option<&'m str>,
    verdict: &'static str,
    exchanges: Vec<Exchange>,
    servers: Vec<Row<'m>>,
    findings: Vec<Finding>,
    next_steps: Vec<String>,
}

impl<'m> From<&'m MailCheck> for MailReport<'m> {
    fn from(mail: &'m MailCheck) -> Self {
        let parts = mail.parts.as_ref();
        Self {
            schema: "txtproof.mail.v1",
            address: &mail.address,
            local_part: parts.map(|(local_part, _)| local_part.as_str()),
            domain: parts.map(|(_, domain)| domain.as_str()),
            verdict: mail.verdict.as_word_of_mail(),
            exchanges: mail.exchanges.iter().map(Into::into).collect(),
            servers: mail.servers.iter().map(Into::into).collect(),
            findings: mail.findings.iter().map(Into::into).collect(),
            next_steps: mail.next_steps(),
        }
    }
}

#[derive(Debug, Serialize)]
struct Exchange {
    preference: u16,
    name: String,
    addresses: Vec<IpAddr>,
    implicit: bool,
}

impl From<&proof::MailExchange> for Exchange {
    fn from(it: &proof::MailExchange) -> Self {
        let proof::MailExchange { exchange, addresses, is_implicit } = it;
        Self {
            preference: exchange.preference,
            name: told(&exchange.host),
            addresses: addresses.clone(),
            implicit: *is_implicit,
        }
    }
}

#[cfg(test)]
mod tests;
