//! The tree of regions or sectors.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::map;
use crate::atlas::RecordIx;

/// The tree of facet records, from the roots.
pub(super) fn tree(context: &Arc<PageContext>, all: &[RecordIx]) -> Value {
    let facets = &context.model.atlas.facets;
    let roots = all
        .iter()
        .filter(|record| facets.parents(**record).is_empty());
    roots
        .map(|record| branch(context, *record, None, 0))
        .collect()
}

/// A record with its parts. A record with several parents is expanded below the first only, so that the tree does not grow
/// exponentially.
fn branch(
    context: &Arc<PageContext>,
    record: RecordIx,
    above: Option<RecordIx>,
    depth: usize,
) -> Value {
    let facets = &context.model.atlas.facets;
    let count = facets.members(record).len();
    let mut children = facets.children(record).to_vec();
    context.model.atlas.sort(context.language, &mut children);
    // The limit ends cycles, which a diagnostic reports.
    let is_first = facets.parents(record).first().copied() == above;
    let children = if depth > 12 || !is_first {
        Vec::new()
    } else {
        children
    };
    map([
        ("record", context.record(record)),
        ("count", Value::from(count)),
        (
            "split",
            context.marked_split(facets.members(record).iter().copied()),
        ),
        ("counted", Value::from(context.style.number(count as f64))),
        (
            "children",
            children
                .into_iter()
                .map(|child| branch(context, child, Some(record), depth + 1))
                .collect(),
        ),
    ])
}
