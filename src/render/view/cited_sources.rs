//! The sources that the claims of a data script cite, numbered in the order of the script.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::context::PageContext;
use super::source_notes::MAX_NOTES;
use crate::atlas::{Claim, ClaimPart, ClaimTarget, RecordIx};
use crate::plan::relative;
use crate::site::{Direction, Facet};
use crate::text::json;

/// The sources of a data script; claims refer to them by index.
#[derive(Default)]
pub(super) struct CitedSources {
    sources: Vec<RecordIx>,
    places: HashMap<RecordIx, usize, RandomState>,
}

impl CitedSources {
    /// Writes the sources of a claim as a list of indices; `null` for a claim without a source that needs one.
    pub(super) fn write_claim(&mut self, context: &PageContext, claim: Claim, out: &mut String) {
        let (atlas, site) = (&context.model.atlas, &context.model.site);
        if let ClaimTarget::Field(place) = claim.target {
            let record = atlas.record(claim.record);
            if !site.is_field_claim(record.kind, record.fields[place].field) {
                return out.push_str("[]");
            }
        }
        if atlas.claim_part(claim, site) == ClaimPart::Unsourced {
            return out.push_str("null");
        }
        self.write_sources(&atlas.claim_sources(claim, site).sources, out);
    }

    /// Writes a list for each region or sector of a record with the sources of its relation, or of those that it follows
    /// from.
    pub(super) fn write_facets(
        &mut self,
        context: &PageContext,
        ix: RecordIx,
        facet: Facet,
        out: &mut String,
    ) {
        let (atlas, site) = (&context.model.atlas, &context.model.site);
        let known = site.vocabulary.known;
        let (relation, facets, derived) = match facet {
            Facet::Region => {
                let derived = atlas.derived_regions(ix, site);
                (known.region, atlas.facets.regions(ix), derived)
            }
            Facet::Sector => (known.sectors, atlas.facets.sectors(ix), Vec::new()),
        };
        json::list(out, facets, |out, other| {
            let own = atlas.edges(ix).iter().find(|edge| {
                let is_own = edge.side == Direction::Forward && edge.relation_type == relation;
                is_own && edge.other == *other
            });
            if let Some(edge) = own {
                let index = edge.relation as usize;
                let record = atlas.relations[index].owner;
                let target = ClaimTarget::Relation(index);
                return self.write_claim(context, Claim { record, target }, out);
            }
            let found = derived.iter().find(|(region, _)| region == other);
            self.write_sources(found.map_or(&[], |(_, sources)| sources), out);
        });
    }

    /// Writes title and address of all sources.
    pub(super) fn write_titles(&self, context: &PageContext, out: &mut String) {
        let model = &context.model;
        json::list(out, &self.sources, |out, source| {
            let address = &model.plan.record(*source, context.language).address;
            out.push('[');
            context.short_name_lang_text(*source).write_json(out);
            out.push(',');
            json::string(out, &relative("", address));
            out.push(']');
        });
    }

    /// Writes the indices of the first [`MAX_NOTES`] sources.
    fn write_sources(&mut self, sources: &[RecordIx], out: &mut String) {
        let places = sources.iter().take(MAX_NOTES).map(|source| {
            let next = self.sources.len();
            let place = *self.places.entry(*source).or_insert(next);
            if place == next {
                self.sources.push(*source);
            }
            place
        });
        json::list(out, places, |out, place| out.push_str(&place.to_string()));
    }
}
