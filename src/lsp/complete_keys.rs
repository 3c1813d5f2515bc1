//! Completion of keys.

use super::completion_item::{CompletionItem, CompletionList, ItemKind};
use super::expectation::ValueKey;
use super::key_help::{ValueStart, record_key, value_key, value_start};
use super::yaml_place::YamlPlace;
use crate::record::CursorPlace;
use crate::site::{Direction, Key};
use crate::text::folding::fold_name;

/// Adds the keys of the kind that the record lacks: those whose key or label begins with what is typed come first.
pub(super) fn complete_record_keys(place: &YamlPlace<'_, '_>, list: &mut CompletionList) {
    let context = place.context;
    let kind = context.site().vocabulary.kind(place.kind);
    let given = given_keys(place);
    let order = |key: Key| match key {
        Key::Id => 0,
        Key::Name => 1,
        Key::Short | Key::Aliases | Key::Summary => 2,
        Key::Field(field) => 1000 + field.index(),
        Key::Relation(relation, side) => {
            100 + 2 * relation.index() + usize::from(side == Direction::Inverse)
        }
        Key::Sort | Key::Names | Key::Aka | Key::Status | Key::Figures | Key::Draft | Key::Text => {
            3000
        }
    };
    let has_stem = place.file.is_markdown;
    let mut found = Vec::new();
    for (name, key) in &kind.keys {
        let is_needless = has_stem && matches!(key, Key::Text | Key::Id);
        if given.contains(&name.as_str()) || is_needless {
            continue;
        }
        let help = record_key(context, *key);
        let Some(rank) = rank(place.typed, name, &help.label) else {
            continue;
        };
        let detail = [help.label, help.detail]
            .into_iter()
            .filter(|part| !part.is_empty());
        let detail = detail.collect::<Vec<_>>().join(" · ");
        let item = key_item(place, name, detail, value_start(context, *key));
        found.push(((rank, order(*key), name.as_str()), item));
    }
    found.sort_by_key(|(order, _)| *order);
    list.items.extend(found.into_iter().map(|(_, item)| item));
}

/// Adds keys of a value that it lacks.
pub(super) fn complete_value_keys(
    place: &YamlPlace<'_, '_>,
    keys: &[ValueKey<'_>],
    list: &mut CompletionList,
) {
    let given = given_keys(place);
    let mut found = Vec::new();
    for (order, key) in keys.iter().enumerate() {
        let (name, help) = value_key(place.context, key);
        if given.contains(&name.as_str()) {
            continue;
        }
        if let Some(rank) = rank(place.typed, &name, &help.label) {
            let item = key_item(place, &name, help.label, ValueStart::Scalar);
            found.push(((rank, order), item));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    list.items.extend(found.into_iter().map(|(_, item)| item));
}

/// Adds the keys of a list file.
pub(super) fn complete_list_keys(place: &YamlPlace<'_, '_>, list: &mut CompletionList) {
    let context = place.context;
    let given = given_keys(place);
    let keys = [
        (
            "defaults",
            context.word(
                "Общее для всех записей файла",
                "What all records of the file have in common",
            ),
            ValueStart::Map,
        ),
        (
            "records",
            context.word("Записи файла", "The records of the file"),
            ValueStart::List,
        ),
    ];
    for (name, words, start) in keys {
        if !given.contains(&name) && rank(place.typed, name, words).is_some() {
            list.items
                .push(key_item(place, name, words.to_owned(), start));
        }
    }
    let is_empty = place
        .file
        .outline
        .children(None)
        .all(|entry| place.file.outline.key(entry).is_none());
    if is_empty && place.typed.is_empty() {
        let words = context.word("Новая запись", "A new record");
        let mut item =
            CompletionItem::new(ItemKind::Key, "- id:", words).inserting("- id: ".to_owned());
        item.has_place = true;
        list.items.insert(0, item);
    }
}

/// Returns the keys that the map at the cursor has, without the one that is being typed.
fn given_keys<'f>(place: &YamlPlace<'f, '_>) -> Vec<&'f str> {
    let outline = &place.file.outline;
    let others = outline.children(place.cursor.owner);
    let others = others.filter(|entry| outline.entries[*entry].span != place.cursor.span);
    others.filter_map(|entry| outline.key(entry)).collect()
}

/// Returns how well a key fits what is typed: by itself, by its label, or within. `None`: it does not.
fn rank(typed: &str, name: &str, label: &str) -> Option<u8> {
    let folded = fold_name(typed);
    let label = fold_name(label);
    let begins = || label.split(' ').any(|word| word.starts_with(&folded));
    match () {
        () if folded.is_empty() => Some(0),
        () if name == folded => Some(0),
        () if name.starts_with(&folded) => Some(1),
        () if begins() => Some(2),
        () if name.contains(&folded) => Some(3),
        () => None,
    }
}

fn key_item(
    place: &YamlPlace<'_, '_>,
    name: &str,
    detail: String,
    start: ValueStart,
) -> CompletionItem {
    let item = CompletionItem::new(ItemKind::Key, name, detail);
    if has_colon(place) {
        return item;
    }
    let column = column(place);
    let below = " ".repeat(column + 2);
    let mut item = match start {
        _ if place.cursor.is_flow => item.inserting(format!("{name}: ")),
        ValueStart::Scalar => item.inserting(format!("{name}: ")),
        ValueStart::List => item.inserting(format!("{name}:\n{below}- ")),
        ValueStart::Map => item.inserting(format!("{name}:\n{below}")),
    };
    item.has_place = true;
    item
}

/// Whether the key at the cursor has its colon.
fn has_colon(place: &YamlPlace<'_, '_>) -> bool {
    let entries = &place.file.outline.entries;
    let same = entries.iter().find(|entry| entry.span == place.cursor.span);
    place.cursor.place == CursorPlace::Key && same.is_some_and(|entry| entry.has_colon)
}

/// Returns the column of the key at the cursor, in bytes: its line has nothing but spaces and hyphens before it.
fn column(place: &YamlPlace<'_, '_>) -> usize {
    let before = &place.file.at.text[..place.cursor.span.start as usize];
    before.len() - before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}
