//! The destination and the result of a build.

use std::path::Path;

use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::output::{OverwritePolicy, PublishError, PublishReport};

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
    /// Diagnostics about limits of the host, and about removed files.
    pub output_diagnostics: Vec<Diagnostic>,
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
    /// The files are refused; see [`Build::output_diagnostics`].
    Refused,
    /// The folder could not be written.
    NotWritable(PublishError),
}
