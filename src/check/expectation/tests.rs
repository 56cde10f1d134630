//! The catalogue's records, made.

use super::*;

fn make(id: &str, values: &[&str], words: &[(&str, &str)]) -> Result<Vec<Expectation>, NotMade> {
    let provider = Provider::find(id).unwrap_or_else(|| panic!("no {id}"));
    let values: Vec<Bytes> = values.iter().map(|value| Bytes::copy_from_slice(value.as_bytes())).collect();
    let words: Vec<_> = words.iter().map(|(key, value)| (String::from(*key), String::from(*value))).collect();
    Expectation::of_provider(provider, &name("example.com"), &values, &words)
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// `NAME TYPE VALUE` of each.
fn told(made: &[Expectation]) -> Vec<String> {
    let value = |it: &Expectation, index| it.wanted.value(index).map(|value| value.to_string()).unwrap_or_default();
    let one = |it: &Expectation| {
        let values: Vec<String> = (0..it.wanted.len()).map(|index| value(it, index)).collect();
        format!("{} {} {}", it.name, it.wanted.record_type(), values.join(" | "))
    };
    made.iter().map(one).collect()
}

const TOKENS: [&str; 3] =
    ["qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a", "a3gns5rfy2ch4m6ql7dktv2w5xz3jbvq", "m4hc2yfr5sng3aqvbj3zx5w2vtkd7lq6"];

#[test]
fn several_values_of_one_name_are_one_expectation() {
    let made = make("google", &["google-site-verification=a", "google-site-verification=b"], &[]).unwrap();
    assert_eq!(told(&made), ["example.com TXT google-site-verification=a | google-site-verification=b"]);
    let origin = made[0].origin.as_ref().unwrap();
    assert_eq!(origin.misfits.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 1]);
    assert!(origin.shape.is_some() && !made[0].counts_at_apex());
}

#[test]
fn each_token_of_ses_dkim_is_a_record_of_its_own() {
    let made = make("ses-dkim", &TOKENS, &[]).unwrap();
    let expected = TOKENS.map(|token| format!("{token}._domainkey.example.com CNAME {token}.dkim.amazonses.com"));
    assert_eq!(told(&made), expected);
    assert!(made.iter().all(|it| it.origin.as_ref().is_some_and(|origin| origin.misfits.is_empty())));
    let made = make("ses-dkim-region", &TOKENS[..1], &[("region", "af-south-1")]).unwrap();
    assert!(told(&made)[0].ends_with(".dkim.af-south-1.amazonses.com"), "{:?}", told(&made));
}

#[test]
fn mail_from_is_one_mx_and_a_policy() {
    let made = make("ses-mail-from", &[], &[("region", "eu-west-1"), ("subdomain", "bounce.mail")]).unwrap();
    let expected = [
        "bounce.mail.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com",
        "bounce.mail.example.com TXT v=spf1 include:amazonses.com ~all",
    ];
    assert_eq!(told(&made), expected);
    assert!(made.iter().all(Expectation::is_alone));
}

#[test]
fn a_key_inside_a_label_is_filled() {
    let made = make("github-org", &["5f3c91a7d2"], &[("org", "octo-org")]).unwrap();
    assert_eq!(told(&made), ["_github-challenge-octo-org-org.example.com TXT 5f3c91a7d2"]);
}

#[test]
fn a_value_may_be_any_octets_where_it_is_all_of_a_text_and_no_name() {
    let value = Bytes::from_static(b"\xff<value>\0");
    let provider = Provider::find("ses").unwrap();
    let made = Expectation::of_provider(provider, &name("example.com"), core::slice::from_ref(&value), &[]).unwrap();
    assert_eq!(made[0].wanted, Wanted::Octets(Vec::from([value.clone()])));
    let provider = Provider::find("ses-dkim").unwrap();
    let error = Expectation::of_provider(provider, &name("example.com"), &[value], &[]).unwrap_err();
    assert_eq!(error, NotMade::NotText { index: 0 });
}

#[test]
fn what_is_missing_or_too_much_is_told() {
    let error = |id, values: &[&str], words: &[(&str, &str)]| make(id, values, words).unwrap_err();
    let key = Key::find("selector").unwrap();
    let template = Template("<selector>._domainkey");
    assert_eq!(error("ses-byodkim", &["p=x"], &[]), NotMade::MissingKey { key, template });
    assert_eq!(error("ses", &["x"], &[("selector", "s1")]), NotMade::UnknownKey { key: "selector".into() });
    assert_eq!(error("ses-dkim", &["x"], &[("token", "x")]), NotMade::UnknownKey { key: "token".into() });
    assert!(matches!(error("ses", &[], &[]), NotMade::NoValue(_)));
    assert_eq!(error("postmark-bounces", &["x"], &[]), NotMade::SurplusValue);
    let long = "x".repeat(64);
    assert!(matches!(error("bing", &[&long], &[]), NotMade::NotAName { error: NameError::LabelTooLong { .. }, .. }));
}

#[test]
fn a_domain_with_the_prefix_in_front_already_is_refused() {
    let domain = name("_AmazonSES.example.com");
    let error = Expectation::of_provider(Provider::find("ses").unwrap(), &domain, &["x".into()], &[]).unwrap_err();
    assert_eq!(error, NotMade::AlreadyInFront { front: Box::new(name("_amazonses")) });
}

#[test]
fn a_label_that_the_user_chose_may_be_in_front_already() {
    let provider = Provider::find("ses-mail-from").unwrap();
    let words = [("region", "eu-west-1"), ("subdomain", "mail")].map(|(key, value)| (key.into(), value.into()));
    let made = Expectation::of_provider(provider, &name("mail.example.com"), &[], &words).unwrap();
    assert_eq!(made[0].name, name("mail.mail.example.com"));
    let provider = Provider::find("ses-byodkim").unwrap();
    let words = [("selector".into(), "s1".into())];
    let error = Expectation::of_provider(provider, &name("s1._domainkey.example.com"), &["p=x".into()], &words);
    assert_eq!(error.unwrap_err(), NotMade::AlreadyInFront { front: Box::new(name("s1._domainkey")) });
}

#[test]
fn a_target_is_of_its_provider_whatever_its_case_and_with_a_final_dot() {
    let is_fit = |value| make("fastly", &[value], &[]).unwrap()[0].origin.as_ref().unwrap().misfits.is_empty();
    assert!(is_fit("8q3v.fastly-validations.com") && is_fit("8Q3V.Fastly-Validations.com."));
    assert!(!is_fit("8q3v.fastly-validations.net"));
}

#[test]
fn values_of_one_kind_are_joined_each_once() {
    let mut wanted = Wanted::Targets(Vec::from([name("a.test")]));
    assert!(wanted.join(Wanted::Targets(Vec::from([name("A.test"), name("b.test")]))));
    assert_eq!((wanted.len(), wanted.record_type()), (2, RecordType::CNAME));
    assert!(!wanted.join(Wanted::Octets(Vec::from([Bytes::from_static(b"x")]))));
    assert_eq!(wanted.len(), 2);
}
