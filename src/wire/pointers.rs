//! What a message's compression pointers may cost, and where they lead that has proven good.

#![expect(clippy::inline_always, reason = "the way through a name is a few instructions; benches/ counts them")]

use super::walk::{LONGEST_LABEL, target};
use super::{Malformed, MalformedKind};

/// The most compression pointers that one name may go through.
pub(super) const MAX_POINTERS_PER_NAME: u8 = 16; // RFC 9267 §2

/// How many pointers each record may cost on average, and labels that a pointer led to; and how many come on top.
const POINTERS_PER_RECORD: u32 = 4;
const POINTERS_ON_TOP: u32 = 64;
pub(super) const LABELS_PER_RECORD: u32 = 48;
const LABELS_ON_TOP: u32 = 1_024;

/// How many good targets are kept, beside the last owner's.
const PLACES: usize = 16;

/// How many octets of a message share a place: two records have at least so many, so that the names in records one behind
/// another have different places.
const PLACE_OCTETS: usize = 16;

/// How much compression may still be undone in one message, and names that are known to be sound.
///
/// Backward-only pointers are not enough: a 64 KiB message of pointer chains costs some parsers over 100 ms, and one of
/// pointers to long names costs them as much. And most pointers go where another one went, so a target that has proven good
/// is not walked again.
#[derive(Clone, Debug)]
pub(super) struct Pointers<'m> {
    /// The octets in which they stand.
    pub(super) message: &'m [u8],
    left: u32,
    labels_left: u32,
    /// Where the last owner's led, or the next one's is likely to lead.
    last: GoodTarget,
    /// Each in the place that its pointer gives it; a new one takes the place of an old one.
    good: [GoodTarget; PLACES],
    question: QuestionName,
    /// Why the last name was refused.
    refusal: Option<Malformed>,
}

/// The first question's name: most names of a message end in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuestionName {
    /// A bit for each octet of it at which a label begins.
    starts: u64,
    octets: u8,
}

impl QuestionName {
    /// The labels of a longer one are not kept.
    pub(super) const MAX_OCTETS: u8 = 64;
}

/// A sound name, by the pointer that leads to it.
///
/// A message is read front to back, so whoever meets the pointer again stands behind its target: it goes backwards. Where
/// RDATA is spoilt, and a name was read beyond it, all are forgotten.
#[derive(Clone, Copy, Debug)]
pub(super) struct GoodTarget {
    /// The pointer, its two upper bits set; 0 where there is none.
    pub(super) pointer: u16,
    /// How long the name is, in octets of wire form, its final zero included.
    pub(super) octets: u8,
    /// How many pointers lead through it: this one, and those of the name itself; at most as many as one name may have.
    pub(super) pointers: u8,
}

/// The pointer to the first question's name.
const TO_QUESTION: u16 = 0xc00c;

const NOWHERE: GoodTarget = GoodTarget { pointer: 0, octets: 0, pointers: 0 };

impl<'m> Pointers<'m> {
    /// The budget of a message that promises `records` records (questions have their part in what comes on top).
    pub(super) const fn for_records(message: &'m [u8], records: u32) -> Self {
        Self {
            message,
            left: records.saturating_mul(POINTERS_PER_RECORD).saturating_add(POINTERS_ON_TOP),
            labels_left: records.saturating_mul(LABELS_PER_RECORD).saturating_add(LABELS_ON_TOP),
            last: NOWHERE,
            good: [NOWHERE; PLACES],
            question: QuestionName { starts: 0, octets: 0 },
            refusal: None,
        }
    }

    /// The budget of RDATA that stands alone: nothing, as there is no message to point into.
    pub(super) const fn for_rdata(octets: &'m [u8]) -> Self {
        Self { left: 0, ..Self::for_records(octets, 0) }
    }

    /// Takes `count` pointers from the budget; `false` where it does not hold so many.
    #[inline]
    pub(super) const fn spend(&mut self, count: u8) -> bool {
        let (left, is_over) = self.left.overflowing_sub(count as u32);
        if !is_over {
            self.left = left;
        }
        !is_over
    }

    /// The same for labels that pointers led to.
    pub(super) const fn spend_labels(&mut self, count: u32) -> bool {
        let (left, is_over) = self.labels_left.overflowing_sub(count);
        if !is_over {
            self.labels_left = left;
        }
        !is_over
    }

    /// Whether this is the owner's pointer that is likeliest; takes its cost from the budget.
    #[inline(always)]
    pub(super) const fn meet_last(&mut self, pointer: u16) -> bool {
        self.last.pointer == pointer && self.spend(self.last.pointers)
    }

    /// Whether an owner's pointer is known to lead to a sound name; takes its cost from the budget.
    #[inline(never)]
    pub(super) fn meet(&mut self, pointer: u16) -> bool {
        self.known(pointer).is_some_and(|good| {
            self.last = good;
            self.spend(good.pointers)
        })
    }

    /// Where a pointer leads, if that is known to be a sound name.
    #[inline(always)]
    pub(super) fn known(&self, pointer: u16) -> Option<GoodTarget> {
        self.in_question(pointer).or_else(|| self.kept(pointer).filter(|good| good.pointer == pointer))
    }

    /// Where a pointer into the first question's name leads.
    #[inline(always)]
    fn in_question(&self, pointer: u16) -> Option<GoodTarget> {
        let at = pointer.wrapping_sub(TO_QUESTION);
        let is_label = self.question.starts.checked_shr(at.into())? & 1 == 1;
        let at = u8::try_from(at).ok()?;
        is_label.then(|| GoodTarget { pointer, octets: self.question.octets - at, pointers: 1 })
    }

    /// What is kept in the place of a pointer.
    #[inline(always)]
    fn kept(&self, pointer: u16) -> Option<GoodTarget> {
        self.good.get(place(pointer)).copied()
    }

    /// Where a pointer leads to one of the first labels of a name that is known to be sound. That it goes backwards is not
    /// known.
    #[inline]
    pub(super) fn within_known(&self, pointer: u16) -> Option<GoodTarget> {
        let good = self.kept(pointer)?;
        let behind = pointer.checked_sub(good.pointer).filter(|behind| usize::from(*behind) < PLACE_OCTETS)?;
        let mut at = 0;
        // Ends: each turn goes at least two octets forward, and there are few.
        while at < behind {
            match self.message.get(target(good.pointer) + usize::from(at)) {
                Some(length @ 1..=LONGEST_LABEL) => at += 1 + u16::from(*length),
                _ => return None,
            }
        }
        let octets = u8::try_from(at).ok().and_then(|at| good.octets.checked_sub(at)).filter(|_| at == behind)?;
        Some(GoodTarget { pointer, octets, pointers: good.pointers })
    }

    /// Keeps the name of the first question, by where its labels begin and how many octets it has.
    #[inline]
    pub(super) fn remember_question(&mut self, starts: u64, octets: u8) {
        self.question = QuestionName { starts, octets };
        self.last = GoodTarget { pointer: TO_QUESTION, octets, pointers: 1 };
    }

    /// Keeps a name as the next record's likely owner.
    #[inline]
    pub(super) const fn expect(&mut self, good: GoodTarget) {
        self.last = good;
    }

    /// Keeps a name to which pointers have led or are likely to lead.
    #[inline]
    pub(super) fn remember(&mut self, good: GoodTarget) {
        if let Some(place) = self.good.get_mut(place(good.pointer)) {
            *place = good;
        }
    }

    /// Forgets all names, since the next record may begin in front of the last that was read.
    #[cold]
    pub(super) const fn forget(&mut self) {
        (self.last, self.good) = (NOWHERE, [NOWHERE; PLACES]);
    }

    /// Notes why a name is refused.
    #[cold]
    pub(super) fn refuse<T>(&mut self, why: Malformed) -> Option<T> {
        self.refusal = Some(why);
        None
    }

    /// Why the last name was refused.
    #[cold]
    pub(super) fn refusal(&self) -> Malformed {
        self.refusal.unwrap_or(MalformedKind::NameTruncated.at(0))
    }
}

/// The place of a pointer.
#[inline]
fn place(pointer: u16) -> usize {
    usize::from(pointer) / PLACE_OCTETS % PLACES
}
