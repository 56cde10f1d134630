//! What a check found out, as plain data: all that a report sees.

mod answers;
mod value;

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use crate::wire::{Name, Rcode, RecordType};

pub use crate::exchange::Transport;
pub use answers::{Answers, Strings};
pub use value::{Exchange, Policy, Value};

/// Everything that one check found out, and what follows from it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The domain to verify.
    pub domain: Name,
    /// The zone that holds the (first) record's name, where it could be found out.
    pub zone: Option<Name>,
    /// The zone that delegates `zone`; `None` for the root or where nobody was asked.
    pub parent: Option<Name>,
    /// The id of the provider whose record is looked for.
    pub provider: Option<&'static str>,
    /// What is proven.
    pub verdict: Verdict,
    /// How many name servers, by name, are listed, gave evidence, and hold every record.
    pub name_servers: NameServerCount,
    /// The zone's name servers, sorted by name.
    pub delegation: Vec<NameServer>,
    /// The expected records, one for each value.
    pub records: Vec<RecordVerdict>,
    /// One row for each address, name and type asked; sorted by server name, then address.
    pub servers: Vec<Row>,
    /// What the resolvers of `--also-ask` see; never part of the verdict.
    pub resolvers: Vec<ResolverRow>,
    /// Where mail for the domain goes, by preference, as the servers that answered say, all of them together; none where that
    /// was not asked for.
    pub exchanges: Vec<MailExchange>,
    /// What is wrong or worth knowing; the cause to mend first.
    pub findings: Vec<Finding>,
    /// Transmissions over both transports, as the [`Batch`](crate::batch::Batch) counted them; 0 where none drove the
    /// check.
    pub queries_sent: u32,
    /// How long the check took, as the batch measured it; zero where none drove the check.
    pub elapsed: Duration,
}

/// What a check concludes, as seen from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All evidence holds every expected record, and there is enough of it; of mail: it can be received, as far as DNS can tell.
    Proven,
    /// There is evidence without it; of mail: it cannot be received.
    Refuted,
    /// Neither.
    Inconclusive,
}

/// Name servers counted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameServerCount {
    /// In the NS set (or given by the user).
    pub listed: usize,
    /// Gave evidence, for or against.
    pub answered: usize,
    /// Gave evidence, and all of it for.
    pub held: usize,
}

/// One name server of the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameServer {
    /// Its name, or the address as the user typed it.
    pub name: ServerName,
    /// Its addresses, sorted.
    pub addresses: Vec<IpAddr>,
    /// Who says that it serves the zone.
    pub listed_by: ListedBy,
}

/// What a name server is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServerName {
    /// Its name.
    Name(Name),
    /// Its address alone (`--server 192.0.2.1`).
    Address(IpAddr),
}

impl fmt::Display for ServerName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => name.to_lower_case().fmt(formatter),
            Self::Address(address) => address.fmt(formatter),
        }
    }
}

/// Who lists a name server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedBy {
    /// The delegation in the parent zone alone.
    Parent,
    /// The zone's own NS set alone.
    Child,
    /// Both.
    Both,
    /// The user.
    User,
}

impl ListedBy {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Both => "both",
            Self::User => "user",
        }
    }
}

/// One expected value and what became of it.
#[derive(Clone, Debug)]
pub struct RecordVerdict {
    /// The record's full name.
    pub name: Name,
    /// Its type.
    pub record_type: RecordType,
    /// The zone that holds the name, where it could be found out.
    pub zone: Option<Name>,
    /// What it is to say.
    pub expected: Value,
    /// What is proven of it.
    pub verdict: Verdict,
}

/// A host that mail for a domain goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailExchange {
    /// The host and its preference; 0 where it is implicit.
    pub exchange: Exchange,
    /// Its addresses of both families, as far as they could be found out, those that the Internet reaches first.
    pub addresses: Vec<IpAddr>,
    /// Whether it is the domain itself, for want of an MX record (RFC 5321 §5.1).
    pub is_implicit: bool,
}

/// What one address said to one question.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name servers that have this address.
    pub names: Vec<ServerName>,
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: u16,
    /// Who lists the server.
    pub listed_by: ListedBy,
    /// The name asked for.
    pub name_asked: Name,
    /// The type asked for.
    pub type_asked: RecordType,
    /// What came of it.
    pub outcome: Outcome,
    /// How the answer came, or how the last query went.
    pub transport: Option<Transport>,
    /// The round trip of the query that was answered; over TCP, the time to connect included.
    pub rtt: Option<Duration>,
    /// Transmissions, over both transports.
    pub attempts: u8,
    /// The response code, where there is a response.
    pub rcode: Option<Rcode>,
    /// The AA bit (RFC 1035 §4.1.1), where there is a response.
    pub authoritative: Option<bool>,
    /// The zone's SOA serial (RFC 1982) at this address, where it was asked for.
    pub serial: Option<u32>,
    /// The records that answer.
    pub answers: Answers,
    /// Why there is no usable response, in a few words, where there is more to say than `outcome`.
    pub detail: Option<String>,
}

/// What one resolver sees of one record.
#[derive(Clone, Debug)]
pub struct ResolverRow {
    /// The resolver.
    pub address: SocketAddr,
    /// The name asked for.
    pub name_asked: Name,
    /// The type asked for.
    pub type_asked: RecordType,
    /// What came of it.
    pub outcome: Outcome,
    /// The records that answer.
    pub answers: Answers,
    /// For how many seconds more it will say so.
    pub ttl_left: Option<u32>,
    /// The AD bit (RFC 4035 §3.2.3): the resolver holds the answer for authentic.
    pub authenticated: Option<bool>,
}

/// The outcome of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Every value expected at that name and type is there (with `--any`, one).
    Match,
    /// Records of the type are there, and not every value expected.
    Mismatch,
    /// Records are there, and none was expected (`txt`).
    Answered,
    /// A CNAME stands there; the target's servers have rows of their own.
    Alias,
    /// The name exists, the type does not (RFC 2308 §2.2).
    NoData,
    /// The name does not exist (RFC 2308 §2.1).
    NxDomain,
    /// REFUSED.
    Refused,
    /// SERVFAIL.
    ServFail,
    /// The server does not answer with authority for the zone.
    NotAuthoritative,
    /// The server points to a zone above.
    UpwardReferral,
    /// Only damaged messages came.
    Malformed,
    /// Silence.
    Timeout,
    /// The address cannot be reached.
    Unreachable,
    /// TCP is needed and not to be had.
    Truncated,
    /// Not asked: no local route, or an address that is not reachable from the Internet.
    Skipped,
    /// Another response code.
    Error,
}

impl Outcome {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::Answered => "answered",
            Self::Alias => "alias",
            Self::NoData => "nodata",
            Self::NxDomain => "nxdomain",
            Self::Refused => "refused",
            Self::ServFail => "servfail",
            Self::NotAuthoritative => "not-authoritative",
            Self::UpwardReferral => "upward-referral",
            Self::Malformed => "malformed",
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::Truncated => "truncated",
            Self::Skipped => "skipped",
            Self::Error => "error",
        }
    }
}

/// One record of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The owner name.
    pub name: Name,
    /// The type.
    pub record_type: RecordType,
    /// The TTL in seconds, as sent.
    pub ttl: u32,
    /// What it says.
    pub data: AnswerData,
    /// Whether it is one of those that are expected at its name.
    pub is_expected: bool,
}

/// What a record says, as far as reports and findings need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerData {
    /// A TXT record's character-strings.
    Strings(Strings),
    /// A CNAME's target.
    Target(Box<Name>),
    /// An MX record.
    Exchange(Box<Exchange>),
    /// Any other record, in presentation format.
    Presentation(String),
}

impl Answer {
    /// The concatenation of a TXT record's character-strings; of others, the presentation format's octets.
    pub fn octets(&self) -> Vec<u8> {
        match &self.data {
            AnswerData::Strings(strings) => strings.concat(),
            AnswerData::Target(name) => name.to_lower_case().to_string().into_bytes(),
            AnswerData::Exchange(exchange) => exchange.to_string().into_bytes(),
            AnswerData::Presentation(text) => text.as_bytes().to_vec(),
        }
    }

    /// What records of one RRset differ by, to be sorted by.
    fn key(&self) -> (u16, &[u8], Option<u16>, u32, bool) {
        let (data, preference) = match &self.data {
            AnswerData::Strings(strings) => (strings.rdata(), None),
            AnswerData::Target(name) => (name.octets(), None),
            AnswerData::Exchange(exchange) => (exchange.host.octets(), Some(exchange.preference)),
            AnswerData::Presentation(text) => (text.as_bytes(), None),
        };
        (self.record_type.0, data, preference, self.ttl, self.is_expected)
    }

    /// What it says, to be held against what is expected.
    pub fn value(&self) -> Value {
        match &self.data {
            AnswerData::Target(name) => Value::Target((**name).clone()),
            AnswerData::Exchange(exchange) => Value::Exchange((**exchange).clone()),
            AnswerData::Strings(_) | AnswerData::Presentation(_) => Value::Octets(self.octets().into()),
        }
    }
}

/// Something that is wrong, or worth knowing.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The name that it is about.
    pub name: Option<Name>,
    /// The addresses that it was seen at.
    pub servers: Vec<IpAddr>,
    /// What is expected, where it is about a value.
    pub expected: Option<Value>,
    /// What is found, where it is about a value.
    pub found: Option<Value>,
    /// What is so: printable ASCII.
    pub message: String,
    /// The one edit to make, or the next step: printable ASCII.
    pub fix: String,
}

/// Puts the cause to mend first.
pub(crate) fn sort_findings(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.severity, finding.code));
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Why it is not proven.
    Error,
    /// Not the cause, yet something will bite.
    Warning,
    /// Worth knowing.
    Note,
}

impl Code {
    /// Whether it is told of what DNS says; the others of what the user typed.
    pub const fn is_seen_in_dns(self) -> bool {
        !matches!(self, Self::MailAddressMalformed | Self::MailDomainSlip)
    }
}

impl Severity {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl Verdict {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Refuted => "refuted",
            Self::Inconclusive => "inconclusive",
        }
    }

    /// The word of `mail` in JSON.
    pub const fn as_word_of_mail(self) -> &'static str {
        match self {
            Self::Proven => "can-receive",
            Self::Refuted => "cannot-receive",
            Self::Inconclusive => "not-found-out",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What a finding is about. The order is the order of causes: delegation, reachability, authority, name, value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

codes! {
    /// What was typed is no e-mail address.
    MailAddressMalformed = "mail-address-malformed",
    /// The expected value has not the provider's shape: whatever else is so, that value is the first thing to look at.
    ValueMalformed = "value-malformed",
    /// Something between here and the servers answers for them.
    DnsIntercepted = "dns-intercepted",
    /// The server where the user put the record holds it, but the delegation points to others.
    DelegatedElsewhere = "delegated-elsewhere",
    /// The parent says that the domain does not exist.
    DomainMissing = "domain-missing",
    /// The root or a top-level domain has the name, but no delegation.
    DomainNotDelegated = "domain-not-delegated",
    /// The domain of the e-mail address does not exist.
    MailDomainMissing = "mail-domain-missing",
    /// Servers of the domain say different things of where mail goes.
    MailServersDisagree = "mail-servers-disagree",
    /// The domain says that it receives no mail (RFC 7505).
    MailNullMx = "mail-null-mx",
    /// Neither a mail exchange nor an address: mail has nowhere to go.
    MailNoExchange = "mail-no-exchange",
    /// A mail exchange has no address.
    MailExchangeWithoutAddress = "mail-exchange-without-address",
    /// A mail exchange's addresses are not reachable from the Internet.
    MailExchangePrivate = "mail-exchange-private",
    /// Where mail goes could not be found out.
    MailNotFoundOut = "mail-not-found-out",
    /// A bound of this program was hit.
    LimitReached = "limit-reached",
    /// The name servers could not be found out.
    DiscoveryFailed = "discovery-failed",
    /// One address gave different answers over the rounds.
    ServerAnswersVary = "server-answers-vary",
    /// Some servers hold the record, some do not.
    ServersDisagree = "servers-disagree",
    /// The value is equal but for case: all lower.
    ValueLowercased = "value-lowercased",
    /// The value is equal but for case: all upper.
    ValueUppercased = "value-uppercased",
    /// The value is equal but for case.
    ValueCaseChanged = "value-case-changed",
    /// Quote characters are part of the value.
    ValueQuoted = "value-quoted",
    /// Backslashes were added before characters.
    ValueEscaped = "value-escaped",
    /// White space is part of the value, or was taken out of it.
    ValueWhitespace = "value-whitespace",
    /// One end of the value is missing.
    ValueTruncated = "value-truncated",
    /// Several values stand in one record.
    ValueMerged = "value-merged",
    /// The zone is appended to the target of a CNAME or MX.
    ValueDomainAppended = "value-domain-appended",
    /// The value was cut into pieces.
    ValueSplit = "value-split",
    /// `=` at the end was lost or added.
    ValuePadding = "value-padding",
    /// `+` became a blank.
    ValuePlusLost = "value-plus-lost",
    /// The value is URL- or HTML-encoded.
    ValueEncoded = "value-encoded",
    /// The record's name, its type or a `name=` was pasted into the value.
    ValuePrefixed = "value-prefixed",
    /// The provider's fixed prefix is missing or doubled.
    ValuePrefixMissing = "value-prefix-missing",
    /// A few octets differ.
    ValueMistyped = "value-mistyped",
    /// Another value is there.
    ValueOther = "value-other",
    /// The CNAME chain comes back to itself.
    AliasLoop = "alias-loop",
    /// A CNAME stands at the name.
    NameAlias = "name-alias",
    /// The value stands at the name with the domain appended.
    NameDomainAppended = "name-domain-appended",
    /// A wildcard answers, the record itself does not exist.
    NameWildcard = "name-wildcard",
    /// The value stands there under another type.
    RecordWrongType = "record-wrong-type",
    /// The value stands at the name without its underscore.
    NameUnderscoreDropped = "name-underscore-dropped",
    /// The value stands at the domain itself.
    NameAtApex = "name-at-apex",
    /// A CNAME is expected; the server has addresses in its place.
    NameFlattened = "name-flattened",
    /// The value stands at another name.
    NameMisplaced = "name-misplaced",
    /// The name exists, the type does not.
    RecordMissing = "record-missing",
    /// The name does not exist.
    NameMissing = "name-missing",
    /// A server is silent.
    ServerTimeout = "server-timeout",
    /// A server cannot be reached.
    ServerUnreachable = "server-unreachable",
    /// A server refuses.
    ServerRefused = "server-refused",
    /// A server fails.
    ServerFailure = "server-failure",
    /// A server sends damaged messages.
    ServerMalformed = "server-malformed",
    /// A server is in the NS set and not authoritative.
    ServerNotAuthoritative = "server-not-authoritative",
    /// A truncated answer cannot be had over TCP.
    ServerTcpUnavailable = "server-tcp-unavailable",
    /// An address that is not reachable from the Internet.
    ServerPrivateAddress = "server-private-address",
    /// The parent vouches for a key that the zone does not have, or a resolver fails only where it validates.
    DnssecBroken = "dnssec-broken",
    /// The domain is nearly that of a well-known mail service.
    MailDomainSlip = "mail-domain-slip",
    /// A mail exchange's name is an alias.
    MailExchangeIsAlias = "mail-exchange-is-alias",
    /// The root or a single label: nobody's to verify.
    DomainPublicSuffix = "domain-public-suffix",
    /// The published value says that it has expired.
    TokenExpired = "token-expired",
    /// A resolver still sees the old answer.
    ResolverBehind = "resolver-behind",
    /// A server's zone is older than another's.
    ServerBehind = "server-behind",
    /// The parent's NS set and the zone's own differ.
    DelegationMismatch = "delegation-mismatch",
    /// A server needed a query without EDNS.
    ServerNoEdns = "server-no-edns",
    /// A server does not echo the question's case.
    ServerCaseFolded = "server-case-folded",
    /// No mail exchange is named; mail goes to the domain's own addresses.
    MailImplicitMx = "mail-implicit-mx",
    /// Absent now; resolvers that asked will not ask again for a while.
    NegativeCached = "negative-cached",
    /// Unexpected values stand beside the expected ones.
    ExtraValue = "extra-value",
}
