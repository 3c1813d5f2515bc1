//! The limit on the total size of a site's files, so that a pull request cannot fill a disk.

use std::sync::atomic::{AtomicU64, Ordering};

/// A byte counter with a limit, shared by all threads.
pub struct SizeBudget {
    limit: u64,
    spent: AtomicU64,
}

impl SizeBudget {
    /// Creates a budget of `limit` bytes.
    pub fn new(limit: u64) -> SizeBudget {
        SizeBudget {
            limit,
            spent: AtomicU64::new(0),
        }
    }

    /// Adds `bytes` to the sum. Returns false if the sum exceeds the limit; then all later calls return false, too.
    pub fn try_spend(&self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        self.spent
            .fetch_add(bytes, Ordering::Relaxed)
            .saturating_add(bytes)
            <= self.limit
    }

    /// Returns true if more than the limit was requested.
    pub fn is_exceeded(&self) -> bool {
        self.spent.load(Ordering::Relaxed) > self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::SizeBudget;

    #[test]
    fn what_is_asked_for_beyond_the_last_byte_is_refused() {
        let budget = SizeBudget::new(10);
        assert!(
            budget.try_spend(4)
                && budget.try_spend(6)
                && budget.try_spend(0)
                && !budget.is_exceeded()
        );
        assert!(!budget.try_spend(1) && !budget.try_spend(0) && budget.is_exceeded());
    }
}
