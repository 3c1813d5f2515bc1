//! The records whose pages have other routes than in the snapshot before: a record with another id, or in another file.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use foldhash::fast::RandomState;

use super::snapshot_sources::SnapshotSources;
use crate::atlas::RecordIx;
use crate::pipeline::Snapshot;
use crate::plan::{Page, PageKind};
use crate::record::Record;
use crate::source::{File, SourcePath};

/// Finds the records that replace those of the snapshot before.
pub(super) struct MovedRecords<'s> {
    now: &'s Snapshot,
    before: &'s Snapshot,
    /// The new files by the hash of their bytes.
    new_files: HashMap<u64, Vec<SourcePath>, RandomState>,
}

impl<'s> MovedRecords<'s> {
    /// Compares two snapshots. `files` are those that differ.
    pub(super) fn new(now: &'s Snapshot, before: &'s Snapshot, files: &BTreeSet<PathBuf>) -> Self {
        let mut new_files: HashMap<u64, Vec<SourcePath>, RandomState> = HashMap::default();
        for path in files.iter().filter_map(|file| file.to_str()) {
            let is_new = before.tree.file(path).is_none();
            if let Some(file) = now.tree.file(path).filter(|_| is_new) {
                let of_hash = new_files.entry(file.hash()).or_default();
                of_hash.push(SourcePath::new(path));
            }
        }
        MovedRecords {
            now,
            before,
            new_files,
        }
    }

    /// Returns the present route of the record at a route of the snapshot before; `None` if the record is gone.
    pub(super) fn new_route(&self, route: &str) -> Option<String> {
        let Page { kind, language, .. } = self.before.model.plan.at(route)?;
        let PageKind::Record(old) = kind else {
            return None;
        };
        let model = &self.now.model;
        let record = self.successor(self.before.model.atlas.record(*old))?;
        let mut languages = model.site.each_language();
        let language = languages.find(|known| known == language)?;
        Some(model.plan.record(record, language).route.to_string())
    }

    /// Returns the record of the same id. A file with one record keeps its identity if its id changes, or if its bytes move
    /// to a new file.
    fn successor(&self, old: &Record) -> Option<RecordIx> {
        if let Some(record) = self.now.model.atlas.by_id(&old.id) {
            return Some(record);
        }
        let path = &old.at.path;
        let hash = self.before.tree.file(path.as_str()).map(File::hash)?;
        let moved = self.new_files.get(&hash).into_iter().flatten();
        let sources = SnapshotSources { snapshot: self.now };
        let mut records = moved
            .chain([path])
            .flat_map(|path| sources.records_in(path));
        let record = records.next()?;
        records.next().is_none().then_some(record)
    }
}
