//! The table of a kind: a row a record.

use std::borrow::Cow;

use super::csv::{BETWEEN, Row, Rows};
use super::plain::plain;
use super::table::Column;
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::record::{Date, Day, Moment, Record, Status, Value, iso_day};
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
    for ix in world.atlas.of_kind(kind).iter().copied() {
        rows.row(|row| columns.iter().for_each(|(_, cell)| write(world, ix, *cell, row)));
    }
}

fn write(world: &World, ix: RecordIx, cell: Cell, row: &mut Row<'_>) {
    let record = world.atlas.record(ix);
    let text = |text: &Localized, language, row: &mut Row<'_>| row.cell(text.exact(language).map_or("", |text| text));
    let id = |record: &RecordIx| &*world.atlas.record(*record).id;
    match cell {
        Cell::Id => row.cell(&record.id),
        Cell::Url => row.cell(world.plan.record(ix, Language::DEFAULT).address.as_str()),
        Cell::Status => row.cell(record.status.id()),
        Cell::Name(language) => text(&record.name, language, row),
        Cell::Short(language) => text(&record.short, language, row),
        Cell::Aliases => row.several(record.aliases.iter().flat_map(Localized::iter).map(|(_, text)| &**text)),
        Cell::Summary(language) => text(&record.summary, language, row),
        Cell::Field(field, part) => row.cell(&part_of(world, record, field, part)),
        Cell::Regions => row.several(world.atlas.facets.regions(ix).iter().map(id)),
        Cell::RegionsDerived => row.cell(if world.atlas.facets.is_derived(ix) { "true" } else { "false" }),
        Cell::Sectors => row.several(world.atlas.facets.sectors(ix).iter().map(id)),
        Cell::Sources => {
            let sources = world.atlas.related(ix, world.site.vocabulary.known.sources, Side::From);
            row.several(sources.map(|source| &*world.atlas.record(source).id));
        }
        Cell::Text(language) => match record.bodies.iter().find(|(known, _)| *known == language) {
            Some((_, body)) => row.cell(&plain(world, world.atlas.text(ix, body), language)),
            None => row.cell(""),
        },
    }
}

fn part_of<'w>(world: &'w World, record: &'w Record, field: FieldIx, part: Part) -> Cow<'w, str> {
    let Some(fact) = record.fact(field) else { return Cow::Borrowed("") };
    let kind = &world.site.vocabulary.field(field).value;
    let known = |at_end: Option<Moment>, end: Day| at_end.map_or(String::new(), |_| day(end));
    match (part, &fact.value) {
        (Part::Whole, value) => whole(world, kind, value),
        (Part::In(language), Value::Text(text)) => text.exact(language).map_or("", |text| text).into(),
        (Part::In(language), Value::Markdown(bodies)) => bodies
            .iter()
            .find(|(known, _)| *known == language)
            .map_or(Cow::Borrowed(""), |(_, body)| plain(world, body.into(), language)),
        (Part::FirstDay, Value::Date(date)) => known(date.from(), date.first_day()).into(),
        (Part::LastDay, Value::Date(date)) => known(date.to(), date.last_day()).into(),
        (Part::Amount, Value::Money(amount, _)) => amount.to_string().into(),
        (Part::Currency, Value::Money(_, currency)) => (&**currency).into(),
        (Part::Latitude, Value::Point(lat, _)) => lat.to_string().into(),
        (Part::Longitude, Value::Point(_, lon)) => lon.to_string().into(),
        (Part::Scheme(scheme), Value::Identifiers(ids)) => {
            let found: Vec<&str> = ids.iter().filter(|(known, _)| *known == scheme).map(|(_, id)| &**id).collect();
            found.join(BETWEEN).into()
        }
        _ => Cow::Borrowed(""),
    }
}

/// A value in one cell.
pub(super) fn whole<'w>(world: &'w World, kind: &'w FieldType, value: &'w Value) -> Cow<'w, str> {
    match value {
        Value::Text(text) => text.text(Language::DEFAULT).into(),
        Value::Markdown(bodies) => {
            bodies.first().map_or(Cow::Borrowed(""), |(language, body)| plain(world, body.into(), *language))
        }
        Value::Integer(number) => number.to_string().into(),
        Value::Number(number) | Value::Share(number) => number.to_string().into(),
        Value::Money(amount, currency) => format!("{amount} {currency}").into(),
        Value::Boolean(yes) => if *yes { "true" } else { "false" }.into(),
        Value::Date(date) => date.to_string().into(),
        Value::Url(text) | Value::Email(text) | Value::Phone(text) => (&**text).into(),
        Value::Point(lat, lon) => format!("{lat} {lon}").into(),
        Value::Choice(choice) => match kind {
            FieldType::Choice(choices) => choices.get(usize::from(*choice)).map_or("", |choice| &*choice.id).into(),
            _ => Cow::Borrowed(""),
        },
        Value::Identifiers(ids) => {
            let schemes = &world.site.vocabulary.schemes;
            let pair = |(scheme, id): &(u16, std::sync::Arc<str>)| format!("{}:{id}", schemes[usize::from(*scheme)].id);
            ids.iter().map(pair).collect::<Vec<_>>().join(BETWEEN).into()
        }
        Value::List(values) => {
            let of = if let FieldType::List(of) = kind { of } else { kind };
            values.iter().map(|value| whole(world, of, value)).collect::<Vec<_>>().join(BETWEEN).into()
        }
    }
}

/// A day of ISO 8601; nothing for the year 0, which calendars of programs do not have.
pub(super) fn day(day: Day) -> String {
    if day.0 == 0 { String::new() } else { iso_day(day) }
}

/// A date as it was written; nothing where there is none.
pub(super) fn written(date: Option<Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}
