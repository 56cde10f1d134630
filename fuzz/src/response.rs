//! Responses made of choices: what is written is read, and what they mean is what they were made to say.

use txtproof::response::{Absence, Meaning, Scope, answers, classify};
use txtproof::wire::{Class, Flags, Message, Name, NameRef, Question, Rcode, Rdata, Record, RecordType, Section};

use super::plan::{NAMES, Plan, Planned, name};
use super::script::Script;

const ZONE: &str = "example.com";

const MAX_RECORDS: usize = 12;

/// The property of target `response`.
pub fn response(octets: &[u8]) {
    let mut script = Script::new(octets);
    let question = Question::new(name(NAMES[0]), script.pick(&[RecordType::TXT, RecordType::CNAME, RecordType::NS]));
    let plan = draw(&mut script);
    let mut buffer = [0; 8192];
    let Some(encoded) = plan.encode(7, &question, &mut buffer) else { return };
    let message = Message::read(encoded).expect("an encoded header");
    is_read_back(&plan, &message);
    let zone = name(ZONE);
    for scope in [Scope::Zone(&zone), Scope::Unknown, Scope::Resolver] {
        let book = Book { plan: &plan, question: &question, scope };
        book.allows(classify(&message, &question, scope), &message);
    }
}

fn draw(script: &mut Script<'_>) -> Plan {
    // A response with a code that mostly lets the records speak.
    let rcode = script.pick(&[0, 0, 0, 3, 2, 5, 9]);
    let flags = Flags(0x8000 | script.u16() & 0x07f0 | rcode);
    let extended_rcode = Some(script.octet()).filter(|octet| octet & 1 == 1).map(|octet| octet >> 6);
    let mut records: Vec<Planned> = Vec::new();
    while !script.is_over() && records.len() < MAX_RECORDS {
        records.push(Planned::draw(script));
    }
    records.sort_by_key(|record| record.section as u8);
    Plan { flags, extended_rcode, records }
}

fn is_read_back(plan: &Plan, message: &Message<'_>) {
    assert_eq!(message.validate(), Ok(0));
    assert_eq!(message.rcode(), Ok(plan.rcode()));
    let read: Vec<Record<'_>> = message.records().map(Result::unwrap).collect();
    assert_eq!(read.len(), plan.records.len() + usize::from(plan.extended_rcode.is_some()));
    for (read, planned) in read.iter().zip(&plan.records) {
        assert_eq!((read.section, read.record_type), (planned.section, planned.record_type));
        assert_eq!((read.class, read.ttl), (planned.class, planned.ttl));
        assert_eq!(read.owner, planned.owner);
        assert_eq!(read.rdata(), Ok(planned.rdata()));
    }
}

/// What may be made of a response: RFC 1034 §4.3.1, RFC 2308 §2, RFC 2181 §5.4.1.
struct Book<'p> {
    plan: &'p Plan,
    question: &'p Question,
    scope: Scope<'p>,
}

impl Book<'_> {
    fn allows(&self, meaning: Meaning<'_>, message: &Message<'_>) {
        let rcode = self.plan.rcode();
        match meaning {
            Meaning::Answer => {
                assert!(self.is_vouched() && rcode == Rcode::NOERROR && self.asked().count() > 0);
                let believed = answers(message, self.question).map(|(_, rdata)| rdata);
                assert!(believed.eq(self.asked().map(Planned::rdata)));
            }
            Meaning::Alias { target } => self.allows_alias(target),
            Meaning::NoData(absence) => self.allows_absence(Rcode::NOERROR, absence),
            Meaning::NxDomain(absence) => self.allows_absence(Rcode::NXDOMAIN, absence),
            Meaning::Referral { cut } => self.allows_referral(&cut.to_name()),
            Meaning::Refused => assert_eq!(rcode, Rcode::REFUSED),
            Meaning::ServFail => assert_eq!(rcode, Rcode::SERVFAIL),
            Meaning::Error(told) => assert_eq!(rcode, told),
            Meaning::Malformed => assert!(self.answers().count() > 0, "nothing in it contradicts anything"),
            Meaning::NotAuthoritative | Meaning::UpwardReferral => {
                assert!(!self.is_vouched() || self.asked().count() == 0, "an answer with authority is denied");
            }
        }
    }

    fn allows_alias(&self, target: NameRef<'_>) {
        let leads = |it: &Planned| it.rdata() == Rdata::Cname(target);
        assert!(self.is_vouched() && self.question.record_type != RecordType::CNAME);
        assert!(self.answers().filter(|it| self.is_at_name(it)).any(leads));
    }

    fn allows_absence(&self, expected: Rcode, absence: Option<Absence<'_>>) {
        assert!(self.is_vouched() && self.plan.rcode() == expected && self.answers().count() == 0);
        let Some(absence) = absence else { return assert!(matches!(self.scope, Scope::Resolver)) };
        let zone = absence.zone.to_name();
        assert!(self.question.name.is_at_or_below(&zone) && self.has(Section::Authority, RecordType::SOA, &zone));
        assert!(!matches!(self.scope, Scope::Zone(own) if !zone.is_at_or_below(own)), "a zone that it does not serve");
    }

    fn allows_referral(&self, cut: &Name) {
        assert!(matches!(self.scope, Scope::Zone(zone) if cut.is_below(zone)), "it makes no progress");
        assert!(self.question.name.is_at_or_below(cut) && self.has(Section::Authority, RecordType::NS, cut));
        assert!(self.plan.rcode() == Rcode::NOERROR && self.answers().count() == 0);
    }

    fn is_vouched(&self) -> bool {
        self.plan.flags.is_authoritative() || matches!(self.scope, Scope::Resolver)
    }

    fn answers(&self) -> impl Iterator<Item = &Planned> {
        self.plan.records.iter().filter(|planned| planned.section == Section::Answer)
    }

    fn is_at_name(&self, planned: &Planned) -> bool {
        planned.class == Class::IN && planned.owner == self.question.name
    }

    fn asked(&self) -> impl Iterator<Item = &Planned> {
        self.answers().filter(|it| self.is_at_name(it) && it.record_type == self.question.record_type)
    }

    fn has(&self, section: Section, record_type: RecordType, owner: &Name) -> bool {
        let fits = |it: &Planned| it.section == section && it.record_type == record_type && it.class == Class::IN;
        self.plan.records.iter().any(|it| fits(it) && it.owner == *owner)
    }
}
