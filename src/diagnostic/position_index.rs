//! Converts locations to lines and columns.

use std::collections::HashMap;

use super::location::Location;
use super::model::Diagnostic;
use crate::source::{LineIndex, Position, SourcePath, Tree};

/// The line indexes of all files that some diagnostics refer to.
pub(super) struct PositionIndex<'t>(HashMap<&'t SourcePath, LineIndex<'t>>);

impl<'t> PositionIndex<'t> {
    pub(super) fn new(diagnostics: &'t [Diagnostic], tree: &'t Tree) -> PositionIndex<'t> {
        let mut files = HashMap::new();
        for at in diagnostics
            .iter()
            .flat_map(|diagnostic| diagnostic.related.iter().chain([&diagnostic.at]))
        {
            files.entry(&at.path).or_insert_with(|| {
                LineIndex::new(
                    tree.file(at.path.as_str())
                        .and_then(|file| file.text().ok())
                        .unwrap_or_default(),
                )
            });
        }
        PositionIndex(files)
    }

    /// Returns the positions of the start and the end of a location.
    pub(super) fn range(&self, at: &Location) -> (Position, Position) {
        let start = Position { line: 1, column: 1 };
        let Some(lines) = self.0.get(&at.path) else {
            return (start, start);
        };
        (
            lines.position(at.span.start as usize),
            lines.position(at.span.end as usize),
        )
    }
}
