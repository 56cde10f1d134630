//! What is wrong, with all that helps to see why.

use std::fmt::Write as _;

use crate::reader::{Peer, read_ours};
use crate::reading::{Place, Reading};
use crate::survey::Survey;

/// What is wrong, by place.
#[derive(Default)]
pub(crate) struct Report(Vec<(Place, String)>);

impl Report {
    pub(crate) fn wrong(&mut self, place: Place, what: String) {
        self.0.push((place, what));
    }

    /// The whole text; `None`: nothing is wrong.
    pub(crate) fn finish(mut self, survey: &Survey<'_>, octets: &[u8]) -> Option<String> {
        let mut text = String::new();
        for (place, what) in &self.0 {
            let _ = writeln!(text, "{place:?}: {what}");
        }
        self.0.dedup_by_key(|(place, _)| *place);
        for (place, _) in &self.0 {
            at(&mut text, *place, survey, octets);
        }
        if self.0.is_empty() { None } else { Some(text + &annotated(survey, octets)) }
    }
}

/// What is odd about a place, and what everybody reads there.
fn at(text: &mut String, place: Place, survey: &Survey<'_>, octets: &[u8]) {
    let _ = writeln!(text, "\n{place:?}");
    for found in survey.at(place) {
        let _ = writeln!(text, "  {} in {:?}", found.oddity.class().name, found.site);
    }
    show(text, "txtproof", place, &read_ours(octets));
    for peer in Peer::ALL {
        show(text, peer.name(), place, &peer.read(octets));
    }
}

fn show(text: &mut String, reader: &str, place: Place, reading: &Reading) {
    let item = match place {
        Place::Item(index) => reading.items.get(index),
        _ => None,
    };
    let _ = writeln!(text, "  {reader}: {:?} {item:?}", reading.outcome(place));
}

/// The octets, and what they are.
fn annotated(survey: &Survey<'_>, octets: &[u8]) -> String {
    let mut text = String::from("\n");
    for mark in &survey.marks {
        let kind = format!("{:?}", mark.kind);
        let _ = writeln!(text, "{:5} {kind:9}{}", mark.start, hex(&octets[mark.start..mark.end]));
    }
    let _ = writeln!(text, "\n{} octets", octets.len());
    for (row, chunk) in octets.chunks(16).enumerate() {
        let _ = writeln!(text, "{:5} {}", row * 16, hex(chunk));
    }
    text
}

fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |text, octet| text + &format!(" {octet:02x}"))
}
