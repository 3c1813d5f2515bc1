//! Lookup of the drafts that are left out.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::drafts::DraftsById;
use super::names::names_of;
use crate::record::{LinkTarget, Record};
use crate::site::Site;
use crate::source::SourcePath;
use crate::text::folding::fold_name;

/// The drafts that are left out: by id, old id, file, and name.
pub(super) struct DraftIndex {
    drafts: DraftsById,
    /// By folded name and old id. Built on the first lookup of a text that is no id.
    names: OnceLock<HashMap<String, Arc<Record>>>,
    /// By file. Built on the first lookup of a file that is not known.
    files: OnceLock<HashMap<SourcePath, Arc<Record>>>,
}

impl DraftIndex {
    pub(super) fn new(drafts: DraftsById) -> DraftIndex {
        DraftIndex {
            drafts,
            names: OnceLock::new(),
            files: OnceLock::new(),
        }
    }

    /// Returns all drafts, in no order.
    pub(super) fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.drafts.values()
    }

    /// Returns the draft with an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Arc<Record>> {
        self.drafts.get(id)
    }

    /// Returns the draft with an id, old id, name, short name or alias.
    pub(super) fn by_name(&self, text: &str) -> Option<&Arc<Record>> {
        if self.drafts.is_empty() {
            return None;
        }
        let by_name = || {
            let mut names = HashMap::new();
            let mut drafts: Vec<_> = self.drafts.values().collect();
            drafts.sort_unstable_by_key(|draft| &draft.id);
            for draft in drafts {
                let old = draft.aka.iter().map(|old| fold_name(&old.text));
                for name in names_of(draft).map(fold_name).chain(old) {
                    names.insert(name, draft.clone());
                }
            }
            names
        };
        let draft = self.drafts.get(text);
        draft.or_else(|| self.names.get_or_init(by_name).get(&fold_name(text)))
    }

    /// Returns the draft that a Markdown file contains or translates.
    fn by_file(&self, path: &SourcePath, site: &Site) -> Option<&Arc<Record>> {
        if self.drafts.is_empty() {
            return None;
        }
        let files = self.files.get_or_init(|| {
            let with_file = self
                .drafts
                .values()
                .filter(|draft| draft.at.path.as_str().ends_with(".md"));
            with_file
                .map(|draft| (draft.at.path.clone(), draft.clone()))
                .collect()
        });
        files.get(path).or_else(|| {
            let (name, code) = path.as_str().strip_suffix(".md")?.rsplit_once('.')?;
            site.language(code)?;
            files.get(format!("{name}.md").as_str())
        })
    }

    /// Returns the draft that a link leads to.
    pub(super) fn by_link(&self, target: &LinkTarget, site: &Site) -> Option<&Arc<Record>> {
        match target {
            LinkTarget::Record(text) | LinkTarget::Source(text) => self.by_name(text),
            LinkTarget::File(path) => self.by_file(path, site),
            LinkTarget::Asset(_) | LinkTarget::View(_) | LinkTarget::Here => None,
        }
    }
}
