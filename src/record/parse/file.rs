//! Entry point of content parsing: decides from the path what a file contains, and parses it.

use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Span};
use crate::record::file_parser::FileParser;
use crate::record::model::{FreePageSlot, ParsedFile, is_attachment};
use crate::site::{KindIx, Language, Site};
use crate::source::{File, SourcePath};

/// Parses one file of `content/`. Never fails: what cannot be parsed is left out and reported.
pub fn parse(path: &SourcePath, file: &File, site: &Site) -> Checked<ParsedFile> {
    let mut parser = FileParser::new(path, site);
    let value = parser.parse_file(file);
    parser.finish(value)
}

/// The contents of a file, according to its path.
enum FileContents {
    Records(KindIx),
    FreePage(FreePageSlot),
}

impl FileParser<'_> {
    fn parse_file(&mut self, file: &File) -> ParsedFile {
        let path = self
            .path
            .as_str()
            .strip_prefix("content/")
            .unwrap_or_default()
            .to_owned();
        let (folder, name) = path
            .rsplit_once('/')
            .map_or(("", &*path), |(folder, name)| (folder, name));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        if !Self::is_read(extension) {
            return self.parse_other_file(file, name);
        }
        if let Some(code) = stem.strip_prefix("_index.")
            && extension == "md"
            && self.site.language(code).is_none()
        {
            self.parse_language(code, Span::default());
            return ParsedFile::default();
        }
        let (stem, translates) = self.split_language(stem);
        self.language = translates.unwrap_or(Language::DEFAULT);
        let Some(contents) = self.file_contents(folder, stem, extension == "md") else {
            return ParsedFile::default();
        };
        let text = match file.text() {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to();
                let diagnostic = self.diagnostic(Code::NotUtf8, Span::new(at..at));
                self.push(diagnostic);
                return self.unread_file(&contents, stem, translates, extension);
            }
        };
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            let diagnostic = self.diagnostic(Code::EmptyFile, Span::default());
            self.push(diagnostic);
            return self.unread_file(&contents, stem, translates, extension);
        }
        self.parse_contents(contents, stem, translates, (extension, text))
    }

    /// Parses the text of a file, given with its extension.
    fn parse_contents(
        &mut self,
        contents: FileContents,
        stem: &str,
        translates: Option<Language>,
        (extension, text): (&str, &str),
    ) -> ParsedFile {
        match contents {
            FileContents::Records(kind) if extension == "md" => {
                let record = self.parse_record_file(kind, stem, translates, text);
                ParsedFile {
                    records: vec![Arc::new(record)],
                    ..ParsedFile::default()
                }
            }
            FileContents::Records(kind) => ParsedFile {
                records: self.parse_record_list(kind, translates, text),
                ..ParsedFile::default()
            },
            FileContents::FreePage(slot) => {
                self.check_language_of_page(stem);
                ParsedFile {
                    free_page: Some(Arc::new(self.parse_free_page(slot, text))),
                    ..ParsedFile::default()
                }
            }
        }
    }

    /// Keeps a picture or a document beside the records, and reports any other file that holds no records.
    fn parse_other_file(&mut self, file: &File, name: &str) -> ParsedFile {
        if is_attachment(name) {
            return ParsedFile {
                attachment: Some(file.clone()),
                ..ParsedFile::default()
            };
        }
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        self.report_unread_file(stem, extension);
        ParsedFile::default()
    }

    /// Returns what stands in for a file that cannot be read: the record that it is named after.
    fn unread_file(
        &mut self,
        contents: &FileContents,
        stem: &str,
        translates: Option<Language>,
        extension: &str,
    ) -> ParsedFile {
        let mut file = ParsedFile::default();
        if let FileContents::Records(kind) = contents
            && extension == "md"
        {
            let id = Some((stem, Span::default()));
            let record = self.parse_partial_record(*kind, id, translates, &[], Span::default());
            file.records.push(Arc::new(record));
        }
        file
    }

    /// Splits the language off a file stem: `zelenograd.en` is the English translation of `zelenograd`.
    fn split_language<'n>(&self, stem: &'n str) -> (&'n str, Option<Language>) {
        if let Some((name, code)) = stem.rsplit_once('.')
            && let Some(language) = self.site.language(code)
        {
            return (name, Some(language));
        }
        (stem, None)
    }

    /// Decides from the path what a file contains. `None`: the error is reported.
    fn file_contents(&mut self, folder: &str, stem: &str, markdown: bool) -> Option<FileContents> {
        let first = folder.split('/').next().unwrap_or_default();
        if stem == "_index" && markdown && !folder.contains('/') && first != "pages" {
            return match self.site.vocabulary.kind_in(first) {
                Some(kind) => Some(FileContents::FreePage(FreePageSlot::Section(kind))),
                None if first.is_empty() => Some(FileContents::FreePage(FreePageSlot::Home)),
                None => self.report_unknown_kind(first),
            };
        }
        if first == "pages" && markdown {
            self.check_id(stem, Span::default());
            return Some(FileContents::FreePage(FreePageSlot::Page(stem.into())));
        }
        if first.is_empty() {
            let kind = self.site.vocabulary.kinds.first();
            let diagnostic = self.diagnostic(Code::MisplacedFile, Span::default());
            self.push(diagnostic.with_some("folder", kind.map(|kind| &*kind.folder)));
            return None;
        }
        match self.site.vocabulary.kind_in(first) {
            Some(kind) => Some(FileContents::Records(kind)),
            None => self.report_unknown_kind(first),
        }
    }

    fn report_unknown_kind(&mut self, folder: &str) -> Option<FileContents> {
        let similar = self.suggest(
            folder,
            self.site.vocabulary.kinds.iter().map(|kind| &*kind.folder),
        );
        let diagnostic = self
            .diagnostic(Code::UnknownKind, Span::default())
            .with("folder", folder);
        self.push(diagnostic.with_some("near", similar));
        None
    }
}
