//! `mail`: the address first; what is none is told without asking anybody.

use core::net::IpAddr;

use std::io;
use std::string::{String, ToString};
use std::{format, vec::Vec};

use super::address::{Address, MailDomain, parse_address, slip};
use super::arguments::MailArguments;
use super::exit::Exit;
use super::output::Output;
use super::plan::Plan;
use super::run::{Error, prove};
use super::sources::Sources;
use crate::delegation::is_reachable_from_internet;
use crate::proof::{Code, Finding, Severity, Verdict};
use crate::report::human::write_mail;
use crate::report::json::MailReport;
use crate::report::mail::MailCheck;

pub(super) fn run_mail(arguments: &MailArguments) -> Result<Exit, Error> {
    let mail = find_out(arguments)?;
    let human = |out: &mut dyn io::Write| write_mail(out, &mail);
    Output::from(&arguments.told).report(|| MailReport::from(&mail), human)?;
    Ok(Exit::of_verdict(mail.verdict))
}

fn find_out(arguments: &MailArguments) -> Result<MailCheck, Error> {
    let typed = arguments.address.clone();
    let (local_part, domain) = match parse_address(&typed) {
        Err(malformed) => return Ok(MailCheck::unasked(typed, None, Verdict::Refuted, malformed.finding())),
        Ok(Address { local_part, domain: MailDomain::Literal(address), .. }) => {
            return Ok(of_literal(typed, local_part, address));
        }
        Ok(Address { local_part, domain: MailDomain::Name(domain), .. }) => (local_part, domain),
    };
    let slip = slip(&domain.name);
    let plan = Plan::mail(domain, &arguments.asked, &Sources::read(&arguments.asked, &[])?)?;
    let proof = prove(plan, arguments.asked.verbose)?;
    Ok(MailCheck::new(typed, local_part, proof, slip))
}

/// A host by its address: DNS has no part in it, so nothing is found out, unless the Internet cannot reach it.
fn of_literal(typed: String, local_part: String, address: IpAddr) -> MailCheck {
    let (code, verdict, message) = if is_reachable_from_internet(address) {
        (
            Code::MailNotFoundOut,
            Verdict::Inconclusive,
            format!("The address names its mail server as {address}; DNS has no part in that, and tells nothing."),
        )
    } else {
        (
            Code::MailExchangePrivate,
            Verdict::Refuted,
            format!("The address names its mail server as {address}, which the Internet cannot reach."),
        )
    };
    let fix = "Use an address with a domain: verification services take no other.".to_string();
    let (severity, name, servers) = (Severity::Error, None, Vec::new());
    let why = Finding { code, severity, name, servers, expected: None, found: None, message, fix };
    let domain = typed.rsplit('@').next().unwrap_or_default().to_string();
    MailCheck::unasked(typed, Some((local_part, domain)), verdict, why)
}
