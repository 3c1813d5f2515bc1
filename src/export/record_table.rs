//! The table of one kind: one row per record.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::column::{Column, title};
use super::csv::{CsvRow, CsvWriter, VALUE_SEPARATOR};
use super::plain_text::plain_text;
use super::value_text::{day_text, value_text};
use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::record::{LocalizedValue, PartialDate, Record, Status, Value, unambiguous_number};
use crate::site::{Direction, FieldIx, FieldType, KindIx, Language, Localized};
use crate::text::Day;

/// The part of a record that a column contains.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    Id,
    Url,
    Status,
    Name(Language),
    Short(Language),
    Aliases,
    Names,
    Summary(Language),
    Field(FieldIx, FieldPart),
    Regions,
    RegionsDerived,
    Sectors,
    Sources,
    Text(Language),
}

/// The part of a field value that a column contains.
#[derive(Clone, Copy)]
pub(super) enum FieldPart {
    Whole,
    /// The value that a translation states instead.
    Translated(Language),
    In(Language),
    FirstDay,
    LastDay,
    Amount,
    Currency,
    Latitude,
    Longitude,
    Scheme(u16),
}

pub(super) fn columns(model: &SiteModel, kind: KindIx) -> Vec<(Column, Cell)> {
    let site = &model.site;
    let mut columns = vec![
        (Column::new("id", "id", "string").required(), Cell::Id),
        (
            Column::new("page", &title(model, "column_page"), "string").required(),
            Cell::Url,
        ),
        (
            Column::new("status", &title(model, "column_status"), "string")
                .one_of(Status::NAMES.map(|(id, _)| id)),
            Cell::Status,
        ),
    ];
    columns.extend(localized(model, "name", Cell::Name));
    columns.extend(localized(model, "short", Cell::Short));
    columns.push((
        Column::new("aliases", &title(model, "column_aliases"), "string"),
        Cell::Aliases,
    ));
    let used = UsedFields::new(model, kind);
    if used.names {
        let names = title(model, "column_names");
        columns.push((Column::new("names", &names, "string"), Cell::Names));
    }
    columns.extend(localized(model, "summary", Cell::Summary));
    let fields = site.vocabulary.kind(kind).fields.iter();
    for field in fields.filter(|field| used.fields.contains(field)) {
        field_columns(model, *field, &used, &mut columns);
        translated_columns(model, kind, *field, &mut columns);
    }
    for (name, key, of_type, cell) in [
        ("regions", "column_regions", "string", Cell::Regions),
        (
            "regions_derived",
            "column_regions_derived",
            "boolean",
            Cell::RegionsDerived,
        ),
        ("sectors", "column_sectors", "string", Cell::Sectors),
        ("sources", "column_sources", "string", Cell::Sources),
    ] {
        columns.push((Column::new(name, &title(model, key), of_type), cell));
    }
    columns.extend(localized(model, "text", Cell::Text));
    make_names_unique(&mut columns);
    columns
}

/// A column for each language of the site.
fn localized(
    model: &SiteModel,
    name: &str,
    cell: fn(Language) -> Cell,
) -> impl Iterator<Item = (Column, Cell)> {
    let title = title(model, &format!("column_{name}"));
    model.site.each_language().map(move |language| {
        let name = format!("{name}_{}", model.site.code(language));
        (Column::new(name, &title, "string"), cell(language))
    })
}

/// Renames columns: a field of the site may have the name of a built-in column.
fn make_names_unique(columns: &mut [(Column, Cell)]) {
    let mut names = BTreeSet::new();
    for (column, _) in columns {
        while !names.insert(column.name.clone()) {
            column.name.push_str("_field");
        }
    }
}

/// The fields and the schemes of identifiers that records of a kind have. The others get no columns.
#[derive(Default)]
struct UsedFields {
    fields: BTreeSet<FieldIx>,
    schemes: BTreeSet<u16>,
    /// Whether some record has names in further languages.
    names: bool,
}

impl UsedFields {
    fn new(model: &SiteModel, kind: KindIx) -> UsedFields {
        let mut used = UsedFields::default();
        let records = model.atlas.of_kind(kind).iter();
        used.names = records
            .clone()
            .any(|ix| !model.atlas.record(*ix).foreign_names.is_empty());
        for value in records.flat_map(|ix| &model.atlas.record(*ix).fields) {
            used.fields.insert(value.field);
            for value in value.value.all() {
                if let Value::Identifiers(ids) = value {
                    used.schemes.extend(ids.iter().map(|(scheme, _)| *scheme));
                }
            }
        }
        used
    }
}

fn field_columns(
    model: &SiteModel,
    ix: FieldIx,
    used: &UsedFields,
    columns: &mut Vec<(Column, Cell)>,
) {
    let site = &model.site;
    let field = site.vocabulary.field(ix);
    let (name, title) = (&field.name, field.label.text(Language::DEFAULT));
    let mut add = |ending: &str, of_type: &'static str, part: FieldPart| {
        columns.push((
            Column::new(format!("{name}{ending}"), title, of_type),
            Cell::Field(ix, part),
        ));
    };
    match &field.value {
        FieldType::Text | FieldType::Markdown => {
            for language in site.each_language() {
                add(
                    &format!("_{}", site.code(language)),
                    "string",
                    FieldPart::In(language),
                );
            }
        }
        FieldType::Integer => add("", "integer", FieldPart::Whole),
        FieldType::Number | FieldType::Share => add("", "number", FieldPart::Whole),
        FieldType::Boolean => add("", "boolean", FieldPart::Whole),
        FieldType::Money => {
            add("_amount", "number", FieldPart::Amount);
            add("_currency", "string", FieldPart::Currency);
        }
        FieldType::Date => {
            add("", "string", FieldPart::Whole);
            add("_first", "date", FieldPart::FirstDay);
            add("_last", "date", FieldPart::LastDay);
        }
        FieldType::Point => {
            add("_lat", "number", FieldPart::Latitude);
            add("_lon", "number", FieldPart::Longitude);
        }
        FieldType::Identifiers => {
            for index in &used.schemes {
                let scheme = &site.vocabulary.schemes[usize::from(*index)];
                let title = scheme.label.text(Language::DEFAULT);
                let column = Column::new(format!("{name}_{}", scheme.id), title, "string");
                columns.push((column, Cell::Field(ix, FieldPart::Scheme(*index))));
            }
        }
        FieldType::Choice(choices) => {
            let column =
                Column::new(name, title, "string").one_of(choices.iter().map(|choice| &*choice.id));
            columns.push((column, Cell::Field(ix, FieldPart::Whole)));
        }
        FieldType::Url
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Image
        | FieldType::Link
        | FieldType::List(_) => add("", "string", FieldPart::Whole),
    }
}

/// Adds a column for each language in which a value of a field is another. Text fields have a column for each already.
fn translated_columns(
    model: &SiteModel,
    kind: KindIx,
    ix: FieldIx,
    columns: &mut Vec<(Column, Cell)>,
) {
    let (site, atlas) = (&model.site, &model.atlas);
    let field = site.vocabulary.field(ix);
    if matches!(field.value, FieldType::Text | FieldType::Markdown) {
        return;
    }
    for language in site.each_language().skip(1) {
        let is_translated = |record: &RecordIx| {
            let fact = atlas.record(*record).field(ix);
            fact.is_some_and(|fact| is_stated_in(&fact.value, language))
        };
        if atlas.of_kind(kind).iter().any(is_translated) {
            let name = format!("{}_{}", field.name, site.code(language));
            let column = Column::new(name, field.label.text(Language::DEFAULT), "string");
            columns.push((column, Cell::Field(ix, FieldPart::Translated(language))));
        }
    }
}

/// Whether a value of its own, or a text of a list, is stated in a language.
fn is_stated_in(value: &LocalizedValue, language: Language) -> bool {
    let has_text = |item: &Value| match item {
        Value::Text(text) => text.exact(language).is_some(),
        Value::Markdown(text) => text.exact(language).is_some(),
        _ => false,
    };
    value.exact(language).is_some()
        || matches!(value.get(language), Value::List(items) if items.iter().any(has_text))
}

pub(super) fn rows(model: &SiteModel, kind: KindIx, rows: &mut CsvWriter<'_>) {
    let columns = columns(model, kind);
    for ix in model.atlas.of_kind(kind).iter().copied() {
        rows.row(|row| {
            columns
                .iter()
                .for_each(|(_, cell)| write(model, ix, *cell, row));
        });
    }
}

fn write(model: &SiteModel, ix: RecordIx, cell: Cell, row: &mut CsvRow<'_>) {
    let record = model.atlas.record(ix);
    let text = |text: &Localized, language, row: &mut CsvRow<'_>| {
        row.cell(text.exact(language).map_or("", |text| text));
    };
    let id = |record: &RecordIx| &*model.atlas.record(*record).id;
    match cell {
        Cell::Id => row.cell(&record.id),
        Cell::Url => row.cell(model.plan.record(ix, Language::DEFAULT).address.as_str()),
        Cell::Status => row.cell(record.status.id()),
        Cell::Name(language) => text(&record.name, language, row),
        Cell::Short(language) => text(&record.short, language, row),
        Cell::Aliases => row.multi_value_cell(
            record
                .aliases
                .iter()
                .flat_map(Localized::iter)
                .map(|(_, text)| &**text),
        ),
        Cell::Names => {
            let names = record.foreign_names.iter();
            let names: Vec<String> = names
                .map(|name| format!("{}: {}", name.language, name.text))
                .collect();
            row.multi_value_cell(names.iter().map(String::as_str));
        }
        Cell::Summary(language) => text(&record.summary, language, row),
        Cell::Field(field, part) => row.cell(&field_text(model, record, field, part)),
        Cell::Regions => row.multi_value_cell(model.atlas.facets.regions(ix).iter().map(id)),
        Cell::RegionsDerived => row.cell(if model.atlas.facets.is_derived(ix) {
            "true"
        } else {
            "false"
        }),
        Cell::Sectors => row.multi_value_cell(model.atlas.facets.sectors(ix).iter().map(id)),
        Cell::Sources => {
            let sources =
                model
                    .atlas
                    .related(ix, model.site.vocabulary.known.sources, Direction::Forward);
            row.multi_value_cell(sources.map(|source| &*model.atlas.record(source).id));
        }
        Cell::Text(language) => match record.bodies.exact(language) {
            Some(body) => row.cell(&plain_text(
                model,
                model.atlas.resolved_body(ix, body),
                language,
            )),
            None => row.cell(""),
        },
    }
}

fn field_text<'w>(
    model: &'w SiteModel,
    record: &'w Record,
    field: FieldIx,
    part: FieldPart,
) -> Cow<'w, str> {
    let Some(fact) = record.field(field) else {
        return Cow::Borrowed("");
    };
    let kind = &model.site.vocabulary.field(field).value;
    let known =
        |at_end: Option<PartialDate>, end: Day| at_end.map_or(String::new(), |_| day_text(end));
    let language = match part {
        FieldPart::Translated(language) | FieldPart::In(language) => language,
        _ => Language::DEFAULT,
    };
    match (part, fact.value_in(language)) {
        (FieldPart::Whole, value) => value_text(model, kind, value, language),
        (FieldPart::Translated(_), _) if !is_stated_in(&fact.value, language) => "".into(),
        (FieldPart::Translated(_), value) => value_text(model, kind, value, language),
        (FieldPart::In(_), Value::Text(text)) => {
            text.exact(language).map_or("", |text| text).into()
        }
        (FieldPart::In(_), Value::Markdown(bodies)) => {
            bodies.exact(language).map_or(Cow::Borrowed(""), |body| {
                plain_text(model, body.into(), language)
            })
        }
        (FieldPart::FirstDay, Value::Date(date)) => known(date.from(), date.first_day()).into(),
        (FieldPart::LastDay, Value::Date(date)) => known(date.to(), date.last_day()).into(),
        (FieldPart::Amount, Value::Money(amount, _)) => unambiguous_number(*amount).into(),
        (FieldPart::Currency, Value::Money(_, currency)) => (&**currency).into(),
        (FieldPart::Latitude, Value::Point(lat, _)) => lat.to_string().into(),
        (FieldPart::Longitude, Value::Point(_, lon)) => lon.to_string().into(),
        (FieldPart::Scheme(scheme), Value::Identifiers(ids)) => {
            let found: Vec<&str> = ids
                .iter()
                .filter(|(known, _)| *known == scheme)
                .map(|(_, id)| &**id)
                .collect();
            found.join(VALUE_SEPARATOR).into()
        }
        _ => Cow::Borrowed(""),
    }
}
