//! Lookup of records and free pages by the path of their file.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::record_ix::RecordIx;
use crate::record::{FreePageSlot, Record};
use crate::site::Site;
use crate::source::SourcePath;

/// The records that have a Markdown file, by its path.
pub(super) struct FileIndex(HashMap<SourcePath, RecordIx, RandomState>);

impl FileIndex {
    pub(super) fn new(records: &[Arc<Record>]) -> FileIndex {
        let with_file = records
            .iter()
            .enumerate()
            .filter(|(_, record)| record.at.path.as_str().ends_with(".md"));
        let mut files = HashMap::with_capacity_and_hasher(records.len(), RandomState::default());
        files.extend(
            with_file.map(|(index, record)| (record.at.path.clone(), RecordIx::new(index))),
        );
        FileIndex(files)
    }

    /// Returns the record that a Markdown file contains or translates.
    pub(super) fn record(&self, path: &SourcePath, site: &Site) -> Option<RecordIx> {
        if let Some(record) = self.0.get(path) {
            return Some(*record);
        }
        let (name, code) = path.as_str().strip_suffix(".md")?.rsplit_once('.')?;
        site.language(code)?;
        self.0.get(format!("{name}.md").as_str()).copied()
    }

    /// Returns all paths, for suggestions.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(SourcePath::as_str)
    }
}

/// Returns the page that a Markdown file without a record belongs to, by its path.
pub(super) fn free_page_slot(path: &SourcePath, site: &Site) -> Option<FreePageSlot> {
    let path = path.as_str().strip_prefix("content/")?;
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
