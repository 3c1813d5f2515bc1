//! The diagnostics of the rules, by record.

use std::collections::BTreeMap;

use crate::atlas::{Changed, RecordIx};
use crate::diagnostic::Diagnostic;

/// The diagnostics of the rules. Only records that have some have an entry.
#[derive(Default)]
pub struct RuleDiagnostics {
    pub(super) of_records: BTreeMap<RecordIx, Vec<Diagnostic>>,
    /// Those of free pages and introductions.
    pub(super) of_pages: Vec<Diagnostic>,
    /// Those of rules that compare records with each other or with the map.
    pub(super) of_all: Vec<Diagnostic>,
}

impl RuleDiagnostics {
    /// Takes the diagnostics of a version before, except those of changed records.
    pub(super) fn keep(&mut self, before: &RuleDiagnostics, changed: &Changed) {
        let of_records = before.of_records.iter();
        let kept = of_records.filter_map(|(old, found)| {
            let new = changed.to_new(*old)?;
            (!changed.is_diagnosed(new)).then(|| (new, found.clone()))
        });
        self.of_records.extend(kept);
    }

    /// Returns all diagnostics, in the order of the records.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_records = self.of_records.values().flatten();
        of_records.chain(&self.of_pages).chain(&self.of_all)
    }
}
