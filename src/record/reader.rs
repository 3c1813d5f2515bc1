//! Reading a file: what it is by its place, and everything that is wrong on the way.

use std::sync::Arc;

use super::anchor::IdScope;
use super::body::Body;
use super::yaml::{Broken, Node};
use super::{FreePageSlot, ParsedFile, RecordName};
use crate::diagnostic::{Checked, Code, Collector, Diagnostic, Location, Span, join_names, suggest_name};
use crate::site::{KindIx, Language, Site};
use crate::source::{File, SourcePath};

/// What is needed while a file is read.
pub(super) struct Reader<'s> {
    pub(super) site: &'s Site,
    pub(super) path: &'s SourcePath,
    /// The language of texts that name none.
    pub(super) language: Language,
    /// How many events the texts of the file have so far.
    pub(super) events: usize,
    diagnostics: Collector,
}

pub(super) fn read(path: &SourcePath, file: &File, site: &Site) -> Checked<ParsedFile> {
    let mut reader = Reader { site, path, language: Language::DEFAULT, events: 0, diagnostics: Collector::default() };
    let value = reader.file(file);
    Checked { value, diagnostics: reader.diagnostics.finish() }
}

/// What a file's path says about it.
enum Place {
    Records(KindIx),
    FreePage(FreePageSlot),
}

impl Reader<'_> {
    fn file(&mut self, file: &File) -> ParsedFile {
        let path = self.path.as_str().strip_prefix("content/").unwrap_or_default().to_owned();
        let (folder, name) = path.rsplit_once('/').map_or(("", &*path), |(folder, name)| (folder, name));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        if !matches!(extension, "md" | "yaml" | "yml") {
            return ParsedFile::default();
        }
        let (stem, translates) = self.translation(stem);
        self.language = translates.unwrap_or(Language::DEFAULT);
        let Some(place) = self.place(folder, stem, extension == "md") else { return ParsedFile::default() };
        let text = match file.text() {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to();
                let diagnostic = self.diagnostic(Code::NotUtf8, Span::new(at..at));
                self.push(diagnostic);
                return ParsedFile::default();
            }
        };
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            let diagnostic = self.diagnostic(Code::EmptyFile, Span::default());
            self.push(diagnostic);
            return ParsedFile::default();
        }
        match place {
            Place::Records(kind) if extension == "md" => {
                let record = self.markdown_file(kind, stem, translates, text);
                ParsedFile { records: vec![Arc::new(record)], free_page: None }
            }
            Place::Records(kind) => ParsedFile { records: self.list_file(kind, text), free_page: None },
            Place::FreePage(place) => {
                ParsedFile { records: Vec::new(), free_page: Some(Arc::new(self.prose(place, text))) }
            }
        }
    }

    /// `zelenograd.en` is the English text of `zelenograd`.
    fn translation<'n>(&self, stem: &'n str) -> (&'n str, Option<Language>) {
        if let Some((name, code)) = stem.rsplit_once('.')
            && let Some(language) = self.site.language(code)
        {
            return (name, Some(language));
        }
        (stem, None)
    }

    fn place(&mut self, folder: &str, stem: &str, markdown: bool) -> Option<Place> {
        let first = folder.split('/').next().unwrap_or_default();
        if stem == "_index" && markdown && !folder.contains('/') && first != "pages" {
            return match self.site.vocabulary.kind_in(first) {
                Some(kind) => Some(Place::FreePage(FreePageSlot::Section(kind))),
                None if first.is_empty() => Some(Place::FreePage(FreePageSlot::Home)),
                None => self.unknown_kind(first),
            };
        }
        if first == "pages" && markdown {
            self.checked_id(stem, Span::default());
            return Some(Place::FreePage(FreePageSlot::Page(stem.into())));
        }
        if first.is_empty() {
            let diagnostic = self.diagnostic(Code::MisplacedFile, Span::default());
            self.push(diagnostic);
            return None;
        }
        match self.site.vocabulary.kind_in(first) {
            Some(kind) => Some(Place::Records(kind)),
            None => self.unknown_kind(first),
        }
    }

    fn unknown_kind(&mut self, folder: &str) -> Option<Place> {
        let near = self.near(folder, self.site.vocabulary.kinds.iter().map(|kind| &*kind.folder));
        let diagnostic = self.diagnostic(Code::UnknownKind, Span::default()).with("folder", folder);
        self.push(diagnostic.with_some("near", near));
        None
    }

    /// Markdown in one or more languages, given as a scalar.
    pub(super) fn bodies(&mut self, field: &str, scope: &IdScope, node: &Node<'_>) -> Vec<(Language, Body)> {
        let Some(texts) = self.texts(field, node) else { return Vec::new() };
        // A scalar's text may have lost its indentation, so positions inside it are those of the whole scalar.
        let texts = texts.iter();
        texts.map(|(language, text)| (language, self.body_of_scalar(text, scope.clone(), node.span))).collect()
    }

    pub(super) fn target(&mut self, field: &str, node: &Node<'_>) -> Option<RecordName> {
        let text = self.scalar(field, node)?.trim();
        Some(RecordName { text: SourcePath::new(text).into(), span: node.span })
    }

    /// The text of a scalar that must be there.
    pub(super) fn scalar<'n>(&mut self, field: &str, node: &'n Node<'_>) -> Option<&'n str> {
        match node.text() {
            Some(text) => Some(self.short_enough(field, text, node.span)),
            None => self.expected(field, node, "одно значение", "a single value"),
        }
    }

    /// Reports that a field wants something else.
    pub(super) fn expected<T>(&mut self, field: &str, node: &Node<'_>, ru: &str, en: &str) -> Option<T> {
        let diagnostic = self.diagnostic(Code::BadValue, node.span).with("field", field);
        self.push(diagnostic.with("expected", ru).with("expected_en", en));
        None
    }

    pub(super) fn language_named(&mut self, code: &str, span: Span) -> Option<Language> {
        let found = self.site.language(code);
        if found.is_none() {
            let known: Vec<&str> = self.site.languages.iter().map(|name| &*name.code).collect();
            let diagnostic = self.diagnostic(Code::UnknownLanguage, span).with("language", code);
            self.push(diagnostic.with("known", join_names(known)));
        }
        found
    }

    pub(super) fn broken(&mut self, broken: Broken) {
        let code = if broken.limit { Code::YamlLimit } else { Code::BadYaml };
        let diagnostic = self.diagnostic(code, broken.span).with("words", broken.words);
        self.push(diagnostic.with("words_en", broken.words_en));
    }

    /// The nearest of some names to what was written, unless much is wrong with the file already.
    pub(super) fn near<'n>(&self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        suggest_name(written, names, self.diagnostics.len())
    }

    pub(super) fn location(&self, span: Span) -> Location {
        Location { path: self.path.clone(), span }
    }

    pub(super) fn diagnostic(&self, code: Code, span: Span) -> Diagnostic {
        Diagnostic::new(code, self.location(span))
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.extend(self.site.apply_severity(diagnostic));
    }
}
