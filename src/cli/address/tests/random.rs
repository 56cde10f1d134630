//! Texts drawn at random: none makes a panic, what is taken is what was typed, and what is told can be printed.

use super::*;
use std::env;

/// Overrides the seed, to see a failure again.
const SEED_VARIABLE: &str = "TXTPROOF_SEED";
const SEED: u64 = 20_261_124;
const DRAWS: usize = 30_000;

/// What addresses are made of, and what comes of pasting.
const PIECES: &[&str] = &[
    "alice",
    "a",
    "example",
    "com",
    "192.0.2.1",
    "2001:db8::1",
    "IPv6:",
    "[192.0.2.1]",
    "xn--",
    "@",
    "@",
    "@",
    ".",
    ".",
    "-",
    "_",
    "+",
    "'",
    "\"",
    "\"",
    "\\",
    "\\ ",
    " ",
    "  ",
    "\t",
    "\r\n",
    "<",
    ">",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "/",
    "://",
    "?",
    "#",
    "%40",
    "(at)",
    " at ",
    " dot ",
    "...",
    "mailto:",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "ü",
    "u\u{308}",
    "\u{430}",
    "\u{441}\u{43e}\u{43c}",
    "\u{3b1}",
    "\u{261}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2026}",
    "\u{201c}",
    "\u{3000}",
    "\u{3002}",
    "\u{ff20}",
    "\u{ff41}",
    "\u{fb01}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{fffd}",
    "\u{1f600}",
    "\u{5d0}",
    "\u{10ffff}",
];

/// What makes an address more often than not.
const HARMLESS: &[&str] = &[
    "alice",
    "example",
    ".com",
    "192.0.2.1",
    "[192.0.2.1]",
    "[IPv6:2001:db8::1]",
    ".",
    "-",
    "+",
    "\"",
    "\"",
    " ",
    "ü",
    "\u{5d0}",
];

/// The text that a panic is about.
struct Shown<'t>(&'t str);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::println!("{:?}", self.0);
        }
    }
}

struct Random(u64);

impl Random {
    /// splitmix64.
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((word ^ (word >> 31)) % u64::from(limit)).unwrap()
    }

    /// Half of them look like addresses.
    fn text(&mut self) -> String {
        match self.below(2) {
            0 => self.pieces(12, PIECES),
            _ => [self.pieces(3, HARMLESS), "@".into(), self.pieces(4, HARMLESS)].concat(),
        }
    }

    fn pieces(&mut self, most: u32, pieces: &[&str]) -> String {
        let mut text = String::new();
        for _ in 0..self.below(most) {
            match self.below(16) {
                0 => text.extend(char::from_u32(self.below(0x11_0000))),
                1 => text.extend(char::from_u32(self.below(0x80))),
                _ => text.push_str(pieces[usize::try_from(self.below(u32::try_from(pieces.len()).unwrap())).unwrap()]),
            }
        }
        text
    }
}

#[test]
fn whatever_is_typed_is_taken_as_it_is_or_told_in_printable_ascii() {
    let seed = env::var(SEED_VARIABLE).map_or(SEED, |text| text.parse().expect("the seed is a number"));
    std::println!("{SEED_VARIABLE}={seed}");
    let mut random = Random(seed);
    let mut taken = 0;
    for _ in 0..DRAWS {
        let text = random.text();
        let _shown = Shown(&text);
        match parse_address(&text) {
            Ok(address) => {
                assert_is_typed(&address, &text);
                taken += 1;
            }
            Err(malformed) => {
                assert!((1..=text.chars().count().max(1)).contains(&malformed.position), "{malformed:?}");
                check_fix(&malformed);
            }
        }
    }
    assert!(taken > 500, "{taken} addresses that are taken are too few");
}

fn assert_is_typed(address: &Address, text: &str) {
    assert_eq!(address.typed, text);
    let domain = text.strip_prefix(&*address.local_part).and_then(|behind| behind.strip_prefix('@')).unwrap();
    match &address.domain {
        MailDomain::Literal(literal) => {
            let tag = if literal.is_ipv6() { "IPv6:" } else { "" };
            assert!(domain.eq_ignore_ascii_case(&format!("[{tag}{literal}]")), "{domain}");
        }
        MailDomain::Name(typed) if domain.is_ascii() => assert_eq!(typed.name.to_string(), domain.to_ascii_lowercase()),
        MailDomain::Name(typed) => assert!(typed.unicode.is_some(), "{domain}"),
    }
}

#[test]
fn long_texts_are_read_too() {
    for piece in PIECES {
        let long = piece.repeat(5_000 / piece.len());
        for text in [long.clone(), format!("a@{long}"), format!("{long}@a"), format!("\"{long}\"@a.com, b@{long}")] {
            parse_address(&text)
                .map_or_else(|malformed| check_fix(&malformed), |address| assert_is_typed(&address, &text));
        }
    }
}
