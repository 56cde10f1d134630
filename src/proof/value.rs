//! What a record says, as it is expected or found.

use core::fmt;

use bytes::Bytes;

use crate::wire::Name;
use crate::wire::presentation::Escaped;

/// What a record says. It prints in presentation format: text without quotes around it, names in lower case without
/// their final dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The concatenation of a TXT record's character-strings.
    Octets(Bytes),
    /// The target of a CNAME.
    Target(Name),
    /// What an MX record says.
    Exchange(Exchange),
    /// An SPF policy that is expected.
    Policy(Policy),
}

/// What an MX record says (RFC 1035 §3.3.9).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exchange {
    /// The lower, the better.
    pub preference: u16,
    /// The host.
    pub host: Name,
}

/// An SPF policy (RFC 7208) that is to have one term among its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The policy as the provider prints it.
    pub text: Bytes,
    /// The term that a published one must have: `include:amazonses.com`.
    pub term: Bytes,
}

impl Value {
    /// Octets that are compared one by one; names and policies are not.
    pub const fn octets(&self) -> Option<&Bytes> {
        match self {
            Self::Octets(octets) => Some(octets),
            Self::Target(_) | Self::Exchange(_) | Self::Policy(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Octets(octets) => Escaped(octets).fmt(formatter),
            Self::Target(name) => name.to_lower_case().fmt(formatter),
            Self::Exchange(exchange) => exchange.fmt(formatter),
            Self::Policy(policy) => Escaped(&policy.text).fmt(formatter),
        }
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.preference, self.host.to_lower_case())
    }
}
