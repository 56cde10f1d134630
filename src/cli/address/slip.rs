//! Domains that are nearly a well-known mail service's.

use std::format;
use std::string::ToString;
use std::vec::Vec;

use strsim::osa_distance;

use crate::proof::{Code, Finding, Severity};
use crate::wire::Name;

/// A likely slip of a well-known domain: told, and nothing is changed.
pub(in crate::cli) fn slip(domain: &Name) -> Option<Finding> {
    let domain = domain.to_lower_case();
    let typed = domain.to_string();
    let meant = meant(&typed)?;
    Some(Finding {
        code: Code::MailDomainSlip,
        severity: Severity::Warning,
        message: format!("The domain {typed} is one slip away from {meant}."),
        fix: format!("If {meant} is meant, type that; the address is checked as it is."),
        name: Some(domain),
        servers: Vec::new(),
        expected: None,
        found: None,
    })
}

/// The well-known domain that one letter too many, too few or wrong, or two that changed places, make of this one.
fn meant(typed: &str) -> Option<&'static str> {
    if MAIL_SERVICES.contains(&typed) || NEIGHBOURS.contains(&typed) {
        return None;
    }
    let is_slip = |known: &&&str| osa_distance(typed, known) == 1 && !is_other_country(typed, known);
    MAIL_SERVICES.iter().find(is_slip).copied()
}

/// Two country codes are two domains: `hotmail.gr` is no slip of `hotmail.fr`.
fn is_other_country(typed: &str, known: &str) -> bool {
    const COUNTRY_CODE_OCTETS: usize = 2;
    let tops = [typed, known].map(|domain| domain.rsplit('.').next().unwrap_or_default());
    let [typed, known] = tops;
    typed != known && tops.iter().all(|top| top.len() == COUNTRY_CODE_OCTETS)
}

/// Where many have their mail; the first that fits is named, and none is a slip of another.
///
/// No first label has fewer than five octets: next to a short name there is somebody else's (`aol.com` and
/// `aon.com`, `live.com` and `love.com`), so that the warning would mostly be wrong.
const MAIL_SERVICES: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "icloud.com",
    "hotmail.be",
    "hotmail.ca",
    "hotmail.co.uk",
    "hotmail.com.ar",
    "hotmail.com.br",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "outlook.com.br",
    "outlook.de",
    "outlook.es",
    "outlook.fr",
    "outlook.it",
    "outlook.jp",
    "rocketmail.com",
    "yahoo.ca",
    "yahoo.co.id",
    "yahoo.co.in",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com.ar",
    "yahoo.com.au",
    "yahoo.com.br",
    "yahoo.com.hk",
    "yahoo.com.mx",
    "yahoo.com.sg",
    "yahoo.com.tw",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.in",
    "yahoo.it",
    "fastmail.com",
    "fastmail.fm",
    "hushmail.com",
    "mailbox.org",
    "posteo.de",
    "posteo.net",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "riseup.net",
    "tutanota.com",
    "tutanota.de",
    "bellsouth.net",
    "bigpond.com",
    "bigpond.net.au",
    "comcast.net",
    "earthlink.net",
    "optusnet.com.au",
    "sbcglobal.net",
    "sympatico.ca",
    "verizon.net",
    "bluewin.ch",
    "btinternet.com",
    "freenet.de",
    "laposte.net",
    "libero.it",
    "ntlworld.com",
    "orange.fr",
    "skynet.be",
    "t-online.de",
    "talktalk.net",
    "telenet.be",
    "tiscali.it",
    "virginmedia.com",
    "virgilio.it",
    "wanadoo.fr",
    "centrum.cz",
    "freemail.hu",
    "interia.pl",
    "rambler.ru",
    "seznam.cz",
    "yandex.by",
    "yandex.com",
    "yandex.kz",
    "yandex.ru",
    "aliyun.com",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "foxmail.com",
    "hanmail.net",
    "rediffmail.com",
    "softbank.ne.jp",
];

/// Real domains of others beside these.
const NEIGHBOURS: &[&str] = &["cloud.com", "email.com", "libera.it", "mail.com", "ymail.com"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_a_well_known_domain_is_told() {
        let cases = [
            ("gmial.com", "gmail.com"),
            ("gmal.com", "gmail.com"),
            ("gmaill.com", "gmail.com"),
            ("gnail.com", "gmail.com"),
            ("gmailcom", "gmail.com"),
            ("gmail.co", "gmail.com"),
            ("gmail.cm", "gmail.com"),
            ("gmail.con", "gmail.com"),
            ("gmail.comm", "gmail.com"),
            ("hotmail.cmo", "hotmail.com"),
            ("hotmial.co.uk", "hotmail.co.uk"),
            ("yahoo.couk", "yahoo.co.uk"),
            ("yaho.fr", "yahoo.fr"),
            ("comcast.ent", "comcast.net"),
            ("protonmial.com", "protonmail.com"),
        ];
        for (typed, meant) in cases {
            let finding = slip(&typed.to_uppercase().parse().unwrap()).unwrap_or_else(|| panic!("{typed}: no slip"));
            assert_eq!((finding.code, finding.severity), (Code::MailDomainSlip, Severity::Warning));
            assert_eq!(finding.name.map(|name| name.to_string()).as_deref(), Some(typed));
            assert_eq!(finding.message, format!("The domain {typed} is one slip away from {meant}."));
            assert_eq!(finding.fix, format!("If {meant} is meant, type that; the address is checked as it is."));
        }
    }

    #[test]
    fn domains_that_are_somebodys_are_no_slips() {
        let cases = [
            "gmail.com",
            "GoogleMail.com",
            "mail.com",
            "ymail.com",
            "cloud.com",
            "hotmail.be",
            "hotmail.gr",
            "yahoo.co.uk",
            "gmx.at",
            "qt.com",
            "aon.com",
            "wed.de",
            "we.com",
            "love.com",
            "example.com",
            "mail.gmail.com",
            "gmial.net",
            "localhost",
            ".",
            "xn--gmil-5qa.com",
        ];
        for domain in cases {
            assert!(slip(&domain.parse().unwrap()).is_none(), "{domain}");
        }
    }

    #[test]
    fn no_well_known_domain_is_short_or_a_slip() {
        for domain in MAIL_SERVICES {
            assert!(domain.find('.').is_some_and(|octets| octets >= 5), "{domain}");
            assert!(slip(&domain.parse().unwrap()).is_none(), "{domain}");
        }
        for domain in NEIGHBOURS {
            let is_near = |known: &&str| osa_distance(domain, known) == 1;
            assert!(MAIL_SERVICES.iter().any(is_near), "{domain} is no neighbour");
        }
    }
}
