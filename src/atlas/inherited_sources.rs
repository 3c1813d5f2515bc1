//! The sources that the claims of each record inherit: those of the record, else the defaults of its kind, else those of
//! the site. The defaults of a list file are sources of its records already.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::adjacency::Adjacency;
use super::limits::over_limit;
use super::name_index::{NameIndex, ResolveError};
use super::record_ix::RecordIx;
use super::record_linker::LinkContext;
use super::relation::{Edge, Relation};
use super::unresolved::{ambiguous_name, unknown_record, wrong_kind};
use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::site::{DefaultSource, Direction, KindIx, Site};
use crate::source::CowVec;

/// The maximum number of sources that a claim inherits.
const MAX_INHERITED: usize = 100;

/// The sources of the version before, in which records have the same indexes.
pub(super) struct KnownSources<'k> {
    /// The sources by record.
    pub(super) sources: &'k CowVec<Arc<[RecordIx]>>,
    /// The records whose content or relations differ.
    pub(super) differing: BTreeSet<RecordIx>,
}

/// Returns the sources that the claims of each record inherit. Reports the records with too many, and names in `site.toml`
/// that identify no source.
pub(super) fn inherit_sources(
    context: LinkContext<'_>,
    relations: &CowVec<Relation>,
    adjacency: &Adjacency,
    known: Option<KnownSources<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> CowVec<Arc<[RecordIx]>> {
    let inherited = InheritedSources::new(context, relations, diagnostics);
    let sources = match known {
        Some(known) => inherited.update(known, adjacency),
        None => inherited.of_all(adjacency),
    };
    inherited.report(&sources, adjacency, diagnostics);
    sources
}

/// The resolved defaults of `site.toml`, and what the sources of a record depend on besides.
struct InheritedSources<'a> {
    records: &'a CowVec<Arc<Record>>,
    relations: &'a CowVec<Relation>,
    site: &'a Site,
    /// The defaults of the records of each kind, those of the site included.
    kinds: Vec<Arc<[RecordIx]>>,
    /// The kinds whose records are sources. The claims of a source are known from itself.
    sources: Vec<KindIx>,
}

impl<'a> InheritedSources<'a> {
    /// Resolves the names in `site.toml`; reports those that identify no source.
    fn new(
        context: LinkContext<'a>,
        relations: &'a CowVec<Relation>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> InheritedSources<'a> {
        let LinkContext {
            records,
            names,
            site,
            files: _,
        } = context;
        let sources = site
            .vocabulary
            .relation(site.vocabulary.known.sources)
            .to
            .clone();
        let mut resolve = |given: &[DefaultSource]| -> Arc<[RecordIx]> {
            let found = given.iter().filter_map(|source| {
                match resolve_source(source, records, names, &sources, site) {
                    Ok(found) => found,
                    Err(diagnostic) => {
                        diagnostics.extend(site.apply_severity(*diagnostic));
                        None
                    }
                }
            });
            found.collect()
        };
        let of_site = resolve(&site.default_sources);
        let mut of_kind = |given: &[DefaultSource]| match resolve(given) {
            own if own.is_empty() => of_site.clone(),
            own => own,
        };
        let kinds = site.vocabulary.kinds.iter();
        InheritedSources {
            records,
            relations,
            site,
            kinds: kinds.map(|kind| of_kind(&kind.default_sources)).collect(),
            sources,
        }
    }

    /// Returns the sources that the claims of each record inherit.
    fn of_all(&self, adjacency: &Adjacency) -> CowVec<Arc<[RecordIx]>> {
        let all = (0..self.records.len()).map(RecordIx::new);
        all.map(|ix| self.of_record(ix, adjacency.edges(ix)))
            .collect()
    }

    /// Returns the same from those of the version before.
    fn update(&self, known: KnownSources<'_>, adjacency: &Adjacency) -> CowVec<Arc<[RecordIx]>> {
        let mut sources = known.sources.clone();
        for ix in known.differing {
            if let Some(place) = sources.get_mut(ix.index()) {
                *place = self.of_record(ix, adjacency.edges(ix));
            }
        }
        sources
    }

    /// Reports the records with more sources than a claim inherits.
    fn report(
        &self,
        sources: &CowVec<Arc<[RecordIx]>>,
        adjacency: &Adjacency,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let all = sources.iter().enumerate();
        for (index, _) in all.filter(|(_, sources)| sources.len() == MAX_INHERITED) {
            let listed = self.listed(adjacency.edges(RecordIx::new(index)));
            diagnostics.extend(too_many_sources(&self.records[index], listed.count()));
        }
    }

    /// Returns the sources that the claims of a record inherit, given its relations.
    fn of_record(&self, ix: RecordIx, edges: &[Edge]) -> Arc<[RecordIx]> {
        let kind = self.records[ix.index()].kind;
        let own: Arc<[RecordIx]> = self.listed(edges).take(MAX_INHERITED).collect();
        if !own.is_empty() {
            own
        } else if self.sources.contains(&kind) {
            [ix].into()
        } else {
            self.kinds[kind.index()].clone()
        }
    }

    /// Returns the sources that a record lists, without those that only its claims and texts cite.
    fn listed<'e>(&'e self, edges: &'e [Edge]) -> impl Iterator<Item = RecordIx> + 'e {
        let cites = self.site.vocabulary.known.sources;
        let is_listed = move |edge: &&Edge| {
            let is_source = edge.relation_type == cites && edge.side == Direction::Forward;
            is_source && !self.relations[edge.relation as usize].derived
        };
        edges.iter().filter(is_listed).map(|edge| edge.other)
    }
}

/// Resolves a source of `site.toml`. `Ok(None)` for a draft that is left out.
fn resolve_source(
    source: &DefaultSource,
    records: &CowVec<Arc<Record>>,
    names: &NameIndex,
    kinds: &[KindIx],
    site: &Site,
) -> Result<Option<RecordIx>, Box<Diagnostic>> {
    let (at, text) = (source.at.clone(), &*source.text);
    let diagnostic = match names.resolve(records, text) {
        Ok(found) if kinds.contains(&records[found.index()].kind) => return Ok(Some(found)),
        Ok(found) => {
            let record = &records[found.index()];
            wrong_kind(at, text, "sources", record, kinds, site)
        }
        Err(ResolveError::Unknown) if names.drafts().by_name(text).is_some() => return Ok(None),
        Err(ResolveError::Unknown) => unknown_record(at, text, kinds, site),
        Err(ResolveError::Ambiguous(several, more)) => {
            let candidates = several.iter().map(|record| &*records[record.index()]);
            ambiguous_name(at, text, &candidates.collect::<Vec<_>>(), more)
        }
    };
    Err(Box::new(diagnostic))
}

/// Returns the diagnostic of a record with more sources than a claim inherits. `None` if it has no more.
fn too_many_sources(record: &Record, count: usize) -> Option<Diagnostic> {
    (count > MAX_INHERITED).then(|| {
        let ru = format!(
            "у записи источников {count}, утверждения без своего получают первые {MAX_INHERITED}"
        );
        let en = format!(
            "the record has {count} sources, claims without their own get the first {MAX_INHERITED}"
        );
        over_limit(record, ru, en)
    })
}
