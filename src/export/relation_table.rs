//! The table of relations: each once, whichever side wrote it, those of the texts included.

use super::csv::Rows;
use super::record_table::written;
use super::table::{BETWEEN, Column, in_each_language, texts};
use crate::atlas::RecordIx;
use crate::layout::World;
use crate::record::{Claim, Particulars, Role, Status, Target};
use crate::site::{Language, Localized};

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
    let nothing = Particulars::default();
    for relation in &world.atlas.relations {
        let kind = vocabulary.relation(relation.relation);
        let said = relation.particulars.as_deref().unwrap_or(&nothing);
        let end = |record: RecordIx, rows: &mut Rows<'_>| {
            let record = world.atlas.record(record);
            rows.cell(&record.id);
            rows.cell(&vocabulary.kind(record.kind).id);
            rows.cell(record.title(Language::DEFAULT).0);
        };
        end(relation.from, rows);
        rows.cell(&kind.name);
        rows.cell(&kind.inverse);
        end(relation.to, rows);
        let none = Localized::default();
        let (id, words) = match &said.role {
            Some(Role::Known(role)) => {
                let (id, label) = &vocabulary.roles[usize::from(*role)];
                (&**id, label)
            }
            Some(Role::Words(words)) => ("", words),
            None => ("", &none),
        };
        rows.cell(id);
        texts(world, words, rows);
        for date in [said.since, said.until, said.on] {
            rows.cell(&written(date));
        }
        claim(world, &said.claim, rows);
        rows.cell(relation.via.map_or("", |via| &world.atlas.record(via).id));
        sources(world, &said.claim.sources, rows);
        rows.cell(if relation.derived { "true" } else { "false" });
        rows.end();
    }
}

/// The cells of a claim's status and note.
pub(super) fn claim(world: &World, claim: &Claim, rows: &mut Rows<'_>) {
    rows.cell(claim.status.id());
    texts(world, &claim.note, rows);
}

/// The cell of a claim's sources.
pub(super) fn sources(world: &World, targets: &[Target], rows: &mut Rows<'_>) {
    let ids: Vec<&str> = world.atlas.resolve_all(targets).map(|source| &*world.atlas.record(source).id).collect();
    rows.cell(&ids.join(BETWEEN));
}
