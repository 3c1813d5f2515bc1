//! A progress line for work that takes longer than a second, on a terminal.

#![expect(
    clippy::disallowed_methods,
    reason = "a progress line appears after a while"
)]

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs `work`, and shows how many of `all` steps are `done` after the first second.
pub(super) fn show_progress<T>(
    all: usize,
    done: &AtomicUsize,
    err: &mut (dyn Write + Send),
    work: impl FnOnce() -> T,
) -> T {
    let is_finished = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Without a thread no progress is shown.
        _ = std::thread::Builder::new().spawn_scoped(scope, || {
            let start = Instant::now();
            let mut shown = false;
            while !is_finished.load(Ordering::Acquire) {
                std::thread::sleep(Duration::from_millis(50));
                if start.elapsed() > Duration::from_secs(1) {
                    let _ = write!(err, "\r{} / {all}", done.load(Ordering::Relaxed));
                    let _ = err.flush();
                    shown = true;
                }
            }
            if shown {
                let _ = write!(err, "\r\x1b[K");
            }
        });
        let result = work();
        is_finished.store(true, Ordering::Release);
        result
    })
}
