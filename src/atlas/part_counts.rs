//! Counts of claims by part.

use super::claim::ClaimPart;

/// The counts of claims by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartCounts([usize; ClaimPart::ALL.len()]);

impl PartCounts {
    /// Adds a claim of a part.
    pub fn add(&mut self, part: ClaimPart) {
        self.0[part as usize] += 1;
    }

    /// Adds other counts.
    pub fn extend(&mut self, other: &PartCounts) {
        self.0
            .iter_mut()
            .zip(other.0)
            .for_each(|(own, more)| *own += more);
    }

    /// Returns the number of all claims.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Returns the number of claims of a part.
    pub fn of(&self, part: ClaimPart) -> usize {
        self.0[part as usize]
    }
}
