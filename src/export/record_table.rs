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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordPart {
    /// The id.
    Id,
    /// The address of the page.
    Url,
    /// The status of the record.
    Status,
    /// The name in a language.
    Name(Language),
    /// The short name in a language.
    Short(Language),
    /// The other names.
    Aliases,
    /// The names in further languages.
    Names,
    /// The summary in a language.
    Summary(Language),
    /// A field, or a part of its value.
    Field(FieldIx, FieldPart),
    /// The regions.
    Regions,
    /// Whether the regions follow from relations.
    RegionsDerived,
    /// The sectors.
    Sectors,
    /// The sources.
    Sources,
    /// The text without markup in a language.
    Text(Language),
}

/// The part of a field value that a column contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldPart {
    /// The whole value.
    Whole,
    /// The value that a translation states instead.
    Translated(Language),
    /// The text in a language.
    In(Language),
    /// The first day of a date.
    FirstDay,
    /// The last day of a date.
    LastDay,
    /// The amount of money.
    Amount,
    /// The currency of an amount.
    Currency,
    /// The latitude of a point.
    Latitude,
    /// The longitude of a point.
    Longitude,
    /// The identifiers of a scheme, by its index.
    Scheme(u16),
}

/// Returns the columns of a kind: those of fields and schemes that its records use.
pub fn columns(model: &SiteModel, kind: KindIx) -> Vec<(Column, RecordPart)> {
    columns_of(model, kind, &UsedFields::new(model, kind))
}

/// Returns the columns of a kind with those of all its fields and schemes.
pub fn all_columns(model: &SiteModel, kind: KindIx) -> Vec<(Column, RecordPart)> {
    let vocabulary = &model.site.vocabulary;
    let schemes = u16::try_from(vocabulary.schemes.len()).unwrap_or(u16::MAX);
    let used = UsedFields {
        fields: vocabulary.kind(kind).fields.iter().copied().collect(),
        schemes: (0..schemes).collect(),
        names: true,
    };
    columns_of(model, kind, &used)
}

fn columns_of(model: &SiteModel, kind: KindIx, used: &UsedFields) -> Vec<(Column, RecordPart)> {
    let site = &model.site;
    let mut columns = vec![
        (Column::new("id", "id", "string").required(), RecordPart::Id),
        (
            Column::new("page", &title(model, "column_page"), "string").required(),
            RecordPart::Url,
        ),
        (
            Column::new("status", &title(model, "column_status"), "string")
                .one_of(Status::NAMES.map(|(id, _)| id)),
            RecordPart::Status,
        ),
    ];
    columns.extend(localized(model, "name", RecordPart::Name));
    columns.extend(localized(model, "short", RecordPart::Short));
    columns.push((
        Column::new("aliases", &title(model, "column_aliases"), "string"),
        RecordPart::Aliases,
    ));
    if used.names {
        let names = title(model, "column_names");
        columns.push((Column::new("names", &names, "string"), RecordPart::Names));
    }
    columns.extend(localized(model, "summary", RecordPart::Summary));
    let fields = site.vocabulary.kind(kind).fields.iter();
    for field in fields.filter(|field| used.fields.contains(field)) {
        field_columns(model, *field, used, &mut columns);
        translated_columns(model, kind, *field, &mut columns);
    }
    for (name, key, of_type, cell) in [
        ("regions", "column_regions", "string", RecordPart::Regions),
        (
            "regions_derived",
            "column_regions_derived",
            "boolean",
            RecordPart::RegionsDerived,
        ),
        ("sectors", "column_sectors", "string", RecordPart::Sectors),
        ("sources", "column_sources", "string", RecordPart::Sources),
    ] {
        columns.push((Column::new(name, &title(model, key), of_type), cell));
    }
    columns.extend(localized(model, "text", RecordPart::Text));
    make_names_unique(&mut columns);
    columns
}

/// A column for each language of the site.
fn localized(
    model: &SiteModel,
    name: &str,
    cell: fn(Language) -> RecordPart,
) -> impl Iterator<Item = (Column, RecordPart)> {
    let title = title(model, &format!("column_{name}"));
    model.site.each_language().map(move |language| {
        let name = format!("{name}_{}", model.site.code(language));
        (Column::new(name, &title, "string"), cell(language))
    })
}

/// Renames columns: a field of the site may have the name of a built-in column.
fn make_names_unique(columns: &mut [(Column, RecordPart)]) {
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
    columns: &mut Vec<(Column, RecordPart)>,
) {
    let site = &model.site;
    let field = site.vocabulary.field(ix);
    let (name, title) = (&field.name, field.label.text(Language::DEFAULT));
    let mut add = |ending: &str, of_type: &'static str, part: FieldPart| {
        columns.push((
            Column::new(format!("{name}{ending}"), title, of_type),
            RecordPart::Field(ix, part),
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
                columns.push((column, RecordPart::Field(ix, FieldPart::Scheme(*index))));
            }
        }
        FieldType::Choice(choices) => {
            let column =
                Column::new(name, title, "string").one_of(choices.iter().map(|choice| &*choice.id));
            columns.push((column, RecordPart::Field(ix, FieldPart::Whole)));
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
    columns: &mut Vec<(Column, RecordPart)>,
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
            columns.push((
                column,
                RecordPart::Field(ix, FieldPart::Translated(language)),
            ));
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

fn write(model: &SiteModel, ix: RecordIx, cell: RecordPart, row: &mut CsvRow<'_>) {
    let record = model.atlas.record(ix);
    let text = |text: &Localized, language, row: &mut CsvRow<'_>| {
        row.cell(text.exact(language).map_or("", |text| text));
    };
    let id = |record: &RecordIx| &*model.atlas.record(*record).id;
    match cell {
        RecordPart::Id => row.cell(&record.id),
        RecordPart::Url => row.cell(model.plan.record(ix, Language::DEFAULT).address.as_str()),
        RecordPart::Status => row.cell(record.status.id()),
        RecordPart::Name(language) => text(&record.name, language, row),
        RecordPart::Short(language) => text(&record.short, language, row),
        RecordPart::Aliases => row.multi_value_cell(
            record
                .aliases
                .iter()
                .flat_map(Localized::iter)
                .map(|(_, text)| &**text),
        ),
        RecordPart::Names => {
            let names = record.foreign_names.iter();
            let names: Vec<String> = names
                .map(|name| format!("{}: {}", name.language, name.text))
                .collect();
            row.multi_value_cell(names.iter().map(String::as_str));
        }
        RecordPart::Summary(language) => text(&record.summary, language, row),
        RecordPart::Field(field, part) => row.cell(&field_text(model, record, field, part)),
        RecordPart::Regions => row.multi_value_cell(model.atlas.facets.regions(ix).iter().map(id)),
        RecordPart::RegionsDerived => row.cell(if model.atlas.facets.is_derived(ix) {
            "true"
        } else {
            "false"
        }),
        RecordPart::Sectors => row.multi_value_cell(model.atlas.facets.sectors(ix).iter().map(id)),
        RecordPart::Sources => {
            let sources =
                model
                    .atlas
                    .related(ix, model.site.vocabulary.known.sources, Direction::Forward);
            row.multi_value_cell(sources.map(|source| &*model.atlas.record(source).id));
        }
        RecordPart::Text(language) => match record.bodies.exact(language) {
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
