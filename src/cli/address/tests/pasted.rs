//! What comes of pasting.

use super::check;

const ALICE: &str = "Type alice@example.com.";
const ALONE: &str = "Type the address alone, without white space.";

#[test]
fn white_space_around_an_address_and_what_cannot_be_seen() {
    check(&[
        ("", 1, "is missing: nothing was typed.", "Type an e-mail address, such as alice@example.com."),
        (" ", 1, "is a blank (U+0020).", ALONE),
        (" alice@example.com ", 1, "is a blank (U+0020).", ALICE),
        ("alice@example.com\r\n", 18, "is a carriage return (U+000D).", ALICE),
        ("alice@example.com\n", 18, "is a line break (U+000A).", ALICE),
        ("\talice@example.com", 1, "is a tab (U+0009).", ALICE),
        ("\u{a0}alice@example.com", 1, "is a no-break space (U+00A0).", ALICE),
        ("\u{feff}alice@example.com\u{200b}", 1, "is a byte order mark (U+FEFF).", ALICE),
        ("alice@example.com\0", 18, "is a control character (U+0000).", ALICE),
        ("al\u{1b}ice@example.com", 3, "is a control character (U+001B).", ALICE),
        ("alice@exam\u{200b}ple.com", 11, "is a zero-width space (U+200B).", ALICE),
        ("alice@exam\u{ad}ple.com", 11, "is a soft hyphen (U+00AD).", ALICE),
        ("al\u{202e}ice@example.com", 3, "is a mark of direction (U+202E).", ALICE),
        ("al\u{2063}ice@example.com", 3, "is an invisible operator (U+2063).", ALICE),
        ("ali\u{200c}ce@example.com", 4, "is a zero-width non-joiner (U+200C).", ALICE),
        ("\u{646}\u{200d}@example.com", 2, "is a zero-width joiner (U+200D).", "Type the address without it."),
        ("müller@example.com ", 19, "is a blank (U+0020).", ALONE),
    ]);
}

#[test]
fn white_space_within_an_address() {
    check(&[
        ("alice @example.com", 6, "is a blank (U+0020).", ALICE),
        ("alice@ example.com", 7, "is a blank (U+0020).", ALICE),
        ("alice@\r\n  example.com", 7, "is a carriage return (U+000D).", ALICE),
        ("alice @ example . com", 6, "is a blank (U+0020).", ALICE),
        ("alice@example. com", 15, "is a blank (U+0020).", ALICE),
        ("alice@example\u{3000}.com", 14, "is an ideographic space (U+3000).", ALICE),
        // What is missing there, if anything?
        ("alice@exam ple.com", 11, "is a blank (U+0020).", ALONE),
        ("alice@mail.example. com", 20, "is a blank (U+0020).", ALONE),
        ("alice@example.com and more", 18, "is a blank (U+0020).", ALONE),
        ("alice@example.com. Thanks", 19, "is a blank (U+0020).", ALONE),
        (
            "john doe@example.com",
            5,
            "is a blank (U+0020).",
            "Type the address without it; or, if the mailbox is called so, type \"john doe\"@example.com.",
        ),
        (
            "john. doe@example.com",
            6,
            "is a blank (U+0020).",
            "Type the address without it; or, if the mailbox is called so, type \"john. doe\"@example.com.",
        ),
        ("jo\u{a0}hn@example.com", 3, "is a no-break space (U+00A0).", "Type the address without it."),
        ("\"a\tb\"@example.com", 3, "is a tab (U+0009).", "Type a blank there, or nothing."),
        ("\"a b\"@exam ple.com", 11, "is a blank (U+0020).", ALONE),
    ]);
}

#[test]
fn characters_that_are_not_those_of_a_keyboard_in_ascii() {
    check(&[
        ("alice\u{ff20}example.com", 6, "is a full-width at sign (U+FF20).", ALICE),
        ("alice\u{fe6b}example.com", 6, "is a small at sign (U+FE6B).", ALICE),
        ("alice@example\u{ff0e}com", 14, "is a full-width dot (U+FF0E).", ALICE),
        ("alice@example\u{3002}com", 14, "is an ideographic full stop (U+3002).", ALICE),
        ("alice@example\u{ff61}com", 14, "is a half-width ideographic full stop (U+FF61).", ALICE),
        ("\u{ff41}lice@example.com", 1, "is a full-width letter (U+FF41).", ALICE),
        ("bob\u{ff11}@example.com", 4, "is a full-width digit (U+FF11).", "Type bob1@example.com."),
        ("bob\u{ff0b}1@example.com", 4, "is a full-width character (U+FF0B).", "Type bob+1@example.com."),
        ("alice@example.com\u{ff0c}", 18, "is a full-width character (U+FF0C).", ALICE),
        ("bob\u{2013}1@example.com", 4, "is a dash (U+2013).", "Type bob-1@example.com."),
        ("o\u{2019}brien@example.com", 2, "is a typographic quotation mark (U+2019).", "Type o'brien@example.com."),
        ("\u{201c}alice@example.com\u{201d}", 1, "is a typographic quotation mark (U+201C).", ALICE),
        (
            "\u{201c}a b\u{201d}@example.com",
            1,
            "is a typographic quotation mark (U+201C).",
            "Type \"a b\"@example.com.",
        ),
        ("ü\u{ff20}example.com", 2, "is a full-width at sign (U+FF20).", "Type an at sign (@) there."),
        ("ü\u{ff41}@example.com", 2, "is a full-width letter (U+FF41).", "Type a there."),
    ]);
}

#[test]
fn letters_that_look_like_ascii() {
    check(&[
        ("alice@ex\u{430}mple.com", 9, "is a Cyrillic letter (U+0430) that looks like a.", ALICE),
        ("\u{430}lice@example.com", 1, "is a Cyrillic letter (U+0430) that looks like a.", ALICE),
        ("alice@example.\u{441}\u{43e}\u{43c}", 15, "is a Cyrillic letter (U+0441) that looks like c.", ALICE),
        ("alice@ex\u{3b1}mple.c\u{3bf}m", 9, "is a Greek letter (U+03B1) that looks like a.", ALICE),
        ("bob@\u{261}mail.com", 5, "is a phonetic letter (U+0261) that looks like g.", "Type bob@gmail.com."),
        (
            "ü@ex\u{430}mple.com",
            5,
            "is a Cyrillic letter (U+0430) that looks like a.",
            "Type the ASCII letter a there.",
        ),
    ]);
}

#[test]
fn what_stands_around_an_address_elsewhere() {
    let colon = "is a colon (:), and the address itself begins behind it.";
    let angle = "is an opening angle bracket, and the address itself begins behind it.";
    let round = "is an opening parenthesis, and the address itself begins behind it.";
    let comment = "begins a comment (RFC 5322), which is no part of an address.";
    let whole = "Type the whole address: some pages and lists show only a part of it.";
    let ellipsis = "begins an ellipsis, as where a part of an address is left out.";
    let itself = "Type the e-mail address itself, such as alice@example.com.";
    check(&[
        ("mailto:alice@example.com", 7, colon, ALICE),
        ("MAILTO:alice@example.com?subject=a@b", 7, colon, ALICE),
        ("E-mail: alice@example.com", 7, colon, ALICE),
        ("<alice@example.com>", 1, angle, ALICE),
        ("<alice@example.com", 1, angle, ALICE),
        ("Alice <alice@example.com>", 7, angle, ALICE),
        ("Alice A. <alice@example.com>, Example", 10, angle, ALICE),
        ("\"Alice Smith\" <alice@example.com>", 15, angle, ALICE),
        ("Alice (alice@example.com)", 7, round, ALICE),
        ("(alice@example.com)", 1, round, ALICE),
        ("alice(at work)@example.com", 6, comment, ALICE),
        ("alice@example.com (Alice (at work))", 19, comment, ALICE),
        ("alice@(at work)", 7, comment, "Type the address without the comment."),
        ("https://example.com/alice", 6, "begins ://, as in a URL.", itself),
        ("al...@example.com", 3, ellipsis, whole),
        ("alice@exam\u{2026}", 11, ellipsis, whole),
    ]);
}

#[test]
fn marks_around_an_address() {
    let ends = |what: &str| format!("is {what}, and the address ends before it.");
    let begins = |what: &str| format!("is {what}, and the address begins behind it.");
    check(&[
        ("alice@example.com.", 18, &ends("a dot (.)"), ALICE),
        ("alice@example.com,", 18, &ends("a comma (,)"), ALICE),
        ("alice@example.com;", 18, &ends("a semicolon (;)"), ALICE),
        ("alice@example.com>", 18, &ends("a closing angle bracket"), ALICE),
        ("alice@example.com).", 18, &ends("a closing parenthesis"), ALICE),
        ("\"alice@example.com\",", 19, &ends("a quotation mark (\")"), ALICE),
        ("'alice@example.com'", 19, &ends("an apostrophe (')"), ALICE),
        ("**alice@example.com**", 20, &ends("*"), ALICE),
        ("{alice@example.com}", 19, &ends("a closing curly bracket"), ALICE),
        ("\u{ab}alice@example.com\u{bb}", 19, &ends("a quotation mark (U+00BB)"), ALICE),
        ("\"a b\"@example.com.", 18, &ends("a dot (.)"), "Type \"a b\"@example.com."),
        ("alice@[192.0.2.1].", 18, &ends("a dot (.)"), "Type alice@[192.0.2.1]."),
        ("müller@example.com,", 19, &ends("a comma (,)"), "Type the address without it."),
        ("[alice@example.com", 1, &begins("an opening square bracket"), ALICE),
        ("\"alice@example.com", 1, &begins("a quotation mark (\")"), ALICE),
        (
            "\"a\".b@example.com",
            1,
            &begins("a quotation mark (\")"),
            "Leave the quotation mark out, or close it right before the @.",
        ),
        ("((a)b@example.com", 1, &begins("an opening parenthesis"), "Type the address without it."),
    ]);
}

#[test]
fn more_addresses_than_one() {
    let another = "begins another address.";
    let same = "begins the same address again.";
    let one = "Type one of them, such as alice@example.com: each address is checked by itself.";
    check(&[
        ("alice@example.com, bob@example.com", 20, another, one),
        ("alice@example.com;bob@example.com", 19, another, one),
        ("alice@example.com bob@example.com", 19, another, one),
        ("A <alice@example.com>, B <bob@example.com>", 27, another, one),
        ("ü@example.com, alice@example.com", 16, another, one),
        ("ü@example.com ö@example.com", 15, another, "Type one of them: each address is checked by itself."),
        ("alice@example.com <alice@example.com>", 20, same, ALICE),
        ("\"alice@example.com\" <mailto:Alice@example.com>", 29, same, ALICE),
        ("[alice@example.com](mailto:alice@example.com)", 28, same, ALICE),
    ]);
}

#[test]
fn at_signs_and_dots_in_words() {
    check(&[
        ("alice(at)example.com", 6, "begins \"(at)\", which stands for @.", ALICE),
        ("alice [AT] example [DOT] com", 7, "begins \"[at]\", which stands for @.", ALICE),
        ("alice at example dot com", 7, "begins \"at\", which stands for @.", ALICE),
        ("alice{at}example{dot}com", 6, "begins \"{at}\", which stands for @.", ALICE),
        ("alice%40example.com", 6, "begins \"%40\", which stands for @.", ALICE),
        ("alice&#64;example.com", 6, "begins \"&#64;\", which stands for @.", ALICE),
        ("alice@example(dot)com", 14, "begins \"(dot)\", which stands for a dot.", ALICE),
        ("ü(at)example.com", 2, "begins \"(at)\", which stands for @.", "Type @ in its place."),
    ]);
}
