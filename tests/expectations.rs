//! What a check finds for records of every kind, without sockets: its orders go straight to embedded authorities.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use txtproof::check::{Check, Expectation, FixedHost, FixedServer, Goal, Order, Task, Wanted};
use txtproof::demo::{Authority, Manner, Zone};
use txtproof::exchange::{Facts, Transport};
use txtproof::proof::{Code, Exchange, Finding, Proof, Severity, Verdict};
use txtproof::provider::Provider;
use txtproof::wire::{Class, Encoder, Flags, Name, Question, RecordType};

const APEX: &str = "@ SOA ns1 hostmaster 1 7200 900 1209600 60\n@ NS ns1\n";

/// A server for each zone text, and what is expected of them.
struct Case {
    authorities: Vec<Authority>,
    provider: Option<&'static Provider>,
    expectations: Vec<Expectation>,
}

impl Case {
    fn new(zones: &[&str], expectations: Vec<Expectation>) -> Self {
        let zone = |text: &&str| Zone::parse("shop.example", &format!("{APEX}{text}\n")).expect("a zone");
        let authority = |text| Authority { zones: vec![zone(text)], manner: Manner::Honest };
        Self { authorities: zones.iter().map(authority).collect(), provider: None, expectations }
    }

    /// The records of a provider, in one zone.
    fn of_provider(zone: &str, id: &str, values: &[&str], words: &[(&str, &str)]) -> Self {
        let provider = Provider::find(id).expect("it is in the catalogue");
        let values: Vec<_> = values.iter().map(|value| value.as_bytes().to_vec().into()).collect();
        let words: Vec<_> = words.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        let made = Expectation::of_provider(provider, &name("shop.example"), &values, &words).expect("it is made");
        Self { provider: Some(provider), ..Self::new(&[zone], made) }
    }

    /// The proof, and every question that was put to a server.
    fn prove(self) -> (Proof, Vec<(SocketAddr, Question)>) {
        let mut check = Check::new(self.task(), 7);
        let mut asked = Vec::new();
        // Ends: every order is answered at once, and a check asks a bounded number of questions.
        loop {
            if let Some(proof) = check.poll_proof() {
                return (proof, asked);
            }
            let order = check.poll_order().expect("a check that is not over asks something");
            asked.push((order.server, order.question.clone()));
            check.handle_answer(order.ticket, Ok(self.answer(&order)), Facts::default());
        }
    }

    fn task(&self) -> Task {
        let server = |index| FixedServer { host: FixedHost::Address(address(index)), port: 53 };
        Task {
            provider: self.provider,
            servers: (0..self.authorities.len()).map(server).collect(),
            ..Task::new(name("shop.example"), Goal::Prove(self.expectations.clone()))
        }
    }

    fn answer(&self, order: &Order) -> bytes::Bytes {
        let index = (0..self.authorities.len()).find(|index| address(*index) == order.server.ip());
        let mut buffer = [0; 512];
        let mut query = Encoder::new(&mut buffer, 7, Flags::default()).expect("room");
        query.question(order.question.name.to_ref(), order.question.record_type, Class::IN).expect("room");
        let mut buffer = vec![0; 65_535];
        let authority = &self.authorities[index.expect("one of the servers is asked")];
        let response = authority.respond(query.finish(), Transport::Tcp, &mut buffer);
        bytes::Bytes::copy_from_slice(response.expect("it answers"))
    }
}

fn address(index: usize) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, u8::try_from(index).expect("few servers")).into()
}

fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

fn target(owner: &str, target: &str) -> Expectation {
    Expectation::new(name(owner), Wanted::Targets(vec![name(target)]))
}

fn exchange(owner: &str, preference: u16, host: &str) -> Expectation {
    Expectation::new(name(owner), Wanted::Exchanges(vec![Exchange { preference, host: name(host) }]))
}

fn text(owner: &str, value: &str) -> Expectation {
    Expectation::new(name(owner), Wanted::Octets(vec![value.as_bytes().to_vec().into()]))
}

/// `CODE SEVERITY EXPECTED FOUND` of each finding, the cause first.
fn told(proof: &Proof) -> Vec<String> {
    let value = |value: &Option<_>| value.as_ref().map_or("-".to_owned(), ToString::to_string);
    let one = |it: &Finding| {
        let (expected, found) = (value(&it.expected), value(&it.found));
        format!("{} {} {expected} | {found}", it.severity.as_str(), it.code.as_str())
    };
    // How long resolvers remember is another story.
    let is_told = |it: &&Finding| it.code != Code::NegativeCached;
    proof.findings.iter().filter(is_told).map(one).collect()
}

/// Asserts the verdict and the findings.
fn assert_told(case: Case, verdict: Verdict, expected: &[&str]) {
    let (proof, _) = case.prove();
    assert_eq!((proof.verdict, told(&proof)), (verdict, expected.iter().map(ToString::to_string).collect()));
}

const WANTED: &str = "verify.shop.example";

#[test]
fn a_cname_is_proven_by_its_target_whatever_its_case() {
    let case = |zone| Case::new(&[zone], vec![target(WANTED, "t.example.net")]);
    assert_told(case("verify CNAME T.Example.NET."), Verdict::Proven, &[]);
    let other = "error value-other t.example.net | u.example.net";
    assert_told(case("verify CNAME u.example.net."), Verdict::Refuted, &[other]);
    let appended = "error value-domain-appended t.example.net | t.example.net.shop.example";
    assert_told(case("verify CNAME t.example.net"), Verdict::Refuted, &[appended]);
    assert_told(case("verify TXT x"), Verdict::Refuted, &["error record-missing t.example.net | -"]);
    assert_told(case(""), Verdict::Refuted, &["error name-missing t.example.net | -"]);
}

#[test]
fn addresses_in_the_place_of_a_cname_are_told_from_nothing_at_all() {
    for zone in ["verify A 192.0.2.1", "verify AAAA 2001:db8::1", "verify A 192.0.2.1\nverify TXT x"] {
        let case = Case::new(&[zone], vec![target(WANTED, "t.example.net")]);
        assert_told(case, Verdict::Refuted, &["error name-flattened t.example.net | -"]);
    }
}

#[test]
fn a_record_below_the_domain_twice_is_found_whatever_its_type() {
    let cname = Case::new(&["verify.shop.example CNAME t.test."], vec![target(WANTED, "t.test")]);
    let expected = ["error name-domain-appended t.test | t.test", "error name-missing t.test | -"];
    assert_told(cname, Verdict::Refuted, &expected);
    let mx = Case::new(&["verify.shop.example MX 10 m.test."], vec![exchange(WANTED, 10, "m.test")]);
    let expected = ["error name-domain-appended 10 m.test | 10 m.test", "error name-missing 10 m.test | -"];
    assert_told(mx, Verdict::Refuted, &expected);
}

#[test]
fn an_mx_is_its_exact_preference_and_its_host() {
    let case = |zone| Case::new(&[zone], vec![exchange(WANTED, 10, "m.test")]);
    assert_told(case("verify MX 10 M.Test."), Verdict::Proven, &[]);
    assert_told(case("verify MX 1 m.test."), Verdict::Refuted, &["error value-mistyped 10 m.test | 1 m.test"]);
    let appended = "error value-domain-appended 10 m.test | 10 m.test.shop.example";
    assert_told(case("verify MX 10 m.test"), Verdict::Refuted, &[appended]);
    let beside = "note extra-value 10 m.test | 20 n.test";
    assert_told(case("verify MX 10 m.test.\nverify MX 20 n.test."), Verdict::Proven, &[beside]);
}

#[test]
fn servers_that_differ_in_a_target_are_told_apart() {
    let zones = ["verify CNAME t.test.", "verify CNAME t.test"];
    let expected = ["error servers-disagree - | -", "error value-domain-appended t.test | t.test.shop.example"];
    assert_told(Case::new(&zones, vec![target(WANTED, "t.test")]), Verdict::Refuted, &expected);
}

const TOKEN: &str = "qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a";

#[test]
fn a_token_of_ses_dkim_stands_in_the_name_and_in_the_target() {
    let right = format!("{TOKEN}._domainkey CNAME {TOKEN}.dkim.amazonses.com.");
    assert_told(Case::of_provider(&right, "ses-dkim", &[TOKEN], &[]), Verdict::Proven, &[]);
    let (proof, _) = Case::of_provider(&right, "ses-dkim", &[TOKEN, "short"], &[]).prove();
    assert_eq!(proof.verdict, Verdict::Refuted);
    assert!(told(&proof)[0].starts_with("error value-malformed short.dkim.amazonses.com"), "{:?}", told(&proof));
    let verdicts: Vec<_> = proof.records.iter().map(|record| record.verdict).collect();
    assert_eq!(verdicts, [Verdict::Proven, Verdict::Refuted]);
}

#[test]
fn a_mail_from_domain_has_one_mx_and_one_policy() {
    const MX: &str = "bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.";
    const SPF: &str = r#"bounce TXT "v=spf1 include:amazonses.com ~all""#;
    let words = [("subdomain", "bounce"), ("region", "eu-west-1")];
    let case = |lines: &[&str]| Case::of_provider(&lines.join("\n"), "ses-mail-from", &[], &words);
    assert_told(case(&[MX, SPF]), Verdict::Proven, &[]);
    assert_told(case(&[MX, r#"bounce TXT "v=spf1 a +include:amazonses.com -all""#]), Verdict::Proven, &[]);
    assert_told(case(&[MX, SPF, "bounce TXT other"]), Verdict::Proven, &[]);
    let two = "error extra-value 10 feedback-smtp.eu-west-1.amazonses.com | 20 m.test";
    assert_told(case(&[MX, SPF, "bounce MX 20 m.test."]), Verdict::Refuted, &[two]);
    let two = "error extra-value v=spf1 include:amazonses.com ~all | v=spf1 -all";
    assert_told(case(&[MX, SPF, r#"bounce TXT "v=spf1 -all""#]), Verdict::Refuted, &[two]);
    let without = "error value-other v=spf1 include:amazonses.com ~all | v=spf1 -all";
    assert_told(case(&[MX, r#"bounce TXT "v=spf1 -all""#, "bounce TXT other"]), Verdict::Refuted, &[without]);
    let nothing = "error record-missing v=spf1 include:amazonses.com ~all | -";
    assert_told(case(&[MX]), Verdict::Refuted, &[nothing]);
}

/// A policy of the domain's own says nothing of the MAIL FROM domain's.
#[test]
fn a_policy_at_the_domain_itself_is_not_taken_for_a_misplaced_one() {
    let zone = "bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.\n@ TXT \"v=spf1 include:amazonses.com ~all\"";
    let words = [("subdomain", "bounce"), ("region", "eu-west-1")];
    let case = Case::of_provider(zone, "ses-mail-from", &[], &words);
    let expected = ["error record-missing v=spf1 include:amazonses.com ~all | -"];
    assert_told(case, Verdict::Refuted, &expected);
}

#[test]
fn a_value_that_is_none_of_the_provider_is_the_first_cause_and_beside_a_proof_a_warning() {
    let case = |zone| Case::of_provider(zone, "google", &["Qm3vX8pLr2"], &[]);
    let (proof, _) = case("@ TXT google-site-verification=Qm3vX8pLr2").prove();
    assert!(told(&proof)[0].starts_with("error value-malformed Qm3vX8pLr2 | -"), "{:?}", told(&proof));
    let message = &proof.findings[0].message;
    assert!(message.contains("it does not begin with \"google-site-verification=\""), "{message}");
    assert_told(case("@ TXT Qm3vX8pLr2"), Verdict::Proven, &["warning value-malformed Qm3vX8pLr2 | -"]);
}

#[test]
fn a_name_server_holds_if_it_holds_every_record() {
    let wanted = || vec![text("a.shop.example", "x"), text("b.shop.example", "x")];
    let (proof, _) = Case::new(&["a TXT x", "b TXT x"], wanted()).prove();
    assert_eq!((proof.name_servers.listed, proof.name_servers.answered, proof.name_servers.held), (2, 2, 0));
    let (proof, _) = Case::new(&["a TXT x\nb TXT x", "b TXT x"], wanted()).prove();
    assert_eq!((proof.name_servers.listed, proof.name_servers.answered, proof.name_servers.held), (2, 2, 1));
}

#[test]
fn two_records_that_lead_to_one_question_have_one_row() {
    let zone = "a CNAME c\nb CNAME c\nc TXT x\nc TXT y";
    let (proof, _) = Case::new(&[zone], vec![text("a.shop.example", "x"), text("b.shop.example", "y")]).prove();
    assert_eq!(proof.verdict, Verdict::Proven);
    let row = proof.servers.iter().find(|row| row.name_asked == name("c.shop.example")).expect("a row for c");
    assert_eq!((proof.servers.len(), row.outcome.as_str()), (3, "match"));
    assert!(row.answers.iter().all(|answer| answer.is_expected), "{:?}", row.answers);
}

#[test]
fn what_another_record_s_row_shows_is_not_asked_again() {
    let wanted = vec![text("_x.shop.example", "misplaced"), text("shop.example", "own")];
    let (proof, asked) = Case::new(&["@ TXT own\n@ TXT misplaced"], wanted).prove();
    assert_eq!(told(&proof)[0], "error name-at-apex misplaced | misplaced");
    let apex = |asked: &&(_, Question)| asked.1 == Question::new(name("shop.example"), RecordType::TXT);
    assert_eq!(asked.iter().filter(apex).count(), 1);
}

#[test]
fn the_search_for_many_records_stays_within_its_bound_and_says_so() {
    let wanted = (0..32).map(|number| target(&format!("_n{number}.shop.example"), "t.test")).collect();
    let (proof, asked) = Case::new(&[""], wanted).prove();
    assert_eq!(proof.verdict, Verdict::Refuted);
    assert!(asked.len() <= 32 + 1 + 60, "{}", asked.len());
    let is_limit = |it: &&Finding| it.code.as_str() == "limit-reached" && it.severity == Severity::Warning;
    assert_eq!(proof.findings.iter().filter(is_limit).count(), 1);
}
