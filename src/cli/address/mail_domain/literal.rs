//! The address of a machine in place of a domain: `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3).

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use std::format;
use std::string::String;

use super::super::characters::shown;
use super::super::fault::{Fault, Part};

const TAG: &str = "IPv6:";
const ADVICE: &str = "Type a literal such as [192.0.2.1] or [IPv6:2001:db8::1], or the domain's name.";

pub(super) fn parse(domain: Part<'_>) -> Result<IpAddr, Fault> {
    let Some((inside, behind)) = domain.text.split_once(']') else {
        let what = "is an opening square bracket that nothing closes.";
        return Err(domain.fault(0, what, ADVICE).mended(domain.replaced(&format!("{}]", domain.text))));
    };
    if let Some(character) = behind.chars().next() {
        let end = domain.text.len() - behind.len();
        let what = format!("is {}, and the address ends before it.", shown(character));
        let fault = domain.fault(end, what, "Type the address without what stands behind the bracket.");
        return Err(fault.mended(domain.text.get(..end).map(|literal| domain.replaced(literal))));
    }
    let inside = inside.strip_prefix('[').unwrap_or(inside);
    address(inside).ok_or_else(|| no_literal(domain, inside))
}

fn address(inside: &str) -> Option<IpAddr> {
    match tagged(inside, TAG) {
        Some(address) => address.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => inside.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
    }
}

/// What stands behind a tag, which may be typed in any case (RFC 5234 §2.3).
fn tagged<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let (front, behind) = text.split_at_checked(tag.len())?;
    front.eq_ignore_ascii_case(tag).then_some(behind)
}

/// An IP address without the tag that it has or that people give it.
pub(super) fn without_tag(text: &str) -> &str {
    tagged(text, TAG).or_else(|| tagged(text, "IPv4:")).unwrap_or(text)
}

pub(super) fn written(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("[{address}]"),
        IpAddr::V6(address) => format!("[{TAG}{address}]"),
    }
}

/// Mended where an address or a name is in the brackets.
fn no_literal(domain: Part<'_>, inside: &str) -> Fault {
    let what =
        "begins what is no address literal: in the brackets stands an IPv4 address, or IPv6: and an IPv6 address.";
    let address = without_tag(inside).parse().ok().map(written);
    let mended = address.or_else(|| is_dotted_name(inside).then(|| inside.into()));
    domain.fault(0, what, ADVICE).mended(mended.map(|mended| domain.replaced(&mended)))
}

fn is_dotted_name(text: &str) -> bool {
    let is_top = |label: &str| label.len() > 1 && label.bytes().all(|octet| octet.is_ascii_alphabetic());
    text.rsplit_once('.').is_some_and(|(_, top)| is_top(top))
}
