//! The index of a record in the atlas.

/// The index of a record in [`super::Atlas::records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIx(u32);

impl RecordIx {
    pub(crate) fn new(index: usize) -> RecordIx {
        RecordIx(index as u32)
    }

    /// The index as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
