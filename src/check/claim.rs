//! The claims of a record: fields, observations and relations, and whether they have a source.

use std::fmt;

use crate::atlas::{Atlas, RecordIx};
use crate::diagnostic::Location;
use crate::record::{Provenance, Record};
use crate::site::{Direction, Language, Localized, Site};

/// A claim of a record. Its text is the label of the field, figure or relation.
pub struct Claim<'a> {
    label: &'a str,
    /// The other record of a relation, as written.
    other: Option<&'a str>,
    /// The location.
    pub at: &'a Location,
    /// Whether the claim has a source of its own.
    pub sourced: bool,
}

impl fmt::Display for Claim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.other {
            Some(other) => write!(f, "{}: {other}", self.label),
            None => f.write_str(self.label),
        }
    }
}

/// Whether all claims of a record have a source: the record cites sources, or is a source.
pub fn is_sourced(site: &Site, record: &Record) -> bool {
    let sources = site.vocabulary.known.sources;
    let is_source = site.vocabulary.relation(sources).to.contains(&record.kind);
    let mut references = record.references.iter();
    is_source
        || references
            .any(|reference| reference.relation == sources && reference.side == Direction::Forward)
}

/// Returns the claims of a record.
pub fn claims<'a>(
    site: &'a Site,
    atlas: &'a Atlas,
    ix: RecordIx,
) -> impl Iterator<Item = Claim<'a>> {
    let record = atlas.record(ix);
    let vocabulary = &site.vocabulary;
    let label = |label: &'a Localized| label.get(Language::DEFAULT).map_or("", |(text, _)| text);
    let has_source = |provenance: &Provenance| !provenance.sources.is_empty();
    // The date of the last check against the sources needs no source.
    let checked = vocabulary.kind(record.kind).known.checked;
    let fields = record.fields.iter().filter_map(move |value| {
        let field = vocabulary.field(value.field);
        let sourced = value.provenance.as_deref().is_some_and(has_source);
        let claim = Claim {
            label: label(&field.label),
            other: None,
            at: &value.at,
            sourced,
        };
        (!field.hidden && checked != Some(value.field)).then_some(claim)
    });
    let observations = record.observations.iter().map(move |observation| {
        let label = label(&vocabulary.figure(observation.of).label);
        Claim {
            label,
            other: None,
            at: &observation.at,
            sourced: has_source(&observation.provenance),
        }
    });
    let references = record
        .references
        .iter()
        .filter(|reference| reference.relation != vocabulary.known.sources);
    let references = references.map(move |reference| {
        let label = label(
            vocabulary
                .relation(reference.relation)
                .heading(reference.side),
        );
        let sourced = reference
            .details
            .as_ref()
            .is_some_and(|details| has_source(&details.provenance));
        Claim {
            label,
            other: Some(&reference.target.text),
            at: &reference.target.at,
            sourced,
        }
    });
    fields.chain(observations).chain(references)
}
