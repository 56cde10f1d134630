//! E-mail addresses as people type and paste them: taken exactly as they are, or refused with the place and the remedy.
//!
//! What comes of pasting is recognised first ([`pasted`], [`at_sign`], [`look_alike`]), so that its remedy is told and
//! not the grammar's complaint; then the grammar is judged ([`local_part`], [`mail_domain`]) and last the lengths of
//! RFC 5321. A remedy that is a whole address has been through all of this itself.
//!
//! The crate `email_address` judges the local part. It differs from the RFCs, and here is what becomes of that:
//!
//! - Of characters beyond ASCII it takes letters and digits, in quotes none; RFC 6531 takes all of them wherever a
//!   letter may stand, so a letter is what it is shown in their place. Behind a backslash RFC 6531 takes none; here
//!   they are taken, as by RFC 6532.
//! - It refuses `""` and a blank behind a backslash, both of which RFC 5321 allows; so they are refused.
//! - Its domains may hold what no domain has, and any text in brackets; so they are read here, names as everywhere in
//!   the program.
//!
//! Stricter than RFC 5322: comments, folding white space and the obsolete forms are refused, since they are no part of
//! an address on its way (RFC 5321 §4.1.2). Stricter than RFC 6531: of the characters beyond ASCII, those that come of
//! pasting (not to be seen, looking like ASCII, quotation marks around an address) are refused. More lenient than
//! RFC 5321: `::` in an address literal may stand for a single group.

mod around;
mod at_sign;
mod blanks;
mod characters;
mod fault;
mod local_part;
mod look_alike;
mod mail_domain;
mod odd;
mod pasted;
mod several;
mod slip;
mod spelled;

use core::net::IpAddr;

use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::domain::TypedName;
use crate::proof::{Code, Finding, Severity};
use fault::{Fault, Part};

pub(super) use slip::slip;

/// An e-mail address, and how it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// All of it.
    pub(super) typed: String,
    /// What stands before the `@`, quotes included.
    pub(super) local_part: String,
    /// What stands behind it.
    pub(super) domain: MailDomain,
}

/// Where mail to an address goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MailDomain {
    /// To wherever the DNS says.
    Name(TypedName),
    /// To this machine (RFC 5321 §4.1.3).
    Literal(IpAddr),
}

/// Why what was typed is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// The character at fault, from 1.
    position: usize,
    message: String,
    fix: String,
}

impl Malformed {
    /// As reports tell it.
    pub(super) fn finding(self) -> Finding {
        Finding {
            code: Code::MailAddressMalformed,
            severity: Severity::Error,
            name: None,
            servers: Vec::new(),
            expected: None,
            found: None,
            message: self.message,
            fix: self.fix,
        }
    }
}

/// Reads an e-mail address; nothing is changed to make it one.
pub(super) fn parse_address(text: &str) -> Result<Address, Malformed> {
    judge(text).map_err(told)
}

/// The fault, with the address to type where one comes of mending it and whatever else is wrong.
fn told(fault: Fault) -> Malformed {
    let fix = mended(&fault).map_or(fault.advice, |address| format!("Type {address}."));
    Malformed { position: fault.position, message: fault.message, fix }
}

fn mended(fault: &Fault) -> Option<String> {
    /// Each mending removes a kind of fault for good; there are fewer kinds.
    const MENDINGS: usize = 16;
    let mut candidate = fault.mended.clone()?;
    for _ in 0..MENDINGS {
        match judge(&candidate) {
            Ok(_) => return Some(candidate).filter(|address| is_printable(address)),
            Err(next) => candidate = next.mended?,
        }
    }
    None
}

/// Whether a finding may hold it.
fn is_printable(text: &str) -> bool {
    text.chars().all(|character| matches!(character, ' '..='~'))
}

fn judge(text: &str) -> Result<Address, Fault> {
    let whole = Part::whole(text);
    refuse(pasted::fault(whole))?;
    let (local, domain) = at_sign::parts(whole)?;
    refuse(look_alike::fault(whole))?;
    refuse(local_part::fault(local))?;
    let mail_domain = mail_domain::parse(domain)?;
    refuse(excess(local, domain, &mail_domain))?;
    Ok(Address { typed: text.to_owned(), local_part: local.text.to_owned(), domain: mail_domain })
}

fn refuse(fault: Option<Fault>) -> Result<(), Fault> {
    fault.map_or(Ok(()), Err)
}

/// More octets than a command of SMTP has room for, the domain counted in A-labels.
fn excess(local: Part<'_>, domain: Part<'_>, mail_domain: &MailDomain) -> Option<Fault> {
    /// RFC 5321 §4.5.3.1.3 counts 256, the angle brackets included.
    const MAX_OCTETS: usize = 254;
    let domain_octets = match mail_domain {
        MailDomain::Name(typed) => typed.name.to_string().len(),
        MailDomain::Literal(_) => domain.text.len(),
    };
    let octets = local.text.len() + "@".len() + domain_octets;
    let what =
        format!("begins the domain that makes it {octets} octets long, and an address has at most {MAX_OCTETS}.");
    let advice = "Type the address as its owner writes it: no mail server takes a longer one.";
    (octets > MAX_OCTETS).then(|| domain.fault(0, &what, advice))
}

#[cfg(test)]
mod tests;
