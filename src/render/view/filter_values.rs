//! The values by which a record is filtered.

use super::context::PageContext;
use super::date::record_date;
use crate::atlas::RecordIx;
use crate::record::{self, Date, Status};
use crate::site::{Field, FieldIx, FieldType};

/// A value of a field of type choice or boolean, or one of a list of choices.
pub(super) struct ChosenValue<'w> {
    pub(super) ix: FieldIx,
    pub(super) field: &'w Field,
    /// The place of the value among those of the field.
    pub(super) place: u32,
    pub(super) id: &'w str,
    pub(super) label: &'w str,
}

impl ChosenValue<'_> {
    /// The value as the list script compares it: `phase:seed`.
    pub(super) fn token(&self) -> String {
        format!("{}:{}", self.field.name, self.id)
    }
}

/// The filter values of a record. Regions and sectors are rolled up to matrix rows and columns.
pub(super) struct FilterValues<'w> {
    pub(super) regions: Vec<RecordIx>,
    pub(super) sectors: Vec<RecordIx>,
    /// The choice of the field `type`: index, id and label.
    pub(super) type_choice: Option<(u32, &'w str, &'w str)>,
    /// The values of its other fields of type choice and boolean.
    pub(super) choices: Vec<ChosenValue<'w>>,
    pub(super) status: Status,
    pub(super) date: Option<Date>,
    pub(super) year: Option<i32>,
}

impl<'w> FilterValues<'w> {
    /// Computes the values of a record.
    pub(super) fn new(context: &'w PageContext, ix: RecordIx) -> FilterValues<'w> {
        let model = &context.model;
        let facets = &model.atlas.facets;
        let found = model.atlas.record(ix);
        let rollup = model.facet_rollup();
        let date = record_date(context, ix);
        let type_choice = model
            .site
            .vocabulary
            .kind(found.kind)
            .known
            .kind
            .and_then(|field| {
                let (FieldType::Choice(choices), record::Value::Choice(choice)) = (
                    &model.site.vocabulary.field(field).value,
                    found.field(field)?.value_in(context.language),
                ) else {
                    return None;
                };
                let known = choices.get(*choice as usize)?;
                Some((
                    u32::from(*choice),
                    &*known.id,
                    known.label.text(context.language),
                ))
            });
        FilterValues {
            regions: rollup.regions.targets(facets.regions(ix)),
            sectors: rollup.sectors.targets(facets.sectors(ix)),
            type_choice,
            choices: choices(context, ix),
            status: found.status,
            date,
            year: date.map(Date::year),
        }
    }
}

/// The values of the visible fields of type choice and boolean of a record, without its type.
fn choices(context: &PageContext, ix: RecordIx) -> Vec<ChosenValue<'_>> {
    let vocabulary = &context.model.site.vocabulary;
    let found = context.model.atlas.record(ix);
    let of_type = vocabulary.kind(found.kind).known.kind;
    let mut chosen = Vec::new();
    for fact in found
        .fields
        .iter()
        .filter(|fact| Some(fact.field) != of_type)
    {
        let field = vocabulary.field(fact.field);
        if field.hidden {
            continue;
        }
        let choices = match &field.value {
            FieldType::Choice(choices) => &choices[..],
            FieldType::List(item) => match &**item {
                FieldType::Choice(choices) => &choices[..],
                _ => continue,
            },
            FieldType::Boolean => &[],
            _ => continue,
        };
        let values = match fact.value_in(context.language) {
            record::Value::List(values) => &values[..],
            value => std::slice::from_ref(value),
        };
        chosen.extend(values.iter().filter_map(|value| {
            let (place, id, label) = match value {
                record::Value::Boolean(yes) => {
                    let id = if *yes { "true" } else { "false" };
                    (u32::from(!yes), id, context.style.yes_or_no(*yes))
                }
                record::Value::Choice(index) => {
                    let choice = choices.get(usize::from(*index))?;
                    let label = choice.label.text(context.language);
                    (u32::from(*index), &*choice.id, label)
                }
                _ => return None,
            };
            Some(ChosenValue {
                ix: fact.field,
                field,
                place,
                id,
                label,
            })
        }));
    }
    chosen
}
