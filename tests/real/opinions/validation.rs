//! DNSSEC, end to end: Knot signs the root, the top-level domain and the domain; Unbound validates from the root's key.

use super::*;
use crate::real::keys::Vouched;
use crate::real::program::txtproof;

/// The domain's zone, signed and published with whatever DS records the test chooses from that of its key.
struct Signed {
    internet: Internet,
    wanted: Wanted,
    resolver: Unbound,
}

impl Signed {
    fn publish(parent: impl FnOnce(&str, Vouched) -> Vec<Vouched>) -> Self {
        let mut plan = Plan::for_validators();
        let wanted = Wanted::drawn(&mut plan);
        let servers = plan.two_name_servers(&wanted.domain);
        let (zone, vouched) = plan.sign(wanted.zone());
        for vouched in parent(&wanted.domain, vouched) {
            plan.register(&wanted.domain, vouched.record(&wanted.domain));
        }
        plan.publish(&zone, &servers);
        Self::open(plan, wanted)
    }

    fn open(plan: Plan, wanted: Wanted) -> Self {
        let mut internet = plan.open();
        let resolver = internet.resolver();
        Self { internet, wanted, resolver }
    }

    /// Has the resolver look for the record before its server has it, and checks when it has.
    fn check_remembered(&self, server: &NameServer) -> CheckReport {
        self.resolver.look_for(&self.wanted.record_name());
        reload(&self.internet, server, self.wanted.zone());
        wait_until_published(&self.internet, &self.wanted, &self.wanted.token);
        self.check()
    }

    fn check(&self) -> CheckReport {
        check_and_ask(&self.wanted, &self.internet, &self.resolver)
    }

    /// As [`Self::check`], for people.
    fn told(&self) -> String {
        let arguments = ["--expect", &self.wanted.token, "--allow-private", "--also-ask", &self.resolver.address()];
        txtproof(&self.internet.arguments("check", &self.wanted.domain, &arguments)).stdout
    }
}

#[test]
#[ignore = "needs knot and unbound"]
fn a_chain_that_holds_is_no_finding_and_the_resolver_says_that_it_is_authentic() {
    let signed = Signed::publish(|_, vouched| vec![vouched]);
    let report = signed.check();
    report.assert_proven_plainly();
    assert_seen(&report, &signed.resolver, "match", TTL);
    assert_authenticated(&report, &signed.resolver, true);
    assert!(signed.told().contains("validated (AD)"), "{}", signed.told());
}

#[test]
#[ignore = "needs knot and unbound"]
fn a_stale_ds_is_told_by_the_key_tags_and_by_the_resolver() {
    let mut tags = None;
    let signed = Signed::publish(|domain, present| {
        let stale = stale_ds(domain, &present);
        tags = Some((stale.tag, present.tag));
        vec![stale]
    });
    let report = signed.check();
    report.assert_proven();
    assert_eq!(report.codes(), ["dnssec-broken"; 2], "{}", report.told());
    let (stale, present) = tags.expect("the zone was published");
    vouched::assert_tags(&report, &signed.wanted.domain, stale, &present.to_string());
    assert_fails(&report, &signed);
}

/// The first DS matches no key, the second does: as in a rollover.
#[test]
#[ignore = "needs knot and unbound"]
fn a_stale_ds_beside_the_present_one_is_no_finding() {
    let signed = Signed::publish(|domain, present| vec![stale_ds(domain, &present), present]);
    let report = signed.check();
    report.assert_proven_plainly();
    assert_authenticated(&report, &signed.resolver, true);
}

/// The tag is right, the digest is another key's: only who validates sees it.
#[test]
#[ignore = "needs knot and unbound"]
fn a_ds_of_the_right_tag_alone_is_told_by_the_resolver() {
    let signed = Signed::publish(|_, present| vec![present.with_other_digest()]);
    let report = signed.check();
    report.assert_proven();
    assert_eq!(report.codes(), ["dnssec-broken"], "{}", report.told());
    assert_fails(&report, &signed);
}

/// The zone is signed, and the parent vouches for nothing: nobody validates it, and nobody fails.
#[test]
#[ignore = "needs knot and unbound"]
fn a_signed_zone_without_a_ds_is_no_finding() {
    let signed = Signed::publish(|_, _| Vec::new());
    let report = signed.check();
    report.assert_proven_plainly();
    assert_seen(&report, &signed.resolver, "match", TTL);
    assert_authenticated(&report, &signed.resolver, false);
}

/// An absence that the zone's servers have signed is remembered like any other.
#[test]
#[ignore = "needs knot and unbound"]
fn a_validated_absence_in_a_resolver_is_told_with_the_seconds_left() {
    let mut plan = Plan::for_validators();
    let wanted = Wanted::drawn(&mut plan);
    let [server] = plan.name_servers(&wanted.domain);
    let (zone, vouched) = plan.sign(wanted.bare_zone());
    plan.register(&wanted.domain, vouched.record(&wanted.domain));
    plan.publish(&zone, std::slice::from_ref(&server));
    let signed = Signed::open(plan, wanted);
    let report = signed.check_remembered(&server);
    report.assert_proven();
    assert_eq!(report.codes(), ["resolver-behind"], "{}", report.told());
    assert_seen(&report, &signed.resolver, "nxdomain", NEGATIVE_TTL);
    assert_authenticated(&report, &signed.resolver, true);
}

/// Without validation, the resolver remembers the absence; with it, it sees nothing at all.
#[test]
#[ignore = "needs knot and unbound"]
fn a_broken_chain_is_told_by_a_resolver_that_remembers_an_absence() {
    let mut plan = Plan::for_validators();
    let wanted = Wanted::drawn(&mut plan);
    let [server] = plan.name_servers(&wanted.domain);
    let (_, vouched) = plan.sign(wanted.bare_zone());
    plan.register(&wanted.domain, vouched.record(&wanted.domain));
    plan.publish(&wanted.bare_zone(), std::slice::from_ref(&server));
    let signed = Signed::open(plan, wanted);
    let report = signed.check_remembered(&server);
    report.assert_proven();
    assert_eq!(report.codes(), ["dnssec-broken"; 2], "{}", report.told());
    assert_fails(&report, &signed);
}

on_every_software! {
    a_domain_that_moved_and_left_its_ds_behind_is_told_by_both,
}

/// The new DNS provider does not sign, the registry still has the DS of the old one.
fn a_domain_that_moved_and_left_its_ds_behind_is_told_by_both(software: Software) {
    let mut plan = Plan::for_validators();
    let wanted = Wanted::drawn(&mut plan);
    let [server] = plan.name_servers(&wanted.domain);
    let (_, vouched) = plan.sign(wanted.zone());
    plan.delegate(&wanted.domain, std::slice::from_ref(&server));
    plan.register(&wanted.domain, vouched.record(&wanted.domain));
    plan.serve_on(software, &server, &[wanted.zone().with_server(&server)]);
    let signed = Signed::open(plan, wanted);
    let report = signed.check();
    report.assert_proven();
    assert_eq!(report.codes(), ["dnssec-broken"; 2], "{}", report.told());
    vouched::assert_tags(&report, &signed.wanted.domain, vouched.tag, "none");
    assert_fails(&report, &signed);
}

/// The resolver fails unless it is told not to validate.
fn assert_fails(report: &CheckReport, signed: &Signed) {
    let Signed { wanted, resolver, .. } = signed;
    let row = report.resolver(&resolver.address());
    assert_eq!(row["outcome"], "servfail", "{}", report.told());
    assert_authenticated(report, resolver, false);
    let (ip, name) = (resolver.ip(), wanted.record_name());
    let message = format!("The resolver {ip} fails on {name} unless it is told not to validate (CD=1).");
    assert!(report.messages("dnssec-broken").any(|told| told == message), "no {message:?}: {}", report.told());
}

/// What vouches for a key that the zone has no more.
fn stale_ds(domain: &str, present: &Vouched) -> Vouched {
    let another = || crate::real::keys::Keys::new().generate(domain);
    std::iter::repeat_with(another).find(|stale| stale.tag != present.tag).expect("tags differ sooner or later")
}
