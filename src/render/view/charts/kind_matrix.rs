//! The region × sector matrix of one kind, and links between matrices.

use std::sync::Arc;

use minijinja::value::Value;

use super::class_legend::class_legend;
use crate::atlas::RecordIx;
use crate::chart::breaks::ClassBreaks;
use crate::plan::PageKind;
use crate::render::view::context::PageContext;
use crate::render::view::pages::variables::Variables;
use crate::render::view::static_map::{map, optional};
use crate::site::KindIx;

/// Links to all matrices; the current one is marked.
pub(in crate::render::view) fn kinds(context: &Arc<PageContext>, this: Option<KindIx>) -> Value {
    let model = &context.model;
    let all =
        std::iter::once(None).chain(model.atlas.facets.matrix.kinds.iter().copied().map(Some));
    let choice = |kind: Option<KindIx>| {
        let (title, page_kind) = match kind {
            Some(kind) => {
                let title = &model.site.vocabulary.kind(kind).title;
                (context.marked_text(title), PageKind::KindMatrix(kind))
            }
            None => (context.words("all_records"), PageKind::Matrix),
        };
        map([
            ("title", title),
            ("url", optional(context.url(&page_kind))),
            ("current", Value::from(kind == this)),
        ])
    };
    all.map(choice).collect()
}

/// Adds rows, columns and cells of the matrix with the counts of one kind. Empty rows and columns stay, because they
/// show gaps.
pub(in crate::render::view) fn kind_matrix(
    context: &Arc<PageContext>,
    kind: KindIx,
    variables: &mut Variables,
) {
    let atlas = &context.model.atlas;
    let matrix = &atlas.facets.matrix;
    let (mut rows, mut columns) = (matrix.rows.clone(), matrix.columns.clone());
    atlas.sort(context.language, &mut rows);
    atlas.sort(context.language, &mut columns);
    let of_kind = |records: &[RecordIx]| -> Vec<RecordIx> {
        let records = records.iter().copied();
        records.filter(|ix| atlas.kind(*ix) == kind).collect()
    };
    let counts = matrix.cells.values().map(|records| {
        let of_kind = records.iter().filter(|ix| atlas.kind(**ix) == kind);
        of_kind.count() as u32
    });
    let breaks = ClassBreaks::choose(counts);
    let id = &context.model.site.vocabulary.kind(kind).id;
    let cell = |region: RecordIx, sector: RecordIx| {
        let records = matrix.cells.get(&(region, sector));
        let records = records.map_or(Vec::new(), |records| of_kind(records));
        let url = context.url(&PageKind::Cell(region, sector));
        let url = url.filter(|_| !records.is_empty());
        let url = url.map(|url| format!("{url}#atlas-kind-{id}"));
        map([
            ("count", Value::from(records.len())),
            ("level", Value::from(breaks.level(records.len() as u32))),
            ("split", context.marked_split(records)),
            ("url", optional(url)),
            ("sector", context.record(sector)),
        ])
    };
    let heading = |facet: RecordIx, cells: Value| {
        let members = of_kind(atlas.facets.members(facet));
        map([
            ("record", context.record(facet)),
            ("total", Value::from(members.len())),
            ("split", context.marked_split(members)),
            ("cells", cells),
        ])
    };
    let column = |sector: &RecordIx| heading(*sector, Value::from(()));
    let row = |region: &RecordIx| {
        let cells = columns.iter().map(|sector| cell(*region, *sector));
        heading(*region, cells.collect())
    };
    variables.insert("kind", context.kind(kind));
    variables.insert("classes", class_legend(context, &breaks));
    variables.insert("rows", rows.iter().map(row).collect());
    variables.insert("columns", columns.iter().map(column).collect());
}
