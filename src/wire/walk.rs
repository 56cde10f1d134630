//! Finding out whether a name in a message is sound: its labels and pointers, each met once.

#![expect(clippy::inline_always, reason = "the way through a name is a few instructions; benches/ counts them")]

use super::pointers::{GoodTarget, LABELS_PER_RECORD, MAX_POINTERS_PER_NAME, Pointers, QuestionName};
use super::{HEADER_OCTETS, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, Malformed, MalformedKind};

/// A pointer's first octet is this or more: the two top bits tell what a label is (RFC 1035 §4.1.4).
pub(super) const POINTER: u8 = 0b1100_0000;

/// What of a pointer is an offset; where more octets stand, no pointer reaches.
const OFFSET: u16 = 0x3fff;

pub(super) const LONGEST_LABEL: u8 = 63;
const _: () = assert!(LONGEST_LABEL as usize == MAX_LABEL_OCTETS);

/// Where an owner that is spoilt ends: past every message, so that nothing can be read behind it.
pub(super) const SPOILT: usize = usize::MAX;

/// Where a pointer leads.
pub(super) fn target(pointer: u16) -> usize {
    usize::from(pointer & OFFSET)
}

/// Goes over the owner of a record, which is the root or a pointer like the last one, or else is anything: it begins at
/// `start`, and with it `rest`. Gives where it ends, or [`SPOILT`]; then `pointers` knows why.
#[inline(always)]
pub(super) fn walk_owner(start: usize, rest: &[u8], pointers: &mut Pointers<'_>) -> usize {
    match rest {
        [0, ..] => start + 1,
        // What the last owner had is a pointer.
        [high, low, ..] if pointers.meet_last(u16::from_be_bytes([*high, *low])) => start + 2,
        [high @ POINTER..=u8::MAX, low, ..] if pointers.meet(u16::from_be_bytes([*high, *low])) => start + 2,
        _ => walk_name(start, pointers).unwrap_or(SPOILT),
    }
}

/// Goes over the name that begins at `start`; gives where it ends. `None`: it is spoilt, and `pointers` knows why.
#[inline(never)]
pub(super) fn walk_name(start: usize, pointers: &mut Pointers<'_>) -> Option<usize> {
    walk_inline(start, pointers)
}

/// The same where it is worth a copy of the code.
#[inline(always)]
pub(super) fn walk_inline(start: usize, pointers: &mut Pointers<'_>) -> Option<usize> {
    let Some(rest) = pointers.message.get(start..) else {
        return pointers.refuse(MalformedKind::NameTruncated.at(start));
    };
    let Some(run) = labels(rest, MAX_NAME_OCTETS) else {
        return pointers.refuse(spoilt(rest, MAX_NAME_OCTETS, start));
    };
    let at = usize::from(run.octets);
    let offset = start + at;
    if run.end == 0 {
        return Some(offset + 1);
    }
    let Some(low) = rest.get(at + 1) else { return pointers.refuse(MalformedKind::PointerTruncated.at(offset)) };
    let pointer = u16::from_be_bytes([run.end, *low]);
    let good = match pointers.known(pointer) {
        Some(good) if pointers.spend(good.pointers) => good,
        Some(_) => return pointers.refuse(MalformedKind::TooManyPointers.at(offset)),
        None => follow(Jump { pointer, offset, run: start }, pointers)?,
    };
    match run.octets.checked_add(good.octets) {
        Some(_) => Some(offset + 2),
        None => pointers.refuse(MalformedKind::NameTooLong.at(offset)),
    }
}

/// What is seen of a name that has to end where RDATA does.
pub(super) enum Sight {
    Sound,
    /// `pointers` knows why.
    Spoilt,
    /// It is spoilt, or ends elsewhere: walking it will tell.
    Unclear,
}

/// Looks at a name to which pointers are likely to lead, that of a server or an alias: it begins at `start`, and all of
/// `octets` are to be its own. An alias's is likely to be the next record's owner.
#[inline(always)]
pub(super) fn look_at_target(start: usize, octets: &[u8], is_alias: bool, pointers: &mut Pointers<'_>) -> Sight {
    let Some(run) = labels(octets, MAX_NAME_OCTETS) else { return Sight::Unclear };
    match (run.end, octets.get(usize::from(run.octets) + 1..)) {
        (0, Some([])) => keep_target(start, run.octets + 1, 0, is_alias, pointers),
        (POINTER.., Some([low])) => {
            let pointer = u16::from_be_bytes([run.end, *low]);
            let Some(good) = pointers.known(pointer) else {
                let is_sound = follow_target(start, run.octets, pointer, is_alias, pointers).is_some();
                return if is_sound { Sight::Sound } else { Sight::Spoilt };
            };
            match run.octets.checked_add(good.octets) {
                Some(octets) if pointers.spend(good.pointers) => {
                    keep_target(start, octets, good.pointers, is_alias, pointers);
                }
                _ => return Sight::Unclear,
            }
        }
        _ => return Sight::Unclear,
    }
    Sight::Sound
}

/// Goes on where such a name, behind so many octets of labels, has a pointer to what is not known.
#[inline(never)]
fn follow_target(start: usize, run: u8, pointer: u16, is_alias: bool, pointers: &mut Pointers<'_>) -> Option<()> {
    let offset = start + usize::from(run);
    let good = follow(Jump { pointer, offset, run: start }, pointers)?;
    match run.checked_add(good.octets) {
        Some(octets) => keep_target(start, octets, good.pointers, is_alias, pointers),
        None => return pointers.refuse(MalformedKind::NameTooLong.at(offset)),
    }
    Some(())
}

/// Keeps such a name, if a pointer reaches it and one more may lead through it.
#[inline(always)]
fn keep_target(start: usize, octets: u8, count: u8, is_alias: bool, pointers: &mut Pointers<'_>) {
    if let (Some(pointer), 0..MAX_POINTERS_PER_NAME) = (pointer_to(start), count) {
        let good = GoodTarget { pointer, octets, pointers: count + 1 };
        pointers.remember(good);
        if is_alias {
            pointers.expect(good);
        }
    }
}

/// The pointer to an octet; `None`: there is none that reaches so far.
#[inline(always)]
fn pointer_to(start: usize) -> Option<u16> {
    u16::try_from(start + usize::from(!OFFSET)).ok()
}

/// Goes over the name of the first question, in which most other names end.
#[inline]
pub(super) fn walk_question(pointers: &mut Pointers<'_>) -> Option<usize> {
    let rest = pointers.message.get(HEADER_OCTETS..).unwrap_or_default();
    let (mut at, mut starts) = (0_u8, 0_u64);
    // Ends: each turn goes at least two octets forward, and there are at most 64.
    loop {
        match rest.get(usize::from(at)) {
            Some(length @ 1..=LONGEST_LABEL) if at < QuestionName::MAX_OCTETS => {
                starts |= 1 << at;
                at += 1 + *length;
            }
            Some(0) => break,
            _ => return walk_name(HEADER_OCTETS, pointers),
        }
    }
    pointers.remember_question(starts, at + 1);
    Some(HEADER_OCTETS + usize::from(at) + 1)
}

/// The octets behind a name that has no pointer; `None`: it has one, or is spoilt.
#[inline]
pub(super) fn behind_plain(rest: &[u8]) -> Option<&[u8]> {
    let run = labels(rest, MAX_NAME_OCTETS)?;
    if run.end == 0 { rest.get(usize::from(run.octets) + 1..) } else { None }
}

/// A pointer, where it stands, and where the run of labels began that it ends.
#[derive(Clone, Copy)]
struct Jump {
    pointer: u16,
    offset: usize,
    run: usize,
}

/// Finds out where a pointer leads for the first time.
#[inline(never)]
fn follow(first: Jump, pointers: &mut Pointers<'_>) -> Option<GoodTarget> {
    let (mut jump, mut octets, mut count, mut walked) = (first, 0_u8, 0_u8, 0_u32);
    if let Some(damage) = jump.damage() {
        return pointers.refuse(damage);
    }
    if let Some(good) = pointers.within_known(first.pointer) {
        pointers.remember(good);
        // It has at most so many labels; counted as more than a record brings, it could cost an honest message too much.
        let labels = u32::from(good.octets / 2).min(LABELS_PER_RECORD);
        let is_affordable = pointers.spend(good.pointers) && pointers.spend_labels(labels);
        return if is_affordable {
            Some(good)
        } else {
            pointers.refuse(MalformedKind::TooManyPointers.at(first.offset))
        };
    }
    // Ends: each turn jumps strictly backwards, and there are at most 16.
    loop {
        count += 1;
        if count > MAX_POINTERS_PER_NAME || !pointers.spend(1) {
            return pointers.refuse(MalformedKind::TooManyPointers.at(jump.offset));
        }
        let run = target(jump.pointer);
        let rest = pointers.message.get(run..).unwrap_or_default();
        let room = MAX_NAME_OCTETS - usize::from(octets);
        let Some(labels) = labels(rest, room) else { return pointers.refuse(spoilt(rest, room, run)) };
        (octets, walked) = (octets + labels.octets, walked + labels.count);
        if labels.end == 0 {
            octets += 1;
            break;
        }
        let at = usize::from(labels.octets);
        let offset = run + at;
        let Some(low) = rest.get(at + 1) else { return pointers.refuse(MalformedKind::PointerTruncated.at(offset)) };
        let pointer = u16::from_be_bytes([labels.end, *low]);
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

/// A run of labels.
struct Run {
    octets: u8,
    /// The octet behind it: a zero, or a pointer's first.
    end: u8,
    /// How many labels there are.
    count: u32,
}

/// Goes over a run of labels in a name that has room for so many octets more. `None`: it is spoilt.
#[inline(always)]
fn labels(rest: &[u8], room: usize) -> Option<Run> {
    let within = rest.get(..room).unwrap_or(rest);
    let (mut at, mut count) = (0_usize, 0);
    // Ends: each turn goes at least two octets forward, and there are at most 255.
    loop {
        match *within.get(at)? {
            length @ 1..=LONGEST_LABEL => at += 1 + usize::from(length),
            end @ (0 | POINTER..) => return Some(Run { octets: u8::try_from(at).ok()?, end, count }),
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

#[cfg(test)]
mod tests {
    use super::super::{Message, Record};
    use super::*;

    /// A response without a question that promises so many records, and these octets behind its header.
    fn message(records: u8, octets: &[u8]) -> Vec<u8> {
        [&[0, 0, 0x80, 0, 0, 0, 0, records, 0, 0, 0, 0], octets].concat()
    }

    /// A record of class IN, its owner as it is, with RDATA.
    fn record(owner: &[u8], record_type: u16, rdata: &[u8]) -> Vec<u8> {
        let length = u16::try_from(rdata.len()).expect("RDATA").to_be_bytes();
        [owner, &record_type.to_be_bytes(), &[0, 1, 0, 0, 0, 0], &length, rdata].concat()
    }

    /// The last record of a message.
    fn last(octets: &[u8]) -> Result<Record<'_>, Malformed> {
        Message::read(octets).expect("a header").records().last().expect("a record")
    }

    const UNKNOWN: u16 = 0xff00;

    #[test]
    fn a_pointer_into_a_known_name_leads_to_its_labels_alone() {
        // The alias's target stands at 23: `ab`, `cd`, the end.
        let alias = record(&[0], 5, b"\x02ab\x02cd\0");
        let owned_by = |low| message(2, &[&alias[..], &record(&[0xc0, low], UNKNOWN, &[])].concat());
        let labels = |low| last(&owned_by(low)).map(|record| record.owner.to_name().to_string());
        assert_eq!(labels(23).as_deref(), Ok("ab.cd"));
        assert_eq!(labels(26).as_deref(), Ok("cd"));
        assert_eq!(labels(29).as_deref(), Ok("."));
        assert_eq!(labels(25), Err(MalformedKind::LabelType.at(25)));
        assert_eq!(labels(30), Err(MalformedKind::CompressionLoop.at(30)));
    }

    #[test]
    fn a_pointer_into_a_known_name_that_runs_past_it_aims_forward() {
        // A label of 14 octets from 32 on goes over the second record's fields, up to the third's type.
        let first = record(&[0], UNKNOWN, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 14]);
        let second = record(&[0xc0, 32], UNKNOWN, &[]);
        let third = record(&[0xc0, 47], 16, &[]);
        let octets = message(3, &[first, second, third].concat());
        assert_eq!(last(&octets).map(|_| ()), Err(MalformedKind::PointerForward.at(45)));
        assert_eq!(Message::read(&octets).expect("a header").records().flatten().count(), 2);
    }

    #[test]
    fn the_labels_of_a_known_name_are_looked_for_where_they_stand() {
        // Octets of other places, taken for the lengths of labels, would lead to the middle of `cdef`.
        let mut alias = record(&[0], 5, b"\x02ab\x04cdef\0");
        alias[8] = 1;
        let padding = record(&[0], UNKNOWN, &[1; 60]);
        let mut octets = message(3, &[&alias[..], &padding, &record(&[0xc0, 28], UNKNOWN, &[])].concat());
        octets[0] = 2;
        assert_eq!(last(&octets).map(|_| ()), Err(MalformedKind::LabelType.at(28)));
    }

    #[test]
    fn a_name_that_ends_in_the_question_may_have_255_octets_and_no_more() {
        let question = b"\x05first\x06second\0\0\x10\0\x01";
        // 240 octets of labels, then the 8 from `second` on: 6 of a last label are too many, 5 are not.
        let labels = [[&[59][..], &[b'x'; 59]].concat().repeat(4)].concat();
        let owned_by = |label: usize| {
            let last = [&[u8::try_from(label).expect("short")][..], &vec![b'y'; label]].concat();
            let owner = [&labels[..], &last, &[0xc0, 18]].concat();
            let mut octets = message(1, &[&question[..], &record(&owner, UNKNOWN, &[])].concat());
            octets[5] = 1;
            last_name_octets(&octets)
        };
        assert_eq!(owned_by(6), Ok(255));
        assert_eq!(owned_by(7).map_err(|error| error.kind), Err(MalformedKind::NameTooLong));
    }

    /// How long the owner of the last record is.
    fn last_name_octets(octets: &[u8]) -> Result<usize, Malformed> {
        last(octets).map(|record| record.owner.to_name().octets().len())
    }

    #[test]
    fn what_spoilt_data_has_led_to_is_not_known_to_stand_in_front_of_the_next_record() {
        // The SOA's first name goes on behind its RDATA, where the second record's owner and data are; its second name is
        // a pointer there, to 59: behind the record that begins at 45.
        let soa = record(&[0], 6, &[&[40][..], &[0; 21]].concat());
        let other = record(&[0xc0, 59], UNKNOWN, &[0, 0, 1, b'a', 0, 0, 0, 0, 0xc0, 59]);
        let octets = message(2, &[soa, other].concat());
        assert_eq!(last(&octets).map(|_| ()), Err(MalformedKind::PointerForward.at(45)));
        let first = Message::read(&octets).expect("a header").records().next().expect("a record").expect("framed");
        assert_eq!(first.rdata().map(|_| ()), Err(MalformedKind::RdataLength.at(67)));
    }

    #[test]
    fn a_name_that_ends_in_a_known_one_has_the_length_of_both() {
        let target = [[&[63][..], &[b'x'; 63]].concat().repeat(3), vec![0]].concat();
        let alias = record(&[0], 5, &target);
        let owned_by = |label: u8| {
            let owner = [&[label][..], &vec![b'y'; label.into()], &[0xc0, 23]].concat();
            last_name_octets(&message(2, &[&alias[..], &record(&owner, UNKNOWN, &[])].concat()))
        };
        assert_eq!(owned_by(61), Ok(255));
        assert_eq!(owned_by(62).map_err(|error| error.kind), Err(MalformedKind::NameTooLong));
    }

    #[test]
    fn a_chain_of_aliases_goes_through_16_pointers_and_no_more() {
        // Records that cost nothing: the message has enough pointers for all of it.
        let mut records = record(&[0], UNKNOWN, &[]).repeat(20);
        let mut target = vec![0];
        for count in 0..=17_u8 {
            let start = u16::try_from(HEADER_OCTETS + records.len() + 11).expect("near");
            records.extend(record(&[0], 5, &[&b"\x01a"[..], &target].concat()));
            let is_sound = count <= 16;
            let octets = message(21 + count, &records);
            assert_eq!(last(&octets).map_err(|error| error.kind).is_ok(), is_sound, "{count} pointers");
            target = (0xc000 | start).to_be_bytes().to_vec();
        }
    }

    #[test]
    fn a_bad_pointer_in_rdata_is_told_where_it_stands() {
        let server = |rdata: &[u8]| {
            let octets = message(1, &record(&[0], 2, rdata));
            last(&octets).expect("framed").rdata().map(|_| ())
        };
        assert_eq!(server(b"\x02ab\xc0\x05"), Err(MalformedKind::PointerIntoHeader.at(26)));
        assert_eq!(server(b"\x02ab\xc0\x18"), Err(MalformedKind::CompressionLoop.at(26)));
    }

    #[test]
    fn a_bad_pointer_behind_a_pointer_is_told_where_it_stands_too() {
        let first = record(&[0], UNKNOWN, b"\x02ab\xc0\x05");
        let octets = message(2, &[&first[..], &record(&[0xc0, 23], UNKNOWN, &[])].concat());
        assert_eq!(last(&octets).map(|_| ()), Err(MalformedKind::PointerIntoHeader.at(26)));
    }

    #[test]
    fn a_name_where_no_pointer_reaches_is_not_known_by_another_ones() {
        // The server's name begins at 0x801f, the last record's owner is a pointer to 30, where there is no label.
        let padding = record(&[0], UNKNOWN, &vec![0xff; 0x801f - 34]);
        let server = record(&[0], 2, b"\x01a\0");
        let octets = message(3, &[padding, server, record(&[0xc0, 30], UNKNOWN, &[])].concat());
        assert_eq!(last(&octets).map(|_| ()), Err(MalformedKind::PointerForward.at(30)));
    }

    #[test]
    fn the_host_of_an_mx_record_is_read_where_it_stands() {
        let mx = record(&[0], 15, &[0, 10, 0xc0, 27]);
        let octets = message(2, &[mx, record(&[0], UNKNOWN, &[])].concat());
        let first = Message::read(&octets).expect("a header").records().next().expect("a record").expect("framed");
        assert_eq!(first.rdata().map(|_| ()), Err(MalformedKind::PointerForward.at(25)));
    }

    #[test]
    fn an_opt_record_says_its_size_even_where_that_is_the_number_of_a_class() {
        let mut opt = record(&[0], 41, &[]);
        opt[3..5].copy_from_slice(&[0, 255]);
        let mut octets = message(0, &opt);
        octets[11] = 1;
        assert_eq!(last(&octets).expect("framed").edns().map(|edns| edns.udp_octets), Some(255));
    }

    #[test]
    fn an_opt_record_may_be_owned_by_a_pointer_to_the_root() {
        let mut octets = message(0, &record(&[0xc0, 6], 41, &[]));
        octets[11] = 1;
        assert_eq!(last(&octets).map(|_| ()), Err(MalformedKind::PointerIntoHeader.at(12)));
        let mut octets = message(1, &[record(&[0], UNKNOWN, &[]), record(&[0xc0, 12], 41, &[])].concat());
        octets[11] = 1;
        assert!(last(&octets).expect("framed").edns().is_some());
    }

    #[test]
    fn an_alias_whose_target_is_spoilt_is_nobodys_owner() {
        let alias = record(&[0], 5, b"\x02ab\0\0");
        let octets = message(2, &[&alias[..], &record(&[0xc0, 23], UNKNOWN, &[])].concat());
        let records: Vec<_> =
            Message::read(&octets).expect("a header").records().map(|record| record.expect("a record")).collect();
        assert_eq!(records[0].rdata(), Err(MalformedKind::RdataLength.at(23)));
        assert_eq!(records[1].owner.to_name().to_string(), "ab");
    }

    #[test]
    fn pointers_in_rdata_draw_on_what_the_whole_message_has() {
        // The end, and behind it 15 pointers, each to the one before: the last leads through 16 with the one to it.
        let chain: Vec<u8> = (0..15).flat_map(|at| [0xc0, 23 + if at == 0 { 0 } else { 2 * at - 1 }]).collect();
        let first = record(&[0], UNKNOWN, &[&[0], &chain[..]].concat());
        let server = record(&[0], 2, &[0xc0, 23 + 29]);
        let servers = |count: u8| message(count + 1, &[first.clone(), server.repeat(count.into())].concat());
        assert!(last(&servers(5)).is_ok_and(|record| record.rdata().is_ok()));
        assert_eq!(last(&servers(6)).map_err(|error| error.kind).map(|_| ()), Err(MalformedKind::TooManyPointers));
    }

    /// How often a pointer to the second label of a known name may be followed where no record brings anything: `octets` is
    /// how long the name is from there on.
    fn affordable(octets: u8) -> usize {
        let known = 12;
        let message = [&[0; 12][..], b"\x01a\x01b\0"].concat();
        let mut pointers = Pointers::for_records(&message, 0);
        pointers.remember(GoodTarget { pointer: 0xc000 + known, octets: octets + 2, pointers: 1 });
        let jump = Jump { pointer: 0xc000 + known + 2, offset: 100, run: 100 };
        (0..1_000).take_while(|_| follow(jump, &mut pointers).is_some()).count()
    }

    #[test]
    fn a_pointer_into_a_known_name_costs_itself_and_half_the_name_s_octets_of_labels() {
        assert_eq!(affordable(21), 64, "64 pointers, and 1,024 labels by tens");
        assert_eq!(affordable(61), 34, "1,024 labels by thirties");
        assert_eq!(affordable(201), 21, "1,024 labels by forty-eights");
    }

    #[test]
    fn a_pointer_to_a_name_met_for_the_first_time_costs_all_its_labels() {
        let message = [&[0; 12][..], &b"\x01a".repeat(120), b"\0"].concat();
        let mut pointers = Pointers::for_records(&message, 0);
        let jump = Jump { pointer: 0xc000 + 12, offset: 300, run: 300 };
        let mut follow_afresh = || {
            pointers.forget();
            follow(jump, &mut pointers).is_some()
        };
        assert_eq!((0..1_000).take_while(|_| follow_afresh()).count(), 8, "1,024 labels by 120");
    }

    #[test]
    fn a_name_that_is_too_long_is_so_from_the_label_that_no_more_fits() {
        let label = [&[63][..], &[b'a'; 63]].concat();
        let too_long = |rest: &[u8]| {
            assert!(labels(rest, MAX_NAME_OCTETS).is_none());
            spoilt(rest, MAX_NAME_OCTETS, 12)
        };
        let one_too_many = [&label.repeat(4)[..], &[0]].concat();
        assert_eq!(too_long(&one_too_many), MalformedKind::NameTooLong.at(12 + 3 * 64));
        let no_room_for_a_pointer = [&label.repeat(3)[..], &[62], &[b'a'; 62], &[POINTER, 12]].concat();
        assert_eq!(too_long(&no_room_for_a_pointer), MalformedKind::NameTooLong.at(12 + 255));
    }

    #[test]
    fn a_spoilt_question_is_told_once_even_without_records() {
        let mut octets = message(0, &[1]);
        octets[5] = 1;
        let mut records = Message::read(&octets).expect("a header").records();
        assert_eq!(records.next().map(|record| record.map(|_| ())), Some(Err(MalformedKind::LabelTruncated.at(12))));
        assert!(records.next().is_none());
        assert_eq!(records.trailing_octets(), 0);
    }
}
