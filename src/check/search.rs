//! The second round: the names where a record ends up when a panel, or a hand, puts it in the wrong place, what stands in
//! its place, and the random names that tell a wildcard.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::net::SocketAddr;

use super::limits::MAX_SEARCH_QUERIES;
use super::observation::{Observations, Place, Station};
use super::{RowKey, Wanted};
use crate::proof::Outcome;
use crate::wire::{Name, Question, RecordType};

/// SPF's own type (RFC 7208 §3.1 ended it): some panels still offer it for text.
pub(super) const SPF: RecordType = RecordType(99);

/// The questions still to be asked, each at one server that has answered without the record.
#[derive(Debug, Default)]
pub(super) struct Search {
    probes: VecDeque<Probe>,
    asked: Vec<Probe>,
    seed: u64,
    /// More places were worth a look than the bound allows.
    pub(super) is_cut: bool,
}

/// One question of the search.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    /// The stations whose records it is about.
    pub(super) stations: Vec<usize>,
    pub(super) question: Question,
    pub(super) server: SocketAddr,
}

impl Search {
    /// Where to look for each record that some server answered without: the likeliest place of each first, so that a bound
    /// takes the unlikely ones.
    pub(super) fn plan(observations: &Observations, seed: u64) -> Self {
        let mut search = Self { seed, ..Self::default() };
        let mut plans: Vec<VecDeque<Probe>> = Vec::new();
        for index in observations.stations_of_records() {
            let Some(station) = observations.stations.get(index) else { continue };
            let lacks = |outcome| matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain);
            let lacking = observations.rows_of(index, Place::Name).find(|(_, seen)| lacks(seen.outcome));
            if let Some((key, _)) = lacking.filter(|_| !station.is_registry(&observations.task.domain)) {
                let questions = questions(station, observations, index, seed);
                let server = key.address;
                let probe = |question| Probe { stations: [index].into(), question, server };
                plans.push(questions.into_iter().map(probe).collect());
            }
        }
        // Ends: every turn takes one probe off each plan that has any.
        while plans.iter().any(|plan| !plan.is_empty()) {
            plans.iter_mut().filter_map(VecDeque::pop_front).for_each(|probe| search.add(probe));
        }
        search
    }

    /// One question serves all records that may be found by it.
    fn add(&mut self, probe: Probe) {
        match self.probes.iter_mut().find(|known| known.is_same_question(&probe)) {
            Some(known) => known.stations.extend(probe.stations),
            None => self.probes.push_back(probe),
        }
    }

    pub(super) fn next_probe(&mut self) -> Option<Probe> {
        if self.asked.len() >= MAX_SEARCH_QUERIES {
            self.is_cut |= !self.probes.is_empty();
            return None;
        }
        let probe = self.probes.pop_front()?;
        self.asked.push(probe.clone());
        Some(probe)
    }

    /// Whether a record was put where `probe` found it or a wildcard answers there, a name beside it will tell: it is asked
    /// next, where it was not asked yet.
    pub(super) fn doubt(&mut self, probe: &Probe) {
        let Probe { stations, question, server } = probe;
        let sibling = question.name.parent().and_then(|parent| sibling_below(&parent, self.seed));
        let Some(sibling) = sibling.filter(|_| !is_sibling(&question.name)) else { return };
        let question = Question::new(sibling, question.record_type);
        let probe = Probe { stations: stations.clone(), question, server: *server };
        if !self.asked.iter().any(|known| known.is_same_question(&probe)) {
            self.probes.retain(|known| !known.is_same_question(&probe));
            self.probes.push_front(probe);
        }
    }
}

impl Probe {
    fn is_same_question(&self, other: &Self) -> bool {
        self.server == other.server && self.question == other.question
    }
}

/// What to ask about one record, the likeliest first.
fn questions(station: &Station, observations: &Observations, index: usize, seed: u64) -> Vec<Question> {
    let domain = &observations.task.domain;
    let zone = station.cut.as_ref().map_or(domain, |cut| &cut.zone);
    let wanted = observations.expectation(index).map(|expectation| &expectation.wanted);
    let of_type = |record_type| move |name| Question::new(name, record_type);
    let mut questions: Vec<Question> = in_place_of_alias(observations, index, wanted);
    let sibling = station.name.parent().and_then(|parent| sibling_below(&parent, seed));
    questions.extend(sibling.map(of_type(station.record_type)));
    // No CNAME stands at a zone's apex.
    let may_be_at_domain = !matches!(wanted, Some(Wanted::Targets(_)));
    // A policy at a name nearby is one for that name's mail; below the domain once more it can only be a slip.
    let is_policy = matches!(wanted, Some(Wanted::Policies(_)));
    let was_asked = |name: &Name| observations.rows.keys().any(|key| key.station == index && *key.name == *name);
    for name in wrong_names(&station.name, domain, zone) {
        let may_be_there = (may_be_at_domain || name != *domain) && (!is_policy || is_appended(&name, &station.name));
        let is_place = name != station.name && name.is_at_or_below(zone) && may_be_there;
        let question = Question::new(name, station.record_type);
        if is_place && !was_asked(&question.name) && !questions.contains(&question) {
            questions.push(question);
        }
    }
    let other_types = match station.record_type {
        RecordType::TXT => [SPF, RecordType::MX],
        _ => [RecordType::TXT, SPF],
    };
    questions.extend(other_types.map(|record_type| Question::new(station.name.clone(), record_type)));
    questions
}

/// Whether `name` is the record's with more behind it.
fn is_appended(name: &Name, record: &Name) -> bool {
    name.label_count() > record.label_count() && record.labels().eq(name.labels().take(record.label_count()))
}

/// Where a CNAME is expected and none is there: a provider that proxies or flattens it has addresses instead.
fn in_place_of_alias(observations: &Observations, index: usize, wanted: Option<&Wanted>) -> Vec<Question> {
    let is_empty = |(_, seen): &(&RowKey, &super::Seen)| seen.outcome == Outcome::NoData;
    let empty = observations.rows_of(index, Place::Name).find(is_empty);
    let is_alias_wanted = matches!(wanted, Some(Wanted::Targets(_)));
    let of_type = |name: &Name, record_type| Question::new(name.clone(), record_type);
    empty.filter(|_| is_alias_wanted).map_or_else(Vec::new, |(key, _)| {
        [RecordType::A, RecordType::AAAA].map(|record_type| of_type(&key.name, record_type)).into()
    })
}

/// The likely wrong names of a record, the likeliest first.
fn wrong_names(name: &Name, domain: &Name, zone: &Name) -> VecDeque<Name> {
    let front = name.label_count().saturating_sub(domain.label_count());
    let prefix = Name::from_labels(name.labels().take(front)).unwrap_or_else(|_| Name::root());
    let below = |label: &[u8]| domain.child(label).and_then(|parent| prefix.before(&parent)).ok();
    let first = |change: &dyn Fn(&[u8]) -> Option<alloc::vec::Vec<u8>>| {
        let changed = change(name.labels().next()?)?;
        Name::from_labels(core::iter::once(changed.as_slice()).chain(name.labels().skip(1))).ok()
    };
    let candidates = [
        name.before(domain).ok(),
        name.before(zone).ok(),
        without_underscore(name),
        Some(domain.clone()),
        prefix.before(&prefix).and_then(|doubled| doubled.before(domain)).ok(),
        first(&|label| label.starts_with(b"_").then(|| [b"_", label].concat())),
        first(&|label| label.strip_prefix(b"_").map(|rest| [b"-", rest].concat())),
        domain.parent().and_then(|parent| prefix.before(&parent).ok()),
        below(b"www"),
        below(b"mail"),
        below(b"@"),
        domain.child(b"@").ok(),
        domain.child(b"www").ok(),
        // The whole name as one label: a panel that escapes the dots.
        zone.child(name.to_string().as_bytes()).ok(),
        zone.child(format!("{name}.").as_bytes()).ok(),
    ];
    candidates.into_iter().flatten().collect()
}

/// `_amazonses.example.com` as a panel that refuses the underscore stores it.
pub(crate) fn without_underscore(name: &Name) -> Option<Name> {
    let mut labels = name.labels();
    let first = labels.next()?.strip_prefix(b"_").filter(|rest| !rest.is_empty())?;
    Name::from_labels(core::iter::once(first).chain(labels)).ok()
}

/// A name below `parent` that nobody has published: what stands there all the same comes from a wildcard.
fn sibling_below(parent: &Name, seed: u64) -> Option<Name> {
    // The multiplier spreads small seeds over all digits (Knuth's).
    let number = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    parent.child(format!("txtproof-{number:016x}").as_bytes()).ok()
}

/// Whether this is such a name.
pub(crate) fn is_sibling(name: &Name) -> bool {
    name.labels().next().is_some_and(|label| label.starts_with(b"txtproof-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn the_names_looked_at_are_those_where_records_end_up() {
        let names = wrong_names(&name("_amazonses.sub.example.test"), &name("sub.example.test"), &name("example.test"));
        let texts: Vec<_> = names.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "_amazonses.sub.example.test.sub.example.test",
                "_amazonses.sub.example.test.example.test",
                "amazonses.sub.example.test",
                "sub.example.test",
                "_amazonses._amazonses.sub.example.test",
                "__amazonses.sub.example.test",
                "-amazonses.sub.example.test",
                "_amazonses.example.test",
                "_amazonses.www.sub.example.test",
                "_amazonses.mail.sub.example.test",
                "_amazonses.\\@.sub.example.test",
                "\\@.sub.example.test",
                "www.sub.example.test",
                "_amazonses\\.sub\\.example\\.test.example.test",
                "_amazonses\\.sub\\.example\\.test\\..example.test",
            ]
        );
    }

    #[test]
    fn a_sibling_is_known_again() {
        let sibling = sibling_below(&name("example.test"), 7).unwrap();
        assert!(is_sibling(&sibling) && !is_sibling(&name("example.test")));
    }
}
