//! The qualifiers of relations: their values, and their sums for groups, regions and sectors.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::context::PageContext;
use super::static_map::{map, optional};
use super::value::value_html;
use crate::atlas::{Edge, QualifierKey, RecordIx, Total, totals};
use crate::site::{Direction, FieldType, RelationIx, RelationType};

/// The qualifiers that some relations of one type have, as columns with their sums.
pub(super) fn columns(context: &Arc<PageContext>, kind: &RelationType, edges: &[Edge]) -> Value {
    let atlas = &context.model.atlas;
    let relation = |edge: &Edge| &atlas.relations[edge.relation as usize];
    let qualifiers = kind.qualifiers.iter().enumerate();
    let columns = qualifiers.filter_map(|(index, qualifier)| {
        let mut values = edges
            .iter()
            .filter_map(|edge| atlas.qualifier(relation(edge), index))
            .peekable();
        values.peek()?;
        let sums = if qualifier.is_summed {
            totals(values)
        } else {
            Vec::new()
        };
        Some(map([
            ("id", Value::from(&*qualifier.id)),
            ("label", context.marked_text(&qualifier.label)),
            ("numeric", Value::from(is_numeric(&qualifier.value))),
            ("sums", sums_value(context, &sums)),
        ]))
    });
    columns.collect()
}

fn is_numeric(kind: &FieldType) -> bool {
    matches!(
        kind,
        FieldType::Integer | FieldType::Number | FieldType::Share | FieldType::Money
    )
}

/// The values of the qualifiers of a relation, by id: `{html, lang}` each.
pub(super) fn values(context: &PageContext, edge: &Edge) -> Value {
    let model = &context.model;
    let kind = model.site.vocabulary.relation(edge.relation_type);
    let relation = &model.atlas.relations[edge.relation as usize];
    let own = relation
        .details
        .iter()
        .flat_map(|details| &details.qualifiers);
    let values: BTreeMap<String, Value> = own
        .map(|(index, value)| {
            let qualifier = &kind.qualifiers[*index];
            let (html, language) = value_html(context, &qualifier.value, value);
            let lang = language.and_then(|language| context.foreign(language));
            let cell = map([
                ("html", Value::from_safe_string(html)),
                ("lang", optional(lang)),
            ]);
            (qualifier.id.clone(), cell)
        })
        .collect();
    Value::from(values)
}

/// The sums of all summed qualifiers over the relations to the members of a region or sector.
pub(super) fn facet_sums(context: &Arc<PageContext>, facet: RecordIx) -> Value {
    let vocabulary = &context.model.site.vocabulary;
    let relations = vocabulary.relations.iter().enumerate();
    let summed: Vec<QualifierKey> = relations
        .flat_map(|(relation, kind)| {
            let qualifiers = kind.qualifiers.iter().enumerate();
            let summed = qualifiers.filter(|(_, qualifier)| qualifier.is_summed);
            summed.map(move |(index, _)| (RelationIx::new(relation), index))
        })
        .collect();
    if summed.is_empty() {
        return Value::from(Vec::<Value>::new());
    }
    let atlas = &context.model.atlas;
    let found = atlas.totals_of_targets(atlas.facets.members(facet), &summed);
    let row = |((relation, qualifier), sums): (QualifierKey, Vec<Total>)| {
        let kind = vocabulary.relation(relation);
        let label = context.marked_text(&kind.qualifiers[qualifier].label);
        let heading = context.marked_text(kind.heading(Direction::Forward));
        map([
            ("label", label),
            ("relation", heading),
            ("sums", sums_value(context, &sums)),
        ])
    };
    found.into_iter().map(row).collect()
}

/// Sums by currency: `{text, count, doubtful}` each.
fn sums_value(context: &PageContext, sums: &[Total]) -> Value {
    let words = |amount: f64, total: &Total| match &total.currency {
        Some(currency) => context.style.money(amount, currency),
        None => context.style.number(amount),
    };
    let sum = |total: &Total| {
        let doubtful = (total.doubtful != 0.0).then(|| words(total.doubtful, total));
        map([
            ("text", Value::from(words(total.amount, total))),
            ("count", Value::from(total.values)),
            ("doubtful", optional(doubtful)),
        ])
    };
    sums.iter().map(sum).collect()
}
