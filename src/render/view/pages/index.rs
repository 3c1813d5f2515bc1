//! The variables of the index of a kind.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::coming::coming_records;
use super::super::context::PageContext;
use super::super::date::record_date;
use super::super::filters;
use super::super::static_map::optional;
use super::entries::{grouped, is_dated};
use super::pager::{pager, records_on};
use super::tree::tree;
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::plan::{PageKind, ScriptData};
use crate::record::{Date, FreePageSlot, Status};
use crate::render::theme::KindIndex;
use crate::site::KindIx;

/// The maximum number of records to come above the list of all.
const MOST_COMING: usize = 25;

pub(super) fn variables(
    context: &Arc<PageContext>,
    kind: KindIx,
    number: u32,
    variables: &mut Variables,
) {
    let model = &context.model;
    let KindIndex {
        records: all,
        filters,
    } = context
        .theme
        .kind_index(kind, context.language, &context.root, || {
            let mut all = model.atlas.of_kind(kind).to_vec();
            model.atlas.sort(context.language, &mut all);
            if is_dated(context, kind) {
                all.sort_by_key(|record| {
                    std::cmp::Reverse(record_date(context, *record).map(Date::first_day))
                });
            }
            KindIndex {
                records: all.into(),
                filters: filters::filters(context, kind),
            }
        });
    variables.insert("kind", context.kind(kind));
    variables.insert("filters", filters);
    variables.insert(
        "data",
        optional(context.url(&PageKind::Data(ScriptData::List(kind)))),
    );
    variables.insert(
        "intro",
        if number == 1 {
            context.intro(&FreePageSlot::Section(kind))
        } else {
            Value::from(())
        },
    );
    variables.insert("coming", coming(context, kind, number));
    let is_tree = model.site.vocabulary.kind(kind).facet.is_some();
    if is_tree {
        variables.insert("tree", tree(context, &all));
    }
    let pager = if is_tree {
        Value::from(())
    } else {
        pager(context, number, all.len(), |number| {
            PageKind::Kind(kind, number)
        })
    };
    variables.insert("pager", pager);
    let here = if is_tree {
        &all[..]
    } else {
        records_on(&all, number)
    };
    variables.insert("groups", grouped(context, kind, here));
    let marked = if is_tree {
        let is_inferred = |ix: &RecordIx| model.atlas.record(*ix).status == Status::Inferred;
        here.iter().any(is_inferred)
    } else {
        context.has_inferred(here.iter().copied())
    };
    variables.insert("marked", Value::from(marked));
    variables.insert("records", context.records(here.iter().copied()));
}

/// The records to come of a dated kind, for the first page of its list; none for others.
fn coming(context: &Arc<PageContext>, kind: KindIx, number: u32) -> Value {
    let records = match number {
        1 if is_dated(context, kind) => coming_records(context, kind),
        _ => Vec::new(),
    };
    context.records(records.into_iter().take(MOST_COMING))
}
