//! What is loaded from layouts and assets. Snapshots share it while these files do not change.

use std::sync::Arc;

use crate::chart::geo::geometry::Geometry;
use crate::diagnostic::{Checked, Diagnostic};
use crate::model::Messages;
use crate::render::{Borders, Layouts};

/// The layouts, messages and borders, with their diagnostics.
#[derive(Clone)]
pub(super) struct ThemeFiles {
    pub(super) layouts: Checked<(Layouts, Arc<Messages>)>,
    pub(super) borders: Checked<Option<Arc<Borders>>>,
}

impl ThemeFiles {
    /// Returns the borders of the map. `None` if the site has none.
    pub(super) fn geometry(&self) -> Option<&Geometry> {
        let borders = self.borders.value.as_deref();
        borders.map(Borders::geometry)
    }

    /// Returns the diagnostics of all files.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.layouts
            .diagnostics
            .iter()
            .chain(&self.borders.diagnostics)
    }
}
