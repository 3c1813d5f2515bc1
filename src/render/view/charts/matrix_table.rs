//! The region × sector matrix of all records or of one kind as a table, and links between matrices.

use std::cmp::Reverse;
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

/// The maximum number of columns; more are no longer seen at once.
const MOST_COLUMNS: usize = 24;

/// The maximum number of cells; with them the page stays below 100 KB and 2,000 elements.
const MOST_CELLS: usize = 300;

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

/// Adds rows, columns and cells of the matrix with the counts of all records or of one kind: the regions and sectors with most
/// of them, and in `leading` the numbers of all if some are left out. Empty rows and columns stay, because they show gaps.
pub(in crate::render::view) fn matrix_table(
    context: &Arc<PageContext>,
    kind: Option<KindIx>,
    variables: &mut Variables,
) {
    let atlas = &context.model.atlas;
    let matrix = &atlas.facets.matrix;
    let counted = |records: &[RecordIx]| of_kind(context, kind, records);
    let weight = |facet: RecordIx| counted(atlas.facets.members(facet)).len();
    let columns = leading(context, &matrix.columns, MOST_COLUMNS, weight);
    let room = MOST_CELLS / columns.len().max(1);
    let rows = leading(context, &matrix.rows, room, weight);
    let counts = matrix.cells.values().map(|all| counted(all).len() as u32);
    let breaks = ClassBreaks::choose(counts);
    let heading = |facet: RecordIx, cells: Value| {
        let members = counted(atlas.facets.members(facet));
        map([
            ("record", context.record(facet)),
            ("total", Value::from(members.len())),
            ("split", context.marked_split(members)),
            ("cells", cells),
        ])
    };
    let row = |region: &RecordIx| {
        let cells = columns.iter().map(|sector| {
            let records = matrix.cells.get(&(*region, *sector));
            let records = records.map_or(Vec::new(), |records| counted(records));
            cell(context, kind, &breaks, (*region, *sector), &records)
        });
        heading(*region, cells.collect())
    };
    if rows.len() < matrix.rows.len() || columns.len() < matrix.columns.len() {
        let numbers = map([
            ("rows", Value::from(rows.len())),
            ("all_rows", Value::from(matrix.rows.len())),
            ("columns", Value::from(columns.len())),
            ("all_columns", Value::from(matrix.columns.len())),
        ]);
        variables.insert("leading", numbers);
    } else {
        variables.insert("leading", Value::from(()));
    }
    let column = |sector: &RecordIx| heading(*sector, Value::from(()));
    let kind = kind.map_or(Value::from(()), |kind| context.kind(kind));
    variables.insert("kind", kind);
    variables.insert("classes", class_legend(context, &breaks));
    variables.insert("rows", rows.iter().map(row).collect());
    variables.insert("columns", columns.iter().map(column).collect());
}

/// A cell of the matrix with its records.
fn cell(
    context: &Arc<PageContext>,
    kind: Option<KindIx>,
    breaks: &ClassBreaks,
    (region, sector): (RecordIx, RecordIx),
    records: &[RecordIx],
) -> Value {
    let url = context.url(&PageKind::Cell(region, sector));
    let url = url.filter(|_| !records.is_empty());
    let url = url.map(|url| match kind {
        Some(kind) => {
            let id = &context.model.site.vocabulary.kind(kind).id;
            format!("{url}#atlas-kind-{id}")
        }
        None => url,
    });
    map([
        ("count", Value::from(records.len())),
        ("level", Value::from(breaks.level(records.len() as u32))),
        ("split", context.marked_split(records.iter().copied())),
        ("url", optional(url)),
        ("sector", context.record(sector)),
    ])
}

/// The records of a kind, or all.
pub(super) fn of_kind(
    context: &PageContext,
    kind: Option<KindIx>,
    records: &[RecordIx],
) -> Vec<RecordIx> {
    let atlas = &context.model.atlas;
    let is_counted = |ix: &RecordIx| kind.is_none_or(|kind| atlas.kind(*ix) == kind);
    records.iter().copied().filter(is_counted).collect()
}

/// The regions or sectors with most records, at most `limit`, sorted by name.
pub(super) fn leading(
    context: &PageContext,
    all: &[RecordIx],
    limit: usize,
    weight: impl Fn(RecordIx) -> usize,
) -> Vec<RecordIx> {
    let mut all = all.to_vec();
    all.sort_by_cached_key(|ix| (Reverse(weight(*ix)), *ix));
    all.truncate(limit);
    context.model.atlas.sort(context.language, &mut all);
    all
}
