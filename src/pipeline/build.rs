//! A whole build: from the files of a site to the published folder.

use std::io;
use std::path::Path;
use std::sync::atomic::AtomicUsize;

use super::file_list::FileList;
use super::observer::BuildObserver;
use super::options::Options;
use super::publish::{Published, publish};
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, limit_report};
use crate::output::{OutputFolder, OverwritePolicy, PublishError, PublishReport};

/// The destination of a build.
pub struct BuildTarget<'t, O> {
    /// The output folder.
    pub folder: &'t Path,
    /// The files in the folder that a build may overwrite.
    pub policy: OverwritePolicy,
    /// The observer of the build.
    pub observer: &'t mut O,
}

/// The result of a build.
pub struct Build {
    /// The snapshot, with its diagnostics.
    pub snapshot: Snapshot,
    /// Diagnostics about limits of the host.
    pub host_diagnostics: Vec<Diagnostic>,
    /// The outcome.
    pub outcome: BuildOutcome,
}

/// The outcome of a build. The folder is changed only by [`BuildOutcome::Published`].
pub enum BuildOutcome {
    /// The files were published.
    Published(PublishReport),
    /// The content has errors; see [`Snapshot::diagnostics`].
    ContentErrors,
    /// Pages could not be rendered.
    RenderErrors(Vec<Diagnostic>),
    /// The files exceed the size budget.
    TooLarge(Diagnostic),
    /// The files exceed a limit of the host; see [`Build::host_diagnostics`].
    HostLimit,
    /// The folder could not be written.
    NotWritable(PublishError),
}

/// Builds the site at `root` and publishes it to a folder. Fails if `root` cannot be read.
pub fn build<O: BuildObserver>(root: &Path, options: Options, target: BuildTarget<'_, O>) -> io::Result<Build> {
    let BuildTarget { folder, policy, observer } = target;
    let snapshot = super::read_and_link(root, options, observer)?;
    observer.on_linked(&snapshot);
    let failed = |snapshot, outcome| Ok(Build { snapshot, host_diagnostics: Vec::new(), outcome });
    if snapshot.has_errors() {
        return failed(snapshot, BuildOutcome::ContentErrors);
    }
    let output = match OutputFolder::open(folder, policy) {
        Ok(output) => output.with_encodings(&snapshot.model.site.publishing.precompress),
        Err(error) => return failed(snapshot, BuildOutcome::NotWritable(error)),
    };
    let (files, done) = (FileList::new(&snapshot), AtomicUsize::new(0));
    let render = || publish(&snapshot, &files, output, policy, &done);
    let Published { result, render_errors, host_diagnostics } = observer.on_render(files.order.len(), &done, render);
    let outcome = match result {
        Ok(report) => BuildOutcome::Published(report),
        Err(PublishError::Pages(_)) if render_errors.is_empty() => BuildOutcome::TooLarge(snapshot.output_too_large()),
        Err(PublishError::Pages(_)) => BuildOutcome::RenderErrors(limit_report(render_errors)),
        Err(PublishError::Refused) => BuildOutcome::HostLimit,
        Err(error) => BuildOutcome::NotWritable(error),
    };
    Ok(Build { snapshot, host_diagnostics, outcome })
}
