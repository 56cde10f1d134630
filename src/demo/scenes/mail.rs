//! E-mail addresses whose domain takes mail, or does not.

use super::SetUp::{Both, BothAre, Mail, NoDelegation, Second};
use super::{Group, Scene, inconclusive, proven, refuted};
use crate::demo::Manner;
use crate::proof::Code;

pub(super) const GROUP: Group = Group { title: "Mail: whether the verification mail can arrive", scenes: SCENES };

// The addresses of 192.88.99.0/24 are nobody's any more (RFC 7526), and not among those that nobody can reach (RFC 6890).
const SCENES: &[Scene] = &[
    proven(
        "inbox.example",
        "A mail server",
        "Two MX records name hosts that have public addresses.",
        &[Mail, Both("@ MX 10 mx1\n@ MX 20 mx2\nmx1 A 192.88.99.25\nmx2 A 192.88.99.26")],
        &[],
    ),
    refuted(
        "nowhere.example",
        "No final dot",
        "The MX record should name mx.provider.example; its final dot was left out.",
        &[Mail, Both("@ MX 10 mx.provider.example")],
        &[Code::MailExchangeWithoutAddress],
    ),
    refuted(
        "number.example",
        "An address for a name",
        "The MX record names the mail server by its address.",
        &[Mail, Both("@ MX 10 192.88.99.25.")],
        &[Code::MailExchangeWithoutAddress],
    ),
    refuted(
        "nullmx.example",
        "No mail, says the domain",
        "The MX record is \"0 .\": the domain receives no mail.",
        &[Mail, Both("@ MX 0 .\n@ A 192.88.99.25")],
        &[Code::MailNullMx],
    ),
    refuted(
        "mailless.example",
        "No mail server",
        "The domain has neither an MX record nor an address.",
        &[Mail, Both("www A 192.88.99.25")],
        &[Code::MailNoExchange],
    ),
    proven(
        "implicit.example",
        "No MX record",
        "The domain has an address and no MX record.",
        &[Mail, Both("@ A 192.88.99.25")],
        &[Code::MailImplicitMx],
    ),
    proven(
        "mxalias.example",
        "An alias for a mail server",
        "The MX record names an alias of the mail server.",
        &[Mail, Both("@ MX 10 mail\nmail CNAME mx1\nmx1 A 192.88.99.25")],
        &[Code::MailExchangeIsAlias],
    ),
    refuted(
        "intranet.example",
        "A private mail server",
        "The mail server has an address of the office's own network.",
        &[Mail, Both("@ MX 10 exchange\nexchange A 10.1.2.25")],
        &[Code::MailExchangePrivate],
    ),
    proven(
        "moving.example",
        "Two opinions",
        "The second name server has another MX record than the first.",
        &[
            Mail,
            Both("@ MX 10 mx1\nmx1 A 192.88.99.25\nmx2 A 192.88.99.26"),
            Second("@ MX 10 mx2\nmx1 A 192.88.99.25\nmx2 A 192.88.99.26"),
        ],
        &[Code::MailServersDisagree],
    ),
    refuted(
        "nobody.example",
        "An address at no domain",
        "The domain of the address is not registered.",
        &[Mail, NoDelegation],
        &[Code::MailDomainMissing],
    ),
    inconclusive(
        "closed.example",
        "Nobody says",
        "Both name servers refuse to answer.",
        &[Mail, BothAre(Manner::RefusesAll)],
        &[Code::MailNotFoundOut, Code::ServerRefused],
    ),
];
