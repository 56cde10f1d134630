//! One response, read for what it says about the record: the outcome of its row.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;

use super::limits::{Limit, MAX_RECORDS};
use super::search::SPF;
use super::{Expectation, Needed, Zonal};
use crate::exchange::{Facts, Failure};
use crate::proof::{Answer, AnswerData, Answers, Exchange, Outcome, Strings};
use crate::response::{self, Meaning, Scope};
use crate::wire::{Class, Flags, Message, Name, Question, Rcode, Rdata, Record, RecordType, Section};

/// What one address said.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) outcome: Outcome,
    pub(crate) facts: Facts,
    pub(crate) rcode: Option<Rcode>,
    /// The header's flags, where there is a response.
    pub(crate) flags: Option<Flags>,
    pub(crate) answers: Answers,
    /// For each expected value, whether a record holds it.
    pub(crate) held: Vec<bool>,
    /// Where an alias leads.
    pub(crate) target: Option<Box<Name>>,
    /// For how many seconds a resolver may remember the absence.
    pub(crate) negative_ttl: Option<u32>,
    /// Why not all records are kept, where they are not.
    pub(crate) surplus: Option<Limit>,
    /// Why there is no usable response, where there is more to say than the outcome.
    pub(crate) detail: Option<String>,
    /// What came of the question, for whoever else wants to know.
    pub(super) result: Option<Result<Bytes, Failure>>,
}

impl Seen {
    fn nothing(outcome: Outcome, facts: Facts) -> Self {
        Self {
            outcome,
            facts,
            rcode: None,
            flags: None,
            answers: Answers::default(),
            held: Vec::new(),
            target: None,
            negative_ttl: None,
            surplus: None,
            detail: None,
            result: None,
        }
    }

    pub(super) fn skipped(why: &str) -> Self {
        Self { detail: Some(why.to_owned()), ..Self::nothing(Outcome::Skipped, Facts::default()) }
    }

    /// A failure that more time might have averted.
    pub(super) fn unfinished(failure: Failure, facts: Facts) -> Self {
        let failed = Self::failed(failure, facts);
        if failed.is_for_want_of_a_socket() {
            return failed;
        }
        Self { detail: Some("until the time was over".to_owned()), ..failed }
    }

    /// Whether this machine is why there is no response: the server was not asked, or not over TCP where it mattered.
    pub(crate) const fn is_for_want_of_a_socket(&self) -> bool {
        matches!(self.result, Some(Err(Failure::Local)))
    }

    pub(super) fn failed(failure: Failure, facts: Facts) -> Self {
        let (outcome, detail) = match failure {
            Failure::Timeout => (Outcome::Timeout, None),
            Failure::Refused => (Outcome::Unreachable, Some("nobody listens there")),
            Failure::Unreachable => (Outcome::Unreachable, None),
            Failure::NoRoute => (Outcome::Skipped, Some("no route from here")),
            Failure::Malformed => (Outcome::Malformed, None),
            Failure::Truncated => (Outcome::Truncated, None),
            Failure::BareRcode(Rcode::REFUSED) => (Outcome::Refused, Some("a bare header")),
            Failure::BareRcode(Rcode::SERVFAIL) => (Outcome::ServFail, Some("a bare header")),
            Failure::BareRcode(_) => (Outcome::Error, Some("a bare header")),
            Failure::Local => (Outcome::Unreachable, Some("no socket to be had on this machine")),
        };
        let rcode = if let Failure::BareRcode(rcode) = failure { Some(rcode) } else { None };
        let result = Some(Err(failure));
        Self { rcode, detail: detail.map(ToOwned::to_owned), result, ..Self::nothing(outcome, facts) }
    }
}

/// Reads an accepted response to `question`.
pub(super) fn read(
    octets: &Bytes,
    question: &Question,
    scope: Scope<'_>,
    expected: Option<&Expectation>,
    facts: Facts,
) -> Seen {
    let result = Some(Ok(octets.clone()));
    let nothing = Seen { result, ..Seen::nothing(Outcome::Malformed, facts) };
    let Ok(message) = Message::read(octets) else { return nothing };
    let mut seen = Seen { rcode: message.rcode().ok(), flags: Some(message.header().flags), ..nothing };
    match response::classify(&message, question, scope) {
        Meaning::Answer => seen.read_answer(octets, &message, question, expected),
        Meaning::Alias { target } => {
            (seen.outcome, seen.target) = (Outcome::Alias, Some(Box::new(target.to_name().to_lower_case())));
            seen.answers = alias(octets, &message, question);
        }
        other => {
            seen.outcome = outcome_without_records(&other);
            seen.negative_ttl = negative_ttl(&other);
        }
    }
    if matches!(scope, Scope::Resolver) {
        (seen.answers, seen.surplus) = everything(octets, &message);
        // Taken as it comes, what stands behind an alias is part of the answer.
        if seen.outcome == Outcome::Alias && behind_aliases(&message, question).next().is_some() {
            seen.judge(|| behind_aliases(&message, question), expected);
        }
    }
    seen
}

/// The records that answer, each once: an RRset has no duplicates, and who receives some drops them (RFC 2181 §5).
fn distinct_answers<'a>(message: &Message<'a>, question: &Question) -> impl Iterator<Item = (Record<'a>, Rdata<'a>)> {
    let mut known = BTreeSet::new();
    response::answers(message, question).filter(move |(record, _)| known.insert(record.rdata_octets()))
}

/// The records of the type asked for, whatever their owner.
fn behind_aliases<'a>(message: &Message<'a>, question: &Question) -> impl Iterator<Item = Rdata<'a>> {
    let records = message.records().map_while(Result::ok).take_while(|record| record.section == Section::Answer);
    let record_type = question.record_type;
    records.filter(move |record| record.record_type == record_type).filter_map(|record| record.rdata().ok())
}

const fn negative_ttl(meaning: &Meaning<'_>) -> Option<u32> {
    match meaning {
        Meaning::NoData(Some(absence)) | Meaning::NxDomain(Some(absence)) => Some(absence.negative_ttl()),
        _ => None,
    }
}

fn outcome_without_records(meaning: &Meaning<'_>) -> Outcome {
    match meaning {
        Meaning::NoData(_) => Outcome::NoData,
        Meaning::NxDomain(_) => Outcome::NxDomain,
        Meaning::UpwardReferral => Outcome::UpwardReferral,
        Meaning::Referral { .. } | Meaning::NotAuthoritative => Outcome::NotAuthoritative,
        Meaning::Refused => Outcome::Refused,
        Meaning::ServFail => Outcome::ServFail,
        Meaning::Error(_) => Outcome::Error,
        Meaning::Malformed | Meaning::Answer | Meaning::Alias { .. } => Outcome::Malformed,
    }
}

impl Seen {
    /// Whether both say the same of the record.
    pub(super) fn is_same_answer(&self, other: &Self) -> bool {
        let is_kept = ![self, other].iter().any(|seen| seen.surplus == Some(Limit::KeptOctets));
        let is_same_judgement = (self.outcome, &self.held) == (other.outcome, &other.held);
        is_same_judgement && (!is_kept || self.answers.is_same_data(&other.answers))
    }

    fn read_answer(
        &mut self,
        octets: &Bytes,
        message: &Message<'_>,
        question: &Question,
        expected: Option<&Expectation>,
    ) {
        self.judge(|| distinct_answers(message, question).map(|(_, rdata)| rdata), expected);
        let mut answers = distinct_answers(message, question);
        let kept = answers.by_ref().take(MAX_RECORDS);
        self.answers = kept.map(|(record, rdata)| answer(octets, &record, &rdata, expected)).collect();
        self.surplus = answers.next().map(|_| Limit::Records);
    }

    /// Holds the records that answer against what is expected, where anything is.
    fn judge<'a, I>(&mut self, rdata: impl Fn() -> I, expected: Option<&Expectation>)
    where
        I: Iterator<Item = Rdata<'a>>,
    {
        self.held = expected.map(|expected| held(rdata, expected)).unwrap_or_default();
        self.outcome = match expected.map(|expected| expected.needed) {
            None => Outcome::Answered,
            Some(Needed::All) if self.held.iter().all(|is_held| *is_held) => Outcome::Match,
            Some(Needed::Any) if self.held.contains(&true) => Outcome::Match,
            Some(_) => Outcome::Mismatch,
        };
    }
}

/// For each expected value, whether a record of the RRset holds it; none does where others spoil the set.
fn held<'a, I: Iterator<Item = Rdata<'a>>>(rdata: impl Fn() -> I, expected: &Expectation) -> Vec<bool> {
    let wanted = &expected.wanted;
    let is_spoilt = expected.is_alone() && rdata().filter(|rdata| wanted.is_rivalled_by(rdata)).count() > wanted.len();
    (0..wanted.len()).map(|index| !is_spoilt && rdata().any(|rdata| wanted.is_held_by(index, &rdata))).collect()
}

/// The serial of a zone, from an SOA that answers or that stands beside an absence.
pub(super) fn serial(octets: &Bytes) -> Option<Zonal> {
    let message = Message::read(octets).ok()?;
    if !message.header().flags.is_authoritative() {
        return None;
    }
    message.records().map_while(Result::ok).find_map(|record| match record.rdata() {
        Ok(Rdata::Soa(soa)) if record.section != Section::Additional => {
            Some(Zonal { mname: soa.mname.to_name(), serial: soa.serial })
        }
        _ => None,
    })
}

fn alias(octets: &Bytes, message: &Message<'_>, question: &Question) -> Answers {
    let question = Question { record_type: RecordType::CNAME, ..question.clone() };
    response::answers(message, &question).take(1).map(|(record, rdata)| answer(octets, &record, &rdata, None)).collect()
}

/// The answer section as it came, for whoever wants to see just that.
fn everything(octets: &Bytes, message: &Message<'_>) -> (Answers, Option<Limit>) {
    let records = message.records().map_while(Result::ok).take_while(|record| record.section == Section::Answer);
    let mut sound = records.filter_map(|record| record.rdata().ok().map(|rdata| (record, rdata)));
    let kept = sound.by_ref().take(MAX_RECORDS);
    let answers = kept.map(|(record, rdata)| answer(octets, &record, &rdata, None)).collect();
    (answers, sound.next().map(|_| Limit::Records))
}

fn strings_of(octets: &Bytes, rdata: &[u8]) -> AnswerData {
    match Rdata::from_octets(RecordType::TXT, Class::IN, rdata) {
        Ok(Rdata::Txt(txt)) => AnswerData::Strings(Strings::new(octets.slice_ref(txt.rdata()))),
        _ => AnswerData::Presentation(Rdata::Opaque(rdata).to_string()),
    }
}

/// One record. Compression lends names the random case of our own question, so that none keeps its case.
fn answer(octets: &Bytes, record: &Record<'_>, rdata: &Rdata<'_>, expected: Option<&Expectation>) -> Answer {
    let data = match rdata {
        Rdata::Txt(txt) => AnswerData::Strings(Strings::new(octets.slice_ref(txt.rdata()))),
        // SPF's own type has TXT's form (RFC 4408 §3.1.1).
        Rdata::Opaque(rdata) if record.record_type == SPF => strings_of(octets, rdata),
        Rdata::Cname(target) => AnswerData::Target(Box::new(target.to_name().to_lower_case())),
        Rdata::Mx { preference, exchange } => {
            let host = exchange.to_name().to_lower_case();
            AnswerData::Exchange(Box::new(Exchange { preference: *preference, host }))
        }
        other => AnswerData::Presentation(other.to_string()),
    };
    Answer {
        name: record.owner.to_name().to_lower_case(),
        record_type: record.record_type,
        ttl: record.ttl,
        data,
        is_expected: expected.is_some_and(|expected| expected.wanted.is_expected(rdata)),
    }
}
