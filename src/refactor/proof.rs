//! The proof of an edit: the edited site is linked and compared with what was meant.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::change::{self, Alteration, Difference, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::pipeline::{self, Options, Snapshot};
use crate::source::SourcePath;
use crate::text::MessageLanguage;

/// An edit of a site in memory, and what it is meant to change.
pub struct RefactorPlan {
    /// The edited site.
    pub working: WorkingSite,
    /// The places that name the record, by file.
    pub places: BTreeMap<SourcePath, usize>,
    /// The ids that are replaced.
    pub(super) ids: Vec<(String, String)>,
    /// Whether a difference is meant.
    pub(super) is_meant: Box<dyn Fn(&Difference) -> bool>,
    /// The differences that must be there.
    pub(super) wanted: Vec<Difference>,
    /// Whether new warnings are let pass.
    pub(super) warnings: NewWarnings,
    /// Lines of layouts that may name the record.
    pub layout_lines: Vec<(SourcePath, usize)>,
}

impl RefactorPlan {
    /// An edit of values and new records: `is_meant` tells which differences are meant. New warnings pass.
    pub fn of_values(
        working: WorkingSite,
        is_meant: impl Fn(&Difference) -> bool + 'static,
    ) -> RefactorPlan {
        RefactorPlan {
            working,
            places: BTreeMap::new(),
            ids: Vec::new(),
            is_meant: Box::new(is_meant),
            wanted: Vec::new(),
            warnings: NewWarnings::Accepted,
            layout_lines: Vec::new(),
        }
    }
}

/// What new warnings of the edited site mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NewWarnings {
    /// The edit is refused.
    Refused,
    /// They are of what was meant.
    Accepted,
}

/// Links the edited site. Fails if it is not what was meant, with the first things that are others.
pub fn prove(
    plan: &RefactorPlan,
    before: &Snapshot,
    options: &Options,
) -> Result<Snapshot, Refusal> {
    let after = pipeline::snapshot(plan.working.tree.clone(), Some(before), options);
    let found = change::between(&before.model, &after.model);
    let missing = plan.wanted.iter().filter(|wanted| !found.contains(wanted));
    let others = found.iter().filter(|found| !(plan.is_meant)(found));
    let wrong: Vec<&Difference> = missing.chain(others).take(5).collect();
    if !wrong.is_empty() {
        let words = |language| {
            let sentences = wrong.iter().map(|difference| difference.sentence(language));
            sentences.collect::<Vec<_>>().join("\n  ")
        };
        return Err(Refusal::new(
            format!(
                "изменилось бы не то, что нужно:\n  {}",
                words(MessageLanguage::Ru)
            ),
            format!(
                "something else would change:\n  {}",
                words(MessageLanguage::En)
            ),
        ));
    }
    let new: Vec<Diagnostic> = new_diagnostics(before, &after, &plan.ids)
        .into_iter()
        .filter(|found| plan.warnings == NewWarnings::Refused || found.severity == Severity::Error)
        .take(5)
        .collect();
    if new.is_empty() {
        return Ok(after);
    }
    let words = |language| {
        let messages = new
            .iter()
            .map(|found| format!("{}: {}", found.at.path, found.message(language)));
        messages.collect::<Vec<_>>().join("\n  ")
    };
    Err(Refusal::new(
        format!(
            "появились бы новые замечания:\n  {}",
            words(MessageLanguage::Ru)
        ),
        format!(
            "there would be new diagnostics:\n  {}",
            words(MessageLanguage::En)
        ),
    ))
}

/// A diagnostic without its place, and with the new ids.
type DiagnosticKey = (Code, Severity, Vec<String>);

/// Returns the diagnostics that only the edited site has.
fn new_diagnostics(
    before: &Snapshot,
    after: &Snapshot,
    ids: &[(String, String)],
) -> Vec<Diagnostic> {
    let key = |found: &Diagnostic| -> DiagnosticKey {
        let texts = found.facts.iter().map(|(_, text)| {
            ids.iter()
                .fold(text.clone(), |text, (old, new)| text.replace(old, new))
        });
        (found.code, found.severity, texts.collect())
    };
    let mut known: BTreeMap<DiagnosticKey, usize> = BTreeMap::new();
    for found in &before.diagnostics {
        *known.entry(key(found)).or_default() += 1;
    }
    let mut is_new = |found: &Diagnostic| match known.get_mut(&key(found)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let all = after.diagnostics.iter();
    all.filter(|found| is_new(found)).cloned().collect()
}

/// Returns a difference of a record.
pub(super) fn of_record(id: &str, alteration: Alteration) -> Difference {
    Difference {
        subject: Subject::Record(id.into()),
        alteration,
    }
}
