//! A progress line for work that takes longer than a second, on a terminal.

#![expect(clippy::disallowed_methods, reason = "a progress line appears after a while")]

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A counter of finished steps.
pub(super) struct Progress {
    done: AtomicUsize,
    finished: AtomicBool,
    all: usize,
}

impl Progress {
    pub(super) fn new(all: usize) -> Progress {
        Progress { done: AtomicUsize::new(0), finished: AtomicBool::new(false), all }
    }

    /// Counts a step.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Runs `work`. If `watched`, shows the progress after the first second.
    pub(super) fn watch<T>(&self, watched: bool, err: &mut (dyn Write + Send), work: impl FnOnce() -> T) -> T {
        if !watched {
            return work();
        }
        std::thread::scope(|scope| {
            // Without a thread no progress is shown.
            _ = std::thread::Builder::new().spawn_scoped(scope, || {
                let start = Instant::now();
                let mut shown = false;
                while !self.finished.load(Ordering::Acquire) {
                    std::thread::sleep(Duration::from_millis(50));
                    if start.elapsed() > Duration::from_secs(1) {
                        let _ = write!(err, "\r{} / {}", self.done.load(Ordering::Relaxed), self.all);
                        let _ = err.flush();
                        shown = true;
                    }
                }
                if shown {
                    let _ = write!(err, "\r\x1b[K");
                }
            });
            let result = work();
            self.finished.store(true, Ordering::Release);
            result
        })
    }
}
