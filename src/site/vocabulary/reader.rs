//! Reads the vocabulary: the tables of `default.toml` merged with those of `site.toml`.

use super::field_types::scheme;
use super::index::{FieldIx, KindIx, RelationIx};
use super::kind::{Key, Kind};
use super::kind_reader::{kind_colours, known_fields, read_kind};
use super::model::Vocabulary;
use super::partial::{PartialVocabulary, all_if_empty, report_unknown};
use super::relation::Direction;
use super::roles::KnownRelations;
use super::term::VocabularyTerm;
use crate::diagnostic::Code;
use crate::site::localized::Localized;
use crate::site::toml_reader::TableReader;

/// Limit of kinds. The menu of every page lists them.
const MAX_KINDS: usize = 200;

/// Reads the vocabulary.
pub(in crate::site) fn read(site: &TableReader<'_>) -> Vocabulary {
    let kind_tables = site.tables_up_to("kinds", MAX_KINDS);
    let ids: Vec<&str> = kind_tables.iter().map(|(id, _)| *id).collect();
    let mut partial = PartialVocabulary {
        ids,
        fields: Vec::new(),
        relations: Vec::new(),
    };
    let mut kinds: Vec<Kind> = kind_tables
        .iter()
        .zip(kind_colours(&kind_tables))
        .map(|((id, table), colour)| read_kind(id, table, colour))
        .collect();
    for (name, table) in site.tables("fields") {
        let kinds = partial.read_kinds(&table, "on");
        partial.read_field(name, table, kinds);
    }
    for (name, table) in site.tables("relations") {
        partial.read_relation(name, table);
    }
    // Fields of single kinds follow the shared ones, also on pages.
    for (index, (_, table)) in kind_tables.iter().enumerate() {
        for (name, field) in table.tables("fields") {
            partial.read_field_of_kind(name, field, KindIx::new(index));
        }
    }
    let schemes = site
        .tables("identifiers")
        .into_iter()
        .map(|(id, table)| scheme(id, table))
        .collect();
    let figures = site.tables("figures").into_iter().map(figure).collect();
    let (roles, statuses) = (terms(site, "roles"), terms(site, "statuses"));
    partial.read_signatories();
    partial.read_speaking(&roles);
    read_kind_relations(&mut kinds, &kind_tables, &partial);
    add_fields(&mut kinds, &partial);
    add_relations(&mut kinds, &partial);
    for (kind, (_, table)) in kinds.iter_mut().zip(kind_tables) {
        kind.known = known_fields(kind, &table);
        table.finish();
    }
    let known = known_relations(&partial);
    let fields = partial.fields.into_iter().map(|partial| {
        partial.table.finish();
        partial.field
    });
    let fields = fields.collect();
    let relations = partial.relations.into_iter().map(|partial| {
        partial.table.finish();
        partial.relation
    });
    Vocabulary {
        kinds,
        fields,
        relations: relations.collect(),
        figures,
        roles,
        statuses,
        schemes,
        known,
    }
}

fn figure((id, table): (&str, TableReader<'_>)) -> VocabularyTerm {
    let label = table
        .localized("label")
        .unwrap_or_else(|| Localized::plain(id));
    table.finish();
    VocabularyTerm {
        id: id.to_owned(),
        label,
    }
}

/// Reads the terms of a table of labels.
fn terms(site: &TableReader<'_>, key: &'static str) -> Vec<VocabularyTerm> {
    site.localized_entries(key)
        .into_iter()
        .map(|(id, _, label)| VocabularyTerm {
            id: id.to_owned(),
            label,
        })
        .collect()
}

/// Reads the relations that the tables of all kinds name.
fn read_kind_relations<'t>(
    kinds: &mut [Kind],
    tables: &[(&'t str, TableReader<'t>)],
    partial: &PartialVocabulary<'t>,
) {
    for (index, (kind, (_, table))) in kinds.iter_mut().zip(tables).enumerate() {
        let is_own = |relation: &RelationIx| {
            let from = &partial.relations[relation.index()].relation.from;
            from.is_empty() || from.contains(&KindIx::new(index))
        };
        let relations = |key: &'static str| -> Vec<RelationIx> {
            let names = table.texts(key).into_iter();
            let found = names.filter_map(|(name, at)| {
                let found = partial.find_relation(name);
                match found {
                    Some(relation) if key == "rows" || is_own(&relation) => return found,
                    Some(_) => {
                        let (ru, en) = (
                            "связи, которые записывает этот вид",
                            "relations that records of this kind state",
                        );
                        table.report_type(key, &at, ru, en);
                    }
                    None => report_unknown(table, name, &at, partial.relation_keys()),
                }
                None
            });
            found.collect()
        };
        kind.regions_from = relations("regions_from");
        kind.sectors_from = relations("sectors_from");
        kind.row_relations = relations("rows");
    }
}

/// Adds the fields to their kinds.
fn add_fields(kinds: &mut [Kind], partial: &PartialVocabulary<'_>) {
    for (index, known) in partial.fields.iter().enumerate() {
        for kind in all_if_empty(&known.kinds, kinds.len()) {
            let key = Key::Field(FieldIx::new(index));
            insert_key(
                &mut kinds[kind],
                &known.field.name,
                key,
                &known.table,
                partial,
            );
            kinds[kind].fields.push(FieldIx::new(index));
        }
    }
}

/// Adds the keys of relations to their kinds, in both directions.
fn add_relations(kinds: &mut [Kind], partial: &PartialVocabulary<'_>) {
    for (index, known) in partial.relations.iter().enumerate() {
        let relation = &known.relation;
        if relation.from_text {
            continue;
        }
        for (direction, name) in [
            (Direction::Forward, &relation.name),
            (Direction::Inverse, &relation.inverse),
        ] {
            if direction == Direction::Inverse && relation.symmetric {
                continue;
            }
            for kind in all_if_empty(relation.kinds(direction), kinds.len()) {
                let key = Key::Relation(RelationIx::new(index), direction);
                insert_key(&mut kinds[kind], name, key, &known.table, partial);
            }
        }
    }
}

/// Adds a key to a kind. If the key has another meaning already, it is reported at this table, or at the table of the other
/// meaning if this one is in the default vocabulary.
fn insert_key(
    kind: &mut Kind,
    name: &str,
    key: Key,
    table: &TableReader<'_>,
    partial: &PartialVocabulary<'_>,
) {
    match kind.keys.get(name) {
        Some(known) if *known != key => {
            let span = if table.span.is_empty() {
                partial.span(*known)
            } else {
                table.span.clone()
            };
            table.report(
                Code::NameTaken,
                &span,
                &[("name", name), ("kind", &kind.id)],
            );
        }
        _ => drop(kind.keys.insert(name.to_owned(), key)),
    }
}

/// Finds the relations that the program interprets. A site can change them but not remove them, because its tables are
/// merged with the default vocabulary.
fn known_relations(partial: &PartialVocabulary<'_>) -> KnownRelations {
    let known = |name| partial.find_relation(name).unwrap_or(RelationIx::new(0));
    KnownRelations {
        region: known("region"),
        sectors: known("sectors"),
        parts: known("parts"),
        sources: known("sources"),
        mentions: known("mentions"),
    }
}
