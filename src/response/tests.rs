use super::*;
use crate::wire::{Encoder, Flags};

const AA: u16 = Flags::RESPONSE | Flags::AUTHORITATIVE;

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// What a response to `_x.example.test TXT` with these records means.
fn meaning_of(flags: u16, rcode: Rcode, records: &[(Section, &str, RecordType, &str)], scope: Scope<'_>) -> String {
    in_class(Class::IN, flags, rcode, records, scope)
}

fn in_class(
    class: Class,
    flags: u16,
    rcode: Rcode,
    records: &[(Section, &str, RecordType, &str)],
    scope: Scope<'_>,
) -> String {
    let mut buffer = [0; 4096];
    let question = Question::new(name("_x.example.test"), RecordType::TXT);
    let flags = Flags::default().with(flags).with_rcode(rcode);
    let mut encoder = Encoder::new(&mut buffer, 1, flags).unwrap();
    encoder.question(question.name.to_ref(), question.record_type, Class::IN).unwrap();
    for (section, owner, record_type, text) in records {
        let mut rdata = [0; 512];
        let fields = crate::wire::presentation::Tokens::new(text);
        let length = crate::wire::presentation::parse_rdata(*record_type, fields, &Name::root(), &mut rdata).unwrap();
        // Spoilt RDATA, in the generic form, is written as it is.
        let rdata = &rdata[..length];
        let rdata = Rdata::from_octets(*record_type, class, rdata).unwrap_or(Rdata::Opaque(rdata));
        encoder.record(*section, name(owner).to_ref(), *record_type, class, 300, &rdata).unwrap();
    }
    let message = Message::read(encoder.finish()).unwrap();
    match classify(&message, &question, scope) {
        Meaning::Alias { target } => format!("alias {target}"),
        Meaning::Referral { cut } => format!("referral {cut}"),
        Meaning::NoData(_) => "nodata".into(),
        Meaning::NxDomain(_) => "nxdomain".into(),
        other => format!("{other:?}"),
    }
}

/// The same of records of class CH.
fn meaning_in_other_class(rcode: Rcode, records: &[(Section, &str, RecordType, &str)]) -> String {
    in_class(Class(3), AA, rcode, records, Scope::Zone(&name("example.test")))
}

fn in_zone(flags: u16, rcode: Rcode, records: &[(Section, &str, RecordType, &str)]) -> String {
    meaning_of(flags, rcode, records, Scope::Zone(&name("example.test")))
}

const VALUE: (Section, &str, RecordType, &str) = (Section::Answer, "_x.example.test", RecordType::TXT, "value");
const SOA: &str = "ns.test. admin.test. 1 2 3 4 5";

#[test]
fn a_value_from_a_cache_is_no_answer() {
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[VALUE]), "Answer");
    assert_eq!(in_zone(Flags::RESPONSE, Rcode::NOERROR, &[VALUE]), "NotAuthoritative");
    assert_eq!(meaning_of(Flags::RESPONSE, Rcode::NOERROR, &[VALUE], Scope::Resolver), "Answer");
}

#[test]
fn a_value_outside_the_answer_section_is_ignored() {
    let elsewhere = (Section::Additional, "_x.example.test", RecordType::TXT, "value");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[elsewhere]), "NotAuthoritative");
}

#[test]
fn an_absence_needs_authority_and_an_soa_of_the_right_zone() {
    let soa = |owner| (Section::Authority, owner, RecordType::SOA, SOA);
    assert_eq!(in_zone(AA, Rcode::NXDOMAIN, &[soa("example.test")]), "nxdomain");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[soa("example.test")]), "nodata");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[soa("_x.example.test")]), "nodata");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[]), "NotAuthoritative");
    assert_eq!(in_zone(AA, Rcode::NXDOMAIN, &[]), "NotAuthoritative");
    assert_eq!(in_zone(AA, Rcode::NXDOMAIN, &[soa("test")]), "NotAuthoritative");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[soa("other.example.test")]), "NotAuthoritative");
    assert_eq!(in_zone(Flags::RESPONSE, Rcode::NXDOMAIN, &[soa("example.test")]), "NotAuthoritative");
    assert_eq!(meaning_of(AA, Rcode::NXDOMAIN, &[soa("example.test")], Scope::Unknown), "nxdomain");
    assert_eq!(meaning_of(AA, Rcode::NXDOMAIN, &[soa("test")], Scope::Unknown), "NotAuthoritative");
}

#[test]
fn an_answer_about_other_names_is_malformed_and_never_an_absence() {
    let other = (Section::Answer, "other.example.test", RecordType::TXT, "value");
    let soa = (Section::Authority, "example.test", RecordType::SOA, SOA);
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[other, soa]), "Malformed");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[other, VALUE]), "Answer");
}

#[test]
fn nxdomain_with_the_record_is_malformed() {
    assert_eq!(in_zone(AA, Rcode::NXDOMAIN, &[VALUE]), "Malformed");
}

#[test]
fn a_cname_is_followed_and_two_are_malformed() {
    let alias = |target| (Section::Answer, "_x.example.test", RecordType::CNAME, target);
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[alias("a.test.")]), "alias a.test");
    assert_eq!(in_zone(AA, Rcode::NXDOMAIN, &[alias("a.test.")]), "alias a.test");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[alias("a.test."), VALUE]), "alias a.test");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[VALUE, alias("a.test.")]), "alias a.test");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[alias("a.test."), alias("b.test.")]), "Malformed");
    assert_eq!(in_zone(Flags::RESPONSE, Rcode::NOERROR, &[alias("a.test.")]), "NotAuthoritative");
}

#[test]
fn a_synthesised_cname_must_be_what_the_dname_makes() {
    let dname = (Section::Answer, "example.test", RecordType::DNAME, "other.test.");
    let alias = |target| (Section::Answer, "_x.example.test", RecordType::CNAME, target);
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[dname, alias("_x.other.test.")]), "alias _x.other.test");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[dname, alias("_x.evil.test.")]), "Malformed");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[dname]), "Malformed");
}

#[test]
fn records_of_another_class_say_nothing() {
    let answer = |record_type, data| (Section::Answer, "_x.example.test", record_type, data);
    let authority = |owner, record_type, data| (Section::Authority, owner, record_type, data);
    let zone_cut = authority("_x.example.test", RecordType::NS, "ns.test.");
    let soa = authority("example.test", RecordType::SOA, SOA);
    let dname = (Section::Answer, "example.test", RecordType::DNAME, "b.test.");
    for (rcode, records, expected) in [
        (Rcode::NOERROR, &[VALUE][..], "Malformed"),
        (Rcode::NOERROR, &[answer(RecordType::CNAME, "a.test.")], "Malformed"),
        (Rcode::NOERROR, &[dname], "Malformed"),
        (Rcode::NOERROR, &[zone_cut], "NotAuthoritative"),
        (Rcode::NXDOMAIN, &[soa], "NotAuthoritative"),
    ] {
        assert_eq!(meaning_in_other_class(rcode, records), expected, "{records:?}");
    }
}

#[test]
fn a_dname_of_another_class_contradicts_no_alias() {
    let mut buffer = [0; 512];
    let question = Question::new(name("_x.example.test"), RecordType::TXT);
    let mut encoder = Encoder::new(&mut buffer, 1, Flags::default().with(AA)).unwrap();
    encoder.question(question.name.to_ref(), question.record_type, Class::IN).unwrap();
    let (owner, target, other) = (name("example.test"), name("a.example.test"), name("b.test"));
    let dname = Rdata::Dname(other.to_ref());
    encoder.record(Section::Answer, owner.to_ref(), RecordType::DNAME, Class(3), 300, &dname).unwrap();
    let alias = Rdata::Cname(target.to_ref());
    encoder.record(Section::Answer, question.name.to_ref(), RecordType::CNAME, Class::IN, 300, &alias).unwrap();
    let message = Message::read(encoder.finish()).unwrap();
    assert!(matches!(classify(&message, &question, Scope::Zone(&owner)), Meaning::Alias { .. }));
}

#[test]
fn an_absence_lasts_as_long_as_the_shorter_of_two_times() {
    let name = Name::root();
    let soa = |minimum| Soa {
        mname: name.to_ref(),
        rname: name.to_ref(),
        serial: 1,
        refresh: 2,
        retry: 3,
        expire: 4,
        minimum,
    };
    for (ttl, minimum, expected) in [(300, 200, 200), (200, 300, 200), (7, 7, 7)] {
        assert_eq!(Absence { zone: name.to_ref(), ttl, soa: soa(minimum) }.negative_ttl(), expected);
    }
}

#[test]
fn spoilt_data_of_the_name_asked_for_is_malformed_whatever_stands_beside_it() {
    let spoilt = |record_type| (Section::Answer, "_x.example.test", record_type, r"\# 1 40");
    let alias = (Section::Answer, "_x.example.test", RecordType::CNAME, "a.example.test.");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[alias, alias]), "alias a.example.test");
    for record in [spoilt(RecordType::TXT), spoilt(RecordType::CNAME)] {
        assert_eq!(in_zone(AA, Rcode::NOERROR, &[record]), "Malformed");
        assert_eq!(in_zone(AA, Rcode::NOERROR, &[record, VALUE]), "Malformed");
        assert_eq!(in_zone(AA, Rcode::NOERROR, &[VALUE, record]), "Malformed");
        assert_eq!(in_zone(AA, Rcode::NOERROR, &[alias, record]), "Malformed");
        assert_eq!(in_zone(AA, Rcode::NOERROR, &[record, alias]), "Malformed");
    }
    let spoilt_elsewhere = (Section::Answer, "a.example.test", RecordType::TXT, r"\# 1 40");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[alias, spoilt_elsewhere]), "alias a.example.test");
}

#[test]
fn a_dname_says_something_of_names_below_it_alone() {
    let dname = |owner, target| (Section::Answer, owner, RecordType::DNAME, target);
    let alias = (Section::Answer, "_x.example.test", RecordType::CNAME, "a.example.test.");
    for owner in ["_x.example.test", "other.test", "a._x.example.test"] {
        assert_eq!(in_zone(AA, Rcode::NOERROR, &[dname(owner, "b.test."), alias]), "alias a.example.test");
    }
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[dname("example.test", "b.test."), alias]), "Malformed");
    assert_eq!(in_zone(AA, Rcode::NOERROR, &[dname("example.test", r"\# 1 40"), alias]), "Malformed");
}

#[test]
fn only_a_referral_downwards_and_towards_the_name_is_one() {
    let ns = |owner| (Section::Authority, owner, RecordType::NS, "ns.test.");
    let from = |zone, owner| meaning_of(Flags::RESPONSE, Rcode::NOERROR, &[ns(owner)], Scope::Zone(&name(zone)));
    assert_eq!(from("test", "example.test"), "referral example.test");
    assert_eq!(from("example.test", "_x.example.test"), "referral _x.example.test");
    assert_eq!(from("example.test", "example.test"), "NotAuthoritative");
    assert_eq!(from("example.test", "test"), "UpwardReferral");
    assert_eq!(from("example.test", "."), "UpwardReferral");
    assert_eq!(from("test", "other.test"), "NotAuthoritative");
    let parked = (Section::Authority, "other.test", RecordType::SOA, SOA);
    assert_eq!(in_zone(Flags::RESPONSE, Rcode::NXDOMAIN, &[ns("_x.example.test")]), "NotAuthoritative");
    assert_eq!(in_zone(Flags::RESPONSE, Rcode::NOERROR, &[ns("_x.example.test"), parked]), "NotAuthoritative");
    let unknown = |owner| meaning_of(Flags::RESPONSE, Rcode::NOERROR, &[ns(owner)], Scope::Unknown);
    assert_eq!(unknown("."), "UpwardReferral");
    assert_eq!(unknown("example.test"), "NotAuthoritative");
}

#[test]
fn codes_other_than_two_are_told() {
    assert_eq!(in_zone(AA, Rcode::SERVFAIL, &[VALUE]), "ServFail");
    assert_eq!(in_zone(AA, Rcode::REFUSED, &[]), "Refused");
    assert_eq!(in_zone(AA, Rcode::NOTIMP, &[]), "Error(Rcode(4))");
}

#[test]
fn the_code_has_high_bits_in_the_opt_record() {
    let mut buffer = [0; 64];
    let question = Question::new(name("x"), RecordType::TXT);
    let mut encoder = Encoder::new(&mut buffer, 1, Flags::default().with(AA)).unwrap();
    encoder.question(question.name.to_ref(), question.record_type, Class::IN).unwrap();
    // Extended code 1, version 0, no flags.
    let (opt, nothing) = (RecordType::OPT, Rdata::Opaque(&[]));
    encoder.record(Section::Additional, Name::root().to_ref(), opt, Class(1232), 0x0100_0000, &nothing).unwrap();
    let message = Message::read(encoder.finish()).unwrap();
    assert_eq!(classify(&message, &question, Scope::Resolver), Meaning::Error(Rcode::BADVERS));
}
