//! The diagnostics of linking, by what they are about.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::name_index::NameIndex;
use super::record_ix::RecordIx;
use super::relation::Pair;
use super::unresolved::{ALLOWED, kinds_of_list, written_as_list};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;

/// The diagnostics of references and of merged relations. Only what has diagnostics has an entry.
#[derive(Default)]
pub(super) struct LinkDiagnostics {
    /// The diagnostics of the references of records, without suggestions.
    pub(super) of_records: BTreeMap<RecordIx, Vec<Diagnostic>>,
    /// The diagnostics of the relations of pairs.
    pub(super) of_pairs: BTreeMap<Pair, Vec<Diagnostic>>,
}

impl LinkDiagnostics {
    /// Adds all diagnostics to others; broken references get a suggestion.
    pub(super) fn report(
        &self,
        records: &[Arc<Record>],
        names: &NameIndex,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for diagnostic in self.of_records.values().flatten() {
            let is_unknown = diagnostic.code == Code::BrokenReference;
            let mut facts = diagnostic.facts.iter();
            let unknown = facts.find(|(fact, _)| is_unknown && *fact == "target");
            let Some((_, text)) = unknown else {
                diagnostics.push(diagnostic.clone());
                continue;
            };
            let is_known = |part: &str| names.resolve(records, part).is_ok();
            let list = written_as_list(text, is_known);
            let mut facts = diagnostic.facts.iter();
            let allowed = facts.find(|(fact, _)| *fact == ALLOWED);
            let kinds = allowed.map_or_else(Vec::new, |(_, list)| kinds_of_list(list));
            let similar = names.suggest(records, text, &kinds, diagnostics.len());
            let diagnostic = diagnostic.clone().with_some("list", list);
            diagnostics.push(diagnostic.with_some("near", similar));
        }
        diagnostics.extend(self.of_pairs.values().flatten().cloned());
    }
}
