//! How far a check goes once the name servers are known, and how much it keeps. How far it goes to find them:
//! [`delegation::limits`].

use core::time::Duration;

use crate::delegation;

/// The most questions for evidence: an address, a name and a type each. They are asked side by side. Enough for 4 records at
/// 13 name servers with 8 addresses each, or for 32 at 13 addresses.
pub const MAX_QUESTIONS: usize = 416;

/// The most names whose zones are found out: those of the records, and those that aliases lead to. Enough for 32 records, one
/// of them behind as many aliases as are followed.
pub const MAX_NAMES: usize = 48;

/// The most CNAMEs followed from a record's name, all of its servers together (RFC 1034 §3.6.2 gives no bound).
pub const MAX_ALIASES: usize = 16;

/// The most records of one RRset that are kept. A longer one is never a proof.
pub const MAX_RECORDS: usize = 1_000;

/// The most questions of the search for records in the wrong place.
pub const MAX_SEARCH_QUERIES: usize = 60;

/// The most mail exchanges whose addresses are looked up, those of the lowest preference first.
pub const MAX_EXCHANGES: usize = 16;

/// The most memory, in octets, for records and the responses that they stand in. Servers that say the same cost it once.
pub const MAX_KEPT_OCTETS: usize = 768 << 10;

/// The most octets of responses that are remembered so that no question is asked twice; others are asked again.
pub(super) const MAX_REMEMBERED_OCTETS: usize = 128 << 10;

/// How long a server on the way to the zone may be silent before another one is asked as well.
pub(super) const COMPANY_AFTER: Duration = Duration::from_millis(400);

/// A bound that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// One of finding the name servers.
    #[error(transparent)]
    Delegation(#[from] delegation::limits::Limit),
    /// [`MAX_QUESTIONS`].
    #[error("{MAX_QUESTIONS} questions for evidence")]
    Questions,
    /// [`MAX_NAMES`].
    #[error("{MAX_NAMES} names of records and aliases")]
    Names,
    /// [`MAX_ALIASES`].
    #[error("{MAX_ALIASES} aliases in a row")]
    Aliases,
    /// [`MAX_RECORDS`].
    #[error("{MAX_RECORDS} records at one name")]
    Records,
    /// [`MAX_EXCHANGES`].
    #[error("{MAX_EXCHANGES} mail exchanges")]
    Exchanges,
    /// [`MAX_KEPT_OCTETS`].
    #[error("{MAX_KEPT_OCTETS} octets of memory for records")]
    KeptOctets,
    /// [`MAX_SEARCH_QUERIES`].
    #[error("{MAX_SEARCH_QUERIES} questions for records that stand in the wrong place")]
    SearchQueries,
}
