//! The numbers that IANA registers: record types, classes, opcodes, response codes. Each keeps every value it can meet.

use core::fmt;

macro_rules! registered {
    ($(#[$doc:meta])* $name:ident($inner:ty), $prefix:literal: $($(#[$value_doc:meta])* $constant:ident = $value:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl $name {
            $($(#[$value_doc])* pub const $constant: Self = Self($value);)+

            /// The registered mnemonic, where this program knows it.
            pub const fn mnemonic(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some(stringify!($constant)),)+
                    _ => None,
                }
            }

            /// The value of a mnemonic, in any case, or of its generic form (RFC 3597 §5), such as `TYPE65280`.
            pub fn from_mnemonic(text: &str) -> Option<Self> {
                $(if text.eq_ignore_ascii_case(stringify!($constant)) {
                    return Some(Self($value));
                })+
                let (prefix, digits) = text.split_at_checked($prefix.len())?;
                let is_generic = prefix.eq_ignore_ascii_case($prefix) && digits.bytes().all(|digit| digit.is_ascii_digit());
                is_generic.then(|| digits.parse().ok().map(Self))?
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.mnemonic() {
                    Some(mnemonic) => formatter.pad(mnemonic),
                    None => write!(formatter, "{}{}", $prefix, self.0),
                }
            }
        }
    };
}

registered! {
    /// A record type (RFC 1035 §3.2.2); those that this program does not read show as `TYPE65280` (RFC 3597).
    RecordType(u16), "TYPE":
    /// An IPv4 address.
    A = 1,
    /// An authoritative name server.
    NS = 2,
    /// The canonical name of an alias.
    CNAME = 5,
    /// The start of a zone of authority.
    SOA = 6,
    /// A pointer to a name.
    PTR = 12,
    /// A mail exchange.
    MX = 15,
    /// Text: one or more character-strings.
    TXT = 16,
    /// An IPv6 address.
    AAAA = 28,
    /// A service's location.
    SRV = 33,
    /// The alias of a whole subtree (RFC 6672).
    DNAME = 39,
    /// EDNS (RFC 6891): no record but a note on the message.
    OPT = 41,
    /// A delegation's signer.
    DS = 43,
    /// A signature.
    RRSIG = 46,
    /// An authenticated denial.
    NSEC = 47,
    /// A zone's public key.
    DNSKEY = 48,
    /// A hashed authenticated denial.
    NSEC3 = 50,
    /// Whom the domain lets issue certificates.
    CAA = 257,
    /// Every type: a question only.
    ANY = 255,
}

registered! {
    /// A class (RFC 1035 §3.2.4). Only [`Class::IN`] is ever evidence.
    Class(u16), "CLASS":
    /// The Internet.
    IN = 1,
    /// Chaosnet.
    CH = 3,
    /// Hesiod.
    HS = 4,
    /// No class: an UPDATE's deletions (RFC 2136).
    NONE = 254,
    /// Every class: a question only.
    ANY = 255,
}

registered! {
    /// What a message is about (RFC 1035 §4.1.1).
    Opcode(u8), "OPCODE":
    /// A standard query.
    QUERY = 0,
    /// An inverse query, obsolete.
    IQUERY = 1,
    /// A server status request.
    STATUS = 2,
    /// A zone's change told (RFC 1996).
    NOTIFY = 4,
    /// A dynamic update (RFC 2136).
    UPDATE = 5,
}

registered! {
    /// A response code, with EDNS's eight upper bits where there is an OPT record (RFC 6895 §2.3).
    Rcode(u16), "RCODE":
    /// No error.
    NOERROR = 0,
    /// The server cannot read the query.
    FORMERR = 1,
    /// The server failed.
    SERVFAIL = 2,
    /// The name does not exist.
    NXDOMAIN = 3,
    /// The server does not do that.
    NOTIMP = 4,
    /// The server will not.
    REFUSED = 5,
    /// A name exists that should not; also a DNAME whose target is too long (RFC 6672 §2.2).
    YXDOMAIN = 6,
    /// An RRset exists that should not.
    YXRRSET = 7,
    /// An RRset that should exist does not.
    NXRRSET = 8,
    /// Not authoritative for the zone.
    NOTAUTH = 9,
    /// The name is not in the zone.
    NOTZONE = 10,
    /// An EDNS version that the server does not know.
    BADVERS = 16,
    /// The server wants a cookie of its own in the query (RFC 7873 §5.3).
    BADCOOKIE = 23,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_values_take_the_generic_form_both_ways() {
        assert_eq!(RecordType::from_mnemonic("type65280"), Some(RecordType(65280)));
        assert_eq!(RecordType::from_mnemonic("TYPE65536"), None);
        assert_eq!(RecordType::from_mnemonic("TYPE+1"), None);
        assert_eq!(RecordType::from_mnemonic("TYPE"), None);
        assert_eq!(RecordType::from_mnemonic("Txt"), Some(RecordType::TXT));
        assert_eq!(Class::from_mnemonic("CLASS32"), Some(Class(32)));
    }
}
