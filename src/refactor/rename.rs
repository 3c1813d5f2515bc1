//! `rename`: another id of a record.

use super::naming::lines_of_layouts;
use super::proof::{NewWarnings, RefactorPlan, of_record};
use super::record_place::{RecordPlace, places_of};
use super::refusal::Refusal;
use super::rename_references::{NewNames, rename_references};
use super::working_site::WorkingSite;
use crate::atlas::Atlas;
use crate::change::{Alteration, Difference, ValuePart};
use crate::pipeline::Snapshot;
use crate::record::{ContentEdit, PathStep, YamlTree, id_fault};
use crate::site::{Facet, Site};
use crate::source::SourcePath;

/// What becomes of the files that are named after a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RecordFiles {
    /// They are named after the new id.
    Renamed,
    /// They keep their names and state the new id.
    Kept,
}

/// Plans another id of a record: everything that names it, its files, and its former address.
pub fn rename(before: &Snapshot, old: &str, new: &str) -> Result<RefactorPlan, Refusal> {
    plan_rename(before, old, new, RecordFiles::Renamed)
}

/// Plans another id of a record, whose files keep their names and state it.
pub fn rename_keeping_files(
    before: &Snapshot,
    old: &str,
    new: &str,
) -> Result<RefactorPlan, Refusal> {
    plan_rename(before, old, new, RecordFiles::Kept)
}

fn plan_rename(
    before: &Snapshot,
    old: &str,
    new: &str,
    record_files: RecordFiles,
) -> Result<RefactorPlan, Refusal> {
    let site = &before.model.site;
    let places = places_of_known(before, old)?;
    check_new_id(&before.model.atlas, site, new)?;
    let mut working = WorkingSite::new(&before.tree);
    let files = places
        .iter()
        .filter(|place| place.is_markdown() && !place.has_id);
    let named: Vec<&RecordPlace> = files.collect();
    let renamed = named
        .iter()
        .filter(|_| record_files == RecordFiles::Renamed);
    let files = renamed.map(|place| {
        (
            place.path.clone(),
            Some(place.path_in(place.folder(), old, new)),
        )
    });
    let names = NewNames {
        ids: vec![(old.to_owned(), new.to_owned())],
        files: files.collect(),
        id: new.to_owned(),
    };
    let counts = rename_references(&mut working, site, &names)?;
    let own = &places[0];
    let code = border_code(before, own, old)?;
    change_record(&mut working, &places, (old, new), code.as_deref())?;
    if record_files == RecordFiles::Kept {
        for place in named {
            state_id(&mut working, place, new)?;
        }
    }
    for (from, to) in &names.files {
        if let Some(to) = to {
            working.rename(from, to)?;
        }
    }
    let wanted = wanted_differences(old, new, code);
    let meant = wanted.clone();
    Ok(RefactorPlan {
        working,
        places: counts,
        ids: names.ids,
        is_meant: Box::new(move |found| meant.iter().any(|wanted| same(wanted, found))),
        wanted: wanted.into_iter().take(1).collect(),
        warnings: NewWarnings::Refused,
        layout_lines: lines_of_layouts(&before.tree, old),
    })
}

/// Gives a record its new id and its former one, and to a region the code of its borders.
fn change_record(
    working: &mut WorkingSite,
    places: &[RecordPlace],
    (old, new): (&str, &str),
    code: Option<&str>,
) -> Result<(), Refusal> {
    for place in places.iter().filter(|place| place.has_id) {
        let (path, text) = (place.key("id"), new.to_owned());
        working.edit(&place.path, &ContentEdit::Replace { path, text })?;
    }
    let own = &places[0];
    add_former_id(working, own, old, new)?;
    let Some(key) = code else { return Ok(()) };
    let edit = ContentEdit::InsertKey {
        path: own.node.clone(),
        after: None,
        key: key.to_owned(),
        value: YamlTree::scalar(old),
    };
    working.edit(&own.path, &edit)
}

/// States the id in a file that was named after it.
fn state_id(working: &mut WorkingSite, place: &RecordPlace, new: &str) -> Result<(), Refusal> {
    let edit = ContentEdit::InsertKey {
        path: place.node.clone(),
        after: None,
        key: "id".to_owned(),
        value: YamlTree::scalar(new),
    };
    working.edit(&place.path, &edit)
}

/// Returns what differs after a rename: the id first.
fn wanted_differences(old: &str, new: &str, code: Option<String>) -> Vec<Difference> {
    let from = old.into();
    let mut wanted = vec![of_record(new, Alteration::Renamed { from })];
    wanted.extend(code.map(|key| {
        let (from, to) = (None, Some(old.to_owned()));
        let (language, part) = (String::new(), ValuePart::Value);
        let value = Alteration::Value {
            key,
            language,
            part,
            from,
            to,
        };
        of_record(new, value)
    }));
    wanted
}

/// Whether two differences are one: a text has a language, which the plan does not know.
fn same(wanted: &Difference, found: &Difference) -> bool {
    match (&wanted.alteration, &found.alteration) {
        (
            Alteration::Value { key, from, to, .. },
            Alteration::Value {
                key: found_key,
                from: found_from,
                to: found_to,
                ..
            },
        ) => {
            wanted.subject == found.subject
                && key == found_key
                && from == found_from
                && to == found_to
        }
        _ => wanted == found,
    }
}

/// Returns where a record is stated. Fails if there is none with this id.
pub(super) fn places_of_known(before: &Snapshot, id: &str) -> Result<Vec<RecordPlace>, Refusal> {
    let places = places_of(&before.tree, &before.model.site, id);
    if places.first().is_some_and(|place| !place.is_translation) {
        return Ok(places);
    }
    let atlas = &before.model.atlas;
    let known = atlas
        .resolve(id)
        .map(|record| atlas.record(record).id.clone());
    let ids = atlas.indices().map(|record| &*atlas.record(record).id);
    let near = known
        .map(|known| known.to_string())
        .or_else(|| crate::diagnostic::did_you_mean(id, ids).map(str::to_owned));
    Err(match near {
        Some(near) => Refusal::new(
            format!("нет записи с id «{id}»; возможно, {near}?"),
            format!("there is no record with the id `{id}`; did you mean {near}?"),
        ),
        None => Refusal::new(
            format!("нет записи с id «{id}»"),
            format!("there is no record with the id `{id}`"),
        ),
    })
}

pub(super) fn check_new_id(atlas: &Atlas, site: &Site, new: &str) -> Result<(), Refusal> {
    if let Some((ru, en)) = id_fault(new) {
        return Err(Refusal::new(
            format!("«{new}» не годится в id: {ru}"),
            format!("`{new}` cannot be an id: {en}"),
        ));
    }
    if let Some((main, code)) = new.rsplit_once('.')
        && site.language(code).is_some()
    {
        return Err(Refusal::new(
            format!("«{new}» не годится в id: это перевод записи «{main}»"),
            format!("`{new}` cannot be an id: it is a translation of `{main}`"),
        ));
    }
    let known = atlas
        .indices()
        .any(|record| *atlas.record(record).id == *new);
    match known {
        true => Err(Refusal::new(
            format!("id «{new}» уже есть; слить записи: atlas merge"),
            format!("there is a record with the id `{new}`; to merge records: atlas merge"),
        )),
        false => Ok(()),
    }
}

/// Adds a former id to a record, or puts it in the place of the one that becomes its id again.
pub(super) fn add_former_id(
    working: &mut WorkingSite,
    place: &RecordPlace,
    old: &str,
    new: &str,
) -> Result<(), Refusal> {
    let tree = place.tree(working)?;
    let known = tree.get("aka").map_or(&[][..], YamlTree::items);
    let texts: Vec<&str> = known.iter().filter_map(YamlTree::text).collect();
    if texts.contains(&old) {
        return Ok(());
    }
    let mut path = place.key("aka");
    if let Some(index) = texts.iter().position(|text| *text == new) {
        if let Some(YamlTree::List(_)) = tree.get("aka") {
            path.push(PathStep::Item(index));
        }
        let text = old.to_owned();
        return working.edit(&place.path, &ContentEdit::Replace { path, text });
    }
    let value = YamlTree::scalar(old);
    let edit = match tree.get("aka") {
        Some(_) => ContentEdit::InsertItem { path, value },
        None => ContentEdit::InsertKey {
            path: place.node.clone(),
            after: ["aliases", "short", "name", "id"]
                .into_iter()
                .find(|key| tree.get(key).is_some())
                .map(str::to_owned),
            key: "aka".to_owned(),
            value: YamlTree::List(vec![value]),
        },
    };
    working.edit(&place.path, &edit)
}

/// Returns the key that keeps the borders of a region, which are found by its id. `None`: it needs none.
fn border_code(
    before: &Snapshot,
    place: &RecordPlace,
    id: &str,
) -> Result<Option<String>, Refusal> {
    let site = &before.model.site;
    let kind = site.vocabulary.kind(place.kind);
    if kind.facet != Some(Facet::Region) {
        return Ok(None);
    }
    let atlas = &before.model.atlas;
    let record = atlas.by_id(id).map(|ix| atlas.record(ix));
    let has_code = record.is_some_and(|record| {
        record
            .known_field(&site.vocabulary, |known| known.code)
            .is_some()
    });
    let geometry = site.map.as_ref().map(|map| SourcePath::new(&map.geometry));
    let text = geometry.and_then(|path| before.tree.file(path.as_str())?.text().ok());
    let has_borders = text.is_some_and(|text| text.contains(&format!("\"{id}\"")));
    match (has_code || !has_borders, kind.known.code) {
        (true, _) => Ok(None),
        (false, Some(code)) => Ok(Some(site.vocabulary.field(code).name.clone())),
        (false, None) => Err(Refusal::new(
            "границы карты названы этим id, а у вида нет поля code",
            "the borders of the map have this id, and the kind has no field `code`",
        )),
    }
}
