//! The page of a list of somebody else beside the records, and the links to these pages.

use std::sync::Arc;

use minijinja::value::Value;

use super::super::context::PageContext;
use super::super::static_map::{map, optional};
use super::variables::Variables;
use crate::atlas::RecordIx;
use crate::model::ComparedList;
use crate::plan::PageKind;
use crate::site::Localized;

/// The maximum number of items in a section; the heading has the total.
const MAX_ITEMS: usize = 1_000;

fn lists(context: &PageContext) -> &[Option<ComparedList>] {
    context.model.compared_lists(Vec::new)
}

/// The lists with their pages and the numbers of what the atlas lacks.
pub(super) fn list_links(context: &Arc<PageContext>) -> Value {
    let settings = context.model.site.lists.iter().enumerate();
    let links = settings
        .zip(lists(context))
        .filter_map(|((place, list), found)| {
            let found = found.as_ref()?;
            Some(map([
                ("title", context.marked_text(&list.title)),
                ("url", optional(context.url(&PageKind::ComparedList(place)))),
                ("missing", Value::from(found.only_there.len())),
            ]))
        });
    links.collect()
}

/// The variables of the page of a list.
pub(super) fn variables(context: &Arc<PageContext>, place: usize, variables: &mut Variables) {
    let none = ComparedList::default();
    let found = lists(context).get(place).and_then(Option::as_ref);
    let found = found.unwrap_or(&none);
    variables.insert("rows", Value::from(found.rows));
    variables.insert("same", Value::from(found.same));
    variables.insert("quality", optional(context.url(&PageKind::Quality)));
    let records = |records: &[RecordIx]| -> Value {
        let records = records.iter().map(|record| context.record(*record));
        records.collect()
    };
    let name = |name: &String| Value::from(name.as_str());
    let there = found.only_there.iter().map(|row| ListedItem {
        name: Some(name(row)),
        ..ListedItem::default()
    });
    let doubtful = found.doubtful.iter().map(|row| ListedItem {
        name: Some(name(&row.name)),
        candidates: Some(records(&row.candidates)),
        ..ListedItem::default()
    });
    let value = |(label, here, there): &(Localized, String, String)| {
        map([
            ("label", context.marked_text(label)),
            ("here", Value::from(here.as_str())),
            ("there", Value::from(there.as_str())),
        ])
    };
    let differing = found.differing.iter().map(|differing| ListedItem {
        record: Some(context.record(differing.record)),
        values: Some(differing.values.iter().map(value).collect()),
        ..ListedItem::default()
    });
    let here = found.only_here.iter().map(|record| ListedItem {
        record: Some(context.record(*record)),
        ..ListedItem::default()
    });
    let sections = [
        section(context, "only_there", found.only_there.len(), there),
        section(context, "doubtful", found.doubtful.len(), doubtful),
        section(context, "differs", found.differing.len(), differing),
        section(context, "only_here", found.only_here.len(), here),
    ];
    variables.insert("sections", sections.into_iter().flatten().collect());
}

/// An item of a section: a row of the list, or a record.
#[derive(Default)]
struct ListedItem {
    record: Option<Value>,
    name: Option<Value>,
    candidates: Option<Value>,
    values: Option<Value>,
}

impl ListedItem {
    fn view(self) -> Value {
        map([
            ("record", optional(self.record)),
            ("name", optional(self.name)),
            ("candidates", optional(self.candidates)),
            ("values", optional(self.values)),
        ])
    }
}

/// A section with its items up to the limit. `None`: it has none.
fn section(
    context: &PageContext,
    id: &str,
    count: usize,
    items: impl Iterator<Item = ListedItem>,
) -> Option<Value> {
    (count > 0).then(|| {
        map([
            ("id", Value::from(id)),
            ("title", context.words(&format!("list_{id}"))),
            ("count", Value::from(count)),
            (
                "items",
                items.take(MAX_ITEMS).map(ListedItem::view).collect(),
            ),
        ])
    })
}
