//! A place in a message, and the reads that advance it.

/// Reads big-endian numbers and runs of octets, one after another. `None`: the octets end first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    octets: &'a [u8],
    position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn at(octets: &'a [u8], position: usize) -> Self {
        Self { octets, position }
    }

    pub(super) const fn position(&self) -> usize {
        self.position
    }

    pub(super) fn remaining(&self) -> usize {
        self.octets.len().saturating_sub(self.position)
    }

    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.position.checked_add(count)?;
        let taken = self.octets.get(self.position..end)?;
        self.position = end;
        Some(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let taken = self.octets.get(self.position..)?.first_chunk::<N>()?;
        self.position = self.position.checked_add(N)?;
        Some(*taken)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }
}
