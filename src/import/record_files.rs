//! Where records stand in their files, and their values as trees.

use std::collections::HashMap;

use crate::atlas::RecordIx;
use crate::model::SiteModel;
use crate::record::{EditFault, NodePath, PathStep, YamlTree, read_tree};
use crate::refactor::Refusal;
use crate::site::Language;
use crate::source::{SourcePath, Tree};

/// The files of a site as trees, each read once.
pub(super) struct ContentMaps<'t> {
    tree: &'t Tree,
    files: HashMap<SourcePath, RecordFile>,
}

struct RecordFile {
    tree: YamlTree,
    /// The path of each record of a list file; empty for Markdown.
    items: HashMap<String, NodePath>,
}

/// A map of a file, as it is and as it becomes.
#[derive(Clone, Debug)]
pub(super) struct EditedMap {
    pub(super) path: SourcePath,
    pub(super) node: NodePath,
    pub(super) old: YamlTree,
    pub(super) new: YamlTree,
}

/// The maps that state a record: its own and those of its translations.
#[derive(Clone, Debug)]
pub(super) struct EditedRecord {
    pub(super) main: EditedMap,
    pub(super) translations: Vec<(Language, EditedMap)>,
}

impl<'t> ContentMaps<'t> {
    pub(super) fn new(tree: &'t Tree) -> ContentMaps<'t> {
        ContentMaps {
            tree,
            files: HashMap::new(),
        }
    }

    /// Returns the maps of a record. Fails if a file cannot be read as YAML.
    pub(super) fn record(
        &mut self,
        model: &SiteModel,
        ix: RecordIx,
    ) -> Result<EditedRecord, Refusal> {
        let record = model.atlas.record(ix);
        let main = self.map(&record.at.path, &record.id)?;
        let mut translations = Vec::new();
        for (language, at) in &record.translations {
            translations.push((*language, self.map(&at.path, &record.id)?));
        }
        Ok(EditedRecord { main, translations })
    }

    fn map(&mut self, path: &SourcePath, id: &str) -> Result<EditedMap, Refusal> {
        if !self.files.contains_key(path) {
            let file = read_file(self.tree, path)?;
            self.files.insert(path.clone(), file);
        }
        let missing = || {
            Refusal::new(
                format!("{path}: запись {id} не найдена"),
                format!("{path}: the record {id} is not found"),
            )
        };
        let file = self.files.get(path).ok_or_else(missing)?;
        let node = match path.as_str().ends_with(".md") {
            true => NodePath::new(),
            false => file.items.get(id).cloned().ok_or_else(missing)?,
        };
        let old = file.tree.at(&node).cloned().unwrap_or(YamlTree::Null);
        Ok(EditedMap {
            path: path.clone(),
            node,
            new: old.clone(),
            old,
        })
    }
}

fn read_file(tree: &Tree, path: &SourcePath) -> Result<RecordFile, Refusal> {
    let text = tree.file(path.as_str()).and_then(|file| file.text().ok());
    let text = text.ok_or_else(|| {
        Refusal::new(
            format!("{path}: файл не читается"),
            format!("{path}: the file cannot be read"),
        )
    })?;
    let is_markdown = path.as_str().ends_with(".md");
    let tree = match read_tree(text, is_markdown) {
        // A translation can be a text alone.
        Err(EditFault::Missing) => YamlTree::Null,
        read => read.map_err(|fault| {
            let words = fault.words();
            Refusal::new(
                format!("{path}: {}", words.ru),
                format!("{path}: {}", words.en),
            )
        })?,
    };
    let (start, list) = match tree.get("records") {
        Some(records) => (vec![PathStep::Key("records".to_owned())], records),
        None => (NodePath::new(), &tree),
    };
    let mut items = HashMap::new();
    if !is_markdown {
        for (index, item) in list.items().iter().enumerate() {
            if let Some(id) = item.get("id").and_then(YamlTree::text) {
                let mut path = start.clone();
                path.push(PathStep::Item(index));
                items.entry(id.to_owned()).or_insert(path);
            }
        }
    }
    Ok(RecordFile { tree, items })
}

impl EditedRecord {
    /// A record that is in no file yet.
    pub(super) fn new(path: SourcePath, id: &str) -> EditedRecord {
        let own = YamlTree::Map(vec![("id".to_owned(), YamlTree::scalar(id))]);
        EditedRecord {
            main: EditedMap {
                path,
                node: NodePath::new(),
                old: YamlTree::Null,
                new: own,
            },
            translations: Vec::new(),
        }
    }

    /// Returns the maps that become others.
    pub(super) fn changed(&self) -> impl Iterator<Item = &EditedMap> {
        let translations = self.translations.iter().map(|(_, map)| map);
        std::iter::once(&self.main)
            .chain(translations)
            .filter(|map| map.old != map.new)
    }
}
