//! The parsed content files of a site.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::record::{self, ParsedFile};
use crate::site::Site;
use crate::source::{self, CowMap, File, FileError, ScanResult, SourcePath, Tree};

/// The parsed content files of a site. Versions share unchanged files.
#[derive(Clone, Default)]
pub(super) struct ParsedContent {
    by_path: CowMap<SourcePath, Arc<ParsedFile>>,
    /// The diagnostics of the parser by file. Files without diagnostics have no entry.
    pub(super) diagnostics: BTreeMap<SourcePath, Vec<Diagnostic>>,
    /// The files whose last good reading is kept, because they are being typed and broken: the texts of that reading.
    pub(super) kept: BTreeMap<SourcePath, File>,
    /// The number of files parsed for this version.
    pub(super) parsed: usize,
    /// The pictures and documents beside the records.
    pub(super) attachments: BTreeMap<SourcePath, File>,
    /// The size of all content files, in bytes.
    pub(super) bytes: u64,
}

impl ParsedContent {
    /// Reads and parses all content files of the site at `root`. The files are not kept in memory.
    pub(super) fn read(
        root: &Path,
        site: &Site,
    ) -> (ParsedContent, BTreeMap<SourcePath, FileError>) {
        let parse = |path: &SourcePath, file: &File| {
            (record::parse(path, file, site), file.bytes().len() as u64)
        };
        let ScanResult { files, errors } = source::map_content_files(root, parse);
        let mut content = ParsedContent {
            parsed: files.len(),
            ..ParsedContent::default()
        };
        let mut by_path = Vec::with_capacity(files.len());
        for (path, (Checked { value, diagnostics }, bytes)) in files {
            content.bytes += bytes;
            if !diagnostics.is_empty() {
                content.diagnostics.insert(path.clone(), diagnostics);
            }
            if let Some(file) = &value.attachment {
                content.attachments.insert(path.clone(), file.clone());
            }
            by_path.push((path, Arc::new(value)));
        }
        content.by_path = CowMap::from_sorted(by_path);
        (content, errors)
    }

    /// Parses all content files of a tree.
    pub(super) fn parse(tree: &Tree, site: &Site) -> ParsedContent {
        ParsedContent::default().update((tree, &Tree::default()), site, &BTreeSet::new())
    }

    /// Parses the content files that differ between a tree and the old one; `self` is the content of the old one. Of broken
    /// files that are unsaved, the last good reading is kept.
    pub(super) fn update(
        &self,
        (tree, old): (&Tree, &Tree),
        site: &Site,
        unsaved: &BTreeSet<SourcePath>,
    ) -> ParsedContent {
        let mut content = self.clone();
        let mut changed: BTreeSet<&SourcePath> = tree.differences(old).into_iter().collect();
        changed.extend(self.kept.keys());
        let changed = changed
            .into_par_iter()
            .filter(|path| path.as_str().starts_with("content/"));
        let parsed: Vec<_> = changed
            .map(|path| {
                (
                    path,
                    tree.file(path.as_str())
                        .map(|file| record::parse(path, file, site)),
                )
            })
            .collect();
        (content.parsed, content.bytes) = (0, tree.folder_size("content"));
        for (path, file) in parsed {
            match file {
                Some(file)
                    if unsaved.contains(path) && is_broken(&file) && self.has_records(path) =>
                {
                    content.keep(path, old, file.diagnostics);
                }
                Some(file) => content.insert(path, file),
                None => content.remove(path),
            }
        }
        content
    }

    /// Returns all parsed files in the order of their paths.
    pub(super) fn files(&self) -> Vec<Arc<ParsedFile>> {
        self.by_path.iter().map(|(_, file)| file.clone()).collect()
    }

    /// Whether another version has the same pictures and documents.
    pub(super) fn has_same_attachments(&self, other: &ParsedContent) -> bool {
        let hashes = |content: &ParsedContent| -> Vec<(SourcePath, u64)> {
            let attachments = content.attachments.iter();
            attachments
                .map(|(path, file)| (path.clone(), file.hash()))
                .collect()
        };
        hashes(self) == hashes(other)
    }

    /// Whether any record is a draft.
    pub(super) fn has_drafts(&self) -> bool {
        let mut files = self.by_path.iter();
        files.any(|(_, file)| file.records.iter().any(|record| record.draft))
    }

    fn has_records(&self, path: &SourcePath) -> bool {
        let known = self.by_path.get(path.as_str());
        known.is_some_and(|file| !file.records.is_empty())
    }

    /// Keeps the reading of a file, and replaces its diagnostics.
    fn keep(&mut self, path: &SourcePath, old: &Tree, diagnostics: Vec<Diagnostic>) {
        self.parsed += 1;
        self.diagnostics.insert(path.clone(), diagnostics);
        if let Some(text) = old
            .file(path.as_str())
            .filter(|_| !self.kept.contains_key(path))
        {
            self.kept.insert(path.clone(), text.clone());
        }
    }

    /// Replaces a parsed file and its diagnostics.
    fn insert(&mut self, path: &SourcePath, Checked { value, diagnostics }: Checked<ParsedFile>) {
        self.parsed += 1;
        match &value.attachment {
            Some(file) => drop(self.attachments.insert(path.clone(), file.clone())),
            None => drop(self.attachments.remove(path)),
        }
        self.kept.remove(path);
        self.by_path.insert(path.clone(), Arc::new(value));
        match diagnostics.is_empty() {
            true => drop(self.diagnostics.remove(path)),
            false => drop(self.diagnostics.insert(path.clone(), diagnostics)),
        }
    }

    fn remove(&mut self, path: &SourcePath) {
        self.by_path.remove(path);
        self.attachments.remove(path);
        self.diagnostics.remove(path);
        self.kept.remove(path);
    }
}

/// Whether a file has a mistake that hides parts of it from the parser.
fn is_broken(file: &Checked<ParsedFile>) -> bool {
    use Code::{BadYaml, EmptyFile, NoFrontMatter, OpenFrontMatter, YamlLimit};
    let mut codes = file.diagnostics.iter().map(|found| found.code);
    codes.any(|code| {
        matches!(
            code,
            BadYaml | EmptyFile | NoFrontMatter | OpenFrontMatter | YamlLimit
        )
    })
}
