//! Finding out whether a name in a message is sound: its labels and pointers, each met once.

#![expect(clippy::inline_always, reason = "the way through a name is a few instructions; benches/ counts them")]

use super::pointers::{GoodTarget, MAX_POINTERS_PER_NAME, Pointers, QuestionName};
use super::{HEADER_OCTETS, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, Malformed, MalformedKind};

/// A pointer's first octet is this or more: the two top bits tell what a label is (RFC 1035 §4.1.4).
pub(super) const POINTER: u8 = 0b1100_0000;

/// What of a pointer is an offset; where more octets stand, no pointer reaches.
const OFFSET: u16 = 0x3fff;

pub(super) const LONGEST_LABEL: u8 = 63;
const _: () = assert!(LONGEST_LABEL as usize == MAX_LABEL_OCTETS);

/// Where a pointer leads.
pub(super) fn target(pointer: u16) -> usize {
    usize::from(pointer & OFFSET)
}

/// Goes over the owner of a record, which is the root or a pointer like the last one, or else is anything; gives the octets
/// behind it. `None`: it is spoilt, and `pointers` knows why.
#[inline(always)]
pub(super) fn walk_owner<'m>(message: &'m [u8], rest: &'m [u8], pointers: &mut Pointers) -> Option<&'m [u8]> {
    match rest {
        [0, behind @ ..] => Some(behind),
        [high @ POINTER..=u8::MAX, low, behind @ ..] => {
            let pointer = u16::from_be_bytes([*high, *low]);
            if pointers.meet_last(pointer) || pointers.meet(pointer) {
                return Some(behind);
            }
            walk_name(message, rest, pointers)
        }
        _ => walk_name(message, rest, pointers),
    }
}

/// Goes over the name at the beginning of `rest`, the last octets of `message`; gives the octets behind it.
#[inline(never)]
pub(super) fn walk_name<'m>(message: &'m [u8], rest: &'m [u8], pointers: &mut Pointers) -> Option<&'m [u8]> {
    walk(message, rest, pointers).map(|walked| walked.behind)
}

/// The same where it is worth a copy of the code.
#[inline(always)]
pub(super) fn walk_inline<'m>(message: &'m [u8], rest: &'m [u8], pointers: &mut Pointers) -> Option<&'m [u8]> {
    walk(message, rest, pointers).map(|walked| walked.behind)
}

/// Goes over a name to which pointers are likely to lead: that of a server or an alias, and of another record.
#[inline]
pub(super) fn walk_target<'m>(message: &'m [u8], rest: &'m [u8], pointers: &mut Pointers) -> Option<&'m [u8]> {
    let Walked { behind, octets, pointers: count } = walk(message, rest, pointers)?;
    let start = message.len() - rest.len();
    if let (Ok(start @ ..=OFFSET), 0..MAX_POINTERS_PER_NAME) = (u16::try_from(start), count) {
        pointers.foresee(GoodTarget { pointer: start | !OFFSET, octets, pointers: count + 1 });
    }
    Some(behind)
}

/// Goes over the name of the first question, in which most other names end.
#[inline]
pub(super) fn walk_question<'m>(message: &'m [u8], rest: &'m [u8], pointers: &mut Pointers) -> Option<&'m [u8]> {
    let (mut at, mut starts) = (0_u8, 0_u64);
    // Ends: each turn goes at least two octets forward, and there are at most 64.
    loop {
        match rest.get(usize::from(at)) {
            Some(length @ 1..=LONGEST_LABEL) if at < QuestionName::MAX_OCTETS => {
                starts |= 1 << at;
                at += 1 + *length;
            }
            Some(0) => break,
            _ => return walk_name(message, rest, pointers),
        }
    }
    pointers.remember_question(starts, at + 1);
    rest.get(usize::from(at) + 1..)
}

/// The octets behind a name that has no pointer; `None`: it has one, or is spoilt.
#[inline]
pub(super) fn behind_plain(rest: &[u8]) -> Option<&[u8]> {
    let (at, _) = labels(rest, MAX_NAME_OCTETS)?;
    match rest.get(usize::from(at)..) {
        Some([0, behind @ ..]) => Some(behind),
        _ => None,
    }
}

/// A sound name.
struct Walked<'m> {
    /// The octets behind it.
    behind: &'m [u8],
    /// How long it is, its final zero included.
    octets: u8,
    /// How many pointers it goes through.
    pointers: u8,
}

#[inline(always)]
fn walk<'m>(message: &'m [u8], rest: &'m [u8], pointers: &mut Pointers) -> Option<Walked<'m>> {
    let start = message.len() - rest.len();
    let Some((at, _)) = labels(rest, MAX_NAME_OCTETS) else {
        return pointers.refuse(spoilt(rest, MAX_NAME_OCTETS, start));
    };
    match rest.get(usize::from(at)..) {
        Some([0, behind @ ..]) => Some(Walked { behind, octets: at + 1, pointers: 0 }),
        Some([high, low, behind @ ..]) => {
            let pointer = u16::from_be_bytes([*high, *low]);
            let offset = start + usize::from(at);
            let good = match pointers.known(pointer) {
                Some(good) if pointers.spend(good.pointers) => good,
                Some(_) => return pointers.refuse(MalformedKind::TooManyPointers.at(offset)),
                None => follow(message, pointer, offset, start, pointers)?,
            };
            match at.checked_add(good.octets) {
                Some(octets) => Some(Walked { behind, octets, pointers: good.pointers }),
                None => pointers.refuse(MalformedKind::NameTooLong.at(offset)),
            }
        }
        _ => pointers.refuse(MalformedKind::PointerTruncated.at(start + usize::from(at))),
    }
}

/// A pointer, where it stands, and where the run of labels began that it ends.
#[derive(Clone, Copy)]
struct Jump {
    pointer: u16,
    offset: usize,
    run: usize,
}

/// Finds out where a pointer leads for the first time: it stands at `offset`, behind a run of labels from `run` on.
#[inline(never)]
fn follow(message: &[u8], pointer: u16, offset: usize, run: usize, pointers: &mut Pointers) -> Option<GoodTarget> {
    let first = Jump { pointer, offset, run };
    let (mut jump, mut octets, mut count, mut walked) = (first, 0_u8, 0_u8, 0_u32);
    if let Some(damage) = jump.damage() {
        return pointers.refuse(damage);
    }
    // Ends: each turn jumps strictly backwards, and there are at most 16.
    loop {
        count += 1;
        if count > MAX_POINTERS_PER_NAME || !pointers.spend(1) {
            return pointers.refuse(MalformedKind::TooManyPointers.at(jump.offset));
        }
        let run = target(jump.pointer);
        let rest = message.get(run..).unwrap_or_default();
        let room = MAX_NAME_OCTETS - usize::from(octets);
        let Some((at, labels)) = labels(rest, room) else { return pointers.refuse(spoilt(rest, room, run)) };
        (octets, walked) = (octets + at, walked + labels);
        let offset = run + usize::from(at);
        let pointer = match rest.get(usize::from(at)..) {
            Some([0, ..]) => {
                octets += 1;
                break;
            }
            Some([high, low, ..]) => u16::from_be_bytes([*high, *low]),
            _ => return pointers.refuse(MalformedKind::PointerTruncated.at(offset)),
        };
        jump = Jump { pointer, offset, run };
        // What is known to be sound stands before whoever reads on, and not before what a pointer led back to.
        if let Some(damage) = jump.damage() {
            return pointers.refuse(damage);
        }
        let Some(good) = pointers.known(pointer) else { continue };
        count += good.pointers;
        let Some(sum) = octets.checked_add(good.octets) else {
            return pointers.refuse(MalformedKind::NameTooLong.at(offset));
        };
        if count > MAX_POINTERS_PER_NAME || !pointers.spend(good.pointers) {
            return pointers.refuse(MalformedKind::TooManyPointers.at(offset));
        }
        octets = sum;
        break;
    }
    if !pointers.spend_labels(walked) {
        return pointers.refuse(MalformedKind::TooManyPointers.at(first.offset));
    }
    let good = GoodTarget { pointer: first.pointer, octets, pointers: count };
    pointers.remember(good);
    Some(good)
}

impl Jump {
    /// RFC 1035 §4.1.4: a pointer is to a *prior* occurrence. "Strictly before the run of labels that it ends" is what
    /// makes every chain finite.
    #[inline]
    fn damage(&self) -> Option<Malformed> {
        let kind = match target(self.pointer) {
            target if target < HEADER_OCTETS => MalformedKind::PointerIntoHeader,
            target if target < self.run => return None,
            target if target <= self.offset => MalformedKind::CompressionLoop,
            _ => MalformedKind::PointerForward,
        };
        Some(kind.at(self.offset))
    }
}

/// Goes over a run of labels in a name that has room for so many octets more; gives how long the run is, up to a zero or to
/// what may be a pointer, and how many labels it has. `None`: it is spoilt.
#[inline(always)]
fn labels(rest: &[u8], room: usize) -> Option<(u8, u32)> {
    let within = rest.get(..room).unwrap_or(rest);
    let (mut at, mut count) = (0_usize, 0);
    // Ends: each turn goes at least two octets forward, and there are at most 255.
    loop {
        match *within.get(at)? {
            length @ 1..=LONGEST_LABEL => at += 1 + usize::from(length),
            0 | POINTER.. => return Some((u8::try_from(at).ok()?, count)),
            _ => return None,
        }
        count += 1;
    }
}

/// What [`labels`] found wrong.
#[cold]
fn spoilt(rest: &[u8], room: usize, start: usize) -> Malformed {
    let mut at = 0;
    // Ends: as there.
    loop {
        let Some(first) = rest.get(at) else { return MalformedKind::NameTruncated.at(start + rest.len()) };
        let end = at + 1 + usize::from(*first);
        let kind = match *first {
            0 | POINTER.. => MalformedKind::NameTooLong,
            length if usize::from(length) > MAX_LABEL_OCTETS => MalformedKind::LabelType,
            _ if end > room => MalformedKind::NameTooLong,
            _ if end > rest.len() => MalformedKind::LabelTruncated,
            _ => {
                at = end;
                continue;
            }
        };
        return kind.at(start + at);
    }
}
