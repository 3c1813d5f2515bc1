//! The table of a kind: a row a record.

use super::csv::Rows;
use super::plain::plain;
use super::table::{BETWEEN, Column};
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::record::{Date, Day, Record, Status, Value};
use crate::site::{FieldIx, FieldType, KindIx, Language, Localized, Side};

/// What a cell holds of its row's record.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    Id,
    Url,
    Status,
    Name(Language),
    Short(Language),
    Aliases,
    Summary(Language),
    Field(FieldIx, Part),
    Regions,
    RegionsDerived,
    Sectors,
    Sources,
    Text(Language),
}

/// What a cell holds of a field.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Whole,
    In(Language),
    FirstDay,
    LastDay,
    Amount,
    Currency,
    Latitude,
    Longitude,
    Scheme(u16),
}

pub(super) fn columns(world: &World, kind: KindIx) -> Vec<(Column, Cell)> {
    let site = &world.site;
    let mut columns = vec![
        (Column::new("id", "id", "string").required(), Cell::Id),
        (Column::new("page", "Страница / page", "string").required(), Cell::Url),
        (Column::new("status", "Статус / status", "string").one_of(Status::NAMES.map(|(id, _)| id)), Cell::Status),
    ];
    let code = |language| site.code(language);
    let localized = |columns: &mut Vec<(Column, Cell)>, name: &str, title: &str, cell: fn(Language) -> Cell| {
        for language in site.each_language() {
            columns.push((Column::new(format!("{name}_{}", code(language)), title, "string"), cell(language)));
        }
    };
    localized(&mut columns, "name", "Название / name", Cell::Name);
    localized(&mut columns, "short", "Краткое название / short name", Cell::Short);
    columns.push((Column::new("aliases", "Другие названия / also known as", "string"), Cell::Aliases));
    localized(&mut columns, "summary", "Кратко / summary", Cell::Summary);
    for field in &site.vocabulary.kind(kind).fields {
        field_columns(world, *field, &mut columns);
    }
    for (name, title, of_type, cell) in [
        ("regions", "Регионы / regions", "string", Cell::Regions),
        (
            "regions_derived",
            "Регионы выведены из связей / regions follow from relations",
            "boolean",
            Cell::RegionsDerived,
        ),
        ("sectors", "Отрасли / sectors", "string", Cell::Sectors),
        ("sources", "Источники / sources", "string", Cell::Sources),
    ] {
        columns.push((Column::new(name, title, of_type), cell));
    }
    localized(&mut columns, "text", "Текст / text", Cell::Text);
    // A site can give a field the name of a column that every table has.
    let mut taken = std::collections::BTreeSet::new();
    for (column, _) in &mut columns {
        while !taken.insert(column.name.clone()) {
            column.name.push_str("_field");
        }
    }
    columns
}

fn field_columns(world: &World, ix: FieldIx, columns: &mut Vec<(Column, Cell)>) {
    let site = &world.site;
    let field = site.vocabulary.field(ix);
    let (name, title) = (&field.name, field.label.text(Language::DEFAULT));
    let mut add = |ending: &str, of_type: &'static str, part: Part| {
        columns.push((Column::new(format!("{name}{ending}"), title, of_type), Cell::Field(ix, part)));
    };
    match &field.value {
        FieldType::Text | FieldType::Markdown => {
            for language in site.each_language() {
                add(&format!("_{}", site.code(language)), "string", Part::In(language));
            }
        }
        FieldType::Integer => add("", "integer", Part::Whole),
        FieldType::Number | FieldType::Share => add("", "number", Part::Whole),
        FieldType::Boolean => add("", "boolean", Part::Whole),
        FieldType::Money => {
            add("_amount", "number", Part::Amount);
            add("_currency", "string", Part::Currency);
        }
        FieldType::Date => {
            add("", "string", Part::Whole);
            add("_first", "date", Part::FirstDay);
            add("_last", "date", Part::LastDay);
        }
        FieldType::Point => {
            add("_lat", "number", Part::Latitude);
            add("_lon", "number", Part::Longitude);
        }
        FieldType::Identifiers => {
            for (index, scheme) in site.vocabulary.schemes.iter().enumerate() {
                let title = scheme.label.text(Language::DEFAULT);
                let column = Column::new(format!("{name}_{}", scheme.id), title, "string");
                columns.push((column, Cell::Field(ix, Part::Scheme(index as u16))));
            }
        }
        FieldType::Choice(choices) => {
            let column = Column::new(name, title, "string").one_of(choices.iter().map(|choice| &*choice.id));
            columns.push((column, Cell::Field(ix, Part::Whole)));
        }
        FieldType::Url | FieldType::Email | FieldType::Phone | FieldType::List(_) => add("", "string", Part::Whole),
    }
}

pub(super) fn rows(world: &World, kind: KindIx, rows: &mut Rows<'_>) {
    let columns = columns(world, kind);
    for ix in world.atlas.of_kind(kind) {
        for (_, cell) in &columns {
            write(world, *ix, *cell, rows);
        }
        rows.end();
    }
}

fn write(world: &World, ix: RecordIx, cell: Cell, rows: &mut Rows<'_>) {
    let record = world.atlas.record(ix);
    let text =
        |text: &Localized, language, rows: &mut Rows<'_>| rows.cell(text.exact(language).map_or("", |text| text));
    let ids = |records: &[RecordIx], rows: &mut Rows<'_>| {
        let ids: Vec<&str> = records.iter().map(|record| &*world.atlas.record(*record).id).collect();
        rows.cell(&ids.join(BETWEEN));
    };
    match cell {
        Cell::Id => rows.cell(&record.id),
        Cell::Url => rows.cell(world.plan.record(ix, Language::DEFAULT).address.as_str()),
        Cell::Status => rows.cell(record.status.id()),
        Cell::Name(language) => text(&record.name, language, rows),
        Cell::Short(language) => text(&record.short, language, rows),
        Cell::Aliases => {
            let aliases: Vec<&str> = record.aliases.iter().flat_map(Localized::iter).map(|(_, text)| &**text).collect();
            rows.cell(&aliases.join(BETWEEN));
        }
        Cell::Summary(language) => text(&record.summary, language, rows),
        Cell::Field(field, part) => rows.cell(&part_of(world, record, field, part)),
        Cell::Regions => ids(world.atlas.facets.regions(ix), rows),
        Cell::RegionsDerived => rows.cell(if world.atlas.facets.is_derived(ix) { "true" } else { "false" }),
        Cell::Sectors => ids(world.atlas.facets.sectors(ix), rows),
        Cell::Sources => {
            let sources: Vec<RecordIx> =
                world.atlas.related(ix, world.site.vocabulary.known.sources, Side::From).collect();
            ids(&sources, rows);
        }
        Cell::Text(language) => match record.bodies.iter().find(|(known, _)| *known == language) {
            Some((_, body)) => rows.cell(&plain(world, body, language)),
            None => rows.cell(""),
        },
    }
}

fn part_of(world: &World, record: &Record, field: FieldIx, part: Part) -> String {
    let Some(fact) = record.fact(field) else { return String::new() };
    let kind = &world.site.vocabulary.field(field).value;
    match (part, &fact.value) {
        (Part::Whole, value) => whole(world, kind, value),
        (Part::In(language), Value::Text(text)) => text.exact(language).map_or(String::new(), ToString::to_string),
        (Part::In(language), Value::Markdown(bodies)) => bodies
            .iter()
            .find(|(known, _)| *known == language)
            .map_or(String::new(), |(_, body)| plain(world, body, language)),
        (Part::FirstDay, Value::Date(date)) => date.from().map_or(String::new(), |_| day(date.first_day())),
        (Part::LastDay, Value::Date(date)) => date.to().map_or(String::new(), |_| day(date.last_day())),
        (Part::Amount, Value::Money(amount, _)) => amount.to_string(),
        (Part::Currency, Value::Money(_, currency)) => currency.to_string(),
        (Part::Latitude, Value::Point(lat, _)) => lat.to_string(),
        (Part::Longitude, Value::Point(_, lon)) => lon.to_string(),
        (Part::Scheme(scheme), Value::Identifiers(ids)) => {
            let found: Vec<&str> = ids.iter().filter(|(known, _)| *known == scheme).map(|(_, id)| &**id).collect();
            found.join(BETWEEN)
        }
        _ => String::new(),
    }
}

/// A value in one cell.
pub(super) fn whole(world: &World, kind: &FieldType, value: &Value) -> String {
    match value {
        Value::Text(text) => text.text(Language::DEFAULT).to_owned(),
        Value::Markdown(bodies) => {
            bodies.first().map_or(String::new(), |(language, body)| plain(world, body, *language))
        }
        Value::Integer(number) => number.to_string(),
        Value::Number(number) | Value::Share(number) => number.to_string(),
        Value::Money(amount, currency) => format!("{amount} {currency}"),
        Value::Boolean(yes) => yes.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Url(text) | Value::Email(text) | Value::Phone(text) => text.to_string(),
        Value::Point(lat, lon) => format!("{lat} {lon}"),
        Value::Choice(choice) => match kind {
            FieldType::Choice(choices) => {
                choices.get(usize::from(*choice)).map_or(String::new(), |choice| choice.id.clone())
            }
            _ => String::new(),
        },
        Value::Identifiers(ids) => {
            let schemes = &world.site.vocabulary.schemes;
            let pair = |(scheme, id): &(u16, std::sync::Arc<str>)| format!("{}:{id}", schemes[usize::from(*scheme)].id);
            ids.iter().map(pair).collect::<Vec<_>>().join(BETWEEN)
        }
        Value::List(values) => {
            let of = if let FieldType::List(of) = kind { of } else { kind };
            values.iter().map(|value| whole(world, of, value)).collect::<Vec<_>>().join(BETWEEN)
        }
    }
}

/// A day of ISO 8601; nothing for the year 0, which calendars of programs do not have.
pub(super) fn day((year, month, day): Day) -> String {
    if year == 0 { String::new() } else { format!("{year:04}-{month:02}-{day:02}") }
}

/// A date as it was written; nothing where there is none.
pub(super) fn written(date: Option<Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}
