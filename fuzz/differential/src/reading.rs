//! What a reader makes of a message, in a form that all of them share.

/// The labels of a name without the root, their case kept.
pub type Labels = Vec<Vec<u8>>;

/// Where in a message something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The first twelve octets.
    Header,
    /// A question or record: so many stand before it, those of all sections together.
    Item(usize),
    /// Behind the last record.
    End,
}

/// What becomes of a place, from the mildest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is read, its RDATA too.
    Reads,
    /// It is read, and says something else.
    Differs,
    /// The record is spoilt: it has an owner, a type and a class, and no RDATA. The message goes on.
    Spoils,
    /// The message is refused.
    Refuses,
    /// The reader panics.
    Panics,
}

/// A question or a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// QNAME or owner.
    pub name: Labels,
    /// QTYPE or type.
    pub record_type: u16,
    /// QCLASS or class; 0 for an OPT record, which has none.
    pub class: u16,
    /// What it says.
    pub content: Content,
}

/// What an item says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing: it is a question.
    Question,
    /// The character-strings of a TXT record.
    Strings(Vec<Vec<u8>>),
    /// The name of an NS or CNAME record.
    Name(Labels),
    /// A TXT, NS or CNAME record without RDATA, as an UPDATE message has them.
    Nothing,
    /// RDATA of another type, which is sound to this reader.
    Other,
    /// RDATA that is not sound to this reader.
    Spoilt,
}

/// A message as far as a reader gets.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Questions and records, in order.
    pub items: Vec<Item>,
    /// Where it ended too early, and how.
    pub stop: Option<(Place, Outcome)>,
}

impl Reading {
    /// What became of a place that the reader came to.
    pub fn outcome(&self, place: Place) -> Outcome {
        match (self.stop, place) {
            (Some((stop, outcome)), _) if stop == place => outcome,
            (_, Place::Item(index)) if self.items.get(index).is_some_and(Item::is_spoilt) => Outcome::Spoils,
            _ => Outcome::Reads,
        }
    }

    pub(crate) fn refuse(&mut self, place: Place) {
        self.stop = Some((place, Outcome::Refuses));
    }

    /// Refuses the item behind those that are read.
    pub(crate) fn refuse_here(&mut self) {
        self.refuse(self.here());
    }

    pub(crate) fn here(&self) -> Place {
        Place::Item(self.items.len())
    }
}

impl Item {
    fn is_spoilt(&self) -> bool {
        self.content == Content::Spoilt
    }

    /// Whether two readers see the same, as far as both can see.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let is_same = (&self.name, self.record_type, self.class) == (&other.name, other.record_type, other.class);
        is_same && (self.is_spoilt() || other.is_spoilt() || self.content == other.content)
    }
}
