//! A counter of foreground activity, for which background rendering pauses.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// The number of running foreground tasks. Background rendering waits until it is zero.
#[derive(Default)]
pub(super) struct ActivityCounter(AtomicUsize);

pub(super) struct ActivityGuard<'a>(&'a ActivityCounter);

impl ActivityCounter {
    /// Counts a task until the returned guard is dropped.
    pub(super) fn start(&self) -> ActivityGuard<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        ActivityGuard(self)
    }

    pub(super) fn wait_until_idle(&self) {
        while self.0.load(Ordering::Relaxed) > 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for ActivityGuard<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}
