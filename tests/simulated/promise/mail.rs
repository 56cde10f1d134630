//! Mail: "it can be received" only where a public address was seen, "it cannot" never for want of an answer.

use core::net::IpAddr;
use core::time::Duration;

use txtproof::batch::BatchPolicy;
use txtproof::exchange::Transport;
use txtproof::proof::{Finding, Severity, Verdict};
use txtproof::wire::RecordType;

use super::{RTT, world};
use crate::simulated::link::Link;
use crate::simulated::network::POLICY;
use crate::simulated::random::SeedOfFailure;
use crate::simulated::run::Run;
use crate::simulated::world::World;

/// A domain whose zone has these lines, asked where its mail goes.
fn mail_world(lines: &str) -> (World, SeedOfFailure) {
    let (mut world, seed) = world(2);
    world.ask_for_mail();
    world.publish(lines);
    (world, seed)
}

/// The hosts that mail goes to, as the proof lists them: preference, first label, addresses.
fn listed(run: &Run) -> Vec<(u16, String, Vec<String>)> {
    let label = |host: &txtproof::wire::Name| String::from_utf8_lossy(host.labels().next().unwrap_or_default()).into();
    let addresses = |addresses: &[IpAddr]| addresses.iter().map(IpAddr::to_string).collect();
    let one = |it: &txtproof::proof::MailExchange| {
        (it.exchange.preference, label(&it.exchange.host), addresses(&it.addresses))
    };
    run.proof.exchanges.iter().map(one).collect()
}

#[test]
fn where_mail_goes_is_listed_by_preference_and_each_host_once() {
    let (mut world, _seed) = mail_world("a A 192.88.99.25\nb AAAA 2a00::26\nb A 192.88.99.26\n");
    let lines = ["@ MX 30 a\n@ MX 20 b\n@ MX 40 b\n@ MX 20 c\n", "@ MX 10 a\n@ MX 20 b\n"];
    for (server, lines) in world.domain_servers().iter_mut().zip(lines) {
        lines.clone_into(&mut server.records);
    }
    let run = world.prove();
    let addresses = |addresses: &[&str]| addresses.iter().map(ToString::to_string).collect::<Vec<_>>();
    let expected = [
        (10, "a".to_owned(), addresses(&["192.88.99.25"])),
        (20, "b".to_owned(), addresses(&["192.88.99.26", "2a00::26"])),
        (20, "c".to_owned(), addresses(&[])),
    ];
    assert_eq!(listed(&run), expected, "{}", run.findings());
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
}

#[test]
fn nothing_is_ever_sent_to_a_mail_server() {
    let (world, _seed) = mail_world("@ MX 10 a\n@ MX 20 b\n@ A 192.88.99.24\na A 192.88.99.25\nb A 10.1.2.25\n");
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
    for address in ["192.88.99.24", "192.88.99.25", "10.1.2.25"] {
        assert_eq!(run.sent_to(address.parse().expect("an address")).count(), 0, "{address}");
    }
}

/// Sixteen records of eighty octets do not fit a datagram.
#[test]
fn a_long_list_of_mail_servers_comes_over_tcp() {
    let label = |number: usize| format!("m{number:060}");
    let record = |number| format!("@ MX 10 {0}\n{0} A 192.88.99.25\n", label(number));
    let (world, _seed) = mail_world(&(0..16).map(record).collect::<String>());
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings()), (Verdict::Proven, String::new()));
    assert_eq!(run.proof.exchanges.len(), 16);
    let is_mx = |sent: &&crate::simulated::run::Sent| sent.question.record_type == RecordType::MX;
    let over_tcp = run.sent.iter().filter(is_mx).filter(|sent| sent.transport == Transport::Tcp).count();
    assert_eq!(over_tcp, 2, "once for each server: {:#?}", run.sent);
}

#[test]
fn no_address_that_the_internet_does_not_reach_lets_mail_arrive() {
    let addresses = [
        "0.0.0.0",
        "10.0.0.25",
        "100.64.0.25",
        "127.0.0.1",
        "169.254.1.1",
        "172.16.0.25",
        "192.0.2.25",
        "192.168.1.25",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.25",
        "fd00::25",
        "fe80::25",
        "2001:db8::25",
        "ff02::1",
    ];
    for text in addresses {
        let address: IpAddr = text.parse().expect("an address");
        let record_type = if address.is_ipv4() { "A" } else { "AAAA" };
        for lines in [format!("@ MX 10 a\na {record_type} {text}\n"), format!("@ {record_type} {text}\n")] {
            let (world, _seed) = mail_world(&lines);
            let run = world.prove();
            assert_eq!(run.proof.verdict, Verdict::Refuted, "{text}: {}", run.findings());
            assert_eq!(run.proof.findings[0].code.as_str(), "mail-exchange-private", "{text}");
        }
    }
}

/// The error of a domain whose zone has these lines.
fn error_of(lines: &str) -> Finding {
    let (world, _seed) = mail_world(lines);
    let mut run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Refuted, "{lines}: {}", run.findings());
    let finding = run.proof.findings.swap_remove(0);
    assert_eq!(finding.severity, Severity::Error, "{finding:?}");
    finding
}

#[test]
fn what_is_wrong_with_the_name_of_a_mail_server_is_told_in_its_own_words() {
    let name_it = |record_type| format!("Give the mail server a name with an {record_type} record");
    let address = "The MX record names the address";
    let appended = "the domain seems to be appended to";
    let cases = [
        ("@ MX 10 192.88.99.25.\n", format!("{address} 192.88.99.25,"), name_it("A")),
        ("@ MX 10 192.88.99.25\n", format!("{address} 192.88.99.25,"), name_it("A")),
        ("@ MX 10 [192.88.99.25].\n", format!("{address} 192.88.99.25,"), name_it("A")),
        ("@ MX 10 2a00::25.\n", format!("{address} 2a00::25,"), name_it("AAAA")),
        ("@ MX 10 2a00::25\n", format!("{address} 2a00::25,"), name_it("AAAA")),
        ("@ MX 10 mx.example.net\n", format!("{appended} mx.example.net."), "write \"mx.example.net.\"".to_owned()),
        ("@ MX 10 mx\n", "has no address, neither A nor AAAA".to_owned(), "Publish an A or AAAA record at".to_owned()),
        ("@ MX 0 .\n@ MX 10 .\n", "receives no mail".to_owned(), "one that names its mail server".to_owned()),
    ];
    for (lines, message, fix) in cases {
        let finding = error_of(lines);
        assert!(finding.message.contains(&message), "{lines}: {}", finding.message);
        assert!(finding.fix.contains(&fix), "{lines}: {}", finding.fix);
    }
}

#[test]
fn whose_name_is_looked_at_is_told_where_the_address_has_an_alias() {
    let (mut world, _seed) = mail_world("sub CNAME host\nhost MX 0 .\n");
    let host = format!("host.{}", world.domain);
    world.task.domain = world.task.domain.child(b"sub").expect("a short name");
    for (lines, rest) in [("host MX 0 .\n", "says that it receives no mail"), ("", "does not exist, say")] {
        world.publish(&format!("sub CNAME host\n{lines}"));
        let run = world.prove();
        let expected = format!("{} is an alias: {host} {rest}", world.task.domain);
        let message = &run.proof.findings[0].message;
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn a_domain_without_mx_records_and_addresses_is_no_host_for_its_own_mail() {
    let (world, _seed) = mail_world("www A 192.88.99.25\n");
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings().as_str()), (Verdict::Refuted, "error mail-no-exchange"));
    assert_eq!(listed(&run), []);
}

/// What seems to be a name with the domain appended may be a deep one that lacks its address.
#[test]
fn a_deep_name_without_an_address_may_be_meant_as_it_stands() {
    let finding = error_of("@ MX 10 mx.mail\n");
    assert!(finding.fix.contains("write \"mx.mail.\""), "{}", finding.fix);
    assert!(finding.fix.contains("or, if mx.mail."), "{}", finding.fix);
}

#[test]
fn a_name_that_says_that_it_is_an_address_is_not_looked_up() {
    for (host, last) in [("192.88.99.25.", "25"), ("[192.88.99.25].", "25]"), ("2a00::25.", "2a00::25")] {
        let (world, _seed) = mail_world(&format!("@ MX 10 {host}\n@ MX 20 a\na A 192.88.99.26\n"));
        let run = world.prove();
        let is_it = |sent: &&crate::simulated::run::Sent| sent.question.name.labels().last() == Some(last.as_bytes());
        assert_eq!(run.sent.iter().filter(is_it).count(), 0, "{host}: {:#?}", run.sent);
        let expected = (Verdict::Proven, "warning mail-exchange-without-address");
        assert_eq!((run.proof.verdict, run.findings().as_str()), expected, "{host}");
    }
}

/// Whatever the time, that of the batch is not exceeded, and what did not come in time is no evidence.
#[test]
fn where_the_time_is_over_mail_is_neither_said_to_arrive_nor_not_to() {
    let (mut world, _seed) = mail_world("");
    let elsewhere = world.add_zone_elsewhere(2);
    world.internet.zone(&elsewhere).servers.iter_mut().for_each(|server| server.link = Link::DEAD);
    world.publish(&format!("@ MX 10 mx1.{elsewhere}.\n"));
    world.domain_servers()[1].link = Link::DEAD;
    for milliseconds in [1, 20, 50, 70, 100, 200, 1_000, 2_000, 4_000, 5_000, 6_000, 8_000, 10_000, 20_000] {
        let timeout = Duration::from_millis(milliseconds);
        let run = world.network().prove_by(world.check(), BatchPolicy { timeout, ..POLICY });
        assert!(run.elapsed <= timeout, "{:?} of {timeout:?}", run.elapsed);
        assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{timeout:?}: {}", run.findings());
        assert!(run.findings().starts_with("error mail-not-found-out"), "{timeout:?}: {}", run.findings());
    }
}

#[test]
fn where_the_time_is_over_before_all_servers_have_spoken_what_one_has_said_is_told() {
    let (mut world, _seed) = mail_world("@ MX 10 mx1\nmx1 A 192.88.99.25\n");
    world.domain_servers()[1].link = Link::DEAD;
    let timeout = Duration::from_secs(2);
    let run = world.network().prove_by(world.check(), BatchPolicy { timeout, ..POLICY });
    assert_eq!(run.proof.verdict, Verdict::Inconclusive, "{}", run.findings());
    assert_eq!(listed(&run), [(10, "mx1".to_owned(), Vec::new())]);
    assert!(run.proof.findings[0].message.contains("the time was over"), "{:?}", run.proof.findings[0]);
}

/// Its zone is known, and nobody above it is asked once more.
#[test]
fn a_domain_without_mx_records_is_asked_for_its_own_addresses_by_its_own_servers() {
    let (mut world, _seed) = mail_world("@ A 192.88.99.25\n");
    let run = world.prove();
    assert_eq!((run.proof.verdict, run.findings().as_str()), (Verdict::Proven, "note mail-implicit-mx"));
    let own = world.domain_addresses();
    let is_address = |kind| matches!(kind, RecordType::A | RecordType::AAAA);
    let asked = run.sent.iter().filter(|sent| is_address(sent.question.record_type));
    let asked = asked.filter(|sent| sent.question.name == world.task.domain).map(|sent| sent.server.ip());
    let (asked, others): (Vec<IpAddr>, Vec<IpAddr>) = asked.partition(|address| own.contains(address));
    assert_eq!((asked.len(), others), (2, vec![]), "{:#?}", run.sent);
}

#[test]
fn mail_servers_take_a_round_trip_more_than_the_domain_s_own() {
    let (world, _seed) = mail_world("@ MX 10 mx1\nmx1 A 192.88.99.25\n");
    let run = world.prove();
    assert_eq!(run.proof.verdict, Verdict::Proven, "{}", run.findings());
    // Root, top-level domain, the zone's own list, the MX record, the address.
    assert!(run.elapsed <= 6 * RTT, "{:?}", run.elapsed);
}
