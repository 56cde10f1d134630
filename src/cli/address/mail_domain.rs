//! What stands behind the `@`: a name of the DNS, or the address of a machine in brackets.

mod literal;

use core::net::IpAddr;

use std::borrow::ToOwned;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::characters::{code_point, shown};
use super::fault::{Fault, Part};
use super::{MailDomain, refuse};
use crate::cli::domain::{NotAName, parse_domain};
use crate::wire::NameError;

const ADVICE: &str = "Type the domain as its owner writes it.";

pub(super) fn parse(domain: Part<'_>) -> Result<MailDomain, Fault> {
    if domain.text.starts_with('[') {
        return literal::parse(domain).map(MailDomain::Literal);
    }
    let fault = bare_address(domain).or_else(|| foreign(domain)).or_else(|| superfluous_dot(domain));
    refuse(fault.or_else(|| styled(domain)).or_else(|| hyphen(domain)))?;
    parse_domain(domain.text).map(MailDomain::Name).map_err(|error| no_name(domain, &error))
}

/// `alice@192.0.2.1`.
fn bare_address(domain: Part<'_>) -> Option<Fault> {
    let address = literal::without_tag(domain.text).parse::<IpAddr>().ok()?;
    let what = "begins an IP address, which stands in brackets in an e-mail address.";
    let fault = domain.fault(0, what, "Type the domain's name, or the IP address in brackets.");
    Some(fault.mended(domain.replaced(&literal::written(address))))
}

/// The first character that no mail domain has: RFC 5321 §4.1.2 leaves letters, digits and hyphens.
fn foreign(domain: Part<'_>) -> Option<Fault> {
    let is_foreign = |character: char| character.is_ascii() && !character.is_ascii_alphanumeric();
    let mut characters = domain.text.char_indices();
    let (octet, character) = characters.find(|(_, character)| is_foreign(*character) && !"-.".contains(*character))?;
    let (front, behind) = domain.text.split_at_checked(octet)?;
    let mended = match character {
        // The keys beside the dot's.
        ',' | ';' if !domain.text.contains('.') => Some([front, ".", behind.get(1..)?].concat()),
        '/' | '?' | '#' if front.contains('.') => Some(front.to_owned()),
        ':' if front.contains('.') && behind.bytes().skip(1).all(|octet| octet.is_ascii_digit()) => {
            Some(front.to_owned())
        }
        _ => None,
    };
    let advice = "Type the domain as its owner writes it: with letters, digits, hyphens and dots alone.";
    let fault = domain.fault(octet, format!("is {}, which no mail domain has.", shown(character)), advice);
    Some(fault.mended(mended.map(|mended| domain.replaced(&mended))))
}

/// In front of the domain or behind another dot.
fn superfluous_dot(domain: Part<'_>) -> Option<Fault> {
    let doubled = || domain.text.find("..").map(|octet| octet + ".".len());
    let octet = if domain.text.starts_with('.') { Some(0) } else { doubled() }?;
    let labels: Vec<&str> = domain.text.split('.').filter(|label| !label.is_empty()).collect();
    let fault = domain.fault(octet, "is a dot (.) too many.", ADVICE);
    Some(fault.mended(domain.replaced(&labels.join("."))))
}

/// A character that IDNA has as ASCII (a script capital, a ligature) or not at all (a variation selector): whoever types
/// one has copied it. What else IDNA does, to case, width and composition, makes the same domain of it.
fn styled(domain: Part<'_>) -> Option<Fault> {
    let as_domain = |letter: char| plain(letter).unwrap_or_else(|| letter.into());
    let styled = domain.text.char_indices().find_map(|(octet, letter)| Some((octet, letter, plain(letter)?)));
    let (octet, letter, plain) = styled?;
    let (what, advice) = if plain.is_empty() {
        (format!("is {}, which no mail domain has.", shown(letter)), "Type the domain without it.".into())
    } else {
        (format!("is {}, which a domain has as {plain}.", code_point(letter)), format!("Type {plain} there."))
    };
    let mended: String = domain.text.chars().map(as_domain).collect();
    Some(domain.fault(octet, what, &advice).mended(domain.replaced(&mended)))
}

/// What a character beyond ASCII is in a domain, where that is ASCII or nothing.
fn plain(letter: char) -> Option<String> {
    if letter.is_ascii() {
        return None;
    }
    match parse_domain(letter.encode_utf8(&mut [0; 4])) {
        Ok(typed) => Some(typed.name.to_string()).filter(|name| !name.starts_with("xn--")),
        Err(NotAName::Name(NameError::Empty)) => Some(String::new()),
        Err(_) => None,
    }
}

fn no_name(domain: Part<'_>, error: &NotAName) -> Fault {
    match error {
        NotAName::Character { character } => {
            let octet = domain.text.find(*character).unwrap_or_default();
            domain.fault(octet, format!("is {}, which no mail domain has.", shown(*character)), ADVICE)
        }
        NotAName::LabelTooLong { number, octets, .. } => {
            let what = format!("begins a label of {octets} octets, and a label holds at most 63.");
            domain.fault(start_of_label(domain, number.saturating_sub(1)), what, ADVICE)
        }
        NotAName::Unicode => {
            let is_none = |label: &str| parse_domain(label) == Err(NotAName::Unicode);
            let number = domain.text.split('.').position(is_none).unwrap_or_default();
            let what = "begins Unicode that is no domain name (UTS 46).";
            domain.fault(
                start_of_label(domain, number),
                what,
                "Type the domain as its owner writes it, or as A-labels (xn--).",
            )
        }
        other => domain.fault(0, format!("begins the domain, which {other}."), ADVICE),
    }
}

/// A label that begins or ends with one, which RFC 5321 §4.1.2 has nowhere.
fn hyphen(domain: Part<'_>) -> Option<Fault> {
    let mut hyphens = domain.text.match_indices('-').map(|(octet, _)| octet);
    let is_end = |octet: &usize| {
        let front = domain.text.get(..*octet).unwrap_or_default();
        let behind = domain.text.get(octet + "-".len()..).unwrap_or_default();
        front.is_empty() || front.ends_with('.') || behind.is_empty() || behind.starts_with('.')
    };
    let octet = hyphens.find(is_end)?;
    Some(domain.fault(octet, "is a hyphen (-) at one end of a label, where no mail domain has one.", ADVICE))
}

fn start_of_label(domain: Part<'_>, number: usize) -> usize {
    domain.text.split('.').take(number).map(|label| label.len() + ".".len()).sum()
}
