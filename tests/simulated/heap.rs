//! What checks have on the heap: counted inside the calls that drive them, so that nothing of the network around them is in it.

use allocation_counter::measure;

/// The most that one check may have.
pub(crate) const MAX_HEAP_OCTETS: usize = 4 << 20;

/// What a check has before it is driven: its task, where it begins, its first questions.
pub(crate) const NEW_CHECK_OCTETS: i64 = 128 << 10;

/// A count of octets, over all calls so far.
#[derive(Debug, Default)]
pub(crate) struct Heap {
    live: i64,
    peak: i64,
}

impl Heap {
    /// A check that was made elsewhere.
    pub(crate) const fn begin_check(&mut self) {
        self.live += NEW_CHECK_OCTETS;
    }

    /// Counts what a call takes and gives back.
    pub(crate) fn count<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let mut result = None;
        let counted = measure(|| result = Some(call()));
        self.peak = self.peak.max(self.live + i64::try_from(counted.bytes_max).expect("less than half of all memory"));
        self.live += counted.bytes_current;
        result.expect("the call was made")
    }

    /// The most at any moment so far.
    pub(crate) fn peak(&self) -> usize {
        usize::try_from(self.peak.max(self.live)).unwrap_or_default()
    }
}
