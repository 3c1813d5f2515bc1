//! The values by which a record is filtered.

use super::context::PageContext;
use super::date::record_date;
use crate::atlas::RecordIx;
use crate::record::{self, Date, Status};
use crate::site::{Choice, Field, FieldIx, FieldType};
use crate::text::LangText;

/// A value of a field of type choice or boolean, or one of a list of choices.
pub(super) struct ChosenValue<'w> {
    pub(super) ix: FieldIx,
    pub(super) field: &'w Field,
    /// The place of the value among those of the field.
    pub(super) place: u32,
    pub(super) id: &'w str,
    pub(super) label: &'w str,
    /// The code of the language of the label; `None` if it is the page's.
    pub(super) language: Option<&'w str>,
}

impl ChosenValue<'_> {
    /// The value as the list script compares it: `phase:seed`.
    pub(super) fn token(&self) -> String {
        format!("{}:{}", self.field.name, self.id)
    }

    /// The label with its language.
    pub(super) fn lang_text(&self) -> LangText<'_> {
        LangText::new(self.label, self.language)
    }
}

/// The filter values of a record. Regions and sectors are rolled up to matrix rows and columns.
pub(super) struct FilterValues<'w> {
    pub(super) regions: Vec<RecordIx>,
    pub(super) sectors: Vec<RecordIx>,
    /// The choice of the field `type`.
    pub(super) type_choice: Option<ChosenValue<'w>>,
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
        FilterValues {
            regions: rollup.regions.targets(facets.regions(ix)),
            sectors: rollup.sectors.targets(facets.sectors(ix)),
            type_choice: type_choice(context, ix),
            choices: choices(context, ix),
            status: found.status,
            date,
            year: date.map(Date::year),
        }
    }
}

/// The choice of the field `type` of a record.
pub(super) fn type_choice(context: &PageContext, ix: RecordIx) -> Option<ChosenValue<'_>> {
    let vocabulary = &context.model.site.vocabulary;
    let found = context.model.atlas.record(ix);
    let field = vocabulary.kind(found.kind).known.kind?;
    let FieldType::Choice(choices) = &vocabulary.field(field).value else {
        return None;
    };
    let record::Value::Choice(choice) = found.field(field)?.value_in(context.language) else {
        return None;
    };
    chosen_value(context, field, choices, *choice)
}

/// A value of a field of type choice.
fn chosen_value<'w>(
    context: &'w PageContext,
    field: FieldIx,
    choices: &'w [Choice],
    place: u16,
) -> Option<ChosenValue<'w>> {
    let choice = choices.get(usize::from(place))?;
    let (label, language) = choice.label.get(context.language)?;
    Some(ChosenValue {
        ix: field,
        field: context.model.site.vocabulary.field(field),
        place: u32::from(place),
        id: &choice.id,
        label,
        language: context.foreign(language),
    })
}

/// A value of a field of type boolean.
fn boolean_value(context: &PageContext, field: FieldIx, yes: bool) -> ChosenValue<'_> {
    let (id, key) = match yes {
        true => ("true", "yes"),
        false => ("false", "no"),
    };
    ChosenValue {
        ix: field,
        field: context.model.site.vocabulary.field(field),
        place: u32::from(!yes),
        id,
        label: context.style.yes_or_no(yes),
        language: context.style.words.language(key),
    }
}

/// The values of the visible fields of type choice and boolean of a record, without its type.
pub(super) fn choices(context: &PageContext, ix: RecordIx) -> Vec<ChosenValue<'_>> {
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
        chosen.extend(values.iter().filter_map(|value| match value {
            record::Value::Boolean(yes) => Some(boolean_value(context, fact.field, *yes)),
            record::Value::Choice(place) => chosen_value(context, fact.field, choices, *place),
            _ => None,
        }));
    }
    chosen
}
