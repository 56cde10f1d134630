//! Records at the right name, with a wrong value or beside one.

use txtproof::check::Wanted;

use super::{Case, proven, refuted};
use crate::simulated::world::{World, quoted, txt_line};

pub(super) const CASES: &[Case] = &[
    proven("the record is there", "", |_| {}),
    proven("the value is cut into several character-strings", "", |world| {
        let (front, back) = world.token.split_at(20);
        let lines = format!("_amazonses TXT {} \"\" {}\n", quoted(front.as_bytes()), quoted(back.as_bytes()));
        world.publish(&lines);
    }),
    refuted("the value is in lower case", "error value-lowercased", |world| with_value(world, str::to_lowercase)),
    refuted("the value is in upper case", "error value-uppercased", |world| with_value(world, str::to_uppercase)),
    refuted("some letters changed case", "error value-case-changed", |world| with_value(world, with_one_letter_turned)),
    refuted("straight quotes", "error value-quoted", |world| with_value(world, |token| format!("\"{token}\""))),
    refuted("single quotes", "error value-quoted", |world| with_value(world, |token| format!("'{token}'"))),
    refuted("typographic quotes", "error value-quoted", |world| {
        with_value(world, |token| format!("\u{201c}{token}\u{201d}"));
    }),
    refuted("a blank in front", "error value-whitespace", |world| with_value(world, |token| format!(" {token}"))),
    refuted("a line break behind", "error value-whitespace", |world| with_value(world, |token| format!("{token}\r\n"))),
    refuted("a blank inside", "error value-whitespace", |world| {
        with_value(world, |token| token.replacen('=', " =", 1));
    }),
    refuted("a no-break space behind", "error value-whitespace", |world| {
        with_value(world, |token| format!("{token}\u{a0}"));
    }),
    refuted("a zero-width space in front", "error value-whitespace", |world| {
        with_value(world, |token| format!("\u{200b}{token}"));
    }),
    refuted("backslashes before signs", "error value-escaped", |world| {
        with_value(world, |token| token.replace('=', "\\="));
    }),
    refuted("the end is cut off", "error value-truncated", |world| {
        with_value(world, |token| token[..token.len() - 8].into());
    }),
    refuted("the beginning is cut off", "error value-truncated", |world| with_value(world, |token| token[9..].into())),
    refuted("an empty record", "error value-truncated", |world| with_value(world, |_| String::new())),
    refuted("cut over two records", "error value-split", |world| {
        let token = world.token.clone();
        let (front, back) = token.split_at(20);
        world.publish_values(&[back.as_bytes(), front.as_bytes()]);
    }),
    refuted("quotes and a blank at the cut", "error value-split", |world| {
        with_value(world, |token| format!("{}\" \"{}", &token[..20], &token[20..]));
    }),
    refuted("the padding was lost", "error value-padding", |world| {
        with_value(world, |token| token.trim_end_matches('=').into());
    }),
    refuted("padding was added", "error value-padding", |world| with_value(world, |token| format!("{token}="))),
    refuted("a blank for a plus", "error value-plus-lost", |world| {
        let token = format!("{}+{}", &world.token[..9], &world.token[10..].replace('+', "a"));
        world.expect(vec![token.clone().into()]);
        world.publish_values(&[token.replace('+', " ").as_bytes()]);
    }),
    refuted("URL-encoded", "error value-encoded", |world| {
        with_value(world, |token| token.replace('=', "%3D").replace('/', "%2F").replace('+', "%2B"));
    }),
    refuted("HTML-encoded", "error value-encoded", |world| {
        with_value(world, |token| token.replace('=', "&#61;"));
    }),
    refuted("a zone-file line was pasted", "error value-prefixed", |world| {
        let line = format!("_amazonses.{}. 3600 IN TXT \"{}\"", world.domain, world.token);
        world.publish_values(&[line.as_bytes()]);
    }),
    refuted("a key was pasted in front", "error value-prefixed", |world| {
        with_value(world, |token| format!("amazonses:{token}"));
    }),
    refuted("the fixed prefix is missing", "error value-prefix-missing", |world| {
        let token = world.token.replace(['+', '/', '='], "x");
        world.expect(vec![format!("some-site-verification={token}").into()]);
        world.publish_values(&[token.as_bytes()]);
    }),
    refuted("the fixed prefix stands there twice", "error value-prefix-missing", |world| {
        let value = format!("some-site-verification={}", world.token.replace(['+', '/', '='], "x"));
        world.expect(vec![value.clone().into()]);
        world.publish_values(&[format!("some-site-verification={value}").as_bytes()]);
    }),
    refuted("one octet is another", "error value-mistyped", |world| {
        with_value(world, |token| {
            let typed = if token.as_bytes()[20] == b'0' { "O" } else { "0" };
            format!("{}{typed}{}", &token[..20], &token[21..])
        });
    }),
    refuted("in quotes and in lower case", "error value-quoted", |world| {
        with_value(world, |token| format!("\"{}\"", token.to_lowercase()));
    }),
    refuted("both expected values in one record", "error value-merged", |world| {
        let other = expect_another(world);
        let merged = format!("{}{other}", world.token);
        world.publish_values(&[merged.as_bytes()]);
    }),
    refuted("another account's value in the same record", "error value-merged", |world| {
        let merged = format!("{},{}", world.random.token(), world.token);
        world.publish_values(&[merged.as_bytes()]);
    }),
    refuted("another account's value", "error value-other", |world| {
        let other = world.random.token();
        world.publish_values(&[other.as_bytes()]);
    }),
    refuted("something of another kind", "error value-other", |world| world.publish_values(&[b"v=spf1 -all"])),
    refuted("one of two expected values", "error value-other", |world| {
        expect_another(world);
    }),
    proven("both expected values, a record each", "", |world| {
        let (token, other) = (world.token.clone(), expect_another(world));
        world.publish_values(&[other.as_bytes(), token.as_bytes()]);
    }),
    proven("another account's record beside the right one", "note extra-value", |world| {
        let (token, other) = (world.token.clone(), world.random.token());
        world.publish_values(&[other.as_bytes(), token.as_bytes()]);
    }),
    proven("a damaged copy beside the right record", "note extra-value", |world| {
        let token = world.token.clone();
        world.publish_values(&[token.to_lowercase().as_bytes(), token.as_bytes()]);
    }),
    refuted("a damaged copy beside another account's record", "error value-lowercased", |world| {
        let (token, other) = (world.token.to_lowercase(), world.random.token());
        world.publish_values(&[other.as_bytes(), token.as_bytes()]);
    }),
    refuted("in lower case on one server alone", "error servers-disagree, error value-lowercased", |world| {
        let token = world.token.clone();
        world.publish("");
        for (server, value) in world.domain_servers().iter_mut().zip([token.to_lowercase(), token]) {
            server.records = txt_line("_amazonses", value.as_bytes());
        }
    }),
    refuted("an empty record at the domain itself", "error name-missing, note negative-cached", |world| {
        let line = txt_line("@", b"");
        world.publish(&line);
    }),
    refuted(
        "in lower case at the domain itself, where it would count",
        "error value-lowercased, error name-missing, note negative-cached",
        |world| {
            let line = txt_line("@", world.token.to_lowercase().as_bytes());
            world.publish(&line);
        },
    ),
];

/// The one record has the expected value with a change.
fn with_value(world: &mut World, change: fn(&str) -> String) {
    let value = change(&world.token);
    world.publish_values(&[value.as_bytes()]);
}

/// The first lower-case letter in upper case; there is another letter of each case, or the change would be another one.
fn with_one_letter_turned(token: &str) -> String {
    let turned = token.replacen(|letter: char| letter.is_ascii_lowercase(), "?", 1);
    let at = turned.find('?').expect("a token has lower-case letters");
    format!("{}{}{}", &token[..at], token[at..=at].to_uppercase(), &token[at + 1..])
}

/// A second expected value.
fn expect_another(world: &mut World) -> String {
    let other = world.random.token();
    world.expectation().wanted.join(Wanted::Octets(vec![other.clone().into()]));
    other
}
