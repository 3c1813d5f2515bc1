//! Reads the qualifiers of relations and the order of relations.

use super::field::FieldType;
use super::field_types::field_type;
use super::partial::report_unknown;
use super::qualifier::{Qualifier, RelationOrder};
use crate::site::localized::Localized;
use crate::site::toml_reader::TableReader;

/// The maximum number of qualifiers of a relation. Each is a column of a table.
const MAX_QUALIFIERS: usize = 20;

/// The keys of a reference that are no qualifiers of the vocabulary.
const RESERVED: [&str; 11] = [
    "ref",
    "role",
    "since",
    "until",
    "on",
    "signatory",
    "status",
    "source",
    "sources",
    "note",
    "value",
];

/// Reads the table `qualifiers` of a relation.
pub(super) fn qualifiers(relation: &TableReader<'_>) -> Vec<Qualifier> {
    let tables = relation.tables_up_to("qualifiers", MAX_QUALIFIERS);
    let mut qualifiers = Vec::with_capacity(tables.len());
    for (id, table) in tables {
        if RESERVED.contains(&id) {
            let others = RESERVED.join(", ");
            let ru = format!("имя, кроме {others}");
            relation.report_type(id, &table.span, &ru, &format!("a name other than {others}"));
        }
        qualifiers.push(qualifier(id, table));
    }
    qualifiers
}

fn qualifier(id: &str, table: TableReader<'_>) -> Qualifier {
    let label = table
        .localized("label")
        .unwrap_or_else(|| Localized::plain(id));
    let mut value = field_type(&table, "type").unwrap_or(FieldType::Text);
    if !is_scalar(&value) {
        let names = "text, integer, number, share, money, boolean, date, url, email, phone, choice";
        table.report_value("type", names, names);
        value = FieldType::Text;
    }
    let is_number = matches!(
        value,
        FieldType::Money | FieldType::Integer | FieldType::Number
    );
    let wanted = table.optional_flag("sum");
    if wanted == Some(true) && !is_number {
        table.report_value(
            "sum",
            "true у типов money, integer, number",
            "true with the types money, integer, number",
        );
    }
    let is_summed = is_number && wanted.unwrap_or(value == FieldType::Money);
    table.finish();
    Qualifier {
        id: id.to_owned(),
        label,
        value,
        is_summed,
    }
}

fn is_scalar(value: &FieldType) -> bool {
    match value {
        FieldType::Text
        | FieldType::Integer
        | FieldType::Number
        | FieldType::Share
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Url
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Choice(_) => true,
        FieldType::Markdown
        | FieldType::Point
        | FieldType::Identifiers
        | FieldType::Image
        | FieldType::Link
        | FieldType::List(_) => false,
    }
}

/// Reads `order` of a relation: `title`, `written`, or the key of a qualifier.
pub(super) fn order(relation: &TableReader<'_>, qualifiers: &[Qualifier]) -> RelationOrder {
    let Some(name) = relation.text("order") else {
        return RelationOrder::Title;
    };
    match (name, qualifiers.iter().position(|known| known.id == name)) {
        (_, Some(index)) => RelationOrder::Qualifier(index),
        ("title", None) => RelationOrder::Title,
        ("written", None) => RelationOrder::Written,
        _ => {
            let known = ["title", "written"].into_iter();
            let known = known.chain(qualifiers.iter().map(|known| &*known.id));
            report_unknown(relation, name, &relation.span_of("order"), known);
            RelationOrder::Title
        }
    }
}
