//! What a query looks like on the wire.

use super::*;

fn first(policy: Policy, question: Question) -> Query {
    let mut exchange = Exchange::new(question, ([192, 0, 2, 1], 53).into(), policy, ServerState::default());
    fetch(&mut exchange, Instant::ZERO, Instant::ZERO, &mut SplitMix64(3)).unwrap()
}

#[test]
fn the_first_query_has_edns_of_1232_octets_and_a_client_cookie_and_nothing_else() {
    let query = first(policy(), txt_question());
    let edns = query.edns().unwrap();
    assert_eq!((edns.udp_octets, edns.version, edns.flags), (1232, 0, 0));
    assert_eq!(edns.options.iter().count(), 1);
    assert_eq!(query.cookie().unwrap().len(), 8);
    let header = *query.message().header();
    assert_eq!((header.flags, header.questions, header.answers, header.authorities), (Flags::default(), 1, 0, 0));
    assert_eq!(query.message().validate(), Ok(0));
    let question = query.message().question().unwrap().unwrap();
    assert_eq!(
        (question.name.to_name(), question.record_type, question.class),
        (name("_AMAZONSES.example.com"), RecordType::TXT, Class::IN)
    );
}

#[test]
fn only_resolvers_are_asked_to_look_further() {
    let desired = Policy { recursion: Recursion::Desired, ..policy() };
    let unchecked = Policy { recursion: Recursion::DesiredUnchecked, ..policy() };
    let flags = |policy| first(policy, txt_question()).message().header().flags.0;
    // They say whether an answer is authentic where the question has the bit for it.
    assert_eq!(flags(desired), Flags::RECURSION_DESIRED | Flags::AUTHENTIC_DATA);
    assert_eq!(flags(unchecked), Flags::RECURSION_DESIRED | Flags::CHECKING_DISABLED);
    assert_eq!(flags(policy()), 0);
}

#[test]
fn a_query_over_tcp_stands_behind_its_length_and_is_plain() {
    let query = first(tcp_only(), txt_question());
    assert_eq!(query.transport, Transport::Tcp);
    assert!(!query.has_edns());
}

#[test]
fn the_longest_name_fits() {
    let label = "x".repeat(63);
    let longest = name(&[&label[..], &label, &label, &label[..61]].join("."));
    assert_eq!(longest.octets().len(), 255);
    let query = first(policy(), Question::new(longest.clone(), RecordType::TXT));
    assert_eq!(query.name(), longest);
    assert!(query.name().octets()[1..].iter().any(u8::is_ascii_uppercase));
}

#[test]
fn each_letter_has_a_coin_of_its_own() {
    struct EverySecondBit;
    impl Random for EverySecondBit {
        fn fill(&mut self, octets: &mut [u8]) {
            octets.fill(0b1010_1010);
        }
    }
    let mut exchange = Exchange::new(txt_question(), ([192, 0, 2, 1], 53).into(), policy(), ServerState::default());
    let mut buffer = [0; MAX_TRANSMIT_OCTETS];
    exchange.poll_transmit(Instant::ZERO, &mut EverySecondBit, &mut buffer).unwrap();
    assert_eq!(exchange.question().name.to_string(), "_aMaZoNsEs.ExAmPlE.cOm");
}

#[test]
fn the_path_is_the_policy_s() {
    let mut buffer = [0; MAX_TRANSMIT_OCTETS];
    let policy = Policy { path: Path::Pool(16), ..policy() };
    let mut exchange = Exchange::new(txt_question(), ([192, 0, 2, 1], 53).into(), policy, ServerState::default());
    let transmit = exchange.poll_transmit(Instant::ZERO, &mut SplitMix64(3), &mut buffer).unwrap();
    assert_eq!(transmit.path, Path::Pool(16));
}

#[test]
fn an_exchange_is_small() {
    // A bulk run holds thousands.
    assert!(size_of::<Exchange>() <= 512, "{}", size_of::<Exchange>());
}
