//! The table held against values that fit and values that do not.

use super::*;
use crate::wire::Name;

/// For each id whose provider hands out a value: one that is nearly right, and what is wrong with it.
const MISFITS: &[(&str, &str, &str)] = &[
    ("ses", "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk", "it has 43 characters (base64) where 44 should be"),
    ("ses-dkim", "QVBJ3ZX5W2VTKD7LQ6M4HC2YFR5SNG3A", "octet 0 is Q (0x51), where a-z0-9 should be"),
    ("ses-dkim-region", "token.dkim.amazonses.com", "octet 5 is . (0x2e), where a-z0-9 should be"),
    ("ses-byodkim", "p=MIGf", "it has 4 characters (base64) where 200-1000 should be"),
    ("google", "Qm3vX8pLr2Tn6Yb0Wc5Ke9Hd1Jf4Gs7Za_Uo-Ixv-N2", "it does not begin with \"google-site-verification=\""),
    ("microsoft365", "MS=ms8371620", "it has 7 characters (digits) where 8 should be"),
    ("azure-app-service", "4C1F7A90", "it has 8 characters (hex) where 64 should be"),
    ("github-org", "5f3", "it has 3 characters (alnum) where 4-64 should be"),
    ("github-pages", "9a4d17c05be2f3806d71a94c25eb8g", "octet 29 is g (0x67), where hex should be"),
    ("gitlab-pages", "7d20c9e4f18b36a5907e4dcb12fa6835", "it does not begin with \"gitlab-pages-verification-code=\""),
    ("atlassian", "atlassian-domain-verification=Zt7Kq", "it has 5 characters (base64) where 64 should be"),
    ("stripe", "stripe-verification=0b9d 3f7a", "octet 24 is a blank, where hex should be"),
    (
        "meta",
        "facebook-domain-verification=4K9X2MV7QZ1HD8WC5TB0RN3GY6LPSA",
        "octet 30 is K (0x4b), where a-z0-9 should be",
    ),
    ("apple", "apple-domain-verification=Kx4Tz9Qw", "it has 8 characters (alnum) where 16 should be"),
    ("zoom", "zoom_verify_hT5kW_x9Rq2Lm-Vb7Yc3Nz", "\"zoom-domain-verification=\""),
    ("docusign", "docusign=3e7b2a905c1d4f869ab0d47c18e65f23", "there is no UUID at octet 9"),
    ("dropbox", "dropbox-domain-verification=w7k2z9qh4mx", "it has 11 characters (alnum) where 12 should be"),
    ("adobe", "adobe-idp-site-verification=c8027d4e", "it has 8 characters (hex) where 64 should be"),
    ("cloudflare", "845692071 361924857", "octet 9 is a blank, where characters should be"),
    ("cloudflare-saas", "b6f1d204-93ce-4a7d-8f52", "there is no UUID at octet 0"),
    ("acme", "LzT8wQk3Vr_x6Mn-2Bc9Yd5Hf0Jg7Ks1Pa4SoUeIvXw=", "octet 43 is = (0x3d), where base64url should be"),
    ("acme-account", "LzT8wQk3Vr", "it has 10 characters (base64url) where 43 should be"),
    ("acme-persist", "ca.example", "\"; accounturi=\" is missing at octet 10"),
    ("openai", "openai-domain-verification=Xq7Lm2Vt9Rk4Wz1Hc8Yb5NpG", "\"openai-domain-verification=dv-\""),
    ("1password", "1password-site-verification=QXM7", "it has 4 characters (base32) where 26 should be"),
    ("slack", "slack-domain-verification=Tz8Kq3", "it has 6 characters (alnum) where 40 should be"),
    ("hubspot", "hubspot-domain-verification=TVRneF", "it has 6 characters (base64) where 48 should be"),
    ("mandrill", "mandrill_verify=Rk4Wz1Hc8Yb5NpGxQ7Lm2V", "it does not begin with \"mandrill_verify.\""),
    ("postmark", "MIGfMA0GCSqGSIb3DQEB", "it does not begin with \"k=rsa;p=\""),
    ("globalsign", "Vm7XwR2LpEy5HsN9cGj1DfUa6oTi4QxM0Y", "\"_globalsign-domain-verification=\""),
    ("fastly", "8q3vz5m1kxw7t2lb", "\".fastly-validations.com\" is missing at octet 16"),
    ("digicert", "x7m2kq9vw4tz1hb8.digicert.com", "\".dcv.digicert.com\" is missing at octet 29"),
    ("aws-acm", "424c7224e9b0146f9a8808af955727d0.acm-validations.aws", "it does not begin with \"_\""),
    ("bing", "5e0a91c37bd24f68", "it has 16 characters (hex) where 32 should be"),
    ("bluesky", "did:plc:k7xq2mv5zt3hw6lbyr4nscd2", "it does not begin with \"did=did:plc:\""),
    ("keybase", "keybase-site-verification=Wz1H", "it has 4 characters (base64url) where 43 should be"),
    ("yahoo", "yahoo-verification-key=Rk4T", "it has 4 characters (base64) where 44 should be"),
    ("vercel", "vc-domain-verify=www.example.com", "\",\" is missing at octet 32"),
    ("shopify", "shopify-verification-code=Vt9R", "it has 4 characters (alnum) where 30 should be"),
    ("psl", "https://github.com/publicsuffix/list/issues/1234", "it does not begin with \"https://"),
    ("resend", "resend-domain-verification=", "it has 0 characters (characters) where 1-255 should be"),
    ("canva", "canva-site-verification=Lm2V", "it has 4 characters (base64url) where 22 should be"),
    ("klaviyo", "klaviyo-site-verification=Tz8Kq", "it has 5 characters (alnum) where 6 should be"),
    ("loom", "loom-site-verification=40d7", "it has 4 characters (hex) where 32 should be"),
    ("monday", "monday-verification=pEy5", "it does not begin with \"monday-com-verification=\""),
    ("box", "box-domain-verification=71c0", "it has 4 characters (hex) where 64 should be"),
    ("jamf", "jamf-site-verification=cGj1", "it has 4 characters (base64url) where 22 should be"),
    ("teamviewer", "teamviewer-sso-verification=da93", "it has 4 characters (hex) where 32 should be"),
    ("notion", "notion-domain-verification=QxM0", "it has 4 characters (base64url) where 43 should be"),
    ("miro", "miro-verification=2f9c", "it has 4 characters (hex) where 40 should be"),
    ("okta", "9f2 c71", "octet 3 is a blank, where characters should be"),
    ("workos", "acme-domain-verification-7k2xqm=Yb5N", "it has 4 characters (alnum) where 25 should be"),
];

fn shape(id: &str) -> Shape {
    Provider::find(id).and_then(|provider| provider.given.as_ref()).unwrap_or_else(|| panic!("{id}")).shape
}

#[test]
fn every_example_fits_its_shape() {
    for (provider, given) in PROVIDERS.iter().filter_map(|provider| Some((provider, provider.given.as_ref()?))) {
        assert_eq!(given.shape.misfit(given.example.as_bytes()), None, "{}", provider.id);
    }
}

#[test]
fn what_does_not_fit_is_told_by_what_is_wrong() {
    for (id, value, expected) in MISFITS {
        let told = shape(id).misfit(value.as_bytes()).unwrap_or_else(|| panic!("{id}: {value} fits")).to_string();
        assert!(told.contains(expected), "{id}: {told}");
    }
    let with_value = PROVIDERS.iter().filter(|provider| provider.given.is_some());
    let untested: Vec<_> = with_value.filter(|it| !MISFITS.iter().any(|(id, ..)| *id == it.id)).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[test]
fn an_example_that_is_cut_or_goes_on_or_has_a_blank_does_not_fit() {
    // Shapes whose length is not sure.
    let loose = ["ses-byodkim", "cloudflare", "acme-persist", "postmark", "resend", "okta"];
    for given in PROVIDERS.iter().filter(|it| !loose.contains(&it.id)).filter_map(|it| it.given.as_ref()) {
        let octets = given.example.as_bytes();
        assert!(!given.shape.fits(&[octets, b" "].concat()), "{}", given.example);
        assert!(!given.shape.fits(&[b"\"", octets, b"\""].concat()), "{}", given.example);
        assert!(!given.shape.fits(b""), "{}", given.example);
    }
}

#[test]
fn ids_are_unique_and_the_first_is_the_default() {
    assert_eq!(PROVIDERS.first().map(|provider| provider.id), Some("ses"));
    for provider in PROVIDERS {
        assert_eq!(PROVIDERS.iter().filter(|other| other.id == provider.id).count(), 1, "{}", provider.id);
    }
}

/// Every key is known, every name ends with the domain, and every name and target can be made.
#[test]
fn every_template_can_be_filled() {
    for provider in PROVIDERS {
        let value_of = |key: &str| match key {
            DOMAIN => Some("example.com"),
            _ if provider.is_given(key) => provider.given.as_ref().map(|given| given.example),
            _ => Key::find(key).map(|key| key.example),
        };
        for record in provider.records {
            assert!(record.name.0.ends_with("<domain>"), "{}", provider.id);
            let name = record.name.fill(value_of).unwrap_or_else(|key| panic!("{}: {key}", provider.id));
            assert!(name.parse::<Name>().is_ok(), "{name}");
            if let Data::Alias(target) | Data::Exchange { host: target, .. } = record.data {
                let target = target.fill(value_of).unwrap_or_else(|key| panic!("{}: {key}", provider.id));
                assert!(target.parse::<Name>().is_ok(), "{target}");
            }
        }
    }
}

#[test]
fn every_key_of_the_list_is_used() {
    for key in KEYS {
        assert!(PROVIDERS.iter().any(|provider| provider.keys().contains(&key)), "{}", key.name);
    }
}

#[test]
fn a_given_value_is_used_and_only_where_there_is_one() {
    for provider in PROVIDERS {
        let is_used = provider.records.iter().any(|record| provider.is_made_of_given(record));
        assert_eq!(is_used, provider.given.is_some(), "{}", provider.id);
    }
}

#[test]
fn a_template_is_text_and_keys() {
    let template = Template("_github-challenge-<org>-org.<domain>");
    assert_eq!(template.keys().collect::<Vec<_>>(), ["org", "domain"]);
    assert_eq!(template.front(), Template("_github-challenge-<org>-org"));
    assert_eq!(Template("<domain>").front(), Template(""));
    let filled = template.fill(|key| (key == "org").then_some("octo"));
    assert_eq!(filled, Err("domain"));
    assert_eq!(Template("a<b").fill(|_| None), Ok("a<b".into()));
}

#[test]
fn a_shape_has_a_prefix_where_every_value_begins_alike() {
    assert_eq!(shape("google").prefix(), Some("google-site-verification="));
    assert_eq!(shape("adobe").prefix(), Some("adobe-idp-site-verification="));
    assert_eq!(shape("microsoft365").prefix(), None);
    assert_eq!(shape("ses").prefix(), None);
}

#[test]
fn a_shape_is_told_in_a_few_words() {
    assert_eq!(shape("google").to_string(), "google-site-verification=[43 base64url]");
    assert_eq!(shape("microsoft365").to_string(), "MS=ms[8 digits] or MS=[40 hex]");
    assert_eq!(shape("ses").to_string(), "[44 base64]");
}

#[test]
fn padding_stands_at_the_end_alone() {
    let ses = shape("ses");
    assert!(!ses.fits(b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqkk"));
    assert!(!ses.fits(b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmq=="));
}
