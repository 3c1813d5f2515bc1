//! The variables of the matrix page.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::charts;
use super::super::context::PageContext;
use super::super::static_map::{map, optional};
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::chart::breaks::ClassBreaks;
use crate::plan::PageKind;

pub(super) fn variables(context: &Arc<PageContext>, variables: &mut Variables) {
    let atlas = &context.model.atlas;
    let matrix = &atlas.facets.matrix;
    let (mut rows, mut columns) = (matrix.rows.clone(), matrix.columns.clone());
    atlas.sort(context.language, &mut rows);
    atlas.sort(context.language, &mut columns);
    let counts = matrix.cells.values().map(|records| records.len() as u32);
    let breaks = ClassBreaks::choose(counts);
    let column = |sector: &RecordIx| {
        let members = atlas.facets.members(*sector);
        map([
            ("record", context.record(*sector)),
            ("total", Value::from(members.len())),
            ("split", context.marked_split(members.iter().copied())),
        ])
    };
    let row = |region: &RecordIx| {
        map([
            ("record", context.record(*region)),
            ("total", Value::from(atlas.facets.members(*region).len())),
            (
                "split",
                context.marked_split(atlas.facets.members(*region).iter().copied()),
            ),
            (
                "cells",
                columns
                    .iter()
                    .map(|sector| cell(context, &breaks, (*region, *sector)))
                    .collect(),
            ),
        ])
    };
    variables.insert("rows", rows.iter().map(row).collect());
    variables.insert("columns", columns.iter().map(column).collect());
    variables.insert("classes", charts::class_legend(context, &breaks));
    variables.insert("choices", charts::matrix_kinds(context, None));
    variables.insert("cooperation", charts::cooperation(context));
    variables.insert("kind", Value::from(()));
    variables.insert(
        "kinds",
        context
            .model
            .site
            .vocabulary
            .each_kind()
            .map(|kind| context.kind(kind))
            .collect(),
    );
}

/// A cell of the matrix.
fn cell(
    context: &Arc<PageContext>,
    breaks: &ClassBreaks,
    (region, sector): (RecordIx, RecordIx),
) -> Value {
    let cells = &context.model.atlas.facets.matrix.cells;
    let records = cells.get(&(region, sector));
    let records = records.map_or(&[][..], Vec::as_slice);
    let count = records.len();
    let url = if count > 0 {
        context.url(&PageKind::Cell(region, sector))
    } else {
        None
    };
    map([
        ("count", Value::from(count)),
        ("level", Value::from(breaks.level(count as u32))),
        ("split", context.marked_split(records.iter().copied())),
        ("url", optional(url)),
        ("sector", context.record(sector)),
    ])
}
