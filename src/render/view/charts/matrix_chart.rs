//! The region × sector matrix as a drawing.

use std::collections::HashMap;

use super::matrix_table::{leading, of_kind};
use crate::atlas::RecordIx;
use crate::chart::Caption;
use crate::chart::breaks::ClassBreaks;
use crate::chart::heatmap::{Heatmap, HeatmapCell, HeatmapHeading};
use crate::render::view::context::PageContext;
use crate::site::KindIx;

/// The maximum numbers of rows and columns; those with most records are drawn.
const LARGEST: (usize, usize) = (100, 60);

/// The width of a column and of the names of the rows, in pixels.
const WIDTHS: (f64, f64) = (30.0, 180.0);

/// The matrix of all records or of a kind as SVG, with its classes.
pub(super) fn matrix_drawing(context: &PageContext, kind: Option<KindIx>) -> (String, ClassBreaks) {
    let atlas = &context.model.atlas;
    let matrix = &atlas.facets.matrix;
    let counted = |records: &[RecordIx]| of_kind(context, kind, records);
    let weight = |facet: RecordIx| atlas.facets.members(facet).len();
    let rows = leading(context, &matrix.rows, LARGEST.0, weight);
    let columns = leading(context, &matrix.columns, LARGEST.1, weight);
    let place = |all: &[RecordIx]| -> HashMap<RecordIx, usize> {
        let places = all.iter().enumerate();
        places.map(|(at, ix)| (*ix, at)).collect()
    };
    let (row_places, column_places) = (place(&rows), place(&columns));
    let name = |ix: RecordIx| context.record_lang_text(ix);
    let mut cells = Vec::new();
    for ((region, sector), records) in &matrix.cells {
        let places = row_places.get(region).zip(column_places.get(sector));
        let Some((row, column)) = places else {
            continue;
        };
        let records = counted(records);
        let count = records.len() as u32;
        let hint = name(*region).and(", ").and(name(*sector));
        let hint = hint.and(format!(": {count}"));
        cells.push(HeatmapCell {
            row: *row,
            column: *column,
            count,
            hint: hint.and(context.split_lang_text(records)),
            href: "".into(),
        });
    }
    let breaks = ClassBreaks::choose(cells.iter().map(|cell| cell.count));
    let head = |ix: &RecordIx| HeatmapHeading {
        short: "".into(),
        label: name(*ix),
        href: "".into(),
    };
    let width = WIDTHS.1 + WIDTHS.0 * columns.len() as f64;
    let svg = Heatmap {
        rows: rows.iter().map(head).collect(),
        columns: columns.iter().map(head).collect(),
        cells,
        breaks: &breaks,
    }
    .svg(
        &Caption {
            prefix: "atlas-matrix",
            title: context.title_lang_text(),
            description: "".into(),
        },
        width,
    );
    (svg, breaks)
}
