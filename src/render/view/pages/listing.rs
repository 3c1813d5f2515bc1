//! The variables of a paginated list: the records of one kind in a region or sector.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::pager::{pager, records_on};
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::plan::PageKind;
use crate::site::KindIx;

pub(super) fn variables(
    context: &Arc<PageContext>,
    facet: RecordIx,
    kind: KindIx,
    number: u32,
    variables: &mut Variables,
) {
    let atlas = &context.model.atlas;
    let members = atlas.facets.members(facet).iter().copied();
    let mut all: Vec<RecordIx> = members
        .filter(|record| atlas.kind(*record) == kind)
        .collect();
    atlas.sort(context.language, &mut all);
    variables.insert("kind", context.kind(kind));
    variables.insert("filters", Value::from(Vec::<Value>::new()));
    variables.insert("data", Value::from(()));
    variables.insert("intro", Value::from(()));
    variables.insert(
        "pager",
        pager(context, number, all.len(), |number| {
            PageKind::Listing(facet, kind, number)
        }),
    );
    let here = records_on(&all, number);
    let marked = context.has_inferred(here.iter().copied());
    variables.insert("marked", Value::from(marked));
    variables.insert("groups", Value::from(Vec::<Value>::new()));
    variables.insert("coming", Value::from(Vec::<Value>::new()));
    variables.insert(
        "records",
        context.listed(here.iter().copied(), [Some(facet), None]),
    );
}
