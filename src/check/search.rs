//! The second round: the names where a record ends up when a panel, or a hand, puts it in the wrong place.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::ToString;
use core::net::SocketAddr;

use super::observation::{Observations, Place, Station};
use crate::proof::Outcome;
use crate::wire::{Name, Question, RecordType};

/// The most questions of the search.
pub(super) const MAX_QUERIES: usize = 60;

/// SPF's own type (RFC 7208 §3.1 ended it): some panels still offer it for text.
pub(super) const SPF: RecordType = RecordType(99);

/// The names still to be looked at, all at one server that has answered.
#[derive(Debug, Default)]
pub(super) struct Search {
    plan: Option<Plan>,
}

#[derive(Debug)]
struct Plan {
    questions: VecDeque<Question>,
    server: SocketAddr,
    zone: Option<Name>,
    seed: u64,
    asked: usize,
}

impl Search {
    /// Where to look, if some server answered without the record.
    pub(super) fn plan(observations: &Observations, seed: u64) -> Self {
        let mut records = observations.stations_of_records();
        let plan = records.find_map(|index| {
            let station = observations.stations.get(index)?;
            let lacks = |outcome| matches!(outcome, Outcome::Mismatch | Outcome::NoData | Outcome::NxDomain);
            let (key, _) = observations.rows_of(index, Place::Name).find(|(_, seen)| lacks(seen.outcome))?;
            let zone = station.cut.as_ref().map(|cut| cut.zone.clone());
            let questions = VecDeque::new();
            let mut plan = Plan { questions, server: key.address, zone, seed, asked: 0 };
            if !station.is_registry(&observations.task.domain) {
                plan.add_questions(station, observations);
            }
            Some(plan)
        });
        Self { plan }
    }

    pub(super) fn next_question(&mut self) -> Option<(Question, SocketAddr)> {
        let plan = self.plan.as_mut()?;
        plan.asked = plan.asked.saturating_add(1);
        let question = plan.questions.pop_front().filter(|_| plan.asked <= MAX_QUERIES)?;
        Some((question, plan.server))
    }

    /// Whether a record was put at `name` or a wildcard answers there, a name beside it will tell: it is asked next.
    pub(super) fn doubt(&mut self, question: &Question) {
        let Some(plan) = &mut self.plan else { return };
        if let Some(sibling) = question.name.parent().and_then(|parent| sibling_below(&parent, plan.seed)) {
            plan.questions.push_front(Question::new(sibling, question.record_type));
        }
    }

    pub(super) fn zone(&self) -> Option<&Name> {
        self.plan.as_ref()?.zone.as_ref()
    }

    pub(super) fn server(&self) -> Option<SocketAddr> {
        self.plan.as_ref().map(|plan| plan.server)
    }
}

impl Plan {
    fn add_questions(&mut self, station: &Station, observations: &Observations) {
        let domain = &observations.task.domain;
        let zone = station.cut.as_ref().map_or(domain, |cut| &cut.zone);
        let of_type = |record_type| move |name| Question::new(name, record_type);
        let sibling = station.name.parent().and_then(|parent| sibling_below(&parent, self.seed));
        self.questions.extend(sibling.map(of_type(station.record_type)));
        let names = wrong_names(&station.name, domain, zone);
        for name in names.into_iter().filter(|name| *name != station.name && name.is_at_or_below(zone)) {
            let question = Question::new(name, station.record_type);
            let was_asked = observations.rows.keys().any(|key| key.name == question.name);
            if !was_asked && !self.questions.contains(&question) {
                self.questions.push_back(question);
            }
        }
        let other_types = match station.record_type {
            RecordType::TXT => [SPF, RecordType::MX],
            _ => [RecordType::TXT, SPF],
        };
        self.questions.extend(other_types.map(|record_type| Question::new(station.name.clone(), record_type)));
    }
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
