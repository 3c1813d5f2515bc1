//! What differs between two snapshots.

use super::snapshot::Snapshot;
use crate::change::{self, Difference};
use crate::diagnostic::{Diagnostic, Severity};
use crate::history::ChangeReport;
use crate::render::{ReportSide, change_report};
use crate::site::Language;

/// The differences between two snapshots, for programs and in words.
pub struct SiteChanges {
    /// The differences: sorted, each once.
    pub differences: Vec<Difference>,
    /// The same in words of a language.
    pub report: ChangeReport,
}

impl Snapshot {
    /// Returns the number of content files whose records could not be read in whole.
    pub fn broken_files(&self) -> usize {
        let files = self.content.diagnostics.values();
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        files.filter(|found| found.iter().any(is_error)).count()
    }

    /// Returns what differs from an older snapshot, in a language of this one.
    pub fn changes_since(&self, old: &Snapshot, language: Language) -> SiteChanges {
        let differences = self.differences_since(old);
        let report = self.report(&differences, old, language);
        SiteChanges {
            differences,
            report,
        }
    }

    /// Returns what differs from an older snapshot: sorted, each difference once.
    pub fn differences_since(&self, old: &Snapshot) -> Vec<Difference> {
        change::between(&old.model, &self.model)
    }

    /// Returns differences from an older snapshot in words of a language.
    pub fn report(
        &self,
        differences: &[Difference],
        old: &Snapshot,
        language: Language,
    ) -> ChangeReport {
        let side = ReportSide {
            model: &self.model,
            theme: &self.theme,
        };
        change_report(differences, &old.model, side, language)
    }
}
