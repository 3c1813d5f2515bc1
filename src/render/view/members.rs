//! The members of a region, a sector or a matrix cell, by kind.

use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use crate::atlas::RecordIx;
use crate::plan::{MAX_INLINE_MEMBERS, PageKind};
use crate::site::{Direction, Facet, KindIx};

/// The members of a region or sector with its descendants, or the records that cite a source. Empty for other records.
pub(super) fn record_members(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let atlas = &context.model.atlas;
    let vocabulary = &context.model.site.vocabulary;
    let sources = vocabulary.known.sources;
    if vocabulary.relation(sources).to.contains(&atlas.kind(ix)) {
        let mut citing: Vec<RecordIx> = atlas.related(ix, sources, Direction::Inverse).collect();
        citing.sort_by_key(|record| (atlas.kind(*record), atlas.rank(context.language, *record)));
        return by_kind(context, &citing, [None, None], |_| None);
    }
    let long = |kind| context.url(&PageKind::Listing(ix, kind, 1));
    by_kind(context, atlas.facets.members(ix), [Some(ix), None], long)
}

/// The records in a matrix cell.
pub(super) fn cell_members(
    context: &Arc<PageContext>,
    region: RecordIx,
    sector: RecordIx,
) -> Value {
    let cell = context
        .model
        .atlas
        .facets
        .matrix
        .cells
        .get(&(region, sector));
    by_kind(
        context,
        cell.map_or(&[], Vec::as_slice),
        [Some(region), Some(sector)],
        |_| None,
    )
}

/// Sections by kind of records sorted by kind. `list` returns the address of a separate list page; a section with one is
/// truncated.
fn by_kind(
    context: &Arc<PageContext>,
    records: &[RecordIx],
    within: [Option<RecordIx>; 2],
    list: impl Fn(KindIx) -> Option<String>,
) -> Value {
    let atlas = &context.model.atlas;
    let sections = records.chunk_by(|a, b| atlas.kind(*a) == atlas.kind(*b));
    sections
        .map(|section| {
            let kind = atlas.kind(section[0]);
            let mut records = section.to_vec();
            context.sort_list(kind, &mut records);
            let url = list(kind);
            if url.is_some() {
                records.truncate(MAX_INLINE_MEMBERS);
            }
            map([
                ("kind", context.kind(kind)),
                ("count", Value::from(section.len())),
                ("counted", context.count_label(kind, section.len())),
                ("noun", context.count_noun(kind, section.len())),
                ("split", context.marked_split(section.iter().copied())),
                ("records", context.listed(records, within)),
                ("more_url", optional(url)),
            ])
        })
        .collect()
}

/// The maximum number of regions or sectors beside an empty one.
const MAX_NEARBY: usize = 12;

/// The maximum number of parts among which those with members are looked for.
const MAX_PARTS: usize = 500;

/// The regions that touch a region, or else the other parts of what a region or sector is a part of, as far as they have
/// members: where a reader of an empty page finds something.
pub(super) fn nearby(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    let (atlas, basemap) = (&context.model.atlas, context.theme.basemap());
    let count = |ix: &RecordIx| atlas.facets.members(*ix).len();
    let mut near = basemap.map_or_else(Vec::new, |basemap| basemap.neighbours(ix).to_vec());
    near.retain(|other| count(other) > 0);
    if near.is_empty() {
        let parents = atlas.facets.parents(ix).iter();
        let parts = parents.flat_map(|parent| atlas.facets.children(*parent));
        let parts = parts.take(MAX_PARTS);
        near.extend(parts.filter(|other| **other != ix && count(other) > 0));
    }
    atlas.sort(context.language, &mut near);
    near.dedup();
    near.sort_by_key(|other| std::cmp::Reverse(count(other)));
    near.truncate(MAX_NEARBY);
    let entry = |other: &RecordIx| {
        let members = atlas.facets.members(*other).iter().copied();
        map([
            ("record", context.record(*other)),
            ("count", Value::from(count(other))),
            ("split", context.marked_split(members)),
        ])
    };
    near.iter().map(entry).collect()
}

/// The other side of a matrix cell, its region and sector, and its records.
pub(super) type Crossing<'a> = (RecordIx, (RecordIx, RecordIx), &'a [RecordIx]);

/// The non-empty matrix cells of a region or sector, the largest first.
pub(super) fn crossing_cells(context: &PageContext, ix: RecordIx) -> Vec<Crossing<'_>> {
    let model = &context.model;
    let facet = model.site.vocabulary.kind(model.atlas.kind(ix)).facet;
    let cells = &model.atlas.facets.matrix.cells;
    let mut crossings: Vec<Crossing<'_>> = match facet {
        None => Vec::new(),
        Some(Facet::Region) => {
            let of_region = cells
                .range((ix, RecordIx::new(0))..)
                .take_while(|((region, _), _)| *region == ix);
            of_region
                .map(|(cell, records)| (cell.1, *cell, &**records))
                .collect()
        }
        Some(Facet::Sector) => {
            let regions = model
                .atlas
                .facets
                .matrix
                .by_sector
                .get(&ix)
                .map_or(&[][..], Vec::as_slice);
            let of_sector = regions
                .iter()
                .filter_map(|region| cells.get_key_value(&(*region, ix)));
            of_sector
                .map(|(cell, records)| (cell.0, *cell, &**records))
                .collect()
        }
    };
    crossings.sort_by_key(|(other, _, records)| {
        (
            std::cmp::Reverse(records.len()),
            model.atlas.rank(context.language, *other),
        )
    });
    crossings
}

/// The non-empty matrix cells of a region or sector as template values.
pub(super) fn crossings(context: &Arc<PageContext>, ix: RecordIx) -> Value {
    crossing_cells(context, ix)
        .into_iter()
        .map(|(other, (region, sector), records)| {
            map([
                ("record", context.record(other)),
                ("count", Value::from(records.len())),
                ("split", context.marked_split(records.iter().copied())),
                ("url", context.url_value(&PageKind::Cell(region, sector))),
            ])
        })
        .collect()
}
