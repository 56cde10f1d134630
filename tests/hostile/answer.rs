//! What the server says, true and false.

use txtproof::exchange::Transport;
use txtproof::wire::{Flags, Name, RecordType};

use super::fault::Forgery;
use crate::simulated::crafted::{Crafted, CraftedRecord};
use crate::simulated::host::Query;
use crate::simulated::random::Seeded;

/// The largest datagram: 65,535 octets less the headers of IPv4 and UDP.
pub(super) const MAX_DATAGRAM_OCTETS: usize = 65_507;

const HEADER_OCTETS: usize = 12;

/// A TXT record at every name, and a value that stands nowhere.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    pub(super) domain: Name,
    pub(super) value: String,
    pub(super) lie: String,
}

impl Truth {
    /// The answer to a query.
    pub(super) fn answer(&self, query: &Query) -> Vec<u8> {
        self.response(query, &self.value).octets()
    }

    /// The answer, and behind it a record of a type that nobody knows, which fills the message.
    pub(super) fn answer_of_length(&self, query: &Query, octets: usize) -> Vec<u8> {
        let response = self.response(query, &self.value);
        let filler = |length| CraftedRecord::new(&Name::root(), RecordType(65280), vec![0x2e; length]);
        let length = response.clone().with(filler(0)).octets().len();
        response.with(filler(octets - length)).octets()
    }

    /// So many forgeries, one after another to `send`, until it fails.
    pub(super) fn forge<E>(
        &self,
        query: &Query,
        (what, count): (Forgery, usize),
        random: &mut Seeded,
        mut send: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut lie = self.response(query, &self.lie).octets();
        let id = query.message().header().id;
        for _ in 0..count {
            let octets = match what {
                Forgery::Lie => &lie[..],
                Forgery::LieWithAnotherId => {
                    let difference = u16::try_from(1 + random.below(u64::from(u16::MAX))).expect("below 2^16");
                    lie[..2].copy_from_slice(&(id ^ difference).to_be_bytes());
                    &lie[..]
                }
                Forgery::NoMessage => &lie[..random.index(HEADER_OCTETS)],
            };
            send(octets)?;
        }
        Ok(())
    }

    fn response(&self, query: &Query, value: &str) -> Crafted {
        match query.question().record_type {
            RecordType::TXT => Crafted::txt(query, value.as_bytes()),
            _ => Crafted::to(query).with(CraftedRecord::soa(&self.domain, 60)),
        }
    }
}

/// A header with TC, and the question.
pub(super) fn truncated(query: &Query) -> Vec<u8> {
    Crafted::to(query).with_flags(Flags::TRUNCATED).octets()
}

/// A query as it came.
pub(super) fn query(transport: Transport, octets: &[u8]) -> Query {
    Query { transport, octets: octets.to_vec() }
}

/// A message behind its length.
pub(super) fn framed(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(message.len()).expect("a message has at most 65,535 octets");
    [&length.to_be_bytes(), message].concat()
}
