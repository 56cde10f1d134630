//! How far discovery goes. A hostile delegation may ask for more; it does not get it.

/// The most queries of one check's discovery, retransmissions included.
pub const MAX_QUERIES: u32 = 80;

/// The most transmissions of one question to one server, granted when it begins, so that retransmissions stay within
/// the bound too.
pub const MAX_TRIES: u32 = 3;

/// The most name-server names used of one zone.
pub const MAX_NAME_SERVERS: usize = 13;

/// The most addresses used of one name server.
pub const MAX_ADDRESSES: usize = 8;

/// The most address look-ups (a name and a type) of one check.
pub const MAX_ADDRESS_LOOKUPS: usize = 32;

/// The most address look-ups that may fail.
pub const MAX_FAILED_ADDRESS_LOOKUPS: usize = 5;

/// The most address look-ups for names in one zone: thirteen names, two types.
pub const MAX_ADDRESS_LOOKUPS_TOWARDS_ONE_ZONE: usize = 26;

/// How many name servers deep a name server's address may depend on another name server's address.
pub const MAX_GLUELESS_DEPTH: usize = 3;

/// The most referrals from the root to a zone.
pub const MAX_REFERRALS: u8 = 16;

/// The most questions with one label more each on the way to a name, after which the whole name is asked for.
pub const MAX_MINIMISED_QUESTIONS: usize = 10; // RFC 9156 §2.3

/// The most aliases followed from a name server's name, which should have none (RFC 2181 §10.3).
pub const MAX_NAME_SERVER_ALIASES: usize = 1;

/// The most aliases followed from a mail exchange's name, which should have none either (RFC 5321 §5.1).
pub const MAX_MAIL_HOST_ALIASES: usize = 4;

/// The most keys looked at on one side of a zone cut; zones have two to six.
pub const MAX_KEYS: usize = 64;

/// A bound that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// [`MAX_QUERIES`].
    #[error("{MAX_QUERIES} queries for finding the name servers")]
    Queries,
    /// [`MAX_NAME_SERVERS`].
    #[error("{MAX_NAME_SERVERS} name servers of one zone")]
    NameServers,
    /// [`MAX_ADDRESSES`].
    #[error("{MAX_ADDRESSES} addresses of one name server")]
    Addresses,
    /// [`MAX_ADDRESS_LOOKUPS`].
    #[error("{MAX_ADDRESS_LOOKUPS} look-ups of name-server addresses")]
    AddressLookups,
    /// [`MAX_FAILED_ADDRESS_LOOKUPS`].
    #[error("{MAX_FAILED_ADDRESS_LOOKUPS} failed look-ups of name-server addresses")]
    FailedAddressLookups,
    /// [`MAX_ADDRESS_LOOKUPS_TOWARDS_ONE_ZONE`].
    #[error("{MAX_ADDRESS_LOOKUPS_TOWARDS_ONE_ZONE} look-ups of name-server addresses in one zone")]
    AddressLookupsTowardsOneZone,
    /// [`MAX_GLUELESS_DEPTH`].
    #[error("name servers without glue, {MAX_GLUELESS_DEPTH} deep")]
    GluelessDepth,
    /// [`MAX_REFERRALS`].
    #[error("{MAX_REFERRALS} referrals")]
    Referrals,
    /// [`MAX_MINIMISED_QUESTIONS`].
    #[error("{MAX_MINIMISED_QUESTIONS} questions with one label more each")]
    MinimisedQuestions,
    /// [`MAX_NAME_SERVER_ALIASES`].
    #[error("{MAX_NAME_SERVER_ALIASES} alias of a name server")]
    NameServerAliases,
    /// [`MAX_MAIL_HOST_ALIASES`].
    #[error("{MAX_MAIL_HOST_ALIASES} aliases of a mail exchange")]
    MailHostAliases,
    /// [`MAX_KEYS`].
    #[error("{MAX_KEYS} keys of one zone")]
    Keys,
}
