//! The pages that differ because of some records, and the claims that have lost or lack a source.

use std::collections::BTreeSet;

use super::sides::Sides;
use crate::atlas::{ClaimPart, RecordIx};
use crate::change::{Alteration, Difference, Subject};
use crate::model::SiteModel;
use crate::plan::PageKind;
use crate::record::FreePageSlot;
use crate::site::Language;

/// Returns the routes of the pages that differ, in the language of the report: those of the records and free pages, of the other
/// ends of relations that differ, and of all that shows the title of a record that is new, gone, or has another name.
pub(super) fn affected_pages(sides: &Sides<'_>, differences: &[Difference]) -> BTreeSet<String> {
    let mut pages = BTreeSet::new();
    for Difference {
        subject,
        alteration,
    } in differences
    {
        match subject {
            Subject::Page(path, _) => pages.extend(free_page(sides, path)),
            Subject::Record(id) => {
                pages.extend(page(sides, id));
                match alteration {
                    Alteration::RelationBegun { to, .. }
                    | Alteration::RelationGone { to, .. }
                    | Alteration::RelationEnded { to, .. }
                    | Alteration::RelationQualified { to, .. } => pages.extend(page(sides, to)),
                    Alteration::Added
                    | Alteration::Removed
                    | Alteration::Renamed { .. }
                    | Alteration::Merged { .. }
                    | Alteration::Kind { .. } => add_neighbours(sides, id, &mut pages),
                    Alteration::Value { key, .. } if ["name", "short"].contains(&&**key) => {
                        add_neighbours(sides, id, &mut pages);
                    }
                    Alteration::Value { .. }
                    | Alteration::Figure { .. }
                    | Alteration::Text { .. } => {}
                }
            }
        }
    }
    pages
}

fn page(sides: &Sides<'_>, id: &str) -> Option<String> {
    let route =
        |model: &SiteModel, language, record| model.plan.record(record, language).route.to_string();
    let new = sides.new.atlas.by_id(id);
    new.map(|record| route(sides.new, sides.language, record))
        .or_else(|| {
            let record = sides.old.atlas.by_id(id)?;
            Some(route(sides.old, sides.old_language, record))
        })
}

fn add_neighbours(sides: &Sides<'_>, id: &str, pages: &mut BTreeSet<String>) {
    for model in [sides.old, sides.new] {
        let edges = model
            .atlas
            .by_id(id)
            .map(|record| model.atlas.edges(record));
        for edge in edges.into_iter().flatten() {
            pages.extend(page(sides, &model.atlas.record(edge.other).id));
        }
    }
}

/// Returns the route of the page of a path in `content/`, without extension.
fn free_page(sides: &Sides<'_>, path: &str) -> Option<String> {
    let route = |model: &SiteModel, language: Language| {
        let slots = model.atlas.free_pages.keys().map(|(slot, _)| slot);
        let kind = slots.clone().find_map(|slot| match slot {
            FreePageSlot::Home => (path == "_index").then_some(PageKind::Home),
            FreePageSlot::Section(kind) => {
                let folder = &model.site.vocabulary.kind(*kind).folder;
                (path.strip_suffix("/_index") == Some(folder)).then_some(PageKind::Kind(*kind, 1))
            }
            FreePageSlot::Page(name) => (path.strip_prefix("pages/") == Some(&**name))
                .then(|| PageKind::FreePage(name.clone())),
        })?;
        Some(model.plan.page(&kind, language)?.route.to_string())
    };
    route(sides.new, sides.language).or_else(|| route(sides.old, sides.old_language))
}

/// Returns how many claims without a source some records have that they did not have before.
pub(super) fn newly_unsourced<'d>(
    sides: &Sides<'_>,
    records: impl Iterator<Item = &'d str>,
) -> usize {
    let of = |model: &SiteModel, id: &str| {
        let record = model.atlas.by_id(id);
        record.map_or(0, |record| unsourced(model, record))
    };
    records
        .map(|id| of(sides.new, id).saturating_sub(of(sides.old, id)))
        .sum()
}

fn unsourced(model: &SiteModel, record: RecordIx) -> usize {
    let (atlas, site) = (&model.atlas, &model.site);
    let claims = atlas.claims(record, site);
    let parts = claims
        .map(|claim| ClaimPart::of(atlas.claim_status(claim), &atlas.claim_sources(claim, site)));
    parts.filter(|part| *part == ClaimPart::Unsourced).count()
}
