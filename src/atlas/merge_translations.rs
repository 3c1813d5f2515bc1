//! Merges the records of all files: one record for each id, with its translations.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::drafts::{Drafts, DraftsById};
use super::file_index::TranslationPaths;
use super::translated::{Translated, TranslatedById};
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
    /// The records that have translations, and what they are merged from.
    pub(super) translated: TranslatedById,
    pub(super) translation_paths: TranslationPaths,
}

/// The first record of each case-folded id. `Miet.html` and `miet.html` are the same file on many file systems.
type RecordsById<'f> = HashMap<Cow<'f, str>, &'f Arc<Record>, RandomState>;

/// Merges the contents of all files. Reports duplicate ids and translations of unknown records. Records of the version
/// `before` whose parts are the same are taken from it.
pub(super) fn merge_translations(
    files: &[Arc<ParsedFile>],
    site: &Site,
    drafts: Drafts,
    before: Option<&TranslatedById>,
    diagnostics: &mut Vec<Diagnostic>,
) -> MergedRecords {
    let mut merged = MergedRecords {
        records: Vec::new(),
        free_pages: BTreeMap::new(),
        drafts: DraftsById::new(),
        translated: TranslatedById::new(),
        translation_paths: TranslationPaths::default(),
    };
    let translations = collect_records(files, drafts, &mut merged, diagnostics);
    collect_free_pages(files, &mut merged, diagnostics);
    let kinds = site.vocabulary.kinds.len();
    merged
        .records
        .sort_by_key(|record| record.kind.index().min(kinds));
    if !translations.is_empty() {
        let paths = translations.iter().map(|record| record.at.path.clone());
        merged.translation_paths = paths.collect();
        let of_records = assign_translations(&translations, site, drafts, &merged, diagnostics);
        apply_translations(of_records, site, before, &mut merged, diagnostics);
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

/// Where the record of a translation stands.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Among the records, by index.
    Record(usize),
    /// Among the drafts that are left out, by id.
    Draft(Arc<str>),
}

/// The translations of each record.
type Translations<'f> = BTreeMap<Place, Vec<&'f Arc<Record>>>;

/// Assigns each translation to its record. A draft is left out with the others.
fn assign_translations<'f>(
    translations: &[&'f Arc<Record>],
    site: &Site,
    drafts: Drafts,
    merged: &MergedRecords,
    diagnostics: &mut Vec<Diagnostic>,
) -> Translations<'f> {
    let indices: HashMap<&str, usize> = merged
        .records
        .iter()
        .enumerate()
        .map(|(index, record)| (&*record.id, index))
        .collect();
    let mut translated: HashMap<(&str, Option<Language>), &Arc<Record>> = HashMap::new();
    let mut of_records: Translations<'f> = BTreeMap::new();
    for translation in translations {
        match translated.entry((&translation.id, translation.translates)) {
            Entry::Vacant(entry) => drop(entry.insert(translation)),
            Entry::Occupied(first) => {
                let id = translation_id(translation, site);
                diagnostics.push(duplicate_id(translation.at.clone(), &first.get().at, &id));
                continue;
            }
        }
        let record = indices.get(&*translation.id).copied();
        match record.filter(|index| merged.records[*index].kind == translation.kind) {
            Some(_) if translation.draft && drafts == Drafts::Hidden => {}
            Some(index) => {
                let place = Place::Record(index);
                of_records.entry(place).or_default().push(translation);
            }
            None => match merged.drafts.get(&translation.id) {
                // A link to a draft shows its name in the language of the page.
                Some(draft) if draft.kind == translation.kind => {
                    let place = Place::Draft(draft.id.clone());
                    of_records.entry(place).or_default().push(translation);
                }
                Some(_) => {}
                None => {
                    let ids = indices.keys().copied();
                    diagnostics.push(orphan(translation, ids, diagnostics.len()));
                }
            },
        }
    }
    of_records
}

/// Merges the translations of each record into it.
fn apply_translations(
    of_records: Translations<'_>,
    site: &Site,
    before: Option<&TranslatedById>,
    merged: &mut MergedRecords,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (place, translations) in of_records {
        let record = match place {
            Place::Record(index) => merged.records.get_mut(index),
            Place::Draft(id) => merged.drafts.get_mut(&id),
        };
        let Some(record) = record else { continue };
        let known = before
            .and_then(|before| before.get(&record.id))
            .filter(|known| known.is_made_of(record, &translations))
            .cloned();
        let translated =
            known.unwrap_or_else(|| Arc::new(Translated::new(record, &translations, site)));
        diagnostics.extend(translated.diagnostics.iter().cloned());
        *record = translated.record.clone();
        merged.translated.insert(record.id.clone(), translated);
    }
}

/// The diagnostic for a translation of no record. `reported` is the number of diagnostics so far, which limits suggestions.
fn orphan<'i>(
    translation: &Record,
    ids: impl Iterator<Item = &'i str>,
    reported: usize,
) -> Diagnostic {
    let similar = suggest_name(&translation.id, ids, reported);
    Diagnostic::new(Code::OrphanTranslation, translation.at.clone())
        .with("id", &*translation.id)
        .with_some("near", similar)
}

fn duplicate_id(at: Location, first: &Location, id: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, at)
        .with("id", id)
        .related(first.clone())
}

/// Returns the id of a record with the language of its translation: `miet.en`.
fn translation_id(translation: &Record, site: &Site) -> String {
    let language = translation.translates.unwrap_or(Language::DEFAULT);
    format!("{}.{}", translation.id, site.code(language))
}

/// Returns the file name of a Markdown file without its extension.
fn file_stem(path: &SourcePath) -> String {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}
