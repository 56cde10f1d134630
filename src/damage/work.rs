//! How much the ladder may look at: octets, counted, so that no RRset can keep it busy.

/// The most octets that are looked at for one expected value, beyond the one reading of every record: 6 MiB.
/// Every step of the ladder costs the octets that it looks at.
pub const MAX_WORK: usize = 6 << 20;

/// What is left of [`MAX_WORK`].
#[derive(Debug)]
pub(super) struct Work {
    left: usize,
}

impl Work {
    pub(super) const fn new() -> Self {
        Self { left: MAX_WORK }
    }

    /// Takes the cost of a step off; `false` where there is not enough left for it.
    pub(super) fn spend(&mut self, octets: usize) -> bool {
        let after = self.left.checked_sub(octets);
        self.left = after.unwrap_or(0);
        after.is_some()
    }

    pub(super) const fn is_spent(&self) -> bool {
        self.left == 0
    }

    #[cfg(test)]
    pub(super) const fn spent(&self) -> usize {
        MAX_WORK - self.left
    }
}
