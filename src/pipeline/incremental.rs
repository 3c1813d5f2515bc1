//! The fast path of the preview: a change of one body text.

use std::sync::Arc;

use super::options::Options;
use super::snapshot::{Snapshot, SnapshotParts};
use crate::check;
use crate::diagnostic::{Checked, Diagnostic};
use crate::record;
use crate::source::Tree;

impl Snapshot {
    /// Builds the snapshot of a tree in which one content file differs, and only in its body text: front matter, headings
    /// and links are equal. The linked atlas and the plan are shared. `None` means that all records must be linked again.
    pub(super) fn try_patch_text(&self, tree: &Tree, options: &Options) -> Option<Snapshot> {
        let [path] = tree.differences(&self.tree)[..] else {
            return None;
        };
        let file = tree
            .file(path.as_str())
            .filter(|_| path.as_str().starts_with("content/"))?;
        let before = self
            .content
            .get(path)
            .filter(|_| self.options == *options && tree.has_same_errors(&self.tree))?;
        let is_affected = |found: &Diagnostic| {
            found.at.path == *path || found.related.iter().any(|at| at.path == *path)
        };
        if self.stages.linking.iter().any(is_affected) {
            return None;
        }
        let parsed = record::parse(path, file, &self.model.site);
        let ([old], [new], None) = (
            &before.records[..],
            &parsed.value.records[..],
            &parsed.value.free_page,
        ) else {
            return None;
        };
        let Checked {
            value: atlas,
            diagnostics: links,
        } = self.model.atlas.patch_text(old, new, &self.model.site)?;
        let record = atlas.resolve(&old.id)?;
        let mut content = self.content.clone();
        (content.parsed, content.bytes) = (0, tree.folder_size("content"));
        content.insert(path, parsed);
        let model = Arc::new(self.model.with_patched_text(atlas));
        let mut stages = self.stages.clone();
        stages.linking.extend(links);
        stages
            .texts
            .retain(|finding| finding.record != Some(record));
        stages
            .texts
            .extend(check::check_record_texts(model.check_context(), record));
        Some(Snapshot::new(SnapshotParts {
            tree: tree.clone(),
            model,
            theme: Arc::new(self.theme.for_new_records()),
            files: self.files.clone(),
            borders: self.borders.clone(),
            content,
            stages,
            options: options.clone(),
        }))
    }
}
