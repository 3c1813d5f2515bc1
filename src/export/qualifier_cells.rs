//! The qualifiers of relations in tables: a column for each key, and two more for amounts of money.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::column::Column;
use super::csv::CsvRow;
use super::value_text::value_text;
use crate::model::SiteModel;
use crate::record::{RelationDetails, Value, unambiguous_number};
use crate::site::{FieldType, Language, Qualifier, RelationType};

/// The columns of the qualifiers of all relations, by key. Relations whose qualifiers have the same key share a column.
pub(super) struct QualifierColumns<'m> {
    model: &'m SiteModel,
    /// The keys with their labels, and whether one of their qualifiers is an amount of money.
    keys: BTreeMap<&'m str, (&'m Qualifier, bool)>,
}

impl<'m> QualifierColumns<'m> {
    pub(super) fn new(model: &'m SiteModel) -> QualifierColumns<'m> {
        let mut keys = BTreeMap::new();
        let relations = model.site.vocabulary.relations.iter();
        for qualifier in relations.flat_map(|relation| &relation.qualifiers) {
            let (_, has_money) = keys.entry(&*qualifier.id).or_insert((qualifier, false));
            *has_money |= qualifier.value == FieldType::Money;
        }
        QualifierColumns { model, keys }
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        for (key, (qualifier, has_money)) in &self.keys {
            let title = qualifier.label.text(Language::DEFAULT);
            columns.push(Column::new(format!("qualifier_{key}"), title, "string"));
            if *has_money {
                let name = format!("qualifier_{key}_amount");
                columns.push(Column::new(name, title, "number"));
                let name = format!("qualifier_{key}_currency");
                columns.push(Column::new(name, title, "string"));
            }
        }
        columns
    }

    /// Writes the cells of a relation.
    pub(super) fn write(
        &self,
        kind: &RelationType,
        details: &RelationDetails,
        row: &mut CsvRow<'_>,
    ) {
        for (key, (_, has_money)) in &self.keys {
            let found = details.qualifiers.iter().find_map(|(index, value)| {
                let qualifier = &kind.qualifiers[*index];
                (qualifier.id == *key).then_some((qualifier, value))
            });
            let text = found.map_or(Cow::Borrowed(""), |(qualifier, value)| {
                value_text(self.model, &qualifier.value, value, Language::DEFAULT)
            });
            row.cell(&text);
            if *has_money {
                let (amount, currency) = match found {
                    Some((_, Value::Money(amount, currency))) => {
                        (unambiguous_number(*amount), &**currency)
                    }
                    _ => (String::new(), ""),
                };
                row.cell(&amount);
                row.cell(currency);
            }
        }
    }
}
