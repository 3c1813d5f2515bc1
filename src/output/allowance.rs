//! How much all files of a site may take together, so that no pull request fills a disk.

use std::sync::atomic::{AtomicU64, Ordering};

/// A sum of bytes that all threads draw from.
pub struct Allowance {
    most: u64,
    taken: AtomicU64,
}

impl Allowance {
    /// So many bytes.
    pub fn new(most: u64) -> Allowance {
        Allowance { most, taken: AtomicU64::new(0) }
    }

    /// Takes some bytes; false where there are not so many left, and from then on.
    pub fn take(&self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        self.taken.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) <= self.most
    }

    /// Whether more was asked for than there is.
    pub fn is_spent(&self) -> bool {
        self.taken.load(Ordering::Relaxed) > self.most
    }
}

#[cfg(test)]
mod tests {
    use super::Allowance;

    #[test]
    fn what_is_asked_for_beyond_the_last_byte_is_refused() {
        let allowance = Allowance::new(10);
        assert!(allowance.take(4) && allowance.take(6) && allowance.take(0) && !allowance.is_spent());
        assert!(!allowance.take(1) && !allowance.take(0) && allowance.is_spent());
    }
}
