//! Claims that nothing is given for: a field, a figure or a relation without a source of its own in a record without
//! sources.

use std::fmt;

use super::{CheckContext, Finding, FindingTarget};
use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::record::{Provenance, Record};
use crate::site::{Direction, Language, Localized, Site};

pub(super) fn of_record(context: CheckContext<'_>, ix: RecordIx, record: &Record, found: &mut Vec<Finding>) {
    let CheckContext { site, atlas, .. } = context;
    if is_sourced(site, record) {
        return;
    }
    for claim in claims(site, atlas, ix).filter(|claim| !claim.sourced) {
        let at = record.location(claim.span);
        let diagnostic = Diagnostic::new(Code::NoSource, at).with("claim", claim.to_string());
        found.push(Finding { record: Some(ix), target: FindingTarget::Record, diagnostic });
    }
}

/// Whether every claim of a record is covered: it names sources as a whole, or is a source itself.
pub fn is_sourced(site: &Site, record: &Record) -> bool {
    let sources = site.vocabulary.known.sources;
    let is_source = site.vocabulary.relation(sources).to.contains(&record.kind);
    is_source
        || record
            .references
            .iter()
            .any(|reference| reference.relation == sources && reference.side == Direction::Forward)
}

/// A claim that a record makes; what it is called is its text.
pub struct Made<'a> {
    label: &'a str,
    /// The record that a relation names, as it is written.
    other: Option<&'a str>,
    /// Where it stands.
    pub span: Span,
    /// Whether it has a source of its own.
    pub sourced: bool,
}

impl fmt::Display for Made<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.other {
            Some(other) => write!(f, "{}: {other}", self.label),
            None => f.write_str(self.label),
        }
    }
}

/// The claims that a record makes.
pub fn claims<'a>(site: &'a Site, atlas: &'a Atlas, ix: RecordIx) -> impl Iterator<Item = Made<'a>> {
    let record = atlas.record(ix);
    let vocabulary = &site.vocabulary;
    let label = |label: &'a Localized| label.get(Language::DEFAULT).map_or("", |(text, _)| text);
    let has = |claim: &Provenance| !claim.sources.is_empty();
    // The day on which somebody compared the record with its sources is no claim target the thing.
    let checked = vocabulary.kind(record.kind).known.checked;
    let facts = record.fields.iter().filter_map(move |fact| {
        let field = vocabulary.field(fact.field);
        let sourced = fact.provenance.as_deref().is_some_and(has);
        let made = Made { label: label(&field.label), other: None, span: fact.span, sourced };
        (!field.hidden && checked != Some(fact.field)).then_some(made)
    });
    let figures = record.observations.iter().map(move |figure| {
        let label = label(&vocabulary.figures[figure.of.index()].1);
        Made { label, other: None, span: figure.span, sourced: has(&figure.provenance) }
    });
    let references = record.references.iter().filter(|reference| reference.relation != vocabulary.known.sources);
    let references = references.map(move |reference| {
        let label = label(vocabulary.relation(reference.relation).heading(reference.side));
        let sourced = reference.details.as_ref().is_some_and(|details| has(&details.provenance));
        Made { label, other: Some(&reference.target.text), span: reference.target.span, sourced }
    });
    facts.chain(figures).chain(references)
}
