//! The attributes by which the script of a list knows a record.

use super::context::PageContext;
use super::filter_values::FilterValues;
use crate::atlas::RecordIx;
use crate::record::Status;
use crate::render::locale_format::machine_date;
use crate::text::html::escape_attribute_into;

/// Writes the marks by which the script of a list knows a record, as attributes of its row.
pub(super) fn write_row_attributes(context: &PageContext, ix: RecordIx, html: &mut String) {
    let traits = FilterValues::of(context, ix);
    let id = |record: &RecordIx| &*context.model.atlas.record(*record).id;
    let year = traits.year.map(|year| year.to_string());
    mark(html, "id", [id(&ix)]);
    mark(html, "region", traits.regions.iter().map(id));
    mark(html, "sector", traits.sectors.iter().map(id));
    mark(html, "type", traits.sort.map(|(_, id, _)| id));
    mark(html, "status", (traits.status != Status::Stated).then(|| traits.status.id()));
    mark(html, "date", traits.date.and_then(machine_date).as_deref());
    mark(html, "year", year.as_deref());
}

/// An attribute with some words; none where there are none.
fn mark<'v>(html: &mut String, name: &str, words: impl IntoIterator<Item = &'v str>) {
    let mut words = words.into_iter();
    let Some(first) = words.next() else { return };
    html.push_str(" data-");
    html.push_str(name);
    html.push_str("=\"");
    escape_attribute_into(html, first);
    for word in words {
        html.push(' ');
        escape_attribute_into(html, word);
    }
    html.push('"');
}
