//! Records of other types than TXT, as providers ask for them.

use super::SetUp::{Both, Expect};
use super::{Expected, Group, Scene, refuted};
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Other records: CNAME and MX", scenes: SCENES };

/// The CNAME that SES asks for, to sign mail with DKIM.
const DKIM: Expected = Expected { provider: "ses-dkim", values: &["qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a"], words: &[] };

/// The MX and TXT records that SES asks for, to send mail from a domain of one's own.
const MAIL_FROM: Expected =
    Expected { provider: "ses-mail-from", values: &[], words: &[("subdomain", "bounce"), ("region", "eu-west-1")] };

const SCENES: &[Scene] = &[
    refuted(
        "dot.example",
        "The final dot forgotten",
        "The CNAME's target was entered without a final dot, and the DNS provider appended the domain.",
        &[
            Expect(&DKIM),
            Both(
                "qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a._domainkey CNAME qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a.dkim.amazonses.com",
            ),
        ],
        &[Code::ValueDomainAppended],
    ),
    refuted(
        "proxied.example",
        "A CNAME behind a proxy",
        "The DNS provider answers with the addresses of its proxy in place of the CNAME.",
        &[Expect(&DKIM), Both("qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a._domainkey A 192.0.2.80")],
        &[Code::NameFlattened, Code::NegativeCached],
    ),
    refuted(
        "type.example",
        "The wrong type",
        "The CNAME's target was entered as a TXT record.",
        &[
            Expect(&DKIM),
            Both("qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a._domainkey TXT qvbj3zx5w2vtkd7lq6m4hc2yfr5sng3a.dkim.amazonses.com"),
        ],
        &[Code::RecordWrongType, Code::RecordMissing, Code::NegativeCached],
    ),
    refuted(
        "preference.example",
        "The wrong preference",
        "The MX record of a MAIL FROM domain was entered with the preference 100 in place of 10.",
        &[
            Expect(&MAIL_FROM),
            Both(
                r#"
bounce MX  100 feedback-smtp.eu-west-1.amazonses.com.
bounce TXT "v=spf1 include:amazonses.com ~all""#,
            ),
        ],
        &[Code::ValueMistyped],
    ),
];
