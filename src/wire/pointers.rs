//! What a message's compression pointers may cost, and which of them have proven good.

/// The most compression pointers that one name may go through.
pub(super) const MAX_POINTERS_PER_NAME: u8 = 16; // RFC 9267 §2

/// How many compression pointers may still be followed in one message, and the names that were pointed to last.
///
/// Backward-only pointers are not enough: a 64 KiB message of pointer chains costs some parsers over 100 ms. And most
/// pointers go where the one before went, so a target that has proven good is not walked again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pointers {
    left: u32,
    good: [GoodTarget; 2],
}

/// A name that a pointer led to and that was found sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct GoodTarget {
    /// Where it begins.
    pub(super) at: u16,
    /// How long it is, in octets of wire form, its final zero included.
    pub(super) octets: u8,
    /// How many pointers it goes through itself.
    pub(super) pointers: u8,
}

/// In the header, where no pointer may go.
const NOWHERE: GoodTarget = GoodTarget { at: 0, octets: 0, pointers: 0 };

impl Pointers {
    /// The budget of a message that promises `records` records: four for each and 64 (questions have their part there).
    pub(super) const fn for_records(records: u32) -> Self {
        Self { left: records.saturating_mul(4).saturating_add(64), good: [NOWHERE; 2] }
    }

    /// The budget of RDATA that has been read once already, or stands alone.
    pub(super) const fn for_rdata() -> Self {
        Self { left: 2 * MAX_POINTERS_PER_NAME as u32, good: [NOWHERE; 2] }
    }

    /// Takes `count` pointers from the budget; `None` where it does not hold so many.
    pub(super) const fn spend(&mut self, count: u8) -> Option<()> {
        match self.left.checked_sub(count as u32) {
            Some(left) => {
                self.left = left;
                Some(())
            }
            None => None,
        }
    }

    /// What is known of the name at `at`, if it was pointed to lately.
    pub(super) fn known(&self, at: u16) -> Option<GoodTarget> {
        let [last, before] = self.good;
        match at {
            // In the header: what an unused place says.
            0 => None,
            _ if last.at == at => Some(last),
            _ if before.at == at => Some(before),
            _ => None,
        }
    }

    pub(super) fn remember(&mut self, target: GoodTarget) {
        let [last, _] = self.good;
        self.good = [target, last];
    }
}
