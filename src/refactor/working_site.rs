//! A site whose files are edited in memory.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use crate::record::{ContentEdit, TextEdit, apply_text_edits, edit_content, edit_content_at_once};
use crate::source::{File, SourcePath, Tree};

/// A site while it is edited.
#[derive(Clone)]
pub struct WorkingSite {
    original: Tree,
    /// The edited files.
    pub tree: Tree,
}

/// A file that an edit changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: SourcePath,
    /// Its bytes before. `None`: it is new.
    pub old: Option<Vec<u8>>,
    /// Its bytes after. `None`: it is removed.
    pub new: Option<Vec<u8>>,
}

impl WorkingSite {
    /// Begins with the files of a tree.
    pub fn new(tree: &Tree) -> WorkingSite {
        WorkingSite {
            original: tree.clone(),
            tree: tree.clone(),
        }
    }

    /// Returns the text of a file.
    pub(super) fn text(&self, path: &SourcePath) -> Result<&str, Refusal> {
        let file = self.tree.file(path.as_str());
        file.and_then(|file| file.text().ok()).ok_or_else(|| {
            Refusal::new(
                format!("{path}: файла нет"),
                format!("{path}: there is no such file"),
            )
        })
    }

    /// Replaces the text of a file, or makes one.
    pub fn write(&mut self, path: &SourcePath, text: String) {
        self.tree = self.tree.edit(path, Some(text.into_bytes()));
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &SourcePath) {
        self.tree = self.tree.edit(path, None);
    }

    /// Moves a file to a place that is free.
    pub(super) fn rename(&mut self, from: &SourcePath, to: &SourcePath) -> Result<(), Refusal> {
        let text = self.text(from)?.to_owned();
        self.refuse_taken(to)?;
        self.remove(from);
        self.write(to, text);
        Ok(())
    }

    /// Fails if there is a file at a path.
    pub(super) fn refuse_taken(&self, path: &SourcePath) -> Result<(), Refusal> {
        match self.tree.file(path.as_str()) {
            Some(_) => Err(Refusal::new(
                format!("файл {path} уже есть"),
                format!("there is a file {path} already"),
            )),
            None => Ok(()),
        }
    }

    /// Makes an edit of the YAML of a file.
    pub(super) fn edit(&mut self, path: &SourcePath, edit: &ContentEdit) -> Result<(), Refusal> {
        let text = self.text(path)?;
        let is_markdown = path.as_str().ends_with(".md");
        let edits = edit_content(text, is_markdown, edit);
        let edits = edits.map_err(|fault| Refusal::of_edit(path, fault))?;
        let text = apply_text_edits(text, &edits);
        self.write(path, text);
        Ok(())
    }

    /// Makes edits of the YAML of a file, whose paths are those of the file as it is: all at once, or one after another if
    /// they touch each other.
    pub fn edit_all(&mut self, path: &SourcePath, edits: &[ContentEdit]) -> Result<(), Refusal> {
        let text = self.text(path)?;
        let is_markdown = path.as_str().ends_with(".md");
        match edit_content_at_once(text, is_markdown, edits) {
            Ok(changes) => {
                let text = apply_text_edits(text, &changes);
                self.write(path, text);
                Ok(())
            }
            Err(_) => edits.iter().try_for_each(|edit| self.edit(path, edit)),
        }
    }

    /// Replaces ranges of files. Where two begin at the same byte, the first one counts.
    pub fn replace(&mut self, edits: Vec<(SourcePath, TextEdit)>) -> Result<(), Refusal> {
        let mut by_file: BTreeMap<SourcePath, BTreeMap<u32, TextEdit>> = BTreeMap::new();
        for (path, edit) in edits {
            let of_file = by_file.entry(path).or_default();
            of_file.entry(edit.span.start).or_insert(edit);
        }
        for (path, edits) in by_file {
            let mut end = 0;
            let mut apart: Vec<TextEdit> = Vec::new();
            for edit in edits.into_values() {
                if edit.span.start >= end {
                    end = edit.span.end;
                    apart.push(edit);
                }
            }
            let text = apply_text_edits(self.text(&path)?, &apart);
            self.write(&path, text);
        }
        Ok(())
    }

    /// Returns the files that are others than at the beginning, by path.
    pub fn changes(&self) -> Vec<FileChange> {
        let bytes = |tree: &Tree, path: &SourcePath| {
            tree.file(path.as_str())
                .map(|file: &File| file.bytes().to_vec())
        };
        let paths = self.tree.differences(&self.original);
        let changes = paths.into_iter().map(|path| FileChange {
            path: path.clone(),
            old: bytes(&self.original, path),
            new: bytes(&self.tree, path),
        });
        changes.collect()
    }
}
