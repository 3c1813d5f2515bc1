//! The attributes by which the script of a list knows a record.

use super::traits::Traits;
use super::{PageContext, escape_into};
use crate::atlas::RecordIx;
use crate::layout::format::machine_date;
use crate::record::Status;

/// Writes the marks by which the script of a list knows a record, as attributes of its row.
pub(super) fn write_marks(context: &PageContext, ix: RecordIx, html: &mut String) {
    let traits = Traits::of(context, ix);
    let id = |record: &RecordIx| &*context.world.atlas.record(*record).id;
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
    escape_into(html, first);
    for word in words {
        html.push(' ');
        escape_into(html, word);
    }
    html.push('"');
}
