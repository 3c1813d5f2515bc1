//! Bringing the files together: one record for an id, with its translations laid over it.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::{DraftIds, Drafts};
use crate::diagnostic::{Code, Diagnostic, Location, suggest_name};
use crate::record::{FreePage, FreePageSlot, ParsedFile, Record, Value, folded_name};
use crate::site::{Language, Localized, Site};
use crate::source::SourcePath;

/// Everything that the files hold, once.
pub(super) struct Gathered {
    pub(super) records: Vec<Arc<Record>>,
    pub(super) free_pages: BTreeMap<(FreePageSlot, Language), Arc<FreePage>>,
    pub(super) drafts: DraftIds,
}

pub(super) fn gather(
    files: &[Arc<ParsedFile>],
    site: &Site,
    drafts: Drafts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Gathered {
    let mut gathered = Gathered { records: Vec::new(), free_pages: BTreeMap::new(), drafts: DraftIds::new() };
    let mut translations: Vec<&Arc<Record>> = Vec::new();
    // Ids are compared without regard to case: `Miet.html` and `miet.html` are one file on many disks.
    let mut taken: HashMap<Cow<'_, str>, &Arc<Record>, RandomState> =
        HashMap::with_capacity_and_hasher(files.len(), RandomState::default());
    for record in files.iter().flat_map(|file| &file.records) {
        if record.translates.is_some() {
            translations.push(record);
            continue;
        }
        if record.id.is_empty() {
            continue;
        }
        match taken.entry(folded_name(&record.id)) {
            Entry::Occupied(first) => {
                let diagnostic = Diagnostic::new(Code::DuplicateId, record.at.clone()).with("id", &*record.id);
                diagnostics.push(diagnostic.related(first.get().at.clone()));
            }
            Entry::Vacant(place) => {
                place.insert(record);
                if record.draft && drafts == Drafts::Hidden {
                    gathered.drafts.insert(record.id.clone());
                } else {
                    gathered.records.push(record.clone());
                }
            }
        }
    }
    for record in &gathered.records {
        for old in &record.aka {
            if let Some(other) = taken.get(&folded_name(&old.text)) {
                let at = record.location(old.span);
                let diagnostic = Diagnostic::new(Code::DuplicateId, at).with("id", &*old.text);
                diagnostics.push(diagnostic.related(other.at.clone()));
            }
        }
    }
    for prose in files.iter().filter_map(|file| file.free_page.as_ref()) {
        let place = (prose.slot.clone(), prose.language);
        match gathered.free_pages.get(&place) {
            Some(first) => diagnostics.push(twice(&prose.at, &first.at, &text_id(&prose.at.path))),
            None => drop(gathered.free_pages.insert(place, prose.clone())),
        }
    }
    let kinds = site.vocabulary.kinds.len();
    gathered.records.sort_by_key(|record| record.kind.index().min(kinds));
    if translations.is_empty() {
        return gathered;
    }
    let places: HashMap<Arc<str>, usize> =
        gathered.records.iter().enumerate().map(|(index, record)| (record.id.clone(), index)).collect();
    let mut translated: HashMap<(&str, Option<Language>), &Arc<Record>> = HashMap::new();
    for translation in translations {
        match translated.entry((&translation.id, translation.translates)) {
            Entry::Vacant(place) => drop(place.insert(translation)),
            Entry::Occupied(first) => {
                diagnostics.push(twice(&translation.at, &first.get().at, &text_id(&translation.at.path)));
                continue;
            }
        }
        let record = places.get(&translation.id).map(|index| &mut gathered.records[*index]);
        match record.filter(|record| record.kind == translation.kind) {
            Some(record) => overlay(Arc::make_mut(record), translation),
            None if gathered.drafts.contains(&translation.id) => {}
            None => {
                let near = suggest_name(&translation.id, places.keys().map(|id| &**id), diagnostics.len());
                let diagnostic = Diagnostic::new(Code::OrphanTranslation, translation.at.clone());
                diagnostics.push(diagnostic.with("id", &*translation.id).with_some("near", near));
            }
        }
    }
    gathered
}

/// A text that stands in the place of another one, from a second folder below the kind's.
fn twice(at: &Location, first: &Location, id: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, at.clone()).with("id", id).related(first.clone())
}

/// What a text is called by: its file's name without the ending.
fn text_id(path: &SourcePath) -> String {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}

/// Lays a translation over its record: texts are added in its language, what the record lacks is taken over.
fn overlay(record: &mut Record, translation: &Record) {
    record.name.overlay(&translation.name);
    record.short.overlay(&translation.short);
    record.summary.overlay(&translation.summary);
    let known: HashSet<Vec<_>> = record.aliases.iter().map(|alias| alias.iter().collect()).collect();
    let new = |alias: &&Localized| !known.contains(&alias.iter().collect::<Vec<_>>());
    let new: Vec<Localized> = translation.aliases.iter().filter(new).cloned().collect();
    record.aliases.extend(new);
    for fact in &translation.fields {
        match record.fields.iter_mut().find(|known| known.field == fact.field) {
            Some(known) => match (&mut known.value, &fact.value) {
                (Value::Text(texts), Value::Text(more)) => texts.overlay(more),
                (Value::Markdown(texts), Value::Markdown(more)) => texts.extend(more.iter().cloned()),
                _ => {}
            },
            None => record.fields.push(fact.clone()),
        }
    }
    record.fields.sort_by_key(|fact| fact.field);
    for (language, body) in &translation.bodies {
        record.bodies.retain(|(known, _)| known != language);
        record.bodies.push((*language, body.clone()));
    }
    record.bodies.sort_by_key(|(language, _)| *language);
}
