//! The events of a build.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::snapshot::Snapshot;

/// The caller of a build: it supplies the revision, and can show diagnostics and progress meanwhile.
pub trait BuildObserver {
    /// Returns the revision that citations name. Called after all files are read.
    fn revision(&mut self) -> Option<Arc<str>> {
        None
    }

    /// Called after the records are linked, before pages are rendered.
    fn on_linked(&mut self, _: &Snapshot) {}

    /// Runs `render`, which renders `files` files and counts them in `done`.
    fn on_render<T>(
        &mut self,
        _files: usize,
        _done: &AtomicUsize,
        render: impl FnOnce() -> T,
    ) -> T {
        render()
    }
}
