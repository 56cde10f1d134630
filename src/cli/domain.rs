//! Names as people type them: with a final dot, in Unicode, or something else that only looks like one.

use core::fmt;
use core::net::IpAddr;

use std::borrow::ToOwned;
use std::string::{String, ToString};

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

use crate::wire::{Name, NameError};

/// A name, and how it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedName {
    /// The name, Unicode in it as A-labels (RFC 5890 §2.3.2.1).
    pub(super) name: Name,
    /// The Unicode form, where it was typed so.
    pub(super) unicode: Option<String>,
}

impl fmt::Display for TypedName {
    /// As it was typed: Unicode where it was Unicode.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.unicode.clone().unwrap_or_else(|| self.name.to_string()))
    }
}

/// Why what was typed is no name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAName {
    #[error("is empty")]
    Empty,
    #[error("is an e-mail address; only the part behind the @ is a domain")]
    EmailAddress { domain: String },
    #[error("is a URL, not a domain")]
    Url { host: String },
    #[error("is an address, not a name")]
    Address,
    #[error("has a path or a port behind the domain")]
    Surplus { domain: String },
    #[error("is a wildcard; a record is verified at the domain itself")]
    Wildcard { domain: String },
    #[error("holds {character:?}, which no domain has (in a name it is written with a backslash in front)")]
    Character { character: char },
    #[error("is Unicode that is no domain name (UTS 46)")]
    Unicode,
    #[error("has {octets} octets in label {number} ({label}), and a label holds at most 63")]
    LabelTooLong { number: usize, label: String, octets: usize },
    #[error("is no name: {0}")]
    Name(NameError),
}

impl NotAName {
    /// What to type instead, where that can be guessed.
    pub(super) fn instead(&self) -> Option<&str> {
        match self {
            Self::EmailAddress { domain } | Self::Surplus { domain } | Self::Wildcard { domain } => Some(domain),
            Self::Url { host } => Some(host),
            _ => None,
        }
        .map(String::as_str)
        .filter(|instead| !instead.is_empty())
    }
}

/// Reads a domain: a name that is not one of the things that people paste for one.
pub(super) fn parse_domain(text: &str) -> Result<TypedName, NotAName> {
    if let Some(domain) = text.strip_prefix("*.") {
        return Err(NotAName::Wildcard { domain: domain.to_owned() });
    }
    parse_name(text)
}

/// Reads any name, in presentation format or in Unicode.
pub(super) fn parse_name(text: &str) -> Result<TypedName, NotAName> {
    if text.is_empty() {
        return Err(NotAName::Empty);
    }
    refuse_look_alikes(text)?;
    refuse_characters(text)?;
    if text.is_ascii() {
        let name = text.parse::<Name>().map_err(|error| told(error, text))?;
        return Ok(TypedName { name: name.to_lower_case(), unicode: None });
    }
    parse_unicode(text)
}

fn refuse_look_alikes(text: &str) -> Result<(), NotAName> {
    if let Some((_, behind)) = text.split_once("://") {
        return Err(NotAName::Url { host: host_of(behind) });
    }
    if text.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return Err(NotAName::Address);
    }
    if let Some((_, domain)) = text.rsplit_once('@').filter(|(local, _)| !local.ends_with('\\')) {
        return Err(NotAName::EmailAddress { domain: domain.to_owned() });
    }
    match text.split_once([':', '/']) {
        Some((domain, _)) if !domain.ends_with('\\') => Err(NotAName::Surplus { domain: domain.to_owned() }),
        _ => Ok(()),
    }
}

/// The host of what stands behind `https://`.
fn host_of(behind: &str) -> String {
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_owned()
}

/// White space, quotes and what else a zone file would take for something other than a name, unless a backslash says so.
fn refuse_characters(text: &str) -> Result<(), NotAName> {
    const QUOTES: &str = "'\"`\u{2018}\u{2019}\u{201a}\u{201c}\u{201d}\u{201e}\u{ab}\u{bb}";
    let mut is_escaped = false;
    for character in text.chars() {
        let is_foreign = character.is_whitespace() || character.is_control() || QUOTES.contains(character);
        if !is_escaped && (is_foreign || "()<>,;$".contains(character)) {
            return Err(NotAName::Character { character });
        }
        is_escaped = !is_escaped && character == '\\';
    }
    Ok(())
}

/// Underscores and hyphens in any place are ordinary in record names, so neither is refused; lengths are told by us,
/// with the label.
fn parse_unicode(text: &str) -> Result<TypedName, NotAName> {
    const DENIED: AsciiDenyList = AsciiDenyList::new(true, "\\\" @/:");
    let uts46 = Uts46::new();
    let ascii = uts46.to_ascii(text.as_bytes(), DENIED, Hyphens::Allow, DnsLength::Ignore);
    let ascii = ascii.map_err(|_| NotAName::Unicode)?;
    let name = ascii.parse::<Name>().map_err(|error| told(error, &ascii))?;
    let (unicode, result) = uts46.to_unicode(ascii.as_bytes(), DENIED, Hyphens::Allow);
    result.map_err(|_| NotAName::Unicode)?;
    let unicode = unicode.strip_suffix('.').unwrap_or(&unicode).to_owned();
    Ok(TypedName { name, unicode: Some(unicode) })
}

/// The error with the label itself in it.
fn told(error: NameError, ascii: &str) -> NotAName {
    const SHOWN_OCTETS: usize = 20;
    match error {
        NameError::LabelTooLong { label: number, octets } => {
            let label = ascii.split('.').nth(number.saturating_sub(1)).unwrap_or_default();
            let label = std::format!("{}...", label.get(..SHOWN_OCTETS).unwrap_or(label));
            NotAName::LabelTooLong { number, label, octets }
        }
        other => NotAName::Name(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        parse_domain(text).unwrap().name.to_string()
    }

    #[test]
    fn a_domain_is_taken_in_any_case_with_and_without_its_final_dot() {
        assert_eq!(name("Example.COM."), "example.com");
        assert_eq!(name("_amazonses.example.com"), "_amazonses.example.com");
        assert_eq!(name("r3---sn-x.example"), "r3---sn-x.example");
        assert_eq!(name("."), ".");
        assert_eq!(name(r"a\.b\@c.example"), r"a\.b\@c.example");
    }

    #[test]
    fn unicode_becomes_a_labels_and_is_kept_to_be_shown() {
        let typed = parse_domain("_amazonses.BÜCHER.example.").unwrap();
        assert_eq!(typed.name.to_string(), "_amazonses.xn--bcher-kva.example");
        assert_eq!(typed.unicode.as_deref(), Some("_amazonses.bücher.example"));
        assert_eq!(parse_domain("例え\u{3002}テスト").unwrap().name.to_string(), "xn--r8jz45g.xn--zckzah");
        assert_eq!(parse_domain("straße.example").unwrap().name.to_string(), "xn--strae-oqa.example");
    }

    #[test]
    fn unicode_that_is_no_name_is_refused() {
        assert_eq!(parse_domain("a\u{a0}b.example"), Err(NotAName::Character { character: '\u{a0}' }));
        assert_eq!(parse_domain("\u{fffd}.example"), Err(NotAName::Unicode));
        assert_eq!(parse_domain("ü\\.example"), Err(NotAName::Unicode));
        assert_eq!(parse_domain("“example.com”"), Err(NotAName::Character { character: '“' }));
    }

    #[test]
    fn what_people_paste_for_a_domain_is_refused_with_what_to_type_instead() {
        let cases = [
            ("postmaster@example.com", Some("example.com")),
            ("https://user@www.example.com:8443/path?x", Some("www.example.com")),
            ("example.com/path", Some("example.com")),
            ("example.com:53", Some("example.com")),
            ("*.example.com", Some("example.com")),
            ("192.0.2.1", None),
            ("2001:db8::1", None),
            ("", None),
            ("example .com", None),
            ("'example.com'", None),
            ("example..com", None),
        ];
        for (typed, instead) in cases {
            let error = parse_domain(typed).unwrap_err();
            assert_eq!(error.instead(), instead, "{typed}: {error}");
        }
    }

    #[test]
    fn a_label_that_is_too_long_is_named() {
        let long = "a".repeat(64);
        let told = parse_domain(&std::format!("www.{long}.example")).unwrap_err().to_string();
        assert_eq!(told, "has 64 octets in label 2 (aaaaaaaaaaaaaaaaaaaa...), and a label holds at most 63");
        let told = parse_domain(&std::format!("{}.example", "ü".repeat(80))).unwrap_err().to_string();
        assert!(told.contains("in label 1 (xn--"), "{told}");
        let label = "a".repeat(63);
        let four = [&*label; 4].join(".");
        assert_eq!(parse_domain(&four).unwrap_err().to_string(), "is no name: the name is longer than 255 octets");
    }

    #[test]
    fn a_name_may_be_a_wildcard() {
        assert_eq!(parse_name("*.example.com").unwrap().name.to_string(), "*.example.com");
    }
}
