//! What a response means: an answer, an absence, an alias, a referral, or nothing to rely on.
//!
//! [`classify`] decides by RFC 1034 §4.3.1, RFC 2308 §2 and RFC 2181 §5.4.1. Whether the message answers the question at
//! all (id, question, port) was settled before, by [`exchange`](crate::exchange).

use crate::wire::{Class, Malformed, Message, Name, NameRef, Question, Rcode, Rdata, Record, RecordType, Section, Soa};

/// Whom the response is from: what it may say with authority.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'z> {
    /// A server of this zone. Only data with AA counts, and an absence only with an SOA owned at or below the zone's cut.
    Zone(&'z Name),
    /// A server that the user names, for a zone that nobody looked up: the SOA of an absence may be owned by any name at
    /// or above the one asked for, save the root and single labels.
    Unknown,
    /// A recursive resolver, or a server that is to be taken as it comes: AA is not looked at.
    Resolver,
}

/// What a response means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// The RRset that was asked for is in the answer section; [`answers`] gives its records.
    Answer,
    /// A CNAME stands at the name (RFC 1034 §3.6.2), whatever else the message says of its target.
    Alias {
        /// The canonical name.
        target: NameRef<'a>,
    },
    /// The name exists, the type does not (RFC 2308 §2.2). Without an SOA only where the scope is a resolver.
    NoData(Option<Absence<'a>>),
    /// The name does not exist (RFC 2308 §2.1), nor does any below it (RFC 8020). Without an SOA only where the scope
    /// is a resolver.
    NxDomain(Option<Absence<'a>>),
    /// The name lies in a zone that this one delegates.
    Referral {
        /// The delegated zone: strictly below the asked server's own, at or above the name.
        cut: NameRef<'a>,
    },
    /// The server points to a zone above: it does not serve this one.
    UpwardReferral,
    /// The server does not answer with authority for the zone.
    NotAuthoritative,
    /// REFUSED.
    Refused,
    /// SERVFAIL.
    ServFail,
    /// The message contradicts itself, or does not speak of the name asked for.
    Malformed,
    /// Another response code.
    Error(Rcode),
}

/// Who vouches for an absence, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence<'a> {
    /// The owner of the SOA: the zone.
    pub zone: NameRef<'a>,
    /// The SOA's TTL, in seconds, as sent.
    pub ttl: u32,
    /// The SOA itself.
    pub soa: Soa<'a>,
}

impl Absence<'_> {
    /// For how many seconds a resolver may remember the absence (RFC 2308 §5).
    pub const fn negative_ttl(&self) -> u32 {
        if self.ttl < self.soa.minimum { self.ttl } else { self.soa.minimum }
    }
}

/// Decides what `message`, an accepted response to `question`, means.
///
/// ```
/// use txtproof::response::{Meaning, Scope, classify};
/// use txtproof::wire::{Message, Name, Question, RecordType};
///
/// // REFUSED to `x. TXT`
/// let octets = [0, 1, 0x80, 5, 0, 1, 0, 0, 0, 0, 0, 0, 1, b'x', 0, 0, 16, 0, 1];
/// let question = Question::new("x".parse()?, RecordType::TXT);
/// let meaning = classify(&Message::read(&octets)?, &question, Scope::Zone(&Name::root()));
/// assert_eq!(meaning, Meaning::Refused);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn classify<'a>(message: &Message<'a>, question: &Question, scope: Scope<'_>) -> Meaning<'a> {
    let mut survey = Survey::default();
    let Ok(rcode) = survey.walk(message, question) else { return Meaning::Malformed };
    match rcode {
        Rcode::REFUSED => return Meaning::Refused,
        Rcode::SERVFAIL => return Meaning::ServFail,
        Rcode::NOERROR | Rcode::NXDOMAIN => {}
        other => return Meaning::Error(other),
    }
    let is_vouched = message.header().flags.is_authoritative() || matches!(scope, Scope::Resolver);
    match survey.answer {
        AnswerSection::Records if rcode == Rcode::NXDOMAIN => Meaning::Malformed,
        AnswerSection::Records | AnswerSection::Alias(_) if !is_vouched => Meaning::NotAuthoritative,
        AnswerSection::Records => Meaning::Answer,
        AnswerSection::Alias(target) => Meaning::Alias { target },
        // RFC 2308 §2.1: an absence has no answers. One that speaks of other names only is no answer to this question.
        AnswerSection::OtherRecords | AnswerSection::Contradiction => Meaning::Malformed,
        AnswerSection::Empty => survey.absence_or_referral(rcode, is_vouched, &question.name, scope),
    }
}

/// The records of the RRset that was asked for: right owner, type and class, in the answer section, RDATA sound. They
/// are evidence only where [`classify`] says [`Meaning::Answer`].
pub fn answers<'a>(message: &Message<'a>, question: &Question) -> impl Iterator<Item = (Record<'a>, Rdata<'a>)> {
    message
        .records()
        .map_while(Result::ok)
        .take_while(|record| record.section == Section::Answer)
        .filter(|record| is_asked_for(record, question))
        .filter_map(|record| record.rdata().ok().map(|rdata| (record, rdata)))
}

fn is_asked_for(record: &Record<'_>, question: &Question) -> bool {
    record.class == Class::IN && record.record_type == question.record_type && record.owner == question.name
}

/// What the sections hold, as far as the meaning depends on it.
#[derive(Default)]
struct Survey<'a> {
    answer: AnswerSection<'a>,
    dname: Option<Dname<'a>>,
    soa: Option<Absence<'a>>,
    name_server_owner: Option<NameRef<'a>>,
}

#[derive(Default)]
enum AnswerSection<'a> {
    #[default]
    Empty,
    Records,
    Alias(NameRef<'a>),
    OtherRecords,
    Contradiction,
}

impl<'a> Survey<'a> {
    /// Goes over all records once; gives the response code, whose high bits one of them has.
    ///
    /// Not inlined: what the walk takes of the stack is given back before the caller looks at the meaning.
    #[inline(never)]
    fn walk(&mut self, message: &Message<'a>, question: &Question) -> Result<Rcode, Malformed> {
        let mut extended = 0;
        for record in message.records() {
            let record = record?;
            match (record.section, record.record_type) {
                (_, RecordType::OPT) => extended = record.edns().map_or(0, |edns| edns.extended_rcode),
                (Section::Answer, RecordType::DNAME) if record.class == Class::IN => self.note_dname(&record),
                (Section::Answer, _) => self.note_answer(&record, question),
                (Section::Authority, RecordType::SOA) => self.note_soa(&record),
                (Section::Authority, RecordType::NS) if record.class == Class::IN => {
                    self.name_server_owner.get_or_insert(record.owner);
                }
                _ => {}
            }
        }
        if self.is_contradicted(&question.name) {
            self.answer = AnswerSection::Contradiction;
        }
        Ok(Rcode(message.header().flags.rcode().0 | u16::from(extended) << 4))
    }

    /// Whether a DNAME says another alias than the CNAME beside it.
    fn is_contradicted(&self, name: &Name) -> bool {
        match (&self.dname, &self.answer) {
            (Some(dname), AnswerSection::Alias(alias)) => !dname.leads(name, *alias),
            _ => false,
        }
    }

    fn note_dname(&mut self, record: &Record<'a>) {
        self.dname = Some(Dname::of(record));
        self.note_other();
    }

    fn note_answer(&mut self, record: &Record<'a>, question: &Question) {
        let is_alias = record.record_type == RecordType::CNAME
            && record.class == Class::IN
            && question.record_type != RecordType::CNAME
            && record.owner == question.name;
        if is_alias {
            self.note_alias(record);
        } else if !is_asked_for(record, question) {
            self.note_other();
        } else if record.rdata().is_err() {
            self.answer = AnswerSection::Contradiction;
        } else if matches!(self.answer, AnswerSection::Empty | AnswerSection::OtherRecords) {
            self.answer = AnswerSection::Records;
        }
    }

    /// A CNAME beside other data is followed (RFC 2181 §10.1 forbids the other data); two CNAMEs are a contradiction.
    fn note_alias(&mut self, record: &Record<'a>) {
        self.answer = match (&self.answer, record.rdata()) {
            (AnswerSection::Contradiction, _) | (_, Err(_)) => AnswerSection::Contradiction,
            (AnswerSection::Alias(target), Ok(Rdata::Cname(other))) if *target != other => AnswerSection::Contradiction,
            (_, Ok(Rdata::Cname(target))) => AnswerSection::Alias(target),
            (_, Ok(_)) => AnswerSection::Contradiction,
        };
    }

    fn note_other(&mut self) {
        if matches!(self.answer, AnswerSection::Empty) {
            self.answer = AnswerSection::OtherRecords;
        }
    }

    /// One of another class than IN is not read.
    fn note_soa(&mut self, record: &Record<'a>) {
        if let Ok(Rdata::Soa(soa)) = record.rdata() {
            self.soa.get_or_insert(Absence { zone: record.owner, ttl: record.ttl, soa });
        }
    }

    fn absence_or_referral(&self, rcode: Rcode, is_vouched: bool, name: &Name, scope: Scope<'_>) -> Meaning<'a> {
        let absence = self.soa.filter(|absence| is_right_zone(absence.zone, name, scope));
        let is_absence = is_vouched && (absence.is_some() || matches!(scope, Scope::Resolver));
        match (rcode, self.name_server_owner) {
            (Rcode::NXDOMAIN, _) if is_absence => Meaning::NxDomain(absence),
            (Rcode::NXDOMAIN, _) => Meaning::NotAuthoritative,
            _ if is_absence => Meaning::NoData(absence),
            (_, Some(cut)) if self.soa.is_none() => referral(cut, name, scope),
            _ => Meaning::NotAuthoritative,
        }
    }
}

/// Whether an absence of `name` may be told by an SOA owned by `owner`: a server that hosts only the parent, or that parks
/// the name in a zone of its own, has nothing to say about this zone.
fn is_right_zone(owner: NameRef<'_>, name: &Name, scope: Scope<'_>) -> bool {
    let is_at_or_above = is_at_or_below(name.to_ref(), owner);
    match scope {
        Scope::Zone(zone) => is_at_or_above && owner.is_at_or_below(zone),
        Scope::Unknown => is_at_or_above && owner.labels().count() > 1,
        Scope::Resolver => is_at_or_above,
    }
}

/// RFC 1034 §5.3.3: a referral that makes progress goes down, towards the name. Every other is a server that does not
/// serve the zone.
fn referral<'a>(cut: NameRef<'a>, name: &Name, scope: Scope<'_>) -> Meaning<'a> {
    let is_towards_name = is_at_or_below(name.to_ref(), cut);
    match scope {
        Scope::Zone(zone) if is_at_or_below(zone.to_ref(), cut) && cut != *zone => Meaning::UpwardReferral,
        Scope::Zone(zone) if cut.is_at_or_below(zone) && cut != *zone && is_towards_name => Meaning::Referral { cut },
        Scope::Unknown if cut.labels().count() <= 1 && is_towards_name => Meaning::UpwardReferral,
        _ => Meaning::NotAuthoritative,
    }
}

/// A DNAME: whatever is below its owner is below its target instead (RFC 6672 §2.2).
struct Dname<'a> {
    owner: NameRef<'a>,
    /// `None`: the RDATA is spoilt.
    target: Option<NameRef<'a>>,
}

impl<'a> Dname<'a> {
    fn of(record: &Record<'a>) -> Self {
        let target = match record.rdata() {
            Ok(Rdata::Dname(target)) => Some(target),
            _ => None,
        };
        Self { owner: record.owner, target }
    }

    /// Whether `alias` is what it makes of `name`. A DNAME that is not above the name says nothing.
    fn leads(&self, name: &Name, alias: NameRef<'_>) -> bool {
        let Some(target) = self.target else { return false };
        if self.owner == *name || !is_at_or_below(name.to_ref(), self.owner) {
            return true;
        }
        let front = name.label_count().saturating_sub(self.owner.labels().count());
        are_same(alias.labels(), name.labels().take(front).chain(target.labels()))
    }
}

/// Whether `name` is `ancestor` or a name below it, both where they stand: a copy of a name takes 255 octets of stack.
fn is_at_or_below(name: NameRef<'_>, ancestor: NameRef<'_>) -> bool {
    let surplus = name.labels().count().checked_sub(ancestor.labels().count());
    surplus.is_some_and(|surplus| are_same(name.labels().skip(surplus), ancestor.labels()))
}

fn are_same<'l>(one: impl Iterator<Item = &'l [u8]> + Clone, other: impl Iterator<Item = &'l [u8]> + Clone) -> bool {
    one.clone().count() == other.clone().count() && one.zip(other).all(|(one, other)| one.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests;
