//! Lookup of records and free pages by the path of their file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::record_ix::RecordIx;
use super::suggestions::Suggestions;
use crate::record::{FreePageSlot, Record};
use crate::site::{Language, Site};
use crate::source::SourcePath;

/// The records that have a Markdown file, by its path, and the files of their translations.
pub(super) struct FileIndex {
    records: HashMap<SourcePath, RecordIx, RandomState>,
    translations: TranslationPaths,
    suggestions: Suggestions,
}

/// The paths of the files of translations.
pub(super) type TranslationPaths = HashSet<SourcePath, RandomState>;

impl FileIndex {
    pub(super) fn new(records: &[Arc<Record>], translations: TranslationPaths) -> FileIndex {
        let with_file = records
            .iter()
            .enumerate()
            .filter(|(_, record)| record.at.path.as_str().ends_with(".md"));
        let mut files = HashMap::with_capacity_and_hasher(records.len(), RandomState::default());
        files.extend(
            with_file.map(|(index, record)| (record.at.path.clone(), RecordIx::new(index))),
        );
        FileIndex {
            records: files,
            translations,
            suggestions: Suggestions::default(),
        }
    }

    /// Returns the record that a Markdown file contains or translates.
    pub(super) fn record(&self, path: &SourcePath, site: &Site) -> Option<RecordIx> {
        if let Some(record) = self.records.get(path) {
            return Some(*record);
        }
        let (name, code) = path.as_str().strip_suffix(".md")?.rsplit_once('.')?;
        site.language(code)?;
        self.translations.get(path)?;
        self.records.get(format!("{name}.md").as_str()).copied()
    }

    /// Returns the paths of the files of translations.
    pub(super) fn translations(&self) -> &TranslationPaths {
        &self.translations
    }

    /// Returns the path that an unknown one resembles (see [`Suggestions::find`]).
    pub(super) fn suggest(&self, path: &str, found: usize) -> Option<String> {
        let paths = self.records.keys().map(SourcePath::as_str);
        self.suggestions.find(path, &[], paths, found)
    }
}

/// Returns the language that the name of a Markdown file states: `about.en.md`.
pub(super) fn language_of_file(path: &SourcePath, site: &Site) -> Option<Language> {
    let (_, code) = path.as_str().strip_suffix(".md")?.rsplit_once('.')?;
    site.language(code)
}

/// Returns the page that a Markdown file without a record belongs to, by its path.
pub(super) fn free_page_slot(path: &SourcePath, site: &Site) -> Option<FreePageSlot> {
    let path = path.as_str().trim_end_matches('/');
    // A link to a folder leads to its list.
    if path == "content" {
        return Some(FreePageSlot::Home);
    }
    let path = path.strip_prefix("content/")?;
    if let Some(kind) = site.vocabulary.kind_in(path) {
        return Some(FreePageSlot::Section(kind));
    }
    let stem = path.strip_suffix(".md")?;
    let stem = match stem.rsplit_once('.') {
        Some((name, code)) if site.language(code).is_some() => name,
        _ => stem,
    };
    match stem.split_once('/') {
        None => (stem == "_index").then_some(FreePageSlot::Home),
        Some(("pages", name)) => Some(FreePageSlot::Page(name.into())),
        Some((folder, "_index")) => site.vocabulary.kind_in(folder).map(FreePageSlot::Section),
        Some(_) => None,
    }
}
