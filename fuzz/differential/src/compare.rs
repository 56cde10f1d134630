//! Two readings of one message, compared; and what explains where they differ.

use crate::classes::Ruling;
use crate::reader::Peer;
use crate::reading::{Outcome, Place, Reading};
use crate::survey::{Found, Oddity, Site, Survey};

/// Where a peer makes something else of a message than we.
#[derive(Clone, Copy, Debug)]
pub struct Disagreement {
    pub peer: Peer,
    pub place: Place,
    pub ours: Outcome,
    pub theirs: Outcome,
}

/// All disagreements with a peer, up to where one of the two stops.
pub fn disagreements(peer: Peer, ours: &Reading, theirs: &Reading) -> Vec<Disagreement> {
    let mut found = vec![];
    for place in places(ours, theirs) {
        let (our_outcome, mut their_outcome) = (ours.outcome(place), theirs.outcome(place));
        let is_over = our_outcome.max(their_outcome) >= Outcome::Refuses;
        if !is_over && !is_same(ours, theirs, place) {
            their_outcome = Outcome::Differs;
        }
        if our_outcome != their_outcome {
            found.push(Disagreement { peer, place, ours: our_outcome, theirs: their_outcome });
        }
        if is_over {
            break;
        }
    }
    found
}

fn places(ours: &Reading, theirs: &Reading) -> impl Iterator<Item = Place> {
    // One more: where a reader stops, there is no item.
    let items = ours.items.len().max(theirs.items.len()) + 1;
    [Place::Header].into_iter().chain((0..items).map(Place::Item)).chain([Place::End])
}

fn is_same(ours: &Reading, theirs: &Reading, place: Place) -> bool {
    let Place::Item(index) = place else { return true };
    match (ours.items.get(index), theirs.items.get(index)) {
        (Some(one), Some(other)) => one.agrees(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

impl Disagreement {
    /// What the table lists of the oddities of its place that explains it; nothing: it is not explained.
    ///
    /// What a peer makes of a place is the worst that it makes of any oddity there. So every one must let it be as mild as it
    /// is, by the rules or by the table, and one must make it as strict.
    pub fn explained_by(&self, survey: &Survey<'_>) -> Vec<(Oddity, Outcome)> {
        let Self { peer, place, theirs, .. } = *self;
        let found: Vec<&Found> = survey.at(place).collect();
        let unread = found.iter().find(|found| found.leaves_rdata_unread(peer)).map(|found| found.oddity);
        let mut listed = vec![];
        let mut is_as_strict = theirs == Outcome::Reads;
        for found in &found {
            let mildest = found.listed(peer).chain([found.outcome()]).min().unwrap_or(Outcome::Reads);
            match unread {
                _ if mildest <= theirs => {}
                Some(unread) if found.site == Site::Rdata => listed.push((unread, Outcome::Reads)),
                _ => return vec![],
            }
            is_as_strict |= found.outcome() == theirs || found.listed(peer).any(|outcome| outcome == theirs);
            // It is what they make of the place; or so mild that something else there decides.
            let explains = |outcome: &Outcome| *outcome == theirs || *outcome < theirs && theirs < found.worst();
            listed.extend(found.listed(peer).filter(explains).map(|outcome| (found.oddity, outcome)));
        }
        listed.retain(|_| is_as_strict);
        listed
    }
}

impl Found {
    /// Whether the oddity is that this peer takes RDATA as it is which the rules have read.
    fn leaves_rdata_unread(&self, peer: Peer) -> bool {
        let class = self.oddity.class();
        class.ruling == Ruling::Sound && class.lists(peer, Outcome::Reads)
    }

    /// What else than the rules the table lists that a peer makes of the oddity.
    fn listed(&self, peer: Peer) -> impl Iterator<Item = Outcome> {
        self.oddity.class().peers.iter().filter(move |listed| listed.0 == peer).map(|listed| listed.1)
    }
}
