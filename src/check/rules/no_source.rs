//! Rule `no-source`: claims that have no source by the rule of [`crate::atlas::EffectiveSources`].

use std::collections::HashMap;

use crate::atlas::{Atlas, Claim, ClaimPart, ClaimTarget, RecordIx};
use crate::check::context::CheckContext;
use crate::check::finding::Finding;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::record::Record;
use crate::site::{Direction, Language, Site};
use crate::source::SourcePath;

/// Joins the findings about one record in one file: a record without sources is one diagnostic, at its first claim.
pub(in crate::check) fn join_claims(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| a.diagnostic.at.cmp(&b.diagnostic.at));
    let mut joined: Vec<Finding> = Vec::with_capacity(found.len());
    let mut first: HashMap<(RecordIx, SourcePath), usize> = HashMap::new();
    for finding in found {
        let key = match finding.record {
            Some(record) if finding.diagnostic.code == Code::NoSource => {
                (record, finding.diagnostic.at.path.clone())
            }
            _ => {
                joined.push(finding);
                continue;
            }
        };
        match first.get(&key) {
            Some(index) => joined[*index]
                .diagnostic
                .join_fact("claim", &finding.diagnostic),
            None => {
                first.insert(key, joined.len());
                joined.push(finding);
            }
        }
    }
    joined
}

/// Checks a record.
pub(in crate::check) fn check_record(
    context: CheckContext<'_>,
    ix: RecordIx,
    record: &Record,
    found: &mut Vec<Finding>,
) {
    let CheckContext { site, atlas, .. } = context;
    if record.is_partial || !atlas.inherited_sources(ix).is_empty() {
        return;
    }
    if names_unknown_source(context, record) {
        return;
    }
    let is_unsourced = |claim: &Claim| {
        let own = atlas.provenance(*claim);
        let mut named = own.iter().flat_map(|own| &own.sources);
        atlas.claim_part(*claim, site) == ClaimPart::Unsourced
            && !named.any(|name| atlas.is_unresolved(&name.text))
    };
    for claim in atlas.claims(ix, site).filter(is_unsourced) {
        let (at, label) = describe(site, atlas, record, claim);
        let diagnostic = Diagnostic::new(Code::NoSource, at.clone()).with("claim", label);
        found.push(Finding::about_record(ix, diagnostic));
    }
}

/// Whether a record, its kind or the site names a source that does not exist. That is reported, and its claims are not.
fn names_unknown_source(context: CheckContext<'_>, record: &Record) -> bool {
    let CheckContext { site, atlas, .. } = context;
    let listed = site.vocabulary.known.sources;
    let references = record.references.iter();
    let mut own = references.filter(|reference| reference.relation == listed);
    let kind = site.vocabulary.kind(record.kind);
    let mut defaults = kind.default_sources.iter().chain(&site.default_sources);
    own.any(|reference| atlas.is_unresolved(&reference.target.text))
        || defaults.any(|source| atlas.is_unresolved(&source.text))
}

/// Returns the location of a claim, and the label of its field, figure or relation.
fn describe<'a>(
    site: &Site,
    atlas: &'a Atlas,
    record: &'a Record,
    claim: Claim,
) -> (&'a Location, String) {
    let vocabulary = &site.vocabulary;
    let language = Language::DEFAULT;
    match claim.target {
        ClaimTarget::Name => (&record.at, record.name.text(language).to_owned()),
        ClaimTarget::Field(place) => {
            let field = &record.fields[place];
            let label = vocabulary.field(field.field).label.text(language);
            (&field.at, label.to_owned())
        }
        ClaimTarget::Observation(place) => {
            let observation = &record.observations[place];
            let label = vocabulary.figure(observation.of).label.text(language);
            (&observation.at, label.to_owned())
        }
        ClaimTarget::Relation(index) => {
            let relation = &atlas.relations[index];
            let (side, other) = if relation.from == claim.record {
                (Direction::Forward, relation.to)
            } else {
                (Direction::Inverse, relation.from)
            };
            let heading = vocabulary.relation(relation.relation).heading(side);
            let id = &atlas.record(other).id;
            (&relation.at, format!("{}: {id}", heading.text(language)))
        }
    }
}
