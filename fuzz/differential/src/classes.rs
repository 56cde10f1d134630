//! The table: every oddity, the rule that decides it, and what each peer makes of it where that is something else.

use crate::reader::Peer::{self, Dnsbox, Domain, Hickory};
use crate::reading::Outcome::{self, Differs, Reads, Refuses, Spoils};
use crate::survey::Oddity;

/// What the rules say of an oddity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It is sound.
    Sound,
    /// It spoils the message where it stands in the framing, and the record where it stands in RDATA (W8a).
    Damage,
    /// It spoils the message wherever it stands.
    Message,
    /// It may be more than a message is let cost; who has a memory for names pays less.
    Limit,
}

/// A class of messages.
#[derive(Debug)]
pub struct Class {
    pub oddity: Oddity,
    /// Its name, and that of its fixtures.
    pub name: &'static str,
    /// The octets that make it up.
    pub octets: &'static str,
    /// Who decides it.
    pub rule: &'static str,
    pub ruling: Ruling,
    /// Who makes something else of it, and what. Nobody: all agree.
    pub peers: &'static [(Peer, Outcome)],
}

macro_rules! classes {
    ($($oddity:ident, $name:literal, $ruling:ident, $rule:literal, $octets:literal, [$($peer:ident $outcome:ident),*];)+) => {
        /// All classes, in the order of [`Oddity`].
        pub const CLASSES: &[Class] = &[$(Class {
            oddity: Oddity::$oddity,
            name: $name,
            octets: $octets,
            rule: $rule,
            ruling: Ruling::$ruling,
            peers: &[$(($peer, $outcome)),*],
        }),+];
    };
}

classes! {
    ShortHeader, "short-header", Message, "W1, RFC 1035 §4.1.1",
        "fewer than 12 octets", [];
    ItemMissing, "item-missing", Damage, "W10, RFC 9267 §6",
        "the counts promise a question or record that is not there, or is cut", [];
    RdlengthPastEnd, "rdlength-past-end", Damage, "W7, RFC 9267 §5",
        "RDLENGTH goes past the end of the message", [];
    NameCut, "name-cut", Damage, "W1, RFC 9267 §4",
        "a name without an end, or a pointer of one octet", [Hickory Refuses];
    LabelType, "label-type", Damage, "W3, RFC 6891 §5",
        "a label of the types 01 or 10", [Hickory Refuses];
    PointerIntoHeader, "pointer-into-header", Damage, "W4, RFC 9267 §2",
        "a pointer that aims into the header", [Hickory Reads, Domain Reads, Dnsbox Reads];
    PointerIntoOwnLabels, "pointer-into-own-labels", Damage, "W4, RFC 1035 §4.1.4",
        "a pointer that aims into the labels that it ends", [Hickory Refuses, Domain Reads];
    PointerNotBackward, "pointer-not-backward", Damage, "W4, RFC 1035 §4.1.4",
        "a pointer that aims at itself or forward", [Hickory Refuses];
    PointerRunsOn, "pointer-runs-on", Sound, "W4, RFC 1035 §4.1.4",
        "a pointer whose target runs on into the labels that it ends", [Hickory Refuses, Domain Spoils];
    NameOver255, "name-over-255", Damage, "W2, RFC 1035 §2.3.4",
        "a name of more than 255 octets", [Hickory Refuses];
    PointersOver16, "pointers-over-16", Message, "W5, RFC 9267 §2",
        "more than 16 pointers in a name", [Hickory Reads, Domain Reads, Dnsbox Reads];
    PointersOver128, "pointers-over-128", Message, "W5, RFC 9267 §2",
        "more than 128 pointers in a name", [Hickory Reads, Domain Reads, Dnsbox Spoils];
    PointersOver255, "pointers-over-255", Message, "W5, RFC 9267 §2",
        "more than 255 pointers in a name", [Hickory Reads, Domain Spoils, Dnsbox Spoils];
    PointersOfMessage, "pointers-of-message", Limit, "W5, RFC 9267 §2",
        "more than 4 × records + 64 pointers in a message", [Hickory Reads, Domain Reads, Dnsbox Reads];
    LabelsOfMessage, "labels-of-message", Limit, "W17, RFC 9267 §2",
        "more than 96 × records + 2,048 octets of labels behind pointers", [Hickory Reads, Domain Reads, Dnsbox Reads];
    OptSecond, "opt-second", Message, "W12, RFC 6891 §6.1.1",
        "a second OPT record", [Domain Reads, Dnsbox Reads];
    OptMisplaced, "opt-misplaced", Message, "W12, RFC 6891 §6.1.1",
        "an OPT record outside the additional section", [Domain Reads, Dnsbox Reads];
    OptOwner, "opt-owner", Message, "W12, RFC 6891 §6.1.2",
        "an OPT record with an owner other than the root", [Domain Reads, Dnsbox Reads];
    OptOptionOverrun, "opt-option-overrun", Message, "W12, RFC 6891 §6.1.2",
        "an option that goes past its OPT record", [Hickory Reads, Domain Spoils, Dnsbox Spoils];
    OptClientSubnet, "opt-client-subnet", Sound, "W12, RFC 6891 §6.1.2",
        "a client subnet option, which has a form of its own", [Hickory Refuses];
    TxtEmpty, "txt-empty", Damage, "W8, RFC 1035 §3.3.14",
        "a TXT record of RDLENGTH 0", [Hickory Refuses, Domain Reads];
    StringPastRdata, "string-past-rdata", Damage, "W8, RFC 1035 §3.3.14",
        "a character-string that goes past its RDATA", [Hickory Refuses];
    RdataEmpty, "rdata-empty", Damage, "W7, RFC 9267 §5",
        "RDLENGTH 0 in a record of a type that holds an address or a name", [Hickory Refuses];
    RdataLength, "rdata-length", Damage, "W7, RFC 9267 §5",
        "RDLENGTH is not what address or names need", [Hickory Refuses];
    DnameUnread, "dname-unread", Sound, "W7, RFC 6672 §2.1",
        "a DNAME record", [Hickory Reads];
    EmptyInUpdate, "empty-in-update", Sound, "W7, RFC 2136 §2.4",
        "RDLENGTH 0 in an UPDATE message", [Hickory Reads];
    NothingInClass, "nothing-in-class", Sound, "W7, RFC 2136 §2.4",
        "RDLENGTH 0 in class NONE or ANY", [Hickory Refuses, Domain Differs, Domain Spoils];
    ClassNotIn, "class-not-in", Sound, "W7, W14",
        "A, AAAA, SOA or MX in a class other than IN", [Hickory Refuses, Domain Spoils, Dnsbox Spoils];
    OtherTypeEmpty, "other-type-empty", Sound, "W9, RFC 3597 §3",
        "RDLENGTH 0 in a record of a type that is left alone", [Hickory Refuses, Domain Spoils, Dnsbox Spoils];
    OtherType, "other-type", Sound, "W9, RFC 3597 §3",
        "a record of a registered type that is left alone", [Hickory Refuses, Domain Spoils, Dnsbox Spoils];
    PrivateType, "private-type", Sound, "W9, RFC 6895 §3.1",
        "a record of a type for private use", [Hickory Refuses];
    MetaType, "meta-type", Sound, "W9, RFC 6895 §3.1",
        "a record of type 0 or of a meta-type", [Hickory Refuses, Domain Spoils, Dnsbox Spoils];
    TrailingOctets, "trailing-octets", Sound, "W11",
        "octets behind the last record", [Dnsbox Refuses];
}

impl Oddity {
    /// Its class.
    ///
    /// # Panics
    ///
    /// Where the table is not in the order of the oddities.
    pub fn class(self) -> &'static Class {
        let class = &CLASSES[self as usize];
        assert_eq!(class.oddity, self);
        class
    }
}

impl Class {
    /// Whether it is listed that a peer makes this of it.
    pub fn lists(&self, peer: Peer, outcome: Outcome) -> bool {
        self.peers.contains(&(peer, outcome))
    }
}
