//! The variables of a matrix cell page.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::members;
use super::variables::Variables;
use crate::atlas::RecordIx;

pub(super) fn variables(
    context: &Arc<PageContext>,
    region: RecordIx,
    sector: RecordIx,
    variables: &mut Variables,
) {
    let cells = &context.model.atlas.facets.matrix.cells;
    variables.insert("region", context.record(region));
    variables.insert("sector", context.record(sector));
    variables.insert("catalogue", members::cell_members(context, region, sector));
    let records = cells.get(&(region, sector)).map_or(&[][..], Vec::as_slice);
    let marked = context.has_inferred(records.iter().copied());
    variables.insert("marked", Value::from(marked));
    variables.insert("total", Value::from(records.len()));
    variables.insert("split", context.marked_split(records.iter().copied()));
}
