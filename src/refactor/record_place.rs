//! Where the files state a record and its translations.

use super::refusal::Refusal;
use super::working_site::WorkingSite;
use crate::record::{self, EditFault, NodePath, PathStep, YamlTree, read_tree};
use crate::site::{KindIx, Site};
use crate::source::{SourcePath, Tree};

/// A part of a file that states a record or its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RecordPlace {
    pub(super) path: SourcePath,
    /// The map of the record; empty for the front matter of a Markdown file.
    pub(super) node: NodePath,
    /// Whether it states the id; else the file is named after it.
    pub(super) has_id: bool,
    pub(super) is_translation: bool,
    pub(super) kind: KindIx,
}

impl RecordPlace {
    pub(super) fn is_markdown(&self) -> bool {
        self.path.as_str().ends_with(".md")
    }

    /// Returns the path of a key of the record.
    pub(super) fn key(&self, key: &str) -> NodePath {
        let mut path = self.node.clone();
        path.push(PathStep::Key(key.to_owned()));
        path
    }

    /// Returns the values of the record.
    pub(super) fn tree(&self, site: &WorkingSite) -> Result<YamlTree, Refusal> {
        let tree = match read_tree(site.text(&self.path)?, self.is_markdown()) {
            Err(EditFault::Missing) => YamlTree::Null,
            tree => tree.map_err(|fault| Refusal::of_edit(&self.path, fault))?,
        };
        Ok(tree.at(&self.node).cloned().unwrap_or(YamlTree::Null))
    }

    /// Returns the path of its file for another id, in a folder.
    pub(super) fn path_in(&self, folder: &str, old: &str, new: &str) -> SourcePath {
        let name = self.path.as_str().rsplit('/').next().unwrap_or_default();
        let rest = name.strip_prefix(old).unwrap_or(".md");
        SourcePath::new(&format!("{folder}/{new}{rest}"))
    }

    /// Returns the folder of its file.
    pub(super) fn folder(&self) -> &str {
        self.path
            .as_str()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
    }
}

/// Returns where the record with an id is stated: itself first, then its translations.
pub(super) fn places_of(tree: &Tree, site: &Site, id: &str) -> Vec<RecordPlace> {
    let mut found = Vec::new();
    for (path, file) in tree.folder("content") {
        let named = path.as_str().contains(id);
        let Ok(text) = file.text() else { continue };
        if !named && !crate::text::folding::nfc(text.into()).contains(id) {
            continue;
        }
        let parsed = record::parse(path, file, site).value;
        for record in parsed.records.iter().filter(|record| &*record.id == id) {
            let Some((node, has_id)) = node_of(text, path, id) else {
                continue;
            };
            found.push(RecordPlace {
                path: path.clone(),
                node,
                has_id,
                is_translation: record.translates.is_some(),
                kind: record.kind,
            });
        }
    }
    found.sort_by_key(|place| place.is_translation);
    found
}

fn node_of(text: &str, path: &SourcePath, id: &str) -> Option<(NodePath, bool)> {
    let is_markdown = path.as_str().ends_with(".md");
    let tree = match read_tree(text, is_markdown) {
        Ok(tree) => tree,
        // A translation can be a text alone.
        Err(EditFault::Missing) => YamlTree::Null,
        Err(_) => return None,
    };
    if is_markdown {
        return Some((NodePath::new(), tree.get("id").is_some()));
    }
    let has_id = |item: &YamlTree| item.get("id").and_then(YamlTree::text) == Some(id);
    let (mut node, list) = match tree.get("records") {
        Some(records) => (vec![PathStep::Key("records".to_owned())], records),
        None => (NodePath::new(), &tree),
    };
    let index = list.items().iter().position(has_id)?;
    node.push(PathStep::Item(index));
    Some((node, true))
}
