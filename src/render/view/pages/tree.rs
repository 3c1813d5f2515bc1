//! The tree of regions or sectors.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::map;
use crate::atlas::RecordIx;

/// The tree of a facet's records from those that are part of none.
pub(super) fn tree(context: &Arc<PageContext>, all: &[RecordIx]) -> Value {
    let facets = &context.model.atlas.facets;
    let roots = all.iter().filter(|record| facets.parents(**record).is_empty());
    roots.map(|record| branch(context, *record, None, 0)).collect()
}

/// A record of the tree with its parts. Of several records that it is a part of, only below the first its own parts are
/// shown: below all of them a tree grows with the power of its depth.
fn branch(context: &Arc<PageContext>, record: RecordIx, above: Option<RecordIx>, depth: usize) -> Value {
    let facets = &context.model.atlas.facets;
    let count = facets.members(record).len();
    let mut children = facets.children(record).to_vec();
    context.model.atlas.sort(context.language, &mut children);
    // Deeper trees do not exist; a circle, which was reported, would be one.
    let is_first = facets.parents(record).first().copied() == above;
    let children = if depth > 12 || !is_first { Vec::new() } else { children };
    map([
        ("record", context.record(record)),
        ("count", Value::from(count)),
        ("counted", Value::from(context.style.number(count as f64))),
        ("children", children.into_iter().map(|child| branch(context, child, Some(record), depth + 1)).collect()),
    ])
}
