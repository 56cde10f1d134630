//! The catalogue itself.
//!
//! Facts from the providers' public documentation and from published records; every example is made up. A shape is no
//! stricter than what was seen: a length that is not sure is a range.

use super::Alphabet::{
    Alphanumeric, Base32, Base64, Base64Url, Digits, Hex, LowerAlphanumeric, Name, Printable, Visible,
};
use super::Piece::{Base64Of, Between, Exactly, Text, Uuid};
use super::{Apex, Case, Company, Data, Form, Given, Provider, Record, Shape, Template};

/// A TXT record at the domain itself, beside all that others have there.
const AT_DOMAIN: &[Record] = &[text("<domain>")];

const MAIL_FROM: &[Record] = &[
    Record {
        name: Template("<subdomain>.<domain>"),
        data: Data::Exchange { preference: 10, host: Template("feedback-smtp.<region>.amazonses.com") },
        apex: Apex::IsMisplaced,
        company: Company::Forbidden,
    },
    Record {
        data: Data::Policy { text: "v=spf1 include:amazonses.com ~all", term: "include:amazonses.com" },
        // RFC 7208 section 4.5: two policies are an error, whoever wrote them.
        company: Company::Forbidden,
        ..text("<subdomain>.<domain>")
    },
];

/// A key of 1,024 bits as DKIM writes it, made up: as SES and as Postmark print it.
const DKIM_EXAMPLE: (&str, &str) = (
    "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCx7Kq3Vm7XwR2LpEy5HsN9cGj1DfUa6oTi\
     4QxM0YvBrWkSnCzJhPgOdFeIl2Atz8Rk4Wz1Hc8Yb5NpGxQ7Lm2Vt9Kq3Vm7XwRT8LpEy5Hs\
     N9cGj1DfUa6oTi4QxM0YvBrWkSnCzJhPgOdFeIl2Atz8Rk4Wz1Hc8Yb5NpGxQ7LmwIDAQABA",
    "k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCx7Kq3Vm7XwR2LpEy5HsN9cGj1DfUa6oTi\
     4QxM0YvBrWkSnCzJhPgOdFeIl2Atz8Rk4Wz1Hc8Yb5NpGxQ7Lm2Vt9Kq3Vm7XwRT8LpEy5Hs\
     N9cGj1DfUa6oTi4QxM0YvBrWkSnCzJhPgOdFeIl2Atz8Rk4Wz1Hc8Yb5NpGxQ7LmwIDAQABA",
);

const fn text(name: &'static str) -> Record {
    Record {
        name: Template(name),
        data: Data::Text(Template("<value>")),
        apex: Apex::IsMisplaced,
        company: Company::Unknown,
    }
}

/// Only one CNAME stands at a name (RFC 2181 section 10.1).
const fn alias(name: &'static str, target: &'static str) -> Record {
    Record {
        name: Template(name),
        data: Data::Alias(Template(target)),
        apex: Apex::IsMisplaced,
        company: Company::Forbidden,
    }
}

/// What the record says is the given value.
const fn value(forms: &'static [Form], case: Case, example: &'static str) -> Given {
    Given { key: "value", shape: Shape(forms), case, example, count: 1 }
}

/// The given token is a part of the record's name or value.
const fn token(forms: &'static [Form], example: &'static str) -> Given {
    Given { key: "token", shape: Shape(forms), case: Case::Name, example, count: 1 }
}

/// SES hands out three for a domain, and looks for all of them.
const DKIM_TOKENS: Given =
    Given { count: 3, ..token(&[&[Between(20, 63, LowerAlphanumeric)]], "qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a") };

/// The catalogue. The first entry is the default.
// A row is to be seen at a glance: its lines are broken by hand.
#[rustfmt::skip]
pub const PROVIDERS: &[Provider] = &[
    Provider {
        id: "ses", title: "Amazon SES",
        given: Some(value(&[&[Base64Of(32)]], Case::Mixed, "fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=")),
        records: &[Record { apex: Apex::Counts, company: Company::Welcome, ..text("_amazonses.<domain>") }],
        explained: "Amazon SES Developer Guide: Verifying Domains in Amazon SES; Domain Verification Problems",
    },
    Provider {
        id: "ses-dkim", title: "Amazon SES, Easy DKIM",
        given: Some(DKIM_TOKENS),
        records: &[alias("<token>._domainkey.<domain>", "<token>.dkim.amazonses.com")],
        explained: "Amazon SES Developer Guide: Easy DKIM in Amazon SES",
    },
    Provider {
        id: "ses-dkim-region", title: "Amazon SES, Easy DKIM in a region with a DKIM domain of its own",
        given: Some(DKIM_TOKENS),
        records: &[alias("<token>._domainkey.<domain>", "<token>.dkim.<region>.amazonses.com")],
        explained: "AWS General Reference: Amazon Simple Email Service endpoints and quotas, DKIM domains",
    },
    Provider {
        id: "ses-byodkim", title: "Amazon SES, bring your own DKIM",
        given: Some(value(&[
            &[Text("p="), Between(200, 1000, Base64)],
            &[Text("v=DKIM1;"), Between(1, usize::MAX, Printable)],
            &[Text("k=rsa;"), Between(1, usize::MAX, Printable)],
        ], Case::Mixed, DKIM_EXAMPLE.0)),
        records: &[text("<selector>._domainkey.<domain>")],
        explained: "Amazon SES Developer Guide: Provide your own DKIM authentication token (BYODKIM) in Amazon SES",
    },
    Provider {
        id: "ses-mail-from", title: "Amazon SES, custom MAIL FROM domain",
        given: None,
        records: MAIL_FROM,
        explained: "Amazon SES Developer Guide: Using a custom MAIL FROM domain",
    },
    Provider {
        id: "google", title: "Google",
        given: Some(value(&[&[Text("google-site-verification="), Exactly(43, Base64Url)]], Case::Mixed,
            "google-site-verification=Qm3vX8pLr2Tn6Yb0Wc5Ke9Hd1Jf4Gs7Za_Uo-Ixv-N2")),
        records: &[Record { company: Company::Welcome, ..text("<domain>") }],
        explained: "Google Search Console Help: Verify your site ownership",
    },
    Provider {
        id: "microsoft365", title: "Microsoft 365",
        given: Some(value(&[&[Text("MS=ms"), Exactly(8, Digits)], &[Text("MS="), Exactly(40, Hex)]], Case::Unknown,
            "MS=ms83716205")),
        records: AT_DOMAIN,
        explained: "Microsoft 365 admin: Add DNS records to connect your domain",
    },
    Provider {
        id: "azure-app-service", title: "Azure App Service",
        given: Some(value(&[&[Exactly(64, Hex)]], Case::Hex,
            "4C1F7A90B3E2D85612FA0C9D7E3B5A8460D1C2F3E4A5B6978812AB34CD56EF70")),
        records: &[text("asuid.<domain>")],
        explained: "Azure App Service: Map an existing custom DNS name to Azure App Service",
    },
    Provider {
        id: "github-org", title: "GitHub, organization",
        given: Some(value(&[&[Between(4, 64, Alphanumeric)]], Case::Unknown, "5f3c91a7d2")),
        records: &[text("_github-challenge-<org>-org.<domain>")],
        explained: "GitHub Docs: Verifying or approving a domain for your organization",
    },
    Provider {
        id: "github-pages", title: "GitHub Pages",
        given: Some(value(&[&[Exactly(30, Hex)]], Case::Hex, "9a4d17c05be2f3806d71a94c25eb8f")),
        records: &[text("_github-pages-challenge-<user>.<domain>")],
        explained: "GitHub Docs: Verifying your custom domain for GitHub Pages",
    },
    Provider {
        id: "gitlab-pages", title: "GitLab Pages",
        given: Some(value(&[&[Text("gitlab-pages-verification-code="), Exactly(32, Hex)]], Case::Hex,
            "gitlab-pages-verification-code=7d20c9e4f18b36a5907e4dcb12fa6835")),
        records: &[text("_gitlab-pages-verification-code.<domain>")],
        explained: "GitLab Docs: GitLab Pages custom domains",
    },
    Provider {
        id: "atlassian", title: "Atlassian",
        given: Some(value(&[&[Text("atlassian-domain-verification="), Exactly(64, Base64)]], Case::Mixed,
            "atlassian-domain-verification=Zt7Kq+3mVb9XwR2/LpEy5HsN8cGj1DfUa6oTi4QxM0YvBrWkSnCzJhPgOdFeIl2A")),
        records: AT_DOMAIN,
        explained: "Atlassian Support: Verify a domain to manage accounts",
    },
    Provider {
        id: "stripe", title: "Stripe",
        given: Some(value(&[&[Text("stripe-verification="), Exactly(64, Hex)]], Case::Unknown,
            "stripe-verification=0b9d3f7a15c2e84690ab1cd23ef4567890fedcba65432109871a2b3c4d5e6f70")),
        records: AT_DOMAIN,
        explained: "Stripe documentation, domain verification",
    },
    Provider {
        id: "meta", title: "Meta (Facebook)",
        given: Some(value(&[&[Text("facebook-domain-verification="), Exactly(30, LowerAlphanumeric)]], Case::Unknown,
            "facebook-domain-verification=4k9x2mv7qz1hd8wc5tb0rn3gy6lpsa")),
        records: AT_DOMAIN,
        explained: "Meta Business documentation, domain verification",
    },
    Provider {
        id: "apple", title: "Apple",
        given: Some(value(&[
            &[Text("apple-domain-verification="), Exactly(16, Alphanumeric)],
            &[Text("apple-domain-verification="), Exactly(43, Base64Url)],
        ], Case::Mixed, "apple-domain-verification=Kx4Tz9QwLm2RbVp7")),
        records: AT_DOMAIN,
        explained: "Apple Business documentation, domain verification",
    },
    Provider {
        id: "zoom", title: "Zoom",
        given: Some(value(&[
            &[Text("ZOOM_verify_"), Exactly(22, Base64Url)],
            &[Text("zoom-domain-verification="), Uuid],
        ], Case::Mixed, "ZOOM_verify_hT5kW_x9Rq2Lm-Vb7Yc3Nz")),
        records: AT_DOMAIN,
        explained: "Zoom documentation, domain verification",
    },
    Provider {
        id: "docusign", title: "DocuSign",
        given: Some(value(&[&[Text("docusign="), Uuid]], Case::Hex, "docusign=3e7b2a90-5c1d-4f86-9ab0-d47c18e65f23")),
        records: AT_DOMAIN,
        explained: "DocuSign documentation, domain verification",
    },
    Provider {
        id: "dropbox", title: "Dropbox",
        given: Some(value(&[&[Text("dropbox-domain-verification="), Exactly(12, Alphanumeric)]], Case::Unknown,
            "dropbox-domain-verification=w7k2z9qh4mxt")),
        records: AT_DOMAIN,
        explained: "Dropbox documentation, domain verification",
    },
    Provider {
        id: "adobe", title: "Adobe",
        given: Some(value(&[
            &[Text("adobe-idp-site-verification="), Exactly(64, Hex)],
            &[Text("adobe-idp-site-verification="), Uuid],
        ], Case::Hex, "adobe-idp-site-verification=c8027d4e1b39af56807e2d91c4b3fa6859d0e7126a8b4c3f5e90d1728b6a4c3f")),
        records: AT_DOMAIN,
        explained: "Adobe Admin Console documentation, domain verification",
    },
    Provider {
        id: "cloudflare", title: "Cloudflare, partial zone",
        given: Some(value(&[&[Between(8, 128, Visible)]], Case::Unknown, "845692071-361924857")),
        records: &[text("cloudflare-verify.<domain>")],
        explained: "Cloudflare Docs: Partial (CNAME) setup",
    },
    Provider {
        id: "cloudflare-saas", title: "Cloudflare for SaaS",
        given: Some(value(&[&[Uuid]], Case::Hex, "b6f1d204-93ce-4a7d-8f52-0c6e1d9ba738")),
        records: &[text("_cf-custom-hostname.<domain>")],
        explained: "Cloudflare Docs: Cloudflare for SaaS, hostname validation",
    },
    Provider {
        id: "acme", title: "ACME (Let's Encrypt and others)",
        given: Some(value(&[&[Exactly(43, Base64Url)]], Case::Mixed, "LzT8wQk3Vr_x6Mn-2Bc9Yd5Hf0Jg7Ks1Pa4SoUeIvXw")),
        records: &[Record { company: Company::Welcome, ..text("_acme-challenge.<domain>") }],
        explained: "RFC 8555 section 8.4: DNS Challenge",
    },
    Provider {
        id: "acme-account", title: "ACME, challenge of one account",
        given: Some(value(&[&[Exactly(43, Base64Url)]], Case::Mixed, "LzT8wQk3Vr_x6Mn-2Bc9Yd5Hf0Jg7Ks1Pa4SoUeIvXw")),
        records: &[Record { company: Company::Welcome, ..text("_<label>._acme-challenge.<domain>") }],
        explained: "IETF draft: ACME DNS-ACCOUNT-01 Challenge",
    },
    Provider {
        id: "acme-persist", title: "ACME, persistent authorization",
        given: Some(value(&[
            &[Between(1, 253, Name), Text("; accounturi="), Between(1, usize::MAX, Printable)],
        ], Case::Mixed, "ca.example; accounturi=https://ca.example/acct/1234567; policy=wildcard")),
        records: &[Record { company: Company::Welcome, ..text("_validation-persist.<domain>") }],
        explained: "IETF draft: ACME DNS-PERSIST-01 Challenge",
    },
    Provider {
        id: "openai", title: "OpenAI",
        given: Some(value(&[&[Text("openai-domain-verification=dv-"), Exactly(24, Alphanumeric)]], Case::Mixed,
            "openai-domain-verification=dv-Xq7Lm2Vt9Rk4Wz1Hc8Yb5NpG")),
        records: AT_DOMAIN,
        explained: "OpenAI documentation, domain verification",
    },
    Provider {
        id: "1password", title: "1Password",
        given: Some(value(&[&[Text("1password-site-verification="), Exactly(26, Base32)]], Case::Unknown,
            "1password-site-verification=QXM7K2VTZ5LRWH3YBCN4GDJ6PA")),
        records: AT_DOMAIN,
        explained: "1Password documentation, domain verification",
    },
    Provider {
        id: "slack", title: "Slack",
        given: Some(value(&[&[Text("slack-domain-verification="), Exactly(40, Alphanumeric)]], Case::Mixed,
            "slack-domain-verification=Tz8Kq3Vm7XwR2LpEy5HsN9cGj1DfUa6oTi4QxM0Y")),
        records: AT_DOMAIN,
        explained: "Slack documentation, domain verification",
    },
    Provider {
        id: "hubspot", title: "HubSpot",
        given: Some(value(&[&[Text("hubspot-domain-verification="), Exactly(48, Base64)]], Case::Mixed,
            "hubspot-domain-verification=TVRneFpqQXlNell0WTJFMU1DMDBNR0ZoTFdJek56a3RNR1Js")),
        records: AT_DOMAIN,
        explained: "HubSpot documentation, domain verification",
    },
    Provider {
        id: "mandrill", title: "Mandrill (Mailchimp Transactional)",
        given: Some(value(&[&[Text("mandrill_verify."), Exactly(22, Base64Url)]], Case::Mixed,
            "mandrill_verify.Rk4Wz1Hc8Yb5NpGxQ7Lm2V")),
        records: AT_DOMAIN,
        explained: "Mailchimp Transactional documentation, domain verification",
    },
    Provider {
        id: "postmark", title: "Postmark, DKIM",
        given: Some(value(&[
            &[Text("k=rsa;p="), Between(200, 1000, Base64)],
            &[Text("k=rsa;"), Between(1, usize::MAX, Printable)],
            &[Text("v=DKIM1;"), Between(1, usize::MAX, Printable)],
        ], Case::Mixed, DKIM_EXAMPLE.1)),
        records: &[text("<selector>._domainkey.<domain>")],
        explained: "Postmark documentation, domain verification",
    },
    Provider {
        id: "postmark-bounces", title: "Postmark, Return-Path",
        given: None,
        records: &[alias("pm-bounces.<domain>", "pm.mtasv.net")],
        explained: "Postmark documentation, domain verification",
    },
    Provider {
        id: "sendgrid", title: "SendGrid (Twilio), automated security",
        given: None,
        records: &[
            alias("<link>.<domain>", "<account>.sendgrid.net"),
            alias("s1._domainkey.<domain>", "s1.domainkey.<account>.sendgrid.net"),
            alias("s2._domainkey.<domain>", "s2.domainkey.<account>.sendgrid.net"),
        ],
        explained: "SendGrid Docs: How to set up domain authentication",
    },
    Provider {
        id: "globalsign", title: "GlobalSign",
        given: Some(value(&[
            &[Text("_globalsign-domain-verification="), Exactly(42, Base64Url)],
            &[Text("globalsign-domain-verification="), Exactly(32, Hex)],
        ], Case::Mixed, "_globalsign-domain-verification=Vm7XwR2LpEy5HsN9cGj1DfUa6oTi4QxM0Y-BrWkSn_")),
        records: AT_DOMAIN,
        explained: "GlobalSign documentation, domain verification",
    },
    Provider {
        id: "fastly", title: "Fastly, TLS",
        given: Some(value(&[&[Between(1, 190, Name), Text(".fastly-validations.com")]], Case::Name,
            "8q3vz5m1kxw7t2lb.fastly-validations.com")),
        records: &[alias("_acme-challenge.<domain>", "<value>")],
        explained: "Fastly TLS documentation, domain verification",
    },
    Provider {
        id: "digicert", title: "DigiCert",
        given: Some(value(&[&[Between(1, 190, Name), Text(".dcv.digicert.com")]], Case::Name,
            "x7m2kq9vw4tz1hb8.dcv.digicert.com")),
        records: &[alias("_dnsauth.<domain>", "<value>")],
        explained: "DigiCert documentation, domain verification",
    },
    Provider {
        id: "aws-acm", title: "AWS Certificate Manager",
        given: Some(value(&[&[Text("_"), Between(1, 190, Name), Text(".acm-validations.aws")]], Case::Name,
            "_424c7224e9b0146f9a8808af955727d0.xkmwvzqpts.acm-validations.aws")),
        records: &[alias("_<token>.<domain>", "<value>")],
        explained: "AWS Certificate Manager User Guide: DNS validation",
    },
    Provider {
        id: "bing", title: "Bing Webmaster Tools",
        given: Some(token(&[&[Exactly(32, Hex)]], "5e0a91c37bd24f6889ab01cd23ef4567")),
        records: &[alias("<token>.<domain>", "verify.bing.com")],
        explained: "Bing Webmaster Tools documentation, domain verification",
    },
    Provider {
        id: "bluesky", title: "Bluesky (AT Protocol)",
        given: Some(value(&[
            &[Text("did=did:plc:"), Exactly(24, Base32)],
            &[Text("did=did:web:"), Between(1, 253, Name)],
        ], Case::Unknown, "did=did:plc:k7xq2mv5zt3hw6lbyr4nscd2")),
        records: &[text("_atproto.<domain>")],
        explained: "AT Protocol specification: Handle",
    },
    Provider {
        id: "keybase", title: "Keybase",
        given: Some(value(&[&[Text("keybase-site-verification="), Exactly(43, Base64Url)]], Case::Mixed,
            "keybase-site-verification=Wz1Hc8Yb5NpGxQ7Lm2Vt9Rk4Tz8Kq3Vm7XwR2LpEy5H")),
        records: AT_DOMAIN,
        explained: "Keybase documentation, domain verification",
    },
    Provider {
        id: "yahoo", title: "Yahoo",
        given: Some(value(&[&[Text("yahoo-verification-key="), Exactly(44, Base64)]], Case::Mixed,
            "yahoo-verification-key=Rk4Tz8Kq3Vm7XwR2LpEy5HsN9cGj1DfUa6oTi4QxM0Y=")),
        records: AT_DOMAIN,
        explained: "Yahoo documentation, domain verification",
    },
    Provider {
        id: "vercel", title: "Vercel",
        given: Some(value(&[
            &[Text("vc-domain-verify="), Between(1, 253, Name), Text(","), Between(8, 128, Alphanumeric)],
        ], Case::Unknown, "vc-domain-verify=www.example.com,7c3e19fa52d08b64a1f0")),
        records: &[Record { company: Company::Welcome, ..text("_vercel.<domain>") }],
        explained: "Vercel Docs: Adding and configuring a custom domain",
    },
    Provider {
        id: "shopify", title: "Shopify",
        given: Some(value(&[&[Text("shopify-verification-code="), Exactly(30, Alphanumeric)]], Case::Mixed,
            "shopify-verification-code=Vt9Rk4Tz8Kq3Vm7XwR2LpEy5HsN9cG")),
        records: AT_DOMAIN,
        explained: "Shopify documentation, domain verification",
    },
    Provider {
        id: "psl", title: "Public Suffix List",
        given: Some(value(&[&[Text("https://github.com/publicsuffix/list/pull/"), Between(1, 9, Digits)]], Case::Name,
            "https://github.com/publicsuffix/list/pull/1234")),
        records: &[text("_psl.<domain>")],
        explained: "Public Suffix List: Guidelines for submitting",
    },
    Provider {
        id: "resend", title: "Resend",
        given: Some(value(&[&[Text("resend-domain-verification="), Between(1, 255, Visible)]], Case::Unknown,
            "resend-domain-verification=5b1f70c2-8d3e-4a96-b7f4-20ac91de6853")),
        records: AT_DOMAIN,
        explained: "Resend documentation, domain verification",
    },
    Provider {
        id: "canva", title: "Canva",
        given: Some(value(&[&[Text("canva-site-verification="), Exactly(22, Base64Url)]], Case::Mixed,
            "canva-site-verification=Lm2Vt9Rk4Tz8Kq3Vm7XwRA")),
        records: AT_DOMAIN,
        explained: "Canva documentation, domain verification",
    },
    Provider {
        id: "klaviyo", title: "Klaviyo",
        given: Some(value(&[&[Text("klaviyo-site-verification="), Exactly(6, Alphanumeric)]], Case::Mixed,
            "klaviyo-site-verification=Tz8Kq3")),
        records: AT_DOMAIN,
        explained: "Klaviyo documentation, domain verification",
    },
    Provider {
        id: "loom", title: "Loom",
        given: Some(value(&[&[Text("loom-site-verification="), Exactly(32, Hex)]], Case::Hex,
            "loom-site-verification=40d7b91ce25a4f3886cb01da93ef2745")),
        records: AT_DOMAIN,
        explained: "Loom documentation, domain verification",
    },
    Provider {
        id: "monday", title: "monday.com",
        given: Some(value(&[&[Text("monday-com-verification="), Exactly(43, Base64Url)]], Case::Mixed,
            "monday-com-verification=pEy5HsN9cGj1DfUa6oTi4QxM0Y-BrWkSnCzJhPgOd_F")),
        records: AT_DOMAIN,
        explained: "monday.com documentation, domain verification",
    },
    Provider {
        id: "box", title: "Box",
        given: Some(value(&[&[Text("box-domain-verification="), Exactly(64, Hex)]], Case::Hex,
            "box-domain-verification=71c0e4ab92d35f6880fa1b2c3d4e5f60917283a4b5c6d7e8f90a1b2c3d4e5f67")),
        records: AT_DOMAIN,
        explained: "Box documentation, domain verification",
    },
    Provider {
        id: "jamf", title: "Jamf",
        given: Some(value(&[&[Text("jamf-site-verification="), Exactly(22, Base64Url)]], Case::Mixed,
            "jamf-site-verification=cGj1DfUa6oTi4QxM0Y_Bra")),
        records: AT_DOMAIN,
        explained: "Jamf documentation, domain verification",
    },
    Provider {
        id: "teamviewer", title: "TeamViewer",
        given: Some(value(&[&[Text("teamviewer-sso-verification="), Exactly(32, Hex)]], Case::Hex,
            "teamviewer-sso-verification=da93ef274540d7b91ce25a4f3886cb01")),
        records: AT_DOMAIN,
        explained: "TeamViewer documentation, domain verification",
    },
    Provider {
        id: "notion", title: "Notion",
        given: Some(value(&[&[Text("notion-domain-verification="), Exactly(43, Base64Url)]], Case::Mixed,
            "notion-domain-verification=QxM0YaBrWkSnCzJhPgOdbFpEy5HsN9cGj1DfUa6oTi4")),
        records: AT_DOMAIN,
        explained: "Notion documentation, domain verification",
    },
    Provider {
        id: "miro", title: "Miro",
        given: Some(value(&[&[Text("miro-verification="), Exactly(40, Hex)]], Case::Hex,
            "miro-verification=2f9c10b87de34a5566f0ab91c2d3e4f5a6b7c8d9")),
        records: AT_DOMAIN,
        explained: "Miro documentation, domain verification",
    },
    Provider {
        id: "okta", title: "Okta",
        given: Some(value(&[&[Between(4, 255, Visible)]], Case::Unknown, "9f2c71d84be04a3cb5e6")),
        records: &[text("_oktaverification.<domain>")],
        explained: "Okta documentation, domain verification",
    },
    Provider {
        id: "workos", title: "WorkOS family (Anthropic, Cursor and others)",
        given: Some(value(&[
            &[Between(1, 63, Name), Text("-domain-verification-"), Exactly(6, LowerAlphanumeric), Text("="), Exactly(25, Alphanumeric)],
        ], Case::Mixed, "acme-domain-verification-7k2xqm=Yb5NpGxQ7Lm2Vt9Rk4Tz8Kq3V")),
        records: AT_DOMAIN,
        explained: "WorkOS documentation, domain verification",
    },
];
