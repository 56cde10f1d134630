//! The twelve octets in front of every message (RFC 1035 §4.1.1).

use super::{Malformed, MalformedKind, Opcode, Rcode};

/// The header's length.
pub const HEADER_OCTETS: usize = 12; // RFC 1035 §4.1.1

/// The longest message: what TCP's length prefix can say.
pub const MAX_MESSAGE_OCTETS: usize = 65_535; // RFC 1035 §4.2.2

/// Id, flags and the four counts. The counts are promises of the sender's, never sizes to allocate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The transaction id.
    pub id: u16,
    /// QR, opcode, AA, TC, RD, RA, Z, AD, CD and the low four bits of the response code.
    pub flags: Flags,
    /// QDCOUNT.
    pub questions: u16,
    /// ANCOUNT.
    pub answers: u16,
    /// NSCOUNT.
    pub authorities: u16,
    /// ARCOUNT.
    pub additionals: u16,
}

impl Header {
    /// Reads the first twelve octets.
    #[inline]
    pub fn read(octets: &[u8]) -> Result<Self, Malformed> {
        let octets = octets.first_chunk::<HEADER_OCTETS>().ok_or(MalformedKind::ShortHeader.at(octets.len()))?;
        let [i0, i1, f0, f1, q0, q1, n0, n1, u0, u1, d0, d1] = *octets;
        Ok(Self {
            id: u16::from_be_bytes([i0, i1]),
            flags: Flags(u16::from_be_bytes([f0, f1])),
            questions: u16::from_be_bytes([q0, q1]),
            answers: u16::from_be_bytes([n0, n1]),
            authorities: u16::from_be_bytes([u0, u1]),
            additionals: u16::from_be_bytes([d0, d1]),
        })
    }
}

/// The header's second 16 bits.
///
/// ```
/// use txtproof::wire::{Flags, Rcode};
///
/// let flags = Flags::default().with(Flags::RESPONSE | Flags::AUTHORITATIVE).with_rcode(Rcode::NXDOMAIN);
/// assert!(flags.is_response() && flags.is_authoritative() && !flags.is_truncated());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    /// QR: a response.
    pub const RESPONSE: u16 = 0x8000;
    /// AA: an authoritative answer.
    pub const AUTHORITATIVE: u16 = 0x0400;
    /// TC: cut to fit.
    pub const TRUNCATED: u16 = 0x0200;
    /// RD: recursion desired.
    pub const RECURSION_DESIRED: u16 = 0x0100;
    /// RA: recursion available.
    pub const RECURSION_AVAILABLE: u16 = 0x0080;
    /// AD: the resolver holds the data for authentic (RFC 4035 §3.2.3).
    pub const AUTHENTIC_DATA: u16 = 0x0020;
    /// CD: the resolver shall not check (RFC 4035 §3.2.2).
    pub const CHECKING_DISABLED: u16 = 0x0010;

    const RCODE: u16 = 0x000f;
    const OPCODE: u16 = 0x7800;

    /// These flags and `bits` beside them.
    pub const fn with(self, bits: u16) -> Self {
        Self(self.0 | bits)
    }

    /// These flags with the low four bits of `rcode`.
    pub const fn with_rcode(self, rcode: Rcode) -> Self {
        Self((self.0 & !Self::RCODE) | (rcode.0 & Self::RCODE))
    }

    /// QR.
    pub const fn is_response(self) -> bool {
        self.0 & Self::RESPONSE != 0
    }

    /// AA.
    pub const fn is_authoritative(self) -> bool {
        self.0 & Self::AUTHORITATIVE != 0
    }

    /// TC.
    pub const fn is_truncated(self) -> bool {
        self.0 & Self::TRUNCATED != 0
    }

    /// RD.
    pub const fn is_recursion_desired(self) -> bool {
        self.0 & Self::RECURSION_DESIRED != 0
    }

    /// RA.
    pub const fn is_recursion_available(self) -> bool {
        self.0 & Self::RECURSION_AVAILABLE != 0
    }

    /// AD.
    pub const fn is_authentic_data(self) -> bool {
        self.0 & Self::AUTHENTIC_DATA != 0
    }

    /// CD.
    pub const fn is_checking_disabled(self) -> bool {
        self.0 & Self::CHECKING_DISABLED != 0
    }

    /// What the message is about.
    pub const fn opcode(self) -> Opcode {
        let [high, _] = self.0.to_be_bytes();
        Opcode((high >> 3) & 0x0f)
    }

    /// The response code's low four bits; [`Message::rcode`](super::Message::rcode) has all twelve.
    pub const fn rcode(self) -> Rcode {
        Rcode(self.0 & Self::RCODE)
    }

    /// Whether nothing but a standard query's bits can be set: opcode 0.
    pub const fn is_query_opcode(self) -> bool {
        self.0 & Self::OPCODE == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flag_is_told_by_itself() {
        type IsSet = fn(Flags) -> bool;
        let flags: [(u16, IsSet); 7] = [
            (Flags::RESPONSE, Flags::is_response),
            (Flags::AUTHORITATIVE, Flags::is_authoritative),
            (Flags::TRUNCATED, Flags::is_truncated),
            (Flags::RECURSION_DESIRED, Flags::is_recursion_desired),
            (Flags::RECURSION_AVAILABLE, Flags::is_recursion_available),
            (Flags::AUTHENTIC_DATA, Flags::is_authentic_data),
            (Flags::CHECKING_DISABLED, Flags::is_checking_disabled),
        ];
        for (bit, is_set) in flags {
            assert!(is_set(Flags(bit)) && is_set(Flags(u16::MAX)), "{bit:#06x}");
            assert!(!is_set(Flags(!bit)) && !is_set(Flags(0)), "{bit:#06x}");
            assert_eq!(Flags(bit).with(bit), Flags(bit));
        }
    }

    #[test]
    fn opcode_and_code_stand_beside_the_flags() {
        let flags = Flags(0x8000 | 5 << 11 | 0x0100).with_rcode(Rcode(9)).with_rcode(Rcode(3));
        assert_eq!((flags.opcode(), flags.rcode()), (Opcode(5), Rcode(3)));
        assert!(!flags.is_query_opcode() && flags.is_response() && flags.is_recursion_desired());
        assert!(Flags(0x87ff).is_query_opcode());
    }
}
