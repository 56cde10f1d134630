//! What was typed against what it means.

use core::net::IpAddr;

use bytes::Bytes;
use clap::Parser;

use super::*;
use crate::check::FixedHost;
use crate::cli::arguments::{Arguments, Command};
use crate::cli::sources::NamedFile;

fn plan_of(typed: &[&str], sources: &Sources) -> Result<Plan, String> {
    let arguments = Arguments::try_parse_from([&["txtproof"], typed].concat()).map_err(|error| error.to_string())?;
    let plan = match arguments.command {
        Command::Check(arguments) => Plan::check(&arguments, sources),
        Command::Wait(arguments) => Plan::check(&arguments.check, sources),
        Command::Ns(arguments) => Plan::name_servers(&arguments, sources),
        Command::Txt(arguments) => Plan::show(&arguments, sources),
        Command::Decode(_) | Command::Demo(_) | Command::Mail(_) | Command::Providers(_) => panic!("nothing to plan"),
    };
    plan.map_err(|error| error.to_string())
}

fn plan(typed: &[&str]) -> Plan {
    plan_of(typed, &Sources::default()).unwrap()
}

fn refused(typed: &[&str]) -> String {
    plan_of(typed, &Sources::default()).unwrap_err()
}

fn expectation(typed: &[&str]) -> (String, Vec<Bytes>) {
    let Goal::Prove(expectations) = plan(typed).task.goal else { panic!("no check") };
    let [expectation] = expectations.try_into().unwrap();
    (expectation.name.to_string(), expectation.wanted.octets().to_vec())
}

#[test]
fn a_check_looks_for_the_record_of_ses_by_default() {
    let plan = plan(&["check", "Example.com.", "--expect", "x"]);
    assert_eq!(plan.task.domain.to_string(), "example.com");
    assert_eq!(plan.task.provider.map(|provider| provider.id), Some("ses"));
    assert_eq!((plan.task.port, plan.task.families), (53, Families::Both));
    assert_eq!((plan.task.require, plan.task.private_addresses), (Require::Half, PrivateAddresses::Skip));
    assert_eq!((plan.policy.tries, plan.policy.timeout), (3, Duration::from_secs(10)));
    assert_eq!(plan.policy.transports, Transports::UdpThenTcp);
    assert_eq!(expectation(&["check", "example.com", "--expect", "x"]).0, "_amazonses.example.com");
}

#[test]
fn every_option_reaches_its_place() {
    let typed = "check a.test --expect x --server 192.0.2.1 --server ns.test:54 -6 --port 5300 --tcp --timeout 1m30s \
                 --tries 2 --require all --allow-private --discover-via [2001:db8::1]:54";
    let Plan { task, policy, .. } = plan(&typed.split_whitespace().collect::<Vec<_>>());
    assert_eq!((task.families, task.port, task.require), (Families::Ipv6, 5300, Require::All));
    assert_eq!(task.private_addresses, PrivateAddresses::Ask);
    assert_eq!((policy.transports, policy.tries), (Transports::TcpOnly, 2));
    assert_eq!(policy.timeout, Duration::from_secs(90));
    assert!(matches!(task.start, Start::Recursive(resolver) if resolver == "[2001:db8::1]:54".parse().unwrap()));
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    assert!(matches!(task.servers[0], FixedServer { host: FixedHost::Address(typed), port: 5300 } if typed == address));
    assert!(
        matches!(&task.servers[1], FixedServer { host: FixedHost::Name(name), port: 54 } if name.label_count() == 2)
    );
}

#[test]
fn a_prefix_stands_in_for_the_provider() {
    let typed = ["check", "example.com", "--expect", "x", "--name", "_a.b"];
    assert_eq!(expectation(&typed).0, "_a.b.example.com");
    assert!(plan(&typed).task.provider.is_none());
    assert_eq!(expectation(&["check", "example.com", "--expect", "x", "--name", "@"]).0, "example.com");
}

#[test]
fn values_are_taken_octet_for_octet_and_each_once() {
    let typed = ["check", "a.test", "--expect", " -x\"", "--expect", "--json", "--expect", " -x\""];
    assert_eq!(expectation(&typed).1, [" -x\"", "--json"]);
}

#[test]
fn a_value_that_no_txt_record_holds_is_refused() {
    assert!(refused(&["check", "a.test", "--expect", ""]).starts_with("--expect '' is empty; "));
    let fits = "x".repeat(65_279);
    assert_eq!(expectation(&["check", "a.test", "--expect", &fits]).1[0].len() + 65_279_usize.div_ceil(255), 65_535);
    let told = refused(&["check", "a.test", "--expect", &"x".repeat(65_280)]);
    assert!(told.contains("has 65280 octets, and a TXT record holds at most 65279"), "{told}");
}

#[test]
fn a_bare_number_is_seconds_and_no_time_is_refused() {
    let timeout = |text| plan(&["ns", "a.test", "--timeout", text]).policy.timeout;
    assert_eq!(timeout("7"), Duration::from_secs(7));
    assert_eq!(timeout("0.5"), Duration::from_millis(500));
    assert_eq!(timeout("250ms"), Duration::from_millis(250));
    for text in ["0", "0s", "-1", "inf", "nan", "soon", ""] {
        assert!(refused(&["ns", "a.test", "--timeout", text]).ends_with("; right: --timeout 10s"), "{text}");
    }
}

fn pace(typed: &[&str]) -> Result<Pace, String> {
    let typed = [&["txtproof", "wait", "a.test", "--expect", "x"], typed].concat();
    let Command::Wait(arguments) = Arguments::try_parse_from(typed).unwrap().command else { panic!("no wait") };
    Pace::try_from(&arguments).map_err(|error| error.to_string())
}

#[test]
fn a_wait_takes_ten_minutes_and_pauses_of_five_seconds_at_first_unless_told() {
    let (interval, deadline) = (Duration::from_secs(5), Duration::from_secs(600));
    assert_eq!(pace(&[]), Ok(Pace { interval, deadline }));
    let (interval, deadline) = (Duration::from_millis(200), Duration::from_secs(5400));
    assert_eq!(pace(&["--interval", "0.2", "--deadline", "1h30m"]), Ok(Pace { interval, deadline }));
}

#[test]
fn a_wait_without_time_or_pauses_is_refused() {
    let told = pace(&["--interval", "99ms"]).unwrap_err();
    assert!(told.starts_with("--interval '99ms' is too short a pause; "), "{told}");
    assert!(pace(&["--interval", "0"]).unwrap_err().ends_with("; right: --interval 5s"));
    assert_eq!(
        pace(&["--deadline", "0s"]).unwrap_err(),
        "--deadline '0s' leaves no time to ask anything; right: --deadline 10m"
    );
    assert!(pace(&["--deadline", "-1"]).unwrap_err().contains("is no duration such as"));
}

#[test]
fn a_wait_takes_every_option_of_a_check() {
    let typed = "--server 192.0.2.1 --require all --any --timeout 3s --name _x";
    let plan = plan(&["wait", "a.test", "--expect", "x"].into_iter().chain(typed.split(' ')).collect::<Vec<_>>());
    assert_eq!((plan.task.servers.len(), plan.task.require), (1, Require::All));
    assert_eq!(plan.policy.timeout, Duration::from_secs(3));
}

#[test]
fn a_name_that_would_say_the_domain_twice_is_refused() {
    let told = refused(&["check", "a.test", "--expect", "x", "--name", "_x.A.test"]);
    assert_eq!(told, "--name '_x.A.test' ends in the domain; type only the labels in front of it; right: --name _x");
    let told = refused(&["check", "_amazonses.a.test", "--expect", "x"]);
    assert!(told.ends_with("begins with _amazonses already; type the domain alone; right: a.test"), "{told}");
}

#[test]
fn a_record_s_name_that_is_too_long_is_refused() {
    let label = "a".repeat(63);
    let domain = [&*label, &label, &label, &"a".repeat(55)].join(".");
    let told = refused(&["check", &domain, "--expect", "x"]);
    assert!(told.contains("cannot be used with _amazonses in front: the name is longer than 255 octets"), "{told}");
}

#[test]
fn txt_asks_one_server_as_nslookup_does_or_every_authority() {
    let Goal::Show { reading, record_type, .. } = plan(&["txt", "_x.a.test", "192.0.2.1"]).task.goal else { panic!() };
    assert_eq!((reading, record_type), (Reading::AsGiven, RecordType::TXT));
    let Goal::Show { reading, name, .. } = plan(&["txt", "*.a.test"]).task.goal else { panic!() };
    assert_eq!((reading, name.to_string().as_str()), (Reading::Authoritative, "*.a.test"));
}

#[test]
fn a_hints_file_is_named_with_the_line_that_is_wrong() {
    let file = |text: &str| Sources {
        root_hints: Some(NamedFile { path: "named.root".into(), octets: text.into() }),
        ..Sources::default()
    };
    let told = plan_of(&["ns", "a.test", "--root-hints", "named.root"], &file(". NS a.\na. A 192.0.2\n")).unwrap_err();
    let expected = "--root-hints 'named.root' cannot be used: line 2: the IPv4 address cannot be read; right: ";
    assert!(told.starts_with(expected), "{told}");
    let plan = plan_of(&["ns", "a.test"], &file(". NS a.\na. A 192.0.2.1\n")).unwrap();
    assert!(matches!(plan.task.start, Start::Root(hints) if hints.len() == 1));
}

#[test]
fn the_system_s_resolver_stands_in_for_its_name() {
    let sources = Sources { system_resolver: Some("192.0.2.53:53".parse().unwrap()), ..Sources::default() };
    let plan = plan_of(&["ns", "a.test", "--discover-via", "system"], &sources).unwrap();
    assert!(matches!(plan.task.start, Start::Recursive(resolver) if resolver == "192.0.2.53:53".parse().unwrap()));
}

#[test]
fn a_unicode_domain_is_asked_for_by_its_a_labels_and_kept_to_be_shown() {
    let plan = plan(&["check", "Bücher.example", "--expect", "x"]);
    assert_eq!(plan.task.domain.to_string(), "xn--bcher-kva.example");
    assert_eq!(plan.unicode.as_deref(), Some("bücher.example"));
}
