//! The table of relations: each once, whichever side wrote it, those of the texts included.

use super::csv::{self, Row, Rows};
use super::record_table::written;
use super::spelled::Spelled;
use super::table::{Column, in_each_language, texts};
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::record::{Claim, Particulars, Role, Status, Target};
use crate::site::{Language, Localized, RelationType};

pub(super) fn columns(world: &World) -> Vec<Column> {
    let vocabulary = &world.site.vocabulary;
    let column = |name: &str, title: &str| Column::new(name, title, "string");
    let mut columns = vec![
        column("from", "От записи / from").required(),
        column("from_kind", "Её вид / its kind").required().one_of(vocabulary.kinds.iter().map(|kind| &*kind.id)),
        column("from_name", "Её название / its name").required(),
        column("relation", "Связь / relation").required(),
        column("inverse", "Обратная связь / inverse").required(),
        column("to", "К записи / to").required(),
        column("to_kind", "Её вид / its kind").required().one_of(vocabulary.kinds.iter().map(|kind| &*kind.id)),
        column("to_name", "Её название / its name").required(),
        column("role", "Роль / role"),
    ];
    columns.extend(in_each_language(world, "role", "Роль словами / role in words"));
    columns.extend([
        column("since", "С / since"),
        column("until", "До / until"),
        column("on", "На дату / as of"),
        column("status", "Статус / status").required().one_of(Status::NAMES.map(|(id, _)| id)),
    ]);
    columns.extend(in_each_language(world, "note", "Примечание / note"));
    columns.extend([
        column("via", "За кого / on behalf of"),
        column("sources", "Источники / sources"),
        Column::new("derived", "Выведена / derived", "boolean").required(),
    ]);
    columns
}

pub(super) fn rows(world: &World, rows: &mut Rows<'_>) {
    let vocabulary = &world.site.vocabulary;
    let ends = Spelled::new(world, |cells, record| {
        let record = world.atlas.record(record);
        csv::cells(cells, |row| {
            row.cell(&record.id);
            row.cell(&vocabulary.kind(record.kind).id);
            row.cell(record.title(Language::DEFAULT).0);
        });
    });
    let made = |write: &dyn Fn(&mut Row<'_>)| {
        let mut cells = String::new();
        csv::cells(&mut cells, write);
        cells
    };
    let relation = |kind: &RelationType| {
        made(&|row| {
            row.cell(&kind.name);
            row.cell(&kind.inverse);
        })
    };
    let relations: Vec<String> = vocabulary.relations.iter().map(relation).collect();
    // Nothing more is said of most relations.
    let nothing = Particulars::default();
    let unsaid = [false, true].map(|derived| made(&|row| particulars(world, &nothing, None, derived, row)));
    for relation in &world.atlas.relations {
        rows.row(|row| {
            row.cells(ends.of(relation.from));
            row.cells(&relations[relation.relation.index()]);
            row.cells(ends.of(relation.to));
            match (relation.particulars.as_deref(), relation.via) {
                (None, None) => row.cells(&unsaid[usize::from(relation.derived)]),
                (said, via) => particulars(world, said.unwrap_or(&nothing), via, relation.derived, row),
            }
        });
    }
}

fn particulars(world: &World, said: &Particulars, via: Option<RecordIx>, derived: bool, row: &mut Row<'_>) {
    let none = Localized::default();
    let (id, words) = match &said.role {
        Some(Role::Known(role)) => {
            let (id, label) = &world.site.vocabulary.roles[usize::from(*role)];
            (&**id, label)
        }
        Some(Role::Words(words)) => ("", words),
        None => ("", &none),
    };
    row.cell(id);
    texts(world, words, row);
    for date in [said.since, said.until, said.on] {
        row.cell(&written(date));
    }
    claim(world, &said.claim, row);
    row.cell(via.map_or("", |via| &world.atlas.record(via).id));
    sources(world, &said.claim.sources, row);
    row.cell(if derived { "true" } else { "false" });
}

/// The cells of a claim's status and note.
pub(super) fn claim(world: &World, claim: &Claim, row: &mut Row<'_>) {
    row.cell(claim.status.id());
    texts(world, &claim.note, row);
}

/// The cell of a claim's sources.
pub(super) fn sources(world: &World, targets: &[Target], row: &mut Row<'_>) {
    row.several(world.atlas.resolve_all(targets).map(|source| &*world.atlas.record(source).id));
}
