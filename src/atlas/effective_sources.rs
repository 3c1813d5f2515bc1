//! The sources of a claim by one rule: its own; else those of the records that state it, of their kinds, of the site.
//!
//! A claim that the editors infer inherits none. Relations to sources and mentions are no claims and have none.

use std::borrow::Cow;
use std::collections::HashSet;

use super::linked_atlas::Atlas;
use super::record_ix::RecordIx;
use super::relation::Relation;
use crate::record::{Provenance, Status};
use crate::site::{RelationIx, Site};

/// The sources of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveSources<'a> {
    /// The records of the sources.
    pub sources: Cow<'a, [RecordIx]>,
    /// Whether the claim names none itself, and these are the sources of its record, kind or site.
    pub inherited: bool,
}

impl Site {
    /// Whether relations of a type are claims, which need a source. Citations and mentions are none.
    pub fn is_claim(&self, relation: RelationIx) -> bool {
        let known = self.vocabulary.known;
        relation != known.sources && !self.vocabulary.relation(relation).from_text
    }
}

impl Atlas {
    /// Returns the sources that the claims of a record inherit.
    pub fn inherited_sources(&self, record: RecordIx) -> &[RecordIx] {
        &self.index.inherited_sources[record.index()]
    }

    /// Returns the sources of a field, a figure or a name of a record.
    pub fn value_sources(
        &self,
        record: RecordIx,
        provenance: Option<&Provenance>,
    ) -> EffectiveSources<'_> {
        self.own_sources(provenance)
            .unwrap_or_else(|| inherited(self.inherited_sources(record)))
    }

    /// Returns the sources of a relation. Of one that two records state, those of both.
    pub fn relation_sources(&self, relation: &Relation, site: &Site) -> EffectiveSources<'_> {
        if relation.derived || !site.is_claim(relation.relation) {
            return EffectiveSources::default();
        }
        let details = relation.details.as_deref();
        let own = self.own_sources(details.map(|details| &details.provenance));
        own.unwrap_or_else(|| {
            let of_owner = self.inherited_sources(relation.owner);
            if relation.also_stated_in.is_empty() {
                return inherited(of_owner);
            }
            let mut sources = of_owner.to_vec();
            for owner in &relation.also_stated_in {
                let others = self.inherited_sources(*owner).iter().copied();
                sources.extend(others.filter(|source| !of_owner.contains(source)));
            }
            EffectiveSources {
                inherited: !sources.is_empty(),
                sources: sources.into(),
            }
        })
    }

    /// Returns the sources that a claim names itself, or none if it is inferred. `None` if it inherits.
    fn own_sources(&self, provenance: Option<&Provenance>) -> Option<EffectiveSources<'_>> {
        let provenance = provenance?;
        if provenance.sources.is_empty() && provenance.status != Status::Inferred {
            return None;
        }
        let mut sources: Vec<RecordIx> = self.resolve_all(&provenance.sources).collect();
        if sources.len() > 1 {
            let mut seen = HashSet::with_capacity(sources.len());
            sources.retain(|source| seen.insert(*source));
        }
        (!sources.is_empty() || provenance.status == Status::Inferred).then_some(EffectiveSources {
            sources: sources.into(),
            inherited: false,
        })
    }
}

fn inherited(sources: &[RecordIx]) -> EffectiveSources<'_> {
    EffectiveSources {
        sources: Cow::Borrowed(sources),
        inherited: !sources.is_empty(),
    }
}
