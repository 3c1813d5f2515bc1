//! The `data-` attributes of a list row, which the list script filters by.

use super::context::PageContext;
use super::filter_values::{ChosenValue, FilterValues};
use crate::atlas::RecordIx;
use crate::record::Status;
use crate::render::locale_date::machine_date;
use crate::text::html::escape_attribute_into;

/// Appends the attributes of a record's row.
pub(super) fn write_row_attributes(context: &PageContext, ix: RecordIx, html: &mut String) {
    let values = FilterValues::new(context, ix);
    let id = |record: &RecordIx| &*context.model.atlas.record(*record).id;
    let year = values.year.map(|year| year.to_string());
    write_attribute(html, "id", [id(&ix)]);
    write_attribute(html, "region", values.regions.iter().map(id));
    write_attribute(html, "sector", values.sectors.iter().map(id));
    write_attribute(html, "type", values.type_choice.map(|chosen| chosen.id));
    write_attribute(
        html,
        "status",
        (values.status != Status::Stated).then(|| values.status.id()),
    );
    let chosen: Vec<String> = values.choices.iter().map(ChosenValue::token).collect();
    if !chosen.is_empty() {
        write_attribute(html, "choices", [&*chosen.join("\n")]);
    }
    write_attribute(html, "date", values.date.and_then(machine_date).as_deref());
    write_attribute(html, "year", year.as_deref());
}

/// Appends an attribute with values separated by spaces; nothing without values.
fn write_attribute<'v>(html: &mut String, name: &str, words: impl IntoIterator<Item = &'v str>) {
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
