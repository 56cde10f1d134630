//! Names, every pointer followed (RFC 1035 §4.1.4).

use super::{Kind, Oddity, Survey};
use crate::reading::{Labels, Outcome};

/// W5: what a message has of pointers, and of octets of labels behind them: so many a record, and on top.
const POINTERS: (usize, usize) = (4, 64);
const LABELS: (usize, usize) = (96, 2_048);

/// Where a name that runs in a circle is given up.
const GIVEN_UP: usize = 300;

/// The limits of pointers a name: that of W5, and those of others.
const LIMITS: [(usize, Oddity); 3] =
    [(16, Oddity::PointersOver16), (128, Oddity::PointersOver128), (255, Oddity::PointersOver255)];

/// A name as far as it could be followed.
struct Walked {
    /// Behind its octets where it stands, if they have an end.
    end: Option<usize>,
    labels: Labels,
    oddities: Vec<Oddity>,
    /// How many pointers were followed, and octets of labels behind the first.
    pointers: usize,
    behind: usize,
}

impl Survey<'_> {
    /// Goes over the name that begins at `at`; gives its end. `None`: there is none.
    pub(super) fn name(&mut self, at: usize) -> Option<usize> {
        let walked = self.walk(at);
        self.pointers += walked.pointers;
        self.labels += walked.behind;
        // A reader by the rules goes on no farther than the first damage, which another pointer is not to outdo.
        let is_spoilt = self.at(self.place).any(|found| found.site == self.site && found.outcome() > Outcome::Reads);
        let is_limit = |oddity: &Oddity| LIMITS.iter().any(|(_, limit)| limit == oddity);
        walked.oddities.iter().filter(|oddity| !(is_spoilt && is_limit(oddity))).for_each(|oddity| self.note(*oddity));
        if self.pointers > POINTERS.0 * self.records + POINTERS.1 {
            self.note(Oddity::PointersOfMessage);
        }
        if self.labels > LABELS.0 * self.records + LABELS.1 {
            self.note(Oddity::LabelsOfMessage);
        }
        self.mark_name(at);
        walked.end
    }

    /// The labels of a name that was gone over.
    pub(super) fn labels_at(&self, at: usize) -> Option<Labels> {
        let walked = self.walk(at);
        walked.end.map(|_| walked.labels)
    }

    fn walk(&self, start: usize) -> Walked {
        let mut walked = Walked { end: None, labels: vec![], oddities: vec![], pointers: 0, behind: 0 };
        let end = self.follow(start, &mut walked);
        walked.oddities.extend(end);
        walked
    }

    /// What ended the name other than its final zero or its length.
    fn follow(&self, start: usize, walked: &mut Walked) -> Option<Oddity> {
        let (mut at, mut run, mut limit, mut octets) = (start, start, usize::MAX, 1);
        // Those behind the first pointer: a reader may look at a target before it adds up.
        let mut octets_behind = 1;
        // Ends: each turn goes over a label or a pointer, and there are only so many of either.
        while walked.pointers < GIVEN_UP {
            if at >= limit {
                walked.add(Oddity::PointerRunsOn);
            }
            let Some(first) = self.octets.get(at).copied().map(usize::from) else { return Some(Oddity::NameCut) };
            match first {
                0 => {
                    walked.end.get_or_insert(at + 1);
                    return None;
                }
                1..=63 => {
                    let Some(label) = self.octets.get(at + 1..at + 1 + first) else { return Some(Oddity::NameCut) };
                    octets += 1 + first;
                    octets_behind += 1 + first;
                    if octets > 255 {
                        walked.add(Oddity::NameOver255);
                    }
                    if octets_behind > 255 {
                        return None;
                    }
                    walked.labels.push(label.to_vec());
                    walked.behind += if walked.pointers > 0 { 1 + first } else { 0 };
                    at += 1 + first;
                }
                192.. => {
                    let Some(pointer) = self.u16(at) else { return Some(Oddity::NameCut) };
                    if walked.end.is_none() {
                        (walked.end, octets_behind) = (Some(at + 2), 1);
                    }
                    let target = usize::from(pointer & 0x3fff);
                    match target {
                        target if target >= at => return Some(Oddity::PointerNotBackward),
                        target if target >= run => walked.add(Oddity::PointerIntoOwnLabels),
                        0..12 => walked.add(Oddity::PointerIntoHeader),
                        _ => {}
                    }
                    walked.pointers += 1;
                    walked.count();
                    (limit, at, run) = (run, target, target);
                }
                _ => return Some(Oddity::LabelType),
            }
        }
        None
    }

    /// Marks what of a name stands where it stands.
    fn mark_name(&mut self, start: usize) {
        let mut at = start;
        while let Some(first) = self.octets.get(at).copied().map(usize::from) {
            let (kind, end) = match first {
                0 => (Kind::Root, at + 1),
                192.. => (Kind::Pointer, at + 2),
                _ => (Kind::Label, at + 1 + first),
            };
            self.mark(kind, at, end.min(self.octets.len()));
            if kind != Kind::Label {
                return;
            }
            at = end;
        }
    }
}

impl Walked {
    /// Notes the limit that the pointers are over now, instead of a lower one, unless damage came before.
    fn count(&mut self) {
        let Some(index) = LIMITS.iter().position(|(limit, _)| self.pointers == limit + 1) else { return };
        let is_harmless = |oddity: &Oddity| {
            matches!(oddity, Oddity::PointerRunsOn | Oddity::NameOver255)
                || LIMITS[..index].iter().any(|it| it.1 == *oddity)
        };
        if self.oddities.iter().all(is_harmless) {
            self.oddities.retain(|oddity| LIMITS[..index].iter().all(|limit| limit.1 != *oddity));
            self.oddities.push(LIMITS[index].1);
        }
    }

    fn add(&mut self, oddity: Oddity) {
        if !self.oddities.contains(&oddity) {
            self.oddities.push(oddity);
        }
    }
}
