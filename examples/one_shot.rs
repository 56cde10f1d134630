//! One domain checked from the root down, and what came of it: the shortest way to a verdict.
//!
//! What is asked here is a small internet on 127.0.0.1, in which the second name server has got the token in lower case.
//! For the real one, leave out `small_internet`, `start`, `private_addresses` and `redirects`.

use std::error::Error;
use std::net::IpAddr;

use txtproof::batch::BatchPolicy;
use txtproof::check::{Check, Expectation, Goal, Hint, PrivateAddresses, Start, Task};
use txtproof::demo::{Authority, Internet, Manner, ServerSpec, Zone};
use txtproof::net::{NetOptions, OsRandom, Redirects, prove};
use txtproof::proof::{Code, Proof, Verdict};
use txtproof::provider::Provider;
use txtproof::wire::Name;

const TOKEN: &str = "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=";

/// From a documentation range, so that nobody real is meant.
const ROOT_SERVER: &str = "192.0.2.1";

fn main() -> Result<(), Box<dyn Error>> {
    let internet = small_internet()?;

    // What is to be proven: that Amazon SES finds its token.
    let domain: Name = "shop.example".parse()?;
    let provider = Provider::find("ses").ok_or("the catalogue has no such provider")?;
    let expectations = Expectation::of_provider(provider, &domain, &[TOKEN.into()], &[])?;

    // Whom to ask: the name servers of the delegation, which is looked for from the root.
    let root = Hint { name: "ns.root".parse()?, addresses: vec![ROOT_SERVER.parse()?] };
    let task = Task {
        provider: Some(provider),
        start: Start::Root(vec![root]),
        private_addresses: PrivateAddresses::Ask,
        ..Task::new(domain, Goal::Prove(expectations))
    };

    // How: over sockets. An error is this machine's; what servers do wrong is told by the proof.
    let redirects = Redirects::Only(internet.redirects().clone());
    let options = NetOptions { redirects, ..NetOptions::default() };
    let check = Check::new(task, OsRandom::new()?.seed()?);
    let proof = prove(check, BatchPolicy::default(), options)?;

    print(&proof);
    assert_eq!(proof.verdict, Verdict::Refuted);
    assert!(proof.findings.iter().any(|finding| finding.code == Code::ValueLowercased));
    Ok(())
}

fn print(proof: &Proof) {
    println!("{}: {}", proof.domain, proof.verdict.as_str());
    for row in &proof.servers {
        let names: Vec<String> = row.names.iter().map(ToString::to_string).collect();
        println!("  {} ({}), {}: {}", names.join(", "), row.address, row.name_asked, row.outcome.as_str());
    }
    for finding in &proof.findings {
        println!("{}: {}", finding.severity.as_str(), finding.code.as_str());
        println!("  {}\n  fix: {}", finding.message, finding.fix);
    }
}

/// A root server and two of `shop.example`, answering until the value is dropped.
fn small_internet() -> Result<Internet, Box<dyn Error>> {
    let root = "@ SOA ns.root hostmaster 1 7200 900 1209600 300\n\
                @ NS ns.root\n\
                ns.root A 192.0.2.1\n\
                shop.example NS ns1.shop.example\n\
                shop.example NS ns2.shop.example\n\
                ns1.shop.example A 198.51.100.1\n\
                ns2.shop.example A 203.0.113.1\n";
    let servers = [
        server(ROOT_SERVER.parse()?, ".", root)?,
        server("198.51.100.1".parse()?, "shop.example", &shop(TOKEN))?,
        server("203.0.113.1".parse()?, "shop.example", &shop(&TOKEN.to_lowercase()))?,
    ];
    Ok(Internet::start(servers.into())?)
}

fn shop(token: &str) -> String {
    format!(
        "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n\
         @ NS ns1\n\
         @ NS ns2\n\
         ns1 A 198.51.100.1\n\
         ns2 A 203.0.113.1\n\
         _amazonses TXT \"{token}\"\n"
    )
}

fn server(address: IpAddr, origin: &str, records: &str) -> Result<ServerSpec, Box<dyn Error>> {
    let zones = vec![Zone::parse(origin, records)?];
    Ok(ServerSpec { addresses: vec![address], authority: Authority { zones, manner: Manner::Honest } })
}
