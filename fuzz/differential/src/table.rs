//! The table of classes as it is published.

use std::fmt::Write as _;

use crate::classes::{CLASSES, Class, Ruling};
use crate::reader::Peer;
use crate::reading::Outcome;

/// The table, in Markdown.
pub fn table() -> String {
    let mut text = String::from("| class | octets | rule | txtproof | hickory-proto | domain | dnsbox |\n");
    text += "|---|---|---|---|---|---|---|\n";
    for class in CLASSES {
        let Class { name, octets, rule, .. } = class;
        let [hickory, domain, dnsbox] = Peer::ALL.map(|peer| class.cell(peer));
        let _ =
            writeln!(text, "| `{name}` | {octets} | {rule} | {} | {hickory} | {domain} | {dnsbox} |", class.ruled());
    }
    text
}

impl Class {
    fn ruled(&self) -> &'static str {
        match self.ruling {
            Ruling::Sound => "reads",
            Ruling::Damage => "spoilt",
            Ruling::Message => "refuses",
            Ruling::Limit => "may refuse",
        }
    }

    fn cell(&self, peer: Peer) -> String {
        let outcomes = self.peers.iter().filter(|listed| listed.0 == peer).map(|listed| listed.1.word());
        let words: Vec<_> = outcomes.collect();
        words.join(", ")
    }
}

impl Outcome {
    const fn word(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Differs => "reads something else",
            Self::Spoils => "spoils the record",
            Self::Refuses => "refuses",
            Self::Panics => "panics",
        }
    }
}
