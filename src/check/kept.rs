//! What a check keeps of the answers: each set of records once, and no more than there is room for.

use alloc::vec::Vec;
use core::mem::size_of;

use bytes::Bytes;

use super::evidence::Seen;
use super::limits::{Limit, MAX_KEPT_OCTETS, MAX_REMEMBERED_OCTETS};
use crate::proof::{Answer, AnswerData, Answers, Exchange};
use crate::wire::Name;

/// How often each octet of a response may stand in memory: as it came, and in what is told of it.
const TIMES_TOLD: usize = 4;

/// The sets of records kept so far, and the room that is left.
#[derive(Debug)]
pub(super) struct Kept {
    sets: Vec<Answers>,
    room: usize,
    room_for_responses: usize,
}

impl Default for Kept {
    fn default() -> Self {
        Self { sets: Vec::new(), room: MAX_KEPT_OCTETS, room_for_responses: MAX_REMEMBERED_OCTETS }
    }
}

impl Kept {
    /// Keeps what was seen, as far as there is room: what it says has been judged, and stays judged without the records.
    pub(super) fn keep(&mut self, seen: &mut Seen) {
        let response = match &seen.result {
            Some(Ok(octets)) => octets.clone(),
            _ => Bytes::new(),
        };
        if !self.share(seen) && !self.keep_set(seen, &response) {
            seen.answers = Answers::default();
            seen.surplus = Some(Limit::KeptOctets);
        }
        match self.room_for_responses.checked_sub(response.len()) {
            Some(left) => self.room_for_responses = left,
            None => seen.result = None,
        }
    }

    /// Whether another server has said the same.
    fn share(&self, seen: &mut Seen) -> bool {
        let same = self.sets.iter().find(|set| set.is_same_set(&seen.answers));
        if let Some(same) = same {
            seen.answers = same.clone();
        }
        same.is_some() || seen.answers.is_empty()
    }

    fn keep_set(&mut self, seen: &Seen, response: &Bytes) -> bool {
        let records: usize = seen.answers.iter().map(octets_of).sum();
        let told = response.len().saturating_mul(TIMES_TOLD);
        let Some(left) = self.room.checked_sub(records.saturating_add(told)) else { return false };
        self.room = left;
        self.sets.push(seen.answers.clone());
        true
    }
}

/// What a record takes, beside its part of the response.
fn octets_of(answer: &Answer) -> usize {
    let data = match &answer.data {
        AnswerData::Strings(_) => 0,
        AnswerData::Target(_) => size_of::<Name>(),
        AnswerData::Exchange(_) => size_of::<Exchange>(),
        AnswerData::Presentation(text) => text.len(),
    };
    size_of::<Answer>().saturating_add(data)
}
