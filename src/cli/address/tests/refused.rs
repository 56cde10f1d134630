//! What the grammar, the DNS and the lengths of RFC 5321 have no room for.

use std::format;

use super::check;

const ALICE: &str = "Type alice@example.com.";
const OWNER: &str = "Type the domain as its owner writes it.";

#[test]
fn an_address_has_one_at_sign_with_something_on_both_sides() {
    let parts = "Type the mailbox's name, an @ and the domain, as in alice@example.com.";
    let one = "Type the address with one @; where a mailbox's name has one, that name stands in quotes, as in \
               \"a@b\"@example.com.";
    let name = "Type the mailbox's name before it, as in alice@example.com.";
    check(&[
        ("alice", 5, "is its last, and none is an @.", parts),
        ("alicé.example.com", 17, "is its last, and none is an @.", parts),
        ("alice@@example.com", 7, "is another @.", ALICE),
        ("alice@example@com", 14, "is another @.", one),
        ("\"a b\"@example@com", 14, "is another @.", one),
        ("@example.com", 1, "is an @ with nothing before it.", name),
        ("@@", 2, "is another @.", one),
        ("alice@", 6, "is an @ with nothing behind it.", "Type the domain behind it, as in alice@example.com."),
    ]);
}

#[test]
fn local_parts() {
    let quotes = |quoted: &str| {
        format!("Type the address without it; or, if the mailbox is called so, type {quoted}@example.com.")
    };
    let dot = "is a dot (.); before the @, a dot stands only between other characters.";
    let only = |what: &str| format!("is {what}, which stands before the @ only in quotes.");
    let (long, long_unicode) = (format!("{}@example.com", "a".repeat(65)), format!("{}@example.com", "ü".repeat(33)));
    let shorter = "Type the address as its owner writes it: no mail server takes a longer name.";
    check(&[
        (".alice@example.com", 1, dot, &quotes("\".alice\"")),
        ("alice.@example.com", 6, dot, &quotes("\"alice.\"")),
        ("al..ice@example.com", 4, dot, &quotes("\"al..ice\"")),
        ("a,b@example.com", 2, &only("a comma (,)"), &quotes("\"a,b\"")),
        ("a:b@example.com", 2, &only("a colon (:)"), &quotes("\"a:b\"")),
        ("a[b@example.com", 2, &only("an opening square bracket"), &quotes("\"a[b\"")),
        ("a\"b@example.com", 2, &only("a quotation mark (\")"), &quotes("\"a\\\"b\"")),
        ("a\\b@example.com", 2, &only("a backslash (\\)"), &quotes("\"a\\\\b\"")),
        ("ü;b@example.com", 2, &only("a semicolon (;)"), "Type the address without it."),
        ("\"\"@example.com", 1, "begins quotes with nothing in them.", "Type the mailbox's name before the @."),
        (
            "\"\\\\a\\ b\\ c\"@example.com",
            5,
            "is a backslash before a blank, which needs none in quotes.",
            "Type \"\\\\a b c\"@example.com.",
        ),
        (
            "\"ü\\ b\"@example.com",
            3,
            "is a backslash before a blank, which needs none in quotes.",
            "Type the blank without the backslash.",
        ),
        (&long, 1, "begins a name of 65 octets, and at most 64 stand before the @.", shorter),
        (&long_unicode, 1, "begins a name of 66 octets, and at most 64 stand before the @.", shorter),
    ]);
}

#[test]
fn domains() {
    let no = |what: &str| format!("is {what}, which no mail domain has.");
    let letters = "Type the domain as its owner writes it: with letters, digits, hyphens and dots alone.";
    let hyphen = "is a hyphen (-) at one end of a label, where no mail domain has one.";
    let unicode = "begins Unicode that is no domain name (UTS 46).";
    let a_labels = "Type the domain as its owner writes it, or as A-labels (xn--).";
    check(&[
        ("alice@example,com", 14, &no("a comma (,)"), ALICE),
        ("alice@example;com", 14, &no("a semicolon (;)"), ALICE),
        ("alice@example.com,bob", 18, &no("a comma (,)"), letters),
        ("alice@example.com/", 18, &no("a slash (/)"), ALICE),
        ("alice@example.com/path", 18, &no("a slash (/)"), ALICE),
        ("alice@example.com?subject=x", 18, &no("?"), ALICE),
        ("alice@example.com:25", 18, &no("a colon (:)"), ALICE),
        ("alice@2001:db8::x", 11, &no("a colon (:)"), letters),
        ("alice@example.com:x", 18, &no("a colon (:)"), letters),
        ("alice@ex_ample.com", 9, &no("an underscore (_)"), letters),
        ("alice@*.example.com", 7, &no("*"), letters),
        ("alice@exam\\ple.com", 11, &no("a backslash (\\)"), letters),
        ("alice@ex\u{bb}ample.com", 9, &no("a quotation mark (U+00BB)"), OWNER),
        ("alice@example..com", 15, "is a dot (.) too many.", ALICE),
        ("alice@.example.com", 7, "is a dot (.) too many.", ALICE),
        ("ü@.example.com", 3, "is a dot (.) too many.", OWNER),
        ("alice@-example.com", 7, hyphen, OWNER),
        ("alice@a-b.example-.com", 18, hyphen, OWNER),
        ("alice@example.com-", 18, hyphen, OWNER),
        ("alice@a.-ü.example", 9, hyphen, OWNER),
        ("alice@\u{210a}mail.com", 7, "is U+210A, which a domain has as g.", "Type alice@gmail.com."),
        ("alice@\u{fb01}sh.com", 7, "is U+FB01, which a domain has as fi.", "Type alice@fish.com."),
        ("ü@\u{fb01}sh.com", 3, "is U+FB01, which a domain has as fi.", "Type fi there."),
        ("alice@example\u{fe0f}.com", 14, &no("U+FE0F"), ALICE),
        ("ü@example\u{fe0f}.com", 10, &no("U+FE0F"), "Type the domain without it."),
        ("alice@example.\u{fffd}.com", 15, unicode, a_labels),
    ]);
}

#[test]
fn lengths_of_domains() {
    let label = format!("alice@www.{}.com", "a".repeat(64));
    let name = format!("a@{}com", "abcdefghi.".repeat(26));
    let whole = format!("{}@{}com", "a".repeat(51), "abcdefghi.".repeat(20));
    // 172 octets as typed.
    let a_labels = format!("{}@{}com", "a".repeat(48), "bücher.".repeat(15));
    let shorter = "Type the address as its owner writes it: no mail server takes a longer one.";
    check(&[
        (&label, 11, "begins a label of 64 octets, and a label holds at most 63.", OWNER),
        (&name, 3, "begins the domain, which is no name: the name is longer than 255 octets.", OWNER),
        (&whole, 53, "begins the domain that makes it 255 octets long, and an address has at most 254.", shorter),
        (&a_labels, 50, "begins the domain that makes it 262 octets long, and an address has at most 254.", shorter),
    ]);
}

#[test]
fn address_literals() {
    let none =
        "begins what is no address literal: in the brackets stands an IPv4 address, or IPv6: and an IPv6 address.";
    let bare = "begins an IP address, which stands in brackets in an e-mail address.";
    let literal = "Type a literal such as [192.0.2.1] or [IPv6:2001:db8::1], or the domain's name.";
    let unclosed = "is an opening square bracket that nothing closes.";
    check(&[
        ("a@192.0.2.1", 3, bare, "Type a@[192.0.2.1]."),
        ("a@2001:db8::1", 3, bare, "Type a@[IPv6:2001:db8::1]."),
        ("a@IPv6:2001:db8::1", 3, bare, "Type a@[IPv6:2001:db8::1]."),
        ("a@[2001:db8::1]", 3, none, "Type a@[IPv6:2001:db8::1]."),
        ("a@[IPv4:192.0.2.1]", 3, none, "Type a@[192.0.2.1]."),
        ("a@[IPv6:192.0.2.1]", 3, none, "Type a@[192.0.2.1]."),
        ("a@[example.com]", 3, none, "Type a@example.com."),
        ("a@[300.0.2.1]", 3, none, literal),
        ("a@[192.0.2.01]", 3, none, literal),
        ("a@[x-tag:1]", 3, none, literal),
        ("a@[IPv6:fe80::1%eth0]", 3, none, literal),
        ("a@[]", 3, none, literal),
        ("a@[[192.0.2.1]", 3, none, literal),
        ("a@[192.0.2.1", 3, unclosed, "Type a@[192.0.2.1]."),
        ("a@[", 3, unclosed, literal),
        ("a@[192.0.2.1]:25", 14, "is a colon (:), and the address ends before it.", "Type a@[192.0.2.1]."),
        (
            "ü@[192.0.2.1]x",
            14,
            "is x, and the address ends before it.",
            "Type the address without what stands behind the bracket.",
        ),
    ]);
}
