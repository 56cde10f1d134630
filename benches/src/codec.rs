//! The codecs, each by its cheapest API that does the whole job.
//!
//! A job comes in two parts. What a program would do once, or keep between messages (a parsed name, room for records), is
//! done when the closure is made; what it does for each message, when the closure is called.

#[cfg(feature = "peers")]
mod dns_protocol;
#[cfg(feature = "peers")]
mod dnsbox;
#[cfg(feature = "peers")]
mod domain;
#[cfg(feature = "peers")]
mod hickory;
#[cfg(feature = "peers")]
mod simple_dns;
mod txtproof;

use crate::case::{Asked, Case, Job};
use crate::visit::{Fold, Transcript, Visitor};

/// The UDP payload size that every query of job b announces.
const UDP_PAYLOAD_OCTETS: u16 = 1232;

/// Room for a query.
const QUERY_OCTETS: usize = 512;

/// What is measured of a codec.
trait Codec: 'static {
    /// Walks every record of every section, visits every character-string of TXT and every label of NS, and checks what
    /// this codec checks. `None`: it refuses the message.
    fn walk<V: Visitor>(message: &[u8]) -> impl FnMut(&mut V) -> Option<()>;

    /// Writes a query with EDNS for a name in presentation format to the front of the room; gives its length.
    fn encode_text(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize>;

    /// The same for a name that was parsed before.
    fn encode_name(asked: &Asked) -> impl FnMut(&mut Vec<u8>) -> Option<usize>;

    /// Whether the message is a response to the question: its id, QR, the name without regard to case, the type.
    fn validate(asked: &Asked, message: &[u8]) -> impl FnMut() -> Option<bool>;
}

/// A codec, its name and its jobs without their types.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    job: for<'c> fn(&'c Case) -> Box<dyn FnMut() -> u64 + 'c>,
    outcome: fn(&Case) -> Outcome,
}

/// What a job brings forth, to be the same for all.
#[derive(PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The codec does not take the message, or its API cannot do the job.
    Refused,
    /// Job a.
    Walked(Transcript),
    /// Job b.
    Encoded(Vec<u8>),
    /// Job c: whether the response is taken for one, and how many of its forgeries are.
    Validated { is_response: bool, taken: usize },
}

/// All codecs, this project's first.
pub(crate) fn contenders() -> Vec<Contender> {
    [contender::<txtproof::Txtproof>("txtproof")].into_iter().chain(peers()).collect()
}

#[cfg(feature = "peers")]
fn peers() -> [Contender; 5] {
    [
        contender::<dnsbox::Dnsbox>("dnsbox"),
        contender::<domain::Domain>("domain"),
        contender::<dns_protocol::DnsProtocol>("dns-protocol"),
        contender::<simple_dns::SimpleDns>("simple-dns"),
        contender::<hickory::Hickory>("hickory-proto"),
    ]
}

#[cfg(not(feature = "peers"))]
fn peers() -> [Contender; 0] {
    []
}

fn contender<C: Codec>(name: &'static str) -> Contender {
    Contender { name, job: job::<C>, outcome: outcome::<C> }
}

impl Outcome {
    /// Whether it is what the job asks for, as far as one codec alone can tell.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self::Refused => false,
            Self::Walked(_) | Self::Encoded(_) => true,
            Self::Validated { is_response, taken } => *is_response && *taken == 0,
        }
    }
}

impl Contender {
    /// The job of `case`, ready to be done again and again.
    pub(crate) fn job<'c>(&self, case: &'c Case) -> Box<dyn FnMut() -> u64 + 'c> {
        (self.job)(case)
    }

    /// What the job brings forth.
    pub(crate) fn outcome(&self, case: &Case) -> Outcome {
        (self.outcome)(case)
    }
}

fn job<C: Codec>(case: &Case) -> Box<dyn FnMut() -> u64 + '_> {
    match case.job {
        Job::Walk => {
            let mut walk = C::walk::<Fold>(&case.message);
            Box::new(move || {
                let mut fold = Fold::default();
                walk(&mut fold).map_or(0, |()| fold.0)
            })
        }
        Job::EncodeText => encoding(C::encode_text(&case.asked)),
        Job::EncodeName => encoding(C::encode_name(&case.asked)),
        Job::Validate => {
            let mut validate = C::validate(&case.asked, &case.message);
            Box::new(move || validate().map_or(2, u64::from))
        }
    }
}

fn encoding<'c>(mut encode: impl FnMut(&mut Vec<u8>) -> Option<usize> + 'c) -> Box<dyn FnMut() -> u64 + 'c> {
    let mut room = vec![0; QUERY_OCTETS];
    Box::new(move || encode(&mut room).map_or(0, |len| len as u64))
}

fn outcome<C: Codec>(case: &Case) -> Outcome {
    let outcome = match case.job {
        Job::Walk => {
            let mut transcript = Transcript::default();
            C::walk(&case.message)(&mut transcript).map(|()| Outcome::Walked(transcript))
        }
        Job::EncodeText => encoded(C::encode_text(&case.asked)),
        Job::EncodeName => encoded(C::encode_name(&case.asked)),
        Job::Validate => {
            let forgeries = case.forgeries();
            // A forgery may be refused as well as told to be one.
            let taken = forgeries.iter().filter_map(|forgery| C::validate(&case.asked, forgery)());
            let taken = taken.filter(|taken| *taken).count();
            C::validate(&case.asked, &case.message)().map(|is_response| Outcome::Validated { is_response, taken })
        }
    };
    outcome.unwrap_or(Outcome::Refused)
}

fn encoded(mut encode: impl FnMut(&mut Vec<u8>) -> Option<usize>) -> Option<Outcome> {
    let mut room = vec![0; QUERY_OCTETS];
    let len = encode(&mut room)?;
    room.truncate(len);
    Some(Outcome::Encoded(room))
}
