//! Merges the records of all files: one record for each id, with its translations.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::drafts::{DraftIds, Drafts};
use crate::diagnostic::{Code, Diagnostic, Location, suggest_name};
use crate::record::{FreePage, FreePageSlot, ParsedFile, Record, Value, folded_name};
use crate::site::{Language, Localized, Site};
use crate::source::SourcePath;

/// The contents of all files without duplicates.
pub(super) struct MergedRecords {
    /// The records, by kind, file and position in the file.
    pub(super) records: Vec<Arc<Record>>,
    pub(super) free_pages: BTreeMap<(FreePageSlot, Language), Arc<FreePage>>,
    pub(super) drafts: DraftIds,
}

/// The first record of each case-folded id. `Miet.html` and `miet.html` are the same file on many file systems.
type RecordsById<'f> = HashMap<Cow<'f, str>, &'f Arc<Record>, RandomState>;

/// Merges the contents of all files. Reports duplicate ids and translations of unknown records.
pub(super) fn merge_translations(
    files: &[Arc<ParsedFile>],
    site: &Site,
    drafts: Drafts,
    diagnostics: &mut Vec<Diagnostic>,
) -> MergedRecords {
    let mut merged = MergedRecords {
        records: Vec::new(),
        free_pages: BTreeMap::new(),
        drafts: DraftIds::new(),
    };
    let translations = collect_records(files, drafts, &mut merged, diagnostics);
    collect_free_pages(files, &mut merged, diagnostics);
    let kinds = site.vocabulary.kinds.len();
    merged
        .records
        .sort_by_key(|record| record.kind.index().min(kinds));
    if !translations.is_empty() {
        apply_translations(&translations, &mut merged, diagnostics);
    }
    merged
}

/// Collects the records, and returns the translations.
fn collect_records<'f>(
    files: &'f [Arc<ParsedFile>],
    drafts: Drafts,
    merged: &mut MergedRecords,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'f Arc<Record>> {
    let mut translations = Vec::new();
    let mut by_id = RecordsById::with_capacity_and_hasher(files.len(), RandomState::default());
    for record in files.iter().flat_map(|file| &file.records) {
        if record.translates.is_some() {
            translations.push(record);
            continue;
        }
        if record.id.is_empty() {
            continue;
        }
        match by_id.entry(folded_name(&record.id)) {
            Entry::Occupied(first) => {
                diagnostics.push(duplicate_id(record.at.clone(), &first.get().at, &record.id));
            }
            Entry::Vacant(entry) => {
                entry.insert(record);
                if record.draft && drafts == Drafts::Hidden {
                    merged.drafts.insert(record.id.clone());
                } else {
                    merged.records.push(record.clone());
                }
            }
        }
    }
    for record in &merged.records {
        for old in &record.aka {
            if let Some(other) = by_id.get(&folded_name(&old.text)) {
                diagnostics.push(duplicate_id(old.at.clone(), &other.at, &old.text));
            }
        }
    }
    translations
}

fn collect_free_pages(
    files: &[Arc<ParsedFile>],
    merged: &mut MergedRecords,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for free_page in files.iter().filter_map(|file| file.free_page.as_ref()) {
        let key = (free_page.slot.clone(), free_page.language);
        match merged.free_pages.get(&key) {
            Some(first) => {
                diagnostics.push(duplicate_id(
                    free_page.at.clone(),
                    &first.at,
                    &file_stem(&free_page.at.path),
                ));
            }
            None => drop(merged.free_pages.insert(key, free_page.clone())),
        }
    }
}

/// Merges each translation into its record.
fn apply_translations(
    translations: &[&Arc<Record>],
    merged: &mut MergedRecords,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let indices: HashMap<Arc<str>, usize> = merged
        .records
        .iter()
        .enumerate()
        .map(|(index, record)| (record.id.clone(), index))
        .collect();
    let mut translated: HashMap<(&str, Option<Language>), &Arc<Record>> = HashMap::new();
    for translation in translations {
        match translated.entry((&translation.id, translation.translates)) {
            Entry::Vacant(entry) => drop(entry.insert(translation)),
            Entry::Occupied(first) => {
                let id = file_stem(&translation.at.path);
                diagnostics.push(duplicate_id(translation.at.clone(), &first.get().at, &id));
                continue;
            }
        }
        let record = indices
            .get(&translation.id)
            .map(|index| &mut merged.records[*index]);
        match record.filter(|record| record.kind == translation.kind) {
            Some(record) => apply_translation(Arc::make_mut(record), translation),
            None if merged.drafts.contains(&translation.id) => {}
            None => {
                let similar = suggest_name(
                    &translation.id,
                    indices.keys().map(|id| &**id),
                    diagnostics.len(),
                );
                let diagnostic = Diagnostic::new(Code::OrphanTranslation, translation.at.clone());
                diagnostics.push(
                    diagnostic
                        .with("id", &*translation.id)
                        .with_some("near", similar),
                );
            }
        }
    }
}

fn duplicate_id(at: Location, first: &Location, id: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, at)
        .with("id", id)
        .related(first.clone())
}

/// Returns the file name of a Markdown file without its extension.
fn file_stem(path: &SourcePath) -> String {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}

/// Merges a translation into its record: adds texts in its language, and fields that the record lacks.
fn apply_translation(record: &mut Record, translation: &Record) {
    record.is_partial |= translation.is_partial;
    let at = translation.at.clone();
    record
        .translations
        .extend(translation.translates.map(|language| (language, at)));
    record.name.overlay(&translation.name);
    record.short.overlay(&translation.short);
    record.summary.overlay(&translation.summary);
    let known: HashSet<Vec<_>> = record
        .aliases
        .iter()
        .map(|alias| alias.iter().collect())
        .collect();
    let is_new = |alias: &&Localized| !known.contains(&alias.iter().collect::<Vec<_>>());
    let new: Vec<Localized> = translation.aliases.iter().filter(is_new).cloned().collect();
    record.aliases.extend(new);
    for field in &translation.fields {
        match record
            .fields
            .iter_mut()
            .find(|known| known.field == field.field)
        {
            Some(known) => match (&mut known.value, &field.value) {
                (Value::Text(texts), Value::Text(more)) => texts.overlay(more),
                (Value::Markdown(texts), Value::Markdown(more)) => {
                    texts.extend(more.iter().cloned());
                }
                _ => {}
            },
            None => record.fields.push(field.clone()),
        }
    }
    record.fields.sort_by_key(|field| field.field);
    for (language, body) in &translation.bodies {
        record.bodies.retain(|(known, _)| known != language);
        record.bodies.push((*language, body.clone()));
    }
    record.bodies.sort_by_key(|(language, _)| *language);
}
