//! The source files of a snapshot: where its pages, records and diagnostics come from.

use super::site::{PreviewProblem, SourcePosition};
use super::snippet::snippet;
use crate::atlas::RecordIx;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pipeline::Snapshot;
use crate::plan::{Page, PageKind};
use crate::record::{FreePage, FreePageSlot, Record};
use crate::site::Language;
use crate::source::{LineIndex, SourcePath};
use crate::text::MessageLanguage;

/// The source files of a snapshot.
#[derive(Clone, Copy)]
pub(super) struct SnapshotSources<'s> {
    pub(super) snapshot: &'s Snapshot,
}

impl<'s> SnapshotSources<'s> {
    fn text(self, path: &SourcePath) -> Option<&'s str> {
        self.snapshot.tree.file(path.as_str())?.text().ok()
    }

    /// Returns the records of a file. Files of translations contain none.
    pub(super) fn records_in(self, path: &SourcePath) -> impl Iterator<Item = RecordIx> + use<'s> {
        let model = &self.snapshot.model;
        let folder = path.as_str().split('/').nth(1).unwrap_or_default();
        let kind = model.site.vocabulary.kind_in(folder);
        let records = kind.map(|kind| model.atlas.in_file(kind, path));
        records.into_iter().flatten()
    }

    /// Returns the file, line and column of a location.
    pub(super) fn position(self, at: &Location) -> SourcePosition {
        let position = LineIndex::new(self.text(&at.path).unwrap_or_default())
            .position(at.span.start as usize);
        SourcePosition {
            file: at.path.to_string(),
            line: position.line as usize,
            column: position.column as usize,
        }
    }

    /// Returns the position of a record's text in a language.
    pub(super) fn record_position(self, record: &Record, language: Language) -> SourcePosition {
        let code = self.snapshot.model.site.code(language);
        let translation = record
            .at
            .path
            .as_str()
            .strip_suffix(".md")
            .map(|stem| format!("{stem}.{code}.md"));
        match translation.filter(|path| self.snapshot.tree.file(path).is_some()) {
            Some(file) => SourcePosition {
                file,
                line: 1,
                column: 1,
            },
            None => self.position(&record.at),
        }
    }

    /// Returns true if a file has an error that makes its page nearly empty.
    pub(super) fn is_unread(self, file: &str) -> bool {
        use Code::{BadYaml, EmptyFile, NoFrontMatter, NotUtf8, OpenFrontMatter, YamlLimit};
        let fatal = |code| {
            matches!(
                code,
                BadYaml | EmptyFile | NoFrontMatter | NotUtf8 | OpenFrontMatter | YamlLimit
            )
        };
        self.snapshot
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.at.path.as_str() == file && fatal(diagnostic.code))
    }

    /// Returns the text of a page in its language or the default one; `None` if the page has none.
    pub(super) fn free_page(self, page: &Page) -> Option<&'s FreePage> {
        let place = match &page.kind {
            PageKind::Home => FreePageSlot::Home,
            PageKind::Kind(kind, _) => FreePageSlot::Section(*kind),
            PageKind::FreePage(name) => FreePageSlot::Page(name.clone()),
            _ => return None,
        };
        let prose = &self.snapshot.model.atlas.free_pages;
        let own = prose.get(&(place.clone(), page.language));
        own.or_else(|| prose.get(&(place, Language::DEFAULT)))
            .map(|found| &**found)
    }

    /// Returns the file with the main text of a record, and the language if `path` is a translation.
    pub(super) fn main_file(self, path: &str) -> (SourcePath, Option<Language>) {
        let site = &self.snapshot.model.site;
        let translation = site.each_language().find_map(|language| {
            let stem = path
                .strip_suffix(".md")?
                .strip_suffix(site.code(language))?
                .strip_suffix('.')?;
            Some((SourcePath::new(&format!("{stem}.md")), Some(language)))
        });
        translation.unwrap_or_else(|| (SourcePath::new(path), None))
    }

    /// Returns a diagnostic as the browser shows it.
    pub(super) fn problem(
        self,
        diagnostic: &Diagnostic,
        message_language: MessageLanguage,
    ) -> PreviewProblem {
        let here = match message_language {
            MessageLanguage::Ru => "И здесь:",
            MessageLanguage::En => "And here:",
        };
        let Location { path, span } = &diagnostic.at;
        PreviewProblem {
            severity: diagnostic.severity,
            code: diagnostic.code.rule().name.to_string(),
            message: diagnostic.message(message_language),
            place: Some(self.position(&diagnostic.at)),
            snippet: self
                .text(path)
                .map_or(Vec::new(), |text| snippet(text, span.range())),
            hint: diagnostic.hint(message_language),
            related: diagnostic
                .related
                .iter()
                .map(|at| (here.to_string(), self.position(at)))
                .collect(),
        }
    }
}
