//! The diagnostics of a snapshot by stage, except those of the parser (see [`super::parsed_content`]).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::Finding;
use crate::diagnostic::{Diagnostic, limit_report};
use crate::site::Site;
use crate::source::SourcePath;

/// The diagnostics by stage, before the severities of `site.toml` are applied.
#[derive(Clone, Default)]
pub(super) struct DiagnosticSet {
    /// Diagnostics about settings, files, references, pages and layouts.
    pub(super) linking: Vec<Diagnostic>,
    /// Diagnostics of rules for records and relations.
    pub(super) fields: Arc<[Diagnostic]>,
    /// Findings of rules for texts.
    pub(super) texts: Vec<Finding>,
}

impl DiagnosticSet {
    /// Returns the sorted report with the diagnostics of the parser: severities are applied, and the number of diagnostics is
    /// limited.
    pub(super) fn report(
        &self,
        parsing: &BTreeMap<SourcePath, Vec<Diagnostic>>,
        site: &Site,
    ) -> Vec<Diagnostic> {
        let texts = self.texts.iter().map(|finding| &finding.diagnostic);
        let all = self
            .linking
            .iter()
            .chain(&*self.fields)
            .chain(texts)
            .chain(parsing.values().flatten());
        limit_report(site.apply_severities(all.cloned().collect()))
    }
}
