//! Renders all files of a snapshot and publishes them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file_list::FileList;
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::{
    Chunk, OutputFolder, OverwritePolicy, PublishError, PublishReport, SizeBudget,
};
use crate::render::Renderer;

/// The result of publishing, with the diagnostics of rendering.
pub(super) struct Published {
    pub(super) result: Result<PublishReport, PublishError>,
    /// Diagnostics of pages that could not be rendered.
    pub(super) render_errors: Vec<Diagnostic>,
    /// Diagnostics about limits of the host, and about removed files.
    pub(super) output_diagnostics: Vec<Diagnostic>,
}

/// Renders and publishes all files. `done` counts the rendered ones.
pub(super) fn publish(
    snapshot: &Snapshot,
    files: &FileList<'_>,
    output: OutputFolder,
    policy: OverwritePolicy,
    done: &AtomicUsize,
) -> Published {
    let render_errors: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
    let mut output_diagnostics = Vec::new();
    let budget = SizeBudget::new(snapshot.size_budget());
    let judge = |sizes: &mut dyn Iterator<Item = (&str, u64)>, removed: &[&str]| {
        output_diagnostics = snapshot.check_host_limits(sizes);
        output_diagnostics.extend(snapshot.check_removed_files(removed));
        let has_errors = output_diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error);
        if has_errors {
            Err(PublishError::Refused)
        } else {
            Ok(())
        }
    };
    let render = |renderer: &mut Renderer, index: usize, to: &mut dyn FnMut(Chunk<'_>)| {
        done.fetch_add(1, Ordering::Relaxed);
        if budget.is_exceeded() {
            return Err(PublishError::Pages(1));
        }
        let mut to = |chunk: Chunk<'_>| {
            if budget.try_spend(chunk.bytes().len()) {
                to(chunk);
            }
        };
        let found = files.write(snapshot, renderer, index, &mut to);
        if found.is_empty() {
            return if budget.is_exceeded() {
                Err(PublishError::Pages(1))
            } else {
                Ok(())
            };
        }
        if let Ok(mut errors) = render_errors.lock() {
            errors.extend(found);
        }
        Err(PublishError::Pages(1))
    };
    let result = output.publish(
        &files.routes,
        &files.order,
        policy,
        || snapshot.renderer(),
        render,
        judge,
    );
    Published {
        result,
        render_errors: render_errors.into_inner().unwrap_or_default(),
        output_diagnostics,
    }
}
