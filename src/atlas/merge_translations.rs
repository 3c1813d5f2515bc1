//! Merges the records of all files: one record for each id, with its translations.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::drafts::{Drafts, DraftsById};
use super::merge_translation::merge_translation;
use crate::diagnostic::{Code, Diagnostic, Location, suggest_name};
use crate::record::{FreePage, FreePageSlot, ParsedFile, Record, folded_name};
use crate::site::{Language, Site};
use crate::source::SourcePath;

/// The contents of all files without duplicates.
pub(super) struct MergedRecords {
    /// The records, by kind, file and position in the file.
    pub(super) records: Vec<Arc<Record>>,
    pub(super) free_pages: BTreeMap<(FreePageSlot, Language), Arc<FreePage>>,
    pub(super) drafts: DraftsById,
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
        drafts: DraftsById::new(),
    };
    let translations = collect_records(files, drafts, &mut merged, diagnostics);
    collect_free_pages(files, &mut merged, diagnostics);
    let kinds = site.vocabulary.kinds.len();
    merged
        .records
        .sort_by_key(|record| record.kind.index().min(kinds));
    if !translations.is_empty() {
        apply_translations(&translations, site, drafts, &mut merged, diagnostics);
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
                    merged.drafts.insert(record.id.clone(), record.clone());
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

/// Merges each translation into its record. A draft is left out with the others.
fn apply_translations(
    translations: &[&Arc<Record>],
    site: &Site,
    drafts: Drafts,
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
            Some(_) if translation.draft && drafts == Drafts::Hidden => {}
            Some(record) => {
                merge_translation(Arc::make_mut(record), translation, site, diagnostics);
            }
            None => match merged.drafts.get_mut(&translation.id) {
                // A link to a draft shows its name in the language of the page.
                Some(draft) if draft.kind == translation.kind => {
                    merge_translation(Arc::make_mut(draft), translation, site, diagnostics);
                }
                Some(_) => {}
                None => diagnostics.push(orphan(translation, indices.keys(), diagnostics.len())),
            },
        }
    }
}

/// The diagnostic for a translation of no record. `reported` is the number of diagnostics so far, which limits suggestions.
fn orphan<'i>(
    translation: &Record,
    ids: impl Iterator<Item = &'i Arc<str>>,
    reported: usize,
) -> Diagnostic {
    let similar = suggest_name(&translation.id, ids.map(|id| &**id), reported);
    Diagnostic::new(Code::OrphanTranslation, translation.at.clone())
        .with("id", &*translation.id)
        .with_some("near", similar)
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
