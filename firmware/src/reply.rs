//! What the scripted servers say, octet by octet: nothing here is written by the codec that reads it.

/// Header and question, `_amazonses.example.com TXT`, as the query has them. Behind them stands the first record.
pub(crate) const HEAD_OCTETS: usize = 12 + 24 + 4;

/// Where the flags and the counts stand in the header.
const FLAGS_AT: usize = 2;
const ANSWERS_AT: usize = 6;

const RESPONSE: u16 = 0x8000;
const AUTHORITATIVE: u16 = RESPONSE | 0x0400;
const TRUNCATED: u16 = AUTHORITATIVE | 0x0200;
const FORMERR: u16 = 1;
const SERVFAIL: u16 = 2;
const NXDOMAIN: u16 = 3;

/// A reply without the head that it repeats.
#[derive(Debug)]
pub(crate) struct Reply {
    flags: u16,
    answers: u8,
    authorities: u8,
    records: &'static [u8],
}

// _amazonses.example.com 300 IN TXT …
pub(crate) static RIGHT: Reply = Reply::answer(
    AUTHORITATIVE,
    b"\xc0\x0c\0\x10\0\x01\0\0\x01\x2c\0\x2d\x2cfmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=",
);
pub(crate) static IN_TWO_STRINGS: Reply = Reply::answer(
    AUTHORITATIVE,
    b"\xc0\x0c\0\x10\0\x01\0\0\x01\x2c\0\x2e\x14fmxqxT/icOYx4aA/bEUr\x18DPMeax9/s3frblS+niixmqk=",
);
pub(crate) static LOWER_CASED: Reply = Reply::answer(
    AUTHORITATIVE,
    b"\xc0\x0c\0\x10\0\x01\0\0\x01\x2c\0\x2d\x2cfmxqxt/icoyx4aa/beurdpmeax9/s3frbls+niixmqk=",
);
pub(crate) static CUT: Reply = Reply::answer(
    AUTHORITATIVE,
    b"\xc0\x0c\0\x10\0\x01\0\0\x01\x2c\0\x2c\x2bfmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk",
);
pub(crate) static LONGER: Reply = Reply::answer(
    AUTHORITATIVE,
    b"\xc0\x0c\0\x10\0\x01\0\0\x01\x2c\0\x2f\x2cfmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=\x01\"",
);
/// Without AA: a cache's word.
pub(crate) static SECOND_HAND: Reply =
    Reply::answer(RESPONSE, b"\xc0\x0c\0\x10\0\x01\0\0\x01\x2c\0\x2d\x2cfmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=");
/// The owner is a pointer to itself.
pub(crate) static LOOPING: Reply = Reply::answer(AUTHORITATIVE, b"\xc0\x28\0\x10\0\x01\0\0\x01\x2c\0\x02\x01x");
/// example.com 3600 IN SOA ns1.example.com hostmaster.example.com 7 7200 3600 1209600 300
pub(crate) static NO_SUCH_NAME: Reply = Reply {
    flags: AUTHORITATIVE | NXDOMAIN,
    answers: 0,
    authorities: 1,
    records: b"\xc0\x17\0\x06\0\x01\0\0\x0e\x10\0\x27\x03ns1\xc0\x17\x0ahostmaster\xc0\x17\
        \0\0\0\x07\0\0\x1c\x20\0\0\x0e\x10\0\x12\x75\0\0\0\x01\x2c",
};
pub(crate) static NEEDS_TCP: Reply = Reply::bare(TRUNCATED);
pub(crate) static KNOWS_NO_EDNS: Reply = Reply::bare(RESPONSE | FORMERR);
pub(crate) static FAILS: Reply = Reply::bare(RESPONSE | SERVFAIL);

impl Reply {
    const fn answer(flags: u16, records: &'static [u8]) -> Self {
        Self { flags, answers: 1, authorities: 0, records }
    }

    const fn bare(flags: u16) -> Self {
        Self { flags, answers: 0, authorities: 0, records: &[] }
    }

    /// Writes the reply to the query that begins with `head`; gives how many octets it has.
    pub(crate) fn write(&self, head: &[u8; HEAD_OCTETS], id_bits: u16, room: &mut [u8]) -> usize {
        let id = u16::from_be_bytes([head[0], head[1]]) ^ id_bits;
        let len = HEAD_OCTETS + self.records.len();
        room[..HEAD_OCTETS].copy_from_slice(head);
        room[..FLAGS_AT].copy_from_slice(&id.to_be_bytes());
        room[FLAGS_AT..FLAGS_AT + 2].copy_from_slice(&self.flags.to_be_bytes());
        // No record in the additional section: the query's OPT is not repeated.
        room[ANSWERS_AT..ANSWERS_AT + 6].copy_from_slice(&[0, self.answers, 0, self.authorities, 0, 0]);
        room[HEAD_OCTETS..len].copy_from_slice(self.records);
        len
    }
}
