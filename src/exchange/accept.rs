//! What a received message is to an exchange (RFC 5452 §9.1). What is cheap to refuse is refused first.

use super::state::{ClientCookie, CookieEcho};
use crate::wire::{Class, Edns, LetterCase, Malformed, Message, Question, Rcode, Record, RecordType, Section};

/// What a response must fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'q> {
    pub(super) id: u16,
    /// The question in the letter case that was sent.
    pub(super) question: &'q Question,
    /// The client cookie, where one was sent.
    pub(super) client_cookie: Option<ClientCookie>,
}

/// What a message turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Received {
    /// Our id and question, sound wherever it will be looked at.
    Response(Response),
    /// Our id and question, and TC: nothing behind the question has been looked at (RFC 2181 §9).
    Truncated(LetterCase),
    /// Our id and a code other than NOERROR, but no question.
    Bare(Rcode),
    /// A response with another id.
    OtherId,
    /// Our id, another question.
    OtherQuestion,
    /// A query, or another opcode.
    NoResponse,
    /// No message, a damaged one, or somebody else's cookie.
    Damaged,
}

/// What matters of a response to the exchange; its records are for the layers above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) rcode: Rcode,
    pub(super) case: LetterCase,
    pub(super) cookie: CookieEcho,
}

impl Expected<'_> {
    pub(super) fn receive(&self, octets: &[u8]) -> Received {
        self.judge(octets).unwrap_or(Received::Damaged)
    }

    fn judge(&self, octets: &[u8]) -> Result<Received, Malformed> {
        let message = Message::read(octets)?;
        let header = message.header();
        if !header.flags.is_response() || !header.flags.is_query_opcode() {
            return Ok(Received::NoResponse);
        }
        if header.id != self.id {
            return Ok(Received::OtherId);
        }
        if header.questions == 0 {
            return self.judge_bare(&message);
        }
        let Some(case) = message.echo(self.question) else { return Self::judge_other(&message) };
        if header.flags.is_truncated() {
            return Ok(Received::Truncated(case));
        }
        let Some((rcode, cookie)) = self.survey(&message)? else { return Ok(Received::Damaged) };
        Ok(Received::Response(Response { rcode, case, cookie }))
    }

    fn judge_other(message: &Message<'_>) -> Result<Received, Malformed> {
        Ok(if message.question()?.is_some() { Received::OtherQuestion } else { Received::Damaged })
    }

    /// NOERROR without a question answers nothing (RFC 7766 §7 would let a client take it over TCP; it gains nothing).
    fn judge_bare(&self, message: &Message<'_>) -> Result<Received, Malformed> {
        Ok(match self.survey(message)? {
            Some((rcode, _)) if rcode != Rcode::NOERROR => Received::Bare(rcode),
            _ => Received::Damaged,
        })
    }

    /// Walks the whole message once. `None`: the cookie is not ours.
    fn survey(&self, message: &Message<'_>) -> Result<Option<(Rcode, CookieEcho)>, Malformed> {
        let mut edns = None;
        for record in message.records() {
            let record = record?;
            if record.record_type == RecordType::OPT {
                edns = record.edns();
            } else if self.is_asked_for(&record) {
                record.rdata()?;
            }
        }
        let extended = edns.map_or(0, |edns| u16::from(edns.extended_rcode));
        let rcode = Rcode(message.header().flags.rcode().0 | extended << 4);
        let cookie = self.cookie(edns.as_ref());
        Ok((cookie != CookieEcho::Wrong).then_some((rcode, cookie)))
    }

    /// Spoilt RDATA spoils its record alone, but here it spoils the answer.
    fn is_asked_for(&self, record: &Record<'_>) -> bool {
        let is_type = record.record_type == self.question.record_type || record.record_type == RecordType::CNAME;
        is_type && record.section == Section::Answer && record.class == Class::IN
    }

    fn cookie(&self, edns: Option<&Edns<'_>>) -> CookieEcho {
        let both = self.client_cookie.zip(edns);
        both.map_or(CookieEcho::Absent, |(ours, edns)| CookieEcho::read(ours, edns.options.iter()))
    }
}
