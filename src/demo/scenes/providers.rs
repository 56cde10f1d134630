//! Records of other types than TXT, as providers ask for them.

use super::{Expected, Group, REFUTED, Scene, both};
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Other records: CNAME and MX", scenes: SCENES };

/// A CNAME is expected that SES asks for, to sign mail with DKIM.
const DKIM: Scene = Scene {
    expected: &Expected { provider: "ses-dkim", values: &["qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a"], words: &[] },
    ..REFUTED
};

const SCENES: &[Scene] = &[
    Scene {
        domain: "dot.example",
        title: "The final dot forgotten",
        setting: "The CNAME's target was entered without a final dot, and the DNS provider appended the domain.",
        servers: both(
            "qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a._domainkey CNAME qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a.dkim.amazonses.com",
        ),
        findings: &[Code::ValueDomainAppended],
        ..DKIM
    },
    Scene {
        domain: "proxied.example",
        title: "A CNAME behind a proxy",
        setting: "The DNS provider answers with the addresses of its proxy in place of the CNAME.",
        servers: both("qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a._domainkey A 192.0.2.80"),
        findings: &[Code::NameFlattened, Code::NegativeCached],
        ..DKIM
    },
    Scene {
        domain: "type.example",
        title: "The wrong type",
        setting: "The CNAME's target was entered as a TXT record.",
        servers: both(
            r#"qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a._domainkey TXT "qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a.dkim.amazonses.com""#,
        ),
        findings: &[Code::RecordWrongType, Code::RecordMissing, Code::NegativeCached],
        ..DKIM
    },
    Scene {
        domain: "preference.example",
        title: "The wrong preference",
        setting: "The MX record of a MAIL FROM domain was entered with the preference 100 in place of 10.",
        expected: &Expected {
            provider: "ses-mail-from",
            values: &[],
            words: &[("subdomain", "bounce"), ("region", "eu-west-1")],
        },
        servers: both(
            r#"
bounce MX  100 feedback-smtp.eu-west-1.amazonses.com.
bounce TXT "v=spf1 include:amazonses.com ~all""#,
        ),
        findings: &[Code::ValueMistyped],
        ..REFUTED
    },
];
