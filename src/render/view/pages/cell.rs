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
    variables.insert(
        "total",
        Value::from(cells.get(&(region, sector)).map_or(0, Vec::len)),
    );
}
