//! Records of other kinds than TXT, several of them, and values that no provider hands out.

use txtproof::check::{Expectation, Goal, Wanted};
use txtproof::proof::Exchange;
use txtproof::wire::RecordType;

use super::{Case, proven, refuted};
use crate::simulated::response::MadeUp;
use crate::simulated::twist::slips_into;
use crate::simulated::world::{World, name};

pub(super) const CASES: &[Case] = &[
    proven("a CNAME", "", |world| with_cname(world, "verify CNAME t.example.\n")),
    proven("a CNAME whose target has capital letters", "", |world| with_cname(world, "verify CNAME T.Example.\n")),
    refuted("a CNAME to another name", "error value-other", |world| with_cname(world, "verify CNAME u.example.\n")),
    refuted("a CNAME without its final dot", "error value-domain-appended", |world| {
        with_cname(world, "verify CNAME t.example\n");
    }),
    refuted("addresses in place of a CNAME", "error name-flattened, note negative-cached", |world| {
        with_cname(world, "verify A 192.0.2.1\n");
    }),
    refuted("a text in place of a CNAME", "error record-missing, note negative-cached", |world| {
        with_cname(world, "verify TXT x\n");
    }),
    refuted("the target as a text", "error record-wrong-type, error record-missing, note negative-cached", |world| {
        with_cname(world, "verify TXT t.example\n");
    }),
    refuted(
        "a CNAME below the domain once more",
        "error name-domain-appended, error name-missing, note negative-cached",
        |world| {
            let line = format!("verify.{} CNAME t.example.\n", world.domain);
            with_cname(world, &line);
        },
    ),
    refuted("a CNAME on one server alone", "error servers-disagree, note negative-cached", |world| {
        with_cname(world, "");
        world.domain_servers()[0].records = "verify CNAME t.example.\n".into();
    }),
    refuted("a wildcard in place of a CNAME", "error name-wildcard", |world| with_cname(world, "* CNAME u.example.\n")),
    proven("an MX record", "", |world| with_mx(world, "verify MX 10 M.Example.\n")),
    proven("another MX record beside it", "note extra-value", |world| {
        with_mx(world, "verify MX 10 m.example.\nverify MX 20 n.example.\n");
    }),
    refuted("an MX record of another preference", "error value-mistyped", |world| {
        with_mx(world, "verify MX 1 m.example.\n");
    }),
    refuted("an MX record without its final dot", "error value-domain-appended", |world| {
        with_mx(world, "verify MX 10 m.example\n");
    }),
    refuted("another MX record", "error value-other", |world| with_mx(world, "verify MX 10 n.example.\n")),
    proven("the three CNAMEs of ses-dkim", "", |world| {
        let tokens = expect_dkim(world);
        publish_dkim(world, &tokens);
    }),
    refuted("two of the three CNAMEs of ses-dkim", "error name-missing, note negative-cached", |world| {
        let tokens = expect_dkim(world);
        publish_dkim(world, &tokens[1..]);
    }),
    proven("a MAIL FROM domain", "", |world| with_mail_from(world, &[MX, SPF])),
    proven("a policy, and the MX record, that come twice in one response", "", |world| {
        with_mail_from(world, &[MX, SPF]);
        let owner = name(&format!("bounce.{}", world.domain));
        let exchange = name("feedback-smtp.eu-west-1.amazonses.com");
        let policy = MadeUp::txt(&owner, b"v=spf1 include:amazonses.com ~all");
        let rdata = [&10_u16.to_be_bytes()[..], exchange.octets()].concat();
        let twin = MadeUp { record_type: RecordType::MX, rdata, ..policy.clone() };
        for server in world.domain_servers() {
            server
                .habits
                .extend([slips_into(RecordType::TXT, policy.clone()), slips_into(RecordType::MX, twin.clone())]);
        }
    }),
    proven("a policy with other terms, and another text", "", |world| {
        with_mail_from(world, &[MX, "bounce TXT \"v=spf1 a include:amazonses.com -all\"", "bounce TXT other"]);
    }),
    refuted("a MAIL FROM domain with two MX records", "error extra-value", |world| {
        with_mail_from(world, &[MX, "bounce MX 20 m.example.", SPF]);
    }),
    refuted("a MAIL FROM domain with two policies", "error extra-value", |world| {
        with_mail_from(world, &[MX, SPF, "bounce TXT \"v=spf1 -all\""]);
    }),
    refuted("a policy without the provider", "error value-other", |world| {
        with_mail_from(world, &[MX, "bounce TXT \"v=spf1 -all\""]);
    }),
    refuted("no policy", "error record-missing, note negative-cached", |world| with_mail_from(world, &[MX])),
    refuted("a token that was cut, and is not there", "error value-malformed, error value-other", |world| {
        let cut = world.token[..43].to_owned();
        world.expect_of("ses", &[&cut], &[]);
        let other = world.random.token();
        world.publish_values(&[other.as_bytes()]);
    }),
    proven("a token that was cut, and is there so", "warning value-malformed", |world| {
        let cut = world.token[..43].to_owned();
        world.expect_of("ses", &[&cut], &[]);
        world.publish_values(&[cut.as_bytes()]);
    }),
];

fn with_cname(world: &mut World, lines: &str) {
    expect(world, Wanted::Targets(vec![name("t.example")]));
    world.publish(lines);
}

fn with_mx(world: &mut World, lines: &str) {
    expect(world, Wanted::Exchanges(vec![Exchange { preference: 10, host: name("m.example") }]));
    world.publish(lines);
}

fn expect(world: &mut World, wanted: Wanted) {
    let owner = world.task.domain.child(b"verify").expect("a short name");
    world.task.provider = None;
    world.task.goal = Goal::Prove(vec![Expectation::new(owner, wanted)]);
}

/// Three tokens as SES hands them out for DKIM.
fn expect_dkim(world: &mut World) -> Vec<String> {
    let token = |world: &mut World| format!("{0}{0}{0}", world.random.label().repeat(10)).chars().take(32).collect();
    let tokens: Vec<String> = (0..3).map(|_| token(world)).collect();
    let values: Vec<&str> = tokens.iter().map(String::as_str).collect();
    world.expect_of("ses-dkim", &values, &[]);
    tokens
}

fn publish_dkim(world: &mut World, tokens: &[String]) {
    let line = |token: &String| format!("{token}._domainkey CNAME {token}.dkim.amazonses.com.\n");
    let lines: Vec<String> = tokens.iter().map(line).collect();
    world.publish(&lines.concat());
}

const MX: &str = "bounce MX 10 feedback-smtp.eu-west-1.amazonses.com.";
const SPF: &str = "bounce TXT \"v=spf1 include:amazonses.com ~all\"";

fn with_mail_from(world: &mut World, lines: &[&str]) {
    world.expect_of("ses-mail-from", &[], &[("subdomain", "bounce"), ("region", "eu-west-1")]);
    world.publish(&(lines.join("\n") + "\n"));
}
