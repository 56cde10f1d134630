//! Addresses of every form, what is refused and how it is told, and texts that nobody would type.

mod pasted;
mod random;
mod refused;

use super::*;

/// What was typed, the position of the fault, the rest of the message's sentence, and the fix.
type Refusal<'t> = (&'t str, usize, &'t str, &'t str);

fn check(refusals: &[Refusal]) {
    for (typed, position, what, fix) in refusals {
        let Err(malformed) = parse_address(typed) else { panic!("{typed:?} is taken") };
        let message = format!("Character {position} of the address {what}");
        assert_eq!(malformed, Malformed { position: *position, message, fix: (*fix).into() }, "{typed:?}");
        check_fix(&malformed);
    }
}

/// A finding is printable, and an address that it says to type is one.
fn check_fix(malformed: &Malformed) {
    assert!(is_printable(&malformed.message) && is_printable(&malformed.fix), "{malformed:?}");
    let whole = malformed.fix.strip_prefix("Type ").and_then(|fix| fix.strip_suffix('.'));
    let alternative = malformed.fix.split_once("called so, type ").and_then(|(_, fix)| fix.strip_suffix('.'));
    // Advice has several words.
    let is_whole = |text: &&str| text.contains('@') && (text.starts_with('"') || !text.contains(' '));
    for address in whole.filter(is_whole).into_iter().chain(alternative) {
        assert!(parse_address(address).is_ok(), "{malformed:?}");
    }
}

#[test]
fn every_form_of_an_address_is_taken_as_it_was_typed() {
    let local_64 = format!("{}@example.com", "a".repeat(64));
    let whole_254 = format!("{}@{}com", "a".repeat(50), "abcdefghi.".repeat(20));
    assert_eq!(whole_254.len(), 254);
    let cases = [
        // A dot-atom and a name.
        ("alice@example.com", "alice", "example.com"),
        ("Alice.B.Smith@Example.COM", "Alice.B.Smith", "example.com"),
        ("!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~", "example.com"),
        ("a{dot}b@example.com", "a{dot}b", "example.com"),
        ("a@localhost", "a", "localhost"),
        ("1@1.2-3.example", "1", "1.2-3.example"),
        ("a@xn--bcher-kva.example", "a", "xn--bcher-kva.example"),
        (&local_64, &local_64[..64], "example.com"),
        (&whole_254, &whole_254[..50], &whole_254[51..]),
        // A quoted string.
        (r#""john doe"@example.com"#, r#""john doe""#, "example.com"),
        (r#"" a..b,@<c>(d) "@example.com"#, r#"" a..b,@<c>(d) ""#, "example.com"),
        (r#""a\"b\\"@example.com"#, r#""a\"b\\""#, "example.com"),
        (r#""(at)"@example.com"#, r#""(at)""#, "example.com"),
        // An address literal.
        ("alice@[192.0.2.1]", "alice", "[192.0.2.1]"),
        ("alice@[IPv6:2001:db8::1]", "alice", "[2001:db8::1]"),
        ("alice@[ipv6:2001:DB8::192.0.2.1]", "alice", "[2001:db8::c000:201]"),
        // SMTPUTF8, composed and not; with a vowel sign and a joiner.
        ("mu\u{308}ller@example.com", "mu\u{308}ller", "example.com"),
        (
            "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}@example.com",
            "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}",
            "example.com",
        ),
        (
            "\u{646}\u{627}\u{645}\u{200c}\u{647}\u{627}@example.com",
            "\u{646}\u{627}\u{645}\u{200c}\u{647}\u{627}",
            "example.com",
        ),
        ("\u{1f600}@example.com", "\u{1f600}", "example.com"),
        ("\"ü\\ö\"@example.com", "\"ü\\ö\"", "example.com"),
        // Internationalised names, in a script of their own.
        ("alice@BÜCHER.example", "alice", "xn--bcher-kva.example"),
        ("alice@bu\u{308}cher.example", "alice", "xn--bcher-kva.example"),
        ("почта@пример.рф", "почта", "xn--e1afmkfd.xn--p1ai"),
        ("почта@пример.com", "почта", "xn--e1afmkfd.com"),
        ("alice@ком.example", "alice", "xn--j1aef.example"),
    ];
    for (typed, local_part, domain) in cases {
        let address = parse_address(typed).unwrap_or_else(|error| panic!("{typed:?}: {error:?}"));
        let shown = match address.domain {
            MailDomain::Name(TypedName { name, .. }) => name.to_string(),
            MailDomain::Literal(literal) => format!("[{literal}]"),
        };
        assert_eq!((&*address.typed, &*address.local_part, &*shown), (typed, local_part, domain));
    }
}

#[test]
fn a_refusal_is_a_finding() {
    let finding = parse_address("alice\u{ff20}example.com").unwrap_err().finding();
    assert_eq!((finding.code, finding.severity), (Code::MailAddressMalformed, Severity::Error));
    assert_eq!(finding.message, "Character 6 of the address is a full-width at sign (U+FF20).");
    assert_eq!(finding.fix, "Type alice@example.com.");
    assert!(finding.name.is_none() && finding.servers.is_empty());
}

#[test]
fn a_slip_is_told_and_the_address_taken_as_it_is() {
    let address = parse_address("alice@gmial.com").unwrap();
    let MailDomain::Name(TypedName { name, .. }) = &address.domain else { panic!("{address:?}") };
    assert_eq!((&*address.typed, &*name.to_string()), ("alice@gmial.com", "gmial.com"));
    assert_eq!(slip(name).unwrap().message, "The domain gmial.com is one slip away from gmail.com.");
}
