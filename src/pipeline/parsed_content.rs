//! The parsed content files of a site.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Checked, Diagnostic};
use crate::record::{self, ParsedFile};
use crate::site::Site;
use crate::source::{self, CowMap, File, FileError, ScanResult, SourcePath, Tree};

/// The parsed content files of a site. Versions share unchanged files.
#[derive(Clone, Default)]
pub(super) struct ParsedContent {
    by_path: CowMap<SourcePath, Arc<ParsedFile>>,
    /// The diagnostics of the parser by file. Files without diagnostics have no entry.
    pub(super) diagnostics: BTreeMap<SourcePath, Vec<Diagnostic>>,
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
        ParsedContent::default().update(tree, &Tree::default(), site)
    }

    /// Parses the content files that differ between two trees; `self` is the content of the old one.
    pub(super) fn update(&self, tree: &Tree, old: &Tree, site: &Site) -> ParsedContent {
        let mut content = self.clone();
        let changed = tree
            .differences(old)
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

    /// Replaces a parsed file and its diagnostics.
    fn insert(&mut self, path: &SourcePath, Checked { value, diagnostics }: Checked<ParsedFile>) {
        self.parsed += 1;
        match &value.attachment {
            Some(file) => drop(self.attachments.insert(path.clone(), file.clone())),
            None => drop(self.attachments.remove(path)),
        }
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
    }
}
