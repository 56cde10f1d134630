//! The octets of the fuzzer, read as choices.

/// Choices that are left. Where the octets end, every choice is 0.
pub(crate) struct Script<'o> {
    octets: &'o [u8],
}

impl<'o> Script<'o> {
    pub(crate) const fn new(octets: &'o [u8]) -> Self {
        Self { octets }
    }

    pub(crate) const fn is_over(&self) -> bool {
        self.octets.is_empty()
    }

    pub(crate) fn octet(&mut self) -> u8 {
        let Some((first, rest)) = self.octets.split_first() else { return 0 };
        self.octets = rest;
        *first
    }

    pub(crate) fn u16(&mut self) -> u16 {
        u16::from_be_bytes([self.octet(), self.octet()])
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.octet() & 1 == 1
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::from(self.octet()) % count
    }

    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// Up to as many octets as the next one says.
    pub(crate) fn some(&mut self) -> &'o [u8] {
        let count = usize::from(self.octet()).min(self.octets.len());
        let (some, rest) = self.octets.split_at(count);
        self.octets = rest;
        some
    }
}
