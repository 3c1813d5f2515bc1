//! The variables of the index of a kind.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::charts::home_map;
use super::super::coming::coming_records;
use super::super::context::PageContext;
use super::super::entries::kind_list;
use super::super::filters;
use super::super::static_map::optional;
use super::groups::ListPage;
use super::pager::pager;
use super::tree::tree;
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::plan::{PageKind, ScriptData};
use crate::record::{FreePageSlot, Status};
use crate::site::{Facet, KindIx};

/// The maximum number of records to come above the list of all.
const MOST_COMING: usize = 25;

pub(super) fn variables(
    context: &Arc<PageContext>,
    kind: KindIx,
    number: u32,
    variables: &mut Variables,
) {
    let model = &context.model;
    let list = kind_list(context, kind);
    let filters = context
        .theme
        .kind_filters(kind, context.language, &context.root, || {
            filters::filters(context, kind)
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
    if model.site.vocabulary.kind(kind).facet.is_some() {
        let all = &list.records;
        let is_inferred = |ix: &RecordIx| model.atlas.record(*ix).status == Status::Inferred;
        variables.insert("tree", tree(context, all));
        let map = match model.site.vocabulary.kind(kind).facet {
            Some(Facet::Region) => home_map(context),
            Some(Facet::Sector) | None => Value::from(()),
        };
        variables.insert("map", map);
        variables.insert("marked", Value::from(all.iter().any(is_inferred)));
        variables.insert("records", context.records(all.iter().copied()));
        variables.insert("typed", Value::from(false));
        for name in ["groups", "strip"] {
            variables.insert(name, Value::from(Vec::<Value>::new()));
        }
        variables.insert("pager", Value::from(()));
        return;
    }
    let page = ListPage {
        context,
        list: &list,
        number,
        page: &|number| PageKind::Kind(kind, number),
        within: None,
    };
    list_variables(&page, variables);
}

/// Adds the records of a page of a list with their groups, and the way to its other pages.
pub(super) fn list_variables(page: &ListPage<'_>, variables: &mut Variables) {
    let ListPage { context, list, .. } = page;
    let here = &list.records[list.places_on(page.number)];
    let marked = context.has_inferred(here.iter().copied());
    variables.insert(
        "pager",
        pager(context, page.number, list.records.len(), page.page),
    );
    variables.insert("marked", Value::from(marked));
    variables.insert("groups", page.groups());
    variables.insert("strip", page.strip());
    variables.insert("typed", Value::from(list.by_type));
    variables.insert("records", page.records());
}

/// The records to come of a dated kind, for the first page of its list; none for others.
fn coming(context: &Arc<PageContext>, kind: KindIx, number: u32) -> Value {
    let records = match number {
        1 if context.is_dated(kind) => coming_records(context, kind),
        _ => Vec::new(),
    };
    context.records(records.into_iter().take(MOST_COMING))
}
