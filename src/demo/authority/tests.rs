use super::*;
use crate::wire::{Edns, EdnsOption, Encoder, Name, Opcode, Rdata, Section};

const ROOT: &str = "
@        SOA a.root.test. hostmaster.root.test. 1 7200 900 1209600 60
@        NS  a.root.test.
a.root.test. A 192.0.2.1
example. NS  ns1.nic.example.
example. NS  ns2.nic.example.
ns1.nic.example. A    192.0.2.11
ns1.nic.example. AAAA 2001:db8::11
";

const SHOP: &str = r#"
@          SOA ns1 hostmaster 2026112301 7200 900 1209600 60
@          NS  ns1
@          NS  ns.elsewhere.test.
@          MX  10 mail
ns1        A   192.0.2.53
mail       A   192.0.2.25
_amazonses TXT "one" "two"
_amazonses TXT "three"
here       CNAME _amazonses
two        CNAME here
away       CNAME _amazonses.elsewhere.test.
void       CNAME nothing
round      CNAME about
about      CNAME round
into       CNAME www.branch
a.b.c      TXT deep
branch     NS  ns1.branch
ns1.branch A   192.0.2.99
*.wild     TXT any
x.y.wild   TXT own
*.soft     CNAME _amazonses
old        DNAME new
a.new      TXT moved
large      TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
large      TXT "1123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
large      TXT "2123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
large      TXT "3123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
large      TXT "4123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
large      TXT "5123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
"#;

fn authority() -> Authority {
    behaving(Manner::Honest)
}

fn behaving(manner: Manner) -> Authority {
    let zones = vec![Zone::parse(".", ROOT).unwrap(), Zone::parse("shop.example", SHOP).unwrap()];
    Authority { zones, manner }
}

/// A query and what it may be asked with.
struct Query {
    name: &'static str,
    record_type: RecordType,
    class: Class,
    flags: Flags,
    edns: Option<(u16, u8, &'static [u8])>,
}

fn ask(name: &'static str, record_type: RecordType) -> Query {
    Query { name, record_type, class: Class::IN, flags: Flags::default(), edns: None }
}

impl Query {
    fn octets(&self) -> Vec<u8> {
        let mut buffer = [0; 512];
        let mut encoder = Encoder::new(&mut buffer, 0x1234, self.flags).unwrap();
        let name: Name = self.name.parse().unwrap();
        encoder.question(name.to_ref(), self.record_type, self.class).unwrap();
        if let Some((udp_octets, version, options)) = self.edns {
            let Ok(Rdata::Opt(options)) = Rdata::from_octets(RecordType::OPT, Class::IN, options) else { panic!() };
            encoder.edns(&Edns { udp_octets, extended_rcode: 0, version, flags: 0x8000, options }).unwrap();
        }
        encoder.finish().to_vec()
    }

    fn at(&self, authority: &Authority) -> Response {
        Response(respond(authority, &self.octets(), Transport::Udp).unwrap())
    }
}

fn respond(authority: &Authority, query: &[u8], transport: Transport) -> Option<Vec<u8>> {
    authority.respond(query, transport, &mut vec![0; 65_535]).map(<[u8]>::to_vec)
}

struct Response(Vec<u8>);

impl Response {
    fn message(&self) -> Message<'_> {
        let message = Message::read(&self.0).unwrap();
        assert_eq!(message.validate(), Ok(0));
        message
    }

    fn flags(&self) -> Flags {
        self.message().header().flags
    }

    fn rcode(&self) -> Rcode {
        self.message().rcode().unwrap()
    }

    fn edns(&self) -> Option<Edns<'_>> {
        self.message().edns().unwrap()
    }

    /// The records of a section but OPT, each as a zone file has it.
    fn section(&self, section: Section) -> Vec<String> {
        let records = self.message().records().map(Result::unwrap);
        let records = records.filter(|record| record.section == section && record.record_type != RecordType::OPT);
        records.map(|record| record.to_string()).collect()
    }

    fn answer(&self) -> Vec<String> {
        self.section(Section::Answer)
    }

    fn authority(&self) -> Vec<String> {
        self.section(Section::Authority)
    }
}

const SHOP_SOA: &str =
    "shop.example. 60 IN SOA ns1.shop.example. hostmaster.shop.example. 2026112301 7200 900 1209600 60";

#[test]
fn an_answer_is_authoritative_and_keeps_character_strings_apart() {
    let response = ask("_amazonses.shop.example", RecordType::TXT).at(&authority());
    assert!(response.flags().is_authoritative() && response.flags().is_response());
    assert_eq!(response.rcode(), Rcode::NOERROR);
    let expected = [r#"300 IN TXT "one" "two""#, r#"300 IN TXT "three""#];
    assert_eq!(response.answer(), expected.map(|text| format!("_amazonses.shop.example. {text}")));
}

#[test]
fn the_question_comes_back_octet_for_octet() {
    let query = ask("_aMaZoNsEs.ShOp.eXaMpLe", RecordType::TXT);
    let response = query.at(&authority());
    assert_eq!(response.0[12..query.octets().len()], query.octets()[12..]);
    assert_eq!(response.message().header().id, 0x1234);
}

#[test]
fn recursion_desired_comes_back_and_is_not_available() {
    let flags = Flags::default().with(Flags::RECURSION_DESIRED);
    let response = Query { flags, ..ask("_amazonses.shop.example", RecordType::TXT) }.at(&authority());
    assert!(response.flags().is_recursion_desired() && !response.flags().is_recursion_available());
}

#[test]
fn a_delegation_is_referred_with_glue_and_without_authority() {
    let response = ask("_amazonses.else.example", RecordType::TXT).at(&authority());
    assert!(!response.flags().is_authoritative());
    assert_eq!(response.rcode(), Rcode::NOERROR);
    assert!(response.answer().is_empty());
    let servers = ["example. 300 IN NS ns1.nic.example.", "example. 300 IN NS ns2.nic.example."];
    assert_eq!(response.authority(), servers);
    let glue = ["ns1.nic.example. 300 IN A 192.0.2.11", "ns1.nic.example. 300 IN AAAA 2001:db8::11"];
    assert_eq!(response.section(Section::Additional), glue);
}

#[test]
fn glue_itself_is_referred_and_never_an_answer() {
    let response = ask("ns1.branch.shop.example", RecordType::A).at(&authority());
    assert!(response.answer().is_empty() && !response.flags().is_authoritative());
    assert_eq!(response.authority(), ["branch.shop.example. 300 IN NS ns1.branch.shop.example."]);
}

#[test]
fn the_parents_side_of_a_cut_answers_for_ds() {
    let response = ask("branch.shop.example", RecordType::DS).at(&authority());
    assert!(response.flags().is_authoritative());
    assert_eq!(response.authority(), [SHOP_SOA]);
}

#[test]
fn the_parent_zone_at_the_same_server_answers_for_ds() {
    let response = ask("shop.example", RecordType::DS).at(&authority());
    assert!(!response.flags().is_authoritative());
    assert_eq!(response.authority().len(), 2);
}

#[test]
fn the_closest_enclosing_zone_answers() {
    let response = ask("shop.example", RecordType::SOA).at(&authority());
    assert!(response.flags().is_authoritative());
    assert!(response.answer()[0].starts_with("shop.example. 300 IN SOA"));
}

#[test]
fn name_servers_come_with_the_addresses_that_the_zone_has() {
    let response = ask("shop.example", RecordType::NS).at(&authority());
    assert_eq!(response.answer().len(), 2);
    assert_eq!(response.section(Section::Additional), ["ns1.shop.example. 300 IN A 192.0.2.53"]);
}

#[test]
fn an_alias_is_answered_and_followed_inside_the_zone() {
    let response = ask("two.shop.example", RecordType::TXT).at(&authority());
    let expected = [
        "two.shop.example. 300 IN CNAME here.shop.example.",
        "here.shop.example. 300 IN CNAME _amazonses.shop.example.",
        r#"_amazonses.shop.example. 300 IN TXT "one" "two""#,
        r#"_amazonses.shop.example. 300 IN TXT "three""#,
    ];
    assert_eq!(response.answer(), expected);
}

#[test]
fn an_alias_that_is_asked_for_is_not_followed() {
    let response = ask("two.shop.example", RecordType::CNAME).at(&authority());
    assert_eq!(response.answer(), ["two.shop.example. 300 IN CNAME here.shop.example."]);
}

#[test]
fn an_alias_out_of_the_zone_is_left_to_the_client() {
    let response = ask("away.shop.example", RecordType::TXT).at(&authority());
    assert_eq!(response.answer(), ["away.shop.example. 300 IN CNAME _amazonses.elsewhere.test."]);
    assert!(response.authority().is_empty());
    assert_eq!(response.rcode(), Rcode::NOERROR);
}

#[test]
fn an_alias_into_a_delegation_is_completed_by_the_referral() {
    let response = ask("into.shop.example", RecordType::TXT).at(&authority());
    assert!(response.flags().is_authoritative());
    assert_eq!(response.answer(), ["into.shop.example. 300 IN CNAME www.branch.shop.example."]);
    assert_eq!(response.authority(), ["branch.shop.example. 300 IN NS ns1.branch.shop.example."]);
}

#[test]
fn the_code_behind_an_alias_is_the_last_names() {
    let response = ask("void.shop.example", RecordType::TXT).at(&authority());
    assert_eq!(response.rcode(), Rcode::NXDOMAIN);
    assert_eq!(response.answer().len(), 1);
    assert_eq!(response.authority(), [SHOP_SOA]);
}

#[test]
fn aliases_in_a_circle_end() {
    let response = ask("round.shop.example", RecordType::TXT).at(&authority());
    assert_eq!(response.answer().len(), 2);
    assert_eq!(response.rcode(), Rcode::NOERROR);
}

#[test]
fn a_missing_type_is_nodata_with_the_soa() {
    let response = ask("_amazonses.shop.example", RecordType::A).at(&authority());
    assert_eq!(response.rcode(), Rcode::NOERROR);
    assert!(response.answer().is_empty() && response.flags().is_authoritative());
    assert_eq!(response.authority(), [SHOP_SOA]);
}

#[test]
fn a_missing_name_is_nxdomain_with_the_soa() {
    let response = ask("nothing.shop.example", RecordType::TXT).at(&authority());
    assert_eq!(response.rcode(), Rcode::NXDOMAIN);
    assert!(response.flags().is_authoritative());
    assert_eq!(response.authority(), [SHOP_SOA]);
}

#[test]
fn an_empty_non_terminal_exists() {
    for name in ["c.shop.example", "b.c.shop.example"] {
        let response = ask(name, RecordType::TXT).at(&authority());
        assert_eq!(response.rcode(), Rcode::NOERROR);
        assert_eq!(response.authority(), [SHOP_SOA]);
    }
}

#[test]
fn a_wildcard_answers_under_the_name_asked() {
    let response = ask("p.q.wild.shop.example", RecordType::TXT).at(&authority());
    assert_eq!(response.answer(), [r#"p.q.wild.shop.example. 300 IN TXT "any""#]);
}

#[test]
fn a_wildcard_without_the_type_is_nodata() {
    let response = ask("p.wild.shop.example", RecordType::A).at(&authority());
    assert_eq!((response.rcode(), response.answer().len()), (Rcode::NOERROR, 0));
}

#[test]
fn a_wildcard_covers_neither_an_existing_name_nor_what_is_below_it() {
    let code = |name| ask(name, RecordType::TXT).at(&authority()).rcode();
    assert_eq!(code("y.wild.shop.example"), Rcode::NOERROR);
    assert!(ask("y.wild.shop.example", RecordType::TXT).at(&authority()).answer().is_empty());
    assert_eq!(code("z.y.wild.shop.example"), Rcode::NXDOMAIN);
    assert_eq!(code("z.x.y.wild.shop.example"), Rcode::NXDOMAIN);
}

#[test]
fn a_wildcard_may_be_an_alias() {
    let response = ask("p.soft.shop.example", RecordType::TXT).at(&authority());
    assert_eq!(response.answer()[0], "p.soft.shop.example. 300 IN CNAME _amazonses.shop.example.");
    assert_eq!(response.answer().len(), 3);
}

#[test]
fn a_dname_moves_what_is_below_it_and_nothing_else() {
    let response = ask("a.old.shop.example", RecordType::TXT).at(&authority());
    let expected = [
        "old.shop.example. 300 IN DNAME new.shop.example.",
        "a.old.shop.example. 300 IN CNAME a.new.shop.example.",
        r#"a.new.shop.example. 300 IN TXT "moved""#,
    ];
    assert_eq!(response.answer(), expected);
    assert!(ask("old.shop.example", RecordType::TXT).at(&authority()).answer().is_empty());
}

#[test]
fn the_alias_that_a_dname_makes_may_be_asked_for() {
    let response = ask("b.old.shop.example", RecordType::CNAME).at(&authority());
    assert_eq!(response.answer()[1], "b.old.shop.example. 300 IN CNAME b.new.shop.example.");
    assert_eq!((response.rcode(), response.answer().len()), (Rcode::NOERROR, 2));
}

#[test]
fn a_dname_that_makes_a_name_too_long_is_yxdomain() {
    let zone = "@ SOA a b 1 1 1 1 1\no DNAME a-target-that-is-rather-long.and-has-several-labels.in-the-zone";
    let zones = vec![Zone::parse("t", zone).unwrap()];
    let label = "l".repeat(60);
    let name = Box::leak(format!("{label}.{label}.{label}.{}.o.t", "l".repeat(50)).into_boxed_str());
    let response = ask(name, RecordType::TXT).at(&Authority { zones, manner: Manner::Honest });
    assert_eq!(response.rcode(), Rcode::YXDOMAIN);
}

#[test]
fn every_type_is_answered_to_any() {
    let response = ask("shop.example", RecordType::ANY).at(&authority());
    assert_eq!(response.answer().len(), 4);
}

#[test]
fn a_name_outside_the_zones_is_refused() {
    let zones = vec![Zone::parse("shop.example", SHOP).unwrap()];
    let response = ask("_amazonses.else.example", RecordType::TXT).at(&Authority { zones, manner: Manner::Honest });
    assert_eq!(response.rcode(), Rcode::REFUSED);
    assert!(!response.flags().is_authoritative());
    assert_eq!(response.message().header().questions, 1);
}

#[test]
fn another_class_is_refused() {
    let response = Query { class: Class::CH, ..ask("shop.example", RecordType::TXT) }.at(&authority());
    assert_eq!(response.rcode(), Rcode::REFUSED);
}

#[test]
fn a_zone_transfer_is_not_implemented() {
    let response = ask("shop.example", RecordType(252)).at(&authority());
    assert_eq!(response.rcode(), Rcode::NOTIMP);
}

#[test]
fn another_opcode_is_not_implemented_and_comes_back() {
    let response = Query { flags: Flags(0x2000), ..ask("shop.example", RecordType::SOA) }.at(&authority());
    assert_eq!(response.rcode(), Rcode::NOTIMP);
    assert_eq!(response.message().opcode(), Opcode::NOTIFY);
}

#[test]
fn a_damaged_query_with_an_id_is_a_format_error() {
    let query = ask("shop.example", RecordType::SOA).octets();
    for len in 12..query.len() {
        let response = Response(respond(&authority(), &query[..len], Transport::Udp).unwrap());
        assert_eq!(response.rcode(), Rcode::FORMERR);
        assert_eq!(response.message().header().id, 0x1234);
    }
}

#[test]
fn two_questions_are_a_format_error() {
    let mut query = ask("shop.example", RecordType::SOA).octets();
    query[5] = 2;
    query.extend_from_slice(&[0, 0, 1, 0, 1]);
    assert_eq!(Response(respond(&authority(), &query, Transport::Udp).unwrap()).rcode(), Rcode::FORMERR);
}

#[test]
fn what_is_no_query_has_no_response() {
    let query = ask("shop.example", RecordType::SOA).octets();
    assert_eq!(respond(&authority(), &query[..11], Transport::Udp), None);
    let response = respond(&authority(), &query, Transport::Udp).unwrap();
    assert_eq!(respond(&authority(), &response, Transport::Udp), None);
}

#[test]
fn edns_is_answered_where_it_was_asked() {
    assert!(ask("shop.example", RecordType::SOA).at(&authority()).edns().is_none());
    let response = Query { edns: Some((4096, 0, &[])), ..ask("shop.example", RecordType::SOA) }.at(&authority());
    let edns = response.edns().unwrap();
    assert_eq!((edns.udp_octets, edns.version, edns.flags), (1232, 0, 0x8000));
    assert_eq!(edns.options.iter().count(), 0);
}

#[test]
fn a_cookie_comes_back_with_the_servers_behind_it() {
    for options in
        [&[0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8][..], &[0, 10, 0, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9, 9]]
    {
        let response =
            Query { edns: Some((1232, 0, options)), ..ask("shop.example", RecordType::SOA) }.at(&authority());
        let options: Vec<EdnsOption<'_>> = response.edns().unwrap().options.iter().collect();
        assert_eq!((options.len(), options[0].code, options[0].octets.len()), (1, EdnsOption::COOKIE, 16));
        assert_eq!(options[0].octets[..8], [1, 2, 3, 4, 5, 6, 7, 8]);
    }
}

#[test]
fn a_cookie_of_no_cookies_length_is_a_format_error() {
    let query = Query { edns: Some((1232, 0, &[0, 10, 0, 2, 1, 2])), ..ask("shop.example", RecordType::SOA) };
    assert_eq!(query.at(&authority()).rcode(), Rcode::FORMERR);
}

#[test]
fn an_unknown_edns_version_is_badvers() {
    let response = Query { edns: Some((1232, 1, &[])), ..ask("shop.example", RecordType::SOA) }.at(&authority());
    assert_eq!(response.rcode(), Rcode::BADVERS);
    assert_eq!(response.edns().unwrap().version, 0);
    assert!(response.answer().is_empty());
}

#[test]
fn what_exceeds_512_octets_is_truncated_without_edns() {
    let response = ask("large.shop.example", RecordType::TXT).at(&authority());
    assert!(response.flags().is_truncated());
    assert!(response.answer().is_empty() && response.authority().is_empty());
    assert_eq!(response.message().header().questions, 1);
}

#[test]
fn what_exceeds_the_clients_size_is_truncated() {
    let response = Query { edns: Some((600, 0, &[])), ..ask("large.shop.example", RecordType::TXT) }.at(&authority());
    assert!(response.flags().is_truncated() && response.edns().is_some());
}

#[test]
fn a_client_size_under_512_means_512() {
    let query = Query { edns: Some((0, 0, &[])), ..ask("_amazonses.shop.example", RecordType::TXT) };
    assert!(!query.at(&authority()).flags().is_truncated());
}

#[test]
fn what_fits_the_clients_size_comes_whole() {
    let response = Query { edns: Some((1232, 0, &[])), ..ask("large.shop.example", RecordType::TXT) }.at(&authority());
    assert!(!response.flags().is_truncated());
    assert_eq!(response.answer().len(), 6);
}

#[test]
fn no_response_over_udp_exceeds_1232_octets() {
    let line = |number| format!("huge TXT \"{number}{}\"\n", "x".repeat(200));
    let zone = (0..8).map(line).fold(String::from("@ SOA a b 1 1 1 1 1\n"), |zone, line| zone + &line);
    let authority = Authority { zones: vec![Zone::parse("t", &zone).unwrap()], manner: Manner::Honest };
    let query = Query { edns: Some((4096, 0, &[])), ..ask("huge.t", RecordType::TXT) };
    assert!(query.at(&authority).flags().is_truncated());
}

#[test]
fn nothing_is_truncated_over_tcp() {
    let query = ask("large.shop.example", RecordType::TXT).octets();
    let response = Response(respond(&authority(), &query, Transport::Tcp).unwrap());
    assert!(!response.flags().is_truncated());
    assert_eq!(response.answer().len(), 6);
}

#[test]
fn the_silent_answer_nothing() {
    let query = ask("shop.example", RecordType::SOA).octets();
    for transport in [Transport::Udp, Transport::Tcp] {
        assert_eq!(respond(&behaving(Manner::Silent), &query, transport), None);
    }
}

#[test]
fn a_cache_has_the_records_and_no_authority() {
    let response = ask("_amazonses.shop.example", RecordType::TXT).at(&behaving(Manner::NotAuthoritative));
    assert!(!response.flags().is_authoritative() && response.flags().is_recursion_available());
    assert_eq!(response.answer().len(), 2);
}

#[test]
fn an_upward_referral_names_the_root() {
    let response = ask("_amazonses.shop.example", RecordType::TXT).at(&behaving(Manner::RefersUpward));
    assert!(!response.flags().is_authoritative() && response.answer().is_empty());
    assert_eq!(response.authority(), [". 518400 IN NS a.root-servers.net."]);
}

#[test]
fn those_who_refuse_and_those_who_fail_say_so_with_the_question() {
    for (manner, rcode) in [(Manner::RefusesAll, Rcode::REFUSED), (Manner::Fails, Rcode::SERVFAIL)] {
        let response = ask("_amazonses.shop.example", RecordType::TXT).at(&behaving(manner));
        assert_eq!((response.rcode(), response.message().header().questions), (rcode, 1));
    }
}

#[test]
fn a_cut_response_is_malformed() {
    let query = ask("_amazonses.shop.example", RecordType::TXT).octets();
    let response = respond(&behaving(Manner::CutsResponses), &query, Transport::Udp).unwrap();
    assert!(Message::read(&response).unwrap().validate().is_err());
}

#[test]
fn edns_is_rejected_with_a_bare_header_and_a_plain_query_answered() {
    let authority = behaving(Manner::RejectsEdns);
    let query = ask("_amazonses.shop.example", RecordType::TXT);
    assert_eq!(query.at(&authority).answer().len(), 2);
    let response = Query { edns: Some((1232, 0, &[])), ..query }.at(&authority);
    assert_eq!((response.rcode(), response.0.len()), (Rcode::FORMERR, 12));
}

#[test]
fn a_folded_question_is_in_lower_case() {
    let response = ask("_aMaZoNsEs.ShOp.example", RecordType::TXT).at(&behaving(Manner::FoldsCase));
    let question = response.message().question().unwrap().unwrap();
    assert_eq!(question.name.to_string(), "_amazonses.shop.example");
}

#[test]
fn without_tcp_only_udp_is_answered() {
    let query = ask("large.shop.example", RecordType::TXT);
    let authority = behaving(Manner::WithoutTcp);
    assert!(query.at(&authority).flags().is_truncated());
    assert_eq!(respond(&authority, &query.octets(), Transport::Tcp), None);
}

#[test]
fn where_nobody_listens_nothing_answers() {
    let query = ask("_amazonses.shop.example", RecordType::TXT).octets();
    for transport in [Transport::Udp, Transport::Tcp] {
        assert_eq!(respond(&behaving(Manner::Absent), &query, transport), None);
    }
}

/// Two copies of a zone behind one address.
fn taking_turns(manner: Manner) -> Authority {
    let copy = |record: &str| Zone::parse("t", &format!("@ SOA a b 1 7200 900 1209600 60\n{record}\n")).unwrap();
    Authority { zones: vec![copy("_x TXT token"), copy("")], manner }
}

#[test]
fn machines_that_share_an_address_answer_by_the_querys_id() {
    let answers = |authority: &Authority, id: u8| {
        let mut query = ask("_x.t", RecordType::TXT).octets();
        query[1] = id;
        Response(respond(authority, &query, Transport::Udp).unwrap()).answer().len()
    };
    let turns = taking_turns(Manner::TakesTurns);
    assert_eq!([0, 1, 2, 3].map(|id| answers(&turns, id)), [1, 0, 1, 0]);
    let first = taking_turns(Manner::Honest);
    assert_eq!([0, 1, 2, 3].map(|id| answers(&first, id)), [1; 4]);
}

#[test]
fn a_resolver_that_fails_to_validate_answers_where_it_need_not() {
    let validated = ask("_amazonses.shop.example", RecordType::TXT);
    let response = validated.at(&behaving(Manner::FailsToValidate));
    assert!(response.flags().is_recursion_available() && response.answer().is_empty());
    assert_eq!(response.rcode(), Rcode::SERVFAIL);
    let flags = Flags::default().with(Flags::CHECKING_DISABLED);
    let response = Query { flags, ..validated }.at(&behaving(Manner::FailsToValidate));
    assert!(response.flags().is_recursion_available() && !response.flags().is_authoritative());
    assert_eq!((response.rcode(), response.answer().len()), (Rcode::NOERROR, 2));
}
