//! Four readers and one message: what this project's codec makes of it, and what three public ones make of it.
//!
//! [`reader`] has the four; each brings what it reads into the form that [`reading`] has. [`compare`] tells where two
//! readings differ. [`survey`] goes over the octets by itself and names what is odd about them, and [`classes`] lists by what
//! rule each oddity is decided, and who decides it otherwise. A disagreement that the oddities of its place do not explain
//! fails; so does this project's own codec wherever it does not do what the rules say.

pub mod classes;
pub mod compare;
pub mod mutate;
pub mod reader;
pub mod reading;
mod report;
pub mod survey;
pub mod table;

use classes::Ruling;
use compare::{Disagreement, disagreements};
use reader::{Peer, read_ours};
use reading::{Outcome, Place, Reading};
use report::Report;
use survey::{Found, Oddity, Survey};

/// Who disagrees, what with, and what explains it.
pub type Met = (Oddity, Peer, Outcome);

/// The property of target `differential`.
///
/// # Panics
///
/// Where a disagreement is not listed, or this project's codec does not keep to the rules.
pub fn differential(octets: &[u8]) {
    if let Err(report) = check(octets) {
        panic!("{report}");
    }
}

/// What listed disagreements there are about a message.
///
/// # Errors
///
/// A report of those that are not listed.
pub fn check(octets: &[u8]) -> Result<Vec<Met>, String> {
    let survey = Survey::of(octets);
    let ours = read_ours(octets);
    let mut report = Report::default();
    if let Some(place) = unruly(&survey, &ours) {
        report.wrong(place, format!("txtproof {:?}, which is not what the rules say", ours.outcome(place)));
    }
    let mut met = vec![];
    for peer in Peer::ALL {
        let theirs = peer.read(octets);
        for disagreement in disagreements(peer, &ours, &theirs) {
            let Disagreement { place, ours, theirs, .. } = disagreement;
            let listed = disagreement.explained_by(&survey);
            if listed.is_empty() {
                report.wrong(place, format!("{} {theirs:?}, txtproof {ours:?}: not listed", peer.name()));
            }
            met.extend(listed.into_iter().map(|(oddity, outcome)| (oddity, peer, outcome)));
        }
    }
    report.finish(&survey, octets).map_or(Ok(met), Err)
}

/// The first place of which our codec does not make what the rules say.
fn unruly(survey: &Survey<'_>, ours: &Reading) -> Option<Place> {
    let items = (0..=ours.items.len()).map(Place::Item);
    let places = [Place::Header].into_iter().chain(items).chain([Place::End]);
    for place in places {
        let outcome = ours.outcome(place);
        let ruled = survey.at(place).map(Found::outcome).max().unwrap_or(Outcome::Reads);
        let is_limited = survey.at(place).any(|found| found.oddity.class().ruling == Ruling::Limit);
        if outcome != ruled && !(is_limited && outcome == Outcome::Refuses) {
            return Some(place);
        }
        if outcome == Outcome::Refuses {
            return None;
        }
    }
    None
}
