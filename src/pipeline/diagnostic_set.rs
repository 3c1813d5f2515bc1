//! The diagnostics of a snapshot by stage, except those of the parser (see [`super::parsed_content`]).

use std::collections::BTreeMap;

use crate::check::RuleDiagnostics;
use crate::diagnostic::{Diagnostic, limit_report};
use crate::site::Site;
use crate::source::SourcePath;

/// The diagnostics by stage, before the severities of `site.toml` are applied.
pub(super) struct DiagnosticSet {
    /// Diagnostics about settings, files, references, pages and layouts.
    pub(super) linking: Vec<Diagnostic>,
    /// Diagnostics of the rules.
    pub(super) rules: RuleDiagnostics,
}

impl DiagnosticSet {
    /// Returns the sorted report with the diagnostics of the parser: severities are applied, and the number of diagnostics is
    /// limited.
    pub(super) fn report(
        &self,
        parsing: &BTreeMap<SourcePath, Vec<Diagnostic>>,
        site: &Site,
    ) -> Vec<Diagnostic> {
        let all = self
            .linking
            .iter()
            .chain(self.rules.iter())
            .chain(parsing.values().flatten());
        limit_report(site.apply_severities(all.cloned().collect()))
    }
}
